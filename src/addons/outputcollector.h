// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OUTPUTCOLLECTOR_H
#define OFFSPRING_OUTPUTCOLLECTOR_H

#include "capturelimits.h"

#include <offspring/processoutput.h>
#include <offspring/processprotocol.h>

#include <functional>
#include <optional>

namespace Offspring {

struct Command;

/// Collects what one child writes, within the limits of CaptureOptions, and reports once. It knows
/// nothing of futures and exceptions: a failure is in the output.
///
/// Owned by the child's transport; when that is deleted before the end, Done is destroyed without a
/// call.
class OutputCollector final : public ProcessProtocol, private CaptureLimits::Subject
{
public:
    enum class Keep { Nothing, OneArray, TwoArrays };
    using Done = std::function<void(const ProcessOutput &output)>;

    /// Spawns \a command by the reactor of this thread. The time-out counts from here. The options
    /// that concern the streams have been put into the command.
    static OutputCollector *start(const Command &command, const CaptureOptions &capture, Keep keep,
                                  Done done);

    /// Ends the child when \a future is cancelled.
    void cancelWith(const QFuture<void> &future) { m_limits.cancelWith(future); }

    void connectionMade() override;
    void outReceived(const QByteArray &data) override { collect(m_output.out, data); }
    void errReceived(const QByteArray &data) override
    {
        collect(m_keep == Keep::TwoArrays ? m_output.err : m_output.out, data);
    }
    void processEnded(const ExitReason &reason) override;

private:
    OutputCollector(const CaptureOptions &capture, Keep keep, Done done);

    bool isThere() const override { return transport() != nullptr; }
    bool hasExited() const override;
    void endWithTheExit() override;
    bool stopWithin(std::chrono::milliseconds grace) override;
    bool isSignallable() const override;
    void giveUp() override;

    void collect(QByteArray &kept, const QByteArray &data);

    const Keep m_keep;
    Done m_done;
    std::optional<QByteArray> m_stdinBytes;
    ProcessOutput m_output;
    CaptureLimits m_limits;
};

} // namespace Offspring

#endif // OFFSPRING_OUTPUTCOLLECTOR_H
