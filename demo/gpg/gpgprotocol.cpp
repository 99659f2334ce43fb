// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgprotocol.h"

#include "gpgversion.h"

#include <offspring/processtransport.h>
#include <offspring/reactor.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QBuffer>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

constexpr int progressMilliseconds = 100;
constexpr auto graceForGpg = 2s; // after SIGTERM
constexpr qsizetype longestLine = 65536; // no line of gpg's comes near
constexpr qsizetype longestAgentPassphrase = 255; // what gpg-agent takes, in bytes

/// What was written in part says why only when the rest is tried.
bool writeWhole(QIODevice &device, QByteArrayView data)
{
    while (!data.isEmpty()) {
        const qint64 count = device.write(data.data(), data.size());
        if (count <= 0)
            return false;
        data = data.sliced(count);
    }
    return true;
}

} // namespace

/// Lines, and what is left of one that was too long, which is never taken for another.
class GpgProtocol::Lines : public Offspring::LineReceiver
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

GpgProtocol::GpgProtocol(const GpgRequest &request, QObject *parent)
    : ProcessProtocol(parent)
    , m_request(request)
{
    // What follows the beginning of a line must never be taken for a line.
    const auto refuse = [this](const QByteArray &) {
        fail(Outcome::Failed, u"it wrote a line without end"_s);
    };
    const auto log = [this](const QByteArray &line) { logLine(line); };
    const auto show = [this](const QByteArray &line) { tellLog(line); };
    const auto addKey = [this](const QByteArray &line) {
        if (const auto key = m_listing.addLine(line))
            m_newKeys << *key;
    };
    m_statusLines =
        std::make_unique<Lines>([this](const QByteArray &line) { statusLine(line); }, refuse);
    m_logLines = std::make_unique<Lines>(log, show);
    m_errorLines = std::make_unique<Lines>(log, show); // where gpg complains of its settings
    m_keyLines = std::make_unique<Lines>(addKey, refuse);
    connect(&m_watcher, &QFutureWatcher<GpgResult>::canceled, this, &GpgProtocol::cancel);
    connect(&m_version, &QFutureWatcherBase::finished, this, &GpgProtocol::settle);
}

/// Deleted while gpg runs: gpg goes too.
GpgProtocol::~GpgProtocol()
{
    m_version.cancel();
    end();
}

QFuture<GpgResult> GpgProtocol::start(Secret passphrase)
{
    m_promise.start();
    m_watcher.setFuture(m_promise.future());
    // To decrypt it may be for the data itself, and the agent does not see it.
    const bool isForAgent = !m_request.symmetric && m_request.operation != Operation::Decrypt;
    const QString fault = m_request.fault();
    const QString passphraseFault = faultOf(passphrase, isForAgent);
    m_ending.hadPassphrase = !passphrase.isEmpty();
    if (!fault.isEmpty())
        fail(Outcome::BadRequest, fault);
    else if (!passphraseFault.isEmpty())
        fail(Outcome::PassphraseUnfit, passphraseFault);
    else if (openFiles())
        spawn(std::move(passphrase));
    // What went wrong already is told from the loop, too.
    if (!transport())
        QMetaObject::invokeMethod(
            this, [this] { conclude(); }, Qt::QueuedConnection);
    return m_promise.future();
}

/// Empty: none, or no passphrase was given.
QString GpgProtocol::faultOf(const Secret &passphrase, bool isForAgent)
{
    if (passphrase.hasLineBreakOrNul())
        return u"it has a line break or a NUL in it."_s;
    if (isForAgent && passphrase.size() > longestAgentPassphrase)
        return u"gpg-agent takes no more than 255 bytes."_s;
    return {};
}

bool GpgProtocol::openFiles()
{
    if (m_request.takesInput() && !openInput(m_input, m_request.inputFile, m_request.text))
        return false;
    if (m_request.operation == Operation::Verify
        && !openInput(m_signature, m_request.signatureFile, m_request.signature))
        return false;
    return m_request.outputFile.isEmpty() || openOutput();
}

