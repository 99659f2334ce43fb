// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CONTROLGROUP_H
#define OFFSPRING_OS_CONTROLGROUP_H

#include "ownerprocess.h"
#include "spawnfailure.h"
#include "uniquefd.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

namespace Offspring::Os {

/// What all processes of a control group have used, the dead ones too.
struct GroupUsage
{
    std::int64_t userMicroseconds = 0;
    std::int64_t systemMicroseconds = 0;
};

/// A group of processes that the kernel keeps together, cgroups(7): whoever is born to one of them
/// is in it, whatever session or process group it goes to. A folder below that of this program's
/// own group, known by its name; used for one child and never again, because a kernel (Linux 6.18)
/// lets no child be born into one whose processes have been killed. In a forked copy of the program
/// it does nothing.
class ControlGroup
{
public:
    /// None.
    ControlGroup() = default;
    ControlGroup(ControlGroup &&other) noexcept = default;
    ControlGroup &operator=(ControlGroup &&other) noexcept;
    /// An empty folder is removed.
    ~ControlGroup();

    /// Removes the folders of dead programs, too, the first time. One that was made before is kept,
    /// if it is below the group that this program is in now. On failure there is none.
    std::optional<SpawnFailure> make();
    /// Whether make() would work, and a child could be born into what it makes.
    static bool canBeMade();

    bool isOpen() const { return m_events.isOpen(); }
    /// Of the folder, until isEntered(). -1: there is none.
    int folder() const { return m_folder.number(); }
    /// A process that writes "0" to it enters the group. Not open: errno.
    UniqueFD openEntrance() const;
    /// The child is in it: its folder need not be held any more.
    void isEntered()
    {
        m_folder.close();
        m_self.close();
    }

    /// Urgent when isPopulated() may have changed, until that is asked. For ever so when the folder
    /// is gone.
    int eventsDescriptor() const { return m_events.number(); }
    bool isPopulated() const;
    /// By number; of those below too. What is not of our pid namespace is not counted.
    std::vector<int> members() const;
    GroupUsage usage() const;

    /// Stops all of them, as if none got a processor any more; signals but KILL wait. False: errno.
    bool setFrozen(bool frozen) const;
    /// SIGTERM and SIGCONT to each, and SIGHUP where it \a hangsUp, while they are frozen; then
    /// they are not any more. False: no living process could be signalled.
    bool terminate(bool hangsUp) const;
    /// All of them, at once. False: the kernel is too old for that, and some may be left.
    bool kill() const;
    /// With empty groups below it. False: somebody is in it, or it cannot be.
    bool remove();

private:
    bool isBelowOwnGroup() const;
    bool isOurs() const { return isOpen() && m_owner.isThisProcess(); }
    bool signalEach(const std::vector<int> &pids, std::initializer_list<int> signals) const;
    bool signalAll(std::initializer_list<int> signals) const;

    QByteArray m_path;
    std::uint64_t m_parentNumber = 0; // of the group that it is below; 0: not known
    UniqueFD m_self; // this program, until it is entered
    UniqueFD m_folder;
    UniqueFD m_events;
    UniqueFD m_usage; // not open: it can still be opened
    OwnerProcess m_owner;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CONTROLGROUP_H
