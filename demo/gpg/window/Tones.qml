// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

pragma Singleton

import QtQuick
import DemoControls
import GpgDesk

// The colours of the tones in the light and the dark theme, and a mark for each, because not
// everybody can distinguish the colours.
QtObject {
    function text(tone: int): color {
        switch (tone) {
        case Tone.Green:
            return Theme.goodText;
        case Tone.Yellow:
            return Theme.dark ? "#efe07a" : "#655600";
        case Tone.Amber:
            return Theme.dark ? "#ffb570" : "#8f4300";
        case Tone.Red:
            return Theme.errorText;
        }
        return Theme.text;
    }

    function fill(tone: int): color {
        switch (tone) {
        case Tone.Green:
            return Theme.dark ? "#17301f" : "#dff5e4";
        case Tone.Yellow:
            return Theme.dark ? "#333011" : "#fff9cf";
        case Tone.Amber:
            return Theme.dark ? "#3b2713" : "#ffe9d2";
        case Tone.Red:
            return Theme.dark ? "#3d1d1b" : "#fde4e2";
        }
        return Theme.raised;
    }

    function mark(tone: int): string {
        switch (tone) {
        case Tone.Green:
            return "\u2714";
        case Tone.Yellow:
            return "?";
        case Tone.Amber:
            return "!";
        case Tone.Red:
            return "\u2718";
        }
        return "\u2022";
    }
}
