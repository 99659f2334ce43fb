// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Every system call fails once, for real. Each scenario runs under strace to see which calls it
// makes; then once for each of them and each error that its manual page names, with that call
// failing. The child's set-up and the reaper's thread are made to fail in the same way.

#include "platform.h"
#include "publicchild.h"
#include "systemcalls.h"

#include <offspring/exitreason.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMap>
#include <QtCore/QProcess>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <atomic>
#include <cerrno>
#include <thread>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

using Kind = ExitReason::Kind;
using Stage = SpawnError::Stage;

namespace {

constexpr int msToHang = 30'000;
constexpr int recordings = 3;
constexpr int attempts = 10;
constexpr int callsOfAChild = 70; // more of any name than it makes before its program runs

const QHash<QString, int> errorNumbers{
#define NUMBER(name) {QStringLiteral(#name), name}
    NUMBER(E2BIG),        NUMBER(EACCES),  NUMBER(EAFNOSUPPORT), NUMBER(EAGAIN),
    NUMBER(EBADF),        NUMBER(EBUSY),   NUMBER(ECHILD),       NUMBER(ECONNRESET),
    NUMBER(EDQUOT),       NUMBER(EEXIST),  NUMBER(EFAULT),       NUMBER(EINTR),
    NUMBER(EINVAL),       NUMBER(EIO),     NUMBER(EISDIR),       NUMBER(EMLINK),
    NUMBER(ENODEV),       NUMBER(ELIBBAD), NUMBER(ELOOP),        NUMBER(EMFILE),
    NUMBER(ENAMETOOLONG), NUMBER(ENFILE),  NUMBER(ENOENT),       NUMBER(ENOEXEC),
    NUMBER(ENOMEM),       NUMBER(ENOBUFS), NUMBER(ENOSPC),       NUMBER(ENOSYS),
    NUMBER(ENOTCONN),     NUMBER(ENOTDIR), NUMBER(ENOTTY),       NUMBER(ENXIO),
    NUMBER(EOPNOTSUPP),   NUMBER(EPERM),   NUMBER(EPIPE),        NUMBER(EPROTONOSUPPORT),
    NUMBER(EROFS),        NUMBER(ESRCH),   NUMBER(ETXTBSY),
#undef NUMBER
};

/// A call that is made to fail.
struct Rule
{
    Caller caller;
    const char *call;
    const char *part; // of its line; empty: any
    const char *errors;
    Stage stage; // of a spawn that fails for it; None: it must not
    bool mayPass = false; // or it need not: the call has other uses too, or is tried again
};

// Not here is what cannot fail (getpid, umask, our signal mask); what libc and Qt do for
// themselves (Qt's own descriptors, the memory of new: there is no going on without); and an error
// that would be a lie about another process (no such file as /proc/PID/stat: it has gone).
const QList<Rule> rules{
    {Caller::Program, "epoll_create1", "", "EMFILE ENFILE ENOMEM", Stage::FileDescriptors,
     true}, // the reaper's too
    {Caller::Program, "epoll_create1", "", "ENOSYS EPERM", Stage::None}, // a sandbox's
    {Caller::Program, "pipe2", "", "EMFILE ENFILE ENOMEM", Stage::FileDescriptors},
    {Caller::Program, "socketpair", "",
     "EMFILE ENFILE ENOMEM ENOBUFS EAFNOSUPPORT EOPNOTSUPP EPROTONOSUPPORT",
     Stage::FileDescriptors},
    {Caller::Program, "fcntl", "F_SETPIPE_SZ", "EBUSY EPERM ENOMEM EINVAL", Stage::None},
    {Caller::Program, "fcntl", "F_GETFL", "EBADF", Stage::None},
    {Caller::Program, "fcntl", "F_GETFD", "EBADF", Stage::FileDescriptors},
    {Caller::Program, "fcntl", "<anon_inode:[pidfd]>, F_DUPFD_CLOEXEC", "EBADF EINVAL EMFILE",
     Stage::None},
    {Caller::Program, "fcntl", "F_DUPFD_CLOEXEC", "EBADF EINVAL EMFILE", Stage::FileDescriptors},
    {Caller::Program, "fcntl", "F_SETFL", "EBADF EPERM EINVAL", Stage::FileDescriptors},
    {Caller::Program, "openat", "/dev/ptmx",
     "EMFILE ENFILE ENOMEM ENOSPC EIO EACCES ENOENT ENXIO EINTR", Stage::Terminal},
    {Caller::Program, "openat", "/dev/null", "EMFILE ENFILE ENOMEM EACCES ENOENT ENXIO EINTR",
     Stage::FileDescriptors},
    {Caller::Program, "openat", "/faultscenario.",
     "EMFILE ENFILE ENOMEM EACCES EDQUOT EINTR EIO EISDIR ELOOP ENOSPC EROFS ETXTBSY",
     Stage::FileDescriptors},
    {Caller::Program, "openat", "O_PATH", "EMFILE ENFILE ENOMEM EINTR ENOENT",
     Stage::FileDescriptors},
    {Caller::Program, "openat", "O_PATH", "EACCES", Stage::None},
    {Caller::Program, "statx", "AT_EMPTY_PATH", "ENOSYS EPERM ENOMEM", Stage::None},
    {Caller::Program, "openat", "/proc/sys/fs/pipe-user-pages-soft",
     "EMFILE ENFILE ENOMEM EACCES ENOENT EINTR", Stage::None},
    {Caller::Program, "inotify_init1", "", "EMFILE ENFILE ENOMEM ENOSYS", Stage::FileDescriptors},
    {Caller::Program, "inotify_add_watch", "", "EACCES ENOMEM ENOSPC", Stage::FileDescriptors},
    {Caller::Program, "openat", "/fifo\", O_RDONLY", "EMFILE ENFILE ENOMEM EACCES ENXIO EINTR",
     Stage::FileDescriptors},
    {Caller::Program, "openat", "/fifo\", O_WRONLY", "EMFILE ENFILE ENOMEM ENXIO EINTR",
     Stage::FileDescriptors},
    {Caller::Program, "readlink", "/proc/self/ns/pid", "EACCES ENOENT ENOMEM", Stage::None},
    {Caller::Program, "openat", "/proc/self/stat", "EMFILE ENFILE ENOMEM EACCES EINTR",
     Stage::None},
    {Caller::Program, "openat", "/proc/self/cgroup", "EMFILE ENFILE", Stage::FileDescriptors,
     true}, // for the next child's group, too
    {Caller::Program, "openat", "/proc/self/cgroup", "ENOMEM EACCES EINTR", Stage::Setup, true},
    {Caller::Program, "openat", "/proc/self/mountinfo", "EMFILE ENFILE", Stage::FileDescriptors},
    {Caller::Program, "openat", "/proc/self/mountinfo", "ENOMEM EACCES EINTR", Stage::Setup},
    {Caller::Program, "mkdir", "-1\", 0755", "EACCES EAGAIN EMLINK ENOMEM ENOSPC EPERM EROFS",
     Stage::Setup},
    {Caller::Program, "mkdir", "", "EACCES EAGAIN EMLINK ENOMEM ENOSPC EPERM EROFS",
     Stage::None}, // the next child's
    {Caller::Program, "mkdir", "", "ENOENT", Stage::None}, // the mounts have changed
    {Caller::Program, "openat", "cgroup.events\"", "EMFILE ENFILE", Stage::FileDescriptors,
     true}, // a dead program's, too
    {Caller::Program, "openat", "cgroup.events\"", "ENOMEM EACCES EINTR", Stage::Setup, true},
    {Caller::Program, "openat", "cgroup.", "EMFILE ENFILE ENOMEM EACCES EINTR", Stage::None},
    {Caller::Program, "openat", "cpu.stat", "EMFILE ENFILE ENOMEM EACCES EINTR", Stage::None},
    {Caller::Program, "openat", "/offspring-", "EMFILE ENFILE", Stage::FileDescriptors, true},
    {Caller::Program, "openat", "/offspring-", "ENOMEM EACCES EINTR", Stage::Setup, true},
    {Caller::Program, "pread64", "/cgroup>", "EIO ENOMEM EINTR", Stage::Setup, true},
    {Caller::Program, "pread64", "/mountinfo>", "EIO ENOMEM EINTR", Stage::Setup},
    {Caller::Program, "pread64", "", "EIO ENOMEM EINTR", Stage::None},
    {Caller::Program, "write", "cgroup.", "EINTR EIO ENOMEM", Stage::None},
    {Caller::Program, "getdents64", "/cgroup", "EINVAL ENOMEM", Stage::None},
    {Caller::Program, "rmdir", "", "EBUSY EACCES EPERM ENOMEM", Stage::None},
    {Caller::Program, "pidfd_open", "", "EMFILE ENFILE EINVAL ENOMEM ENOSYS EPERM ESRCH",
     Stage::None},
    {Caller::Program, "openat", "/etc/passwd", "EMFILE ENFILE ENOMEM EIO", Stage::Identity},
    {Caller::Program, "openat", "/etc/group", "EMFILE ENFILE ENOMEM EIO", Stage::None},
    {Caller::Program, "ioctl", "[pidfd]", "EINVAL EIO ENOTTY EPERM ESRCH", Stage::None},
    {Caller::Program, "ioctl", "TIOCGPTPEER", "EMFILE ENFILE ENOMEM EIO", Stage::Terminal},
    {Caller::Program, "ioctl", "TIOCSWINSZ", "EIO ENOTTY EINVAL", Stage::Terminal, true},
    {Caller::Program, "ioctl", "TCGETS", "EIO ENOTTY EINVAL", Stage::Terminal, true},
    {Caller::Program, "ioctl", "FIONREAD", "EIO ENOTTY EINVAL", Stage::None},
    {Caller::Program, "ioctl", "", "EIO ENOTTY EINVAL", Stage::Terminal},
    {Caller::Program, "fchown", "", "EPERM EIO EROFS", Stage::Identity},
    {Caller::Program, "mmap", "(thread)", "ENOMEM EAGAIN", Stage::None},
    {Caller::Program, "mmap", "MAP_STACK", "ENOMEM EAGAIN", Stage::Fork},
    {Caller::Program, "mmap", "MAP_SHARED|MAP_ANONYMOUS", "ENOMEM EAGAIN ENFILE", Stage::Fork},
    {Caller::Program, "mprotect", "(thread)", "ENOMEM EACCES", Stage::None},
    {Caller::Program, "mprotect", "PROT_NONE", "ENOMEM EACCES", Stage::Fork},
    {Caller::Program, "mprotect", "PROT_READ|PROT_WRITE", "ENOMEM", Stage::None}, // a thread's
    {Caller::Program, "rt_sigtimedwait", "", "EINTR", Stage::None},
    {Caller::Program, "munmap", "", "ENOMEM EINVAL", Stage::None},
    {Caller::Program, "prlimit64", "", "EPERM EINVAL", Stage::None},
    {Caller::Program, "clone", "CLONE_THREAD", "EAGAIN ENOMEM EPERM", Stage::None}, // a thread's
    {Caller::Program, "clone", "CLONE_PIDFD", "EAGAIN ENOMEM ENOSPC EPERM", Stage::Fork},
    {Caller::Program, "clone", "CLONE_PIDFD", "EINVAL", Stage::None}, // an emulator's
    {Caller::Program, "clone", "CLONE_PIDFD", "EMFILE ENFILE", Stage::FileDescriptors},
    {Caller::Program, "clone3", "CLONE_INTO_CGROUP", "EMFILE ENFILE", Stage::FileDescriptors},
    {Caller::Program, "clone3", "CLONE_INTO_CGROUP", "EAGAIN ENOMEM", Stage::Fork},
    {Caller::Program, "clone3", "CLONE_INTO_CGROUP", "EACCES EBUSY ENODEV EOPNOTSUPP",
     Stage::Setup},
    {Caller::Program, "clone3", "CLONE_INTO_CGROUP", "E2BIG EINVAL ENOSYS EPERM", Stage::None},
    {Caller::Program, "clone3", "", "EAGAIN ENOMEM EPERM ENOSYS", Stage::None}, // a thread's
    {Caller::Program, "epoll_ctl", "EPOLL_CTL_ADD", "EBADF EEXIST ENOMEM ENOSPC EPERM EINVAL",
     Stage::None},
    {Caller::Program, "epoll_ctl", "", "EBADF ENOENT ENOMEM EPERM EINVAL", Stage::None},
    {Caller::Program, "epoll_wait", "", "EINTR", Stage::None},
    {Caller::Program, "ppoll", "fd=-1", "EINTR ENOMEM EINVAL", Stage::None}, // a device waits
    {Caller::Program, "ppoll", "", "EINTR", Stage::None},
    {Caller::Program, "poll", "", "EINTR ENOMEM", Stage::None},
    {Caller::Program, "read", "<socket:", "EAGAIN ECONNRESET EINTR EIO", Stage::None},
    {Caller::Program, "read", "", "EAGAIN EINTR EIO", Stage::None},
    {Caller::Program, "writev", "/dev/ptmx", "EAGAIN EINTR ENOMEM EIO", Stage::None},
    {Caller::Program, "writev", "<pipe:", "EAGAIN EINTR ENOMEM EIO EPIPE ENOSPC EPERM",
     Stage::None},
    {Caller::Program, "sendmsg", "", "EAGAIN ECONNRESET EINTR ENOBUFS ENOMEM EPIPE", Stage::None},
    {Caller::Program, "shutdown", "", "ENOTCONN", Stage::None},
    {Caller::Program, "close", "close(-", "EINTR EIO ENOSPC EDQUOT", Stage::None},
    {Caller::Program, "waitid", "", "EINTR ECHILD EINVAL EPERM ENOSYS", Stage::None},
    {Caller::Program, "kill", "", "EPERM ESRCH", Stage::None},
    {Caller::Program, "pidfd_send_signal", "", "EPERM ESRCH EINVAL", Stage::None},
    {Caller::Program, "getpgid", "", "ESRCH", Stage::None},

    {Caller::Thread, "epoll_wait", "", "EINTR", Stage::None},
    {Caller::Thread, "epoll_ctl", "", "EBADF ENOENT ENOMEM EINVAL", Stage::None},
    {Caller::Thread, "waitid", "", "EINTR ECHILD EINVAL", Stage::None},
    {Caller::Thread, "kill", "", "EPERM ESRCH", Stage::None},
    {Caller::Thread, "openat", "/proc", "EMFILE ENFILE ENOMEM EACCES EINTR", Stage::None},
    {Caller::Thread, "read", "", "EINTR EIO", Stage::None},
    {Caller::Thread, "getdents64", "", "EINVAL ENOMEM", Stage::None},
    {Caller::Thread, "close", "close(-", "EINTR EIO ENOSPC EDQUOT", Stage::None},

    {Caller::Child, "rt_sigaction", "", "EINVAL", Stage::Setup},
    {Caller::Child, "rt_sigprocmask", "", "EINVAL", Stage::Setup},
    {Caller::Child, "fchdir", "", "EACCES EIO EBADF ENOTDIR", Stage::Directory},
    {Caller::Child, "chdir", "", "EACCES EIO ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR",
     Stage::Directory},
    {Caller::Child, "setsid", "", "EPERM", Stage::Setup},
    {Caller::Child, "setpgid", "", "EACCES EINVAL EPERM ESRCH", Stage::Setup},
    {Caller::Child, "ioctl", "TIOCSCTTY", "EPERM EIO ENOTTY", Stage::Terminal},
    {Caller::Child, "setpriority", "", "EACCES EPERM EINVAL ESRCH", Stage::Setup},
    {Caller::Child, "prlimit64", "", "EPERM EINVAL", Stage::Setup},
    {Caller::Child, "fcntl", "F_SETFD", "EBADF", Stage::FileDescriptors},
    {Caller::Child, "dup3", "", "EINTR EBUSY", Stage::None},
    {Caller::Child, "dup3", "", "EBADF EMFILE", Stage::FileDescriptors},
    {Caller::Child, "close_range", "", "EINVAL ENOSYS EPERM", Stage::None}, // an older kernel's
    {Caller::Child, "close_range", "", "EMFILE ENOMEM", Stage::FileDescriptors},
    {Caller::Child, "setgroups", "", "EINVAL ENOMEM EPERM", Stage::Identity},
    {Caller::Child, "setresgid", "", "EAGAIN EINVAL EPERM", Stage::Identity},
    {Caller::Child, "setresuid", "", "EAGAIN EINVAL EPERM", Stage::Identity},
    {Caller::Child, "capget", "", "EINVAL EPERM", Stage::Identity},
    {Caller::Child, "capset", "", "EINVAL EPERM", Stage::Identity},
    {Caller::Child, "prctl", "PR_SET_PDEATHSIG", "EINVAL", Stage::Setup},
    {Caller::Child, "execve", "/nonexistent-program\"", "ENOTDIR ELOOP ENAMETOOLONG EPERM",
     Stage::Exec, true}, // searched
    {Caller::Child, "execve", "",
     "E2BIG EACCES EAGAIN EFAULT EINVAL EIO EISDIR ELIBBAD ELOOP EMFILE ENAMETOOLONG ENFILE ENOENT "
     "ENOEXEC ENOMEM ENOTDIR EPERM ETXTBSY",
     Stage::Exec},
};

/// What may come otherwise than without the fault, although the child was started.
struct Excuse
{
    const char *call;
    const char *part;
    const char *errors; // empty: any
    const char *mayDiffer; // data: an earlier end; notes: a loss that the scenario noticed
};

const QList<Excuse> excuses{
    // A stream with an error is over. What the child still writes meets SIGPIPE, or its input ends.
    {"read", "", "ECONNRESET EIO", "data events kind status truncated"},
    {"writev", "", "EIO EPIPE ENOSPC EPERM", "data events kind status"},
    {"sendmsg", "", "ECONNRESET EPIPE", "data events kind status"},
    // The end of the input cannot be sent: on a terminal it is a character that its modes name.
    {"shutdown", "", "", "data events kind status"},
    {"ioctl", "TCGETS", "", "status"},
    // What is asked for is refused: setTerminalSize() and signalProcess() are false. After the TERM
    // that did not reach it comes the KILL.
    {"ioctl", "TIOCSWINSZ", "", "notes"},
    {"pidfd_send_signal", "", "", "notes status"},
    {"kill", "SIGTERM", "", "status"},
    {"kill", "SIGKILL", "", "notes"},
    // The status is somebody else's: StatusUnknown. So perhaps is the number of the child's group,
    // which is left alone.
    {"waitid", "WNOWAIT", "ECHILD EINVAL", "notes kind status"},
    {"waitid", "", "ECHILD EINVAL", "kind status"},
    // A control group does what is asked for by a file of its own: not then. Who was not found, or
    // not asked to end, is killed.
    {"openat", "cgroup.", "", "notes status kind"},
    {"openat", "offspring-", "", "notes status kind"},
    {"write", "cgroup.", "", "notes status kind"},
    {"pread64", "cgroup.", "", "notes status kind"},
    {"getdents64", "", "", "notes status kind"},
    {"pidfd_open", "", "", "notes status kind"},
    {"rmdir", "", "", "notes"},
    // The reaper has no set, no memory or no thread: it waits for the next child to be adopted.
    {"epoll_create1", "", "", "notes"},
    {"epoll_ctl", "EPOLL_CTL_ADD", "", "notes"},
    {"mmap", "MAP_STACK", "", "notes"},
    {"mprotect", "", "", "notes"},
    {"clone", "CLONE_THREAD", "", "notes"},
    {"clone3", "", "", "notes"},
};

struct Fault
{
    Rule rule;
    Caller caller; // a thread that spawns makes the program's calls
    QString call; // as strace names it
    QString error;
    int number; // of its caller's calls of this name
    int rank; // of those that count
};

using Report = QJsonObject;

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

bool fits(const Rule &rule, const SystemCall &call)
{
    const auto isQts = [&] { return call.text.contains(u"<anon_inode:[eventfd]>,"); };
    return call.isCalled(QLatin1String(rule.call)) && call.text.contains(QLatin1String(rule.part))
        && !(call.name == u"read" && isQts()) && !call.text.contains(u"getpgid(-")
        && !call.text.contains(u"</etc/");
}

// Those that are about it: for a thread that spawns in the background, those of the program.
QList<Rule> rulesFor(const SystemCall &call)
{
    QList<Rule> result;
    const auto add = [&](Caller caller) {
        for (const Rule &rule : rules) {
            if (rule.caller == caller && fits(rule, call))
                result << rule;
        }
    };
    add(call.caller);
    if (result.isEmpty() && call.caller == Caller::Thread)
        add(Caller::Program);
    return result;
}

/// The scenario program under strace.
class FaultyRun
{
public:
    FaultyRun(const QString &name, Caller caller, const QString &log)
        : m_log(log)
    {
        const QString program = QStringLiteral(BINARY_DIR "/faultscenario");
        m_args = {u"-y"_s, u"-o"_s, log};
        // Calls are counted for each thread, and the program's own must not be the ones that fail:
        // its counters go past what a child reaches before it begins.
        m_command = {program, name};
        if (caller != Caller::Program) {
            m_args << u"-f"_s << u"--seccomp-bpf"_s;
            m_command = QStringList{QStringLiteral(TESTCHILD), u"rehearse"_s,
                                    QString::number(callsOfAChild), u"execute"_s}
                + m_command;
        }
    }

