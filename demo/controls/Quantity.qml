// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

pragma Singleton

import QtQml

// Formats numbers with their units.
QtObject {
    function count(n: real): string {
        return Math.round(n).toLocaleString(Qt.locale("en_US"), "f", 0);
    }

    function counted(n: real, noun: string): string {
        return count(n) + " " + noun + (n === 1 ? "" : "s");
    }

    function bytes(n: real): string {
        const units = ["B", "kB", "MB", "GB", "TB"];
        let i = 0;
        for (; n >= 1000 && i < units.length - 1; ++i)
            n /= 1000;
        return n.toFixed(i === 0 || n >= 100 ? 0 : 1) + " " + units[i];
    }

    function seconds(s: real): string {
        if (s < 60)
            return s.toFixed(s < 1 ? 2 : 1) + " s";
        const whole = Math.floor(s);
        const two = n => String(n).padStart(2, "0");
        const minutes = two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60);
        return whole < 3600 ? minutes + " min" : Math.floor(whole / 3600) + ":" + minutes + " h";
    }
}
