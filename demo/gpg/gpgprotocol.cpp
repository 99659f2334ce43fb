// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgprotocol.h"

#include "archive.h"
#include "descriptorinput.h"
#include "gpgversion.h"
#include "nativepath.h"
#include "unpacking.h"

#include <offspring/processtransport.h>
#include <offspring/reactor.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QBuffer>
#include <QtCore/QFile>
#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

constexpr int progressMilliseconds = 100;
constexpr int terminate = 15; // SIGTERM
constexpr auto graceForGpg = 2s; // after it
constexpr qsizetype longestLine = 65536; // no line of gpg's comes near
constexpr qsizetype longestAgentPassphrase = 255; // what gpg-agent takes, in bytes

std::unique_ptr<QIODevice> bufferOf(const QByteArray &text)
{
    auto result = std::make_unique<QBuffer>();
    result->setData(text);
    result->open(QIODevice::ReadOnly);
    return result;
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
        prepare(std::move(passphrase));
    // What went wrong already is told from the loop, too.
    if (!transport() && !m_helper && !m_unpacking)
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
    if (m_request.takesInput() && !openInput())
        return false;
    if (m_request.hasSignature()) {
        if (m_request.signatureFile.isEmpty())
            m_signature = bufferOf(m_request.signature);
        else if (!openFile(m_signature, m_request.signatureFile))
            return false;
    }
    return m_request.outputFile.isEmpty() || m_request.operation == Operation::Unpack
        || openOutput();
}

bool GpgProtocol::openInput()
{
    if (!m_request.inputFile.isEmpty())
        return openFile(m_input, m_request.inputFile);
    if (m_request.inputFD < 0) {
        m_input = bufferOf(m_request.givenText());
        return true;
    }
    m_input = std::make_unique<DescriptorInput>(m_request.inputFD);
    if (m_input->open(QIODevice::ReadOnly))
        return true;
    fail(Outcome::InputUnreadable, m_input->errorString());
    return false;
}

bool GpgProtocol::openFile(std::unique_ptr<QIODevice> &device, const QString &name)
{
    const int fd = NativePath::openForReading(name);
    const NativePath::Kind kind = NativePath::kindOf(fd);
    const bool isThere = kind != NativePath::Kind::None;
    const QString why = isThere ? u"not a file"_s : qt_error_string(errno);
    if (kind == NativePath::Kind::File) {
        auto file = std::make_unique<QFile>();
        if (file->open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
            device = std::move(file);
            return true;
        }
    }
    NativePath::close(fd);
    const bool isInput = &device == &m_input;
    if (isInput && kind == NativePath::Kind::Folder && m_request.operation == Operation::Encrypt)
        return openFolder();
    // A FIFO or a device would let us wait, and with us the event loop.
    fail(Outcome::InputUnreadable, u"%1: %2"_s.arg(printable(name), why));
    return false;
}

bool GpgProtocol::openFolder()
{
    m_archive = new Archive(m_request.inputFile, this);
    connect(m_archive, &Archive::ended, this, [this] {
        if (std::exchange(m_awaitsArchive, false))
            settle();
    });
    if (m_archive->start())
        return true;
    fail(Outcome::InputUnreadable,
         u"%1: %2"_s.arg(printable(m_request.inputFile), m_archive->fault()));
    return false;
}

bool GpgProtocol::openOutput()
{
    m_file = std::make_unique<OutputFile>(m_request.outputFile, m_request.replaceOutputFile);
    const OutputFile::State state = m_file->open(m_request.outputIsSecret());
    if (state == OutputFile::State::Fine && !isInTheWay(m_input.get())
        && !isInTheWay(m_signature.get()))
        return true;
    if (state == OutputFile::State::Fine)
        fail(Outcome::BadRequest, u"The output would take the place of what is read."_s);
    else
        setOutputFault(state);
    return false;
}

