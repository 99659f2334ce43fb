#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# demo/translations/update.sh [LANGUAGE]
#     Brings the .ts files up to date with the sources; with a language, such as fr, makes its files.
#     Then translate what is "unfinished" in them, with linguist or an editor. The test "words" says
#     what is left.

set -euo pipefail
cd "$(dirname "$0")/../.."

PATH+=:/usr/lib/qt6/bin
find=(lupdate -silent -no-obsolete -locations none -source-language en -extensions "cpp,h,qml")

update() { # FILE FOLDER…
    local file=$1 each
    shift
    for each in "$file"_*.ts ${language:+"${file}_$language.ts"}; do
        [[ $each == *"*"* ]] || "${find[@]}" "$@" -target-language "${each:${#file}+1:-3}" -ts "$each"
    done
}

language=${1-}
update demo/translations/controls demo/controls
update demo/translations/viewer demo/viewer demo/signals
update demo/translations/gpgdesk demo/gpg
update src/translations/offspring src/core src/addons qml
