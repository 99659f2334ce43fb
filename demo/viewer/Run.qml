// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import Offspring
import DemoControls
import Viewer

// The figures of one run of a command: how long it took, how much it wrote, how it ended.
QtObject {
    id: run

    required property Process process
    required property OutputModel output
    property bool stopping: false
    onStoppingChanged: {
        _stopping = Date.now();
        askedToStop = askedToStop || stopping;
    }

    property real began: 0 // milliseconds since the epoch
    property real elapsed: 0 // seconds
    property string ending // empty: it goes on
    property bool failed: false
    property bool notStarted: false
    property bool askedToStop: false
    property string exit // how the command itself ended; empty: it lives
    property bool exitFailed: false
    property string stuck // why it does not end although it was killed; empty: it may end
    property var holders: [] // processes that keep its output open after its exit, if known
    property bool holdersAsked: false
    property string letGo // a sentence about what was let go
    property string usage // its processor time and memory
    property real lines: 0
    property real bytes: 0
    property real linesPerSecond: 0
    property real bytesPerSecond: 0
    property real _measured: 0
    property real _stopping: 0

    readonly property bool stopped: failed && askedToStop // it failed because the user stopped it
    readonly property bool hasExited: exit.length > 0 && ending.length === 0
    readonly property string mark: hasExited ? (exitFailed ? "\u2717" : "\u2713")
                                 : ending.length > 0 ? (stopped ? "\u25a0" : failed ? "\u2717" : "\u2713")
                                 : process.paused ? "\u2016" : process.running ? "\u25cf" : ""
    readonly property string stateName: ending.length > 0
        ? (notStarted ? qsTr("not started") : stopped ? qsTr("stopped")
                                      : failed ? qsTr("failed") : qsTr("done"))
        : hasExited ? (exitFailed ? qsTr("failed, output held") : qsTr("done, output held"))
        : process.paused ? qsTr("paused") : process.running ? qsTr("running") : ""
    readonly property color color: hasExited ? (exitFailed ? Theme.errorText : Theme.goodText)
                                 : stopped && ending.length > 0 ? Theme.dimText
                                 : ending.length > 0 ? (failed ? Theme.errorText : Theme.goodText)
                                 : Theme.busyText
    readonly property string holding: process.paused
        ? qsTr("paused, what it wrote is not all read")
        : !holdersAsked ? qsTr("its output is still open")
        : holders.length > 0
          ? (holders.length > 1 ? qsTr("%1 still hold the output", "several programs")
                                : qsTr("%1 still holds the output", "one program"))
            .arg(namesOf(holders))
        : qsTr("somebody whom this user may not look at still holds the output")
    readonly property string status: ending.length > 0 ? ending + usage
        : exit.length > 0 ? exit + "; " + holding
                            + (stopping && secondsLeft > 0
                               ? ", " + qsTr("SIGKILL in %1 s").arg(secondsLeft) : "")
        : (process.pid > 0 ? qsTr("pid %1").arg(process.pid) + ", " : "")
          + (stuck.length > 0 ? stuck + ", "
             : stopping ? (secondsLeft > 0 ? qsTr("stopping: SIGKILL in %1 s").arg(secondsLeft)
                                           : qsTr("SIGKILL is sent")) + ", "
             : process.paused ? qsTr("paused") + ", " : "")
          + qsTr("running for %1").arg(Quantity.seconds(elapsed))
    property int secondsLeft: 0 // after SIGTERM
    readonly property real _kept: output.lineCount - output.firstLineNumber + 1
    readonly property string totals:
        (output.firstLineNumber > 1
         ? qsTr("last %1 of %2").arg(Quantity.count(_kept)).arg(Quantity.lines(lines))
         : Quantity.lines(lines))
        + ", " + Quantity.bytes(bytes)
        + (process.running ? "  \u00b7  " + qsTr("%1 lines/s, %2/s")
                             .arg(Quantity.count(linesPerSecond))
                             .arg(Quantity.bytes(bytesPerSecond))
                           : "")

    function begin() {
        began = _measured = Date.now();
        elapsed = lines = bytes = linesPerSecond = bytesPerSecond = 0;
        ending = usage = exit = stuck = letGo = "";
        holders = [];
        failed = notStarted = askedToStop = exitFailed = holdersAsked = false;
    }

    // The command cannot be started at all.
    function refuse(why: string) {
        begin();
        failed = notStarted = true;
        ending = qsTr("not started: %1").arg(why);
    }

    function why(error: var): string {
        const noEntry = 2; // ENOENT
        if (error.stage === SpawnError.Exec && error.errorNumber === noEntry
                && !process.executable.includes("/"))
            return qsTr("not started: there is no program \u201c%1\u201d on PATH")
                .arg(process.executable);
        if (error.stage === SpawnError.Directory && error.errorNumber === noEntry)
            return qsTr("not started: there is no folder %1").arg(process.workingDirectory);
        return "";
    }

    // Other processes may keep its output open.
    function exitWith(reason: var) {
        output.flush();
        measure();
        _holderClock.interval = 100; // nearly always the output is closed by then
        exitFailed = reason.kind !== ExitReason.ProcessDone;
        exit = inWords(reason);
    }

    function inWords(reason: var): string {
        return qsTr("%1 after %2").arg(reason.toString()).arg(Quantity.seconds(elapsed));
    }

    function askForHolders() {
        holders = process.holders();
        holdersAsked = true;
    }

    function namesOf(holders: var): string {
        const named = holders.map(each => PastedText.visible(each.name)
                                         + qsTr(", pid %1").arg(each.pid));
        if (named.length > 3)
            return named[0] + qsTr(", and %n more", "", named.length - 1);
        const last = named.pop();
        return named.map(each => each + ", ").join("")
            + (named.length > 0 ? qsTr("and %1").arg(last) : last) + ",";
    }

    function letGoOfHolders() {
        if (exit.length === 0) {
            letGo = qsTr("let go while it ran");
            return;
        }
        askForHolders();
        letGo = holders.length > 0 ? qsTr("%1 still held the output").arg(namesOf(holders))
                                   : qsTr("its output was still held");
    }

    function end(reason: var) {
        output.flush(); // the last lines count too
        measure();
        const started = reason.kind !== ExitReason.NotStarted;
        failed = reason.kind !== ExitReason.ProcessDone;
        notStarted = !started;
        const plain = started ? "" : why(reason.error);
        const known = reason.kind !== ExitReason.StatusUnknown || letGo.length === 0;
        ending = plain.length > 0 ? plain : started ? (known ? inWords(reason) : "") : reason.toString();
        if (letGo.length > 0)
            ending += known ? "; " + letGo
                            : letGo + " " + qsTr("for %1").arg(Quantity.seconds(elapsed));
        const cpu = Quantity.seconds(reason.usage.userSeconds + reason.usage.systemSeconds);
        usage = started && known ? "  \u00b7  " + qsTr("CPU %1").arg(cpu)
                          + memory(reason.usage.maxResidentKiB)
                        : "";
    }

    // The kernel's figure includes the time before the program was executed, when the child shared
    // our memory. A figure that is not above our own therefore tells nothing about the command.
    function memory(kib: real): string {
        return kib > OwnMemory.peakKiB() ? ", " + qsTr("memory %1").arg(Quantity.bytes(kib * 1024))
                                         : "";
    }

    function measure() {
        const now = Date.now();
        const seconds = Math.max(0.001, (now - _measured) / 1000);
        linesPerSecond = (output.lineCount - lines) / seconds;
        bytesPerSecond = (output.byteCount - bytes) / seconds;
        lines = output.lineCount;
        bytes = output.byteCount;
        if (exit.length === 0)
            elapsed = (now - began) / 1000;
        secondsLeft = Math.max(0, Math.ceil(5 - (now - _stopping) / 1000));
        _measured = now;
    }

    // Reads all of /proc, and so is called seldom.
    property Timer _holderClock: Timer {
        interval: 100
        repeat: true
        running: run.hasExited
        onTriggered: {
            interval = 2000;
            run.askForHolders();
        }
    }

    property Timer _clock: Timer {
        interval: 500
        repeat: true
        running: run.process.running
        onTriggered: run.measure()
    }
}