bool GpgProtocol::openInput(std::unique_ptr<QIODevice> &device, const QString &name,
                            const QByteArray &text)
{
    if (name.isEmpty()) {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(text);
        device = std::move(buffer);
    } else {
        device = std::make_unique<QFile>(name);
    }
    // A FIFO or a device would let us wait, and with us the event loop.
    const QFileInfo file(name);
    const bool lasts = file.exists() && !file.isFile() && name != u"/dev/stdin"_s;
    if (!lasts && device->open(QIODevice::ReadOnly))
        return true;
    fail(Outcome::InputUnreadable,
         u"%1: %2"_s.arg(name, lasts ? u"not a file"_s : device->errorString()));
    return false;
}

bool GpgProtocol::openOutput()
{
    if (!m_request.replaceOutputFile && QFileInfo::exists(m_request.outputFile)) {
        fail(Outcome::OutputExists, m_request.outputFile);
        return false;
    }
    m_file = std::make_unique<QSaveFile>(m_request.outputFile);
    // Unbuffered: a buffer that goes to a full disk in part does not know why.
    bool isOpen = m_file->open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    if (isOpen && m_request.outputIsSecret())
        isOpen = m_file->setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!isOpen)
        fail(Outcome::OutputUnwritable,
             u"%1: %2"_s.arg(m_request.outputFile, m_file->errorString()));
    return isOpen;
}

void GpgProtocol::spawn(Secret passphrase)
{
    using Passphrase = GpgCommand::Passphrase;
    // Parameters are read in batch mode, in which gpg does not ask.
    const bool asksUs =
        m_request.unlocking == GpgRequest::Unlocking::Ask && !m_request.hasParameters();
    const auto way = !m_request.needsPassphrase() ? Passphrase::None
        : !passphrase.isEmpty()                   ? Passphrase::Given
        : asksUs                                  ? Passphrase::OnDemand
                                                  : Passphrase::None;
    const GpgCommand command = GpgCommand::of(m_request, way);
    m_command = command.toString();

    Offspring::SpawnOptions options;
    options.env = m_request.environment();
    options.childFDs = command.childFDs;
    options.newProcessGroup = true; // so that cancel() reaches what gpg starts
    options.parentDeathSignal = SIGTERM; // whoever ends the desk ends its gpg
    options.pipeSize = 1 << 20; // data at the speed of a file
    options.holderTimeout = 2s; // a helper of gpg's may outlive it
    auto *const reactor = Offspring::Reactor::instance();
    auto *const child = reactor->spawnProcess(this, m_request.program, command.arguments, options);

    if (way == Passphrase::Given) {
        send(GpgFD::Passphrase, std::move(passphrase));
        child->closeChildFD(GpgFD::Passphrase);
    }
    if (m_input)
        child->streamToChild(GpgFD::Input, m_input.get());
    if (m_signature)
        child->streamToChild(GpgFD::Signature, m_signature.get());
    m_progressTimer.start(progressMilliseconds, this);
}

void GpgProtocol::send(int childFD, Secret passphrase)
{
    passphrase.append(u"\n");
    transport()->writeToChild(childFD, passphrase.shared());
    m_passphrases.push_back(std::move(passphrase));
}

void GpgProtocol::answer(Secret passphrase)
{
    if (!transport())
        return;
    if (passphrase.isEmpty()) // gpg would make a key without one
        return fail(Outcome::PassphraseMissing, {});
    const QString fault = faultOf(passphrase, true); // it goes by way of the agent
    if (fault.isEmpty())
        send(GpgFD::Command, std::move(passphrase));
    else
        fail(Outcome::PassphraseUnfit, fault);
}

void GpgProtocol::cancel()
{
    if (m_isConcluded)
        return;
    m_ending.isCancelled = true;
    end();
    m_version.cancel();
    if (m_names)
        m_names->cancel();
}

