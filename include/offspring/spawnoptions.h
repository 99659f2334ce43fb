// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_SPAWNOPTIONS_H
#define OFFSPRING_SPAWNOPTIONS_H

#include <offspring/childfd.h>

#include <QtCore/QList>
#include <QtCore/QMap>
#include <QtCore/QObject>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QString>

#include <chrono>
#include <optional>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

namespace Offspring {
Q_NAMESPACE_EXPORT(OFFSPRING_EXPORT)

/// How the child's pseudo-terminal starts; all other modes are the kernel's defaults. Each of the
/// sizes may be 0 (unknown) to 65535, else Arguments, EINVAL. \since 0.1
struct TerminalOptions
{
    int rows = 24; ///< lines
    int columns = 80; ///< characters in a line
    bool echo = true; ///< what is typed comes back, as termios(3) ECHO
    bool raw = false; ///< no echo, line editing, signals from keys, translation: cfmakeraw(3)
    bool utf8 = true; ///< line editing takes UTF-8, so that a key erases a whole character: IUTF8
    int width = 0; ///< of the whole terminal, in pixels
    int height = 0; ///< the same

    /// The size and the modes.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const TerminalOptions &options);
};

/// setrlimit(2), in the units of the resource. -1: unlimited; less: Arguments, EINVAL. \since 0.1
struct OFFSPRING_EXPORT ResourceLimit
{
    /// What is enforced; the child may raise it as far as hard.
    qint64 soft = -1;
    /// The most that soft may be raised to; to raise this one needs privilege.
    qint64 hard = -1;

    /// The number of a resource, a key of SpawnOptions::limits, for who reads its name from a file
    /// or a script: with or without "RLIMIT_", in any case. "nofile" is RLIMIT_NOFILE. Empty: this
    /// system has no such resource. \since 0.2
    static std::optional<int> resourceNamed(const QString &name);

    /// Both limits.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const ResourceLimit &limit);
};

/// What becomes of a live child whose transport or reactor is destroyed. \since 0.1
enum class Abandonment {
    Kill, ///< SIGKILL, to all that ProcessTransport::stop() would; a terminal is hung up. A child
          ///< that may not be signalled is left: our ends are closed
    Leave ///< it goes on; our ends are closed: it may meet end-of-file, SIGPIPE or a hang-up. The
          ///< KILL of a stop() that is not due yet is forgotten
};
Q_ENUM_NS(Abandonment)

/// Everything about a spawn that is not the program and its arguments. Values only: spawnProcess()
/// judges them, all at once, and nothing can be changed later.
///
/// \code
/// const SpawnOptions options{
///     .path = u"/"_s,
///     .childFDs = {{0, ChildFD::null()}, {1, 'r'}, {2, ChildFD::sameAs(1)}, {3, 'w'}, {4, 'r'}},
///     .umask = 0027,
///     .envChanges = {{u"GREETING"_s, u"hello"_s}},
/// };
/// \endcode
///
/// demo/examples/descriptors.cpp is a whole program.
///
/// \since 0.1
struct SpawnOptions
{
    /// The child's whole environment. Empty by default, as Twisted documents it: pass
    /// QProcessEnvironment::InheritFromParent for a copy of the parent's as it is now, byte for
    /// byte, even while other threads call setenv(3). In a QProcessEnvironment::systemEnvironment()
    /// with changes, too, an entry that the parent still has goes on as its bytes are, UTF-8 or not
    /// and whatever its name. All else is judged; see envChanges.
    QProcessEnvironment env = {};
    /// The child's working directory, entered with the parent's rights before any change of
    /// identity. Empty: the parent's own, without resolving it.
    QString path = {};
    /// The user to run as; needs privilege (CAP_SETUID, CAP_SETGID), else Identity, EPERM. Unset:
    /// the parent's. Without gid, the group is that of the user database; a user who is not in it
    /// needs a gid. The supplementary groups come from the database, never from the parent; a group
    /// file that cannot be read just now has none, and getgrouplist(3) does not tell: where that
    /// matters, name the groups. The pipes, the sockets and the terminal of this spawn belong to
    /// this user, so that the child may open its /dev/stdout: for another's that needs CAP_CHOWN,
    /// else Identity, EPERM. Whatever of uid, gid and groups is set, no capability but root's own
    /// goes on to the child: neither ambient nor inheritable ones.
    std::optional<uint> uid = {};
    /// The group to run as; see uid.
    std::optional<uint> gid = {};
    /// A new pseudo-terminal on those of 0, 1 and 2 that childFDs does not name; see
    /// ChildFD::terminal(). With all three named, it is the controlling terminal still: /dev/tty.
    bool usePTY = false;
    /// What the child finds on which fd. Empty: {{0,'w'}, {1,'r'}, {2,'r'}}, or with usePTY the
    /// terminal alone. Else complete: what it does not name is closed in the child. A child without
    /// any fd: {{0, ChildFD::closed()}}.
    ChildFDs childFDs = {};

