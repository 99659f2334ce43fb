// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "processproperties.h"

#include "scriptnumbers.h"
#include "scriptvalues.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <limits>
#include <utility>

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

void ProcessProperties::setLimits(const QJSValue &limits)
{
    m_limits = limits;
    Q_EMIT limitsChanged();
}

void ProcessProperties::setProgram(const QString &executable, const QVariant &args)
{
    const QPointer<ProcessProperties> alive(this);
    const bool isOther = std::exchange(m_executable, executable) != executable;
    m_args = args;
    if (isOther)
        Q_EMIT executableChanged();
    if (alive)
        Q_EMIT argsChanged();
}

RestartPolicy ProcessProperties::restartPolicy() const
{
    return {.when = RestartPolicy::When(m_restart),
            .threshold = std::chrono::milliseconds(m_restartThreshold),
            .minimumDelay = std::chrono::milliseconds(m_restartDelay),
            .maximumDelay = std::chrono::milliseconds(m_maximumRestartDelay),
            .giveUpAfter = m_giveUpAfter};
}

std::optional<std::chrono::milliseconds> ProcessProperties::timeForHolders() const
{
    if (m_holderTimeout >= 0)
        return std::chrono::milliseconds(m_holderTimeout);
    if (m_restart != Never)
        return std::chrono::seconds(1);
    return std::nullopt;
}

ChildDescription ProcessProperties::describe() const
{
    ChildDescription description;
    Command &command = description.command;
    QStringList &mistakes = description.mistakes;
    command.program = readPath(QStringLiteral("executable"), m_executable, mistakes);
    if (m_executable.isEmpty())
        mistakes << QStringLiteral("empty executable");
    command.arguments = readArguments(m_args, mistakes);
    judgeText(QStringLiteral("argv0"), m_argv0, mistakes);
    description.argv0 = m_argv0;
    if (!m_inheritEnvironment)
        command.environment = QProcessEnvironment();
    command.options.env = command.environment;
    if (!m_environment.isUndefined())
        command.options.envChanges = readEnvironment(m_environment, mistakes);
    if (!m_terminalType.isEmpty()) {
        auto &changes = command.options.envChanges;
        if (!changes.contains(QStringLiteral("TERM")))
            changes.insert(QStringLiteral("TERM"), m_terminalType);
        if (!changes.contains(QStringLiteral("COLORTERM")))
            changes.insert(QStringLiteral("COLORTERM"), QStringLiteral("truecolor"));
    }
    describeStreams(command.options, mistakes);
    describeSurroundings(command.options, mistakes);
    return description;
}

void ProcessProperties::setTerminalType(const QString &type)
{
    m_terminalType = type;
    if (!type.isEmpty())
        setProperty("usePTY", true);
}

void ProcessProperties::describeSurroundings(SpawnOptions &options, QStringList &mistakes) const
{
    constexpr qint64 mostId =
        std::numeric_limits<uint>::max() - 1; // the last one means "no change"
    const auto id = [&](const QString &name, const QVariant &value) -> std::optional<uint> {
        const std::optional<qint64> number = readInteger(name, value, 0, mostId, mistakes);
        return number ? std::optional(uint(*number)) : std::nullopt;
    };
    options.path = readPath(QStringLiteral("workingDirectory"), m_workingDirectory, mistakes);
    options.newProcessGroup = m_newProcessGroup;
    options.newSession = m_newSession;
    options.newControlGroup = m_newControlGroup;
    options.uid = id(QStringLiteral("uid"), m_uid);
    options.gid = id(QStringLiteral("gid"), m_gid);
    if (const auto mask = readInteger(QStringLiteral("umask"), m_umask, 0, 0777, mistakes))
        options.umask = uint(*mask);
    if (const auto level = readInteger(QStringLiteral("niceness"), m_niceness, -20, 19, mistakes))
        options.niceness = int(*level);
    if (!m_limits.isUndefined())
        options.limits = readLimits(m_limits, mistakes);
    options.parentDeathSignal = readSignal(m_parentDeathSignal, mistakes);
    options.holderTimeout = timeForHolders();
    options.whenAbandoned = m_whenAbandoned;
}

void ProcessProperties::describeStreams(SpawnOptions &options, QStringList &mistakes) const
{
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
