// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// The ticked keys, to a file or into the window.
Sheet {
    id: dialog

    required property KeyModel keys
    property bool isBusy: false // with something else
    property bool nameIsOurs: true // the user has not chosen another one

    property var exported: [] // their fingerprints

    signal wanted(var exported, bool secretOnes, string file)

    wantedWidth: 520
    onOpened: {
        secretSwitch.checked = false;
        nameIsOurs = true;
        suggest();
        fileLine.focusField();
    }

    // Not the last file that was written: other keys should go to another file.
    function suggest() {
        const name = exported.length === 1 ? keys.nameOf(exported[0]) : "keys";
        if (nameIsOurs)
            fileLine.text = FileNames.exported(name, secretSwitch.checked);
    }

    function submit() {
        if (isBusy)
            return;
        close();
        wanted(exported, secretSwitch.checked, fileLine.text);
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            text: dialog.exported.length === 1 ? qsTr("Export 1 key")
                : qsTr("Export %n keys", "", dialog.exported.length)
            font.pixelSize: Theme.fontSize + 4
            font.weight: Font.DemiBold
        }
        Caption {
            text: dialog.exported.map(key => dialog.keys.nameOf(key)).join(", ")
            wrapMode: Text.Wrap
            maximumLineCount: 5
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        PathLine {
            id: fileLine

            name: "exportField"
            label: qsTr("The file to export to")
            placeholderText: qsTr("A file; empty: show it in the window")
            saving: true
            Layout.fillWidth: true
            onEdited: dialog.nameIsOurs = false
            onAccepted: dialog.submit()
        }
        ToggleSwitch {
            id: secretSwitch

            objectName: "secretSwitch"
            text: qsTr("the secret keys")
            tip: qsTr("To keep them in a safe place. Never for anybody else")
            onCheckedChanged: dialog.suggest()
        }
        Caption {
            visible: secretSwitch.checked
            text: qsTr("Whoever has this file, and its passphrase, is you. Give it to nobody.")
            color: Theme.errorText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                objectName: "exportCancelButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "exportOkButton"
                text: qsTr("Export")
                primary: true
                enabled: !dialog.isBusy
                onClicked: dialog.submit()
            }
        }
    }
}
