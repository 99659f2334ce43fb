// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import DemoControls
import Offspring.Terminal

// The theme's colours for a terminal. Those that programs call black and white stay dark and light
// in both themes, because programs put the one on the other; the rest can be read on the theme's
// ground. Blue is dark, because some put all their text on it: white and the bright colours can be
// read there.
TerminalColors {
    foreground: Theme.text
    background: Theme.base
    cursor: Theme.accent
    cursorText: Theme.accentedText
    selection: Theme.selection
    black: Theme.dark ? "#2a2e35" : "#1b1f24"
    red: Theme.dark ? "#ec6a5e" : "#d43a31"
    green: Theme.dark ? "#62b877" : "#1d8638"
    yellow: Theme.dark ? "#d9a741" : "#b37f00"
    blue: Theme.dark ? "#1c6dde" : "#104186"
    magenta: Theme.dark ? "#c07ad6" : "#a84cc4"
    cyan: Theme.dark ? "#4db3b3" : "#0c7f8c"
    white: Theme.dark ? "#ccd1d8" : "#d3d8de"
    brightBlack: Theme.dark ? "#858d99" : "#57606a"
    brightRed: Theme.dark ? "#ff9486" : "#e16e66"
    brightGreen: Theme.dark ? "#7fd894" : "#26a54b"
    brightYellow: Theme.dark ? "#f2c566" : "#be8600"
    brightBlue: Theme.dark ? "#79b0ff" : "#5290ee"
    brightMagenta: Theme.dark ? "#dc9cec" : "#c170da"
    brightCyan: Theme.dark ? "#79d6d6" : "#149eaf"
    brightWhite: "#ffffff"
}
