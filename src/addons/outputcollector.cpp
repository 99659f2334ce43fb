// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "outputcollector.h"

#include "inbackground.h"

#include <offspring/command.h>
#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <memory>
#include <utility>

namespace Offspring {

using std::chrono::milliseconds;

OutputCollector::OutputCollector(const CaptureOptions &capture, Keep keep, Done done)
    : m_keep(keep)
    , m_done(std::move(done))
    , m_stdinBytes(capture.stdinBytes)
    , m_limits(capture, *this)
{ }

OutputCollector *OutputCollector::start(const Command &command, const CaptureOptions &capture,
                                        Keep keep, Done done)
{
    auto *const collector = new OutputCollector(capture, keep, std::move(done));
    Reactor *const reactor = Reactor::instance();
    const InBackground spawns(*reactor);
    reactor->spawnProcess(std::unique_ptr<ProcessProtocol>(collector), command);
    return collector;
}

void OutputCollector::connectionMade()
{
    if (m_stdinBytes) {
        transport()->write(*std::exchange(m_stdinBytes, std::nullopt));
        transport()->closeStdin();
    }
    m_limits.started();
}

void OutputCollector::collect(QByteArray &kept, const QByteArray &data)
{
    const qsizetype fits = m_limits.take(data.size());
    if (m_keep != Keep::Nothing)
        kept.append(QByteArrayView(data).first(fits));
}

bool OutputCollector::hasExited() const
{
    return transport()->exitReason().has_value();
}

void OutputCollector::endWithTheExit()
{
    transport()->setHolderTimeout(milliseconds::zero());
}

bool OutputCollector::stopWithin(milliseconds grace)
{
    return transport()->stopWithin(grace);
}

bool OutputCollector::isSignallable() const
{
    return transport()->signalProcess(0);
}

// The child's transport goes, and this with it.
void OutputCollector::giveUp()
{
    m_output.failure = m_limits.failure();
    m_output.wasInactive = m_limits.wasInactive();
    const Done done = std::move(m_done);
    const ProcessOutput output = m_output;
    delete transport();
    done(output);
}

// Done may run anything, and destroy this.
void OutputCollector::processEnded(const ExitReason &reason)
{
    m_limits.end(reason.truncated());
    m_output.reason = reason;
    // One that a limit has stopped before its start is not to blame for that.
    const bool isStopped = m_limits.failure() != ProcessOutput::Failure::None;
    m_output.failure = reason.kind() == ExitReason::Kind::NotStarted && !isStopped
        ? ProcessOutput::Failure::NotStarted
        : m_limits.failure();
    m_output.wasInactive =
        m_output.failure == ProcessOutput::Failure::TimedOut && m_limits.wasInactive();
    const Done done = std::move(m_done);
    const ProcessOutput output = m_output;
    done(output);
}

} // namespace Offspring
