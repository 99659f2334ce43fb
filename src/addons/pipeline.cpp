// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Commands joined by pipes: a protocol for each child, and one state for all of them.

#include "../core/dispatcherwatch.h"
#include "../core/later.h"
#include "inbackground.h"

#include <offspring/pipeline.h>
#include <offspring/processprotocol.h>
#include <offspring/reactor.h>

#include <QtCore/QPointer>
#include <QtCore/QThread>

#include <cerrno>
#include <optional>
#include <utility>
#include <vector>

namespace Offspring {

using std::chrono::milliseconds;
using Stage = SpawnError::Stage;

class PipelinePrivate
{
public:
    PipelinePrivate(Pipeline *pipeline, const QList<Command> &commands)
        : q(pipeline)
        , m_commands(commands)
    { }
    ~PipelinePrivate();
    Q_DISABLE_COPY_MOVE(PipelinePrivate)

    void start();
    void stopWithin(milliseconds grace);
    void setPaused(bool paused);
    ProcessTransport *transport(qsizetype index) const;

private:
    class Member;

    /// A command, and how far it is.
    struct Child
    {
        QPointer<ProcessTransport> transport = {};
        Member *member = nullptr; // belongs to the transport
        bool isConnected = false;
        std::optional<ExitReason> reason = {}; // once it has ended
    };

    //      Idle --> Starting -- all are connected --> Running
    //                  |                                 | all have ended
    //                  | one cannot be started           v
    //                  +----> Failing ---------------> Ending -- the loop's next turn --> Ended
    //                               all have ended
    //
    //   Idle      There are no children.
    //   Starting  Those that were spawned are paused, so that nothing comes before started(), and
    //             the pipes are kept open, so that nobody meets the end of one whose other command
    //             cannot be started.
    //   Running   started() is being or was emitted.
    //   Failing   Those that were spawned are being killed, or have been stopped; nobody hears of
    //             what they write.
    //   Ending    Every child has its reason.
    //   Ended     ended() is being or was emitted.
    enum class State { Idle, Starting, Running, Failing, Ending, Ended };

    static std::optional<SpawnError> mistake(const Command &command, bool isFirst, bool isLast);
    bool hasMistakes();
    bool spawnAll();
    bool spawn(qsizetype index, const Command &command);
    void fail();
    void endWithoutStart();
    static void kill(ProcessTransport *transport);
    static void letGo(ProcessTransport *transport);
    void begin();
    void endIfDone();
    void end();
    void requestTurn();
    void takeTurn();

    // By the members, which may be deleted meanwhile, and this too.
    void connected(qsizetype index);
    void ended(qsizetype index, const ExitReason &reason);
    void deleted(qsizetype index);

    Pipeline *const q;
    const QList<Command> m_commands;
    std::vector<Child> m_children;
    QList<ChildFD> m_pipes; // both ends of each, until all have started
    State m_state = State::Idle;
    qsizetype m_notConnected = 0;
    qsizetype m_notEnded = 0;
    bool m_isPaused = false;
    bool m_isStopped = false;
    DispatcherWatch m_dispatcherWatch{[this] { requestTurn(); }, q};
};

/// The protocol of one child. It is deleted with its transport, and tells also that.
class PipelinePrivate::Member final : public ProcessProtocol
{
public:
    Member(PipelinePrivate *pipeline, qsizetype index)
        : m_pipeline(pipeline)
        , m_index(index)
    {
        m_pipeline->m_children[std::size_t(index)].member = this;
    }
    ~Member() override
    {
        if (!m_pipeline)
            return;
        m_pipeline->m_children[std::size_t(m_index)].member = nullptr;
        m_pipeline->deleted(m_index);
    }
    void forgetPipeline() { m_pipeline = nullptr; }

