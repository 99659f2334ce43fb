// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls
import Viewer

// One line of output. What came over stderr has a bar at its left besides its colour.
Item {
    id: row

    required property string beginning
    required property int length
    required property string styledText
    required property var runs
    required property var tabs
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
    property int textSize: Theme.fixedSize
    property bool showTime: false
    property real gutter: 48

    // The time to lay out a text grows with its length, so that of a long line only the beginning
    // is shown.
    readonly property string line: beginning
    readonly property int longest: 4000
    readonly property bool cut: length > longest
    readonly property bool styled: !cut && styledText.includes("<")

    implicitHeight: body.implicitHeight + 2
    implicitWidth: body.x + body.implicitWidth + 8
    Accessible.role: Accessible.ListItem
    Accessible.name: childFD === 2 ? qsTr("stderr: %1").arg(line) : line

    readonly property bool _marked: selectedFrom >= 0 || hits.length > 0 || linkTo > linkFrom
    readonly property bool _whole: selectedFrom === 0 && selectedTo >= length

    // Positions count in the whole line. Those in the part that is not shown map to its end.
    function positionAt(x: real, y: real): int {
        const position = geometry.positionAt(x - body.x, y - body.y);
        return cut && position >= longest ? length : position;
    }

    function characterAt(x: real, y: real): int {
        return geometry.characterAt(x - body.x, y - body.y);
    }

    function placesOf(from: int, to: int): var {
        const result = [];
        for (const place of geometry.rectangles(from, to))
            result.push(Qt.rect(body.x + place.x, body.y + place.y, place.width, place.height));
        return result;
    }

    function marksOf(places: var, color: color, thin: bool): var {
        const result = [];
        for (let i = 0; i + 1 < places.length; i += 2) {
            for (const place of geometry.rectangles(places[i], places[i + 1]))
                result.push({ place: place, color: color, thin: thin });
        }
        return result;
    }

    // Reading the revision makes the binding depend on the places, too.
    function allMarks(revision: int): var {
        const selected = selectedFrom >= 0 && !_whole ? [selectedFrom, selectedTo] : [];
        const link = linkTo > linkFrom ? [linkFrom, linkTo] : [];
        return marksOf(selected, Theme.selection, false)
            .concat(marksOf(hits, current ? Theme.currentMatch : Theme.match, false),
                    marksOf(link, body.color, true));
    }

    // What StyledText cannot express: backgrounds, overlines, and inverse text in our colours.
    readonly property var _painted: cut ? [] : runs.filter(
        run => run.background !== undefined || run.inverse || run.overline)

    function backgroundOf(run: var): var {
        return run.inverse ? run.foreground ?? String(body.color) : run.background;
    }

    function allPaint(revision: int): var {
        let result = [];
        for (const run of _painted) {
            const place = [run.start, run.start + run.length];
            const background = backgroundOf(run);
            if (background !== undefined)
                result = result.concat(marksOf(place, background, false));
            if (run.overline)
                result = result.concat(marksOf(place, run.foreground ?? body.color, true));
        }
        return result;
    }

    // Text on a background of its own is drawn in the colour that contrasts with that.
    function inkOf(run: var): var {
        const background = backgroundOf(run);
        const ink = run.inverse ? run.background ?? String(Theme.base) : run.foreground;
        if (background === undefined)
            return ink === undefined ? undefined : Theme.readable(ink);
        const onBlack = Theme.contrast(Qt.color("black"), Qt.color(background));
        const onWhite = Theme.contrast(Qt.color("white"), Qt.color(background));
        return ink ?? (onBlack > onWhite ? "#000000" : "#ffffff");
    }

    function markedUp(run: var): string {
        let text = run.conceal ? "&nbsp;".repeat(run.columns)
            : run.shownText.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/ /g, "&nbsp;");
        for (const tag of [run.bold ? "b" : "", run.italic ? "i" : "", run.underline ? "u" : "",
                           run.strike ? "s" : ""]) {
            if (tag.length > 0)
                text = `<${tag}>${text}</${tag}>`;
        }
        const ink = inkOf(run);
        return ink === undefined ? text : `<font color="${ink}">${text}</font>`;
    }

    LineGeometry {
        id: geometry

        line: row.cut ? row.line.slice(0, row.longest) : row.line
        tabs: row.tabs
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
        model: row._painted.length > 0 ? row.allPaint(geometry.revision) : []

        delegate: Rectangle {
            required property var modelData

            objectName: modelData.thin ? "overline" : "background"
            // qmllint disable unqualified
            x: body.x + modelData.place.x
            y: body.y + modelData.place.y
            // qmllint enable unqualified
            width: modelData.place.width
            height: modelData.thin ? 1 : modelData.place.height
            color: modelData.color
        }
    }
    Repeater {
        model: row._marked ? row.allMarks(geometry.revision) : []

        delegate: Rectangle {
            required property var modelData

            objectName: modelData.thin ? "underline" : "mark"
            // qmllint disable unqualified
            x: body.x + modelData.place.x
            y: body.y + modelData.place.y + (modelData.thin ? modelData.place.height - 2 : 0)
            // qmllint enable unqualified
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
        text: row._painted.length > 0 ? row.runs.map(run => row.markedUp(run)).join("")
            : row.styled ? row.readableStyle(row.styledText)
            : row.cut ? geometry.shownText
                        + " \u2026 (" + Quantity.characters(row.length) + ")"
            : geometry.shownText
        textFormat: row.styled || row._painted.length > 0 ? Text.StyledText : Text.PlainText
        horizontalAlignment: Text.AlignLeft
        wrapMode: row.wrap ? Text.WrapAnywhere : Text.NoWrap
        font.family: Theme.fixedFamily
        font.pixelSize: row.textSize
        color: row.childFD === 2 ? Theme.errorText : Theme.text
    }

    function readableStyle(text: string): string {
        return text.replace(/color="(#[0-9a-fA-F]{6})"/g,
                            (whole, colour) => "color=\"" + Theme.readable(colour) + "\"");
    }
}