/// Its own input it would destroy, when it has come out of it.
bool GpgProtocol::isInTheWay(const QIODevice *device) const
{
    const auto *const file = qobject_cast<const QFile *>(device);
    const int fd = file ? file->handle() : device == m_input.get() ? m_request.inputFD : -1;
    return m_file->replaces(fd);
}

void GpgProtocol::setOutputFault(OutputFile::State state)
{
    const QString name = printable(m_request.outputFile);
    if (state == OutputFile::State::Exists)
        fail(Outcome::OutputExists, name);
    else
        fail(Outcome::OutputUnwritable, u"%1: %2"_s.arg(name, m_file->fault()));
}

/// For what takes several steps of gpg's. Its own finished() goes to whoever connects that; then it
/// is gone.
GpgProtocol *GpgProtocol::helper(const GpgRequest &request)
{
    m_helper = new GpgProtocol(request, this);
    connect(m_helper, &GpgProtocol::finished, this,
            [this] { std::exchange(m_helper, nullptr)->deleteLater(); });
    return m_helper;
}

GpgRequest GpgProtocol::listing(const QStringList &keys, bool secretOnes) const
{
    return {.operation = Operation::ListKeys,
            .keys = keys,
            .secretKeys = secretOnes,
            .certifications = m_request.operation == Operation::CertifyKey,
            .program = m_request.program,
            .home = m_request.home};
}

/// Some have to know the key as it is.
void GpgProtocol::prepare(Secret passphrase)
{
    if (m_request.operation == Operation::Unpack)
        return unpack();
    const bool isChange = m_request.operation == Operation::RenewKey
        || (m_request.operation == Operation::ChangePassphrase && !m_request.onlyTry);
    if (!isChange)
        return spawn(std::move(passphrase));
    m_oldPassphrase = std::move(passphrase);
    auto *const keys = helper(listing(m_request.keys, true));
    connect(keys, &GpgProtocol::finished, this, [this](const GpgResult &result) {
        m_record.nameKeys(result.keys);
        if (!result.isDone())
            fail(result.outcome, result.detail);
        goOn();
    });
    keys->start();
}

void GpgProtocol::unpack()
{
    m_unpacking = new Unpacking(m_input.get(), m_request.outputFile, this);
    connect(m_unpacking, &Unpacking::ended, this, [this] {
        m_progressTimer.stop();
        GpgResult result = m_unpacking->result(faultOfInput());
        result.bytesIn = bytesIn();
        dropFiles();
        tell(result);
    });
    m_progressTimer.start(progressMilliseconds, this);
    m_unpacking->start();
}

void GpgProtocol::goOn()
{
    if (m_ending.isCancelled || m_ending.ownFailure)
        return conclude();
    m_dialogue = GpgDialogue(m_request, m_record.key(m_request.keys.value(0)));
    const bool asksUs =
        m_request.unlocking == GpgRequest::Unlocking::Ask || !m_oldPassphrase.isEmpty();
    if (m_request.operation == Operation::ChangePassphrase && asksUs
        && !std::exchange(m_isTried, true))
        tryPassphrase();
    else
        spawn({});
}

/// Of the parts of a key gpg goes on with the next one when the passphrase of one is wrong, and so
/// would change some of them only.
void GpgProtocol::tryPassphrase()
{
    GpgRequest trial = m_request;
    trial.onlyTry = true;
    trial.unlocking = GpgRequest::Unlocking::Ask;
    auto *const gpg = helper(trial);
    connect(gpg, &GpgProtocol::passphraseWanted, this, [this, gpg] {
        if (m_oldPassphrase.isEmpty())
            Q_EMIT passphraseWanted(questionOfKey());
        else
            gpg->answer(m_oldPassphrase.clone());
    });
    connect(gpg, &GpgProtocol::statusReceived, this, &GpgProtocol::statusReceived);
    connect(gpg, &GpgProtocol::logReceived, this, &GpgProtocol::logReceived);
    connect(gpg, &GpgProtocol::finished, this, [this, gpg](const GpgResult &result) {
        m_prompts = gpg->m_prompts;
        useTried(result);
    });
    gpg->start();
}

