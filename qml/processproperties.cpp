// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "processproperties.h"

#include "scriptvalues.h"

#include <algorithm>

namespace Offspring {

ProcessProperties::ProcessProperties(QObject *parent)
    : QObject(parent)
{ }

void ProcessProperties::setArgs(const QVariant &args)
{
    m_args = args;
    Q_EMIT argsChanged();
}

void ProcessProperties::setEnvironment(const QJSValue &environment)
{
    m_environment = environment;
    Q_EMIT environmentChanged();
}

void ProcessProperties::setChildFDs(const QJSValue &childFDs)
{
    m_childFDs = childFDs;
    Q_EMIT childFDsChanged();
}

void ProcessProperties::setParentDeathSignal(const QVariant &signal)
{
    m_parentDeathSignal = signal;
    Q_EMIT parentDeathSignalChanged();
}

std::optional<std::chrono::milliseconds> ProcessProperties::timeForHolders() const
{
    if (m_holderTimeout < 0)
        return std::nullopt;
    return std::chrono::milliseconds(m_holderTimeout);
}

ChildDescription ProcessProperties::describe() const
{
    ChildDescription description;
    QStringList &mistakes = description.mistakes;
    SpawnOptions &options = description.options;
    description.executable = readPath(QStringLiteral("executable"), m_executable, mistakes);
    if (m_executable.isEmpty())
        mistakes << QStringLiteral("empty executable");
    description.args = readArguments(m_args, mistakes);
    if (m_inheritEnvironment)
        options.env = QProcessEnvironment(QProcessEnvironment::InheritFromParent);
    if (!m_environment.isUndefined())
        options.envChanges = readEnvironment(m_environment, mistakes);
    describeStreams(description);
    options.path = readPath(QStringLiteral("workingDirectory"), m_workingDirectory, mistakes);
    options.newProcessGroup = m_newProcessGroup;
    options.parentDeathSignal = readSignal(m_parentDeathSignal, mistakes);
    options.holderTimeout = timeForHolders();
    options.whenAbandoned = m_whenAbandoned;
    return description;
}

void ProcessProperties::describeStreams(ChildDescription &description) const
{
    SpawnOptions &options = description.options;
    QStringList &mistakes = description.mistakes;
    if (!m_childFDs.isUndefined())
        options.childFDs = readChildFDs(m_childFDs, mistakes);
    options.usePTY = m_usePTY;
    options.terminal.rows = m_rows;
    options.terminal.columns = m_columns;
    options.terminal.width = m_pixelWidth;
    options.terminal.height = m_pixelHeight;
    const bool hasTerminal = m_usePTY
        || std::any_of(options.childFDs.begin(), options.childFDs.end(),
                       [](const ChildFD &each) { return each.kind() == ChildFD::Kind::Terminal; });
    if (!hasTerminal)
        return;
    judgeSize(QStringLiteral("rows"), m_rows, mistakes);
    judgeSize(QStringLiteral("columns"), m_columns, mistakes);
    judgeSize(QStringLiteral("pixelWidth"), m_pixelWidth, mistakes);
    judgeSize(QStringLiteral("pixelHeight"), m_pixelHeight, mistakes);
}

} // namespace Offspring
