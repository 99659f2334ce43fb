// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGRECORD_H
#define GPGRECORD_H

#include "gpgimport.h"
#include "gpgkey.h"
#include "gpgsignature.h"
#include "statusline.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <utility>

/// What gpg has said so far, on its status fd and in its log: facts, no judgement. Its size does
/// not grow with the number of lines.
class GpgRecord
{
public:
    void addStatus(const StatusLine &line);
    void addLog(const QByteArray &line); ///< without its line feed

    int count(const char *keyword) const { return m_counts.value(keyword); }
    bool has(const char *keyword) const { return count(keyword) > 0; }
    /// Of DELETE_PROBLEM, FAILURE, NODATA and PLAINTEXT.
    bool hasArgument(const char *keyword, const QByteArray &first) const;
    /// Of ERROR and FAILURE lines: libgpg-error's code; also "NAME" of ERROR.
    bool hasError(int code) const;
    bool hasErrorAt(const char *place) const;
    /// Whether a line of the log has \a words in it, of those listed in the .cpp.
    bool logHas(const char *words) const { return m_logMarks.contains(words); }
    /// The last one of gpg's own.
    QString lastLog() const { return m_lastLog; }

    QList<GpgSignature> signatures() const;
    /// The fingerprints of those whose names gpg has not told, or not as nameKeys() does.
    QStringList keysToName() const;
    /// By \a keys, as they are listed: a signer is called by a name that is certified. One without
    /// such a name is not certified.
    void nameKeys(const QList<GpgKey> &keys);
    QStringList encryptedTo() const { return m_encryptedTo; }
    /// For some keys, and for none with an algorithm that a gpg can have.
    bool isEncryptedWithUnknownAlgorithms() const
    {
        return !m_encryptedTo.isEmpty() && !m_isEncryptedWithAKnownAlgorithm;
    }
    QStringList missingSecretKeys() const { return m_missingSecretKeys; }
    QString decryptedWith() const { return m_decryptedWith; }
    QString suggestedName() const { return m_suggestedName; }
    qint64 plaintextLength() const { return m_plaintextLength; } ///< -1: gpg does not know it
    int mdcMethod() const { return m_mdcMethod; } ///< of DECRYPTION_INFO; 0: none
    int aeadAlgorithm() const { return m_aeadAlgorithm; } ///< the same
    /// INV_RECP, INV_SGNR: the reason's number, and who.
    QList<std::pair<int, QString>> invalidRecipients() const { return m_invalidRecipients; }
    QList<std::pair<int, QString>> invalidSigners() const { return m_invalidSigners; }
    /// Whose passphrase gpg has asked for, or would have: a user id, or a key's number.
    QString passphraseOwner() const;
    QString createdKey() const { return m_createdKey; }
    /// First those that brought something.
    QList<GpgImport> imports() const;
    /// IMPORT_RES, EXPORT_RES: the number at that place, -1 without such a line.
    int importCount(qsizetype place) const { return m_importResult.value(place, -1); }
    int newKeys() const; ///< that were imported, public and secret
    int newRevocations() const { return importCount(8); }
    int exportCount(qsizetype place) const { return m_exportResult.value(place, -1); }

private:
    struct SignatureBlock
    {
        GpgSignature signature;
        QByteArray verdict; // the keyword
        int errorCode = 0; // of ERRSIG
        bool isValid = false; // VALIDSIG
        bool isTrusted = false;
    };

    SignatureBlock &blockWithVerdict(const StatusLine &line);
    void addSignatureStatus(const StatusLine &line);
    void addValidSignature(const StatusLine &line);
    void addImport(const StatusLine &line);
    static GpgSignature::State stateOf(const SignatureBlock &block);

    QHash<QByteArray, int> m_counts;
    QList<std::pair<QByteArray, int>> m_errors; // place, code
    QList<std::pair<QByteArray, QByteArray>> m_firstArguments;
    QList<QByteArray> m_logMarks;
    QString m_lastLog;
    QList<SignatureBlock> m_signatures;
    bool m_hasMoreSignatures = false; // than are kept
    QStringList m_encryptedTo;
    QStringList m_missingSecretKeys;
    bool m_isEncryptedWithAKnownAlgorithm = false;
    QString m_decryptedWith;
    QString m_suggestedName;
    qint64 m_plaintextLength = -1;
    int m_mdcMethod = 0;
    int m_aeadAlgorithm = 0;
    QList<std::pair<int, QString>> m_invalidRecipients;
    QList<std::pair<int, QString>> m_invalidSigners;
    QString m_passphraseOwner;
    QString m_createdKey;
    QList<GpgImport> m_imports;
    QHash<QString, qsizetype> m_importRows; // of the fingerprints
    QList<int> m_importResult;
    QList<int> m_exportResult;
};

/// \a text as it may be shown: what would break the line, or turn its direction, replaced.
QString printable(const QString &text);

#endif // GPGRECORD_H
