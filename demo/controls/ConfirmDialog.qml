// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts

// Asks before something that cannot be undone. Keys that are typed ahead do not confirm it.
Sheet {
    id: dialog

    property string question
    property string yesText: qsTr("Yes")
    property int longest: 4 // lines of the question

    signal agreed

    // The button that has the focus shows it, the second time too.
    onOpened: noButton.forceActiveFocus(Qt.TabFocusReason)
    onClosed: noButton.focus = false

    ColumnLayout {
        anchors.fill: parent
        spacing: 18

        Caption {
            objectName: "confirmQuestion"
            text: dialog.question
            wrapMode: Text.Wrap
            maximumLineCount: dialog.longest
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                id: noButton

                objectName: "noButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
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
