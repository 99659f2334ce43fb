// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Twisted, for the record.

#include "remotepeer.h"

namespace {

/// Whether Debian's Python finds it.
bool isInstalled()
{
    return QProcess::execute(QStringLiteral("/usr/bin/python3"),
                             {QStringLiteral("-c"),
                              QStringLiteral("import importlib.util, sys;"
                                             "sys.exit(not importlib.util.find_spec('twisted'))")})
        == 0;
}

} // namespace

std::unique_ptr<Peer> makeTwisted()
{
    if (!isInstalled())
        return nullptr;
    return std::make_unique<RemotePeer>(
        "Twisted", QStringLiteral("/usr/bin/python3"),
        QStringList{QStringLiteral(TWISTEDPEER), QStringLiteral(TESTCHILD)});
}