    // Beyond Twisted.
    /// The terminal's size and modes; without a terminal, unused.
    TerminalOptions terminal = {};
    /// The supplementary groups, all of them; needs privilege, as uid does. Unset: see uid.
    std::optional<QList<uint>> groups = {};
    /// The child leads a process group of its own: setpgid(2). ProcessTransport::stop() reaches the
    /// whole group; keys typed in the parent's terminal do not.
    bool newProcessGroup = false;
    /// The child leads a session of its own, and so a group: setsid(2). Its controlling terminal is
    /// that of usePTY or ChildFD::terminal(), else it has none.
    bool newSession = false;
    /// A signal sent to the child when the *thread* that spawned it ends: PR_SET_PDEATHSIG. So
    /// spawn from one that lives, or in the background (Reactor::setSpawning()), whose threads end
    /// with the program. A program that is set-user-ID, or gains capabilities, does not
    /// get it. 0: none; no such signal: Setup, EINVAL.
    int parentDeathSignal = 0;
    /// umask(2), at most 0777, else Arguments, EINVAL. Unset: the parent's.
    std::optional<uint> umask = {};
    /// The niceness itself, not a step: setpriority(2), from -20 to 19, else Arguments, EINVAL.
    /// Below the parent's it needs privilege, else Setup, EACCES. Unset: the parent's.
    std::optional<int> niceness = {};
    /// RLIMIT_* → limit. What is not named stays as the parent's. What the kernel refuses is Setup:
    /// EPERM for a hard limit above the parent's, EINVAL for a soft one above the hard one.
    QMap<int, ResourceLimit> limits = {};
    /// The size of each new pipe in bytes: F_SETPIPE_SZ, or as much of it as this user may have. It
    /// never fails a spawn, and stays. 0: the library's choice: the kernel's (64 KiB), and up to
    /// 1 MiB while a pipe is flooded, turn after turn of the loop; when that is over, and at the
    /// latest when it is closed, it gets its first size back, as soon as what is in it finds room.
    /// All pipes of a program together grow by no more than a quarter of what one user's may hold
    /// (pipe-user-pages-soft, 64 MiB: pipe(7)), because his other programs need pipes too.
    int pipeSize = 0;
    /// How long, from processExited on, descendants may keep streams open before what is left is
    /// closed: ExitReason::truncated(). It stands still while a reader is paused or a ChildDevice
    /// is full, and never cuts bytes that are already in the kernel. Negative counts as 0. Unset:
    /// for ever. See also ProcessTransport::setHolderTimeout().
    std::optional<std::chrono::milliseconds> holderTimeout = {};
    /// What becomes of a live child whose transport or reactor is destroyed.
    Abandonment whenAbandoned = Abandonment::Kill;
    /// Variables to set, or with std::nullopt to unset, on top of env, which may be
    /// InheritFromParent: {{"TERM", "dumb"}, {"DISPLAY", std::nullopt}}. A name that is empty or
    /// has '=' after its first character is Arguments, EINVAL.
    QMap<QString, std::optional<QString>> envChanges = {};
    /// The child is born in a control group of its own, cgroups(7): a new one below this program's,
    /// named after it, and gone when nobody is left there. (An empty one waits up to a second for
    /// the next such child, because that makes its spawn a tenth faster.) So nothing that descends
    /// from the child escapes, whatever session, process group or parent it goes to:
    /// ProcessTransport::stop() and Abandonment::Kill reach all of it, setFrozen() stops it,
    /// descendantsEnded tells when the last is gone, ExitReason::treeUsage() counts the time of
    /// all. No controller is needed, and no limit is set. demo/examples/nothingescapes.cpp is a
    /// whole program.
    ///
    /// It needs a cgroup2 file system, and permission to write this program's own folder there and
    /// the cgroup.procs in it: root has it, and a program in a scope of its user's systemd manager.
    /// Else Setup and the errno: EACCES, EROFS, ENOENT (no such file system), EOPNOTSUPP (a
    /// threaded group), EAGAIN (a limit of groups). See Reactor::hasControlGroups().
    ///
    /// \since 0.2
    bool newControlGroup = false;

    /// What differs from the defaults. Of the environment only the names: values may be secrets.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const SpawnOptions &options);
};

} // namespace Offspring

#endif // OFFSPRING_SPAWNOPTIONS_H