/// Of gpg, not by closing its input: that would be a whole one to it.
void GpgProtocol::end()
{
    if (auto *const child = transport()) {
        child->abortChildFD(GpgFD::Passphrase); // these first: what is queued is wiped
        child->abortChildFD(GpgFD::Command);
        child->stopWithin(graceForGpg);
    }
    m_passphrases.clear();
}

void GpgProtocol::fail(Outcome outcome, const QString &detail)
{
    if (!m_ending.ownFailure) {
        m_ending.ownFailure = outcome;
        m_ending.ownDetail = detail;
    }
    end();
}

// A slot may run an event loop in which gpg ends: that is for when it has returned.
template <typename Handle>
void GpgProtocol::handle(Handle handle)
{
    const QPointer<GpgProtocol> alive(this);
    ++m_handlers;
    handle();
    if (alive && --m_handlers == 0 && m_endedMeanwhile) {
        m_ending.reason = *std::exchange(m_endedMeanwhile, std::nullopt);
        settle();
    }
}

/// What gpg has not told, and the verdict needs.
void GpgProtocol::settle()
{
    const bool mayAsk = m_request.version.isNull() && !std::exchange(m_asksVersion, true);
    if (mayAsk && GpgVerdict::needsVersion(m_record, m_ending))
        return m_version.setFuture(GpgVersion::ask(m_request));
    if (m_version.future().resultCount() > 0)
        m_ending.version = GpgVersion::read(m_version.result().out);
    lookUpNames();
}

// gpg names a signer by the key's primary user id, and tells that the key is trusted when any one
// of its user ids is; an imported key that was there it does not name at all.
void GpgProtocol::lookUpNames()
{
    GpgRequest request;
    request.keys = keysToName();
    if (request.keys.isEmpty() || m_ending.isCancelled || m_ending.ownFailure)
        return conclude();
    request.secretKeys = m_record.hasArgument("FAILURE", "sign");
    request.program = m_request.program;
    request.home = m_request.home;
    m_names = new GpgProtocol(request, this);
    connect(m_names, &GpgProtocol::finished, this, [this](const GpgResult &result) {
        m_record.nameKeys(result.keys);
        m_names->deleteLater();
        m_names = nullptr;
        conclude();
    });
    m_names->start();
}

QStringList GpgProtocol::keysToName() const
{
    QStringList result = m_record.keysToName();
    switch (m_request.operation) {
    case Operation::Encrypt:
        result << m_request.recipients << m_request.alsoTo;
        break;
    case Operation::CertifyKey:
    case Operation::OwnKey:
    case Operation::RenewKey:
    case Operation::ChangePassphrase:
        result << m_request.keys;
        break;
    default:
        break;
    }
    result.removeDuplicates();
    return result;
}

void GpgProtocol::childDataReceived(int childFD, const QByteArray &data)
{
    handle([&] { take(childFD, data); });
}

void GpgProtocol::childConnectionLost(int childFD)
{
    handle([&] { finishWith(childFD); });
}

void GpgProtocol::processEnded(const Offspring::ExitReason &reason)
{
    m_endedMeanwhile = reason;
    handle([] {});
}

