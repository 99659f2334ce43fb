// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls
import GpgDesk

// What came of it: first the verdict, then what gpg vouches for.
Item {
    id: pane

    required property GpgJob job
    property string hint // while there is nothing yet
    property ListModel earlier // of several files: name, sentence, tone
    readonly property bool isText: job.resultText.length > 0

    signal copied
    signal saveRequested
    signal remedyRequested(string operation)

    // Another operation that would do.
    readonly property string remedy: job.outcome === "IsAKey" ? "Import"
                                   : job.outcome === "Encrypted" ? "Decrypt"
                                   : job.outcome === "NotEncrypted" ? "Verify"
                                   : job.outcome === "NotADetachedSignature" ? "Verify" : ""

    Caption {
        anchors.centerIn: parent
        width: Math.min(parent.width - 40, 560)
        visible: pane.job.outcome === "" && !pane.job.running && pane.earlier.count === 0
        text: pane.hint
        color: Theme.dimText
        lineHeight: 1.3
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 6

        ListView {
            objectName: "earlierResults"
            model: pane.earlier
            visible: count > 0
            clip: true
            spacing: 2
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollBar { }
            Layout.fillWidth: true
            Layout.preferredHeight: contentHeight
            Layout.maximumHeight: 120

            delegate: RowLayout {
                id: result

                required property string name
                required property string sentence
                required property int tone

                width: (ListView.view?.width ?? 0) - 12

                Caption {
                    text: Tones.mark(result.tone) + " " + result.name
                    color: Tones.text(result.tone)
                    elide: Text.ElideMiddle
                    Layout.preferredWidth: 220
                    Layout.maximumWidth: 220
                }
                Caption {
                    text: result.sentence
                    elide: Text.ElideRight
                    Layout.fillWidth: true
                }
            }
        }

        Banner {
            objectName: "verdict"
            name: "sentence"
            visible: pane.job.outcome !== ""
            tone: pane.job.tone
            sentence: pane.job.sentence
            wayOut: pane.job.wayOut
            size: Theme.fontSize + 2
            Layout.fillWidth: true
        }

        // Not in the layout itself, which does not take it well when its items go.
        Column {
            spacing: 6
            visible: furtherSignatures.count > 0
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
                text: "and " + Quantity.counted(pane.job.hiddenSignatures, "more signature")
                visible: pane.job.hiddenSignatures > 0
                color: Theme.dimText
            }
        }

        Caption {
            objectName: "resultNote"
            text: pane.job.note
            visible: text.length > 0
            color: Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }

        Caption {
            objectName: "whereLabel"
            visible: text.length > 0
            text: pane.job.resultFile.length > 0 ? "Written to " + pane.job.resultFile
                : pane.job.resultSize > 0 && !pane.isText
                  ? "It is no text: " + Quantity.bytes(pane.job.resultSize) + ". Save it to a file."
                : pane.job.resultIsCut
                  ? "This is its beginning; save it to see all "
                    + Quantity.bytes(pane.job.resultSize)
                : ""
            color: Theme.dimText
            elide: Text.ElideMiddle
            Layout.fillWidth: true
        }

        TextPane {
            name: "importedKeys"
            label: "The keys in it: compare their fingerprints with the owners"
            text: pane.job.importedKeys
            readOnly: true
            visible: text.length > 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 60
        }
        TextPane {
            name: "outputText"
            label: "What gpg made"
            text: pane.job.resultText
            readOnly: true
            visible: pane.isText
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 60
        }

        RowLayout {
            visible: pane.job.resultSize > 0 || pane.remedy.length > 0
            spacing: 6

            PushButton {
                objectName: "copyButton"
                text: "Copy"
                tip: "The text to the clipboard"
                keys: "Ctrl+Shift+C"
                visible: pane.isText
                onClicked: pane.copied()
            }
            PushButton {
                objectName: "saveButton"
                text: "Save as \u2026"
                keys: "Ctrl+S"
                tip: "To a file"
                visible: pane.job.resultSize > 0
                onClicked: pane.saveRequested()
            }
            PushButton {
                objectName: "remedyButton"
                text: pane.remedy + " it"
                visible: pane.remedy.length > 0
                onClicked: pane.remedyRequested(pane.remedy)
            }
            Item { Layout.fillWidth: true }
        }

        Item {
            visible: !pane.isText && pane.job.importedKeys.length === 0
            Layout.fillHeight: true
        }
    }
}
