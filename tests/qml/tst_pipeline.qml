// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Pipeline, as a QML document uses it. It waits for what happens, never for time.

import QtQuick
import QtTest
import Offspring

TestCase {
    id: test

    readonly property int invalid: 22 // EINVAL
    readonly property int missing: 2 // ENOENT
    readonly property int cancelled: 125 // ECANCELED
    readonly property int sigpipe: 13
    readonly property int sigterm: 15

    name: "Pipeline"

    /// Writes down its events.
    component Three: Pipeline {
        id: three

        property alias first: a
        property alias second: b
        property alias third: c
        property var events: []
        property var lines: []
        property var errors: []
        property var reasons: []
        signal noted(string event)

        function happened(event) {
            three.events.push(event)
            three.noted(event)
        }

        collect: true
        onRunningChanged: happened("running " + running)
        onStarted: happened("started")
        onOutReceived: happened("out")
        onLineReceived: line => {
            lines.push(line)
            happened("line")
        }
        onErrReceived: (index, text) => {
            errors.push(index + " " + text)
            happened("err")
        }
        onEnded: reason => {
            reasons.push(reason)
            happened("ended")
        }
        Component.onDestruction: events.push("destroyed")

        Process { id: a; executable: "sh"; args: ["-c", "seq 100"] }
        Process { id: b; executable: "grep"; args: ["7"] }
        Process { id: c; executable: "wc"; args: ["-l"] }
    }

    Component {
        id: threeComponent

        Three {}
    }

    Component {
        id: immediateComponent

        Three { running: true }
    }

    Component {
        id: emptyComponent

        Pipeline {
            property var reasons: []

            onEnded: reason => reasons.push(reason)
        }
    }

    Component {
        id: mistakenComponent

        Three {
            Process { executable: ""; umask: -1 }
            Process { executable: "cat"; argv0: "dog" }
        }
    }

    Component {
        id: selfStartingComponent

        Three {
            property alias last: d

            Process { id: d; executable: "cat"; running: true }
        }
    }

    function make(component) {
        return createTemporaryObject(component || threeComponent, test)
    }

    function waitForEnd(pipeline, times) {
        tryVerify(() => pipeline.reasons.length >= (times || 1) && !pipeline.running, 30000)
        return pipeline.reasons[pipeline.reasons.length - 1]
    }

    function test_bytesGoFromOneToTheNext() {
        const pipeline = make()
        compare(pipeline.processes.length, 3)
        compare(pipeline.reason, undefined)
        verify(pipeline.start())
        verify(pipeline.running)
        const reason = waitForEnd(pipeline)
        compare(pipeline.output.trim(), "19")
        compare(pipeline.lines.map(line => line.trim()), ["19"])
        verify(reason.isSuccess)
        compare(reason.failedIndex, -1)
        compare(reason.toString(), "every command succeeded")
        compare(reason.programs, ["sh", "grep", "wc"])
        verify(pipeline.reason.isSuccess)
        compare(pipeline.events.slice(0, 2), ["running true", "started"])
        compare(pipeline.events.slice(-2), ["running false", "ended"])
        for (const process of [pipeline.first, pipeline.second, pipeline.third])
            compare(process.exitReason.exitCode, 0)
    }

    function test_startsWhenComplete() {
        const pipeline = make(immediateComponent)
        verify(pipeline.running)
        verify(waitForEnd(pipeline).isSuccess)
    }

    function test_itRunsAgain() {
        const pipeline = make()
        for (let times = 1; times <= 3; ++times) {
            pipeline.first.args = ["-c", "seq " + times * 10]
            verify(pipeline.start())
            compare(pipeline.output, "")
            waitForEnd(pipeline, times)
            compare(pipeline.output.trim(), String(times))
        }
    }

    function test_startTwice() {
        const pipeline = make()
        verify(pipeline.start())
        ignoreWarning(/tst_pipeline\.qml:\d+:\d+: .*start\(\): it runs already/)
        verify(!pipeline.start())
        waitForEnd(pipeline)
        compare(pipeline.reasons.length, 1)
    }

    function test_whoFailedIsNamed() {
        const pipeline = make()
        pipeline.second.args = ["no line has it"]
        pipeline.start()
        const reason = waitForEnd(pipeline)
        verify(!reason.isSuccess)
        compare(reason.failedIndex, 1)
        compare(reason.toString(), "grep (2 of 3): exited with code 1")
        compare(reason.reasons.length, 3)
        compare(reason.reasons.map(each => each.exitCode), [0, 1, 0])
        compare(pipeline.reason.reasons[1].kind, ExitReason.ProcessTerminated)
        compare(pipeline.first.exitReason.exitCode, 0)
        compare(pipeline.second.exitReason.exitCode, 1)
        compare(pipeline.third.exitReason.exitCode, 0)
    }

    function test_whoMeetsABrokenPipeHasNotFailed() {
        const pipeline = make()
        pipeline.first.executable = "yes"
        pipeline.first.args = []
        pipeline.second.executable = "cat"
        pipeline.second.args = []
        pipeline.third.executable = "head"
        pipeline.third.args = ["-1"]
        pipeline.start()
        verify(waitForEnd(pipeline).isSuccess)
        compare(pipeline.first.exitReason.signal, sigpipe)
        compare(pipeline.output, "y\n")
    }

    function test_oneThatDoesNotStartLeavesNone() {
        const pipeline = make()
        pipeline.first.args = ["-c", "read forever"]
        pipeline.third.executable = "no-such-program"
        ignoreWarning(/tst_pipeline\.qml:\d+:\d+: .*no-such-program \(3 of 3\): not started/)
        pipeline.start()
        compare(pipeline.reasons.length, 0) // not inside start()
        const reason = waitForEnd(pipeline)
        compare(reason.failedIndex, 2)
        compare(pipeline.third.exitReason.kind, ExitReason.NotStarted)
        compare(pipeline.third.exitReason.error.errorNumber, missing)
        verify(!pipeline.events.includes("started"))
    }

    function test_allMistakesAreReported() {
        const words = ["empty executable", "umask: -1", "argv0: "]
        for (const each of words)
            ignoreWarning(new RegExp("tst_pipeline\\.qml:\\d+:\\d+: .*" + each))
        const pipeline = make(mistakenComponent)
        verify(pipeline.start())
        compare(pipeline.reasons.length, 0)
        const reason = waitForEnd(pipeline)
        compare(reason.failedIndex, 3)
        compare(pipeline.processes[3].exitReason.error.errorNumber, invalid)
        compare(pipeline.processes[4].exitReason.error.errorNumber, invalid)
        compare(pipeline.first.exitReason.error.errorNumber, cancelled)
        verify(reason.toString().includes("empty executable; umask: -1"), reason.toString())
        compare(pipeline.events, ["running true", "running false", "ended"])
    }

    function test_aTerminalIsNoPartOfIt() {
        const pipeline = make()
        pipeline.second.usePTY = true
        ignoreWarning(/grep \(2 of 3\): not started/)
        pipeline.start()
        compare(waitForEnd(pipeline).failedIndex, 1)
        compare(pipeline.second.exitReason.error.stage, SpawnError.Arguments)
    }

    function test_anEmptyOneEnds() {
        const pipeline = make(emptyComponent)
        ignoreWarning(/no commands/)
        verify(pipeline.start())
        const reason = waitForEnd(pipeline)
        verify(!reason.isSuccess)
        compare(reason.failedIndex, -1)
    }

    function test_aPartDoesNotStartByItself() {
        ignoreWarning(/tst_pipeline\.qml:\d+:\d+: .*start\(\): it is a part of a Pipeline/)
        const pipeline = make(selfStartingComponent)
        verify(!pipeline.last.running)
        ignoreWarning(/start\(\): it is a part of a Pipeline/)
        verify(!pipeline.last.start())
        ignoreWarning(/exec\(\): it is a part of a Pipeline/)
        verify(!pipeline.last.exec("true"))
        compare(pipeline.last.executable, "cat")
        pipeline.start()
        verify(waitForEnd(pipeline).isSuccess)
        compare(pipeline.output.trim(), "19")
        verify(!pipeline.last.running)
    }

    function test_partsMayBeSetAndDestroyed() {
        const pipeline = make(emptyComponent)
        const three = make()
        pipeline.processes = [three.first, three.third]
        compare(pipeline.processes.length, 2)
        verify(pipeline.start())
        three.destroy() // and its processes
        verify(waitForEnd(pipeline).isSuccess)
        ignoreWarning(/no commands/)
        verify(pipeline.start())
        waitForEnd(pipeline, 2)
    }

    function test_write() {
        const pipeline = make()
        pipeline.first.executable = "cat"
        pipeline.first.args = []
        verify(!pipeline.write("too early"))
        pipeline.start()
        verify(pipeline.write("7\n8\n77\n"))
        ignoreWarning(/neither a string nor an ArrayBuffer/)
        verify(!pipeline.write(7))
        pipeline.closeStdin()
        waitForEnd(pipeline)
        compare(pipeline.output.trim(), "2")
        verify(!pipeline.write("too late"))
    }

    function test_everybodysErrorsCome() {
        const pipeline = make()
        pipeline.first.args = ["-c", "printf 'h\\303\\251' >&2; printf '\\303' >&2"]
        pipeline.third.executable = "sh"
        pipeline.third.args = ["-c", "cat; echo third >&2"]
        pipeline.start()
        waitForEnd(pipeline)
        compare(pipeline.errors.filter(each => each.startsWith("0")).map(each => each.slice(2))
                               .join(""), "hé\ufffd")
        compare(pipeline.errors.filter(each => each.startsWith("2")), ["2 third\n"])
        verify(pipeline.errorOutput.includes("third"))
    }

    function test_outputIsTextAndLines() {
        const pipeline = make()
        pipeline.third.executable = "sh"
        pipeline.third.args = ["-c", "cat >/dev/null; printf 'one\\r\\n10%%\\rtw\\303'"]
        pipeline.start()
        waitForEnd(pipeline)
        compare(pipeline.lines, ["one", "10%", "tw\ufffd"])
        compare(pipeline.output, "one\r\n10%\rtw\ufffd")
    }

    function test_outputIsBounded() {
        const pipeline = make()
        pipeline.maximumOutput = 1
        pipeline.start()
        waitForEnd(pipeline)
        compare(pipeline.output.length, 1)
        pipeline.collect = false
        pipeline.start()
        waitForEnd(pipeline, 2)
        compare(pipeline.output, "")
    }

    function test_stopReachesAll_data() {
        return [{tag: "stop", action: pipeline => pipeline.stop()},
                {tag: "stopWithin", action: pipeline => pipeline.stopWithin(30000)},
                {tag: "running", action: pipeline => pipeline.running = false}]
    }

    function test_stopReachesAll(row) {
        const pipeline = make()
        pipeline.first.args = ["-c", "sleep 1000"]
        pipeline.second.executable = "sleep"
        pipeline.second.args = ["1000"]
        pipeline.third.executable = "sh"
        pipeline.third.args = ["-c", "sleep 1000; exit 0"]
        pipeline.start()
        tryVerify(() => pipeline.events.includes("started"), 30000)
        row.action(pipeline)
        verify(pipeline.running) // until it has ended
        waitForEnd(pipeline)
        for (const process of [pipeline.first, pipeline.second, pipeline.third])
            compare(process.exitReason.signal, sigterm)
    }

    function test_runningMeansTheNextOneAfterAStop() {
        const pipeline = make()
        pipeline.first.executable = "cat"
        pipeline.first.args = []
        pipeline.running = true
        pipeline.running = false
        pipeline.running = true
        tryVerify(() => pipeline.reasons.length === 1 && pipeline.running, 30000)
        pipeline.closeStdin()
        waitForEnd(pipeline, 2)
        // And not after a stop in between.
        pipeline.running = true
        pipeline.running = false
        pipeline.running = true
        pipeline.stop()
        waitForEnd(pipeline, 3)
        compare(pipeline.reasons.length, 3)
    }

    function test_restartFromEnded() {
        const pipeline = make()
        pipeline.noted.connect(event => {
            if (event === "ended" && pipeline.reasons.length < 20)
                verify(pipeline.start())
        })
        pipeline.start()
        waitForEnd(pipeline, 20)
        verify(pipeline.reasons.every(reason => reason.isSuccess))
    }

    function test_paused() {
        const pipeline = make()
        pipeline.paused = true
        pipeline.third.executable = "sh"
        pipeline.third.args = ["-c", "cat >/dev/null; echo out; echo err >&2"]
        pipeline.start()
        tryVerify(() => pipeline.errors.length === 1, 30000)
        compare(pipeline.output, "")
        verify(pipeline.running)
        pipeline.paused = false
        waitForEnd(pipeline)
        compare(pipeline.output, "out\n")
    }

    function test_destroyInItsHandlers_data() {
        const rows = []
        for (const event of ["running true", "started", "out", "line", "err", "running false",
                             "ended"])
            rows.push({tag: event, event: event})
        return rows
    }

    function test_destroyInItsHandlers(row) {
        const pipeline = make()
        pipeline.third.executable = "sh"
        pipeline.third.args = ["-c", "cat; echo err >&2"]
        const events = pipeline.events
        pipeline.noted.connect(event => {
            if (event === row.event)
                pipeline.destroy()
        })
        pipeline.start()
        tryVerify(() => events.includes("destroyed"), 30000)
    }
}
