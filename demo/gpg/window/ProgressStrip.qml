// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// How far it is, at what rate, and Cancel.
Item {
    id: strip

    required property GpgJob job

    signal cancelled

    implicitWidth: content.implicitWidth
    implicitHeight: content.implicitHeight

    function secondsLeft(): real {
        return job.bytesPerSecond > 0 ? (job.bytesTotal - job.bytesDone) / job.bytesPerSecond : 0;
    }

    RowLayout {
        id: content

        width: parent.width
        spacing: Theme.gap

        ColumnLayout {
            spacing: 3

            Caption {
                objectName: "progressLabel"
                text: strip.job.busyWith.length > 0 ? qsTr("gpg is %1").arg(strip.job.busyWith)
                    : strip.job.operation
                      + (strip.job.queueLength > 1
                         ? " " + qsTr("%1 of %2").arg(strip.job.queuePosition)
                                                 .arg(strip.job.queueLength) : "") + " \u2026"
                      + (strip.job.bytesDone > 0 ? "  " + Quantity.bytes(strip.job.bytesDone) : "")
                      + (strip.job.progress >= 0
                         ? " " + qsTr("of %1").arg(Quantity.bytes(strip.job.bytesTotal)) : "")
                      + (strip.job.bytesPerSecond > 0
                         ? "  \u00b7  " + qsTr("%1/s").arg(Quantity.bytes(strip.job.bytesPerSecond))
                         : "")
                      + (strip.job.progress > 0 && strip.secondsLeft() >= 1
                         ? "  \u00b7  " + qsTr("%1 left").arg(Quantity.seconds(strip.secondsLeft()))
                         : "")
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            Rectangle {
                id: groove

                implicitHeight: 6
                radius: 3
                color: Theme.pressed
                clip: true
                Layout.fillWidth: true
                Accessible.role: Accessible.ProgressBar
                Accessible.name: strip.job.operation

                Rectangle {
                    readonly property bool isKnown: strip.job.progress >= 0

                    x: isKnown ? 0 : slide.place * (groove.width - width)
                    width: isKnown ? groove.width * strip.job.progress : groove.width / 5
                    height: parent.height
                    radius: 3
                    color: Theme.accent
                }
                QtObject {
                    id: slide

                    property real place: 0
                }
                SequentialAnimation {
                    running: strip.visible && strip.job.progress < 0
                    loops: Animation.Infinite

                    NumberAnimation { target: slide; property: "place"; to: 1; duration: 900 }
                    NumberAnimation { target: slide; property: "place"; to: 0; duration: 900 }
                }
            }
        }
        PushButton {
            objectName: "cancelButton"
            text: qsTr("Cancel")
            tip: qsTr("Stop gpg; nothing is left behind")
            keys: "Escape"
            primary: true
            onClicked: strip.cancelled()
        }
    }
}
