// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls
import GpgDesk

// The signer, and the form of the signature.
Flow {
    id: options

    required property KeyModel keys
    property bool withFile: false
    readonly property string signer: signerBox.fingerprint
    readonly property int form: formBox.currentIndex
    readonly property bool armor: !withFile || armorSwitch.checked
    readonly property bool isReady: signer.length > 0

    spacing: 10

    SignerBox {
        id: signerBox

        objectName: "signerBox"
        keys: options.keys
    }
    ChoiceBox {
        id: formBox

        objectName: "formBox"
        model: [qsTr("apart (detached)"), qsTr("around the text (clear)"), qsTr("together, packed")]
        currentIndex: options.withFile ? GpgJob.Detached : GpgJob.Clear
        tip: qsTr("Where the signature goes")
        implicitWidth: 210
        Accessible.name: tip
    }
    ToggleSwitch {
        id: armorSwitch

        objectName: "signArmorSwitch"
        text: qsTr("as text")
        visible: options.withFile && options.form !== GpgJob.Clear
        tip: qsTr("The result can be pasted into a mail")
    }
    Caption {
        objectName: "signerFault"
        width: Math.min(options.width, implicitWidth)
        text: options.keys.signerFault
        visible: options.keys.signerFault.length > 0
        color: Theme.errorText
        wrapMode: Text.Wrap
    }
}
