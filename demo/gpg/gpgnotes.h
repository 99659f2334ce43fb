// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGNOTES_H
#define GPGNOTES_H

#include "gpgrequest.h"
#include "gpgresult.h"

class GpgRecord;
struct GpgEnding;

/// What one should know besides the verdict on an operation, in sentences.
namespace GpgNotes {

QStringList of(const GpgRequest &request, const GpgRecord &record, const GpgEnding &ending,
               GpgResult::Outcome outcome);
/// Where gpg-agent does not let us ask for a passphrase.
QString aboutPinentry(bool hasAsked);

} // namespace GpgNotes

#endif // GPGNOTES_H
