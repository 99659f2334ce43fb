// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 1 of the walk: passes the options to the judge, what it made of them to the OS layer, and
// the child to a transport. Owns the transports and the watcher.

#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include "../os/controlgroup.h"
#include "../os/ownerprocess.h"
#include "../os/readyset.h"
#include "../os/spawn.h"
#include "../os/stayloaded.h"
#include "dispatcherwatch.h"
#include "logcategory.h"
#include "notifierwatcher.h"
#include "processprotocol_p.h"
#include "processtransport_p.h"
#include "setwatcher.h"
#include "shelf.h"
#include "sparegroup.h"
#include "spawner.h"
#include "spawnjudge.h"
#include "turnqueue.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtCore/QThread>
#include <QtCore/QThreadStorage>

#include <atomic>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace Offspring {

class ReactorPrivate final : private TransportKeeper
{
public:
    using Ownership = ProcessProtocolPrivate::Ownership;

    ReactorPrivate(Reactor *reactor, Reactor::Watching watching);
    ~ReactorPrivate();
    Q_DISABLE_COPY_MOVE(ReactorPrivate)

    ProcessTransport *spawn(ProcessProtocolPrivate *protocol, Ownership ownership,
                            const QString &executable, const QStringList &args,
                            const SpawnOptions &options);

    Reactor *const q;
    int childCount = 0; // not yet ended
    Reactor::Spawning spawning = Reactor::Spawning::InThisThread;
    bool isEnding = false;

private:
    void transportEnds(ProcessTransport *transport) override;
    void transportIsGone(ProcessTransport *transport) override;
    void dispatcherChanged();

    using Error = std::optional<SpawnError>;
    Error start(ProcessTransportPrivate &transport, const QString &executable,
                const QStringList &args, const SpawnOptions &options);
    Error startHere(ProcessTransportPrivate &transport, const Os::SpawnOrder &order,
                    const SpawnOptions &options);
    Error startInBackground(ProcessTransportPrivate &transport, Os::SpawnOrder order,
                            const SpawnOptions &options);
    ProcessTransport *newTransport();

    // Children of the reactor, so that they move with it to another thread.
    std::unique_ptr<DescriptorWatcher> m_watcher;
    std::optional<Spawner> m_spawner; // after m_watcher, and once it is needed
    TurnQueue m_turns;
    SpareGroup m_spareGroup;
    DispatcherWatch m_dispatcherWatch;
    QPointer<Shelf> m_shelf; // the one that is being filled
    std::unordered_set<ProcessTransport *> m_transports; // the ended ones too
};

// A plugin that holds this library may be unloaded, but what a reactor begins lives on: the thread
// that reaps its children, the routines that Qt calls with an application, the storage of a
// thread's own reactor, the types that Qt has registered. So the library stays loaded from here on.
ReactorPrivate::ReactorPrivate(Reactor *reactor, Reactor::Watching watching)
    : q(reactor)
    , m_turns(q)
    , m_spareGroup(q, m_turns)
    , m_dispatcherWatch([this] { dispatcherChanged(); }, q)
{
    Os::stayLoaded();
    if (watching == Reactor::Watching::NotifierPerDescriptor)
        m_watcher = std::make_unique<NotifierWatcher>(q);
    else
        m_watcher = std::make_unique<SetWatcher>(q);
}

// The transports first, wherever their QObject parent has been changed to. Their protocols may
// still use the reactor.
ReactorPrivate::~ReactorPrivate()
{
    isEnding = true;
    while (!m_transports.empty())
        delete *m_transports.begin();
}

// Why it could not be started, as far as that is known at once.
ReactorPrivate::Error ReactorPrivate::start(ProcessTransportPrivate &transport,
                                            const QString &executable, const QStringList &args,
                                            const SpawnOptions &options)
{
    auto request = judge(executable, args, options);
    if (const auto *error = std::get_if<SpawnError>(&request))
        return *error;
    auto &order = std::get<Os::SpawnOrder>(request);
    if (const auto failure = Os::checkBorrowed(order))
        return spawnError(*failure);
    if (const int error = m_watcher->open())
        return spawnError({Os::Stage::FileDescriptors, Os::ReadySet::openingCall, error});
    if (spawning == Reactor::Spawning::InBackground)
        return startInBackground(transport, std::move(order), options);
    return startHere(transport, order, options);
}

