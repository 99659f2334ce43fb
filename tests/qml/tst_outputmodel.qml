// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// OutputModel and OutputFilter behind real children, before a real view. The parser's tables are in
// tests/qml/tst_outputmodel.cpp.

pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Offspring

TestCase {
    id: test

    name: "OutputModel"
    when: windowShown
    width: 400
    height: 300
    visible: true

    component Delegate: Text {
        required property string line
        required property string styledText
        required property int childFD
        required property date timestamp
        required property real lineNumber
        required property bool isPartial

        text: styledText
        textFormat: Text.StyledText
    }

    component Plain: Text {
        textFormat: Text.PlainText
    }

    Component {
        id: plainComponent

        Plain {}
    }

    component Pane: Item {
        id: pane

        property alias child: process
        property alias model: output
        property alias filter: passed
        property alias view: list
        property var reason
        property int insertions: 0
        property int removals: 0

        anchors.fill: parent

        Process {
            id: process

            executable: "sh"
            onEnded: reason => pane.reason = reason
        }

        OutputModel {
            id: output

            process: process
            onRowsInserted: ++pane.insertions
            onRowsRemoved: ++pane.removals
        }

        OutputFilter {
            id: passed

            source: output
        }

        ListView {
            id: list

            anchors.fill: parent
            model: passed
            delegate: Delegate {}
        }
    }

    Component {
        id: paneComponent

        Pane {}
    }

    function start(script, properties) {
        const pane = createTemporaryObject(paneComponent, test)
        Object.assign(pane.child, properties || {})
        pane.child.args = ["-c", script]
        verify(pane.child.start())
        return pane
    }

    function waitForEnd(pane) {
        tryVerify(() => !pane.child.running, 60000)
        pane.model.flush()
    }

    function run(script, properties) {
        const pane = start(script, properties)
        waitForEnd(pane)
        return pane
    }

    function rows(pane) {
        return pane.model.textOf(0, pane.model.count).split("\n")
    }

    function test_lines() {
        const pane = run("echo one; echo two >&2; printf three")
        compare(pane.model.count, 3)
        compare(rows(pane).sort(), ["one", "three", "two"])
        compare(pane.model.lineCount, 3)
        compare(pane.model.byteCount, 13)
        verify(!pane.model.partial) // the end of the stream has finished it
    }

    function test_roles() {
        const pane = run("printf '\\033[1m<b>\\033[0m\\n'; echo e >&2",
                         {childFDs: {1: "r", 2: "r"}})
        pane.view.forceLayout()
        compare(pane.view.count, 2)
        const isFirst = pane.view.itemAtIndex(0).childFD === 1
        const out = pane.view.itemAtIndex(isFirst ? 0 : 1)
        const err = pane.view.itemAtIndex(isFirst ? 1 : 0)
        compare(out.childFD, 1)
        compare(out.line, "<b>")
        compare(out.styledText, "<b>&lt;b&gt;</b>")
        compare(err.childFD, 2)
        compare(err.isPartial, false)
        verify(Math.abs(Date.now() - err.timestamp.getTime()) < 3600000)
        compare(out.lineNumber + err.lineNumber, 3)
    }

    function test_aPartialLineIsCompletedInPlace() {
        const pane = start("printf 'name: '; read name; echo \"hello $name\"")
        tryCompare(pane.model, "count", 1)
        compare(pane.model.text(0), "name: ")
        verify(pane.model.partial)
        pane.view.forceLayout()
        const delegate = pane.view.itemAtIndex(0)
        verify(delegate.isPartial)
        pane.child.write("you\n")
        waitForEnd(pane)
        compare(pane.model.text(0), "name: hello you")
        compare(pane.model.count, 1)
        compare(pane.view.itemAtIndex(0), delegate)
        compare(delegate.line, "name: hello you")
        verify(!delegate.isPartial)
    }

    function test_aProgressBarIsOneLine() {
        const pane = run("for i in $(seq 0 100); do printf '\\r%3d%%' $i; done; echo",
                         {usePTY: true})
        compare(rows(pane), ["100%"])
        compare(pane.model.lineCount, 1)
    }

    function test_aTerminalsColours() {
        const pane = run("printf '\\033[32mok\\033[0m plain\\n'", {usePTY: true})
        compare(pane.model.text(0), "ok plain")
        pane.view.forceLayout()
        compare(pane.view.itemAtIndex(0).styledText, "<font color=\"#2e9e3e\">ok</font> plain")
    }

    // Tags and spaces in any order: nothing is collapsed, nothing added.
    function test_styledTextKeepsItsWidth() {
        const pane = run("printf '%b\\n' ' a' 'a  b' 'a \\033[31m b\\033[0m c' "
                         + "'\\033[31ma\\033[0m b' '\\033[31ma \\033[0m b' '<a> & <b>' "
                         + "'  \\033[31m  \\033[32m x' 'a < b'")
        compare(pane.model.count, 8)
        pane.view.forceLayout()
        for (let row = 0; row < pane.model.count; ++row) {
            const styled = pane.view.itemAtIndex(row)
            const plain = createTemporaryObject(plainComponent, test, {text: pane.model.text(row)})
            compare(styled.implicitWidth, plain.implicitWidth, styled.styledText)
        }
    }

    function test_fiveMillionLines() {
        const pane = run("exec seq 5000000")
        compare(pane.model.lineCount, 5000000)
        compare(pane.model.byteCount, 38888896)
        compare(pane.model.count, pane.model.maximumLines)
        compare(pane.model.text(pane.model.count - 1), "5000000")
        compare(pane.model.firstLineNumber, 5000000 - pane.model.count + 1)
        compare(pane.view.count, pane.model.count)
    }

    function test_aFloodIsStopped() {
        const pane = start("exec yes")
        tryVerify(() => pane.insertions >= 20, 60000)
        verify(pane.model.count <= pane.model.maximumLines)
        pane.child.stop()
        waitForEnd(pane)
        compare(pane.reason.signal, 15)
        compare(pane.model.lineCount, Math.ceil(pane.model.byteCount / 2))
        compare(pane.model.text(pane.model.count - 2), "y")
    }

    function test_aMegabyteWithoutNewline() {
        const pane = run("head -c 1048576 /dev/zero | tr '\\0' x")
        compare(pane.model.count, 1)
        compare(pane.model.byteCount, 1048576)
        compare(pane.model.text(0).length, pane.model.maximumLineLength + 1)
    }

    function test_binaryOutput() {
        const pane = run("head -c 300000 /dev/urandom; cat /bin/sh")
        verify(pane.model.count > 1)
        verify(pane.model.byteCount > 300000)
        pane.view.forceLayout()
        pane.view.positionViewAtEnd()
    }

    function test_theChildMayChange() {
        const pane = start("printf begun; read line")
        tryCompare(pane.model, "count", 1)
        pane.model.process = null
        pane.model.flush()
        verify(!pane.model.partial)
        pane.child.write("\n")
        waitForEnd(pane)
        const other = start("echo other")
        pane.model.process = other.child
        waitForEnd(other)
        pane.model.flush()
        compare(rows(pane), ["begun", "other"])
        other.destroy()
        tryCompare(pane.model, "process", null)
    }

    function test_aRestartGoesOnBelow() {
        const pane = run("echo one")
        verify(pane.child.start())
        waitForEnd(pane)
        compare(rows(pane), ["one", "one"])
        pane.model.clear()
        compare(pane.model.count, 0)
        compare(pane.model.lineCount, 0)
    }

    function test_filter() {
        const pane = run("echo out; echo other; echo err >&2")
        compare(pane.filter.count, 3)
        pane.filter.showOut = false
        compare(pane.filter.count, 1)
        compare(pane.model.text(pane.filter.mapToSource(0)), "err")
        pane.filter.showOut = true
        pane.filter.showErr = false
        pane.filter.needle = "OTH"
        compare(pane.filter.count, 1)
        compare(pane.filter.mapFromSource(pane.filter.mapToSource(0)), 0)
        tryCompare(pane.view, "count", 1)
    }

    function test_find() {
        const pane = run("seq 100")
        compare(pane.model.find("42", 0), 41)
        compare(pane.model.find("42", 42), -1)
        compare(pane.model.find("42", 99, true), 41)
    }
}