void GpgProtocol::useTried(const GpgResult &result)
{
    const auto key = m_record.key(m_request.keys.value(0));
    const QList<GpgSubkey> parts = key ? key->subkeys : QList<GpgSubkey>();
    const auto partsHere = std::count_if(parts.begin(), parts.end(), [](const GpgSubkey &part) {
        return part.secret == GpgSubkey::Secret::Here;
    });
    const int asked = std::exchange(m_prompts, 0);
    m_isProtected = asked > 0;
    if (!result.isDone())
        fail(result.outcome, result.detail);
    else if (m_isProtected && asked != partsHere)
        fail(Outcome::Failed, u"some parts of the key have a passphrase, and some have none."_s);
    goOn();
}

GpgQuestion GpgProtocol::questionOfKey() const
{
    const auto key = m_record.key(m_request.keys.value(0));
    return {.owner = key ? key->owner() : QString(), .keyId = m_request.keys.value(0).right(16)};
}

void GpgProtocol::spawn(Secret passphrase)
{
    using Passphrase = GpgCommand::Passphrase;
    // Parameters are read in batch mode, in which gpg does not ask.
    const bool asksUs =
        (m_request.unlocking == GpgRequest::Unlocking::Ask || !m_oldPassphrase.isEmpty())
        && !m_request.hasParameters();
    const auto way = !m_request.needsPassphrase() ? Passphrase::None
        : !passphrase.isEmpty()                   ? Passphrase::Given
        : asksUs                                  ? Passphrase::OnDemand
                                                  : Passphrase::None;
    GpgRequest request = m_request;
    if (m_archive) // so that whoever decrypts it knows what it is
        request.furtherOptions << u"--set-filename"_s
                               << printable(Archive::nameOf(m_request.inputFile));
    const GpgCommand command = GpgCommand::of(request, way);
    m_command = command.toString();

    Offspring::SpawnOptions options;
    options.env = m_request.environment();
    options.childFDs = command.childFDs;
    options.newProcessGroup = true; // so that cancel() reaches what gpg starts
    options.parentDeathSignal = terminate; // whoever ends the desk ends its gpg
    options.pipeSize = 1 << 20; // data at the speed of a file
    options.holderTimeout = 2s; // a helper of gpg's may outlive it
    if (m_archive)
        options.childFDs.insert(GpgFD::Input, m_archive->readEnd());
    auto *const reactor = Offspring::Reactor::instance();
    auto *const child = reactor->spawnProcess(this, m_request.program, command.arguments, options);
    if (m_archive)
        m_archive->closeReadEnd(); // tar is to hear when gpg is gone

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
    if (!transport() && !m_helper)
        return;
    if (passphrase.isEmpty()) // gpg would make a key without one
        return fail(Outcome::PassphraseMissing, {});
    const QString fault = faultOf(passphrase, true); // it goes by way of the agent
    if (!fault.isEmpty())
        return fail(Outcome::PassphraseUnfit, fault);
    // gpg asks again for each part of a key.
    const bool isChange = m_request.operation == Operation::ChangePassphrase && !m_request.onlyTry;
    if (isChange && !m_helper)
        m_newPassphrase = passphrase.clone();
    else if (isChange || m_request.onlyTry || m_request.operation == Operation::RenewKey)
        m_oldPassphrase = passphrase.clone();
    if (m_helper)
        m_helper->answer(std::move(passphrase));
    else
        send(GpgFD::Command, std::move(passphrase));
}

void GpgProtocol::cancel()
{
    if (m_isConcluded)
        return;
    m_ending.isCancelled = true;
    end();
    m_version.cancel();
    if (m_helper)
        m_helper->cancel();
}

