// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_UNIQUEFD_H
#define OFFSPRING_OS_UNIQUEFD_H

#include <utility>

namespace Offspring::Os {

/// The owner of one descriptor. A plain int, anywhere in the library, is borrowed.
class UniqueFD
{
public:
    UniqueFD() = default;
    explicit UniqueFD(int fd)
        : m_fd(fd)
    { }
    UniqueFD(UniqueFD &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    { }
    UniqueFD &operator=(UniqueFD &&other) noexcept
    {
        UniqueFD(std::move(other)).swap(*this);
        return *this;
    }
    ~UniqueFD() { close(); }

    bool isOpen() const { return m_fd >= 0; }
    int number() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }
    void swap(UniqueFD &other) noexcept { std::swap(m_fd, other.m_fd); }
    void close();

    /// Moves the descriptor to 3 or above: in a program that runs without 0, 1 or 2 one of ours
    /// must not take their place, or what the program prints would go to a child. False: errno.
    bool liftAboveStandard();

private:
    int m_fd = -1;
};

/// open(2), again when it was interrupted. Not open: errno. A relative path is looked up in
/// \a directory, or, where that is -1, in the program's own.
UniqueFD openPath(const char *path, int flags, unsigned mode = 0, int directory = -1);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_UNIQUEFD_H
