// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A control group is a folder of a cgroup2 file system, whose files are its properties and its
// commands: cgroups(7), and Documentation/admin-guide/cgroup-v2.rst of the kernel.

#include "controlgroup.h"

#include "controlgrouppath.h"
#include "pidfdinfo_linux.h"
#include "valgrind.h"

#include <QtCore/QByteArrayList>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <initializer_list>
#include <memory>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace Offspring::Os {

namespace {

UniqueFD openFile(const QByteArray &path, int flags)
{
    UniqueFD fd = openPath(path.constData(), flags | O_CLOEXEC);
    return fd.isOpen() && fd.liftAboveStandard() ? std::move(fd) : UniqueFD();
}

// From its beginning: such a file is made anew by each read from there. Empty: errno.
QByteArray contents(int fd)
{
    char piece[4096];
    QByteArray text;
    for (;;) {
        const ssize_t size = pread(fd, piece, sizeof piece, text.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return size < 0 ? QByteArray() : text;
        text.append(piece, size);
    }
}

QByteArray contents(const QByteArray &path)
{
    const UniqueFD file = openFile(path, O_RDONLY);
    return file.isOpen() ? contents(file.number()) : QByteArray();
}

bool command(const QByteArray &path, bool on)
{
    const UniqueFD file = openFile(path, O_WRONLY);
    return file.isOpen() && write(file.number(), on ? "1" : "0", 1) == 1;
}

/// The names of the folders in one.
std::vector<QByteArray> foldersIn(const QByteArray &path)
{
    std::vector<QByteArray> result;
    UniqueFD folder = openFile(path, O_RDONLY | O_DIRECTORY);
    const std::unique_ptr<DIR, int (*)(DIR *)> entries(
        folder.isOpen() ? fdopendir(folder.number()) : nullptr, closedir);
    if (!entries)
        return result;
    folder.release(); // closedir() closes it
    while (const dirent *const entry = readdir(entries.get())) {
        if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
            result.emplace_back(entry->d_name);
    }
    return result;
}

bool removeTree(const QByteArray &path)
{
    if (rmdir(path.constData()) == 0 || errno == ENOENT)
        return true;
    for (const QByteArray &name : foldersIn(path))
        removeTree(path + '/' + name);
    return rmdir(path.constData()) == 0;
}

bool isPopulatedText(const QByteArray &events)
{
    return numberBehind("populated", events) > 0;
}

void addMembers(const QByteArray &path, std::vector<int> &pids)
{
    for (const QByteArray &line : contents(path + "/cgroup.procs").split('\n')) {
        if (const int pid = line.toInt(); pid > 0)
            pids.push_back(pid);
    }
    for (const QByteArray &name : foldersIn(path))
        addMembers(path + '/' + name, pids);
}

// What could not be read is read again by the next.
GroupName ownName()
{
    struct Known
    {
        OwnerProcess owner;
        GroupName name;
    };
    thread_local std::optional<Known> known;
    if (known && known->owner.isThisProcess())
        return known->name;
    char target[64]; // "pid:[4026531836]"
    const ssize_t size = readlink("/proc/self/ns/pid", target, sizeof target);
    QByteArray digits(target, std::max<ssize_t>(size, 0));
    digits.removeIf([](char each) { return each < '0' || each > '9'; });
    const GroupName name = {digits, int(getpid()), startTimeOf(contents("/proc/self/stat")), 0};
    if (!name.pidNamespace.isEmpty() && !name.startTime.isEmpty())
        known = {{}, name};
    return name;
}

// A number may be another program's by now. What cannot be known counts as living.
bool isOfDeadProgram(const GroupName &name)
{
    if (name.pidNamespace.isEmpty() || name.pidNamespace != ownName().pidNamespace)
        return false;
    const QByteArray start =
        startTimeOf(contents("/proc/" + QByteArray::number(name.pid) + "/stat"));
    if (start.isEmpty() || name.startTime.isEmpty())
        return ::kill(name.pid, 0) < 0 && errno == ESRCH;
    return start != name.startTime;
}

// Its daemons may live on there, and programs that they spawn.
void removeDeadPrograms(const QByteArray &folder)
{
    for (const QByteArray &each : foldersIn(folder)) {
        const std::optional<GroupName> name = GroupName::fromBytes(each);
        if (!name || !isOfDeadProgram(*name))
            continue;
        const QByteArray path = folder + '/' + each;
        if (!isPopulatedText(contents(path + "/cgroup.events")))
            removeTree(path);
    }
}

// There may be hundreds of mounts, and it is known to which groups each program belongs.
QByteArray groupMounts()
{
    QByteArray result;
    for (const QByteArray &line : contents("/proc/self/mountinfo").split('\n')) {
        if (line.contains(" - cgroup2 "))
            result += line + '\n';
    }
    return result;
}

// This program's, which may be put into another group at any time. Empty: no file system shows it.
QByteArray ownFolder(bool looksForMounts)
{
    thread_local QByteArray mounts;
    if (mounts.isEmpty() || looksForMounts)
        mounts = groupMounts();
    return controlGroupFolder(mounts, contents("/proc/self/cgroup"));
}

// Not open: it is gone, or there is no descriptor to be had.
UniqueFD openProcess(int pid)
{
    UniqueFD fd(isBuiltForValgrind ? -1 : int(syscall(SYS_pidfd_open, pid, 0)));
    return fd.isOpen() && fd.liftAboveStandard() ? std::move(fd) : UniqueFD();
}

// Of the group that the process is in; 0: the kernel does not tell.
std::uint64_t groupNumberOf(const UniqueFD &pidfd)
{
    PidFDInfo info;
    const bool isTold = pidfd.isOpen() && ask(pidfd.number(), PidFDInfo::controlGroup, info)
        && info.has(PidFDInfo::controlGroup);
    return isTold ? info.controlGroupId : 0;
}

SpawnFailure failure(const char *call, const QByteArray &object)
{
    const int error = errno;
    const bool isFull = error == EMFILE || error == ENFILE;
    return {isFull ? Stage::FileDescriptors : Stage::Setup, call, error, object};
}

} // namespace

ControlGroup &ControlGroup::operator=(ControlGroup &&other) noexcept
{
    ControlGroup old(std::move(*this));
    m_path = std::exchange(other.m_path, {});
    m_parentNumber = other.m_parentNumber;
    m_self = std::move(other.m_self);
    m_folder = std::move(other.m_folder);
    m_usage = std::move(other.m_usage);
    m_events = std::move(other.m_events);
    m_owner = other.m_owner;
    return *this;
}

ControlGroup::~ControlGroup()
{
    remove();
}

std::optional<SpawnFailure> ControlGroup::make()
{
    static std::atomic<bool> isTidied = false;
    static std::atomic<unsigned> lastNumber = 0;
    if (isOurs() && isBelowOwnGroup())
        return std::nullopt;
    *this = ControlGroup();
    m_self = openProcess(getpid());
    // First: where the program is moved meanwhile, the group counts as one of another place.
    m_parentNumber = groupNumberOf(m_self);
    GroupName name = ownName();
    name.number = ++lastNumber;
    QByteArray parent;
    for (const bool looksForMounts : {false, true}) {
        errno = ENOENT;
        parent = ownFolder(looksForMounts);
        m_path = parent + '/' + name.toBytes();
        if (!parent.isEmpty() && mkdir(m_path.constData(), 0755) == 0)
            break;
        if (errno != ENOENT || looksForMounts)
            return failure("mkdir", parent.isEmpty() ? "of a control group" : m_path);
    }
    if (!isTidied.exchange(true))
        removeDeadPrograms(parent);
    m_folder = openFile(m_path, O_RDONLY | O_DIRECTORY);
    m_events = m_folder.isOpen() ? openFile(m_path + "/cgroup.events", O_RDONLY) : UniqueFD();
    if (m_events.isOpen()) {
        m_usage = openFile(m_path + "/cpu.stat", O_RDONLY);
        return std::nullopt;
    }
    const SpawnFailure result = failure("open", m_path);
    rmdir(m_path.constData());
    return result;
}

// To ask for the number takes a tenth of what it takes to read the name.
bool ControlGroup::isBelowOwnGroup() const
{
    const std::uint64_t number = groupNumberOf(m_self);
    return number != 0 ? number == m_parentNumber
                       : m_path.left(m_path.lastIndexOf('/')) == ownFolder(false);
}

// A process comes into a group only where it may leave its own, too; and below one that is
// threaded, cgroups(7), no ordinary group can be.
bool ControlGroup::canBeMade()
{
    ControlGroup group;
    if (group.make())
        return false;
    const QByteArray entrance = group.m_path + "/../cgroup.procs";
    return faccessat(AT_FDCWD, entrance.constData(), W_OK, AT_EACCESS) == 0
        && contents(group.m_path + "/cgroup.type").trimmed() == "domain";
}

UniqueFD ControlGroup::openEntrance() const
{
    return openFile(m_path + "/cgroup.procs", O_WRONLY);
}

bool ControlGroup::isPopulated() const
{
    return isOurs() && isPopulatedText(contents(eventsDescriptor()));
}

std::vector<int> ControlGroup::members() const
{
    std::vector<int> pids;
    if (isOurs())
        addMembers(m_path, pids);
    std::sort(pids.begin(), pids.end());
    return pids;
}

GroupUsage ControlGroup::usage() const
{
    if (!isOurs())
        return {};
    const QByteArray text =
        m_usage.isOpen() ? contents(m_usage.number()) : contents(m_path + "/cpu.stat");
    return {std::max<qint64>(numberBehind("user_usec", text), 0),
            std::max<qint64>(numberBehind("system_usec", text), 0)};
}

bool ControlGroup::setFrozen(bool frozen) const
{
    return isOurs() && command(m_path + "/cgroup.freeze", frozen);
}

// A number may be another process's by now. One that is still in the group when a descriptor
// stands for it is the one that is meant.
bool ControlGroup::signalEach(const std::vector<int> &pids,
                              std::initializer_list<int> signals) const
{
    constexpr std::size_t mostDescriptors = 64;
    bool isReached = false;
    for (std::size_t begin = 0; begin < pids.size(); begin += mostDescriptors) {
        const std::size_t end = std::min(begin + mostDescriptors, pids.size());
        std::vector<UniqueFD> descriptors;
        for (std::size_t i = begin; i < end; ++i)
            descriptors.push_back(openProcess(pids[i]));
        const std::vector<int> now = members();
        for (std::size_t i = begin; i < end; ++i) {
            if (!std::binary_search(now.begin(), now.end(), pids[i]))
                continue;
            const int fd = descriptors[i - begin].number();
            for (const int signal : signals) {
                const bool isSent =
                    (fd >= 0 && syscall(SYS_pidfd_send_signal, fd, signal, nullptr, 0) == 0)
                    || ((fd < 0 || errno != ESRCH) && ::kill(pids[i], signal) == 0);
                isReached |= isSent && signal != SIGCONT; // which is free within a session
            }
        }
    }
    return isReached;
}

// From the freeze on no call of fork(2) begins, and one that had begun is over soon: when no new
// process is found, none is left.
bool ControlGroup::signalAll(std::initializer_list<int> signals) const
{
    constexpr int mostRounds = 32;
    bool isReached = false;
    std::vector<int> known;
    for (int round = 0; round < mostRounds; ++round) {
        const std::vector<int> all = members();
        std::vector<int> fresh;
        std::set_difference(all.begin(), all.end(), known.begin(), known.end(),
                            std::back_inserter(fresh));
        if (fresh.empty())
            break;
        isReached |= signalEach(fresh, signals);
        known = all;
    }
    return isReached;
}

bool ControlGroup::terminate(bool hangsUp) const
{
    if (!isOurs())
        return false;
    setFrozen(true);
    const bool isReached =
        hangsUp ? signalAll({SIGTERM, SIGHUP, SIGCONT}) : signalAll({SIGTERM, SIGCONT});
    setFrozen(false);
    return isReached;
}

// Frozen ones die of it as well. Before Linux 5.14 there is no such command: then each by itself.
bool ControlGroup::kill() const
{
    if (!isOurs() || command(m_path + "/cgroup.kill", true))
        return true;
    setFrozen(true);
    signalAll({SIGKILL});
    return false;
}

bool ControlGroup::remove()
{
    if (!isOurs())
        return true;
    if (isPopulated() || !removeTree(m_path))
        return false;
    m_events.close();
    m_folder.close();
    m_usage.close();
    return true;
}

} // namespace Offspring::Os