    void fail(const Fault &fault)
    {
        m_args << u"-e"_s << u"trace=getpgid,clone,clone3,execve,"_s + fault.call << u"-e"_s
               << u"inject=%1:error=%2:when=%3"_s.arg(fault.call, fault.error).arg(fault.number);
        if (fault.call == u"waitid" && fault.error != u"EINTR")
            m_command << u"--thief"_s;
    }

    /// Empty: it did not come to its end; whatItSaid() tells more.
    Report run()
    {
        QProcess process;
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        env.insert(u"QT_NO_GLIB"_s, u"1"_s); // which has a thread of its own
        env.insert(u"LC_ALL"_s, u"C"_s);
        process.setProcessEnvironment(env);
        process.start(u"strace"_s, m_args + m_command);
        if (!process.waitForFinished(msToHang)) {
            m_said = process.errorString() + u"; "_s;
            process.kill();
            process.waitForFinished();
        }
        m_said += QString::fromLocal8Bit(process.readAllStandardError());
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return {};
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    }
    QString whatItSaid() const { return m_said; }
    QList<SystemCall> calls() const { return SystemCalls(m_log).all(); }

private:
    const QString m_log;
    QStringList m_args;
    QStringList m_command;
    QString m_said;
};

QString text(const Report &report)
{
    return QString::fromUtf8(QJsonDocument(report).toJson(QJsonDocument::Compact));
}

bool isTidy(const Report &report)
{
    return report[u"grammar"].toString().isEmpty() && report[u"descriptors"].toArray().isEmpty()
        && report[u"children"].toArray().isEmpty()
        && !report[u"notes"].toArray().contains(u"stuck"_s);
}

bool mayRefuse(const Fault &fault)
{
    return fault.rule.stage != Stage::None && fault.error != u"EINTR";
}

// Most scenarios would not see what a child that is started all the same has to do without.
bool mustRefuse(const Fault &fault)
{
    return mayRefuse(fault) && !fault.rule.mayPass;
}

bool isRefusal(const QJsonObject &spawn, const Fault &fault)
{
    return mayRefuse(fault) && spawn[u"kind"] == int(Kind::NotStarted)
        && spawn[u"stage"] == int(fault.rule.stage)
        && spawn[u"errno"] == errorNumbers.value(fault.error);
}

// A second spawn that is refused is no trouble of the first one's.
bool isHonestRefusal(const Report &report, const Report &expected, const Fault &fault)
{
    Report first = report;
    const QJsonObject second = first.take(u"second").toObject();
    if (!second.isEmpty() && !isRefusal(second, fault))
        return false;
    if (isRefusal(first, fault))
        return first[u"notes"].toArray().isEmpty();
    return !second.isEmpty() && first == expected;
}

// Nothing else came than what would have come: but perhaps not all of one stream, the one that the
// error is about.
bool isAllButAnEnd(const QJsonObject &data, const QJsonObject &whole)
{
    int shorter = 0;
    for (auto it = whole.begin(); it != whole.end(); ++it) {
        const QString part = data[it.key()].toString();
        if (!it->toString().startsWith(part))
            return false;
        shorter += part.size() < it->toString().size();
    }
    for (const QString &key : data.keys()) {
        if (!whole.contains(key))
            return false;
    }
    return shorter <= 1;
}

bool isExcused(const Report &report, const Report &expected, const Excuse &excuse)
{
    const QStringList mayDiffer = words(excuse.mayDiffer);
    for (const QString &key : report.keys()) {
        if (report[key] != expected[key] && !mayDiffer.contains(key))
            return false;
    }
    const bool isUnknown = report[u"kind"] == int(Kind::StatusUnknown);
    return report[u"kind"] != int(Kind::NotStarted) && (!isUnknown || excuse.call == "waitid"sv)
        && isAllButAnEnd(report[u"data"].toObject(), expected[u"data"].toObject());
}

bool isExcused(const Report &report, const Report &expected, const Fault &fault,
               const SystemCall &call)
{
    return std::any_of(excuses.begin(), excuses.end(), [&](const Excuse &excuse) {
        const QStringList errors = words(excuse.errors);
        return call.isCalled(QLatin1String(excuse.call))
            && call.text.contains(QLatin1String(excuse.part))
            && (errors.isEmpty() || errors.contains(fault.error))
            && isExcused(report, expected, excuse);
    });
}

/// All faults of one scenario, two at a time.
class Trial
{
public:
    explicit Trial(const QString &scenario)
        : m_scenario(scenario)
    { }

