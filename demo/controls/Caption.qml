// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick

// A text label in the window's font, which a plain Text does not use.
Text {
    font.pixelSize: Theme.fontSize
    textFormat: Text.PlainText
    color: Theme.text
}