/// Of gpg, not by closing its input: that would be a whole one to it.
void GpgProtocol::end()
{
    if (auto *const child = transport()) {
        child->abortChildFD(GpgFD::Passphrase); // these first: what is queued is wiped
        child->abortChildFD(GpgFD::Command);
        child->stopWithin(graceForGpg);
    }
    if (m_archive)
        m_archive->cancel();
    if (m_unpacking)
        m_unpacking->cancel();
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
    if (m_archive && m_archive->isRunning()) {
        m_awaitsArchive = true;
        return m_archive->closeReadEnd();
    }
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
    const QStringList names = keysToName();
    // As whom it would have signed, gpg does not say.
    const bool hasNoSigner = m_record.hasArgument("FAILURE", "sign");
    if ((names.isEmpty() && !hasNoSigner) || m_ending.isCancelled || m_ending.ownFailure)
        return conclude();
    auto *const keys = helper(listing(names, hasNoSigner));
    connect(keys, &GpgProtocol::finished, this, [this](const GpgResult &result) {
        m_record.nameKeys(result.keys);
        conclude();
    });
    keys->start();
}

QStringList GpgProtocol::keysToName() const
{
    QStringList result = m_record.keysToName();
    if (m_request.operation == Operation::Encrypt)
        result << m_request.recipients << m_request.alsoTo;
    if (m_request.isOnOneKey())
        result << m_request.keys;
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
    if (m_ending.ownFailure || !m_request.writesData())
        return;
    if (m_file && !m_file->write(data)) {
        setOutputFault(OutputFile::State::Failed);
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
        if (const QString fault = faultOfInput(); !fault.isEmpty())
            fail(Outcome::InputUnreadable, fault);
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

/// While it was read; empty: none.
QString GpgProtocol::faultOfInput() const
{
    if (const auto *const file = qobject_cast<const QFile *>(m_input.get());
        file && file->error() != QFile::NoError)
        return u"%1: %2"_s.arg(printable(m_request.inputFile), file->errorString());
    const auto *const input = qobject_cast<const DescriptorInput *>(m_input.get());
    return input && input->hasFailed() ? input->errorString() : QString();
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
        promptForPassphrase();
    } else if (line.argument(0) == "detached_signature.filename") {
        fail(Outcome::NotEncrypted, {});
    } else if (const auto answer = m_dialogue.answerTo(line)) {
        transport()->writeToChild(GpgFD::Command, *answer + '\n');
    } else if (line.argument(0) == "keygen.valid") {
        fail(Outcome::BadRequest,
             u"gpg takes “%1” for no time to expire that is to come."_s.arg(m_request.expiry));
    } else {
        fail(Outcome::Failed,
             u"it asks for “%1”."_s.arg(printable(QString::fromUtf8(line.from(0)))));
    }
}

void GpgProtocol::promptForPassphrase()
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
    // From the loop, so that a dialog may run its own in there, while gpg is heard on.
    QMetaObject::invokeMethod(
        this,
        [this, question] {
            if (!m_isConcluded)
                Q_EMIT passphraseWanted(question);
        },
        Qt::QueuedConnection);
}

void GpgProtocol::tellWhatTakesTime(const StatusLine &line)
{
    if (line.keyword() == "PINENTRY_LAUNCHED") {
        setBusy(u"waiting for pinentry (process %1), which asks for the passphrase"_s.arg(
            line.argument(0).toInt()));
    } else if (const auto progress = GpgProgress::parse(line)) {
        if (progress->what == u"primegen" || progress->what == u"need_entropy")
            setBusy(u"making a key"_s);
        else if (m_archive || (m_input && m_input->isSequential()))
            Q_EMIT progressed(progress->current, -1);
    } else {
        setBusy({});
    }
}

