// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import QtQuick.Templates as T

// Asks before something that cannot be taken back.
Dialog {
    id: dialog

    property string question
    property string yesText: "Yes"

    signal agreed

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
            text: dialog.question
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
                text: dialog.yesText
                primary: true
                onClicked: {
                    dialog.close();
                    dialog.agreed();
                }
            }
        }
    }
}
