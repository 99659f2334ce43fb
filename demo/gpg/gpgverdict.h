// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGVERDICT_H
#define GPGVERDICT_H

#include "gpgrecord.h"
#include "gpgrequest.h"
#include "gpgresult.h"

#include <optional>

/// How an operation ended, apart from what gpg wrote.
struct GpgEnding
{
    Offspring::ExitReason reason;
    bool isCancelled = false;
    /// A failure of ours, which comes before all others.
    std::optional<GpgResult::Outcome> ownFailure = {};
    QString ownDetail = {};
    /// gpg took all of the input, and we kept all of the output.
    bool isComplete = true;
    qint64 bytesOut = -1; ///< that came; -1: not known
    /// It was given beforehand, so that gpg did not say whether it needs one.
    bool hadPassphrase = false;
    QVersionNumber version = {}; ///< gpg's, when it had to be asked
};

/// The outcome of an operation. Neither the exit code nor the status lines are enough, so both must
/// agree: gpg exits with 0 for a message cut in half, and writes DECRYPTION_OKAY for output that it
/// could not write.
class GpgVerdict
{
public:
    GpgVerdict(const GpgRequest &request, const GpgRecord &record, const GpgEnding &ending);

    /// Whether the outcome depends on gpg's version.
    static bool needsVersion(const GpgRecord &record, const GpgEnding &ending);
    /// A sentence on what a cancelled operation leaves.
    static QString whatStays(GpgRequest::Operation operation);
    /// Of a recipient.
    static GpgResult::Outcome outcomeOf(GpgKeyFault::Kind fault);
    static QString keyCount(int count);

    GpgResult::Outcome outcome() const { return m_outcome; }
    QString detail() const { return m_detail; }
    /// The signature that decides it, when one does.
    std::optional<GpgSignature> subject() const { return m_subject; }
    QStringList notes() const { return m_notes; }

private:
    using Outcome = GpgResult::Outcome;

    void judge();
    bool isDone();
    bool isEncrypted();
    bool isDecrypted();
    bool isVerified();
    bool isKeyAsWanted() const;
    bool isWhole();
    QString success() const;
    QString whatIsDone() const;
    bool isAboutSignature() const;
    QString changedKey() const;
    bool isSigned() const;
    bool isIntegrityProven() const;
    bool isOutputLost() const;
    QString whatElseFailed() const;
    bool set(Outcome outcome, const QString &detail = {});

    const GpgRequest &m_request;
    const GpgRecord &m_record;
    const GpgEnding &m_ending;
    bool m_isExplained = false; // better than GpgReason could
    Outcome m_outcome = Outcome::Failed;
    QString m_detail;
    std::optional<GpgSignature> m_subject;
    QStringList m_notes;
};

#endif // GPGVERDICT_H
