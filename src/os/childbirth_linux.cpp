// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: makes the child, and follows it until it has executed its program. What the
// child does is in childsetup_linux.cpp.

#include "childbirth.h"

#include "backgroundthread.h"
#include "clone3_linux.h"
#include "clone_linux.h"
#include "executionpipe.h"
#include "mapping.h"
#include "signalshield.h"
#include "valgrind.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iterator>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

// Multiples of every page size. Only what the child touches costs anything.
constexpr std::size_t guardSize = 64 * 1024;
constexpr std::size_t stackSize = guardSize + 64 * 1024;

/// Where the child runs until it executes its program, and where it reports: on a page that both
/// see, whether it shares our memory or has a copy.
class ChildMemory
{
public:
    ChildMemory()
        : m_isValid(m_stack.isValid() && m_page.isValid()
                    && mprotect(m_stack.begin(), guardSize, PROT_NONE) == 0)
    { }

    bool isValid() const { return m_isValid; }
    /// Not in a forked copy of the program, which has a page in common with it.
    bool isOurs() const { return m_owner == getpid(); }
    char *stackBegin() const { return m_stack.begin() + guardSize; }
    char *stackEnd() const { return m_stack.end(); }
    SetupReport *newReport() const
    {
        return new (m_page.begin()) SetupReport{SetupReport::notBegun, 0, 0, 0};
    }

private:
    const int m_owner = getpid();
    const Mapping m_stack{stackSize, MAP_PRIVATE | MAP_STACK};
    const Mapping m_page{sizeof(SetupReport), MAP_SHARED};
    const bool m_isValid;
};

// Each thread that spawns keeps one, because it waits for the child to leave it: to map one anew
// cost more than most of what the child does. Null: there is no memory.
const ChildMemory *childMemory()
{
    thread_local std::optional<ChildMemory> memory;
    if (memory && memory->isOurs())
        return &*memory;
    memory.emplace();
    if (memory->isValid())
        return &*memory;
    memory.reset();
    return nullptr;
}

// The child shares our memory, so nothing of it is copied, however much there is. Not when it
// changes its identity: a process of the target user could then reach into us through the child.
// The parent's thread waits until the child has executed its program or is gone.
int cloneFlags(const SpawnOrder &order)
{
    // valgrind(1) makes a plain fork(2) of a clone with both flags, and knows none with CLONE_VFORK
    // alone.
    const bool sharesMemory = !order.identity || isBuiltForValgrind;
    return CLONE_VFORK | CLONE_PIDFD | (sharesMemory ? CLONE_VM : 0);
}

SpawnFailure killUnreaped(int pid, SpawnFailure failure)
{
    kill(pid, SIGKILL);
    while (waitpid(pid, nullptr, __WALL) < 0 && errno == EINTR) { }
    return failure;
}

/// How a child comes into its control group: at birth, or by itself.
struct GroupEntry
{
    int folder = -1;
    int entrance = -1;
};

/// clone(2), and how it is known whether the child executed its program.
///
/// The child has no exit signal until its execution gives it SIGCHLD, execve(2). So a child that
/// was killed before differs from one that was killed after, at the price of a wait that finds
/// nothing; and until then it causes no SIGCHLD, and no wait(2) of other code takes it. qemu-user,
/// which makes a plain fork(2) of it, refuses that, and CLONE_PIDFD: there the parent waits for a
/// pipe.
class Birth
{
public:
    /// \a closes: how many of the calls only close, which would close that pipe too.
    Birth(int flags, ChildSetup &setup, const ChildMemory &memory, const FDPlan &descriptors,
          int closes, int groupFolder, Cancellation *cancellation)
        : m_isIntoGroup(groupFolder >= 0)
    {
        if (cancellation)
            cancellation->beginMaking(*setup.report, m_pidfd);
        m_pid = m_isIntoGroup ? cloneInto(groupFolder, flags, setup, memory)
                              : clone(flags, setup, memory);
        if (!m_isIntoGroup && m_pid < 0 && errno == EINVAL
            && m_execution.open(highestNumber(descriptors))) {
            setup.first = closes;
            m_pid = clone((flags & ~CLONE_PIDFD) | SIGCHLD, setup, memory);
            m_pidfd = m_pid < 0 ? -1 : int(syscall(SYS_pidfd_open, m_pid, 0));
        }
        m_error = m_pid < 0 ? errno : 0;
        if (cancellation)
            cancellation->endMaking();
    }

    std::variant<ChildHandle, SpawnFailure> child(Leads leads)
    {
        if (m_error == EMFILE || m_error == ENFILE)
            return SpawnFailure{Stage::FileDescriptors, cloneForPidFD, m_error};
        if (m_error != 0)
            return SpawnFailure{isAboutGroup() ? Stage::Setup : Stage::Fork,
                                m_isIntoGroup ? "clone into a control group" : "clone", m_error};
        UniqueFD pidfd(m_pidfd);
        if (!pidfd.isOpen()) // before Linux 5.2 the kernel ignores CLONE_PIDFD
            return killUnreaped(m_pid, {Stage::FileDescriptors, cloneForPidFD, ENOSYS});
        pidfd.liftAboveStandard(); // when the table is full it stays, which is not worth the child
        return ChildHandle(m_pid, std::move(pidfd), leads);
    }

