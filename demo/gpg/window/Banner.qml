// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// A sentence, and below it what one can do.
Rectangle {
    id: banner

    property int tone
    property string sentence
    property string others // a sentence about the rest
    property string wayOut
    property string name // the objectName of the sentence's label
    property string remedy // of a button, for the way out
    property int size: Theme.fontSize

    signal remedied

    implicitHeight: words.implicitHeight + 16
    radius: Theme.radius
    color: Tones.fill(tone)
    border.color: tone === Tone.Plain ? Theme.border : Tones.text(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: sentence + (others.length > 0 ? " " + others : "")
                     + (wayOut.length > 0 ? " " + wayOut : "")

    RowLayout {
        id: words

        x: 12
        y: 8
        width: parent.width - 24
        spacing: 10

        Caption {
            text: Tones.mark(banner.tone)
            color: Tones.text(banner.tone)
            font.pixelSize: banner.size
            font.weight: Font.Bold
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: 3

            Caption {
                objectName: banner.name
                text: banner.sentence
                color: Tones.text(banner.tone)
                font.pixelSize: banner.size
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Caption {
                objectName: banner.name + "Others"
                text: banner.others
                visible: text.length > 0
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Caption {
                objectName: banner.name + "WayOut"
                text: banner.wayOut
                visible: text.length > 0
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        PushButton {
            objectName: banner.name + "Button"
            text: banner.remedy
            visible: text.length > 0
            onClicked: banner.remedied()
        }
    }
}
