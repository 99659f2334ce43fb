// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// Certifies that a key belongs to its owner, after the user has compared the fingerprint.
Sheet {
    id: dialog

    required property KeyModel keys
    property bool isBusy: false
    property bool isOwn: false // says "this is mine" instead
    property string fingerprint
    property var key: ({})

    signal certified(string fingerprint, string signer, bool forOthers)
    signal owned(string fingerprint)

    wantedWidth: 560
    onOpened: {
        comparedSwitch.checked = false;
        othersSwitch.checked = false;
        cancelButton.forceActiveFocus(Qt.TabFocusReason);
    }

    function ask(fingerprint: string, isOwn: bool) {
        dialog.fingerprint = fingerprint;
        dialog.isOwn = isOwn;
        key = keys.details(fingerprint);
        open();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            objectName: "certifyTitle"
            text: dialog.isOwn ? qsTr("Is this key your own?") : qsTr("Is this key its owner's?")
            font.pixelSize: Theme.fontSize + 4
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
        Caption {
            objectName: "certifyNames"
            text: (dialog.key.userIds ?? []).join("\n") // all are certified
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 8
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Caption {
            objectName: "certifyFingerprint"
            text: dialog.key.fingerprint ?? ""
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.fixedSize + 3
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Caption {
            text: dialog.isOwn
                  ? qsTr("Whatever a key of your own certifies is certified. Say so only of a key "
                         + "that you made yourself.")
                  : qsTr("Let the owner read the fingerprint to you, on the telephone or face to "
                         + "face, and compare all of it. A mail or a web page is not enough: "
                         + "whoever forged the key has forged that, too.")
            color: Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        ToggleSwitch {
            id: comparedSwitch

            objectName: "comparedSwitch"
            text: dialog.isOwn ? qsTr("I made this key myself")
                               : qsTr("I have compared it, and it is the same")
        }
        RowLayout {
            spacing: 10
            visible: !dialog.isOwn

            Caption {
                text: qsTr("by")
                color: Theme.dimText
            }
            ChoiceBox {
                id: signerBox

                objectName: "certifierBox"
                model: dialog.keys.certifierNames
                tip: qsTr("Your key that says so")
                Accessible.name: tip
                Layout.fillWidth: true
            }
        }
        ToggleSwitch {
            id: othersSwitch

            objectName: "forOthersSwitch"
            text: qsTr("tell others, too")
            tip: qsTr("The certification is exported with the key")
            visible: !dialog.isOwn
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                id: cancelButton

                objectName: "certifyCancelButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "certifyOkButton"
                text: dialog.isOwn ? qsTr("It is mine") : qsTr("Certify")
                primary: true
                enabled: comparedSwitch.checked && !dialog.isBusy
                onClicked: {
                    dialog.close();
                    if (dialog.isOwn)
                        dialog.owned(dialog.fingerprint);
                    else
                        dialog.certified(dialog.fingerprint,
                                         dialog.keys.certifiers[signerBox.currentIndex] ?? "",
                                         othersSwitch.checked);
                }
            }
        }
    }
}
