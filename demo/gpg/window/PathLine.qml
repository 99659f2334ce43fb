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

    signal edited
    signal accepted
    signal pathsChosen(var paths)

    implicitWidth: content.implicitWidth
    implicitHeight: content.implicitHeight

    function choose() {
        dialog.active = true;
        const chooser = dialog.item as FileChooser;
        if (chooser)
            chooser.openFor(line.saving, line.several, line.label);
        else
            button.visible = false; // QtQuick.Dialogs is not there: paths can be typed
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
            id: button

            objectName: line.name + "Button"
            text: "Choose \u2026"
            tip: line.label
            onClicked: line.choose()
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
                if (!line.several) {
                    field.text = paths[0];
                    line.edited();
                }
                line.pathsChosen(paths);
            }
        }
    }
}
