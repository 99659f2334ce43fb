// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls
import GpgDesk

// The keyring, to look for keys and to tick them.
Rectangle {
    id: pane

    required property KeyModel keys
    property bool isUsable: true // there is a gpg
    property bool isBusy: false // it does one thing at a time

    signal refreshRequested
    signal newKeyRequested
    signal exportRequested(var exported)
    signal detailsRequested(string fingerprint)
    // A KeyRow. It is not cast to that type, which makes it null with Qt 6.8 when another QML engine
    // of the program has the module, too.
    readonly property var _currentRow: list.currentItem
    readonly property string current: _currentRow?.fingerprint ?? ""

    color: Theme.base
    implicitHeight: column.implicitHeight

    function focusSearch() {
        search.forceActiveFocus(Qt.ShortcutFocusReason);
        search.selectAll();
    }

    function keyCount(): string {
        return keys.count === 1 ? qsTr("1 key") : qsTr("%n keys", "", keys.count);
    }

    KeyFilter {
        id: filter

        keys: pane.keys
        needle: search.text
        onNeedleChanged: list.currentIndex = 0
    }

    ColumnLayout {
        id: column

        anchors.fill: parent
        spacing: 0

        TextLine {
            id: search

            objectName: "keySearch"
            placeholderText: qsTr("Search the keys")
            tip: qsTr("By name, address, fingerprint, or state: \u201cown\u201d, "
                      + "\u201cexpired\u201d")
            keys: "Ctrl+F"
            wrong: text.length > 0 && filter.count === 0
            Accessible.name: qsTr("Search the keys")
            Layout.fillWidth: true
            Layout.margins: 8
            Keys.onEscapePressed: clear()
            Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
            onAccepted: list.forceActiveFocus(Qt.TabFocusReason)
        }

        ListView {
            id: list

            objectName: "keyList"
            model: filter
            clip: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 120
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Keys")
            ScrollBar.vertical: ScrollBar { }
            Keys.onSpacePressed: toggleCurrent()
            Keys.onReturnPressed: toggleCurrent()
            Keys.onEnterPressed: toggleCurrent()
            Keys.onPressed: event => {
                event.accepted = event.key === Qt.Key_I
                    && event.modifiers === Qt.ControlModifier && pane.current.length > 0;
                if (event.accepted)
                    pane.detailsRequested(pane.current);
            }

            function toggleCurrent() {
                forceLayout(); // the row may be gone already, with the next frame
                const row = pane._currentRow;
                if (row)
                    pane.keys.choose(row.fingerprint, !row.isChosen);
            }

            delegate: KeyRow {
                id: row

                // qmllint disable unqualified
                onShown: {
                    list.currentIndex = index;
                    pane.detailsRequested(fingerprint);
                }
                onTicked: on => {
                    list.currentIndex = index;
                    pane.keys.choose(fingerprint, on);
                }
                // qmllint enable unqualified
            }

            Rectangle {
                anchors.fill: parent
                color: "transparent"
                visible: list.activeFocus
                border.color: Theme.accent
            }

            Caption {
                anchors.centerIn: parent
                width: parent.width - 40
                visible: filter.count === 0
                text: !pane.isUsable ? "" : pane.keys.loading ? qsTr("Listing the keys \u2026")
                    : pane.keys.count > 0 ? qsTr("No key matches.")
                    : qsTr("There is no key here yet. Make one of your own below, or import one.")
                color: Theme.dimText
                wrapMode: Text.Wrap
                horizontalAlignment: Text.AlignHCenter
            }
        }

        Rectangle {
            implicitHeight: 1
            color: Theme.border
            Layout.fillWidth: true
        }
        Caption {
            objectName: "keyCount"
            text: filter.count === pane.keys.count ? pane.keyCount()
                : qsTr("%1 of %2").arg(Quantity.count(filter.count)).arg(pane.keyCount())
            color: Theme.dimText
            Layout.margins: 8
            Layout.bottomMargin: 0
        }
        Flow {
            spacing: 6
            Layout.fillWidth: true
            Layout.margins: 8

            PushButton {
                objectName: "newKeyButton"
                text: qsTr("New key \u2026")
                tip: qsTr("Generate a key of your own")
                keys: "Ctrl+N"
                enabled: !pane.isBusy
                onClicked: pane.newKeyRequested()
            }
            PushButton {
                objectName: "exportButton"
                text: qsTr("Export \u2026")
                tip: pane.keys.chosen.length > 0
                     ? qsTr("The ticked keys, for others to encrypt to you")
                     : qsTr("The current key; of several, tick them")
                enabled: exported.length > 0 && !pane.isBusy
                onClicked: pane.exportRequested(exported)

                readonly property var exported: pane.keys.chosen.length > 0 ? pane.keys.chosen
                    : pane.current.length > 0 ? [pane.current] : []
            }
            PushButton {
                objectName: "detailsButton"
                text: qsTr("Details \u2026")
                tip: qsTr("The current key: certify, renew or delete it, change its passphrase")
                keys: "Ctrl+I"
                enabled: pane.current.length > 0
                onClicked: pane.detailsRequested(pane.current)
            }
            PushButton {
                objectName: "refreshButton"
                text: "\u21bb"
                tip: qsTr("List them again")
                keys: "F5"
                Accessible.name: tip
                onClicked: pane.refreshRequested()
            }
        }
    }
}
