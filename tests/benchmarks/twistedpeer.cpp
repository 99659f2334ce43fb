// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Twisted, for the record: a Python program beside this one, which does the work.

#include "peer.h"

#include <QtCore/QProcess>

namespace {

class TwistedPeer final : public Peer
{
public:
    TwistedPeer()
    {
        m_python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_python.start(QStringLiteral("/usr/bin/python3"),
                       {QStringLiteral(TWISTEDPEER), QStringLiteral(TESTCHILD)});
        answer();
    }

    ~TwistedPeer() override
    {
        m_python.closeWriteChannel();
        m_python.waitForFinished();
    }

    const char *name() const override { return "Twisted"; }
    qint64 pid() const override { return m_python.processId(); }

    void runChildren(int count, const Words &) override { ask("run", count); } // the quick one
    qint64 drain(qint64 bytes, int) override { return ask("drain", bytes); }
    void feed(qint64 bytes) override { ask("feed", bytes); }

    bool keep(int count) override
    {
        ask("keep", count);
        return true;
    }

    void echo(int count) override { ask("echo", count); }
    void release() override { ask("release", 0); }

private:
    qint64 ask(const char *command, qint64 number)
    {
        m_python.write(command + QByteArray(" ") + QByteArray::number(number) + '\n');
        return answer();
    }

    qint64 answer()
    {
        while (!m_python.canReadLine()) {
            if (!m_python.waitForReadyRead(-1))
                qFatal("Twisted: %s", qPrintable(m_python.errorString()));
        }
        return m_python.readLine().trimmed().toLongLong();
    }

    QProcess m_python;
};

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
    return isInstalled() ? std::make_unique<TwistedPeer>() : nullptr;
}
