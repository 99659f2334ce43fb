// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls

// How long a key is to last.
ChoiceBox {
    readonly property string expiry: ["1y", "2y", "5y", "0"][currentIndex] ?? "2y" // as gpg takes it

    model: [qsTr("in a year"), qsTr("in two years"), qsTr("in five years"), qsTr("never")]
    currentIndex: 1
    tip: qsTr("It can be renewed before that, and a lost one ends by itself")
    Accessible.name: qsTr("When it expires")
}
