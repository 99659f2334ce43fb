#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# What demo/run.sh gpg does; see there.

set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(dirname "$0")/../../.ci/build.sh"

desk=$top/build/release/bin/gpgdesk
home=

forget_demo_keyring() {
    gpgconf --homedir "$home" --kill all || true
    rm -rf "$home"
}

# In a short folder: the agent's socket has to fit into a name of 107 bytes.
make_demo_keyring() {
    step "Making a keyring to play with"
    home=$(mktemp -d /tmp/gpgdesk.XXXXXX)
    trap forget_demo_keyring EXIT
    printf 'default-cache-ttl 0\nmax-cache-ttl 0\ns2k-count 65536\n' >"$home/gpg-agent.conf"
    "$desk" --home "$home" --generate-key --user-id 'Alice Demo <alice@example.org>' \
        --passphrase-fd 3 3<<<demo
    "$desk" --home "$home" --generate-key --user-id 'Bob Demo <bob@example.org>' --no-passphrase
    "$desk" --home "$home" --check-trust
}

run() {
    (cd "$home/letters" && "$desk" --home "$home" "$@") 2>&1 || printf '(exit code %d)\n' $?
}

# try OPTION…: as one types it, and what comes of it.
try() {
    printf '\n$ gpgdesk %s\n' "$*"
    run "$@"
}

# with WORD OPTION…: the same with a passphrase.
with() {
    local word=$1
    shift
    printf '\n$ gpgdesk %s --passphrase-fd 3 3<<<%s\n' "$*" "$word"
    run "$@" --passphrase-fd 3 3<<<"$word"
}

# spoil FILE: one bit in its middle.
spoil() {
    local middle=$(($(stat -c %s "$1") / 2)) byte
    byte=$(od -An -tu1 -j "$middle" -N 1 "$1")
    printf '%b' "\\x$(printf '%02x' $((byte ^ 1)))" \
        | dd of="$1" bs=1 seek="$middle" conv=notrunc status=none
}

show_transcript() {
    local alice
    alice=$("$desk" --home "$home" --list-keys 2>/dev/null | awk '/Alice/ { print $1 }')
    mkdir "$home/letters"
    printf 'Meet me at noon.\n' >"$home/letters/letter.txt"
    try --encrypt --to "$alice" letter.txt --output letter.gpg
    with wrong --decrypt letter.gpg
    with demo --decrypt letter.gpg
    spoil "$home/letters/letter.gpg"
    step "One bit of letter.gpg is changed"
    with demo --decrypt letter.gpg --output damaged.txt
    with demo --sign --as "$alice" --form clear letter.txt --output letter.asc
    try --verify letter.asc
    step "noon becomes nine in letter.asc"
    sed -i s/noon/nine/ "$home/letters/letter.asc"
    try --verify letter.asc
}

need cmake g++ ninja-build qt6-base-dev qt6-declarative-dev qt6-l10n-tools qt6-translations-l10n \
    gnupg

operations='encrypt|decrypt|sign|verify|list-keys|show-keys|import|export|generate-key|delete-key'
operations+='|certify-key|own-key|renew-key|change-passphrase|check-trust'
if [[ " $* " =~ \ --($operations|help)\  ]]; then
    build_release offspring_gpgdesk
    exec "$desk" "$@"
fi

# The folder alone is none: gpg makes one whenever it is asked.
has_keyring() {
    [[ -n ${GNUPGHOME-} || " $* " == *" --home"* ]] && return
    [[ -d ~/.gnupg && -n $(gpg --batch --with-colons --list-keys 2>/dev/null) ]]
}

if [[ -z ${DISPLAY-}${WAYLAND_DISPLAY-} ]]; then
    (($# == 0)) || die "there is no display for the desk's window, and no operation in: $*"
    step "There is no display for the desk's window: here is the console's transcript"
    build_release offspring_gpgdesk
    make_demo_keyring
    show_transcript
    exit
fi

need qt6-qpa-plugins qml6-module-qtquick qml6-module-qtquick-controls \
    qml6-module-qtquick-layouts qml6-module-qtquick-templates qml6-module-qtquick-window \
    qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript fonts-dejavu-core
build_release offspring_gpgdesk
if has_keyring "$@"; then
    exec "$desk" "$@"
fi
make_demo_keyring
"$desk" --home "$home" --demo "$@"
