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
    property int longest: 0 // that is taken into the editor; 0: whatever comes

    signal edited
    signal longPasted(string text)

    // Also over text that cannot be edited.
    function pasteIfLong(): bool {
        const text = longest > 0 ? Clipboard.text() : "";
        if (text.length <= (readOnly ? 0 : longest) || longest === 0)
            return false;
        longPasted(text);
        return true;
    }

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
        clip: true

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
            // Tab moves on, so that the keyboard can leave the editor.
            Keys.priority: Keys.BeforeItem
            Keys.onPressed: event => {
                event.accepted = event.matches(StandardKey.Paste) && pane.pasteIfLong();
            }
            onTextChanged: {
                // Checks every change, because text can also be dropped or pasted by the mouse.
                if (pane.longest > 0 && length > pane.longest)
                    pane.longPasted(text);
                else
                    pane.edited();
            }
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
