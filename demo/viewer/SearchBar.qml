// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls

// Finds lines in an output view.
ScrollingBar {
    id: bar

    required property OutputView view
    readonly property string needle: visible ? searchField.text : ""
    readonly property bool onlyMatching: onlySwitch.checked
    readonly property var hitsIn: needle.length > 0 ? hits : null
    property int matches: 0
    property int place: 0 // of the current match, from 1; 0: none

    function open() {
        visible = true;
        searchField.forceActiveFocus(Qt.ShortcutFocusReason);
        searchField.selectAll();
        count();
    }

    function openWith(text: string) {
        searchField.text = text;
        open();
    }

    function hits(line: string): var {
        const places = [];
        const lower = line.slice(0, 4000).toLowerCase();
        const wanted = needle.toLowerCase();
        for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length))
            places.push(at, at + wanted.length);
        return places;
    }

    function close() {
        visible = false;
        onlySwitch.checked = false;
        view.matchLine = -1;
        view.forceActiveFocus(Qt.OtherFocusReason);
    }

    // The next matching row that the filter lets through, from there round to where it began.
    function find(backwards: bool) {
        const rows = needle.length > 0 ? matchingRows() : [];
        matches = rows.length;
        if (matches === 0)
            return;
        // The first time from what is in sight.
        const here = view.matchLine >= 0 ? view.rowOf(view.matchLine)
                   : backwards ? view.lastRowInSight() + 1 : view.firstRowInSight() - 1;
        const next = backwards ? lastBefore(rows, here) : firstAfter(rows, here);
        place = next + 1;
        view.matchLine = view.lineOf(rows[next]);
        view.show(rows[next]);
    }

    function firstAfter(rows: var, here: int): int {
        const found = rows.findIndex(row => row > here);
        return found < 0 ? 0 : found;
    }

    function lastBefore(rows: var, here: int): int {
        for (let i = rows.length - 1; i >= 0; --i) {
            if (rows[i] < here)
                return i;
        }
        return rows.length - 1;
    }

    function matchingRows(): var {
        const rows = [];
        let row = -1;
        while ((row = view.output.find(needle, row + 1)) >= 0) {
            const shown = view.rowOf(view.output.firstLineNumber + row);
            if (shown < view.count && view.filter.mapToSource(shown) === row)
                rows.push(shown);
        }
        return rows;
    }

    function count() {
        const rows = needle.length > 0 ? matchingRows() : [];
        matches = rows.length;
        place = view.matchLine < 0 ? 0 : rows.indexOf(view.rowOf(view.matchLine)) + 1;
    }

    onNeedleChanged: {
        view.matchLine = -1;
        count();
    }

    // Lines come and go by thousands: they are counted now and then.
    Timer {
        id: recount

        interval: 300
        onTriggered: bar.count()
    }
    Connections {
        target: bar.view.filter
        enabled: bar.needle.length > 0
        function onRowsInserted() { recount.start(); }
        function onRowsRemoved() { recount.start(); }
        function onDataChanged() { recount.start(); }
    }

    TextLine {
        id: searchField

        objectName: "searchField"
        placeholderText: "Search the output"
        tip: "Return: next. Shift+Return: previous. Escape: close"
        wrong: text.length > 0 && bar.matches === 0
        Accessible.name: "Search"
        Layout.preferredWidth: 260
        Layout.fillWidth: true
        Layout.maximumWidth: 420
        Keys.onReturnPressed: event => bar.find((event.modifiers & Qt.ShiftModifier) !== 0)
        Keys.onEnterPressed: event => bar.find((event.modifiers & Qt.ShiftModifier) !== 0)
        Keys.onEscapePressed: bar.close()
    }
    PushButton {
        objectName: "previousButton"
        text: "\u25b4"
        tip: "Previous"
        keys: "Shift+F3"
        enabled: bar.matches > 0
        Accessible.name: tip
        onClicked: bar.find(true)
    }
    PushButton {
        objectName: "nextButton"
        text: "\u25be"
        tip: "Next"
        keys: "F3"
        enabled: bar.matches > 0
        Accessible.name: tip
        onClicked: bar.find(false)
    }
    Caption {
        objectName: "matchLabel"
        text: bar.needle.length === 0 ? ""
            : bar.matches === 0 ? "no line has it"
            : (bar.place > 0 ? Quantity.count(bar.place) + " of " : "")
              + Quantity.counted(bar.matches, "line")
        color: bar.needle.length > 0 && bar.matches === 0 ? Theme.errorText : Theme.dimText
        Layout.fillWidth: true
        Layout.leftMargin: 6
    }
    ToggleSwitch {
        id: onlySwitch

        objectName: "onlySwitch"
        text: "only these lines"
        tip: "Hide the lines that do not match"
    }
    PushButton {
        objectName: "closeSearchButton"
        text: "\u2715"
        tip: "Close the search"
        keys: "Escape"
        Accessible.name: tip
        onClicked: bar.close()
    }
}
