// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgrecord.h"

#include <QtCore/QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype enough = 10'000; // of anything that is listed

// What only the log tells.
constexpr const char *logMarks[] = {
    "unknown algorithm",
    "can't connect to the agent",
    "can't connect to the gpg-agent",
    "no gpg-agent running",
    "failed to start agent",
    "failed to start gpg-agent",
    "CRC error",
    "not a detached signature",
    "no signed data",
    "unsafe permissions",
    "unsafe ownership",
    "directory does not exist",
    "Invalid digest algorithm",
    "not integrity protected",
    "decryption forced to fail",
    "handle plaintext failed",
    "error writing to",
};

const QByteArrayList verdicts = {"GOODSIG", "BADSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "ERRSIG"};

// The public-key algorithms that encrypt, as RFC 4880, 6637 and 9580 number them; 8 is gpg's Kyber.
const QByteArrayList encryptingAlgorithms = {"1", "2", "8", "16", "18", "20", "25", "26"};

// Whose first argument hasArgument() knows.
const QByteArrayList askedFor = {"DELETE_PROBLEM", "FAILURE", "NODATA", "PLAINTEXT"};

QDateTime time(const QByteArray &seconds)
{
    const qint64 value = seconds.toLongLong();
    return value > 0 ? QDateTime::fromSecsSinceEpoch(value, QTimeZone::utc()) : QDateTime();
}

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
    for (QChar &c : result) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph)
            c = u'\xfffd';
    }
    return result;
}

void GpgRecord::addStatus(const StatusLine &line)
{
    const QByteArray &keyword = line.keyword();
    if (m_counts.size() < enough)
        ++m_counts[keyword];
    if (askedFor.contains(
            keyword)) // of thousands of keys there are more lines than anybody asks for
        addBounded(m_firstArguments, {keyword, line.argument(0)});
    addSignatureStatus(line);

    if (keyword == "ERROR" || keyword == "FAILURE") {
        if (const auto code = line.errorCode(1))
            addBounded(m_errors, {line.argument(0), *code});
    } else if (keyword == "ENC_TO") {
        addBounded(m_encryptedTo, QString::fromLatin1(line.argument(0)));
        m_isEncryptedWithAKnownAlgorithm |= encryptingAlgorithms.contains(line.argument(1));
    } else if (keyword == "NO_SECKEY") {
        addBounded(m_missingSecretKeys, QString::fromLatin1(line.argument(0)));
    } else if (keyword == "DECRYPTION_KEY") {
        m_decryptedWith = QString::fromLatin1(line.argument(1));
    } else if (keyword == "DECRYPTION_INFO") {
        m_mdcMethod = line.argument(0).toInt();
        m_aeadAlgorithm = line.argument(2).toInt();
    } else if (keyword == "PLAINTEXT") {
        m_suggestedName = safeName(line.unescapedFrom(2));
    } else if (keyword == "PLAINTEXT_LENGTH") {
        m_plaintextLength = line.argument(0).toLongLong();
    } else if (keyword == "INV_RECP") {
        addBounded(m_invalidRecipients,
                   {line.argument(0).toInt(), printable(QString::fromUtf8(line.from(1)))});
    } else if (keyword == "INV_SGNR") {
        addBounded(m_invalidSigners,
                   {line.argument(0).toInt(), printable(QString::fromUtf8(line.from(1)))});
    } else if (keyword == "USERID_HINT") {
        m_passphraseOwner = printable(QString::fromUtf8(line.from(1)));
    } else if (keyword == "KEY_CREATED") {
        m_createdKey = QString::fromLatin1(line.argument(1));
    } else if (keyword == "IMPORT_OK") {
        addImport(line);
    } else if (keyword == "IMPORT_RES") {
        m_importResult = numbers(line);
    } else if (keyword == "EXPORT_RES") {
        m_exportResult = numbers(line);
    }
}

void GpgRecord::addLog(const QByteArray &line)
{
    const QByteArray words = line.split('"').first(); // then comes what others chose
    for (const char *mark : logMarks) {
        if (words.contains(mark))
            addBounded(m_logMarks, QByteArray(mark));
    }
    if (line.startsWith("gpg: "))
        m_lastLog = printable(QString::fromUtf8(line.sliced(5))).left(500);
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
    return m_encryptedTo.size() == 1 ? u"key "_s + m_encryptedTo.first() : QString();
}

