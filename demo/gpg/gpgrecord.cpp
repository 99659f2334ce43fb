// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgrecord.h"

#include "words.h"

#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype enough = 10'000; // entries of each list

struct LogPattern
{
    GpgRecord::LogFact fact;
    QRegularExpression line; // all of it
};

// gpg 2.2's and 2.4's words, in English: see GpgRequest::environment(). "%" stands for what
// strerror() or libgpg-error says. A name in quotation marks is one of this machine's.
const QList<LogPattern> &logPatterns()
{
    using Fact = GpgRecord::LogFact;
    const auto pattern = [](Fact fact, QString words) {
        words.replace(u'%', u"[A-Z][A-Za-z0-9 ,/()-]*"_s);
        return LogPattern{fact, QRegularExpression(u"\\Agpg: (?:"_s + words + u")\\z"_s)};
    };
    static const QList<LogPattern> patterns = {
        pattern(Fact::UnknownCipher, u"encrypted with unknown algorithm [0-9]+"_s),
        pattern(Fact::UnknownHash, u"can't hash datafile: Invalid digest algorithm"_s),
        pattern(Fact::NoAgent, u"can't connect to the (?:gpg-)?agent: %"_s),
        pattern(Fact::NoAgent, u"no gpg-agent running in this session"_s),
        pattern(Fact::NoAgent, u"failed to start (?:gpg-)?agent '/[^'\"]*': %"_s),
        pattern(Fact::ChecksumOfArmor, u"CRC error; [0-9A-F]{6} - [0-9A-F]{6}"_s),
        pattern(Fact::NotADetachedSignature, u"not a detached signature"_s),
        pattern(Fact::NoSignedData, u"no signed data"_s),
        pattern(Fact::OpenHome,
                u"WARNING: unsafe (?:permissions|ownership) on "
                "(?:homedir|configuration file|extension) '/.*'"_s),
        pattern(Fact::HomeMissing, u"Fatal: /.*: directory does not exist!"_s),
        pattern(Fact::NotProtected, u"WARNING: message was not integrity protected"_s),
        pattern(Fact::NotProtected, u"decryption forced to fail!"_s),
        pattern(Fact::OutputLost, u"handle plaintext failed: %"_s),
        pattern(Fact::OutputLost, u"error writing to '(?:-|\\[stdout\\])': %"_s),
        pattern(Fact::KeyNotSigned, u"signing failed: Bad passphrase"_s),
        pattern(Fact::PassphraseNotChanged,
                u"key [0-9A-F]{16}/[0-9A-F]{16}: error changing passphrase: %"_s),
    };
    return patterns;
}

// The public-key algorithms that encrypt, as RFC 4880, 6637 and 9580 number them; 8 is gpg's Kyber.
const QByteArrayList encryptingAlgorithms = {"1", "2", "8", "16", "18", "20", "25", "26"};

// The keywords whose first arguments are kept for hasArgument(). Other keywords may come in many
// thousands of lines, one for each key.
const QByteArrayList withAskedArgument = {"DELETE_PROBLEM", "FAILURE", "NODATA", "PLAINTEXT",
                                          "SUCCESS"};

template <typename T>
void addBounded(QList<T> &list, const T &value)
{
    if (list.size() < enough && !list.contains(value))
        list << value;
}

/// Without folders, and of a length that a file's name can have.
QString safeName(const QString &name)
{
    QString result = printable(name.section(u'/', -1).section(u'\\', -1)).left(100);
    while (result.startsWith(u'.') || result.startsWith(u'-'))
        result.remove(0, 1);
    return result == u"_CONSOLE" ? QString() : result;
}

QString latin1(const StatusLine &line, qsizetype number)
{
    return QString::fromLatin1(line.argument(number));
}

QString textFrom(const StatusLine &line, qsizetype number)
{
    return printable(QString::fromUtf8(line.from(number)));
}

