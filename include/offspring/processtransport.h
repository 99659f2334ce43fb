// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PROCESSTRANSPORT_H
#define OFFSPRING_PROCESSTRANSPORT_H

#include <offspring/exitreason.h>
#include <offspring/offspringglobal.h>

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <chrono>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace Offspring {

class ProcessTransportPrivate;
class TransportKeeper;
class TurnQueue;

/// The running child: Twisted's process transport. Made by Reactor::spawnProcess() only, owned by
/// the reactor, and gone some time after processEnded, and after descendantsEnded of a child with a
/// control group of its own: keep it in a QPointer.
///
/// \code
/// const QPointer<ProcessTransport> cat = Reactor::instance()->spawnProcess(Command{u"cat"_s});
/// QObject::connect(cat, &ProcessTransport::childDataReceived, &app,
///                  [&](int childFD, const QByteArray &data) {
///                      QTextStream(stdout) << childFD << ": " << data;
///                      cat->stop(); // SIGTERM, and SIGKILL if that is not enough
///                  });
/// QObject::connect(cat, &ProcessTransport::processEnded, &app, [&](const ExitReason &reason) {
///     QTextStream(stdout) << reason.toString() << '\n';
///     app.quit();
/// });
/// cat->write("hello\n");
/// \endcode
///
/// demo/examples/transport.cpp is a whole program.
///
/// It belongs to the reactor's thread. Everything works from the return of spawnProcess() on, may
/// be called at any time, also in every callback, and calls no callback before it returns. Deleting
/// it ends the callbacks; SpawnOptions::whenAbandoned decides about a live child.
///
/// Each event of the child is a signal here, under the name of the callback of ProcessProtocol, and
/// emitted after that callback has returned. A listener that runs an event loop, or a protocol that
/// does, makes the other listeners hear of the event late: after those that came in that loop.
///
/// \since 0.1
class OFFSPRING_EXPORT ProcessTransport : public QObject
{
    Q_OBJECT

public:
    /// Ends the callbacks, and does with a live child what SpawnOptions::whenAbandoned says.
    ~ProcessTransport() override;

    /// The child's process id; 0 when it never started, or has not yet (Reactor::setSpawning()),
    /// and from processExited on.
    qint64 pid() const;
    /// The same, but it stays. The number may long belong to another process.
    qint64 lastPid() const;
    /// Empty while the child runs. NotStarted is there as soon as spawnProcess() has returned, or
    /// the spawn in the background has failed, any other reason from processExited on; truncated()
    /// may still change before processEnded.
    std::optional<ExitReason> exitReason() const;

    /// writeToChild(0, data).
    bool write(const QByteArray &data);
    /// The pieces in order, to fd 0.
    bool writeSequence(const QByteArrayList &pieces);
    /// Queues \a data for \a childFD and returns at once; the bytes leave from the event loop, in
    /// the order of the calls. The array is shared; small ones (1024 bytes) that wait behind one
    /// another are copied together, and the copies overwritten when they are gone: who keeps an
    /// array may wipe a secret in place (constData(); data() would detach) when bytesToWrite() is 0
    /// or the fd is lost. There is no limit: see setWriteWatermarks(). False: not a writer, fed by
    /// streamToChild() or taken over by a ChildDevice, closing (from the loop's turn after
    /// closeChildFD() on) or closed. Bytes queued when the child closes its end are dropped;
    /// childConnectionLost tells.
    bool writeToChild(int childFD, const QByteArray &data);
    /// Feeds \a source, from its present position to its end, into \a childFD, then closes that, as
    /// closeChildFD() does.
    /// Memory is bounded, whatever the size. The source stays the caller's. It must be open for
    /// reading and live in this thread, else false; false also where writeToChild() would be. From
    /// now on writeToChild() is false for this fd. The end is read() giving 0 for a random-access
    /// device and for a QFile, readChannelFinished() for any other, which must not have been
    /// emitted before (a QProcess may have finished). A source that fails, is closed or is
    /// destroyed before its end aborts the fd (see abortChildFD()), because a stream cut short must
    /// not look whole; what was sent until then has been sent, so a child that takes any
    /// end-of-file for success should be killed too.
    bool streamToChild(int childFD, QIODevice *source);
    /// Bytes queued by us, not yet in the kernel; 0 for what is not a writer. The fds on a terminal
    /// have one queue.
    qint64 bytesToWrite(int childFD) const;
    /// When childWritePaused and childWriteResumed are sent, in bytes queued: more than \a high,
    /// then no more than \a low. At first 65536 and 16384. They come in turn, from the loop; a mark
    /// passed by writing is told before any of it is sent, so a writer that stops by bytesToWrite()
    /// hears when to go on. Negative counts as 0, a \a high below \a low as \a low.
    void setWriteWatermarks(int childFD, qint64 low, qint64 high);
    /// Replaces SpawnOptions::holderTimeout for this child: counts from processExited, or from now
    /// if that has come. 0: what is still open then is closed at once, after what is in the kernel
    /// has been delivered. Unset: for ever.
    void setHolderTimeout(std::optional<std::chrono::milliseconds> timeout);

    void closeStdin(); ///< closeChildFD(0)
    void closeStdout(); ///< closeChildFD(1)
    void closeStderr(); ///< closeChildFD(2)
    /// Closes our end at the loop's next turn. A writer first sends what is queued. What a reader
    /// has not delivered is dropped, and nothing more is delivered. childConnectionLost follows.
    /// Idempotent; an fd that is not ours is ignored.
    ///
    /// Of a socket only our writing ends. A terminal goes on: for 0, or for its lowest fd when 0 is
    /// elsewhere, what is queued is sent and then what somebody would type to end the input, as the
    /// terminal is at that moment: the end-of-file character, twice after an unfinished line; in
    /// raw mode nothing. writeToChild() is false then for that fd, and works for the others on the
    /// terminal, for which this does nothing.
    void closeChildFD(int childFD);
    /// The same, but what is queued is dropped at once; a socket is closed both ways, a terminal is
    /// hung up.
    void abortChildFD(int childFD);
    /// Closes every stream, a writer when what is queued has been sent; nothing more is delivered.
    /// (Twisted: 0, 1 and 2 only.) A terminal is hung up: its session gets SIGHUP, and input that
    /// it has not read is lost. The child gets no other signal. On a socket a child meets
    /// ECONNRESET instead of end-of-file when something that it wrote was not read, unix(7).
    void loseConnection();

    /// Sends \a signal to the child alone; 0 only asks. False: reaped, not permitted (EPERM), or no
    /// such signal. It goes through the child's exit descriptor, or, where a sandbox refuses that,
    /// by kill(2) while the child is not reaped, so it never reaches a process that got the child's
    /// number later.
    bool signalProcess(int signal);
    /// The same by name, with or without "SIG", in any case: "TERM", "SIGKILL", "usr1", "RTMIN+1".
    bool signalProcess(const QString &name);
    /// The grace of stop().
    static constexpr std::chrono::milliseconds defaultGrace{5000};
    /// stopWithin(defaultGrace).
    bool stop();
    /// SIGTERM now, SIGKILL after \a grace: to the child, or, when it leads one (newProcessGroup,
    /// newSession, a terminal), to its whole process group. SIGCONT follows the SIGTERM, so that
    /// who is stopped (SIGSTOP, SIGTTIN) takes it too. A second call can only shorten the time.
    ///
    /// On a terminal SIGHUP is sent besides, as by a terminal that goes away, because a shell
    /// ignores SIGTERM; all three go to the terminal's foreground group as well. While the child
    /// lives SIGHUP and SIGCONT come again now and then (after 0.5 s, 1.5 s, 3.5 s), because a
    /// shell may have been about to read, and miss the first. The SIGKILL is for every process of a
    /// session (newSession, a terminal), its other groups included. When they are dead the terminal
    /// is hung up: whoever holds it still, in another session, loses it, and that is
    /// ExitReason::truncated().
    ///
    /// Until processEnded the group is reached even after the child's own exit, and the session in
    /// all its groups, by the SIGTERM too; the dead leader is not reaped before, so the number
    /// cannot become another's. What has not ended by then is killed all the same when its time is
    /// over.
    ///
    /// With SpawnOptions::newControlGroup all of this is for the child and every descendant,
    /// whoever leads what, until descendantsEnded: they are frozen, sent SIGTERM and SIGCONT, on a
    /// terminal SIGHUP, and thawed, so that none is missed while it makes another; what is left
    /// after the grace is killed by the kernel at once, set-user-ID programs too.
    ///
    /// True: a SIGTERM or SIGHUP went out to somebody who is alive. False: nobody is, though
    /// processExited may still have to come; or it is not permitted (EPERM), as for a set-user-ID
    /// program that has become another user, like sudo. Such a child ends when it pleases; to wait
    /// for it no longer, delete the transport.
    bool stopWithin(std::chrono::milliseconds grace);

    /// Stops the child and every descendant as if they got no processor any more, or lets them go
    /// on. Nobody is told; signals but SIGKILL wait; as after SIGSTOP and SIGCONT, a few calls
    /// return EINTR, sigwaitinfo(2) for one: signal(7). stop() lets them go on, to take its
    /// SIGTERM. Some milliseconds may pass until the last one stands still. False: without
    /// SpawnOptions::newControlGroup, and after descendantsEnded. When the transport is destroyed,
    /// those who are left go on. \since 0.2
    bool setFrozen(bool frozen);
    /// How many descendants of the child live, itself not counted. 0 without
    /// SpawnOptions::newControlGroup, and those who were moved to another group are not seen.
    /// \since 0.2
    int descendantCount() const;

    void pauseProducing(); ///< pauseChildFD() for every reader
    void resumeProducing(); ///< resumeChildFD() for every reader
    void stopProducing(); ///< loseConnection()
    /// From now on nothing of reader \a childFD is delivered and nothing read: the pipe fills, the
    /// child blocks. Its loss, and so processEnded, waits too. One flag, not a counter; any fd on a
    /// terminal is for all of it.
    void pauseChildFD(int childFD);
    /// Reads \a childFD again; what arrived meanwhile is delivered from the loop.
    void resumeChildFD(int childFD);

    /// The size of the pseudo-terminal in characters, and in pixels (0: unknown), each 0 to 65535;
    /// SIGWINCH goes to its foreground group if any of them changes. False: no such size, or there
    /// is no terminal, or no more.
    bool setTerminalSize(int rows, int columns, int width = 0, int height = 0);
    /// Its device, "/dev/pts/3"; empty: there is none, or no more.
    QString terminalName() const;
    /// The fd under which its output arrives, see ChildFD::terminal(); -1: no fd of the child is on
    /// it. A ChildDevice for it is the terminal. Empty: there is none, or no more. \since 0.2
    std::optional<int> terminalFD() const;
    /// Whether the terminal shows, at this moment, what is typed: ECHO of termios(3). False too
    /// without a terminal, where nothing is shown. A program that takes a secret turns it off, and
    /// keeps isEditingLines(); one with a line editor of its own, such as a shell, turns off both,
    /// and shows by itself what is typed. See terminalEchoChanged().
    bool isEchoing() const;
    /// Whether what is typed reaches the child line by line, and can be edited until then: ICANON.
    /// See terminalEditingChanged().
    bool isEditingLines() const;

    /// The processes that have a pipe or the terminal of this child open: the child itself while it
    /// lives, and descendants that may keep it from ending. Not those that this user may not look
    /// into, nor who holds a socket. Looks through the whole of /proc, about a microsecond for each
    /// open file of the machine.
    QList<qint64> holders() const;

Q_SIGNALS:
    // The last parameter is no part of what is sent: it keeps others from emitting these signals.

    /// The child runs; see ProcessProtocol::connectionMade().
    void connectionMade(QPrivateSignal);
    /// \a data, never empty, came from \a childFD; see ProcessProtocol::childDataReceived().
    void childDataReceived(int childFD, const QByteArray &data, QPrivateSignal);
    /// Our end of \a childFD is closed; see ProcessProtocol::childConnectionLost().
    void childConnectionLost(int childFD, QPrivateSignal);
    /// Stop writing to \a childFD; see setWriteWatermarks().
    void childWritePaused(int childFD, QPrivateSignal);
    /// Go on writing to \a childFD; see setWriteWatermarks().
    void childWriteResumed(int childFD, QPrivateSignal);
    /// The child is dead; see ProcessProtocol::processExited().
    void processExited(const Offspring::ExitReason &reason, QPrivateSignal);
    /// Dead, and every stream closed: the last one; see ProcessProtocol::processEnded().
    void processEnded(const Offspring::ExitReason &reason, QPrivateSignal);

    /// Nobody is left in the child's control group (SpawnOptions::newControlGroup): neither the
    /// child nor a descendant lives. Once, after processExited and before or after processEnded,
    /// which does not wait for it. Until then stop() and deletion reach those who are left. No
    /// callback of ProcessProtocol, which is done with at processEnded: connect to it in
    /// connectionMade. Never without a control group, nor for NotStarted. \since 0.2
    void descendantsEnded(QPrivateSignal);

    /// isEchoing() has changed, to \a echoing; from the loop, between connectionMade and the
    /// terminal's childConnectionLost. No system tells a program of this: while anybody is
    /// connected to this signal or the next one, the library looks after each output and every 50
    /// ms. A program that turns the echo off and on again in less may do so unseen. \since 0.2
    void terminalEchoChanged(bool echoing, QPrivateSignal);
    /// isEditingLines() has changed, to \a editing. As terminalEchoChanged(). \since 0.2
    void terminalEditingChanged(bool editing, QPrivateSignal);

protected:
    void connectNotify(const QMetaMethod &signal) override;
    bool event(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    friend class ChildDevicePrivate;
    friend class ReactorPrivate;
    friend class ProcessProtocolPrivate;
    friend class ProcessTransportPrivate;
    ProcessTransport(TransportKeeper &keeper, TurnQueue &turns);
    const std::unique_ptr<ProcessTransportPrivate> d;
};

} // namespace Offspring

#endif // OFFSPRING_PROCESSTRANSPORT_H
