// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls
import Viewer

// The window: the tabs, and what concerns all of them.
ThemedWindow {
    id: window

    property string command // started at once, when there is one
    property string folder
    property bool onTerminal: false
    property bool quitting: false
    readonly property alias tabBar: tabStrip.bar
    // A CommandTabButton. For the type of this and of what the functions below take see
    // OutputView.itemOf().
    readonly property var _currentButton: tabBar.currentItem
    readonly property CommandTab currentTab: _currentButton?.tab ?? null

    width: 1000
    height: 680
    minimumWidth: 480
    minimumHeight: 360
    title: currentTab?.used ? currentTab.title : ""

    // The keys are for the tab that is seen, save those that go through the tabs.
    onCurrentTabChanged: {
        let item = activeFocusItem;
        while (item && item !== tabStrip)
            item = item.parent;
        if (!item && currentTab)
            currentTab.forceActiveFocus(Qt.OtherFocusReason);
    }

    Component.onCompleted: {
        const first = newTab();
        first.folder = folder;
        first.command = command;
        first.usePTY = onTerminal;
        if (command.length > 0)
            first.startNow(); // without a confirmation: the user gave it as an argument
    }

    onClosing: event => {
        const running = tabs().filter(tab => tab.running);
        event.accepted = running.length === 0;
        if (!event.accepted && quitting)
            stopAndQuit(); // the second request kills
        else if (!event.accepted)
            dialog.ask(running, true);
    }

    // Does not ask. Commands that do not end within some seconds are let go.
    function stopAndQuit() {
        quitting = true;
        for (const tab of tabs().filter(each => each.running)) {
            tab.leaving = true;
            tab.stop();
        }
        if (!tabs().some(tab => tab.running))
            close();
    }

    function tabs(): var {
        const result = [];
        for (let i = 0; i < tabBar.count; ++i)
            result.push(tabBar.itemAt(i).tab);
        return result;
    }

    function newTab(): var {
        const folder = currentTab ? currentTab.folder : "";
        const onTerminal = currentTab ? currentTab.usePTY : false;
        const tab = page.createObject(pages, { folder: folder, usePTY: onTerminal });
        tabBar.addItem(button.createObject(tabBar, { tab: tab }));
        tabBar.setCurrentIndex(tabBar.count - 1);
        tab.focusCommand();
        return tab;
    }

    function requestClose(tab: var) {
        if (tab.running)
            dialog.ask([tab], false);
        else
            closeNow(tab);
    }

    function closeNow(tab: var) {
        tabBar.takeItem(tabs().indexOf(tab)).destroy();
        tab.destroy();
        if (tabBar.count === 0)
            newTab();
        if (currentTab.running)
            currentTab.forceActiveFocus(Qt.OtherFocusReason);
        else
            currentTab.focusCommand();
    }

    function afterEnd(tab: var) {
        if (quitting)
            close();
        else if (tab.closing)
            closeNow(tab);
    }

    function go(index: int) {
        if (index >= 0 && index < tabBar.count)
            tabBar.setCurrentIndex(index);
    }

    // qmllint disable unqualified
    Component {
        id: page

        CommandTab {
            id: tab

            anchors.fill: parent
            visible: shown
            shown: window.currentTab === tab
            onEnded: Qt.callLater(window.afterEnd, tab)
            onRangChanged: {
                if (rang && !window.active)
                    window.alert(0); // as long as the desktop thinks right
            }
        }
    }

    Component {
        id: button

        CommandTabButton {
            text: tab.title
            tip: tab.used ? tab.runCommand : ""
            mark: tab.mark
            markColor: tab.markColor
            stateName: tab.stateName
            rang: tab.rang
            onCloseRequested: window.requestClose(tab)
        }
    }
    // qmllint enable unqualified

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Rectangle {
            implicitHeight: 40
            color: Theme.strip
            Layout.fillWidth: true

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: 6
                anchors.rightMargin: 8
                spacing: 4

                TabStrip {
                    id: tabStrip

                    Layout.fillWidth: true
                    onNewTabRequested: window.newTab()
                }
                PushButton {
                    objectName: "themeButton"
                    text: window.dark ? qsTr("Light") : qsTr("Dark")
                    tip: window.dark ? qsTr("Dark text on a light ground")
                                     : qsTr("Light text on a dark ground")
                    onClicked: window.dark = !window.dark
                }
            }
        }

        Item {
            id: pages

            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }

    StopDialog {
        id: dialog

        onAgreed: {
            if (quits)
                return window.stopAndQuit();
            for (const tab of running) {
                tab.closing = true;
                tab.stop();
            }
        }
    }

    Shortcut {
        sequences: ["Ctrl+T", "Ctrl+Shift+T"]
        onActivated: window.newTab()
    }
    Shortcut {
        sequences: ["Ctrl+W", "Ctrl+Shift+W"]
        onActivated: window.requestClose(window.currentTab)
    }
    Shortcut {
        sequences: ["Ctrl+Q", "Ctrl+Shift+Q"]
        onActivated: window.close()
    }
    Shortcut {
        sequences: ["Ctrl+Tab", "Ctrl+PgDown"]
        onActivated: window.go((window.tabBar.currentIndex + 1) % window.tabBar.count)
    }
    Shortcut {
        sequences: ["Ctrl+Shift+Tab", "Ctrl+Shift+Backtab", "Ctrl+PgUp"]
        onActivated: window.go((window.tabBar.currentIndex + window.tabBar.count - 1)
                               % window.tabBar.count)
    }
    Shortcut {
        sequence: "Ctrl+Shift+A"
        onActivated: tabStrip.openList()
    }
    Shortcut {
        sequences: ["Ctrl++", "Ctrl+="]
        onActivated: ++ViewerSettings.textSize
    }
    Shortcut {
        sequence: "Ctrl+-"
        onActivated: --ViewerSettings.textSize
    }
    Shortcut {
        sequence: "Ctrl+0"
        onActivated: ViewerSettings.textSize = Theme.fixedSize
    }
    Instantiator {
        model: 9
        delegate: Shortcut {
            required property int index

            sequences: ["Ctrl+" + (index + 1), "Alt+" + (index + 1)]
            onActivated: window.go(index) // qmllint disable unqualified
        }
    }
}
