// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "peer.h"

#include <QtCore/QEventLoop>
#include <QtCore/QProcess>

#include <sys/resource.h>

namespace {

void start(QProcess &process, const Peer::Words &words)
{
    QStringList arguments;
    for (const QByteArray &word : words)
        arguments << QString::fromLocal8Bit(word);
    const QString program = arguments.takeFirst();
    process.start(program, arguments);
}

class QProcessPeer final : public Peer
{
public:
    const char *name() const override { return "QProcess"; }

    void runChildren(int count, const Words &words) override
    {
        QEventLoop loop;
        std::vector<std::unique_ptr<QProcess>> processes;
        int left = count;
        for (int i = 0; i < count; ++i) {
            QProcess &process = *processes.emplace_back(std::make_unique<QProcess>());
            QObject::connect(&process, &QProcess::finished, &loop, [&](int code) {
                if (code != 0)
                    qFatal("QProcess");
                if (--left == 0)
                    loop.quit();
            });
            const TimedCall call(*this);
            start(process, words);
        }
        loop.exec();
    }

    qint64 drain(qint64 bytes, int children) override
    {
        QEventLoop loop;
        std::vector<std::unique_ptr<QProcess>> processes;
        qint64 total = 0;
        int left = children;
        for (int i = 0; i < children; ++i) {
            QProcess &process = *processes.emplace_back(std::make_unique<QProcess>());
            QObject::connect(&process, &QProcess::readyReadStandardOutput, &loop,
                             [&] { total += process.readAllStandardOutput().size(); });
            QObject::connect(&process, &QProcess::finished, &loop, [&] {
                if (--left == 0)
                    loop.quit();
            });
            start(process, pouringChild(bytes));
        }
        loop.exec();
        return total;
    }

    // A piece when less than one waits: never idle, never much memory.
    void feed(qint64 bytes) override
    {
        QEventLoop loop;
        QProcess process;
        const auto write = [&] {
            if (bytes > 0 && process.bytesToWrite() <= 64 * 1024) {
                bytes -= pieceSize;
                process.write(piece());
                if (bytes <= 0)
                    process.closeWriteChannel();
            }
        };
        QObject::connect(&process, &QProcess::started, &loop, write);
        QObject::connect(&process, &QProcess::bytesWritten, &loop, write);
        QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
        start(process, countingChild());
        loop.exec();
    }

    bool keep(int count) override
    {
        constexpr rlim_t descriptorsOfEach = 5;
        rlimit limit = {};
        getrlimit(RLIMIT_NOFILE, &limit);
        if (descriptorsOfEach * rlim_t(count) >= limit.rlim_cur)
            return false;
        for (int i = 0; i < count; ++i) {
            QProcess &child = *m_flock.emplace_back(std::make_unique<QProcess>());
            const auto arrived = [this] {
                if (--m_awaited == 0)
                    m_loop.quit();
            };
            QObject::connect(&child, &QProcess::readyReadStandardOutput, &m_loop,
                             [&child, arrived] {
                                 child.readAllStandardOutput();
                                 arrived();
                             });
            QObject::connect(&child, &QProcess::finished, &m_loop, arrived);
            start(child, echoingChild());
        }
        return true;
    }

    void echo(int count) override
    {
        m_awaited = count;
        for (int i = 0; i < count; ++i)
            m_flock[std::size_t(i)]->write("\n");
        m_loop.exec();
    }

    void release() override
    {
        m_awaited = int(m_flock.size());
        for (const auto &child : m_flock)
            child->closeWriteChannel();
        m_loop.exec();
        m_flock.clear();
    }

private:
    std::vector<std::unique_ptr<QProcess>> m_flock;
    QEventLoop m_loop;
    int m_awaited = 0;
};

} // namespace

std::unique_ptr<Peer> makeQProcess()
{
    return std::make_unique<QProcessPeer>();
}