QList<int> numbers(const StatusLine &line)
{
    QList<int> result;
    for (qsizetype i = 0; i < line.argumentCount(); ++i)
        result << line.argument(i).toInt();
    return result;
}

} // namespace

QString printable(const QString &text)
{
    QString result = text;
    for (qsizetype i = 0; i < result.size(); ++i) {
        QChar &c = result[i];
        const bool isPair =
            c.isHighSurrogate() && i + 1 < result.size() && result.at(i + 1).isLowSurrogate();
        if (isPair)
            ++i;
        else if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
                 || c.category() == QChar::Separator_Line
                 || c.category() == QChar::Separator_Paragraph || c.isSurrogate())
            c = u'\xfffd';
    }
    return result;
}

const GpgRecord::Keyword GpgRecord::keywords[] = {
    {"ERROR", [](auto &r, const auto &line) { r.addError(line); }},
    {"FAILURE", [](auto &r, const auto &line) { r.addError(line); }},
    {"ENC_TO",
     [](auto &r, const auto &line) {
         addBounded(r.m_encryptedTo, latin1(line, 0));
         r.m_isEncryptedWithAKnownAlgorithm |= encryptingAlgorithms.contains(line.argument(1));
     }},
    {"NO_SECKEY",
     [](auto &r, const auto &line) { addBounded(r.m_missingSecretKeys, latin1(line, 0)); }},
    {"DECRYPTION_KEY", [](auto &r, const auto &line) { r.m_decryptedWith = latin1(line, 1); }},
    {"DECRYPTION_INFO",
     [](auto &r, const auto &line) {
         r.m_mdcMethod = line.argument(0).toInt();
         r.m_aeadAlgorithm = line.argument(2).toInt();
     }},
    {"PLAINTEXT",
     [](auto &r, const auto &line) { r.m_suggestedName = safeName(line.unescapedFrom(2)); }},
    {"PLAINTEXT_LENGTH",
     [](auto &r, const auto &line) { r.m_plaintextLength = line.argument(0).toLongLong(); }},
    {"INV_RECP",
     [](auto &r, const auto &line) {
         addBounded(r.m_invalidRecipients, {line.argument(0).toInt(), textFrom(line, 1)});
     }},
    {"INV_SGNR",
     [](auto &r, const auto &line) {
         addBounded(r.m_invalidSigners, {line.argument(0).toInt(), textFrom(line, 1)});
     }},
    {"USERID_HINT",
     [](auto &r, const auto &line) {
         r.m_passphraseOwner = textFrom(line, 1);
         r.m_isForMessageItself = false;
     }},
    {"NEED_PASSPHRASE_SYM", [](auto &r, const auto &) { r.m_isForMessageItself = true; }},
    {"KEY_CREATED", [](auto &r, const auto &line) { r.m_createdKey = latin1(line, 1); }},
    {"IMPORT_OK", [](auto &r, const auto &line) { r.addImport(line); }},
    {"IMPORT_RES", [](auto &r, const auto &line) { r.m_importResult = numbers(line); }},
    {"EXPORT_RES", [](auto &r, const auto &line) { r.m_exportResult = numbers(line); }},
};

void GpgRecord::addStatus(const StatusLine &line)
{
    const QByteArray &keyword = line.keyword();
    if (m_counts.size() < enough)
        ++m_counts[keyword];
    if (withAskedArgument.contains(keyword))
        addBounded(m_firstArguments, {keyword, line.argument(0)});
    m_signatures.add(line);
    const auto *const found =
        std::find_if(std::begin(keywords), std::end(keywords),
                     [&keyword](const Keyword &row) { return keyword == row.word; });
    if (found != std::end(keywords))
        found->add(*this, line);
}

void GpgRecord::addError(const StatusLine &line)
{
    if (const auto code = line.errorCode(1))
        addBounded(m_errors, {line.argument(0), *code});
}

