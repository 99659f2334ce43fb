// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls

// Shown before the first command: examples of what one can do.
Flickable {
    id: empty

    signal chosen(string command, bool onTerminal)

    readonly property var examples: [
        { command: "for i in 1 2 3 4 5; do echo line $i; echo oops $i >&2; sleep 1; done",
          what: qsTr("Both streams, live") },
        { command: "yes", what: qsTr("A flood: pause it, stop it") },
        { command: "cat", what: qsTr("Answers what you send it") },
        { command: "bash", what: qsTr("A shell on a terminal, in which vim, htop and mc run too"),
          onTerminal: true }
    ]

    clip: true
    contentWidth: width
    contentHeight: Math.max(height, words.implicitHeight + 24)
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    ScrollBar.vertical: ScrollBar { }

    function show(example: Item) {
        const y = example.mapToItem(contentItem, 0, 0).y;
        contentY = Math.max(0, Math.min(y - 6, contentHeight - height));
    }

    ColumnLayout {
        id: words

        x: (empty.width - width) / 2
        y: (empty.contentHeight - implicitHeight) / 2
        width: Math.min(empty.width - 48, 620)
        spacing: 10

        Caption {
            text: qsTr("Nothing runs here yet")
            font.pixelSize: 22
            font.weight: Font.DemiBold
            Layout.alignment: Qt.AlignHCenter
        }
        Caption {
            text: qsTr("Type a command above and press Return; pipes, variables and patterns work "
                       + "too.\nOr try one of these:")
            color: Theme.dimText
            wrapMode: Text.Wrap
            lineHeight: 1.25
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Layout.bottomMargin: 6
        }

        Repeater {
            model: empty.examples

            delegate: PushButton {
                id: example

                required property var modelData
                required property int index

                objectName: "example" + index
                text: modelData.command
                implicitHeight: 54
                Accessible.name: modelData.what + ": " + modelData.command
                Layout.fillWidth: true
                // qmllint disable unqualified
                onClicked: empty.chosen(modelData.command, modelData.onTerminal ?? false)
                onVisualFocusChanged: {
                    if (visualFocus)
                        empty.show(example);
                }
                // qmllint enable unqualified

                contentItem: ColumnLayout {
                    spacing: 2

                    Caption {
                        text: example.modelData.what
                        font.weight: Font.DemiBold
                        Layout.topMargin: 6
                        Layout.fillWidth: true
                    }
                    Caption {
                        objectName: "exampleCommand"
                        text: example.modelData.command
                        color: Theme.dimText
                        font.family: Theme.fixedFamily
                        font.pixelSize: Theme.fixedSize - 1
                        elide: Text.ElideRight
                        Layout.bottomMargin: 6
                        Layout.fillWidth: true
                    }
                }
            }
        }

        Caption {
            text: qsTr("Ctrl+T opens another tab, Ctrl+F searches, Ctrl+. stops.")
            color: Theme.dimText
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: 8
        }
    }
}
