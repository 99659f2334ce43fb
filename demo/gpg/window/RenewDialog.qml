// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// Changes the day on which a key of the user's own expires.
Sheet {
    id: dialog

    required property KeyModel keys
    property bool isBusy: false
    property string fingerprint
    property string name

    signal wanted(string fingerprint, string expiry)

    onOpened: expiryBox.forceActiveFocus(Qt.TabFocusReason)

    function ask(fingerprint: string) {
        dialog.fingerprint = fingerprint;
        name = keys.nameOf(fingerprint);
        open();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            text: qsTr("Renew %1").arg(dialog.name)
            font.pixelSize: Theme.fontSize + 2
            font.weight: Font.DemiBold
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 3
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: 10

            Caption {
                text: qsTr("expires")
                color: Theme.dimText
            }
            ExpiryBox {
                id: expiryBox

                objectName: "renewBox"
            }
        }
        Caption {
            text: qsTr("From today on, with its subkeys. Then export it, and send it to those who "
                       + "write to you: theirs does not know of it.")
            color: Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                objectName: "renewCancelButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "renewOkButton"
                text: qsTr("Renew")
                primary: true
                enabled: !dialog.isBusy
                onClicked: {
                    dialog.close();
                    dialog.wanted(dialog.fingerprint, expiryBox.expiry);
                }
            }
        }
    }
}
