// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGPREPARATION_H
#define GPGPREPARATION_H

#include "gpgrequest.h"
#include "gpgresult.h"
#include "secret.h"

#include <QtCore/QObject>

class GpgConversation;
class GpgProtocol;
struct GpgEnding;
struct GpgQuestion;

/// The steps before an operation that changes a key in a dialogue: it lists the key, and tries the
/// passphrase that is to be changed.
class GpgPreparation : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    GpgPreparation(const GpgRequest &request, GpgConversation &conversation,
                   const GpgEnding &ending, QObject *parent = nullptr);

    static bool isNeededFor(const GpgRequest &request);
    /// ended() follows.
    void start();
    bool isRunning() const { return m_gpg != nullptr; }
    /// To passphraseWanted().
    void answer(Secret passphrase);
    void cancel();

Q_SIGNALS:
    void passphraseWanted(const GpgQuestion &question);
    void statusReceived(const QByteArray &line);
    void logReceived(const QByteArray &line);
    void failed(GpgResult::Outcome outcome, const QString &detail);
    /// The key is in the record, unless it failed or was cancelled.
    void ended();

private:
    GpgProtocol *makeGpg(const GpgRequest &request);
    void continueWithKey();
    void tryPassphrase();
    void useTrial(const GpgResult &result, int prompts);

    const GpgRequest &m_request;
    GpgConversation &m_conversation;
    const GpgEnding &m_ending;
    GpgProtocol *m_gpg = nullptr; // lists the key, or tries the passphrase
    bool m_isTried = false;
};

#endif // GPGPREPARATION_H
