// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A plugin whose child outlives it.

#include <offspring/offspring.h>

// The child lives until the host closes its end of \a input, a pipe. What is left when the plugin
// is unloaded: the thread that will reap the child, and this thread's own reactor.
extern "C" Q_DECL_EXPORT qint64 abandonChild(int input)
{
    Offspring::SpawnOptions options;
    options.childFDs = {{0, input}};
    options.whenAbandoned = Offspring::Abandonment::Leave;
    auto *transport = Offspring::Reactor::instance()->spawnProcess(
        QStringLiteral("cat"), {QStringLiteral("cat")}, options);
    const qint64 pid = transport->pid();
    delete transport;
    return pid;
}

class Plugin : public QObject
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "Offspring.Test")

public:
    Q_INVOKABLE qint64 abandonChild(int input) { return ::abandonChild(input); }
};

#include "plugin.moc"
