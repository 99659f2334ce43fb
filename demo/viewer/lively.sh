#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# What the viewer shows when it is given nothing else: a build that has a little of everything.

bold=$(printf '\033[1m') green=$(printf '\033[32m') yellow=$(printf '\033[33m')
blue=$(printf '\033[34m') off=$(printf '\033[0m')

echo "${bold}Building a castle in the air${off}"
for part in walls towers gate moat drawbridge kitchen library dungeon; do
    echo "${blue}==>${off} Laying the stones of the ${bold}$part${off}"
    percent=0
    while [ $percent -le 100 ]; do
        bar=$(printf '%*s' $((percent / 4)) '' | tr ' ' '#')
        printf '\r    [%-25s] %3d %%' "$bar" $percent
        percent=$((percent + 5))
        sleep 0.04
    done
    echo
    sleep 0.05 # what comes over two pipes at the same moment has no order
    case $part in
        moat) echo "warning: the moat has no water yet" >&2 ;;
        dungeon) echo "error: nobody dares to go down there" >&2 ;;
        *) echo "    ${green}done${off}, the mason is content" ;;
    esac
    sleep 0.05
done
echo "${yellow}7 parts of 8 were built, the dungeon can wait${off}"
