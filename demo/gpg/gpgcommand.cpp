// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgcommand.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Operation = GpgRequest::Operation;

constexpr int terminate = 15; // SIGTERM

/// Whether gpg is to go on where in batch mode it ends: with what follows a bad signature, and so
/// with the proof that the data is whole; or with what is asked one thing after another.
bool isDialogue(const GpgRequest &request)
{
    return request.operation == Operation::Decrypt || request.operation == Operation::RenewKey
        || request.operation == Operation::ChangePassphrase;
}

QStringList passphraseOptions(const GpgRequest &request, GpgCommand::Passphrase passphrase)
{
    const QStringList loopback = {u"--pinentry-mode"_s, u"loopback"_s};
    const QStringList commands = {u"--command-fd"_s, u"5"_s};
    const QStringList mode = isDialogue(request) ? commands : QStringList{u"--batch"_s};
    switch (passphrase) {
    case GpgCommand::Passphrase::Given:
        return loopback + mode + QStringList{u"--passphrase-fd"_s, u"3"_s};
    case GpgCommand::Passphrase::OnDemand: // in batch mode gpg does not ask
        return loopback + commands;
    case GpgCommand::Passphrase::None:
        break;
    }
    if (request.operation == Operation::GenerateKey && request.withoutPassphrase)
        return {u"--batch"_s, u"--passphrase"_s, QString()};
    if (request.operation == Operation::Verify) // what is encrypted shall not ask anybody
        return {u"--batch"_s, u"--pinentry-mode"_s, u"cancel"_s};
    return mode;
}

QStringList withEach(const QString &option, const QStringList &values)
{
    QStringList result;
    for (const QString &value : values)
        result << option << value;
    return result;
}

QStringList encryptWords(const GpgRequest &request)
{
    QStringList result = withEach(u"--recipient"_s, request.recipients)
        + withEach(u"--encrypt-to"_s, request.alsoTo);
    if (request.evenNotCertified)
        result << u"--trust-model"_s << u"always"_s;
    if (!request.compress)
        result << u"--compress-level"_s << u"0"_s;
    result << withEach(u"--local-user"_s, request.signers);
    if (!request.signers.isEmpty())
        result << u"--sign"_s;
    if (request.symmetric)
        result << u"--symmetric"_s;
    if (!request.recipients.isEmpty())
        result << u"--encrypt"_s;
    return result;
}

QStringList signWords(const GpgRequest &request)
{
    QStringList result = withEach(u"--local-user"_s, request.signers);
    switch (request.signatureForm) {
    case GpgRequest::SignatureForm::Detached:
        return result << u"--detach-sign"_s;
    case GpgRequest::SignatureForm::Clear:
        return result << u"--clearsign"_s;
    case GpgRequest::SignatureForm::Inline:
        break;
    }
    return result << u"--sign"_s;
}

