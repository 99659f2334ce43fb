// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgresult.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Wording
{
    GpgResult::Outcome outcome;
    const char16_t *sentence; // %1: the detail
    const char16_t *wayOut;
};

using O = GpgResult::Outcome;

constexpr Wording wordings[] = {
    {O::Done, u"%1", u""},
    {O::Cancelled, u"Cancelled. %1", u""},
    {O::BadRequest, u"%1", u""},
    {O::InputUnreadable, u"The input cannot be read: %1.", u"Choose a file that you may read."},
    {O::OutputExists, u"There is already a file %1. It was left alone.",
     u"Choose another name, or allow it to be replaced."},
    {O::OutputUnwritable, u"The output cannot be written: %1.",
     u"Make room or choose another folder; nothing was left behind."},
    {O::OutputTooLarge, u"The output is too large to be shown.", u"Choose a file for it."},
    {O::FolderExists, u"There is already something called %1. It was left alone.",
     u"Choose another name."},
    {O::NotUnpacked, u"The archive was not unpacked whole: %1",
     u"Make room when the disk is full; else ask for the archive again."},
    {O::NotInstalled, u"gpg cannot be started: %1.", u"Install it: sudo apt-get install gnupg"},
    {O::HomeUnusable, u"gpg cannot use its home folder: %1",
     u"Create it with: mkdir -m 700 -p ~/.gnupg – or set GNUPGHOME to a folder of yours."},
    {O::OptionsBroken, u"gpg does not understand its settings: %1",
     u"Correct that line in gpg.conf."},
    {O::NoAgent, u"gpg-agent, which holds the secret keys, could not be reached.",
     u"Start it with: gpgconf --launch gpg-agent – and try again."},
    {O::NoPinentry, u"gpg-agent has no pinentry with which it could ask for the passphrase.",
     u"Type the passphrase here instead, or install one: sudo apt-get install pinentry-gnome3"},
    {O::NoLoopback,
     u"gpg-agent takes a passphrase only from its own pinentry: no-allow-loopback-pinentry is in "
     u"gpg-agent.conf.",
     u"Let pinentry ask for it, or take that line out, and then: gpgconf --reload gpg-agent"},
    {O::Killed, u"gpg was stopped from outside: %1.", u"Try again."},
    {O::WrongPassphrase, u"Wrong passphrase%1.", u"Try again; mind the keyboard layout."},
    {O::PassphraseMissing, u"A passphrase is needed%1.", u"Type it, and try again."},
    {O::PassphraseUnfit, u"This cannot be a passphrase: %1", u"Choose another one."},
    {O::NoSecretKey, u"It is encrypted to %1, and you have no secret key for that.",
     u"Import the secret key, or ask the sender to encrypt it to one of yours."},
    {O::RecipientUnknown, u"There is no key %1 to encrypt to.", u"Import it, and try again."},
    {O::RecipientExpired, u"%1", u"Ask its owner for the renewed key, and import it."},
    {O::RecipientDisabled, u"%1",
     u"Enable it again: gpg --edit-key FINGERPRINT enable save – or leave it out."},
    {O::RecipientUnusable, u"%1", u"Ask its owner for the key that is used now."},
    {O::RecipientNotCertified, u"Nobody vouches that the key %1 is its owner's.",
     u"Compare the fingerprint with the owner; then choose “even to keys not certified”."},
    {O::SignerUnknown, u"%1", u"Choose a key of your own, or generate one."},
    {O::SignerExpired, u"%1", u"Renew it: gpg --quick-set-expire FINGERPRINT 2y"},
    {O::SignerUnusable, u"%1", u"Choose another key."},
    {O::KeyExists, u"There is already a key for this name.", u"Use that one, or change the name."},
    {O::KeyNotFound, u"There is no such key%1.", u"Refresh the key list."},
    {O::SecretKeyExists, u"There is a secret key too, which would be left alone.",
     u"Delete both together."},
    {O::NoKeysInside, u"There is no key in it.", u"A key begins with: BEGIN PGP PUBLIC KEY BLOCK"},
    {O::KeyWithoutUserId,
     u"The key in it bears no name, and gpg takes over a key without a user id only when it has "
     u"it already.",
     u"Ask its owner for the key with a name on it: gpg --export, or the file that they publish."},
    {O::ImportedInPart, u"Imported: %1. What follows in it is damaged.",
     u"Fetch the whole file again."},
    {O::NotOpenPGP, u"This is not an OpenPGP message.",
     u"Choose the file that ends in .gpg, .pgp or .asc, whole."},
    {O::NotEncrypted, u"This was not encrypted.", u"To see what is signed in it, verify it."},
    {O::Encrypted, u"This is encrypted, so its signatures cannot be seen yet.", u"Decrypt it."},
    {O::IsAKey, u"This is a key, not a message.", u"Import it."},
    {O::NoSignature, u"There is no signature in it.", u"Choose the signature’s own file, too."},
    {O::NotADetachedSignature, u"This is no signature of another file.",
     u"Verify it by itself: what it signs may be inside."},
    {O::SignatureAlone, u"This is only a signature: the file that it signs is missing.",
     u"Choose that file, and this one as its signature."},
    {O::BadSignature, u"%1 Nothing of it is shown.",
     u"Ask the sender to send it again, and trust nothing that it says until then."},
    {O::Malformed,
     u"It holds more than one text, or one beside what is encrypted or signed, so nobody can tell "
     u"which of them counts. Nothing of it is shown.",
     u"Ask the sender to send each message by itself."},
    {O::Damaged, u"The data is damaged, or somebody has changed it%1. Nothing of it is shown.",
     u"Ask the sender to send it again."},
    {O::Truncated, u"The data ends too early. Nothing of it is shown.",
     u"Fetch the whole file again."},
    {O::NotProtected,
     u"The message has no protection against changes, so anybody may have changed it. Nothing of "
     u"it "
     u"is shown.",
     u"Ask the sender to encrypt it with a program of this century."},
    {O::NotProven,
     u"It cannot be proven that nobody has changed the data: of this kind of encryption this gpg "
     u"tells it by its exit code alone, and that speaks of %1, too. Nothing of it is shown.",
     u"Import the key that is missing, or use gpg 2.4.6 or later, which tells it apart."},
    {O::UnsupportedAlgorithm, u"It was made with an algorithm that this gpg does not know%1.",
     u"A newer gpg may know it."},
    {O::Failed, u"gpg failed: %1", u"The log says more."},
};

