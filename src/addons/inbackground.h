// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_INBACKGROUND_H
#define OFFSPRING_INBACKGROUND_H

#include <offspring/reactor.h>

namespace Offspring {

/// As long as it lives the reactor spawns in the background, whatever it is set to: what spawns by
/// itself must not stop the loop of a program that has only asked for a result.
class InBackground
{
public:
    explicit InBackground(Reactor &reactor)
        : m_reactor(reactor)
        , m_before(reactor.spawning())
    {
        m_reactor.setSpawning(Reactor::Spawning::InBackground);
    }
    ~InBackground() { m_reactor.setSpawning(m_before); }
    Q_DISABLE_COPY_MOVE(InBackground)

private:
    Reactor &m_reactor;
    const Reactor::Spawning m_before;
};

} // namespace Offspring

#endif // OFFSPRING_INBACKGROUND_H
