// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// A field for the path of a file, which Tab completes, with a button for a file dialog.
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

    signal edited
    signal accepted
    signal pathsChosen(var paths)

    implicitWidth: content.implicitWidth
    implicitHeight: content.implicitHeight

    function choose() {
        chooser.open(saving ? FileChooser.NewFile
                     : several ? FileChooser.SeveralFiles : FileChooser.OneFile,
                     label, text, Window.window);
    }

    function chooseFolder() {
        chooser.open(FileChooser.Folder, qsTr("A folder to work on"), text, Window.window);
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
            text: qsTr("Choose \u2026")
            tip: line.label
            onClicked: line.choose()
        }
        PushButton {
            objectName: line.name + "FolderButton"
            text: qsTr("Folder \u2026")
            tip: qsTr("A folder, which becomes an archive")
            visible: line.folders
            onClicked: line.chooseFolder()
        }
    }

    FileChooser {
        id: chooser

        onChosen: paths => {
            if (!line.several) {
                field.text = paths[0];
                line.edited();
            }
            line.pathsChosen(paths);
        }
    }
}
