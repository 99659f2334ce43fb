// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/childfd.h>

namespace Offspring {

ChildFD::ChildFD(char direction) noexcept
    : m_kind(direction == 'r'       ? Kind::Reader
                 : direction == 'w' ? Kind::Writer
                                    : Kind::UnknownDirection)
{ }

ChildFD::ChildFD(int parentFD) noexcept
    : m_kind(Kind::ParentFD)
    , m_number(parentFD)
{ }

ChildFD ChildFD::socket()
{
    return ChildFD(Kind::Socket);
}

ChildFD ChildFD::terminal()
{
    return ChildFD(Kind::Terminal);
}

ChildFD ChildFD::null()
{
    return ChildFD(Kind::Null);
}

ChildFD ChildFD::file(const QString &path, QIODevice::OpenMode mode)
{
    ChildFD result(Kind::File);
    result.m_path = path;
    result.m_mode = mode;
    return result;
}

ChildFD ChildFD::sameAs(int childFD)
{
    ChildFD result(Kind::SameAs);
    result.m_number = childFD;
    return result;
}

ChildFD ChildFD::closed()
{
    return {};
}

} // namespace Offspring
