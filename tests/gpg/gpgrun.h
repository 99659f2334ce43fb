// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGRUN_H
#define GPGRUN_H

#include "behaviourtest.h"
#include "gpgprotocol.h"

#include <QtCore/QMetaEnum>
#include <QtTest/QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>

/// One operation of the gpg desk, with all that it reports.
class GpgRun
{
public:
    explicit GpgRun(const GpgRequest &request)
        : protocol(std::make_unique<GpgProtocol>(request))
    {
        GpgProtocol *const gpg = protocol.get();
        QObject::connect(gpg, &GpgProtocol::statusReceived, gpg, [this](const QByteArray &line) {
            status << line;
            if (onStatus)
                onStatus(line);
        });
        QObject::connect(gpg, &GpgProtocol::logReceived, gpg,
                         [this](const QByteArray &line) { log << line; });
        QObject::connect(gpg, &GpgProtocol::busyWith, gpg, [this](const QString &what) {
            busy << what;
            if (onBusy)
                onBusy(what);
        });
        QObject::connect(gpg, &GpgProtocol::progressed, gpg,
                         [this](qint64 done, qint64 total) { progress << std::pair(done, total); });
        QObject::connect(gpg, &GpgProtocol::keysListed, gpg,
                         [this](const QList<GpgKey> &keys) { batches << keys.size(); });
        QObject::connect(gpg, &GpgProtocol::passphraseWanted, gpg,
                         [this](const GpgQuestion &question) {
                             questions << question;
                             if (onQuestion)
                                 onQuestion();
                         });
        QObject::connect(gpg, &GpgProtocol::finished, gpg, [this](const GpgResult &last) {
            ++finishes;
            result = last;
        });
    }

    static Secret secret(const QByteArray &word)
    {
        QByteArray own(word.constData(), word.size()); // taken, it is overwritten wherever it is
        return Secret::take(own);
    }

    void start(const QByteArray &passphrase = {}) { protocol->start(secret(passphrase)); }
    /// Answers each question with \a word.
    void answerWith(const QByteArray &word)
    {
        onQuestion = [this, word] { protocol->answer(secret(word)); };
    }
    bool end()
    {
        return BehaviourTest::waitUntil([this] { return result.has_value(); });
    }
    bool waitFor(const std::function<bool()> &condition)
    {
        return BehaviourTest::waitUntil([&] { return result || condition(); }) && condition();
    }

    /// Whether a status line begins with \a words.
    bool saw(const QByteArray &words) const
    {
        return std::any_of(status.begin(), status.end(), [&](const QByteArray &line) {
            return (line + ' ').startsWith("[GNUPG:] " + words + (words.endsWith(' ') ? "" : " "));
        });
    }
    /// Whether they are in anything that it said about the operation, other than the output.
    bool mentioned(const QByteArray &words) const
    {
        const auto hasWords = [&](const QByteArray &line) { return line.contains(words); };
        return std::any_of(status.begin(), status.end(), hasWords)
            || std::any_of(log.begin(), log.end(), hasWords)
            || (result && (result->command + result->toString()).toUtf8().contains(words));
    }

    /// For the record: the command, the keywords that came, and the outcome in words.
    void describe() const
    {
        QByteArrayList keywords;
        for (const QByteArray &line : status) {
            const QByteArray keyword = StatusLine::parse(line)->keyword();
            const bool saysWhy = keyword == "ERROR" || keyword == "FAILURE" || keyword == "NODATA"
                || keyword == "DECRYPTION_INFO";
            const QByteArray words = saysWhy ? line.sliced(9) : keyword;
            if (keywords.isEmpty() || keywords.last() != words)
                keywords << words;
        }
        const char *const row = QTest::currentDataTag();
        qInfo("%s\n    %s\n    %s; %s\n    %s: %s %s", row ? row : QTest::currentTestFunction(),
              qPrintable(result->command), keywords.join(' ').constData(),
              qPrintable(result->reason.toString()),
              QMetaEnum::fromType<GpgResult::Outcome>().valueToKey(int(result->outcome)),
              qPrintable(result->toString()), qPrintable(result->wayOut()));
    }

    const std::unique_ptr<GpgProtocol> protocol;
    QByteArrayList status;
    QByteArrayList log;
    QStringList busy;
    QList<std::pair<qint64, qint64>> progress;
    QList<qsizetype> batches; ///< of keys
    QList<GpgQuestion> questions;
    int finishes = 0;
    std::optional<GpgResult> result;
    std::function<void(const QByteArray &)> onStatus;
    std::function<void(const QString &)> onBusy;
    std::function<void()> onQuestion;
};

#endif // GPGRUN_H
