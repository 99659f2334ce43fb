// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls

// The state of the command at the left, its totals at the right.
Rectangle {
    id: bar

    property string mark
    property color markColor: Theme.dimText
    property string status
    property string totals
    property string hint // as long as there is one, instead of the totals
    property string message // for a moment, instead of the totals

    implicitHeight: 30
    color: Theme.window

    function showMessage(text: string) {
        message = text;
        forget.restart();
    }

    Timer {
        id: forget

        interval: 3000
        onTriggered: bar.message = ""
    }
    Rectangle {
        width: parent.width
        height: 1
        color: Theme.border
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 12
        spacing: 8

        Caption {
            text: bar.mark
            color: bar.markColor
        }
        Caption {
            objectName: "statusLabel"
            text: bar.status
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Caption {
            objectName: "totalsLabel"
            text: bar.message || bar.hint || bar.totals
            color: bar.message.length + bar.hint.length > 0 ? Theme.text : Theme.dimText
            elide: Text.ElideRight
            Layout.maximumWidth: bar.width * 0.6
        }
    }
}
