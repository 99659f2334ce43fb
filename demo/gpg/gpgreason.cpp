// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgreason.h"

#include "gpgverdict.h"
#include "words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;
using Fact = GpgRecord::LogFact;

// libgpg-error's codes.
enum Code {
    UnknownKeyAlgorithm = 4,
    UnknownHash = 5,
    UnknownCipher = 12,
    Checksum = 10,
    BadPassphrase = 11,
    MissingPassphrase = 31,
    UnusableSecretKey = 54,
    NoAgentCode = 77,
    NoPinentryCode = 85,
    BadData = 89,
    CancelledCode = 99,
    NoPassphrase = 177,
    FullyCancelled = 198,
    TooLongForAgent = 273,
    DuplicateName = 304,
    NoFile = 32849, // system errors: bit 15 and the errno
    NotAFolder = 32865,
    NotATerminal = 32870
};

// The reasons for INV_RECP.
constexpr int notFound = 1;
constexpr int notTrusted = 10;

bool readsStrangersData(Operation operation)
{
    return operation == Operation::Decrypt || operation == Operation::Verify
        || operation == Operation::Import || operation == Operation::ShowKeys;
}

QString keyOf(const QString &number)
{
    const bool isHidden = number.count(u'0') == number.size();
    return isHidden ? Words::tr("a hidden recipient") : Words::tr("key %1").arg(number);
}

} // namespace

GpgReason::GpgReason(const GpgRequest &request, const GpgRecord &record, const GpgEnding &ending)
    : m_request(request)
    , m_record(record)
    , m_ending(ending)
{
    // In a dialogue gpg says that it was cancelled when it is given no further passphrase.
    const bool isRefused = (m_request.operation == Operation::ChangePassphrase
                            && m_record.logHas(Fact::PassphraseNotChanged))
        || (m_request.operation == Operation::RenewKey && m_record.logHas(Fact::KeyNotSigned));
    const auto key = m_record.key(m_request.keys.value(0));
    if (isRefused)
        set(Outcome::WrongPassphrase, key ? Words::tr(" for %1").arg(key->owner()) : QString());
    // gpg also says that its user cancelled when it was not allowed to ask.
    else if (m_record.hasError(CancelledCode) || m_record.hasError(FullyCancelled)
             || (m_record.has("CANCELED_BY_USER") && !m_record.hasErrorAt("set_pinentry_mode")))
        set(Outcome::Cancelled, GpgVerdict::whatStays(m_request.operation));
    else if (!isOfPassphrase() && !isOfHousehold() && !isOfKeys() && !isOfImport()
             && !isOfAlgorithms() && !isOfStructure() && !isOfData())
        set(Outcome::Failed, failure());
}

bool GpgReason::set(Outcome outcome, const QString &detail)
{
    m_outcome = outcome;
    m_detail = detail;
    return true;
}

bool GpgReason::isOfPassphrase()
{
    const QString owner = m_record.passphraseOwner();
    const QString ofOwner = m_record.isForMessageItself() ? Words::tr(" of the message itself")
        : owner.isEmpty()                                 ? QString()
                                                          : Words::tr(" for %1").arg(owner);
    const bool isBad = m_record.hasError(BadPassphrase);
    // Some commands of gpg let pinentry ask all the same: then the passphrase typed there is wrong.
    if (m_record.hasErrorAt("set_pinentry_mode") && !(isBad && m_record.has("PINENTRY_LAUNCHED")))
        return set(Outcome::NoLoopback);
    // 2.4 also writes this without asking for a passphrase, when it does not know the algorithm.
    if (m_record.hasErrorAt("symkey_decrypt.maybe_error") && !m_record.has("NEED_PASSPHRASE_SYM"))
        return set(Outcome::UnsupportedAlgorithm);
    if (isBad)
        return set(Outcome::WrongPassphrase, ofOwner);
    if (m_record.logHas(Fact::UnknownCipher)) // gpg 2.2
        return set(Outcome::UnsupportedAlgorithm);
    if (m_record.hasError(NoPassphrase) || m_record.hasError(MissingPassphrase)
        || m_record.has("MISSING_PASSPHRASE"))
        return set(Outcome::PassphraseMissing, ofOwner);
    if (m_record.hasError(TooLongForAgent))
        return set(Outcome::PassphraseUnfit, Words::tr("gpg-agent takes no more than 255 bytes."));
    if (isPassphraseDoubtful()) {
        return set(
            Outcome::WrongPassphrase,
            Words::tr(
                ", or the data is damaged: of this kind of encryption gpg cannot tell which"));
    }
    return false;
}

/// Authenticated data has no check of the passphrase of its own. When not even its beginning can be
/// decrypted, either the passphrase is wrong or the data is damaged. Data that ends too early is
/// damaged in any case: there 2.4 does not write BADMDC.
bool GpgReason::isPassphraseDoubtful() const
{
    const bool isByPassphraseAlone = m_record.has("NEED_PASSPHRASE_SYM") && !m_record.has("ENC_TO");
    const bool isAuthenticated =
        m_record.has("BADMDC") || m_record.has("GOODMDC"); // 2.2 writes it after a failure, too
    return isByPassphraseAlone && isAuthenticated && m_record.mdcMethod() == 0
        && !m_record.has("PLAINTEXT");
}

