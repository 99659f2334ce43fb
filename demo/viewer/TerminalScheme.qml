// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import DemoControls
import Offspring.Terminal

// The theme's colours for a terminal. Those that programs call black and white stay dark and light
// in both themes, because programs put the one on the other; the rest can be read on the theme's
// ground, and black on them is legible.
TerminalColors {
    foreground: Theme.text
    background: Theme.base
    cursor: Theme.accent
    cursorText: Theme.accentedText
    selection: Theme.selection
    black: Theme.dark ? "#2a2e35" : "#1b1f24"
    red: Theme.dark ? "#ec6a5e" : "#d43a31"
    green: Theme.dark ? "#62b877" : "#1d8638"
    yellow: Theme.dark ? "#d9a741" : "#966c00"
    blue: Theme.dark ? "#5b96ea" : "#1a67d6"
    magenta: Theme.dark ? "#c07ad6" : "#a84cc4"
    cyan: Theme.dark ? "#4db3b3" : "#0c7f8c"
    white: Theme.dark ? "#ccd1d8" : "#d3d8de"
    brightBlack: Theme.dark ? "#858d99" : "#57606a"
    brightRed: Theme.dark ? "#ff9486" : "#d9443a"
    brightGreen: Theme.dark ? "#7fd894" : "#219142"
    brightYellow: Theme.dark ? "#f2c566" : "#bf8700"
    brightBlue: Theme.dark ? "#79b0ff" : "#3b82ec"
    brightMagenta: Theme.dark ? "#dc9cec" : "#bb62d6"
    brightCyan: Theme.dark ? "#79d6d6" : "#128f9e"
    brightWhite: "#ffffff"
}
