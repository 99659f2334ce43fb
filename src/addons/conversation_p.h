// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CONVERSATION_P_H
#define OFFSPRING_CONVERSATION_P_H

#include "../core/countdown.h"
#include "../core/dispatcherwatch.h"
#include "expectation.h"
#include "receivedbytes.h"
#include "secretline.h"

#include <offspring/childdevice.h>
#include <offspring/conversation.h>
#include <offspring/processtransport.h>

#include <QtCore/QFutureWatcher>
#include <QtCore/QPointer>
#include <QtCore/QPromise>

#include <list>
#include <memory>
#include <optional>

namespace Offspring {

/// What was promised, and perhaps cancelled.
template <typename T>
class Promised
{
public:
    /// \a cancelled: called from the event loop.
    template <typename Function>
    Promised(QObject *context, Function cancelled)
        : m_watcher(std::make_unique<QFutureWatcher<T>>())
    {
        m_promise.start();
        QObject::connect(m_watcher.get(), &QFutureWatcher<T>::canceled, context, cancelled);
        m_watcher->setFuture(m_promise.future());
    }

    QFuture<T> future() const { return m_promise.future(); }
    bool isCancelled() const { return m_promise.isCanceled(); }
    /// Runs what waits for it, and may do anything: the last thing that its owner does.
    void finish(const T &result)
    {
        m_watcher.reset();
        QPromise<T> promise = std::move(m_promise);
        promise.addResult(result);
        promise.finish();
    }

private:
    QPromise<T> m_promise;
    std::unique_ptr<QFutureWatcher<T>> m_watcher;
};

class ConversationPrivate
{
public:
    using Match = Conversation::Match;
    using Why = Conversation::Why;

    ConversationPrivate(Conversation *conversation, ProcessTransport *transport);

    QFuture<Match> expect(const QList<Conversation::Pattern> &patterns);
    QFuture<bool> sendSecret(SecretLine secret);
    bool send(const QByteArray &data);
    void setMaximumBuffer(qint64 bytes);
    void timeOut(int timerId);
    void finishAll();

    Conversation *const q;
    const QPointer<ProcessTransport> transport;
    std::chrono::milliseconds timeout{30'000};
    qint64 maximumBuffer = 1024 * 1024;
    ReceivedBytes transcript;

private:
    struct Expected
    {
        QList<Conversation::Pattern> patterns;
        std::chrono::milliseconds timeout;
        Promised<Match> promised;
        std::optional<Expectation> expectation = {}; // once it is the first
    };
    struct Secret
    {
        SecretLine line;
        std::chrono::milliseconds timeout;
        Promised<bool> promised;
    };

    // What is true of a promise is found out here; that it is kept is each time the last thing that
    // a turn does, because then anything may happen.
    void requestTurn();
    void takeTurn();
    bool finishCancelled();
    bool finishSecret(bool isTimeUp = false);
    bool finishExpected(bool isTimeUp = false);
    void expectedTimeIsUp();

    void takeStreams();
    void readAvailable();
    void ended();
    void note(QByteArrayView said);
    void dropOld();

    void beginExpected();
    std::optional<Match> judgeExpected(bool isTimeUp);
    Match matchOf(const Expectation::Found &found);
    void beginSecret();
    std::optional<bool> judgeSecret(bool isTimeUp);
    bool type(const SecretLine &line);

    std::unique_ptr<ChildDevice> m_input; // ours: what the child says
    std::unique_ptr<ChildDevice> m_separateOutput; // without a terminal
    ChildDevice *m_output = nullptr;
    bool m_isTerminal = false;
    bool m_hasEnded = false;

    ReceivedBytes m_received; // that nobody has consumed
    std::list<Expected> m_expected;
    std::list<Secret> m_secrets;

    Countdown m_turn; // of no time: a turn of the event loop
    Countdown m_expectedTime; // of the first one
    Countdown m_secretTime;
    Countdown m_secretLook;
    DispatcherWatch m_dispatcherWatch;
};

} // namespace Offspring

#endif // OFFSPRING_CONVERSATION_P_H
