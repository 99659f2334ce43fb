// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import Viewer

// Chooses the editor for files that the output names together with a line.
Sheet {
    id: dialog

    function ask() {
        field.text = ViewerSettings.editorCommand;
        open();
        field.forceActiveFocus(Qt.PopupFocusReason);
    }

    function submit() {
        ViewerSettings.editorCommand = field.text;
        close();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            text: qsTr("Editor for file:line in the output")
            font.pixelSize: Theme.fontSize + 4
            font.weight: Font.DemiBold
        }
        TextLine {
            id: field

            objectName: "editorField"
            placeholderText: "kate --line {line} --column {column} {file}"
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.fixedSize
            Accessible.name: qsTr("The editor's command")
            Layout.fillWidth: true
            onAccepted: dialog.submit()
        }
        Caption {
            text: qsTr("{file}, {line} and {column} are put in; no shell reads it. "
                  + "Nothing here: the desktop opens the file, and the line is copied.")
            color: Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "editorOkButton"
                text: qsTr("Keep")
                primary: true
                onClicked: dialog.submit()
            }
        }
    }
}
