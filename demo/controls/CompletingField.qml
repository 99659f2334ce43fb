// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import DemoControls

// A line that Tab completes. Where there is nothing to complete, Tab goes on to the next control.
TextLine {
    id: field

    property bool foldersOnly: false
    property bool pathsOnly: false // one file or folder, not a command
    property string folder // where relative names are looked up
    property alias completing: popup.visible

    font.family: Theme.fixedFamily
    font.pixelSize: Theme.fixedSize

    function complete(): bool {
        if (popup.visible) {
            choose((list.currentIndex + 1) % list.count);
            return true;
        }
        const line = text.slice(0, cursorPosition);
        const candidates = foldersOnly ? Completion.folders(line)
                         : pathsOnly ? Completion.paths(line)
                         : Completion.commands(line, folder);
        if (candidates.length === 0 || (candidates.length === 1 && candidates[0] === line))
            return false;
        popup.rest = text.slice(cursorPosition);
        put(Completion.commonBeginning(candidates));
        if (candidates.length > 1) {
            list.model = candidates;
            list.currentIndex = -1;
            popup.open();
        }
        return true;
    }

    function choose(index: int) {
        list.currentIndex = index;
        put(list.model[index]);
    }

    function take(index: int) {
        choose(index);
        popup.close();
    }

    function put(line: string) {
        text = line + popup.rest;
        cursorPosition = line.length;
    }

    onTextEdited: popup.close()
    onActiveFocusChanged: popup.close()
    Keys.priority: Keys.BeforeItem
    Keys.onTabPressed: event => event.accepted = complete()
    Keys.onEscapePressed: event => {
        event.accepted = popup.visible;
        popup.close();
    }

    Popup {
        id: popup

        property string rest // what follows the cursor

        objectName: "completionPopup"
        y: field.height + 2
        width: Math.min(field.width, 560)
        height: Math.min(list.contentHeight, 240) + topPadding + bottomPadding
        padding: 4
        focus: false
        closePolicy: Popup.CloseOnPressOutsideParent

        background: Rectangle {
            radius: Theme.radius
            color: Theme.raised
            border.color: Theme.border
        }

        ListView {
            id: list

            anchors.fill: parent
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollBar { }

            delegate: ItemDelegate {
                id: candidate

                required property int index
                required property string modelData

                width: ListView.view.width
                height: 24
                highlighted: ListView.isCurrentItem
                focusPolicy: Qt.NoFocus
                onClicked: field.take(index) // qmllint disable unqualified

                contentItem: Caption {
                    text: candidate.modelData
                    font.family: Theme.fixedFamily
                    font.pixelSize: Theme.fixedSize
                    elide: Text.ElideLeft
                    verticalAlignment: Text.AlignVCenter
                }
                background: Rectangle {
                    radius: 3
                    color: candidate.highlighted ? Theme.selection
                         : candidate.hovered ? Theme.hovered : "transparent"
                }
            }
        }
    }
}
