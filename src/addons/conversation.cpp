// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beside the walk: expect and send. What is found where is Expectation's to know; here are the
// queues of what is expected and of secrets, and their times.

#include "conversation_p.h"

#include <QtCore/QDebug>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <utility>

namespace Offspring {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds lookPeriod{50};

// A pipe grows to 1 MiB at most, and a device reads no more than 128 KiB at once.
constexpr int readsOfAFullPipe = 16;

template <typename T>
QFuture<T> readyFuture(const T &result)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(result);
    promise.finish();
    return promise.future();
}

} // namespace

ConversationPrivate::ConversationPrivate(Conversation *conversation, ProcessTransport *newTransport)
    : q(conversation)
    , transport(newTransport)
    , m_turn(conversation)
    , m_expectedTime(conversation)
    , m_secretTime(conversation)
    , m_secretLook(conversation)
    , m_dispatcherWatch(
          [this] {
              for (Countdown *each : {&m_turn, &m_expectedTime, &m_secretTime, &m_secretLook})
                  each->dispatcherChanged();
          },
          conversation)
{
    takeStreams();
}

void ConversationPrivate::takeStreams()
{
    const std::optional<int> terminal = transport ? transport->terminalFD() : std::nullopt;
    m_isTerminal = terminal.has_value();
    m_input = std::make_unique<ChildDevice>(transport, terminal.value_or(1));
    m_output = m_input.get();
    if (!m_isTerminal) {
        m_separateOutput = std::make_unique<ChildDevice>(transport, 0);
        m_output = m_separateOutput.get();
    }
    m_hasEnded = !m_input->isReadable();
    QObject::connect(m_input.get(), &QIODevice::readyRead, q, [this] {
        readAvailable();
        requestTurn();
    });
    QObject::connect(m_input.get(), &QIODevice::readChannelFinished, q, [this] {
        readAvailable();
        ended();
    });
}

void ConversationPrivate::readAvailable()
{
    const QByteArray data = m_input->isReadable() ? m_input->readAll() : QByteArray();
    m_received.append(data);
    note(data);
    if (m_expected.empty())
        dropOld();
}

void ConversationPrivate::ended()
{
    m_hasEnded = true;
    requestTurn();
}

void ConversationPrivate::note(QByteArrayView said)
{
    transcript.append(said);
    transcript.dropBefore(transcript.end() - maximumBuffer);
}

void ConversationPrivate::dropOld()
{
    m_received.dropBefore(m_received.end() - maximumBuffer);
}

void ConversationPrivate::setMaximumBuffer(qint64 bytes)
{
    maximumBuffer = std::max(bytes, Expectation::leastMaximum);
    note({});
    if (m_expected.empty())
        return dropOld();
    m_expected.front().expectation.reset(); // it knows another maximum
    requestTurn();
}

void ConversationPrivate::requestTurn()
{
    if (!m_turn.isStarted() && !(m_expected.empty() && m_secrets.empty()))
        m_turn.start(milliseconds::zero());
}

void ConversationPrivate::timeOut(int timerId)
{
    if (m_turn.endIfDue(timerId)) {
        takeTurn();
    } else if (m_expectedTime.endIfDue(timerId)) {
        expectedTimeIsUp();
    } else if (m_secretTime.endIfDue(timerId)) {
        finishSecret(true);
    } else if (m_secretLook.endIfDue(timerId)) {
        m_secretLook.start(lookPeriod);
        finishSecret();
    }
}

// One promise is kept in a turn; each who keeps one asks for the next turn before.
void ConversationPrivate::takeTurn()
{
    if (!finishCancelled() && !finishSecret())
        finishExpected();
}

