// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TARCHILD_H
#define TARCHILD_H

#include <offspring/exitreason.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

/// What packing and unpacking with tar have in common.
namespace TarChild {

constexpr int folderFD = 3; ///< where it finds, or makes, what is archived

/// All but its descriptors.
Offspring::SpawnOptions options();
/// Appends \a data up to a limit, because there may be a line for each file.
void keepComplaints(QByteArray &complaints, const QByteArray &data);
/// Why tar failed: the first of its own messages, and how it ended.
QString faultOf(const Offspring::ExitReason &reason, const QByteArray &complaints);

} // namespace TarChild

#endif // TARCHILD_H
