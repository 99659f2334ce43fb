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
    property bool used: false // a command was started here
    property bool stopping: false
    property bool closing: false // the tab goes when the command has ended
    property bool leaving: closing // the user cannot let go of the command later
    property bool inputOpen: false
    property string errorText
    readonly property bool running: child.running
    readonly property alias process: child
    readonly property alias output: outputModel
    readonly property string title: used ? runCommand : "New tab"
    readonly property string holding: run.hasExited ? run.holding : ""
    property string runCommand // in one line
    property bool folderIsWrong: false

    signal ended

    function start() {
        if (child.running)
            return statusBar.showMessage("It still runs: Ctrl+. stops it, "
                                         + "Ctrl+T opens another tab");
        if (commandLine.needsConsent && commandLine.error.length === 0)
            return runDialog.open();
        startNow();
    }

    function startNow() {
        runCommand = commandLine.title;
        used = true;
        stopping = folderIsWrong = false;
        outputModel.clear();
        outputView.deselect();
        outputView.follow();
        commandBar.remember();
        errorText = commandLine.error.length > 0 ? "Not started: " + commandLine.error : "";
        if (errorText.length > 0)
            return run.refuse(commandLine.error);
        run.begin();
        child.paused = false;
        inputOpen = true;
        child.running = true;
    }

    // A second call kills at once. A paused command is resumed, because its end could not be
    // noticed otherwise.
    function stop() {
        child.paused = false;
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
                run.stuck = reached ? "SIGKILL was sent, and the kernel has not ended it"
                                    : "it may not be signalled, as another user's";
        }
    }

    function togglePause() {
        if (child.running || child.paused)
            child.paused = !child.paused;
    }

    function endInput() {
        if (commandBar.usePTY) {
            child.write("\u0004"); // as Ctrl+D: the terminal stays open for further input
        } else {
            child.closeStdin();
            inputOpen = false;
        }
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
        environment: commandBar.usePTY ? ({ TERM: "xterm-256color" }) : ({})
        usePTY: commandBar.usePTY
        newProcessGroup: !commandBar.usePTY // a terminal's session has its own
        rows: outputView.visibleRows
        columns: outputView.visibleColumns
        parentDeathSignal: "TERM" // should the viewer be killed
        onExited: reason => run.exitWith(reason)
        onChildConnectionLost: childFD => {
            if (childFD === 0)
                tab.inputOpen = false;
        }
        onEnded: reason => {
            patience.stop();
            tab.stopping = false;
            tab.inputOpen = false;
            child.paused = false;
            run.end(reason);
            tab.folderIsWrong = reason.error.stage === SpawnError.Directory;
            if (reason.kind === ExitReason.NotStarted)
                tab.errorText = "N" + run.ending.slice(1); // a sentence
            tab.ended();
        }
    }

    OutputModel {
        id: outputModel

        process: child
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
    readonly property string stateName: used ? run.stateName : "new"
    readonly property string statusText: statusBar.status

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        CommandBar {
            id: commandBar

            focus: true
            running: child.running
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
            following: outputView.following
            terminal: child.usePTY
            searching: searchBar.visible
            Layout.leftMargin: 12
            Layout.rightMargin: 12
            Layout.fillWidth: true
            onPauseRequested: tab.togglePause()
            onFollowRequested: {
                if (outputView.following)
                    outputView.following = false;
                else
                    outputView.follow();
            }
            onSearchRequested: {
                if (searchBar.visible)
                    searchBar.close();
                else
                    searchBar.open();
            }
            onCopyRequested: outputView.copied(outputView.copy())
            onSaveRequested: saveDialog.ask()
            onClearRequested: outputModel.clear()
        }

        SearchBar {
            id: searchBar

            visible: false
            view: outputView
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
                visible: tab.used
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
            Caption {
                objectName: "quietLabel"
                anchors.centerIn: parent
                visible: tab.used && outputView.count === 0
                color: Theme.dimText
                text: outputModel.count > 0 ? "No line passes the filter"
                    : child.paused ? "Paused"
                    : child.running ? "It runs, and has said nothing yet"
                    : run.notStarted ? "It was not started"
                    : run.lines > 0 ? "Cleared" : "It said nothing"
            }
            EmptyState {
                anchors.fill: parent
                anchors.margins: 1
                visible: !tab.used
                onChosen: command => {
                    tab.command = command;
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
            onEofRequested: tab.endInput()
            onInterruptRequested: child.write("\u0003")
            onClosedWhileTyping: tab.focusCommand()
        }

        StatusBar {
            id: statusBar

            mark: run.mark
            markColor: run.color
            status: tab.used ? run.status : "Ready"
            totals: tab.used ? run.totals : ""
            hint: outputView.linkHint
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
        folder: child.workingDirectory
        onSaved: what => statusBar.showMessage(what)
    }
    EditorDialog {
        id: editorDialog
    }

    Shortcut {
        sequence: "Ctrl+S"
        enabled: tab.shown && tab.used
        onActivated: saveDialog.ask()
    }
    Shortcut {
        sequence: "Ctrl+R"
        enabled: tab.shown
        onActivated: tab.start()
    }
    Shortcut {
        sequence: "Ctrl+."
        enabled: tab.shown && child.running
        onActivated: tab.stop()
    }
    Shortcut {
        sequence: "Ctrl+P"
        enabled: tab.shown
        onActivated: tab.togglePause()
    }
    Shortcut {
        sequence: "Ctrl+L"
        enabled: tab.shown
        onActivated: tab.focusCommand()
    }
    Shortcut {
        sequence: "Ctrl+I"
        enabled: tab.shown && inputBar.open
        onActivated: inputBar.focusField()
    }
    Shortcut {
        sequence: "Ctrl+F"
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
        sequences: ["Ctrl+J", "Ctrl+End"] // the latter means something in a field
        enabled: tab.shown && tab.used
        onActivated: outputView.follow()
    }
    Shortcut {
        sequence: "Ctrl+K"
        enabled: tab.shown && tab.used
        onActivated: outputModel.clear()
    }
}
