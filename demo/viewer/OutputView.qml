// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import Offspring
import DemoControls
import Viewer

// The lines of output. The view follows the latest line until the user scrolls up, and again once
// the user has scrolled to the last one. Only scrolling by the user decides that, never a change of
// the contents.
ListView {
    id: view

    required property OutputModel output
    required property OutputFilter filter

    property bool following: true
    property bool wrap: true
    property int textSize: Theme.fixedSize
    property bool showTime: false
    property var hitsIn: null // of a line: where the search has found something
    property real matchLine: -1
    property string folder // where the names of files in the output are looked up
    readonly property bool hasSelection: !selection.isEmpty
    readonly property string searchableSelection: // a part of one line
        hasSelection && selection.firstLine === selection.lastLine ? selectedText() : ""
    readonly property string linkHint: pointer.link === null ? ""
        : qsTr("Ctrl+click to open %1").arg(pointer.link.target)
    readonly property OutputSelection selection: OutputSelection { }
    readonly property real rowHeight: cell.height + 2 // of a line that is not wrapped
    readonly property int visibleRows: Math.max(1, Math.floor(height / rowHeight))
    readonly property real gutter: 20 + cell.advanceWidth
        * (showTime ? 12 : Math.max(3, String(output.firstLineNumber + output.count).length))

    signal pauseRequested
    signal pasteRequested // into the input, what is selected somewhere
    signal searchRequested(string text)
    signal saveRequested
    signal editorRequested
    signal noticed(string text) // to be shown in the status bar

    model: filter
    clip: true
    focus: true
    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: false
    reuseItems: true
    cacheBuffer: 0
    flickableDirection: wrap ? Flickable.VerticalFlick : Flickable.HorizontalAndVerticalFlick
    contentWidth: wrap ? width : Math.max(width, widest)
    property real widest: 0
    property real _widestSeen: 0

    // Deferred: rows are created while the width of the contents is computed, and a change of it
    // there would be a binding loop.
    function noteWidth(rowWidth: real) {
        if (rowWidth <= _widestSeen)
            return;
        _widestSeen = rowWidth;
        Qt.callLater(widen); // qmllint disable
    }

    function widen() {
        widest = _widestSeen;
    }

    onWrapChanged: {
        contentX = 0;
        keepUp();
    }
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Output")

    function follow() {
        following = true;
        keepUp();
    }

    function keepUp() {
        if (following)
            Qt.callLater(toEnd); // qmllint disable
    }

    // The user may have scrolled away since the call was deferred. It is done twice, because the
    // view only estimates its end until the rows there are laid out.
    function toEnd() {
        if (!following)
            return;
        positionViewAtEnd();
        positionViewAtEnd();
    }

    // The place where the user reads: the first line in sight, and how much of it is scrolled away.
    // When the model is reset the view goes to its beginning; before the next frame it returns.
    property real _readLine: -1
    property real _readOffset: 0

    function keepPlace() {
        if (following || count === 0 || _readLine >= 0)
            return;
        const row = firstRowInSight();
        const item = itemAtIndex(row);
        _readLine = lineOf(row);
        _readOffset = item === null ? 0 : contentY - item.y;
    }

    function returnToPlace() {
        const line = _readLine;
        _readLine = -1;
        if (line < 0 || following || count === 0)
            return;
        const row = Math.min(rowOf(line), count - 1);
        positionViewAtIndex(row, ListView.Beginning);
        if (lineOf(row) === line)
            contentY = Math.min(contentY + _readOffset,
                                Math.max(originY, originY + contentHeight - height));
    }

    // In the middle, unless it is in sight.
    function show(row: int) {
        following = false;
        const top = indexAt(contentX + 1, contentY + 1);
        const bottom = indexAt(contentX + 1, contentY + height - 1);
        const inSight = row > top && (bottom < 0 || row < bottom);
        if (!inSight)
            positionViewAtIndex(row, ListView.Center);
    }

    function firstRowInSight(): int {
        return Math.max(0, indexAt(contentX + 1, contentY + 1));
    }

    function lastRowInSight(): int {
        const row = indexAt(contentX + 1, contentY + height - 4);
        return row < 0 ? count - 1 : row;
    }

    function lineOf(row: int): real {
        return output.firstLineNumber + filter.mapToSource(row);
    }

    // The first row whose line is not before \a line; count: there is none.
    function rowOf(line: real): int {
        let low = 0;
        let high = count;
        while (low < high) {
            const middle = Math.floor((low + high) / 2);
            if (lineOf(middle) < line)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    // Whole lines.
    function select(row: int, extend: bool) {
        if (count === 0)
            return;
        const line = lineOf(Math.max(0, Math.min(count - 1, row)));
        selection.set(extend && selection.isPlaced ? selection.anchorLine : line, line);
        publishSelection();
    }

    function selectAll() {
        if (count === 0)
            return;
        selection.set(lineOf(0), lineOf(count - 1));
        publishSelection();
    }

    function deselect() {
        selection.clear();
    }

    function forgetWhatIsGone() {
        if (selection.lastLine < output.firstLineNumber || selection.lastLine > output.lineCount)
            selection.clear();
        if (matchLine > output.lineCount)
            matchLine = -1;
    }

    // Makes the selection available to the middle button, where the platform has that.
    function publishSelection() {
        Qt.callLater(publish); // qmllint disable
    }

    function publish() {
        if (Clipboard.hasSelection && hasSelection)
            Clipboard.setSelection(selectedText());
    }

    // From the cursor; without one from the last line in sight.
    function move(rows: int, extend: bool) {
        const from = selection.isPlaced ? rowOf(selection.cursorLine) : lastRowInSight();
        goTo(Math.max(0, Math.min(count - 1, from + rows)), extend);
    }

    function goTo(row: int, extend: bool) {
        select(row, extend);
        following = row === count - 1;
        if (following) {
            positionViewAtEnd();
        } else {
            positionViewAtIndex(row, ListView.Contain);
        }
    }

    // Without an animation, as in a terminal: while one runs, a movement by the user could not be
    // distinguished from a growth of the contents. The bounds are estimates where rows differ in
    // height; a view that has gone too far is corrected when the next lines come.
    function scrollBy(dx: real, dy: real) {
        contentX = Math.max(0, Math.min(contentWidth - width, contentX + dx));
        contentY = Math.max(originY, Math.min(originY + contentHeight - height, contentY + dy));
        decideWhetherToFollow();
    }

    function decideWhetherToFollow() {
        const last = itemAtIndex(count - 1);
        following = last === null ? count === 0 : last.y + last.height <= contentY + height + 1;
        keepUp();
    }

    // The selected part of the lines that pass the filter: rows, and positions in the first and the
    // last of them. Without a selection it is all of them.
    function chosenPart(): var {
        const part = { firstRow: 0, from: 0, lastRow: count - 1, to: selection.lineEnd };
        if (hasSelection) {
            part.firstRow = rowOf(selection.firstLine);
            part.lastRow = rowOf(selection.lastLine + 1) - 1;
            if (part.firstRow < count && lineOf(part.firstRow) === selection.firstLine)
                part.from = selection.from;
            if (part.lastRow >= 0 && lineOf(part.lastRow) === selection.lastLine)
                part.to = selection.to;
        }
        return part;
    }

    function selectedText(): string {
        const part = chosenPart();
        return OutputText.text(filter, part.firstRow, part.from, part.lastRow, part.to);
    }

    // Returns in words what was copied.
    function copy(): string {
        const part = chosenPart();
        const text = selectedText();
        Clipboard.setText(text);
        const lines = part.lastRow - part.firstRow + 1;
        const inOne = lines === 1 && (part.from > 0 || text.length < output.text(
                                          filter.mapToSource(part.firstRow)).length);
        return qsTr("%1 copied").arg(inOne ? Quantity.characters(text.length)
                                           : Quantity.lines(Math.max(0, lines)));
    }

    function openMenu(x: real, y: real, link: var) {
        menu.link = link;
        menu.popup(view, x, y);
    }

    // An OutputRow, or null. It is neither cast to that type nor returned as one: with Qt 6.8 that
    // makes it null when another QML engine of the program has the module, too.
    function itemOf(row: int): var {
        return itemAtIndex(row);
    }

    // Where the selection ends, when that is in sight.
    function openMenuByKey() {
        const row = selection.isPlaced ? rowOf(selection.cursorLine) : lastRowInSight();
        const item = itemOf(row);
        const y = item ? Math.max(0, Math.min(height - 10, item.y - contentY + item.height)) : 0;
        const link = item && selection.isPlaced
            ? Links.at(item.line, Math.min(selection.from, item.line.length - 1), folder) : null;
        openMenu(gutter + 9, y, link && link.isValid ? link : null);
    }

    function openLink(link: var) {
        if (link !== null)
            noticed(Links.open(link));
    }

    signal copied(string what)

    onHeightChanged: keepUp()
    onTextSizeChanged: keepUp()
    onWidthChanged: keepUp()
    onMovementStarted: following = false // a finger
    onMovementEnded: decideWhetherToFollow()

    // Dropped lines are not selected any more: after clear() their numbers are given to new lines.
    Connections {
        target: view.output
        function onFirstLineNumberChanged() { view.forgetWhatIsGone(); }
        function onLineCountChanged() { view.forgetWhatIsGone(); }
    }

    Connections {
        target: view.filter
        function onRowsInserted() { view.keepUp(); }
        function onDataChanged() { view.keepUp(); }
        function onModelAboutToBeReset() { view.keepPlace(); }
        function onModelReset() {
            if (view.filter.count === 0)
                view.widest = view._widestSeen = 0;
            view.keepUp();
        }
        function onUpdated() { view.returnToPlace(); }
    }

    TextMetrics {
        id: cell

        font.family: Theme.fixedFamily
        font.pixelSize: view.textSize
        text: "0"
    }

    ScrollBar.vertical: ScrollBar {
        id: bar

        policy: size < 1 ? ScrollBar.AlwaysOn : ScrollBar.AsNeeded // it shows the position
        minimumSize: 0.05
        contentItem: Rectangle {
            implicitWidth: 7
            radius: 4
            visible: bar.size < 1
            color: bar.pressed || bar.hovered ? Theme.dimText : Theme.border
        }
        onPressedChanged: {
            if (pressed)
                view.following = false;
            else
                view.decideWhetherToFollow();
        }
    }
    ScrollBar.horizontal: ScrollBar {
        policy: view.wrap ? ScrollBar.AlwaysOff : ScrollBar.AsNeeded
    }

    // qmllint disable unqualified
    delegate: OutputRow {
        width: view.contentWidth
        wrap: view.wrap
        textSize: view.textSize
        showTime: view.showTime
        gutter: view.gutter
        selectedFrom: view.selection.fromIn(lineNumber)
        selectedTo: view.selection.toIn(lineNumber)
        hits: view.hitsIn === null ? [] : view.hitsIn(line)
        linkFrom: lineNumber === pointer.linkLine ? pointer.link?.from ?? 0 : 0
        linkTo: lineNumber === pointer.linkLine ? pointer.link?.to ?? 0 : 0
        current: lineNumber === view.matchLine
        onImplicitWidthChanged: view.noteWidth(implicitWidth)
    }
    // qmllint enable unqualified

    OutputPointer {
        id: pointer

        view: view
        parent: view
        anchors.fill: parent
        anchors.rightMargin: bar.width
    }
    OutputMenu {
        id: menu

        objectName: "outputMenu"
        view: view
        onSearchRequested: text => view.searchRequested(text)
        onSaveRequested: view.saveRequested()
        onEditorRequested: view.editorRequested()
    }

    Rectangle {
        parent: view
        anchors.fill: parent
        color: "transparent"
        border.width: 2
        border.color: Theme.accent
        visible: view.activeFocus
    }

    Keys.onPressed: event => {
        const extend = (event.modifiers & Qt.ShiftModifier) !== 0;
        event.accepted = true;
        if (event.matches(StandardKey.Copy))
            copied(copy());
        else if (event.matches(StandardKey.SelectAll))
            selectAll();
        else if (event.key === Qt.Key_Up)
            move(-1, extend);
        else if (event.key === Qt.Key_Down)
            move(1, extend);
        else if (event.key === Qt.Key_PageUp)
            move(1 - visibleRows, extend);
        else if (event.key === Qt.Key_PageDown)
            move(visibleRows - 1, extend);
        else if (event.key === Qt.Key_Home)
            goTo(0, extend);
        else if (event.key === Qt.Key_End)
            goTo(count - 1, extend);
        else if (event.key === Qt.Key_Space)
            pauseRequested();
        else if (event.key === Qt.Key_Menu || (extend && event.key === Qt.Key_F10))
            openMenuByKey();
        else if (event.key === Qt.Key_Escape && selection.isPlaced)
            deselect();
        else
            event.accepted = false;
    }
}
