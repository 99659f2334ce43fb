// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// The input of an operation: files, or a text.
ColumnLayout {
    id: pane

    property var files: []
    readonly property string file: files[0] ?? ""
    readonly property bool several: files.length > 1
    property string text // all of it, however much the area shows
    property string hint
    property bool takesFolders: false
    readonly property real leastHeight: path.implicitHeight + spacing + 80

    spacing: 6

    // The editor would lay out a long text anew with each change.
    readonly property int longestEdited: 64 * 1024
    readonly property bool isLong: text.length > longestEdited

    onTextChanged: {
        // isLong may not know it yet.
        const shown = text.length > longestEdited ? text.slice(0, longestEdited) : text;
        if (area.text !== shown)
            area.text = shown;
    }

    function take(paths: var) {
        files = paths;
        path.text = paths[0] ?? "";
    }

    function focusText() {
        if (files.length === 0)
            area.focusText();
    }

    // The field or the editor, whichever is shown.
    function focusInput() {
        if (files.length === 0)
            area.focusText();
        else
            path.focusField();
    }

    function described(path: string): string {
        return FileNames.nameOnly(path) + "  \u00b7  "
            + (FileNames.isFile(path) ? Quantity.bytes(FileNames.size(path))
               : takesFolders && FileNames.isFolder(path) ? qsTr("a folder, as an archive")
               : FileNames.fault(path));
    }

    function choose() {
        path.choose();
    }

    RowLayout {
        spacing: 6

        PathLine {
            id: path

            name: "inputField"
            label: qsTr("Files to work on")
            placeholderText: qsTr("A file; or write below")
            tip: qsTr("Tab completes the path")
            several: true
            folders: pane.takesFolders
            wrong: text.length > 0 && !FileNames.isFile(text)
                   && !(folders && FileNames.isFolder(text))
            Layout.fillWidth: true
            onEdited: pane.files = text.length > 0 ? [text] : []
            onPathsChosen: paths => pane.take(paths)
        }
        PushButton {
            objectName: "noFileButton"
            text: "\u2715"
            tip: qsTr("No file: a text")
            visible: pane.files.length > 0
            Accessible.name: tip
            onClicked: {
                pane.take([]);
                pane.focusText();
            }
        }
    }

    TextPane {
        id: area

        name: "inputText"
        label: qsTr("The text to work on")
        placeholderText: pane.hint
        readOnly: pane.isLong
        longest: pane.longestEdited
        visible: pane.files.length === 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: 80
        onEdited: {
            if (pane.text.length <= pane.longestEdited)
                pane.text = area.text;
        }
        onLongPasted: text => pane.text = text
    }
    RowLayout {
        spacing: 6
        visible: pane.isLong && pane.files.length === 0

        Caption {
            objectName: "longTextLabel"
            text: qsTr("This is its beginning. All %1 characters are worked on; so many cannot be "
                       + "edited here.").arg(Quantity.count(pane.text.length))
            color: Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        PushButton {
            objectName: "noTextButton"
            text: "\u2715"
            tip: qsTr("Remove the text")
            Accessible.name: tip
            onClicked: {
                pane.text = "";
                area.focusText();
            }
        }
    }
    Rectangle {
        color: Theme.base
        radius: Theme.radius
        border.color: Theme.border
        visible: pane.files.length > 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: 80

        Column {
            id: filesLabel

            readonly property string text: pane.files.slice(0, 4).map(pane.described).join("\n")
                + (pane.files.length > 4 ? "\n" + qsTr("and %n more", "", pane.files.length - 4) : "")

            objectName: "filesLabel"
            anchors.centerIn: parent
            width: parent.width - 32

            // Each name by itself: a text of several lines is not shortened.
            Repeater {
                model: filesLabel.text.split("\n")

                delegate: Caption {
                    required property string modelData

                    width: filesLabel.width // qmllint disable unqualified
                    text: modelData
                    font.pixelSize: Theme.fontSize + 2
                    lineHeight: 1.3
                    elide: Text.ElideMiddle
                    horizontalAlignment: Text.AlignHCenter
                }
            }
        }
    }
}
