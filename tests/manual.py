#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# manual.py SOURCE MANUAL [QMLTYPES …]: whether the manual that was built in the folder MANUAL is
# whole. Doxygen has seen to it that every public member has a text, and that its own references
# resolve; here
# - each class, value and function of the public headers has its page, or its place on one, with an
#   example and the version that it came with;
# - each type that QML can create has a page that tells of each property, signal and method, as the
#   build's own qmltypes list them;
# - each page of src/doc is there, without leftovers of Markdown, and every link inside the manual
#   leads to something;
# - the Qt help file is one.

import html.parser
import pathlib
import re
import sys
import urllib.parse

problems = []


def complain(text):
    problems.append(text)


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.words = set(), [], []
        self.feed(path.read_text(encoding="utf-8"))
        self.text = re.sub(r"\s+", " ", " ".join(self.words))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("id", "name"):
                self.ids.add(value)
            elif name in ("href", "src") and value:
                self.links.append(value)

    def handle_data(self, data):
        self.words.append(data)


def page_name(name):
    """As doxygen makes it, with CASE_SENSE_NAMES."""
    return name.replace("_", "__").replace("::", "_1_1") + ".html"


def find_class(pages, name):
    for kind in ("class", "struct"):
        if page := pages.get(kind + page_name(name)):
            return page
    complain(f"{name} has no page")
    return None


def check_headers(source, pages):
    functions = pages["namespaceOffspring.html"]
    for header in sorted((source / "include/offspring").glob("*.h")):
        text = header.read_text(encoding="utf-8")
        for match in re.finditer(r"^(?:class|struct) (?:OFFSPRING_EXPORT )?(\w+)[^;\n]*\n\{", text,
                                 re.M):
            page = find_class(pages, "Offspring::" + match[1])
            if page and "Since 0." not in page.text:
                complain(f"{match[1]} does not say since when it is there")
        for match in re.finditer(r"^OFFSPRING_EXPORT [^;]*?\b(\w+|operator\|)\(", text, re.M):
            if match[1] + " (" not in functions.text and match[1] + "()" not in functions.text:
                complain(f"{match[1]}() is not on the page of the functions")
        for match in re.finditer(r"^enum class (\w+)", text, re.M):
            if not re.search(rf"enum class .{{0,30}}{match[1]}", functions.text):
                complain(f"{match[1]} is not on the page of the functions")


def qml_components(paths):
    """The components of qmltypes files by their C++ names."""
    found = {}
    for path in paths:
        for piece in re.split(r"^    Component \{$", path.read_text(encoding="utf-8"),
                              flags=re.M)[1:]:
            found[re.search(r'^        name: "(.*)"', piece, re.M)[1]] = piece
    return found


def check_qml(components, pages):
    for piece in components.values():
        for match in re.finditer(r'"[\w.]+/(\w+) \d+\.\d+"', piece):
            name = match[1]
            if "isCreatable: false" in piece and not name[0].islower():
                continue
            page = find_class(pages, "QML::" + name)
            if not page:
                continue
            notifiers, names, chain = set(), set(), piece
            while chain:
                notifiers |= set(re.findall(r'notify: "(\w+)"', chain))
                names |= set(re.findall(r'(?:Property|Signal|Method) \{\s*name: "(\w+)"', chain))
                base = re.search(r'prototype: "(.*)"', chain)
                # What is Qt's has Qt's manual.
                ours = base and not re.match(r"Q[A-Z]", base[1])
                chain = components.get(base[1]) if ours else None
            # It is for C++ alone.
            for member in sorted(names - notifiers - {"bytesReceived"}):
                if not re.search(rf"\b{member}\b", page.text):
                    complain(f"the page of {name} does not tell of {member}")


def check_links(folder, pages):
    for name, page in pages.items():
        for link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or link.startswith("javascript") or link == "#":
                continue
            target = urllib.parse.unquote(parts.path) or name
            if target.endswith(".html"):
                if target not in pages:
                    complain(f"{name} links to {target}, which is not there")
                elif parts.fragment and urllib.parse.unquote(parts.fragment) not in \
                        pages[target].ids:
                    complain(f"{name} links to {link}, which is no place there")
            elif not (folder / target).exists():
                complain(f"{name} needs {target}, which is not there")


def main():
    source, manual, *qmltypes = map(pathlib.Path, sys.argv[1:])
    for folder in ("html", "qch"):
        pages = {path.name: Page(path) for path in (manual / folder).glob("*.html")}
        check_headers(source, pages)
        check_qml(qml_components(qmltypes), pages)
        check_links(manual / folder, pages)
        for page in (source / "src/doc").glob("*.md"):
            if page.stem + ".html" not in pages:
                complain(f"{page.name} is no page: its heading has to end in {{#{page.stem}}}")
            elif page.stem != "index" and page.stem + ".html" not in pages["index.html"].links:
                complain(f"index.md has no \\subpage {page.stem}")
            elif re.search(r"\*\*|<td|\\ref ", pages[page.stem + ".html"].text):
                complain(f"{page.name} shows what should have become bold, a table or a link")
        print(f"{folder}: {len(pages)} pages, {sum(len(page.links) for page in pages.values())} links")
    help_file = manual / "offspring.qch"
    if not help_file.exists() or help_file.read_bytes()[:15] != b"SQLite format 3":
        complain("offspring.qch is no Qt help file")
    print("\n".join(sorted(set(problems))))
    return 1 if problems else 0


sys.exit(main())
