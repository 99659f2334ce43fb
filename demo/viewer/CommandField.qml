// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls
import Viewer

// The command line: completion with Tab, earlier commands with Up and Down.
CompletingField {
    id: field

    property int _place: History.count // the count stands for the line being typed
    property string _typed

    signal submitted

    maximumLength: 1 << 24 // long pasted text is not cut

    Connections {
        target: History
        function onChanged() { field._place = History.count; }
    }

    TextDrop {
        field: field
    }
    LineBreaks {
        field: field
    }

    objectName: "commandField"
    placeholderText: qsTr("Command to run, such as make -j4")
    tip: qsTr("Up and Down: earlier commands. Tab: complete. Return: start")
    keys: "Ctrl+L"
    Accessible.name: qsTr("Command")

    function remember() {
        History.add(text);
        _place = History.count;
    }

    function recall(place: int) {
        if (place < 0 || place > History.count)
            return;
        if (_place === History.count)
            _typed = text;
        _place = place;
        text = place === History.count ? _typed : History.at(place);
        cursorPosition = text.length;
    }

    onAccepted: {
        if (chosen)
            completing = false;
        else
            submitted();
    }
    Keys.onUpPressed: event => {
        if (!event.accepted) // the list of completions has not taken it
            recall(_place - 1);
        event.accepted = true;
    }
    Keys.onDownPressed: event => {
        if (!event.accepted)
            recall(_place + 1);
        event.accepted = true;
    }
}
