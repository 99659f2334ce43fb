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
        ? (notStarted ? "not started" : stopped ? "stopped" : failed ? "failed" : "done")
        : hasExited ? (exitFailed ? "failed" : "done") + ", output held"
        : process.paused ? "paused" : process.running ? "running" : ""
    readonly property color color: hasExited ? (exitFailed ? Theme.errorText : Theme.goodText)
                                 : stopped && ending.length > 0 ? Theme.dimText
                                 : ending.length > 0 ? (failed ? Theme.errorText : Theme.goodText)
                                 : Theme.busyText
    readonly property string holding: process.paused ? "paused, what it wrote is not all read"
        : !holdersAsked ? "its output is still open"
        : holders.length > 0 ? namesOf(holders) + (holders.length > 1 ? " still hold" : " still holds")
                               + " the output"
        : "somebody whom this user may not look at still holds the output"
    readonly property string status: ending.length > 0 ? ending + usage
        : exit.length > 0 ? exit + "; " + holding
                            + (stopping && secondsLeft > 0 ? ", SIGKILL in " + secondsLeft + " s" : "")
        : (process.pid > 0 ? "pid " + process.pid + ", " : "")
          + (stuck.length > 0 ? stuck + ", "
             : stopping ? (secondsLeft > 0 ? "stopping: SIGKILL in " + secondsLeft + " s, "
                                           : "SIGKILL is sent, ")
             : process.paused ? "paused, " : "")
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
        ending = usage = exit = stuck = letGo = "";
        holders = [];
        failed = notStarted = askedToStop = exitFailed = holdersAsked = false;
    }

    // The command cannot be started at all.
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

    // Other processes may keep its output open.
    function exitWith(reason: var) {
        output.flush();
        measure();
        _holderClock.interval = 100; // nearly always the output is closed by then
        exitFailed = reason.kind !== ExitReason.ProcessDone;
        exit = inWords(reason);
    }

    function inWords(reason: var): string {
        return reason.toString() + " after " + Quantity.seconds(elapsed);
    }

    function askForHolders() {
        holders = process.holders();
        holdersAsked = true;
    }

    function namesOf(holders: var): string {
        const named = holders.map(each => PastedText.visible(each.name) + ", pid " + each.pid);
        if (named.length > 3)
            return named[0] + ", and " + (named.length - 1) + " more";
        const last = named.pop();
        return named.map(each => each + ", ").join("") + (named.length > 0 ? "and " : "") + last + ",";
    }

    function letGoOfHolders() {
        if (exit.length === 0) {
            letGo = "let go while it ran";
            return;
        }
        askForHolders();
        letGo = holders.length > 0 ? namesOf(holders) + " still held the output"
                                   : "its output was still held";
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
            ending += (known ? "; " : "") + letGo + (known ? "" : " for " + Quantity.seconds(elapsed));
        usage = started && known ? "  \u00b7  CPU " + Quantity.seconds(reason.usage.userSeconds
                                                              + reason.usage.systemSeconds)
                          + memory(reason.usage.maxResidentKiB)
                        : "";
    }

    // The kernel's figure includes the time before the program was executed, when the child shared
    // our memory. A figure that is not above our own therefore tells nothing about the command.
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
