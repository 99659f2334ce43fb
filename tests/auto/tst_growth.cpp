// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What one operation costs does not depend on how many there are of the things that it is not
// about. Judged is the growth: the processor time of one operation among many, divided by that of
// the same among few, in the same run.

#include "behaviourtest.h"

#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

double processorSeconds()
{
    timespec now = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

/// Takes only the time of what is done between start() and stop().
class Clock
{
public:
    void start() { m_start = processorSeconds(); }
    void stop() { m_seconds += processorSeconds() - m_start; }
    double seconds() const { return m_seconds; }

private:
    double m_start = 0;
    double m_seconds = 0;
};

/// The least of some rounds, because nothing makes an operation cheaper than it is.
double secondsPerOperation(int count, const std::function<void(int count, Clock &)> &operations)
{
    double least = 1e9;
    for (int round = 0; round < 5; ++round) {
        Clock clock;
        operations(count, clock);
        least = std::min(least, clock.seconds() / count);
    }
    return least;
}

} // namespace

class tst_Growth : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aWriteToOneOfManyStreams();
    void aPauseOfOneOfManyStreams();
    void aCloseOfOneOfManyStreams();
    void aReactorDeletedBeforeManyFirstTurns();
    void manyTransportsDeletedNewestFirst();

private:
    using Operations = std::function<void(int count, Clock &)>;

    /// \a most times as much may an operation cost: many objects do not fit into the processor's
    /// caches. What looks at each of them costs more than that.
    static void compare(int few, int many, int most, const Operations &operations)
    {
        if (isUnderValgrind())
            QSKIP("what valgrind does is not the program's time");
        const double small = secondsPerOperation(few, operations);
        const double large = secondsPerOperation(many, operations);
        qDebug() << small * 1e6 << "µs among" << few << "and" << large * 1e6 << "µs among" << many;
        QVERIFY(large < most * small);
    }

    void onStreams(char direction,
                   const std::function<void(ProcessTransport *, int childFD)> &operation);
    static std::unique_ptr<Reactor> withPending(int count, QList<ProcessTransport *> &transports);
};

void tst_Growth::initTestCase()
{
    rlimit limit = {};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 8192);
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &limit), 0);
    if (limit.rlim_cur < 4096)
        QSKIP("this system does not allow as many descriptors");
}

// One operation on each stream of a child in turn, each with its turn of the loop. What waits for
// the loop is sent, so that a dispatcher that looks at all descriptors is not what is measured.
void tst_Growth::onStreams(char direction,
                           const std::function<void(ProcessTransport *, int childFD)> &operation)
{
    if (watching() == Reactor::Watching::NotifierPerDescriptor)
        QSKIP("Qt's dispatchers search their notifiers");
    SKIP_ON_POSIX("a thread polls every entry of the set");
    compare(10, 2000, 3, [&](int count, Clock &clock) {
        ChildFDs childFDs;
        for (int childFD = 0; childFD < count; ++childFD)
            childFDs.insert(childFD, direction);
        Recorder recorder;
        ProcessTransport *const transport = spawn(recorder, u"pause"_s, {.childFDs = childFDs});
        QVERIFY(waitUntil([&] { return recorder.events.contains(u"connectionMade"_s); }));
        clock.start();
        for (int childFD = 0; childFD < count; ++childFD) {
            operation(transport, childFD);
            QCoreApplication::sendPostedEvents();
        }
        clock.stop();
        transport->signalProcess(SIGKILL);
        QVERIFY(waitForEnd(recorder));
    });
}

void tst_Growth::aWriteToOneOfManyStreams()
{
    onStreams('w', [](ProcessTransport *transport, int childFD) {
        transport->writeToChild(childFD, "x"_ba);
    });
}

void tst_Growth::aPauseOfOneOfManyStreams()
{
    onStreams('r', [](ProcessTransport *transport, int childFD) {
        transport->pauseChildFD(childFD);
        transport->resumeChildFD(childFD);
    });
}

void tst_Growth::aCloseOfOneOfManyStreams()
{
    onStreams('w',
              [](ProcessTransport *transport, int childFD) { transport->closeChildFD(childFD); });
}

/// With transports whose first turn has not come.
std::unique_ptr<Reactor> tst_Growth::withPending(int count, QList<ProcessTransport *> &transports)
{
    auto result = std::make_unique<Reactor>(watching());
    for (int i = 0; i < count; ++i)
        transports << result->spawnProcess(QString());
    return result;
}

void tst_Growth::aReactorDeletedBeforeManyFirstTurns()
{
    compare(100, 10'000, 10, [](int count, Clock &clock) {
        QList<ProcessTransport *> transports;
        auto own = withPending(count, transports);
        clock.start();
        own.reset();
        clock.stop();
    });
}

void tst_Growth::manyTransportsDeletedNewestFirst()
{
    compare(100, 10'000, 10, [](int count, Clock &clock) {
        QList<ProcessTransport *> transports;
        const auto own = withPending(count, transports);
        clock.start();
        while (!transports.isEmpty())
            delete transports.takeLast();
        clock.stop();
    });
}

QTEST_GUILESS_MAIN(tst_Growth)

#include "tst_growth.moc"
