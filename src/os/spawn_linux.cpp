// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: makes the streams and the child. The parent decides everything here; what the
// child does with it is in childsetup_linux.cpp.

#include "executionpipe.h"
#include "signalshield.h"
#include "spawn.h"
#include "streamio.h"
#include "valgrind.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
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
    std::optional<TerminalHold> terminal;
    std::vector<FifoHold> fifos;
    std::map<int, int> sources; // childFD → number in our table
};

void give(int childFD, UniqueFD theirs, Ends &ends)
{
    ends.sources.emplace(childFD, theirs.number());
    ends.theirs.push_back(std::move(theirs));
}

Failure openPipe(int childFD, ChildEnd::Kind kind, int size, Ends &ends)
{
    int numbers[2];
    if (pipe2(numbers, O_CLOEXEC) < 0)
        return failed(SpawnStep::OpenPipe);
    UniqueFD ours(numbers[0]);
    UniqueFD theirs(numbers[1]);
    if (!ours.liftAboveStandard() || !theirs.liftAboveStandard())
        return failed(SpawnStep::OpenPipe);
    if (kind == ChildEnd::Kind::PipeFromParent)
        ours.swap(theirs);
    if (fcntl(ours.number(), F_SETFL, O_NONBLOCK) < 0) // theirs stays blocking
        return failed(SpawnStep::OpenPipe);
    setPipeSize(ours.number(), size);
    give(childFD, std::move(theirs), ends);
    ends.ours.push_back({childFD, childFD, kind, std::move(ours), size <= 0});
    return std::nullopt;
}

Failure openSocket(int childFD, Ends &ends)
{
    int numbers[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, numbers) < 0)
        return failed(SpawnStep::OpenSocket);
    UniqueFD ours(numbers[0]);
    UniqueFD theirs(numbers[1]);
    if (!ours.liftAboveStandard() || !theirs.liftAboveStandard()
        || fcntl(ours.number(), F_SETFL, O_NONBLOCK) < 0) { // theirs stays blocking
        return failed(SpawnStep::OpenSocket);
    }
    give(childFD, std::move(theirs), ends);
    ends.ours.push_back({childFD, childFD, ChildEnd::Kind::Socket, std::move(ours)});
    return std::nullopt;
}

int openFlags(const FileToOpen &file)
{
    int flags = file.writes ? (file.reads ? O_RDWR : O_WRONLY) : O_RDONLY;
    flags |= file.appends ? O_APPEND : 0;
    flags |= file.truncates ? O_TRUNC : 0;
    flags |= file.creates ? O_CREAT : 0;
    flags |= file.mustBeNew ? O_EXCL : 0;
    return flags | O_CLOEXEC | O_NOCTTY;
}

// Opened without blocking, because a FIFO would wait for its other end, and made blocking then.
Failure openPlainFile(int childFD, const FileToOpen &file, Ends &ends)
{
    UniqueFD theirs = openPath(file.path.constData(), openFlags(file) | O_NONBLOCK, 0666);
    if (!theirs.isOpen() || !theirs.liftAboveStandard()
        || fcntl(theirs.number(), F_SETFL, file.appends ? O_APPEND : 0) < 0) {
        return SpawnFailure{SpawnStep::OpenFile, errno, file.path};
    }
    give(childFD, std::move(theirs), ends);
    return std::nullopt;
}

Failure openFile(int childFD, const FileToOpen &file, Ends &ends)
{
    if (!file.reads || file.writes || !FifoHold::isFifo(file.path))
        return openPlainFile(childFD, file, ends);
    FifoHold &fifo = ends.fifos.emplace_back();
    if (const Failure failure = fifo.watch(file.path))
        return failure;
    if (const Failure failure = openPlainFile(childFD, file, ends))
        return failure;
    return fifo.hold(file.path);
}

// The first of 1, 2, 0, then the lowest.
int outputOn(const std::vector<int> &childFDs)
{
    for (const int wanted : {1, 2, 0}) {
        if (std::find(childFDs.begin(), childFDs.end(), wanted) != childFDs.end())
            return wanted;
    }
    return childFDs.front();
}

Failure openTerminal(const SpawnOrder &order, Ends &ends)
{
    auto opened = openTerminal(*order.terminal);
    if (const auto *failure = std::get_if<SpawnFailure>(&opened))
        return *failure;
    auto &pair = std::get<TerminalPair>(opened);
    std::vector<int> childFDs;
    for (const auto &[childFD, end] : order.childEnds) {
        if (end.kind != ChildEnd::Kind::Terminal)
            continue;
        childFDs.push_back(childFD);
        ends.sources.emplace(childFD, pair.slave.number());
    }
    if (childFDs.empty())
        childFDs = {-1};
    ends.ours.push_back(
        {outputOn(childFDs), childFDs.front(), ChildEnd::Kind::Terminal, std::move(pair.master)});
    ends.terminal = {std::move(childFDs), std::move(pair.slave), pair.name};
    return std::nullopt;
}

