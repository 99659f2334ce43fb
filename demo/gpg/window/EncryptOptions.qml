// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// The recipients, and the options of encrypting.
Item {
    id: options

    required property KeyModel keys
    property bool withFile: false
    property alias symmetric: symmetricSwitch.checked
    property alias evenNotCertified: notCertifiedSwitch.checked
    readonly property bool armor: !withFile || armorSwitch.checked
    readonly property string signer: signSwitch.checked ? signerBox.fingerprint : ""
    // One's own key, when nothing that is chosen already is.
    readonly property bool canBeToSelf: keys.chosen.length > 0 && keys.ownRecipients.length > 0
        && !Array.from(keys.chosen).some(key => keys.ownRecipients.includes(key))
    readonly property string alsoTo: canBeToSelf && selfSwitch.checked ? selfBox.fingerprint : ""
    readonly property bool isReady: keys.chosen.length > 0 || symmetric

    implicitWidth: content.implicitWidth
    implicitHeight: content.implicitHeight

    ColumnLayout {
        id: content

        width: parent.width
        spacing: 2

        RowLayout {
            spacing: 6

            Caption {
                text: qsTr("To:")
                color: Theme.dimText
            }
            Caption {
                objectName: "recipientsLabel"
                text: options.keys.chosen.length > 0
                      ? options.keys.chosenNames
                      : options.symmetric ? qsTr("whoever knows the passphrase")
                      : qsTr("tick whom it is for in the key list, or choose a passphrase")
                color: options.isReady ? Theme.text : Theme.busyText
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            PushButton {
                objectName: "chooseNoneButton"
                text: qsTr("None")
                tip: qsTr("Untick all keys")
                visible: options.keys.chosen.length > 0
                onClicked: options.keys.chooseNone()
            }
        }

        Flow {
            spacing: 18
            Layout.fillWidth: true

            ToggleSwitch {
                id: symmetricSwitch

                objectName: "symmetricSwitch"
                text: qsTr("with a passphrase")
                tip: qsTr("Whoever knows it can decrypt, without a key")
            }
            ToggleSwitch {
                id: notCertifiedSwitch

                objectName: "notCertifiedSwitch"
                text: qsTr("even to keys not certified")
                tip: qsTr("You have compared the fingerprint with its owner")
            }
            RowLayout {
                spacing: 8
                visible: options.canBeToSelf

                ToggleSwitch {
                    id: selfSwitch

                    objectName: "selfSwitch"
                    text: qsTr("to myself, too")
                    tip: qsTr("Else you cannot read it again")
                    checked: Preferences.encryptsToSelf
                    onToggled: Preferences.encryptsToSelf = checked
                }
                ChoiceBox {
                    id: selfBox

                    readonly property string fingerprint:
                        options.keys.ownRecipients[currentIndex] ?? ""

                    objectName: "selfBox"
                    model: options.keys.ownRecipientNames
                    visible: selfSwitch.checked && count > 1
                    tip: qsTr("Your key that can read it again")
                    Accessible.name: tip
                    implicitWidth: 220
                    onCountChanged: {
                        const kept = options.keys.ownRecipients.indexOf(Preferences.ownKey);
                        currentIndex = count > 0 ? Math.max(0, kept) : -1;
                    }
                    onActivated: Preferences.ownKey = fingerprint
                }
            }
            ToggleSwitch {
                id: armorSwitch

                objectName: "armorSwitch"
                text: qsTr("as text")
                tip: qsTr("The result can be pasted into a mail")
                visible: options.withFile
            }
            RowLayout {
                spacing: 8

                ToggleSwitch {
                    id: signSwitch

                    objectName: "signSwitch"
                    text: qsTr("sign as")
                    enabled: signerBox.count > 0
                    tip: qsTr("So that the others see that it comes from you")
                }
                SignerBox {
                    id: signerBox

                    objectName: "encryptSignerBox"
                    keys: options.keys
                    visible: signSwitch.checked
                }
            }
        }
    }
}
