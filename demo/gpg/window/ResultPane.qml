// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls
import GpgDesk

// The result of an operation: the verdict, then the data that gpg has confirmed.
Item {
    id: pane

    required property GpgJob job
    property string hint // while there is nothing yet
    required property FileResults files // of several; else it has none
    readonly property bool isOfSeveral: files.total > 0
    readonly property bool isText: job.resultText.length > 0 && !isOfSeveral
    readonly property bool canShowAnyway: job.canShowAnyway && !isOfSeveral
    readonly property bool isArchive: job.archive.length > 0 && !isOfSeveral
    readonly property bool isKeys: job.importedKeys.length > 0 && !isOfSeveral

    signal copied
    signal saveRequested
    signal showAnywayRequested
    signal unpackRequested
    signal remedyRequested(string operation)

    implicitHeight: Math.max(hintLabel.visible ? hintLabel.implicitHeight : 0,
                             content.implicitHeight)

    // Another operation that fits the input.
    readonly property string otherAction: isOfSeveral ? "" : job.outcome === "IsAKey" ? "Import"
                                        : job.outcome === "Encrypted" ? "Decrypt"
                                        : job.outcome === "NotEncrypted" ? "Verify"
                                        : job.outcome === "NotADetachedSignature" ? "Verify" : ""

    Caption {
        id: hintLabel

        anchors.centerIn: parent
        width: Math.min(parent.width - 40, 560)
        visible: pane.job.outcome === "" && !pane.job.running && !pane.isOfSeveral
        text: pane.hint
        color: Theme.dimText
        lineHeight: 1.3
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
    }

    ColumnLayout {
        id: content

        anchors.fill: parent
        spacing: 6

        Banner {
            objectName: "verdict"
            name: "sentence"
            visible: pane.isOfSeveral ? pane.files.count > 0 : pane.job.outcome !== ""
            tone: pane.isOfSeveral ? pane.files.tone : pane.job.tone
            sentence: pane.isOfSeveral ? pane.files.sentence : pane.job.sentence
            others: pane.isOfSeveral ? pane.files.others : ""
            wayOut: pane.isOfSeveral ? pane.files.wayOut : pane.job.wayOut
            size: Theme.fontSize + 2
            Layout.fillWidth: true
        }
        FileList {
            files: pane.files
            visible: pane.isOfSeveral && pane.files.count > 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 80
        }

        // Outside of the layout, which does not handle the removal of items well.
        Column {
            spacing: 6
            visible: furtherSignatures.count > 0 && !pane.isOfSeveral
            Layout.fillWidth: true

            Repeater {
                id: furtherSignatures

                model: pane.job.furtherSignatures

                delegate: Banner {
                    required property var modelData
                    required property int index

                    name: "signature" + index
                    width: parent?.width ?? 0
                    tone: modelData.tone
                    sentence: modelData.text
                    wayOut: modelData.wayOut
                }
            }
            Caption {
                objectName: "hiddenSignatures"
                text: pane.job.hiddenSignatures === 1 ? qsTr("and 1 more signature")
                    : qsTr("and %n more signatures", "", pane.job.hiddenSignatures)
                visible: pane.job.hiddenSignatures > 0
                color: Theme.dimText
            }
        }

        Caption {
            objectName: "resultNote"
            text: pane.isOfSeveral ? "" : pane.job.note
            visible: text.length > 0
            color: Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }

        Caption {
            objectName: "whereLabel"
            visible: text.length > 0
            text: pane.isOfSeveral ? ""
                : pane.job.resultFile.length > 0
                  ? qsTr("Written to %1").arg(FileNames.shown(pane.job.resultFile))
                : pane.job.resultSize > 0 && !pane.isText
                  ? qsTr("It is no text: %1. Save it to a file.")
                    .arg(Quantity.bytes(pane.job.resultSize))
                : pane.job.resultIsCut
                  ? qsTr("This is its beginning; save it to see all %1")
                    .arg(Quantity.bytes(pane.job.resultSize))
                : ""
            color: Theme.dimText
            elide: Text.ElideMiddle
            Layout.fillWidth: true
        }

        TextPane {
            name: "importedKeys"
            label: qsTr("The keys in it: compare their fingerprints with the owners")
            text: pane.job.importedKeys
            readOnly: true
            visible: pane.isKeys
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 60
        }
        TextPane {
            name: "outputText"
            label: qsTr("What gpg made")
            text: pane.job.resultText
            readOnly: true
            visible: pane.isText
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 60
        }

        RowLayout {
            visible: (pane.job.resultSize > 0 && !pane.isOfSeveral) || pane.otherAction.length > 0
                     || pane.canShowAnyway || pane.isArchive
            spacing: 6

            PushButton {
                objectName: "copyButton"
                text: qsTr("Copy")
                tip: qsTr("The text to the clipboard")
                keys: "Ctrl+Shift+C"
                visible: pane.isText
                onClicked: pane.copied()
            }
            PushButton {
                objectName: "saveButton"
                text: qsTr("Save as \u2026")
                keys: "Ctrl+S"
                tip: qsTr("To a file")
                visible: pane.job.resultSize > 0
                onClicked: pane.saveRequested()
            }
            PushButton {
                objectName: "showAnywayButton"
                text: pane.job.wantedFile.length > 0 ? qsTr("Write it all the same \u2026")
                                                     : qsTr("Show it all the same \u2026")
                tip: qsTr("Although its signature is BAD")
                visible: pane.canShowAnyway
                onClicked: pane.showAnywayRequested()
            }
            PushButton {
                objectName: "unpackButton"
                text: qsTr("Unpack \u2026")
                tip: qsTr("It is an archive: what is in it goes into a new folder")
                visible: pane.isArchive
                onClicked: pane.unpackRequested()
            }
            PushButton {
                objectName: "remedyButton"
                text: ({"Import": qsTr("Import it"), "Decrypt": qsTr("Decrypt it"),
                        "Verify": qsTr("Verify it")})[pane.otherAction] ?? ""
                visible: pane.otherAction.length > 0
                onClicked: pane.remedyRequested(pane.otherAction)
            }
            Item { Layout.fillWidth: true }
        }

        Item {
            visible: !pane.isText && !pane.isKeys && !pane.isOfSeveral
            Layout.fillHeight: true
        }
    }
}
