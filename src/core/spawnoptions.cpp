// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/spawnoptions.h>

#include "../os/resourcename.h"

#include <QtCore/QDebug>

namespace Offspring {

namespace {

/// The members that differ from the defaults, one after the other, with commas between them.
class Members
{
public:
    explicit Members(QDebug &debug)
        : m_debug(debug)
    { }

    QDebug &add(const char *name)
    {
        return m_debug << std::exchange(m_separator, ", ") << name << ": ";
    }

    template <typename T>
    void addIfSet(const char *name, const std::optional<T> &value)
    {
        if (value)
            add(name) << *value;
    }

    void addIfTrue(const char *name, bool value)
    {
        if (value)
            m_debug << std::exchange(m_separator, ", ") << name;
    }

private:
    QDebug &m_debug;
    const char *m_separator = "";
};

void addEnvironment(Members &members, const SpawnOptions &options)
{
    if (options.env.inheritsFromParent())
        members.addIfTrue("env inherited", true);
    else if (!options.env.isEmpty())
        members.add("env") << options.env.keys();
    if (!options.envChanges.isEmpty())
        members.add("envChanges") << options.envChanges.keys();
}

void addIdentity(Members &members, const SpawnOptions &options)
{
    members.addIfSet("uid", options.uid);
    members.addIfSet("gid", options.gid);
    members.addIfSet("groups", options.groups);
}

void addStreams(Members &members, const SpawnOptions &options)
{
    members.addIfTrue("usePTY", options.usePTY);
    if (!options.childFDs.isEmpty())
        members.add("childFDs") << options.childFDs;
    if (options.usePTY)
        members.add("terminal") << options.terminal;
    if (options.pipeSize != 0)
        members.add("pipeSize") << options.pipeSize;
    if (options.holderTimeout)
        members.add("holderTimeout") << qint64(options.holderTimeout->count()) << " ms";
}

void addSurroundings(Members &members, const SpawnOptions &options)
{
    members.addIfTrue("newProcessGroup", options.newProcessGroup);
    members.addIfTrue("newSession", options.newSession);
    members.addIfTrue("newControlGroup", options.newControlGroup);
    if (options.parentDeathSignal != 0)
        members.add("parentDeathSignal") << options.parentDeathSignal;
    if (options.umask)
        members.add("umask").noquote() << QStringLiteral("0%1").arg(*options.umask, 0, 8);
    members.addIfSet("niceness", options.niceness);
    if (!options.limits.isEmpty())
        members.add("limits") << options.limits;
    if (options.whenAbandoned != Abandonment::Kill)
        members.add("whenAbandoned") << options.whenAbandoned;
}

} // namespace

QDebug operator<<(QDebug debug, const TerminalOptions &options)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "TerminalOptions(" << options.rows << " x " << options.columns;
    if (options.width != 0 || options.height != 0)
        debug << ", " << options.width << " x " << options.height << " pixels";
    debug << (options.echo ? "" : ", no echo") << (options.raw ? ", raw" : "")
          << (options.utf8 ? "" : ", no utf8");
    return debug << ')';
}

std::optional<int> ResourceLimit::resourceNamed(const QString &name)
{
    return Os::resourceNumber(name.toUtf8());
}

QDebug operator<<(QDebug debug, const ResourceLimit &limit)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "ResourceLimit(" << limit.soft << ", " << limit.hard << ')';
    return debug;
}

QDebug operator<<(QDebug debug, const SpawnOptions &options)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "SpawnOptions(";
    Members members(debug);
    addEnvironment(members, options);
    if (!options.path.isEmpty())
        members.add("path") << options.path;
    addIdentity(members, options);
    addStreams(members, options);
    addSurroundings(members, options);
    return debug << ')';
}

} // namespace Offspring
