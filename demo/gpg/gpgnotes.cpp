// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgnotes.h"

#include "gpgrecord.h"
#include "gpgverdict.h"
#include "words.h"

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;
using State = GpgSignature::State;

/// gpg has decrypted it, and has proven it whole, but did not exit with 0.
QString aboutExitCode(const GpgRecord &record)
{
    return record.hasHiddenRecipient()
        ? Words::tr("Decrypted whole. It does not say for whom it is (a hidden recipient), so "
                    "other keys of "
                    "yours were tried first.")
        : Words::tr("Decrypted whole, but gpg was not content with everything: its log says more.");
}

QStringList ofDecrypted(const GpgRequest &request, const GpgRecord &record, const GpgEnding &ending)
{
    QStringList result;
    const State worst = record.worstSignature().state;
    const bool isSigned = !record.signatures().isEmpty();
    const bool isExplained = (isSigned && worst > State::NotCertified)
        || record.hasErrorAt("set_pinentry_mode"); // from 2.4 on pinentry asks all the same
    if (isSigned && worst == State::Bad)
        result << Words::tr("It is given out all the same, as you wanted.");
    else if (ending.reason.exitCode() != 0 && !isExplained)
        result << aboutExitCode(record);
    if (!record.decryptedWith().isEmpty() && request.unlocking == GpgRequest::Unlocking::Ask
        && !ending.hadPassphrase && !record.has("GET_HIDDEN") && !record.has("PINENTRY_LAUNCHED"))
        result << Words::tr(
            "No passphrase was asked for: the key has none, or gpg-agent still knows it.");
    return result;
}

} // namespace

QString GpgNotes::aboutPinentry(bool hasAsked)
{
    return Words::
        tr("gpg-agent takes a passphrase only from its own pinentry (no-allow-loopback-pinentry "
           "is in gpg-agent.conf)%1.")
            .arg(hasAsked ? Words::tr(", so that has asked for it") : QString());
}

QStringList GpgNotes::of(const GpgRequest &request, const GpgRecord &record,
                         const GpgEnding &ending, Outcome outcome)
{
    QStringList result;
    if (record.logHas(GpgRecord::LogFact::OpenHome))
        result << Words::tr(
            "Others may look into gpg’s home folder. Close it: chmod 700 ~/.gnupg, and "
            "chmod 600 for the files in it.");
    if (record.hasErrorAt("set_pinentry_mode") && outcome != Outcome::NoLoopback)
        result << aboutPinentry(record.has("PINENTRY_LAUNCHED"));
    if (outcome != Outcome::Done)
        return result;
    if (request.operation == Operation::Export && record.exportCount(2) < request.keys.size())
        result << Words::tr("Some of the keys are not there.");
    if (request.operation == Operation::Import && record.importCount(1) > 0)
        result << Words::tr(
                      "%1 in it without a user id: gpg takes those over only for keys that it has.")
                      .arg(GpgVerdict::keyCount(record.importCount(1)));
    if (request.operation == Operation::Decrypt)
        result << ofDecrypted(request, record, ending);
    return result;
}
