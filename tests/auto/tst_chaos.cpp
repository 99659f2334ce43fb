// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Random programs: whatever the API has, called from the loop and from inside random callbacks, on
// children that misbehave. What each listener gets must keep the grammar of the guarantees, and be
// complete where nothing was cut; in the end no descriptor and no child may be left.
//
//     tst_chaos                as a test: a fixed row of programs
//     tst_chaos SEED [COUNT]   that program, traced step by step; or COUNT of them, from that one
//     on
//
// A seed fixes what a program does, not when its children do something: a fault may need a few
// tries to come back.

#include "behaviourtest.h"
#include "grammar.h"

#include <QtCore/QBuffer>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>

#include <csignal>
#include <cstdio>
#include <random>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What a child does, and how it ends when nobody interferes.
struct Plan
{
    QString script;
    QMap<int, qint64> bytes = {}; ///< in the pattern
    QMap<int, QByteArray> text = {}; ///< where it does not pour the pattern
    int exitCode = 0;
    int signal = 0;
    bool endsByItself = true; ///< at the end of its stdin, if not before
};

// Some go by themselves, some with their stdin, some only when they are killed.
const Plan plans[] = {
    {u""_s},
    {.script = u"exit 3"_s, .exitCode = 3},
    {.script = u"flood 1 300000"_s, .bytes = {{1, 300'000}}},
    {.script = u"flood 2 70000 flood 1 70000 exit 1"_s,
     .bytes = {{1, 70'000}, {2, 70'000}},
     .exitCode = 1},
    {.script = u"flood 1 10000000"_s, .bytes = {{1, 10'000'000}}},
    {u"copy 0 1"_s},
    {.script = u"count 0 1"_s, .text = {{1, {}}}}, // its text is found out
    {.script = u"close 0 flood 1 1000 close 1 close 2"_s, .bytes = {{1, 1000}}},
    {u"close 1 close 2 wait 0"_s},
    {u"hold 0"_s}, // by a grandchild, until the end of its stdin
    {.script = u"hold 0 flood 1 5000"_s, .bytes = {{1, 5000}}},
    {.script = u"ignore 15 flood 1 5000 wait 0"_s, .bytes = {{1, 5000}}},
    {.script = u"flood 1 200 raise 19 flood 2 200"_s, .endsByItself = false}, // stops itself
    {.script = u"raise 9"_s, .exitCode = -1, .signal = SIGKILL},
    {.script = u"flood 2 5000 raise 11"_s, .bytes = {{2, 5000}}, .exitCode = -1, .signal = SIGSEGV},
    {.script = u"pause"_s, .endsByItself = false},
    {.script = u"ignore 15 ignore 1 pause"_s, .endsByItself = false},
    {.script = u"flood 1 20000000"_s, .bytes = {{1, 20'000'000}}},
    {.script = u"say 1 two say 2 words wait 0"_s, .text = {{1, "two"}, {2, "words"}}},
};

/// What a child's part of the program knows of it; the listeners share it.
struct Child
{
    QString name;
    Plan plan;
    QPointer<ProcessTransport> transport;
    QPointer<ProcessProtocol> protocol;
    QList<QPointer<ChildDevice>> devices;
    Grammar grammar; ///< of the protocol's calls, or, without a protocol, of the signals
    QSet<int> writers;
    QSet<int> readers;
    bool isOnTerminal = false;
    bool isOnSocket = false; ///< its stdin and stdout are fd 0
    bool hasHolderTimeout = false;
    QMap<int, qint64> received; ///< in the pattern: byte i of each stream is i modulo 251
    QMap<int, QByteArray> text; ///< received, where the plan is text
    qint64 written = 0; ///< to fd 0, in the pattern
    bool isFed = false; ///< fd 0, by a source, which closes it at its end
    bool goesItsWay = true; ///< nobody has interfered: it ends as its plan says
    int endedSignals = 0;
    std::optional<ExitReason> reason; ///< of the last of them
    bool isForgotten = false; ///< its protocol was deleted
    bool mayBeLeft = false; ///< Abandonment::Leave: then nobody is there to kill it
    bool isAbandoned = false; ///< its transport was deleted: no callback may come any more

    QSet<int> sameStreamAs(int fd) const
    {
        return isOnTerminal && fd < 3 ? QSet<int>{0, 1, 2} : QSet<int>{fd};
    }
    /// How the callbacks differ from the plan; empty: not at all.
    QString deviation() const;
};

QString Child::deviation() const
{
    QMap<int, qint64> bytes = plan.bytes;
    QMap<int, QByteArray> said = plan.text;
    if (plan.script == u"copy 0 1" && written > 0)
        bytes[1] = written;
    else if (plan.script == u"count 0 1")
        said[1] = QByteArray::number(written) + '\n';
    if (isOnSocket && bytes.contains(1))
        bytes[0] = bytes.take(1);
    if (isOnSocket && said.contains(1))
        said[0] = said.take(1);
    for (const int fd : {0, 1, 2}) {
        if (received.value(fd) != bytes.value(fd))
            return u"%1 of %2 bytes of %3"_s.arg(received.value(fd)).arg(bytes.value(fd)).arg(fd);
        if (text.value(fd) != said.value(fd))
            return u"'%1' of %2"_s.arg(QString::fromLatin1(text.value(fd))).arg(fd);
    }
    if (reason->exitCode() != plan.exitCode || reason->signal() != plan.signal)
        return u"another end: "_s + reason->toString();
    return {};
}

QByteArray pattern(qint64 from, qsizetype size)
{
    QByteArray result(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        result[i] = char((from + i) % 251);
    return result;
}

std::unique_ptr<Reactor> newReactor()
{
    auto result = std::make_unique<Reactor>(BehaviourTest::watching());
    result->setSpawning(BehaviourTest::spawning());
    return result;
}

// Of all programs: how many were spawned, and how many of them went their way to its end.
int childCount = 0;
int completeCount = 0;

class Program final : public QObject
{
public:
    Program(quint64 seed, bool isTraced)
        : m_random(seed)
        , m_isTraced(isTraced)
        , m_reactor(newReactor())
    { }

    /// Empty: all went as promised.
    QString run();

private:
    friend class Listener;

    void note(const QString &what)
    {
        if (m_isTraced)
            std::fprintf(stderr, "%*s%s\n", 2 * m_depth, "", qPrintable(what));
    }
    void fail(const QString &what)
    {
        note(u"FAULT: "_s + what);
        if (m_fault.isEmpty())
            m_fault = what;
    }
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    bool oneIn(int count) { return upTo(count - 1) == 0; }

    // Callbacks come here before they act.
    void begin(Child &child, const QString &what);
    void record(const std::shared_ptr<Child> &child, const QString &what,
                const std::function<void(Grammar &)> &word);
    void hearData(const std::shared_ptr<Child> &child, int fd, const QByteArray &data);
    void receive(Child &child, int fd, const QByteArray &data);
    void hearDevice(Child &child, ChildDevice *device, const QString &what);
    void actInCallback();

    void act();
    void spawn();
    void listen(const std::shared_ptr<Child> &child, bool alone);
    void touch(const std::shared_ptr<Child> &child);
    void write(Child &child, int fd);
    void streamTo(const std::shared_ptr<Child> &child);
    void cutASource();
    void makeDevice(const std::shared_ptr<Child> &child);
    void listen(const std::shared_ptr<Child> &child, ChildDevice *device);
    void touch(Child &child, ChildDevice *device);
    void wait(const ChildDevice &device, const std::function<void()> &call);
    void readAll(Child &child);
    void deleteSomething(Child &child);
    void replaceReactor();
    void runNestedLoop();

    std::shared_ptr<Child> anyChild();
    int anyFD();
    bool everyChildHasEnded() const;
    void endAll();
    void judgeEnd(const Child &child);
    void judge();

    std::mt19937_64 m_random;
    const bool m_isTraced;
    QString m_fault;
    std::vector<std::shared_ptr<Child>> m_children;
    struct Source
    {
        std::shared_ptr<Child> child;
        std::unique_ptr<QBuffer> device;
    };
    std::vector<Source> m_sources;
    std::unique_ptr<Reactor> m_reactor;
    int m_depth = 0; ///< of callbacks and nested loops
    bool m_isCalling = false; ///< the library: no callback may begin meanwhile
    const ChildDevice *m_waiting = nullptr; ///< but its own signals come in its waits
    bool m_isOver = false; ///< nothing is done any more
};

class Listener final : public ProcessProtocol
{
public:
    Listener(Program &program, std::shared_ptr<Child> child)
        : m_program(program)
        , m_child(std::move(child))
    { }

    // Each may delete this.
    void connectionMade() override
    {
        m_program.record(m_child, u"connectionMade"_s, &Grammar::connectionMade);
    }
    void childDataReceived(int fd, const QByteArray &data) override
    {
        m_program.hearData(m_child, fd, data);
    }
    void childConnectionLost(int fd) override
    {
        m_program.record(m_child, u"lost %1"_s.arg(fd),
                         [fd](Grammar &grammar) { grammar.lost(fd); });
    }
    void childWritePaused(int fd) override
    {
        m_program.record(m_child, u"writePaused %1"_s.arg(fd),
                         [fd](Grammar &grammar) { grammar.writePaused(fd); });
    }
    void childWriteResumed(int fd) override
    {
        m_program.record(m_child, u"writeResumed %1"_s.arg(fd),
                         [fd](Grammar &grammar) { grammar.writeResumed(fd); });
    }
    void processExited(const ExitReason &reason) override
    {
        m_program.record(m_child, u"exited: "_s + reason.toString(),
                         [reason](Grammar &grammar) { grammar.exited(reason); });
    }
    void processEnded(const ExitReason &reason) override
    {
        m_program.record(m_child, u"ended: "_s + reason.toString(),
                         [reason](Grammar &grammar) { grammar.ended(reason); });
    }

private:
    Program &m_program;
    const std::shared_ptr<Child> m_child;
};

/// While the library is called.
class Call
{
public:
    explicit Call(bool &isCalling)
        : m_isCalling(isCalling)
        , m_before(std::exchange(isCalling, true))
    { }
    ~Call() { m_isCalling = m_before; }
    Q_DISABLE_COPY_MOVE(Call)

private:
    bool &m_isCalling;
    const bool m_before;
};

// Callbacks.

void Program::begin(Child &child, const QString &what)
{
    note(child.name + u": "_s + what);
    if (m_isCalling)
        fail(u"%1: %2 inside a call"_s.arg(child.name, what));
    if (child.isAbandoned)
        fail(u"%1: %2 after its transport is gone"_s.arg(child.name, what));
}

void Program::record(const std::shared_ptr<Child> &child, const QString &what,
                     const std::function<void(Grammar &)> &word)
{
    begin(*child, what);
    word(child->grammar);
    if (!child->grammar.fault().isEmpty())
        fail(child->name + u": "_s + child->grammar.fault());
    actInCallback();
}

void Program::hearData(const std::shared_ptr<Child> &child, int fd, const QByteArray &data)
{
    receive(*child, fd, data);
    record(child, u"%1 bytes of %2"_s.arg(data.size()).arg(fd),
           [fd](Grammar &grammar) { grammar.data(fd); });
}

// A device's signal. What is done in it may be anything again.
void Program::hearDevice(Child &child, ChildDevice *device, const QString &what)
{
    note(u"%1: device %2: %3"_s.arg(child.name).arg(device->childFD()).arg(what));
    if (m_isCalling && m_waiting != device)
        fail(u"%1: %2 of a device inside a call"_s.arg(child.name, what));
    const bool wasCalling = std::exchange(m_isCalling, false);
    const ChildDevice *const wasWaiting = std::exchange(m_waiting, nullptr);
    actInCallback();
    m_isCalling = wasCalling;
    m_waiting = wasWaiting;
}

// After the protocol is gone a device may begin anywhere: what came before it is not counted.
void Program::receive(Child &child, int fd, const QByteArray &data)
{
    if (child.isForgotten)
        return;
    const bool isComplaint = fd == 2 && data.startsWith("testchild: "); // of a cut connection
    if (!child.plan.text.isEmpty()) {
        child.text[fd] += data;
    } else if (!child.isOnTerminal && !isComplaint) {
        qint64 &received = child.received[fd];
        if (data != pattern(received, data.size()))
            fail(u"%1: bytes of %2 lost or mixed up"_s.arg(child.name).arg(fd));
        received += data.size();
    }
}

void Program::actInCallback()
{
    ++m_depth;
    if (m_depth < 5 && oneIn(3))
        act();
    --m_depth;
}

// What the program does.

void Program::act()
{
    if (m_isOver)
        return;
    const std::shared_ptr<Child> child = anyChild();
    const int choice = upTo(99);
    if (!child || (choice < 15 && m_children.size() < 12))
        spawn();
    else if (choice < 70)
        touch(child);
    else if (choice < 80)
        makeDevice(child);
    else if (choice < 86)
        deleteSomething(*child);
    else if (choice < 88)
        replaceReactor();
    else if (m_depth < 5)
        runNestedLoop();
}

void Program::spawn()
{
    const auto child = std::make_shared<Child>();
    child->plan = plans[upTo(int(std::size(plans)) - 1)];
    const Plan &plan = child->plan;
    SpawnOptions options;
    QString program = BehaviourTest::testChild();
    child->writers = {0};
    child->readers = {1, 2};
    child->goesItsWay = plan.endsByItself;
    QString shape = u"pipes"_s;
    switch (upTo(9)) {
    case 0:
        shape = u"more pipes"_s;
        options.childFDs = {{0, 'w'}, {1, 'r'}, {2, 'r'}, {3, 'w'}, {4, 'r'}};
        child->writers = {0, 3};
        child->readers = {1, 2, 4};
        break;
    case 1:
        shape = u"a socket"_s;
        options.childFDs = {{0, ChildFD::socket()}, {1, ChildFD::sameAs(0)}, {2, 'r'}};
        child->isOnSocket = true;
        child->readers = {0, 2};
        break;
    case 2:
        shape = u"a terminal"_s;
        options.usePTY = true;
        child->isOnTerminal = true;
        child->writers = child->readers = {0, 1, 2};
        child->goesItsWay = false; // which input echoes, and which interrupts, is not modelled
        break;
    case 3:
        shape = u"no program"_s;
        program += u"-that-is-not-there"_s;
        child->goesItsWay = false;
        break;
    case 4:
        shape = u"no directory"_s;
        options.path = u"/nowhere"_s;
        child->goesItsWay = false;
        break;
    default:
        break;
    }
    options.newProcessGroup = oneIn(3);
    if (oneIn(4))
        options.holderTimeout = std::chrono::milliseconds(upTo(5));
    child->hasHolderTimeout = options.holderTimeout.has_value();
    const bool goesWithItsStdin = !plan.script.contains(u"pause"_s)
        && !plan.script.contains(u"raise 19"_s) && !plan.script.contains(u"copy"_s);
    if (goesWithItsStdin && oneIn(4))
        options.whenAbandoned = Abandonment::Leave;
    child->mayBeLeft = options.whenAbandoned == Abandonment::Leave;
    child->name = u"%1 (%2, %3)"_s.arg(m_children.size()).arg(plan.script, shape);
    m_children.push_back(child);
    note(u"spawn "_s + child->name);

    const QStringList args = BehaviourTest::script(plan.script);
    const int kind = upTo(4);
    {
        const Call call(m_isCalling);
        if (kind == 0) {
            child->transport = m_reactor->spawnProcess(program, args, options);
        } else if (kind == 1) {
            auto listener = std::make_unique<Listener>(*this, child);
            child->transport = m_reactor->spawnProcess(std::move(listener), program, args, options);
        } else {
            auto *const listener = new Listener(*this, child);
            listener->setParent(this);
            child->protocol = listener;
            child->transport = m_reactor->spawnProcess(listener, program, args, options);
        }
    }
    const QSet<int> grammarReaders = child->isOnTerminal ? QSet<int>{1} : child->readers;
    if (!child->transport->exitReason())
        child->grammar.setStreams(grammarReaders, child->writers);
    listen(child, kind == 0);
}

void Program::listen(const std::shared_ptr<Child> &child, bool alone)
{
    ProcessTransport *const transport = child->transport;
    connect(transport, &ProcessTransport::processEnded, this, [this, child](const auto &reason) {
        ++child->endedSignals;
        child->reason = reason;
        if (child->isAbandoned)
            fail(child->name + u": a signal after its transport is gone"_s);
        note(child->name + u": signal ended: "_s + reason.toString());
    });
    if (!alone)
        return;
    connect(transport, &ProcessTransport::connectionMade, this,
            [this, child] { record(child, u"connectionMade"_s, &Grammar::connectionMade); });
    connect(transport, &ProcessTransport::childDataReceived, this,
            [this, child](int fd, const QByteArray &data) { hearData(child, fd, data); });
    connect(transport, &ProcessTransport::childConnectionLost, this, [this, child](int fd) {
        record(child, u"lost %1"_s.arg(fd), [fd](Grammar &grammar) { grammar.lost(fd); });
    });
    connect(transport, &ProcessTransport::childWritePaused, this, [this, child](int fd) {
        record(child, u"writePaused %1"_s.arg(fd),
               [fd](Grammar &grammar) { grammar.writePaused(fd); });
    });
    connect(transport, &ProcessTransport::childWriteResumed, this, [this, child](int fd) {
        record(child, u"writeResumed %1"_s.arg(fd),
               [fd](Grammar &grammar) { grammar.writeResumed(fd); });
    });
    connect(transport, &ProcessTransport::processExited, this, [this, child](const auto &reason) {
        record(child, u"exited"_s, [reason](Grammar &grammar) { grammar.exited(reason); });
    });
    connect(transport, &ProcessTransport::processEnded, this, [this, child](const auto &reason) {
        record(child, u"ended"_s, [reason](Grammar &grammar) { grammar.ended(reason); });
    });
}

void Program::touch(const std::shared_ptr<Child> &child)
{
    if (!child->transport)
        return;
    ProcessTransport &transport = *child->transport;
    Grammar &grammar = child->grammar;
    const int fd = anyFD();
    const QSet<int> stream = child->sameStreamAs(fd);
    const QSet<int> every = child->writers + child->readers;
    const auto trace = [&](const char *what) {
        note(u"%1 %2 on %3"_s.arg(QString::fromLatin1(what)).arg(fd).arg(child->name));
    };
    const Call call(m_isCalling);
    switch (upTo(16)) {
    case 0:
    case 1:
    case 2:
    case 3:
        return write(*child, fd);
    case 4:
        trace("close");
        if (!child->isOnTerminal && !(child->writers.contains(fd) && child->readers.contains(fd)))
            grammar.close(stream);
        // Of a reader it cuts what the child says, and of a source what is said to the child.
        if (child->writers.contains(fd) ? child->isFed : child->readers.contains(fd))
            child->goesItsWay = false;
        return transport.closeChildFD(fd);
    case 5:
        trace("abort");
        child->goesItsWay = false;
        grammar.close(stream);
        return transport.abortChildFD(fd);
    case 6:
    case 7:
        trace("pause");
        grammar.pause(child->readers & stream);
        return transport.pauseChildFD(fd);
    case 8:
    case 9:
        trace("resume");
        grammar.resume(stream);
        return transport.resumeChildFD(fd);
    case 10:
        trace("pauseProducing");
        grammar.pause(child->readers);
        return transport.pauseProducing();
    case 11:
        trace("resumeProducing");
        grammar.resume(every);
        return transport.resumeProducing();
    case 12:
        trace("loseConnection");
        child->goesItsWay = false;
        grammar.close(every);
        return transport.loseConnection();
    case 13: {
        static constexpr int signals_[] = {0, SIGTERM, SIGKILL, SIGSTOP, SIGCONT, SIGHUP, SIGWINCH};
        const int number = signals_[upTo(6)];
        trace("signal");
        child->goesItsWay = false;
        if (number != SIGSTOP || !child->mayBeLeft) // it would stand still for ever
            transport.signalProcess(number);
        return;
    }
    case 14:
        trace("stop");
        child->goesItsWay = false;
        transport.stopWithin(std::chrono::milliseconds(upTo(5)));
        return;
    case 15:
        trace("marks");
        transport.setTerminalSize(upTo(100), upTo(100));
        return transport.setWriteWatermarks(fd, upTo(1000), upTo(100'000));
    default:
        return streamTo(child);
    }
}

void Program::write(Child &child, int fd)
{
    const qsizetype size = oneIn(5) ? upTo(400'000) : upTo(2000);
    note(u"write %1 bytes to %2 of %3"_s.arg(size).arg(fd).arg(child.name));
    const bool isTaken = child.transport->writeToChild(fd, pattern(child.written, size));
    if (isTaken && fd == 0)
        child.written += size;
    if (isTaken
        && (!child.writers.contains(fd) || child.grammar.hasLost(fd) || child.grammar.isOver()))
        fail(child.name + u": a write was taken for what cannot be written"_s);
}

void Program::streamTo(const std::shared_ptr<Child> &child)
{
    m_sources.push_back({child, std::make_unique<QBuffer>()});
    QBuffer &source = *m_sources.back().device;
    source.setData(pattern(child->written, upTo(300'000)));
    source.open(QIODevice::ReadOnly);
    note(u"stream %1 bytes to %2"_s.arg(source.size()).arg(child->name));
    if (child->transport->streamToChild(0, &source)) {
        child->written += source.size();
        child->isFed = true;
    }
    if (oneIn(3))
        cutASource();
}

void Program::cutASource()
{
    Source &source = m_sources[size_t(upTo(int(m_sources.size()) - 1))];
    note(u"cut a stream to "_s + source.child->name);
    source.child->grammar.cut(source.child->sameStreamAs(0));
    source.child->goesItsWay = false;
    source.device.reset();
}

void Program::makeDevice(const std::shared_ptr<Child> &child)
{
    QList<QPointer<ChildDevice>> &devices = child->devices;
    devices.removeIf([](const QPointer<ChildDevice> &device) { return !device; });
    if (!devices.isEmpty() && oneIn(2))
        return touch(*child, devices[upTo(int(devices.size()) - 1)]);
    if (!child->transport)
        return;
    const int fd = anyFD();
    const Call call(m_isCalling);
    auto *const device = new ChildDevice(child->transport, fd, this);
    if (!device->isOpen()) {
        delete device;
        return;
    }
    note(u"device %1 of %2"_s.arg(fd).arg(child->name));
    devices << device;
    child->grammar.take(child->sameStreamAs(fd));
    if (oneIn(2))
        device->setReadBufferSize(upTo(100'000));
    listen(child, device);
}

void Program::listen(const std::shared_ptr<Child> &child, ChildDevice *device)
{
    const int fd = device->childFD();
    const auto depth = std::make_shared<int>(0);
    const auto isAtEnd = std::make_shared<bool>(false);
    connect(device, &QIODevice::readyRead, this, [this, child, device, fd, depth] {
        if (++*depth > 1)
            fail(child->name + u": readyRead inside its own slot"_s);
        if (device->bytesAvailable() == 0)
            fail(child->name + u": readyRead of nothing"_s);
        if (m_isOver)
            receive(*child, fd, device->readAll());
        else if (!oneIn(4))
            receive(*child, fd, device->read(upTo(100'000)));
        hearDevice(*child, device, u"readyRead"_s);
        --*depth;
    });
    connect(device, &QIODevice::bytesWritten, this,
            [this, child, device] { hearDevice(*child, device, u"bytesWritten"_s); });
    connect(device, &QIODevice::readChannelFinished, this, [this, child, device, isAtEnd] {
        if (std::exchange(*isAtEnd, true))
            fail(child->name + u": readChannelFinished twice"_s);
        hearDevice(*child, device, u"readChannelFinished"_s);
    });
}

void Program::wait(const ChildDevice &device, const std::function<void()> &call)
{
    const ChildDevice *const before = std::exchange(m_waiting, &device);
    call();
    m_waiting = before;
}

void Program::touch(Child &child, ChildDevice *device)
{
    const int fd = device->childFD();
    const QSet<int> stream = child.sameStreamAs(fd);
    const auto told = [&](const char *what) {
        note(u"device %1 of %2: %3"_s.arg(fd).arg(child.name, QString::fromLatin1(what)));
    };
    const Call call(m_isCalling);
    switch (upTo(8)) {
    case 0:
        told("read");
        if (device->isReadable())
            receive(child, fd, device->read(upTo(200'000)));
        return;
    case 1:
        told("peek");
        if (device->isReadable())
            device->peek(upTo(200'000));
        return;
    case 2:
        told("size");
        return device->setReadBufferSize(upTo(1) * upTo(100'000));
    case 3: {
        told("write");
        const qint64 taken =
            device->isWritable() ? device->write(pattern(child.written, upTo(200'000))) : -1;
        if (fd == 0)
            child.written += std::max<qint64>(taken, 0);
        return;
    }
    case 4:
    case 5:
        told("wait for bytes {");
        return wait(*device, [&] { device->waitForReadyRead(upTo(2)); });
    case 6:
        told("wait for written bytes {");
        return wait(*device, [&] { device->waitForBytesWritten(upTo(2)); });
    case 7:
        told("close writing");
        if (child.isOnTerminal || child.writers.contains(fd))
            device->closeWriteChannel();
        return;
    default:
        told("delete");
        if (!oneIn(3)) // rarely: it cuts what the child says
            return;
        if (child.readers.contains(fd) || child.isOnTerminal)
            child.goesItsWay = false;
        child.grammar.close(stream);
        delete device;
    }
}

// What devices still have of what was said.
void Program::readAll(Child &child)
{
    for (const QPointer<ChildDevice> &device : std::as_const(child.devices)) {
        if (device && device->isReadable())
            receive(child, device->childFD(), device->readAll());
    }
}

void Program::deleteSomething(Child &child)
{
    if (child.protocol && oneIn(2)) {
        note(u"delete the protocol of "_s + child.name);
        child.isForgotten = true;
        child.goesItsWay = false;
        const Call call(m_isCalling);
        delete child.protocol;
    } else if (child.transport) {
        note(u"delete the transport of "_s + child.name);
        child.isAbandoned = true;
        const Call call(m_isCalling);
        delete child.transport;
    }
}

void Program::replaceReactor()
{
    note(u"delete the reactor"_s);
    for (const auto &child : m_children)
        child->isAbandoned = child->isAbandoned || child->transport;
    const Call call(m_isCalling);
    m_reactor = newReactor();
}

void Program::runNestedLoop()
{
    note(u"a loop {"_s);
    ++m_depth;
    QEventLoop loop;
    QTimer::singleShot(upTo(2), &loop, &QEventLoop::quit);
    loop.exec();
    --m_depth;
    note(u"}"_s);
}

std::shared_ptr<Child> Program::anyChild()
{
    return m_children.empty() ? nullptr : m_children[size_t(upTo(int(m_children.size()) - 1))];
}

int Program::anyFD()
{
    return upTo(4);
}

bool Program::everyChildHasEnded() const
{
    return m_reactor->processCount() == 0
        && std::all_of(m_children.begin(), m_children.end(), [](const auto &child) {
               return child->isAbandoned || child->endedSignals > 0;
           });
}

/// Nothing that anybody holds back any more. Who still goes its way goes to the end of it.
void Program::endAll()
{
    m_isOver = true;
    for (const auto &child : m_children) {
        if (!child->transport)
            continue;
        const Call call(m_isCalling);
        for (const QPointer<ChildDevice> &device : std::as_const(child->devices)) {
            if (device)
                device->setReadBufferSize(0);
        }
        child->grammar.resume(child->readers);
        child->transport->resumeProducing();
        write(*child, 0); // closing must not cut what is still queued
        for (const int fd : std::as_const(child->writers)) {
            if (fd != 0 || !child->isFed || !child->goesItsWay)
                child->transport->closeChildFD(fd);
        }
        if (!child->goesItsWay)
            child->transport->stopWithin(0ms);
    }
}

void Program::judgeEnd(const Child &child)
{
    if (child.reason->truncated() && !child.hasHolderTimeout)
        fail(child.name + u": truncated, without a time-out"_s);
    if (!child.goesItsWay)
        return;
    ++completeCount;
    const QString deviation = child.deviation();
    if (!deviation.isEmpty())
        fail(child.name + u": "_s + deviation);
}

void Program::judge()
{
    childCount += int(m_children.size());
    for (const auto &child : m_children) {
        readAll(*child);
        if (child->isAbandoned)
            continue;
        if (child->endedSignals != 1)
            fail(u"%1: %2 processEnded"_s.arg(child->name).arg(child->endedSignals));
        else
            judgeEnd(*child);
        if (!child->isForgotten && !child->grammar.isOver())
            fail(child->name + u": its listener did not hear of its end"_s);
    }
}

QString Program::run()
{
    for (int left = 10 + upTo(40); left > 0; --left) {
        act();
        runNestedLoop();
    }
    endAll();
    if (!BehaviourTest::waitUntil([this] { return everyChildHasEnded(); }))
        fail(u"a child that does not end"_s);
    for (int left = 3; left > 0; --left) // callbacks after the end would come now
        runNestedLoop();
    judge();
    m_reactor.reset();
    return m_fault;
}

/// The command that tells the program with that seed under the same conditions.
QString replay(quint64 seed)
{
    QString result;
    for (const char *name : {"OFFSPRING_TEST_WATCHING", "QT_NO_GLIB"}) {
        if (qEnvironmentVariableIsSet(name))
            result += u"%1=%2 "_s.arg(QString::fromLatin1(name), qEnvironmentVariable(name));
    }
    return result + u"tst_chaos %1"_s.arg(seed);
}

/// Empty: all went as promised, and nothing is left of it.
QString faultOf(quint64 seed, bool isTraced)
{
    const QStringList descriptors = Census::descriptors();
    const QStringList children = Census::children();
    QString fault = Program(seed, isTraced).run();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    const auto isClean = [&] {
        return Census::children() == children && Census::descriptors() == descriptors;
    };
    if (!QTest::qWaitFor(isClean, 60'000) && fault.isEmpty())
        fault = u"left behind: %1; there were: %2"_s.arg(
            (Census::descriptors() + Census::children()).join(u", "_s),
            (descriptors + children).join(u", "_s));
    return fault;
}

} // namespace

class tst_Chaos : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsHeardKeepsTheGrammarWhateverIsDone()
    {
        const int count = qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG") ? 5000 : 250;
        const auto first = quint64(qEnvironmentVariableIntValue("OFFSPRING_TEST_SEED")) + 1;
        for (quint64 seed = first; seed < first + quint64(count); ++seed) {
            const QString fault = faultOf(seed, false);
            QVERIFY2(fault.isEmpty(), qPrintable(replay(seed) + u": "_s + fault));
        }
        qInfo("%d programs, from seed %llu on; of %d children %d went their way to its end", count,
              first, childCount, completeCount);
        QVERIFY(completeCount > childCount / 10);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::processEvents(); // the dispatcher opens its own descriptors
    bool isSeed = false;
    const quint64 seed = argc > 1 ? QByteArray(argv[1]).toULongLong(&isSeed) : 0;
    if (!isSeed) {
        tst_Chaos test;
        return QTest::qExec(&test, argc, argv);
    }
    const int count = argc > 2 ? std::atoi(argv[2]) : 1;
    int faults = 0;
    for (int i = 0; i < count; ++i) {
        const QString fault = faultOf(seed + quint64(i), count == 1);
        if (fault.isEmpty())
            continue;
        ++faults;
        std::printf("%s: %s\n", qPrintable(replay(seed + quint64(i))), qPrintable(fault));
        std::fflush(stdout);
    }
    std::printf("%d programs from seed %llu on, %d with a fault; of %d children %d went their way "
                "to its end\n",
                count, seed, faults, childCount, completeCount);
    return faults > 0;
}

#include "tst_chaos.moc"
