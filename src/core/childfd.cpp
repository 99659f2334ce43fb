// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/childfd.h>

#include <QtCore/QDebug>

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

// As the caller has written it.
QDebug operator<<(QDebug debug, const ChildFD &childFD)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "ChildFD";
    switch (childFD.kind()) {
    case ChildFD::Kind::Closed:
        return debug << "::closed()";
    case ChildFD::Kind::Reader:
        return debug << "('r')";
    case ChildFD::Kind::Writer:
        return debug << "('w')";
    case ChildFD::Kind::UnknownDirection:
        return debug << "(neither 'r' nor 'w')";
    case ChildFD::Kind::ParentFD:
        return debug << '(' << childFD.number() << ')';
    case ChildFD::Kind::Socket:
        return debug << "::socket()";
    case ChildFD::Kind::Terminal:
        return debug << "::terminal()";
    case ChildFD::Kind::Null:
        return debug << "::null()";
    case ChildFD::Kind::File:
        return debug << "::file(" << childFD.path() << ", " << childFD.mode() << ')';
    case ChildFD::Kind::SameAs:
        return debug << "::sameAs(" << childFD.number() << ')';
    }
    return debug;
}

} // namespace Offspring
