// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Linux alone has them.

#include "controlgroup.h"

#include <cerrno>
#include <utility>

namespace Offspring::Os {

ControlGroup &ControlGroup::operator=(ControlGroup &&other) noexcept
{
    m_path = std::exchange(other.m_path, {});
    return *this;
}

ControlGroup::~ControlGroup() = default;

std::optional<SpawnFailure> ControlGroup::make()
{
    return SpawnFailure{Stage::Setup, "control group", ENOSYS};
}

bool ControlGroup::canBeMade()
{
    return false;
}

UniqueFD ControlGroup::openEntrance() const
{
    return UniqueFD();
}

bool ControlGroup::isPopulated() const
{
    return false;
}

std::vector<int> ControlGroup::members() const
{
    return {};
}

GroupUsage ControlGroup::usage() const
{
    return {};
}

bool ControlGroup::setFrozen(bool) const
{
    errno = ENOSYS;
    return false;
}

bool ControlGroup::terminate(bool) const
{
    return false;
}

bool ControlGroup::kill() const
{
    return true;
}

bool ControlGroup::remove()
{
    return true;
}

} // namespace Offspring::Os
