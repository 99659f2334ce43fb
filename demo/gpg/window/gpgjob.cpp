// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgjob.h"

#include "filenames.h"
#include "gpgprotocol.h"
#include "nativepath.h"
#include "outputfile.h"

#include <QtCore/QMetaEnum>
#include <QtCore/QStringDecoder>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

QString wordsOf(Operation operation)
{
    switch (operation) {
    case Operation::Encrypt:
        return u"Encrypting"_s;
    case Operation::Decrypt:
        return u"Decrypting"_s;
    case Operation::Sign:
        return u"Signing"_s;
    case Operation::Verify:
        return u"Verifying"_s;
    case Operation::Import:
        return u"Importing"_s;
    case Operation::Export:
        return u"Exporting"_s;
    case Operation::GenerateKey:
        return u"Making a key"_s;
    case Operation::DeleteKey:
        return u"Deleting"_s;
    case Operation::CertifyKey:
        return u"Certifying"_s;
    case Operation::OwnKey:
        return u"Marking as your own"_s;
    case Operation::RenewKey:
        return u"Renewing"_s;
    case Operation::ChangePassphrase:
        return u"Changing the passphrase"_s;
    case Operation::Unpack:
        return u"Unpacking"_s;
    default:
        return u"Working"_s;
    }
}

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
    return isRunning() ? wordsOf(m_request.operation) : QString();
}

double GpgJob::progress() const
{
    return m_total > 0 ? double(m_done) / double(m_total) : -1;
}

double GpgJob::bytesPerSecond() const
{
    const qint64 elapsed = m_clock.isValid() ? m_clock.elapsed() : 0;
    return elapsed > 0 ? double(m_done) * 1000 / double(elapsed) : 0;
}

QString GpgJob::outcome() const
{
    static const QMetaEnum names = QMetaEnum::fromType<Outcome>();
    return m_isConcluded ? QString::fromLatin1(names.valueToKey(int(m_result.outcome))) : QString();
}

Tone::Value GpgJob::tone() const
{
    if (!m_isConcluded || m_result.outcome == Outcome::Cancelled)
        return Tone::Plain;
    if (!m_result.isDone())
        return Tone::Red;
    Tone::Value result = Tone::Plain;
    for (const GpgSignature &signature : m_result.signatures)
        result = std::max(result, Tone::of(signature.colour()));
    return result;
}

QString GpgJob::note() const
{
    QStringList result = m_result.notes;
    if (m_isConcluded && !m_loopbackRefused.isEmpty() && m_result.outcome != Outcome::NoLoopback)
        result << m_loopbackRefused;
    if (m_isConcluded && m_result.isDone() && m_request.evenBadSignature)
        result << u"You wanted it all the same: nobody vouches for a word of it."_s;
    if (m_request.operation == Operation::Decrypt && m_isConcluded && m_result.isDone()
        && m_result.signatures.isEmpty())
        result << u"It bears no signature: anybody may have written it."_s;
    return result.join(u'\n');
}

QList<GpgSignature> GpgJob::otherSignatures() const
{
    // What they sign was not kept, unless it is done.
    return m_result.isDone() ? m_result.otherSignatures() : QList<GpgSignature>();
}

QVariantList GpgJob::furtherSignatures() const
{
    QList<GpgSignature> signatures = otherSignatures();
    if (signatures.size() > maximumSignatures) {
        std::stable_sort(
            signatures.begin(), signatures.end(),
            [](const auto &left, const auto &right) { return left.state > right.state; });
        signatures.resize(maximumSignatures);
    }
    QVariantList result;
    for (const GpgSignature &signature : std::as_const(signatures)) {
        result << QVariantMap{{u"text"_s, signature.toString()},
                              {u"wayOut"_s, signature.wayOut()},
                              {u"tone"_s, Tone::of(signature.colour())},
                              {u"fingerprint"_s, spacedFingerprint(signature.fingerprint)}};
    }
    return result;
}

