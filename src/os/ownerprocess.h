// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_OWNERPROCESS_H
#define OFFSPRING_OS_OWNERPROCESS_H

#include <atomic>

namespace Offspring::Os {

/// Which process made the object that this is a member of. A forked copy of the program holds a
/// copy of every object, but the children, the descriptors' readers and the kernel's sets belong to
/// the process that made them. So an owner of such a thing checks this before it uses it.
class OwnerProcess
{
public:
    OwnerProcess()
        : m_number(currentNumber())
    { }

    /// Costs no system call, so that every write and every event may ask.
    bool isThisProcess() const
    {
        return m_number
            == (s_current ? s_current->load(std::memory_order_relaxed) : currentNumber());
    }

private:
    /// Another one in each copy of the program.
    static unsigned currentNumber();

    static std::atomic<unsigned> *s_current; // 0 in a copy at first; null: see currentNumber()
    unsigned m_number;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_OWNERPROCESS_H
