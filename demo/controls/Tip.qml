// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T

// A tooltip, placed below its control or else above, never on it, and wholly within the window.
// Qt's own shared tooltip would cover its control at the edge of the window.
ToolTip {
    id: tip

    readonly property Item _window: T.Overlay.overlay
    readonly property real _margin: 4

    delay: 500
    timeout: 5000
    margins: -1 // it is placed here
    padding: 7
    width: Math.min(implicitWidth, 420, _window ? _window.width - 2 * _margin : 420)
    onAboutToShow: place()
    onWidthChanged: place()
    onHeightChanged: place()

    function place() {
        if (!parent || !_window)
            return;
        const at = parent.mapToItem(_window, 0, 0);
        const fitsBelow = at.y + parent.height + _margin + height <= _window.height;
        y = fitsBelow ? parent.height + _margin : -height - _margin;
        const middle = at.x + (parent.width - width) / 2;
        x = Math.max(_margin, Math.min(_window.width - width - _margin, middle)) - at.x;
    }

    contentItem: Caption {
        objectName: "tipText"
        text: tip.text
        wrapMode: Text.Wrap
        maximumLineCount: 6
        elide: Text.ElideRight
    }
    background: Rectangle {
        objectName: "tip"
        radius: 3
        color: Theme.raised
        border.color: Theme.border
    }
}
