// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

pragma Singleton

import QtQml

// Formats numbers with their units.
QtObject {
    function count(n: real): string {
        return Math.round(n).toLocaleString(Qt.locale(), "f", 0);
    }

    // A number that has the same plural in every language and is an int, as qsTr() wants it.
    function plural(n: real): int {
        return n < 1000000 ? n : 1000000 + n % 1000000;
    }

    function characters(n: real): string {
        return n === 1 ? qsTr("1 character")
                       : qsTr("%1 characters", "", plural(n)).arg(count(n));
    }

    function lines(n: real): string {
        return n === 1 ? qsTr("1 line") : qsTr("%1 lines", "", plural(n)).arg(count(n));
    }

    function bytes(n: real): string {
        const units = ["B", "kB", "MB", "GB", "TB"];
        let i = 0;
        for (; n >= 1000 && i < units.length - 1; ++i)
            n /= 1000;
        return n.toLocaleString(Qt.locale(), "f", i === 0 || n >= 100 ? 0 : 1) + " " + units[i];
    }

    function seconds(s: real): string {
        if (s < 60)
            return s.toLocaleString(Qt.locale(), "f", s < 1 ? 2 : 1) + " s";
        const whole = Math.floor(s);
        const two = n => String(n).padStart(2, "0");
        const minutes = two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60);
        return whole < 3600 ? minutes + " min" : Math.floor(whole / 3600) + ":" + minutes + " h";
    }
}
