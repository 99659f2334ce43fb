// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Dialogs
// What Qt's own dialog is made with. Named here, because without it that one crashes (Qt 6.4), while
// this file is only not loaded.
import Qt.labs.folderlistmodel // qmllint disable unused-imports
import GpgDesk

// The desktop's dialog, or Qt's. It is loaded when it is wanted: without these modules the rest
// works.
Item {
    id: chooser

    signal chosen(var paths)

    function openFor(saving: bool, several: bool, title: string) {
        dialog.fileMode = saving ? FileDialog.SaveFile
                        : several ? FileDialog.OpenFiles : FileDialog.OpenFile;
        dialog.title = title;
        dialog.open();
    }

    function openForFolder(title: string) {
        folderDialog.title = title;
        folderDialog.open();
    }

    FolderDialog {
        id: folderDialog

        onAccepted: {
            const paths = FileNames.paths([selectedFolder]);
            if (paths.length > 0)
                chooser.chosen(paths);
        }
    }
    FileDialog {
        id: dialog

        onAccepted: {
            const paths = FileNames.paths(selectedFiles);
            if (paths.length > 0)
                chooser.chosen(paths);
        }
    }
}
