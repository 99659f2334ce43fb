// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T

// A dialog inside the window. A click beside it is a slip: what was typed in it stays.
Dialog {
    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(420, parent ? parent.width - 24 : 420)
    modal: true
    closePolicy: T.Popup.CloseOnEscape
    padding: 18

    background: Rectangle {
        radius: Theme.radius + 2
        color: Theme.window
        border.color: Theme.border
    }
}
