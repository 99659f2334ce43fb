// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_REACTOR_H
#define OFFSPRING_REACTOR_H

#include <offspring/offspringglobal.h>
#include <offspring/processprotocol.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <memory>

namespace Offspring {

class ProcessTransport;
class ReactorPrivate;
struct Command;

/// Spawns children, and serves them from the event loop of its thread: Twisted's IReactorProcess.
///
/// \code
/// QCoreApplication app(argc, argv);
/// WordCount wordCount;
/// Offspring::Reactor::instance()->spawnProcess(&wordCount, QStringLiteral("wc"));
/// return app.exec();
/// \endcode
///
/// demo/examples/wordcount.cpp is a whole program, with its ProcessProtocol.
///
/// Needs no signal handler and changes none. It may be made, and may spawn, before the application
/// object exists or before the thread's loop runs: the callbacks come when it does. A loop that
/// ends and runs again goes on where it was, also with the new dispatcher of a QThread that is
/// started again or of a second application object. It may be moved to another thread while it has
/// no children, nor descendants of them in control groups. Destroying it destroys its transports,
/// without waiting for any child.
///
/// In a forked copy of the program (fork(2), daemon(3)) the copies of its transports do nothing:
/// the children, and what they write, belong to the process that spawned them. The copy of the
/// reactor itself may spawn children of the copy's own.
///
/// \since 0.1
class OFFSPRING_EXPORT Reactor : public QObject
{
    Q_OBJECT

public:
    /// How descriptors are watched; all promises hold for each.
    enum class Watching {
        Automatic, ///< SharedSet where the kernel has one
        NotifierPerDescriptor, ///< a QSocketNotifier for each: portable, fine for a few children
        SharedSet, ///< the kernel's event set: an event's cost does not grow with the children
        SharedEpoll Q_DECL_ENUMERATOR_DEPRECATED_X("Use SharedSet") = SharedSet
    };
    Q_ENUM(Watching)

    /// Where children are made. \since 0.2
    enum class Spawning {
        InThisThread, ///< by spawnProcess() itself, which takes as long as that
        InBackground ///< by a thread of the library; see setSpawning()
    };
    Q_ENUM(Spawning)

    /// For the thread that it is made in, with Watching::Automatic.
    explicit Reactor(QObject *parent = nullptr);
    /// The same, with a way of watching.
    explicit Reactor(Watching watching, QObject *parent = nullptr);
    /// Destroys its transports, each as if it were deleted alone.
    ~Reactor() override;

    /// The calling thread's own reactor. Made on first use; it ends with the thread, in the main
    /// thread with the application object, and at the latest when the program calls exit(3) or
    /// returns from main() in that thread. Anybody may delete it, in a callback too: the next call
    /// makes a new one.
    static Reactor *instance();

    /// Starts \a executable and returns its transport: never null, save when called in another
    /// thread than the reactor's, which is a warning in the log. Every mistake and every failure is
    /// told by one processEnded, from the loop, with ExitReason::Kind::NotStarted;
    /// ProcessTransport::exitReason() knows it at once, save what only a spawn in the background
    /// finds out. Nothing is left open then.
    ///
    /// - An empty executable, a NUL byte, an environment name that is empty or has '=' after its
    ///   first byte, a direction that is neither 'r' nor 'w', a sameAs() of nothing, a file's mode
    ///   that QFile would refuse, a size, umask or niceness out of range: Arguments, EINVAL.
    /// - A childFD that is negative or beyond the limit, a parent's fd that is not open:
    ///   FileDescriptors, EBADF. A file that does not open: FileDescriptors and its errno. No
    ///   descriptors left: FileDescriptors, or Terminal, EMFILE or ENFILE. No terminal to be had:
    ///   Terminal and the errno of openpty(3).
    /// - No process to be had: Fork, EAGAIN or ENOMEM. A path that cannot be entered: Directory. A
    ///   limit, niceness, death signal or control group that the kernel refuses: Setup and its
    ///   errno. No privilege: Identity, EPERM.
    /// - Not on PATH: Exec, ENOENT, or EACCES if a candidate gave that. The search goes on after an
    ///   entry that gives ENOENT, ENOTDIR, EACCES, EPERM, ENAMETOOLONG, ELOOP, ESTALE, ENODEV or
    ///   ETIMEDOUT; where none gave EACCES, ENOENT or ENOTDIR, the first of the others is told.
    ///   Else Exec and the errno of execve(2): ENOENT, EACCES, ENOEXEC, E2BIG … A script without
    ///   "#!" is not given to a shell.
    ///
    /// \a args is the whole argv, args[0] included; empty: {executable}. An args[0] that begins
    /// with '-' looks like a first argument whose caller forgot args[0]: the program runs all the
    /// same, and a warning in the logging category "offspring" says so. There is none for \a
    /// executable itself, nor for '-' and its base name, which is how a login shell is started:
    /// "bash", {"-bash"}.
    ///
    /// An \a executable without '/' is looked up on the PATH of the environment *given to the
    /// child* (the first, if it has several), else on /bin:/usr/bin; empty and relative entries are
    /// skipped. One with '/' is taken relative to SpawnOptions::path. Strings travel as UTF-8; one
    /// that is no valid UTF-16 (it has half of a surrogate pair) is refused: Arguments, EILSEQ.
    ///
    /// The call takes as long as the child's chdir(2) and execve(2), unless setSpawning() says
    /// otherwise.
    ///
    /// \a protocol stays the caller's, and may be null. One that is in use, or that lives in
    /// another thread, is refused (Arguments, EBUSY and EINVAL) and does not hear of it.
    ProcessTransport *spawnProcess(ProcessProtocol *protocol, const QString &executable,
                                   const QStringList &args = {}, const SpawnOptions &options = {});
    /// The same; \a protocol is deleted after its processEnded, or with the transport. One with a
    /// QObject parent is refused.
    ProcessTransport *spawnProcess(std::unique_ptr<ProcessProtocol> protocol,
                                   const QString &executable, const QStringList &args = {},
                                   const SpawnOptions &options = {});
    /// Without a protocol: the transport's signals tell (include <offspring/processtransport.h>).
    /// What nobody listens to is read and dropped.
    ProcessTransport *spawnProcess(const QString &executable, const QStringList &args = {},
                                   const SpawnOptions &options = {});

