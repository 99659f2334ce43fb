#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# tests/benchmarks/run.sh [BENCHMARK…]
#
# Installs what is missing, builds, and measures Offspring beside the bare system calls, QProcess,
# libuv, GLib, Twisted, and itself with the OS layer that is made of the C library's calls alone:
# the ratios count, because machines differ and are shared. Without an argument all of S1 to S7, a
# slow file system, a pipeline, small writes, and the count of system calls: about 15 minutes.
# "terminal" is the Terminal item beside other terminals, an hour because of xterm, and "typing" how
# long a key takes to the screen; both under Xvfb, with the item drawn by OpenGL and by Qt's software
# renderer. The tables are printed, and kept in build/benchmarks.md.

set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(dirname "$0")/../../.ci/build.sh"

need cmake g++ ninja-build pkg-config qt6-base-dev libuv1-dev libglib2.0-dev libfuse3-dev fuse3 \
    python3-twisted strace

benchmarks=(spawn burst slow many out in pipeline writes lines health calls)
(($# == 0)) || benchmarks=("$@")
for benchmark in "${benchmarks[@]}"; do
    case $benchmark in
        terminal | typing)
            need xvfb xauth fonts-dejavu-core qt6-qpa-plugins qt6-declarative-dev \
                qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript \
                qml6-module-qtquick qml6-module-qtquick-window
            ;;&
        terminal) need alacritty konsole kitty qterminal xfce4-terminal xterm dbus-x11 ;;
    esac
done
for benchmark in "${benchmarks[@]}"; do
    build_release "bench_$benchmark"
done
build posix-release offspring_peerhost -DOFFSPRING_PLATFORM=posix -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_CXX_COMPILER=g++
export OFFSPRING_POSIX_PEER=$top/build/posix-release/bin/peerhost

{
    printf '%s, %s, Linux %s, Qt %s\n' "$(date +%F)" \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n1), $(nproc) cores" \
        "$(uname -r | cut -d. -f1,2)" "$(pkg-config --modversion Qt6Core)"
    for benchmark in "${benchmarks[@]}"; do
        case $benchmark in
            terminal) xvfb-run -a "$top/build/release/bin/bench_$benchmark" ;;
            typing)
                xvfb-run -a "$top/build/release/bin/bench_$benchmark"
                QT_QUICK_BACKEND=software xvfb-run -a "$top/build/release/bin/bench_$benchmark"
                ;;
            *) "$top/build/release/bin/bench_$benchmark" ;;
        esac
    done
} | tee "$top/build/benchmarks.md"