bool GpgReason::isOfHousehold()
{
    if (m_record.hasError(NoPinentryCode) || m_record.hasError(NotATerminal))
        return set(Outcome::NoPinentry);
    if (m_record.hasError(NoAgentCode) || m_record.logHas(Fact::NoAgent))
        return set(Outcome::NoAgent);
    const bool hasNoKeyRing = m_record.hasErrorAt("add_keyblock_resource");
    if (hasNoKeyRing && m_record.hasError(NotAFolder))
        return set(Outcome::HomeUnusable,
                   Words::tr("%1 is not a folder.").arg(m_request.homeFolder()));
    if (m_record.logHas(Fact::HomeMissing) || (hasNoKeyRing && m_record.hasError(NoFile)))
        return set(Outcome::HomeUnusable, Words::tr("there is no %1.").arg(m_request.homeFolder()));
    if (m_record.hasErrorAt("option-parser")) // 2.2 only warns of errors in gpg.conf
        return set(Outcome::OptionsBroken, m_record.settingsFault());
    return false;
}

bool GpgReason::isOfKeys()
{
    if (m_request.isOnOneKey()) {
        const auto key = m_record.key(m_request.keys.value(0));
        if (!key)
            return set(Outcome::KeyNotFound);
        if (m_request.operation == Operation::CertifyKey && !key->isUsable())
            return set(Outcome::Failed,
                       Words::tr("it certifies no key that cannot be used: %1")
                           .arg(key->recipientFault().sentence));
        return false;
    }
    const auto recipients = m_record.invalidRecipients();
    const auto signers = m_record.invalidSigners();
    if (!recipients.isEmpty())
        blameRecipient(recipients.first().first, recipients.first().second);
    else if (!signers.isEmpty() || m_record.hasArgument("FAILURE", "sign"))
        blameSigner(signers.isEmpty() ? QString() : signers.first().second);
    else if (m_record.hasError(DuplicateName))
        set(Outcome::KeyExists);
    else if (m_record.hasArgument("DELETE_PROBLEM", "2"))
        set(Outcome::SecretKeyExists);
    else if (m_record.has("DELETE_PROBLEM") || m_record.exportCount(0) == 0
             || m_record.hasErrorAt("keylist.getkey"))
        set(Outcome::KeyNotFound);
    else
        return false;
    return true;
}

void GpgReason::blameRecipient(int reason, const QString &who)
{
    const auto key = m_record.key(who);
    const GpgKeyFault fault = key ? key->recipientFault() : GpgKeyFault();
    if (reason == notFound)
        set(Outcome::RecipientUnknown, who);
    else if (reason == notTrusted)
        set(Outcome::RecipientNotCertified, key ? key->owner() : who);
    else if (fault.kind != GpgKeyFault::Kind::None)
        set(GpgVerdict::outcomeOf(fault.kind), fault.sentence);
    else if (m_record.has("KEYEXPIRED"))
        set(Outcome::RecipientExpired, Words::tr("The key %1 has expired.").arg(who));
    else
        set(Outcome::RecipientUnusable,
            Words::tr("The key %1 has been revoked, or cannot encrypt.")
                .arg(key ? key->owner() : who));
}

void GpgReason::blameSigner(const QString &who)
{
    // Without a named signer gpg takes one of the user's own keys. When none of them can sign, the
    // first one's fault is reported.
    std::optional<GpgKey> key = m_record.key(who);
    for (const GpgKey &own : m_record.keys()) {
        if (!key && who.isEmpty() && own.hasSecret() && !own.isSigner())
            key = own;
    }
    const GpgKeyFault fault = key ? key->signerFault() : GpgKeyFault();
    switch (fault.kind) {
    case GpgKeyFault::Kind::Expired:
        return static_cast<void>(set(Outcome::SignerExpired, fault.sentence));
    case GpgKeyFault::Kind::Revoked:
    case GpgKeyFault::Kind::Disabled:
    case GpgKeyFault::Kind::Invalid:
        return static_cast<void>(set(Outcome::SignerUnusable, fault.sentence));
    case GpgKeyFault::Kind::Missing:
        return static_cast<void>(set(Outcome::SignerUnknown, fault.sentence));
    case GpgKeyFault::Kind::None:
        break;
    }
    const QString mine = who.isEmpty() ? Words::tr("Your key") : Words::tr("Your key %1").arg(who);
    if (m_record.has("KEYEXPIRED"))
        set(Outcome::SignerExpired, Words::tr("%1 has expired.").arg(mine));
    else if (m_record.hasError(UnusableSecretKey))
        set(Outcome::SignerUnusable, Words::tr("%1 has been revoked, or cannot sign.").arg(mine));
    else if (who.isEmpty())
        set(Outcome::SignerUnknown, Words::tr("You have no secret key to sign with."));
    else
        set(Outcome::SignerUnknown, Words::tr("You have no secret key %1 to sign with.").arg(who));
}

