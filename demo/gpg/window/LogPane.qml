// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// gpg's log and its status lines, on two pages.
Rectangle {
    id: pane

    required property GpgJob job

    implicitHeight: 190
    color: Theme.base

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.border
    }
    RowLayout {
        anchors.fill: parent
        anchors.margins: 8
        spacing: 12

        LogList {
            name: "logList"
            title: qsTr("Log and stderr: for people")
            lines: pane.job.log
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
        }
        Rectangle {
            implicitWidth: 1
            color: Theme.border
            Layout.fillHeight: true
        }
        LogList {
            name: "statusList"
            title: qsTr("Status fd: for the verdict")
            lines: pane.job.status
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
        }
    }
}
