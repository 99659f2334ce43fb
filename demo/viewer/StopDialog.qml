// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import DemoControls

// Asks for confirmation before running commands are stopped.
ConfirmDialog {
    id: dialog

    property var running: [] // the tabs of what runs
    property bool quits: false // the window is to be closed, not only one tab

    question: running.length !== 1 ? qsTr("%n commands are still running.", "", running.length)
        : running[0].holding.length > 0
        ? qsTr("\u201c%2\u201d has exited, and %1.").arg(running[0].holding)
            .arg(running[0].runCommand)
        : qsTr("\u201c%1\u201d is still running.").arg(running[0].runCommand)
    yesText: quits ? qsTr("Stop and quit") : qsTr("Stop and close")

    function ask(tabs: var, quit: bool) {
        running = tabs;
        quits = quit;
        open();
    }
}
