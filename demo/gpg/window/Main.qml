// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls
import GpgDesk

// The window: the keys at the left, the operation at the right, gpg's logs below.
ThemedWindow {
    id: window

    property string home
    property string program: "gpg"
    property bool demo: false
    property var files: [] // to begin with

    width: 1120
    height: 760
    minimumWidth: 360
    minimumHeight: 240
    title: qsTr("gpg desk")

    Component.onCompleted: {
        gpgHome.find();
        if (files.length > 0) {
            actionBar.currentIndex = desk.actions.indexOf(FileNames.actionFor(files[0]));
            desk.take(files);
        }
    }

    GpgHome {
        id: gpgHome

        program: window.program
        folder: window.home
        onFoundOut: {
            if (fault.length === 0)
                keyModel.refresh();
        }
    }

    GpgJob {
        id: gpgJob

        home: gpgHome
        onKeysCame: keyModel.checkTrust()
    }

    KeyModel {
        id: keyModel

        home: gpgHome
        log: gpgJob.log
    }

    DropArea {
        id: dropArea

        anchors.fill: parent
        onDropped: drop => {
            const paths = FileNames.paths(drop.urls);
            if (paths.length > 0)
                desk.take(paths);
            else if (drop.hasText)
                desk.takeText(drop.text);
            drop.accept();
        }
    }

    ScrollArea {
        anchors.fill: parent
        leastWidth: Math.max(680, header.implicitWidth + 14) // in some languages it is wider
        leastHeight: page.implicitHeight

        ColumnLayout {
            id: page

            anchors.fill: parent
            spacing: 0

            Rectangle {
                implicitHeight: 40
                color: Theme.strip
                Layout.fillWidth: true

                RowLayout {
                    id: header

                    anchors.fill: parent
                    anchors.leftMargin: 6
                    anchors.rightMargin: 8
                    spacing: 6

                    TabBar {
                        id: actionBar

                        objectName: "actionBar"
                        spacing: 2
                        Layout.alignment: Qt.AlignBottom
                        Layout.preferredHeight: 34
                        background: null

                        Repeater {
                            model: desk.actions

                            delegate: ActionTab {
                                required property string modelData
                                required property int index

                                objectName: modelData.toLowerCase() + "Tab"
                                text: desk.nameOf(modelData) // qmllint disable unqualified
                                keys: "Ctrl+" + (index + 1)
                            }
                        }
                    }
                    Caption {
                        objectName: "versionLabel"
                        text: gpgHome.version.length > 0 ? "gpg " + gpgHome.version : ""
                        color: Theme.dimText
                        elide: Text.ElideRight
                        horizontalAlignment: Text.AlignRight
                        Layout.fillWidth: true
                    }
                    PushButton {
                        id: logButton

                        objectName: "logButton"
                        text: qsTr("Log")
                        checkable: true
                        tip: qsTr("All that gpg says")
                        keys: "Ctrl+L"
                    }
                    PushButton {
                        objectName: "themeButton"
                        text: window.dark ? qsTr("Light") : qsTr("Dark")
                        tip: window.dark ? qsTr("Dark on light") : qsTr("Light on dark")
                        onClicked: window.dark = !window.dark
                    }
                }
            }

            Banner {
                name: "faultLabel"
                tone: Tone.Red
                sentence: gpgHome.fault.length > 0 ? gpgHome.fault : keyModel.fault
                wayOut: gpgHome.fault.length > 0 ? gpgHome.wayOut : keyModel.wayOut
                remedy: qsTr("Look again")
                onRemedied: gpgHome.find()
                visible: sentence.length > 0
                Layout.fillWidth: true
                Layout.margins: 8
                Layout.bottomMargin: 0
            }
            Banner {
                name: "noteLabel"
                tone: Tone.Amber
                sentence: keyModel.note
                visible: sentence.length > 0
                Layout.fillWidth: true
                Layout.margins: 8
                Layout.bottomMargin: 0
            }
            Banner {
                name: "demoLabel"
                tone: Tone.Plain
                sentence: qsTr("These keys are only to be played with, and go when the window "
                               + "closes.")
                wayOut: qsTr("The passphrase of Alice is: demo")
                visible: window.demo
                Layout.fillWidth: true
                Layout.margins: 8
                Layout.bottomMargin: 0
            }

            RowLayout {
                spacing: 0

                KeyList {
                    id: keyList

                    keys: keyModel
                    isUsable: gpgHome.version.length > 0
                    isBusy: desk.isBusy
                    Layout.preferredWidth: Math.max(230, Math.min(330, page.width * 0.3))
                    Layout.fillHeight: true
                    Layout.topMargin: 8
                    onRefreshRequested: gpgHome.find()
                    onNewKeyRequested: newKeyDialog.open()
                    onExportRequested: exported => {
                        exportDialog.exported = Array.from(exported);
                        exportDialog.open();
                    }
                    onDetailsRequested: fingerprint => keyDialog.show(fingerprint)
                }
                Rectangle {
                    implicitWidth: 1
                    color: Theme.border
                    Layout.fillHeight: true
                    Layout.topMargin: 8
                }
                Desk {
                    id: desk

                    job: gpgJob
                    keys: keyModel
                    action: actions[Math.max(0, actionBar.currentIndex)]
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.margins: 10
                    onActionRequested: action => {
                        actionBar.currentIndex = actions.indexOf(action);
                        desk.start();
                    }
                    onSaveRequested: saveDialog.open()
                    onShowAnywayRequested: anywayDialog.open()
                    onUnpackRequested: unpackDialog.ask(gpgJob.archive)
                    onExistingMet: (wanted, unused) => {
                        existingDialog.wanted = wanted;
                        existingDialog.unused = unused;
                        existingDialog.place = qsTr("%1 of %2").arg(gpgJob.queuePosition)
                            .arg(gpgJob.queueLength);
                        existingDialog.open();
                    }
                }
            }

            LogPane {
                job: gpgJob
                visible: logButton.checked
                Layout.fillWidth: true
            }
        }
    }

    Rectangle {
        anchors.fill: parent
        visible: dropArea.containsDrag
        color: "transparent"
        border.width: 3
        border.color: Theme.accent
    }

    PassphraseDialog {
        job: gpgJob
        onCancelled: desk.cancel()
        onSkipped: desk.skip()
    }
    ExistingDialog {
        id: existingDialog

        onAnswered: (answer, name, forAll) => desk.answerExisting(answer, name, forAll)
    }
    NewKeyDialog {
        id: newKeyDialog

        keys: keyModel
        isBusy: desk.isBusy
        onWanted: (userId, expiry, withoutPassphrase) =>
            desk.generateKey(userId, expiry, withoutPassphrase)
    }
    ExportDialog {
        id: exportDialog

        keys: keyModel
        isBusy: desk.isBusy
        onWanted: (exported, secretOnes, file) => desk.exportKeys(exported, secretOnes, file)
    }
    KeyDialog {
        id: keyDialog

        keys: keyModel
        isBusy: desk.isBusy
        onCertifyWanted: certifyDialog.ask(fingerprint, false)
        onOwnWanted: certifyDialog.ask(fingerprint, true)
        onRenewWanted: renewDialog.ask(fingerprint)
        onPassphraseWanted: {
            const key = fingerprint;
            close();
            desk.changeKey(() => gpgJob.changePassphrase(key));
        }
        onDeleteWanted: deleteDialog.ask(fingerprint)
    }
    CertifyDialog {
        id: certifyDialog

        keys: keyModel
        isBusy: desk.isBusy
        onCertified: (fingerprint, signer, forOthers) => {
            keyDialog.close();
            desk.changeKey(() => gpgJob.certifyKey(fingerprint, signer, forOthers));
        }
        onOwned: fingerprint => {
            keyDialog.close();
            desk.changeKey(() => gpgJob.markAsOwn(fingerprint));
        }
    }
    RenewDialog {
        id: renewDialog

        keys: keyModel
        isBusy: desk.isBusy
        onWanted: (fingerprint, expiry) => {
            keyDialog.close();
            desk.changeKey(() => gpgJob.renewKey(fingerprint, expiry));
        }
    }
    DeleteDialog {
        id: deleteDialog

        keys: keyModel
        isBusy: desk.isBusy
        onWanted: (fingerprint, secretOneToo) => {
            keyDialog.close();
            desk.changeKey(() => gpgJob.deleteKey(fingerprint, secretOneToo));
        }
    }
    SaveDialog {
        id: saveDialog

        job: gpgJob
        onSaved: path => desk.showMessage(qsTr("Saved as %1").arg(FileNames.shown(path)))
    }
    UnpackDialog {
        id: unpackDialog

        onWanted: (archive, folder) => desk.unpack(archive, folder)
    }
    ConfirmDialog {
        id: anywayDialog

        wantedWidth: 480
        question: qsTr("The signature on this is BAD: somebody may have changed it, to deceive "
                       + "you or to attack the program that opens it. Do not believe a word of it, "
                       + "and do not answer it.")
        yesText: gpgJob.wantedFile.length > 0 ? qsTr("Write it all the same")
                                              : qsTr("Show it all the same")
        onAgreed: desk.showAnyway()
    }
    ConfirmDialog {
        id: replaceDialog

        yesText: qsTr("Replace it")
        onAgreed: gpgJob.replaceOutput()
    }
    Connections {
        target: gpgJob
        function onConcluded() {
            if (gpgJob.outcome === "OutputExists" && !desk.isQueue) {
                replaceDialog.question = qsTr("There is already a file \u201c%1\u201d. Replace it?")
                    .arg(FileNames.nameOnly(gpgJob.wantedFile)) + "\n\n"
                    + FileNames.shown(gpgJob.wantedFile);
                replaceDialog.open();
            }
        }
    }

    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        onActivated: desk.start()
    }
    Shortcut {
        sequence: "Escape"
        enabled: gpgJob.running
        onActivated: desk.cancel()
    }
    Shortcut {
        sequence: "Ctrl+F"
        onActivated: keyList.focusSearch()
    }
    Shortcut {
        sequence: "Ctrl+L"
        onActivated: logButton.toggle()
    }
    Shortcut {
        sequence: "Ctrl+N"
        enabled: !desk.isBusy
        onActivated: newKeyDialog.open()
    }
    Shortcut {
        sequence: "Ctrl+O"
        onActivated: desk.chooseInput()
    }
    Shortcut {
        sequence: "Ctrl+S"
        enabled: gpgJob.resultSize > 0
        onActivated: saveDialog.open()
    }
    Shortcut {
        sequence: "Ctrl+Shift+C"
        onActivated: desk.copyResult()
    }
    Shortcut {
        sequence: "F5"
        onActivated: gpgHome.find()
    }
    Shortcut {
        sequence: "Ctrl+Q"
        onActivated: window.close()
    }
    Instantiator {
        model: desk.actions.length
        delegate: Shortcut {
            required property int index

            sequence: "Ctrl+" + (index + 1)
            onActivated: actionBar.setCurrentIndex(index) // qmllint disable unqualified
        }
    }
}
