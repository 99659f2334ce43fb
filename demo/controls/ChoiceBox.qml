// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic

// A drop-down list of a few choices.
ComboBox {
    id: box

    property string tip
    property bool marked: currentIndex > 0 // it is not the default

    implicitHeight: Theme.controlHeight
    opacity: enabled ? 1 : 0.45
    Accessible.description: tip

    Tip {
        visible: box.hovered && box.tip.length > 0 && !box.popup.visible
        text: box.tip
    }

    contentItem: Caption {
        leftPadding: 10
        rightPadding: box.indicator.width + 14
        text: box.displayText
        elide: Text.ElideRight
        font: box.font
        verticalAlignment: Text.AlignVCenter
    }

    indicator: Caption {
        x: box.width - width - 9
        y: (box.height - height) / 2
        text: "\u25be"
        color: Theme.dimText
    }

    background: Rectangle {
        implicitWidth: 128
        radius: Theme.radius
        color: box.hovered || box.down ? Theme.hovered : Theme.raised
        border.width: box.visualFocus ? 2 : 1
        border.color: box.visualFocus || box.marked ? Theme.accent : Theme.border
    }

    delegate: ItemDelegate {
        id: choice

        required property string modelData

        width: ListView.view?.width ?? 0
        height: 26
        highlighted: ListView.isCurrentItem

        contentItem: Caption {
            text: choice.modelData
            elide: Text.ElideRight
            verticalAlignment: Text.AlignVCenter
        }
        background: Rectangle {
            radius: 3
            color: choice.highlighted ? Theme.selection : "transparent"
        }
    }

    popup: Popup {
        y: box.height + 2
        width: box.width
        implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
        padding: 4

        contentItem: ListView {
            implicitHeight: contentHeight
            model: box.popup.visible ? box.delegateModel : null
            currentIndex: box.highlightedIndex
            clip: true
        }
        background: Rectangle {
            radius: Theme.radius
            color: Theme.raised
            border.color: Theme.border
        }
    }
}
