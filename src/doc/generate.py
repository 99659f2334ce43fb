#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# generate.py SOURCE FOLDER: what doxygen reads beside the headers and the pages: examples.h, a page
# for each of demo/examples, and qml.cpp, the QML types as doxygen can read them. (It is no header,
# because doxygen would tell to include that.)
#
# Doxygen knows no QML. A type's documentation stands in the header of the C++ class that it is made
# of; here each type becomes a class in the namespace QML, with the properties, methods and signals
# that QML sees and the types as QML calls them. What several classes make one type of is one type.
# tests/manual.py compares the result with the qmltypes that the build makes.

import pathlib
import re
import sys

MODULES = {
    "Offspring": {
        "Process": ["processproperties.h", "processtext.h", "processcontrols.h", "qmlprocess.h"],
        "Pipeline": ["qmlpipeline.h"],
        "OutputModel": ["outputmodel.h"],
        "OutputFilter": ["outputfilter.h"],
    },
    "Offspring.Terminal": {
        "Terminal": ["terminal/terminalitem.h"],
        "TerminalColors": ["terminal/terminalcolors.h"],
    },
}
# The values that handlers get: gadgets of the library.
VALUES = {
    "exitReason": ("exitreason.h", "ExitReason"),
    "spawnError": ("exitreason.h", "SpawnError"),
    "resourceUsage": ("exitreason.h", "ResourceUsage"),
    "pipelineReason": ("pipeline.h", "PipelineReason"),
}
# Where a C++ name stands for a type of QML's.
NAMES = {
    "QString": "string", "QVariant": "var", "QJSValue": "var", "double": "real", "QUrl": "url",
    "QColor": "color", "QFont": "font", "QByteArray": "ArrayBuffer", "QVariantList": "list",
    "QStringList": "list", "qint64": "int", "QPointF": "point", "QmlProcess": "Process",
    "ExitReason": "exitReason", "SpawnError": "spawnError", "ResourceUsage": "resourceUsage",
    "PipelineReason": "pipelineReason", "Abandonment": "enumeration", "Restart": "enumeration",
    "Scheme": "enumeration", "Kind": "enumeration", "Stage": "enumeration",
    "QList<Offspring::ExitReason>": "list",
}
# Since when, save 0.1: a type or a member of it.
NEW = {
    "Pipeline": "0.2", "Terminal": "0.2", "TerminalColors": "0.2", "pipelineReason": "0.2",
    "exitReason::treeUsage": "0.2",
    **{"Process::" + name: "0.2" for name in """argv0 collect descendantCount descendantsEnded
        errorOutput exec gaveUp gid giveUpAfter holderTimeout limits lineReceived
        maximumOutput maximumRestartDelay newControlGroup newSession niceness output
        outputTruncated parentDeathSignal restart restartDelay restartThreshold setFrozen uid
        umask waiting waitingTime""".split()},
}


def qml_type(cpp):
    cpp = cpp.replace("const ", "").rstrip(" &*")
    if match := re.match(r"QQmlListProperty<Offspring::(?:Qml)?(\w+)>", cpp):
        return f"list<{match[1]}>"
    if cpp in NAMES:
        return NAMES[cpp]
    return NAMES.get(cpp.split("::")[-1], cpp.split("::")[-1])


def class_body(text, name):
    """The text of a class, and what stands above it."""
    head = re.search(r"((?:^///[^\n]*\n)+)(?:class|struct) (?:[A-Z_]+_EXPORT )?" + name
                     + r"\b[^;{]*\{\n(.*?)^\};", text, re.M | re.S)
    return head[1], head[2]


def main_class(text):
    return re.search(r"^class (?:[A-Z_]+_EXPORT )?(\w+)(?: final)? : ", text, re.M)[1]


def comment(lines):
    return [re.sub(r"^ *///<? ?", "", line) for line in lines]


