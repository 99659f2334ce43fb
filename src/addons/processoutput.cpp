// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beside the walk: what a captured child has come to, as a value, and Twisted's three helpers,
// which make an exception of it.

#include "capturelimits.h"
#include "outputcollector.h"

#include <offspring/processoutput.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>
#include <QtCore/QPromise>

#include <memory>
#include <utility>
#include <variant>

namespace Offspring {

namespace {

using Cause = ProcessError::Cause;
using Failure = ProcessOutput::Failure;
using Keep = OutputCollector::Keep;

/// What becomes of the future of a child that ended by itself.
template <typename T>
using Judge = std::variant<T, Cause> (*)(const ProcessOutput &output);

Cause causeOf(Failure failure)
{
    switch (failure) {
    case Failure::NotStarted:
        return Cause::NotStarted;
    case Failure::TimedOut:
        return Cause::TimedOut;
    case Failure::TooMuchOutput:
        return Cause::TooMuchOutput;
    case Failure::None:
        break;
    }
    Q_UNREACHABLE();
}

// A promise that is deleted unfinished cancels. That of a cancelled future ignores what it is told.
template <typename T>
QFuture<T> run(Command command, const CaptureOptions &capture, Keep keep, Judge<T> judge)
{
    command.options.usePTY = false;
    command.options.childFDs.insert(0, 'w');
    command.options.childFDs.insert(1, 'r');
    command.options.childFDs.insert(2, 'r');
    const auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    const QFuture<T> future = promise->future();
    const auto done = [promise, judge](const ProcessOutput &output) {
        const std::variant<T, Cause> verdict =
            output.failure == Failure::None ? judge(output) : causeOf(output.failure);
        if (const auto *cause = std::get_if<Cause>(&verdict))
            promise->setException(ProcessError(*cause, output));
        else
            promise->addResult(std::get<T>(verdict));
        promise->finish();
    };
    OutputCollector::start(command, capture, keep, done)->cancelWith(QFuture<void>(future));
    return future;
}

/// Without the environment that a Command has unless it says otherwise.
Command twistedCommand(const QString &executable, const QStringList &args,
                       const SpawnOptions &options)
{
    return {executable, args, QString(), QProcessEnvironment(), options};
}

std::variant<QByteArray, Cause> onlyOutput(const ProcessOutput &output)
{
    if (!output.err.isEmpty())
        return Cause::UnexpectedErrorOutput;
    return output.out;
}

std::variant<int, Cause> exitCode(const ProcessOutput &output)
{
    if (output.reason.kind() == ExitReason::Kind::StatusUnknown)
        return Cause::StatusUnknown;
    if (output.reason.signal() != 0)
        return Cause::Terminated;
    return output.reason.exitCode();
}

std::variant<ProcessOutput, Cause> everything(const ProcessOutput &output)
{
    return output;
}

QString sentence(Cause cause)
{
    switch (cause) {
    case Cause::NotStarted:
        return QCoreApplication::translate("Offspring", "The child was %1");
    case Cause::Terminated:
    case Cause::StatusUnknown:
        return QCoreApplication::translate("Offspring", "The child has no exit code (%1)");
    case Cause::UnexpectedErrorOutput:
        return QCoreApplication::translate("Offspring", "The child wrote to its stderr (%1)");
    case Cause::TimedOut:
    case Cause::TooMuchOutput:
        return QCoreApplication::translate("Offspring", "The child %1");
    }
    Q_UNREACHABLE();
}

} // namespace

bool ProcessOutput::isSuccess() const
{
    return failure == Failure::None && reason.exitCode() == 0;
}

QString ProcessOutput::toString() const
{
    return CaptureLimits::sentence(failure, wasInactive, reason.toString());
}

QDebug operator<<(QDebug debug, const ProcessOutput &output)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "ProcessOutput(out " << output.out.size() << " bytes, err "
                    << output.err.size() << " bytes, ";
    if (output.failure != Failure::None)
        debug << output.failure << (output.wasInactive ? " by inactivity, " : ", ");
    return debug << output.reason << ')';
}

ProcessError::ProcessError(Cause cause, const ProcessOutput &output)
    : m_cause(cause)
    , m_output(output)
    , m_what(sentence(cause).arg(output.toString()).toUtf8())
{ }

ProcessError::~ProcessError() = default;

const char *ProcessError::what() const noexcept
{
    return m_what.constData();
}

void ProcessError::raise() const
{
    throw *this;
}

ProcessError *ProcessError::clone() const
{
    return new ProcessError(*this);
}

QFuture<QByteArray> getProcessOutput(const Command &command, const CaptureOptions &capture)
{
    const Keep keep = capture.errortoo ? Keep::OneArray : Keep::TwoArrays;
    return run<QByteArray>(command, capture, keep, onlyOutput);
}

QFuture<int> getProcessValue(const Command &command, const CaptureOptions &capture)
{
    return run<int>(command, capture, Keep::Nothing, exitCode);
}

QFuture<ProcessOutput> getProcessOutputAndValue(const Command &command,
                                                const CaptureOptions &capture)
{
    return run<ProcessOutput>(command, capture, Keep::TwoArrays, everything);
}

QFuture<QByteArray> getProcessOutput(const QString &executable, const QStringList &args,
                                     const SpawnOptions &options, const CaptureOptions &capture)
{
    return getProcessOutput(twistedCommand(executable, args, options), capture);
}

QFuture<int> getProcessValue(const QString &executable, const QStringList &args,
                             const SpawnOptions &options, const CaptureOptions &capture)
{
    return getProcessValue(twistedCommand(executable, args, options), capture);
}

QFuture<ProcessOutput> getProcessOutputAndValue(const QString &executable, const QStringList &args,
                                                const SpawnOptions &options,
                                                const CaptureOptions &capture)
{
    return getProcessOutputAndValue(twistedCommand(executable, args, options), capture);
}

} // namespace Offspring