void GpgRecord::addLog(const QByteArray &line)
{
    if (!line.startsWith("gpg: "))
        return;
    const QString text = QString::fromUtf8(line);
    for (const auto &[fact, pattern] : logPatterns()) {
        if (!m_logFacts.contains(fact) && pattern.match(text).hasMatch())
            m_logFacts << fact;
    }
    static const QRegularExpression settings(u"\\Agpg: (/[^:]+\\.conf:[0-9]+: .+)\\z"_s);
    if (const auto match = settings.match(text); match.hasMatch() && m_settingsFault.isEmpty())
        m_settingsFault = printable(match.captured(1)).left(500);
    m_lastLog = printable(text.sliced(5).section(u'"', 0, 0)).trimmed().left(500);
}

QString GpgRecord::firstError() const
{
    constexpr int general = 1; // the general error: not specific
    for (const auto &[place, code] : m_errors) {
        if (code != general)
            return Words::tr("error %1 at %2").arg(code).arg(printable(QString::fromLatin1(place)));
    }
    return {};
}

bool GpgRecord::hasArgument(const char *keyword, const QByteArray &first) const
{
    return m_firstArguments.contains({QByteArray(keyword), first});
}

bool GpgRecord::hasError(int code) const
{
    return std::any_of(m_errors.begin(), m_errors.end(),
                       [code](const auto &error) { return error.second == code; });
}

bool GpgRecord::hasErrorAt(const char *place) const
{
    return std::any_of(m_errors.begin(), m_errors.end(),
                       [place](const auto &error) { return error.first == place; });
}

QString GpgRecord::passphraseOwner() const
{
    if (!m_passphraseOwner.isEmpty())
        return m_passphraseOwner;
    return m_encryptedTo.size() == 1 ? Words::tr("key %1").arg(m_encryptedTo.first()) : QString();
}

int GpgRecord::newKeys() const
{
    return std::max(importCount(2), importCount(10)); // a secret key comes with its public one
}

/// A key that is imported with its secret part has two lines.
void GpgRecord::addImport(const StatusLine &line)
{
    const QString fingerprint = QString::fromLatin1(line.argument(1));
    const auto row = m_importRows.constFind(fingerprint);
    if (row != m_importRows.cend()) {
        m_imports[*row].changes |= line.argument(0).toInt();
    } else if (m_imports.size() < enough) {
        m_importRows.insert(fingerprint, m_imports.size());
        m_imports.append({fingerprint, line.argument(0).toInt()});
    }
}

QList<GpgImport> GpgRecord::imports() const
{
    QList<GpgImport> result = m_imports;
    std::stable_partition(result.begin(), result.end(),
                          [](const GpgImport &one) { return one.changes != 0; });
    return result;
}

QStringList GpgRecord::keysToName() const
{
    QStringList result;
    for (const GpgSignature &signature : signatures()) {
        if (signature.state == GpgSignature::State::Good && !signature.fingerprint.isEmpty()
            && !result.contains(signature.fingerprint))
            result << signature.fingerprint;
    }
    const QList<GpgImport> named = imports().mid(0, GpgImport::maximumNamed);
    for (const GpgImport &import : named)
        result << import.fingerprint;
    for (const auto &[reason, who] : m_invalidRecipients + m_invalidSigners) {
        if (isFingerprint(who) && !result.contains(who))
            result << who;
    }
    return result;
}

std::optional<GpgKey> GpgRecord::key(const QString &fingerprint) const
{
    for (const GpgKey &key : m_keys) {
        for (const GpgSubkey &subkey : key.subkeys) {
            if (subkey.fingerprint == fingerprint)
                return key;
        }
    }
    return std::nullopt;
}

void GpgRecord::nameKeys(const QList<GpgKey> &keys)
{
    m_keys = keys;
    for (const GpgKey &key : keys) {
        const auto row = m_importRows.constFind(key.fingerprint);
        if (row != m_importRows.cend())
            m_imports[*row].userId = key.name();
    }
    m_signatures.name(keys);
}
