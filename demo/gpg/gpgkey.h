// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGKEY_H
#define GPGKEY_H

#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

/// Why a key cannot be used for something.
struct GpgKeyFault
{
    enum class Kind { None, Revoked, Expired, Disabled, Invalid, Missing };

    Kind kind = Kind::None;
    QString sentence = {}; ///< with its owner's name; empty: it can be used

    bool operator==(const GpgKeyFault &other) const = default;
};

/// One of the keys that a GpgKey is made of: the primary one, or a subkey.
struct GpgSubkey
{
    enum class Secret {
        None, ///< not here: of somebody else's, or kept elsewhere ("sec#")
        Here,
        OnCard ///< a smart card's ("sec>"), which need not be in its reader
    };

    QString fingerprint;
    QString algorithm;
    QDateTime created;
    QDateTime expires; ///< invalid: never
    bool isRevoked = false;
    bool isExpired = false;
    bool isInvalid = false; ///< not bound to the primary key by a good signature, say
    bool canEncrypt = false; ///< what it is for, whether or not it can be used now
    bool canSign = false;
    bool canCertify = false;
    bool canAuthenticate = false;
    Secret secret = Secret::None; ///< known when GpgRequest::secretKeys was asked for

    bool isUsable() const { return !isRevoked && !isExpired && !isInvalid; }
    /// "encrypts, signs"
    QString purpose() const;

    bool operator==(const GpgSubkey &other) const = default;
};

/// An OpenPGP key as gpg lists it.
struct GpgKey
{
    enum class Validity { Unknown, Never, Marginal, Full, Ultimate };

    QString fingerprint; ///< of the primary key: what names it, everywhere
    /// The user ids that are not revoked, or all of a revoked key, as printable() has them. The
    /// certified ones come first, because the owner of a key can add any name to it; then the
    /// others in the key's order, which begins with the primary one.
    QStringList userIds;
    int certifiedUserIds = 0; ///< how many of them are certified
    QString algorithm; ///< "ed25519", "rsa3072"
    QDateTime created;
    QDateTime expires; ///< invalid: never
    Validity validity = Validity::Unknown;
    bool isTrustedUltimately = false; ///< somebody here has said that it is theirs
    bool isRevoked = false;
    bool isExpired = false;
    bool isDisabled = false;
    bool isInvalid = false; ///< without a good self-signature, say
    bool canEncrypt = false; ///< it, or a subkey, now
    bool canSign = false;
    QList<GpgSubkey> subkeys; ///< the primary key first
    /// The numbers of the keys that have signed a user id of it; known when
    /// GpgRequest::certifications was asked for.
    QStringList certifiers;

    QString name() const { return userIds.value(0); }
    /// The name, or, of a key that has none, its number: "key 8640 F946 …".
    QString owner() const;
    /// Fit for new work.
    bool isUsable() const { return !isRevoked && !isExpired && !isDisabled && !isInvalid; }
    /// One's own: the secret part of one of its subkeys is here, or on a card; its primary key's
    /// may be kept elsewhere.
    bool hasSecret() const;
    /// The primary key's, with which one certifies other keys, and changes this one.
    bool hasPrimarySecret() const;
    /// One can sign with it here and now.
    bool isSigner() const { return signerFault().kind == GpgKeyFault::Kind::None; }
    /// Something can be encrypted to it; whether it is certified is another question.
    bool isRecipient() const { return recipientFault().kind == GpgKeyFault::Kind::None; }
    /// Why not.
    GpgKeyFault recipientFault() const;
    GpgKeyFault signerFault() const;
    /// The subkeys that are renewed together with the primary key: those that are not revoked and
    /// did not expire before it. One that did is renewed when no other has its purpose.
    QList<GpgSubkey> subkeysToRenew() const;
    /// Copies the secret parts of \a other, which is from a listing that asked for them.
    void takeSecretsFrom(const GpgKey &other);
    /// "certified", "not certified: compare its fingerprint", "expired on 2020-01-31" …
    QString state() const;

    bool operator==(const GpgKey &other) const = default;
};

/// A whole one: 40 or 64 digits of 0-9 and A-F.
bool isFingerprint(const QString &text);
/// Forty digits in groups of four, as people compare them.
QString spacedFingerprint(const QString &fingerprint);

#endif // GPGKEY_H
