// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: what the child will do. An option of the set-up is one line here; the reasons
// for the order stand in the header.

#include "setupplan.h"

#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <type_traits>

namespace Offspring::Os {

namespace {

using Kind = SetupCall::Kind;

constexpr sched_param noPriority = {};

// 32-bit machines have two generations of these calls; the first takes 16-bit ids.
#ifdef SYS_setresuid32
constexpr long setGroups = SYS_setgroups32, setGid = SYS_setresgid32, setUid = SYS_setresuid32;
#else
constexpr long setGroups = SYS_setgroups, setGid = SYS_setresgid, setUid = SYS_setresuid;
#endif

template <typename Argument>
long asNumber(Argument argument)
{
    if constexpr (std::is_pointer_v<Argument>)
        return reinterpret_cast<long>(argument);
    else
        return static_cast<long>(argument);
}

template <typename... Arguments>
SetupCall plain(Stage stage, const char *name, long number, Arguments... arguments)
{
    return {Kind::Plain, stage, name, nullptr, number, {asNumber(arguments)...}};
}

template <typename... Arguments>
SetupCall special(Kind kind, Stage stage, const char *name, Arguments... arguments)
{
    return {kind, stage, name, nullptr, 0, {asNumber(arguments)...}};
}

SetupCall about(const QByteArray &object, SetupCall call)
{
    call.object = object.constData();
    return call;
}

SetupCall closing(Kind kind, const DescriptorRange &range)
{
    return special(kind, Stage::FileDescriptors, "close_range", range.first, range.last);
}

SetupCall setLimit(const LimitChange &change)
{
    return plain(Stage::Setup, "prlimit64", SYS_prlimit64, 0, change.resource, &change.values, 0);
}

bool lowersOpenFiles(const LimitChange &change, const ParentState &parent)
{
    return change.resource == RLIMIT_NOFILE && change.values.soft < parent.openFiles;
}

std::vector<const char *> pointers(const QByteArrayList &strings)
{
    std::vector<const char *> result;
    result.reserve(std::size_t(strings.size()) + 1);
    for (const QByteArray &string : strings)
        result.push_back(string.constData());
    result.push_back(nullptr);
    return result;
}

} // namespace

SetupPlan::SetupPlan(const SpawnOrder &order, const FDPlan &descriptors, const ParentState &parent)
    : m_candidates(pointers(order.candidates))
    , m_arguments(pointers(order.arguments))
    , m_environment(pointers(order.environment))
{
    constexpr std::size_t mostOthers = 16;
    m_calls.reserve(mostOthers + order.limits.size() + descriptors.moves.size()
                    + descriptors.closes.size() + parent.unneeded.size());

    for (const DescriptorRange &range : parent.unneeded)
        m_calls.push_back(closing(Kind::CloseRangeNow, range));
    m_calls.push_back(special(Kind::ResetSignals, Stage::Setup, "rt_sigaction"));
    if (parent.groupEntrance >= 0)
        m_calls.push_back(
            plain(Stage::Setup, "write cgroup.procs", SYS_write, parent.groupEntrance, "0", 1));
    addSurroundings(order, parent);
    for (const LimitChange &change : order.limits) {
        if (!lowersOpenFiles(change, parent))
            m_calls.push_back(setLimit(change));
    }
    addDescriptors(descriptors);
    for (const LimitChange &change : order.limits) {
        if (lowersOpenFiles(change, parent))
            m_calls.push_back(setLimit(change));
    }
    if (order.identity)
        addIdentity(*order.identity);
    if (order.deathSignal != 0)
        addDeathSignal(order.deathSignal, parent.pid);
    addExecution(order);
}

void SetupPlan::addSurroundings(const SpawnOrder &order, const ParentState &parent)
{
    const char *const directory = order.directory.constData();
    if (parent.directory >= 0)
        m_calls.push_back(plain(Stage::Directory, "fchdir", SYS_fchdir, parent.directory));
    if (!order.directory.isEmpty())
        m_calls.push_back(
            about(order.directory, plain(Stage::Directory, "chdir", SYS_chdir, directory)));
    if (order.leads == Leads::Session)
        m_calls.push_back(plain(Stage::Setup, "setsid", SYS_setsid));
    if (order.leads == Leads::Group)
        m_calls.push_back(plain(Stage::Setup, "setpgid", SYS_setpgid, 0, 0));
    if (parent.terminal >= 0)
        m_calls.push_back(
            plain(Stage::Terminal, "ioctl TIOCSCTTY", SYS_ioctl, parent.terminal, TIOCSCTTY, 0));
    if (order.umask)
        m_calls.push_back(plain(Stage::Setup, "umask", SYS_umask, *order.umask));
    if (parent.policy)
        m_calls.push_back(plain(Stage::Setup, "sched_setscheduler", SYS_sched_setscheduler, 0,
                                *parent.policy, &noPriority));
    if (order.niceness)
        m_calls.push_back(plain(Stage::Setup, "setpriority", SYS_setpriority, int(PRIO_PROCESS), 0,
                                *order.niceness));
}

void SetupPlan::addDescriptors(const FDPlan &descriptors)
{
    for (const DescriptorMove &move : descriptors.moves)
        m_calls.push_back(
            special(Kind::Duplicate, Stage::FileDescriptors, "dup3", move.from, move.to));
    for (const DescriptorRange &range : descriptors.closes)
        m_calls.push_back(closing(Kind::CloseRange, range));
}

void SetupPlan::addIdentity(const Identity &identity)
{
    const auto &[uid, gid, groups] = identity;
    m_calls.push_back(plain(Stage::Identity, "setgroups", setGroups, groups.size(), groups.data()));
    m_calls.push_back(plain(Stage::Identity, "setresgid", setGid, gid, gid, gid));
    m_calls.push_back(plain(Stage::Identity, "setresuid", setUid, uid, uid, uid));
    m_calls.push_back(special(Kind::DropCapabilities, Stage::Identity, "capset", uid));
}

void SetupPlan::addDeathSignal(int signal, int parent)
{
    m_calls.push_back(
        plain(Stage::Setup, "prctl PR_SET_PDEATHSIG", SYS_prctl, PR_SET_PDEATHSIG, signal));
    m_calls.push_back(special(Kind::CheckParent, Stage::Setup, "getppid", parent, signal));
}

void SetupPlan::addExecution(const SpawnOrder &order)
{
    m_calls.push_back(about(order.executable,
                            special(Kind::Execute, Stage::Exec, "execve", m_candidates.data(),
                                    m_arguments.data(), m_environment.data(), order.searched)));
}

} // namespace Offspring::Os
