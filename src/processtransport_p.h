// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PROCESSTRANSPORT_P_H
#define OFFSPRING_PROCESSTRANSPORT_P_H

#include "childstream.h"
#include "exitwatcher.h"

#include <offspring/processtransport.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QBasicTimer>
#include <QtCore/QDeadlineTimer>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace Offspring {

class ProcessTransportPrivate final : public ChildStream::Owner
{
public:
    /// Hears each event before the signal of the same name is emitted. Not by a connection, which
    /// anybody could cut.
    class Listener
    {
    public:
        virtual void heardConnectionMade() = 0;
        virtual void heardChildDataReceived(int childFD, const QByteArray &data) = 0;
        virtual void heardChildConnectionLost(int childFD) = 0;
        virtual void heardChildWritePaused(int childFD) = 0;
        virtual void heardChildWriteResumed(int childFD) = 0;
        virtual void heardProcessExited(const ExitReason &reason) = 0;
        virtual void heardProcessEnded(const ExitReason &reason) = 0;
        virtual void transportDestroyed() = 0;

    protected:
        ~Listener() = default;
    };

    explicit ProcessTransportPrivate(ProcessTransport *transport)
        : q(transport)
    { }

    void begin(Os::SpawnedChild child, const SpawnOptions &options, DescriptorWatcher &watcher);
    void beginNotStarted(const SpawnError &error);
    void abandon();
    void over();

    void turn();
    void timeOut(int timerId);
    void stopWithin(std::chrono::milliseconds grace);

    ChildStream *stream(int childFD) const;
    ChildStream *terminalStream() const;
    void closeAll();
    void setPaused(int childFD, bool paused);
    void setAllPaused(bool paused);

    const Os::ChildHandle *runningChild() const;

    /// A pseudo-terminal: one stream, whatever the number of descriptors on it.
    struct Terminal
    {
        Os::TerminalHold hold;
        int stream; // under which number
    };

    ProcessTransport *const q;
    std::optional<Terminal> terminal; // until it is lost
    qint64 lastPid = 0;
    std::optional<ExitReason> reason;
    Listener *listener = nullptr;
    /// Called once: before processEnded, or when the transport is destroyed.
    std::function<void()> whenOver;

private:
    void streamRead(int childFD, const QByteArray &data) override;
    void streamLost(int childFD, bool cut) override;
    void streamWritePaused(int childFD) override;
    void streamWriteResumed(int childFD) override;
    void streamNeedsTurn() override;

    void connectionMade();
    void tellLoss();
    void exited(const Os::WaitResult &result);
    void endIfDone();
    const Os::ChildHandle *stoppable() const;
    void graceIsOver();
    void buryLeader();
    void startKillTimer();
    void updateHolderTimer();
    void holdersTimedOut();

    template <typename Function>
    void serveEachStream(Function function);
    template <typename... Parameters, typename... Arguments>
    bool tell(void (Listener::*callback)(Parameters...),
              void (ProcessTransport::*signal)(Parameters...), const Arguments &...arguments);

    // A started child's connection is made in its first turn; nothing is told before that.
    enum class Stage { Waiting, Connected, Ended };

    DescriptorWatcher *m_watcher = nullptr;
    std::map<int, std::unique_ptr<ChildStream>> m_streams; // those not yet lost
    std::deque<int> m_losses; // to be told
    std::optional<ExitWatcher> m_exitWatcher;
    std::optional<Os::ChildHandle> m_deadLeader; // not reaped: its number is its group's
    Abandonment m_whenAbandoned = Abandonment::Kill;
    Stage m_stage = Stage::Waiting;
    bool m_turnPosted = false;
    int m_callbacksOnStack = 0;

    std::optional<QDeadlineTimer> m_killAt;
    QBasicTimer m_killTimer;

    std::optional<std::chrono::milliseconds> m_holderTimeLeft; // while m_holderTimer stands still
    QDeadlineTimer m_holderDeadline;
    QBasicTimer m_holderTimer;
    bool m_truncated = false;
};

} // namespace Offspring

#endif // OFFSPRING_PROCESSTRANSPORT_P_H
