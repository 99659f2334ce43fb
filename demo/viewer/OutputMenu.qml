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
        objectName: "menuOpenLink"
        visible: menu.link !== null
        text: qsTr("Open link: %1").arg(menu.link?.target ?? "")
        onTriggered: menu.view.openLink(menu.link)
    }
    OutputMenuItem {
        objectName: "menuCopyLink"
        visible: menu.link !== null
        text: qsTr("Copy link")
        onTriggered: Clipboard.setText(menu.link.target)
    }
    OutputMenuItem {
        objectName: "menuCopy"
        text: menu.view.hasSelection ? qsTr("Copy") : qsTr("Copy all that is shown")
        keys: "Ctrl+C"
        enabled: menu.view.count > 0
        onTriggered: menu.view.copied(menu.view.copy())
    }
    OutputMenuItem {
        objectName: "menuSelectAll"
        text: qsTr("Select all")
        keys: "Ctrl+A"
        enabled: menu.view.count > 0
        onTriggered: menu.view.selectAll()
    }
    OutputMenuItem {
        objectName: "menuSearch"
        text: qsTr("Search for the selection")
        enabled: menu.view.searchableSelection.length > 0
        onTriggered: menu.searchRequested(menu.view.searchableSelection)
    }
    OutputMenuItem {
        objectName: "menuSave"
        text: qsTr("Save to a file \u2026")
        keys: "Ctrl+S"
        enabled: menu.view.count > 0
        onTriggered: menu.saveRequested()
    }
    OutputMenuItem {
        objectName: "menuEditor"
        text: qsTr("Editor for files \u2026")
        onTriggered: menu.editorRequested()
    }
}
