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

/// Whether gpg must not run in batch mode. There it ends at a bad signature, before it has checked
/// that the data is whole, and it cannot ask several questions.
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
    case GpgCommand::Passphrase::OnDemand: // in batch mode gpg would not ask
        return loopback + commands;
    case GpgCommand::Passphrase::None:
        break;
    }
    if (request.operation == Operation::GenerateKey && request.withoutPassphrase)
        return {u"--batch"_s, u"--passphrase"_s, QString()};
    if (request.operation == Operation::Verify) // nobody is to be asked for a passphrase
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

QStringList optionsBefore(const GpgRequest &request)
{
    QStringList result;
    if (request.operation == Operation::ListKeys) {
        result << u"--with-colons"_s;
        if (request.secretKeys)
            result << u"--with-secret"_s;
        if (request.certifications)
            result << u"--with-sig-list"_s;
    } else if (request.operation == Operation::CertifyKey) {
        result << withEach(u"--local-user"_s, request.signers);
    } else if (request.operation == Operation::ChangePassphrase && request.onlyTry) {
        result << u"--dry-run"_s;
    }
    return result;
}

enum class Operands { None, Keys, NewKey };

struct Command
{
    Operation operation;
    bool (*condition)(const GpgRequest &request);
    const char16_t *words;
    Operands operands = Operands::None; // these stand behind "--"
};

bool always(const GpgRequest &)
{
    return true;
}
bool ofSecretKeys(const GpgRequest &request)
{
    return request.secretKeys;
}
bool withSignature(const GpgRequest &request)
{
    return request.hasSignature();
}
bool withParameters(const GpgRequest &request)
{
    return request.hasParameters();
}
bool forOthers(const GpgRequest &request)
{
    return request.forOthers;
}

// The first one that fits counts.
constexpr Command commands[] = {
    {Operation::Decrypt, always, u"--decrypt"},
    {Operation::Verify, withSignature, u"--enable-special-filenames --verify -- -&6 -"},
    // --verify would not write the part of the text that is signed.
    {Operation::Verify, always, u"--decrypt"},
    {Operation::ListKeys, always, u"--list-keys", Operands::Keys},
    {Operation::ShowKeys, always, u"--with-colons --show-keys"},
    {Operation::Import, always, u"--import"},
    {Operation::Export, ofSecretKeys, u"--export-secret-keys", Operands::Keys},
    {Operation::Export, always, u"--export", Operands::Keys},
    {Operation::GenerateKey, withParameters, u"--generate-key -- -"},
    {Operation::GenerateKey, always, u"--quick-generate-key", Operands::NewKey},
    {Operation::DeleteKey, ofSecretKeys, u"--yes --delete-secret-and-public-key", Operands::Keys},
    {Operation::DeleteKey, always, u"--yes --delete-keys", Operands::Keys},
    {Operation::CheckTrust, always, u"--check-trustdb"},
    {Operation::CertifyKey, forOthers, u"--quick-sign-key", Operands::Keys},
    {Operation::CertifyKey, always, u"--quick-lsign-key", Operands::Keys},
    {Operation::OwnKey, always, u"--import-ownertrust"},
    {Operation::RenewKey, always, u"--edit-key", Operands::Keys},
    {Operation::ChangePassphrase, always, u"--passwd", Operands::Keys},
};

QStringList operandsOf(const GpgRequest &request, Operands operands)
{
    switch (operands) {
    case Operands::Keys:
        return QStringList{u"--"_s} + request.keys;
    case Operands::NewKey:
        return {u"--"_s, request.userId, u"future-default"_s, u"default"_s, request.expiry};
    case Operands::None:
        break;
    }
    return {};
}

QStringList operationWords(const GpgRequest &request)
{
    if (request.operation == Operation::Encrypt)
        return encryptWords(request);
    if (request.operation == Operation::Sign)
        return signWords(request);
    for (const Command &command : commands) {
        if (command.operation == request.operation && command.condition(request))
            return optionsBefore(request) + QString::fromUtf16(command.words).split(u' ')
                + operandsOf(request, command.operands);
    }
    return {}; // Unpack, which does not need gpg
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
    // Only where signatures are judged the trust database has to be up to date. Elsewhere a check
    // of all keys in it would only take time.
    const bool judges =
        request.operation == Operation::Verify || request.operation == Operation::Decrypt;
    if (!judges && request.operation != Operation::CheckTrust)
        result.arguments << u"--no-auto-check-trustdb"_s;
    if (request.armor)
        result.arguments << u"--armor"_s;
    // Overrides "output" and "use-embedded-filename" in gpg.conf: the output is published only
    // after the verdict.
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
    result.parentDeathSignal = terminate; // should the desk be killed
    result.pipeSize = 1 << 20; // so that large files are fast
    result.holderTimeout = 2s; // a gpg-agent that gpg starts may outlive it
    return result;
}
