# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash

# What demo/run.sh and tests/run.sh share: they source it. All it says goes to stderr.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Qt wants a UTF-8 locale, and every program that has none says so.
[[ $(locale charmap 2>/dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8

step() { printf '\n==> %s\n' "$*" >&2; }

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# need PACKAGE…: installs the Debian packages that are missing. When there are none, it needs
# neither root nor a network.
need() {
    command -v dpkg-query >/dev/null || die "cannot look for packages without dpkg: $*"
    local package missing=() root=() log reason
    for package in "$@"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] \
            || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    if ((EUID != 0)); then
        command -v sudo >/dev/null || die "missing, and neither root nor sudo: ${missing[*]}"
        root=(sudo)
    fi
    step "Installing ${missing[*]}"
    log=$(mktemp)
    # Of apt's own words, only those that show progress, and its first error.
    if ! { "${root[@]}" apt-get -y update \
        && "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get -y --no-install-recommends install "${missing[@]}"; } </dev/null 2>&1 \
        | tee "$log" | sed -un '/^\(Get:\|Setting up \)/p' >&2; then
        reason=$(grep -m1 '^E: ' "$log" || tail -n1 "$log")
        rm "$log"
        die "missing, and not installed: ${missing[*]} ($reason)"
    fi
    rm "$log"
}

# build FOLDER TARGET [CMAKE OPTION…]: a folder that is configured stays as it is, but that with
# $werror set warnings become errors there, too.
werror=
build() {
    local folder=$top/build/$1 target=$2
    shift 2
    step "Building $folder"
    [[ -f $folder/build.ninja ]] || cmake -S "$top" -B "$folder" -G Ninja "$@" >&2
    if [[ -n $werror ]] && ! grep -q '^OFFSPRING_WERROR:BOOL=ON$' "$folder/CMakeCache.txt"; then
        cmake -DOFFSPRING_WERROR=ON "$folder" >&2
    fi
    cmake --build "$folder" --target "$target" >&2
}

build_release() {
    build release "$1" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=g++
}
