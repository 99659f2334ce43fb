# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

"""compilecommands.py SOURCE FOLDER OUTPUT: of what "ninja -t compdb" writes to stdin, one command for
each C++ file of the source folder: that of its own folder's target, when others compile it too.
clang-tidy would take them all, one after the other. The files' names go to stdout."""

import json
import os
import sys

source, output = sys.argv[1:]
commands = {}
for entry in json.load(sys.stdin):
    name = os.path.relpath(os.path.join(entry["directory"], entry["file"]), source)
    if not name.endswith(".cpp") or name.startswith((os.pardir, "build")):
        continue
    if name not in commands or entry["output"].startswith(name.split("/")[0] + "/"):
        commands[name] = entry
with open(output, "w", encoding="utf-8") as file:
    json.dump(list(commands.values()), file)
print("\n".join(sorted(commands)))
