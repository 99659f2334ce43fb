// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// Chooses the new folder that an archive is unpacked into.
Sheet {
    id: dialog

    property string archive
    readonly property bool isTaken: FileNames.isTaken(line.text)
    readonly property bool isReady: line.text.length > 0 && !isTaken

    signal wanted(string archive, string folder)

    wantedWidth: 520
    onOpened: line.focusField()

    function ask(archive: string) {
        dialog.archive = archive;
        line.text = FileNames.unused(FileNames.unpacked(archive));
        open();
    }

    function submit() {
        if (!isReady)
            return;
        close();
        wanted(archive, line.text);
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            objectName: "unpackTitle"
            text: qsTr("Unpack \u201c%1\u201d").arg(FileNames.nameOnly(dialog.archive))
            font.pixelSize: Theme.fontSize + 4
            font.weight: Font.DemiBold
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 3
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        PathLine {
            id: line

            name: "unpackField"
            label: qsTr("The new folder for it")
            saving: true
            Layout.fillWidth: true
            onAccepted: dialog.submit()
        }
        Caption {
            objectName: "unpackLabel"
            text: dialog.isTaken ? qsTr("There is already something of that name.")
                                 : qsTr("The folder is made anew. Nothing outside it is written.")
            color: dialog.isTaken ? Theme.errorText : Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                objectName: "unpackCancelButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "unpackOkButton"
                text: qsTr("Unpack")
                primary: true
                enabled: dialog.isReady
                onClicked: dialog.submit()
            }
        }
    }
}