bool GpgReason::isOfImport()
{
    if (m_request.operation != Operation::Import && m_request.operation != Operation::ShowKeys)
        return false;
    if (m_record.has("IMPORT_OK") && m_record.importCount(0) > 0)
        return set(Outcome::ImportedInPart, GpgVerdict::keyCount(m_record.importCount(0)));
    if (m_record.importCount(1) > 0)
        return set(Outcome::KeyWithoutUserId);
    return set(m_record.logHas(Fact::ChecksumOfArmor) ? Outcome::Damaged : Outcome::NoKeysInside);
}

bool GpgReason::isOfAlgorithms()
{
    const bool cannotUnlock = !m_record.missingSecretKeys().isEmpty() && !m_record.has("PLAINTEXT");
    if (m_record.hasError(UnknownKeyAlgorithm) || m_record.hasError(UnknownHash)
        || m_record.hasError(UnknownCipher) || m_record.logHas(Fact::UnknownHash)
        || (cannotUnlock && m_record.isEncryptedWithUnknownAlgorithms()))
        return set(Outcome::UnsupportedAlgorithm);
    return false;
}

/// The data is of another kind than was expected, or several things in one.
bool GpgReason::isOfStructure()
{
    // 2.4.9 writes this for OpenPGP data that does not begin with a signature.
    const bool isWithoutASignature = m_request.hasSignature() && m_record.hasArgument("NODATA", "4")
        && !m_record.hasArgument("NODATA", "1");
    if (m_record.has("UNEXPECTED"))
        return set(m_request.hasSignature() ? Outcome::NotADetachedSignature : Outcome::IsAKey);
    if (m_record.logHas(Fact::NotADetachedSignature) || isWithoutASignature)
        return set(Outcome::NotADetachedSignature);
    if (m_record.logHas(Fact::NoSignedData))
        return set(Outcome::NoSignature);
    if (m_record.hasErrorAt("proc_pkt.plaintext")
        || m_record.hasErrorAt("decryption.early_plaintext") || m_record.count("PLAINTEXT") > 1
        || (m_record.has("DECRYPTION_OKAY") && m_record.count("BEGIN_DECRYPTION") > 1))
        return set(Outcome::Malformed);
    return false;
}

bool GpgReason::isOfData()
{
    const bool hasKeyPacket = m_record.has("ENC_TO") || m_record.has("NEED_PASSPHRASE_SYM");
    const bool cannotUnlock = !m_record.missingSecretKeys().isEmpty() && !m_record.has("PLAINTEXT");
    if (m_record.has("BADMDC") || m_record.hasError(Checksum) || m_record.hasError(BadData)
        || m_record.logHas(Fact::ChecksumOfArmor)
        || (m_record.has("DECRYPTION_OKAY") && m_record.has("DECRYPTION_FAILED")))
        return set(Outcome::Damaged);
    if (m_record.logHas(Fact::NotProtected) || m_record.hasErrorAt("nomdc_with_legacy_cipher"))
        return set(Outcome::NotProtected);
    if (cannotUnlock)
        return set(Outcome::NoSecretKey, missingKeys());
    if (m_record.has("NODATA") && hasKeyPacket && !m_record.has("DECRYPTION_OKAY"))
        return set(Outcome::Truncated);
    if (m_record.hasArgument("NODATA", "3")
        || (m_record.has("NODATA") && m_record.has("DECRYPTION_OKAY")))
        return set(Outcome::Damaged);
    if (m_request.operation == Operation::Verify)
        return set(Outcome::NoSignature);
    if (m_record.has("NODATA"))
        return set(Outcome::NotOpenPGP);
    if (m_request.operation == Operation::Decrypt
        && (m_ending.reason.exitCode() == 0
            || (m_record.has("PLAINTEXT") && m_record.has("DECRYPTION_FAILED"))))
        return set(Outcome::Truncated);
    if (m_record.has("BEGIN_DECRYPTION") && !m_record.has("END_DECRYPTION"))
        return set(Outcome::Damaged);
    return false;
}

/// All keys that could decrypt the message, because any one of them would do.
QString GpgReason::missingKeys() const
{
    QStringList result;
    const QStringList missing = m_record.missingSecretKeys();
    for (const QString &number : missing) {
        const QString key = keyOf(number);
        if (!result.contains(key))
            result << key;
    }
    return result.join(u", "_s);
}

QString GpgReason::failure() const
{
    const QString error = m_record.firstError();
    const bool mayShowLog = !readsStrangersData(m_request.operation);
    if (mayShowLog && !m_record.lastLog().isEmpty())
        return m_record.lastLog();
    const QString end = Words::tr("it %1", "gpg").arg(m_ending.reason.toString());
    return error.isEmpty() ? end : u"%1 (%2)"_s.arg(end, error);
}
