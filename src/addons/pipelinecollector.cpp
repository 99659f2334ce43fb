// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipelinecollector.h"

#include "../core/later.h"

#include <offspring/reactor.h>

#include <algorithm>
#include <utility>

namespace Offspring {

using std::chrono::milliseconds;
using Kind = ExitReason::Kind;

PipelineCollector::PipelineCollector(const QList<Command> &commands, const CaptureOptions &capture,
                                     Done done)
    : QObject(Reactor::instance())
    , m_count(commands.size())
    , m_pipeline(commands)
    , m_done(std::move(done))
    , m_limits(capture, *this)
{
    m_output.errs.resize(m_count);
    connect(&m_pipeline, &Pipeline::started, this, [this] { m_limits.started(); });
    connect(&m_pipeline, &Pipeline::outputReceived, this,
            [this](const QByteArray &data) { collect(m_output.out, data); });
    connect(&m_pipeline, &Pipeline::errorReceived, this,
            [this](int index, const QByteArray &data) { collect(m_output.errs[index], data); });
    connect(&m_pipeline, &Pipeline::ended, this, &PipelineCollector::ended);
}

PipelineCollector *PipelineCollector::start(const QList<Command> &commands,
                                            const CaptureOptions &capture, Done done)
{
    auto *const collector = new PipelineCollector(commands, capture, std::move(done));
    collector->m_pipeline.start();
    if (capture.stdinBytes) {
        collector->m_pipeline.write(*capture.stdinBytes);
        collector->m_pipeline.closeInput();
    }
    return collector;
}

void PipelineCollector::collect(QByteArray &kept, const QByteArray &data)
{
    const qsizetype fits = m_limits.take(data.size());
    kept.append(QByteArrayView(data).first(fits));
}

// The last first: nobody takes a stream that was cut short for a whole one.
QList<ProcessTransport *> PipelineCollector::living() const
{
    QList<ProcessTransport *> result;
    for (qsizetype index = m_count - 1; index >= 0; --index) {
        ProcessTransport *const transport = m_pipeline.transport(int(index));
        if (transport && !transport->exitReason())
            result << transport;
    }
    return result;
}

bool PipelineCollector::hasExited() const
{
    return living().isEmpty();
}

void PipelineCollector::endWithTheExit()
{
    for (qsizetype index = 0; index < m_count; ++index) {
        if (ProcessTransport *const transport = m_pipeline.transport(int(index)))
            transport->setHolderTimeout(milliseconds::zero());
    }
}

// Those who have exited too: others of their groups may live.
bool PipelineCollector::stopWithin(milliseconds grace)
{
    const QList<ProcessTransport *> alive = living();
    const bool isReached =
        std::count_if(alive.begin(), alive.end(),
                      [=](ProcessTransport *each) { return each->stopWithin(grace); })
        > 0;
    m_pipeline.stopWithin(grace);
    return isReached;
}

bool PipelineCollector::isSignallable() const
{
    const QList<ProcessTransport *> alive = living();
    return std::all_of(alive.begin(), alive.end(),
                       [](ProcessTransport *each) { return each->signalProcess(0); });
}

// Then they have ended.
void PipelineCollector::giveUp()
{
    qDeleteAll(living());
}

// Done may run anything, and an event loop in which this is destroyed.
void PipelineCollector::ended(const PipelineReason &reason)
{
    const auto isAny = [&](auto condition) {
        return std::any_of(reason.reasons.begin(), reason.reasons.end(), condition);
    };
    m_hasEnded = true;
    m_limits.end(isAny([](const ExitReason &each) { return each.truncated(); }));
    m_output.reason = reason;
    // Those that a limit has stopped before their start are not to blame for that.
    const bool isStopped = m_limits.failure() != PipelineOutput::Failure::None;
    m_output.failure =
        isAny([](const auto &each) { return each.kind() == Kind::NotStarted; }) && !isStopped
        ? PipelineOutput::Failure::NotStarted
        : m_limits.failure();
    m_output.wasInactive =
        m_output.failure == PipelineOutput::Failure::TimedOut && m_limits.wasInactive();
    const Done done = std::move(m_done);
    const PipelineOutput output = m_output;
    Later::destroy(this);
    done(output);
}

} // namespace Offspring
