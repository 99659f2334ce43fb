// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "shownkey.h"

#include "gpgrecord.h"
#include "words.h"

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
    return subkey.isRevoked ? Words::tr("revoked")
        : subkey.isExpired  ? Words::tr("expired")
        : subkey.isInvalid  ? Words::tr("not valid")
                            : Words::tr("usable");
}

QVariantMap detailsOf(const GpgSubkey &subkey)
{
    const QStringList secrets = {QString(), Words::tr("secret part here"),
                                 Words::tr("secret part on a card")};
    return {{u"algorithm"_s, subkey.algorithm},
            {u"purpose"_s, subkey.purpose()},
            {u"created"_s, day(subkey.created)},
            {u"expires"_s, subkey.expires.isValid() ? day(subkey.expires) : Words::tr("never")},
            {u"state"_s, stateOf(subkey)},
            {u"secret"_s, secrets.value(int(subkey.secret))},
            {u"fingerprint"_s, ::spacedFingerprint(subkey.fingerprint)}};
}

/// How far gpg believes that the key is its owner's: anybody can add any name to a key of theirs.
QString trustOf(const GpgKey &key)
{
    const qsizetype names = key.userIds.size();
    if (names == 0)
        return Words::tr("it bears no name that could be certified");
    if (key.certifiedUserIds == 0)
        return key.validity == GpgKey::Validity::Marginal
            ? Words::tr("somebody whom you trust a little has certified it, which is not enough")
            : names == 1 ? Words::tr("its name is not certified")
                         : Words::tr("none of its %n names is certified", "", int(names));
    if (names == 1)
        return Words::tr("its name is certified");
    return key.certifiedUserIds == names
        ? Words::tr("all its %n names are certified", "", int(names))
        : Words::tr("%1 of its %n names are certified", "", int(names)).arg(key.certifiedUserIds);
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
    return Words::tr("%1, made on %2, %3")
        .arg(key.algorithm, day(key.created),
             key.expires.isValid() ? Words::tr("expires on %1").arg(day(key.expires))
                                   : Words::tr("never expires"));
}

QString ShownKey::furtherNames(const GpgKey &key)
{
    QStringList names = key.userIds.mid(1, maximumNames);
    const qsizetype further = key.userIds.size() - 1 - names.size();
    if (further > 0)
        names << Words::tr("and %n more", "", int(further));
    return printable(names.join(u", "_s));
}

QVariantMap ShownKey::details(const GpgKey &key)
{
    QVariantList subkeys;
    for (const GpgSubkey &subkey : key.subkeys)
        subkeys << detailsOf(subkey);
    QStringList userIds = key.userIds.mid(0, maximumUserIds);
    if (key.userIds.size() > userIds.size())
        userIds << Words::tr("and %n more", "", int(key.userIds.size() - userIds.size()));
    return {{u"name"_s, printable(key.owner())},
            {u"userIds"_s, userIds},
            {u"fingerprint"_s, ::spacedFingerprint(key.fingerprint)},
            {u"state"_s, key.state()},
            {u"trust"_s, trustOf(key)},
            {u"tone"_s, tone(key)},
            {u"created"_s, day(key.created)},
            {u"expires"_s, key.expires.isValid() ? day(key.expires) : Words::tr("never")},
            {u"isOwn"_s, key.hasSecret()},
            {u"hasPrimarySecret"_s, key.hasPrimarySecret()},
            {u"isCertified"_s,
             key.validity == GpgKey::Validity::Full || key.validity == GpgKey::Validity::Ultimate},
            {u"isUltimate"_s, key.validity == GpgKey::Validity::Ultimate},
            {u"isRevoked"_s, key.isRevoked},
            {u"fault"_s, printable(key.recipientFault().sentence)},
            {u"subkeys"_s, subkeys}};
}
