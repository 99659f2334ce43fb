// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PIPELINECOLLECTOR_H
#define OFFSPRING_PIPELINECOLLECTOR_H

#include "capturelimits.h"

#include <offspring/pipeline.h>

#include <QtCore/QObject>

#include <functional>

namespace Offspring {

/// Collects what a pipeline writes, within the limits of CaptureOptions, and reports once.
///
/// Belongs to the thread's reactor; when that is deleted before the end, Done is destroyed without
/// a call.
class PipelineCollector final : public QObject, private CaptureLimits::Subject
{
public:
    using Done = std::function<void(const PipelineOutput &output)>;

    /// Starts \a commands by the reactor of this thread. The time-out counts from here. The options
    /// that concern the streams have been put into the commands.
    static PipelineCollector *start(const QList<Command> &commands, const CaptureOptions &capture,
                                    Done done);

    /// Ends the pipeline when \a future is cancelled.
    void cancelWith(const QFuture<void> &future) { m_limits.cancelWith(future); }

private:
    PipelineCollector(const QList<Command> &commands, const CaptureOptions &capture, Done done);

    bool isThere() const override { return !m_hasEnded; }
    bool hasExited() const override;
    void endWithTheExit() override;
    bool stopWithin(std::chrono::milliseconds grace) override;
    bool isSignallable() const override;
    void giveUp() override;

    QList<ProcessTransport *> living() const;
    void collect(QByteArray &kept, const QByteArray &data);
    void ended(const PipelineReason &reason);

    const qsizetype m_count;
    Pipeline m_pipeline;
    Done m_done;
    PipelineOutput m_output;
    bool m_hasEnded = false;
    CaptureLimits m_limits;
};

} // namespace Offspring

#endif // OFFSPRING_PIPELINECOLLECTOR_H
