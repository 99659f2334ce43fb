// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGCOMMAND_H
#define GPGCOMMAND_H

#include "gpgrequest.h"

#include <offspring/childfd.h>
#include <offspring/spawnoptions.h>

/// What gpg finds on which descriptor. Nothing of one kind ever travels on another's: a text cannot
/// pass for a status line.
namespace GpgFD {
enum : int {
    Input = 0,
    Output = 1,
    Errors = 2,
    Passphrase = 3, ///< given beforehand
    Status = 4,
    Command = 5, ///< answers, such as a passphrase on demand
    Signature = 6, ///< a detached one, to verify
    Log = 7
};
}

/// How a request is put to gpg: its argv, and its descriptors.
struct GpgCommand
{
    enum class Passphrase { Given, OnDemand, None };

    QStringList arguments; ///< argv, whole
    Offspring::ChildFDs childFDs;

    static GpgCommand of(const GpgRequest &request, Passphrase passphrase);
    /// As one would type it.
    QString toString() const;
    /// With which it is spawned for \a request.
    Offspring::SpawnOptions options(const GpgRequest &request) const;
};

#endif // GPGCOMMAND_H
