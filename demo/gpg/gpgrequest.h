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
        CheckTrust ///< after keys have come: works out which are certified
    };
    enum class SignatureForm { Detached, Clear, Inline };
    /// Where a passphrase comes from when none was given to GpgProtocol::start().
    enum class Unlocking {
        Ask, ///< GpgProtocol::passphraseWanted(), only when gpg needs one
        Pinentry ///< gpg-agent asks by itself, in a window of its own
    };

    Operation operation = Operation::ListKeys;
    /// The input: a file, or, when that is empty, the text. GenerateKey: gpg's parameter block,
    /// instead of userId and expiry; what it says of a passphrase holds, unless one is given.
    QString inputFile = {};
    QByteArray text = {};
    /// Verify: the detached signature on the input; a file, or a text.
    QString signatureFile = {};
    QByteArray signature = {};
    /// The output: a file, or, when empty, GpgResult::output. It is there when all went well, else
    /// what was there before.
    QString outputFile = {};
    bool replaceOutputFile = false;

    /// Fingerprints in full, nothing else: names and addresses match other keys too.
    QStringList recipients = {}; ///< Encrypt
    QStringList signers = {}; ///< Sign, and Encrypt that signs too
    QStringList keys = {}; ///< Export, DeleteKey, ListKeys (empty: all)
    bool symmetric = false; ///< Encrypt: with a passphrase, too or only
    bool evenNotCertified = false; ///< Encrypt: also to keys that nobody vouches for
    bool armor = false;
    bool compress = true; ///< false: for what is compressed already
    SignatureForm signatureForm = SignatureForm::Detached;
    bool secretKeys = false; ///< ListKeys, Export, DeleteKey
    QString userId = {}; ///< GenerateKey: "Name <address>"
    QString expiry = QStringLiteral("2y"); ///< GenerateKey: as gpg takes it; "0": never
    bool withoutPassphrase = false; ///< GenerateKey
    Unlocking unlocking = Unlocking::Ask;

    QString program = QStringLiteral("gpg");
    QVersionNumber version = {}; ///< of it, when known
    QString home = {}; ///< GNUPGHOME; empty: the user's own
    QStringList furtherOptions = {}; ///< put before the command

    bool needsPassphrase() const; ///< whether it may
    bool hasParameters() const; ///< GenerateKey
    bool takesInput() const;
    bool hasSignature() const; ///< a detached one
    bool outputIsSecret() const; ///< only its owner may read the file
    /// What is wrong with it, in a sentence; empty: nothing.
    QString fault() const;

    QProcessEnvironment environment() const;
};

#endif // GPGREQUEST_H
