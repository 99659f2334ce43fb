// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGKEY_H
#define GPGKEY_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>
#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

/// An OpenPGP key as gpg lists it.
struct GpgKey
{
    enum class Validity { Unknown, Never, Marginal, Full, Ultimate };

    QString fingerprint; ///< of the primary key: what names it, everywhere
    /// Those that are not revoked, or of a revoked key all, printable(): first the certified ones,
    /// because its owner can add any other name to a key; then in the key's order, the primary one
    /// first.
    QStringList userIds;
    int certifiedUserIds = 0; ///< how many of them are certified
    QString algorithm; ///< "ed25519", "rsa3072"
    QDateTime created;
    QDateTime expires; ///< invalid: never
    Validity validity = Validity::Unknown;
    bool isRevoked = false;
    bool isExpired = false;
    bool isDisabled = false;
    bool isInvalid = false; ///< without a good self-signature, say
    bool hasSecret = false;
    bool canEncrypt = false; ///< it, or a subkey, now
    bool canSign = false;

    QString name() const { return userIds.value(0); }
    /// Fit for new work.
    bool isUsable() const { return !isRevoked && !isExpired && !isDisabled && !isInvalid; }
    /// "certified", "not certified: compare its fingerprint", "expired on 2020-01-31" …
    QString state() const;

    bool operator==(const GpgKey &other) const = default;
};

/// Forty digits in groups of four, as people compare them.
QString spacedFingerprint(const QString &fingerprint);

/// Reads what gpg --with-colons prints (doc/DETAILS of GnuPG), line by line.
class GpgKeyListing
{
public:
    /// \a line is without its line feed. Gives the key that is finished by it: that before.
    std::optional<GpgKey> addLine(const QByteArray &line);
    /// The last one.
    std::optional<GpgKey> finish();

private:
    void beginKey(const QByteArrayList &fields);
    void addUserId(const QByteArrayList &fields);

    std::optional<GpgKey> m_key;
};

#endif // GPGKEY_H
