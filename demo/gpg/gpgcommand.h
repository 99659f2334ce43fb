// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGCOMMAND_H
#define GPGCOMMAND_H

#include "gpgrequest.h"

#include <offspring/childfd.h>
#include <offspring/spawnoptions.h>

/// gpg's descriptors. Each kind of data has its own, so that a text cannot be taken for a status
/// line.
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

/// gpg's arguments and descriptors for a request.
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