    void connectionMade() override
    {
        if (m_pipeline)
            m_pipeline->connected(m_index);
    }
    void outReceived(const QByteArray &data) override
    {
        if (m_pipeline)
            Q_EMIT m_pipeline->q->outputReceived(data, Pipeline::QPrivateSignal());
    }
    void errReceived(const QByteArray &data) override
    {
        if (m_pipeline)
            Q_EMIT m_pipeline->q->errorReceived(int(m_index), data, Pipeline::QPrivateSignal());
    }
    void processEnded(const ExitReason &reason) override
    {
        if (m_pipeline)
            m_pipeline->ended(m_index, reason);
    }

private:
    PipelinePrivate *m_pipeline; // null: it is gone
    const qsizetype m_index;
};

// What is in a callback now hears nothing more. Who has ended is deleted by his reactor. The last
// comes first, here and wherever children are ended: nobody then meets the end of a pipe whose
// writer was cut short, and takes what he has read for all of it.
PipelinePrivate::~PipelinePrivate()
{
    for (const Child &child : m_children) {
        if (child.member)
            child.member->forgetPipeline();
    }
    for (auto child = m_children.rbegin(); child != m_children.rend(); ++child) {
        if (!child->reason)
            delete child->transport;
    }
}

ProcessTransport *PipelinePrivate::transport(qsizetype index) const
{
    const bool isThere = index >= 0 && index < qsizetype(m_children.size());
    return isThere ? m_children[std::size_t(index)].transport.data() : nullptr;
}

std::optional<SpawnError> PipelinePrivate::mistake(const Command &command, bool isFirst,
                                                   bool isLast)
{
    const auto invalid = [](const QString &detail) {
        return SpawnError{Stage::Arguments, EINVAL, detail};
    };
    const ChildFDs &childFDs = command.options.childFDs;
    if (command.options.usePTY)
        return invalid(QStringLiteral("usePTY in a pipeline"));
    if (!isFirst && childFDs.contains(0))
        return invalid(QStringLiteral("child fd 0, which is the pipe from the command before"));
    if (!isLast && childFDs.contains(1))
        return invalid(QStringLiteral("child fd 1, which is the pipe to the next command"));
    return std::nullopt;
}

bool PipelinePrivate::hasMistakes()
{
    bool result = false;
    for (qsizetype index = 0; index < m_commands.size(); ++index) {
        const auto error = mistake(m_commands[index], index == 0, index == m_commands.size() - 1);
        if (!error)
            continue;
        m_children[std::size_t(index)].reason = ExitReason::notStarted(*error);
        --m_notEnded;
        result = true;
    }
    return result;
}

void PipelinePrivate::start()
{
    if (q->thread() != QThread::currentThread()) {
        qWarning("Offspring::Pipeline::start(): called in another thread than the pipeline's");
        return;
    }
    if (m_state != State::Idle)
        return;
    m_state = State::Starting;
    m_children.resize(std::size_t(m_commands.size()));
    m_notConnected = m_notEnded = m_commands.size();
    if (hasMistakes() || !spawnAll())
        fail();
    endIfDone();
}

bool PipelinePrivate::spawnAll()
{
    ChildFD input = 'w';
    for (qsizetype index = 0; index < m_commands.size(); ++index) {
        Command command = m_commands[index];
        const bool isLast = index == m_commands.size() - 1;
        const auto [nextInput, output] =
            isLast ? std::pair(ChildFD(), ChildFD('r')) : ChildFD::pipe();
        if (!isLast)
            m_pipes << nextInput << output;
        ChildFDs childFDs = {{0, input}, {1, output}, {2, 'r'}};
        childFDs.insert(command.options.childFDs);
        command.options.childFDs = childFDs;
        command.options.newProcessGroup = true;
        if (!spawn(index, command))
            return false;
        input = nextInput;
    }
    return true;
}

// False: it is a mistake, which its processEnded still tells.
bool PipelinePrivate::spawn(qsizetype index, const Command &command)
{
    Reactor *const reactor = Reactor::instance();
    const InBackground spawns(*reactor);
    ProcessTransport *const transport =
        reactor->spawnProcess(std::make_unique<Member>(this, index), command);
    m_children[std::size_t(index)].transport = transport;
    transport->pauseProducing();
    return !transport->exitReason();
}

// The leader by the KILL, which then is its reason; its group by the stop. Who may not be signalled
// is not waited for.
void PipelinePrivate::fail()
{
    m_state = State::Failing;
    for (auto child = m_children.rbegin(); child != m_children.rend(); ++child) {
        if (child->reason)
            continue;
        if (!child->transport) {
            child->reason = ExitReason::notStarted(
                {Stage::Fork, ECANCELED, QStringLiteral("another command could not be started")});
            --m_notEnded;
        } else {
            kill(child->transport);
        }
    }
    m_pipes.clear();
}

void PipelinePrivate::kill(ProcessTransport *transport)
{
    if (!transport->exitReason() && !transport->signalProcess(QStringLiteral("KILL"))) {
        delete transport;
        return;
    }
    transport->stopWithin(milliseconds::zero());
    letGo(transport);
}

// A reader that stayed paused would keep the child from ending.
void PipelinePrivate::letGo(ProcessTransport *transport)
{
    transport->setHolderTimeout(milliseconds::zero());
    transport->loseConnection();
}

// Those that were stopped before they had started do not start any more, and the others have the
// grace to end.
void PipelinePrivate::endWithoutStart()
{
    m_state = State::Failing;
    for (const Child &child : m_children) {
        if (child.transport && !child.reason)
            letGo(child.transport);
    }
    m_pipes.clear();
}

void PipelinePrivate::connected(qsizetype index)
{
    if (std::exchange(m_children[std::size_t(index)].isConnected, true))
        return;
    if (--m_notConnected == 0 && m_state == State::Starting)
        begin();
}

// While a pipe's end is open in this program, no child meets the end of the pipe.
void PipelinePrivate::begin()
{
    m_state = State::Running;
    m_pipes.clear();
    for (const Child &child : m_children) {
        if (child.transport)
            child.transport->resumeProducing();
    }
    setPaused(m_isPaused);
    Q_EMIT q->started(Pipeline::QPrivateSignal());
}

void PipelinePrivate::ended(qsizetype index, const ExitReason &reason)
{
    Child &child = m_children[std::size_t(index)];
    if (child.reason)
        return;
    child.reason = reason;
    --m_notEnded;
    const bool isMissing =
        reason.kind() == ExitReason::Kind::NotStarted && m_state == State::Starting;
    if (isMissing && m_isStopped)
        endWithoutStart();
    else if (isMissing)
        fail();
    endIfDone();
}

// The others do not wait for it. Not from the event loop, perhaps.
void PipelinePrivate::deleted(qsizetype index)
{
    m_notConnected -= std::exchange(m_children[std::size_t(index)].isConnected, true) ? 0 : 1;
    ended(index, ExitReason());
    if (m_state == State::Starting)
        requestTurn();
}

void PipelinePrivate::endIfDone()
{
    if (m_notEnded > 0)
        return;
    m_state = State::Ending;
    requestTurn();
}

// Again for each event dispatcher: what was posted for another one may be gone with it. A turn that
// comes twice does nothing.
void PipelinePrivate::requestTurn()
{
    if (m_state != State::Idle && m_state != State::Ended)
        Later::call(q, [this] { takeTurn(); });
}

void PipelinePrivate::takeTurn()
{
    if (m_state == State::Starting && m_notConnected == 0)
        begin();
    else if (m_state == State::Ending)
        end();
}

void PipelinePrivate::end()
{
    m_state = State::Ended;
    PipelineReason reason;
    for (const Child &child : m_children)
        reason.reasons << *child.reason;
    for (const Command &command : m_commands)
        reason.programs << command.program;
    Q_EMIT q->ended(reason, Pipeline::QPrivateSignal());
}

void PipelinePrivate::stopWithin(milliseconds grace)
{
    m_isStopped = true;
    for (auto child = m_children.rbegin(); child != m_children.rend(); ++child) {
        if (child->transport && !child->reason)
            child->transport->stopWithin(grace);
    }
}

void PipelinePrivate::setPaused(bool paused)
{
    m_isPaused = paused;
    ProcessTransport *const last = transport(m_commands.size() - 1);
    if (!last || m_state != State::Running)
        return;
    if (paused)
        last->pauseChildFD(1);
    else
        last->resumeChildFD(1);
}

Pipeline::Pipeline(const QList<Command> &commands, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<PipelinePrivate>(this, commands))
{ }

Pipeline::~Pipeline() = default;

void Pipeline::start()
{
    d->start();
}

ProcessTransport *Pipeline::transport(int index) const
{
    return d->transport(index);
}

bool Pipeline::write(const QByteArray &data)
{
    ProcessTransport *const first = d->transport(0);
    return first && first->write(data);
}

bool Pipeline::streamFrom(QIODevice *source)
{
    ProcessTransport *const first = d->transport(0);
    return first && first->streamToChild(0, source);
}

void Pipeline::closeInput()
{
    if (ProcessTransport *const first = d->transport(0))
        first->closeStdin();
}

void Pipeline::pause()
{
    d->setPaused(true);
}

void Pipeline::resume()
{
    d->setPaused(false);
}

void Pipeline::stop()
{
    stopWithin(ProcessTransport::defaultGrace);
}

void Pipeline::stopWithin(milliseconds grace)
{
    d->stopWithin(grace);
}

} // namespace Offspring
