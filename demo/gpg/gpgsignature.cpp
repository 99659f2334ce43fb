// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgsignature.h"

#include "words.h"

using namespace Qt::StringLiterals;

GpgSignature::Colour GpgSignature::colour() const
{
    switch (state) {
    case State::Good:
        return Colour::Green;
    case State::NotCertified:
        return Colour::Yellow;
    case State::SignatureExpired:
    case State::KeyExpired:
    case State::MissingKey:
    case State::Unsupported:
        return Colour::Amber;
    case State::KeyRevoked:
    case State::Bad:
        break;
    }
    return Colour::Red;
}

QString GpgSignature::toString() const
{
    const QString signer = userId.isEmpty() ? Words::tr("key %1").arg(keyId) : userId;
    const QString day = created.date().toString(Qt::ISODate);
    switch (state) {
    case State::Good:
        return Words::tr("Good signature by %1, made on %2.").arg(signer, day);
    case State::NotCertified:
        return Words::tr("Good signature, made on %2 by a key that calls itself %1. Nobody vouches "
                         "that it is theirs.")
            .arg(signer, day);
    case State::SignatureExpired:
        return Words::tr("The signature by %1 has expired on %2.")
            .arg(signer, expires.date().toString(Qt::ISODate));
    case State::KeyExpired:
        return Words::tr("Signed by %1 on %2, whose key has expired since.").arg(signer, day);
    case State::MissingKey:
        return Words::tr(
                   "Signed by %1, which is not in the key list: the signature cannot be checked.")
            .arg(signer);
    case State::Unsupported:
        return Words::tr(
                   "The signature by %1 cannot be checked: gpg does not know how it was made.")
            .arg(signer);
    case State::KeyRevoked:
        return Words::tr(
                   "Signed by %1 on %2, whose key has been revoked: it may be somebody else's.")
            .arg(signer, day);
    case State::Bad:
        break;
    }
    return Words::tr("BAD signature: this is not what %1 signed.").arg(signer);
}

QString GpgSignature::wayOut() const
{
    switch (state) {
    case State::Good:
        return {};
    case State::NotCertified:
        return Words::
            tr("Compare the fingerprint with its owner, then certify the key: gpg --lsign-key %1")
                .arg(fingerprint);
    case State::SignatureExpired:
        return Words::tr("Ask for a new signature.");
    case State::KeyExpired:
        return Words::tr("Ask the owner for the renewed key, import it, and verify again.");
    case State::MissingKey:
        return Words::tr("Import the signer's key, and verify again.");
    case State::Unsupported:
        return Words::tr("A newer gpg may be able to check it.");
    case State::KeyRevoked:
        return Words::tr("Ask the owner, by another way, for a signature with the new key.");
    case State::Bad:
        break;
    }
    return Words::tr("Do not use it. Fetch both, the data and the signature, again.");
}
