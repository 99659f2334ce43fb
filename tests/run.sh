#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# tests/run.sh [--system NAME[:ARCHITECTURE]] [--werror] [--sanitize | --valgrind] [--long]
#     [--clang | --platform NAME]
# tests/run.sh [--system NAME[:ARCHITECTURE]] --lint[=quick | =KIND[,KIND…]] [--against COMMIT] [--long]
# tests/run.sh [--system NAME] --packages
# tests/run.sh --coverage
#
# Installs what is missing, builds everything with clang++ and with g++, runs every test; then those
# of the guarantees with the OS layer that is made of the C library's calls alone, twice.
#   --sanitize  instead, builds with the address and undefined-behaviour sanitizers and runs those,
#               then the tests with threads under the thread sanitizer
#   --clang     instead, runs every test as clang++ builds it
#   --valgrind  instead, runs the core's tests under valgrind's memcheck: no errors, no leaks
#   --long      sets OFFSPRING_TEST_LONG=1, for the tests that can run longer
#   --platform  with another OS layer, every test: posix. In a build folder of its own
#   --packages  instead, builds the Debian packages, asks lintian, installs them in a bare Debian,
#               opens the programs there from their menu entries, builds programs against them, and
#               removes them; needs root, for the chroot. A quarter of an hour, so no other run has it
#   --lint      instead, reads the tree: floors, layout, shell, spelling, licences, qml, tidy, abi
#               are its kinds. "quick", as in CI, leaves the last out, and tidy looks at what the
#               last commits changed. abi compares with the last release, or with --against;
#               --long gives tidy clang's analyzer
#   --coverage  instead, counts which lines of src and qml the tests run
#   --werror    warnings are errors, as in CI
#   --system    does all of that, as in CI, in a chroot with another Debian: trixie, sid,
#               bookworm:i386; needs root, and keeps the chroot below build/system: remove it there
#               for a newer one
#
# Its last line says what it ran on.

set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(dirname "$0")/../.ci/build.sh"

folder=release
system=
platform=
lint=
against=
passed=()
while (($#)); do
    case $1 in
        --system)
            system=${2-}
            [[ -n $system ]] || die "--system of which name?"
            shift 2
            continue
            ;;
        --platform)
            platform=${2-}
            [[ -n $platform ]] || die "--platform of which name?"
            passed+=("$1" "$2")
            shift 2
            continue
            ;;
        --against)
            against=${2-}
            [[ -n $against ]] || die "--against which commit?"
            shift 2
            continue
            ;;
        --lint) lint=all ;;
        --lint=*) lint=${1#*=} ;;
        --coverage) folder=coverage ;;
        --sanitize) folder=sanitize ;;
        --clang) folder=clang ;;
        --valgrind) folder=valgrind ;;
        --long) export OFFSPRING_TEST_LONG=1 ;;
        --packages) folder=packages ;;
        --werror) werror=yes ;;
        --help | -h)
            sed -n '/^# tests\/run/,/^$/s/^# \?//p' "$0"
            exit
            ;;
        *) die "what is $1? tests/run.sh --help says what there is" ;;
    esac
    passed+=("$1")
    shift
done

if [[ -n $system ]]; then
    ((EUID == 0)) || die "--system makes and enters a chroot, which only root can"
    exec unshare --mount "$top/.ci/system" "$system" "${passed[@]}"
fi

if [[ $folder == packages ]]; then
    ((EUID == 0)) || die "--packages makes and enters a chroot, which only root can"
    # In a chroot of --system, whose / is no mount, they are private already.
    private=()
    mountpoint -q / || private=(--propagation unchanged)
    exec unshare --mount "${private[@]}" "$top/tests/packages/run.sh"
fi

prefix=
layer=()
if [[ -n $platform ]]; then
    [[ $folder != @(clang|coverage|valgrind) ]] || die "--$folder is for the OS layer of Linux"
    prefix=$platform-
    layer=("-DOFFSPRING_PLATFORM=$platform")
