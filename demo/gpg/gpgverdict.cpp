// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgverdict.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;

// libgpg-error's codes.
enum Code {
    UnknownKeyAlgorithm = 4,
    UnknownHash = 5,
    UnknownCipher = 12,
    NoPublicKey = 9,
    Checksum = 10,
    BadPassphrase = 11,
    NoSecretKeyCode = 17,
    UnusableSecretKey = 54,
    NoAgentCode = 77,
    NoPinentryCode = 85,
    BadData = 89,
    CancelledCode = 99,
    NoPassphrase = 177,
    FullyCancelled = 198,
    TooLongForAgent = 273,
    DuplicateName = 304,
    MissingPassphrase = 31,
    NoFile = 32849, // system errors: bit 15 and the errno
    NotAFolder = 32865,
    NotATerminal = 32870
};

// The reasons for INV_RECP.
constexpr int notFound = 1;
constexpr int notTrusted = 10;

QString keyCount(int count)
{
    return count == 1 ? u"1 key"_s : u"%1 keys"_s.arg(count);
}

QString ofOwner(const GpgRecord &record)
{
    const QString owner = record.passphraseOwner();
    return owner.isEmpty() ? QString() : u" for "_s + owner;
}

} // namespace

GpgVerdict::GpgVerdict(const GpgRequest &request, const GpgRecord &record, const GpgEnding &ending)
    : m_request(request)
    , m_record(record)
    , m_ending(ending)
{
    judge();
    note();
}

void GpgVerdict::set(Outcome outcome, const QString &detail)
{
    m_outcome = outcome;
    m_detail = detail;
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
        set(Outcome::Cancelled, whatStays());
    else if (reason.signal() != 0)
        set(Outcome::Killed, reason.toString());
    else if (reason.kind() == Kind::StatusUnknown)
        set(Outcome::Failed, reason.toString());
    else if (isDone())
        set(Outcome::Done, success());
    else if (m_outcome == Outcome::Failed && m_detail.isEmpty())
        giveReason();
}

/// May set a better outcome than Failed, when it is false.
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
        return isClean && hasOutput && m_record.has("END_ENCRYPTION") && !m_record.has("INV_RECP")
            && (m_request.signers.isEmpty() || isSigned());
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
    case Operation::ListKeys:
    case Operation::ShowKeys:
    case Operation::CheckTrust:
        break;
    }
    return isClean;
}

QString GpgVerdict::success() const
{
    switch (m_request.operation) {
    case Operation::Encrypt:
        return u"Encrypted."_s;
    case Operation::Decrypt:
        return u"Decrypted."_s;
    case Operation::Sign:
        return u"Signed."_s;
    case Operation::Verify:
        return worstSignature().toString();
    case Operation::Import:
        if (!m_record.has("IMPORT_OK"))
            return u"Imported: a revocation. Its key is not to be used any more."_s;
        return u"Imported: %1 in it, %2 new."_s.arg(keyCount(m_record.importCount(0)))
            .arg(m_record.newKeys());
    case Operation::Export:
        return u"Exported: %1."_s.arg(keyCount(m_record.exportCount(2)));
    case Operation::GenerateKey:
        return u"The key is made: %1."_s.arg(spacedFingerprint(m_record.createdKey()));
    case Operation::DeleteKey:
        return u"Deleted: %1."_s.arg(keyCount(int(m_request.keys.size())));
    case Operation::ListKeys:
    case Operation::ShowKeys:
    case Operation::CheckTrust:
        break;
    }
    return u"Done."_s;
}

/// When it was cancelled.
QString GpgVerdict::whatStays() const
{
    switch (m_request.operation) {
    case Operation::Import:
    case Operation::DeleteKey:
    case Operation::GenerateKey:
        return u"Keys for which it was done by then stay so."_s;
    default:
        return u"Nothing was written."_s;
    }
}

