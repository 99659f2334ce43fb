// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgkey.h"

#include "words.h"

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace {

using FaultKind = GpgKeyFault::Kind;

QString day(const QDateTime &time)
{
    return time.date().toString(Qt::ISODate);
}

/// Of subkeys none of which can be used: the reason that comes nearest to one that can.
GpgKeyFault faultOf(const QList<GpgSubkey> &subkeys, const QString &which)
{
    QDateTime expired;
    bool isRevoked = false;
    for (const GpgSubkey &subkey : subkeys) {
        if (subkey.isExpired && (!expired.isValid() || subkey.expires > expired))
            expired = subkey.expires;
        isRevoked |= subkey.isRevoked;
    }
    if (expired.isValid())
        return {FaultKind::Expired, Words::tr("%1 has expired on %2.").arg(which, day(expired))};
    if (isRevoked)
        return {FaultKind::Revoked, Words::tr("%1 has been revoked.").arg(which)};
    return {FaultKind::Invalid, Words::tr("%1 is not valid.").arg(which)};
}

template <typename Condition>
QList<GpgSubkey> filtered(const QList<GpgSubkey> &subkeys, Condition condition)
{
    QList<GpgSubkey> result;
    std::copy_if(subkeys.begin(), subkeys.end(), std::back_inserter(result), condition);
    return result;
}

/// What is wrong with all of it, whatever it is to be used for; \a which is how to call it.
GpgKeyFault faultOf(const GpgKey &key, const QString &which)
{
    if (key.isRevoked)
        return {FaultKind::Revoked, Words::tr("%1 has been revoked.").arg(which)};
    if (key.isExpired)
        return {FaultKind::Expired,
                Words::tr("%1 has expired on %2.").arg(which, day(key.expires))};
    if (key.isDisabled)
        return {FaultKind::Disabled, Words::tr("%1 is disabled in your key list.").arg(which)};
    if (key.isInvalid)
        return {FaultKind::Invalid,
                Words::tr("%1 is not valid: it has not signed any name of its own.").arg(which)};
    return {};
}

} // namespace

QString GpgSubkey::purpose() const
{
    QStringList result;
    if (canEncrypt)
        result << Words::tr("encrypts");
    if (canSign)
        result << Words::tr("signs");
    if (canCertify)
        result << Words::tr("certifies");
    if (canAuthenticate)
        result << Words::tr("logs in");
    return result.join(u", "_s);
}

QString GpgKey::owner() const
{
    return name().isEmpty() ? Words::tr("key %1").arg(spacedFingerprint(fingerprint)) : name();
}

bool GpgKey::hasSecret() const
{
    return std::any_of(subkeys.begin(), subkeys.end(), [](const GpgSubkey &subkey) {
        return subkey.secret != GpgSubkey::Secret::None;
    });
}

bool GpgKey::hasPrimarySecret() const
{
    return !subkeys.isEmpty() && subkeys.first().secret != GpgSubkey::Secret::None;
}

GpgKeyFault GpgKey::recipientFault() const
{
    const QString whose =
        (name().isEmpty() ? Words::tr("The %1") : Words::tr("The key of %1")).arg(owner());
    const GpgKeyFault fault = faultOf(*this, whose);
    if (fault.kind != FaultKind::None || canEncrypt)
        return fault;
    const auto encrypting =
        filtered(subkeys, [](const GpgSubkey &subkey) { return subkey.canEncrypt; });
    if (encrypting.isEmpty())
        return {FaultKind::Missing,
                Words::tr("%1 has no encryption subkey, so it can only sign.").arg(whose)};
    return faultOf(encrypting, Words::tr("The encryption subkey of %1").arg(owner()));
}

GpgKeyFault GpgKey::signerFault() const
{
    const QString mine =
        (name().isEmpty() ? Words::tr("Your %1") : Words::tr("Your key %1")).arg(owner());
    if (!hasSecret())
        return {FaultKind::Missing,
                Words::tr("The secret part of the key of %1 is not here.").arg(owner())};
    const GpgKeyFault fault = faultOf(*this, mine);
    if (fault.kind != FaultKind::None)
        return fault;
    const auto signing = filtered(subkeys, [](const GpgSubkey &subkey) { return subkey.canSign; });
    const auto own = filtered(
        signing, [](const GpgSubkey &subkey) { return subkey.secret != GpgSubkey::Secret::None; });
    if (std::any_of(own.begin(), own.end(), [](const auto &subkey) { return subkey.isUsable(); }))
        return {};
    if (!own.isEmpty())
        return faultOf(own, Words::tr("The signing subkey of %1").arg(owner()));
    if (signing.isEmpty())
        return {FaultKind::Missing, Words::tr("%1 has no signing subkey.").arg(mine)};
    return {FaultKind::Missing,
            Words::tr("%1 cannot sign here: its signing part is kept elsewhere.").arg(mine)};
}

QList<GpgSubkey> GpgKey::subkeysToRenew() const
{
    const auto usable = filtered(subkeys.mid(1), [](const GpgSubkey &subkey) {
        return !subkey.isRevoked && !subkey.isInvalid;
    });
    return filtered(usable, [&](const GpgSubkey &subkey) {
        return std::none_of(usable.begin(), usable.end(), [&](const GpgSubkey &other) {
            return subkey.isExpired && subkey.purpose() == other.purpose()
                && (!other.isExpired || other.expires > subkey.expires);
        });
    });
}

void GpgKey::takeSecretsFrom(const GpgKey &other)
{
    for (GpgSubkey &subkey : subkeys) {
        const auto same =
            std::find_if(other.subkeys.begin(), other.subkeys.end(), [&](const GpgSubkey &one) {
                return one.fingerprint == subkey.fingerprint;
            });
        if (same != other.subkeys.end())
            subkey.secret = same->secret;
    }
}

QString GpgKey::state() const
{
    if (isRevoked)
        return Words::tr("revoked");
    if (isExpired)
        return Words::tr("expired on %1").arg(day(expires));
    if (isDisabled)
        return Words::tr("disabled");
    if (isInvalid)
        return Words::tr("not valid");
    switch (validity) {
    case Validity::Ultimate:
        return Words::tr("your own");
    case Validity::Full:
        return Words::tr("certified");
    case Validity::Marginal:
        return Words::tr("marginally certified");
    case Validity::Never:
        return Words::tr("never to be trusted");
    case Validity::Unknown:
        break;
    }
    return Words::tr("not certified");
}

bool isFingerprint(const QString &text)
{
    static const QRegularExpression fingerprint(u"\\A[0-9A-F]{40}(?:[0-9A-F]{24})?\\z"_s);
    return fingerprint.match(text).hasMatch();
}

QString spacedFingerprint(const QString &fingerprint)
{
    QStringList groups;
    for (qsizetype i = 0; i < fingerprint.size(); i += 4)
        groups << fingerprint.mid(i, 4);
    return groups.join(u' ');
}