bool ConversationPrivate::finishCancelled()
{
    const auto isCancelled = [](const auto &each) { return each.promised.isCancelled(); };
    const auto expected = std::find_if(m_expected.begin(), m_expected.end(), isCancelled);
    if (expected != m_expected.end()) {
        Expected gone = std::move(*expected);
        const bool wasFirst = expected == m_expected.begin();
        m_expected.erase(expected);
        if (wasFirst)
            beginExpected();
        requestTurn();
        gone.promised.finish({});
        return true;
    }
    const auto secret = std::find_if(m_secrets.begin(), m_secrets.end(), isCancelled);
    if (secret == m_secrets.end())
        return false;
    Secret gone = std::move(*secret);
    const bool wasFirst = secret == m_secrets.begin();
    m_secrets.erase(secret);
    if (wasFirst)
        beginSecret();
    requestTurn();
    gone.promised.finish(false);
    return true;
}

QFuture<Conversation::Match>
ConversationPrivate::expect(const QList<Conversation::Pattern> &patterns)
{
    for (const Conversation::Pattern &pattern : patterns) {
        const auto *expression = std::get_if<QRegularExpression>(&pattern);
        if (expression && !expression->isValid())
            qWarning() << "Conversation: never found, not valid:" << *expression;
    }
    Promised<Match> promised(q, [this] { requestTurn(); });
    const QFuture<Match> future = promised.future();
    m_expected.push_back({patterns, timeout, std::move(promised)});
    if (m_expected.size() > 1)
        return future;
    readAvailable();
    beginExpected();
    finishExpected(); // nobody waits for it yet
    return future;
}

// The first one's time begins.
void ConversationPrivate::beginExpected()
{
    m_expectedTime.stop();
    if (!m_expected.empty() && m_expected.front().timeout > milliseconds::zero())
        m_expectedTime.start(m_expected.front().timeout);
}

std::optional<Conversation::Match> ConversationPrivate::judgeExpected(bool isTimeUp)
{
    Expected &first = m_expected.front();
    if (first.promised.isCancelled())
        return Match();
    if (!first.expectation)
        first.expectation.emplace(first.patterns, m_received, maximumBuffer);
    const auto found =
        m_hasEnded ? first.expectation->lookLast(m_received) : first.expectation->look(m_received);
    if (found)
        return matchOf(*found);
    dropOld();
    if (!m_hasEnded && !isTimeUp && first.timeout != milliseconds::zero())
        return std::nullopt;
    const QByteArray rest = m_received.view(m_received.begin(), m_received.end()).toByteArray();
    return Match{-1, m_hasEnded ? Why::Ended : Why::TimedOut, rest, {}, {}};
}

Conversation::Match ConversationPrivate::matchOf(const Expectation::Found &found)
{
    const Expectation::Range all = found.captured.constFirst();
    Match match{
        found.index, Why::Matched, m_received.view(found.from, all.first).toByteArray(), {}, {}};
    for (const Expectation::Range &range : found.captured) {
        match.captured << (range.first < 0
                               ? QByteArray()
                               : m_received.view(range.first, range.second).toByteArray());
    }
    match.matched = match.captured.constFirst();
    m_received.dropBefore(all.second);
    return match;
}

bool ConversationPrivate::finishExpected(bool isTimeUp)
{
    if (m_expected.empty())
        return false;
    const std::optional<Match> match = judgeExpected(isTimeUp);
    if (!match)
        return false;
    Expected first = std::move(m_expected.front());
    m_expected.pop_front();
    beginExpected();
    requestTurn();
    first.promised.finish(*match);
    return true;
}

// The loop may have been too busy to read what has come in time.
void ConversationPrivate::expectedTimeIsUp()
{
    for (int i = 0; i < readsOfAFullPipe && !m_hasEnded; ++i) {
        readAvailable();
        if (finishExpected())
            return;
        if (!m_input->waitForReadyRead(0))
            break;
    }
    readAvailable();
    finishExpected(true);
}

bool ConversationPrivate::send(const QByteArray &data)
{
    if (!m_output->isWritable() || m_output->write(data.constData(), data.size()) != data.size())
        return false;
    note(data);
    return true;
}

QFuture<bool> ConversationPrivate::sendSecret(SecretLine secret)
{
    Promised<bool> promised(q, [this] { requestTurn(); });
    const QFuture<bool> future = promised.future();
    m_secrets.push_back({std::move(secret), timeout, std::move(promised)});
    if (m_secrets.size() > 1)
        return future;
    beginSecret();
    finishSecret(); // nobody waits for it yet
    return future;
}

