// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/exitreason.h>

#include "../os/childhandle.h"
#include "../os/signalname.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>

namespace Offspring {

namespace {

/// Of \a reason unless it is NotStarted; \a words makes a QString of what is in English here.
QString sentence(const ExitReason &reason, QString (*words)(const char *))
{
    if (reason.kind() == ExitReason::Kind::StatusUnknown)
        return words(QT_TRANSLATE_NOOP("Offspring", "ended, its exit status is unknown"));
    if (reason.signal() == 0) {
        return words(QT_TRANSLATE_NOOP("Offspring", "exited with code %1")).arg(reason.exitCode());
    }
    const char *const ended = reason.coreDumped()
        ? QT_TRANSLATE_NOOP("Offspring", "ended by %1 (core dumped)")
        : QT_TRANSLATE_NOOP("Offspring", "ended by %1");
    return words(ended).arg(QString::fromLatin1(Os::signalName(reason.signal())));
}

QString translated(const char *text)
{
    return QCoreApplication::translate("Offspring", text);
}

} // namespace

QString SpawnError::toString() const
{
    if (stage == Stage::None)
        return {};
    const QString why = errorNumber != 0
        ? qt_error_string(errorNumber)
        : QCoreApplication::translate("Offspring", "killed before the program began");
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
        debug.noquote() << sentence(reason,
                                    [](const char *text) { return QString::fromLatin1(text); });
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
    if (m_kind == Kind::NotStarted) {
        return QCoreApplication::translate("Offspring", "not started: %1").arg(m_error.toString());
    }
    return sentence(*this, translated);
}

} // namespace Offspring
