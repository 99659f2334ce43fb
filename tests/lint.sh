# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash

# tests/run.sh --lint, which sources this: what can be said of the tree without running it. Each kind
# is a function lint_KIND that prints what it finds, and fails when it is wrong.

# One version everywhere, because each finds and writes something else: Debian 12 and 13 have this.
clang=19

declare -A wrong=(
    [layout]="the files above are not as clang-format-$clang writes them: run it with -i on them"
    [tidy]="clang-tidy-$clang found what is above; .clang-tidy has the checks"
    [shell]="shellcheck found what is above"
    [qml]="qmllint found what is above; .qmllint.ini has the categories"
    [spelling]="codespell found what is above; words that are right stand in .codespellrc"
    [licences]="a file does not say its licence: two SPDX lines in it, or its name in .reuse/dep5"
    [floors]="an #include or a word is on a floor where it does not belong: tests/floors.cmake"
    [abi]="the library changes what programs were built with: a new SONAME, or the change goes"
)
kinds=(floors layout shell spelling licences qml tidy abi)

# The files of the tree that match the extended regular expression: those that git has or would have,
# and all where there is no git, as in the copy in a chroot.
files() {
    local found
    cd "$top" || return
    found=$([[ -e .git ]] && git ls-files -co --exclude-standard 2>/dev/null) \
        || found=$(find . \( -path ./.git -o -path './build*' \) -prune -o -type f -printf '%P\n')
    sort -u <<<"$found" | grep -E "$1" | while read -r file; do
        [[ ! -f $file ]] || printf '%s\n' "$file"
    done
}

# The .cpp files that were changed since the branch left the main one, in the last commit, or since:
# a header counts for the .cpp of its name. Fails where there is no git.
changed() {
    local base
    cd "$top" || return
    base=$(git merge-base HEAD origin/main 2>/dev/null) && [[ $base != "$(git rev-parse HEAD)" ]] \
        || base=$(git rev-parse --verify --quiet HEAD~1) || return
    { git diff --name-only "$base" && git ls-files -o --exclude-standard; } \
        | sed -n 's/\.h$/.cpp/; /\.cpp$/p' | sort -u
}

# What a kind cannot do without: it ends with the code that says so.
wants() { (need "$@") || exit 3; }

# pinned PACKAGE: fails, and says so, where the Debian has no such package: a newer one drops it.
pinned() {
    local said
    said=$( (need "$1") 2>&1 | tee >(cat >&2)) && return
    # Not when apt knows no package at all, without a network.
    [[ $said =~ "Unable to locate package"|"no installation candidate" ]] \
        && apt-cache show clang >/dev/null 2>&1 || exit 3
    step "This Debian has no $1: what it looks at is left out"
    return 1
}

lint_floors() {
    wants cmake
    cmake "-DROOT=$top" -P "$top/tests/floors.cmake"
}

lint_layout() {
    pinned "clang-format-$clang" || return 0
    files '\.(cpp|h|c)$' | (cd "$top" && xargs "clang-format-$clang" --dry-run -Werror)
}

lint_shell() {
    wants shellcheck
    files '.' | (
        cd "$top" && xargs awk 'FNR == 1 && /^#!.*sh$/ || /^# shellcheck shell=/ { print FILENAME; nextfile }
            FNR == 9 { nextfile }' | xargs shellcheck --external-sources --source-path=SCRIPTDIR
    )
}

lint_spelling() {
    wants codespell
    files '.' | (cd "$top" && xargs codespell)
}

# In a copy, which has the licence where REUSE wants it: the tree has no folder for one file.
lint_licences() {
    wants reuse
    local copy=$top/build/lint/licences
    rm -rf "$copy"
    mkdir -p "$copy/LICENSES"
    (cd "$top" && files '.' | tar -c -T - | tar -C "$copy" -x)
    cp "$top/LICENSE" "$copy/LICENSES/BSD-3-Clause.txt"
    # Version 5 would rather have another format, which version 1 does not know.
    GIT_CEILING_DIRECTORIES=$top/build/lint PYTHONWARNINGS=ignore reuse --root "$copy" lint
}

# The files of a module are looked at where they were built, beside the module's list of types.
lint_qml() {
    (need_all) || exit 3
    local release=$top/build/release target windows said code=0
    for target in OffspringQml OffspringTerminal offspring_viewerwindow offspring_gpgwindow; do
        build_release "$target" || return
    done
    windows=("$release/demo/controls/DemoControls" "$release/demo/viewer/Viewer"
        "$release/demo/gpg/window/GpgDesk")
    said=$({ files '^(demo/examples|tests)/.*\.qml$' && find "${windows[@]}" -name '*.qml'; } \
        | (cd "$top" && xargs /usr/lib/qt6/bin/qmllint -I "$release/qml" -I "$release/demo/controls" \
            -I "$release/demo/viewer" -I "$release/demo/gpg/window") 2>&1) || code=$?
    # Newer versions keep their exit code for errors.
    grep -A3 '^Warning' <<<"$said" && return 1
    ((code == 0)) || printf '%s\n' "$said"
    return "$code"
}

