// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// Chooses the file that the result is saved to.
Sheet {
    id: dialog

    required property GpgJob job
    property string errorText
    readonly property bool replaces: FileNames.isFile(line.text)

    signal saved(string path)

    wantedWidth: 520
    onOpened: {
        errorText = "";
        line.text = job.suggestedName;
        line.focusField();
    }

    function submit() {
        if (line.text.length === 0)
            return;
        errorText = job.save(line.text);
        if (errorText.length === 0) {
            close();
            saved(line.text);
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            text: qsTr("Save as")
            font.pixelSize: Theme.fontSize + 4
            font.weight: Font.DemiBold
        }
        PathLine {
            id: line

            name: "saveField"
            label: qsTr("The file to save to")
            saving: true
            Layout.fillWidth: true
            onAccepted: {
                if (!dialog.replaces)
                    dialog.submit();
            }
        }
        Caption {
            objectName: "saveLabel"
            visible: text.length > 0
            text: dialog.errorText.length > 0 ? qsTr("It cannot be saved: %1").arg(dialog.errorText)
                : dialog.replaces ? qsTr("There is already such a file.") : ""
            color: Theme.errorText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                objectName: "saveCancelButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "saveOkButton"
                text: dialog.replaces ? qsTr("Replace") : qsTr("Save")
                primary: true
                enabled: line.text.length > 0
                onClicked: dialog.submit()
            }
        }
    }
}
