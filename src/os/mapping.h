// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_MAPPING_H
#define OFFSPRING_OS_MAPPING_H

#include <cstddef>
#include <sys/mman.h>

namespace Offspring::Os {

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

} // namespace Offspring::Os

#endif // OFFSPRING_OS_MAPPING_H
