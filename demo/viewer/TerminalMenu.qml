// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import DemoControls

// The menu of the terminal.
Menu {
    id: menu

    required property var view // a TerminalView, which is made with this
    readonly property string _searchable: // a part of one line
        view.selectedText.includes("\n") ? "" : view.selectedText

    width: {
        let widest = 250;
        for (let i = 0; i < count; ++i)
            widest = Math.max(widest, itemAt(i)?.implicitWidth ?? 0);
        return Math.min(widest, 420);
    }
    margins: 4
    background: Rectangle {
        radius: Theme.radius
        color: Theme.raised
        border.color: Theme.border
    }

    OutputMenuItem {
        objectName: "terminalMenuCopy"
        text: menu.view.hasSelection ? qsTr("Copy") : qsTr("Copy all the text")
        keys: "Ctrl+Shift+C"
        onTriggered: menu.view.noticed(menu.view.copy())
    }
    OutputMenuItem {
        objectName: "terminalMenuPaste"
        text: qsTr("Paste")
        keys: "Ctrl+Shift+V"
        enabled: menu.view.live
        onTriggered: menu.view.paste()
    }
    OutputMenuItem {
        objectName: "terminalMenuSelectAll"
        text: qsTr("Select all")
        onTriggered: menu.view.selectAll()
    }
    OutputMenuItem {
        objectName: "terminalMenuSearch"
        text: qsTr("Search for the selection")
        enabled: menu._searchable.length > 0
        onTriggered: menu.view.searchRequested(menu._searchable)
    }
    OutputMenuItem {
        objectName: "terminalMenuSave"
        text: qsTr("Save to a file \u2026")
        keys: "Ctrl+Shift+S"
        onTriggered: menu.view.saveRequested()
    }
    OutputMenuItem {
        objectName: "terminalMenuClear"
        text: qsTr("Forget the scrollback")
        keys: "Ctrl+Shift+K"
        onTriggered: menu.view.clear()
    }
    OutputMenuItem {
        objectName: "terminalMenuReset"
        text: qsTr("Reset the terminal")
        onTriggered: menu.view.reset()
    }
}
