// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls
import GpgDesk

// The lines of one of gpg's logs.
ColumnLayout {
    id: pane

    required property LogModel lines
    property string title
    property string name

    spacing: 4

    RowLayout {
        spacing: 6

        Caption {
            text: pane.title
            color: Theme.dimText
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        PushButton {
            objectName: pane.name + "Copy"
            text: qsTr("Copy")
            flat: true
            implicitHeight: 22
            enabled: pane.lines.count > 0
            Accessible.name: qsTr("Copy: %1").arg(pane.title)
            onClicked: Clipboard.setText(pane.lines.text())
        }
        PushButton {
            objectName: pane.name + "Clear"
            text: qsTr("Clear")
            flat: true
            implicitHeight: 22
            enabled: pane.lines.count > 0
            Accessible.name: qsTr("Clear: %1").arg(pane.title)
            onClicked: pane.lines.clear()
        }
    }

    ListView {
        id: list

        objectName: pane.name
        model: pane.lines
        currentIndex: -1 // no line is current
        clip: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        Layout.fillWidth: true
        Layout.fillHeight: true
        Accessible.role: Accessible.List
        Accessible.name: pane.title
        ScrollBar.vertical: ScrollBar { }
        onCountChanged: Qt.callLater(list.positionViewAtEnd) // qmllint disable

        delegate: Caption {
            required property string line

            width: (ListView.view?.width ?? 0) - 12
            text: line
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.fixedSize - 2
            wrapMode: Text.WrapAnywhere
        }
    }
}
