// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgsignature.h"

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
    const QString signer = userId.isEmpty() ? u"key %1"_s.arg(keyId) : userId;
    const QString day = created.date().toString(Qt::ISODate);
    switch (state) {
    case State::Good:
        return u"Good signature by %1, made on %2."_s.arg(signer, day);
    case State::NotCertified:
        return u"Good signature, made on %2 by a key that calls itself %1. Nobody vouches that it is theirs."_s
            .arg(signer, day);
    case State::SignatureExpired:
        return u"The signature by %1 has expired on %2."_s.arg(
            signer, expires.date().toString(Qt::ISODate));
    case State::KeyExpired:
        return u"Signed by %1 on %2, whose key has expired since."_s.arg(signer, day);
    case State::MissingKey:
        return u"Signed by %1, which is not in the key list: the signature cannot be checked."_s
            .arg(signer);
    case State::Unsupported:
        return u"The signature by %1 cannot be checked: gpg does not know how it was made."_s.arg(
            signer);
    case State::KeyRevoked:
        return u"Signed by %1 on %2, whose key has been revoked: it may be somebody else's."_s.arg(
            signer, day);
    case State::Bad:
        break;
    }
    return u"BAD signature: this is not what %1 signed."_s.arg(signer);
}

QString GpgSignature::wayOut() const
{
    switch (state) {
    case State::Good:
        return {};
    case State::NotCertified:
        return u"Compare the fingerprint with its owner, then certify the key: gpg --lsign-key %1"_s
            .arg(fingerprint);
    case State::SignatureExpired:
        return u"Ask for a new signature."_s;
    case State::KeyExpired:
        return u"Ask the owner for the renewed key, import it, and verify again."_s;
    case State::MissingKey:
        return u"Import the signer's key, and verify again."_s;
    case State::Unsupported:
        return u"A newer gpg may be able to check it."_s;
    case State::KeyRevoked:
        return u"Ask the owner, by another way, for a signature with the new key."_s;
    case State::Bad:
        break;
    }
    return u"Do not use it. Fetch both, the data and the signature, again."_s;
}
