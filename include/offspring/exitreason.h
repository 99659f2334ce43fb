// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_EXITREASON_H
#define OFFSPRING_EXITREASON_H

#include <offspring/offspringglobal.h>

#include <QtCore/QMetaType>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <chrono>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

namespace Offspring {

namespace Os {
struct WaitResult;
}

/// Why a child could not be started: the stage that failed, and the errno of the call. \since 0.1
struct OFFSPRING_EXPORT SpawnError
{
    Q_GADGET
    Q_PROPERTY(Offspring::SpawnError::Stage stage MEMBER stage CONSTANT)
    Q_PROPERTY(int errorNumber MEMBER errorNumber CONSTANT)
    Q_PROPERTY(QString detail MEMBER detail CONSTANT)

public:
    /// The step at which a spawn failed.
    enum class Stage {
        None, ///< no error
        Arguments, ///< refused before anything was opened: a mistake of the caller's
        FileDescriptors, ///< pipes, sockets, files, and the map onto the child's numbers
        Terminal, ///< the pseudo-terminal
        Fork, ///< no process to be had: EAGAIN, ENOMEM
        Setup, ///< signals, session, groups, umask, niceness, limits, parent-death signal
        Directory, ///< chdir(2) to SpawnOptions::path
        Identity, ///< the user database, setgroups(2) and its like, capset(2), the streams' owner
        Exec ///< execve(2), the search on PATH included
    };
    Q_ENUM(Stage)

    /// The step that failed; None: there is no error.
    Stage stage = Stage::None;
    int errorNumber = 0; ///< errno(3)
    QString detail = {}; ///< names the call that failed, or what was wrong with an argument

    /// A sentence for a dialog or a log, empty without an error: what failed, as detail names it,
    /// and what the C library says of the errno, which is in the language of the program's locale
    /// (strerror(3)).
    Q_INVOKABLE QString toString() const;

    /// Equal when every member is.
    friend bool operator==(const SpawnError &a, const SpawnError &b)
    {
        return a.stage == b.stage && a.errorNumber == b.errorNumber && a.detail == b.detail;
    }
    /// Not equal.
    friend bool operator!=(const SpawnError &a, const SpawnError &b) { return !(a == b); }

    /// The stage, the errno and the detail; no text depends on the locale.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const SpawnError &error);
};

/// What the child used up, descendants that it waited for included; from the kernel at reaping
/// (getrusage(2) explains the fields). All zero when there was nothing to reap: the child was not
/// started, or somebody else has reaped it, also where its status is known all the same.
/// \since 0.1
struct OFFSPRING_EXPORT ResourceUsage
{
    Q_GADGET
    Q_PROPERTY(double userSeconds READ userSeconds CONSTANT)
    Q_PROPERTY(double systemSeconds READ systemSeconds CONSTANT)
    Q_PROPERTY(qint64 maxResidentKiB MEMBER maxResidentKiB CONSTANT)
    Q_PROPERTY(qint64 minorFaults MEMBER minorFaults CONSTANT)
    Q_PROPERTY(qint64 majorFaults MEMBER majorFaults CONSTANT)
    Q_PROPERTY(qint64 voluntarySwitches MEMBER voluntarySwitches CONSTANT)
    Q_PROPERTY(qint64 involuntarySwitches MEMBER involuntarySwitches CONSTANT)

public:
    std::chrono::microseconds userTime{}; ///< CPU time in the program
    std::chrono::microseconds systemTime{}; ///< CPU time in the kernel
    /// The largest resident set, in KiB. The kernel counts from the child's birth on, when it still
    /// shares this program's memory: never below what this program had then (getrusage(2)).
    qint64 maxResidentKiB = 0;
    qint64 minorFaults = 0; ///< page faults served without reading from a disk
    qint64 majorFaults = 0; ///< page faults that read from a disk
    qint64 voluntarySwitches = 0; ///< times it gave up the processor to wait
    qint64 involuntarySwitches = 0; ///< times the processor was taken from it

    /// userTime in seconds.
    double userSeconds() const { return std::chrono::duration<double>(userTime).count(); }
    /// systemTime in seconds.
    double systemSeconds() const { return std::chrono::duration<double>(systemTime).count(); }

    /// Equal when every member is.
    friend bool operator==(const ResourceUsage &a, const ResourceUsage &b)
    {
        return a.userTime == b.userTime && a.systemTime == b.systemTime
            && a.maxResidentKiB == b.maxResidentKiB && a.minorFaults == b.minorFaults
            && a.majorFaults == b.majorFaults && a.voluntarySwitches == b.voluntarySwitches
            && a.involuntarySwitches == b.involuntarySwitches;
    }
    /// Not equal.
    friend bool operator!=(const ResourceUsage &a, const ResourceUsage &b) { return !(a == b); }

