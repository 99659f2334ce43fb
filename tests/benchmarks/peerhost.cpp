// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Does what its stdin says, a command and a number in a line, with the library that it is built
// with, and answers with a number when it is done: see remotepeer.h.

#include "peer.h"

#include <QtCore/QCoreApplication>

#include <iostream>
#include <string>

namespace {

long long perform(Peer &peer, const std::string &command, long long number)
{
    if (command == "run")
        peer.run(int(number));
    else if (command == "drain")
        return peer.drain(number);
    else if (command == "feed")
        peer.feed(number);
    else if (command == "keep")
        peer.keep(int(number));
    else if (command == "echo")
        peer.echo(int(number));
    else if (command == "release")
        peer.release();
    else
        qFatal("what is %s?", command.c_str());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const std::unique_ptr<Peer> peer = makeSharedSet();
    std::cout << 0 << std::endl;
    std::string command;
    long long number = 0;
    while (std::cin >> command >> number)
        std::cout << perform(*peer, command, number) << std::endl;
    return 0;
}
