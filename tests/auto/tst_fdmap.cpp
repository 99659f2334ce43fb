// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Guarantee 6: after exec the child has exactly the descriptors of its map. The child lists its own
// /proc/self/fd; the model is the map.

#include "behaviourtest.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace Offspring;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(SpawnOptions)

namespace {

/// A descriptor that this test opened, at a number of its choice.
class OpenFile
{
public:
    OpenFile(const QString &path, int number, bool closeOnExec)
        : m_number(number)
        , m_path(path)
    {
        const int opened =
            open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (opened != number) {
            dup3(opened, number, closeOnExec ? O_CLOEXEC : 0);
            ::close(opened);
        } else if (!closeOnExec) {
            fcntl(number, F_SETFD, 0);
        }
    }
    ~OpenFile() { ::close(m_number); }
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;

    int number() const { return m_number; }
    QString path() const { return m_path; }

private:
    const int m_number;
    const QString m_path;
};

/// This program without 0, 1 and 2, as a daemon may be.
class WithoutStandardStreams
{
public:
    WithoutStandardStreams()
    {
        fflush(stdout);
        for (int number = 0; number < 3; ++number) {
            m_kept[number] = fcntl(number, F_DUPFD_CLOEXEC, 900);
            ::close(number);
        }
    }
    ~WithoutStandardStreams()
    {
        for (int number = 0; number < 3; ++number) {
            dup2(m_kept[number], number);
            ::close(m_kept[number]);
        }
    }
    WithoutStandardStreams(const WithoutStandardStreams &) = delete;
    WithoutStandardStreams &operator=(const WithoutStandardStreams &) = delete;

private:
    int m_kept[3];
};

/// childFD → "mode blocking target", as the child sees it.
QMap<int, QString> parseListing(const QByteArray &listing)
{
    QMap<int, QString> result;
    for (const QByteArray &line : listing.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() >= 5)
            result[words[0].toInt()] =
                QString::fromUtf8(words[1] + ' ' + words[2] + ' ' + words[3] + ' ' + words[4]);
    }
    return result;
}

} // namespace

class tst_FDMap : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDefaultMapIsThreePipes();
    void aMapOfClosedStartsAChildWithoutAnyFD();
    void whatTheMapDoesNotNameIsClosed();
    void swapsRotationsAndChainsGiveWhatTheySay_data();
    void swapsRotationsAndChainsGiveWhatTheySay();
    void theEndsOfAPipeMaySwapTheirNumbers();
    void aParentFDKeepsItsFlagsInTheParent();
    void aParentFDIsTheSameOpenFileDescription();
    void theParentsStandardStreamsMayBeSwapped();
    void theChildsStdinMayBeTheParentsThirdAndViceVersa();
    void randomMapsMatchTheModel_data();
    void randomMapsMatchTheModel();
    void aParentWithoutStandardStreamsLosesNothing();
    void noDescriptorOpenedByAnotherThreadReachesTheChild_data();
    void noDescriptorOpenedByAnotherThreadReachesTheChild();
    void noPipeMadeByAnotherThreadReachesTheChild();
    void siblingsDoNotHoldEachOthersPipes();

private:
    QMap<int, QString> listing(const ChildFDs &childFDs, int reportFD);
    QMap<int, QString> listingWith(const SpawnOptions &options, int reportFD);
};

// The usual soft limit is 1024, and the maps have larger numbers.
void tst_FDMap::initTestCase()
{
    rlimit files;
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = files.rlim_max;
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &files), 0);
}

QMap<int, QString> tst_FDMap::listing(const ChildFDs &childFDs, int reportFD)
{
    return listingWith({.childFDs = childFDs}, reportFD);
}

QMap<int, QString> tst_FDMap::listingWith(const SpawnOptions &options, int reportFD)
{
    Recorder recorder;
    spawn(recorder, u"descriptors %1"_s.arg(reportFD), options);
    if (!waitForEnd(recorder) || recorder.ended->kind() != ExitReason::Kind::ProcessDone) {
        qWarning() << recorder.ended->toString();
        return {};
    }
    return parseListing(recorder.data[reportFD]);
}

