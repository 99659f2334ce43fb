// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Random pipelines: whatever a Pipeline has, called from the loop and from inside its signals, on
// commands that misbehave, cannot start or are taken away. What is heard keeps its grammar, what
// was not interfered with arrives whole, and nothing is left.
//
//     tst_pipelinechaos               as a test: a fixed row of programs
//     tst_pipelinechaos SEED [COUNT]  that program; or COUNT of them, from that one on

#include "behaviourtest.h"
#include "pipelinerecorder.h"

#include <QtCore/QBuffer>
#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <random>
#include <vector>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray pattern(qint64 from, qsizetype size)
{
    QByteArray result(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        result[i] = char((from + i) % 251);
    return result;
}

/// A pipeline, and what is expected of it.
struct Line
{
    explicit Line(const QList<Command> &commands)
        : recorder(commands)
        , size(int(commands.size()))
    { }

    PipelineRecorder recorder;
    const int size;
    bool copies = true; ///< every command hands on what it gets, and nobody has interfered
    qint64 written = 0;
    bool isFed = false;
    bool isClosed = false;
    std::unique_ptr<QBuffer> source;
    bool isDeleted = false;
    qsizetype heard = 0; ///< events when it was deleted
};

int completeCount = 0;

class Program final
{
public:
    explicit Program(quint64 seed)
        : m_random(seed)
    { }

    /// Empty: all went as promised.
    QString run();

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    bool oneIn(int count) { return upTo(count - 1) == 0; }
    void fail(const QString &what)
    {
        if (m_fault.isEmpty())
            m_fault = what;
    }

    Command anyCommand(bool &copies);
    void begin();
    void hear(Line &line);
    void act();
    void touch(Line &line);
    void runNestedLoop();
    void endAll();
    bool areAllOver() const;
    void judge(const Line &line);

    std::mt19937_64 m_random;
    std::vector<std::unique_ptr<Line>> m_lines;
    QString m_fault;
    int m_depth = 0;
    bool m_isCalling = false;
    bool m_isOver = false;
};

Command Program::anyCommand(bool &copies)
{
    static const char *const scripts[] = {
        "copy 0 1",         "copy 0 1",          "copy 0 1",         "copy 0 1",
        "copy 0 1",         "copy 0 1",          "say 2 x copy 0 1", "flood 2 70000 copy 0 1",
        "exit 3",           "raise 9",           "flood 1 300000",   "close 0 copy 0 1",
        "ignore 15 wait 0", "hold 0 flood 1 10", "read 0 10",        "pause",
    };
    const int which = upTo(int(std::size(scripts)) - 1);
    copies = copies && which < 8;
    Command command{BehaviourTest::testChild(), QString::fromLatin1(scripts[which]).split(u' ')};
    if (oneIn(30)) {
        command.program += u"-that-is-not-there"_s;
        copies = false;
    } else if (oneIn(60)) {
        command.options.usePTY = true;
        copies = false;
    }
    if (oneIn(4))
        command.options.holderTimeout = std::chrono::milliseconds(upTo(5));
    if (oneIn(4))
        command.options.childFDs = {{2, oneIn(2) ? ChildFD::null() : ChildFD('r')}, {7, 'r'}};
    return command;
}

void Program::begin()
{
    bool copies = true;
    QList<Command> commands;
    for (int left = upTo(6); left > 0; --left)
        commands << anyCommand(copies);
    m_lines.push_back(std::make_unique<Line>(commands));
    Line &line = *m_lines.back();
    line.copies = copies && !commands.isEmpty();
    line.recorder.hook = [this, &line](const QString &) { hear(line); };
    if (!oneIn(5)) {
        m_isCalling = true;
        line.recorder.pipeline->start();
        m_isCalling = false;
    }
}

void Program::hear(Line &line)
{
    const QStringList &events = line.recorder.events;
    if (m_isCalling)
        fail(events.last() + u": inside a call"_s);
    if (line.isDeleted)
        fail(events.last() + u": after it was deleted"_s);
    if (events.first() != "started"_L1 && events != QStringList{u"ended"_s})
        fail(u"before started: "_s + events.join(u", "_s));
    if (events.count(u"started"_s) > 1 || events.count(u"ended"_s) > 1
        || (events.contains(u"ended"_s) && events.last() != "ended"_L1)) {
        fail(u"not once: "_s + events.join(u", "_s));
    }
    ++m_depth;
    if (m_depth < 4 && oneIn(3))
        act();
    --m_depth;
}

void Program::act()
{
    if (m_isOver)
        return;
    if (m_lines.empty() || (m_lines.size() < 8 && oneIn(6)))
        begin();
    else if (oneIn(8) && m_depth < 4)
        runNestedLoop();
    else
        touch(*m_lines[std::size_t(upTo(int(m_lines.size()) - 1))]);
}

void Program::touch(Line &line)
{
    Pipeline *const pipeline = line.recorder.pipeline;
    if (!pipeline)
        return;
    m_isCalling = true;
    switch (upTo(17)) {
    case 0:
        pipeline->start();
        break;
    case 1:
    case 2:
        pipeline->pause();
        break;
    case 3:
    case 4:
        pipeline->resume();
        break;
    case 5:
        line.copies = false;
        pipeline->stop();
        break;
    case 6:
        line.copies = false;
        pipeline->stopWithin(std::chrono::milliseconds(upTo(5)));
        break;
    case 7:
        line.copies = line.copies && !line.isFed; // which that would cut
        line.isClosed = true;
        pipeline->closeInput();
        break;
    case 8:
        if (oneIn(2)) {
            line.isDeleted = true;
            line.heard = line.recorder.events.size();
            delete pipeline;
        }
        break;
    case 9:
        if (ProcessTransport *const transport = pipeline->transport(upTo(line.size))) {
            line.copies = false;
            if (oneIn(2))
                delete transport;
            else
                transport->loseConnection();
        }
        break;
    case 10:
        if (!line.source && !line.isClosed) {
            line.source = std::make_unique<QBuffer>();
            line.source->setData(pattern(line.written, upTo(300'000)));
            line.source->open(QIODevice::ReadOnly);
            line.isFed = pipeline->streamFrom(line.source.get());
            line.written += line.isFed ? line.source->size() : 0;
        }
        break;
    default:
        const qsizetype size = oneIn(5) ? upTo(400'000) : upTo(2000);
        if (pipeline->write(pattern(line.written, size)))
            line.written += size;
        break;
    }
    m_isCalling = false;
}

void Program::runNestedLoop()
{
    ++m_depth;
    QEventLoop loop;
    QTimer::singleShot(upTo(2), &loop, &QEventLoop::quit);
    loop.exec();
    --m_depth;
}

// What nobody has interfered with goes to its end.
void Program::endAll()
{
    m_isOver = true;
    for (const auto &line : m_lines) {
        Pipeline *const pipeline = line->recorder.pipeline;
        if (!pipeline)
            continue;
        m_isCalling = true;
        pipeline->start();
        pipeline->resume();
        if (!line->isFed)
            pipeline->closeInput();
        if (!line->copies)
            pipeline->stopWithin(0ms);
        m_isCalling = false;
    }
}

bool Program::areAllOver() const
{
    return std::all_of(m_lines.begin(), m_lines.end(),
                       [](const auto &line) { return line->isDeleted || line->recorder.reason; });
}

void Program::judge(const Line &line)
{
    if (line.isDeleted) {
        if (line.recorder.events.size() != line.heard)
            fail(u"heard after it was deleted"_s);
        return;
    }
    if (line.recorder.reason->reasons.size() != line.size)
        fail(u"not a reason for each"_s);
    if (!line.copies)
        return;
    ++completeCount;
    if (line.recorder.out != pattern(0, line.written))
        fail(u"%1 of %2 bytes"_s.arg(line.recorder.out.size()).arg(line.written));
    if (!line.recorder.reason->isSuccess())
        fail(line.recorder.reason->toString());
}

QString Program::run()
{
    for (int left = 10 + upTo(40); left > 0; --left) {
        act();
        runNestedLoop();
    }
    endAll();
    if (!BehaviourTest::waitUntil([this] { return areAllOver(); }))
        fail(u"a pipeline that does not end"_s);
    for (int left = 3; left > 0; --left)
        runNestedLoop();
    for (const auto &line : m_lines)
        judge(*line);
    return m_fault;
}

/// Empty: all went as promised, and nothing is left of it.
QString faultOf(quint64 seed)
{
    const QStringList descriptors = Census::descriptors();
    const QStringList children = Census::children();
    QString fault = Program(seed).run();
    delete Reactor::instance();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    const auto isClean = [&] {
        return Census::children() == children && Census::descriptors() == descriptors;
    };
    if (!QTest::qWaitFor(isClean, 60'000) && fault.isEmpty())
        fault = u"left behind: "_s + (Census::descriptors() + Census::children()).join(u", "_s);
    return fault;
}

} // namespace

class tst_PipelineChaos : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsHeardKeepsTheGrammarWhateverIsDone()
    {
        const int count = qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG") ? 5000 : 150;
        const auto first = quint64(qEnvironmentVariableIntValue("OFFSPRING_TEST_SEED")) + 1;
        for (quint64 seed = first; seed < first + quint64(count); ++seed) {
            const QString fault = faultOf(seed);
            QVERIFY2(fault.isEmpty(), qPrintable(u"seed %1: "_s.arg(seed) + fault));
        }
        qInfo("%d programs, from seed %llu on; %d pipelines went their way to its end", count,
              first, completeCount);
        QVERIFY(completeCount > count / 10);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::processEvents(); // the dispatcher opens its own descriptors
    bool isSeed = false;
    const quint64 seed = argc > 1 ? QByteArray(argv[1]).toULongLong(&isSeed) : 0;
    if (!isSeed) {
        tst_PipelineChaos test;
        return QTest::qExec(&test, argc, argv);
    }
    const int count = argc > 2 ? std::atoi(argv[2]) : 1;
    int faults = 0;
    for (quint64 each = seed; each < seed + quint64(count); ++each) {
        const QString fault = faultOf(each);
        if (fault.isEmpty())
            continue;
        ++faults;
        std::printf("seed %llu: %s\n", each, qPrintable(fault));
        std::fflush(stdout);
    }
    std::printf(
        "%d programs from seed %llu on, %d with a fault; %d pipelines went their way to its "
        "end\n",
        count, seed, faults, completeCount);
    return faults > 0;
}

#include "tst_pipelinechaos.moc"