Failure openEnd(int childFD, const ChildEnd &end, const SpawnOrder &order, Ends &ends)
{
    switch (end.kind) {
    case ChildEnd::Kind::PipeToParent:
    case ChildEnd::Kind::PipeFromParent:
        return openPipe(childFD, end.kind, order.pipeSize, ends);
    case ChildEnd::Kind::Socket:
        return openSocket(childFD, ends);
    case ChildEnd::Kind::File:
        return openFile(childFD, end.file, ends);
    case ChildEnd::Kind::Borrowed:
        ends.sources.emplace(childFD, end.parentFD);
        return std::nullopt;
    case ChildEnd::Kind::Terminal: // one for all: openTerminal()
    case ChildEnd::Kind::SameAs: // after what they name
        return std::nullopt;
    }
    return std::nullopt;
}

// So that the child may open them anew, as /dev/stdout: proc(5).
Failure giveToOwner(unsigned uid, const Ends &ends)
{
    for (const OurEnd &end : ends.ours) {
        const int theirs = end.kind == ChildEnd::Kind::Terminal ? ends.terminal->slave.number()
                                                                : ends.sources.at(end.childFD);
        if (fchown(theirs, uid, gid_t(-1)) < 0)
            return failed(SpawnStep::OwnEnd);
    }
    return std::nullopt;
}

