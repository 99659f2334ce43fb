// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls
import GpgDesk

// Asks what to do when the output of one of several files exists already. Keys that are typed ahead
// do not choose to replace it.
Sheet {
    id: dialog

    property string wanted // the path
    property string unused // a name that is free
    property string place // "3 of 20"
    property bool _isAnswered: false

    signal answered(string answer, string name, bool forAll)

    wantedWidth: 520
    onOpened: {
        _isAnswered = false;
        nameLine.text = unused;
        allSwitch.checked = false;
        skipButton.forceActiveFocus(Qt.TabFocusReason);
    }
    onClosed: {
        if (!_isAnswered)
            answered("cancel", "", false);
    }

    function say(answer: string) {
        _isAnswered = true;
        close();
        answered(answer, nameLine.text, allSwitch.checked);
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Caption {
            objectName: "existingQuestion"
            text: qsTr("There is already a file \u201c%1\u201d.")
                .arg(FileNames.nameOnly(dialog.wanted))
            font.pixelSize: Theme.fontSize + 2
            font.weight: Font.DemiBold
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 3
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        Caption {
            text: qsTr("File %1").arg(dialog.place) + "  \u00b7  " + FileNames.shown(dialog.wanted)
            color: Theme.dimText
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 3
            elide: Text.ElideRight
            Layout.fillWidth: true
        }
        PathLine {
            id: nameLine

            name: "existingField"
            label: qsTr("Another name")
            saving: true
            enabled: !allSwitch.checked
            Layout.fillWidth: true
            onAccepted: dialog.say("rename")
        }
        ToggleSwitch {
            id: allSwitch

            objectName: "existingAllSwitch"
            text: qsTr("the same for all that follow")
            tip: qsTr("Another name is then the next one that is free")
        }
        Flow {
            spacing: Theme.gap
            layoutDirection: Qt.RightToLeft
            Layout.fillWidth: true

            PushButton {
                objectName: "existingReplaceButton"
                text: allSwitch.checked ? qsTr("Replace all") : qsTr("Replace it")
                onClicked: dialog.say("replace")
            }
            PushButton {
                objectName: "existingRenameButton"
                text: allSwitch.checked ? qsTr("Other names") : qsTr("Other name")
                enabled: nameLine.text.length > 0
                onClicked: dialog.say("rename")
            }
            PushButton {
                id: skipButton

                objectName: "existingSkipButton"
                text: allSwitch.checked ? qsTr("Skip all") : qsTr("Skip it")
                primary: true
                onClicked: dialog.say("skip")
            }
            PushButton {
                objectName: "existingCancelButton"
                text: qsTr("Cancel the rest")
                keys: "Escape"
                onClicked: dialog.close()
            }
        }
    }
}
