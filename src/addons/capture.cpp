// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beside the walk: a command's output as a value, by a future or at once.

#include "outputcollector.h"
#include "pipelinecollector.h"

#include "../core/servicethread.h"

#include <offspring/capture.h>
#include <offspring/pipeline.h>

#include <QtCore/QPromise>

#include <cerrno>
#include <future>
#include <memory>
#include <utility>

namespace Offspring {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;
using Keep = OutputCollector::Keep;

/// Where stderr goes that belongs to stdout: a sameAs() may name neither a closed fd nor another
/// sameAs().
ChildFD joinedWith(const ChildFD &out)
{
    if (out.kind() == ChildFD::Kind::Closed)
        return ChildFD::closed();
    if (out.kind() != ChildFD::Kind::SameAs)
        return ChildFD::sameAs(1);
    return out.number() == 2 ? ChildFD('r') : out;
}

/// With those of 0, 1 and 2 that its own options do not name. On a terminal those are the terminal.
Command withStreams(Command command, const CaptureOptions &capture)
{
    if (command.options.usePTY)
        return command;
    ChildFDs &fds = command.options.childFDs;
    if (!fds.contains(0))
        fds.insert(0, capture.stdinBytes ? ChildFD('w') : ChildFD::null());
    if (!fds.contains(1))
        fds.insert(1, 'r');
    if (!fds.contains(2))
        fds.insert(2, capture.errortoo ? joinedWith(fds.value(1)) : ChildFD('r'));
    return command;
}

OutputCollector *collect(const Command &command, const CaptureOptions &capture,
                         OutputCollector::Done done)
{
    const Keep keep = capture.errortoo ? Keep::OneArray : Keep::TwoArrays;
    return OutputCollector::start(withStreams(command, capture), capture, keep, std::move(done));
}

/// The same for a row of them: the joining pipes are the pipeline's.
QList<Command> withStreams(QList<Command> commands, const CaptureOptions &capture)
{
    for (qsizetype index = 0; index < commands.size(); ++index) {
        ChildFDs &fds = commands[index].options.childFDs;
        if (index == 0 && !fds.contains(0))
            fds.insert(0, capture.stdinBytes ? ChildFD('w') : ChildFD::null());
        if (!fds.contains(2) && capture.errortoo)
            fds.insert(2, joinedWith(fds.value(1, 'r')));
    }
    return commands;
}

PipelineCollector *collect(const QList<Command> &commands, const CaptureOptions &capture,
                           PipelineCollector::Done done)
{
    return PipelineCollector::start(withStreams(commands, capture), capture, std::move(done));
}

ExitReason notStarted(int errorNumber)
{
    const bool isOfDescriptors = errorNumber == EMFILE || errorNumber == ENFILE;
    return ExitReason::notStarted(
        {isOfDescriptors ? SpawnError::Stage::FileDescriptors : SpawnError::Stage::Fork,
         errorNumber, QStringLiteral("the library's thread")});
}

ProcessOutput notStarted(const Command &, int errorNumber)
{
    ProcessOutput result;
    result.reason = notStarted(errorNumber);
    result.failure = ProcessOutput::Failure::NotStarted;
    return result;
}

PipelineOutput notStarted(const QList<Command> &commands, int errorNumber)
{
    PipelineOutput result;
    for (const Command &command : commands) {
        result.reason.programs << command.program;
        result.reason.reasons << notStarted(errorNumber);
    }
    result.errs.resize(commands.size());
    result.failure = PipelineOutput::Failure::NotStarted;
    return result;
}

// Something that is run: a command, or several.
template <typename Output, typename Run>
QFuture<Output> capture(const Run &run, const CaptureOptions &options)
{
    const auto promise = std::make_shared<QPromise<Output>>(); // unfinished, it cancels
    promise->start();
    const QFuture<Output> future = promise->future();
    const auto done = [promise](const Output &output) {
        promise->addResult(output);
        promise->finish();
    };
    collect(run, options, done)->cancelWith(QFuture<void>(future));
    return future;
}

// Whatever becomes of the promise in the library's thread, it is kept or broken.
template <typename Output, typename Run>
Output captureAndWait(const Run &run, const CaptureOptions &options)
{
    auto promise = std::make_shared<std::promise<Output>>();
    std::future<Output> future = promise->get_future();
    // Of options as they are in a lambda that is moved, g++ 14 thinks that they are never set.
    auto start = [promise = std::move(promise), run,
                  asked = std::make_shared<const CaptureOptions>(options), called = Clock::now()] {
        CaptureOptions rest = *asked;
        if (rest.timeout > milliseconds::zero())
            *rest.timeout -= std::chrono::duration_cast<milliseconds>(Clock::now() - called);
        collect(run, rest, [promise](const Output &output) { promise->set_value(output); });
    };
    if (const int error = ServiceThread::call(std::move(start)))
        return notStarted(run, error);
    try {
        return future.get();
    } catch (const std::future_error &) { // the program ends
        return {};
    }
}

} // namespace

QFuture<ProcessOutput> captureProcess(const Command &command, const CaptureOptions &options)
{
    return capture<ProcessOutput>(command, options);
}

ProcessOutput runProcess(const Command &command, const CaptureOptions &options)
{
    return captureAndWait<ProcessOutput>(command, options);
}

QFuture<PipelineOutput> capturePipeline(const QList<Command> &commands,
                                        const CaptureOptions &options)
{
    return capture<PipelineOutput>(commands, options);
}

PipelineOutput runPipeline(const QList<Command> &commands, const CaptureOptions &options)
{
    return captureAndWait<PipelineOutput>(commands, options);
}

} // namespace Offspring