void tst_FDMap::theDefaultMapIsThreePipes()
{
    const QMap<int, QString> fds = listing({}, 1);
    QCOMPARE(fds.keys(), (QList<int>{0, 1, 2}));
    // The child's ends block, and go one way.
    QVERIFY(fds[0].startsWith(u"r blocking open pipe:"_s));
    QVERIFY(fds[1].startsWith(u"w blocking open pipe:"_s));
    QVERIFY(fds[2].startsWith(u"w blocking open pipe:"_s));
    QVERIFY(fds[1] != fds[2]);
}

void tst_FDMap::aMapOfClosedStartsAChildWithoutAnyFD()
{
    // A child without descriptors cannot write anything: its exit code counts them.
    Recorder recorder;
    QTemporaryDir directory;
    SpawnOptions options{.env = QProcessEnvironment::InheritFromParent,
                         .path = directory.path(),
                         .childFDs = {{0, ChildFD::closed()}}};
    const QString count =
        u"n=0; for f in /proc/self/fd/*; do test -e $f && n=$((n+1)); done; exit $n"_s;
    reactor->spawnProcess(&recorder, u"sh"_s, {u"sh"_s, u"-c"_s, count}, options);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, (QStringList{u"connectionMade"_s, u"exited"_s, u"ended"_s}));
    QCOMPARE(recorder.ended->exitCode(), 0);
}

void tst_FDMap::whatTheMapDoesNotNameIsClosed()
{
    QTemporaryDir directory;
    const OpenFile inheritable(directory.filePath(u"a"_s), 50, false);
    const OpenFile high(directory.filePath(u"b"_s), 1000, false);
    QCOMPARE(listing({{7, 'r'}, {200, 'w'}, {9, ChildFD::closed()}}, 7).keys(),
             (QList<int>{7, 200}));
}

void tst_FDMap::swapsRotationsAndChainsGiveWhatTheySay_data()
{
    QTest::addColumn<ChildFDs>("childFDs");
    QTest::newRow("a swap") << ChildFDs{{50, 51}, {51, 50}};
    QTest::newRow("a rotation") << ChildFDs{{50, 51}, {51, 52}, {52, 50}};
    QTest::newRow("a chain") << ChildFDs{{50, 51}, {51, 52}, {52, 53}};
    QTest::newRow("fan-out") << ChildFDs{{0, 50}, {2, 50}, {60, 50}};
    QTest::newRow("where it is") << ChildFDs{{50, 50}, {51, 51}};
    QTest::newRow("two swaps and a fan-out")
        << ChildFDs{{50, 51}, {51, 50}, {52, 53}, {53, 52}, {3, 52}};
}

void tst_FDMap::swapsRotationsAndChainsGiveWhatTheySay()
{
    QFETCH(ChildFDs, childFDs);
    QTemporaryDir directory;
    std::vector<std::unique_ptr<OpenFile>> files;
    for (int number = 50; number < 54; ++number) {
        files.push_back(std::make_unique<OpenFile>(directory.filePath(QString::number(number)),
                                                   number, number % 2 == 0));
    }
    const QList<int> keys = childFDs.keys();
    ChildFDs complete = childFDs;
    complete[1] = 'r';
    const QMap<int, QString> fds = listing(complete, 1);
    QCOMPARE(fds.size(), keys.size() + 1);
    for (const int key : keys) {
        const int source = childFDs[key].number();
        QCOMPARE(fds[key], u"rw blocking open "_s + directory.filePath(QString::number(source)));
    }
}

void tst_FDMap::theEndsOfAPipeMaySwapTheirNumbers()
{
    const auto [readEnd, writeEnd] = ChildFD::pipe();
    const ChildFDs swapped = {
        {1, 'r'}, {readEnd.number(), writeEnd}, {writeEnd.number(), readEnd}, {60, readEnd}};
    const QMap<int, QString> fds = listing(swapped, 1);
    QCOMPARE(fds.keys(), swapped.keys());
    QVERIFY(fds[readEnd.number()].startsWith(u"w blocking open pipe:"_s));
    QVERIFY(fds[writeEnd.number()].startsWith(u"r blocking open pipe:"_s));
    QCOMPARE(fds[60], fds[writeEnd.number()]);
    QCOMPARE(fcntl(readEnd.number(), F_GETFD), FD_CLOEXEC); // in the parent they stay
    QCOMPARE(fcntl(writeEnd.number(), F_GETFD), FD_CLOEXEC);
}

