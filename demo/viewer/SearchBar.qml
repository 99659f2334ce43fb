// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import Viewer

// Finds lines in an output view, or text in a terminal.
ScrollingBar {
    id: bar

    required property OutputView view
    property TerminalView terminal: null // which is searched instead
    readonly property bool found: terminal ? _isInTerminal : search.count > 0
    readonly property string error: terminal ? terminal.searchError : search.error
    readonly property string needle: visible ? searchField.text : ""
    readonly property bool onlyMatching: onlySwitch.checked
    readonly property alias regularExpression: search.regularExpression
    readonly property alias caseSensitive: search.caseSensitive
    // Returns the matches in a line. Each pattern has a function of its own, so that the bindings
    // of the rows are evaluated again.
    readonly property var hitsIn: needle.length === 0 || search.error.length > 0 ? null
        : _hitsFor(needle, regularExpression, caseSensitive)
    readonly property int matches: search.count
    readonly property int place: view.matchLine < 0 || search.count === 0 ? 0
                                                                     : search.placeOf(view.matchLine)

    function open() {
        visible = true;
        searchField.forceActiveFocus(Qt.ShortcutFocusReason);
        searchField.selectAll();
    }

    function _hitsFor(text: string, regularExpression: bool, caseSensitive: bool): var {
        return line => search.hits(line);
    }

    function openWith(text: string) {
        searchField.text = text;
        open();
    }

    function close() {
        visible = false;
        onlySwitch.checked = false;
        view.matchLine = -1;
        (terminal ?? view).forceActiveFocus(Qt.OtherFocusReason);
    }

    // Goes to the next matching line that passes the filter, and from the end to the beginning
    // again. All lines that are there by now are searched before.
    function places(n: int): string {
        return n === 1 ? qsTr("1 place") : qsTr("%1 places", "", n).arg(Quantity.count(n));
    }

    function placeOf(place: int, all: string): string {
        return place > 0 ? qsTr("%1 of %2").arg(Quantity.count(place)).arg(all) : all;
    }

    function find(backwards: bool) {
        if (terminal) {
            if (needle.length > 0 && error.length === 0)
                _isInTerminal = terminal.findAgain(backwards);
            return;
        }
        if (search.busy) {
            _wanted = backwards ? -1 : 1;
            return;
        }
        _wanted = 0;
        // The first time from what is in sight.
        const here = view.matchLine >= 0 ? view.matchLine
                   : backwards ? view.lineOf(view.lastRowInSight()) + 1
                               : view.lineOf(view.firstRowInSight()) - 1;
        const line = search.next(here, backwards);
        if (line < 0)
            return;
        view.matchLine = line;
        view.show(view.rowOf(line));
    }

    // Since what is looked for is what comes last, nearly always, a terminal is searched upwards.
    property bool _isInTerminal: false

    function _lookInTerminal() {
        if (terminal && visible) // what was found stays selected
            _isInTerminal = terminal.find(needle, regularExpression, caseSensitive);
    }

    onNeedleChanged: _lookInTerminal()
    onRegularExpressionChanged: _lookInTerminal()
    onCaseSensitiveChanged: _lookInTerminal()
    onTerminalChanged: {
        onlySwitch.checked = false;
        _lookInTerminal();
    }

    property int _wanted: 0 // what waits for the search: 1 the next, -1 the previous

    Search {
        id: search

        model: bar.view.filter
        text: bar.terminal ? "" : bar.needle
        regularExpression: expressionButton.checked
        caseSensitive: caseButton.checked
        onPatternChanged: bar.view.matchLine = -1
        onFoundChanged: {
            if (bar._wanted !== 0 && !busy)
                bar.find(bar._wanted < 0);
        }
    }

    TextLine {
        id: searchField

        objectName: "searchField"
        placeholderText: qsTr("Search the output")
        tip: qsTr("Return: next. Shift+Return: previous. Escape: close")
        wrong: text.length > 0 && !bar.found
        Accessible.name: qsTr("Search")
        Layout.preferredWidth: 260
        Layout.fillWidth: true
        Layout.maximumWidth: 420
        Keys.onReturnPressed: event => bar.find((event.modifiers & Qt.ShiftModifier) !== 0)
        Keys.onEnterPressed: event => bar.find((event.modifiers & Qt.ShiftModifier) !== 0)
        Keys.onEscapePressed: bar.close()
    }
    PushButton {
        id: expressionButton

        objectName: "expressionButton"
        text: ".*"
        checkable: true
        tip: qsTr("A regular expression")
        Accessible.name: tip
    }
    PushButton {
        id: caseButton

        objectName: "caseButton"
        text: "Aa"
        checkable: true
        tip: qsTr("Tell capital letters from small ones")
        Accessible.name: tip
    }
    PushButton {
        objectName: "previousButton"
        text: "\u25b4"
        tip: qsTr("Previous")
        keys: "Shift+F3"
        enabled: bar.found
        Accessible.name: tip
        onClicked: bar.find(true)
    }
    PushButton {
        objectName: "nextButton"
        text: "\u25be"
        tip: qsTr("Next")
        keys: "F3"
        enabled: bar.found
        Accessible.name: tip
        onClicked: bar.find(false)
    }
    Caption {
        objectName: "matchLabel"
        text: bar.needle.length === 0 ? ""
            : bar.error.length > 0 ? bar.error
            : bar.terminal ? (!bar.found ? qsTr("it is nowhere")
                              : bar.terminal.matches < 0 ? qsTr("counting \u2026")
                              : bar.placeOf(bar.terminal.currentMatch,
                                            bar.places(bar.terminal.matches)))
            : bar.matches === 0 ? (search.busy ? qsTr("searching \u2026") : qsTr("no line has it"))
            : bar.placeOf(bar.place, Quantity.lines(bar.matches))
        color: bar.needle.length > 0 && !bar.found ? Theme.errorText : Theme.dimText
        elide: Text.ElideRight
        Layout.fillWidth: true
        Layout.minimumWidth: Math.min(implicitWidth, 420)
        Layout.leftMargin: 6
    }
    ToggleSwitch {
        id: onlySwitch

        objectName: "onlySwitch"
        text: qsTr("only these lines")
        enabled: bar.terminal === null
        tip: enabled ? qsTr("Hide the lines that do not match")
                     : qsTr("A terminal's screen is shown whole")
    }
    PushButton {
        objectName: "closeSearchButton"
        text: "\u2715"
        tip: qsTr("Close the search")
        keys: "Escape"
        Accessible.name: tip
        onClicked: bar.close()
    }
}
