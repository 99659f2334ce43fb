// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic

// One line to type into.
TextField {
    id: field

    property string tip
    property string keys
    property bool wrong: false

    implicitHeight: Theme.controlHeight
    topPadding: 0
    bottomPadding: 0
    leftPadding: 9
    rightPadding: 9
    verticalAlignment: TextInput.AlignVCenter
    selectByMouse: true
    color: Theme.text
    placeholderTextColor: Theme.dimText
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentedText
    opacity: enabled ? 1 : 0.55
    Accessible.description: tip

    Tip {
        visible: field.hovered && field.tip.length > 0 && !field.activeFocus // the user types
        delay: 700
        text: field.tip + (field.keys.length > 0 ? "  (" + KeyNames.shown(field.keys) + ")" : "")
    }

    background: Rectangle {
        radius: Theme.radius
        color: Theme.base
        border.width: field.activeFocus ? 2 : 1
        border.color: field.wrong ? Theme.errorText
                    : field.activeFocus ? Theme.accent : Theme.border
    }
}