void tst_FDMap::aParentFDKeepsItsFlagsInTheParent()
{
    QTemporaryDir directory;
    const OpenFile closing(directory.filePath(u"a"_s), 50, true);
    const OpenFile inheritable(directory.filePath(u"b"_s), 51, false);
    QCOMPARE(listing({{1, 'r'}, {50, 50}, {8, 51}}, 1).keys(), (QList<int>{1, 8, 50}));
    QCOMPARE(fcntl(50, F_GETFD), FD_CLOEXEC);
    QCOMPARE(fcntl(51, F_GETFD), 0);
}

void tst_FDMap::aParentFDIsTheSameOpenFileDescription()
{
    QTemporaryDir directory;
    const OpenFile file(directory.filePath(u"a"_s), 50, true);
    QCOMPARE(write(50, "parent ", 7), ssize_t(7));
    Recorder recorder;
    spawn(recorder, u"say 9 child say 1 done"_s, {.childFDs = {{1, 'r'}, {9, 50}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(lseek(50, 0, SEEK_CUR), off_t(12)); // the offset is shared
    QVERIFY(!recorder.events.contains(u"lost 9"_s)); // a mapped fd is no stream of ours
    QFile content(file.path());
    QVERIFY(content.open(QIODevice::ReadOnly));
    QCOMPARE(content.readAll(), "parent child"_ba);
}

void tst_FDMap::theParentsStandardStreamsMayBeSwapped()
{
    const auto target = [](int fd) {
        char path[256];
        const QByteArray link = "/proc/self/fd/"_ba + QByteArray::number(fd);
        return QString::fromUtf8(path, readlink(link.constData(), path, sizeof(path)));
    };
    const QMap<int, QString> fds = listing({{0, 1}, {1, 0}, {3, 'r'}}, 3);
    QCOMPARE(fds.keys(), (QList<int>{0, 1, 3}));
    QVERIFY(fds[0].endsWith(target(1)));
    QVERIFY(fds[1].endsWith(target(0)));
}

void tst_FDMap::theChildsStdinMayBeTheParentsThirdAndViceVersa()
{
    QTemporaryDir directory;
    const OpenFile file(directory.filePath(u"a"_s), 3 + 47, true);
    // The child's 3 is the parent's stdin.
    const QMap<int, QString> fds = listing({{3, 0}, {0, 'w'}, {1, 'r'}}, 1);
    QCOMPARE(fds.keys(), (QList<int>{0, 1, 3}));
    QVERIFY(fds[0].startsWith(u"r blocking open pipe:"_s));
}

void tst_FDMap::randomMapsMatchTheModel_data()
{
    QTest::addColumn<int>("seed");
    const int seeds = qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG") ? 10'000 : 300;
    for (int seed = 1; seed <= seeds; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

// Sources 40…51, half of them close-on-exec; keys anywhere among them, low and high; pipes both
// ways mixed in; every third parent runs without 0, 1 and 2.
void tst_FDMap::randomMapsMatchTheModel()
{
    QFETCH(int, seed);
    QRandomGenerator random{quint32(seed)};
    QTemporaryDir directory;
    std::vector<std::unique_ptr<OpenFile>> files;
    for (int number = 40; number < 52; ++number) {
        files.push_back(std::make_unique<OpenFile>(directory.filePath(QString::number(number)),
                                                   number, random.bounded(2) == 0));
    }
    ChildFDs childFDs;
    for (int i = int(random.bounded(14)); i > 0; --i) {
        static constexpr int highNumbers[] = {63, 64, 255, 1023, 1024, 4000};
        const int key = random.bounded(4) == 0 ? highNumbers[random.bounded(6)]
            : random.bounded(3) == 0           ? int(random.bounded(12))
                                               : 40 + int(random.bounded(12));
        const int kind = random.bounded(6);
        childFDs[key] = kind == 0 ? ChildFD('r')
            : kind == 1           ? ChildFD('w')
            : kind == 2           ? ChildFD(40 + key % 12)
                                  : ChildFD(40 + int(random.bounded(12)));
    }
    int reportFD = int(random.bounded(60));
    childFDs[reportFD] = 'r';

    QMap<int, QString> fds;
    if (seed % 3 == 0) {
        const WithoutStandardStreams daemon;
        fds = listing(childFDs, reportFD);
    } else {
        fds = listing(childFDs, reportFD);
    }
    QCOMPARE(fds.keys(), childFDs.keys());
    for (const int key : childFDs.keys()) {
        const ChildFD described = childFDs[key];
        const QString expected = described.kind() == ChildFD::Kind::Reader
            ? u"w blocking open pipe:"_s
            : described.kind() == ChildFD::Kind::Writer
            ? u"r blocking open pipe:"_s
            : u"rw blocking open "_s + directory.filePath(QString::number(described.number()));
        QVERIFY2(fds[key].startsWith(expected), qPrintable(u"%1: %2"_s.arg(key).arg(fds[key])));
    }
}

void tst_FDMap::aParentWithoutStandardStreamsLosesNothing()
{
    spawnInThisThread(); // another one may have a descriptor of that number for a moment
    const WithoutStandardStreams daemon;
    const auto pipe = ChildFD::pipe();
    QVERIFY(pipe.first.number() > 2 && pipe.second.number() > 2);
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 1"_s);
    transport->write("through a pipe"_ba);
    transport->closeStdin();
    // What we hold of the child is none of 0, 1 and 2: printing must not end up in its stdin.
    QVERIFY(fcntl(0, F_GETFD) < 0 && fcntl(1, F_GETFD) < 0 && fcntl(2, F_GETFD) < 0);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "through a pipe"_ba);
}

void tst_FDMap::noDescriptorOpenedByAnotherThreadReachesTheChild_data()
{
    QTest::addColumn<SpawnOptions>("options");
    QTest::newRow("pipes") << SpawnOptions{};
    QTest::newRow("a terminal") << SpawnOptions{.usePTY = true};
    QTest::newRow("an identity") << SpawnOptions{.uid = getuid(), .gid = getgid()};
}

void tst_FDMap::noDescriptorOpenedByAnotherThreadReachesTheChild()
{
    QFETCH(const SpawnOptions, options);
    if (options.uid && geteuid() != 0)
        QSKIP("needs root");
    std::atomic<bool> stop = false;
    std::thread careless([&stop] {
        while (!stop) {
            const int fd = open("/dev/null", O_RDONLY); // inheritable
            const int copy = dup(fd);
            close(fd);
            close(copy);
        }
    });
    QStringList wrong;
    for (int round = 0; round < 100; ++round) {
        const QList<int> keys = listingWith(options, 1).keys();
        if (keys != QList<int>{0, 1, 2})
            wrong << u"round %1"_s.arg(round);
    }
    stop = true;
    careless.join();
    QCOMPARE(wrong, QStringList());
}

// One that did would keep the pipe's reader from its end.
void tst_FDMap::noPipeMadeByAnotherThreadReachesTheChild()
{
    std::atomic<bool> stop = false;
    std::thread plumber([&stop] {
        while (!stop)
            (void)ChildFD::pipe();
    });
    QStringList wrong;
    for (int round = 0; round < 100; ++round) {
        if (listing({}, 1).keys() != QList<int>{0, 1, 2})
            wrong << u"round %1"_s.arg(round);
    }
    stop = true;
    plumber.join();
    QCOMPARE(wrong, QStringList());
}

void tst_FDMap::siblingsDoNotHoldEachOthersPipes()
{
    Recorder first, second, third;
    spawn(first, u"wait 0"_s);
    ProcessTransport *const middle = spawn(second, u"wait 0"_s);
    spawn(third, u"wait 0"_s);
    middle->closeStdin();
    QVERIFY(waitForEnd(second)); // siblings hold no ends of each other's
    QVERIFY(!first.exited && !third.exited);
    first.transport()->closeStdin();
    third.transport()->closeStdin();
    QVERIFY(waitForEnd(first));
    QVERIFY(waitForEnd(third));
}

QTEST_GUILESS_MAIN(tst_FDMap)

#include "tst_fdmap.moc"
