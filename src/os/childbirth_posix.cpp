// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: makes the child, and follows it until it has executed its program. What the
// child does is in childsetup_posix.cpp.
//
// vfork(2) copies none of the memory, and holds the thread until the child has executed its program
// or is gone. Where it is but a fork(2), as with a thread sanitizer, and for a child that changes
// its identity, which a process of the target user could reach into, the parent waits for a pipe
// that the execution closes.

// Beyond POSIX.1-2008: vfork(2), which it has no more, and MAP_ANONYMOUS, which it has since 2024.

#include "childbirth.h"

#include "executionpipe.h"
#include "exitwaiter_posix.h"
#include "mapping.h"
#include "signalshield.h"

#include <cerrno>
#include <csignal>
#include <pthread.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

/// Where the child reports: on a page that both see, whether it shares our memory or has a copy.
class ReportPage
{
public:
    bool isValid() const { return m_page.isValid(); }
    /// Not in a forked copy of the program, which has the page in common with it.
    bool isOurs() const { return m_owner == getpid(); }
    SetupReport *newReport() const
    {
        return new (m_page.begin()) SetupReport{SetupReport::notBegun, 0, 0, 0};
    }

private:
    const int m_owner = getpid();
    const Mapping m_page{sizeof(SetupReport), MAP_SHARED};
};

// Each thread that spawns keeps one. Null: there is no memory.
const ReportPage *reportPage()
{
    thread_local std::optional<ReportPage> page;
    if (page && page->isOurs())
        return &*page;
    page.emplace();
    if (page->isValid())
        return &*page;
    page.reset();
    return nullptr;
}

/// While it lives this thread is not cancelled: a call that the child makes would be where that
/// begins, and would end the child as if it were the thread.
class CancelShield
{
public:
    CancelShield() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &m_before); }
    ~CancelShield() { pthread_setcancelstate(m_before, nullptr); }
    CancelShield(const CancelShield &) = delete;
    CancelShield &operator=(const CancelShield &) = delete;

private:
    int m_before = PTHREAD_CANCEL_ENABLE;
};

/// What is told apart by who writes it: with a copy of the memory only the child sees it.
struct Sharing
{
    ChildSetup setup;
    volatile bool isShared = false;
};

// Returns in the parent alone, where the child does not return from its set-up.
pid_t makeChild(bool copies, Sharing &sharing)
{
    const pid_t pid = copies ? fork() : vfork();
    if (pid != 0)
        return pid;
    sharing.isShared = true;
    runChildSetup(&sharing.setup);
    _exit(127);
}

/// What has to be there before the child is.
struct Preparation
{
    ExecutionPipe execution;
    ExitWaiter waiter;

    std::optional<SpawnFailure> make(const FDPlan &descriptors)
    {
        const int error = execution.open(highestNumber(descriptors)) ? waiter.open() : errno;
        if (error != 0)
            return SpawnFailure{Stage::FileDescriptors, "pipe", error};
        if (const int threadsError = waiter.start())
            return SpawnFailure{Stage::Fork, "pthread_create", threadsError};
        return std::nullopt;
    }
};

} // namespace

const char *const birthCall = "fork";

std::variant<ChildHandle, SpawnFailure> bearChild(const SpawnOrder &order, const StreamEnds &ends,
                                                  Cancellation *cancellation, ControlGroup &group)
{
    if (order.newControlGroup) {
        if (const auto failure = group.make())
            return *failure;
    }
    const ReportPage *const page = reportPage();
    if (!page)
        return SpawnFailure{Stage::Fork, "mmap", errno};
    SetupReport *const report = page->newReport();
    const FDPlan descriptors = planDescriptors(ends.sources);
    Preparation prepared;
    if (const auto failure = prepared.make(descriptors))
        return *failure;
    ParentState parent = parentState(order, ends);
    if (cancellation)
        parent.unneeded = unneededDescriptors(parent, ends, prepared.execution.childsEnd());
    const SetupPlan plan(order, descriptors, parent);
    const int count = int(plan.calls().size());
    Sharing sharing = {{plan.calls().data(), 0, count, report}};

    // Our handlers must not run in the child before it has reset them.
    const SignalShield shield(SignalShield::Against::Everything);
    const CancelShield uncancelled;
    if (cancellation)
        cancellation->beginMaking(*report, report->pid);
    const pid_t pid = makeChild(order.identity.has_value(), sharing);
    const int error = errno;
    if (pid > 0 && !sharing.isShared)
        prepared.execution.wait();
    if (cancellation)
        cancellation->endMaking();
    if (pid < 0)
        return SpawnFailure{Stage::Fork, birthCall, error};
    ChildHandle child(pid, prepared.waiter.waitFor(pid), order.leads);
    if (report->call == count - 1 && report->errorNumber == 0
        && child.waitForExecution() != ChildHandle::Execution::Missed) {
        return child;
    }
    child.reapBlocking();
    return reportedFailure(*report, plan);
}

} // namespace Offspring::Os
