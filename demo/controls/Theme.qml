// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

pragma Singleton

import QtQuick

// The colours and sizes of everything. Each text colour has a contrast of at least 4.5 to 1 against
// what it stands on.
QtObject {
    id: theme

    property bool dark: false

    readonly property color window: dark ? "#22262d" : "#f1f3f5"
    readonly property color strip: dark ? "#191c21" : "#dfe3e8" // behind the tabs
    readonly property color _darkBase: "#16191e"
    readonly property color _lightBase: "#ffffff"
    readonly property color base: dark ? _darkBase : _lightBase
    readonly property color raised: dark ? "#2f353f" : "#ffffff"
    readonly property color hovered: dark ? "#3a424e" : "#e6eaef"
    readonly property color pressed: dark ? "#454e5c" : "#d6dce3"
    readonly property color border: dark ? "#4a5260" : "#c3cad2"
    readonly property color text: dark ? "#e6e9ee" : "#1b1f24"
    readonly property color dimText: dark ? "#a3acb9" : "#57606a"
    readonly property color accent: dark ? "#79b0ff" : "#0a5bc9"
    readonly property color accentedText: dark ? "#0b1626" : "#ffffff"
    readonly property color errorText: dark ? "#ff9486" : "#b3201a"
    readonly property color goodText: dark ? "#7fd894" : "#17702f"
    readonly property color busyText: dark ? "#f2c566" : "#845400"
    readonly property color selection: dark ? "#2b4468" : "#cfe3ff"
    readonly property color match: dark ? "#463c10" : "#ffe58a"
    readonly property color currentMatch: dark ? "#613a00" : "#ffc04d"

    readonly property int gap: 8
    readonly property int radius: 5
    readonly property int controlHeight: 30
    readonly property string fixedFamily: "monospace"
    readonly property int fixedSize: 13
    readonly property int fontSize: 13

    readonly property var _readableOnDark: ({})
    readonly property var _readableOnLight: ({})

    // Programs choose their colours for another background. This returns the nearest colour that
    // can be read on ours. It depends on `dark` alone, because the other colours may not have
    // changed yet when that has.
    function readable(wanted: string): string {
        const known = dark ? _readableOnDark : _readableOnLight;
        if (known[wanted] === undefined)
            known[wanted] = String(_moved(Qt.color(wanted), dark));
        return known[wanted];
    }

    function _moved(wanted: color, onDark: bool): color {
        let result = wanted;
        for (let i = 0; i < 20 && contrast(result, onDark ? _darkBase : _lightBase) < 4.5; ++i)
            result = Qt.tint(result, onDark ? "#1affffff" : "#1a000000");
        return result;
    }

    function contrast(a: color, b: color): real {
        const one = luminance(a) + 0.05;
        const other = luminance(b) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    // Relative luminance as WCAG 2 has it.
    function luminance(c: color): real {
        const linear = v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
        return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
    }
}
