// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic

// A window whose palette has the theme's colours, for what controls of Qt draw by themselves.
ApplicationWindow {
    id: window

    property bool dark: false

    visible: true
    color: Theme.window
    font.pixelSize: Theme.fontSize

    palette {
        window: Theme.window
        windowText: Theme.text
        base: Theme.base
        text: Theme.text
        button: Theme.raised
        buttonText: Theme.text
        mid: Theme.border
        dark: Theme.dimText
        light: Theme.hovered
        midlight: Theme.hovered
        highlight: Theme.accent
        // Qt's file dialog puts it on light with a breath of highlight.
        highlightedText: Theme.text
        toolTipBase: Theme.raised
        toolTipText: Theme.text
        placeholderText: Theme.dimText
    }

    Binding {
        target: Theme
        property: "dark"
        value: window.dark
    }
}