void ConversationPrivate::beginSecret()
{
    m_secretTime.stop();
    m_secretLook.stop();
    if (m_secrets.empty())
        return;
    m_secretLook.start(lookPeriod);
    if (m_secrets.front().timeout > milliseconds::zero())
        m_secretTime.start(m_secrets.front().timeout);
}

std::optional<bool> ConversationPrivate::judgeSecret(bool isTimeUp)
{
    const Secret &first = m_secrets.front();
    const bool isOver = !transport || !m_output->isWritable() || (m_isTerminal && m_hasEnded);
    if (isOver || first.promised.isCancelled())
        return false;
    if (!m_isTerminal || (!transport->isEchoing() && transport->isEditingLines()))
        return type(first.line);
    if (isTimeUp || first.timeout == milliseconds::zero())
        return false;
    return std::nullopt;
}

bool ConversationPrivate::finishSecret(bool isTimeUp)
{
    if (m_secrets.empty())
        return false;
    const std::optional<bool> isTyped = judgeSecret(isTimeUp);
    if (!isTyped)
        return false;
    Promised<bool> promised = std::move(m_secrets.front().promised);
    m_secrets.pop_front(); // and its line is overwritten
    beginSecret();
    requestTurn();
    promised.finish(*isTyped);
    return true;
}

// In two pieces: to append the newline would move the secret, and leave it where it was. The device
// copies what it is given, and overwrites its copy.
bool ConversationPrivate::type(const SecretLine &line)
{
    if (m_output->write(line.data(), line.size()) != line.size() || m_output->write("\n", 1) != 1)
        return false;
    note("***\n");
    return true;
}

// For the last time: whoever waits may do anything but delete the conversation again.
void ConversationPrivate::finishAll()
{
    m_hasEnded = true;
    const QByteArray rest = m_received.view(m_received.begin(), m_received.end()).toByteArray();
    while (!m_expected.empty()) {
        Expected first = std::move(m_expected.front());
        m_expected.pop_front();
        first.promised.finish({-1, Why::Ended, rest, {}, {}});
    }
    while (!m_secrets.empty()) {
        Promised<bool> promised = std::move(m_secrets.front().promised);
        m_secrets.pop_front();
        promised.finish(false);
    }
}

Conversation::Conversation(ProcessTransport *transport, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<ConversationPrivate>(this, transport))
{ }

Conversation::~Conversation()
{
    d->finishAll();
}

ProcessTransport *Conversation::transport() const
{
    return d->transport;
}

QFuture<Conversation::Match> Conversation::expect(const Pattern &pattern)
{
    return d->expect({pattern});
}

QFuture<Conversation::Match> Conversation::expectAny(const QList<Pattern> &patterns)
{
    return d->expect(patterns);
}

void Conversation::setTimeout(milliseconds timeout)
{
    d->timeout = timeout;
}

milliseconds Conversation::timeout() const
{
    return d->timeout;
}

bool Conversation::send(const QByteArray &data)
{
    return d->send(data);
}

bool Conversation::sendLine(const QByteArray &line)
{
    return d->send(line + '\n');
}

QFuture<bool> Conversation::sendSecret(QByteArray &&line)
{
    return d->sendSecret(SecretLine(std::move(line)));
}

void Conversation::setMaximumBuffer(qint64 bytes)
{
    d->setMaximumBuffer(bytes);
}

qint64 Conversation::maximumBuffer() const
{
    return d->maximumBuffer;
}

QByteArray Conversation::transcript() const
{
    return d->transcript.view(d->transcript.begin(), d->transcript.end()).toByteArray();
}

void Conversation::timerEvent(QTimerEvent *event)
{
    d->timeOut(event->timerId());
}

QDebug operator<<(QDebug debug, const Conversation::Match &match)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "Match(" << match.why << ", index " << match.index << ", before "
                    << match.before << ", matched " << match.matched << ')';
    return debug;
}

} // namespace Offspring
