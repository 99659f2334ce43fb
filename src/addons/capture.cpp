// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beside the walk: a command's output as a value, by a future or at once.

#include "outputcollector.h"

#include "../core/servicethread.h"

#include <offspring/capture.h>

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

ProcessOutput notStarted(int errorNumber)
{
    const bool isOfDescriptors = errorNumber == EMFILE || errorNumber == ENFILE;
    ProcessOutput result;
    result.reason = ExitReason::notStarted(
        {isOfDescriptors ? SpawnError::Stage::FileDescriptors : SpawnError::Stage::Fork,
         errorNumber, QStringLiteral("the library's thread")});
    result.failure = ProcessOutput::Failure::NotStarted;
    return result;
}

} // namespace

QFuture<ProcessOutput> captureProcess(const Command &command, const CaptureOptions &capture)
{
    const auto promise = std::make_shared<QPromise<ProcessOutput>>(); // unfinished, it cancels
    promise->start();
    const QFuture<ProcessOutput> future = promise->future();
    const auto done = [promise](const ProcessOutput &output) {
        promise->addResult(output);
        promise->finish();
    };
    collect(command, capture, done)->cancelWith(QFuture<void>(future));
    return future;
}

// Whatever becomes of the promise in the library's thread, it is kept or broken.
ProcessOutput runProcess(const Command &command, const CaptureOptions &capture)
{
    auto promise = std::make_shared<std::promise<ProcessOutput>>();
    std::future<ProcessOutput> future = promise->get_future();
    auto start = [promise = std::move(promise), command, capture, called = Clock::now()] {
        CaptureOptions rest = capture;
        if (rest.timeout > milliseconds::zero())
            *rest.timeout -= std::chrono::duration_cast<milliseconds>(Clock::now() - called);
        collect(command, rest,
                [promise](const ProcessOutput &output) { promise->set_value(output); });
    };
    if (const int error = ServiceThread::call(std::move(start)))
        return notStarted(error);
    try {
        return future.get();
    } catch (const std::future_error &) { // the program ends
        return {};
    }
}

} // namespace Offspring