    /// The three with a command as one value (include <offspring/command.h>): the arguments do not
    /// begin with argv[0], and the child gets this program's environment unless the command says
    /// otherwise. \since 0.2
    ProcessTransport *spawnProcess(ProcessProtocol *protocol, const Command &command);
    /// The same; \a protocol is deleted after its processEnded, or with the transport. \since 0.2
    ProcessTransport *spawnProcess(std::unique_ptr<ProcessProtocol> protocol,
                                   const Command &command);
    /// The same without a protocol: the transport's signals tell. \since 0.2
    ProcessTransport *spawnProcess(const Command &command);

    /// Whether SpawnOptions::newControlGroup would work, now: this program may be put into another
    /// group at any time. Makes one and removes it. \since 0.2
    static bool hasControlGroups();

    /// Where the children of the calls from now on are made; at first InThisThread.
    ///
    /// In the background spawnProcess() returns after some microseconds, however long the child's
    /// set-up takes: a program on a file server that does not answer, or hundreds of children at
    /// once, do not stop the loop. A thread of the library makes the child meanwhile; there are as
    /// many of them as processors, and more, up to 16, while one has waited for 100 ms. Where no
    /// thread can be had, and while the program calls exit(3), this one spawns.
    ///
    /// \code
    /// reactor->setSpawning(Reactor::Spawning::InBackground);
    /// \endcode
    /// \code
    /// ProcessTransport *const child = reactor->spawnProcess(u"cat"_s);
    /// child->write(QByteArray::number(qulonglong(i)) + ' '); // sent when it has started
    /// child->closeStdin();
    /// \endcode
    ///
    /// demo/examples/background.cpp is a whole program.
    ///
    /// Every promise holds as it does in this thread. What belongs to the call is taken there: the
    /// options, the environment, the working directory, the terminal, and the parent's descriptors
    /// that are named, which may be closed as soon as the call has returned. What belongs to the
    /// start is as it is then: the umask, the niceness, the processors and the namespaces that the
    /// child inherits, its user's limits, the files that ChildFD::file() names.
    ///
    /// Until connectionMade:
    /// - ProcessTransport::pid() is 0 and exitReason() empty, unless the options were a mistake.
    ///   Whatever else is wrong is told by processEnded alone.
    /// - Writes, closes, pauses, sources, devices, sizes and times take effect when the child is
    ///   there. So do signals, in their order; signalProcess() says only whether there is such a
    ///   signal. A ChildDevice may wait for the child.
    /// - ProcessTransport::stop() ends it at once, whatever the spawn hangs in: it is NotStarted
    ///   with ECANCELED, and no program is executed any more.
    /// - Deleting the transport or the reactor does the same, unless SpawnOptions::whenAbandoned is
    ///   Abandonment::Leave: then the child still starts, and goes on alone.
    ///
    /// A thread that spawns stands still in vfork(2), as the caller does otherwise: what libc does
    /// in each thread of the program, setuid(2) for one, waits for it. In a program that lacks one
    /// of the descriptors 0, 1 and 2 it may have one of that number for a moment.
    ///
    /// When the program calls exit(3) or returns from main(), what has not started does not start
    /// any more; what was left, and what was just given up, is waited for, for a second at most.
    /// SpawnOptions::parentDeathSignal comes with the program's death, not the calling thread's.
    ///
    /// \since 0.2
    void setSpawning(Spawning spawning);
    /// What setSpawning() has said last. \since 0.2
    Spawning spawning() const;

    /// Children spawned, and not yet ended.
    int processCount() const;

private:
    const std::unique_ptr<ReactorPrivate> d;
};

/// So that it may be written as the other enumerations are: Spawning::InBackground. \since 0.2
using Spawning = Reactor::Spawning;

} // namespace Offspring

#endif // OFFSPRING_REACTOR_H
