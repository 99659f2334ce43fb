// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A row of commands as a value, and how it ended.

#include "capturelimits.h"

#include <offspring/pipeline.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>

#include <algorithm>
#include <cerrno>

namespace Offspring {

namespace {

using Kind = ExitReason::Kind;

constexpr int brokenPipe = 13; // SIGPIPE: signal(7)

} // namespace

QList<Command> operator|(const Command &first, const Command &second)
{
    return {first, second};
}

QList<Command> operator|(const QList<Command> &first, const Command &second)
{
    return first + QList<Command>{second};
}

QList<Command> operator|(const Command &first, const QList<Command> &second)
{
    return QList<Command>{first} + second;
}

QList<Command> operator|(const QList<Command> &first, const QList<Command> &second)
{
    return first + second;
}

bool PipelineReason::isSuccess() const
{
    return !reasons.isEmpty() && failedIndex() < 0;
}

int PipelineReason::failedIndex() const
{
    // Of those that did not start the one that is the cause.
    for (const bool isCause : {true, false}) {
        const auto it = std::find_if(reasons.begin(), reasons.end(), [=](const ExitReason &reason) {
            return reason.kind() == Kind::NotStarted
                && (reason.error().errorNumber != ECANCELED || !isCause);
        });
        if (it != reasons.end())
            return int(it - reasons.begin());
    }
    // The last that failed: so those after one that met a broken pipe have succeeded.
    for (qsizetype index = reasons.size() - 1; index >= 0; --index) {
        const bool isLast = index == reasons.size() - 1;
        const bool isPardoned = !isLast && reasons[index].signal() == brokenPipe;
        if (reasons[index].kind() != Kind::ProcessDone && !isPardoned)
            return int(index);
    }
    return -1;
}

QString PipelineReason::toString() const
{
    if (reasons.isEmpty())
        return QCoreApplication::translate("Offspring", "no commands");
    const int failed = failedIndex();
    if (failed < 0)
        return QCoreApplication::translate("Offspring", "every command succeeded");
    return QCoreApplication::translate("Offspring", "%1 (%2 of %3): %4")
        .arg(programs.value(failed), QString::number(failed + 1), QString::number(reasons.size()),
             reasons[failed].toString());
}

QDebug operator<<(QDebug debug, const PipelineReason &reason)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "PipelineReason(";
    const char *separator = "";
    for (qsizetype index = 0; index < reason.reasons.size(); ++index) {
        debug << separator << reason.programs.value(index) << ' ' << reason.reasons[index];
        separator = ", ";
    }
    return debug << ')';
}

bool PipelineOutput::isSuccess() const
{
    return failure == Failure::None && reason.isSuccess();
}

QString PipelineOutput::toString() const
{
    return CaptureLimits::sentence(failure, wasInactive, reason.toString());
}

QDebug operator<<(QDebug debug, const PipelineOutput &output)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "PipelineOutput(out " << output.out.size() << " bytes, errs";
    for (const QByteArray &err : output.errs)
        debug << ' ' << err.size();
    debug << " bytes, ";
    if (output.failure != PipelineOutput::Failure::None)
        debug << output.failure << (output.wasInactive ? " by inactivity, " : ", ");
    return debug << output.reason << ')';
}

} // namespace Offspring
