// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Much of everything in one process: what it holds of the kernel in the end is what it held when it
// had warmed up. With OFFSPRING_TEST_LONG 50,000 spawns and 20 GiB, else less.

#include "behaviourtest.h"

#include <csignal>
#include <fstream>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

bool isLong()
{
    return qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG");
}

/// A number in /proc/self/status.
qint64 statusNumber(const std::string &field)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.compare(0, field.size() + 1, field + ':') == 0)
            return std::atoll(line.c_str() + field.size() + 1);
    }
    return -1;
}

/// From now on VmHWM, the most that was resident, counts anew. False: the kernel refuses.
bool forgetPeak()
{
    std::ofstream file("/proc/self/clear_refs");
    file << 5 << std::flush;
    return file.good();
}

/// What this process holds.
struct Holdings
{
    qsizetype descriptors = Census::descriptors().size();
    qsizetype children = Census::children().size(); // zombies too
    qint64 threads = statusNumber("Threads");
    qint64 residentKiB = statusNumber("VmRSS");

    bool areMoreThan(const Holdings &others) const
    {
        return descriptors > others.descriptors || children > others.children
            || threads > others.threads;
    }

    void print(const char *when) const
    {
        qInfo("%s: %lld descriptors, %lld children, %lld threads, %lld KiB resident", when,
              qint64(descriptors), qint64(children), threads, residentKiB);
    }
};

/// Of pages that malloc() keeps for itself. A leak of 2 KiB for each spawn would be more in the
/// short run.
constexpr qint64 restKiB = 4 * 1024;
/// Of what is under way.
constexpr qint64 buffersKiB = 16 * 1024;

/// False with a sanitizer, which keeps freed memory for a while.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isMemoryCounted = false;
#else
constexpr bool isMemoryCounted = true;
#endif

bool hasGrownBy(qint64 most, qint64 beforeKiB, qint64 nowKiB)
{
    return isMemoryCounted && nowKiB > beforeKiB + most;
}

} // namespace

class tst_Soak : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void spawnsLeaveNothingBehind();
    void bytesLeaveNothingBehind();
    void aFloodIntoAPausedReaderCostsNoMemory();
    void aChildThatDoesNotReadCostsAWriterThatHeedsTheMarksNoMemory();

private:
    void compare(const Holdings &before);
    bool runFlock(int count);
    bool moveBytes(qint64 size);
};

// In the posix layer a thread tells of each exit: it and its pipe may be there a moment longer.
void tst_Soak::compare(const Holdings &before)
{
    const bool isLikeBefore = waitUntil([&] { return !Holdings().areMoreThan(before); });
    const Holdings after;
    before.print("at first");
    after.print("in the end");
    QVERIFY(isLikeBefore);
    QVERIFY(!hasGrownBy(restKiB, before.residentKiB, after.residentKiB));
}

/// At once, each in another way.
bool tst_Soak::runFlock(int count)
{
    static const QString scripts[] = {u""_s, u"flood 1 5000"_s, u"copy 0 1"_s, u"pause"_s,
                                      u"flood 2 100 exit 3"_s};
    std::vector<std::unique_ptr<Recorder>> flock;
    for (int i = 0; i < count; ++i) {
        Recorder &recorder = *flock.emplace_back(std::make_unique<Recorder>());
        ProcessTransport *const transport =
            spawn(recorder, scripts[size_t(i) % std::size(scripts)], {.usePTY = i % 7 == 0});
        transport->write("some words\n"_ba);
        transport->closeStdin();
        if (size_t(i) % std::size(scripts) == 3)
            transport->signalProcess(SIGKILL);
    }
    return waitUntil([this] { return reactor->processCount() == 0; });
}

void tst_Soak::spawnsLeaveNothingBehind()
{
    constexpr int flockSize = 50;
    const int flocks = isLong() ? 1000 : 40;
    QVERIFY(runFlock(flockSize));
    const Holdings before;
    for (int i = 0; i < flocks; ++i)
        QVERIFY(runFlock(flockSize));
    qInfo("%d spawns", flocks * flockSize);
    compare(before);
}

