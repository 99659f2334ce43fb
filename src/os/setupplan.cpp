// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: what the child will do. An option of the set-up is one line here; the reasons
// for the order stand in the header.

#include "setupplan.h"

#include <sys/resource.h>

#include <type_traits>

namespace Offspring::Os {

namespace {

using Kind = SetupCall::Kind;

template <typename Argument>
long asNumber(Argument argument)
{
    if constexpr (std::is_pointer_v<Argument>)
        return reinterpret_cast<long>(argument);
    else
        return static_cast<long>(argument);
}

template <typename... Arguments>
SetupCall step(Kind kind, Stage stage, Arguments... arguments)
{
    return {kind, stage, callName(kind), nullptr, {asNumber(arguments)...}};
}

SetupCall about(const QByteArray &object, SetupCall call)
{
    call.object = object.constData();
    return call;
}

SetupCall closing(Kind kind, const DescriptorRange &range)
{
    return step(kind, Stage::FileDescriptors, range.first, range.last);
}

SetupCall setLimit(const LimitChange &change)
{
    return step(Kind::SetLimit, Stage::Setup, change.resource, &change.values);
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
    m_calls.push_back(step(Kind::ResetSignals, Stage::Setup));
    if (parent.groupEntrance >= 0)
        m_calls.push_back(step(Kind::EnterGroup, Stage::Setup, parent.groupEntrance));
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
        m_calls.push_back(step(Kind::EnterDirectory, Stage::Directory, parent.directory));
    if (!order.directory.isEmpty())
        m_calls.push_back(
            about(order.directory, step(Kind::ChangeDirectory, Stage::Directory, directory)));
    if (order.leads == Leads::Session)
        m_calls.push_back(step(Kind::LeadSession, Stage::Setup));
    if (order.leads == Leads::Group)
        m_calls.push_back(step(Kind::LeadGroup, Stage::Setup));
    if (parent.terminal >= 0)
        m_calls.push_back(step(Kind::TakeTerminal, Stage::Terminal, parent.terminal));
    if (order.umask)
        m_calls.push_back(step(Kind::SetUmask, Stage::Setup, *order.umask));
    if (parent.policy)
        m_calls.push_back(step(Kind::SetPolicy, Stage::Setup, *parent.policy));
    if (order.niceness)
        m_calls.push_back(step(Kind::SetNiceness, Stage::Setup, *order.niceness));
}

void SetupPlan::addDescriptors(const FDPlan &descriptors)
{
    for (const DescriptorMove &move : descriptors.moves)
        m_calls.push_back(step(Kind::Duplicate, Stage::FileDescriptors, move.from, move.to));
    for (const DescriptorRange &range : descriptors.closes)
        m_calls.push_back(closing(Kind::CloseRange, range));
}

void SetupPlan::addIdentity(const Identity &identity)
{
    const auto &[uid, gid, groups] = identity;
    m_calls.push_back(step(Kind::SetGroups, Stage::Identity, groups.size(), groups.data()));
    m_calls.push_back(step(Kind::SetGid, Stage::Identity, gid));
    m_calls.push_back(step(Kind::SetUid, Stage::Identity, uid));
    m_calls.push_back(step(Kind::DropCapabilities, Stage::Identity, uid));
}

void SetupPlan::addDeathSignal(int signal, int parent)
{
    m_calls.push_back(step(Kind::SetDeathSignal, Stage::Setup, signal));
    m_calls.push_back(step(Kind::CheckParent, Stage::Setup, parent, signal));
}

void SetupPlan::addExecution(const SpawnOrder &order)
{
    m_calls.push_back(about(order.executable,
                            step(Kind::Execute, Stage::Exec, m_candidates.data(),
                                 m_arguments.data(), m_environment.data(), order.searched)));
}

} // namespace Offspring::Os
