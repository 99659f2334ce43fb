// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PIPELINE_H
#define OFFSPRING_PIPELINE_H

#include <offspring/command.h>
#include <offspring/exitreason.h>
#include <offspring/offspringglobal.h>
#include <offspring/processoutput.h>
#include <offspring/processtransport.h>

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>
#include <QtCore/QFuture>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <memory>

QT_BEGIN_NAMESPACE
class QDebug;
class QIODevice;
QT_END_NAMESPACE

namespace Offspring {

class PipelinePrivate;

/// Commands in a row, each of which reads what the one before it writes:
///
/// \code
/// Command{u"seq"_s, {u"1"_s, u"100000"_s}} | Command{u"grep"_s, {u"7"_s}}
///     | Command{u"wc"_s, {u"-l"_s}}
/// \endcode
///
/// A list stands for what it holds, on either side. \since 0.2
OFFSPRING_EXPORT QList<Command> operator|(const Command &first, const Command &second);
/// The same with a list first. \since 0.2
OFFSPRING_EXPORT QList<Command> operator|(const QList<Command> &first, const Command &second);
/// The same with a list second. \since 0.2
OFFSPRING_EXPORT QList<Command> operator|(const Command &first, const QList<Command> &second);
/// The same with two lists. \since 0.2
OFFSPRING_EXPORT QList<Command> operator|(const QList<Command> &first,
                                          const QList<Command> &second);

/// How the commands of a pipeline ended, judged as bash does with "set -o pipefail", save that who
/// dies because nobody reads any more has not failed. \since 0.2
struct OFFSPRING_EXPORT PipelineReason
{
    Q_GADGET
    Q_PROPERTY(QList<Offspring::ExitReason> reasons MEMBER reasons CONSTANT)
    Q_PROPERTY(QStringList programs MEMBER programs CONSTANT)
    Q_PROPERTY(bool isSuccess READ isSuccess CONSTANT)
    Q_PROPERTY(int failedIndex READ failedIndex CONSTANT)

public:
    /// One for each command, in their order. When one could not be started, those that had not been
    /// spawned by then are NotStarted too, with ECANCELED.
    QList<ExitReason> reasons = {};
    /// Command::program of each.
    QStringList programs = {};

    /// There are commands, and none has failed. Success is exit code 0; death by SIGPIPE is too,
    /// when everything after it succeeded: "yes | head -1". Not for the last command.
    bool isSuccess() const;
    /// Which command has failed: the one that could not be started, else the last that failed.
    /// -1: none.
    int failedIndex() const;
    /// A few words, translated as ExitReason's are: "grep (2 of 3): exited with code 1".
    Q_INVOKABLE QString toString() const;

    /// Equal when every member is.
    friend bool operator==(const PipelineReason &a, const PipelineReason &b)
    {
        return a.reasons == b.reasons && a.programs == b.programs;
    }
    /// Not equal.
    friend bool operator!=(const PipelineReason &a, const PipelineReason &b) { return !(a == b); }

    /// What toString() says.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const PipelineReason &reason);
};

/// Runs commands that are joined by pipes; their bytes go from child to child, and never pass
/// through this program. This program talks to the first one's stdin, and receives the last
/// one's stdout and what each writes to its stderr.
///
/// \code
/// Pipeline pipeline(Command{u"grep"_s, {u"7"_s}} | Command{u"wc"_s, {u"-l"_s}});
/// QObject::connect(&pipeline, &Pipeline::outputReceived, &app,
///                  [](const QByteArray &count) { QTextStream(stdout) << count; });
/// QObject::connect(&pipeline, &Pipeline::ended, &app, [&](const PipelineReason &reason) {
///     QTextStream(stdout) << reason.toString() << '\n';
///     app.exit(reason.isSuccess() ? 0 : 1);
/// });
/// pipeline.start();
/// pipeline.streamFrom(&file); // open, and here until the end
/// \endcode
///
/// demo/examples/filter.cpp is a whole program. capturePipeline() and runPipeline() are for who
/// only wants to have the output.
///
/// Each command runs as it says, with these additions. What its options do not name of the fds 0, 1
/// and 2 is here: the joining pipes (ChildFD::pipe()), else a stream of ours, even when they name
/// others. The first one's 0 and the last one's 1 may be anything: a file, null(), a descriptor of
/// the program's. 2 may be too; ChildFD::sameAs(1) sends it into the pipe. Each leads a process
/// group. Naming fd 0 of a later or fd 1 of an earlier command, or usePTY, is a mistake: then none
/// is started, and that one's reason is NotStarted, Arguments, EINVAL.
///
/// The children are spawned in the background (Reactor::setSpawning()), and so at the same time.
/// The pipes stay open here until all have started: nobody meets the end of one whose other command
/// cannot be started, and takes that for all. They belong to the Reactor::instance() of this
/// object's thread, in which start() must be called, and where everything may be called, in its
/// signals too, event loops included; deleting the pipeline there as well. Deleting it ends the
/// signals, and what becomes of the children that live is as each one's SpawnOptions::whenAbandoned
/// says. It may be moved to another thread before start().
///
/// \since 0.2
class OFFSPRING_EXPORT Pipeline : public QObject
{
    Q_OBJECT

public:
    /// For \a commands, from the first, whose stdin is write()'s, to the last. start() runs them.
    explicit Pipeline(const QList<Command> &commands, QObject *parent = nullptr);
    /// Ends the signals; what becomes of children that live says each one's whenAbandoned.
    ~Pipeline() override;

