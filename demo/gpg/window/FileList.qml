// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls
import GpgDesk

// What came of each of several files, the worst first; of the current one all that is to be said.
Rectangle {
    id: pane

    required property FileResults files

    color: Theme.base
    radius: Theme.radius
    border.width: list.activeFocus ? 2 : 1
    border.color: list.activeFocus ? Theme.accent : Theme.border

    ListView {
        id: list

        objectName: "fileResults"
        anchors.fill: parent
        anchors.margins: 2
        model: pane.files
        clip: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        currentIndex: -1
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Files, the worst first")
        ScrollBar.vertical: ScrollBar {
            objectName: "fileResultsBar"
            policy: list.contentHeight > list.height ? ScrollBar.AlwaysOn : ScrollBar.AsNeeded
        }
        onActiveFocusChanged: {
            if (activeFocus && currentIndex < 0)
                currentIndex = 0;
        }
        Keys.onPressed: event => {
            const page = Math.max(1, Math.floor(height / 30) - 1);
            const step = event.key === Qt.Key_PageDown ? page
                       : event.key === Qt.Key_PageUp ? -page
                       : event.key === Qt.Key_End ? count
                       : event.key === Qt.Key_Home ? -count : 0;
            if (step !== 0)
                currentIndex = Math.max(0, Math.min(count - 1, currentIndex + step));
            event.accepted = step !== 0;
        }

        delegate: Rectangle {
            id: row

            required property int index
            required property string name
            required property string path
            required property string state
            required property string sentence
            required property string wayOut
            required property int tone
            readonly property bool isCurrent: ListView.isCurrentItem

            objectName: "fileResult" + index
            width: (ListView.view?.width ?? 0) - 12
            height: content.implicitHeight + 8
            color: isCurrent ? Theme.selection : hover.hovered ? Theme.hovered : "transparent"
            Accessible.role: Accessible.ListItem
            Accessible.name: name + ": " + state
            Accessible.description: sentence + " " + wayOut

            HoverHandler {
                id: hover
            }
            TapHandler {
                onTapped: {
                    // qmllint disable unqualified
                    list.currentIndex = row.index;
                    list.forceActiveFocus(Qt.MouseFocusReason);
                    // qmllint enable unqualified
                }
            }

            ColumnLayout {
                id: content

                x: 8
                y: 4
                width: parent.width - 16
                spacing: 2

                RowLayout {
                    spacing: 8

                    Caption {
                        text: Tones.mark(row.tone) + " " + row.state
                        color: Tones.text(row.tone)
                        font.weight: row.tone === Tone.Red ? Font.DemiBold : Font.Normal
                        elide: Text.ElideRight
                        Layout.preferredWidth: 165
                        Layout.maximumWidth: 165
                    }
                    Caption {
                        text: row.name
                        elide: Text.ElideMiddle
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                    }
                    Caption {
                        text: row.sentence
                        visible: !row.isCurrent
                        color: Theme.dimText
                        elide: Text.ElideRight
                        Layout.fillWidth: true
                        Layout.preferredWidth: 2
                    }
                }
                Repeater {
                    model: row.isCurrent ? [row.sentence, row.wayOut, row.path] : []

                    delegate: Caption {
                        required property string modelData
                        required property int index

                        text: modelData
                        visible: text.length > 0
                        color: index === 0 ? Theme.text : Theme.dimText
                        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
}
