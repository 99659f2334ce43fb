// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: makes the streams and the child. The parent decides everything here; what the
// child does with it is in childsetup_linux.cpp.

#include "signalshield.h"
#include "spawn.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// glibc's own name for clone(): sanitizers intercept the public one, and then run code of theirs in
// the child. NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" int __clone(int (*function)(void *), void *stack, int flags, void *argument,
                       ...) noexcept;

namespace Offspring::Os {

namespace {

using Failure = std::optional<SpawnFailure>;

Failure failed(SpawnStep step)
{
    return SpawnFailure{step, errno};
}

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

/// The streams: ours, and for each key of the map the number in our table that the child takes.
struct Ends
{
    std::vector<OurEnd> ours;
    std::vector<UniqueFD> theirs;
    std::map<int, int> sources; // childFD → number in our table
};

Failure openPipe(int childFD, ChildEnd::Kind kind, Ends &ends)
{
    int numbers[2];
    if (pipe2(numbers, O_CLOEXEC) < 0)
        return failed(SpawnStep::OpenPipe);
    UniqueFD readEnd(numbers[0]);
    UniqueFD writeEnd(numbers[1]);
    if (!readEnd.liftAboveStandard() || !writeEnd.liftAboveStandard())
        return failed(SpawnStep::OpenPipe);
    if (kind == ChildEnd::Kind::PipeFromParent)
        readEnd.swap(writeEnd);
    UniqueFD &ours = readEnd;
    UniqueFD &theirs = writeEnd;
    if (fcntl(ours.number(), F_SETFL, O_NONBLOCK) < 0) // theirs stays blocking
        return failed(SpawnStep::OpenPipe);
    ends.sources.emplace(childFD, theirs.number());
    ends.theirs.push_back(std::move(theirs));
    ends.ours.push_back({childFD, kind, std::move(ours)});
    return std::nullopt;
}

Failure openEnds(const SpawnOrder &order, Ends &ends)
{
    for (const auto &[childFD, end] : order.childEnds) {
        if (end.kind == ChildEnd::Kind::Borrowed)
            ends.sources.emplace(childFD, end.parentFD);
        else if (const Failure failure = openPipe(childFD, end.kind, ends))
            return failure;
    }
    return std::nullopt;
}

std::vector<char *> pointers(const QByteArrayList &strings)
{
    std::vector<char *> result;
    result.reserve(std::size_t(strings.size()) + 1);
    for (const QByteArray &string : strings)
        result.push_back(const_cast<char *>(string.constData()));
    result.push_back(nullptr);
    return result;
}

/// The order as the child reads it: pointers into order, plan and the lists here.
class PreparedSetup
{
public:
    PreparedSetup(const SpawnOrder &order, const FDPlan &plan, SetupReport *report)
        : m_candidates(pointers(order.candidates))
        , m_arguments(pointers(order.arguments))
        , m_environment(pointers(order.environment.value_or(QByteArrayList())))
    {
        m_setup.directory = order.directory.isEmpty() ? nullptr : order.directory.constData();
        m_setup.moves = plan.moves.data();
        m_setup.moveCount = unsigned(plan.moves.size());
        m_setup.closes = plan.closes.data();
        m_setup.closeCount = unsigned(plan.closes.size());
        m_setup.changesIdentity = order.identity.has_value();
        if (order.identity) {
            m_setup.groups = order.identity->groups.data();
            m_setup.groupCount = unsigned(order.identity->groups.size());
            m_setup.gid = order.identity->gid;
            m_setup.uid = order.identity->uid;
        }
        m_setup.candidates = m_candidates.data();
        m_setup.searched = order.searched;
        m_setup.arguments = m_arguments.data();
        m_setup.environment = order.environment ? m_environment.data() : environ;
        m_setup.report = report;
    }

    ChildSetup *setup() { return &m_setup; }

private:
    const std::vector<char *> m_candidates;
    const std::vector<char *> m_arguments;
    const std::vector<char *> m_environment;
    ChildSetup m_setup = {};
};

// Multiples of every page size. Only what the child touches costs anything.
constexpr std::size_t guardSize = 64 * 1024;
constexpr std::size_t stackSize = guardSize + 64 * 1024;

// The child shares our memory, so nothing of it is copied, however much there is. Not when it
// changes its identity: a process of the target user could then reach into us through the child.
int cloneFlags(bool sharesMemory)
{
    return CLONE_VFORK | CLONE_PIDFD | SIGCHLD | (sharesMemory ? CLONE_VM : 0);
}

// Before Linux 5.2 the kernel ignores CLONE_PIDFD.
SpawnFailure killWithoutPidfd(int pid)
{
    kill(pid, SIGKILL);
    while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) { }
    return {SpawnStep::PidFD, ENOSYS};
}

std::variant<ChildHandle, SpawnFailure> cloneChild(const SpawnOrder &order, const FDPlan &plan)
{
    const bool sharesMemory = !order.identity;
    const Mapping stack(stackSize, MAP_PRIVATE | MAP_STACK);
    const Mapping shared(sizeof(SetupReport), MAP_SHARED);
    if (!stack.isValid() || !shared.isValid()
        || mprotect(stack.begin(), guardSize, PROT_NONE) < 0) {
        return *failed(SpawnStep::Memory);
    }
    auto *report = new (shared.begin()) SetupReport{SpawnStep::Clone, 0};
    PreparedSetup prepared(order, plan, report);

    int number = -1;
    // Our handlers must not run in the child before it has reset them.
    const SignalShield shield(SignalShield::Against::Everything);
    const int pid =
        __clone(runChildSetup, stack.end(), cloneFlags(sharesMemory), prepared.setup(), &number);
    if (pid < 0) {
        const bool tableFull = errno == EMFILE || errno == ENFILE;
        return *failed(tableFull ? SpawnStep::PidFD : SpawnStep::Clone);
    }
    UniqueFD pidfd(number);
    if (!pidfd.isOpen())
        return killWithoutPidfd(pid);
    pidfd.liftAboveStandard(); // when the table is full it stays, which is not worth the child
    ChildHandle child(pid, std::move(pidfd));
    if (report->step == SpawnStep::Exec && report->errorNumber == 0)
        return child;
    child.reapBlocking();
    return SpawnFailure{report->step, report->errorNumber};
}

} // namespace

std::optional<SpawnFailure> checkBorrowed(const SpawnOrder &order)
{
    for (const auto &[childFD, end] : order.childEnds) {
        if (end.kind == ChildEnd::Kind::Borrowed && fcntl(end.parentFD, F_GETFD) < 0)
            return SpawnFailure{SpawnStep::BorrowedFD, errno, end.parentFD};
    }
    return std::nullopt;
}

std::variant<SpawnedChild, SpawnFailure> spawn(const SpawnOrder &order)
{
    Ends ends;
    if (const Failure failure = openEnds(order, ends))
        return *failure;
    auto child = cloneChild(order, planDescriptors(ends.sources));
    if (const auto *failure = std::get_if<SpawnFailure>(&child))
        return *failure;
    return SpawnedChild{std::move(std::get<ChildHandle>(child)), std::move(ends.ours)};
}

} // namespace Offspring::Os
