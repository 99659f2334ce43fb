// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls
import Viewer

// What is dropped on a field is inserted there: text, or files by their names.
DropArea {
    id: area

    required property TextLine field

    objectName: "textDrop"
    anchors.fill: parent
    enabled: field.enabled
    onDropped: drop => {
        const names = drop.hasUrls ? PastedText.fileNames(drop.urls) : "";
        if (names.length === 0 && !drop.hasText)
            return;
        field.insert(field.cursorPosition, names.length > 0 ? names : drop.text);
        field.forceActiveFocus(Qt.OtherFocusReason);
        drop.accept(Qt.CopyAction);
    }
}