    /// Empty: the scenario ran, and its calls are known: those that it makes every time.
    QString prepare()
    {
        Plan common;
        for (int recording = 0; recording < recordings; ++recording) {
            Plan plan;
            for (const Caller caller : {Caller::Program, Caller::Child}) {
                const QString trouble = record(caller, plan);
                if (!trouble.isEmpty())
                    return trouble;
            }
            if (recording == 0)
                common = plan;
            common.removeIf([&](auto fault) { return !plan.contains(fault.key()); });
        }
        m_faults = common.values();
        return {};
    }

    void run()
    {
        std::atomic<qsizetype> next = 0;
        const auto work = [&](int worker) {
            for (qsizetype i = next++; i < m_faults.size(); i = next++)
                tryOut(m_faults[i], m_directory.filePath(QString::number(worker)));
        };
        std::thread other(work, 1);
        work(0);
        other.join();
    }

    int faults() const { return int(m_faults.size()); }

    struct Tally
    {
        std::atomic<int> unharmed = 0; // all went as without the fault
        std::atomic<int> refused = 0; // the spawn, with the stage and the error
        std::atomic<int> excused = 0;
        std::atomic<int> missed = 0; // the call was not made
        int survived() const { return unharmed + refused + excused; }
    };
    Tally tally;

private:
    using Plan = QMap<QString, Fault>;

