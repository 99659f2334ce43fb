// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgjob.h"

#include "filenames.h"
#include "gpgprotocol.h"
#include "nativepath.h"
#include "outputfile.h"
#include "words.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

QString pathOf(const QString &name)
{
    return name.isEmpty() ? QString() : NativePath::absolute(name);
}

} // namespace

GpgJob::GpgJob(QObject *parent)
    : QObject(parent)
{ }

GpgJob::~GpgJob() = default;

QString GpgJob::operation() const
{
    return isRunning() ? JobProgress::wordsOf(m_request.operation) : QString();
}

GpgRequest GpgJob::request(Operation operation) const
{
    GpgRequest result = m_home->request(operation);
    if (result.takesInput()) {
        result.inputFile = pathOf(m_inputFile);
        if (m_inputFile.isEmpty())
            result.text = m_inputText.toUtf8();
    }
    if (operation != Operation::Import && operation != Operation::GenerateKey)
        result.outputFile = pathOf(m_outputFile);
    return result;
}

void GpgJob::encrypt(const QStringList &recipients, const QString &signer, bool symmetric,
                     bool evenNotCertified, bool armor, const QString &alsoTo)
{
    GpgRequest wanted = request(Operation::Encrypt);
    wanted.recipients = recipients;
    if (!alsoTo.isEmpty() && !recipients.isEmpty() && !recipients.contains(alsoTo))
        wanted.alsoTo = {alsoTo};
    if (!signer.isEmpty())
        wanted.signers = {signer};
    wanted.symmetric = symmetric;
    wanted.evenNotCertified = evenNotCertified;
    wanted.armor = armor;
    wanted.compress = !FileNames::isCompressed(wanted.inputFile);
    begin(wanted);
}

void GpgJob::decrypt()
{
    begin(request(Operation::Decrypt));
}

void GpgJob::sign(const QString &signer, SignatureForm form, bool armor)
{
    GpgRequest wanted = request(Operation::Sign);
    if (!signer.isEmpty())
        wanted.signers = {signer};
    wanted.signatureForm = form == Detached ? GpgRequest::SignatureForm::Detached
        : form == Clear                     ? GpgRequest::SignatureForm::Clear
                                            : GpgRequest::SignatureForm::Inline;
    wanted.armor = armor;
    begin(wanted);
}

void GpgJob::verify(const QString &signatureFile)
{
    GpgRequest wanted = request(Operation::Verify);
    wanted.signatureFile = pathOf(signatureFile);
    begin(wanted);
}

void GpgJob::verifyAlone()
{
    GpgRequest alone = m_request;
    alone.inputFile = std::exchange(alone.signatureFile, {});
    begin(alone);
}

void GpgJob::importKeys()
{
    begin(request(Operation::Import));
}

void GpgJob::unpack(const QString &archive, const QString &folder)
{
    GpgRequest wanted = m_home->request(Operation::Unpack);
    wanted.inputFile = pathOf(archive);
    wanted.outputFile = pathOf(folder);
    begin(wanted);
}

void GpgJob::exportKeys(const QStringList &keys, bool secretOnes)
{
    GpgRequest wanted = request(Operation::Export);
    wanted.keys = keys;
    wanted.secretKeys = secretOnes;
    wanted.armor = true;
    begin(wanted);
}

void GpgJob::generateKey(const QString &userId, const QString &expiry, bool withoutPassphrase)
{
    GpgRequest wanted = request(Operation::GenerateKey);
    wanted.userId = userId;
    wanted.expiry = expiry;
    wanted.withoutPassphrase = withoutPassphrase;
    begin(wanted);
}

GpgRequest GpgJob::keyRequest(Operation operation, const QString &key) const
{
    GpgRequest result = m_home->request(operation);
    result.keys = {key};
    return result;
}

void GpgJob::certifyKey(const QString &key, const QString &signer, bool forOthers)
{
    GpgRequest wanted = keyRequest(Operation::CertifyKey, key);
    wanted.signers = {signer};
    wanted.forOthers = forOthers;
    begin(wanted);
}

void GpgJob::markAsOwn(const QString &key)
{
    begin(keyRequest(Operation::OwnKey, key));
}

void GpgJob::renewKey(const QString &key, const QString &expiry)
{
    GpgRequest wanted = keyRequest(Operation::RenewKey, key);
    wanted.expiry = expiry;
    begin(wanted);
}

void GpgJob::changePassphrase(const QString &key)
{
    begin(keyRequest(Operation::ChangePassphrase, key));
}

void GpgJob::deleteKey(const QString &key, bool secretOneToo)
{
    GpgRequest wanted = keyRequest(Operation::DeleteKey, key);
    wanted.secretKeys = secretOneToo;
    begin(wanted);
}

void GpgJob::showAnyway()
{
    GpgRequest again = m_request;
    again.evenBadSignature = true;
    begin(again);
}

void GpgJob::begin(const GpgRequest &request)
{
    if (isRunning())
        return;
    m_request = request;
    m_questions.beginOperation();
    m_whyPinentry.clear();
    forget();
    QString fault = FileNames::fault(request.inputFile, request.operation == Operation::Encrypt);
    if (fault.isEmpty())
        fault = FileNames::fault(request.signatureFile);
    if (fault.isEmpty())
        run();
    else
        refuse(fault);
}

