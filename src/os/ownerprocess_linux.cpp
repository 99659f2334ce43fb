// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The kernel empties one page in every copy of the program (MADV_WIPEONFORK), also in those that
// are made by a clone(2) of their own, for which no handler of pthread_atfork(3) runs.

#include "ownerprocess.h"

#include <sys/mman.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

using Number = std::atomic<unsigned>;

// Null: this kernel cannot, and the process id has to do.
Number *wipedOnFork()
{
    constexpr std::size_t anyPageSize = 64 * 1024; // a multiple of every one
    void *const page =
        mmap(nullptr, anyPageSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return nullptr;
    if (madvise(page, anyPageSize, MADV_WIPEONFORK) == 0)
        return new (page) Number(0);
    munmap(page, anyPageSize);
    return nullptr;
}

} // namespace

Number *OwnerProcess::s_current = nullptr;

unsigned OwnerProcess::currentNumber()
{
    static Number *const current = s_current = wipedOnFork();
    static Number last = 0; // copied, so that a copy never gets a number of its ancestors
    if (!current)
        return unsigned(getpid());
    unsigned number = current->load(std::memory_order_relaxed);
    if (number == 0) {
        const unsigned next = last.fetch_add(1) + 1;
        if (current->compare_exchange_strong(number, next))
            number = next;
    }
    return number;
}

} // namespace Offspring::Os
