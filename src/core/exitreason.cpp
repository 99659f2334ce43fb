// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/exitreason.h>

#include "../os/childhandle.h"
#include "../os/signalname.h"

#include <QtCore/QDebug>

namespace Offspring {

QString SpawnError::toString() const
{
    if (stage == Stage::None)
        return {};
    const QString why = errorNumber != 0 ? qt_error_string(errorNumber)
                                         : QStringLiteral("killed before the program began");
    return detail + QStringLiteral(": ") + why;
}

QDebug operator<<(QDebug debug, const SpawnError &error)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "SpawnError(" << error.stage << ", errno " << error.errorNumber << ", "
                    << error.detail << ')';
    return debug;
}

QDebug operator<<(QDebug debug, const ResourceUsage &usage)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "ResourceUsage(" << usage.userSeconds() << " s, system "
                    << usage.systemSeconds() << " s, " << usage.maxResidentKiB << " KiB)";
    return debug;
}

QDebug operator<<(QDebug debug, const ExitReason &reason)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "ExitReason(";
    if (reason.kind() == ExitReason::Kind::NotStarted)
        debug << reason.error();
    else
        debug.noquote() << reason.toString();
    return debug << (reason.truncated() ? ", truncated)" : ")");
}

ExitReason ExitReason::notStarted(const SpawnError &error)
{
    ExitReason reason;
    reason.m_kind = Kind::NotStarted;
    reason.m_error = error;
    return reason;
}

ExitReason ExitReason::exited(const Os::WaitResult &result)
{
    ExitReason reason;
    reason.m_status = result.status;
    reason.m_exitCode = result.exitCode;
    reason.m_signal = result.signal;
    reason.m_coreDumped = result.coreDumped;
    reason.m_usage = {std::chrono::microseconds(result.userMicroseconds),
                      std::chrono::microseconds(result.systemMicroseconds),
                      result.maxResidentKiB,
                      result.minorFaults,
                      result.majorFaults,
                      result.voluntarySwitches,
                      result.involuntarySwitches};
    if (result.status != -1)
        reason.m_kind = result.exitCode == 0 ? Kind::ProcessDone : Kind::ProcessTerminated;
    return reason;
}

int ExitReason::exitCode() const
{
    return m_exitCode;
}

int ExitReason::signal() const
{
    return m_signal;
}

bool ExitReason::coreDumped() const
{
    return m_coreDumped;
}

QString ExitReason::toString() const
{
    switch (m_kind) {
    case Kind::NotStarted:
        return QStringLiteral("not started: ") + m_error.toString();
    case Kind::StatusUnknown:
        return QStringLiteral("ended, its exit status is unknown");
    case Kind::ProcessDone:
    case Kind::ProcessTerminated:
        break;
    }
    if (signal() == 0)
        return QStringLiteral("exited with code %1").arg(exitCode());
    const QString name = QString::fromLatin1(Os::signalName(signal()));
    const QString core = coreDumped() ? QStringLiteral(" (core dumped)") : QString();
    return QStringLiteral("ended by ") + name + core;
}

} // namespace Offspring
