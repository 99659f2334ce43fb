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

/// What a child that is captured is given, and its limits.
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
    /// anew from each byte, its descendants' included. Unset: for ever.
    std::optional<std::chrono::milliseconds> inactivityTimeout = {};
    /// How long a child that has passed a limit, or was cancelled, gets between SIGTERM and
    /// SIGKILL: ProcessTransport::stopWithin().
    std::chrono::milliseconds grace{5000};
};

/// All that a child wrote, and how it ended.
struct OFFSPRING_EXPORT ProcessOutput
{
    Q_GADGET
    Q_PROPERTY(QByteArray out MEMBER out CONSTANT)
    Q_PROPERTY(QByteArray err MEMBER err CONSTANT)
    Q_PROPERTY(Offspring::ExitReason reason MEMBER reason CONSTANT)
    Q_PROPERTY(Offspring::ProcessOutput::Failure failure MEMBER failure CONSTANT)
    Q_PROPERTY(bool wasInactive MEMBER wasInactive CONSTANT)

public:
    /// What went wrong besides the child's own end, which reason tells.
    enum class Failure {
        None, ///< it ended by itself
        NotStarted, ///< reason.error() has the stage and the errno
        TimedOut, ///< one of the two times of CaptureOptions was over; wasInactive says which
        TooMuchOutput ///< more than CaptureOptions::maximumBytes
    };
    Q_ENUM(Failure)

    /// What came, up to CaptureOptions::maximumBytes, after a failure too.
    QByteArray out = {};
    QByteArray err = {};
    /// How the child ended; after TimedOut and TooMuchOutput it was stopped. StatusUnknown also for
    /// one that nobody was permitted to stop: it goes on, and is not waited for.
    ExitReason reason = {};
    Failure failure = Failure::None;
    /// TimedOut: CaptureOptions::inactivityTimeout was over, not timeout.
    bool wasInactive = false;

    /// It was started, exited with code 0, and passed no limit.
    Q_INVOKABLE bool isSuccess() const;
    /// A few words, for a log or a dialog: "exited with code 3", "timed out (ended by SIGTERM)",
    /// "timed out without output (…)", "wrote too much (…)"; of a child that was not started what
    /// failed, and what the C library says of the errno.
    Q_INVOKABLE QString toString() const;

    /// The sizes, the failure and the reason, because the output may be long or a secret.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const ProcessOutput &output);
};

// From here on with exceptions only: in a program compiled with -fno-exceptions (as KDE's are), the
// rest of this header is not there.
#ifndef QT_NO_EXCEPTIONS

/// The exception of a future that failed.
class OFFSPRING_EXPORT ProcessError : public QException
{
    Q_GADGET

public:
    enum class Cause {
        NotStarted, ///< output().reason.error() says why
        Terminated, ///< getProcessValue(): a signal, so there is no exit code
        StatusUnknown, ///< getProcessValue(): see ExitReason::Kind
        UnexpectedErrorOutput, ///< getProcessOutput(): output().err holds it
        TimedOut,
        TooMuchOutput
    };
    Q_ENUM(Cause)

    ProcessError(Cause cause, const ProcessOutput &output);
    ~ProcessError() override;

    Cause cause() const { return m_cause; }
    /// What came until then.
    ProcessOutput output() const { return m_output; }
    const char *what() const noexcept override;

    void raise() const override;
    ProcessError *clone() const override;

private:
    Cause m_cause;
    ProcessOutput m_output;
    QByteArray m_what;
};

// Twisted's utils, whose failures are exceptions; captureProcess() in <offspring/capture.h> has
// them as values, and the rules of a command line: no open stdin, the environment inherited. One
// child, run by the calling thread's Reactor::instance(), one future. From
// demo/examples/trueandfalse.cpp:
//
// \code
// getProcessValue(QStringLiteral("true"))
//     .then([](int value) {
//         QTextStream(stdout) << "true: " << value << '\n';
//         return getProcessValue(QStringLiteral("false"));
//     })
//     .unwrap()
//     .then([](int value) {
//         QTextStream(stdout) << "false: " << value << '\n';
//         QCoreApplication::exit(0);
//     })
//     .onCanceled([] { QCoreApplication::exit(1); })
//     .onFailed([](const ProcessError &error) {
//         QTextStream(stderr) << error.what() << '\n';
//         QCoreApplication::exit(1);
//     });
// \endcode
//
// args leave out argv[0]: it is the executable. A Command inherits the environment, all else has
// the environment of its options, empty by default. In the options 0, 1, 2 and the pseudo-terminal
// are the helper's own; other keys of childFDs are passed on. The future finishes at processEnded,
// so a descendant that holds stdout delays it. When the child takes too long, writes too much or
// the future is cancelled, it is stopped (ProcessTransport::stop()) and, once it has exited, our
// ends are closed, whoever holds them, after what is in the kernel has been read. A cancelled
// future is finished, without a result, when the child has ended. Destroying the reactor cancels.
//
// A child that had exited, with nobody left who holds its streams, has not taken too long, even if
// the event loop was too busy to hear of it in time. A child that may not be signalled is not
// waited for: the future finishes, with StatusUnknown as the reason, our ends are closed, and the
// child goes on; it is reaped when it ends.
//
// Do not wait for one of these futures in the thread that called: nothing serves the child
// meanwhile. Cancelling the future that then() returned does not reach the child: cancel this one.
// Qt hands an exception to .onFailed(); without it, result() throws. In Qt 6.4 an .onFailed() that
// is attached to a future which is then cancelled crashes, unless an .onCanceled() stands before
// it: write .then(…).onCanceled(…).onFailed(…), because leaving the program cancels too.

/// All of stdout; the exit code does not matter. Fails with a ProcessError: NotStarted,
/// UnexpectedErrorOutput, TimedOut, TooMuchOutput.
OFFSPRING_EXPORT QFuture<QByteArray> getProcessOutput(const QString &executable,
                                                      const QStringList &args = {},
                                                      const SpawnOptions &options = {},
                                                      const CaptureOptions &capture = {});

/// The exit code; the output is read and dropped. Fails with a ProcessError: NotStarted,
/// Terminated, StatusUnknown, TimedOut, TooMuchOutput.
OFFSPRING_EXPORT QFuture<int> getProcessValue(const QString &executable,
                                              const QStringList &args = {},
                                              const SpawnOptions &options = {},
                                              const CaptureOptions &capture = {});

/// Everything. Fails with a ProcessError only for NotStarted, TimedOut, TooMuchOutput.
OFFSPRING_EXPORT QFuture<ProcessOutput>
getProcessOutputAndValue(const QString &executable, const QStringList &args = {},
                         const SpawnOptions &options = {}, const CaptureOptions &capture = {});

OFFSPRING_EXPORT QFuture<QByteArray> getProcessOutput(const Command &command,
                                                      const CaptureOptions &capture = {});
OFFSPRING_EXPORT QFuture<int> getProcessValue(const Command &command,
                                              const CaptureOptions &capture = {});
OFFSPRING_EXPORT QFuture<ProcessOutput>
getProcessOutputAndValue(const Command &command, const CaptureOptions &capture = {});

#endif // QT_NO_EXCEPTIONS

} // namespace Offspring

#endif // OFFSPRING_PROCESSOUTPUT_H
