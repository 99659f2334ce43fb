// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import Viewer

// The controls of the output.
ScrollingBar {
    id: bar

    property bool running: false
    property bool paused: false
    property bool following: true
    property bool terminal: false // stdout and stderr cannot be told apart
    property bool searching: false
    property alias wrap: wrapButton.checked
    property alias showTime: timeButton.checked
    property int keptLines: 10000 // of this tab
    Component.onCompleted: keptLines = ViewerSettings.keptLines
    readonly property var _amounts: [1000, 10000, 100000, 1000000]
    readonly property string _shift: terminal ? "Ctrl+Shift+" : "Ctrl+" // of its shortcuts
    readonly property bool showOut: filterBox.currentIndex !== 2 || terminal
    readonly property bool showErr: filterBox.currentIndex !== 1 || terminal

    signal pauseRequested
    signal followRequested
    signal searchRequested
    signal copyRequested
    signal saveRequested
    signal clearRequested

    ChoiceBox {
        id: filterBox

        objectName: "filterBox"
        model: [qsTr("Both streams"), qsTr("stdout only"), qsTr("stderr only")]
        enabled: !bar.terminal
        tip: bar.terminal ? qsTr("On a terminal stdout and stderr are one")
                          : qsTr("Which lines to show")
        Accessible.name: qsTr("Streams")
    }
    PushButton {
        objectName: "pauseButton"
        text: bar.paused ? qsTr("Resume") : qsTr("Pause")
        checkable: true
        checked: bar.paused
        enabled: bar.running || bar.paused
        tip: bar.paused ? qsTr("Read on")
                        : qsTr("Stop reading: the command waits when its pipe is full")
        keys: bar._shift + "P"
        Layout.preferredWidth: Math.max(76, implicitWidth)
        onClicked: bar.pauseRequested()
    }
    PushButton {
        objectName: "followButton"
        text: qsTr("Follow")
        checkable: true
        checked: bar.following
        tip: bar.terminal ? qsTr("Go to the screen, below what has left it")
           : bar.following ? qsTr("The latest line is kept in sight; scrolling up lets go")
                           : qsTr("Go to the latest line and stay there")
        keys: bar._shift + "J"
        onClicked: bar.followRequested()
    }

    Item { Layout.fillWidth: true }

    PushButton {
        id: wrapButton

        objectName: "wrapButton"
        text: qsTr("Wrap")
        checkable: true
        checked: true
        enabled: !bar.terminal
        tip: bar.terminal ? qsTr("A terminal breaks its lines itself") : qsTr("Break long lines")
    }
    PushButton {
        id: timeButton

        objectName: "timeButton"
        text: qsTr("Times")
        checkable: true
        enabled: !bar.terminal
        tip: bar.terminal ? qsTr("A terminal's rows change: they have no times")
                          : qsTr("When each line came, instead of its number")
    }
    PushButton {
        objectName: "searchButton"
        text: qsTr("Search")
        checkable: true
        checked: bar.searching
        tip: qsTr("Search the output")
        keys: bar._shift + "F"
        onClicked: bar.searchRequested()
    }
    PushButton {
        objectName: "copyButton"
        text: qsTr("Copy")
        tip: bar.terminal ? qsTr("Copy the selection, or all the text")
                          : qsTr("Copy the selected lines, or all that are shown")
        keys: bar.terminal ? qsTr("Ctrl+Shift+C in the terminal") : qsTr("Ctrl+C in the output")
        onClicked: bar.copyRequested()
    }
    PushButton {
        objectName: "saveButton"
        text: qsTr("Save")
        tip: bar.terminal ? qsTr("Save the text to a file") : qsTr("Save lines to a file")
        keys: bar._shift + "S"
        onClicked: bar.saveRequested()
    }
    ChoiceBox {
        objectName: "keptBox"
        implicitWidth: 134
        marked: false
        model: bar._amounts.map(amount => qsTr("Keep %1").arg(Quantity.count(amount)))
        currentIndex: Math.max(0, bar._amounts.findIndex(amount => amount >= bar.keptLines))
        tip: qsTr("How many lines are kept, here and in the tabs to come; older ones are dropped")
        Accessible.name: qsTr("Lines kept")
        onActivated: index => {
            bar.keptLines = ViewerSettings.keptLines = bar._amounts[index];
        }
    }
    PushButton {
        objectName: "clearButton"
        text: qsTr("Clear")
        tip: !bar.terminal ? qsTr("Forget the lines that came so far")
           : bar.running ? qsTr("Forget what has left the screen") : qsTr("Forget all of it")
        keys: bar._shift + "K"
        onClicked: bar.clearRequested()
    }
}
