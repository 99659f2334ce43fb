// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick

// Words in the window; a bare Text does not take the window's font.
Text {
    font.pixelSize: Theme.fontSize
    textFormat: Text.PlainText
    color: Theme.text
}
