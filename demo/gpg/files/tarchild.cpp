// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "tarchild.h"

#include "gpgrecord.h"
#include "words.h"

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype enough = 4096;

/// Messages about paths that tar has made safe by itself.
bool isFault(const QByteArray &line)
{
    return !line.isEmpty() && !line.startsWith("tar: Removing leading ");
}

} // namespace

Offspring::SpawnOptions TarChild::options()
{
    Offspring::SpawnOptions result;
    result.env = QProcessEnvironment(QProcessEnvironment::InheritFromParent);
    // TAR_OPTIONS could switch off the checks of paths.
    result.envChanges = {{u"LC_ALL"_s, u"C.UTF-8"_s}, {u"TAR_OPTIONS"_s, std::nullopt}};
    result.newProcessGroup = true;
    result.parentDeathSignal = SIGTERM; // as gpg
    return result;
}

void TarChild::keepComplaints(QByteArray &complaints, const QByteArray &data)
{
    if (complaints.size() < enough)
        complaints += data;
}

QString TarChild::faultOf(const Offspring::ExitReason &reason, const QByteArray &complaints)
{
    const QByteArrayList lines = complaints.split('\n');
    const auto first = std::find_if(lines.begin(), lines.end(), isFault);
    const QString end = Words::tr("tar %1", "how it ended").arg(reason.toString());
    if (first == lines.end())
        return end;
    return u"%1 (%2)"_s.arg(printable(QString::fromUtf8(*first)).left(500), end);
}
