// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef REMOTEPEER_H
#define REMOTEPEER_H

#include "peer.h"

#include <QtCore/QProcess>

/// A program beside this one, which does the work: it reads a command and a number in a line, and
/// answers with a number when it is done; with one more when it is ready.
class RemotePeer : public Peer
{
public:
    RemotePeer(const char *name, const QString &program, const QStringList &arguments);
    ~RemotePeer() override;

    const char *name() const override { return m_name; }
    qint64 pid() const override { return m_program.processId(); }

    void runChildren(int count, const Words &) override { ask("run", count); } // the quick one
    qint64 drain(qint64 bytes, int) override { return ask("drain", bytes); }
    void feed(qint64 bytes) override { ask("feed", bytes); }
    bool keep(int count) override;
    void echo(int count) override { ask("echo", count); }
    void release() override { ask("release", 0); }

private:
    qint64 ask(const char *command, qint64 number);
    qint64 answer();

    const char *const m_name;
    QProcess m_program;
};

#endif // REMOTEPEER_H
