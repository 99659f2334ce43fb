// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgkey.h"

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
        return {FaultKind::Expired, u"%1 has expired on %2."_s.arg(which, day(expired))};
    if (isRevoked)
        return {FaultKind::Revoked, u"%1 has been revoked."_s.arg(which)};
    return {FaultKind::Invalid, u"%1 is not valid."_s.arg(which)};
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
        return {FaultKind::Revoked, u"%1 has been revoked."_s.arg(which)};
    if (key.isExpired)
        return {FaultKind::Expired, u"%1 has expired on %2."_s.arg(which, day(key.expires))};
    if (key.isDisabled)
        return {FaultKind::Disabled, u"%1 is disabled in your key list."_s.arg(which)};
    if (key.isInvalid)
        return {FaultKind::Invalid,
                u"%1 is not valid: it has not signed any name of its own."_s.arg(which)};
    return {};
}

} // namespace

QString GpgSubkey::purpose() const
{
    QStringList result;
    if (canEncrypt)
        result << u"encrypts"_s;
    if (canSign)
        result << u"signs"_s;
    if (canCertify)
        result << u"certifies"_s;
    if (canAuthenticate)
        result << u"logs in"_s;
    return result.join(u", "_s);
}

QString GpgKey::owner() const
{
    return name().isEmpty() ? u"key "_s + spacedFingerprint(fingerprint) : name();
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
    const QString whose = (name().isEmpty() ? u"The %1"_s : u"The key of %1"_s).arg(owner());
    const GpgKeyFault fault = faultOf(*this, whose);
    if (fault.kind != FaultKind::None || canEncrypt)
        return fault;
    const auto encrypting =
        filtered(subkeys, [](const GpgSubkey &subkey) { return subkey.canEncrypt; });
    if (encrypting.isEmpty())
        return {FaultKind::Missing,
                u"%1 has no encryption subkey, so it can only sign."_s.arg(whose)};
    return faultOf(encrypting, u"The encryption subkey of %1"_s.arg(owner()));
}

GpgKeyFault GpgKey::signerFault() const
{
    const QString mine = (name().isEmpty() ? u"Your %1"_s : u"Your key %1"_s).arg(owner());
    if (!hasSecret())
        return {FaultKind::Missing,
                u"The secret part of the key of %1 is not here."_s.arg(owner())};
    const GpgKeyFault fault = faultOf(*this, mine);
    if (fault.kind != FaultKind::None)
        return fault;
    const auto signing = filtered(subkeys, [](const GpgSubkey &subkey) { return subkey.canSign; });
    const auto own = filtered(
        signing, [](const GpgSubkey &subkey) { return subkey.secret != GpgSubkey::Secret::None; });
    if (std::any_of(own.begin(), own.end(), [](const auto &subkey) { return subkey.isUsable(); }))
        return {};
    if (!own.isEmpty())
        return faultOf(own, u"The signing subkey of %1"_s.arg(owner()));
    if (signing.isEmpty())
        return {FaultKind::Missing, u"%1 has no signing subkey."_s.arg(mine)};
    return {FaultKind::Missing,
            u"%1 cannot sign here: its signing part is kept elsewhere."_s.arg(mine)};
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
        return u"revoked"_s;
    if (isExpired)
        return u"expired on %1"_s.arg(day(expires));
    if (isDisabled)
        return u"disabled"_s;
    if (isInvalid)
        return u"not valid"_s;
    switch (validity) {
    case Validity::Ultimate:
        return u"your own"_s;
    case Validity::Full:
        return u"certified"_s;
    case Validity::Marginal:
        return u"marginally certified"_s;
    case Validity::Never:
        return u"never to be trusted"_s;
    case Validity::Unknown:
        break;
    }
    return u"not certified"_s;
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
