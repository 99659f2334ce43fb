#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

"""Compares screendump with tmux: the streams of the tables and the recordings, of which
tmux-differences.txt names those that differ, and streams made at random.

    tmuxcompare.py SCREENDUMP [--tables] [--seed N] [--count N] [--resize] [--minimal]
"""

import argparse
import os
import random
import re
import subprocess
import sys

from tmuxscreen import Tmux

WORDS = ["a", "foo", "hello world", "x" * 7, "  ", "Ab[c\\d", "1234567890" * 2]
UNICODE = ["é", "日本", "привет", "─│┌", "e\u0301", "한", "ｗ", "a\u0300\u0301"]


class Streams:
    """Sequences in which tmux and ctlseqs agree; tmux-differences.txt says which are left out."""

    def __init__(self, seed, columns, rows):
        self.random = random.Random(seed)
        self.columns = columns
        self.rows = rows
        self.top = 1
        self.bottom = rows
        self.isAlternate = False
        # tmux: rows that arrive by wrapping have no background.
        self.hasBackgrounds = self.random.randrange(2) == 0
        # tmux: rows that leave a region below the screen's top enter the scrollback.
        self.hasLowRegion = False

    def number(self, limit):
        some = str(self.random.randrange(1, limit + 3))
        return self.random.choice(["", "0", "1", "2", "3", some])

    def colour(self, base):
        kind = self.random.randrange(5)
        if kind == 0:
            return str(base + self.random.randrange(8))
        if kind == 1:
            return str(base + 60 + self.random.randrange(8))
        if kind == 2:
            return str(base + 9)
        if kind == 3:
            return f"{base + 8};5;{self.random.randrange(256)}"
        return f"{base + 8};2;" + ";".join(str(self.random.randrange(256)) for _ in range(3))

    def rendition(self):
        choose = self.random.choice
        plain = ["0", "", "1", "2", "3", "4", "4:3", "5", "7", "8", "9", "21", "22", "23", "24",
                 "25", "27", "28", "29"]
        second = 40 if self.hasBackgrounds else 30
        parts = [choose([choose(plain), self.colour(30), self.colour(second)])
                 for _ in range(self.random.randrange(1, 4))]
        return f"\x1b[{';'.join(parts)}m"

    def piece(self, isText=False):
        choose = self.random.choice
        n = self.number
        # tmux keeps a pending wrap as a column of its own, which most sequences leave as it is.
        settled = f"\x1b[{self.random.randrange(1, self.columns + 1)}G"
        kind = self.random.randrange(60 if isText else 100)
        if kind < 30:
            text = choose(WORDS)
            if not self.hasBackgrounds:
                return text
            text = text[:self.columns]
            return f"\x1b[{self.random.randrange(1, max(2, self.columns - len(text)))}G{text}"
        if kind < 38:
            return "\x1b[3G" * self.hasBackgrounds + choose(UNICODE)
        if kind < 50:
            # tmux: a resize moves the cursor elsewhere.
            more = [] if isText else ["\r", settled + "\n", "\t"]
            return choose(["\r\n", "\r\n", "\r\n\r\n"] + more)
        if kind < 60:
            return self.rendition()
        if kind < 70:
            return f"\x1b[{n(self.rows)};{n(self.columns)}H"
        if kind < 76:
            return f"{settled}\x1b[{n(self.columns)}{choose('ABCDEFG')}"
        if kind < 82:
            # tmux: ED 0 at the screen's top puts it into the scrollback.
            return settled + choose(["\x1b[K", "\x1b[1K", "\x1b[2K", "\x1b[H\x1b[C\x1b[J",
                                     "\x1b[1J",
                                     "\x1b[2J"])
        if kind < 90:
            final = choose("@PXLM")
            # tmux: beyond the region, IL and DL work on the rest of the screen.
            if final in "LM":
                settled = f"\x1b[?6l\x1b[{self.random.randrange(self.top, self.bottom + 1)};3H"
                # tmux: both leave the cursor's column.
                return f"{settled}\x1b[{n(5)}{final}\r"
            # tmux: an ICH of more than half of what is behind the cursor leaves some of it.
            count = "" if final == "@" else n(5)
            return f"{settled}\x1b[{count}{final}"
        if kind < 92:
            return f"{settled}\x1b[{n(3)}{choose('ST')}"
        if kind < 94:
            self.top = self.random.choice([1, self.random.randrange(1, self.rows)])
            self.bottom = self.random.randrange(self.top + 1, self.rows + 1)
            self.hasLowRegion |= self.top > 1
            # tmux: the cursor's way home leaves the region in origin mode.
            return f"\x1b[?6l\x1b[{self.top};{self.bottom}r"
        if kind < 97:
            if self.random.randrange(4) == 0:
                # tmux: what wraps is not inserted.
                return f"\x1b[4h\x1b[{self.random.randrange(1, self.columns - 5)}Gins日\x1b[4l"
            if self.random.randrange(4) == 0:
                # tmux: 1049 does nothing where it is so already, and clears without a background.
                self.isAlternate = not self.isAlternate
                return f"{settled}\x1b[49m\x1b[?1049{'h' if self.isAlternate else 'l'}"
            return choose(["\x1b[?7l", "\x1b[?7h", "\x1b(0", "\x1b(B", "\x1b[?25l",
                           "\x1b[?25h", "\x1b[3g", "\x1b#8"])
        return settled + choose(["\x1b7", "\x1b8", "\x1bM", "\x1bD", "\x1b[?6h", "\x1b[?6l",
                                 f"\x1b[{n(self.rows)}d", "\x1b[Z", "\x1bH"])


