// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PROCESSOUTPUT_H
#define OFFSPRING_PROCESSOUTPUT_H

#include <offspring/command.h>
#include <offspring/exitreason.h>
#include <offspring/offspringglobal.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QByteArray>
#ifndef QT_NO_EXCEPTIONS
#    include <QtCore/QException>
#    include <QtCore/QFuture>
#endif
#include <QtCore/QMetaType>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <optional>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

namespace Offspring {

/// What a child that is captured is given, and its limits. From demo/examples/capture.cpp:
///
/// \code
/// runProcess(command, {.maximumBytes = 1 << 20, .timeout = 10s})
/// \endcode
///
/// \since 0.1
struct CaptureOptions
{
    /// stderr goes where stdout goes, in the order in which the child writes. For
    /// getProcessOutput() in the order of arrival; false there: any byte on stderr fails the
    /// future.
    bool errortoo = false;
    /// Written to the child's stdin, which is then closed; an empty array counts. Unset: stdin is
    /// /dev/null. For the getProcess… helpers it stays open and silent then, so a child that reads
    /// it waits.
    std::optional<QByteArray> stdinBytes = {};
    /// The most that stdout and stderr may give together, in bytes. -1: no limit.
    qint64 maximumBytes = -1;
    /// How long the child may take, counted from the call. Unset: for ever. When it has not even
    /// started by then, reason is NotStarted, ECANCELED, and failure all the same TimedOut.
    std::optional<std::chrono::milliseconds> timeout = {};
    /// How long nothing may come from the child's stdout and stderr, counted from its start and
    /// anew from each byte, its descendants' included. Unset: for ever. \since 0.2
    std::optional<std::chrono::milliseconds> inactivityTimeout = {};
    /// How long a child that has passed a limit, or was cancelled, gets between SIGTERM and
    /// SIGKILL: ProcessTransport::stopWithin(). \since 0.2
    std::chrono::milliseconds grace{5000};
};

/// All that a child wrote, and how it ended. From demo/examples/capture.cpp:
///
/// \code
/// if (!output.isSuccess())
///     QTextStream(stderr) << command.toString() << u": "_s << output.toString() << u'\n';
/// \endcode
///
/// \since 0.1
struct OFFSPRING_EXPORT ProcessOutput
{
    Q_GADGET
    Q_PROPERTY(QByteArray out MEMBER out CONSTANT)
    Q_PROPERTY(QByteArray err MEMBER err CONSTANT)
    Q_PROPERTY(Offspring::ExitReason reason MEMBER reason CONSTANT)
    Q_PROPERTY(Offspring::ProcessOutput::Failure failure MEMBER failure CONSTANT)
    Q_PROPERTY(bool wasInactive MEMBER wasInactive CONSTANT)

public:
    /// What went wrong besides the child's own end, which reason tells. \since 0.2
    enum class Failure {
        None, ///< it ended by itself
        NotStarted, ///< reason.error() has the stage and the errno
        TimedOut, ///< one of the two times of CaptureOptions was over; wasInactive says which
        TooMuchOutput ///< more than CaptureOptions::maximumBytes
    };
    Q_ENUM(Failure)

    /// What came from stdout, up to CaptureOptions::maximumBytes, after a failure too.
    QByteArray out = {};
    /// The same from stderr; empty with CaptureOptions::errortoo.
    QByteArray err = {};
    /// How the child ended; after TimedOut and TooMuchOutput it was stopped. StatusUnknown also for
    /// one that nobody was permitted to stop: it goes on, and is not waited for.
    ExitReason reason = {};
    /// What went wrong besides the child's own end. \since 0.2
    Failure failure = Failure::None;
    /// TimedOut: CaptureOptions::inactivityTimeout was over, not timeout. \since 0.2
    bool wasInactive = false;

    /// It was started, exited with code 0, and passed no limit. \since 0.2
    Q_INVOKABLE bool isSuccess() const;
    /// A few words, for a log or a dialog: "exited with code 3", "timed out (ended by SIGTERM)",
    /// "timed out without output (…)", "wrote too much (…)"; of a child that was not started what
    /// failed, and what the C library says of the errno. \since 0.2
    Q_INVOKABLE QString toString() const;

    /// The sizes, the failure and the reason, because the output may be long or a secret.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const ProcessOutput &output);
};

// From here on with exceptions only: in a program compiled with -fno-exceptions (as KDE's are), the
// rest of this header is not there.
#ifndef QT_NO_EXCEPTIONS

/// The exception of a future that failed; see getProcessOutput().
///
/// \code
/// .onFailed([](const ProcessError &error) {
///     QTextStream(stderr) << error.what() << '\n';
///     QCoreApplication::exit(1);
/// });
/// \endcode
///
/// demo/examples/trueandfalse.cpp is a whole program. Not declared in a program that is compiled
/// without exceptions. \since 0.1
class OFFSPRING_EXPORT ProcessError : public QException
{
    Q_GADGET

public:
    /// Why a future failed.
    enum class Cause {
        NotStarted, ///< output().reason.error() says why
        Terminated, ///< getProcessValue(): a signal, so there is no exit code
        StatusUnknown, ///< getProcessValue(): see ExitReason::Kind
        UnexpectedErrorOutput, ///< getProcessOutput(): output().err holds it
        TimedOut, ///< one of the two times of CaptureOptions was over
        TooMuchOutput ///< more than CaptureOptions::maximumBytes
    };
    Q_ENUM(Cause)