GpgSignature GpgVerdict::worstSignature() const
{
    const QList<GpgSignature> signatures = m_record.signatures();
    const auto worst = std::max_element(
        signatures.begin(), signatures.end(),
        [](const GpgSignature &a, const GpgSignature &b) { return a.state < b.state; });
    return worst == signatures.end() ? GpgSignature() : *worst;
}

bool GpgVerdict::isSigned() const
{
    // More, when the user's gpg.conf names signers too.
    return m_record.count("SIG_CREATED") >= std::max<qsizetype>(1, m_request.signers.size());
}

bool GpgVerdict::isDecrypted()
{
    const bool isBad = m_record.has("DECRYPTION_FAILED") || m_record.has("BADMDC")
        || m_record.has("UNEXPECTED") || m_record.has("NODATA")
        || m_record.hasErrorAt("proc_pkt.plaintext")
        || m_record.hasErrorAt("decryption.early_plaintext")
        || m_record.hasErrorAt("aead_checktag");
    const bool isOkay = m_record.count("DECRYPTION_OKAY") == 1 && m_record.count("PLAINTEXT") == 1
        && m_record.has("END_DECRYPTION") && !isBad && m_ending.isComplete;
    if (!isOkay) {
        const bool wasPlain = m_record.has("PLAINTEXT") && !m_record.has("BEGIN_DECRYPTION");
        if (wasPlain && !isBad)
            set(Outcome::NotEncrypted);
        return false;
    }
    if (isOutputLost()) {
        set(Outcome::Failed, u"it could not hand over its output."_s);
        return false;
    }
    // With ignore-mdc-error in the user's gpg.conf gpg says okay, and exits with 0, without it.
    if (!m_record.has("GOODMDC") && m_record.aeadAlgorithm() == 0) {
        set(m_record.mdcMethod() == 0 ? Outcome::NotProtected : Outcome::Damaged);
        return false;
    }
    // Signatures that cannot be checked, or keys tried in vain, make gpg exit with 2 too.
    if (m_ending.reason.exitCode() == 0 || isIntegrityProven())
        return true;
    set(Outcome::Damaged);
    return false;
}

/// Something in its settings closed the descriptor, say: gpg may not mind.
bool GpgVerdict::isOutputLost() const
{
    const bool isBinary = m_record.hasArgument("PLAINTEXT", "62"); // of text the line ends change
    const qint64 expected =
        isBinary ? m_record.plaintextLength() : std::min<qint64>(m_record.plaintextLength(), 1);
    return m_record.logHas("handle plaintext failed") || m_record.logHas("error writing to")
        || (m_ending.bytesOut >= 0 && m_ending.bytesOut < expected);
}

/// By what gpg said, whatever its exit code. gpg 2.2.40 says DECRYPTION_OKAY and GOODMDC for AEAD
/// data that were changed; since 2.4.6 it does not.
bool GpgVerdict::isIntegrityProven() const
{
    return m_record.mdcMethod() == 2
        || (m_record.aeadAlgorithm() != 0 && m_request.version >= QVersionNumber(2, 4, 6));
}

bool GpgVerdict::isVerified()
{
    if (m_record.has("BEGIN_DECRYPTION") || m_record.has("ENC_TO")) {
        set(Outcome::Encrypted);
        return false;
    }
    const QList<GpgSignature> signatures = m_record.signatures();
    if (signatures.isEmpty())
        return false;
    if (!m_request.hasSignature() && !m_record.has("PLAINTEXT")) {
        set(Outcome::SignatureAlone);
        return false;
    }
    // A second text behind the first: nobody could tell which of the two is signed.
    const bool isAmbiguous =
        m_record.hasErrorAt("proc_pkt.plaintext") || m_record.count("PLAINTEXT") > 1;
    const bool isExplained = std::any_of(signatures.begin(), signatures.end(), [](const auto &one) {
        return one.state > GpgSignature::State::NotCertified;
    });
    const bool isClean = m_ending.reason.exitCode() == 0 && m_ending.isComplete;
    if (!isAmbiguous && (isClean || isExplained))
        return true;
    set(Outcome::Damaged);
    return false;
}

