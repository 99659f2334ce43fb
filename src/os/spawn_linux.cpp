// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: makes the child, and follows it until it has executed its program. The parent
// decides everything before; what the child does is in childsetup_linux.cpp.

#include "spawn.h"

#include "childsetup.h"
#include "executionpipe.h"
#include "setupplan.h"
#include "signalshield.h"
#include "valgrind.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// glibc's own name for clone(): sanitizers intercept the public one, and then run code of theirs in
// the child. NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" int __clone(int (*function)(void *), void *stack, int flags, void *argument,
                       ...) noexcept;

namespace Offspring::Os {

namespace {

/// Pages that are given back.
class Mapping
{
public:
    Mapping(std::size_t size, int sharing)
        : m_size(size)
        , m_address(mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | sharing, -1, 0))
    { }
    ~Mapping()
    {
        if (isValid())
            munmap(m_address, m_size);
    }
    Mapping(const Mapping &) = delete;
    Mapping &operator=(const Mapping &) = delete;

    bool isValid() const { return m_address != MAP_FAILED; }
    char *begin() const { return static_cast<char *>(m_address); }
    char *end() const { return begin() + m_size; }

private:
    const std::size_t m_size;
    void *const m_address;
};

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
    char *stackEnd() const { return m_stack.end(); }
    SetupReport *newReport() const
    {
        return new (m_page.begin()) SetupReport{SetupReport::notBegun, 0};
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

// Of all descriptors that the child moves.
int highestNumber(const FDPlan &descriptors)
{
    int result = STDERR_FILENO;
    for (const DescriptorMove &move : descriptors.moves)
        result = std::max({result, move.from, move.to});
    return result;
}

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
    Birth(int flags, ChildSetup &setup, const ChildMemory &memory, const FDPlan &descriptors)
    {
        m_pid = clone(flags, setup, memory);
        if (m_pid < 0 && errno == EINVAL && m_execution.open(highestNumber(descriptors))) {
            m_pid = clone((flags & ~CLONE_PIDFD) | SIGCHLD, setup, memory);
            m_pidfd = m_pid < 0 ? -1 : int(syscall(SYS_pidfd_open, m_pid, 0));
        }
        m_error = m_pid < 0 ? errno : 0;
    }

    std::variant<ChildHandle, SpawnFailure> child(Leads leads)
    {
        if (m_error == EMFILE || m_error == ENFILE)
            return SpawnFailure{Stage::FileDescriptors, cloneForPidFD, m_error};
        if (m_error != 0)
            return SpawnFailure{Stage::Fork, "clone", m_error};
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
        return __clone(runChildSetup, memory.stackEnd(), flags, &setup, &m_pidfd);
    }

    ExecutionPipe m_execution;
    int m_pidfd = -1;
    int m_pid = -1;
    int m_error = 0;
};

// The soft limit, where the order changes it.
std::uint64_t openFileLimit(const SpawnOrder &order)
{
    rlimit current = {};
    const bool isChanged = std::any_of(order.limits.begin(), order.limits.end(), [](auto &change) {
        return change.resource == RLIMIT_NOFILE;
    });
    return isChanged && getrlimit(RLIMIT_NOFILE, &current) == 0 ? current.rlim_cur : 0;
}

SpawnFailure reportedFailure(const SetupReport &report, const SetupPlan &plan)
{
    if (report.call == SetupReport::notBegun)
        return {Stage::Fork, "clone", report.errorNumber};
    const SetupCall &call = plan.calls()[std::size_t(report.call)];
    return {call.stage, call.name, report.errorNumber, call.object};
}

std::variant<ChildHandle, SpawnFailure> cloneChild(const SpawnOrder &order, const StreamEnds &ends)
{
    const ChildMemory *const memory = childMemory();
    if (!memory)
        return SpawnFailure{Stage::Fork, "mmap", errno};
    SetupReport *const report = memory->newReport();
    const FDPlan descriptors = planDescriptors(ends.sources);
    const int terminal = ends.terminal ? ends.terminal->slave.number() : -1;
    const SetupPlan plan(order, descriptors, {getpid(), terminal, openFileLimit(order)});
    const int count = int(plan.calls().size());
    ChildSetup setup = {plan.calls().data(), count, report};

    // Our handlers must not run in the child before it has reset them.
    const SignalShield shield(SignalShield::Against::Everything);
    Birth birth(cloneFlags(order), setup, *memory, descriptors);
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

} // namespace

std::variant<SpawnedChild, SpawnFailure> spawn(const SpawnOrder &order)
{
    StreamEnds ends;
    if (const auto failure = openStreamEnds(order, ends))
        return *failure;
    auto child = cloneChild(order, ends);
    if (const auto *failure = std::get_if<SpawnFailure>(&child))
        return *failure;
    return SpawnedChild{std::move(std::get<ChildHandle>(child)), std::move(ends.ours),
                        std::move(ends.terminal), std::move(ends.fifos)};
}

} // namespace Offspring::Os
