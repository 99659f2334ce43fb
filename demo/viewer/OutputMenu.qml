// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import DemoControls

// The menu of the output: for the link under the pointer, and for the selection.
Menu {
    id: menu

    required property var view // an OutputView, which is made with this
    property var link: null

    signal searchRequested(string text)
    signal saveRequested
    signal editorRequested

    width: 250
    margins: 4
    background: Rectangle {
        radius: Theme.radius
        color: Theme.raised
        border.color: Theme.border
    }

    OutputMenuItem {
        objectName: "menuOpenLink"
        visible: menu.link !== null
        text: "Open link: " + (menu.link?.target ?? "")
        onTriggered: menu.view.openLink(menu.link)
    }
    OutputMenuItem {
        objectName: "menuCopyLink"
        visible: menu.link !== null
        text: "Copy link"
        onTriggered: Clipboard.setText(menu.link.target)
    }
    OutputMenuItem {
        objectName: "menuCopy"
        text: menu.view.hasSelection ? "Copy" : "Copy all that is shown"
        keys: "Ctrl+C"
        enabled: menu.view.count > 0
        onTriggered: menu.view.copied(menu.view.copy())
    }
    OutputMenuItem {
        objectName: "menuSelectAll"
        text: "Select all"
        keys: "Ctrl+A"
        enabled: menu.view.count > 0
        onTriggered: menu.view.selectAll()
    }
    OutputMenuItem {
        objectName: "menuSearch"
        text: "Search for the selection"
        enabled: menu.view.searchableSelection.length > 0
        onTriggered: menu.searchRequested(menu.view.searchableSelection)
    }
    OutputMenuItem {
        objectName: "menuSave"
        text: "Save to a file \u2026"
        keys: "Ctrl+S"
        enabled: menu.view.count > 0
        onTriggered: menu.saveRequested()
    }
    OutputMenuItem {
        objectName: "menuEditor"
        text: "Editor for files \u2026"
        onTriggered: menu.editorRequested()
    }
}
