// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// Generates a key of the user's own.
Sheet {
    id: dialog

    required property KeyModel keys
    property bool isBusy: false // another operation runs: the input stays until it has ended
    readonly property bool isReady: !isBusy && keys.listed && nameField.text.trim().length > 0

    signal wanted(string userId, string expiry, bool withoutPassphrase)

    readonly property string userId: nameField.text.trim()
        + (addressField.text.trim().length > 0 ? " <" + addressField.text.trim() + ">" : "")

    wantedWidth: 460
    onOpened: nameField.forceActiveFocus(Qt.PopupFocusReason)

    function submit() {
        if (!isReady)
            return;
        close();
        wanted(userId, expiryBox.expiry, noPassphraseSwitch.checked);
        nameField.clear();
        addressField.clear();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            text: qsTr("A new key")
            font.pixelSize: Theme.fontSize + 4
            font.weight: Font.DemiBold
        }
        TextLine {
            id: nameField

            objectName: "nameField"
            placeholderText: qsTr("Your name")
            Accessible.name: placeholderText
            Layout.fillWidth: true
            onAccepted: addressField.forceActiveFocus(Qt.TabFocusReason)
        }
        TextLine {
            id: addressField

            objectName: "addressField"
            placeholderText: qsTr("Your e-mail address")
            Accessible.name: placeholderText
            Layout.fillWidth: true
            onAccepted: dialog.submit()
        }
        Flow {
            spacing: 10
            Layout.fillWidth: true

            Row {
                spacing: 10

                Caption {
                    height: Theme.controlHeight
                    text: qsTr("expires")
                    color: Theme.dimText
                    verticalAlignment: Text.AlignVCenter
                }
                ExpiryBox {
                    id: expiryBox

                    objectName: "expiryBox"
                }
            }
            ToggleSwitch {
                id: noPassphraseSwitch

                objectName: "noPassphraseSwitch"
                text: qsTr("without a passphrase")
                tip: qsTr("Whoever gets at your files has the key")
            }
        }
        Caption {
            text: qsTr("gpg asks for a passphrase next; the first key takes a few seconds.")
            visible: !noPassphraseSwitch.checked
            color: Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap
            Layout.topMargin: 6

            Item { Layout.fillWidth: true }
            PushButton {
                objectName: "newKeyCancelButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "generateButton"
                text: qsTr("Generate")
                primary: true
                enabled: dialog.isReady
                onClicked: dialog.submit()
            }
        }
    }
}
