# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

"""Twisted's part of the benchmarks: does what its stdin says, a line at a time, and answers with a
number when it is done. The argument is the path of tests/child."""

import sys

from twisted.internet import protocol, reactor, stdio
from twisted.protocols import basic

CHILD = sys.argv[1]
PIECE = b"x" * (1 << 20)


class Child(protocol.ProcessProtocol):
    """Counts its output; when asked to, feeds its input."""

    def __init__(self, on_end, on_data=lambda: None, to_feed=None):
        self.on_end = on_end
        self.on_data = on_data
        self.to_feed = to_feed
        self.total = 0

    def connectionMade(self):
        if self.to_feed is not None:
            self.transport.pipes[0].registerProducer(self, False)

    def resumeProducing(self):
        if self.to_feed <= 0:
            self.transport.pipes[0].unregisterProducer()
            self.transport.closeStdin()
            return
        self.to_feed -= len(PIECE)
        self.transport.write(PIECE)

    def stopProducing(self):
        pass

    def outReceived(self, data):
        self.total += len(data)
        self.on_data()

    def processEnded(self, reason):
        if reason.value.exitCode != 0:
            sys.exit("Twisted: %s" % reason)
        self.on_end(self)


class Commands(basic.LineReceiver):
    delimiter = b"\n"

    def connectionLost(self, reason):
        reactor.stop()

    def lineReceived(self, line):
        command, number = line.split()
        getattr(self, "do_" + command.decode())(int(number))

    def answer(self, number):
        self.sendLine(str(number).encode())

    def answer_after(self, count):
        self.awaited = count

    def one_more(self, *_):
        self.awaited -= 1
        if self.awaited == 0:
            self.answer(0)

    def spawn(self, child, *arguments):
        reactor.spawnProcess(child, CHILD, (CHILD,) + arguments)
        return child

    def do_run(self, count):
        self.answer_after(count)
        for _ in range(count):
            self.spawn(Child(self.one_more))

    def do_drain(self, size):
        self.spawn(Child(lambda child: self.answer(child.total)), "pour", "1", str(size))

    def do_feed(self, size):
        self.spawn(Child(lambda child: self.answer(0), to_feed=size), "count", "0", "1")

    def do_keep(self, count):
        self.flock = [self.spawn(Child(self.one_more, self.one_more), "copy", "0", "1")
                      for _ in range(count)]
        self.answer(0)

    def do_echo(self, count):
        self.answer_after(count)
        for child in self.flock[:count]:
            child.transport.write(b"\n")

    def do_release(self, _):
        self.answer_after(len(self.flock))
        for child in self.flock:
            child.transport.closeStdin()


commands = Commands()
stdio.StandardIO(commands)
commands.answer(0)
reactor.run()
