// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/childfd.h>

#include "../os/streamends.h"

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

std::pair<ChildFD, ChildFD> ChildFD::pipe()
{
    std::pair result{ChildFD(Kind::Pipe), ChildFD(Kind::Pipe)};
    auto &[readEnd, writeEnd] = result;
    readEnd.m_mode = QIODevice::ReadOnly;
    writeEnd.m_mode = QIODevice::WriteOnly;
    auto made = Os::makePipe();
    if (const auto *failure = std::get_if<Os::SpawnFailure>(&made)) {
        readEnd.m_error = writeEnd.m_error = failure->errorNumber;
        return result;
    }
    const auto give = [](Os::UniqueFD &fd, ChildFD &end) {
        end.m_number = fd.number();
        end.m_end = std::make_shared<const Os::UniqueFD>(std::move(fd));
    };
    auto &ends = std::get<Os::PipeEnds>(made);
    give(ends.reading, readEnd);
    give(ends.writing, writeEnd);
    return result;
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
    case ChildFD::Kind::Pipe:
        debug << "::pipe()." << (childFD.mode() == QIODevice::ReadOnly ? "first" : "second");
        if (childFD.errorNumber() != 0)
            return debug << " (errno " << childFD.errorNumber() << ')';
        return debug << " (" << childFD.number() << ')';
    }
    return debug;
}

} // namespace Offspring
