// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgrequest.h"

#include "gpgkey.h"
#include "words.h"

#include <QtCore/QRegularExpression>

#include <QtCore/QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool areFingerprints(const QStringList &list)
{
    return std::all_of(list.begin(), list.end(), isFingerprint);
}

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c < u' ' || c == u'\x7f'; });
}

bool isExpiry(const QString &text)
{
    static const QRegularExpression expiry(
        u"\\A(?:0|[0-9]+[dwmy]?|[0-9]{4}-[0-9]{2}-[0-9]{2})\\z"_s);
    return expiry.match(text).hasMatch();
}

QString faultOfExpiry(const QString &expiry)
{
    return Words::tr("“%1” is no time to expire: write 2y, 18m, 30d, 2030-12-31, or 0 for never.")
        .arg(expiry);
}

QString faultOfNewKey(const GpgRequest &request)
{
    if (request.userId.trimmed().isEmpty())
        return Words::tr("Give the key a name, and best an e-mail address.");
    if (hasControlCharacter(request.userId))
        return Words::tr("A name has no line breaks or other control characters.");
    return isExpiry(request.expiry) ? QString() : faultOfExpiry(request.expiry);
}

} // namespace

bool GpgRequest::isOnOneKey() const
{
    return operation == Operation::CertifyKey || operation == Operation::OwnKey
        || operation == Operation::RenewKey || operation == Operation::ChangePassphrase;
}

bool GpgRequest::needsPassphrase() const
{
    switch (operation) {
    case Operation::Decrypt:
    case Operation::Sign:
        return true;
    case Operation::Encrypt:
        return symmetric || !signers.isEmpty();
    case Operation::GenerateKey:
        return !withoutPassphrase;
    case Operation::CertifyKey:
    case Operation::RenewKey:
    case Operation::ChangePassphrase:
        return true;
    case Operation::Export:
        return secretKeys;
    default:
        return false;
    }
}

bool GpgRequest::hasParameters() const
{
    return operation == Operation::GenerateKey
        && !(inputFile.isEmpty() && text.isEmpty() && inputFD < 0);
}

bool GpgRequest::takesInput() const
{
    switch (operation) {
    case Operation::Encrypt:
    case Operation::Decrypt:
    case Operation::Sign:
    case Operation::Verify:
    case Operation::ShowKeys:
    case Operation::Import:
    case Operation::OwnKey:
    case Operation::Unpack:
        return true;
    default:
        return hasParameters();
    }
}

QByteArray GpgRequest::givenText() const
{
    if (operation != Operation::OwnKey)
        return text;
    return keys.value(0).toLatin1() + ":6:\n"; // ultimately
}

bool GpgRequest::hasSignature() const
{
    return operation == Operation::Verify && !(signatureFile.isEmpty() && signature.isEmpty());
}

bool GpgRequest::writesData() const
{
    switch (operation) {
    case Operation::Encrypt:
    case Operation::Decrypt:
    case Operation::Sign:
    case Operation::Export:
        return true;
    case Operation::Verify:
        return !hasSignature();
    default:
        return false;
    }
}

bool GpgRequest::outputIsSecret() const
{
    return operation == Operation::Decrypt || (operation == Operation::Export && secretKeys);
}

QString GpgRequest::fault() const
{
    if (!areFingerprints(recipients) || !areFingerprints(signers) || !areFingerprints(keys)
        || !areFingerprints(alsoTo))
        return Words::tr(
            "A key is named by its whole fingerprint: 40 or 64 digits of 0-9 and A-F.");
    switch (operation) {
    case Operation::Encrypt:
        return recipients.isEmpty() && !symmetric
            ? Words::tr("Choose whom to encrypt to, or to encrypt with a passphrase.")
            : QString();
    case Operation::GenerateKey:
        if (!hasParameters())
            return faultOfNewKey(*this);
        return userId.isEmpty() ? QString()
                                : Words::tr("The name stands in the parameters already.");
    case Operation::CertifyKey:
        if (signers.size() != 1)
            return Words::tr("Choose the key of yours that certifies.");
        [[fallthrough]];
    case Operation::RenewKey:
        if (!isExpiry(expiry))
            return faultOfExpiry(expiry);
        [[fallthrough]];
    case Operation::OwnKey:
    case Operation::ChangePassphrase:
        return keys.size() == 1 ? QString() : Words::tr("Choose one key.");
    case Operation::Export:
    case Operation::DeleteKey:
        return keys.isEmpty() ? Words::tr("Choose a key first.") : QString();
    case Operation::Unpack:
        return outputFile.isEmpty() ? Words::tr("Name the folder to unpack it into.") : QString();
    default:
        return {};
    }
}

QProcessEnvironment GpgRequest::environment() const
{
    QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
    result.insert(u"LC_ALL"_s, u"C.UTF-8"_s); // the log is read by us too
    result.remove(u"LANGUAGE"_s);
    if (!home.isEmpty())
        result.insert(u"GNUPGHOME"_s, home);
    return result;
}

GpgRequest GpgRequest::listing(const QStringList &wanted, bool secretOnes) const
{
    return {.operation = Operation::ListKeys,
            .keys = wanted,
            .secretKeys = secretOnes,
            .certifications = operation == Operation::CertifyKey,
            .program = program,
            .home = home};
}

QString GpgRequest::homeFolder() const
{
    const QString folder = environment().value(u"GNUPGHOME"_s);
    return folder.isEmpty() ? QDir::homePath() + u"/.gnupg"_s : folder;
}