# Where ours and tmux differ on purpose (tmux-differences.txt says why): a stream that differs only
# for that is equal when its pieces are changed so.
CAUSES = {
    "a half of a wide character is never left": lambda piece:
        re.sub("[日本한ｗ]", "wi", piece.decode()).encode(),
    # And each screen has a saved cursor of its own.
    "1049 saves and restores all that DECSC does": lambda piece:
        piece + b"\x1b(B\x1b[?6l\x1b7" if piece.endswith(b"?1049l")
        else b"\x1b7" + piece + b"\x1b7" if piece.endswith(b"?1049h") else piece,
}


FOLDER = os.path.dirname(os.path.abspath(__file__))


def unescaped(text):
    plain = {"e": "\x1b", "r": "\r", "n": "\n", "a": "\a", "t": "\t", "b": "\b", "\\": "\\"}

    def one(word):
        if word in plain:
            return plain[word].encode()
        number = int(word[1:], 16)
        return bytes([number]) if word[0] == "x" else chr(number).encode()

    pattern = r"\\([ernatb\\]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})"
    return re.sub(pattern.encode(), lambda found: one(found.group(1).decode()), text.encode())


def tables():
    """NAME, ARGUMENTS, BYTES of each stream."""
    folder = os.path.join(FOLDER, "streams")
    for name in sorted(os.listdir(folder)):
        lines = open(os.path.join(folder, name), encoding="utf-8").read().split("\n")
        for index, line in enumerate(lines):
            if line.startswith("= "):
                yield (f"{name[:-4]}: {line[2:]}", lines[index + 1][2:].split(),
                       unescaped(lines[index + 2][2:]))
    folder = os.path.join(FOLDER, "recorded")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".bytes"):
            yield (f"recorded: {name[:-6]}", ["--columns", "80", "--rows", "24"],
                   open(os.path.join(folder, name), "rb").read())


def unlinked(line):
    """A row without its links, of which tmux 3.3a tells nothing."""
    if "link=" not in line:
        return line
    parts = re.split(r"((?<!\\)\[(?:[^\]\\]|\\.)*\])", line)
    result = parts[0]
    style = ""
    for words, text in zip(parts[1::2], parts[2::2]):
        words = re.sub(r" ?link=.*", "", words[1:-1])
        if words != style:
            result += f"[{words}]"
            style = words
        result += text
    return result.rstrip(" ") if not style else result


