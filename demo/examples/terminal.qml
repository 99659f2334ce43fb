// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A terminal program: Ctrl+Shift+C and V copy and paste, Ctrl with + and - changes the font's size.

import Offspring
import Offspring.Terminal
import QtQuick
import QtQuick.Controls

ApplicationWindow {
    width: 800
    height: 500
    visible: true
    title: terminal.title || "Terminal"

    Terminal {
        id: terminal

        anchors { fill: parent; rightMargin: bar.width }
        focus: true
        font { family: "monospace"; pixelSize: 15 }
        process: Process { executable: "bash"; running: true; onEnded: Qt.quit() }
        colors: TerminalColors { background: "#101418"; selection: "#345070" }
        onLinkActivated: url => Qt.openUrlExternally(url)
    }
    ScrollBar {
        id: bar

        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        size: terminal.rows / (terminal.rows + terminal.scrollbackRows)
        position: terminal.topRow / (terminal.rows + terminal.scrollbackRows)
        onPositionChanged: if (pressed)
            terminal.topRow = position * (terminal.rows + terminal.scrollbackRows)
    }
    Shortcut { sequences: [StandardKey.ZoomIn]; onActivated: ++terminal.font.pixelSize }
    Shortcut { sequences: [StandardKey.ZoomOut]; onActivated: --terminal.font.pixelSize }
}
