// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls
import Viewer

// Asks for confirmation before it runs several lines, or one with invisible characters.
Sheet {
    id: dialog

    property CommandLine line: null
    readonly property int count: line ? line.lines.length : 0

    signal agreed

    width: Math.min(560, parent ? parent.width - 24 : 560)
    onOpened: noButton.forceActiveFocus(Qt.TabFocusReason)

    function question(): string {
        if (count < 2)
            return qsTr("Something in this command is not seen in a line. Run it?");
        return line.isScript ? qsTr("Run this script of %n lines?", "", count)
                             : qsTr("Run these %n commands, one after the other?", "", count);
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 12

        Caption {
            objectName: "runQuestion"
            text: dialog.question()
            wrapMode: Text.Wrap
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
        Rectangle {
            color: Theme.base
            border.color: Theme.border
            implicitHeight: Math.min(lines.implicitHeight + 2,
                                     dialog.parent ? dialog.parent.height - 190 : 200, 260)
            Layout.fillWidth: true

            ScrollView {
                anchors.fill: parent
                anchors.margins: 1

                TextArea {
                    id: lines

                    objectName: "runLines"
                    readOnly: true
                    text: dialog.line ? dialog.line.visibleText : ""
                    textFormat: TextEdit.PlainText
                    wrapMode: TextEdit.WrapAnywhere
                    selectByMouse: true
                    color: Theme.text
                    font.family: Theme.fixedFamily
                    font.pixelSize: Theme.fixedSize
                    Accessible.name: qsTr("What would be run")
                    background: null
                }
            }
        }
        Caption {
            text: dialog.line ? dialog.line.shellNote : ""
            visible: text.length > 0
            color: Theme.dimText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.gap

            Item { Layout.fillWidth: true }
            PushButton {
                id: noButton

                objectName: "doNotRunButton"
                text: qsTr("Cancel")
                onClicked: dialog.close()
            }
            PushButton {
                objectName: "runButton"
                text: qsTr("Run")
                primary: true
                onClicked: {
                    dialog.close();
                    dialog.agreed();
                }
            }
        }
    }
}