/// Words that are not options stand behind "--".
QStringList operationWords(const GpgRequest &request)
{
    switch (request.operation) {
    case Operation::Encrypt:
        return encryptWords(request);
    case Operation::Decrypt:
        return {u"--decrypt"_s};
    case Operation::Sign:
        return signWords(request);
    case Operation::Verify:
        if (request.hasSignature())
            return {u"--enable-special-filenames"_s, u"--verify"_s, u"--"_s, u"-&6"_s, u"-"_s};
        return {u"--decrypt"_s}; // --verify would not tell which part of the text is signed
    case Operation::ListKeys:
        return QStringList{u"--with-colons"_s}
        + (request.secretKeys ? QStringList{u"--with-secret"_s} : QStringList())
            + (request.certifications ? QStringList{u"--with-sig-list"_s} : QStringList())
            + QStringList{u"--list-keys"_s, u"--"_s} + request.keys;
    case Operation::ShowKeys:
        return {u"--with-colons"_s, u"--show-keys"_s};
    case Operation::Import:
        return {u"--import"_s};
    case Operation::Export:
        return QStringList{request.secretKeys ? u"--export-secret-keys"_s : u"--export"_s, u"--"_s}
        + request.keys;
    case Operation::GenerateKey:
        if (request.hasParameters())
            return {u"--generate-key"_s, u"--"_s, u"-"_s};
        return {u"--quick-generate-key"_s, u"--"_s,      request.userId,
                u"future-default"_s,       u"default"_s, request.expiry};
    case Operation::DeleteKey:
        return QStringList{u"--yes"_s,
                           request.secretKeys ? u"--delete-secret-and-public-key"_s
                                              : u"--delete-keys"_s,
                           u"--"_s}
        + request.keys;
    case Operation::CertifyKey:
        return withEach(u"--local-user"_s, request.signers)
            + QStringList{request.forOthers ? u"--quick-sign-key"_s : u"--quick-lsign-key"_s,
                          u"--"_s}
        + request.keys;
    case Operation::OwnKey:
        return {u"--import-ownertrust"_s};
    case Operation::RenewKey:
        return QStringList{u"--edit-key"_s, u"--"_s} + request.keys;
    case Operation::ChangePassphrase:
        return (request.onlyTry ? QStringList{u"--dry-run"_s} : QStringList())
            + QStringList{u"--passwd"_s, u"--"_s} + request.keys;
    case Operation::CheckTrust:
    case Operation::Unpack: // without gpg
        break;
    }
    return {u"--check-trustdb"_s};
}

} // namespace

GpgCommand GpgCommand::of(const GpgRequest &request, Passphrase passphrase)
{
    GpgCommand result;
    result.arguments =
        QStringList{request.program, u"--no-tty"_s, u"--no-verbose"_s, u"--status-fd"_s, u"4"_s,
                    u"--logger-fd"_s, u"7"_s, u"--exit-on-status-write-error"_s,
                    u"--enable-progress-filter"_s, u"--charset"_s, u"utf-8"_s, u"--utf8-strings"_s,
                    // no network:
                    u"--no-auto-key-locate"_s, u"--disable-dirmngr"_s}
        + passphraseOptions(request, passphrase);
    // Who judges signatures wants to know the trust of today; the others not the keys of strangers.
    const bool judges =
        request.operation == Operation::Verify || request.operation == Operation::Decrypt;
    if (!judges && request.operation != Operation::CheckTrust)
        result.arguments << u"--no-auto-check-trustdb"_s;
    if (request.armor)
        result.arguments << u"--armor"_s;
    // Whatever gpg.conf has of "output" or "use-embedded-filename": a verdict comes first.
    if (request.writesData())
        result.arguments << u"--output"_s << u"-"_s;
    result.arguments << request.furtherOptions << operationWords(request);

    using Offspring::ChildFD;
    result.childFDs = {{GpgFD::Input, request.takesInput() ? ChildFD('w') : ChildFD::null()},
                       {GpgFD::Output, 'r'},
                       {GpgFD::Errors, 'r'},
                       {GpgFD::Status, 'r'},
                       {GpgFD::Log, 'r'}};
    if (passphrase == Passphrase::Given)
        result.childFDs.insert(GpgFD::Passphrase, 'w');
    if (passphrase == Passphrase::OnDemand || isDialogue(request))
        result.childFDs.insert(GpgFD::Command, 'w');
    if (request.hasSignature())
        result.childFDs.insert(GpgFD::Signature, 'w');
    return result;
}

QString GpgCommand::toString() const
{
    QStringList words;
    for (const QString &word : arguments) {
        const bool isPlain = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) {
            return c.isLetterOrNumber() || u"-_./=:+,@%"_s.contains(c);
        });
        words << (isPlain ? word : u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'');
    }
    return words.join(u' ');
}

Offspring::SpawnOptions GpgCommand::options(const GpgRequest &request) const
{
    Offspring::SpawnOptions result;
    result.env = request.environment();
    result.childFDs = childFDs;
    result.newProcessGroup = true; // so that cancelling reaches what gpg starts
    result.parentDeathSignal = terminate; // whoever ends the desk ends its gpg
    result.pipeSize = 1 << 20; // data at the speed of a file
    result.holderTimeout = 2s; // what gpg starts may outlive it
    return result;
}
