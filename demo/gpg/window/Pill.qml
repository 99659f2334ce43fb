// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls

// A word or two that stand out.
Rectangle {
    id: pill

    property alias text: words.text

    implicitWidth: words.implicitWidth + 14
    implicitHeight: 18
    radius: 9
    color: Theme.base
    border.color: Theme.accent

    Caption {
        id: words

        anchors.centerIn: parent
        font.pixelSize: Theme.fontSize - 2
        color: Theme.accent
    }
}
