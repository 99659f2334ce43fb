// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGRESULT_H
#define GPGRESULT_H

#include "gpgimport.h"
#include "gpgkey.h"
#include "gpgsignature.h"

#include <offspring/exitreason.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

/// The result of an operation. It is complete: gpg has ended, and all that it wrote was read.
struct GpgResult
{
    Q_GADGET

public:
    enum class Outcome {
        Done,
        Cancelled,
        BadRequest,
        // files
        InputUnreadable,
        OutputExists,
        OutputUnwritable,
        OutputTooLarge, ///< to be kept in memory
        FolderExists, ///< Unpack
        NotUnpacked, ///< or in part only
        // gpg and its installation
        NotInstalled,
        HomeUnusable,
        OptionsBroken,
        NoAgent,
        NoPinentry,
        NoLoopback, ///< gpg-agent takes passphrases only from its pinentry
        Killed,
        // passphrases
        WrongPassphrase,
        PassphraseMissing,
        PassphraseUnfit,
        // keys
        NoSecretKey,
        RecipientUnknown,
        RecipientExpired, ///< or its encryption subkey
        RecipientDisabled,
        RecipientUnusable, ///< revoked, or without a key to encrypt with
        RecipientNotCertified,
        SignerUnknown,
        SignerExpired,
        SignerUnusable,
        KeyExists,
        KeyNotFound,
        SecretKeyExists, ///< so the public one is not deleted alone
        NoKeysInside,
        KeyWithoutUserId, ///< which gpg does not take over
        ImportedInPart, ///< then the data was damaged
        // data
        NotOpenPGP,
        NotEncrypted,
        Encrypted, ///< where a signature was expected
        IsAKey,
        NoSignature,
        NotADetachedSignature,
        SignatureAlone, ///< without the file that it signs
        BadSignature, ///< what was decrypted is not what was signed
        Malformed, ///< several texts, or a text beside the one that is encrypted or signed
        Damaged,
        Truncated,
        NotProtected, ///< a change would not be noticed
        NotProven, ///< that it was not changed: this version of gpg does not say
        UnsupportedAlgorithm,
        Failed
    };
    Q_ENUM(Outcome)

    Outcome outcome = Outcome::Failed;
    QString detail; ///< who or what, for the sentence
    /// The signature that the sentence is about, when it is about one: instead of the detail.
    std::optional<GpgSignature> subject;

    bool isDone() const { return outcome == Outcome::Done; }
    /// A plain sentence.
    QString toString() const;
    /// What one can do about it; empty: nothing needs to be done.
    QString wayOut() const;

    /// What gpg wrote, unless it went to a file; nothing unless isDone(). Of Verify: what is signed
    /// in it. Nothing when a signature is bad, unless GpgRequest::evenBadSignature.
    QByteArray output;
    /// Where it went.
    QString outputFile;
    /// The signatures on it, in their order; a Done of Verify has at least one. Also those of a
    /// BadSignature; of any other that is not Done: none.
    QList<GpgSignature> signatures;
    /// The worst state of them.
    GpgSignature::State worstSignature() const;
    /// The signatures that the sentence is not about, in their order.
    QList<GpgSignature> otherSignatures() const;

    QStringList encryptedTo; ///< key ids
    QString decryptedWith; ///< a fingerprint
    QString suggestedName; ///< for the plaintext, by whoever made it: without folders
    QList<GpgKey> keys; ///< ListKeys, ShowKeys
    QString createdKey; ///< GenerateKey: its fingerprint
    QList<GpgImport> imports; ///< Import: known ones too, last
    int newKeys = 0; ///< Import: how many were not known
    /// The imports in lines, of many the first.
    QStringList importLines() const;
    QStringList notes; ///< what else one should know, in sentences

    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    QString command; ///< as one would type it; empty: gpg was not started
    Offspring::ExitReason reason;
};

#endif // GPGRESULT_H
