# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

"""words.py ROOT LUPDATE: what the programs and the library say to people can be translated, and is.

1. Each .ts file has exactly the strings that lupdate finds in the sources, each with a finished
   translation that has the same places for values.
2. No string that a person sees stands in the sources without qsTr(), tr() or translate().
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(sys.argv[1])
LUPDATE = sys.argv[2]

# The folders of which a translation is made.
FOLDERS = {
    "demo/translations/controls": ["demo/controls"],
    "demo/translations/viewer": ["demo/viewer", "demo/signals"],
    "demo/translations/gpgdesk": ["demo/gpg"],
    "src/translations/offspring": ["src/core", "src/addons", "qml"],
}

faults = []


def messages(file):
    """{(context, source, comment): (is numerus, is finished, forms)}"""
    result = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")]
            key = (context.findtext("name"), message.findtext("source"),
                   message.findtext("comment") or "")
            result[key] = (message.get("numerus") == "yes", translation.get("type") is None,
                           forms or [translation.text or ""])
    return result


def places(text):
    return sorted(set(re.findall(r"%(?:n|L?\d)", text)))


def check_translation(file, found):
    has = messages(file)
    name = file.relative_to(ROOT)
    for key in found.keys() - has.keys():
        faults.append(f"{name} lacks {key}: run demo/translations/update.sh")
    for key in has.keys() - found.keys():
        faults.append(f"{name} has {key}, which is no longer in the sources")
    for key in has.keys() & found.keys():
        is_numerus, is_finished, forms = has[key]
        if not is_finished or not all(forms):
            faults.append(f"{name}: {key} is not translated")
        if is_numerus != found[key][0]:
            faults.append(f"{name}: {key} has a plural in one of the sources and the file alone")
        for form in forms:
            if is_finished and places(form) != places(key[1]):
                faults.append(f"{name}: {key} has other values than “{form}”")


def check_translations():
    for name, folders in FOLDERS.items():
        files = sorted(ROOT.glob(name + "_*.ts"))
        if not files:
            faults.append(f"there is no {name}_….ts")
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / "fresh_de.ts"
            said = subprocess.run(
                [LUPDATE, "-locations", "none", "-extensions", "cpp,h,qml",
                 *[str(ROOT / each) for each in folders], "-ts", str(fresh)],
                check=True, capture_output=True, text=True)
            for line in (said.stdout + said.stderr).splitlines():
                if "Qualifying with unknown" in line or "lacks Q_OBJECT" in line:
                    faults.append(line)
            found = messages(fresh)
        for file in files:
            check_translation(file, found)


LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')
ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|%L?\d|%n")
# The properties of QML that people see or hear.
SEEN = re.compile(r"\b(text|title|label|tip|hint|question|sentence|wayOut|remedy|what|yesText|"
                  r"placeholderText|displayText|Accessible\.name|Accessible\.description): ")
# Prose that nobody sees, or that is the same in all languages.
NOT_WORDS = [
    r"^Return, Ctrl\+R$", r"^HH:mm", r"^#[0-9a-f]+$", r"^\\\\A", r"for i in 1 2 3 4 5; do echo", r"kate --line", r"^Aa$", r"^stderr$", r"^gpg $",
    r"^(sh|rm|mkdir|gpg|sudo|tar) [-a-z]", r"^--[a-z-]+$", r"^[A-Za-z]+/[A-Za-z]", r"^\[--\]",
    r"^(BEGIN|key|expire|GPG|tar: |log: |status: |command: |gpg: |DEK|session key|seskey)",
    r"^-----BEGIN", r"-----BEGIN PGP", r"^\[GNUPG:\]", r"^[^a-zA-Z]*\([?:]",
]


def without_comments(text):
    def blank(match):
        found = match.group(0)
        return found if found.startswith('"') else re.sub(r"[^\n]", " ", found)
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', blank, text, flags=re.S)


def blank_calls(text, names):
    """Blanks what stands in the parentheses of calls of these names, nested ones included."""
    result = list(text)
    for match in re.finditer(r"\b(?:%s)\(" % names, text):
        depth, i = 1, match.end()
        while depth and i < len(text):
            literal = LITERAL.match(text, i)
            if literal:
                result[i:literal.end()] = " " * (literal.end() - i)
                i = literal.end()
                continue
            depth += {"(": 1, ")": -1}.get(text[i], 0)
            i += 1
    return "".join(result)


def is_prose(words):
    return re.search(r"[A-Za-z’]{2}[,.:;]? \(?[A-Za-z]{2}", words)


def is_allowed(literal):
    return any(re.search(pattern, literal) for pattern in NOT_WORDS)


def check_file(file, text):
    is_qml = file.suffix == ".qml"
    text = without_comments(text)
    text = re.sub(r"^ *#.*$", "", text, flags=re.M) if not is_qml else text
    text = blank_calls(text, "qsTr" if is_qml else
                       r"tr|translate|QT_TRANSLATE_NOOP|pattern|QRegularExpression|qWarning|"
                       r"qCWarning|qCDebug|static_assert|QML_UNCREATABLE|Q_CLASSINFO|Q_ARG")
    for match in LITERAL.finditer(text):
        literal = match.group(0)[1:-1]
        words = ESCAPE.sub(" ", literal)
        line_begin = text.rfind("\n", 0, match.start()) + 1
        before = text[line_begin:match.start()]
        seen = is_qml and SEEN.search(before) and re.search(r"[A-Za-z]{2}", words) \
            and not re.search(r"[!=]== $", before) \
            and not text.startswith(": ", match.end())  # a key of an object
        if (seen or is_prose(words)) and not is_allowed(literal):
            line = text.count("\n", 0, match.start()) + 1
            faults.append(f"{file.relative_to(ROOT)}:{line}: “{literal}” is not marked")


def check_sources():
    for folder in ["demo/viewer", "demo/controls", "demo/gpg"]:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".qml", ".cpp", ".h"):
                check_file(file, file.read_text(encoding="utf-8"))


check_translations()
check_sources()
for fault in faults:
    print(fault)
print(f"{len(faults)} faults" if faults else "every word is translated")
sys.exit(1 if faults else 0)
