#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# filter.py FILE: what doxygen reads in place of the file, line by line the same.
#
# Of a header it takes away what is no part of the interface: the parameter that makes a signal
# private, what QObject and QIODevice call, and the properties of values, which the page of their QML
# type has. In its text, and in a page, the name of an example becomes a link to it. In a page `Name`
# and `Name::member` become links when Name is a public type or function: one that is not there is a
# warning of doxygen's, so no page names what does not exist. `QML::Pipeline` is the type of QML that
# has a class's name. `<!-- diagram FILE ENUM -->` becomes the drawing of a state machine that stands
# above that enum.

import pathlib
import re
import sys

CPP = """Abandonment CaptureOptions ChildDevice ChildFD Command Conversation ExitReason LineReceiver
Pipeline PipelineOutput PipelineReason ProcessError ProcessMonitor ProcessOutput ProcessProtocol
ProcessTransport Reactor ResourceLimit ResourceUsage RestartPolicy RestartSchedule SpawnError
SpawnOptions TerminalOptions capturePipeline captureProcess getProcessOutput
getProcessOutputAndValue getProcessValue runPipeline runProcess""".split()
QML = "Process OutputModel OutputFilter Terminal TerminalColors".split()


ROOT = pathlib.Path(__file__).resolve().parents[2]


def blank(match):
    return "\n" * match.group().count("\n")


def link_example(match):
    return f'\\ref {match[2]} "{match[1]}{match[2]}"'


EXAMPLE = re.compile(r"(demo/examples/)([a-z]+\.(?:cpp|qml))")


# Words that doxygen would link to the page of a namespace.
WORD = re.compile(r"(?<![%\w:<`/])(Offspring|QML)(?![\w:./>`])")


def header(text):
    lines, is_code = text.split("\n"), False
    for index, line in enumerate(lines):
        if re.match(r" *///", line):
            is_code = "\\code" in line or is_code and "\\endcode" not in line
            if not is_code:
                lines[index] = WORD.sub(r"%\1", EXAMPLE.sub(link_example, line))
    return "\n".join(lines)


def public_header(text):
    text = re.sub(r"(, )?QPrivateSignal(?=\))", "", text)
    text = re.sub(r"^ *Q_PROPERTY\((?:[^()]|\([^()]*\))*\)$", blank, text, flags=re.M)
    text = re.sub(r"^ *(void|bool|qint64) (connectNotify|event|timerEvent|readData|readLineData"
                  r"|writeData)\(.*override;$", "", text, flags=re.M)
    return header(text)


def link_name(match):
    name, member, arguments = match[1], match[2] or "", match[3] or ""
    if name == "QML" and member:
        return f'\\ref QML{member} "{member[2:]}"'
    if name in CPP and not member.startswith("."):
        target = f"Offspring::{name}{member}"
    elif name in QML:
        target = f"QML::{name}{member.replace('.', '::')}"
    else:
        return match[0]
    return f'\\ref {target} "{name}{member}{arguments}"'


def diagram(match):
    lines = (ROOT / match[1]).read_text(encoding="utf-8").split("\n")
    end = next(index for index, line in enumerate(lines) if f"enum class {match[2]} " in line)
    begin = end
    while lines[begin - 1].lstrip().startswith("//"):
        begin -= 1
    drawing = [re.sub(r"^ *///? ?", "", line) for line in lines[begin:end]]
    if not any("-->" in line for line in drawing):
        sys.exit(f"{match[1]} has no drawing above {match[2]}")
    return "\n".join(["```", *drawing, "```"])


def page(text):
    # A page begins with its heading, not with its licence.
    text = re.sub(r"\A<!--.*?-->\n", blank, text, flags=re.S)
    text = re.sub(r"^<!-- diagram (\S+) (\w+) -->$", diagram, text, flags=re.M)
    pieces = re.split(r"(^```.*?^```$)", text, flags=re.M | re.S)
    for index in range(0, len(pieces), 2):
        piece = re.sub(r"\[[^\]\n]*\]\([./]*demo/examples/([a-z]+\.(?:cpp|qml))\)",
                       r'\\ref \1 "\1"', pieces[index])
        # A single quote ends doxygen's code, save between double backquotes.
        piece = re.sub(r"`[^`\n]*`",
                       lambda code: f"`{code[0]}`" if "'" in code[0] else code[0], piece)
        # Doxygen 1.9.4 knows no bold text that has a link or code in it.
        piece = re.sub(r"\*\*([^*\n]+(?:\*[^*\n]+\*[^*\n]*)?)\*\*", r"<b>\1</b>", piece)
        piece = re.sub(r"\[([^\]\n]*)\]\(([a-z]+)\.md\)", r'\\ref \2 "\1"', piece)
        piece = re.sub(r"\([./]*demo/(\w+)/screenshot\.png\)", r"(screenshot-\1.png)", piece)
        piece = re.sub(r"\[([^\]\n]*)\]\([./]*demo/\w+\)", r"\1", piece)
        piece = re.sub(r"`([A-Za-z]+)((?:::|\.)[A-Za-z]+)?(\(\))?`", link_name, piece)
        # Neither in a heading nor between backquotes.
        pieces[index] = re.sub(r"^#.*$|`[^`\n]*`|" + WORD.pattern,
                               lambda match: "%" + match[1] if match[1] else match[0], piece,
                               flags=re.M)
    return "".join(pieces)


def main():
    path = pathlib.Path(sys.argv[1])
    text = path.read_text(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    if path.suffix == ".md":
        text = page(text)
    elif path.parent.name == "offspring":
        text = public_header(text)
    else:
        text = header(text)
    sys.stdout.write(text)


main()
