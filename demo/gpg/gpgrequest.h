// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGREQUEST_H
#define GPGREQUEST_H

#include <QtCore/QByteArray>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QVersionNumber>

/// What is wanted of gpg: one operation, as values.
struct GpgRequest
{
    enum class Operation {
        Encrypt,
        Decrypt,
        Sign,
        Verify,
        ListKeys,
        ShowKeys, ///< those in the input; nothing is imported
        Import,
        Export,
        GenerateKey,
        DeleteKey, ///< with its secret part, when secretKeys
        CheckTrust, ///< after keys have come: works out which are certified
        CertifyKey, ///< says, with the one of signers, that the one of keys is its owner's
        OwnKey, ///< says that the one of keys is one's own: to be trusted ultimately
        RenewKey, ///< the one of keys, with its subkeys, gets a new expiry
        ChangePassphrase, ///< of the one of keys; the old one is asked for, then the new one
        Unpack ///< a tar archive, which a folder is encrypted as, into a new one: without gpg
    };
    enum class SignatureForm { Detached, Clear, Inline };
    /// Where a passphrase comes from when none was given to GpgProtocol::start().
    enum class Unlocking {
        Ask, ///< GpgProtocol::passphraseWanted(), only when gpg needs one
        Pinentry ///< gpg-agent asks by itself, in a window of its own
    };

    Operation operation = Operation::ListKeys;
    /// The input: a file, or, when that is empty, a descriptor of this program, read as it stands,
    /// or, when that is -1, the text. Encrypt: a folder is encrypted as a tar archive. GenerateKey:
    /// gpg's parameter block, instead of userId and expiry; what it says of a passphrase holds,
    /// unless one is given.
    QString inputFile = {};
    int inputFD = -1;
    QByteArray text = {};
    /// Verify: the detached signature on the input; a file, or a text.
    QString signatureFile = {};
    QByteArray signature = {};
    /// The output: a file, or, when empty, GpgResult::output. It is there when all went well, else
    /// what was there before. It is a new file in that folder: a symbolic link of that name is
    /// never followed, but replaced. Unpack: the folder, which is never there before.
    QString outputFile = {};
    bool replaceOutputFile = false;
    /// Decrypt, Verify: publishes the output even when a signature on it is bad.
    bool evenBadSignature = false;

    /// Fingerprints in full, nothing else: names and addresses match other keys too.
    QStringList recipients = {}; ///< Encrypt
    QStringList alsoTo = {}; ///< Encrypt: one's own, who can read then what they have written
    QStringList signers = {}; ///< Sign, CertifyKey, and Encrypt that signs too
    QStringList keys = {}; ///< of all that work on keys; ListKeys: empty: all
    bool forOthers = false; ///< CertifyKey: with a signature that is exported, too
    bool symmetric = false; ///< Encrypt: with a passphrase, too or only
    bool evenNotCertified = false; ///< Encrypt: also to keys that nobody vouches for
    bool armor = false;
    bool compress = true; ///< false: for what is compressed already
    SignatureForm signatureForm = SignatureForm::Detached;
    bool secretKeys = false; ///< ListKeys, Export, DeleteKey
    bool certifications = false; ///< ListKeys: with GpgKey::certifiers
    QString userId = {}; ///< GenerateKey: "Name <address>"
    /// GenerateKey, RenewKey: as gpg takes it; "0": never.
    QString expiry = QStringLiteral("2y");
    bool withoutPassphrase = false; ///< GenerateKey
    bool onlyTry = false; ///< ChangePassphrase: only whether the old one is right
    Unlocking unlocking = Unlocking::Ask;

    QString program = QStringLiteral("gpg");
    QVersionNumber version = {}; ///< of it; unknown, it is asked when a verdict depends on it
    QString home = {}; ///< GNUPGHOME; empty: the user's own
    QStringList furtherOptions = {}; ///< put before the command

    bool isOnOneKey() const; ///< which it changes, the one of keys
    /// Of the keys \a wanted as they are, in the same home.
    GpgRequest listing(const QStringList &wanted, bool secretOnes) const;
    bool needsPassphrase() const; ///< whether it may
    bool hasParameters() const; ///< GenerateKey
    bool takesInput() const;
    QByteArray givenText() const; ///< the input, when it is neither a file nor a descriptor
    bool hasSignature() const; ///< a detached one
    bool writesData() const; ///< which is the result; else what gpg writes is for people, or keys
    bool outputIsSecret() const; ///< only its owner may read the file
    /// What is wrong with it, in a sentence; empty: nothing.
    QString fault() const;

    QProcessEnvironment environment() const;
    /// GNUPGHOME, or where it is without one.
    QString homeFolder() const;
};

#endif // GPGREQUEST_H
