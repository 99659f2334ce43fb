// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// The main part of the window: the input, the options and the result of an operation. Several files
// are processed one after the other.
Item {
    id: desk

    implicitHeight: column.implicitHeight

    required property GpgJob job
    required property KeyModel keys
    property string action
    readonly property var actions: ["Encrypt", "Decrypt", "Sign", "Verify", "Import"]
    readonly property var _actionNames: ({
        "Encrypt": qsTr("Encrypt"), "Decrypt": qsTr("Decrypt"), "Sign": qsTr("Sign"),
        "Verify": qsTr("Verify"), "Import": qsTr("Import")
    })
    readonly property bool withFile: input.files.length > 0
    readonly property bool writes: action === "Encrypt" || action === "Decrypt" || action === "Sign"
    readonly property bool isReady: !isBusy
        && (action !== "Encrypt" || encryptOptions.isReady)
        && (action !== "Sign" || signOptions.isReady)
        && (action !== "Import" || keys.listed)
    property var task: ({}) // the options at the start of the queue
    property var queue: [] // several files
    property int position: 0 // of the next one in it
    property string current // the file that is worked on
    property bool isQueue: false
    property string existing // what to do with outputs that are there already; empty: ask
    property bool skips: false // the current one
    property var written: [] // of this queue
    readonly property bool isBusy: job.running || asksWhatToDo
    property bool asksWhatToDo: false // with an output that is there already
    property bool outputIsOurs: true // the user has not chosen another name

    signal actionRequested(string action)
    signal saveRequested
    signal showAnywayRequested
    signal unpackRequested
    signal existingMet(string wanted, string unused)

    function take(paths: var) {
        input.take(paths);
        if (isBusy)
            return;
        results.clear();
        job.forget();
    }

    // A verdict is about the input at its time. It is dropped when that changes, because it would be
    // taken for one about the new input.
    function outdate() {
        if (isBusy)
            return;
        results.clear();
        job.forget();
    }

    function takeText(text: string) {
        input.take([]);
        input.text = text;
    }

    function showMessage(text: string) {
        message.text = text;
        forgetMessage.restart();
    }

    function chooseInput() {
        input.choose();
    }

    function copyResult() {
        if (job.resultText.length === 0)
            return;
        Clipboard.setText(job.resultText);
        showMessage(qsTr("Copied"));
    }

    // The rest of the queue is not begun.
    function cancel() {
        const rest = queue.slice(position);
        position = queue.length;
        if (isQueue)
            results.addNotBegun(rest);
        job.cancel();
    }

    function skip() {
        skips = true;
        job.cancel();
    }

    function start() {
        if (!isReady)
            return;
        alone();
        task = wanted();
        if (input.several) {
            isQueue = true;
            queue = Array.from(input.files);
            results.begin(queue.length);
            next();
        } else {
            run(input.file, outputField.text);
        }
    }

    function next() {
        if (position >= queue.length) {
            job.setQueue(0, 0);
            return;
        }
        const file = queue[position++];
        job.setQueue(position, queue.length);
        run(file, nameFor(file, task));
    }

    function nameOf(action: string): string {
        return _actionNames[action] ?? "";
    }

    function thereIs(path: string): string {
        return qsTr("There is already a file %1.").arg(FileNames.nameOnly(path));
    }

    // The choice for the current file, whose output exists already, or for all such files.
    function answerExisting(answer: string, name: string, forAll: bool) {
        asksWhatToDo = false;
        if (forAll)
            existing = answer;
        if (answer === "replace") {
            job.replaceOutput();
        } else if (answer === "rename") {
            run(current, name);
        } else if (answer === "skip") {
            results.addSkipped(current, thereIs(job.wantedFile));
            next();
        } else {
            results.addSkipped(current, thereIs(job.wantedFile));
            cancel();
            next();
        }
    }

    // A queue must not replace files that it has written itself.
    function meetExisting() {
        const wanted = job.wantedFile;
        const name = FileNames.unused(wanted);
        if (written.includes(wanted)) {
            answerExisting("rename", name, false);
        } else if (existing.length > 0) {
            answerExisting(existing, name, false);
        } else {
            asksWhatToDo = true;
            existingMet(wanted, name);
        }
    }

    function concluded() {
        if (!isQueue || job.outcome === "")
            return;
        if (job.outcome === "OutputExists" && !skips) {
            meetExisting();
            return;
        }
        if (skips)
            results.addSkipped(current, qsTr("You have skipped it."));
        else
            results.add(job, current);
        skips = false;
        if (job.resultFile.length > 0)
            written.push(job.resultFile);
        next();
    }

    // The options as they are chosen now.
    function wanted(): var {
        const signs = action === "Sign";
        return {
            action: action,
            recipients: Array.from(keys.chosen), // a copy: the list itself changes with the ticks
            signer: signs ? signOptions.signer : encryptOptions.signer,
            symmetric: encryptOptions.symmetric,
            evenNotCertified: encryptOptions.evenNotCertified,
            alsoTo: encryptOptions.alsoTo,
            form: signOptions.form,
            armor: signs ? signOptions.armor : encryptOptions.armor,
            signatureFile: input.several ? "" : signatureLine.text,
            writes: writes
        };
    }

    function run(file: string, output: string) {
        current = file;
        job.inputFile = file;
        job.inputText = file.length > 0 ? "" : input.text;
        job.outputFile = task.writes && file.length > 0 ? output : "";
        if (task.action === "Encrypt") {
            job.encrypt(task.recipients, task.signer, task.symmetric, task.evenNotCertified,
                        task.armor, task.alsoTo);
        } else if (task.action === "Decrypt") {
            job.decrypt();
        } else if (task.action === "Sign") {
            job.sign(task.signer, task.form, task.armor);
        } else if (task.action === "Verify") {
            verify(file, task.signatureFile);
        } else {
            job.importKeys();
        }
    }

    // The user may have chosen the file or its detached signature.
    function verify(file: string, given: string) {
        const signedFile = FileNames.signedBy(file);
        if (given.length === 0 && signedFile.length > 0)
            job.inputFile = signedFile;
        job.verify(given.length > 0 ? given
                 : signedFile.length > 0 ? file : FileNames.signatureOf(file));
    }

    function nameFor(file: string, how: var): string {
        return file.length === 0 ? ""
             : how.action === "Encrypt" ? FileNames.encrypted(file, how.armor)
             : how.action === "Decrypt" ? FileNames.decrypted(file)
             : how.action === "Sign" ? FileNames.signature(file, how.form === GpgJob.Detached,
                                                            how.armor
                                                            || how.form === GpgJob.Clear)
             : "";
    }

    function remedy(action: string) {
        if (job.outcome === "NotADetachedSignature") {
            alone();
            job.verifyAlone();
        } else {
            actionRequested(action);
        }
    }

    function generateKey(userId: string, expiry: string, withoutPassphrase: bool) {
        if (isBusy)
            return;
        alone();
        job.generateKey(userId, expiry, withoutPassphrase);
    }

    function exportKeys(exported: var, secretOnes: bool, file: string) {
        if (isBusy)
            return;
        alone();
        job.outputFile = file;
        job.exportKeys(exported, secretOnes);
    }

    function unpack(archive: string, folder: string) {
        if (isBusy)
            return;
        alone();
        job.unpack(archive, folder);
    }

    // One of the job's functions, on a key.
    function changeKey(change: var) {
        if (isBusy)
            return;
        alone();
        change();
    }

    function showAnyway() {
        if (isBusy)
            return;
        job.showAnyway();
    }

    function alone() {
        queue = [];
        position = 0;
        isQueue = false;
        existing = "";
        skips = false;
        written = [];
        job.setQueue(0, 0);
        results.clear();
    }

    // A control that has the focus may disappear.
    function keepFocus() {
        const item = Window.activeFocusItem;
        if (!job.running && (!item || !item.visible || item === Window.contentItem))
            input.focusInput();
    }

    Component.onCompleted: input.focusText()

    readonly property string suggestedOutput: nameFor(input.file, wanted())
    onSuggestedOutputChanged: {
        if (outputIsOurs)
            outputField.text = suggestedOutput;
    }
    onActionChanged: {
        outputIsOurs = true;
        outputField.text = suggestedOutput;
        outdate();
        Qt.callLater(keepFocus); // qmllint disable
    }

    FileResults {
        id: results
    }

    Connections {
        target: desk.job
        function onConcluded() {
            Qt.callLater(desk.keepFocus); // qmllint disable
            desk.concluded();
        }
    }

    Timer {
        id: forgetMessage

        interval: 4000
        onTriggered: message.text = ""
    }

    ColumnLayout {
        id: column

        anchors.fill: parent
        spacing: Theme.gap

        InputPane {
            id: input

            takesFolders: desk.action === "Encrypt"
            hint: desk.action === "Encrypt"
                ? qsTr("Write or paste the text to encrypt, or drop files.")
                : desk.action === "Decrypt" ? qsTr("Paste a message, whole, or drop files.")
                : desk.action === "Sign" ? qsTr("Write or paste the text to sign, or drop files.")
                : desk.action === "Verify"
                    ? qsTr("Paste a signed text, or drop a signed file.")
                : qsTr("Paste a key, whole, or drop its file.")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: leastHeight
            Layout.preferredHeight: 10
            onFilesChanged: {
                desk.outputIsOurs = true;
                desk.outdate();
            }
            onTextChanged: desk.outdate()
        }

        EncryptOptions {
            id: encryptOptions

            keys: desk.keys
            withFile: desk.withFile
            visible: desk.action === "Encrypt"
            Layout.fillWidth: true
        }
        SignOptions {
            id: signOptions

            keys: desk.keys
            withFile: desk.withFile
            visible: desk.action === "Sign"
            Layout.fillWidth: true
        }
        PathLine {
            id: signatureLine

            name: "signatureField"
            label: qsTr("The signature's own file")
            placeholderText: FileNames.signatureOf(input.file).length > 0
                             ? FileNames.signatureOf(input.file)
                             : qsTr("A signature apart (.sig, .asc)")
            tip: qsTr("Tab completes the path")
            visible: desk.action === "Verify" && !input.several
            Layout.fillWidth: true
            onTextChanged: desk.outdate()
        }

        RowLayout {
            spacing: 6

            Caption {
                text: qsTr("into")
                visible: outputField.visible
                color: Theme.dimText
            }
            PathLine {
                id: outputField

                name: "outputField"
                label: qsTr("The file for the result")
                placeholderText: qsTr("shown here")
                tip: qsTr("Empty: the result is shown here")
                saving: true
                visible: desk.writes && desk.withFile && !input.several
                Layout.fillWidth: true
                onEdited: desk.outputIsOurs = false
                onAccepted: desk.start()
            }
            Caption {
                text: input.several && desk.writes ? qsTr("Each result goes beside its file.")
                                                   : message.text
                visible: !outputField.visible
                color: Theme.dimText
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            PushButton {
                objectName: "runButton"
                text: desk.nameOf(desk.action)
                primary: true
                keys: "Ctrl+Return"
                tip: desk.action === "Encrypt" && !encryptOptions.isReady
                     ? qsTr("Tick a key, or choose a passphrase, first") : qsTr("Do it")
                enabled: desk.isReady
                Layout.preferredWidth: Math.max(110, implicitWidth)
                onClicked: desk.start()
            }
        }

        ProgressStrip {
            job: desk.job
            visible: desk.job.running
            Layout.fillWidth: true
            onCancelled: desk.cancel()
        }

        ResultPane {
            job: desk.job
            files: results
            hint: desk.keys.count === 0 && !desk.keys.loading
                  ? qsTr("To begin, make a key of your own (Ctrl+N), or import somebody\u2019s.\n"
                    + "Encrypting with a passphrase works without any.")
                  : desk.action === "Encrypt" ? qsTr("1. Write something above, or drop files.\n"
                    + "2. Tick whom it is for, at the left.\n3. Encrypt: Ctrl+Return.")
                  : desk.action === "Decrypt" ? qsTr("Nothing is shown or written before gpg has "
                    + "vouched for all of it.")
                  : desk.action === "Sign"
                      ? qsTr("Others see who signed it, and that nobody changed it.")
                  : desk.action === "Verify"
                      ? qsTr("Green only for a good signature by a certified key.")
                  : qsTr("Imported keys are not certified yet: compare their fingerprints with "
                    + "the owners.")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: implicitHeight
            Layout.preferredHeight: 12
            onCopied: desk.copyResult()
            onSaveRequested: desk.saveRequested()
            onShowAnywayRequested: desk.showAnywayRequested()
            onUnpackRequested: desk.unpackRequested()
            onRemedyRequested: action => desk.remedy(action)
        }

        Caption {
            id: message

            objectName: "messageLabel"
            visible: text.length > 0
            color: Theme.dimText
            elide: Text.ElideMiddle
            Layout.fillWidth: true
        }
    }
}
