// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import Viewer

// The command line, its folder, and whether it runs on a terminal.
ColumnLayout {
    id: bar

    property bool running: false
    property bool stopping: false
    property bool lettingGo: false // no process is left that could be stopped
    property CommandLine line: null // what is typed
    property string errorText
    property bool folderIsWrong: false // the folder is at fault, not the command
    property alias command: commandField.text
    property alias folder: folderField.text
    property alias usePTY: ptySwitch.checked

    signal startRequested
    signal stopRequested

    spacing: Theme.gap

    function focusCommand() {
        commandField.forceActiveFocus(Qt.ShortcutFocusReason);
        commandField.selectAll();
    }

    function remember() {
        commandField.remember();
    }

    RowLayout {
        spacing: Theme.gap

        CommandField {
            id: commandField

            folder: bar.folder
            wrong: bar.errorText.length > 0 && !bar.folderIsWrong
            focus: true
            Layout.fillWidth: true
            onSubmitted: bar.startRequested()
        }

        PushButton {
            objectName: "startButton"
            text: qsTr("Start")
            primary: !bar.running
            enabled: !bar.running
            tip: qsTr("Run the command")
            keys: "Return, Ctrl+R"
            Layout.preferredWidth: Math.max(76, implicitWidth)
            onClicked: bar.startRequested()
        }

        PushButton {
            objectName: "stopButton"
            text: bar.lettingGo ? qsTr("Let go") : bar.stopping ? qsTr("Kill") : qsTr("Stop")
            primary: bar.running
            enabled: bar.running
            tip: bar.lettingGo ? qsTr("Wait no longer: what cannot be stopped goes on by itself")
               : bar.stopping ? qsTr("Do not wait any longer: SIGKILL for all of it")
                              : qsTr("SIGTERM to the command and all that it started, SIGKILL "
                                     + "after 5 s")
            keys: "Ctrl+."
            Layout.preferredWidth: Math.max(76, implicitWidth)
            onClicked: bar.stopRequested()
        }
    }

    RowLayout {
        visible: bar.errorText.length > 0
        spacing: 6

        Caption {
            text: "\u26a0"
            color: Theme.errorText
            font.pixelSize: 15
            Layout.alignment: Qt.AlignTop
        }
        Caption {
            objectName: "errorLabel"
            text: bar.errorText
            color: Theme.errorText
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
            Layout.fillWidth: true
        }
    }

    RowLayout {
        spacing: Theme.gap

        Caption {
            text: qsTr("in")
            color: Theme.dimText
        }
        CompletingField {
            id: folderField

            objectName: "directoryField"
            placeholderText: Completion.absolute("")
            tip: qsTr("The working directory. Tab: complete")
            wrong: bar.errorText.length > 0 && bar.folderIsWrong
            enabled: !bar.running
            foldersOnly: true
            Accessible.name: qsTr("Working directory")
            Layout.fillWidth: true
            onAccepted: {
                if (chosen)
                    completing = false;
                else
                    bar.startRequested();
            }
        }
        Caption {
            id: shellLabel

            objectName: "shellLabel"
            visible: text.length > 0
            text: bar.line && bar.line.needsShell && bar.line.error.length === 0
                  ? (bar.line.lines.length > 1
                     ? qsTr("%1, by %2").arg(Quantity.lines(bar.line.lines.length))
                                        .arg(bar.line.shell)
                     : qsTr("by %1").arg(bar.line.shell)) : ""
            color: Theme.dimText
            elide: Text.ElideRight
            Accessible.name: bar.line ? bar.line.shellNote : ""
            Layout.maximumWidth: bar.width / 4

            HoverHandler {
                id: shellHover
            }
            Tip {
                visible: shellHover.hovered
                text: bar.line ? bar.line.shellNote : ""
            }
        }
        ToggleSwitch {
            id: ptySwitch

            objectName: "ptySwitch"
            text: qsTr("on a terminal")
            enabled: !bar.running
            tip: qsTr("For programs that want a terminal: editors, shells, all that asks for a "
                      + "password. The keys go to it, and Ctrl+Shift with a key is the viewer's.")
            keys: "Alt+T"
        }
    }
}
