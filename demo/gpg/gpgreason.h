// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGREASON_H
#define GPGREASON_H

#include "gpgrecord.h"
#include "gpgrequest.h"
#include "gpgresult.h"

struct GpgEnding;

/// Why an operation failed. It looks for the most specific reasons first, and at gpg's status
/// lines, its exit code and GpgRecord's facts only: the rest of the log is for users.
class GpgReason
{
public:
    GpgReason(const GpgRequest &request, const GpgRecord &record, const GpgEnding &ending);

    GpgResult::Outcome outcome() const { return m_outcome; }
    QString detail() const { return m_detail; }

private:
    using Outcome = GpgResult::Outcome;

    bool isOfPassphrase();
    bool isOfHousehold();
    bool isOfKeys();
    void blameRecipient(int reason, const QString &who);
    void blameSigner(const QString &who);
    bool isOfImport();
    bool isOfAlgorithms();
    bool isOfStructure();
    bool isOfData();
    bool isPassphraseDoubtful() const;
    QString missingKeys() const;
    QString failure() const;
    bool set(Outcome outcome, const QString &detail = {});

    const GpgRequest &m_request;
    const GpgRecord &m_record;
    const GpgEnding &m_ending;
    Outcome m_outcome = Outcome::Failed;
    QString m_detail;
};

#endif // GPGREASON_H