def compareTables(program):
    tmux = Tmux()
    known = {}
    for line in open(os.path.join(FOLDER, "tmux-differences.txt"), encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            name, reason = line.rstrip("\n").split(" | ")
            known[name] = reason
    count = failed = 0
    for name, words, data in tables():
        options = dict(zip(words, words[1:]))
        columns, rows = int(options["--columns"]), int(options["--rows"])
        resizes = [words[i + 1] for i, word in enumerate(words) if word == "--resize"]
        parts = []
        at = 0
        for resize in resizes:
            offset, size = resize.split(":")
            parts += [data[at:int(offset)], tuple(map(int, size.split("x")))]
            at = min(int(offset), len(data))
        parts.append(data[at:])
        more = [each for resize in resizes for each in ("--resize", resize)]
        ours = untold(dump(program, data, columns, rows, more), True)
        try:
            theirs = untold(tmux.screen(parts, columns, rows), True)
        except (RuntimeError, OSError, subprocess.CalledProcessError):
            theirs = ["tmux does not answer"]
            tmux.close()
            tmux = Tmux()
        ours[-1] = re.sub("(underline|bar)$", "block", ours[-1])
        ours = [unlinked(line) for line in ours]
        count += 1
        if (ours == theirs) == (name in known):
            failed += 1
            lines = "".join(f"  ours {our!r}\n  tmux {their!r}\n"
                            for our, their in zip(ours, theirs) if our != their)
            print(f"{name}\n  {shown(data)[:200]}\n{lines}"
                  f"  ({len(ours)} lines, tmux {len(theirs)})")
    tmux.close()
    print(f"tables: {count} streams, {len(known)} known to differ, {failed} wrong")
    return failed


def dump(program, stream, columns, rows, options):
    out = subprocess.run([program, "--columns", str(columns), "--rows", str(rows), "--scrollback",
                          "--attributes", *options], input=stream, stdout=subprocess.PIPE,
                         check=True).stdout
    return out.decode().split("\n")[:-1]


def marks(rows, columns):
    """Text in each row's last column: tmux cannot tell the background of cells behind the text."""
    return b"\x18\x1b[0m\x1b[r\x1b[?6l\x1b[4l\x1b(B\x0f" + b"".join(
        b"\x1b[%d;%dH|" % (y + 1, columns) for y in range(rows))


def untold(lines, isAll):
    """Without such backgrounds, of the scrollback's rows or of all."""
    end = len(lines) if isAll else lines.index("---")
    return [re.sub(r"(\[(bg=[0-9a-f#]*)?\] +)+$", "", line).rstrip(" ") if index < end else line
            for index, line in enumerate(lines)]


def withoutBlankRows(lines):
    """Of the scrollback: with ED 2, tmux keeps rows at the screen's end that were erased before."""
    end = lines.index("---")
    return [line for line in lines[:end] if line] + lines[end:]


def lineRows(lines):
    """All rows, wherever the screen begins: tmux's narrower screen keeps its blank rows."""
    rows = [line for line in untold(lines[:-1], True) if line != "---"]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def shown(stream):
    return stream.decode("utf-8", "backslashreplace").encode("unicode_escape").decode().replace(
        "\\x1b", "\\e")


def causeOf(pieces, compare):
    everything = pieces
    for name, change in CAUSES.items():
        everything = [change(piece) for piece in everything]
        ours, theirs = compare([change(piece) for piece in pieces])
        if ours == theirs:
            return name
    ours, theirs = compare(everything)
    return "several of these causes" if ours == theirs else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("screendump")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--resize", action="store_true")
    parser.add_argument("--minimal", action="store_true")
    parser.add_argument("--tables", action="store_true")
    arguments = parser.parse_args()
    if arguments.tables:
        return compareTables(arguments.screendump) > 0
    tmux = Tmux()
    failed = 0
    caused = {}
    try:
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            sizes = random.Random(seed)
            columns, rows = sizes.choice([(20, 6), (10, 4), (33, 9), (80, 24)])
            streams = Streams(seed, columns, rows)
            if arguments.resize:
                streams.hasBackgrounds = False
            pieces = [streams.piece(arguments.resize).encode()
                      for _ in range(sizes.randrange(3, 60))]
            at = sizes.randrange(len(pieces)) if arguments.resize else len(pieces)
            size = (sizes.randrange(3, 40), sizes.randrange(2, 12))
            columnsAtEnd, rowsAtEnd = size if arguments.resize else (columns, rows)

            def compare(pieces, at=at):
                ours, theirs = compareOnce(pieces, at, b"")
                if ours != theirs or arguments.resize:
                    return ours, theirs
                return compareOnce(pieces, at, marks(rowsAtEnd, columnsAtEnd))

            def compareOnce(pieces, at, end):
                first = b"".join(pieces[:at])
                rest = b"".join(pieces[at:]) + end
                parts = [first, size, rest] if arguments.resize else [first + end]
                # Whole, or in pieces of 1 to 7 bytes.
                options = ["--chunk", str(seed % 8)] if seed % 8 else []
                if arguments.resize:
                    options += ["--resize", f"{len(first)}:{size[0]}x{size[1]}"]
                ours = dump(arguments.screendump, b"".join(pieces) + end, columns, rows, options)
                theirs = tmux.screen(parts, columns, rows)
                if arguments.resize:
                    return lineRows(ours), lineRows(theirs)
                if streams.hasLowRegion:
                    ours = ours[ours.index("---"):]
                    theirs = theirs[theirs.index("---"):]
                return (withoutBlankRows(untold(ours, not end)),
                        withoutBlankRows(untold(theirs, not end)))

            ours, theirs = compare(pieces)
            if ours == theirs:
                continue
            cause = causeOf(pieces, compare)
            if cause:
                caused[cause] = caused.get(cause, 0) + 1
                continue
            failed += 1
            if arguments.minimal:
                index = 0
                while index < len(pieces):
                    fewer = pieces[:index] + pieces[index + 1:]
                    position = at - (index < at)
                    a, b = compare(fewer, position)
                    if a != b:
                        pieces, at = fewer, position
                        ours, theirs = a, b
                    else:
                        index += 1
            print(f"seed {seed}, {columns}x{rows}"
                  + (f", {size} after {at}" if arguments.resize else ""))
            print("  " + " ".join(shown(piece) for piece in pieces))
            for our, their in zip(ours, theirs):
                if our != their:
                    print(f"  ours  {our!r}\n  tmux  {their!r}")
            if len(ours) != len(theirs):
                print(f"  ours {len(ours)} lines, tmux {len(theirs)}")
                print("  ours ", ours, "\n  tmux ", theirs)
            sys.stdout.flush()
    finally:
        tmux.close()
    for cause, count in caused.items():
        print(f"{count} differ: {cause}")
    print(f"{failed} of {arguments.count} differ for no cause that is known")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