    /// For \a cause, with what came until then.
    ProcessError(Cause cause, const ProcessOutput &output);
    ~ProcessError() override;

    /// Why the future failed.
    Cause cause() const { return m_cause; }
    /// What came until then.
    ProcessOutput output() const { return m_output; }
    /// A few English words, which live as long as the exception.
    const char *what() const noexcept override;

    /// Throws a copy, as QException says.
    void raise() const override;
    /// A copy, which the caller owns.
    ProcessError *clone() const override;

private:
    Cause m_cause;
    ProcessOutput m_output;
    QByteArray m_what;
};

/// All of stdout; the exit code does not matter. Fails with a ProcessError: NotStarted,
/// UnexpectedErrorOutput, TimedOut, TooMuchOutput.
///
/// One of Twisted's utils, whose failures are exceptions; captureProcess() has them as values, and
/// the rules of a command line: no open stdin, the environment inherited. One child, run by the
/// calling thread's Reactor::instance(), one future. From demo/examples/trueandfalse.cpp:
///
/// \code
/// getProcessValue(QStringLiteral("true"))
///     .then([](int value) {
///         QTextStream(stdout) << "true: " << value << '\n';
///         return getProcessValue(QStringLiteral("false"));
///     })
///     .unwrap()
///     .then([](int value) {
///         QTextStream(stdout) << "false: " << value << '\n';
///         QCoreApplication::exit(0);
///     })
///     .onCanceled([] { QCoreApplication::exit(1); })
///     .onFailed([](const ProcessError &error) {
///         QTextStream(stderr) << error.what() << '\n';
///         QCoreApplication::exit(1);
///     });
/// \endcode
///
/// args leave out argv[0]: it is the executable. A Command inherits the environment, all else has
/// the environment of its options, empty by default. In the options 0, 1, 2 and the pseudo-terminal
/// are the helper's own; other keys of childFDs are passed on. The future finishes at processEnded,
/// so a descendant that holds stdout delays it. When the child takes too long, writes too much or
/// the future is cancelled, it is stopped (ProcessTransport::stop()) and, once it has exited, our
/// ends are closed, whoever holds them, after what is in the kernel has been read. A cancelled
/// future is finished, without a result, when the child has ended. Destroying the reactor cancels.
///
/// A child that had exited, with nobody left who holds its streams, has not taken too long, even if
/// the event loop was too busy to hear of it in time. A child that may not be signalled is not
/// waited for: the future finishes, with StatusUnknown as the reason, our ends are closed, and the
/// child goes on; it is reaped when it ends.
///
/// Do not wait for one of these futures in the thread that called: nothing serves the child
/// meanwhile. Cancelling the future that then() returned does not reach the child: cancel this one.
/// Qt hands an exception to .onFailed(); without it, result() throws. In Qt 6.4 an .onFailed() that
/// is attached to a future which is then cancelled crashes, unless an .onCanceled() stands before
/// it: write .then(…).onCanceled(…).onFailed(…), because leaving the program cancels too.
///
/// \since 0.1
OFFSPRING_EXPORT QFuture<QByteArray> getProcessOutput(const QString &executable,
                                                      const QStringList &args = {},
                                                      const SpawnOptions &options = {},
                                                      const CaptureOptions &capture = {});

/// The exit code; the output is read and dropped. Fails with a ProcessError: NotStarted,
/// Terminated, StatusUnknown, TimedOut, TooMuchOutput. All else is as for getProcessOutput().
/// \since 0.1
OFFSPRING_EXPORT QFuture<int> getProcessValue(const QString &executable,
                                              const QStringList &args = {},
                                              const SpawnOptions &options = {},
                                              const CaptureOptions &capture = {});

/// Everything. Fails with a ProcessError only for NotStarted, TimedOut, TooMuchOutput. All else is
/// as for getProcessOutput(). \since 0.1
OFFSPRING_EXPORT QFuture<ProcessOutput>
getProcessOutputAndValue(const QString &executable, const QStringList &args = {},
                         const SpawnOptions &options = {}, const CaptureOptions &capture = {});

/// The same for a Command, which inherits the environment. \since 0.2
OFFSPRING_EXPORT QFuture<QByteArray> getProcessOutput(const Command &command,
                                                      const CaptureOptions &capture = {});
/// The same for a Command, which inherits the environment. \since 0.2
OFFSPRING_EXPORT QFuture<int> getProcessValue(const Command &command,
                                              const CaptureOptions &capture = {});
/// The same for a Command, which inherits the environment. \since 0.2
OFFSPRING_EXPORT QFuture<ProcessOutput>
getProcessOutputAndValue(const Command &command, const CaptureOptions &capture = {});

#endif // QT_NO_EXCEPTIONS

} // namespace Offspring

#endif // OFFSPRING_PROCESSOUTPUT_H
