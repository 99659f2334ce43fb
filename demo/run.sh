#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# demo/run.sh
#     Builds, then shows four examples: verses into wc, three children joined by pipes, gpg over
#     five descriptors, and gpg on a terminal.
# demo/run.sh -- COMMAND [ARGUMENT…]
#     Builds, then runs the command here: each line as it comes, with its time and fd, and how it
#     ended. Exits as the command did.

set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(dirname "$0")/../.ci/build.sh"

[[ ${1-} != -- ]] || shift

need cmake g++ ninja-build qt6-base-dev gnupg
build_release offspring_demos

if (($#)); then
    [[ $1 != ping ]] || need iputils-ping # the README's example, which a small Debian lacks
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
