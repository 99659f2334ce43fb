// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CANCELLATION_H
#define OFFSPRING_OS_CANCELLATION_H

#include <atomic>
#include <mutex>

namespace Offspring::Os {

struct SetupReport;

/// By which one thread cancels the spawn that another performs: a child that has not executed its
/// program yet does not do so any more. One that has is the other thread's to kill, which looks at
/// isCancelled() when it knows that.
class Cancellation
{
public:
    Cancellation() = default;
    Cancellation(const Cancellation &) = delete;
    Cancellation &operator=(const Cancellation &) = delete;

    /// From any thread, at any time. Does not wait for the child.
    void cancel();
    bool isCancelled() const { return m_isCancelled; }

    /// A child's making, between the two, in the spawning thread: \a report is the child's, and to
    /// \a handle is written, before the child looks at the report, by what it can be killed.
    void beginMaking(SetupReport &report, const volatile int &handle);
    void endMaking();

private:
    /// By a handle that may not have been written yet.
    static void killChild(int handle);

    std::mutex m_mutex;
    std::atomic<bool> m_isCancelled = false;
    SetupReport *m_report = nullptr; // while the child is made
    const volatile int *m_handle = nullptr;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CANCELLATION_H
