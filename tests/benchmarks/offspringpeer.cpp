// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "peer.h"

#include <offspring/offspring.h>

#include <QtCore/QEventLoop>

#include <functional>

using namespace Offspring;

namespace {

class Drain final : public ProcessProtocol
{
public:
    void outReceived(const QByteArray &data) override { total += data.size(); }
    void processEnded(const ExitReason &reason) override
    {
        if (reason.exitCode() != 0)
            qFatal("%s", qPrintable(reason.toString()));
        onEnded();
    }

    qint64 total = 0;
    std::function<void()> onEnded = [] { };
};

class Feed final : public ProcessProtocol
{
public:
    explicit Feed(qint64 bytes)
        : m_left(bytes)
    { }

    void connectionMade() override { write(); }
    void childWritePaused(int) override { m_isPaused = true; }
    void childWriteResumed(int) override
    {
        m_isPaused = false;
        write();
    }
    void processEnded(const ExitReason &) override { onEnded(); }

    std::function<void()> onEnded = [] { };

private:
    // A piece is larger than the high water mark: childWriteResumed always comes.
    void write()
    {
        if (m_left <= 0)
            return transport()->closeStdin();
        m_left -= Peer::pieceSize;
        transport()->write(Peer::piece());
    }

    qint64 m_left;
    bool m_isPaused = false;
};

class Echo final : public ProcessProtocol
{
public:
    void outReceived(const QByteArray &) override { onLine(); }
    void processEnded(const ExitReason &) override { onEnded(); }

    std::function<void()> onLine = [] { };
    std::function<void()> onEnded = [] { };
};

class OffspringPeer final : public Peer
{
public:
    OffspringPeer(const char *name, Reactor::Watching watching, const SpawnOptions &options = {},
                  Reactor::Spawning spawning = Reactor::Spawning::InThisThread)
        : m_name(name)
        , m_options(options)
        , m_reactor(watching)
    {
        m_reactor.setSpawning(spawning);
    }

    const char *name() const override { return m_name; }

    void runChildren(int count, const Words &words) override
    {
        QEventLoop loop;
        const auto number = std::size_t(count);
        std::vector<Drain> protocols(number);
        int left = count;
        for (Drain &protocol : protocols) {
            protocol.onEnded = [&] {
                if (--left == 0)
                    loop.quit();
            };
            const TimedCall call(*this);
            spawn(protocol, words);
        }
        loop.exec();
    }

    qint64 drain(qint64 bytes, int children) override
    {
        QEventLoop loop;
        std::vector<Drain> protocols(static_cast<std::size_t>(children));
        int left = children;
        for (Drain &protocol : protocols) {
            protocol.onEnded = [&] {
                if (--left == 0)
                    loop.quit();
            };
            spawn(protocol, pouringChild(bytes));
        }
        loop.exec();
        qint64 total = 0;
        for (const Drain &protocol : protocols)
            total += protocol.total;
        return total;
    }

    void feed(qint64 bytes) override
    {
        QEventLoop loop;
        Feed protocol(bytes);
        protocol.onEnded = [&] { loop.quit(); };
        spawn(protocol, countingChild());
        loop.exec();
    }

    bool keep(int count) override
    {
        for (int i = 0; i < count; ++i) {
            Echo &child = *m_flock.emplace_back(std::make_unique<Echo>());
            child.onLine = child.onEnded = [this] {
                if (--m_awaited == 0)
                    m_loop.quit();
            };
            spawn(child, echoingChild());
        }
        return true;
    }

    void echo(int count) override
    {
        m_awaited = count;
        for (int i = 0; i < count; ++i)
            m_flock[std::size_t(i)]->transport()->write("\n");
        m_loop.exec();
    }

    void release() override
    {
        m_awaited = int(m_flock.size());
        for (const auto &child : m_flock)
            child->transport()->closeStdin();
        m_loop.exec();
        m_flock.clear();
    }

private:
    void spawn(ProcessProtocol &protocol, const Peer::Words &words)
    {
        QStringList arguments;
        for (const QByteArray &word : words)
            arguments << QString::fromLocal8Bit(word);
        m_reactor.spawnProcess(&protocol, arguments.first(), arguments, m_options);
    }

    const char *const m_name;
    const SpawnOptions m_options;
    Reactor m_reactor;
    std::vector<std::unique_ptr<Echo>> m_flock;
    QEventLoop m_loop;
    int m_awaited = 0;
};

} // namespace

std::unique_ptr<Peer> makeSharedSet()
{
    return std::make_unique<OffspringPeer>("Offspring, SharedSet", Reactor::Watching::SharedSet);
}

std::unique_ptr<Peer> makeNotifierPerDescriptor()
{
    return std::make_unique<OffspringPeer>("Offspring, NotifierPerDescriptor",
                                           Reactor::Watching::NotifierPerDescriptor);
}

std::unique_ptr<Peer> makeInBackground()
{
    return std::make_unique<OffspringPeer>("Offspring, InBackground", Reactor::Watching::SharedSet,
                                           SpawnOptions(), Reactor::Spawning::InBackground);
}

std::unique_ptr<Peer> makeOnSocket()
{
    const SpawnOptions options = {.childFDs = {{0, 'w'}, {1, ChildFD::socket()}, {2, 'r'}}};
    return std::make_unique<OffspringPeer>("Offspring, ChildFD::socket()",
                                           Reactor::Watching::SharedSet, options);
}