    QString record(Caller caller, Plan &plan)
    {
        FaultyRun run(m_scenario, caller, m_directory.filePath(u"plan"_s));
        const Report report = run.run();
        const QList<SystemCall> calls = run.calls();
        if (calls.isEmpty())
            return u"not traced: "_s + run.whatItSaid();
        if (report.isEmpty() || !isTidy(report) || !report[u"notes"].toArray().isEmpty())
            return u"fails by itself: "_s + text(report) + run.whatItSaid();
        if (!m_expected.isEmpty() && report != m_expected)
            return u"not always the same: "_s + text(report) + text(m_expected);
        m_expected = report;
        for (const SystemCall &call : calls) {
            const bool isPrograms = call.caller == Caller::Program;
            if (isPrograms == (caller == Caller::Program)
                && (isPrograms || call.number <= callsOfAChild) && !isOneOfMany(call)
                && !isNotTheThreadsAlone(call)) {
                add(call, plan);
            }
        }
        return {};
    }

    // Those of a thread that spawns are counted from its beginning: what the program's loader, or a
    // child, makes as well would fail there too.
    static bool isNotTheThreadsAlone(const SystemCall &call)
    {
        const QStringList others = {u"mmap"_s, u"mmap2"_s, u"mprotect"_s, u"prlimit64"_s};
        return call.caller == Caller::Thread && others.contains(call.name);
    }