# tidy_one DEADLINE FILE: when the time is over it only says which file is left.
tidy_one() {
    ((EPOCHSECONDS < $1)) || {
        printf 'left out, the time is over: %s\n' "$2" >&2
        return 0
    }
    printf '    %s\n' "$2" >&2
    local said
    said=$(cd "$top" && "clang-tidy-$clang" -p build/lint "--checks=$tidy_checks" --quiet "$2" 2>&1) \
        || { grep -A3 -E '(error|warning): ' <<<"$said" || printf '%s\n' "$said"; return 1; }
}

# The analyzer of clang takes three times as long as all the rest together: it is for --long.
lint_tidy() {
    (need_all) || exit 3
    pinned "clang-tidy-$clang" || return 0
    local which deadline=$((EPOCHSECONDS + 86400))
    if [[ $1 == quick ]]; then
        deadline=$((EPOCHSECONDS + 120))
        which=$(changed) || {
            step "Without git's history nobody knows what was changed: clang-tidy is for --lint"
            return 0
        }
        # What there may be no time for comes last: src, qml, demo.
        which=$(grep -Fxf <(printf '%s\n' "$which") <(files '^(src|qml|demo)/.*\.cpp$' | sort -r)) \
            || return 0
    else
        which=$(files '^(src|qml|demo)/.*\.cpp$')
    fi
    build_release build.ninja || return
    mkdir -p "$top/build/lint"
    # What is not built here (QCoro may be missing) has no command.
    which=$(grep -Fxf <(ninja -C "$top/build/release" -t compdb \
        | python3 "$top/tests/compilecommands.py" "$top" "$top/build/lint/compile_commands.json") \
        <<<"$which") || return 0
    export top clang tidy_checks=${OFFSPRING_TEST_LONG-}
    [[ -n $tidy_checks ]] && tidy_checks= || tidy_checks="-clang-analyzer-*"
    export -f tidy_one
    xargs -P "$(nproc)" -I{} bash -c "tidy_one $deadline {}" <<<"$which"
}

# abi_library FOLDER SOURCE: builds the library with what abidiff reads.
abi_library() {
    [[ -f $1/build.ninja ]] || cmake -S "$2" -B "$1" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
        -DCMAKE_CXX_COMPILER=g++ -DOFFSPRING_TESTS=OFF -DOFFSPRING_QML=OFF -DOFFSPRING_DEMO=OFF >&2
    cmake --build "$1" --target Offspring >&2
}

abi_soname() { readelf -d "$1" | sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p'; }

# With the last release, or with what --against names. Within a SONAME nothing changes but that
# functions come to it; with another one anything may.
lint_abi() {
    local folder=$top/build/lint/abi against=$2 commit old new said code=0
    if [[ -z $against ]]; then
        against=$(git -C "$top" describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null) || {
            step "No release has a tag: there is nothing to compare the library with"
            return 0
        }
    fi
    commit=$(git -C "$top" rev-parse --verify --quiet "$against^{commit}") || {
        step "git knows no $against"
        return 3
    }
    wants abigail-tools binutils cmake g++ ninja-build qt6-base-dev
    old=$folder/$commit
    if [[ ! -d $old/source ]]; then
        mkdir -p "$old/source.part"
        git -C "$top" archive "$commit" | tar -x -C "$old/source.part"
        mv "$old/source.part" "$old/source"
    fi
    step "Building the library of $against, and this one"
    abi_library "$old/build" "$old/source" || return
    abi_library "$folder/build" "$top" || return
    new=$folder/build/src/liboffspring.so
    said=$(abidiff --no-added-syms --headers-dir1 "$old/source/include" --headers-dir2 "$top/include" \
        "$old/build/src/liboffspring.so" "$new") || code=$?
    printf '%s\n' "$said"
    ((code & 3)) && return 1 # abidiff's own trouble
    ((code & 12)) || return 0
    if [[ $(abi_soname "$old/build/src/liboffspring.so") != "$(abi_soname "$new")" ]]; then
        step "These may be: the library was another one, $(abi_soname "$old/build/src/liboffspring.so")"
        return 0
    fi
    return 1
}

# lint all, lint quick, or lint KIND[,KIND…]; then, for abi, a commit or "".
lint() {
    local failed=() chosen=("${kinds[@]}") kind code
    case $1 in
        all) ;;
        quick) unset 'chosen[-1]' ;; # no abi
        *) IFS=, read -ra chosen <<<"$1" ;;
    esac
    for kind in "${chosen[@]}"; do
        [[ -n ${wrong[$kind]-} ]] || die "--lint of what? all, quick, or some of ${kinds[*]}"
    done
    for kind in "${chosen[@]}"; do
        step "Lint: $kind"
        code=0
        # In a shell of its own: who misses a program stops that kind alone.
        ("lint_$kind" "$@") || code=$?
        ((code != 3)) || wrong[$kind]="not looked at, for want of what is named above"
        ((code == 0)) || failed+=("$kind")
    done
    printf '\n' >&2
    for kind in "${failed[@]}"; do
        printf 'lint: %s: %s\n' "$kind" "${wrong[$kind]}" >&2
    done
    ((${#failed[@]} == 0)) || return 1
    printf 'lint: found nothing: %s\n' "${chosen[*]}" >&2
}
