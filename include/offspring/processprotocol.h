// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PROCESSPROTOCOL_H
#define OFFSPRING_PROCESSPROTOCOL_H

#include <offspring/exitreason.h>
#include <offspring/offspringglobal.h>

#include <QtCore/QByteArray>
#include <QtCore/QObject>

#include <memory>

namespace Offspring {

class ProcessProtocolPrivate;
class ProcessTransport;

/// Hears what happens to one child: Twisted's ProcessProtocol. Subclass it and override what you
/// care about; every method here does nothing, or hands on as said. From
/// demo/examples/wordcount.cpp:
///
/// \code
/// void connectionMade() override
/// {
///     transport()->write("Every child is heard, to its very last word.\n");
///     transport()->closeStdin();
/// }
///
/// void outReceived(const QByteArray &data) override { m_output += data; }
/// \endcode
///
/// All callbacks come from the event loop of the reactor's thread, never from inside spawnProcess()
/// or a call on the transport: connectionMade() first; then, for each fd, its bytes in order and
/// its childConnectionLost() once; processExited() once, in no promised order with those;
/// processEnded() once, and last. A child that could not be started gives processEnded() alone.
/// Each callback runs before the transport's signal of the same name.
///
/// Any call is legal inside a callback, so is deleting the protocol, the transport or the reactor,
/// and so is a nested event loop, in which further callbacks begin. Exceptions must not leave one.
///
/// One protocol serves one child at a time, in the thread where it lives. Deleting it only detaches
/// it: the child goes on.
///
/// \since 0.1
class OFFSPRING_EXPORT ProcessProtocol : public QObject
{
    Q_OBJECT

public:
    /// For a child that is spawned later.
    explicit ProcessProtocol(QObject *parent = nullptr);
    /// Detaches it from its child, which goes on.
    ~ProcessProtocol() override;

    /// Set from the return of spawnProcess() until processEnded() has returned, or until the
    /// transport is deleted; else null.
    ProcessTransport *transport() const;

    /// The child runs: its program was executed.
    virtual void connectionMade();

    /// \a data, never empty, came from \a childFD. Here: 1 → outReceived(), 2 → errReceived(),
    /// others are dropped.
    virtual void childDataReceived(int childFD, const QByteArray &data);
    /// \a data came from fd 1. Here: nothing.
    virtual void outReceived(const QByteArray &data);
    /// \a data came from fd 2. Here: nothing.
    virtual void errReceived(const QByteArray &data);

    /// Our end of \a childFD, reader or writer, is closed, whoever closed first. Here: 0, 1, 2 →
    /// inConnectionLost(), outConnectionLost(), errConnectionLost(); others are dropped.
    virtual void childConnectionLost(int childFD);
    /// The child's stdin is closed: it takes no more.
    virtual void inConnectionLost();
    /// The child's stdout is over: every byte of it was delivered.
    virtual void outConnectionLost();
    /// The child's stderr is over: every byte of it was delivered.
    virtual void errConnectionLost();

    /// More than the high water mark waits to be written to \a childFD: stop writing.
    virtual void childWritePaused(int childFD);
    /// After childWritePaused(): no more than the low water mark is left.
    virtual void childWriteResumed(int childFD);

    /// The child is dead, and reaped, save one that leads a group: that is reaped at the end, see
    /// ProcessTransport::stopWithin(). Streams may still be open, held by its descendants.
    virtual void processExited(const ExitReason &reason);
    /// Exited, and every stream of ours is closed.
    virtual void processEnded(const ExitReason &reason);

private:
    friend class Reactor;
    const std::unique_ptr<ProcessProtocolPrivate> d;
};

} // namespace Offspring

#endif // OFFSPRING_PROCESSPROTOCOL_H
