# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

"""A terminal of tmux, as screendump shows it: bytes and sizes in, text out."""

import os
import re
import select
import shutil
import subprocess
import sys
import tempfile

# Runs in the pane: writes what it gets, and tells when tmux has read it.
FEEDER = r"""
import os, sys, termios, tty
tty.setraw(0)
orders = open(sys.argv[1], "rb", buffering=0)
answers = open(sys.argv[2], "wb", buffering=0)
while True:
    head = orders.readline()
    if not head:
        break
    data = b""
    size = int(head)
    while len(data) < size:
        data += orders.read(size - len(data))
    while data:
        data = data[os.write(1, data[:4096]):]
    seen = b""
    while not seen.endswith(b"\x1b[0n"):
        seen += os.read(0, 1)
    answers.write(b"\n")
"""


class Tmux:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="offspring-tmux-")
        self.socket = os.path.join(self.folder, "socket")
        for name in ("orders", "answers"):
            os.mkfifo(os.path.join(self.folder, name))
        feeder = os.path.join(self.folder, "feeder.py")
        with open(feeder, "w", encoding="utf-8") as file:
            file.write(FEEDER)
        configuration = os.path.join(self.folder, "tmux.conf")
        with open(configuration, "w", encoding="utf-8") as file:
            file.write("set -g status off\nset -g history-limit 10000\nset -s escape-time 0\n"
                       "set -g default-terminal tmux-256color\nset -g allow-rename on\n")
        command = [sys.executable, feeder, *(os.path.join(self.folder, name)
                                             for name in ("orders", "answers"))]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        environment.pop("TMUX", None)
        self.environment = environment
        self.prefix = ["tmux", "-u", "-S", self.socket, "-f", configuration]
        self.run("new-session", "-d", "-x", "80", "-y", "24", " ".join(command))
        self.orders = open(os.path.join(self.folder, "orders"), "wb", buffering=0)
        self.answers = open(os.path.join(self.folder, "answers"), "rb", buffering=0)

    def run(self, *arguments):
        return subprocess.run([*self.prefix, *arguments], env=self.environment, check=True,
                              stdout=subprocess.PIPE).stdout

    def close(self):
        subprocess.run([*self.prefix, "kill-server"], env=self.environment, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def feed(self, data):
        # Whatever sequence the data leave open ends with the CAN.
        data += b"\x18\x1b[5n"
        self.orders.write(b"%d\n" % len(data))
        self.orders.write(data)
        if not select.select([self.answers], [], [], 5)[0]:
            raise RuntimeError("tmux does not answer")
        self.answers.readline()

    def resize(self, columns, rows):
        self.run("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self, parts, columns, rows):
        """The parts: bytes, or (columns, rows). As screendump --scrollback --attributes."""
        self.feed(b"\x1b[?1049l\x1b[?25h\x1b[2J\x1bc")
        self.resize(columns, rows)
        self.run("clear-history", ";", "select-pane", "-T", "")
        self.feed(b"\x1bc")
        self.run("clear-history")
        for part in parts:
            if isinstance(part, tuple):
                columns, rows = part
                self.resize(*part)
            else:
                self.feed(part)
        out = self.run("capture-pane", "-p", "-e", "-N", "-S", "-", ";", "display-message", "-p",
                       "#{history_size} #{cursor_y} #{cursor_x} #{cursor_flag}")
        lines = out.decode("utf-8", "replace").split("\n")[:-1]
        history, y, x, flag = map(int, lines.pop().split())
        text = Styled().rows(lines)
        return text[:history] + ["---"] + text[history:] + [
            f"cursor {y} {min(x, columns - 1)} {'visible' if flag else 'hidden'} block"]


class Styled:
    """Text with SGR sequences → screendump's rows."""

    attributes = {1: "bold", 2: "dim", 3: "italic", 5: "blink", 7: "inverse", 8: "conceal",
                  9: "strike"}
    order = ["bold", "dim", "italic", "line", "blink", "inverse", "conceal", "strike", "fg", "bg",
             "ul"]
    lines = {4: "underline", 21: "double", "4:1": "underline", "4:2": "double", "4:3": "curly",
             "4:4": "dotted", "4:5": "dashed"}
    graphics = dict(zip("`abcdefghijklmnopqrstuvwxyz{|}~_",
                        "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£· "))

    def __init__(self):
        self.style = {}
        self.drawn = False

    def rows(self, lines):
        return [self.row(line) for line in lines]

    def row(self, line):
        cells = []
        pattern = r"(\x1b\[[0-9;:]*m|[\x0e\x0f])|([^\x1b\x0e\x0f])"
        for control, text in re.findall(pattern, line):
            if control == "\x0e":
                self.drawn = True
            elif control == "\x0f":
                self.drawn = False
            elif control:
                self.apply(control[2:-1])
            else:
                if self.drawn:
                    text = self.graphics.get(text, text)
                cells.append((text, self.style))
        runs = []
        for text, style in cells:
            words = self.words(style, text == " ")
            if runs and runs[-1][0] == words:
                runs[-1][1] += text
            else:
                runs.append([words, text])
        if runs and not runs[-1][0]:
            runs[-1][1] = runs[-1][1].rstrip(" ")
            if not runs[-1][1]:
                runs.pop()
        result = ""
        for index, (words, text) in enumerate(runs):
            if words or index:
                result += f"[{words}]"
            result += text.replace("\\", "\\\\").replace("[", "\\[")
        return result

    def words(self, style, isSpace):
        if isSpace and not any(name in style for name in ("line", "inverse", "strike")):
            style = {name: value for name, value in style.items() if name == "bg"}
        words = []
        for name in self.order:
            if name in style:
                value = style[name]
                words.append(value if name == "line"
                             else f"{name}={value}" if name in ("fg", "bg", "ul") else name)
        return " ".join(words)

    def apply(self, text):
        style = dict(self.style)
        numbers = (text or "0").split(";")
        while numbers:
            word = numbers.pop(0)
            if ":" in word and not word.startswith("4:"):
                fields = word.split(":")
                name = {"38": "fg", "48": "bg", "58": "ul"}[fields[0]]
                style[name] = (fields[2] if fields[1] == "5"
                               else "#%02x%02x%02x" % tuple(map(int, fields[-3:])))
                continue
            if word in self.lines:
                style["line"] = self.lines[word]
                continue
            number = int(word or 0)
            if number == 0:
                style = {}
            elif number in self.attributes:
                style[self.attributes[number]] = True
            elif number in self.lines:
                style["line"] = self.lines[number]
            elif number in (38, 48, 58):
                name = {38: "fg", 48: "bg", 58: "ul"}[number]
                if numbers.pop(0) == "5":
                    style[name] = numbers.pop(0)
                else:
                    style[name] = "#%02x%02x%02x" % tuple(int(numbers.pop(0)) for _ in range(3))
            elif 30 <= number <= 37 or 40 <= number <= 47:
                style["fg" if number < 40 else "bg"] = str(number % 10)
            elif 90 <= number <= 97 or 100 <= number <= 107:
                style["fg" if number < 100 else "bg"] = str(number % 10 + 8)
            elif number in (39, 49, 59):
                style.pop({39: "fg", 49: "bg", 59: "ul"}[number], None)
        self.style = style
