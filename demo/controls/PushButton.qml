// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic

// A flat button; its tooltip names the key that does the same.
Button {
    id: button

    property string tip
    property string keys // the shortcut, to be shown: "Ctrl+F"
    property bool primary: false
    property color textColor: primary ? Theme.accentedText : Theme.text

    implicitHeight: Theme.controlHeight
    leftPadding: 10
    rightPadding: 10
    topPadding: 0
    bottomPadding: 0
    opacity: enabled ? 1 : 0.45
    Accessible.description: tip
    Keys.onReturnPressed: activate()
    Keys.onEnterPressed: activate()

    function activate() {
        if (checkable)
            toggle();
        clicked();
    }

    Tip {
        visible: button.hovered && button.tip.length > 0
        text: button.tip + (button.keys.length > 0 ? "  (" + KeyNames.shown(button.keys) + ")" : "")
    }

    contentItem: Caption {
        text: button.text
        font: button.font
        color: button.textColor
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }

    background: Rectangle {
        radius: Theme.radius
        color: button.primary ? (button.down || button.hovered ? Qt.darker(Theme.accent, 1.12)
                                                               : Theme.accent)
             : button.down ? Theme.pressed
             : button.checked ? Theme.selection
             : button.hovered ? Theme.hovered : Theme.raised
        border.width: button.visualFocus ? 2 : 1
        border.color: button.visualFocus ? (button.primary ? Theme.text : Theme.accent)
                    : button.primary ? color : button.checked ? Theme.accent : Theme.border
    }
}
