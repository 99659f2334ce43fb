// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgverdict.h"

#include "gpgnotes.h"
#include "gpgreason.h"
#include "words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;
using State = GpgSignature::State;

constexpr int noAEAD = 0;
constexpr int mdcOfPackets = 2; // of DECRYPTION_INFO: a hash after the data

/// Earlier versions write DECRYPTION_OKAY for authenticated data that was changed, too; only their
/// exit code differs (T7042 of GnuPG).
bool reportsChangedData(const QVersionNumber &version)
{
    const QVersionNumber series(version.majorVersion(), version.minorVersion());
    return series == QVersionNumber(2, 2) ? version >= QVersionNumber(2, 2, 43)
                                          : version >= QVersionNumber(2, 4, 6);
}

struct Wording
{
    Operation operation;
    const char *success; // %1: see whatIsDone()
    const char *whatStays; // when it was cancelled
};

constexpr char nothingWritten[] = QT_TRANSLATE_NOOP("Words", "Nothing was written.");
constexpr char keysStay[] =
    QT_TRANSLATE_NOOP("Words", "Keys for which it was done by then stay so.");
constexpr char keyAsItWas[] = QT_TRANSLATE_NOOP("Words", "The key is as it was.");

constexpr Wording wordings[] = {
    {Operation::Encrypt, QT_TRANSLATE_NOOP("Words", "Encrypted."), nothingWritten},
    {Operation::Decrypt, QT_TRANSLATE_NOOP("Words", "Decrypted."), nothingWritten},
    {Operation::Sign, QT_TRANSLATE_NOOP("Words", "Signed."), nothingWritten},
    {Operation::Import, QT_TRANSLATE_NOOP("Words", "Imported: %1."), keysStay},
    {Operation::Export, QT_TRANSLATE_NOOP("Words", "Exported: %1."), nothingWritten},
    {Operation::GenerateKey, QT_TRANSLATE_NOOP("Words", "The key is made: %1."), keysStay},
    {Operation::DeleteKey, QT_TRANSLATE_NOOP("Words", "Deleted: %1."), keysStay},
    {Operation::CertifyKey,
     QT_TRANSLATE_NOOP("Words", "Certified: that the key %1 is its owner’s."), keyAsItWas},
    {Operation::OwnKey, QT_TRANSLATE_NOOP("Words", "The key %1 is marked as your own."),
     keyAsItWas},
    {Operation::RenewKey, QT_TRANSLATE_NOOP("Words", "Renewed: the key %1."), keyAsItWas},
    {Operation::ChangePassphrase, QT_TRANSLATE_NOOP("Words", "The key %1 has a new passphrase."),
     keyAsItWas},
};

// Of the operations that have no row. A success of Verify is a sentence about its signatures.
constexpr Wording otherWording = {Operation::Verify, QT_TRANSLATE_NOOP("Words", "Done."),
                                  nothingWritten};

const Wording &wordingOf(Operation operation)
{
    const auto *const found =
        std::find_if(std::begin(wordings), std::end(wordings),
                     [operation](const Wording &row) { return row.operation == operation; });
    return found == std::end(wordings) ? otherWording : *found;
}

} // namespace

QString GpgVerdict::keyCount(int count)
{
    return count == 1 ? Words::tr("1 key") : Words::tr("%n keys", "", count);
}

GpgResult::Outcome GpgVerdict::outcomeOf(GpgKeyFault::Kind fault)
{
    return fault == GpgKeyFault::Kind::Expired ? Outcome::RecipientExpired
        : fault == GpgKeyFault::Kind::Disabled ? Outcome::RecipientDisabled
                                               : Outcome::RecipientUnusable;
}

GpgVerdict::GpgVerdict(const GpgRequest &request, const GpgRecord &record, const GpgEnding &ending)
    : m_request(request)
    , m_record(record)
    , m_ending(ending)
{
    judge();
    m_notes = GpgNotes::of(m_request, m_record, m_ending, m_outcome);
}

/// Returns false, for checks that return their result.
bool GpgVerdict::set(Outcome outcome, const QString &detail)
{
    m_outcome = outcome;
    m_detail = detail;
    m_isExplained = true;
    return false;
}

void GpgVerdict::judge()
{
    using Kind = Offspring::ExitReason::Kind;
    const Offspring::ExitReason &reason = m_ending.reason;
    if (m_ending.ownFailure)
        set(*m_ending.ownFailure, m_ending.ownDetail);
    else if (reason.kind() == Kind::NotStarted)
        set(Outcome::NotInstalled, reason.error().toString());
    else if (m_ending.isCancelled)
        set(Outcome::Cancelled, whatStays(m_request.operation));
    else if (reason.signal() != 0)
        set(Outcome::Killed, reason.toString());
    else if (reason.kind() == Kind::StatusUnknown)
        set(Outcome::Failed, reason.toString());
    else if (isDone())
        set(Outcome::Done, success());
    if (!m_isExplained) {
        const GpgReason why(m_request, m_record, m_ending);
        set(why.outcome(), why.detail());
    }
    if (m_outcome == Outcome::BadSignature || (m_outcome == Outcome::Done && isAboutSignature()))
        m_subject = m_record.worstSignature();
}

