// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import Offspring
import DemoControls
import Viewer

// One command with its command line, its input, its output and its state.
FocusScope {
    id: tab

    property bool shown: true // it is the tab that is looked at
    property alias command: commandBar.command
    property alias folder: commandBar.folder
    property alias usePTY: commandBar.usePTY
    readonly property bool lookedAt: shown && Window.active
    onLookedAtChanged: {
        if (lookedAt)
            rang = false;
    }
    property bool rang: false // the command has rung the bell since it was looked at
    property bool used: false // a command was started here
    property bool onTerminal: false // it shows a screen instead of lines
    property bool starting: false // the command waits for the screen to have its size
    property int textSize: ViewerSettings.textSize
    property bool stopping: false
    property bool closing: false // the tab goes when the command has ended
    property bool leaving: closing // the user cannot let go of the command later
    property bool inputOpen: false
    property string errorText
    readonly property bool running: child.running || starting
    readonly property alias process: child
    readonly property alias output: outputModel
    readonly property string title: !used ? qsTr("New tab")
        : onTerminal && terminalView.title.length > 0 ? terminalView.title : runCommand
    readonly property string holding: run.hasExited ? run.holding : ""
    property string runCommand // in one line
    property bool folderIsWrong: false

    signal ended

    function start() {
        if (running)
            return statusBar.showMessage(qsTr("It still runs: Ctrl+. stops it, "
                                              + "Ctrl+T opens another tab"));
        if (commandLine.needsConsent && commandLine.error.length === 0)
            return runDialog.open();
        startNow();
    }

    function startNow() {
        runCommand = commandLine.title;
        used = true;
        stopping = folderIsWrong = rang = false;
        onTerminal = commandBar.usePTY;
        terminalView.begin();
        outputModel.clear();
        outputView.deselect();
        outputView.follow();
        commandBar.remember();
        errorText = commandLine.error.length > 0 ? qsTr("Not started: %1").arg(commandLine.error)
                                                 : "";
        if (errorText.length > 0)
            return run.refuse(commandLine.error);
        run.begin();
        child.paused = false;
        inputOpen = true;
        child.running = true;
        starting = !child.running && onTerminal && !child.waiting;
        if (onTerminal)
            terminalView.forceActiveFocus(Qt.OtherFocusReason);
    }

    // A second call kills at once. A paused command is resumed, because its end could not be
    // noticed otherwise.
    function stop() {
        child.paused = false;
        if (starting)
            giveUpStarting();
        if (!child.running)
            return;
        if (run.stuck.length > 0)
            return letGo();
        const reached = stopping ? child.stopWithin(0) : child.stop();
        patience.reached = reached;
        patience.interval = !reached ? 200 : stopping ? 1000 : 6000;
        patience.restart();
        stopping = true;
        if (!reached && run.hasExited)
            letGo(); // only processes that the command did not start keep its output open
    }

    function giveUpStarting() {
        child.running = false;
        starting = inputOpen = false;
        run.refuse(qsTr("stopped before"));
        ended();
    }

    function letGo() {
        run.letGoOfHolders();
        child.abandon();
    }

    // All signals were sent, and the command has not ended.
    Timer {
        id: patience

        property bool reached: true

        onTriggered: {
            if (child.running && (run.hasExited || tab.leaving))
                tab.letGo();
            else if (child.running)
                run.stuck = reached ? qsTr("SIGKILL was sent, and the kernel has not ended it")
                                    : qsTr("it may not be signalled, as another user's");
        }
    }

    function togglePause() {
        if (child.running || child.paused)
            child.paused = !child.paused;
    }

    function endInput() {
        if (onTerminal) {
            child.write("\u0004"); // as Ctrl+D: the terminal stays open for further input
        } else {
            child.closeStdin();
            inputOpen = false;
        }
    }

    function follow() {
        if (onTerminal)
            terminalView.follow();
        else
            outputView.follow();
    }

    function clear() {
        if (onTerminal)
            terminalView.clear();
        else
            outputModel.clear();
    }

    function focusCommand() {
        commandBar.focusCommand();
    }

    CommandLine {
        id: commandLine

        text: tab.command
        onTextChanged: tab.errorText = ""
    }

    Process {
        id: child

        executable: commandLine.program
        args: commandLine.arguments
        workingDirectory: Completion.absolute(commandBar.folder)
        usePTY: commandBar.usePTY
        newProcessGroup: !commandBar.usePTY // a terminal's session has its own
        parentDeathSignal: "TERM" // should the viewer be killed
        onRunningChanged: tab.starting = false
        onExited: reason => run.exitWith(reason)
        onChildConnectionLost: childFD => {
            if (childFD === 0)
                tab.inputOpen = false;
        }
        onEnded: reason => {
            patience.stop();
            tab.starting = tab.stopping = false;
            tab.inputOpen = false;
            child.paused = false;
            run.end(reason);
            tab.folderIsWrong = reason.error.stage === SpawnError.Directory;
            if (reason.kind === ExitReason.NotStarted)
                tab.errorText = run.ending.charAt(0).toUpperCase() + run.ending.slice(1);
            tab.ended();
        }
    }

    OutputModel {
        id: outputModel

        process: tab.onTerminal ? null : child
        maximumLines: outputBar.keptLines
        maximumLineLength: 1 << 24 // a row shows the beginning; copying and saving use all of it
    }

    OutputFilter {
        id: outputFilter

        source: outputModel
        showOut: outputBar.showOut
        showErr: outputBar.showErr
        needle: searchBar.onlyMatching ? searchBar.needle : ""
        regularExpression: searchBar.regularExpression
        caseSensitive: searchBar.caseSensitive
    }

    Run {
        id: run

        process: child
        output: outputModel
        stopping: tab.stopping
    }

    readonly property string mark: run.mark
    readonly property color markColor: run.color
    readonly property string stateName: !used ? qsTr("new")
        : rang ? qsTr("%1, has rung").arg(run.stateName) : run.stateName
    readonly property string statusText: statusBar.status

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        CommandBar {
            id: commandBar

            focus: true
            running: tab.running
            stopping: tab.stopping
            lettingGo: run.stuck.length > 0 && child.running
            line: commandLine
            errorText: tab.errorText
            folderIsWrong: tab.folderIsWrong
            Layout.margins: 12
            Layout.bottomMargin: 0
            Layout.fillWidth: true
            onStartRequested: tab.start()
            onStopRequested: tab.stop()
        }

        OutputBar {
            id: outputBar

            visible: tab.used
            running: child.running
            paused: child.paused
            following: tab.onTerminal ? terminalView.atEnd : outputView.following
            terminal: tab.onTerminal
            searching: searchBar.visible
            Layout.leftMargin: 12
            Layout.rightMargin: 12
            Layout.fillWidth: true
            onPauseRequested: tab.togglePause()
            onFollowRequested: {
                if (outputView.following && !tab.onTerminal)
                    outputView.following = false;
                else
                    tab.follow();
            }
            onSearchRequested: {
                if (searchBar.visible)
                    searchBar.close();
                else
                    searchBar.open();
            }
            onCopyRequested: statusBar.showMessage(tab.onTerminal ? terminalView.copy()
                                                                  : outputView.copy())
            onSaveRequested: saveDialog.ask()
            onClearRequested: tab.clear()
        }

        SearchBar {
            id: searchBar

            visible: false
            view: outputView
            terminal: tab.onTerminal ? terminalView : null
            Layout.leftMargin: 12
            Layout.rightMargin: 12
            Layout.fillWidth: true
        }

        Rectangle {
            color: Theme.base
            border.color: Theme.border
            Layout.leftMargin: -1 // its border is seen above and below only
            Layout.rightMargin: -1
            Layout.fillWidth: true
            Layout.fillHeight: true

            OutputView {
                id: outputView

                objectName: "outputView"
                anchors.fill: parent
                anchors.margins: 1
                visible: tab.used && !tab.onTerminal
                textSize: tab.textSize
                output: outputModel
                filter: outputFilter
                wrap: outputBar.wrap
                showTime: outputBar.showTime
                hitsIn: searchBar.hitsIn
                folder: child.workingDirectory
                onPauseRequested: tab.togglePause()
                onPasteRequested: inputBar.paste(Clipboard.selection())
                onSearchRequested: text => searchBar.openWith(text)
                onSaveRequested: saveDialog.ask()
                onEditorRequested: editorDialog.ask()
                onCopied: what => statusBar.showMessage(what)
                onNoticed: text => statusBar.showMessage(text)
            }
            TerminalView {
                id: terminalView

                objectName: "terminalView"
                anchors.fill: parent
                anchors.margins: 1
                visible: tab.used && tab.onTerminal
                process: tab.onTerminal ? child : null
                scrollbackLines: outputBar.keptLines
                textSize: tab.textSize
                onRang: tab.rang = !tab.lookedAt
                onSearchRequested: text => searchBar.openWith(text)
                onSaveRequested: saveDialog.ask()
                onNoticed: text => statusBar.showMessage(text)
                onZoomRequested: steps => ViewerSettings.textSize += steps
            }
            Caption {
                objectName: "quietLabel"
                anchors.centerIn: parent
                visible: tab.used && !tab.onTerminal && outputView.count === 0
                color: Theme.dimText
                text: outputModel.count > 0 ? qsTr("No line passes the filter")
                    : child.paused ? qsTr("Paused")
                    : child.running ? qsTr("It runs, and has said nothing yet")
                    : run.notStarted ? qsTr("It was not started")
                    : run.lines > 0 ? qsTr("Cleared") : qsTr("It said nothing")
            }
            EmptyState {
                anchors.fill: parent
                anchors.margins: 1
                visible: !tab.used
                onChosen: (command, onTerminal) => {
                    tab.command = command;
                    if (onTerminal)
                        tab.usePTY = true;
                    tab.start();
                }
            }
        }

        InputBar {
            id: inputBar

            visible: tab.used
            open: tab.inputOpen && child.running
            Layout.leftMargin: 12
            Layout.rightMargin: 12
            Layout.fillWidth: true
            process: child
            screen: tab.onTerminal ? terminalView : null
            onEofRequested: tab.endInput()
            onInterruptRequested: child.write("\u0003")
            onClosedWhileTyping: tab.focusCommand()
        }

        StatusBar {
            id: statusBar

            mark: run.mark
            markColor: run.color
            status: tab.used ? run.status : qsTr("Ready")
            totals: !tab.used ? "" : tab.onTerminal ? terminalView.totals : run.totals
            hint: tab.onTerminal ? terminalView.linkHint : outputView.linkHint
            Layout.topMargin: inputBar.visible ? 0 : -Theme.gap
            Layout.fillWidth: true
        }
    }

    RunDialog {
        id: runDialog

        line: commandLine
        onAgreed: tab.startNow()
    }

    SaveOutputDialog {
        id: saveDialog

        view: outputView
        terminal: tab.onTerminal ? terminalView : null
        folder: child.workingDirectory
        onSaved: what => statusBar.showMessage(what)
    }
    EditorDialog {
        id: editorDialog
    }

    // On a terminal the keys are the command's, save those with Ctrl+Shift.
    Shortcut {
        sequences: ["Ctrl+S", "Ctrl+Shift+S"]
        enabled: tab.shown && tab.used
        onActivated: saveDialog.ask()
    }
    Shortcut {
        sequences: ["Ctrl+R", "Ctrl+Shift+R"]
        enabled: tab.shown
        onActivated: tab.start()
    }
    Shortcut {
        sequence: "Alt+T"
        enabled: tab.shown && !tab.running
        onActivated: tab.usePTY = !tab.usePTY
    }
    Shortcut {
        sequences: ["Ctrl+.", "Ctrl+Shift+."]
        enabled: tab.shown && tab.running
        onActivated: tab.stop()
    }
    Shortcut {
        sequences: ["Ctrl+P", "Ctrl+Shift+P"]
        enabled: tab.shown
        onActivated: tab.togglePause()
    }
    Shortcut {
        sequences: ["Ctrl+L", "Ctrl+Shift+L"]
        enabled: tab.shown
        onActivated: tab.focusCommand()
    }
    Shortcut {
        sequences: ["Ctrl+I", "Ctrl+Shift+I"]
        enabled: tab.shown && inputBar.open
        onActivated: inputBar.focusField()
    }
    Shortcut {
        sequences: ["Ctrl+F", "Ctrl+Shift+F"]
        enabled: tab.shown && tab.used
        onActivated: searchBar.open()
    }
    Shortcut {
        sequences: ["F3", "Ctrl+G"]
        enabled: tab.shown && searchBar.visible
        onActivated: searchBar.find(false)
    }
    Shortcut {
        sequences: ["Shift+F3", "Ctrl+Shift+G"]
        enabled: tab.shown && searchBar.visible
        onActivated: searchBar.find(true)
    }
    Shortcut {
        sequences: ["Ctrl+J", "Ctrl+Shift+J", "Ctrl+End"] // the latter means something in a field
        enabled: tab.shown && tab.used
        onActivated: tab.follow()
    }
    Shortcut {
        sequences: ["Ctrl+K", "Ctrl+Shift+K"]
        enabled: tab.shown && tab.used
        onActivated: tab.clear()
    }
}
