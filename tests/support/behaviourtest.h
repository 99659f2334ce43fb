// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BEHAVIOURTEST_H
#define BEHAVIOURTEST_H

#include "census.h"
#include "platform.h"
#include "recorder.h"

#include <offspring/offspring.h>

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtTest/QTest>

#include <ctime>
#include <functional>
#include <memory>

/// A test of what users are promised: it gets a reactor of the kind that the environment names, and
/// the program's descriptors and children are counted before and after every slot.
class BehaviourTest : public QObject
{
    Q_OBJECT

public:
    static Offspring::Reactor::Watching watching()
    {
        using Watching = Offspring::Reactor::Watching;
        const QByteArray wanted = qgetenv("OFFSPRING_TEST_WATCHING");
        if (wanted == "NotifierPerDescriptor")
            return Watching::NotifierPerDescriptor;
        return wanted == "SharedSet" ? Watching::SharedSet : Watching::Automatic;
    }

    static Offspring::Reactor::Spawning spawning()
    {
        using Spawning = Offspring::Reactor::Spawning;
        return isInBackground() ? Spawning::InBackground : Spawning::InThisThread;
    }
    static bool isInBackground() { return qgetenv("OFFSPRING_TEST_SPAWNING") == "InBackground"; }

    /// valgrind(1) is an environment of its own: what it does differently is not ours to test.
    static bool isUnderValgrind() { return qgetenv("LD_PRELOAD").contains("vgpreload"); }

    /// The test child with a script for it.
    static QStringList script(const QString &words)
    {
        return QStringList{testChild()} + words.split(u' ', Qt::SkipEmptyParts);
    }
    static QString testChild() { return QStringLiteral(TESTCHILD); }

    /// Handles events until \a condition holds. It waits for events, not for time; the limit is
    /// only against hanging.
    static bool waitUntil(const std::function<bool()> &condition)
    {
        QEventLoop loop; // makes the dispatcher of a plain thread
        loop.wakeUp(); // what was posted before there was one has woken nobody
        bool timedOut = false;
        QTimer limit;
        QObject::connect(&limit, &QTimer::timeout, &limit, [&] { timedOut = true; });
        limit.start(120'000);
        while (!condition() && !timedOut) {
            loop.processEvents(QEventLoop::WaitForMoreEvents);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        return condition();
    }

    /// Until what the child inherits does not matter any more: nothing to wait for when this thread
    /// spawns, and handles no events then.
    static bool waitForStart(const Recorder &recorder)
    {
        return !isInBackground() || waitUntil([&] { return !recorder.events.isEmpty(); });
    }
    /// Of a child that was just spawned; 0: it did not start.
    static qint64 pidOf(const Offspring::ProcessTransport *transport)
    {
        using Transport = Offspring::ProcessTransport;
        qint64 pid = transport->pid();
        bool isKnown = !isInBackground();
        QObject context;
        QObject::connect(transport, &Transport::connectionMade, &context, [&] {
            pid = transport->pid();
            isKnown = true;
        });
        QObject::connect(transport, &Transport::processEnded, &context, [&] { isKnown = true; });
        waitUntil([&] { return isKnown; });
        return pid;
    }
    static bool waitForEnd(const Recorder &recorder)
    {
        return waitUntil([&] { return recorder.ended.has_value(); });
    }

protected:
    Offspring::ProcessTransport *spawn(Recorder &recorder, const QString &words,
                                       const Offspring::SpawnOptions &options = {})
    {
        return reactor->spawnProcess(&recorder, program, script(words), options);
    }

    /// For a test that needs the pid at once, or whose child has to exit before the loop runs.
    void spawnInThisThread() { reactor->setSpawning(Offspring::Reactor::Spawning::InThisThread); }

    /// While another child works for 100 ms this thread has nothing to do: a busy loop over
    /// whatever is watched shows in its turns, or, where the dispatcher itself is busy, in its
    /// time.
    bool loopStaysIdle()
    {
        Recorder other;
        spawn(other, QStringLiteral("burn 100"));
        int turns = 0;
        QObject counter;
        QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake,
                         &counter, [&] { ++turns; });
        const std::clock_t before = std::clock();
        const bool hasEnded = waitForEnd(other);
        const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
        const bool isIdle = turns < 30 && seconds < 0.05;
        if (!isIdle)
            qWarning() << turns << "turns," << seconds << "s of CPU time";
        return hasEnded && isIdle;
    }

    std::unique_ptr<Offspring::Reactor> reactor;
    /// What spawn() executes: the test child, or a copy of it.
    QString program = testChild();

private Q_SLOTS:
    void init()
    {
        QCoreApplication::processEvents(); // the dispatcher opens its own descriptors
        m_census.take();
        reactor = std::make_unique<Offspring::Reactor>(watching());
        reactor->setSpawning(spawning());
    }

    void cleanup()
    {
        reactor.reset();
        delete Offspring::Reactor::instance(); // what has no reactor given uses the thread's own
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        m_census.compare();
    }

private:
    Census m_census;
};

#endif // BEHAVIOURTEST_H