/// It may set an outcome that explains a failure better than GpgReason could.
bool GpgVerdict::isDone()
{
    const bool isClean = m_ending.reason.exitCode() == 0 && m_ending.isComplete;
    const bool hasOutput = m_ending.bytesOut != 0;
    switch (m_request.operation) {
    case Operation::Decrypt:
        return isDecrypted();
    case Operation::Verify:
        return isVerified();
    case Operation::Encrypt:
        return isClean && hasOutput && isEncrypted();
    case Operation::Sign:
        return isClean && hasOutput && isSigned();
    case Operation::Import:
        return isClean && m_record.importCount(0) > 0
            && (m_record.has("IMPORT_OK") || m_record.newRevocations() > 0);
    case Operation::Export:
        return isClean && hasOutput && m_record.exportCount(2) > 0;
    case Operation::GenerateKey:
        return isClean && !m_record.createdKey().isEmpty();
    case Operation::DeleteKey:
        return isClean && !m_record.has("DELETE_PROBLEM");
    case Operation::CertifyKey:
    case Operation::OwnKey:
    case Operation::RenewKey:
    case Operation::ChangePassphrase:
        return isClean && isKeyAsWanted();
    case Operation::ListKeys:
    case Operation::ShowKeys:
    case Operation::CheckTrust:
    case Operation::Unpack:
        break;
    }
    return isClean;
}

/// Checks the recipients again, because gpg encrypts to a disabled key when it is named by its
/// fingerprint.
bool GpgVerdict::isEncrypted()
{
    if (!m_record.has("END_ENCRYPTION") || m_record.has("INV_RECP")
        || !(m_request.signers.isEmpty() || isSigned()))
        return false;
    for (const QString &who : m_request.recipients + m_request.alsoTo) {
        const auto key = m_record.key(who);
        const GpgKeyFault fault = key ? key->recipientFault() : GpgKeyFault();
        if (fault.kind != GpgKeyFault::Kind::None)
            return set(outcomeOf(fault.kind), fault.sentence);
    }
    return true;
}

QString GpgVerdict::success() const
{
    if (m_request.operation == Operation::Import && !m_record.has("IMPORT_OK"))
        return Words::tr("Imported: a revocation. Its key is not to be used any more.");
    if (m_request.operation == Operation::ChangePassphrase && m_request.onlyTry)
        return Words::tr("That is the passphrase.");
    const QString sentence = Words::tr(wordingOf(m_request.operation).success);
    return sentence.contains(u"%1"_s) ? sentence.arg(whatIsDone()) : sentence;
}

/// What the sentence of a success has in the place of %1.
QString GpgVerdict::whatIsDone() const
{
    switch (m_request.operation) {
    case Operation::Import:
        return Words::tr("%1 in it, %2 new")
            .arg(keyCount(m_record.importCount(0)))
            .arg(m_record.newKeys());
    case Operation::Export:
        return keyCount(m_record.exportCount(2));
    case Operation::GenerateKey:
        return spacedFingerprint(m_record.createdKey());
    case Operation::DeleteKey:
        return keyCount(int(m_request.keys.size()));
    default:
        return changedKey();
    }
}

/// Whether the sentence of a success is about a signature.
bool GpgVerdict::isAboutSignature() const
{
    if (m_request.operation == Operation::Verify)
        return true;
    // A message with a bad signature succeeds only when the request wants it all the same.
    return m_request.operation == Operation::Decrypt && !m_record.signatures().isEmpty()
        && m_record.worstSignature().state == State::Bad;
}

QString GpgVerdict::whatStays(Operation operation)
{
    return Words::tr(wordingOf(operation).whatStays);
}

QString GpgVerdict::changedKey() const
{
    const auto key = m_record.key(m_request.keys.value(0));
    return key ? key->owner() : QString();
}

bool GpgVerdict::isSigned() const
{
    // There are more when the user's gpg.conf names signers, too.
    return m_record.count("SIG_CREATED") >= std::max<qsizetype>(1, m_request.signers.size());
}

bool GpgVerdict::isDecrypted()
{
    if (!isWhole())
        return false;
    if (isOutputLost())
        return set(Outcome::Failed, Words::tr("it could not hand over its output."));
    // With ignore-mdc-error in gpg.conf, gpg says okay and exits with 0 without a protection.
    if (!m_record.has("GOODMDC") && m_record.aeadAlgorithm() == noAEAD)
        return set(m_record.mdcMethod() == 0 ? Outcome::NotProtected : Outcome::Damaged);
    const GpgSignature worst = m_record.worstSignature();
    if (worst.state == State::Bad && !m_record.signatures().isEmpty()
        && !m_request.evenBadSignature)
        return set(Outcome::BadSignature);
    // gpg also exits with 2 for a signature that it cannot check, or a key that it tried in vain.
    if (m_ending.reason.exitCode() == 0 || isIntegrityProven())
        return true;
    if (m_record.hasErrorAt("set_pinentry_mode")) // even if gpg exits with 0
        return false;
    const QString cause = whatElseFailed();
    return cause.isEmpty() ? set(Outcome::Damaged) : set(Outcome::NotProven, cause);
}