void GpgProtocol::logLine(const QByteArray &line)
{
    m_record.addLog(line);
    if (m_request.operation == Operation::RenewKey
        && m_record.logHas(GpgRecord::LogFact::KeyNotSigned))
        m_dialogue.giveUp();
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
    auto *const reader = m_unpacking ? m_unpacking->transport() : transport();
    if (m_input && !m_input->isSequential() && reader) {
        const qint64 waiting = reader->bytesToWrite(GpgFD::Input); // tar has the same
        Q_EMIT progressed(m_input->pos() - waiting, m_input->size());
    }
}

void GpgProtocol::conclude()
{
    m_progressTimer.stop();
    m_passphrases.clear();
    m_oldPassphrase.wipe();
    m_newPassphrase.wipe();
    const bool takesAll =
        m_request.operation == Operation::Encrypt || m_request.operation == Operation::Sign;
    m_ending.bytesOut = m_bytesOut;
    m_ending.isComplete =
        !m_ending.reason.truncated() && !(takesAll && m_input && !m_input->atEnd());

    GpgResult result = resultOf(GpgVerdict(m_request, m_record, m_ending));
    if (result.outcome == Outcome::NoLoopback && mayUsePinentry())
        return usePinentry();
    if (result.isDone() && m_archive && !m_archive->fault().isEmpty()) {
        result.outcome = Outcome::InputUnreadable; // gpg took its end for a good one
        result.detail = u"%1: %2"_s.arg(printable(m_request.inputFile), m_archive->fault());
    } else if (result.isDone() && publish(result) && m_archive) {
        result.notes << u"The folder is in it as the archive %1."_s.arg(
            printable(Archive::nameOf(m_request.inputFile)));
    }
    dropFiles();
    tell(result);
}

void GpgProtocol::dropFiles()
{
    m_file.reset();
    m_output.clear();
    m_input.reset();
    m_signature.reset();
}

void GpgProtocol::tell(const GpgResult &result)
{
    m_isConcluded = true;
    // Either may be the end of this object.
    QPromise<GpgResult> promise = std::move(m_promise);
    Q_EMIT finished(result);
    promise.addResult(result);
    promise.finish();
}

/// What is read from a descriptor is read.
bool GpgProtocol::mayUsePinentry() const
{
    return m_request.inputFD < 0 && !m_ending.isCancelled && !m_ending.ownFailure;
}

/// gpg-agent does not let us ask for it.
void GpgProtocol::usePinentry()
{
    dropFiles();
    GpgRequest request = m_request;
    request.unlocking = GpgRequest::Unlocking::Pinentry;
    auto *const gpg = helper(request);
    connect(gpg, &GpgProtocol::statusReceived, this, &GpgProtocol::statusReceived);
    connect(gpg, &GpgProtocol::logReceived, this, &GpgProtocol::logReceived);
    connect(gpg, &GpgProtocol::progressed, this, &GpgProtocol::progressed);
    connect(gpg, &GpgProtocol::busyWith, this, &GpgProtocol::busyWith);
    connect(gpg, &GpgProtocol::finished, this, [this](GpgResult result) {
        if (result.outcome == Outcome::NoPinentry)
            result.outcome = Outcome::NoLoopback; // it leaves no other way
        else
            result.notes.prepend(
                u"gpg-agent takes a passphrase only from its own pinentry "
                "(no-allow-loopback-pinentry is in gpg-agent.conf), so that has asked for it."_s);
        tell(result);
    });
    gpg->start();
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
    result.bytesIn = bytesIn();
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
    const OutputFile::State state = m_file->publish();
    if (state == OutputFile::State::Fine) {
        result.outputFile = m_request.outputFile;
        return true;
    }
    m_ending.ownFailure.reset(); // none came before
    setOutputFault(state);
    result.outcome = *m_ending.ownFailure;
    result.detail = m_ending.ownDetail;
    return false;
}

qint64 GpgProtocol::bytesIn() const
{
    const auto *const input = qobject_cast<DescriptorInput *>(m_input.get());
    return input ? input->bytesTaken() : m_input ? m_input->pos() : 0;
}