/// The result comes from the event loop, as one of gpg does: with its result each of several files
/// begins the next one, and a thousand of them would fill the stack otherwise.
void GpgJob::refuse(const QString &why)
{
    m_isRefused = true;
    Q_EMIT runningChanged();
    const auto refused = [this, why] {
        m_isRefused = false;
        GpgResult result;
        result.outcome = Outcome::InputUnreadable;
        result.detail = why;
        conclude(result);
    };
    QMetaObject::invokeMethod(this, refused, Qt::QueuedConnection);
}

void GpgJob::run()
{
    m_questions.beginAttempt();
    m_isCommandLogged = false;
    m_progress.restartClock();
    m_gpg = new GpgProtocol(m_request, this);
    connect(m_gpg, &GpgProtocol::passphraseWanted, this, &GpgJob::ask);
    connect(m_gpg, &GpgProtocol::progressed, this, &GpgJob::setProgress);
    connect(m_gpg, &GpgProtocol::busyWith, this, &GpgJob::setBusyWith);
    connect(m_gpg, &GpgProtocol::logReceived, this, [this](const QByteArray &line) {
        logCommand();
        m_log.add(line);
    });
    connect(m_gpg, &GpgProtocol::statusReceived, this,
            [this](const QByteArray &line) { m_status.addOrReplace(line, u"[GNUPG:] PROGRESS "); });
    connect(m_gpg, &GpgProtocol::finished, this, &GpgJob::end);
    m_gpg->start();
    logCommand();
    setProgress(0, -1);
    Q_EMIT runningChanged();
}

/// As soon as there is one: some operations list the key first.
void GpgJob::logCommand()
{
    if (!m_isCommandLogged && !m_gpg->command().isEmpty()) {
        m_isCommandLogged = true;
        m_log.add("$ " + m_gpg->command().toUtf8());
    }
}

void GpgJob::ask(const GpgQuestion &question)
{
    if (auto kept = m_questions.ask(question, m_request.operation))
        m_gpg->answer(std::move(*kept));
    else
        Q_EMIT questionChanged();
}

QString GpgJob::questionFiles() const
{
    if (m_queueLength < 2 || question().isEmpty() || m_request.inputFile.isEmpty())
        return {};
    const QString name = FileNames::nameOnly(m_request.inputFile);
    if (m_queuePosition == 1)
        return Words::tr("For %n files, first %1", "", m_queueLength).arg(name);
    if (m_queuePosition == m_queueLength)
        return Words::tr("For %1, the last of %n files", "", m_queueLength).arg(name);
    return Words::tr("For %1, file %2 of %3, and for those after it")
        .arg(name, QString::number(m_queuePosition), QString::number(m_queueLength));
}

void GpgJob::setQueue(int position, int length)
{
    if (length == 0)
        m_questions.wipeKept();
    m_queuePosition = position;
    m_queueLength = length;
    Q_EMIT queueChanged();
}

void GpgJob::answer(SecretInput *input)
{
    Secret passphrase = input->take();
    if (question().isEmpty())
        return;
    if (m_queueLength > 1)
        m_questions.keep(passphrase);
    setQuestion({});
    m_gpg->answer(std::move(passphrase));
}

void GpgJob::setQuestion(const QString &question)
{
    if (question == m_questions.current())
        return;
    m_questions.setCurrent(question);
    Q_EMIT questionChanged();
}

void GpgJob::setProgress(qint64 done, qint64 total)
{
    m_progress.set(done, total);
    Q_EMIT progressChanged();
}

void GpgJob::setBusyWith(const QString &what)
{
    m_busyWith = what;
    Q_EMIT busyWithChanged();
}

void GpgJob::cancel()
{
    if (m_gpg)
        m_gpg->cancel();
}

void GpgJob::replaceOutput()
{
    GpgRequest again = m_request;
    again.replaceOutputFile = true;
    begin(again);
}

void GpgJob::end(const GpgResult &result)
{
    logCommand();
    m_gpg->deleteLater();
    m_gpg = nullptr;
    setBusyWith({});
    setQuestion({});
    if (!result.command.isEmpty())
        m_log.add(result.reason.toString().toUtf8());
    if (result.outcome == Outcome::WrongPassphrase && m_questions.refuseAnswers())
        return run();
    if (result.outcome == Outcome::NoLoopback
        && m_request.unlocking == GpgRequest::Unlocking::Ask) {
        m_whyPinentry = result.toString();
        m_request.unlocking = GpgRequest::Unlocking::Pinentry;
        return run();
    }
    conclude(result);
}

void GpgJob::conclude(const GpgResult &result)
{
    m_shown = ShownResult(m_request, result, m_whyPinentry);
    Q_EMIT runningChanged();
    if (m_shown.hasChangedKeys())
        Q_EMIT keysCame();
    Q_EMIT concluded(); // the next one may begin in there
}

QString GpgJob::save(const QString &path) const
{
    OutputFile file(pathOf(path), true);
    const bool isWritten = file.open(m_request.outputIsSecret()) == OutputFile::State::Fine
        && file.write(result().output) && file.publish() == OutputFile::State::Fine;
    return isWritten ? QString() : file.fault();
}

void GpgJob::forget()
{
    m_shown = {};
    Q_EMIT concluded();
}
