// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgconsole.h"

#include "words.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;

struct OperationOption
{
    const char16_t *name;
    const char *description;
    Operation operation;
};

constexpr OperationOption operations[] = {
    {u"encrypt",
     QT_TRANSLATE_NOOP("Words", "Encrypt to each --to, or with a passphrase: --symmetric."),
     Operation::Encrypt},
    {u"decrypt", QT_TRANSLATE_NOOP("Words", "Decrypt."), Operation::Decrypt},
    {u"sign", QT_TRANSLATE_NOOP("Words", "Sign; --form tells how."), Operation::Sign},
    {u"verify",
     QT_TRANSLATE_NOOP("Words",
                       "Check the signatures in the input, or those of --signature on it."),
     Operation::Verify},
    {u"list-keys", QT_TRANSLATE_NOOP("Words", "List the keys."), Operation::ListKeys},
    {u"show-keys", QT_TRANSLATE_NOOP("Words", "List the keys in the input."), Operation::ShowKeys},
    {u"import", QT_TRANSLATE_NOOP("Words", "Take over the keys in the input."), Operation::Import},
    {u"export", QT_TRANSLATE_NOOP("Words", "Write each --key."), Operation::Export},
    {u"generate-key",
     QT_TRANSLATE_NOOP("Words",
                       "Make a key for --user-id, or from FILE: a parameter block of gpg's."),
     Operation::GenerateKey},
    {u"delete-key", QT_TRANSLATE_NOOP("Words", "Delete each --key."), Operation::DeleteKey},
    {u"certify-key",
     QT_TRANSLATE_NOOP("Words",
                       "Say, with your key --as, that --key is its owner's; --for-others: to all."),
     Operation::CertifyKey},
    {u"own-key", QT_TRANSLATE_NOOP("Words", "Say that each --key is your own."), Operation::OwnKey},
    {u"renew-key", QT_TRANSLATE_NOOP("Words", "Give --key and its subkeys a new --expiry."),
     Operation::RenewKey},
    {u"change-passphrase",
     QT_TRANSLATE_NOOP("Words",
                       "Of --key; --passphrase-fd: the old one, a line feed, the new one."),
     Operation::ChangePassphrase},
    {u"unpack", QT_TRANSLATE_NOOP("Words", "Unpack a tar archive into the new folder --output."),
     Operation::Unpack},
    {u"check-trust", QT_TRANSLATE_NOOP("Words", "Work out which keys are certified."),
     Operation::CheckTrust},
};

void say(const QString &text)
{
    std::fputs(qPrintable(text + u'\n'), stderr);
}

QString describe(const GpgKey &key)
{
    constexpr qsizetype enough = 5; // names; anybody may add hundreds
    QStringList names = key.userIds.mid(0, enough);
    if (key.userIds.size() > enough)
        names << Words::tr("and %n more", "", int(key.userIds.size() - enough));
    return u"%1  %2  %3%4%5"_s.arg(
        key.fingerprint, key.state(), key.algorithm,
        key.hasSecret() ? u"  "_s + Words::tr("secret", "a key of one's own") : QString(),
        u"  "_s + names.join(u", "_s));
}

} // namespace

GpgConsole::GpgConsole()
{
    addOptions();
}