void GpgProtocol::take(int childFD, const QByteArray &data)
{
    switch (childFD) {
    case GpgFD::Output:
        return m_request.operation == Operation::ListKeys
                || m_request.operation == Operation::ShowKeys
            ? keepKeys(data)
            : keepOutput(data);
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

void GpgProtocol::keepOutput(const QByteArray &data)
{
    m_bytesOut += data.size();
    if (m_ending.ownFailure)
        return;
    if (m_file && !writeWhole(*m_file, data)) {
        fail(Outcome::OutputUnwritable,
             u"%1: %2"_s.arg(m_request.outputFile, m_file->errorString()));
    } else if (!m_file && m_bytesOut > maximumOutput) {
        fail(Outcome::OutputTooLarge, {});
    } else if (!m_file) {
        m_output += data;
    }
}

void GpgProtocol::keepKeys(const QByteArray &data)
{
    m_keyLines->dataReceived(data);
    if (m_newKeys.isEmpty())
        return;
    const QList<GpgKey> batch = std::exchange(m_newKeys, {});
    m_keys += batch;
    Q_EMIT keysListed(batch);
}

void GpgProtocol::finishWith(int childFD)
{
    switch (childFD) {
    case GpgFD::Input:
        if (auto *const file = qobject_cast<QFile *>(m_input.get());
            file && file->error() != QFile::NoError) {
            fail(Outcome::InputUnreadable,
                 u"%1: %2"_s.arg(m_request.inputFile, file->errorString()));
        }
        break;
    case GpgFD::Output:
        if (const auto key = m_listing.finish()) {
            m_keys << *key;
            Q_EMIT keysListed({*key});
        }
        break;
    case GpgFD::Passphrase:
    case GpgFD::Command:
        m_passphrases.clear();
        break;
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

void GpgProtocol::statusLine(const QByteArray &line)
{
    const auto status = StatusLine::parse(line);
    if (!status)
        return;
    const QPointer<GpgProtocol> alive(this);
    m_record.addStatus(*status);
    if (status->keyword() != "SESSION_KEY") // opens the message for whoever sees it
        Q_EMIT statusReceived(line);
    if (alive)
        tellWhatTakesTime(*status);
    if (alive && transport())
        act(*status);
}

void GpgProtocol::act(const StatusLine &status)
{
    static const QByteArrayList encrypted = {"ENC_TO", "NEED_PASSPHRASE_SYM", "BEGIN_DECRYPTION"};
    const QByteArray &keyword = status.keyword();
    if (m_request.operation == Operation::Verify && encrypted.contains(keyword)) {
        fail(Outcome::Encrypted, {}); // who verifies has not asked for that
    } else if (keyword == "DECRYPTION_FAILED") {
        transport()->abortChildFD(GpgFD::Input); // gpg would read the rest, for nothing
    } else if (keyword == "USERID_HINT") {
        m_question.owner = m_record.passphraseOwner();
    } else if (keyword == "NEED_PASSPHRASE") {
        m_question.keyId = QString::fromLatin1(status.argument(0));
    } else if (keyword == "NEED_PASSPHRASE_SYM") {
        m_question = {};
    } else if (keyword == "GOT_IT") {
        m_passphrases.clear();
    } else if (keyword.startsWith("GET_")) {
        prompt(status);
    }
}

void GpgProtocol::prompt(const StatusLine &line)
{
    if (line.keyword() == "GET_HIDDEN" && line.argument(0) == "passphrase.enter") {
        // From the loop, so that a dialog may run its own in there, while gpg is heard on.
        QMetaObject::invokeMethod(
            this,
            [this, question = std::exchange(m_question, {})] {
                if (!m_isConcluded)
                    Q_EMIT passphraseWanted(question);
            },
            Qt::QueuedConnection);
    } else if (line.keyword() == "GET_BOOL") {
        transport()->writeToChild(GpgFD::Command, "n\n");
    } else if (line.argument(0) == "detached_signature.filename") {
        fail(Outcome::NotEncrypted, {});
    } else {
        fail(Outcome::Failed, u"it asks for “%1”."_s.arg(QString::fromUtf8(line.from(0))));
    }
}

void GpgProtocol::tellWhatTakesTime(const StatusLine &line)
{
    if (line.keyword() == "PINENTRY_LAUNCHED") {
        setBusy(u"waiting for pinentry (process %1), which asks for the passphrase"_s.arg(
            line.argument(0).toInt()));
    } else if (const auto progress = GpgProgress::parse(line)) {
        if (progress->what == u"primegen" || progress->what == u"need_entropy")
            setBusy(u"making a key"_s);
        else if (m_input && m_input->isSequential())
            Q_EMIT progressed(progress->current, -1);
    } else {
        setBusy({});
    }
}

void GpgProtocol::logLine(const QByteArray &line)
{
    m_record.addLog(line);
    static const QRegularExpression waiting(u"\\Agpg: waiting for lock \\(held by ([0-9]+)"_s);
    const QPointer<GpgProtocol> alive(this);
    if (const auto match = waiting.match(QString::fromUtf8(line)); match.hasMatch()) {
        setBusy(u"waiting for the key ring, which process %1 has locked"_s.arg(
            match.captured(1).toInt()));
    }
    if (alive)
        tellLog(line);
}

/// For people.
void GpgProtocol::tellLog(const QByteArray &line)
{
    const bool opensTheMessage =
        line.contains("session key: ") || line.contains("seskey: ") || line.contains("DEK ");
    if (!opensTheMessage)
        Q_EMIT logReceived(line);
}

void GpgProtocol::setBusy(const QString &what)
{
    if (what != std::exchange(m_busyWith, what))
        Q_EMIT busyWith(what);
}

void GpgProtocol::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_progressTimer.timerId())
        return ProcessProtocol::timerEvent(event);
    if (m_input && !m_input->isSequential() && transport()) {
        const qint64 waiting = transport()->bytesToWrite(GpgFD::Input);
        Q_EMIT progressed(m_input->pos() - waiting, m_input->size());
    }
}

void GpgProtocol::conclude()
{
    m_isConcluded = true;
    m_progressTimer.stop();
    m_passphrases.clear();
    const bool takesAll =
        m_request.operation == Operation::Encrypt || m_request.operation == Operation::Sign;
    m_ending.bytesOut = m_bytesOut;
    m_ending.isComplete =
        !m_ending.reason.truncated() && !(takesAll && m_input && !m_input->atEnd());

    GpgResult result = resultOf(GpgVerdict(m_request, m_record, m_ending));
    if (result.isDone() && !publish(result))
        result.outputFile.clear();
    m_file.reset();
    m_output.clear();
    m_input.reset();
    m_signature.reset();

    // Either may be the end of this object.
    QPromise<GpgResult> promise = std::move(m_promise);
    Q_EMIT finished(result);
    promise.addResult(result);
    promise.finish();
}

GpgResult GpgProtocol::resultOf(const GpgVerdict &verdict) const
{
    GpgResult result;
    result.outcome = verdict.outcome();
    result.detail = verdict.detail();
    result.notes = verdict.notes();
    // Of what is not whole none can be good.
    if (result.isDone() || result.outcome == Outcome::BadSignature)
        result.signatures = m_record.signatures();
    result.encryptedTo = m_record.encryptedTo();
    result.decryptedWith = m_record.decryptedWith();
    result.suggestedName = m_record.suggestedName();
    result.keys = m_keys;
    result.createdKey = m_record.createdKey();
    result.imports = m_record.imports();
    result.newKeys = m_record.newKeys();
    result.bytesIn = m_input ? m_input->pos() : 0;
    result.bytesOut = m_bytesOut;
    result.command = m_command;
    result.reason = m_ending.reason;
    return result;
}

/// What a bad signature is on is nobody's.
bool GpgProtocol::isWithheld(const GpgResult &result) const
{
    return !m_request.evenBadSignature && m_request.operation == Operation::Verify
        && result.worstSignature() == GpgSignature::State::Bad;
}

/// False, with the reason in \a result: the output is not where it should be.
bool GpgProtocol::publish(GpgResult &result)
{
    if (isWithheld(result))
        return true;
    if (!m_file) {
        result.output = m_output;
        return true;
    }
    if (!m_request.replaceOutputFile && QFileInfo::exists(m_request.outputFile)) {
        result.outcome = Outcome::OutputExists;
        result.detail = m_request.outputFile;
    } else if (!m_file->commit()) {
        result.outcome = Outcome::OutputUnwritable;
        result.detail = u"%1: %2"_s.arg(m_request.outputFile, m_file->errorString());
    } else {
        result.outputFile = m_request.outputFile;
        return true;
    }
    return false;
}
