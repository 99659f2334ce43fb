// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import QtQuick.Templates as T

// Asks before something that runs is stopped.
Dialog {
    id: dialog

    property var running: [] // the tabs of what runs
    property bool quits: false // all of them, not only one

    signal agreed

    function ask(tabs: var, quit: bool) {
        running = tabs;
        quits = quit;
        open();
    }

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: 420
    modal: true
    padding: 18
    onOpened: yesButton.forceActiveFocus(Qt.TabFocusReason)

    background: Rectangle {
        radius: Theme.radius + 2
        color: Theme.window
        border.color: Theme.border
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 18

        Caption {
            text: (dialog.running.length === 1
                   ? "\u201c" + dialog.running[0].runCommand + "\u201d is"
                   : dialog.running.length + " commands are") + " still running."
            wrapMode: Text.Wrap
            maximumLineCount: 4
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                objectName: "cancelButton"
                text: "Cancel"
                onClicked: dialog.close()
            }
            PushButton {
                id: yesButton

                objectName: "yesButton"
                text: dialog.quits ? "Stop and quit" : "Stop and close"
                primary: true
                onClicked: {
                    dialog.close();
                    dialog.agreed();
                }
            }
        }
    }
}
