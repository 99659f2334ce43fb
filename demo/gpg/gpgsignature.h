// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGSIGNATURE_H
#define GPGSIGNATURE_H

#include <QtCore/QDateTime>
#include <QtCore/QString>

/// What gpg said of one signature.
struct GpgSignature
{
    /// Ordered from good to bad.
    enum class State {
        Good, ///< and its key is certified
        NotCertified, ///< its key is not certified as its owner's
        SignatureExpired,
        KeyExpired,
        MissingKey, ///< it cannot be checked without the key
        Unsupported, ///< of an algorithm that gpg does not know, or otherwise not to be checked
        KeyRevoked,
        Bad ///< the data is not what was signed
    };
    enum class Colour { Green, Yellow, Amber, Red };

    State state = State::Unsupported;
    QString keyId; ///< of the key that signed; its fingerprint, when gpg knows that
    QString fingerprint; ///< of the primary key; empty when gpg does not have it
    QString userId; ///< as the owner of the key wrote it: it proves nothing
    QDateTime created;
    QDateTime expires; ///< invalid: never

    Colour colour() const;
    /// In words.
    QString toString() const;
    /// What one can do about it; empty: nothing needs to be done.
    QString wayOut() const;

    bool operator==(const GpgSignature &other) const = default;
};

#endif // GPGSIGNATURE_H