    ChildHandle::Execution execution(const ChildHandle &child)
    {
        if (!m_execution.isOpen())
            return child.waitForExecution();
        m_execution.wait();
        return ChildHandle::Execution::Happened; // or not: the report says it
    }

private:
    static constexpr const char *cloneForPidFD = "clone for a pidfd";

    int clone(int flags, ChildSetup &setup, const ChildMemory &memory)
    {
        return cloneOnStack({runChildSetup, &setup}, memory.stackEnd(), flags, &m_pidfd);
    }

    int cloneInto(int folder, int flags, ChildSetup &setup, const ChildMemory &memory)
    {
        char *const stack = memory.stackBegin();
        return int(cloneIntoGroup({unsigned(flags),
                                   stack,
                                   std::size_t(memory.stackEnd() - stack),
                                   {runChildSetup, &setup},
                                   &m_pidfd,
                                   folder}));
    }

    // clone(2): what CLONE_INTO_CGROUP adds to the errors of others.
    bool isAboutGroup() const
    {
        constexpr int errors[] = {EACCES, EBADF, EBUSY, ENODEV, ENOENT, EOPNOTSUPP};
        return m_isIntoGroup
            && std::find(std::begin(errors), std::end(errors), m_error) != std::end(errors);
    }

    const bool m_isIntoGroup;
    ExecutionPipe m_execution;
    int m_pidfd = -1;
    int m_pid = -1;
    int m_error = 0;
};

std::variant<ChildHandle, SpawnFailure> cloneChild(const SpawnOrder &order, const StreamEnds &ends,
                                                   Cancellation *cancellation,
                                                   const GroupEntry &group = {})
{
    const ChildMemory *const memory = childMemory();
    if (!memory)
        return SpawnFailure{Stage::Fork, "mmap", errno};
    SetupReport *const report = memory->newReport();
    const FDPlan descriptors = planDescriptors(ends.sources);
    ParentState parent = parentState(order, ends);
    parent.groupEntrance = group.entrance;
    parent.policy = policyOfChildren();
    if (cancellation)
        parent.unneeded = unneededDescriptors(parent, ends);
    const int closes = int(parent.unneeded.size());
    const SetupPlan plan(order, descriptors, parent);
    const int count = int(plan.calls().size());
    ChildSetup setup = {plan.calls().data(), 0, count, report};

    // Our handlers must not run in the child before it has reset them.
    const SignalShield shield(SignalShield::Against::Everything);
    Birth birth(cloneFlags(order), setup, *memory, descriptors, closes, group.folder, cancellation);
    auto born = birth.child(order.leads);
    auto *const child = std::get_if<ChildHandle>(&born);
    if (!child)
        return born;
    const bool isMissed = birth.execution(*child) == ChildHandle::Execution::Missed;
    if (!isMissed && report->call == count - 1 && report->errorNumber == 0)
        return born;
    child->reapBlocking();
    return reportedFailure(*report, plan);
}

// Before Linux 5.7, in a sandbox that does not know clone3(2), and on a processor for which ours is
// not written, no child is born in another group. In a program whose own group was once sent the
// kernel's command to kill it, Linux 6.18 kills a child that is born into a new one, at once.
bool mayEnterInstead(const SpawnFailure &failure)
{
    constexpr int errors[] = {0, ENOSYS, EPERM, EINVAL, E2BIG};
    return failure.stage == Stage::Fork
        && std::find(std::begin(errors), std::end(errors), failure.errorNumber) != std::end(errors);
}

// To enter by itself may take the kernel 10 ms, because no process may be born anywhere meanwhile.
std::variant<ChildHandle, SpawnFailure> cloneInGroup(const SpawnOrder &order,
                                                     const StreamEnds &ends,
                                                     Cancellation *cancellation,
                                                     const ControlGroup &group)
{
    if (!isBuiltForValgrind) {
        auto born = cloneChild(order, ends, cancellation, {group.folder(), -1});
        const auto *const failure = std::get_if<SpawnFailure>(&born);
        if (!failure || !mayEnterInstead(*failure))
            return born;
    }
    const UniqueFD entrance = group.openEntrance();
    if (!entrance.isOpen()) {
        const bool isFull = errno == EMFILE || errno == ENFILE;
        return SpawnFailure{isFull ? Stage::FileDescriptors : Stage::Setup, "open cgroup.procs",
                            errno};
    }
    return cloneChild(order, ends, cancellation, {-1, entrance.number()});
}

// A spare group is empty for a while, and others than we remove empty groups.
std::variant<ChildHandle, SpawnFailure> cloneInNewGroup(const SpawnOrder &order,
                                                        const StreamEnds &ends,
                                                        Cancellation *cancellation,
                                                        ControlGroup &group)
{
    for (bool isSpare = group.isOpen();; isSpare = false) {
        if (const auto failure = group.make())
            return *failure;
        auto born = cloneInGroup(order, ends, cancellation, group);
        const auto *const failure = std::get_if<SpawnFailure>(&born);
        if (!isSpare || !failure || failure->stage != Stage::Setup)
            return born;
        group = ControlGroup();
    }
}

} // namespace

const char *const birthCall = "clone";

std::variant<ChildHandle, SpawnFailure> bearChild(const SpawnOrder &order, const StreamEnds &ends,
                                                  Cancellation *cancellation, ControlGroup &group)
{
    return order.newControlGroup ? cloneInNewGroup(order, ends, cancellation, group)
                                 : cloneChild(order, ends, cancellation);
}

} // namespace Offspring::Os
