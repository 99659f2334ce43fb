// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import DemoControls

// Asks for confirmation before running commands are stopped.
ConfirmDialog {
    id: dialog

    property var running: [] // the tabs of what runs
    property bool quits: false // the window is to be closed, not only one tab

    question: running.length !== 1 ? running.length + " commands are still running."
        : running[0].holding.length > 0
        ? "\u201c" + running[0].runCommand + "\u201d has exited, and " + running[0].holding + "."
        : "\u201c" + running[0].runCommand + "\u201d is still running."
    yesText: quits ? "Stop and quit" : "Stop and close"

    function ask(tabs: var, quit: bool) {
        running = tabs;
        quits = quit;
        open();
    }
}