/// From what says most to what says least.
void GpgVerdict::giveReason()
{
    if (m_record.hasError(CancelledCode) || m_record.hasError(FullyCancelled)
        || m_record.has("CANCELED_BY_USER"))
        return set(Outcome::Cancelled, whatStays());
    if (m_record.logHas("unknown algorithm")) // 2.4 takes it for a wrong passphrase besides
        return set(Outcome::UnsupportedAlgorithm);
    if (m_record.hasError(BadPassphrase))
        return set(Outcome::WrongPassphrase, ofOwner(m_record));
    if (m_record.hasError(NoPassphrase) || m_record.hasError(MissingPassphrase)
        || m_record.has("MISSING_PASSPHRASE"))
        return set(Outcome::PassphraseMissing, ofOwner(m_record));
    if (m_record.hasError(TooLongForAgent))
        return set(Outcome::PassphraseUnfit, u"gpg-agent takes no more than 255 bytes."_s);
    if (m_record.hasError(NoPinentryCode) || m_record.hasError(NotATerminal))
        return set(Outcome::NoPinentry);
    // The second words are those of 2.4.
    if (m_record.hasError(NoAgentCode) || m_record.logHas("no gpg-agent running")
        || m_record.logHas("can't connect to the agent")
        || m_record.logHas("can't connect to the gpg-agent")
        || m_record.logHas("failed to start agent") || m_record.logHas("failed to start gpg-agent"))
        return set(Outcome::NoAgent);
    if (m_record.logHas("directory does not exist")
        || (m_record.hasErrorAt("add_keyblock_resource")
            && (m_record.hasError(NoFile) || m_record.hasError(NotAFolder))))
        return set(Outcome::HomeUnusable, m_record.lastLog());
    if (m_record.hasErrorAt("option-parser")) // 2.2 only warns, of its gpg.conf
        return set(Outcome::OptionsBroken, m_record.lastLog());
    if (!giveReasonOfKeys() && !giveReasonOfData()) {
        set(Outcome::Failed,
            m_record.lastLog().isEmpty() ? m_ending.reason.toString() : m_record.lastLog());
    }
}

bool GpgVerdict::giveReasonOfKeys()
{
    const auto recipients = m_record.invalidRecipients();
    const auto signers = m_record.invalidSigners();
    const bool hasExpired = m_record.has("KEYEXPIRED");
    if (!recipients.isEmpty()) {
        const auto &[reason, who] = recipients.first();
        set(reason == notFound         ? Outcome::RecipientUnknown
                : reason == notTrusted ? Outcome::RecipientNotCertified
                : hasExpired           ? Outcome::RecipientExpired
                                       : Outcome::RecipientUnusable,
            who);
    } else if (!signers.isEmpty() || m_record.hasArgument("FAILURE", "sign")) {
        const QString who = signers.isEmpty() ? QString() : signers.first().second;
        set(hasExpired                                 ? Outcome::SignerExpired
                : m_record.hasError(UnusableSecretKey) ? Outcome::SignerUnusable
                                                       : Outcome::SignerUnknown,
            who);
    } else if (m_record.hasError(DuplicateName)) {
        set(Outcome::KeyExists);
    } else if (m_record.hasArgument("DELETE_PROBLEM", "2")) {
        set(Outcome::SecretKeyExists);
    } else if (m_record.has("DELETE_PROBLEM") || m_record.exportCount(0) == 0
               || m_record.hasErrorAt("keylist.getkey")) {
        set(Outcome::KeyNotFound);
    } else {
        return false;
    }
    return true;
}

