// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXITREASONTYPES_H
#define EXITREASONTYPES_H

#include <offspring/exitreason.h>

#include <QtQml/qqml.h>

// The library's values as QML sees them: value types, with the properties and toString() of the
// gadgets.

struct ExitReasonValue
{
    Q_GADGET
    QML_FOREIGN(Offspring::ExitReason)
    QML_VALUE_TYPE(exitReason)
};

struct SpawnErrorValue
{
    Q_GADGET
    QML_FOREIGN(Offspring::SpawnError)
    QML_VALUE_TYPE(spawnError)
};

struct ResourceUsageValue
{
    Q_GADGET
    QML_FOREIGN(Offspring::ResourceUsage)
    QML_VALUE_TYPE(resourceUsage)
};

// And their enums: ExitReason.NotStarted, SpawnError.Exec. These are namespaces of their own,
// because Qt 6.4's qmllint knows no enum of a value type.

namespace ExitReasonEnums {
Q_NAMESPACE
QML_NAMED_ELEMENT(ExitReason)

using Library = Offspring::ExitReason::Kind;
enum class Kind {
    ProcessDone = int(Library::ProcessDone),
    ProcessTerminated = int(Library::ProcessTerminated),
    NotStarted = int(Library::NotStarted),
    StatusUnknown = int(Library::StatusUnknown)
};
Q_ENUM_NS(Kind)
} // namespace ExitReasonEnums

namespace SpawnErrorEnums {
Q_NAMESPACE
QML_NAMED_ELEMENT(SpawnError)

using Library = Offspring::SpawnError::Stage;
enum class Stage {
    None = int(Library::None),
    Arguments = int(Library::Arguments),
    FileDescriptors = int(Library::FileDescriptors),
    Terminal = int(Library::Terminal),
    Fork = int(Library::Fork),
    Setup = int(Library::Setup),
    Directory = int(Library::Directory),
    Identity = int(Library::Identity),
    Exec = int(Library::Exec)
};
Q_ENUM_NS(Stage)
} // namespace SpawnErrorEnums

#endif // EXITREASONTYPES_H