class Entries:
    """The declarations of a class, one after the other, each with its text."""

    def __init__(self, body):
        self.section = "private"
        self.found = []
        text, waiting = [], ""
        for line in body.split("\n"):
            stripped = line.strip()
            if waiting:
                waiting += " " + stripped
            elif stripped.startswith("///"):
                text += comment([line])
                continue
            elif not stripped or stripped.startswith("// "):
                text = []
                continue
            elif match := re.match(r"(public|protected|private|Q_SIGNALS):", stripped):
                self.section, text = match[1], []
                continue
            else:
                waiting = stripped
            if waiting.count("(") > waiting.count(")") or waiting.count("{") > waiting.count("}"):
                continue
            declaration, waiting = waiting, ""
            if match := re.match(r"(.*?;) *///< (.*)", declaration):
                declaration, text = match[1], [match[2]]
            self.found.append((self.section, declaration, text))
            text = []


def parameters(text):
    result = []
    for part in filter(None, re.split(r", (?![^<]*>)", text)):
        part, _, default = part.partition(" = ")
        kind, name = re.match(r"(.*?)(\w+)$", part.strip()).groups()
        default = {"QVariantList()": "[]"}.get(default, default)
        result.append(f"{qml_type(kind.strip())} {name}" + (f" = {default}" if default else ""))
    return ", ".join(result)


def default_value(text, name, member):
    """What a property is at first, where its member says so in a word."""
    match = re.search(rf"\b{member or 'm_' + name} = ([^;]+);", text)
    if not match:
        return ""
    value = match[1]
    if value == "QVariantList()":
        value = "[]"
    if match := re.fullmatch(r"1 << (\d+)", value):
        value = str(1 << int(match[1]))
    value = value.split("::")[-1]
    return value if re.fullmatch(r"-?\w+|\[\]", value) and value != "nullptr" else ""


# The names of C++ that the texts name, and that are no type of QML's: in the namespace QML they are
# found by their whole name.
CPP = re.compile(r"\b(?<!::)(ExitReason|ProcessTransport|RestartPolicy|SpawnError|SpawnOptions)::")


def write(out, text, declaration):
    text = [CPP.sub(r"Offspring::\1::", line) for line in text]
    out += ["    /// " + line if line else "    ///" for line in text]
    out.append("    " + declaration)


def since(name, member, text):
    version = NEW.get(f"{name}::{member}")
    return text + ["", "\\since " + version] if version else text


def members(name, text, body, out):
    notifiers = set(re.findall(r"NOTIFY\s+(\w+)", body))
    for section, declaration, documentation in Entries(body).found:
        if match := re.match(r"Q_PROPERTY\(\s*(.+?)[ *]+(\w+) (READ|WRITE|MEMBER|NOTIFY)(.*)\)",
                             declaration):
            kind, property_name, first, rest = match.groups()
            rest = first + rest
            member = re.search(r"MEMBER (\w+)", rest)
            value = default_value(text, property_name, member and member[1])
            if value:
                documentation = documentation + ["", f"At first it is {value}."]
            access = "READ get WRITE set" if "WRITE" in rest or member else "READ get"
            write(out, since(name, property_name, documentation),
                  f"Q_PROPERTY({qml_type(kind)} {property_name} {access})")
        elif match := re.match(r"Q_INVOKABLE (.+?[ *]+)(\w+)\((.*)\)(?: const)?;", declaration):
            out.append("public:")
            write(out, since(name, match[2], documentation),
                  f"{qml_type(match[1])} {match[2]}({parameters(match[3])});")
        elif section == "Q_SIGNALS" and (match := re.match(r"void (\w+)\((.*)\);", declaration)):
            if match[1] in notifiers or match[1] == "bytesReceived":
                continue
            out.append("signals:")
            write(out, since(name, match[1], documentation),
                  f"void {match[1]}({parameters(match[2])});")
            out.append("public:")
        elif section == "public" and (match := re.match(r"enum (\w+) \{(.*)\};", declaration)):
            if match[1] == "Role":
                continue
            out.append("public:")
            values = re.findall(r"(\w+)(?: = [^,]*)?(?:,|$)", match[2].strip())
            write(out, documentation or [f"The values of a property, {name}.{values[0]} for one."],
                  f"enum {match[1]} {{")
            out += [f"        {value}, ///< {name}.{value}" for value in values] + ["    };"]


