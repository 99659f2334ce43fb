// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 1 of the walk: judges nothing itself, but brings the judge, the cellar, the watcher and the
// transport together; owns the transports and the watcher.

#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include "epollwatcher_linux.h"
#include "notifierwatcher.h"
#include "os/stayloaded.h"
#include "processprotocol_p.h"
#include "processtransport_p.h"
#include "spawnrequest.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLoggingCategory>
#include <QtCore/QSet>
#include <QtCore/QThread>
#include <QtCore/QThreadStorage>

#include <atomic>

namespace Offspring {

Q_LOGGING_CATEGORY(lcOffspring, "offspring", QtWarningMsg)

class ReactorPrivate
{
public:
    using Ownership = ProcessProtocolPrivate::Ownership;

    ReactorPrivate(Reactor *reactor, Reactor::Watching watching);

    ProcessTransport *spawn(ProcessProtocolPrivate *protocol, Ownership ownership,
                            const QString &executable, const QStringList &args,
                            const SpawnOptions &options);

    Reactor *const q;
    std::unique_ptr<DescriptorWatcher> watcher;
    QSet<ProcessTransport *> live; // not yet ended

private:
    using Spawned = std::variant<Os::SpawnedChild, SpawnError>;
    Spawned spawnChild(const QString &executable, const QStringList &args,
                       const SpawnOptions &options);
    ProcessTransport *adopt(ProcessTransport *transport);
};

// The watcher is our child, so that it moves with us to another thread. With a reactor begins all
// that can outlive a plugin: the thread that reaps its children, the routine that Qt calls at the
// end, the storage of a thread's own reactor, the types that Qt has registered.
ReactorPrivate::ReactorPrivate(Reactor *reactor, Reactor::Watching watching)
    : q(reactor)
{
    Os::stayLoaded();
    if (watching == Reactor::Watching::NotifierPerDescriptor)
        watcher = std::make_unique<NotifierWatcher>(q);
    else
        watcher = std::make_unique<EpollWatcher>(q);
}

ReactorPrivate::Spawned ReactorPrivate::spawnChild(const QString &executable,
                                                   const QStringList &args,
                                                   const SpawnOptions &options)
{
    const auto request = judge(executable, args, options);
    if (const auto *error = std::get_if<SpawnError>(&request))
        return *error;
    const auto &order = std::get<Os::SpawnOrder>(request);
    if (const auto failure = Os::checkBorrowed(order))
        return spawnError(*failure, order);
    if (const int error = watcher->open())
        return spawnError({Os::SpawnStep::Watch, error}, order);
    auto spawned = Os::spawn(order);
    if (const auto *failure = std::get_if<Os::SpawnFailure>(&spawned))
        return spawnError(*failure, order);
    return std::get<Os::SpawnedChild>(std::move(spawned));
}

ProcessTransport *ReactorPrivate::adopt(ProcessTransport *transport)
{
    transport->setParent(q);
    live.insert(transport);
    transport->d->whenOver = [this, transport] { live.remove(transport); };
    return transport;
}

ProcessTransport *ReactorPrivate::spawn(ProcessProtocolPrivate *protocol, Ownership ownership,
                                        const QString &executable, const QStringList &args,
                                        const SpawnOptions &options)
{
    ProcessTransport *const transport = adopt(new ProcessTransport);
    const auto refusal = protocol ? protocol->refusal(ownership) : std::nullopt;
    Spawned spawned = refusal ? Spawned(*refusal) : spawnChild(executable, args, options);
    if (const auto *error = std::get_if<SpawnError>(&spawned)) {
        qCDebug(lcOffspring) << executable << error->toString();
        transport->d->beginNotStarted(*error);
    } else {
        auto &child = std::get<Os::SpawnedChild>(spawned);
        qCDebug(lcOffspring) << executable << "runs as" << child.handle.pid();
        transport->d->begin(std::move(child), options, *watcher);
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

Reactor::~Reactor()
{
    // Before the watcher, and wherever their QObject parent has been changed to.
    while (!d->live.isEmpty())
        delete *d->live.constBegin();
}

Reactor *Reactor::instance()
{
    static QThreadStorage<Reactor *> storage;
    // The main thread's storage outlives the application object, its reactor must not. Qt forgets
    // the routine when it has run, and there may be another application later.
    static std::atomic<bool> endsWithApplication = false;
    if (!storage.hasLocalData()) {
        storage.setLocalData(new Reactor);
        if (!endsWithApplication.exchange(true)) {
            qAddPostRoutine([] {
                endsWithApplication = false;
                storage.setLocalData(nullptr);
            });
        }
    }
    return storage.localData();
}

ProcessTransport *Reactor::spawnProcess(ProcessProtocol *protocol, const QString &executable,
                                        const QStringList &args, const SpawnOptions &options)
{
    if (thread() != QThread::currentThread()) {
        qCDebug(lcOffspring) << executable << "not spawned: called in another thread";
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

int Reactor::processCount() const
{
    return int(d->live.size());
}

} // namespace Offspring