int GpgRecord::newKeys() const
{
    return std::max(importCount(2), importCount(10)); // a secret key comes with its public one
}

/// Each verdict is on a signature of its own, whether or not NEWSIG announced it.
GpgRecord::SignatureBlock &GpgRecord::blockWithVerdict(const StatusLine &line)
{
    if (m_signatures.isEmpty() || !m_signatures.last().verdict.isEmpty())
        m_signatures.emplaceBack();
    m_signatures.last().verdict = line.keyword();
    return m_signatures.last();
}

void GpgRecord::addSignatureStatus(const StatusLine &line)
{
    const bool isVerdict = verdicts.contains(line.keyword());
    const bool isOnAnother = line.keyword() == "NEWSIG"
        || (isVerdict && !m_signatures.isEmpty() && !m_signatures.last().verdict.isEmpty());
    if (isOnAnother && m_signatures.size() >= enough)
        m_hasMoreSignatures = true;
    if (m_hasMoreSignatures)
        return;
    if (line.keyword() == "NEWSIG") {
        m_signatures.emplaceBack();
    } else if (isVerdict) {
        SignatureBlock &block = blockWithVerdict(line);
        block.signature.keyId = QString::fromLatin1(line.argument(0));
        if (line.keyword() == "ERRSIG") {
            block.signature.created = time(line.argument(4));
            block.errorCode = line.argument(5).toInt();
        } else {
            block.signature.userId = printable(line.unescapedFrom(1));
        }
    } else if (line.keyword() == "VALIDSIG" && !m_signatures.isEmpty()) {
        addValidSignature(line);
    } else if ((line.keyword() == "TRUST_FULLY" || line.keyword() == "TRUST_ULTIMATE")
               && !m_signatures.isEmpty()) {
        m_signatures.last().isTrusted = true;
    }
}

void GpgRecord::addValidSignature(const StatusLine &line)
{
    SignatureBlock &block = m_signatures.last();
    const QByteArray kind = line.argument(8);
    block.isValid = kind == "00" || kind == "01"; // on a document, not on a key
    block.signature.keyId = QString::fromLatin1(line.argument(0));
    block.signature.created = time(line.argument(2));
    block.signature.expires = time(line.argument(3));
    block.signature.fingerprint =
        QString::fromLatin1(line.argumentCount() > 9 ? line.argument(9) : line.argument(0));
}

GpgSignature::State GpgRecord::stateOf(const SignatureBlock &block)
{
    using State = GpgSignature::State;
    constexpr int noPublicKey = 9; // libgpg-error
    if (block.verdict == "BADSIG")
        return State::Bad;
    if (block.verdict == "ERRSIG" && block.errorCode == noPublicKey)
        return State::MissingKey;
    if (!block.isValid)
        return State::Unsupported;
    if (block.verdict == "REVKEYSIG")
        return State::KeyRevoked;
    if (block.verdict == "EXPKEYSIG")
        return State::KeyExpired;
    if (block.verdict == "EXPSIG")
        return State::SignatureExpired;
    if (block.verdict != "GOODSIG")
        return State::Unsupported;
    return block.isTrusted ? State::Good : State::NotCertified;
}

/// Of a key with its secret part there are two lines.
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
    return result;
}

void GpgRecord::nameKeys(const QList<GpgKey> &keys)
{
    for (const GpgKey &key : keys) {
        const auto row = m_importRows.constFind(key.fingerprint);
        if (row != m_importRows.cend())
            m_imports[*row].userId = key.name();
    }
    for (SignatureBlock &block : m_signatures) {
        const auto key = std::find_if(keys.begin(), keys.end(), [&block](const GpgKey &one) {
            return one.fingerprint == block.signature.fingerprint;
        });
        if (key != keys.end() && key->certifiedUserIds > 0)
            block.signature.userId = key->name();
        else
            block.isTrusted = false;
    }
}

QList<GpgSignature> GpgRecord::signatures() const
{
    QList<GpgSignature> result;
    for (const SignatureBlock &block : m_signatures) {
        result << block.signature;
        result.last().state = stateOf(block);
    }
    if (m_hasMoreSignatures)
        result.emplaceBack(); // one that is not known cannot be good
    return result;
}
