// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import DemoControls

// A field of one line that Tab completes. Where nothing can be completed, Tab keeps the focus, as
// in a shell. It moves on to the next control only when the field is empty or Tab is pressed twice:
// a user who goes on typing should not type into another control.
TextLine {
    id: field

    property bool foldersOnly: false
    property bool pathsOnly: false // one file or folder, not a command
    property string folder // where relative names are looked up
    property alias completing: popup.visible
    readonly property bool chosen: popup.visible && list.currentIndex >= 0
    property bool _mayLeave: false // the next Tab moves on

    font.family: Theme.fixedFamily
    font.pixelSize: Theme.fixedSize

    function complete(): bool {
        if (popup.visible) {
            chooseNext(1);
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

    function chooseNext(step: int) {
        choose((Math.max(list.currentIndex, step > 0 ? -1 : 0) + step + list.count) % list.count);
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

    onTextEdited: {
        popup.close();
        _mayLeave = false;
    }
    onActiveFocusChanged: {
        popup.close();
        _mayLeave = false;
    }
    Keys.priority: Keys.BeforeItem
    Keys.onTabPressed: event => {
        event.accepted = complete() || (text.length > 0 && !_mayLeave);
        _mayLeave = event.accepted && !popup.visible;
    }
    Keys.onUpPressed: event => {
        event.accepted = popup.visible;
        if (popup.visible)
            chooseNext(-1);
    }
    Keys.onDownPressed: event => {
        event.accepted = popup.visible;
        if (popup.visible)
            chooseNext(1);
    }
    Keys.onEscapePressed: event => {
        event.accepted = popup.visible;
        popup.close();
    }

    Popup {
        id: popup

        property string rest // what follows the cursor
        property real roomBelow: 240

        objectName: "completionPopup"
        y: field.height + 2
        width: Math.min(field.width, 560)
        height: Math.min(list.contentHeight, 240, roomBelow) + topPadding + bottomPadding
        padding: 4
        focus: false
        closePolicy: Popup.CloseOnPressOutsideParent
        onAboutToShow: roomBelow = Math.max(48, field.Window.height - 14
                                                - field.mapToItem(null, 0, y).y)

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