ReactorPrivate::Error ReactorPrivate::startHere(ProcessTransportPrivate &transport,
                                                const Os::SpawnOrder &order,
                                                const SpawnOptions &options)
{
    auto spawned = order.newControlGroup ? Os::spawn(order, m_spareGroup.take()) : Os::spawn(order);
    if (const auto *failure = std::get_if<Os::SpawnFailure>(&spawned))
        return spawnError(*failure);
    auto &child = std::get<Os::SpawnedChild>(spawned);
    qCDebug(lcOffspring) << order.executable << "runs as" << child.handle.pid();
    transport.begin(std::exchange(child.ends, {}), std::exchange(child.terminal, std::nullopt),
                    options, *m_watcher);
    transport.started(std::move(child));
    return std::nullopt;
}

// Where there is no thread to be had, or the program is ending, this one does it.
ReactorPrivate::Error ReactorPrivate::startInBackground(ProcessTransportPrivate &transport,
                                                        Os::SpawnOrder order,
                                                        const SpawnOptions &options)
{
    if (!SpawnPool::ofThisProcess().isReady())
        return startHere(transport, order, options);
    if (!m_spawner)
        m_spawner.emplace(*m_watcher);
    if (const int error = m_spawner->open())
        return spawnError({Os::Stage::FileDescriptors, "pipe2", error});
    Os::SpawnMoment moment;
    if (const auto failure = Os::takeMoment(order, moment))
        return spawnError(*failure);
    std::vector<Os::OurEnd> ends = Os::plannedEnds(order);
    std::optional<Os::ChildTerminal> terminal;
    if (moment.terminal) {
        ends.back().fd = std::move(moment.terminal->master);
        terminal = {moment.terminal->terminal.childFDs, Os::UniqueFD(),
                    moment.terminal->terminal.name};
    }
    transport.begin(std::move(ends), std::move(terminal), options, *m_watcher);
    transport.wait(m_spawner->spawn(std::move(order), std::move(moment), transport));
    return std::nullopt;
}

ProcessTransport *ReactorPrivate::newTransport()
{
    auto *const transport = new ProcessTransport(*this, m_turns);
    if (!m_shelf || m_shelf->isFull())
        m_shelf = new Shelf(q);
    m_shelf->take(transport);
    m_transports.insert(transport);
    ++childCount;
    return transport;
}

void ReactorPrivate::transportEnds(ProcessTransport *transport)
{
    --childCount;
    if (transport->d->wantsGroup() && spawning == Reactor::Spawning::InThisThread)
        m_spareGroup.prepare();
}

void ReactorPrivate::transportIsGone(ProcessTransport *transport)
{
    childCount -= transport->d->hasEnded() ? 0 : 1;
    m_transports.erase(transport);
}

// Nobody is in a loop, and those that have ended are not used any more: their deferred deletion may
// be gone with the old dispatcher.
void ReactorPrivate::dispatcherChanged()
{
    std::vector<ProcessTransport *> ended;
    for (ProcessTransport *transport : m_transports) {
        if (transport->d->isOver())
            ended.push_back(transport);
        else
            transport->d->dispatcherChanged();
    }
    qDeleteAll(ended);
    m_watcher->dispatcherChanged();
    m_spareGroup.dispatcherChanged();
    m_turns.dispatcherChanged();
}

ProcessTransport *ReactorPrivate::spawn(ProcessProtocolPrivate *protocol, Ownership ownership,
                                        const QString &executable, const QStringList &args,
                                        const SpawnOptions &options)
{
    ProcessTransport *const transport = newTransport();
    const auto refusal = protocol ? protocol->refusal(ownership) : std::nullopt;
    const Error error = refusal ? refusal : start(*transport->d, executable, args, options);
    if (error) {
        qCDebug(lcOffspring) << executable << error->toString();
        transport->d->notStarted(*error);
    }
    if (protocol && !refusal)
        protocol->attach(transport, ownership);
    return transport;
}

Reactor::Reactor(QObject *parent)
    : Reactor(Watching::Automatic, parent)
{ }

Reactor::Reactor(Watching watching, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<ReactorPrivate>(this, watching))
{ }

Reactor::~Reactor() = default;

