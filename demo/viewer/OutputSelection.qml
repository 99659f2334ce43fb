// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQml
import Viewer

// The selection: from its anchor to its cursor, by characters, words or lines. It keeps the numbers
// of lines, which stay the same when old lines are dropped. When its first line is dropped, it
// begins with the next one.
QtObject {
    id: selection

    enum Unit { Character, Word, Line }

    readonly property int lineEnd: 0x7fffffff
    property int unit: OutputSelection.Character
    property real anchorLine: -1
    property int anchorFrom: 0
    property int anchorTo: 0
    property real cursorLine: -1
    property int cursorFrom: 0
    property int cursorTo: 0

    readonly property bool isPlaced: cursorLine >= 0
    readonly property bool goesBack: cursorLine < anchorLine
        || (cursorLine === anchorLine && cursorFrom < anchorFrom)
    readonly property real firstLine: goesBack ? cursorLine : anchorLine
    readonly property int from: goesBack ? cursorFrom : anchorFrom
    readonly property real lastLine: goesBack ? anchorLine : cursorLine
    readonly property int to: goesBack ? anchorTo : cursorTo
    readonly property bool isEmpty: !isPlaced || (firstLine === lastLine && from >= to)

    function begin(line: real, text: string, position: int, byUnit: int) {
        unit = byUnit;
        const part = partAt(text, position);
        anchorLine = line;
        anchorFrom = part.from;
        anchorTo = part.to;
        extend(line, text, position);
    }

    function extend(line: real, text: string, position: int) {
        const part = partAt(text, position);
        cursorLine = line;
        cursorFrom = part.from;
        cursorTo = part.to;
    }

    function partAt(text: string, position: int): var {
        return unit === OutputSelection.Line ? ({ from: 0, to: lineEnd })
             : unit === OutputSelection.Word ? LineText.wordAt(text, position)
             : ({ from: position, to: position });
    }

    // Whole lines.
    function set(first: real, last: real) {
        unit = OutputSelection.Line;
        anchorLine = first;
        cursorLine = last;
        anchorFrom = cursorFrom = 0;
        anchorTo = cursorTo = lineEnd;
    }

    function clear() {
        anchorLine = cursorLine = -1;
    }

    // What of a line is selected; -1: nothing.
    function fromIn(line: real): int {
        return isEmpty || line < firstLine || line > lastLine ? -1 : line === firstLine ? from : 0;
    }

    function toIn(line: real): int {
        return line === lastLine ? to : lineEnd;
    }
}
