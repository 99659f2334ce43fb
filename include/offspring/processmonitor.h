// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PROCESSMONITOR_H
#define OFFSPRING_PROCESSMONITOR_H

#include <offspring/command.h>
#include <offspring/exitreason.h>
#include <offspring/offspringglobal.h>
#include <offspring/restartpolicy.h>

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <memory>

namespace Offspring {

class ProcessMonitorPrivate;
class ProcessTransport;

/// Keeps programs running, each under a name: Twisted's procmon.
///
/// \code
/// ProcessMonitor monitor;
/// QObject::connect(&monitor, &ProcessMonitor::lineReceived,
///                  [](const QString &name, int, const QByteArray &line) {
///                      qInfo().noquote() << name << line;
///                  });
/// QObject::connect(&monitor, &ProcessMonitor::processGaveUp, &monitor,
///                  &ProcessMonitor::stopService);
/// QObject::connect(&monitor, &ProcessMonitor::serviceStopped, &app, &QCoreApplication::quit);
/// monitor.addProcess(u"it:"_s, Command{words.value(0), words.mid(1)},
///                    {.threshold = 1min, .minimumDelay = 10ms, .giveUpAfter = 5});
/// monitor.startService();
/// \endcode
///
/// A program that ends is started again as its RestartPolicy says: with a delay that grows, so that
/// one that fails at once does not keep the machine busy. demo/examples/monitor.cpp is a whole
/// program.
///
/// A program runs as its Command says, save that
/// - it leads a process group, so that what it has started is stopped with it;
/// - what its options do not say of 0, 1 and 2 is /dev/null for stdin, and for the others a pipe
///   that lineReceived() tells of; with usePTY it is the terminal;
/// - SpawnOptions::holderTimeout is a second unless it is set: a descendant that has left the group
///   and holds stdout, such as a daemon, delays the next start by no more than that.
/// It is spawned by the calling thread's Reactor::instance(), in the background
/// (Reactor::setSpawning()). One that cannot be started is one
/// that has ended, with ExitReason::Kind::NotStarted, and is tried again. So is one whose
/// transport or reactor somebody deletes, with StatusUnknown.
///
/// A monitor belongs to its thread; it may be moved to another one while nothing runs or waits. All
/// signals come from the event loop, none from inside a call. Everything may be called in them,
/// programs removed and the monitor deleted. Deleting it tells nothing more; of each program that
/// runs SpawnOptions::whenAbandoned decides, and by default it is killed. To stop them decently
/// call stopService() and wait for serviceStopped().
///
/// \since 0.2
class OFFSPRING_EXPORT ProcessMonitor : public QObject
{
    Q_OBJECT

public:
    /// Without programs; the service does not run.
    explicit ProcessMonitor(QObject *parent = nullptr);
    /// Tells nothing more; of each program that runs its whenAbandoned decides.
    ~ProcessMonitor() override;

    /// Adds a program, and starts it at once when the service runs. False: the name is taken.
    bool addProcess(const QString &name, const Command &command, const RestartPolicy &policy = {});
    /// Stops it, if it runs, within its killTime, and forgets it: no signal tells of it any more,
    /// and the name is free at once. Only serviceStopped() still waits for its end. False: no such
    /// name.
    bool removeProcess(const QString &name);

    /// Starts every program that does not run, in the order of addProcess(); those that were
    /// stopped one by one, or given up, too. While the service runs this does nothing.
    void startService();
    /// Stops every program. serviceStopped() follows, also when none runs, unless startService() is
    /// called before.
    void stopService();

    // Each of these is false when there is no such name. They work without the service too: who
    // starts one program by hand has it kept running, until stopProcess() or stopService().

    /// It is to run: starts it unless it runs already, without a delay when it waits for one, and
    /// when the last run has ended if that is still going to. Begins a new series of delays and
    /// failures.
    bool startProcess(const QString &name);
    /// Stops it, with SIGTERM and after killTime with SIGKILL, its group too; see
    /// ProcessTransport::stopWithin(). It stays stopped until startProcess(), restartProcess() or
    /// the next startService(). One that may not be signalled (it has become another user) is not
    /// waited for: its streams are closed, and its end is told as StatusUnknown.
    bool stopProcess(const QString &name);
    /// Stops it and starts it again when it has ended, without a delay; that is no failure. One
    /// that does not run is started.
    bool restartProcess(const QString &name);
    /// restartProcess() for all that run or wait to run.
    void restartAll();

    /// In the order of addProcess().
    QStringList names() const;
    /// The child that runs, or has exited and not yet ended. Null: there is none, or no such name.
    /// It is another one after each start: do not keep it.
    ProcessTransport *transport(const QString &name) const;

Q_SIGNALS:
    /// It runs, under the process id \a pid. Once for each run that could be started.
    void processStarted(const QString &name, qint64 pid, QPrivateSignal);
    /// A line without its end, from any descriptor that is read; on a terminal without the carriage
    /// return, too. One of more than 16384 bytes comes in pieces. A slot that runs an event loop
    /// gets the next lines of that descriptor when it has returned.
    void lineReceived(const QString &name, int childFD, const QByteArray &line, QPrivateSignal);
    /// It is dead. Lines may still come, from its pipes or from descendants.
    void processExited(const QString &name, const Offspring::ExitReason &reason, QPrivateSignal);
    /// It has ended, every stream of it is closed, and it is started again after \a delay.
    void processWaiting(const QString &name, std::chrono::milliseconds delay, QPrivateSignal);
    /// It has failed RestartPolicy::giveUpAfter times in a row. \a lastLines: the last 20 that it
    /// wrote, whatever the descriptor, perhaps in earlier runs.
    void processGaveUp(const QString &name, const Offspring::ExitReason &reason,
                       const QByteArrayList &lastLines, QPrivateSignal);
    /// After stopService(): nothing runs any more.
    void serviceStopped(QPrivateSignal);

private:
    friend class ProcessMonitorPrivate;
    const std::unique_ptr<ProcessMonitorPrivate> d;
};

} // namespace Offspring

#endif // OFFSPRING_PROCESSMONITOR_H