    /// The times and the resident set.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const ResourceUsage &usage);
};

/// How a child ended: Twisted's ProcessDone and ProcessTerminated in one value, and the two cases
/// that Twisted cannot tell.
///
/// \code
/// if (reason.exitCode() >= 0)
///     return reason.exitCode();
/// if (reason.signal() > 0)
///     return 128 + reason.signal();
/// return reason.error().errorNumber == ENOENT ? 127 : 126;
/// \endcode
///
/// That is a shell's $?, in demo/examples/run.cpp.
///
/// \since 0.1
class OFFSPRING_EXPORT ExitReason
{
    Q_GADGET
    Q_PROPERTY(Offspring::ExitReason::Kind kind READ kind CONSTANT)
    Q_PROPERTY(int exitCode READ exitCode CONSTANT)
    Q_PROPERTY(int signal READ signal CONSTANT)
    Q_PROPERTY(int status READ status CONSTANT)
    Q_PROPERTY(bool coreDumped READ coreDumped CONSTANT)
    Q_PROPERTY(Offspring::SpawnError error READ error CONSTANT)
    Q_PROPERTY(Offspring::ResourceUsage usage READ usage CONSTANT)
    Q_PROPERTY(bool truncated READ truncated CONSTANT)
    Q_PROPERTY(Offspring::ResourceUsage treeUsage READ treeUsage CONSTANT)

public:
    /// How it ended, in one word.
    enum class Kind {
        ProcessDone, ///< exit code 0
        ProcessTerminated, ///< another exit code, or a signal
        NotStarted, ///< the program never ran; see error()
        /// It is gone, but other code of this program took its wait status (waitpid(2) for any
        /// child), or SIGCHLD is ignored (sigaction(2): SIG_IGN, SA_NOCLDWAIT), and the kernel
        /// keeps none for us, as Linux does since 6.15. There such a child is ProcessDone or
        /// ProcessTerminated, too, and only its usage() is zero. Also of a child whose end nobody
        /// waits for any more, because its transport is gone.
        StatusUnknown
    };
    Q_ENUM(Kind)

    /// StatusUnknown, for containers and futures.
    ExitReason() = default;
    /// NotStarted, for those who refuse a child before it comes to spawnProcess().
    static ExitReason notStarted(const SpawnError &error);

    /// How it ended, in one word.
    Kind kind() const { return m_kind; }
    int exitCode() const; ///< 0 to 255; -1: none
    int signal() const; ///< the signal that killed it; 0: none
    int status() const { return m_status; } ///< the raw wait status, as of waitpid(2); -1: none
    bool coreDumped() const; ///< whether the signal that killed it left a core file, core(5)
    SpawnError error() const { return m_error; } ///< only for NotStarted
    /// What it used up; all zero for NotStarted, and when somebody else has reaped it.
    ResourceUsage usage() const { return m_usage; }

    /// True when SpawnOptions::holderTimeout closed streams that somebody still held, or
    /// ProcessTransport::stop() such a terminal: what was written later is missing. Known in
    /// processEnded, not before.
    bool truncated() const { return m_truncated; }

    /// With SpawnOptions::newControlGroup, the CPU times of the child and of every descendant, also
    /// of those that nobody waited for or that still live, as they are in processEnded: not known
    /// before. The kernel counts nothing else there without a controller, so the other fields are
    /// zero. \since 0.2
    ResourceUsage treeUsage() const { return m_treeUsage; }

    /// A few words, in the context "Offspring" of a translator: "exited with code 3", "ended by
    /// SIGTERM". Of a child that was not started, SpawnError::toString() follows. See Gotchas.
    Q_INVOKABLE QString toString() const;

    /// Equal when every member is.
    friend bool operator==(const ExitReason &a, const ExitReason &b)
    {
        return a.m_kind == b.m_kind && a.m_status == b.m_status && a.m_error == b.m_error
            && a.m_usage == b.m_usage && a.m_truncated == b.m_truncated
            && a.m_treeUsage == b.m_treeUsage;
    }
    /// Not equal.
    friend bool operator!=(const ExitReason &a, const ExitReason &b) { return !(a == b); }

    /// The kind, and what belongs to it; no text depends on the locale.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const ExitReason &reason);

private:
    friend class ProcessTransportPrivate;
    static ExitReason exited(const Os::WaitResult &result);

    Kind m_kind = Kind::StatusUnknown;
    int m_status = -1;
    int m_exitCode = -1;
    int m_signal = 0;
    bool m_coreDumped = false;
    bool m_truncated = false;
    SpawnError m_error;
    ResourceUsage m_usage;
    ResourceUsage m_treeUsage;
};

} // namespace Offspring

#endif // OFFSPRING_EXITREASON_H
