#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

"""Writes characterwidthtable.cpp from the files of Debian's package unicode-data:

    characterwidthtable.py /usr/share/unicode >characterwidthtable.cpp
"""

import re
import sys

folder = sys.argv[1]


def properties(name):
    """The lines "FIRST..LAST ; PROPERTY" of a file."""
    for line in open(f"{folder}/{name}", encoding="utf-8"):
        found = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))? *; *(\w+)", line)
        if found:
            first, last, value = found.groups()
            yield int(first, 16), int(last or first, 16), value


def of(name, values):
    return {each for first, last, value in properties(name) if value in values
            for each in range(first, last + 1)}


version = next(re.search(r"-(\d+\.\d+)", line).group(1)
               for line in open(f"{folder}/EastAsianWidth.txt", encoding="utf-8"))

categories = {}
begun = None
for line in open(f"{folder}/UnicodeData.txt", encoding="utf-8"):
    code, name, category = line.split(";")[:3]
    code = int(code, 16)
    for each in range(begun if name.endswith(", Last>") else code, code + 1):
        categories[each] = category
    begun = code

# Marks and format characters. Some of the latter are visible: the soft hyphen, and signs that are
# written before the digits that they enclose.
visible = {0xAD, 0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2,
           0x110BD, 0x110CD}
none = {code for code, category in categories.items()
        if category in ("Mn", "Me", "Cf", "Zl", "Zp")} - visible
# The vowels and final consonants of Korean syllables, which begin with a wide one.
none |= set(range(0x1160, 0x1200)) | set(range(0xD7B0, 0xD800))
emoji = "emoji/emoji-data.txt"
wide = of("EastAsianWidth.txt", "WF") - none
pictographs = of(emoji, ["Extended_Pictographic"])
selectable = {int(line.split()[0], 16)
              for line in open(f"{folder}/emoji/emoji-variation-sequences.txt", encoding="utf-8")
              if "emoji style" in line} - wide


def ranges(codes):
    result = []
    for code in sorted(codes):
        if result and result[-1][1] == code - 1:
            result[-1][1] = code
        else:
            result.append([code, code])
    return result


print(f"""// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Written by characterwidthtable.py from the files of Unicode {version} in Debian's package unicode-data:
// UnicodeData.txt, EastAsianWidth.txt, emoji/emoji-data.txt and emoji/emoji-variation-sequences.txt.

#include "characterwidthtable.h"

namespace Offspring::Terminal {{

// clang-format off""")
for name, codes in (("noCells", none), ("twoCells", wide), ("pictographs", pictographs),
                    ("selectable", selectable)):
    found = ranges(codes)
    print(f"\nconst CharacterRange CharacterTable::{name}[] = {{")
    line = ""
    for first, last in found:
        each = f" {{0x{first:x}, 0x{last:x}}},"
        if len(line) + len(each) > 96:
            print("   " + line)
            line = ""
        line += each
    print("   " + line + "\n};")
    print(f"const int CharacterTable::{name}Count = {len(found)};")
print("""
// clang-format on

} // namespace Offspring::Terminal""")
