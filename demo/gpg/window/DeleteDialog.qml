// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// Asks before a key is deleted. The secret part has a question of its own, because nothing that was
// encrypted to the key can be read without it.
Sheet {
    id: dialog

    required property KeyModel keys
    property bool isBusy: false
    property string fingerprint
    property var key: ({})
    readonly property bool isOwn: key.isOwn ?? false

    signal wanted(string fingerprint, bool secretOneToo)

    wantedWidth: 520
    onOpened: {
        secretSwitch.checked = false;
        cancelButton.forceActiveFocus(Qt.TabFocusReason);
    }

    function ask(fingerprint: string) {
        dialog.fingerprint = fingerprint;
        key = keys.details(fingerprint);
        open();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            objectName: "deleteQuestion"
            text: qsTr("Delete the key of %1?").arg(dialog.key.name ?? "")
            font.pixelSize: Theme.fontSize + 2
            font.weight: Font.DemiBold
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 3
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Caption {
            text: dialog.key.fingerprint ?? ""
            font.family: Theme.fixedFamily
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Caption {
            text: dialog.isOwn
                  ? qsTr("It is your own: without its secret part nobody, not even you, can ever "
                         + "read again what was encrypted to it. Export the secret key first.")
                  : qsTr("It can be imported again, and is to be compared again then.")
            color: dialog.isOwn ? Theme.errorText : Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        ToggleSwitch {
            id: secretSwitch

            objectName: "deleteSecretSwitch"
            text: qsTr("its secret part, too, for ever")
            visible: dialog.isOwn
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                id: cancelButton

                objectName: "deleteCancelButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "deleteOkButton"
                text: qsTr("Delete it")
                textColor: Theme.errorText
                enabled: !dialog.isBusy && (!dialog.isOwn || secretSwitch.checked)
                onClicked: {
                    dialog.close();
                    dialog.wanted(dialog.fingerprint, dialog.isOwn);
                }
            }
        }
    }
}
