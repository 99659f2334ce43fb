// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls

// A file by its path, which Tab completes, or chosen in a dialog.
Item {
    id: line

    property alias text: field.text
    property alias placeholderText: field.placeholderText
    property alias tip: field.tip
    property alias wrong: field.wrong
    property string name // of the field; the button has "Button" behind it
    property string label
    property bool saving: false // it need not be there yet
    property bool several: false
    property bool folders: false // it may be one, too

    property bool hasChooser: true
    property bool adds: false // when something has been chosen already
    property bool _isAdding: false

    signal edited
    signal accepted
    signal pathsChosen(var paths)
    signal pathsAdded(var paths) // to those that were chosen before

    implicitWidth: content.implicitWidth
    implicitHeight: content.implicitHeight

    // Without QtQuick.Dialogs there is none: paths can be typed.
    function chooser(): var {
        dialog.active = true;
        const result = dialog.item as FileChooser;
        hasChooser = result !== null;
        return result;
    }

    function choose() {
        _isAdding = false;
        chooser()?.openFor(line.saving, line.several, line.label);
    }

    function chooseMore() {
        _isAdding = true;
        chooser()?.openFor(false, true, line.label);
    }

    function chooseFolder() {
        _isAdding = line.adds;
        chooser()?.openForFolder("A folder to work on");
    }

    function focusField() {
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        field.selectAll();
    }

    RowLayout {
        id: content

        width: parent.width
        spacing: 6

        CompletingField {
            id: field

            objectName: line.name
            pathsOnly: true
            Accessible.name: line.label
            Layout.fillWidth: true
            onTextEdited: line.edited()
            onAccepted: {
                if (completing)
                    completing = false;
                else
                    line.accepted();
            }
        }
        PushButton {
            objectName: line.name + "Button"
            text: "Choose \u2026"
            tip: line.label
            visible: line.hasChooser
            onClicked: line.choose()
        }
        // Qt's own dialog takes one file at a time (6.4), the desktops' take several.
        PushButton {
            objectName: line.name + "AddButton"
            text: "Add \u2026"
            tip: "One more"
            visible: line.hasChooser && line.adds
            onClicked: line.chooseMore()
        }
        PushButton {
            objectName: line.name + "FolderButton"
            text: "Folder \u2026"
            tip: "A folder, which becomes an archive"
            visible: line.hasChooser && line.folders
            onClicked: line.chooseFolder()
        }
        Loader {
            id: dialog

            active: false
            visible: false
            source: "FileChooser.qml"
        }
        Connections {
            target: dialog.item as FileChooser
            function onChosen(paths: var) {
                if (line._isAdding) {
                    line.pathsAdded(paths);
                    return;
                }
                if (!line.several) {
                    field.text = paths[0];
                    line.edited();
                }
                line.pathsChosen(paths);
            }
        }
    }
}