const Wording &wording(GpgResult::Outcome outcome)
{
    return *std::find_if(std::begin(wordings), std::end(wordings) - 1,
                         [outcome](const Wording &row) { return row.outcome == outcome; });
}

} // namespace

QString GpgResult::toString() const
{
    const QString sentence = QString::fromUtf16(wording(outcome).sentence);
    return sentence.contains(u"%1"_s) ? sentence.arg(subject ? subject->toString() : detail)
                                      : sentence;
}

QString GpgResult::wayOut() const
{
    if (isDone()) { // and a signature may still not be as it should
        const auto state = worstSignature();
        const auto worst = std::find_if(signatures.begin(), signatures.end(),
                                        [state](const auto &one) { return one.state == state; });
        return worst == signatures.end() ? QString() : worst->wayOut();
    }
    return QString::fromUtf16(wording(outcome).wayOut);
}

QStringList GpgResult::importLines() const
{
    QStringList result;
    const QList<GpgImport> named = imports.mid(0, GpgImport::maximumNamed);
    for (const GpgImport &import : named)
        result << import.toString();
    if (imports.size() > named.size())
        result << u"and %1 more"_s.arg(imports.size() - named.size());
    return result;
}

GpgSignature::State GpgResult::worstSignature() const
{
    GpgSignature::State result =
        signatures.isEmpty() ? GpgSignature::State::Unsupported : GpgSignature::State::Good;
    for (const GpgSignature &signature : signatures)
        result = std::max(result, signature.state);
    return result;
}

QList<GpgSignature> GpgResult::otherSignatures() const
{
    QList<GpgSignature> result = signatures;
    if (subject)
        result.removeAll(*subject);
    return result;
}
