// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls
import Viewer

// One line of output. What came over stderr has a bar at its left besides its colour.
Item {
    id: row

    required property string line
    required property string styledText
    required property int childFD
    required property date timestamp
    required property real lineNumber

    property int selectedFrom: -1 // -1: nothing
    property int selectedTo: 0
    property var hits: [] // where the search has found something: from, to, from, to
    property bool current: false // the match that was gone to
    property int linkFrom: 0 // under the pointer
    property int linkTo: 0
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

    readonly property bool _marked: selectedFrom >= 0 || hits.length > 0 || linkTo > linkFrom
    readonly property bool _whole: selectedFrom === 0 && selectedTo >= line.length

    // Positions are those of the line. Of one that is cut, what is not shown is behind the last.
    function positionAt(x: real, y: real): int {
        const position = geometry.positionAt(x - body.x, y - body.y);
        return cut && position >= longest ? line.length : position;
    }

    function characterAt(x: real, y: real): int {
        return geometry.characterAt(x - body.x, y - body.y);
    }

    function marksOf(places: var, color: color, thin: bool): var {
        const result = [];
        for (let i = 0; i + 1 < places.length; i += 2) {
            for (const place of geometry.rectangles(places[i], places[i + 1]))
                result.push({ place: place, color: color, thin: thin });
        }
        return result;
    }

    // The revision is that of the places.
    function allMarks(revision: int): var {
        const selected = selectedFrom >= 0 && !_whole ? [selectedFrom, selectedTo] : [];
        const link = linkTo > linkFrom ? [linkFrom, linkTo] : [];
        return marksOf(selected, Theme.selection, false)
            .concat(marksOf(hits, current ? Theme.currentMatch : Theme.match, false),
                    marksOf(link, body.color, true));
    }

    LineGeometry {
        id: geometry

        line: row.cut ? row.line.slice(0, row.longest) : row.line
        font: body.font
        width: row.wrap ? body.width : 0
    }

    Rectangle {
        width: row.gutter
        height: parent.height
        visible: row.current
        color: Theme.currentMatch
    }
    Rectangle {
        x: row.gutter
        width: parent.width - x
        height: parent.height
        visible: row._whole
        color: Theme.selection
    }
    Repeater {
        model: row._marked ? row.allMarks(geometry.revision) : []

        delegate: Rectangle {
            required property var modelData

            objectName: modelData.thin ? "underline" : "mark"
            x: body.x + modelData.place.x
            y: body.y + modelData.place.y + (modelData.thin ? modelData.place.height - 2 : 0)
            width: modelData.place.width
            height: modelData.thin ? 1 : modelData.place.height
            color: modelData.color
        }
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

        objectName: "body"
        x: row.gutter + 9
        y: 1
        width: row.wrap ? row.width - x - 14 : implicitWidth
        text: row.styled ? row.readableStyle(row.styledText)
            : row.cut ? geometry.shownText
                        + " \u2026 (" + Quantity.count(row.line.length) + " characters)"
            : geometry.shownText
        textFormat: row.styled ? Text.StyledText : Text.PlainText
        horizontalAlignment: Text.AlignLeft
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
