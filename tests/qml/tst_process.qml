// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Process, as a QML document uses it. It waits for what happens, never for time.

pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Offspring

TestCase {
    id: test

    readonly property int invalid: 22 // EINVAL
    readonly property int missing: 2 // ENOENT
    readonly property int sigkill: 9
    readonly property int sigterm: 15
    property list<string> strings: ["A=b"]

    name: "Process"

    /// Writes down its events.
    component Child: Process {
        id: child

        property string out
        property string err
        property var events: []
        property var reasons: []
        property var chunks: []
        signal noted(string event)

        function happened(event) {
            child.events.push(event)
            child.noted(event)
        }

        executable: "sh"
        onStarted: happened("started")
        onOutReceived: (text, bytes) => {
            out += text
            chunks.push(bytes)
            happened("out")
        }
        onErrReceived: text => {
            err += text
            happened("err")
        }
        onChildDataReceived: (childFD, text) => happened("data " + childFD + " " + text)
        onChildConnectionLost: childFD => happened("lost " + childFD)
        onChildWritePaused: childFD => happened("paused " + childFD)
        onChildWriteResumed: childFD => happened("resumed " + childFD)
        onExited: happened("exited")
        onEnded: reason => {
            reasons.push(reason)
            happened("ended")
        }
        onRunningChanged: happened("running " + running)
        Component.onDestruction: events.push("destroyed")
    }

    Component {
        id: childComponent

        Child {}
    }

    Component {
        id: boundComponent

        Item {
            id: box

            property bool checked: false
            property alias child: boundChild

            Child {
                id: boundChild

                args: ["-c", "read line"]
                running: box.checked
            }
        }
    }

    Component {
        id: immediateComponent

        Child {
            running: true
            args: ["-c", "echo at once"]
        }
    }

    Component {
        id: arrayComponent

        Child {
            environment: ["A=b"]
        }
    }

    function make(properties) {
        return createTemporaryObject(childComponent, test, properties || {})
    }

    function sh(script, properties) {
        const child = make(Object.assign({args: ["-c", script]}, properties || {}))
        verify(child.start())
        return child
    }

    /// For a test of what only the kernel of Linux has: what POSIX lacks.
    function skipOnPosix(reason) {
        if (Qt.application.name === "posix")
            skip("the posix layer: " + reason)
    }

    function waitForEnd(child) {
        tryVerify(() => child.reasons.length > 0 && !child.running, 30000)
        return child.reasons[child.reasons.length - 1]
    }

    function outputOf(script, properties) {
        const child = sh(script, properties)
        waitForEnd(child)
        return child.out
    }

    /// How many descriptors this program has open. It has closed the child's ends by the time that
    /// the child looks.
    function descriptors() {
        const child = sh("read line; ls /proc/$PPID/fd | wc -l")
        child.write("\n")
        waitForEnd(child)
        return Number(child.out)
    }

    function refusal(child, pattern) {
        ignoreWarning(pattern)
        verify(child.start())
        verify(child.running)
        compare(child.reasons.length, 0) // not inside start()
        const reason = waitForEnd(child)
        compare(child.reasons.length, 1)
        compare(reason.kind, ExitReason.NotStarted)
        compare(child.pid, 0)
        verify(!child.events.includes("started"))
        return reason
    }

    function bytesOf(text) {
        const bytes = new Uint8Array(text.length)
        for (let i = 0; i < text.length; ++i)
            bytes[i] = text.charCodeAt(i)
        return bytes
    }

    function test_order() {
        const child = sh("echo out; echo err >&2; exit 3")
        verify(child.running)
        compare(child.pid, 0) // until it has started
        compare(child.exitReason, undefined)
        let pid = 0
        child.started.connect(() => pid = child.pid)
        const reason = waitForEnd(child)
        compare(child.out, "out\n")
        compare(child.err, "err\n")
        compare(reason.kind, ExitReason.ProcessTerminated)
        compare(reason.exitCode, 3)
        compare(reason.signal, 0)
        compare(reason.toString(), "exited with code 3")
        compare(reason.error.stage, SpawnError.None)
        verify(reason.usage.maxResidentKiB > 0)
        verify(reason.usage.userSeconds >= 0)
        compare(child.exitReason.exitCode, 3)
        verify(pid > 0)
        compare(child.pid, 0)
        compare(child.events[0], "running true")
        compare(child.events[1], "started")
        verify(child.events.indexOf("data 1 out\n") < child.events.indexOf("out"))
        compare(child.events.slice(-2), ["running false", "ended"])
        for (const event of ["lost 0", "lost 1", "lost 2", "exited"])
            compare(child.events.filter(each => each === event).length, 1)
    }

    function test_startsWhenComplete() {
        const child = createTemporaryObject(immediateComponent, test)
        verify(child.running)
        waitForEnd(child)
        compare(child.out, "at once\n")
    }

    function test_pidsSignalsAndUsageOfASignal() {
        const child = sh("kill -TERM $$")
        const reason = waitForEnd(child)
        compare(reason.signal, sigterm)
        compare(reason.exitCode, -1)
        compare(reason.toString(), "ended by SIGTERM")
    }

    function test_argsAreNotArgv0() {
        compare(outputOf("", {args: ["-c", "echo \"$0 $*\"", "zero", "one", "t w o"]}),
                "zero one t w o\n")
        const child = make({executable: "testchild", args: ["args", "1"]})
        verify(child.start())
        waitForEnd(child)
        compare(child.out, "testchild\0args\0" + "1\0")
    }

    function test_write_data() {
        return [
            {tag: "string", data: "héllo €😀", expected: "héllo €😀"},
            {tag: "ArrayBuffer", data: bytesOf("bytes").buffer, expected: "bytes"},
            {tag: "Uint8Array", data: bytesOf("bytes"), expected: "bytes"},
            {tag: "part of one", data: bytesOf("bytes").subarray(1, 3), expected: "yt"},
            {tag: "empty", data: "", expected: ""}
        ]
    }

    function test_write(row) {
        const child = sh("cat")
        verify(child.write(row.data))
        child.closeStdin()
        waitForEnd(child)
        compare(child.out, row.expected)
        verify(!child.write(row.data))
    }

    function test_writeNonsense_data() {
        return [{tag: "number", data: 7}, {tag: "null", data: null}, {tag: "array", data: [1]},
                {tag: "object", data: {}}, {tag: "undefined", data: undefined}]
    }

    function test_writeNonsense(row) {
        const child = sh("cat")
        ignoreWarning(/tst_process\.qml:\d+:\d+: .*neither a string nor an ArrayBuffer/)
        verify(!child.write(row.data))
        child.closeStdin()
        waitForEnd(child)
        compare(child.out, "")
    }

    function test_bytes() {
        const child = sh("printf '\\001\\377\\000z'")
        waitForEnd(child)
        compare(child.chunks.length, 1)
        verify(child.chunks[0] instanceof ArrayBuffer)
        compare(Array.from(new Uint8Array(child.chunks[0])), [1, 255, 0, 122])
        compare(child.out, "\u0001\ufffd\u0000z")
    }

    function test_aCutCharacterComesWhole() {
        const child = sh("printf 'a\\303'; read line; printf '\\251b\\360\\237\\230'")
        tryCompare(child, "out", "a")
        child.write("\n")
        waitForEnd(child)
        compare(child.out, "aéb\ufffd\ufffd\ufffd")
        verify(child.events.indexOf("lost 1") > child.events.lastIndexOf("out"))
    }

    function test_childFDs3And4() {
        const child = sh("cat <&3 >&4; echo done",
                         {childFDs: {0: "w", 1: "r", 2: "r", 3: "w", 4: "r"}})
        verify(child.writeToChild(3, "through three and four"))
        child.closeChildFD(3)
        waitForEnd(child)
        compare(child.out, "done\n")
        verify(child.events.includes("data 4 through three and four"))
        verify(child.events.includes("lost 3"))
        verify(child.events.includes("lost 4"))
        verify(!child.writeToChild(3, "late"))
        verify(!child.writeToChild(9, "nowhere"))
    }

    function test_childFDKinds() {
        const child = make({executable: "testchild", args: ["descriptors", "1"],
                            childFDs: {0: "null", 1: "r", 2: 2, 3: "socket", 5: "closed"}})
        verify(child.start())
        waitForEnd(child)
        const lines = child.out.trim().split("\n").sort()
        compare(lines.map(line => line.split(" ")[0]), ["0", "1", "2", "3"])
        verify(lines[0].includes("/dev/null"))
        verify(lines[3].includes("socket:"))
    }

    function test_noDescriptorAtAll() {
        const child = sh("exit 4", {childFDs: {}})
        compare(waitForEnd(child).exitCode, 4)
        verify(!child.events.some(event => event.startsWith("lost")))
    }

    function test_socket() {
        const child = sh("cat <&3 >&3", {childFDs: {3: "socket"}})
        verify(child.writeToChild(3, "both ways"))
        child.closeChildFD(3)
        waitForEnd(child)
        verify(child.events.includes("data 3 both ways"))
    }

    function test_badChildFDs_data() {
        return [
            {tag: "bad letter", childFDs: {0: "x"}},
            {tag: "string", childFDs: "abc"},
            {tag: "array", childFDs: [1], words: "an array"},
            {tag: "empty array", childFDs: [], words: "an array"},
            {tag: "list of strings", childFDs: strings, words: "an array"},
            {tag: "null", childFDs: null},
            {tag: "number", childFDs: 3},
            {tag: "bool", childFDs: true},
            {tag: "function", childFDs: () => ({0: "r"})},
            {tag: "date", childFDs: new Date()},
            {tag: "object of Qt's", childFDs: test},
            {tag: "point", childFDs: Qt.point(1, 2)},
            {tag: "negative key", childFDs: {"-1": "r"}},
            {tag: "no number", childFDs: {stdin: "w"}},
            {tag: "fraction", childFDs: {"1.5": "w"}},
            {tag: "leading zero", childFDs: {"01": "w"}},
            {tag: "huge key", childFDs: {"99999999999": "w"}},
            {tag: "null value", childFDs: {0: null}},
            {tag: "undefined value", childFDs: {0: undefined}},
            {tag: "bool value", childFDs: {0: true}},
            {tag: "array value", childFDs: {0: ["w"]}, words: "0 is an array"},
            {tag: "negative value", childFDs: {0: -1}},
            {tag: "fraction value", childFDs: {0: 1.5}},
            {tag: "infinite value", childFDs: {0: Infinity}},
            {tag: "nothing a number", childFDs: {0: NaN}},
            {tag: "good and bad", childFDs: {0: "w", 1: "r", 2: "rw"}}
        ]
    }

    function test_badChildFDs(row) {
        const child = make({args: ["-c", "echo never"], childFDs: row.childFDs})
        const reason = refusal(child, /tst_process\.qml:\d+:\d+: .*childFDs: /)
        compare(reason.error.stage, SpawnError.Arguments)
        compare(reason.error.errorNumber, invalid)
        verify(reason.toString().includes("childFDs: " + (row.words || "")), reason.toString())
        compare(child.out, "")
        child.childFDs = undefined // and it is well again
        verify(child.start())
        waitForEnd(child)
        compare(child.out, "never\n")
    }

    function test_aDescriptorThatIsNotOpen() {
        const child = make({childFDs: {0: 9999}})
        const reason = refusal(child, /tst_process\.qml:\d+:\d+: .*not started/)
        compare(reason.error.stage, SpawnError.FileDescriptors)
    }

    function test_missingProgram_data() {
        return [{tag: "on PATH", executable: "no-such-program"},
                {tag: "path", executable: "/no/such/program"}]
    }

    function test_missingProgram(row) {
        const child = make({executable: row.executable})
        const reason = refusal(child, /tst_process\.qml:\d+:\d+: .*not started: .*No such file/)
        compare(reason.error.stage, SpawnError.Exec)
        compare(reason.error.errorNumber, missing)
        compare(child.events.slice(-2), ["running false", "ended"])
    }

    function test_noProgram() {
        const reason = refusal(make({executable: ""}), /empty executable/)
        compare(reason.error.stage, SpawnError.Arguments)
    }

    function test_missingDirectory() {
        const reason = refusal(make({workingDirectory: "/no/such"}), /No such file/)
        compare(reason.error.stage, SpawnError.Directory)
    }

    function test_workingDirectory() {
        compare(outputOf("pwd", {workingDirectory: "/usr/bin"}), "/usr/bin\n")
    }

    function test_environment() {
        const script = "echo \"$NAME $NUMBER $HOME\""
        compare(outputOf(script, {environment: {NAME: "välue", NUMBER: 7, HOME: null}}),
                "välue 7 \n")
        compare(outputOf("env | grep -c ."), outputOf("env | grep -c .", {environment: {}}))
        const child = make({executable: "/usr/bin/env", inheritEnvironment: false,
                            environment: {ONLY: "this"}})
        verify(child.start())
        waitForEnd(child)
        compare(child.out, "ONLY=this\n")
    }

    function test_noEnvironment() {
        const child = make({executable: "/usr/bin/env", inheritEnvironment: false})
        verify(child.start())
        waitForEnd(child)
        compare(child.out, "")
    }

    function test_badEnvironment_data() {
        return [{tag: "string", environment: "A=b"}, {tag: "null", environment: null},
                {tag: "array", environment: ["A=b"], words: "an array"},
                {tag: "empty array", environment: [], words: "an array"},
                {tag: "list of strings", environment: strings, words: "an array"},
                {tag: "date", environment: new Date()}, {tag: "point", environment: Qt.point(1, 2)},
                {tag: "array value", environment: {A: ["b"]}, words: "A is an array"},
                {tag: "object value", environment: {A: {}}},
                {tag: "undefined value", environment: {A: undefined}},
                {tag: "empty name", environment: {"": "x"}},
                {tag: "equals", environment: {"A=B": "x"}}]
    }

    function test_badEnvironment(row) {
        const child = make({environment: row.environment})
        const reason = refusal(child, /tst_process\.qml:\d+:\d+: .*environment/)
        compare(reason.error.stage, SpawnError.Arguments)
        compare(reason.error.errorNumber, invalid)
        verify(!row.words || reason.toString().includes("environment: " + row.words),
               reason.toString())
    }

    // Each way on which a value comes here converts it in its own manner.
    function test_anArrayIsRefusedHoweverItIsSet() {
        const written = make()
        written.environment = ["A=b"]
        const bound = make()
        bound.environment = Qt.binding(() => test.strings)
        const declared = createTemporaryObject(arrayComponent, test)
        for (const child of [make({environment: ["A=b"]}), written, bound, declared]) {
            const reason = refusal(child, /environment: an array is no object of names and strings/)
            compare(reason.error.stage, SpawnError.Arguments)
        }
    }

    function test_pty() {
        const child = sh("test -t 0 && test -t 1 && test -t 2 && stty size; echo more >&2",
                         {usePTY: true, rows: 33, columns: 111})
        verify(child.terminalName.startsWith("/dev/pts/"))
        waitForEnd(child)
        compare(child.out, "33 111\r\nmore\r\n")
        compare(child.err, "")
        compare(child.terminalName, "")
    }

    function test_ptyHasASizeInPixels() {
        const child = make({executable: "testchild", usePTY: true, pixelWidth: 800, pixelHeight: 600,
                            args: ["pixels", "0", "1", "block", "28", "say", "1", "ready",
                                   "await", "28", "1", "pixels", "0", "1"]})
        verify(child.start())
        tryVerify(() => child.out.includes("ready"), 30000)
        verify(child.out.includes("800 600"), child.out)
        child.pixelHeight = 480
        waitForEnd(child)
        verify(child.out.includes("800 480"), child.out)
    }

    function test_ptyResizes() {
        const child = make({executable: "testchild", usePTY: true,
                            args: ["block", "28", "say", "1", "ready", "await", "28", "1",
                                   "size", "0", "1"]})
        verify(child.start())
        tryVerify(() => child.out.includes("ready"), 30000)
        child.rows = 50
        waitForEnd(child)
        verify(child.out.includes("50 80"), child.out)
    }

    function test_noPty() {
        const child = sh("test -t 0 || echo none")
        compare(child.terminalName, "")
        waitForEnd(child)
        compare(child.out, "none\n")
    }

    function test_restartFromEnded() {
        const before = descriptors()
        const child = make({args: ["-c", "echo $$"]})
        let depth = 0
        let deepest = 0
        child.noted.connect(event => {
            if (event !== "ended" || child.reasons.length === 300)
                return
            deepest = Math.max(deepest, ++depth)
            verify(!child.running)
            // Both ways.
            if (child.reasons.length % 2)
                child.running = true
            else
                verify(child.start())
            verify(child.running)
            --depth
        })
        child.start()
        tryVerify(() => child.reasons.length === 300 && !child.running, 60000)
        compare(deepest, 1)
        compare(child.out.trim().split("\n").length, 300)
        verify(child.reasons.every(reason => reason.exitCode === 0))
        verify(descriptors() <= before) // fewer, when an earlier test's have been closed only now
    }

    function test_restartOfWhatDoesNotStart() {
        const child = make({executable: "no-such-program"})
        let deepest = 0
        let depth = 0
        child.noted.connect(event => {
            if (event !== "ended" || child.reasons.length === 300)
                return
            deepest = Math.max(deepest, ++depth)
            ignoreWarning(/not started/)
            child.start()
            --depth
        })
        ignoreWarning(/not started/)
        child.start()
        tryVerify(() => child.reasons.length === 300 && !child.running, 60000)
        compare(deepest, 1)
    }

    function test_startInExited() {
        const child = make({args: ["-c", "echo again"]})
        child.noted.connect(event => {
            if (event !== "exited" || child.reasons.length > 0)
                return
            ignoreWarning(/it runs already/)
            verify(!child.start())
            child.running = true // that is: next, when this one has ended
        })
        child.start()
        tryVerify(() => child.reasons.length === 2 && !child.running, 30000)
        compare(child.out, "again\nagain\n")
    }

    function test_startTwice() {
        const child = sh("read line")
        ignoreWarning(/tst_process\.qml:\d+:\d+: .*start\(\): it runs already/)
        verify(!child.start())
        child.closeStdin()
        waitForEnd(child)
        compare(child.reasons.length, 1)
    }

    function test_aBindingOnRunningSurvives() {
        const box = createTemporaryObject(boundComponent, test)
        const child = box.child
        verify(!child.running)
        box.checked = true
        verify(child.running)
        child.write("\n")
        waitForEnd(child) // on its own
        verify(box.checked)
        box.checked = false
        box.checked = true
        verify(child.running)
        tryVerify(() => child.pid > 0, 30000)
        box.checked = false
        tryCompare(child, "running", false, 30000)
        compare(child.reasons[1].signal, sigterm)
        // Off and on, while it has no time to end: the next one runs.
        box.checked = true
        box.checked = false
        box.checked = true
        tryVerify(() => child.reasons.length === 3 && child.running, 30000)
        child.closeStdin()
        tryCompare(child, "running", false, 30000)
        compare(child.reasons.length, 4)
    }

    function test_destroyInItsHandlers_data() {
        const rows = []
        for (const event of ["running true", "started", "data 1 out\n", "out", "err", "lost 0",
                             "exited", "running false", "ended"]) {
            rows.push({tag: event.trim(), event: event})
        }
        return rows
    }

    function test_destroyInItsHandlers(row) {
        const before = descriptors()
        const child = make({args: ["-c", "echo out; echo err >&2"]})
        const events = child.events
        child.noted.connect(event => {
            if (event === row.event)
                child.destroy()
        })
        child.start()
        tryVerify(() => events.includes("destroyed"), 30000)
        // One that was killed keeps its pidfd until it is dead.
        tryVerify(() => descriptors() <= before, 30000)
    }

    function test_destroyWhileRunning_data() {
        return [{tag: "kill", policy: Process.Kill}, {tag: "leave", policy: Process.Leave}]
    }

    function test_destroyWhileRunning(row) {
        const child = sh("read line; exec sleep 1000", {whenAbandoned: row.policy})
        tryVerify(() => child.pid > 0, 30000)
        const pid = child.pid
        const events = child.events
        child.write("\n")
        child.destroy()
        if (row.policy === Process.Kill) {
            const gone = sh("while kill -0 " + pid + " 2>/dev/null; do sleep 0.01; done; echo gone")
            waitForEnd(gone)
            compare(gone.out, "gone\n")
        } else {
            tryVerify(() => events.includes("destroyed"), 30000)
            compare(outputOf("kill -KILL " + pid + " && echo was there"), "was there\n")
        }
    }

    function test_paused() {
        const child = sh("echo one; echo two >&2", {paused: true})
        tryVerify(() => child.events.includes("exited"), 30000)
        compare(child.out + child.err, "")
        verify(child.running) // not ended
        child.paused = false
        waitForEnd(child)
        compare(child.out, "one\n")
        compare(child.err, "two\n")
    }

    // A child that writes more than its pipe holds waits until somebody reads.
    function test_pausingBlocksTheChild() {
        const child = sh("echo begun; read line; head -c 1000000 /dev/zero; echo end >&2")
        tryVerify(() => child.out === "begun\n", 30000)
        child.paused = true
        child.write("\n")
        const stat = "/proc/" + child.pid + "/stat"
        compare(outputOf("while read -r _ _ state _ <" + stat
                         + "; [ \"$state\" != S ]; do sleep 0.01; done; echo blocked"), "blocked\n")
        compare(child.out, "begun\n")
        compare(child.err, "")
        child.paused = false
        waitForEnd(child)
        compare(child.out.length, 1000006)
        compare(child.err, "end\n")
    }

    function test_writePausedAndResumed() {
        const child = sh("read line <&3; cat | wc -c", {childFDs: {0: "w", 1: "r", 3: "w"}})
        verify(child.write("x".repeat(1000000)))
        tryVerify(() => child.events.includes("paused 0"), 30000)
        verify(child.bytesToWrite(0) > 65536)
        child.writeToChild(3, "\n")
        tryVerify(() => child.events.includes("resumed 0"), 30000)
        child.closeStdin()
        waitForEnd(child)
        compare(child.out.trim(), "1000000")
        compare(child.bytesToWrite(0), 0)
    }

    function test_stop() {
        const child = sh("echo ready; read line")
        tryVerify(() => child.out === "ready\n", 30000)
        child.running = false
        verify(child.running) // until it has ended
        compare(waitForEnd(child).signal, sigterm)
    }

    function test_stopReachesTheTree_data() {
        return [{tag: "group", properties: {newProcessGroup: true}},
                {tag: "terminal", properties: {usePTY: true}}]
    }

    function test_stopReachesTheTree(row) {
        const child = sh("sleep 1000 & echo ready; wait", row.properties)
        tryVerify(() => child.out.includes("ready"), 30000)
        child.stop()
        compare(waitForEnd(child).signal, sigterm)
    }

    function test_stopWithin() {
        const child = sh("trap '' TERM; echo ready; while :; do read line || sleep 1000; done")
        tryVerify(() => child.out === "ready\n", 30000)
        child.stopWithin(50)
        compare(waitForEnd(child).signal, sigkill)
    }

    function test_signalProcess_data() {
        return [{tag: "number", signal: sigkill, expected: sigkill},
                {tag: "name", signal: "KILL", expected: sigkill},
                {tag: "whole name", signal: "SIGTERM", expected: sigterm},
                {tag: "small", signal: "usr1", expected: 10}]
    }

    function test_signalProcess(row) {
        const child = sh("exec cat")
        verify(child.signalProcess(0))
        verify(!child.signalProcess("NOSUCH"))
        verify(!child.signalProcess(9999))
        verify(child.signalProcess(row.signal))
        compare(waitForEnd(child).signal, row.expected)
        verify(!child.signalProcess(row.signal))
    }

    function test_closing() {
        const aborted = sh("cat; echo over")
        aborted.abortChildFD(0)
        waitForEnd(aborted)
        compare(aborted.out, "over\n")
        const lost = sh("cat; exit 5")
        lost.loseConnection()
        compare(waitForEnd(lost).exitCode, 5)
    }

    function test_nothingRuns() {
        const child = make()
        child.stop()
        child.stopWithin(1)
        child.closeStdin()
        child.closeChildFD(7)
        child.abortChildFD(7)
        child.loseConnection()
        child.running = false
        verify(!child.write("x"))
        verify(!child.signalProcess("TERM"))
        compare(child.bytesToWrite(0), 0)
        compare(child.events, [])
        compare(child.pid, 0)
        compare(child.exitReason, undefined)
    }

    function test_aGrandchildDelaysTheEndOnly() {
        const child = sh("(read line <&3; echo late) & exit 2",
                         {childFDs: {0: "null", 1: "r", 3: "w"}})
        tryVerify(() => child.events.includes("exited"), 30000)
        compare(child.pid, 0)
        verify(child.running)
        compare(child.exitReason.exitCode, 2)
        child.writeToChild(3, "\n")
        waitForEnd(child)
        compare(child.out, "late\n")
    }

    function test_changesAreForTheNextChild() {
        const child = sh("read line; echo $NAME", {environment: {NAME: "first"}})
        child.environment = {NAME: "second"}
        child.write("\n")
        waitForEnd(child)
        compare(child.out, "first\n")
        verify(child.start())
        child.write("\n")
        tryVerify(() => child.reasons.length === 2, 30000)
        compare(child.out, "first\nsecond\n")
    }

    Component {
        id: mistakenComponent

        Child {
            executable: "https://example.org/tool"
            args: ["ok", undefined, ["list"]]
            environment: ({FOO: true, "A=B": "x", BAR: "fine"})
            childFDs: ({0: "x", one: "r", 1: "r"})
            workingDirectory: "file://server/share"
            usePTY: true
            rows: -1
            columns: 70000
            parentDeathSignal: "NOSUCH"
        }
    }

    // Each is a line in the log, and all of them are in the reason.
    function test_allMistakesAreReported() {
        const sentences = [
            "executable: https://example.org/tool is not a file of this machine",
            "args: 1 is undefined, which is neither a string, a number nor a url",
            "args: 2 is an array, which is neither a string, a number nor a url",
            "environment: FOO is true, which is neither a string nor a number, nor null, which "
            + "removes it",
            "environment: \"A=B\" is no name of a variable",
            "childFDs: 0 is \"x\", which is neither",
            "childFDs: the key \"one\" is no descriptor number",
            "workingDirectory: file://server/share is not a file of this machine",
            "rows: -1 is not 0 to 65535",
            "columns: 70000 is not 0 to 65535",
            "parentDeathSignal: \"NOSUCH\" is no signal, such as \"TERM\" or 15"
        ]
        const child = createTemporaryObject(mistakenComponent, test)
        const quoted = text => text.replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&")
        for (const sentence of sentences)
            ignoreWarning(new RegExp("tst_process\\.qml:\\d+:\\d+: .*" + quoted(sentence)))
        child.start()
        const reason = waitForEnd(child)
        compare(child.reasons.length, 1)
        compare(reason.error.stage, SpawnError.Arguments)
        for (const sentence of sentences)
            verify(reason.toString().includes(sentence), sentence + " in " + reason.toString())
        verify(!reason.toString().includes("BAR"))
    }

    function test_badArgs_data() {
        return [{tag: "undefined", args: undefined}, {tag: "null", args: null},
                {tag: "number", args: 7}, {tag: "object", args: {a: 1}},
                {tag: "bool in it", args: ["-c", true]}, {tag: "null in it", args: [null]},
                {tag: "hole", args: ["a", , "b"]}, {tag: "NUL", args: ["a\0b"]},
                {tag: "half a character", args: ["\ud83d"]}]
    }

    function test_badArgs(row) {
        const child = make()
        child.args = row.args
        const reason = refusal(child, /tst_process\.qml:\d+:\d+: .*args: /)
        compare(reason.error.stage, SpawnError.Arguments)
        compare(reason.error.errorNumber, invalid)
    }

    property url spaced: "file:///tmp/a%20b%25c"
    property url remote: "https://example.org/a%20b?c=d"
    property list<url> urls: ["file:///a", "file:///b"]

    function test_args_data() {
        return [{tag: "none", args: [], expected: ""}, {tag: "one string", args: "one", expected: "one"},
                {tag: "numbers", args: [1, 2.5, -0.1], expected: "1|2.5|-0.1"},
                {tag: "list of strings", args: strings, expected: "A=b"},
                {tag: "url of a file", args: ["-v", spaced], expected: "-v|/tmp/a b%c"},
                {tag: "url of a page", args: [remote], expected: "https://example.org/a%20b?c=d"},
                {tag: "text like a url", args: ["file:///tmp/a%20b"], expected: "file:///tmp/a%20b"},
                {tag: "list of urls", args: urls, expected: "/a|/b"}]
    }

    function test_args(row) {
        const child = make({executable: "testchild"})
        child.args = ["args", "1"].concat(Array.isArray(row.args) ? row.args : [])
        if (!Array.isArray(row.args)) {
            child.executable = "printf"
            child.args = row.args
        }
        verify(child.start())
        waitForEnd(child)
        if (Array.isArray(row.args))
            compare(child.out, ["testchild", "args", "1"].map(each => each + "\0").join("")
                               + row.expected.split("|").filter(each => each.length > 0)
                                             .map(each => each + "\0").join(""))
        else
            compare(child.out, row.expected.split("|")[0])
    }

    function test_argsAreReadAsTheyWereWritten() {
        const child = make({args: ["-c", "exit 3"]})
        compare(child.args.length, 2)
        compare(child.args[1], "exit 3")
        compare(make({args: []}).args.length, 0)
    }

    function test_fileUrls() {
        compare(outputOf("pwd", {workingDirectory: "file:///usr/b%69n"}), "/usr/bin\n")
        compare(outputOf("pwd", {workingDirectory: "file://localhost/usr/bin"}), "/usr/bin\n")
        compare(outputOf("echo $0", {executable: "file:///bin/s%68"}), "/bin/sh\n")
        const child = make({executable: Qt.url("file:///bin/sh"), args: ["-c", "exit 5"],
                            workingDirectory: Qt.url("file:///tmp")})
        verify(child.start())
        compare(waitForEnd(child).exitCode, 5)
    }

    function test_badUrls_data() {
        return [{tag: "file://server/bin/sh"}, {tag: "https://example.org/sh"}, {tag: "qrc:/sh"},
                {tag: "file:"}, {tag: "file:///bin/sh%00"}]
    }

    function test_badUrls(row) {
        for (const property of ["executable", "workingDirectory"]) {
            const reason = refusal(make({[property]: row.tag}), new RegExp(property + "[: ]"))
            compare(reason.error.stage, SpawnError.Arguments)
        }
    }

    function test_parentDeathSignal_data() {
        return [{tag: "number", signal: sigterm}, {tag: "name", signal: "TERM"},
                {tag: "whole name", signal: "SIGTERM"}, {tag: "none", signal: 0},
                {tag: "undefined", signal: undefined}]
    }

    function test_parentDeathSignal(row) {
        if (row.signal)
            skipOnPosix("there is no signal of the parent's death")
        const child = sh("exit 6", {parentDeathSignal: row.signal})
        compare(waitForEnd(child).exitCode, 6)
    }

    function test_badParentDeathSignal_data() {
        return [{tag: "unknown", signal: "NOSUCH"}, {tag: "negative", signal: -1},
                {tag: "too high", signal: 65}, {tag: "fraction", signal: 1.5},
                {tag: "bool", signal: true}, {tag: "list", signal: [15]}, {tag: "empty", signal: ""}]
    }

    function test_badParentDeathSignal(row) {
        refusal(make({parentDeathSignal: row.signal}), /parentDeathSignal: .* is no signal/)
    }

    function test_echo() {
        const child = sh("read line; stty -echo; echo off; read line; stty raw; echo raw; "
                         + "read line", {usePTY: true})
        const values = []
        child.echoChanged.connect(() => values.push(child.echo))
        verify(child.echo)
        verify(child.lineEditing)
        child.write("\n")
        tryCompare(child, "echo", false, 30000)
        verify(child.lineEditing)
        tryVerify(() => child.out.includes("off"), 30000)
        child.write("\n")
        tryCompare(child, "lineEditing", false, 30000)
        verify(!child.echo)
        child.write("\n")
        waitForEnd(child)
        verify(!child.echo)
        compare(values[0], false)
    }

    Component {
        id: boundToEchoComponent

        Child {
            property var seen: []
            readonly property bool hidden: !echo

            usePTY: true
            onHiddenChanged: seen.push(hidden)
            args: ["-c", "stty -echo; read line; stty echo; read line"]
        }
    }

    // Nothing is written, and so nothing but the clock makes it look.
    function test_aBindingFollowsTheEcho() {
        const child = createTemporaryObject(boundToEchoComponent, test)
        verify(child.hidden) // there is no terminal
        child.start()
        tryCompare(child, "hidden", true, 30000)
        child.write("\n")
        tryCompare(child, "hidden", false, 30000)
        child.write("\n")
        waitForEnd(child)
        tryCompare(child, "hidden", true)
    }

    function test_withoutATerminalNothingEchoes() {
        const child = sh("read line")
        verify(!child.echo)
        verify(!child.lineEditing)
        child.write("\n")
        waitForEnd(child)
    }

    function holding(properties) {
        const child = sh("setsid sh -c 'echo $$ >&3; read line <&4' & exit 2",
                         Object.assign({childFDs: {0: "null", 1: "r", 3: "r", 4: "w"}},
                                       properties || {}))
        tryVerify(() => child.events.includes("exited")
                        && child.events.some(event => event.startsWith("data 3 ")), 30000)
        return child
    }

    function test_holdersAreNamed() {
        skipOnPosix("nobody can tell who holds a pipe")
        const child = holding()
        const pid = Number(child.events.find(event => event.startsWith("data 3 ")).split(" ")[2])
        compare(child.holders(), [{pid: pid, name: "sh"}])
        child.writeToChild(4, "\n")
        waitForEnd(child)
        compare(child.holders(), [])
    }

    function test_holderTimeout() {
        const child = sh("setsid sh -c 'read line <&4' & exit 2",
                         {childFDs: {0: "null", 1: "r", 4: "w"}, holderTimeout: 0})
        const reason = waitForEnd(child)
        compare(reason.exitCode, 2)
        verify(reason.truncated)
    }

    function test_holderTimeoutWrittenLater() {
        const child = holding()
        verify(child.running)
        child.holderTimeout = 0
        verify(waitForEnd(child).truncated)
        child.holderTimeout = -1
        const other = sh("exit 3", {holderTimeout: -1})
        verify(!waitForEnd(other).truncated)
    }

    function test_abandonWhatIsHeld() {
        const child = holding()
        child.abandon()
        verify(child.running) // until ended()
        child.abandon()
        compare(waitForEnd(child).exitCode, 2)
        compare(child.reasons.length, 1)
        compare(child.events.slice(-2), ["running false", "ended"])
        compare(child.exitReason.exitCode, 2)
    }

    function test_abandonWhatLives() {
        const child = sh("read line; exec sleep 1000")
        tryVerify(() => child.pid > 0, 30000)
        const pid = child.pid
        child.write("\n")
        child.abandon()
        const reason = waitForEnd(child)
        compare(reason.kind, ExitReason.StatusUnknown)
        compare(child.pid, 0)
        const gone = sh("while kill -0 " + pid + " 2>/dev/null; do sleep 0.01; done; echo gone")
        waitForEnd(gone)
        compare(gone.out, "gone\n")
        child.args = ["-c", "exit 4"] // and it can be used again
        verify(child.start())
        tryVerify(() => child.reasons.length === 2 && !child.running, 30000)
        compare(child.reasons[1].exitCode, 4)
    }

    function test_abandonNothing() {
        const child = make()
        child.abandon()
        compare(child.events, [])
        const missing = make({executable: "no-such-program"})
        missing.start()
        missing.abandon() // before anybody knows that it cannot be started
        compare(waitForEnd(missing).kind, ExitReason.StatusUnknown)
        compare(missing.reasons.length, 1)
    }

    function test_abandonInItsHandlers_data() {
        const rows = []
        for (const event of ["running true", "started", "data 1 out\n", "out", "err", "lost 0",
                             "exited", "running false", "ended"]) {
            rows.push({tag: event.trim(), event: event})
        }
        return rows
    }

    function test_abandonInItsHandlers(row) {
        const child = make({args: ["-c", "echo out; echo err >&2"]})
        child.noted.connect(event => {
            if (event === row.event)
                child.abandon()
        })
        child.start()
        waitForEnd(child)
        compare(child.reasons.length, 1)
        compare(child.events.slice(-2), ["running false", "ended"])
    }
}