    /// Spawns all commands. Whatever happens, one ended() follows, from the event loop. When one
    /// cannot be started, those that run are killed, with their groups, those that do not run yet
    /// are NotStarted, ECANCELED, and started() is not emitted. A second call does nothing.
    void start();
    /// The child of a command, for all that is not here: other fds, signals, water marks. Null
    /// before start(), when it was never spawned, and some time after its end. Until started() its
    /// readers are paused, and then they go on. One that is deleted has ended: StatusUnknown.
    ProcessTransport *transport(int index) const;

    /// ProcessTransport::write() to the first one's stdin; from start() on. False: there is none
    /// that can be written to, or no more.
    bool write(const QByteArray &data);
    /// ProcessTransport::streamToChild(), in the same way: \a source is sent to its end, and then
    /// the input closed.
    bool streamFrom(QIODevice *source);
    /// The first one meets the end of its stdin after what was written.
    void closeInput();

    /// The last one's stdout is not read until resume(): it blocks when the pipe is full, then the
    /// one before it, and so on up to the first, whose bytesToWrite() grow. Before start() too. The
    /// end waits meanwhile.
    void pause();
    /// The last one's stdout is read again.
    void resume();

    /// stopWithin(ProcessTransport::defaultGrace).
    void stop();
    /// ProcessTransport::stopWithin() for all of them, and their groups. Before started() those
    /// that do not run yet are NotStarted, ECANCELED, and started() is not emitted. Nothing before
    /// start() and after the end.
    void stopWithin(std::chrono::milliseconds grace);

Q_SIGNALS:
    /// All commands run. Once, before any data.
    void started(QPrivateSignal);
    /// The last one's stdout, never empty.
    void outputReceived(const QByteArray &data, QPrivateSignal);
    /// The stderr of the command \a index, never empty.
    void errorReceived(int index, const QByteArray &data, QPrivateSignal);
    /// Every command has exited and every stream of ours is closed, or could not be started. Once,
    /// and last.
    void ended(const Offspring::PipelineReason &reason, QPrivateSignal);

private:
    friend class PipelinePrivate;
    const std::unique_ptr<PipelinePrivate> d;
};

/// All that a pipeline wrote, and how it ended. From demo/examples/pipeline.cpp:
///
/// \code
/// QTextStream(stdout) << output.out << output.toString() << '\n';
/// return output.isSuccess() ? 0 : 1;
/// \endcode
///
/// \since 0.2
struct OFFSPRING_EXPORT PipelineOutput
{
    Q_GADGET
    Q_PROPERTY(QByteArray out MEMBER out CONSTANT)
    Q_PROPERTY(QByteArrayList errs MEMBER errs CONSTANT)
    Q_PROPERTY(Offspring::PipelineReason reason MEMBER reason CONSTANT)
    Q_PROPERTY(Offspring::ProcessOutput::Failure failure MEMBER failure CONSTANT)
    Q_PROPERTY(bool wasInactive MEMBER wasInactive CONSTANT)

public:
    /// What went wrong besides the children's own ends.
    using Failure = ProcessOutput::Failure;

    /// The last one's stdout.
    QByteArray out = {};
    /// The stderr of each, by its index; empty where the options send it elsewhere.
    QByteArrayList errs = {};
    /// How the commands ended; after TimedOut and TooMuchOutput they were stopped.
    PipelineReason reason = {};
    /// As ProcessOutput::failure, of the whole. NotStarted: one of them was not.
    Failure failure = Failure::None;
    /// TimedOut: CaptureOptions::inactivityTimeout was over, not timeout.
    bool wasInactive = false;

    /// Every command succeeded, PipelineReason::isSuccess(), and no limit was passed.
    Q_INVOKABLE bool isSuccess() const;
    /// A few words, for a log or a dialog: "timed out (cat (1 of 2): ended by SIGTERM)".
    Q_INVOKABLE QString toString() const;

    /// The sizes, the failure and the reason, because the output may be long or a secret.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const PipelineOutput &output);
};

/// captureProcess() for a pipeline:
///
/// \code
/// const PipelineOutput output =
///     runPipeline(Command{u"seq"_s, {u"1"_s, u"100000"_s}} | Command{u"grep"_s, {u"7"_s}}
///                 | Command{u"wc"_s, {u"-l"_s}});
/// QTextStream(stdout) << output.out << output.toString() << '\n';
/// return output.isSuccess() ? 0 : 1;
/// \endcode
///
/// demo/examples/pipeline.cpp is a whole program. CaptureOptions, what ends it and when it comes
/// are as for captureProcess(), with the whole in place of the child: stdinBytes are for the first,
/// which else has /dev/null; maximumBytes and inactivityTimeout count the last one's stdout and
/// every stderr; errortoo sends each one's stderr where its stdout goes; a limit stops all, with
/// their groups. \since 0.2
OFFSPRING_EXPORT QFuture<PipelineOutput> capturePipeline(const QList<Command> &commands,
                                                         const CaptureOptions &options = {});

/// runProcess() for a pipeline: it blocks, in any thread. \since 0.2
OFFSPRING_EXPORT PipelineOutput runPipeline(const QList<Command> &commands,
                                            const CaptureOptions &options = {});

} // namespace Offspring

#endif // OFFSPRING_PIPELINE_H