bool GpgVerdict::giveReasonOfData()
{
    const bool began = m_record.has("BEGIN_DECRYPTION");
    const bool hasKeyPacket = m_record.has("ENC_TO") || m_record.has("NEED_PASSPHRASE_SYM");
    // OpenPGP data, but not what a signature begins with: so 2.4.9 has it.
    const bool isWithoutASignature = m_request.hasSignature() && m_record.hasArgument("NODATA", "4")
        && !m_record.hasArgument("NODATA", "1");
    const bool cannotUnlock = !m_record.missingSecretKeys().isEmpty() && !m_record.has("PLAINTEXT");
    if (m_request.operation == Operation::Import || m_request.operation == Operation::ShowKeys) {
        if (m_record.has("IMPORT_OK") && m_record.importCount(0) > 0)
            set(Outcome::ImportedInPart, keyCount(m_record.importCount(0)));
        else
            set(m_record.logHas("CRC error") ? Outcome::Damaged : Outcome::NoKeysInside);
    } else if (m_record.hasError(UnknownKeyAlgorithm) || m_record.hasError(UnknownHash)
               || m_record.hasError(UnknownCipher) || m_record.logHas("Invalid digest algorithm")
               || (cannotUnlock && m_record.isEncryptedWithUnknownAlgorithms())) {
        set(Outcome::UnsupportedAlgorithm);
    } else if (m_record.has("UNEXPECTED")) {
        set(m_request.hasSignature() ? Outcome::NotADetachedSignature : Outcome::IsAKey);
    } else if (m_record.logHas("not a detached signature") || isWithoutASignature) {
        set(Outcome::NotADetachedSignature);
    } else if (m_record.logHas("no signed data")) {
        set(Outcome::NoSignature);
    } else if (m_record.has("BADMDC") || m_record.hasError(Checksum) || m_record.hasError(BadData)
               || m_record.logHas("CRC error")
               || (m_record.has("DECRYPTION_OKAY") && m_record.has("DECRYPTION_FAILED"))) {
        set(Outcome::Damaged);
    } else if (m_record.logHas("not integrity protected")
               || m_record.logHas("decryption forced to fail")) {
        set(Outcome::NotProtected);
    } else if (cannotUnlock) {
        set(Outcome::NoSecretKey, u"key "_s + m_record.missingSecretKeys().join(u", key "_s));
    } else if (m_record.has("NODATA") && hasKeyPacket && !m_record.has("DECRYPTION_OKAY")) {
        set(Outcome::Truncated);
    } else if (m_record.hasArgument("NODATA", "3")
               || (m_record.has("NODATA") && m_record.has("DECRYPTION_OKAY"))) {
        set(Outcome::Damaged);
    } else if (m_record.has("NODATA")) {
        set(m_request.operation == Operation::Verify ? Outcome::NoSignature : Outcome::NotOpenPGP);
    } else if (m_request.operation == Operation::Verify) {
        set(Outcome::NoSignature);
    } else if (m_request.operation == Operation::Decrypt
               && (m_ending.reason.exitCode() == 0
                   || (m_record.has("PLAINTEXT") && m_record.has("DECRYPTION_FAILED")))) {
        set(Outcome::Truncated);
    } else if (began && !m_record.has("END_DECRYPTION")) {
        set(Outcome::Damaged);
    } else {
        return false;
    }
    return true;
}

void GpgVerdict::note()
{
    if (m_record.logHas("unsafe permissions") || m_record.logHas("unsafe ownership")) {
        m_notes
            << u"Others may look into gpg’s home folder. Close it: chmod 700 ~/.gnupg, and chmod "
               "600 for the files in it."_s;
    }
    if (m_outcome != Outcome::Done)
        return;
    if (m_request.operation == Operation::Export && m_record.exportCount(2) < m_request.keys.size())
        m_notes << u"Some of the keys are not there."_s;
    if (m_request.operation == Operation::Decrypt && m_ending.reason.exitCode() != 0)
        m_notes << u"Decrypted whole, but gpg was not content with everything: %1"_s.arg(
            m_record.lastLog());
    if (m_request.operation == Operation::Decrypt && !m_record.decryptedWith().isEmpty()
        && m_request.unlocking == GpgRequest::Unlocking::Ask && !m_ending.hadPassphrase
        && !m_record.has("GET_HIDDEN"))
        m_notes << u"No passphrase was asked for: the key has none, or gpg-agent still knows it."_s;
}
