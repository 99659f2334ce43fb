// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PROCESSTRANSPORT_P_H
#define OFFSPRING_PROCESSTRANSPORT_P_H

#include "../os/ownerprocess.h"
#include "childlife.h"
#include "childstream.h"
#include "countdown.h"
#include "spawner.h"
#include "turnqueue.h"
#include "typingwatch.h"

#include <offspring/processtransport.h>
#include <offspring/spawnoptions.h>

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>

namespace Offspring {

/// To whom a transport belongs.
class TransportKeeper
{
public:
    /// Just before processEnded is emitted.
    virtual void transportEnds(ProcessTransport *transport) = 0;
    /// It is being destroyed; or it has ended, and was moved to another thread.
    virtual void transportIsGone(ProcessTransport *transport) = 0;

protected:
    ~TransportKeeper() = default;
};

class ProcessTransportPrivate final : public ChildStream::Owner,
                                      public ChildLife::Owner,
                                      public SpawnClient,
                                      private Turn
{
public:
    /// Is called at each event, before the signal of the same name is emitted. Not by a connection,
    /// which anybody could cut.
    class Listener
    {
    public:
        virtual void onConnectionMade() = 0;
        virtual void onChildDataReceived(int childFD, const QByteArray &data) = 0;
        virtual void onChildConnectionLost(int childFD) = 0;
        virtual void onChildWritePaused(int childFD) = 0;
        virtual void onChildWriteResumed(int childFD) = 0;
        virtual void onProcessExited(const ExitReason &reason) = 0;
        virtual void onProcessEnded(const ExitReason &reason) = 0;
        virtual void transportDestroyed() = 0;

    protected:
        ~Listener() = default;
    };

    ProcessTransportPrivate(ProcessTransport *transport, TransportKeeper &keeper, TurnQueue &turns)
        : Turn(turns)
        , q(transport)
        , m_keeper(&keeper)
        , m_turns(turns)
        , m_holderTime(transport)
        , m_typingWatch(transport)
    { }

    /// With these streams, of which some may not be open yet. Then one of the three below.
    void begin(std::vector<Os::OurEnd> ends, std::optional<Os::ChildTerminal> childTerminal,
               const SpawnOptions &options, DescriptorWatcher &watcher);
    void started(Os::SpawnedChild child);
    void notStarted(const SpawnError &error);
    /// Its result is one of the other two.
    void wait(PendingSpawn spawn) { m_spawn = std::move(spawn); }
    void destroyed();
    /// With the reactor, which has no children then.
    void movedToOtherThread();
    /// The timers are gone with the thread's old event dispatcher.
    void dispatcherChanged();

    void timeOut(int timerId);
    bool sendSignal(int signal);
    bool stopWithin(std::chrono::milliseconds grace);
    bool setFrozen(bool frozen);
    void setHolderTimeout(std::optional<std::chrono::milliseconds> timeout);

    ChildStream *stream(int childFD) const;
    ChildStream *terminalStream() const;
    /// ChildStream::serve(), for a device that waits.
    void serve(ChildStream &stream, const QDeadlineTimer &deadline);
    QByteArrayList otherEndNames() const;
    void closeAll();
    void setPaused(int childFD, bool paused);
    void setAllPaused(bool paused);
    /// If there is a terminal, and somebody who wants to hear how it takes what is typed.
    void watchTyping();

    const Os::ChildHandle *runningChild() const;
    /// In a forked copy of the program a transport does nothing: the child is the parent's.
    bool isOurs() const { return m_owner.isThisProcess(); }
    bool wantsGroup() const { return m_wantsGroup; }
    bool hasEnded() const { return m_stage == Stage::Ended; }
    /// It has ended, and descendantsEnded() is not to come any more.
    bool isOver() const { return hasEnded() && !(m_life && m_life->hasGroup()); }
    /// Of its control group; null: it has none, or none any more.
    ChildLife *lifeOfGroup()
    {
        return isOurs() && m_life && m_life->hasGroup() ? &*m_life : nullptr;
    }

    /// A pseudo-terminal: one stream, whatever the number of descriptors on it.
    struct Terminal
    {
        Os::ChildTerminal end;
        int stream; // under which number
    };

    ProcessTransport *const q;
    std::optional<Terminal> terminal; // until it is lost
    qint64 lastPid = 0;
    std::optional<ExitReason> reason;
    Listener *listener = nullptr;

private:
    void takeTurn() override;

    void spawned(SpawnResult result) override;

    void streamRead(int childFD, const QByteArray &data) override;
    void streamLost(int childFD, bool cut) override;
    void streamWritePaused(int childFD) override;
    void streamWriteResumed(int childFD) override;
    void streamHasNews(ChildStream::Taker &taker) override;
    void streamHoldChanged(bool isHeldBack) override;

    void childExited(const Os::WaitResult &result) override;
    void descendantsEnded() override;
    bool hasTerminal() const override;
    int foregroundGroup(int session) const override;
    bool releaseTerminal() override;
    void hangUpTerminal() override;

    bool waitForChild(const QDeadlineTimer &deadline);
    void connectionMade();
    void watchFifos();
    void notifyOfLoss();
    void endIfDone();
    void startHolderTime();
    void cutStreams();
    void updateHolderTime();
    bool isTypingHeard() const;
    void lookAtTyping();
    using QPrivateSignal = ProcessTransport::QPrivateSignal;

    template <typename Function>
    void serveEachStream(Function function);
    // A signal has one parameter more than its callback, which makes it private to its class.
    template <typename Callback, typename Signal, typename... Arguments>
    bool notify(Callback callback, Signal signal, const Arguments &...arguments);
    template <typename Function>
    bool callOut(Function function);
    bool calledOut();

    //      Starting -- started(), notStarted() --> Waiting -- takeTurn() --> Connected
    //                                                                            | endIfDone()
    //                                                                            v
    //                                                                          Ended
    //
    //   Starting   There is no child yet, and the streams may not be open; they and the list of
    //              signals keep what is asked for. Left in spawnProcess(), save where another
    //              thread spawns.
    //   Waiting    Nobody is notified of anything. The first turn connects.
    //   Connected  Streams and child are watched. Of a child that could not be started there are
    //              none, and it ends in the same turn.
    //   Ended      processEnded() is being or was emitted; no stream, loss or child is left.
    //              The transport is deleted once none of its callbacks is on the stack, and nobody
    //              is left in the child's control group.
    enum class Stage { Starting, Waiting, Connected, Ended };

    TransportKeeper *m_keeper; // null: it went to another thread after the end
    TurnQueue &m_turns;
    Os::OwnerProcess m_owner;
    DescriptorWatcher *m_watcher = nullptr;
    std::map<int, std::unique_ptr<ChildStream>> m_streams; // those not yet lost
    int m_streamsHeldBack = 0; // of these
    std::deque<int> m_losses; // that are not reported yet
    struct Fifo
    {
        Os::WaitingFifo fifo;
        Watch watch;
    };
    std::list<Fifo> m_fifos; // that the child reads, and that have had no writer yet
    PendingSpawn m_spawn; // while another thread spawns
    std::vector<int> m_signals; // that the child gets when it has started
    bool m_wantsGroup = false;
    bool m_startsFrozen = false; // the child and its group, as soon as they are there
    std::optional<ChildLife> m_life; // none: it has not been, or could not be started
    Abandonment m_whenAbandoned = Abandonment::Kill;
    Stage m_stage = Stage::Starting;
    int m_callbacksOnStack = 0;
    bool m_isServing = false; // a device that waits: nobody else is told of anything

    std::optional<std::chrono::milliseconds> m_holderTimeout;
    Countdown m_holderTime; // from processExited on
    int m_looksBeforeCut = 0;
    bool m_truncated = false;
    TypingWatch m_typingWatch;
};

} // namespace Offspring

#endif // OFFSPRING_PROCESSTRANSPORT_P_H
