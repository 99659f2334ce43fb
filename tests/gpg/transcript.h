// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include "gpgrequest.h"
#include "gpgresult.h"

#include <QtCore/QByteArray>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QList>
#include <QtCore/QMetaEnum>
#include <QtCore/QVersionNumber>

#include <map>

/// What gpg wrote in one operation, and the expected outcome. README.md explains the format of the
/// files in the folder transcripts.
struct Transcript
{
    QByteArray name = {};
    GpgRequest::Operation operation = GpgRequest::Operation::Decrypt;
    QByteArray status = {}; ///< without "[GNUPG:] " in front of each line
    QByteArray log = {};
    int exitCode = 0;
    bool isComplete = true;
    qint64 bytesOut = -1;
    QVersionNumber version = {};
    bool evenBadSignature = false;
    qsizetype signers = 0;

    GpgResult::Outcome outcome = GpgResult::Outcome::Failed;
    QString words = {}; ///< in the sentence
    QStringList notes = {}; ///< words in each of them; empty: whatever they are
    QList<GpgSignature::State> signatures = {};

    /// All that are in the folder. Ends the program at a line that means nothing.
    static QList<Transcript> allIn(const QString &folder)
    {
        QList<Transcript> result;
        const QStringList names = QDir(folder).entryList({QStringLiteral("*.txt")});
        for (const QString &name : names)
            result += allOf(folder + u'/' + name);
        return result;
    }

private:
    static QList<Transcript> allOf(const QString &path)
    {
        QList<Transcript> result;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
        int number = 0;
        const QByteArrayList lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            ++number;
            if (line.isEmpty() || line.startsWith('#'))
                continue;
            if (line.startsWith('[') && line.endsWith(']'))
                result << Transcript{.name = line.sliced(1).chopped(1)};
            else if (result.isEmpty() || !result.last().add(line))
                qFatal("%s:%d: %s", qPrintable(path), number, line.constData());
        }
        return result;
    }

    bool add(const QByteArray &line)
    {
        const qsizetype blank = line.indexOf(' ');
        const QByteArray key = blank < 0 ? line : line.left(blank);
        QByteArray value = blank < 0 ? QByteArray() : line.sliced(blank + 1);
        if (value.endsWith("\\s"))
            value.replace(value.size() - 2, 2, " ");
        bool isFine = true;
        if (key == "status")
            status += value + '\n';
        else if (key == "log")
            log += value + '\n';
        else if (key == "operation")
            isFine = setFrom(operations(), value, operation);
        else if (key == "exit")
            exitCode = value.toInt(&isFine);
        else if (key == "incomplete")
            isComplete = false;
        else if (key == "bytes-out")
            bytesOut = value.toLongLong(&isFine);
        else if (key == "version")
            version = QVersionNumber::fromString(QLatin1StringView(value));
        else if (key == "even-bad-signature")
            evenBadSignature = true;
        else if (key == "signers")
            signers = value.toInt(&isFine);
        else if (key == "sentence")
            words = QString::fromUtf8(value);
        else if (key == "note")
            notes << QString::fromUtf8(value);
        else if (key == "signature")
            isFine = setFrom(states(), value, signatures.emplaceBack());
        else
            return key == "outcome" && setOutcome(value);
        return isFine;
    }

    bool setOutcome(const QByteArray &word)
    {
        bool isFine = false;
        const QMetaEnum outcomes = QMetaEnum::fromType<GpgResult::Outcome>();
        outcome = GpgResult::Outcome(outcomes.keyToValue(word.constData(), &isFine));
        return isFine;
    }

    template <typename Enum>
    static bool setFrom(const std::map<QByteArray, Enum> &names, const QByteArray &value,
                        Enum &target)
    {
        const auto found = names.find(value);
        if (found == names.end())
            return false;
        target = found->second;
        return true;
    }
    static const std::map<QByteArray, GpgRequest::Operation> &operations()
    {
        using O = GpgRequest::Operation;
        static const std::map<QByteArray, O> names = {
            {"Encrypt", O::Encrypt},   {"Decrypt", O::Decrypt},         {"Sign", O::Sign},
            {"Verify", O::Verify},     {"Import", O::Import},           {"Export", O::Export},
            {"ListKeys", O::ListKeys}, {"GenerateKey", O::GenerateKey}, {"DeleteKey", O::DeleteKey},
        };
        return names;
    }
    static const std::map<QByteArray, GpgSignature::State> &states()
    {
        using S = GpgSignature::State;
        static const std::map<QByteArray, S> names = {
            {"Good", S::Good},
            {"NotCertified", S::NotCertified},
            {"SignatureExpired", S::SignatureExpired},
            {"KeyExpired", S::KeyExpired},
            {"MissingKey", S::MissingKey},
            {"Unsupported", S::Unsupported},
            {"KeyRevoked", S::KeyRevoked},
            {"Bad", S::Bad},
        };
        return names;
    }
};

#endif // TRANSCRIPT_H