namespace {

/// The reactor of one thread. Anybody may delete it, like every QObject; then the next call of
/// instance() makes a new one.
class ThreadReactor
{
public:
    ThreadReactor() = default;
    ~ThreadReactor();
    Q_DISABLE_COPY_MOVE(ThreadReactor)

    static ThreadReactor &ofThisThread();
    static void end() { storage().setLocalData(nullptr); }

    QPointer<Reactor> reactor;

private:
    static QThreadStorage<ThreadReactor *> &storage();

    static thread_local ThreadReactor *s_ending;
};

thread_local ThreadReactor *ThreadReactor::s_ending = nullptr;

// What runs at the end of a reactor, a protocol's destructor say, may ask for the thread's reactor
// once more: the storage does not know this object any longer, but there must not be a second one.
ThreadReactor::~ThreadReactor()
{
    s_ending = this;
    while (reactor)
        delete reactor;
    s_ending = nullptr;
}

// Never destroyed: a static application object may be destroyed after every static object of ours.
QThreadStorage<ThreadReactor *> &ThreadReactor::storage()
{
    static auto &result = *new QThreadStorage<ThreadReactor *>;
    return result;
}

ThreadReactor &ThreadReactor::ofThisThread()
{
    if (s_ending)
        return *s_ending;
    if (!storage().hasLocalData())
        storage().setLocalData(new ThreadReactor);
    return *storage().localData();
}

/// The thread that calls exit(3), or returns from main(), ends its reactor: no child outlives a
/// program without being asked to, also where the application object is never destroyed, or is
/// destroyed when Qt has already forgotten the routines that it was to call.
class ExitGuard
{
public:
    ~ExitGuard()
    {
        if (m_owner.isThisProcess()) // a forked copy's exit(3) must not end what is its parent's
            ThreadReactor::end();
    }

private:
    Os::OwnerProcess m_owner;
};

void endWithApplication()
{
    static const ExitGuard guard;
    static std::atomic<bool> isAdded = false;
    if (isAdded.exchange(true))
        return;
    qAddPostRoutine([] {
        isAdded = false; // Qt forgets the routine, and there may be another application later
        ThreadReactor::end();
    });
}

} // namespace

Reactor *Reactor::instance()
{
    QPointer<Reactor> &reactor = ThreadReactor::ofThisThread().reactor;
    if (!reactor || reactor->d->isEnding) {
        reactor = new Reactor;
        endWithApplication();
    }
    return reactor;
}

ProcessTransport *Reactor::spawnProcess(ProcessProtocol *protocol, const QString &executable,
                                        const QStringList &args, const SpawnOptions &options)
{
    if (thread() != QThread::currentThread()) {
        qCWarning(lcOffspring) << executable
                               << "not spawned: called in another thread than the reactor's";
        return nullptr;
    }
    return d->spawn(protocol ? protocol->d.get() : nullptr,
                    ProcessProtocolPrivate::Ownership::Callers, executable, args, options);
}

ProcessTransport *Reactor::spawnProcess(std::unique_ptr<ProcessProtocol> protocol,
                                        const QString &executable, const QStringList &args,
                                        const SpawnOptions &options)
{
    if (!protocol)
        return spawnProcess(executable, args, options);
    if (thread() != QThread::currentThread())
        return spawnProcess(protocol.get(), executable, args, options);
    ProcessTransport *const transport = d->spawn(
        protocol->d.get(), ProcessProtocolPrivate::Ownership::Ours, executable, args, options);
    ProcessProtocol *const released = protocol.release();
    if (released->transport() != transport)
        released->deleteLater(); // refused: it may live in another thread, or be inside a callback
    return transport;
}

ProcessTransport *Reactor::spawnProcess(const QString &executable, const QStringList &args,
                                        const SpawnOptions &options)
{
    return spawnProcess(static_cast<ProcessProtocol *>(nullptr), executable, args, options);
}

bool Reactor::hasControlGroups()
{
    return Os::ControlGroup::canBeMade();
}

void Reactor::setSpawning(Spawning spawning)
{
    d->spawning = spawning;
}

Reactor::Spawning Reactor::spawning() const
{
    return d->spawning;
}

int Reactor::processCount() const
{
    return d->childCount;
}

} // namespace Offspring
