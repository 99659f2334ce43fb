// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls
import Viewer

// What the mouse does in the output: it selects, scrolls, follows links and asks for the menu.
MouseArea {
    id: pointer

    required property var view // an OutputView, which is made with this
    property var link: null // under the pointer
    property real linkLine: -1
    property real _pressX: 0
    property real _pressY: 0
    property bool _drags: false
    readonly property bool _isOutside: pressed && _drags && (mouseY < 0 || mouseY > height)

    objectName: "outputPointer"
    acceptedButtons: Qt.LeftButton | Qt.MiddleButton | Qt.RightButton
    hoverEnabled: true
    preventStealing: true
    cursorShape: link ? Qt.PointingHandCursor : Qt.IBeamCursor

    onWheel: wheel => {
        const notch = Qt.styleHints.wheelScrollLines * view.rowHeight;
        const distance = (pixels, angle) => -(pixels !== 0 ? pixels : angle / 120 * notch);
        view.scrollBy(distance(wheel.pixelDelta.x, wheel.angleDelta.x),
                      distance(wheel.pixelDelta.y, wheel.angleDelta.y));
    }

    // The OutputRow at, or nearest to, a height; null: there is none. See OutputView.itemOf() for
    // its type.
    function rowAt(y: real): var {
        const inside = Math.max(0, Math.min(height - 1, y));
        let row = view.indexAt(view.contentX + 1, view.contentY + inside);
        if (row < 0)
            row = y <= 0 ? view.indexAt(view.contentX + 1, view.contentY) : view.count - 1;
        return view.itemAtIndex(row);
    }

    function positionIn(row: var, x: real, y: real): int {
        const at = mapToItem(row, x, Math.max(0, Math.min(height - 1, y)));
        return at.y < 0 ? 0 : at.y >= row.height ? row.line.length : row.positionAt(at.x, at.y);
    }

    function extendTo(x: real, y: real) {
        const row = rowAt(y);
        if (row)
            view.selection.extend(row.lineNumber, row.line, positionIn(row, x, y));
    }

    function linkAt(x: real, y: real): var {
        const row = rowAt(y);
        const at = row ? mapToItem(row, x, y) : null;
        if (!at || at.y < 0 || at.y >= row.height)
            return null;
        const character = row.characterAt(at.x, at.y);
        const found = character < 0 ? null : Links.at(row.line, character, view.folder);
        linkLine = row.lineNumber;
        return found && found.isValid ? found : null;
    }

    // Output is not to be trusted: the tooltip shows what the link would open before it is clicked.
    function pointAt(x: real, y: real) {
        link = linkAt(x, y);
        const row = link ? rowAt(y) : null;
        for (const place of row ? row.placesOf(link.from, link.to) : []) {
            const at = mapFromItem(row, place);
            if (y < at.y || y >= at.y + at.height)
                continue;
            spot.x = at.x;
            spot.y = at.y;
            spot.width = at.width;
            spot.height = at.height;
        }
    }

    function press(mouse: var) {
        _pressX = mouse.x;
        _pressY = mouse.y;
        const row = rowAt(mouse.y);
        if (!row)
            return;
        if (mouse.modifiers & Qt.ShiftModifier && view.selection.isPlaced)
            return extendTo(mouse.x, mouse.y);
        // A word is looked up by a character, a place is between two.
        const at = mapToItem(row, mouse.x, mouse.y);
        const character = clicks.count === 2 ? row.characterAt(at.x, at.y) : -1;
        view.selection.begin(row.lineNumber, row.line,
                             character >= 0 ? character : positionIn(row, mouse.x, mouse.y),
                             clicks.count === 3 ? OutputSelection.Line
                             : clicks.count === 2 ? OutputSelection.Word : OutputSelection.Character);
    }

    onPressed: mouse => {
        view.forceActiveFocus(Qt.MouseFocusReason);
        _drags = false;
        if (mouse.button === Qt.MiddleButton)
            return view.pasteRequested();
        if (mouse.button === Qt.RightButton)
            return view.openMenu(mouse.x, mouse.y, linkAt(mouse.x, mouse.y));
        if (mouse.modifiers & Qt.ControlModifier && link)
            return view.openLink(link);
        press(mouse);
    }
    onPositionChanged: mouse => {
        if (!pressed)
            pointAt(mouse.x, mouse.y);
        else if (pressedButtons & Qt.LeftButton && view.selection.isPlaced)
            drag(mouse);
    }
    onExited: link = null
    onReleased: mouse => {
        if (mouse.button === Qt.LeftButton)
            view.publishSelection();
    }

    function drag(mouse: var) {
        if (!_drags && Math.abs(mouse.x - _pressX) < 3 && Math.abs(mouse.y - _pressY) < 3)
            return;
        if (!_drags)
            view.following = false; // else new output would move the text that is being selected
        _drags = true;
        extendTo(mouse.x, mouse.y);
    }

    Item {
        id: spot

        Tip {
            visible: pointer.link !== null && !pointer.pressed
            text: pointer.view.linkHint
        }
    }
    ClickCounter {
        id: clicks

        item: pointer
    }
    Connections {
        target: pointer.view
        enabled: pointer.link !== null
        function onContentYChanged() { pointer.link = null; } // another line is under the pointer
    }

    // Outside of the view a drag scrolls, faster with the distance, and extends the selection.
    Timer {
        interval: 40
        repeat: true
        running: pointer._isOutside
        onTriggered: {
            const beyond = pointer.mouseY < 0 ? pointer.mouseY : pointer.mouseY - pointer.height;
            const rows = Math.max(-20, Math.min(20, beyond / pointer.view.rowHeight));
            pointer.view.scrollBy(0, (rows + Math.sign(rows)) * pointer.view.rowHeight);
            pointer.extendTo(pointer.mouseX, pointer.mouseY);
        }
    }
}