int GpgJob::hiddenSignatures() const
{
    return int(std::max<qsizetype>(0, otherSignatures().size() - maximumSignatures));
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

bool GpgJob::canShowAnyway() const
{
    if (!m_isConcluded || m_request.evenBadSignature)
        return false;
    return m_result.outcome == Outcome::BadSignature
        || (m_request.operation == Operation::Verify && !m_request.hasSignature()
            && m_result.isDone() && m_result.worstSignature() == GpgSignature::State::Bad);
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
    m_refused.clear();
    m_refusedKept.clear();
    m_loopbackRefused.clear();
    forget();
    QString fault = FileNames::fault(request.inputFile, request.operation == Operation::Encrypt);
    if (fault.isEmpty())
        fault = FileNames::fault(request.signatureFile);
    if (fault.isEmpty())
        run();
    else
        refuse(fault);
}

/// Later, as gpg's own verdict comes: of a thousand files each begins the next.
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
    m_asked.clear();
    m_answered.clear();
    m_isCommandTold = false;
    m_clock.invalidate();
    m_gpg = new GpgProtocol(m_request, this);
    connect(m_gpg, &GpgProtocol::passphraseWanted, this, &GpgJob::ask);
    connect(m_gpg, &GpgProtocol::progressed, this, &GpgJob::setProgress);
    connect(m_gpg, &GpgProtocol::busyWith, this, &GpgJob::setBusyWith);
    connect(m_gpg, &GpgProtocol::logReceived, this, [this](const QByteArray &line) {
        tellCommand();
        m_log.add(line);
    });
    connect(m_gpg, &GpgProtocol::statusReceived, this,
            [this](const QByteArray &line) { m_status.addOrReplace(line, u"[GNUPG:] PROGRESS "); });
    connect(m_gpg, &GpgProtocol::finished, this, &GpgJob::end);
    m_gpg->start();
    tellCommand();
    setProgress(0, -1);
    Q_EMIT runningChanged();
}

/// As soon as there is one: some operations look at the key first.
void GpgJob::tellCommand()
{
    if (!m_isCommandTold && !m_gpg->command().isEmpty()) {
        m_isCommandTold = true;
        m_log.add("$ " + m_gpg->command().toUtf8());
    }
}

void GpgJob::ask(const GpgQuestion &question)
{
    const QString number =
        question.keyId.isEmpty() ? QString() : u" (key %1)"_s.arg(question.keyId);
    const bool isOfAKey = !question.owner.isEmpty() || !number.isEmpty();
    m_questionIsNew = question.isNew
        || (!isOfAKey
            && (m_request.operation == Operation::GenerateKey
                || m_request.operation == Operation::Encrypt));
    if (isOfAKey)
        m_question =
            (question.isNew ? u"The new passphrase of %1%2"_s : u"The passphrase of %1%2"_s)
                .arg(printable(question.owner), number);
    else if (m_request.operation == Operation::GenerateKey)
        m_question = u"A passphrase for the new key"_s;
    else if (m_request.operation == Operation::Encrypt)
        m_question = u"A passphrase to encrypt with"_s;
    else
        m_question = u"The passphrase with which this was encrypted"_s;
    if (!m_questionIsNew) // a new one cannot be wrong
        m_asked << m_question;
    const auto kept = m_kept.find(m_question);
    if (kept != m_kept.end()) {
        m_answered << m_question;
        m_question.clear();
        m_gpg->answer(kept->second.clone());
    } else {
        Q_EMIT questionChanged();
    }
}

QString GpgJob::questionFiles() const
{
    if (m_queueLength < 2 || m_question.isEmpty() || m_request.inputFile.isEmpty())
        return {};
    const QString name = FileNames::nameOnly(m_request.inputFile);
    if (m_queuePosition == 1)
        return u"For %1 files, first %2"_s.arg(QString::number(m_queueLength), name);
    if (m_queuePosition == m_queueLength)
        return u"For %1, the last of %2 files"_s.arg(name, QString::number(m_queueLength));
    return u"For %1, file %2 of %3, and for those after it"_s.arg(
        name, QString::number(m_queuePosition), QString::number(m_queueLength));
}

