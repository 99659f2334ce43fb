// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGRECORD_H
#define GPGRECORD_H

#include "gpgimport.h"
#include "gpgkey.h"
#include "signaturerecord.h"
#include "statusline.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <utility>

/// The facts that gpg has written so far to its status fd and its log. It does not judge them. Its
/// size does not grow with the number of lines.
class GpgRecord
{
public:
    /// Facts for which gpg has no status line.
    enum class LogFact {
        UnknownCipher,
        UnknownHash,
        NoAgent,
        ChecksumOfArmor,
        NotADetachedSignature,
        NoSignedData,
        OpenHome, ///< others may read it, or own it
        HomeMissing,
        NotProtected, ///< against changes
        OutputLost,
        PassphraseNotChanged, ///< of one of a key's parts
        KeyNotSigned ///< by itself, because of a wrong passphrase
    };

    void addStatus(const StatusLine &line);
    /// A whole line of gpg's log, without its line feed. The log also contains text that others
    /// chose (user ids, notations, addresses, armor headers, names of files), some of it in the
    /// middle of a line that begins with gpg's own words. Therefore a line is taken for a fact only
    /// when all of it, from the first to the last character, is gpg's own.
    void addLog(const QByteArray &line);

    int count(const char *keyword) const { return m_counts.value(keyword); }
    bool has(const char *keyword) const { return count(keyword) > 0; }
    /// Of DELETE_PROBLEM, FAILURE, NODATA and PLAINTEXT.
    bool hasArgument(const char *keyword, const QByteArray &first) const;
    /// Of ERROR and FAILURE lines: libgpg-error's code; also "NAME" of ERROR.
    bool hasError(int code) const;
    bool hasErrorAt(const char *place) const;
    /// Of the first ERROR or FAILURE that says anything: "error 58 at keyserver"; empty: none does.
    QString firstError() const;
    bool logHas(LogFact fact) const { return m_logFacts.contains(fact); }
    /// The line of the settings that gpg does not understand: "/home/me/.gnupg/gpg.conf:3: …".
    QString settingsFault() const { return m_settingsFault; }
    /// The last line of the log, up to where text of others may begin. Only for operations whose
    /// input is the user's own.
    QString lastLog() const { return m_lastLog; }

    QList<GpgSignature> signatures() const { return m_signatures.all(); }
    /// Of several the first of the worst state; of none: one of which nothing is known.
    GpgSignature worstSignature() const { return m_signatures.worst(); }
    /// The fingerprints of the keys that nameKeys() is to name.
    QStringList keysToName() const;
    /// Takes the names of \a keys, as they are listed. A signer is called by a name that is
    /// certified; one without such a name counts as not certified.
    void nameKeys(const QList<GpgKey> &keys);
    /// Of those that nameKeys() got: by its fingerprint, or that of a subkey of its.
    std::optional<GpgKey> key(const QString &fingerprint) const;
    QList<GpgKey> keys() const { return m_keys; }
    QStringList encryptedTo() const { return m_encryptedTo; }
    /// One of them is not named.
    bool hasHiddenRecipient() const { return m_encryptedTo.contains(QString(16, u'0')); }
    /// It is encrypted to keys, but to none of an algorithm that gpg can know.
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
    /// The owner of the key whose passphrase gpg needs: a user id, or the key's number.
    QString passphraseOwner() const;
    /// The passphrase that gpg asked for last is the one that the message was encrypted with.
    bool isForMessageItself() const { return m_isForMessageItself; }
    QString createdKey() const { return m_createdKey; }
    /// The keys that were changed come first.
    QList<GpgImport> imports() const;
    /// IMPORT_RES, EXPORT_RES: the number at that place, -1 without such a line.
    int importCount(qsizetype place) const { return m_importResult.value(place, -1); }
    int newKeys() const; ///< that were imported, public and secret
    int newRevocations() const { return importCount(8); }
    int exportCount(qsizetype place) const { return m_exportResult.value(place, -1); }

private:
    struct Keyword
    {
        QByteArrayView word;
        void (*add)(GpgRecord &record, const StatusLine &line);
    };
    static const Keyword keywords[];

    void addError(const StatusLine &line);
    void addImport(const StatusLine &line);

    QHash<QByteArray, int> m_counts;
    QList<std::pair<QByteArray, int>> m_errors; // place, code
    QList<std::pair<QByteArray, QByteArray>> m_firstArguments;
    QList<LogFact> m_logFacts;
    QString m_settingsFault;
    bool m_isForMessageItself = false;
    QString m_lastLog;
    SignatureRecord m_signatures;
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
    QList<GpgKey> m_keys;
    QList<int> m_importResult;
    QList<int> m_exportResult;
};

/// \a text for display: characters that would break the line or change its direction are replaced.
QString printable(const QString &text);

#endif // GPGRECORD_H