/// There is exactly one plaintext, and gpg says that it is whole.
bool GpgVerdict::isWhole()
{
    const bool isBad = m_record.has("DECRYPTION_FAILED") || m_record.has("BADMDC")
        || m_record.has("UNEXPECTED") || m_record.has("NODATA")
        || m_record.hasErrorAt("proc_pkt.plaintext")
        || m_record.hasErrorAt("decryption.early_plaintext")
        || m_record.hasErrorAt("aead_checktag");
    const bool wasPlain = m_record.has("PLAINTEXT") && !m_record.has("BEGIN_DECRYPTION");
    if (wasPlain && !isBad)
        return set(Outcome::NotEncrypted);
    return m_record.count("DECRYPTION_OKAY") == 1 && m_record.count("PLAINTEXT") == 1
        && m_record.has("END_DECRYPTION") && !isBad && m_ending.isComplete;
}

/// A reason other than changed data why gpg exited with 2; empty: there is none.
QString GpgVerdict::whatElseFailed() const
{
    const GpgSignature worst = m_record.worstSignature();
    if (!m_record.signatures().isEmpty() && worst.state > State::NotCertified)
        return Words::tr("the signature by %1, which cannot be checked")
            .arg(worst.userId.isEmpty() ? Words::tr("key %1").arg(worst.keyId) : worst.userId);
    if (m_record.hasHiddenRecipient())
        return Words::tr("keys that were tried in vain for a hidden recipient");
    return {};
}

/// gpg does not always fail when its output descriptor is closed, by an option in gpg.conf for
/// example.
bool GpgVerdict::isOutputLost() const
{
    const bool isBinary = m_record.hasArgument("PLAINTEXT", "62"); // text gets other line ends
    const qint64 expected =
        isBinary ? m_record.plaintextLength() : std::min<qint64>(m_record.plaintextLength(), 1);
    return m_record.logHas(GpgRecord::LogFact::OutputLost)
        || (m_ending.bytesOut >= 0 && m_ending.bytesOut < expected);
}

/// Whether the status lines prove it, whatever the exit code.
bool GpgVerdict::isIntegrityProven() const
{
    return m_record.mdcMethod() == mdcOfPackets
        || reportsChangedData(m_ending.version.isNull() ? m_request.version : m_ending.version);
}

bool GpgVerdict::needsVersion(const GpgRecord &record, const GpgEnding &ending)
{
    return record.has("DECRYPTION_OKAY") && record.mdcMethod() != mdcOfPackets
        && ending.reason.exitCode() > 0 && !ending.isCancelled && !ending.ownFailure;
}

bool GpgVerdict::isVerified()
{
    if (m_record.has("BEGIN_DECRYPTION") || m_record.has("ENC_TO"))
        return set(Outcome::Encrypted);
    const QList<GpgSignature> signatures = m_record.signatures();
    if (signatures.isEmpty())
        return false;
    if (!m_request.hasSignature() && !m_record.has("PLAINTEXT"))
        return set(Outcome::SignatureAlone);
    // With a second text after the first it is not clear which of the two is signed.
    if (m_record.hasErrorAt("proc_pkt.plaintext") || m_record.count("PLAINTEXT") > 1)
        return set(Outcome::Malformed);
    const bool isExplained = std::any_of(signatures.begin(), signatures.end(), [](const auto &one) {
        return one.state > State::NotCertified;
    });
    const bool isClean = m_ending.reason.exitCode() == 0 && m_ending.isComplete;
    return isClean || isExplained || set(Outcome::Damaged);
}

/// Looks at the key as it is listed after the operation.
bool GpgVerdict::isKeyAsWanted() const
{
    const auto key = m_record.key(m_request.keys.value(0));
    if (!key)
        return false;
    switch (m_request.operation) {
    case Operation::CertifyKey: // gpg does not certify an expired key, and exits with 0
        return key->certifiers.contains(m_request.signers.value(0).right(16));
    case Operation::OwnKey:
        return key->isTrustedUltimately;
    case Operation::RenewKey:
        return !m_record.logHas(GpgRecord::LogFact::KeyNotSigned) && !key->isExpired
            && key->expires.isValid() == (m_request.expiry != u"0"_s);
    case Operation::ChangePassphrase:
        return m_record.hasArgument("SUCCESS", "keyedit.passwd")
            && !m_record.logHas(GpgRecord::LogFact::PassphraseNotChanged);
    default:
        return true;
    }
}