bool GpgJob::keptDoesNotFit() const
{
    return questionIsRepeated() && m_refusedKept.contains(m_question);
}

void GpgJob::setQueue(int position, int length)
{
    if (length == 0)
        m_kept.clear();
    m_queuePosition = position;
    m_queueLength = length;
    Q_EMIT queueChanged();
}

/// A new passphrase cannot be wrong: another one was, and gpg begins anew.
bool GpgJob::questionIsRepeated() const
{
    return !m_questionIsNew && m_refused.contains(m_question);
}

void GpgJob::answer(SecretInput *input)
{
    Secret passphrase = input->take();
    if (m_question.isEmpty())
        return;
    if (m_queueLength > 1)
        m_kept.insert_or_assign(m_question, passphrase.clone());
    setQuestion({});
    m_gpg->answer(std::move(passphrase));
}

void GpgJob::setQuestion(const QString &question)
{
    if (question != std::exchange(m_question, question))
        Q_EMIT questionChanged();
}

void GpgJob::setProgress(qint64 done, qint64 total)
{
    if (done > 0 && !m_clock.isValid())
        m_clock.start();
    m_done = done;
    m_total = total;
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
    tellCommand();
    m_gpg->deleteLater();
    m_gpg = nullptr;
    setBusyWith({});
    setQuestion({});
    if (!result.command.isEmpty())
        m_log.add(result.reason.toString().toUtf8());
    if (result.outcome == Outcome::WrongPassphrase && !m_asked.isEmpty()) {
        m_refused = m_asked;
        for (const QString &question : std::as_const(m_refused)) // whichever it was
            m_kept.erase(question);
        m_refusedKept = m_answered;
        return run();
    }
    if (result.outcome == Outcome::NoLoopback
        && m_request.unlocking == GpgRequest::Unlocking::Ask) {
        m_loopbackRefused = result.toString();
        m_request.unlocking = GpgRequest::Unlocking::Pinentry;
        return run();
    }
    conclude(result);
}

void GpgJob::conclude(const GpgResult &result)
{
    m_result = result;
    m_isConcluded = true;
    readText();
    lookForArchive();
    Q_EMIT runningChanged();
    if (changesKeys())
        Q_EMIT keysCame();
    Q_EMIT concluded(); // the next one may begin in there
}

/// An operation that fails may have changed some all the same.
bool GpgJob::changesKeys() const
{
    switch (m_request.operation) {
    case Operation::Import:
    case Operation::DeleteKey:
    case Operation::CertifyKey:
    case Operation::OwnKey:
    case Operation::RenewKey:
        return true;
    case Operation::GenerateKey:
        return m_result.isDone();
    default:
        return false;
    }
}

void GpgJob::readText()
{
    const QByteArray beginning =
        m_result.output.first(std::min(m_result.output.size(), maximumShown));
    QStringDecoder decode(QStringDecoder::Utf8);
    m_text = decode(beginning);
    m_isText = !decode.hasError() && !beginning.contains('\0');
    if (!m_isText)
        m_text.clear();
}

/// By what is in it; one with a bad signature on it is for nobody.
void GpgJob::lookForArchive()
{
    const bool isToBeOpened = m_result.isDone() && m_request.operation == Operation::Decrypt
        && !m_request.evenBadSignature && FileNames::isArchive(m_result.outputFile);
    m_archive = isToBeOpened ? m_result.outputFile : QString();
}

QString GpgJob::save(const QString &path) const
{
    OutputFile file(pathOf(path), true);
    const bool isWritten = file.open(m_request.outputIsSecret()) == OutputFile::State::Fine
        && file.write(m_result.output) && file.publish() == OutputFile::State::Fine;
    return isWritten ? QString() : file.fault();
}

void GpgJob::forget()
{
    m_result = {};
    m_isConcluded = false;
    readText();
    lookForArchive();
    Q_EMIT concluded();
}