fi

need_all() {
    need cmake g++ clang libclang-rt-dev ninja-build meson make qt6-base-dev pkg-config gnupg \
        pinentry-curses fortune-mod fortunes-min strace \
        less vim-tiny bc openssh-client python3 doxygen qt6-documentation-tools \
        qt6-declarative-dev qt6-declarative-dev-tools \
        qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript \
        qml6-module-qtquick qml6-module-qtquick-window qml6-module-qttest \
        qml6-module-qtquick-controls qml6-module-qtquick-layouts qml6-module-qtquick-templates \
        qcoro-qt6-dev qt6-qpa-plugins qt6-l10n-tools qt6-translations-l10n \
        xvfb xauth fonts-dejavu-core fonts-noto-color-emoji vttest musl-tools
}

if [[ -n $lint ]]; then
    # shellcheck source=tests/lint.sh
    source "$top/tests/lint.sh"
    lint "$lint" "$against"
    exit
fi
[[ -z $against ]] || die "--against is for --lint"
need_all

say_system() {
    step "This was $(sed -n 's/^PRETTY_NAME="\(.*\)"$/\1/p' /etc/os-release)" \
        "$(dpkg --print-architecture), Linux $(uname -r)," \
        "Qt $(dpkg-query -W -f '${Version}' qt6-base-dev), g++ $(g++ -dumpfullversion)," \
        "$(clang --version | sed -n '1s/.*\(clang\) version \([0-9.]*\).*/\1 \2/p')," \
        "$(gpg --version | sed -n '1s/.*(\(.*\))/\1/p')"
}
trap say_system EXIT

if [[ $folder == valgrind ]]; then
    need valgrind
    tests=(tst_fdplan tst_setupplan tst_linereceiver tst_childfd tst_fdmap tst_spawn tst_streams tst_guarantees
        tst_ending tst_terminal tst_processgroup tst_controlgroup tst_processoutput tst_identity tst_watching
        tst_neighbours tst_readqueue tst_childdevice tst_command tst_capture tst_pipeline
        tst_pipelinecapture tst_conversation tst_restartschedule tst_processmonitor)
    for target in "${tests[@]}"; do
        build valgrind "$target" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DOFFSPRING_VALGRIND=ON \
            -DOFFSPRING_QML=OFF -DOFFSPRING_DEMO=OFF
    done
    step "Running ${tests[*]} under valgrind"
    # QtTest's limit for a function is meant for the speed of a program without valgrind.
    export QTEST_FUNCTION_TIMEOUT=3600000
    # GLib keeps what it has allocated: the other dispatcher leaves nothing. Code that PCRE has made
    # for an expression looks uninitialized.
    printf '%s\n' "${tests[@]}" | QT_NO_GLIB=1 QT_ENABLE_REGEXP_JIT=0 xargs -P2 -I{} \
        valgrind --quiet --error-exitcode=9 --suppressions="$top/tests/valgrind.supp" \
        --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
        "$top/build/valgrind/bin/{}" -silent
    exit
fi

if [[ $folder == coverage ]]; then
    need gcovr
    # Atomic: children and threads count in the same places. Not optimized: lines stay lines.
    build coverage all -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=g++ \
        -DCMAKE_CXX_FLAGS='--coverage -fprofile-update=atomic'
    find "$top/build/coverage" -name '*.gcda' -delete
    export QTEST_FUNCTION_TIMEOUT=800000 # ms. A test that is ended for its slowness writes no counts
elif [[ $folder == sanitize ]]; then
    build "${prefix}sanitize" all "${layer[@]}" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_COMPILER=g++ \
        -DCMAKE_CXX_FLAGS='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
    export UBSAN_OPTIONS=print_stacktrace=1
    export LSAN_OPTIONS=suppressions=$top/tests/leaks.supp
elif [[ -n $platform ]]; then
    build "${prefix}clang" Offspring "${layer[@]}" -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++
    build "${prefix}release" all "${layer[@]}" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=g++
