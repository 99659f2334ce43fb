#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# What tests/run.sh --packages does: it builds the packages of the Debian that this is, has them judged,
# and tries them in a bare one, where no source and nothing else of ours is. In a mount namespace of
# its own: what is mounted here is gone when this has ended, and the bare Debian, which stays in
# build/packages/bare for the next time, is as it was.

set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(dirname "$0")/../../.ci/build.sh"

folder=$top/build/packages
name=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
[[ -n $name ]] || die "which Debian is this? /etc/os-release has no VERSION_CODENAME"

need cmake g++ ninja-build dpkg-dev file qt6-base-dev qt6-declarative-dev qt6-l10n-tools doxygen python3 \
    qt6-documentation-tools lintian appstream desktop-file-utils binutils man-db \
    debootstrap debian-archive-keyring xvfb x11-utils imagemagick

step "Building the packages"
rm -rf "$folder/packages" "$folder/_CPack_Packages"
build packages all -DOFFSPRING_PACKAGES=ON -DCMAKE_CXX_COMPILER=g++
(cd "$folder" && cpack) >&2
packages=("$folder"/packages/*.deb)
version=$(dpkg-deb -f "${packages[0]}" Version)

step "What lintian says"
lintian=(lintian --allow-root --fail-on "error,warning" --tag-display-limit 0)
metadata=(appstreamcli validate --no-net)
# Since 1.0 AppStream misses a homepage, which is there only when the packager has named one,
# OFFSPRING_HOMEPAGE; and lintian says that something is wrong with the metadata, not what.
if [[ $(appstreamcli --version) != *' 0.'* ]]; then
    lintian+=(--suppress-tags appstream-metadata-validation-failed)
    metadata+=(--override=url-homepage-missing=info)
fi
"${lintian[@]}" "${packages[@]}" >&2
printf 'no error and no warning\n' >&2

step "What is in them"
tree=$folder/tree
rm -rf "$tree"
for package in "${packages[@]}"; do
    dpkg-deb -x "$package" "$tree"
    # Each package says its own sums, and needs no other file to be right.
    dpkg-deb --fsys-tarfile "$package" | tar -tv | awk '$1 !~ /^l/ && $2 != "root/root" { print; bad = 1 }
        END { exit bad }' || die "$package has files that are not root's"
done
"${metadata[@]}" "$tree"/usr/share/metainfo/*.xml >&2
desktop-file-validate "$tree"/usr/share/applications/*.desktop
for page in "$tree"/usr/share/man/man1/*; do
    said=$(man --warnings -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
    [[ -z $said ]] || die "$page: $said"
done
if grep -rlaP "(?<![\\w.}>/-])\\Q$top\\E/(build|demo|include|qml|src|tests)/" "$tree" >&2; then
    die "these name the folder that they were built in: $top"
fi
while read -r binary; do
    dynamic=$(readelf -dW "$binary")
    [[ $dynamic == *BIND_NOW* && $dynamic != *RUNPATH* && $dynamic != *RPATH* ]] \
        || die "$binary is not linked as Debian's are"
    file "$binary" | grep -q ', stripped$' || die "$binary is not stripped"
done < <(find "$tree" -type f -exec sh -c 'file "$1" | grep -q ELF && echo "$1"' _ {} \;)

if [[ ! -d $folder/bare ]]; then
    step "Making a bare Debian $name"
    rm -rf "$folder/bare.part"
    debootstrap --variant=minbase --force-check-gpg "$name" "$folder/bare.part" </dev/null \
        >"$folder/bare.log" 2>&1 || die "no Debian $name: $folder/bare.log says why"
    mv "$folder/bare.part" "$folder/bare"
fi

# What is written there goes to memory.
work=$(mktemp -d)
trap 'rmdir "$work" 2>/dev/null || true' EXIT
mount -t tmpfs tmpfs "$work"
mkdir "$work"/{upper,work,root}
mount -t overlay overlay "$work/root" \
    -o "lowerdir=$folder/bare,upperdir=$work/upper,workdir=$work/work"
bare=$work/root
mount -t proc proc "$bare/proc"
mount --rbind /dev "$bare/dev"
mount -t tmpfs tmpfs "$bare/tmp"
cp -L /etc/resolv.conf "$bare/etc/resolv.conf"
mkdir "$bare/packages"
cp "${packages[@]}" "$bare/packages"

enter=(chroot "$bare" env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
    PATH=/usr/sbin:/usr/bin:/sbin:/bin)
inside() { "${enter[@]}" "$@" </dev/null; }

install() {
    step "Installing $*"
    if ! inside apt-get -y --no-install-recommends install "$@" >"$folder/apt.log" 2>&1; then
        tail -n 30 "$folder/apt.log" >&2
        die "not installed: $*"
    fi
}

everything() {
    (cd "$bare" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp \) -prune -o -print) | sort
}

inside apt-get update >"$folder/apt.log" 2>&1 || die "no index of packages: $folder/apt.log"
everything >"$folder/before"

# --- The programs: what they need comes with them, and no more.

mapfile -t programs < <(cd "$bare" \
    && printf './%s\n' packages/liboffspring{,qml,terminal}[0-9]*.deb packages/{offspring-viewer,gpgdesk}_*.deb)
install "${programs[@]}"
[[ ! -e $bare/usr/include/offspring ]] || die "the programs brought headers along"

upstream=${version%-*}
for program in offspring-viewer gpgdesk; do
    said=$(inside "$program" --version)
    [[ $said == "$program $upstream" ]] || die "$program --version says '$said'"
    inside "$program" --help | grep -q -- --version || die "$program --help is not its help"
    # In the user's language, whether or not the system has its locale.
    said=$(inside LC_ALL=de_DE.UTF-8 "$program" --help 2>/dev/null)
    [[ $said == *'Führt Befehle in einem Fenster aus'* || $said == *'Die Schlüssel auflisten.'* ]] \
        || die "$program speaks no German: $said"
done

# The screen is outside: nothing of it is installed there.
mkdir -p /tmp/.X11-unix "$bare/tmp/.X11-unix"
rm -f "$folder/display" # of the last run
Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp -ac 3>"$folder/display" 2>/dev/null &
screen=$!
trap 'kill "$screen" 2>/dev/null || true; rmdir "$work" 2>/dev/null || true' EXIT
until [[ -s $folder/display ]]; do
    kill -0 "$screen" 2>/dev/null || die "there is no screen: Xvfb has ended"
    sleep 0.1
done
number=$(<"$folder/display")
mount --bind /tmp/.X11-unix "$bare/tmp/.X11-unix"

# from_menu ID TITLE [ARGUMENT…]: as a desktop starts it, in $language, until the window has drawn
# itself; a picture of it is kept. Then it is told to end.
from_menu() {
    local id=$1 title=$2 entry=$bare/usr/share/applications/$1.desktop line words pid
    local picture=$folder/$1${3-}-$language.png begin=$SECONDS
    shift 2
    line=$(sed -n 's/^Exec=//p' "$entry")
    read -r -a words <<<"${line//%[fFuU]/}"
    [[ -e $bare/usr/share/icons/hicolor/scalable/apps/$(sed -n 's/^Icon=//p' "$entry").svg ]] \
        || die "$id has no icon"
    "${enter[@]}" DISPLAY=":$number" LC_ALL="$language.UTF-8" "${words[@]}" "$@" </dev/null 2>"$folder/$id.log" &
    pid=$!
    until DISPLAY=:$number xwininfo -root -tree 2>/dev/null | grep -q "$title" \
        && DISPLAY=:$number import -window root "$picture" \
        && (($(identify -format %k "$picture") > 50)); do
        if ! kill -0 "$pid" 2>/dev/null || ((SECONDS - begin > 60)); then
            cat "$folder/$id.log" >&2
            die "$id has no window: ${words[*]}"
        fi
        sleep 0.2
    done
    kill -TERM "$pid"
    wait "$pid" || true # the viewer ends by the signal
    if grep -e 'qrc:' -e 'not installed' -e 'No such file' "$folder/$id.log" >&2; then
        die "$id is not well"
    fi
    printf '%s: %s\n' "$id" "$picture" >&2
}

step "Opening the programs from their menu entries"
language=C
from_menu org.offspring.Viewer 'Offspring viewer'
from_menu org.offspring.Viewer 'Offspring viewer' --demo
from_menu org.offspring.GpgDesk 'gpg desk'
language=de_DE
from_menu org.offspring.Viewer 'Offspring-Betrachter' --demo
from_menu org.offspring.GpgDesk 'Gpg-Schreibtisch'

step "The desk without its window"
# shellcheck disable=SC2016
inside sh -ec '
    mkdir -m 700 /tmp/keys
    desk="gpgdesk --home /tmp/keys"
    $desk --generate-key --user-id "Ada <ada@example.org>" --no-passphrase
    $desk --check-trust
    key=$($desk --list-keys | cut -d " " -f 1)
    echo "Meet me at noon." >/tmp/letter
    $desk --encrypt --to "$key" /tmp/letter --output /tmp/letter.gpg
    $desk --decrypt /tmp/letter.gpg --output /tmp/letter.txt
    gpgconf --homedir /tmp/keys --kill all
    cmp /tmp/letter /tmp/letter.txt' >&2

# --- Who builds against them.

mapfile -t all < <(cd "$bare" && printf './%s\n' packages/*.deb)
install "${all[@]}" cmake g++ make meson pkg-config
cp -r "$top/tests/consumer" "$bare/consumer"
step "Building against them"
inside QT_QPA_PLATFORM=offscreen cmake -DPACKAGES=ON -DBUILD=/tmp/build -DCONSUMER=/consumer -DCOMPILER=g++ \
    "-DGENERATOR=Unix Makefiles" -DFLAGS= -P /consumer/run.cmake >&2

step "The program that README shows"
mkdir "$bare/first"
# shellcheck disable=SC2016
sed -n '/^```cmake$/,/^```$/{/^```/!p}' "$top/README.md" >"$bare/first/CMakeLists.txt"
cp "$top/demo/examples/capture.cpp" "$bare/first/main.cpp"
inside sh -ec 'cmake -S /first -B /first/build >/dev/null; cmake --build /first/build' >&2
[[ $(inside /first/build/app echo hello) == hello ]] || die "README's program does not run"

for document in html/index.html offspring.qch; do
    [[ -s $bare/usr/share/doc/liboffspring-doc/$document ]] || die "liboffspring-doc has no $document"
done

# --- Gone, they leave nothing.

step "Removing them"
mapfile -t names < <(for package in "${packages[@]}"; do dpkg-deb -f "$package" Package; done)
inside dpkg --verify "${names[@]}" >&2 || die "installed files are not as the packages have them"
inside dpkg -L "${names[@]}" | sed '/^$/d' | sort -u >"$folder/files"
inside apt-get -y purge "${names[@]}" >"$folder/apt.log" 2>&1 || die "not removed: $folder/apt.log"
while read -r path; do
    if [[ -e $bare$path || -L $bare$path ]] && ! inside dpkg -S "$path" >/dev/null 2>&1; then
        die "left behind: $path"
    fi
done <"$folder/files"
everything | comm -13 "$folder/before" - >"$folder/after"
# What the programs have kept for their user stays, as with every package.
if grep -i -e offspring -e gpgdesk "$folder/after" | grep -v '^[.]/\(packages\|consumer\|first\|root\)' >&2; then
    die "these are left behind"
fi
! inside ldconfig -p | grep offspring >&2 || die "the loader still knows them"

step "The packages are well: $folder/packages, of Debian $(cat "$bare/etc/debian_version")"
