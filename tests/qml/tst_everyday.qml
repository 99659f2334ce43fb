// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What Process does for everyday uses: one call to run a program, lines, collected output, starting
// again, and the child's surroundings. It waits for what happens, never for time.

import QtQuick
import QtTest
import Offspring

TestCase {
    id: test

    readonly property int invalid: 22 // EINVAL

    name: "Everyday"

    /// Writes down its events.
    component Child: Process {
        property var events: []
        property var lines: []
        property var reasons: []
        property var waits: []
        property int groupsEnded: 0

        executable: "sh"
        onStarted: events.push("started")
        onOutReceived: text => events.push("out " + text)
        onLineReceived: (childFD, line) => {
            lines.push(childFD + " " + line)
            events.push("line " + line)
        }
        onChildConnectionLost: childFD => events.push("lost " + childFD)
        onEnded: reason => {
            reasons.push(reason)
            events.push("ended")
        }
        onWaitingChanged: if (waiting) waits.push(waitingTime)
        onDescendantsEnded: ++groupsEnded
        onGaveUp: reason => events.push("gaveUp " + reason.toString())
    }

    Component {
        id: childComponent

        Child {}
    }

    function make(properties) {
        return createTemporaryObject(childComponent, test, properties || {})
    }

    function sh(script, properties) {
        const child = make(Object.assign({args: ["-c", script]}, properties || {}))
        verify(child.start())
        return child
    }

    function waitForEnd(child) {
        tryVerify(() => child.reasons.length > 0 && !child.running, 30000)
        return child.reasons[child.reasons.length - 1]
    }

    function outputOf(script, properties) {
        const child = sh(script, Object.assign({collect: true}, properties || {}))
        waitForEnd(child)
        return child.output
    }

    // exec()

    function test_execSetsTheProgramAndStarts() {
        const child = make({collect: true})
        verify(child.exec("printf", ["%s|", "a b", 3, Qt.url("file:///tmp/c")]))
        verify(child.running)
        compare(child.executable, "printf")
        compare(child.args.length, 4)
        waitForEnd(child)
        compare(child.output, "a b|3|/tmp/c|")
        verify(child.exec("true"))
        compare(child.args.length, 0)
        tryVerify(() => child.reasons.length === 2, 30000)
        compare(child.reasons[1].exitCode, 0)
        verify(child.exec(Qt.url("file:///bin/false")))
        tryVerify(() => child.reasons.length === 3, 30000)
        compare(child.reasons[2].exitCode, 1)
    }

    function test_execWhileItRunsChangesNothing() {
        const child = sh("read line; exit 3")
        ignoreWarning(/tst_everyday\.qml:\d+:\d+: .*exec\(\): it runs already/)
        verify(!child.exec("true", ["x"]))
        compare(child.executable, "sh")
        compare(child.args[1], "read line; exit 3")
        child.write("\n")
        compare(waitForEnd(child).exitCode, 3)
    }

    function test_execOfNonsenseEndsAsStartDoes() {
        const child = make()
        ignoreWarning(/args: true is no array of strings/)
        verify(child.exec("true", true))
        const reason = waitForEnd(child)
        compare(reason.kind, ExitReason.NotStarted)
        compare(reason.error.stage, SpawnError.Arguments)
    }

    function test_execInEnded() {
        const child = make({collect: true})
        child.ended.connect(() => {
            if (child.reasons.length === 1)
                verify(child.exec("echo", ["second"]))
        })
        verify(child.exec("echo", ["first"]))
        tryVerify(() => child.reasons.length === 2 && !child.running, 30000)
        compare(child.output, "second\n")
    }

    // lineReceived()

    function test_lines_data() {
        return [
            {tag: "several", script: "printf 'one\\n\\ntwo\\n'", lines: ["1 one", "1 ", "1 two"]},
            {tag: "not ended", script: "printf 'one\\ntwo'", lines: ["1 one", "1 two"]},
            {tag: "nothing", script: ":", lines: []},
            {tag: "of the network", script: "printf 'one\\r\\n\\r\\ntwo\\r\\n'",
             lines: ["1 one", "1 ", "1 two"]},
            {tag: "progress", script: "printf '\\r 10%%\\r 99%%\\r100%%\\ndone\\n'",
             lines: ["1  10%", "1  99%", "1 100%", "1 done"]},
            {tag: "cut character", script: "printf 'a\\303'", lines: ["1 a\ufffd"]},
            {tag: "other descriptors", script: "echo err >&2; echo 3 >&3",
             childFDs: {1: "r", 2: "r", 3: "r"}, lines: ["2 err", "3 3"]},
            {tag: "on a terminal", script: "echo one; echo two >&2", usePTY: true,
             lines: ["1 one", "1 two"]}
        ]
    }

    function test_lines(row) {
        const properties = {usePTY: row.usePTY || false}
        if (row.childFDs)
            properties.childFDs = row.childFDs
        const child = sh(row.script, properties)
        waitForEnd(child)
        compare(child.lines.slice().sort(), row.lines.slice().sort())
        if (!row.childFDs)
            compare(child.lines, row.lines)
    }

    function test_aProgressLineComesAtOnce() {
        const child = sh("printf '10%%\\r'; read line; printf '20%%\\r\\n'")
        tryVerify(() => child.lines.length === 1, 30000)
        compare(child.lines[0], "1 10%")
        child.write("\n")
        waitForEnd(child)
        compare(child.lines, ["1 10%", "1 20%"])
    }

    function test_aLineComesAfterItsTextAndBeforeTheLoss() {
        const child = sh("printf 'one\\ntwo'")
        waitForEnd(child)
        verify(child.events.indexOf("line one") > child.events.findIndex(e => e.startsWith("out")))
        verify(child.events.indexOf("line two") < child.events.indexOf("lost 1"))
    }

    function test_aLineThatIsTooLongComesInPieces() {
        const child = sh("head -c 150000 /dev/zero | tr '\\0' x; echo; echo end")
        waitForEnd(child)
        compare(child.lines.map(line => line.length - 2), [65536, 65536, 18928, 3])
    }

    function test_theNextChildBeginsWithALineOfItsOwn() {
        const child = make({args: ["-c", "printf half"]})
        for (let runs = 1; runs <= 2; ++runs) {
            verify(child.start())
            tryVerify(() => child.reasons.length === runs && !child.running, 30000)
        }
        compare(child.lines, ["1 half", "1 half"])
    }

    // collect

    function test_outputIsCollected() {
        const child = sh("printf 'h\\303\\251'; printf oops >&2; exit 3", {collect: true})
        waitForEnd(child)
        compare(child.output, "hé")
        compare(child.errorOutput, "oops")
        verify(!child.outputTruncated)
        child.args = ["-c", ":"]
        verify(child.start())
        compare(child.output, "") // from the start of the next one
        compare(child.errorOutput, "")
        tryVerify(() => child.reasons.length === 2, 30000)
        compare(child.output, "")
    }

    function test_outputIsCompleteInEnded() {
        const child = make({collect: true, args: ["-c", "seq 1000; printf '\\303'"]})
        let seen = ""
        child.ended.connect(() => seen = child.output)
        child.start()
        waitForEnd(child)
        compare(seen.split("\n").length, 1001)
        compare(seen.slice(-6), "1000\n\ufffd")
    }

    function test_outputIsNotCollectedUnasked() {
        const child = sh("echo out; echo err >&2")
        waitForEnd(child)
        compare(child.output + child.errorOutput, "")
    }

    function test_aTerminalsOutputIsCollected() {
        compare(outputOf("echo out; echo err >&2", {usePTY: true}), "out\r\nerr\r\n")
    }

    function test_outputIsBounded_data() {
        return [{tag: "cut", script: "printf 0123456789abc", most: 10, output: "0123456789",
                 truncated: true},
                {tag: "exactly", script: "printf 0123456789", most: 10, output: "0123456789",
                 truncated: false},
                {tag: "not half a character", script: "printf '123\\360\\237\\230\\200x'", most: 4,
                 output: "123", truncated: true},
                {tag: "later, no gap", script: "printf '123\\360\\237\\230\\200'; read line; printf x",
                 most: 4, output: "123", truncated: true},
                {tag: "none", script: "printf x", most: 0, output: "", truncated: true},
                {tag: "negative", script: "printf x", most: -1, output: "", truncated: true}]
    }

    function test_outputIsBounded(row) {
        const child = sh(row.script, {collect: true, maximumOutput: row.most})
        child.outReceived.connect(() => child.write("\n"))
        waitForEnd(child)
        compare(child.output, row.output)
        compare(child.outputTruncated, row.truncated)
        compare(child.reasons[0].exitCode, 0)
    }

    // restart

    function test_restart_data() {
        return [{tag: "never", restart: Process.Never, code: 1, again: false},
                {tag: "on failure, failed", restart: Process.OnFailure, code: 1, again: true},
                {tag: "on failure, well", restart: Process.OnFailure, code: 0, again: false},
                {tag: "always, well", restart: Process.Always, code: 0, again: true},
                {tag: "always, failed", restart: Process.Always, code: 1, again: true}]
    }

    function test_restart(row) {
        const child = sh("exit " + row.code, {restart: row.restart, restartDelay: 86400000})
        waitForEnd(child)
        compare(child.waiting, row.again)
        compare(child.waitingTime, row.again ? 86400000 : -1)
        verify(!child.running)
        verify(!child.stop()) // nobody to signal
        verify(!child.waiting)
        compare(child.waitingTime, -1)
    }

    function test_itStartsAgainAndAgain() {
        const child = make({args: ["-c", "echo $$; exit 1"], restart: Process.OnFailure,
                            restartDelay: 0})
        child.ended.connect(() => {
            if (child.reasons.length === 20)
                child.stop()
        })
        child.start()
        tryVerify(() => child.reasons.length === 20, 30000)
        verify(!child.waiting)
        compare(child.lines.length, 20)
        compare(new Set(child.lines).size, 20)
        compare(child.events.filter(event => event === "started").length, 20)
    }

    function test_theDelayDoublesAndIsNeverShorter() {
        const child = make({args: ["-c", "exit 1"], restart: Process.Always, restartDelay: 10,
                            maximumRestartDelay: 50})
        const exits = [] // the wait begins later
        const starts = []
        child.exited.connect(() => exits.push(Date.now()))
        child.runningChanged.connect(() => {
            if (child.running)
                starts.push(Date.now())
        })
        child.start()
        tryVerify(() => child.waits.length === 5, 30000)
        compare(child.waits, [10, 20, 40, 50, 50])
        for (let i = 1; i < starts.length; ++i)
            verify(starts[i] - exits[i - 1] >= child.waits[i - 1] - 1) // rounded twice
        child.stop()
    }

    function test_whatLivedLongBeginsAnew() {
        const child = sh("sleep 0.05; exit 1", {restart: Process.Always, restartDelay: 10,
                                                restartThreshold: 20, giveUpAfter: 2})
        tryVerify(() => child.waits.length === 3, 30000)
        compare(child.waits, [10, 10, 10])
        child.stop()
    }

    function test_itGivesUp() {
        const child = sh("exit 7", {restart: Process.Always, restartDelay: 0, giveUpAfter: 3})
        tryVerify(() => child.events.includes("gaveUp exited with code 7"), 30000)
        compare(child.reasons.length, 3)
        verify(!child.waiting)
        verify(!child.running)
        compare(child.events.slice(-2), ["ended", "gaveUp exited with code 7"])
        verify(child.start()) // a new row
        tryVerify(() => child.reasons.length === 6 && !child.running && !child.waiting, 30000)
    }

    function test_whatDoesNotStartIsTriedAgain_data() {
        return [{tag: "no program", properties: {executable: "no-such-program"},
                 warning: /not started/},
                {tag: "mistake", properties: {niceness: 99}, warning: /niceness: 99/}]
    }

    function test_whatDoesNotStartIsTriedAgain(row) {
        const child = make(Object.assign({restart: Process.OnFailure, restartDelay: 0,
                                          giveUpAfter: 3}, row.properties))
        for (let times = 0; times < 3; ++times)
            ignoreWarning(row.warning)
        child.start()
        tryVerify(() => child.events.some(event => event.startsWith("gaveUp not started")), 30000)
        compare(child.reasons.length, 3)
    }

    function test_whatIsStoppedStaysStopped_data() {
        return [{tag: "stop", action: child => child.stop()},
                {tag: "stopWithin", action: child => child.stopWithin(0)},
                {tag: "running", action: child => child.running = false},
                {tag: "abandon", action: child => child.abandon()}]
    }

    function test_whatIsStoppedStaysStopped(row) {
        const child = sh("read line", {restart: Process.Always, restartDelay: 0})
        tryVerify(() => child.events.includes("started"), 30000)
        row.action(child)
        waitForEnd(child)
        verify(!child.waiting)
        compare(child.reasons.length, 1)
        verify(!child.events.some(event => event.startsWith("gaveUp")))
        // It may be started again, and is then watched again.
        verify(child.start())
        child.write("\n")
        tryVerify(() => child.reasons.length === 2 && child.running, 30000)
        child.stop()
        tryVerify(() => !child.running && !child.waiting, 30000)
    }

    function test_aWaitIsEnded_data() {
        return [{tag: "stop", action: child => child.stop()},
                {tag: "stopWithin", action: child => child.stopWithin(0)},
                {tag: "running", action: child => child.running = false},
                {tag: "abandon", action: child => child.abandon()},
                {tag: "restart", action: child => child.restart = Process.Never}]
    }

    function test_aWaitIsEnded(row) {
        const child = sh("exit 1", {restart: Process.Always, restartDelay: 86400000})
        tryVerify(() => child.waiting, 30000)
        row.action(child)
        verify(!child.waiting)
        verify(!child.running)
        compare(child.reasons.length, 1)
    }

    function test_startDoesNotWait_data() {
        return [{tag: "start", action: child => child.start()},
                {tag: "running", action: child => child.running = true},
                {tag: "exec", action: child => child.exec("sh", ["-c", "exit 1"])}]
    }

    function test_startDoesNotWait(row) {
        const child = sh("exit 1", {restart: Process.Always, restartDelay: 86400000})
        tryVerify(() => child.waiting, 30000)
        row.action(child)
        verify(child.running)
        verify(!child.waiting)
        tryVerify(() => child.waiting && child.reasons.length === 2, 30000)
        compare(child.waits, [86400000, 86400000]) // not the double: somebody has started it
    }

    function test_aChangeOfThePolicyBeginsANewRow() {
        const child = make({args: ["-c", "exit 1"], restart: Process.Always, restartDelay: 10,
                            giveUpAfter: 3})
        child.ended.connect(() => {
            if (child.reasons.length === 2)
                child.restartDelay = 1
        })
        child.start()
        tryVerify(() => child.events.some(event => event.startsWith("gaveUp")), 30000)
        compare(child.waits, [10, 20, 1, 2])
        compare(child.reasons.length, 5)
    }

    function test_whoHoldsTheOutputDoesNotKeepTheNextOneWaiting() {
        const child = sh("setsid sh -c 'read line <&4' & exit 2",
                         {childFDs: {0: "null", 1: "r", 4: "w"}, restart: Process.Always,
                          restartDelay: 86400000})
        const reason = waitForEnd(child)
        verify(reason.truncated)
        verify(child.waiting)
    }

    // The child's surroundings

    function test_umask() {
        compare(outputOf("umask", {umask: 0o27}), "0027\n")
        compare(outputOf("umask", {umask: 0}), "0000\n")
        compare(outputOf("umask", {umask: undefined}), outputOf("umask"))
    }

    function test_niceness() {
        compare(outputOf("nice", {niceness: 19}), "19\n")
        compare(outputOf("nice"), outputOf("nice", {niceness: undefined}))
    }

    function test_newSession() {
        const fields = outputOf("read -r _ _ _ _ group session _ </proc/$$/stat; "
                                + "echo $group $session $$", {newSession: true}).trim().split(" ")
        compare(fields[0], fields[2])
        compare(fields[1], fields[2])
    }

    // The daemon ignores SIGTERM, and has nothing of ours.
    function test_newControlGroup() {
        const child = make({executable: "testchild", newControlGroup: true,
                            args: ["daemon", "ignore", 15, "say", 1, "ready", "close", 1, "close", 2,
                                   "pause", ";", "wait", 0]})
        verify(child.start())
        tryVerify(() => child.events.includes("out ready") || !child.running, 30000)
        if (!child.running && child.exitReason.error.stage === SpawnError.Setup)
            skip("no control groups: " + child.exitReason.toString())
        tryVerify(() => child.descendantCount() === 1, 30000) // the daemon's own parent ends
        verify(child.setFrozen(true))
        verify(child.setFrozen(false))
        child.closeStdin()
        const reason = waitForEnd(child)
        verify(reason.treeUsage.userSeconds >= 0)
        compare(child.descendantCount(), 1) // it outlives the child, and is reached
        compare(child.groupsEnded, 0)
        verify(child.stopWithin(0))
        tryCompare(child, "groupsEnded", 1, 30000)
        compare(child.descendantCount(), 0)
        verify(!child.setFrozen(true))
        verify(!child.stop())
    }

    function test_argv0() {
        const child = make({executable: "testchild", argv0: "another", args: ["args", "1"],
                            collect: true})
        verify(child.start())
        waitForEnd(child)
        compare(child.output, "another\0args\0" + "1\0")
        child.argv0 = "" // that is: executable
        child.start()
        tryVerify(() => child.reasons.length === 2, 30000)
        compare(child.output, "testchild\0args\0" + "1\0")
    }

    function test_limits() {
        compare(outputOf("ulimit -Sn; ulimit -Hn; ulimit -Sc",
                         {limits: {nofile: {soft: 64, hard: 100}, RLIMIT_CORE: 0}}),
                "64\n100\n0\n")
        compare(outputOf("ulimit -Sn; ulimit -Hn", {limits: {nofile: 50}}), "50\n50\n")
        compare(outputOf("ulimit -St", {limits: {cpu: {soft: 3600, hard: Infinity}}}), "3600\n")
        compare(outputOf("ulimit -n", {limits: {}}), outputOf("ulimit -n"))
    }

    function test_limitsThatTheKernelRefuses() {
        const child = make({limits: {nofile: {soft: 64, hard: 32}}})
        ignoreWarning(/not started/)
        child.start()
        const reason = waitForEnd(child)
        compare(reason.error.stage, SpawnError.Setup)
        compare(reason.error.errorNumber, invalid)
    }

    function test_identity() {
        const isRoot = outputOf("id -u") === "0\n"
        if (!isRoot)
            ignoreWarning(/not started/)
        const child = sh("id -u; id -g", {uid: 65534, gid: 65533, collect: true})
        const reason = waitForEnd(child)
        if (isRoot)
            compare(child.output, "65534\n65533\n")
        else
            compare(reason.error.stage, SpawnError.Identity)
    }

    function test_badSurroundings_data() {
        const rows = []
        const numbers = {umask: [-1, 512], niceness: [-21, 20], uid: [-1, 4294967295],
                         gid: [-1, 4294967295]}
        for (const property in numbers) {
            for (const value of numbers[property].concat([1.5, NaN, Infinity, true, null, "1", [1],
                                                          {}])) {
                rows.push({tag: property + " " + JSON.stringify(value) + " " + String(value),
                           properties: {[property]: value},
                           words: property + ": "})
            }
        }
        for (const limits of [null, 3, "nofile", [64], true])
            rows.push({tag: "limits " + JSON.stringify(limits), properties: {limits: limits},
                       words: "limits: "})
        for (const value of [-1, 1.5, NaN, -Infinity, 2 ** 54, null, undefined, "64", [1, 2], {},
                             {soft: 1}, {soft: 1, hard: "x"}]) {
            rows.push({tag: "limit " + JSON.stringify(value) + " " + String(value),
                       properties: {limits: {nofile: value}},
                       words: "limits: nofile is "})
        }
        rows.push({tag: "resource", properties: {limits: {files: 1}},
                   words: "limits: there is no resource \"files\""})
        rows.push({tag: "argv0", properties: {argv0: "a\0b"}, words: "argv0 has a NUL"})
        return rows
    }

    function test_badSurroundings(row) {
        ignoreWarning(new RegExp("tst_everyday\\.qml:\\d+:\\d+: .*" + row.words))
        const child = make(row.properties)
        child.start()
        const reason = waitForEnd(child)
        compare(reason.kind, ExitReason.NotStarted)
        compare(reason.error.stage, SpawnError.Arguments)
        compare(reason.error.errorNumber, invalid)
        verify(reason.toString().includes(row.words), reason.toString())
    }

    function test_allMistakesAreReportedAtOnce() {
        const properties = {executable: "", argv0: "a\0b", umask: -1, niceness: 20, uid: "root",
                            gid: 0.5, limits: {files: 1, core: -1}}
        const words = ["empty executable", "argv0 has", "umask: -1", "niceness: 20", "uid: \"root\"",
                       "gid: 0.5", "no resource \"files\"", "limits: core is -1"]
        for (const each of words)
            ignoreWarning(new RegExp(each))
        const child = make(properties)
        child.start()
        const reason = waitForEnd(child)
        for (const each of words)
            verify(reason.toString().includes(each), each + " in " + reason.toString())
        compare(child.reasons.length, 1)
    }
}
