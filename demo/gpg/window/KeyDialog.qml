// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// Shows all details of a key, and the operations on it.
Sheet {
    id: dialog

    required property KeyModel keys
    property bool isBusy: false
    property string fingerprint
    property var key: ({})
    readonly property bool isReady: !isBusy && fingerprint.length > 0
    readonly property bool isOwn: key.isOwn ?? false
    readonly property bool isPrimary: key.hasPrimarySecret ?? false
    readonly property var subkeys: key.subkeys ?? []

    signal certifyWanted
    signal ownWanted
    signal renewWanted
    signal passphraseWanted
    signal deleteWanted

    wantedWidth: 640
    onOpened: closeButton.forceActiveFocus(Qt.TabFocusReason)

    function show(fingerprint: string) {
        dialog.fingerprint = fingerprint;
        key = keys.details(fingerprint);
        open();
    }

    // The keys may change while it is open.
    function look() {
        if (!visible)
            return;
        key = keys.details(fingerprint);
        if (Object.keys(key).length === 0)
            close();
    }

    Connections {
        target: dialog.keys
        function onDataChanged() { dialog.look(); }
        function onCountChanged() { dialog.look(); }
    }

    component Line: RowLayout {
        id: line

        property string label
        property string words
        property bool fixed: false

        spacing: 10
        visible: words.length > 0

        Caption {
            text: line.label
            color: Theme.dimText
            Layout.preferredWidth: 105
            Layout.alignment: Qt.AlignTop
        }
        Caption {
            text: line.words
            font: line.fixed ? Qt.font({ family: Theme.fixedFamily, pixelSize: Theme.fixedSize })
                             : Qt.font({ pixelSize: Theme.fontSize })
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            Layout.fillWidth: true
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 8

        Caption {
            objectName: "keyTitle"
            text: dialog.key.name ?? ""
            font.pixelSize: Theme.fontSize + 4
            font.weight: Font.DemiBold
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 3
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Caption {
            objectName: "keyState"
            text: Tones.mark(dialog.key.tone ?? 0) + " " + (dialog.key.state ?? "")
            color: Tones.text(dialog.key.tone ?? 0)
            Layout.fillWidth: true
        }
        Line {
            label: qsTr("Fingerprint")
            words: dialog.key.fingerprint ?? ""
            fixed: true
            Layout.fillWidth: true
        }
        Line {
            label: qsTr("Names")
            words: (dialog.key.userIds ?? []).join("\n")
            Layout.fillWidth: true
        }
        Line {
            objectName: "keyTrust"
            label: qsTr("Trust")
            words: dialog.key.trust ?? ""
            Layout.fillWidth: true
        }
        Line {
            label: qsTr("Made")
            words: dialog.key.created ?? ""
            Layout.fillWidth: true
        }
        Line {
            label: qsTr("Expires")
            words: dialog.key.expires ?? ""
            Layout.fillWidth: true
        }
        Line {
            label: qsTr("Recipient")
            words: dialog.key.fault ?? ""
            Layout.fillWidth: true
        }
        Caption {
            text: qsTr("What it is made of")
            font.weight: Font.DemiBold
            Layout.topMargin: 4
        }
        Repeater {
            model: dialog.subkeys

            delegate: Line {
                required property var modelData
                required property int index

                objectName: "subkey" + index
                label: index === 0 ? qsTr("primary") : qsTr("subkey")
                words: [modelData.algorithm, modelData.purpose, modelData.state,
                        qsTr("made %1").arg(modelData.created),
                        qsTr("expires %1").arg(modelData.expires),
                        modelData.secret].filter(part => part.length > 0).join("  \u00b7  ")
                       + "\n" + modelData.fingerprint
                Layout.fillWidth: true
            }
        }
        Flow {
            spacing: Theme.gap
            Layout.fillWidth: true
            Layout.topMargin: 6

            PushButton {
                objectName: "certifyButton"
                text: qsTr("Certify \u2026")
                tip: dialog.keys.certifiers.length === 0
                     ? qsTr("For that you need a key of your own, whose secret part is here")
                     : qsTr("You have compared the fingerprint: it is its owner's")
                visible: !dialog.isOwn
                enabled: dialog.isReady && dialog.keys.certifiers.length > 0
                         && !(dialog.key.isRevoked ?? false)
                onClicked: dialog.certifyWanted()
            }
            PushButton {
                objectName: "ownButton"
                text: qsTr("This is mine \u2026")
                tip: qsTr("Trust it as a key of your own")
                visible: dialog.isOwn && !(dialog.key.isUltimate ?? false)
                enabled: dialog.isReady
                onClicked: dialog.ownWanted()
            }
            PushButton {
                objectName: "renewButton"
                text: qsTr("Renew \u2026")
                tip: qsTr("Another day on which it expires")
                visible: dialog.isPrimary
                enabled: dialog.isReady && !(dialog.key.isRevoked ?? false)
                onClicked: dialog.renewWanted()
            }
            PushButton {
                objectName: "changePassphraseButton"
                text: qsTr("Passphrase \u2026")
                tip: qsTr("Change its passphrase")
                visible: dialog.isOwn
                enabled: dialog.isReady
                onClicked: dialog.passphraseWanted()
            }
            PushButton {
                objectName: "deleteButton"
                text: qsTr("Delete \u2026")
                textColor: Theme.errorText
                enabled: dialog.isReady
                onClicked: dialog.deleteWanted()
            }
            PushButton {
                id: closeButton

                objectName: "keyCloseButton"
                text: qsTr("Close")
                primary: true
                keys: "Escape"
                onClicked: dialog.close()
            }
        }
    }
}