Failure openEnds(const SpawnOrder &order, Ends &ends)
{
    for (const auto &[childFD, end] : order.childEnds) {
        if (const Failure failure = openEnd(childFD, end, order, ends))
            return failure;
    }
    if (order.terminal) {
        if (const Failure failure = openTerminal(order, ends))
            return failure;
    }
    for (const auto &[childFD, end] : order.childEnds) {
        if (end.kind == ChildEnd::Kind::SameAs)
            ends.sources.emplace(childFD, ends.sources.at(end.otherChildFD));
    }
    return order.identity ? giveToOwner(order.identity->uid, ends) : std::nullopt;
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

// A lower limit of open files would forbid the child the numbers that it still has to fill.
bool isLate(const LimitChange &change)
{
    rlimit current = {};
    return change.resource == RLIMIT_NOFILE && getrlimit(RLIMIT_NOFILE, &current) == 0
        && change.values.soft < current.rlim_cur;
}

/// The order as the child reads it: pointers into order, plan and the lists here.
class PreparedSetup
{
public:
    PreparedSetup(const SpawnOrder &order, const Ends &ends, SetupReport *report)
        : m_plan(planDescriptors(ends.sources))
        , m_limits(order.limits)
        , m_candidates(pointers(order.candidates))
        , m_arguments(pointers(order.arguments))
        , m_environment(pointers(order.environment))
    {
        m_setup.directory = order.directory.isEmpty() ? nullptr : order.directory.constData();
        m_setup.leads = order.leads;
        m_setup.terminal = ends.terminal ? ends.terminal->slave.number() : -1;
        m_setup.umask = order.umask ? &*order.umask : nullptr;
        m_setup.niceness = order.niceness ? &*order.niceness : nullptr;
        prepareDescriptors();
        if (order.identity)
            prepareIdentity(*order.identity);
        m_setup.deathSignal = order.deathSignal;
        m_setup.parent = getpid();
        m_setup.candidates = m_candidates.data();
        m_setup.searched = order.searched;
        m_setup.arguments = m_arguments.data();
        m_setup.environment = m_environment.data();
        m_setup.report = report;
    }

    ChildSetup *setup() { return &m_setup; }
    /// Of all descriptors that the child moves.
    int highestNumber() const
    {
        int result = STDERR_FILENO;
        for (const DescriptorMove &move : m_plan.moves)
            result = std::max({result, move.from, move.to});
        return result;
    }

private:
    void prepareDescriptors()
    {
        const auto late = std::stable_partition(m_limits.begin(), m_limits.end(),
                                                [](const auto &change) { return !isLate(change); });
        m_setup.limits = m_limits.data();
        m_setup.limitCount = unsigned(late - m_limits.begin());
        m_setup.moves = m_plan.moves.data();
        m_setup.moveCount = unsigned(m_plan.moves.size());
        m_setup.closes = m_plan.closes.data();
        m_setup.closeCount = unsigned(m_plan.closes.size());
        m_setup.lateLimits = m_limits.data() + m_setup.limitCount;
        m_setup.lateLimitCount = unsigned(m_limits.end() - late);
    }

    void prepareIdentity(const Identity &identity)
    {
        m_setup.changesIdentity = true;
        m_setup.groups = identity.groups.data();
        m_setup.groupCount = unsigned(identity.groups.size());
        m_setup.gid = identity.gid;
        m_setup.uid = identity.uid;
    }

    const FDPlan m_plan;
    std::vector<LimitChange> m_limits;
    const std::vector<char *> m_candidates;
    const std::vector<char *> m_arguments;
    const std::vector<char *> m_environment;
    ChildSetup m_setup = {};
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
    SetupReport *newReport() const { return new (m_page.begin()) SetupReport{SpawnStep::Clone, 0}; }

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
// The parent's thread is held until the child has executed its program or is gone.
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

/// clone(2), and how it is known whether the child executed its program.
///
/// The child has no exit signal until its execution gives it SIGCHLD, execve(2): so one that was
/// killed before can be told from one that was killed after, at the price of a wait that finds
/// nothing; and until then no SIGCHLD tells of it, and nobody else's wait(2) takes it. qemu-user,
/// which makes a plain fork(2) of it, refuses that, and CLONE_PIDFD: there a pipe waits.
class Birth
{
public:
    Birth(int flags, PreparedSetup &prepared, const ChildMemory &memory)
    {
        m_pid = clone(flags, prepared, memory);
        if (m_pid < 0 && errno == EINVAL && m_execution.open(prepared.highestNumber())) {
            m_pid = clone((flags & ~CLONE_PIDFD) | SIGCHLD, prepared, memory);
            m_pidfd = m_pid < 0 ? -1 : int(syscall(SYS_pidfd_open, m_pid, 0));
        }
        m_error = m_pid < 0 ? errno : 0;
    }

    std::variant<ChildHandle, SpawnFailure> child(Leads leads)
    {
        if (m_error == EMFILE || m_error == ENFILE)
            return SpawnFailure{SpawnStep::PidFD, m_error};
        if (m_error != 0)
            return SpawnFailure{SpawnStep::Clone, m_error};
        UniqueFD pidfd(m_pidfd);
        if (!pidfd.isOpen()) // before Linux 5.2 the kernel ignores CLONE_PIDFD
            return killUnreaped(m_pid, {SpawnStep::PidFD, ENOSYS});
        pidfd.liftAboveStandard(); // when the table is full it stays, which is not worth the child
        return ChildHandle(m_pid, std::move(pidfd), leads);
    }

    ChildHandle::Execution execution(const ChildHandle &child)
    {
        if (!m_execution.isOpen())
            return child.waitForExecution();
        m_execution.wait();
        return ChildHandle::Execution::Happened; // or not: the report tells
    }

private:
    int clone(int flags, PreparedSetup &prepared, const ChildMemory &memory)
    {
        return __clone(runChildSetup, memory.stackEnd(), flags, prepared.setup(), &m_pidfd);
    }

    ExecutionPipe m_execution;
    int m_pidfd = -1;
    int m_pid = -1;
    int m_error = 0;
};

std::variant<ChildHandle, SpawnFailure> cloneChild(const SpawnOrder &order, const Ends &ends)
{
    const ChildMemory *const memory = childMemory();
    if (!memory)
        return *failed(SpawnStep::Memory);
    SetupReport *const report = memory->newReport();
    PreparedSetup prepared(order, ends, report);

    // Our handlers must not run in the child before it has reset them.
    const SignalShield shield(SignalShield::Against::Everything);
    Birth birth(cloneFlags(order), prepared, *memory);
    auto born = birth.child(order.leads);
    auto *const child = std::get_if<ChildHandle>(&born);
    if (!child)
        return born;
    const bool isMissed = birth.execution(*child) == ChildHandle::Execution::Missed;
    if (!isMissed && report->step == SpawnStep::Exec && report->errorNumber == 0)
        return born;
    child->reapBlocking();
    return SpawnFailure{report->step, report->errorNumber};
}

} // namespace

std::optional<SpawnFailure> checkBorrowed(const SpawnOrder &order)
{
    for (const auto &[childFD, end] : order.childEnds) {
        if (end.kind == ChildEnd::Kind::Borrowed && fcntl(end.parentFD, F_GETFD) < 0)
            return SpawnFailure{SpawnStep::BorrowedFD, errno, QByteArray::number(end.parentFD)};
    }
    return std::nullopt;
}

std::variant<SpawnedChild, SpawnFailure> spawn(const SpawnOrder &order)
{
    Ends ends;
    if (const Failure failure = openEnds(order, ends))
        return *failure;
    auto child = cloneChild(order, ends);
    if (const auto *failure = std::get_if<SpawnFailure>(&child))
        return *failure;
    return SpawnedChild{std::move(std::get<ChildHandle>(child)), std::move(ends.ours),
                        std::move(ends.terminal), std::move(ends.fifos)};
}

} // namespace Offspring::Os
