// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic

// Scrolls its content where that does not fit, and keeps the control with the focus in sight.
Flickable {
    id: area

    property real leastWidth: 0 // of the content
    property real leastHeight: 0
    readonly property Item focused: Window.activeFocusItem
    readonly property Item first: holder.children[0] ?? null
    default property alias content: holder.data

    contentWidth: Math.max(width, leastWidth)
    contentHeight: Math.max(height, leastHeight)
    clip: leastWidth > width || leastHeight > height
    interactive: clip
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar { }
    ScrollBar.horizontal: ScrollBar { }
    onFocusedChanged: revealFocused()
    onWidthChanged: revealLater()
    onHeightChanged: revealLater()
    onContentWidthChanged: revealLater()
    onContentHeightChanged: revealLater()

    // A control may get the focus before it is laid out: it is scrolled to again after that.
    function revealLater() {
        Qt.callLater(revealFocused); // qmllint disable
    }

    function revealFocused() {
        reveal(focused);
    }

    function reveal(item: Item) {
        let above = item;
        while (above && above !== holder)
            above = above.parent;
        if (!above)
            return;
        const place = item.mapToItem(holder, 0, 0);
        contentX = moved(contentX, width, place.x, item.width, contentWidth);
        contentY = moved(contentY, height, place.y, item.height, contentHeight);
    }

    // Of a control that is larger than the area, the beginning is shown.
    function moved(from: real, room: real, begin: real, size: real, whole: real): real {
        const least = begin + Math.min(size, room) - room;
        return Math.max(0, Math.min(Math.max(from, least), begin, whole - room));
    }

    Item {
        id: holder

        width: area.contentWidth
        height: area.contentHeight
    }
}
