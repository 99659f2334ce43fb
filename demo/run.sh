#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# demo/run.sh
#     Builds, then opens the viewer with something lively in it.
# demo/run.sh -- COMMAND [ARGUMENT…]
#     Builds, then opens the viewer with the command running.
# demo/run.sh gpg [OPTION…]
#     Builds, then opens the gpg desk; on a keyring to play with, when you have none. With one of
#     the operations of gpgdesk --help, such as --decrypt FILE, it does that without a window.
# demo/run.sh qml [commands | folder | wizard | progress | terminal]
#     Builds, then opens one of the examples in QML: three commands with their status, a script's
#     questions answered on its terminal, a progress bar.
#
# Without a display, or with --console before all of that, here instead of in a window:
#     four examples: verses into wc, three children joined by pipes, gpg over five descriptors, and
#     gpg on a terminal; or the command: each line as it comes, with its time and fd, and how it
#     ended. Then it exits as the command did. Of gpg, what the desk does, on a keyring to play
#     with.

set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(dirname "$0")/../.ci/build.sh"

console=
if [[ ${1-} == --console ]]; then
    console=yes
    shift
fi
if [[ ${1-} == gpg ]]; then
    shift
    [[ -z $console ]] || unset DISPLAY WAYLAND_DISPLAY
    exec "$(dirname "$0")/gpg/run.sh" "$@"
fi
example=
if [[ ${1-} == qml ]]; then
    if [[ -n $console || -z ${DISPLAY-}${WAYLAND_DISPLAY-} ]]; then
        step "The examples in QML need a display"
        exit 1
    fi
    example=${2-commands}
    set --
fi
if [[ -z $console && -z ${DISPLAY-}${WAYLAND_DISPLAY-} ]]; then
    console=yes
    step "There is no display for the viewer's window: here is the console's transcript"
fi
[[ ${1-} != -- ]] || shift

need cmake g++ ninja-build qt6-base-dev qt6-declarative-dev qt6-l10n-tools qt6-translations-l10n \
    gnupg
if [[ ${1-} == ping ]]; then
    need iputils-ping # the README's example, which a small Debian lacks
fi

if [[ -z $console ]]; then
    need qt6-qpa-plugins qml6-module-qtquick qml6-module-qtquick-controls \
        qml6-module-qtquick-layouts qml6-module-qtquick-templates qml6-module-qtquick-window \
        qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript fonts-dejavu-core
    if [[ -n $example ]]; then
        build_release offspring_qmlexample
        exec "$top/build/release/bin/qmlexample" "$example"
    fi
    build_release offspring_viewer
    if (($# == 0)); then
        exec "$top/build/release/bin/offspring-viewer" --demo
    fi
    exec "$top/build/release/bin/offspring-viewer" -- "$@"
fi

build_release offspring_demos

if (($#)); then
    exec "$top/build/release/bin/run" "$@"
fi

step "The verbose example: ten verses into wc, and every callback that comes"
"$top/build/release/bin/verbose"

step "A pipeline: the bytes go from child to child"
"$top/build/release/bin/pipeline"

step "gpg: ciphertext, plaintext, log, passphrase and status, each on a descriptor of its own"
"$top/build/release/bin/gpgdecrypt"

step "gpg on a pseudo-terminal: it asks there for the passphrase, which is typed"
"$top/build/release/bin/gpgterminal"
