// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import DemoControls

// A tab for one of the operations.
TabButton {
    id: tab

    property string keys

    implicitHeight: 34
    implicitWidth: implicitContentWidth + 34
    width: implicitWidth
    padding: 0
    Tip {
        visible: tab.hovered && tab.keys.length > 0
        delay: 700
        text: tab.text + "  (" + KeyNames.shown(tab.keys) + ")"
    }

    contentItem: Caption {
        text: tab.text
        font.weight: tab.checked ? Font.DemiBold : Font.Normal
        color: tab.checked ? Theme.text : Theme.dimText
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    background: TabShape {
        button: tab
    }
}
