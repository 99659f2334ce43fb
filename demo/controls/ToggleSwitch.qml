// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic

Switch {
    id: toggle

    property string tip
    property string keys // the shortcut, to be shown

    implicitHeight: Theme.controlHeight
    padding: 0
    spacing: 7
    opacity: enabled ? 1 : 0.55
    Accessible.description: tip

    Tip {
        visible: toggle.hovered && toggle.tip.length > 0
        text: toggle.tip + (toggle.keys.length > 0 ? "  (" + KeyNames.shown(toggle.keys) + ")" : "")
    }

    indicator: Rectangle {
        x: toggle.leftPadding
        y: (toggle.height - height) / 2
        width: 34
        height: 18
        radius: 9
        color: toggle.checked ? Theme.accent : Theme.pressed
        border.width: toggle.visualFocus ? 2 : 1
        border.color: toggle.visualFocus ? Theme.text : toggle.checked ? color : Theme.border

        Rectangle {
            x: toggle.checked ? parent.width - width - 3 : 3
            y: 3
            width: 12
            height: 12
            radius: 6
            color: toggle.checked ? Theme.accentedText : Theme.dimText
        }
    }

    contentItem: Caption {
        leftPadding: toggle.indicator.width + toggle.spacing
        text: toggle.text
        font: toggle.font
        verticalAlignment: Text.AlignVCenter
    }
}
