// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgkeylisting.h"

#include "gpgrecord.h"
#include "words.h"

#include <QtCore/QTimeZone>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

// The fields of a record, counted from 0; DETAILS counts from 1.
enum Field {
    Type = 0,
    Validity = 1,
    Length = 2,
    Algorithm = 3,
    KeyId = 4,
    Created = 5,
    Expires = 6,
    OwnerTrust = 8,
    UserId = 9,
    Capabilities = 11,
    Token = 14, // of the secret key
    Curve = 16
};

/// C's escapes: "\x3a" for a colon.
QString unescaped(const QByteArray &field)
{
    QByteArray result;
    for (qsizetype i = 0; i < field.size(); ++i) {
        bool isHex = false;
        const int code = field.at(i) == '\\' && field.mid(i + 1, 1) == "x"
            ? field.mid(i + 2, 2).toInt(&isHex, 16)
            : 0;
        result += isHex ? char(code) : field.at(i);
        if (isHex)
            i += 3;
    }
    return QString::fromUtf8(result);
}

/// Seconds since 1970, or as ISO 8601 has it.
QDateTime time(const QByteArray &field)
{
    if (field.isEmpty())
        return {};
    if (field.contains('T')) {
        const QString text = QString::fromLatin1(field);
        return QDateTime(QDate::fromString(text.section(u'T', 0, 0), u"yyyyMMdd"_s),
                         QTime::fromString(text.section(u'T', 1, 1), u"hhmmss"_s),
                         QTimeZone::utc());
    }
    return QDateTime::fromSecsSinceEpoch(field.toLongLong(), QTimeZone::utc());
}

QString algorithmName(const QByteArrayList &fields)
{
    if (!fields.value(Curve).isEmpty())
        return QString::fromLatin1(fields.value(Curve));
    switch (fields.value(Algorithm).toInt()) {
    case 1:
        return u"rsa"_s + QString::fromLatin1(fields.value(Length));
    case 16:
        return u"elg"_s + QString::fromLatin1(fields.value(Length));
    case 17:
        return u"dsa"_s + QString::fromLatin1(fields.value(Length));
    default:
        return Words::tr("algorithm %1").arg(QString::fromLatin1(fields.value(Algorithm)));
    }
}

GpgKey::Validity validityOf(char letter)
{
    switch (letter) {
    case 'n':
        return GpgKey::Validity::Never;
    case 'm':
        return GpgKey::Validity::Marginal;
    case 'f':
        return GpgKey::Validity::Full;
    case 'u':
        return GpgKey::Validity::Ultimate;
    default:
        return GpgKey::Validity::Unknown;
    }
}

GpgSubkey subkeyOf(const QByteArrayList &fields)
{
    const QByteArray validity = fields.value(Validity).left(1);
    const QByteArray capabilities = fields.value(Capabilities);
    const QByteArray type = fields.value(Type);
    const QByteArray token = fields.value(Token);
    const bool isOfASecretList = type == "sec" || type == "ssb";
    GpgSubkey result;
    result.algorithm = algorithmName(fields);
    result.created = time(fields.value(Created));
    result.expires = time(fields.value(Expires));
    result.isRevoked = validity == "r";
    result.isExpired = validity == "e";
    result.isInvalid = validity == "i";
    result.canEncrypt = capabilities.contains('e');
    result.canSign = capabilities.contains('s');
    result.canCertify = capabilities.contains('c');
    result.canAuthenticate = capabilities.contains('a');
    if (token == "+" || (token.isEmpty() && isOfASecretList))
        result.secret = GpgSubkey::Secret::Here;
    else if (!token.isEmpty() && token != "#") // a card's number
        result.secret = GpgSubkey::Secret::OnCard;
    return result;
}

} // namespace

void GpgKeyListing::beginKey(const QByteArrayList &fields)
{
    m_key.emplace();
    const QByteArray validity = fields.value(Validity).left(1);
    const QByteArray capabilities = fields.value(Capabilities);
    m_key->algorithm = algorithmName(fields);
    m_key->created = time(fields.value(Created));
    m_key->expires = time(fields.value(Expires));
    m_key->validity = validityOf(validity.isEmpty() ? '-' : validity.front());
    m_key->isTrustedUltimately = fields.value(OwnerTrust) == "u";
    m_key->isRevoked = validity == "r";
    m_key->isExpired = validity == "e";
    m_key->isInvalid = validity == "i";
    m_key->isDisabled = validity == "d" || capabilities.contains('D');
    m_key->canEncrypt = capabilities.contains('E');
    m_key->canSign = capabilities.contains('S');
    addSubkey(fields);
}

void GpgKeyListing::addSubkey(const QByteArrayList &fields)
{
    m_key->subkeys << subkeyOf(fields);
}

void GpgKeyListing::addUserId(const QByteArrayList &fields)
{
    const QString userId = printable(unescaped(fields.value(UserId)));
    const QByteArray validity = fields.value(Validity).left(1);
    if (validity == "f" || validity == "u")
        m_key->userIds.insert(m_key->certifiedUserIds++, userId);
    else
        m_key->userIds << userId;
}

/// Of the key or subkey before it.
void GpgKeyListing::addFingerprint(const QString &fingerprint)
{
    if (m_key->fingerprint.isEmpty())
        m_key->fingerprint = fingerprint;
    if (m_key->subkeys.last().fingerprint.isEmpty())
        m_key->subkeys.last().fingerprint = fingerprint;
}

std::optional<GpgKey> GpgKeyListing::addLine(const QByteArray &line)
{
    const QByteArrayList fields = line.split(':');
    const QByteArray type = fields.value(Type);
    if (type == "pub" || type == "sec") {
        auto result = finish();
        beginKey(fields);
        return result;
    }
    if (!m_key)
        return std::nullopt;
    if (type == "sub" || type == "ssb")
        addSubkey(fields);
    else if (type == "sig" && !m_key->userIds.isEmpty() && m_key->subkeys.size() == 1)
        m_key->certifiers << QString::fromLatin1(fields.value(KeyId));
    else if (type == "fpr")
        addFingerprint(QString::fromLatin1(fields.value(UserId)));
    else if (type == "uid" && (fields.value(Validity) != "r" || m_key->isRevoked))
        addUserId(fields);
    return std::nullopt;
}

std::optional<GpgKey> GpgKeyListing::finish()
{
    return std::exchange(m_key, std::nullopt);
}