/// Out of one child, through us, into another.
bool tst_Soak::moveBytes(qint64 size)
{
    Recorder source, sink;
    source.keepsData = false;
    ProcessTransport *const from = spawn(source, u"pour 1 %1"_s.arg(size));
    ProcessTransport *const to = spawn(sink, u"count 0 1"_s);
    connect(from, &ProcessTransport::childDataReceived, to,
            [to](int, const QByteArray &data) { to->write(data); });
    connect(from, &ProcessTransport::processEnded, to, [to] { to->closeStdin(); });
    connect(to, &ProcessTransport::childWritePaused, from, [from] { from->pauseProducing(); });
    connect(to, &ProcessTransport::childWriteResumed, from, [from] { from->resumeProducing(); });
    return waitForEnd(source) && waitForEnd(sink)
        && sink.data[1] == QByteArray::number(size) + '\n';
}

void tst_Soak::bytesLeaveNothingBehind()
{
    const qint64 gibibytes = isLong() ? 20 : 1;
    QVERIFY(moveBytes(64 << 20));
    const Holdings before;
    QVERIFY(forgetPeak());
    for (qint64 i = 0; i < gibibytes; ++i)
        QVERIFY(moveBytes(qint64(1) << 30));
    qInfo("%lld GiB, at most %lld KiB resident", gibibytes, statusNumber("VmHWM"));
    compare(before);
    QVERIFY(!hasGrownBy(buffersKiB, before.residentKiB, statusNumber("VmHWM")));
}

void tst_Soak::aFloodIntoAPausedReaderCostsNoMemory()
{
    const Holdings before;
    QVERIFY(forgetPeak());
    Recorder flood, clock;
    flood.keepsData = false;
    spawn(flood, u"pour 1 %1"_s.arg(qint64(4) << 30))->pauseProducing();
    spawn(clock, u"burn 200"_s);
    QVERIFY(waitForEnd(clock));
    const qint64 paused = statusNumber("VmRSS");
    QCOMPARE(flood.count(u"data 1"_s), 0);
    flood.transport()->resumeProducing();
    QVERIFY(waitForEnd(flood));
    qInfo("resident: idle %lld KiB, paused %lld KiB, at most %lld KiB", before.residentKiB, paused,
          statusNumber("VmHWM"));
    QVERIFY(!hasGrownBy(buffersKiB, before.residentKiB, statusNumber("VmHWM")));
}

void tst_Soak::aChildThatDoesNotReadCostsAWriterThatHeedsTheMarksNoMemory()
{
    const Holdings before;
    QVERIFY(forgetPeak());
    Recorder slow;
    const QByteArray piece(256 * 1024, 'x');
    qint64 offered = 0;
    bool isPaused = false;
    ProcessTransport *const transport = spawn(slow, u"say 1 ready wait 3 count 0 1"_s,
                                              {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    const qint64 total = qint64(4) << 30;
    // The marks are signalled from the event loop, so within one call the writer has to look.
    const auto offer = [&] {
        while (!isPaused && offered < total && transport->bytesToWrite(0) <= 65536) {
            transport->write(piece);
            offered += piece.size();
        }
        if (offered >= total)
            transport->closeStdin();
    };
    connect(transport, &ProcessTransport::childWritePaused, this, [&] { isPaused = true; });
    connect(transport, &ProcessTransport::childWriteResumed, this, [&] {
        isPaused = false;
        offer();
    });
    offer();
    QVERIFY(waitUntil([&] { return isPaused && slow.data[1] == "ready"; }));
    const qint64 unread = statusNumber("VmRSS");
    const qint64 unreadBytes = offered;
    transport->closeChildFD(3); // now it reads
    QVERIFY(waitForEnd(slow));
    QCOMPARE(slow.data[1], "ready" + QByteArray::number(total) + '\n');
    qInfo("resident: idle %lld KiB, while it does not read %lld KiB (%lld KiB offered), at "
          "most %lld KiB",
          before.residentKiB, unread, unreadBytes / 1024, statusNumber("VmHWM"));
    QVERIFY(!hasGrownBy(buffersKiB, before.residentKiB, statusNumber("VmHWM")));
}

QTEST_GUILESS_MAIN(tst_Soak)
#include "tst_soak.moc"
