// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import DemoControls
import GpgDesk

// A text of several lines.
Rectangle {
    id: pane

    property alias text: area.text
    property alias readOnly: area.readOnly
    property alias placeholderText: area.placeholderText
    property string name // of what is typed into
    property string label

    color: Theme.base
    radius: Theme.radius
    border.width: area.activeFocus ? 2 : 1
    border.color: area.activeFocus ? Theme.accent : Theme.border

    function focusText() {
        area.forceActiveFocus(Qt.OtherFocusReason);
    }

    ScrollView {
        anchors.fill: parent
        anchors.margins: 2

        TextArea {
            id: area

            objectName: pane.name
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            selectByMouse: true
            color: Theme.text
            placeholderTextColor: Theme.dimText
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentedText
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.fixedSize
            background: null
            Accessible.name: pane.label
            // Whoever goes by keys must get out of it.
            Keys.priority: Keys.BeforeItem
            Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed:
                nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

            ShortcutGate {
                item: area
                open: area.readOnly
            }
        }
    }
}
