// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls
import Viewer

// Draws a sign at each line break in a field, where the field itself draws nothing.
Connections {
    required property TextLine field

    target: field
    function onTextChanged() {
        if (field.echoMode !== TextInput.Normal || !/[\n\r\u0085\u2028\u2029]/.test(field.text))
            return;
        const cursor = field.cursorPosition;
        const atEnd = cursor === field.length;
        field.text = PastedText.inOneLine(field.text);
        field.cursorPosition = atEnd ? field.length : Math.min(cursor, field.length);
    }
}
