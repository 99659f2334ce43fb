// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import Viewer

// Saves lines of the output, or the text of a terminal, to a file.
Sheet {
    id: dialog

    required property OutputView view
    property TerminalView terminal: null // whose text is saved instead
    readonly property bool _hasSelection: terminal ? terminal.hasSelection : view.hasSelection
    readonly property var _choices: terminal ? [qsTr("Scrollback and screen")]
                                                      : [qsTr("All lines"), qsTr("What is shown")]
    property string folder // that relative names start from
    property string errorText
    property bool replaces: false // there is already such a file

    signal saved(string what)

    function path(): string {
        const isWhole = field.text.startsWith("/") || field.text.startsWith("~");
        return Completion.absolute(isWhole ? field.text : folder + "/" + field.text);
    }

    function ask() {
        errorText = "";
        choice.currentIndex = _hasSelection ? _choices.length : 0;
        if (field.text.length === 0)
            field.text = folder + "/output.txt";
        look();
        open();
        field.forceActiveFocus(Qt.PopupFocusReason);
        field.selectAll();
    }

    function look() {
        replaces = OutputText.isThere(path());
    }

    function submit() {
        const knew = replaces;
        look();
        if (field.text.length === 0 || (replaces && !knew))
            return;
        errorText = terminal ? OutputText.saveText(path(), choice.currentIndex === 0
                                                   ? terminal.text() : terminal.selectedText)
                             : saveLines();
        if (errorText.length > 0)
            return;
        close();
        saved(qsTr("Saved to %1").arg(path()));
    }

    function saveLines(): string {
        const part = choice.currentIndex === 2 ? view.chosenPart()
            : { firstRow: 0, from: 0, lastRow: 0x7fffffff, to: view.selection.lineEnd };
        return OutputText.save(path(), choice.currentIndex === 0 ? view.output : view.filter,
                               part.firstRow, part.from, part.lastRow, part.to);
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            text: qsTr("Save the output")
            font.pixelSize: Theme.fontSize + 4
            font.weight: Font.DemiBold
        }
        ChoiceBox {
            id: choice

            objectName: "saveChoice"
            model: dialog._hasSelection ? dialog._choices.concat(qsTr("The selection"))
                                        : dialog._choices
            tip: dialog.terminal ? qsTr("Wrapped lines are saved as one")
                                 : qsTr("What the streams and the search leave is shown")
            Accessible.name: qsTr("Which lines")
            Layout.fillWidth: true
        }
        CompletingField {
            id: field

            objectName: "saveField"
            pathsOnly: true
            placeholderText: qsTr("The file")
            tip: qsTr("Tab: complete")
            wrong: dialog.errorText.length > 0
            Accessible.name: qsTr("The file to save to")
            Layout.fillWidth: true
            onTextChanged: {
                dialog.errorText = "";
                dialog.look();
            }
            onAccepted: {
                if (completing)
                    completing = false;
                else if (!dialog.replaces)
                    dialog.submit();
            }
        }
        Caption {
            objectName: "saveLabel"
            visible: text.length > 0
            text: dialog.errorText.length > 0 ? qsTr("It cannot be saved: %1").arg(dialog.errorText)
                : dialog.replaces ? qsTr("There is already such a file.") : ""
            color: Theme.errorText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                objectName: "saveCancelButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "saveOkButton"
                text: dialog.replaces ? qsTr("Replace") : qsTr("Save")
                primary: true
                enabled: field.text.length > 0
                onClicked: dialog.submit()
            }
        }
    }
}
