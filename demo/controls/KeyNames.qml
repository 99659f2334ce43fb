// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

pragma Singleton

import QtQml

// The names of keys as they stand on the user's keyboard.
QtObject {
    readonly property var _names: ({
        "Ctrl": qsTr("Ctrl", "a key"), "Shift": qsTr("Shift", "a key"),
        "Return": qsTr("Return", "a key"), "Escape": qsTr("Escape", "a key")
    })

    // "Ctrl+Shift+F" in the user's language.
    function shown(keys: string): string {
        return keys.replace(/[A-Za-z]+/g, word => _names[word] ?? word);
    }
}
