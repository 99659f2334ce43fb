// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A terminal program.

import Offspring
import Offspring.Terminal
import QtQuick
import QtQuick.Controls

ApplicationWindow {
    width: 800; height: 500; visible: true; color: terminal.colors.background
    title: terminal.title || "Terminal"

    Terminal {
        id: terminal

        anchors { fill: parent; rightMargin: bar.width }
        focus: true
        font { family: "monospace"; pixelSize: 15 }
        process: Process { executable: "bash"; running: true; onEnded: Qt.quit() }
        colors: TerminalColors { background: "#101418"; selection: "#345070" }
        onLinkActivated: url => Qt.openUrlExternally(url)
        onPasteQuestion: text => { question.text = text; question.open() }
    }
    ScrollBar {
        id: bar

        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        size: terminal.rows / (terminal.rows + terminal.scrollbackRows)
        position: terminal.topRow / (terminal.rows + terminal.scrollbackRows)
        onPositionChanged: if (pressed) terminal.topRow = position / size * terminal.rows
    }
    Dialog {
        id: question
        property string text
        anchors.centerIn: parent; focus: true; modal: true; title: "Paste several lines?"
        standardButtons: Dialog.Ok | Dialog.Cancel; onAccepted: terminal.pasteText(text)
    }
}
