// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls

// One line of output. What came over stderr has a bar at its left besides its colour.
Item {
    id: row

    required property string line
    required property string styledText
    required property int childFD
    required property date timestamp
    required property real lineNumber

    property bool selected: false
    property bool matching: false
    property bool current: false // the match that was gone to
    property bool wrap: true
    property bool showTime: false
    property real gutter: 48

    // Laying out a text costs by its length: of a line that nobody reads to its end, the beginning.
    readonly property int longest: 4000
    readonly property bool cut: line.length > longest
    readonly property bool styled: !cut && styledText.includes("<")

    implicitHeight: body.implicitHeight + 2
    implicitWidth: body.x + body.implicitWidth + 8
    Accessible.role: Accessible.ListItem
    Accessible.name: (childFD === 2 ? "stderr: " : "") + line

    Rectangle {
        anchors.fill: parent
        visible: row.selected || row.matching || row.current
        color: row.current ? Theme.currentMatch : row.selected ? Theme.selection : Theme.match
    }
    Rectangle {
        x: row.gutter
        width: 3
        height: parent.height
        visible: row.childFD === 2
        color: Theme.errorText
    }
    Text {
        x: 4
        y: 1
        width: row.gutter - 12
        horizontalAlignment: Text.AlignRight
        text: row.showTime ? Qt.formatTime(row.timestamp, "HH:mm:ss.zzz") : row.lineNumber.toFixed(0)
        textFormat: Text.PlainText
        font: body.font
        color: Theme.dimText
    }
    Text {
        id: body

        x: row.gutter + 9
        y: 1
        width: row.wrap ? row.width - x - 14 : implicitWidth
        text: row.styled ? row.readableStyle(row.styledText)
            : row.cut ? row.line.slice(0, row.longest)
                        + " \u2026 (" + Quantity.count(row.line.length) + " characters)"
            : row.line
        textFormat: row.styled ? Text.StyledText : Text.PlainText
        wrapMode: row.wrap ? Text.WrapAnywhere : Text.NoWrap
        font.family: Theme.fixedFamily
        font.pixelSize: Theme.fixedSize
        color: row.childFD === 2 ? Theme.errorText : Theme.text
    }

    function readableStyle(text: string): string {
        return text.replace(/color="(#[0-9a-fA-F]{6})"/g,
                            (whole, colour) => "color=\"" + Theme.readable(colour) + "\"");
    }
}
