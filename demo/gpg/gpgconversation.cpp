// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgconversation.h"

#include "gpgcommand.h"
#include "words.h"

#include <offspring/linereceiver.h>
#include <offspring/processtransport.h>

#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>

#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

constexpr qsizetype longestLine = 65536; // gpg writes none of a length like that
constexpr qsizetype longestAgentPassphrase = 255; // what gpg-agent takes, in bytes

} // namespace

/// Lines, and what is left of one that was too long, which is never taken for another.
class GpgConversation::Lines : public Offspring::LineReceiver
{
public:
    using Handler = std::function<void(const QByteArray &)>;

    /// \a onPart gets what is too long for a line, in parts.
    Lines(Handler onLine, Handler onPart)
        : m_onLine(std::move(onLine))
        , m_onPart(std::move(onPart))
    {
        setMaximumLength(longestLine);
    }
    void lineReceived(const QByteArray &line) override
    {
        (std::exchange(m_isInPart, false) ? m_onPart : m_onLine)(line);
    }
    void lineLengthExceeded(const QByteArray &everything) override
    {
        const qsizetype end = everything.indexOf('\n');
        m_isInPart = end < 0;
        if (!m_isInPart)
            setLineMode(everything.sliced(end + 1));
        m_onPart(everything.first(m_isInPart ? everything.size() : end));
    }

private:
    const Handler m_onLine;
    const Handler m_onPart;
    bool m_isInPart = false;
};

