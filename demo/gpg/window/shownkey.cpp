// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "shownkey.h"

#include "gpgrecord.h"

using namespace Qt::StringLiterals;

namespace {

// Shown of a key; anybody may give one hundreds.
constexpr qsizetype maximumNames = 5; // in the list
constexpr qsizetype maximumUserIds = 50; // in its details

QString day(const QDateTime &time)
{
    return time.date().toString(Qt::ISODate);
}

QString stateOf(const GpgSubkey &subkey)
{
    return subkey.isRevoked ? u"revoked"_s
        : subkey.isExpired  ? u"expired"_s
        : subkey.isInvalid  ? u"not valid"_s
                            : u"usable"_s;
}

QVariantMap detailsOf(const GpgSubkey &subkey)
{
    static const QStringList secrets = {QString(), u"secret part here"_s,
                                        u"secret part on a card"_s};
    return {{u"algorithm"_s, subkey.algorithm},
            {u"purpose"_s, subkey.purpose()},
            {u"created"_s, day(subkey.created)},
            {u"expires"_s, subkey.expires.isValid() ? day(subkey.expires) : u"never"_s},
            {u"state"_s, stateOf(subkey)},
            {u"secret"_s, secrets.value(int(subkey.secret))},
            {u"fingerprint"_s, ::spacedFingerprint(subkey.fingerprint)}};
}

/// How far gpg believes that the key is its owner's: anybody can add any name to a key of theirs.
QString trustOf(const GpgKey &key)
{
    const qsizetype names = key.userIds.size();
    if (names == 0)
        return u"it bears no name that could be certified"_s;
    if (key.certifiedUserIds == 0)
        return key.validity == GpgKey::Validity::Marginal
            ? u"somebody whom you trust a little has certified it, which is not enough"_s
            : names == 1 ? u"its name is not certified"_s
                         : u"none of its %1 names is certified"_s.arg(names);
    if (names == 1)
        return u"its name is certified"_s;
    return key.certifiedUserIds == names
        ? u"all its %1 names are certified"_s.arg(names)
        : u"%1 of its %2 names are certified"_s.arg(key.certifiedUserIds).arg(names);
}

} // namespace

Tone::Value ShownKey::tone(const GpgKey &key)
{
    if (!key.isUsable() || key.validity == GpgKey::Validity::Never)
        return Tone::Red;
    switch (key.validity) {
    case GpgKey::Validity::Full:
    case GpgKey::Validity::Ultimate:
        return Tone::Green;
    default:
        return Tone::Yellow;
    }
}

QString ShownKey::summary(const GpgKey &key)
{
    return u"%1, made on %2, %3"_s.arg(key.algorithm, day(key.created),
                                       key.expires.isValid() ? u"expires on "_s + day(key.expires)
                                                             : u"never expires"_s);
}

QString ShownKey::furtherNames(const GpgKey &key)
{
    QStringList names = key.userIds.mid(1, maximumNames);
    const qsizetype further = key.userIds.size() - 1 - names.size();
    if (further > 0)
        names << u"and %1 more"_s.arg(further);
    return printable(names.join(u", "_s));
}

QVariantMap ShownKey::details(const GpgKey &key)
{
    QVariantList subkeys;
    for (const GpgSubkey &subkey : key.subkeys)
        subkeys << detailsOf(subkey);
    QStringList userIds = key.userIds.mid(0, maximumUserIds);
    if (key.userIds.size() > userIds.size())
        userIds << u"and %1 more"_s.arg(key.userIds.size() - userIds.size());
    return {{u"name"_s, printable(key.owner())},
            {u"userIds"_s, userIds},
            {u"fingerprint"_s, ::spacedFingerprint(key.fingerprint)},
            {u"state"_s, key.state()},
            {u"trust"_s, trustOf(key)},
            {u"tone"_s, tone(key)},
            {u"created"_s, day(key.created)},
            {u"expires"_s, key.expires.isValid() ? day(key.expires) : u"never"_s},
            {u"isOwn"_s, key.hasSecret()},
            {u"hasPrimarySecret"_s, key.hasPrimarySecret()},
            {u"isCertified"_s,
             key.validity == GpgKey::Validity::Full || key.validity == GpgKey::Validity::Ultimate},
            {u"isUltimate"_s, key.validity == GpgKey::Validity::Ultimate},
            {u"isRevoked"_s, key.isRevoked},
            {u"fault"_s, printable(key.recipientFault().sentence)},
            {u"subkeys"_s, subkeys}};
}