    // The child resets each signal in turn. OFFSPRING_TEST_LONG: all of them fail, not each tenth.
    static bool isOneOfMany(const SystemCall &call)
    {
        static const bool isLong = qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG");
        return call.name == u"rt_sigaction" && call.number % 10 != 1 && !isLong;
    }

    static void add(const SystemCall &call, Plan &plan)
    {
        for (const Rule &rule : rulesFor(call)) {
            for (const QString &error : words(rule.errors)) {
                const QString key =
                    u"%1 %2 %3 %4"_s.arg(int(call.caller)).arg(call.name, error).arg(call.rank);
                if (!plan.contains(key))
                    plan.insert(key, {rule, call.caller, call.name, error, call.number, call.rank});
            }
        }
    }

    // Which call is the nth depends a little on when what is ready: so the one that failed is
    // judged, and where none did it is tried again, with the number that it had this time.
    void tryOut(Fault fault, const QString &log)
    {
        for (int attempt = 0; attempt < attempts; ++attempt) {
            FaultyRun run(m_scenario, fault.caller, log);
            run.fail(fault);
            const Report report = run.run();
            const QList<SystemCall> calls = run.calls();
            for (const SystemCall &call : calls) {
                if (!call.isInjected() || call.name != fault.call || isNotTheThreadsAlone(call))
                    continue;
                for (const Rule &rule : rulesFor(call)) {
                    if (words(rule.errors).contains(fault.error)) {
                        fault.rule = rule;
                        return judge(report, fault, call, run.whatItSaid());
                    }
                }
            }
            if (report.isEmpty())
                return judge(report, fault, {}, run.whatItSaid());
            for (const SystemCall &call : calls) {
                if (call.caller == fault.caller && call.name == fault.call
                    && call.rank == fault.rank)
                    fault.number = call.number;
            }
        }
        ++tally.missed;
        qInfo("missed: %s from call %d of %s", qPrintable(fault.error), fault.number,
              qPrintable(fault.call));
    }

