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

    property real began: 0 // milliseconds since the epoch
    property real elapsed: 0 // seconds
    property string ending // empty: it goes on
    property bool failed: false
    property string usage // what it cost
    property real lines: 0
    property real bytes: 0
    property real linesPerSecond: 0
    property real bytesPerSecond: 0
    property real _measured: 0

    readonly property string mark: ending.length > 0 ? (failed ? "\u2717" : "\u2713")
                                 : process.paused ? "\u2016" : process.running ? "\u25cf" : ""
    readonly property color color: ending.length > 0 ? (failed ? Theme.errorText : Theme.goodText)
                                 : Theme.busyText
    readonly property string status: ending.length > 0 ? ending + usage
        : (process.pid > 0 ? "pid " + process.pid + ", " : "")
          + (stopping ? "stopping" : process.paused ? "paused" : "running")
          + " for " + Quantity.seconds(elapsed)
    readonly property string totals: Quantity.counted(lines, "line") + ", " + Quantity.bytes(bytes)
        + (process.running ? "  \u00b7  " + Quantity.count(linesPerSecond) + " lines/s, "
                             + Quantity.bytes(bytesPerSecond) + "/s" : "")

    function begin() {
        began = _measured = Date.now();
        elapsed = lines = bytes = linesPerSecond = bytesPerSecond = 0;
        ending = usage = "";
        failed = false;
    }

    function end(reason: var) {
        output.flush(); // the last lines count too
        measure();
        const started = reason.kind !== ExitReason.NotStarted;
        failed = reason.kind !== ExitReason.ProcessDone;
        ending = reason.toString() + (started ? " after " + Quantity.seconds(elapsed) : "");
        usage = started ? "  \u00b7  CPU " + Quantity.seconds(reason.usage.userSeconds
                                                              + reason.usage.systemSeconds)
                          + ", memory " + memory(reason.usage.maxResidentKiB)
                        : "";
    }

    function memory(kib: real): string {
        const least = OwnMemory.peakKiB();
        return kib > least ? Quantity.bytes(kib * 1024) : "below " + Quantity.bytes(least * 1024);
    }

    function measure() {
        const now = Date.now();
        const seconds = Math.max(0.001, (now - _measured) / 1000);
        linesPerSecond = (output.lineCount - lines) / seconds;
        bytesPerSecond = (output.byteCount - bytes) / seconds;
        lines = output.lineCount;
        bytes = output.byteCount;
        elapsed = (now - began) / 1000;
        _measured = now;
    }

    property Timer _clock: Timer {
        interval: 500
        repeat: true
        running: run.process.running
        onTriggered: run.measure()
    }
}
