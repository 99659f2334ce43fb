// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls
import GpgDesk

// Which of one's own keys signs.
ChoiceBox {
    id: box

    required property KeyModel keys
    readonly property string fingerprint: keys.signers[currentIndex] ?? ""

    model: keys.signerNames
    displayText: count > 0 ? currentText
               : keys.signerFault.length > 0 ? qsTr("none of yours can sign")
                                             : qsTr("no key of your own yet")
    enabled: count > 0
    tip: qsTr("The key that signs")
    Accessible.name: tip
    implicitWidth: 280
    onCountChanged: {
        if (currentIndex < 0 && count > 0)
            currentIndex = 0;
    }
}
