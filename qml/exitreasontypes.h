// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXITREASONTYPES_H
#define EXITREASONTYPES_H

#include <offspring/exitreason.h>
#include <offspring/pipeline.h>

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

struct PipelineReasonValue
{
    Q_GADGET
    QML_FOREIGN(Offspring::PipelineReason)
    QML_VALUE_TYPE(pipelineReason)
};

// And their enums: ExitReason.NotStarted, SpawnError.Exec. QML finds an enum only in a type whose
// name begins with a capital letter.

class ExitReasonEnums : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(ExitReason)
    QML_UNCREATABLE("ExitReason names the kinds; a Process makes the values")
    QML_EXTENDED_NAMESPACE(Offspring::ExitReason)
};

class SpawnErrorEnums : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(SpawnError)
    QML_UNCREATABLE("SpawnError names the stages; an ExitReason has the values")
    QML_EXTENDED_NAMESPACE(Offspring::SpawnError)
};

#endif // EXITREASONTYPES_H
