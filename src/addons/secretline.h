// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_SECRETLINE_H
#define OFFSPRING_SECRETLINE_H

#include <QtCore/QByteArray>

#include <cstring>
#include <utility>

namespace Offspring {

/// A secret, which is overwritten when it is dropped; unless somebody else has a part in its
/// memory.
class SecretLine
{
public:
    explicit SecretLine(QByteArray &&line)
        : m_line(std::exchange(line, {}))
    { }
    SecretLine(SecretLine &&other) noexcept
        : m_line(std::exchange(other.m_line, {}))
    { }
    SecretLine &operator=(SecretLine &&other) noexcept
    {
        std::swap(m_line, other.m_line);
        return *this;
    }
    ~SecretLine()
    {
        if (m_line.isDetached() && m_line.capacity() > 0) // else it is a literal, or another's
            s_overwrite(m_line.data(), 0, std::size_t(m_line.size()));
    }

    const char *data() const { return m_line.constData(); }
    qsizetype size() const { return m_line.size(); }

private:
    // A plain call before the memory is freed is one that the compiler may leave out.
    static inline void *(*const volatile s_overwrite)(void *, int, std::size_t) = std::memset;

    QByteArray m_line;
};

} // namespace Offspring

#endif // OFFSPRING_SECRETLINE_H