GpgConversation::GpgConversation(const GpgRequest &request, const Offspring::ProcessProtocol &gpg,
                                 QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_gpg(gpg)
{
    // What follows the beginning of a line must never be taken for a line.
    const auto refuse = [this](const QByteArray &) {
        Q_EMIT failed(Outcome::Failed, Words::tr("it wrote a line without end"));
    };
    const auto log = [this](const QByteArray &line) { addLogLine(line); };
    const auto show = [this](const QByteArray &line) { showLog(line); };
    const auto addKey = [this](const QByteArray &line) {
        if (const auto key = m_listing.addLine(line))
            m_newKeys << *key;
    };
    m_statusLines =
        std::make_unique<Lines>([this](const QByteArray &line) { addStatusLine(line); }, refuse);
    m_logLines = std::make_unique<Lines>(log, show);
    m_errorLines = std::make_unique<Lines>(log, show); // where gpg complains of its settings
    m_keyLines = std::make_unique<Lines>(addKey, refuse);
}

GpgConversation::~GpgConversation() = default;

QString GpgConversation::faultOf(const Secret &passphrase, bool isForAgent)
{
    if (passphrase.hasLineBreakOrNul())
        return Words::tr("it has a line break or a NUL in it.");
    if (isForAgent && passphrase.size() > longestAgentPassphrase)
        return Words::tr("gpg-agent takes no more than 255 bytes.");
    return {};
}

bool GpgConversation::asksHere() const
{
    return m_request.unlocking == GpgRequest::Unlocking::Ask || !m_oldPassphrase.isEmpty();
}

void GpgConversation::receive(int childFD, const QByteArray &data)
{
    switch (childFD) {
    case GpgFD::Status:
        return m_statusLines->dataReceived(data);
    case GpgFD::Log:
        return m_logLines->dataReceived(data);
    case GpgFD::Errors:
        return m_errorLines->dataReceived(data);
    default:
        break;
    }
}

void GpgConversation::receiveKeys(const QByteArray &data)
{
    m_keyLines->dataReceived(data);
    if (m_newKeys.isEmpty())
        return;
    const QList<GpgKey> batch = std::exchange(m_newKeys, {});
    m_keys += batch;
    Q_EMIT keysListed(batch);
}

void GpgConversation::finish(int childFD)
{
    switch (childFD) {
    case GpgFD::Status:
        return m_statusLines->flush();
    case GpgFD::Log:
        return m_logLines->flush();
    case GpgFD::Errors:
        return m_errorLines->flush();
    default:
        break;
    }
}

void GpgConversation::finishKeys()
{
    if (const auto key = m_listing.finish()) {
        m_keys << *key;
        Q_EMIT keysListed({*key});
    }
}

void GpgConversation::beginDialogue()
{
    m_dialogue = GpgDialogue(m_request, m_record.key(m_request.keys.value(0)));
}

void GpgConversation::send(int childFD, Secret passphrase)
{
    passphrase.append(u"\n");
    m_gpg.transport()->writeToChild(childFD, passphrase.shared());
    m_sent.push_back(std::move(passphrase));
}

void GpgConversation::end()
{
    m_isOver = true;
    m_sent.clear();
    m_oldPassphrase.wipe();
    m_newPassphrase.wipe();
}

GpgQuestion GpgConversation::questionOfKey() const
{
    const auto key = m_record.key(m_request.keys.value(0));
    return {.owner = key ? key->owner() : QString(), .keyId = m_request.keys.value(0).right(16)};
}

void GpgConversation::addStatusLine(const QByteArray &line)
{
    const auto status = StatusLine::parse(line);
    if (!status)
        return;
    const QPointer<GpgConversation> alive(this);
    m_record.addStatus(*status);
    if (status->keyword() != "SESSION_KEY") // opens the message for whoever sees it
        Q_EMIT statusReceived(line);
    if (alive)
        showActivity(*status);
    if (alive && m_gpg.transport())
        act(*status);
}

void GpgConversation::act(const StatusLine &status)
{
    static const QByteArrayList encrypted = {"ENC_TO", "NEED_PASSPHRASE_SYM", "BEGIN_DECRYPTION"};
    const QByteArray &keyword = status.keyword();
    if (m_request.operation == Operation::Verify && encrypted.contains(keyword)) {
        Q_EMIT failed(Outcome::Encrypted, {}); // who verifies has not asked for that
    } else if (keyword == "DECRYPTION_FAILED") {
        m_gpg.transport()->abortChildFD(GpgFD::Input); // gpg would read the rest, for nothing
    } else if (keyword == "USERID_HINT") {
        m_question.owner = m_record.passphraseOwner();
    } else if (keyword == "NEED_PASSPHRASE") {
        m_question.keyId = QString::fromLatin1(status.argument(0));
    } else if (keyword == "NEED_PASSPHRASE_SYM") {
        m_question = {};
    } else if (keyword == "GOT_IT") {
        m_sent.clear();
    } else if (keyword.startsWith("GET_")) {
        answer(status);
    }
}

void GpgConversation::answer(const StatusLine &question)
{
    if (question.keyword() == "GET_HIDDEN" && question.argument(0) == "passphrase.enter") {
        answerWithPassphrase();
    } else if (question.argument(0) == "detached_signature.filename") {
        Q_EMIT failed(Outcome::NotEncrypted, {});
    } else if (const auto answer = m_dialogue.answerTo(question)) {
        m_gpg.transport()->writeToChild(GpgFD::Command, *answer + '\n');
    } else if (question.argument(0) == "keygen.valid") {
        Q_EMIT failed(Outcome::BadRequest,
                      Words::tr("gpg takes “%1” for no time to expire that is to come.")
                          .arg(m_request.expiry));
    } else {
        Q_EMIT failed(
            Outcome::Failed,
            Words::tr("it asks for “%1”.").arg(printable(QString::fromUtf8(question.from(0)))));
    }
}

/// One that is known, or else the user's.
void GpgConversation::answerWithPassphrase()
{
    GpgQuestion question = std::exchange(m_question, {});
    const bool isChange = m_request.operation == Operation::ChangePassphrase && !m_request.onlyTry;
    const bool isFirst = m_prompts++ == 0;
    const bool wantsNew = isChange && !(isFirst && m_isProtected);
    const Secret &known = wantsNew ? m_newPassphrase : m_oldPassphrase;
    if (!known.isEmpty())
        return send(GpgFD::Command, known.clone());
    if (isChange || m_request.onlyTry)
        question = questionOfKey();
    question.isNew = wantsNew;
    // From the loop: a slot may run a dialog's own loop, in which gpg goes on to be read.
    QMetaObject::invokeMethod(
        this,
        [this, question] {
            if (!m_isOver)
                Q_EMIT passphraseWanted(question);
        },
        Qt::QueuedConnection);
}

/// What takes its time.
void GpgConversation::showActivity(const StatusLine &line)
{
    if (line.keyword() == "PINENTRY_LAUNCHED") {
        setBusy(Words::tr("waiting for pinentry (process %1), which asks for the passphrase")
                    .arg(line.argument(0).toInt()));
    } else if (const auto progress = GpgProgress::parse(line)) {
        if (progress->what == u"primegen" || progress->what == u"need_entropy")
            setBusy(Words::tr("making a key"));
        else
            Q_EMIT progressed(progress->current);
    } else {
        setBusy({});
    }
}

void GpgConversation::addLogLine(const QByteArray &line)
{
    m_record.addLog(line);
    if (m_request.operation == Operation::RenewKey
        && m_record.logHas(GpgRecord::LogFact::KeyNotSigned))
        m_dialogue.giveUp();
    static const QRegularExpression waiting(u"\\Agpg: waiting for lock \\(held by ([0-9]+)"_s);
    const QPointer<GpgConversation> alive(this);
    if (const auto match = waiting.match(QString::fromUtf8(line)); match.hasMatch()) {
        setBusy(Words::tr("waiting for the key ring, which process %1 has locked")
                    .arg(match.captured(1).toInt()));
    }
    if (alive)
        showLog(line);
}

/// To people, without what opens the message for whoever sees it.
void GpgConversation::showLog(const QByteArray &line)
{
    const bool opensTheMessage =
        line.contains("session key: ") || line.contains("seskey: ") || line.contains("DEK ");
    if (!opensTheMessage)
        Q_EMIT logReceived(line);
}

void GpgConversation::setBusy(const QString &what)
{
    if (what != std::exchange(m_busyWith, what))
        Q_EMIT busyWith(what);
}
