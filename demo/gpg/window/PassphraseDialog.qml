// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// Asks for a passphrase that gpg needs: whose it is, and again after a wrong one.
Sheet {
    id: dialog

    required property GpgJob job
    readonly property bool isReady: first.length > 0 && (!job.questionIsNew || second.length > 0)

    property string question // kept while the dialog closes
    property string files // kept, too
    property bool repeated: false
    property bool keptOne: false // the wrong one was kept from an earlier file
    property bool skips: false
    property bool differ: false

    wantedWidth: 480

    // Escape cancels this file and all after it.
    signal cancelled
    signal skipped

    function submit() {
        differ = false;
        if (!isReady)
            return;
        if (job.questionIsNew && !first.input.equals(second.input)) {
            differ = true;
            second.input.clear();
            second.forceActiveFocus(Qt.OtherFocusReason);
            return;
        }
        second.input.clear();
        job.answer(first.input);
    }

    Connections {
        target: dialog.job
        function onQuestionChanged() {
            first.input.clear();
            second.input.clear();
            dialog.differ = false;
            if (dialog.job.question.length > 0) {
                dialog.question = dialog.job.question;
                dialog.files = dialog.job.questionFiles;
                dialog.repeated = dialog.job.questionIsRepeated;
                dialog.keptOne = dialog.job.keptDoesNotFit;
                dialog.skips = false;
                dialog.open();
                first.forceActiveFocus(Qt.PopupFocusReason);
            } else {
                dialog.close();
            }
        }
    }
    onOpened: first.forceActiveFocus(Qt.PopupFocusReason)
    onClosed: {
        first.input.clear();
        second.input.clear();
        if (job.question.length > 0) {
            if (skips)
                skipped();
            else
                cancelled();
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            objectName: "questionLabel"
            text: dialog.question
            font.pixelSize: Theme.fontSize + 2
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Caption {
            objectName: "questionFilesLabel"
            text: dialog.files
            visible: text.length > 0
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 4
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Caption {
            objectName: "attemptLabel"
            visible: dialog.repeated
            text: dialog.keptOne ? qsTr("The one given before does not fit here.")
                : qsTr("That was the wrong one. Try again; mind the keyboard layout.")
            color: Theme.errorText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        SecretField {
            id: first

            name: "passphraseInput"
            label: qsTr("Passphrase")
            focus: true
            wrong: dialog.repeated && length === 0
            Layout.fillWidth: true
            onAccepted: {
                if (dialog.job.questionIsNew && second.length === 0)
                    second.forceActiveFocus(Qt.TabFocusReason);
                else
                    dialog.submit();
            }
        }
        SecretField {
            id: second

            name: "repeatInput"
            label: qsTr("Once more")
            visible: dialog.job.questionIsNew
            wrong: dialog.differ
            Layout.fillWidth: true
            onAccepted: dialog.submit()
        }
        Caption {
            objectName: "differLabel"
            visible: dialog.differ
            text: qsTr("The two are not the same. Type the second one again.")
            color: Theme.errorText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Caption {
            text: qsTr("It goes to gpg through a pipe of its own, and is wiped from memory after "
                       + "that.")
            color: Theme.dimText
            font.pixelSize: Theme.fontSize - 1
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            PushButton {
                objectName: "passphraseSkipButton"
                text: qsTr("Skip this file")
                tip: qsTr("Go on with the next one")
                visible: dialog.files.length > 0
                onClicked: {
                    dialog.skips = true;
                    dialog.close();
                }
            }
            Item { Layout.fillWidth: true }
            PushButton {
                objectName: "passphraseCancelButton"
                text: dialog.files.length > 0 ? qsTr("Cancel all") : qsTr("Cancel")
                keys: "Escape"
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "passphraseOkButton"
                text: qsTr("Go on")
                primary: true
                enabled: dialog.isReady
                onClicked: dialog.submit()
            }
        }
    }
}
