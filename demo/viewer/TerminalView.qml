// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import Offspring
import Offspring.Terminal
import DemoControls
import Viewer

// The screen of a command that runs on a terminal, and what has left it. The keys go to the
// command; those with Ctrl+Shift are the viewer's.
FocusScope {
    id: view

    property Process process: null
    property int textSize: Theme.fixedSize
    property alias scrollbackLines: terminal.scrollbackLines
    property string searchError // of the pattern
    readonly property bool live: process !== null && process.running
    readonly property alias atEnd: terminal.atEnd
    readonly property alias echo: terminal.echo
    readonly property alias hiddenInput: terminal.hiddenInput
    readonly property alias hasSelection: terminal.hasSelection
    readonly property alias selectedText: terminal.selectedText
    // A command writes it: it is shown in one line, and hides nothing.
    readonly property string title: live && terminal.title.length > 0
                                    ? PastedText.title(terminal.title) : ""
    readonly property string linkHint: String(terminal.hoveredLink).length === 0 ? ""
        : qsTr("Click to open %1")
            .arg(Links.to(terminal.hoveredLink).target || terminal.hoveredLink)
    readonly property string totals: terminal.columns + " \u00d7 " + terminal.rows
        + (terminal.scrollbackRows > 0
           ? ", " + (terminal.scrollbackRows === 1 ? qsTr("1 row above")
                   : qsTr("%1 rows above", "", Quantity.plural(terminal.scrollbackRows))
                     .arg(Quantity.count(terminal.scrollbackRows))) : "")

    readonly property alias matches: terminal.matches
    readonly property alias currentMatch: terminal.currentMatch

    signal rang
    signal searchRequested(string text)
    signal saveRequested
    signal noticed(string text) // to be shown in the status bar
    signal zoomRequested(int steps)

    // For the next command.
    function begin() {
        reset();
        terminal.clearScrollback();
    }

    function reset() {
        terminal.reset();
    }

    // The screen is the command's as long as it runs.
    function clear() {
        if (!live)
            reset();
        terminal.clearScrollback();
    }

    function text(): string {
        return terminal.text();
    }

    // The selection; without one everything. Returns in words what was copied.
    function copy(): string {
        const copied = hasSelection ? selectedText : text();
        Clipboard.setText(copied);
        const lines = copied.length === 0 ? 0 : copied.replace(/\n$/, "").split("\n").length;
        return qsTr("%1 copied").arg(lines === 1 ? Quantity.characters(copied.length)
                                                 : Quantity.lines(lines));
    }

    function paste() {
        terminal.paste();
    }

    function selectAll() {
        terminal.selectAll();
    }

    function deselect() {
        terminal.clearSelection();
    }

    function follow() {
        terminal.scrollToEnd();
    }

    // The last place that has it is selected and shown.
    function find(wanted: string, regularExpression: bool, caseSensitive: bool): bool {
        searchError = "";
        if (wanted.length === 0) {
            deselect();
            return false;
        }
        if (!regularExpression && !caseSensitive)
            return terminal.find(wanted);
        const source = regularExpression ? wanted : wanted.replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&");
        try {
            return terminal.find(new RegExp(source, caseSensitive ? "" : "i"));
        } catch (error) {
            searchError = error.message;
            return false;
        }
    }

    function findAgain(upwards: bool): bool {
        return upwards ? terminal.findNext() : terminal.findPrevious();
    }

    Terminal {
        id: terminal

        objectName: "terminal"
        anchors.fill: parent
        anchors.margins: 4
        anchors.rightMargin: bar.width + 2
        focus: true
        process: view.process
        font.family: Theme.fixedFamily
        font.pixelSize: view.textSize
        colors: TerminalScheme { }
        Accessible.name: view.title.length > 0 ? qsTr("Terminal: %1").arg(view.title)
                                               : qsTr("Terminal")
        linkFinder: (line, index) => {
            const link = Links.at(line, index, Links.folderOf(terminal.workingDirectory,
                                                              view.process));
            return link.isValid ? {from: link.from, to: link.to, url: link.address} : null;
        }
        onBell: view.rang()
        onLinkActivated: url => {
            const link = Links.to(url);
            view.noticed(link.isValid ? Links.open(link)
                         : qsTr("Not opened, as it is no web page, mail address or file that is "
                                + "there"));
        }
        onPasteQuestion: (text, lines) => pasteDialog.ask(text, lines)
        onMenuRequested: position => menu.popup(terminal, position.x, position.y)
    }

    WheelHandler {
        acceptedModifiers: Qt.ControlModifier
        onWheel: event => view.zoomRequested(event.angleDelta.y > 0 ? 1 : -1)
    }

    ScrollBar {
        id: bar

        readonly property int _all: terminal.rows + terminal.scrollbackRows

        objectName: "terminalScrollBar"
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        policy: size < 1 ? ScrollBar.AlwaysOn : ScrollBar.AsNeeded
        minimumSize: 0.05
        size: terminal.rows / _all
        position: terminal.topRow / _all
        contentItem: Rectangle {
            implicitWidth: 7
            radius: 4
            visible: bar.size < 1
            color: bar.pressed || bar.hovered ? Theme.dimText : Theme.border
        }
        onPositionChanged: {
            if (pressed)
                terminal.topRow = Math.round(position * _all);
        }
    }

    Rectangle {
        anchors.top: parent.top
        anchors.right: bar.left
        anchors.margins: 4
        visible: terminal.hiddenInput
        width: hiddenLabel.implicitWidth + 16
        height: hiddenLabel.implicitHeight + 8
        radius: Theme.radius
        color: Theme.raised
        border.color: Theme.busyText

        Caption {
            id: hiddenLabel

            objectName: "hiddenInputLabel"
            anchors.centerIn: parent
            text: qsTr("What you type is hidden")
            color: Theme.busyText
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
    }

    Rectangle {
        anchors.fill: parent
        color: "transparent"
        border.width: 2
        border.color: Theme.accent
        visible: terminal.activeFocus
    }

    TerminalMenu {
        id: menu

        objectName: "terminalMenu"
        view: view
    }

    ConfirmDialog {
        id: pasteDialog

        property string text

        function ask(wanted: string, lines: int) {
            text = wanted;
            const shown = PastedText.visible(wanted.replace(/[\r\n]+$/, ""));
            question = (lines === 1
                        ? qsTr("The program takes this line as if it were typed, and Return "
                               + "behind it:")
                        : qsTr("The program takes each of these %n lines as if it were typed:",
                               "", lines))
                + "\n" + shown;
            open();
        }

        function forget() {
            if (!visible)
                text = "";
        }

        yesText: qsTr("Paste")
        longest: 12 // lines: what one has not seen one should not agree to
        onAgreed: terminal.pasteText(text)
        onClosed: Qt.callLater(forget) // qmllint disable
    }
}
