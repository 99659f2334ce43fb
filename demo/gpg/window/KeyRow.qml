// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls

// One key. The current one also shows its fingerprint, for comparison.
Rectangle {
    id: row

    required property int index
    required property string fingerprint
    required property string spacedFingerprint
    required property string name
    required property string furtherNames
    required property string validity
    required property int tone
    required property string details
    required property bool isOwn
    required property bool isUsable
    required property bool isRecipient
    required property string fault
    required property bool isChosen
    readonly property bool isCurrent: ListView.isCurrentItem

    signal ticked(bool on)
    signal shown

    objectName: "keyRow" + index
    width: ListView.view?.width ?? 0
    height: content.implicitHeight + 14
    color: isChosen ? Theme.selection : hover.hovered ? Theme.hovered : "transparent"
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: isChosen
    Accessible.name: name + ", " + validity + (isOwn ? ", " + qsTr("secret key here") : "")
    Accessible.description: fault + " " + spacedFingerprint

    Rectangle {
        width: 3
        height: parent.height
        visible: row.isCurrent
        color: row.ListView.view?.activeFocus ? Theme.accent : Theme.border
    }
    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: row.ticked(!row.isChosen)
        onDoubleTapped: row.shown()
    }

    RowLayout {
        id: content

        x: 10
        y: 7
        width: parent.width - 24
        spacing: 10

        Rectangle {
            implicitWidth: 16
            implicitHeight: 16
            radius: 3
            opacity: row.isRecipient || row.isChosen ? 1 : 0.35
            color: row.isChosen ? Theme.accent : Theme.base
            border.color: row.isChosen ? Theme.accent : Theme.dimText
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 1

            Caption {
                anchors.centerIn: parent
                text: "\u2714"
                visible: row.isChosen
                color: Theme.accentedText
                font.pixelSize: 12
            }
        }
        ColumnLayout {
            spacing: 2

            Caption {
                objectName: "keyName"
                text: row.name
                font.weight: row.isOwn ? Font.DemiBold : Font.Normal
                font.strikeout: !row.isUsable
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: 6

                Caption {
                    text: Tones.mark(row.tone) + " " + row.validity
                    color: Tones.text(row.tone)
                    font.pixelSize: Theme.fontSize - 1
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
                Pill {
                    visible: row.isOwn
                    text: qsTr("secret key")
                }
            }
            Caption {
                objectName: "keyFault" + row.index
                visible: text.length > 0
                text: row.fault
                font.pixelSize: Theme.fontSize - 1
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                maximumLineCount: 4
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            Caption {
                visible: row.isCurrent && row.furtherNames.length > 0
                text: row.furtherNames
                color: Theme.dimText
                font.pixelSize: Theme.fontSize - 1
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Caption {
                visible: row.isCurrent
                text: row.spacedFingerprint
                font.family: Theme.fixedFamily
                font.pixelSize: Theme.fixedSize - 1
                wrapMode: Text.Wrap
                Layout.fillWidth: true
                Layout.topMargin: 2
            }
            Caption {
                visible: row.isCurrent
                text: row.details
                color: Theme.dimText
                font.pixelSize: Theme.fontSize - 2
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
}