def roles(body, out):
    """The roles of a model's rows are properties of its delegates."""
    enum = re.search(r"enum Role \{(.*?)\};", body, re.S)[1]
    text = ["Each row has, as properties of the delegate:", ""]
    for match in re.finditer(r"///<? (\w+): ((?:.*\n)(?:\s*///<? .*\n)*)", enum):
        words = " ".join(comment(match[2].strip().split("\n")))
        text.append(f"- {match[1]}: {words}")
    for match in re.finditer(r", ///< (\w+)\n", enum):
        text.append(f"- {match[1]}")
    out += ["/// " + line if line else "///" for line in text]


def write_examples(source, output):
    out = []
    for path in sorted((source / "demo/examples").glob("[a-z]*.*")):
        if path.suffix not in (".cpp", ".qml"):
            continue
        lines = path.read_text(encoding="utf-8").split("\n")[3:]
        text = []
        for line in lines:
            if not line.startswith("//"):
                break
            text.append(line[2:].replace("<", "\\<").replace("#", "\\#"))
        text = text or ["A whole program."]
        out += [f"/*! \\example {path.name}", *text, "*/", ""]
    output.write_text("\n".join(out), encoding="utf-8")


def write_types(source, output):
    out = ["/// The modules of QML: `import Offspring` and `import Offspring.Terminal`.", "///",
           "/// \\ref qml says how they are used.", "namespace QML {"]
    for module, types in MODULES.items():
        for name, headers in types.items():
            texts = [(source / "qml" / header).read_text(encoding="utf-8") for header in headers]
            bodies = [class_body(text, main_class(text)) for text in texts]
            head = bodies[-1][0].rstrip("\n").split("\n")
            head[0] = head[0].replace("/// ", f"/// `import {module}` – ", 1)
            out += head
            if name == "OutputModel":
                out.append("///")
                roles(bodies[-1][1], out)
            out += ["///",
                    f"/// \\since {NEW.get(name, '0.1')}", f"class {name} {{", "public:"]
            for text, (_, body) in zip(texts, bodies):
                members(name, text, body, out)
            out += ["};", ""]
    for name, (header, cpp) in VALUES.items():
        text = (source / "include/offspring" / header).read_text(encoding="utf-8")
        _, body = class_body(text, cpp)
        out += [f"/// A value: what Offspring::{cpp} is in QML.", "///"]
        enum = re.search(r"enum class (\w+)", body)
        if enum:
            out += [f"/// Its {enum[1].lower()} is one of the names of Offspring::{cpp}::{enum[1]},"
                    f" written {cpp}.Name.", "///"]
        out += [f"/// It is of the module `import Offspring`. \\since {NEW.get(name, '0.1')}",
                f"class {name} {{", "public:"]
        for match in re.finditer(r"Q_PROPERTY\((.+?) (\w+) (READ|MEMBER) \w+ CONSTANT\)", body):
            call = "()" if match[3] == "READ" else ""
            write(out, since(name, match[2], [f"\\copydoc Offspring::{cpp}::{match[2]}{call}"]),
                  f"Q_PROPERTY({qml_type(match[1])} {match[2]} READ get)")
        if "Q_INVOKABLE QString toString" in body:
            write(out, [f"\\copydoc Offspring::{cpp}::toString()"], "string toString();")
        out += ["};", ""]
    out += ["} // namespace QML", ""]
    output.write_text("\n".join(out), encoding="utf-8")


def main():
    source, folder = map(pathlib.Path, sys.argv[1:])
    write_examples(source, folder / "examples.h")
    write_types(source, folder / "qml.cpp")


main()