void GpgConsole::addOptions()
{
    m_parser.setApplicationDescription(
        Words::tr("Drives gpg over descriptors of its own. Without an "
                  "operation it opens a window, which takes\n"
                  "--home, --program, --light and --dark."));
    m_parser.addHelpOption();
    m_parser.addVersionOption();
    for (const OperationOption &option : operations)
        m_parser.addOption({QString::fromUtf16(option.name), Words::tr(option.description)});
    m_parser.addOptions({
        {u"output"_s, Words::tr("Where the result goes; else to stdout."), Words::tr("file")},
        {u"replace"_s, Words::tr("--output may exist.")},
        {u"signature"_s, Words::tr("A detached signature on the input."), Words::tr("file")},
        {u"to"_s, Words::tr("Encrypt to this key."), Words::tr("fingerprint")},
        {u"as"_s, Words::tr("Sign with this key."), Words::tr("fingerprint")},
        {u"key"_s, Words::tr("The key that is meant."), Words::tr("fingerprint")},
        {u"for-others"_s, Words::tr("Certify with a signature that is exported, too.")},
        {u"symmetric"_s, Words::tr("Encrypt with a passphrase.")},
        {u"even-not-certified"_s, Words::tr("Encrypt to keys that nobody vouches for.")},
        {u"also-to"_s, Words::tr("Encrypt to this key of yours, too."), Words::tr("fingerprint")},
        {u"even-bad-signature"_s,
         Words::tr("Give out what is decrypted, or verified, even when a signature "
                   "on it is bad.")},
        {u"armor"_s, Words::tr("The result is text.")},
        {u"no-compression"_s, Words::tr("The input is compressed already.")},
        {u"form"_s, Words::tr("detached, clear or inline."), Words::tr("form"), u"detached"_s},
        {u"secret"_s, Words::tr("List, export or delete secret keys.")},
        {u"user-id"_s, Words::tr("\"Name <address>\" of a new key."), Words::tr("name")},
        {u"expiry"_s,
         Words::tr("Of a new key, or a renewed one: 2y, 30d, 2030-12-31, 0 for never."),
         Words::tr("time"), u"2y"_s},
        {u"no-passphrase"_s, Words::tr("A new key without one.")},
        {u"passphrase-fd"_s, Words::tr("Read it from this descriptor; else gpg-agent asks."),
         Words::tr("number")},
        {u"home"_s, Words::tr("Another GNUPGHOME."), Words::tr("folder")},
        {u"program"_s, Words::tr("Another gpg."), Words::tr("path"), u"gpg"_s},
        {u"show-status"_s, Words::tr("Tell the command and what gpg says, too.")},
    });
    m_parser.addPositionalArgument(
        u"file"_s,
        Words::tr("The input; without one, or for \"-\", stdin. A folder is "
                  "encrypted as a tar archive."),
        u"[FILE]"_s);
}

bool GpgConsole::isWanted(const QStringList &arguments)
{
    return std::any_of(std::begin(operations), std::end(operations), [&](const auto &option) {
        return arguments.contains(u"--"_s + QString::fromUtf16(option.name));
    });
}

bool GpgConsole::setOperation()
{
    int count = 0;
    for (const OperationOption &option : operations) {
        if (m_parser.isSet(QString::fromUtf16(option.name))) {
            m_request.operation = option.operation;
            ++count;
        }
    }
    return count == 1;
}

bool GpgConsole::readRequest()
{
    using Form = GpgRequest::SignatureForm;
    const QString form = m_parser.value(u"form"_s);
    const QStringList files = m_parser.positionalArguments();
    if (!setOperation() || files.size() > 1
        || !QStringList{u"detached"_s, u"clear"_s, u"inline"_s}.contains(form))
        return false;
    m_request.signatureForm = form == u"clear"_s ? Form::Clear
        : form == u"inline"_s                    ? Form::Inline
                                                 : Form::Detached;
    m_request.inputFile = files.value(0) == u"-"_s ? QString() : files.value(0);
    const bool isDescribed = m_request.operation == Operation::GenerateKey && files.isEmpty();
    if (m_request.inputFile.isEmpty() && m_request.operation != Operation::OwnKey && !isDescribed)
        m_request.inputFD = 0; // the standard input
    m_request.outputFile = m_parser.value(u"output"_s);
    m_request.replaceOutputFile = m_parser.isSet(u"replace"_s);
    m_request.signatureFile = m_parser.value(u"signature"_s);
    m_request.recipients = m_parser.values(u"to"_s);
    m_request.alsoTo = m_parser.values(u"also-to"_s);
    m_request.evenBadSignature = m_parser.isSet(u"even-bad-signature"_s);
    m_request.signers = m_parser.values(u"as"_s);
    m_request.keys = m_parser.values(u"key"_s);
    m_request.forOthers = m_parser.isSet(u"for-others"_s);
    m_request.symmetric = m_parser.isSet(u"symmetric"_s);
    m_request.evenNotCertified = m_parser.isSet(u"even-not-certified"_s);
    m_request.armor = m_parser.isSet(u"armor"_s);
    m_request.compress = !m_parser.isSet(u"no-compression"_s);
    m_request.secretKeys = m_parser.isSet(u"secret"_s);
    m_request.userId = m_parser.value(u"user-id"_s);
    m_request.expiry = m_parser.value(u"expiry"_s);
    m_request.withoutPassphrase = m_parser.isSet(u"no-passphrase"_s);
    m_request.home = m_parser.value(u"home"_s);
    m_request.program = m_parser.value(u"program"_s);
    m_request.unlocking =
        asksTwice() ? GpgRequest::Unlocking::Ask : GpgRequest::Unlocking::Pinentry;
    return true;
}

