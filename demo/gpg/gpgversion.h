// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGVERSION_H
#define GPGVERSION_H

#include "gpgrequest.h"

#include <offspring/processoutput.h>

#include <QtCore/QFuture>

/// Which gpg it is, by "gpg --version": the same words mean different things in 2.2, 2.4 and 2.5.
namespace GpgVersion {

/// The program of \a request, in its environment.
QFuture<Offspring::ProcessOutput> ask(const GpgRequest &request);
/// What it has answered; null: it is no gpg.
QVersionNumber read(const QByteArray &output);

} // namespace GpgVersion

#endif // GPGVERSION_H