else
    # Beside g++'s it is built only, for its warnings: they are errors.
    build clang all -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++
    [[ $folder == clang ]] || build_release all
fi

step "Running the tests"
chosen=()
# What builds something else, or looks at files.
[[ $folder != coverage ]] \
    || chosen=(-E '^(captures|consumer|exports|floors|manual|musl|noexceptions|platform|readme)')
# Without a stdin, so that no test waits for somebody who types.
ctest --test-dir "$top/build/$prefix$folder" --output-on-failure --no-tests=error -j2 \
    "${chosen[@]}" </dev/null

if [[ $folder == coverage ]]; then
    options=(--root "$top" --object-directory "$top/build/coverage" --exclude-throw-branches
        --print-summary)
    # From version 6 on it wants to hear what becomes of a template's function.
    [[ $(gcovr --help) != *merge-mode-functions* ]] \
        || options+=(--merge-mode-functions=merge-use-line-min)
    for part in src qml; do
        step "What the tests ran of $part"
        gcovr "${options[@]}" --filter "$top/$part/" --output "$top/build/coverage/$part.txt"
    done
fi

if [[ $folder == release && -z $platform ]]; then
    guarantees=(tst_spawn tst_streams tst_ending tst_guarantees tst_watching)
    for target in "${guarantees[@]}"; do
        build posix-release "$target" -DOFFSPRING_PLATFORM=posix -DCMAKE_BUILD_TYPE=Release \
            -DCMAKE_CXX_COMPILER=g++
    done
    step "Running ${guarantees[*]} with the OS layer of POSIX"
    names=$(IFS='|' && echo "${guarantees[*]}")
    ctest --test-dir "$top/build/posix-release" --output-on-failure --no-tests=error -j2 \
        -R "^($names)[.](SharedSet[.]glib|NotifierPerDescriptor[.]unix)$" </dev/null

    step "Fuzzing the terminal's screen"
    ctest --test-dir "$top/build/clang" --output-on-failure --no-tests=error -R '^fuzzscreen' </dev/null
    fuzzer=$top/build/clang/bin/fuzzscreen
    if [[ -n ${OFFSPRING_TEST_LONG-} && -x $fuzzer ]]; then
        # A million inputs, and ten minutes.
        corpus=$top/build/clang/fuzzscreen.corpus
        # Without entropic=0 a fifth of the time goes into what inputs are rare.
        fuzz=("$fuzzer" -max_len=250 -entropic=0 -timeout=60 "-dict=$top/tests/terminal/fuzzscreen.dict"
            "-artifact_prefix=$top/build/clang/" -print_final_stats=1 "$corpus")
        mkdir -p "$corpus"
        begin=$SECONDS
        "${fuzz[@]}" -runs=1000000
        rest=$((begin + 600 - SECONDS))
        ((rest <= 0)) || "${fuzz[@]}" "-max_total_time=$rest"
    fi
fi

if [[ $folder == sanitize ]]; then
    threaded=(tst_watching tst_ending tst_neighbours tst_surroundings tst_processoutput tst_fdmap
        tst_spawn tst_capture tst_backgroundspawning)
    for target in "${threaded[@]}"; do
        build "${prefix}threads" "$target" "${layer[@]}" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_COMPILER=g++ \
            -DCMAKE_CXX_FLAGS=-fsanitize=thread -DOFFSPRING_QML=OFF -DOFFSPRING_DEMO=OFF
    done
    step "Running ${threaded[*]} with the thread sanitizer"
    # Qt itself is not instrumented; a copy of the program may have threads.
    export TSAN_OPTIONS="suppressions=$top/tests/tsan.supp ignore_noninstrumented_modules=1 die_after_fork=0"
    for watching in SharedSet NotifierPerDescriptor; do
        printf '%s\n' "${threaded[@]}" \
            | xargs -P2 -I{} env "OFFSPRING_TEST_WATCHING=$watching" "$top/build/${prefix}threads/bin/{}" -silent
    done
fi