/// For an old passphrase, when there is one, and for a new one.
bool GpgConsole::asksTwice() const
{
    return m_request.operation == Operation::ChangePassphrase && m_parser.isSet(u"passphrase-fd"_s);
}

/// The next line of the descriptor.
Secret GpgConsole::passphrase()
{
    if (!m_parser.isSet(u"passphrase-fd"_s)
        || (!m_passphrases.isOpen()
            && !m_passphrases.open(m_parser.value(u"passphrase-fd"_s).toInt(),
                                   QIODevice::ReadOnly | QIODevice::Unbuffered)))
        return {};
    QByteArray line = m_passphrases.readLine();
    while (line.endsWith('\n'))
        line.chop(1);
    return Secret::take(line);
}

void GpgConsole::run(const QStringList &arguments)
{
    m_parser.process(arguments);
    if (!readRequest()) {
        say(Words::tr("One operation, and one file at most: see --help."));
        return QCoreApplication::exit(2);
    }
    auto *const gpg = new GpgProtocol(m_request, this);
    if (m_parser.isSet(u"show-status"_s)) {
        connect(gpg, &GpgProtocol::statusReceived, this, [](const QByteArray &line) {
            say(u"status: "_s + printable(QString::fromUtf8(line)));
        });
        connect(gpg, &GpgProtocol::logReceived, this, [](const QByteArray &line) {
            say(u"log: "_s + printable(QString::fromUtf8(line)));
        });
    }
    connect(gpg, &GpgProtocol::busyWith, this, [](const QString &what) {
        if (!what.isEmpty())
            say(Words::tr("gpg is %1").arg(what));
    });
    connect(gpg, &GpgProtocol::passphraseWanted, this, [this, gpg] { gpg->answer(passphrase()); });
    connect(gpg, &GpgProtocol::finished, this, &GpgConsole::report);
    gpg->start(asksTwice() ? Secret() : passphrase());
}

void GpgConsole::report(const GpgResult &result) const
{
    if (m_parser.isSet(u"show-status"_s) && !result.command.isEmpty())
        say(u"command: "_s + result.command);
    for (const GpgKey &key : result.keys)
        std::puts(qPrintable(describe(key)));
    if (result.signatures.size() > 1 || m_request.operation != Operation::Verify) {
        for (const GpgSignature &signature : result.signatures)
            say(signature.toString() + u' ' + signature.wayOut());
    }
    const QStringList imports = result.importLines();
    for (const QString &line : imports)
        say(line);
    for (const QString &note : result.notes)
        say(note);
    if (result.isDone() && m_request.operation == Operation::ListKeys && result.keys.isEmpty())
        say(Words::tr("There are no keys."));
    else
        say(result.toString() + (result.wayOut().isEmpty() ? QString() : u' ' + result.wayOut()));
    const GpgSignature::State worst = result.worstSignature();
    bool isWell = result.isDone()
        && (m_request.operation != Operation::Verify || worst == GpgSignature::State::Good)
        && (result.signatures.isEmpty() || worst != GpgSignature::State::Bad);
    const auto size = std::size_t(result.output.size());
    if (std::fwrite(result.output.constData(), 1, size, stdout) != size
        || std::fflush(stdout) != 0) {
        say(Words::tr("The output cannot be written."));
        isWell = false;
    }
    QCoreApplication::exit(isWell ? 0 : 1);
}
