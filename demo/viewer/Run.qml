// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import Offspring
import DemoControls
import Viewer

// What is told about one run of a command: how long, how much, how it ended.
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
    property string usage // what it cost
    property real lines: 0
    property real bytes: 0
    property real linesPerSecond: 0
    property real bytesPerSecond: 0
    property real _measured: 0
    property real _stopping: 0

    readonly property bool stopped: failed && askedToStop // as somebody wanted
    readonly property string mark: ending.length > 0 ? (stopped ? "\u25a0" : failed ? "\u2717" : "\u2713")
                                 : process.paused ? "\u2016" : process.running ? "\u25cf" : ""
    readonly property string stateName: ending.length > 0
        ? (notStarted ? "not started" : stopped ? "stopped" : failed ? "failed" : "done")
        : process.paused ? "paused" : process.running ? "running" : ""
    readonly property color color: stopped && ending.length > 0 ? Theme.dimText
                                 : ending.length > 0 ? (failed ? Theme.errorText : Theme.goodText)
                                 : Theme.busyText
    readonly property string status: ending.length > 0 ? ending + usage
        : (process.pid > 0 ? "pid " + process.pid + ", " : "")
          + (stopping ? "stopping: SIGKILL in " + secondsLeft + " s, " : process.paused ? "paused, " : "")
          + "running for " + Quantity.seconds(elapsed)
    property int secondsLeft: 0 // after SIGTERM
    readonly property real _kept: output.lineCount - output.firstLineNumber + 1
    readonly property string totals:
        (output.firstLineNumber > 1 ? "last " + Quantity.count(_kept) + " of " : "")
        + Quantity.counted(lines, "line") + ", " + Quantity.bytes(bytes)
        + (process.running ? "  \u00b7  " + Quantity.count(linesPerSecond) + " lines/s, "
                             + Quantity.bytes(bytesPerSecond) + "/s" : "")

    function begin() {
        began = _measured = Date.now();
        elapsed = lines = bytes = linesPerSecond = bytesPerSecond = 0;
        ending = usage = "";
        failed = notStarted = askedToStop = false;
    }

    // It cannot even be tried.
    function refuse(why: string) {
        begin();
        failed = notStarted = true;
        ending = "not started: " + why;
    }

    function why(error: var): string {
        const noEntry = 2; // ENOENT
        if (error.stage === SpawnError.Exec && error.errorNumber === noEntry
                && !process.executable.includes("/"))
            return "not started: there is no program \u201c" + process.executable + "\u201d on PATH";
        if (error.stage === SpawnError.Directory && error.errorNumber === noEntry)
            return "not started: there is no folder " + process.workingDirectory;
        return "";
    }

    function end(reason: var) {
        output.flush(); // the last lines count too
        measure();
        const started = reason.kind !== ExitReason.NotStarted;
        failed = reason.kind !== ExitReason.ProcessDone;
        notStarted = !started;
        const plain = started ? "" : why(reason.error);
        ending = plain.length > 0 ? plain : reason.toString() + (started ? " after " + Quantity.seconds(elapsed) : "");
        usage = started ? "  \u00b7  CPU " + Quantity.seconds(reason.usage.userSeconds
                                                              + reason.usage.systemSeconds)
                          + memory(reason.usage.maxResidentKiB)
                        : "";
    }

    // The kernel counts from before the program was executed, when the child shared our memory: a
    // number that is not above our own says nothing of the command.
    function memory(kib: real): string {
        return kib > OwnMemory.peakKiB() ? ", memory " + Quantity.bytes(kib * 1024) : "";
    }

    function measure() {
        const now = Date.now();
        const seconds = Math.max(0.001, (now - _measured) / 1000);
        linesPerSecond = (output.lineCount - lines) / seconds;
        bytesPerSecond = (output.byteCount - bytes) / seconds;
        lines = output.lineCount;
        bytes = output.byteCount;
        elapsed = (now - began) / 1000;
        secondsLeft = Math.max(0, Math.ceil(5 - (now - _stopping) / 1000));
        _measured = now;
    }

    property Timer _clock: Timer {
        interval: 500
        repeat: true
        running: run.process.running
        onTriggered: run.measure()
    }
}