    void judge(const Report &report, const Fault &fault, const SystemCall &call,
               const QString &said)
    {
        const bool isSound = !report.isEmpty() && isTidy(report);
        const bool mayPass = isSound && !mustRefuse(fault);
        if (isSound && isHonestRefusal(report, m_expected, fault))
            ++tally.refused;
        else if (mayPass && report == m_expected)
            ++tally.unharmed;
        else if (mayPass && isExcused(report, m_expected, fault, call))
            ++tally.excused;
        else
            qWarning("%s from call %d of %s: %s\n    %s\n    %s", qPrintable(fault.error),
                     fault.number, qPrintable(fault.call), qPrintable(call.text),
                     qPrintable(text(report)), qPrintable(said));
    }

    const QString m_scenario;
    const QTemporaryDir m_directory;
    Report m_expected;
    QList<Fault> m_faults;
};

} // namespace

class tst_Faults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("OFFSPRING_TEST_CHILD", m_child.path().toLocal8Bit()); }
    void everySystemCallMayFailOnce_data();
    void everySystemCallMayFailOnce();
    void cleanupTestCase();

private:
    const PublicChild m_child;
    int m_faults = 0;
    int m_survived = 0;
};

void tst_Faults::everySystemCallMayFailOnce_data()
{
    QTest::addColumn<bool>("needsRoot");
    QTest::newRow("pipes") << false;
    QTest::newRow("pipes-notifiers") << false;
    QTest::newRow("no-stdin") << false;
    QTest::newRow("broken-pipe") << false;
    QTest::newRow("flood") << false;
    QTest::newRow("flood-notifiers") << false;
    QTest::newRow("streamed") << false;
    QTest::newRow("terminal") << false;
    QTest::newRow("terminal-notifiers") << false;
    QTest::newRow("paused") << false;
    QTest::newRow("paused-notifiers") << false;
    QTest::newRow("held") << false;
    QTest::newRow("held-notifiers") << false;
    QTest::newRow("device") << false;
    QTest::newRow("device-notifiers") << false;
    QTest::newRow("waits") << false;
    QTest::newRow("waits-on-terminal") << false;
    QTest::newRow("fifo") << false;
    QTest::newRow("fifo-notifiers") << false;
    QTest::newRow("no-program") << false;
    QTest::newRow("no-program-on-path") << false;
    QTest::newRow("everything") << false;
    QTest::newRow("identity") << true;
    QTest::newRow("user-database") << true;
    QTest::newRow("signal") << false;
    QTest::newRow("stop") << false;
    QTest::newRow("abandoned") << false;
    QTest::newRow("killed") << false;
    QTest::newRow("capture") << false;
    QTest::newRow("conversation") << false;
    QTest::newRow("pipes-background") << false;
    QTest::newRow("terminal-background") << false;
    QTest::newRow("fifo-background") << false;
    QTest::newRow("no-program-background") << false;
    QTest::newRow("everything-background") << false;
    QTest::newRow("identity-background") << true;
    QTest::newRow("control-group") << false;
    QTest::newRow("control-group-notifiers") << false;
    QTest::newRow("pipeline") << false;
    QTest::newRow("pipeline-refused") << false;
}

void tst_Faults::everySystemCallMayFailOnce()
{
    SKIP_ON_POSIX("the table of the calls that may fail is of those of Linux");
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer makes calls of its own, and ends the program when one fails");
#endif
    QFETCH(const bool, needsRoot);
    if (needsRoot && geteuid() != 0)
        QSKIP("needs root");
    Trial trial(QString::fromLatin1(QTest::currentDataTag()));
    const QString trouble = trial.prepare();
    if (trouble.startsWith(u"not traced"))
        QSKIP(qPrintable(trouble));
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    trial.run();
    const Trial::Tally &tally = trial.tally;
    qInfo("%d faults, %d survived: %d unharmed, %d refused, %d excused; %d missed", trial.faults(),
          tally.survived(), int(tally.unharmed), int(tally.refused), int(tally.excused),
          int(tally.missed));
    m_faults += trial.faults();
    m_survived += tally.survived();
    QVERIFY(tally.missed <= trial.faults() / 50);
    QCOMPARE(tally.survived() + tally.missed, trial.faults());
}

void tst_Faults::cleanupTestCase()
{
    qInfo("%d faults, %d survived", m_faults, m_survived);
}

QTEST_GUILESS_MAIN(tst_Faults)
#include "tst_faults.moc"
