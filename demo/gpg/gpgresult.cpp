// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgresult.h"

#include "words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Wording
{
    GpgResult::Outcome outcome;
    const char *sentence; // %1: the detail
    const char *wayOut;
};

using O = GpgResult::Outcome;

constexpr Wording wordings[] = {
    {O::Done, "%1", QT_TRANSLATE_NOOP("Words", "")},
    {O::Cancelled, QT_TRANSLATE_NOOP("Words", "Cancelled. %1"), QT_TRANSLATE_NOOP("Words", "")},
    {O::BadRequest, "%1", QT_TRANSLATE_NOOP("Words", "")},
    {O::InputUnreadable, QT_TRANSLATE_NOOP("Words", "The input cannot be read: %1."),
     QT_TRANSLATE_NOOP("Words", "Choose a file that you may read.")},
    {O::OutputExists, QT_TRANSLATE_NOOP("Words", "There is already a file %1. It was left alone."),
     QT_TRANSLATE_NOOP("Words", "Choose another name, or allow it to be replaced.")},
    {O::OutputUnwritable, QT_TRANSLATE_NOOP("Words", "The output cannot be written: %1."),
     QT_TRANSLATE_NOOP("Words", "Make room or choose another folder; nothing was left behind.")},
    {O::OutputTooLarge, QT_TRANSLATE_NOOP("Words", "The output is too large to be shown."),
     QT_TRANSLATE_NOOP("Words", "Choose a file for it.")},
    {O::FolderExists,
     QT_TRANSLATE_NOOP("Words", "There is already something called %1. It was left alone."),
     QT_TRANSLATE_NOOP("Words", "Choose another name.")},
    {O::NotUnpacked, QT_TRANSLATE_NOOP("Words", "The archive was not unpacked whole: %1"),
     QT_TRANSLATE_NOOP("Words",
                       "Make room when the disk is full; else ask for the archive again.")},
    {O::NotInstalled, QT_TRANSLATE_NOOP("Words", "gpg cannot be started: %1."),
     QT_TRANSLATE_NOOP("Words", "Install it: sudo apt-get install gnupg")},
    {O::HomeUnusable, QT_TRANSLATE_NOOP("Words", "gpg cannot use its home folder: %1"),
     QT_TRANSLATE_NOOP(
         "Words",
         "Create it with: mkdir -m 700 -p ~/.gnupg – or set GNUPGHOME to a folder of yours.")},
    {O::OptionsBroken, QT_TRANSLATE_NOOP("Words", "gpg does not understand its settings: %1"),
     QT_TRANSLATE_NOOP("Words", "Correct that line in gpg.conf.")},
    {O::NoAgent,
     QT_TRANSLATE_NOOP("Words", "gpg-agent, which holds the secret keys, could not be reached."),
     QT_TRANSLATE_NOOP("Words", "Start it with: gpgconf --launch gpg-agent – and try again.")},
    {O::NoPinentry,
     QT_TRANSLATE_NOOP("Words",
                       "gpg-agent has no pinentry with which it could ask for the passphrase."),
     QT_TRANSLATE_NOOP(
         "Words",
         "Type the passphrase here instead, or install one: sudo apt-get install pinentry-gnome3")},
    {O::NoLoopback,
     QT_TRANSLATE_NOOP("Words",
                       "gpg-agent takes a passphrase only from its own pinentry: "
                       "no-allow-loopback-pinentry is in "
                       "gpg-agent.conf."),
     QT_TRANSLATE_NOOP(
         "Words",
         "Let pinentry ask for it, or take that line out, and then: gpgconf --reload gpg-agent")},
    {O::Killed, QT_TRANSLATE_NOOP("Words", "gpg was stopped from outside: %1."),
     QT_TRANSLATE_NOOP("Words", "Try again.")},
    {O::WrongPassphrase, QT_TRANSLATE_NOOP("Words", "Wrong passphrase%1."),
     QT_TRANSLATE_NOOP("Words", "Try again; mind the keyboard layout.")},
    {O::PassphraseMissing, QT_TRANSLATE_NOOP("Words", "A passphrase is needed%1."),
     QT_TRANSLATE_NOOP("Words", "Type it, and try again.")},
    {O::PassphraseUnfit, QT_TRANSLATE_NOOP("Words", "This cannot be a passphrase: %1"),
     QT_TRANSLATE_NOOP("Words", "Choose another one.")},
    {O::NoSecretKey,
     QT_TRANSLATE_NOOP("Words", "It is encrypted to %1, and you have no secret key for that."),
     QT_TRANSLATE_NOOP("Words",
                       "Import the secret key, or ask the sender to encrypt it to one of yours.")},
    {O::RecipientUnknown, QT_TRANSLATE_NOOP("Words", "There is no key %1 to encrypt to."),
     QT_TRANSLATE_NOOP("Words", "Import it, and try again.")},
    {O::RecipientExpired, "%1",
     QT_TRANSLATE_NOOP("Words", "Ask its owner for the renewed key, and import it.")},
    {O::RecipientDisabled, "%1",
     QT_TRANSLATE_NOOP(
         "Words", "Enable it again: gpg --edit-key FINGERPRINT enable save – or leave it out.")},
    {O::RecipientUnusable, "%1",
     QT_TRANSLATE_NOOP("Words", "Ask its owner for the key that is used now.")},
    {O::RecipientNotCertified,
     QT_TRANSLATE_NOOP("Words", "Nobody vouches that the key %1 is its owner's."),
     QT_TRANSLATE_NOOP(
         "Words",
         "Compare the fingerprint with the owner; then choose “even to keys not certified”.")},
    {O::SignerUnknown, "%1",
     QT_TRANSLATE_NOOP("Words", "Choose a key of your own, or generate one.")},
    {O::SignerExpired, "%1",
     QT_TRANSLATE_NOOP("Words", "Renew it: gpg --quick-set-expire FINGERPRINT 2y")},
    {O::SignerUnusable, "%1", QT_TRANSLATE_NOOP("Words", "Choose another key.")},
    {O::KeyExists, QT_TRANSLATE_NOOP("Words", "There is already a key for this name."),
     QT_TRANSLATE_NOOP("Words", "Use that one, or change the name.")},
    {O::KeyNotFound, QT_TRANSLATE_NOOP("Words", "There is no such key%1."),
     QT_TRANSLATE_NOOP("Words", "Refresh the key list.")},
    {O::SecretKeyExists,
     QT_TRANSLATE_NOOP("Words", "There is a secret key too, which would be left alone."),
     QT_TRANSLATE_NOOP("Words", "Delete both together.")},
    {O::NoKeysInside, QT_TRANSLATE_NOOP("Words", "There is no key in it."),
     QT_TRANSLATE_NOOP("Words", "A key begins with: BEGIN PGP PUBLIC KEY BLOCK")},
    {O::KeyWithoutUserId,
     QT_TRANSLATE_NOOP(
         "Words",
         "The key in it bears no name, and gpg takes over a key without a user id only when it has "
         "it already."),
     QT_TRANSLATE_NOOP("Words",
                       "Ask its owner for the key with a name on it: gpg --export, or the file "
                       "that they publish.")},
    {O::ImportedInPart, QT_TRANSLATE_NOOP("Words", "Imported: %1. What follows in it is damaged."),
     QT_TRANSLATE_NOOP("Words", "Fetch the whole file again.")},
    {O::NotOpenPGP, QT_TRANSLATE_NOOP("Words", "This is not an OpenPGP message."),
     QT_TRANSLATE_NOOP("Words", "Choose the file that ends in .gpg, .pgp or .asc, whole.")},
    {O::NotEncrypted, QT_TRANSLATE_NOOP("Words", "This was not encrypted."),
     QT_TRANSLATE_NOOP("Words", "To see what is signed in it, verify it.")},
    {O::Encrypted,
     QT_TRANSLATE_NOOP("Words", "This is encrypted, so its signatures cannot be seen yet."),
     QT_TRANSLATE_NOOP("Words", "Decrypt it.")},
    {O::IsAKey, QT_TRANSLATE_NOOP("Words", "This is a key, not a message."),
     QT_TRANSLATE_NOOP("Words", "Import it.")},
    {O::NoSignature, QT_TRANSLATE_NOOP("Words", "There is no signature in it."),
     QT_TRANSLATE_NOOP("Words", "Choose the signature’s own file, too.")},
    {O::NotADetachedSignature, QT_TRANSLATE_NOOP("Words", "This is no signature of another file."),
     QT_TRANSLATE_NOOP("Words", "Verify it by itself: what it signs may be inside.")},
    {O::SignatureAlone,
     QT_TRANSLATE_NOOP("Words", "This is only a signature: the file that it signs is missing."),
     QT_TRANSLATE_NOOP("Words", "Choose that file, and this one as its signature.")},
    {O::BadSignature, QT_TRANSLATE_NOOP("Words", "%1 Nothing of it is shown."),
     QT_TRANSLATE_NOOP(
         "Words", "Ask the sender to send it again, and trust nothing that it says until then.")},
    {O::Malformed,
     QT_TRANSLATE_NOOP("Words",
                       "It holds more than one text, or one beside what is encrypted or signed, so "
                       "nobody can tell "
                       "which of them counts. Nothing of it is shown."),
     QT_TRANSLATE_NOOP("Words", "Ask the sender to send each message by itself.")},
    {O::Damaged,
     QT_TRANSLATE_NOOP(
         "Words", "The data is damaged, or somebody has changed it%1. Nothing of it is shown."),
     QT_TRANSLATE_NOOP("Words", "Ask the sender to send it again.")},
    {O::Truncated, QT_TRANSLATE_NOOP("Words", "The data ends too early. Nothing of it is shown."),
     QT_TRANSLATE_NOOP("Words", "Fetch the whole file again.")},
    {O::NotProtected,
     QT_TRANSLATE_NOOP("Words",
                       "The message has no protection against changes, so anybody may have changed "
                       "it. Nothing of "
                       "it "
                       "is shown."),
     QT_TRANSLATE_NOOP("Words", "Ask the sender to encrypt it with a program of this century.")},
    {O::NotProven,
     QT_TRANSLATE_NOOP(
         "Words",
         "It cannot be proven that nobody has changed the data: of this kind of encryption this "
         "gpg "
         "tells it by its exit code alone, and that speaks of %1, too. Nothing of it is shown."),
     QT_TRANSLATE_NOOP(
         "Words",
         "Import the key that is missing, or use gpg 2.4.6 or later, which tells it apart.")},
    {O::UnsupportedAlgorithm,
     QT_TRANSLATE_NOOP("Words", "It was made with an algorithm that this gpg does not know%1."),
     QT_TRANSLATE_NOOP("Words", "A newer gpg may know it.")},
    {O::Failed, QT_TRANSLATE_NOOP("Words", "gpg failed: %1"),
     QT_TRANSLATE_NOOP("Words", "The log says more.")},
};

const Wording &wording(GpgResult::Outcome outcome)
{
    return *std::find_if(std::begin(wordings), std::end(wordings) - 1,
                         [outcome](const Wording &row) { return row.outcome == outcome; });
}

} // namespace

QString GpgResult::toString() const
{
    const QString sentence = Words::tr(wording(outcome).sentence);
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
    const char *const words = wording(outcome).wayOut;
    return *words == 0 ? QString() : Words::tr(words);
}

QStringList GpgResult::importLines() const
{
    QStringList result;
    const QList<GpgImport> named = imports.mid(0, GpgImport::maximumNamed);
    for (const GpgImport &import : named)
        result << import.toString();
    if (imports.size() > named.size())
        result << Words::tr("and %n more", "", int(imports.size() - named.size()));
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
