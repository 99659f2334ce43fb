// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CAPTURE_H
#define OFFSPRING_CAPTURE_H

#include <offspring/command.h>
#include <offspring/offspringglobal.h>
#include <offspring/processoutput.h>

#include <QtCore/QFuture>

namespace Offspring {

/// Runs \a command by the calling thread's Reactor::instance(), and so needs that thread's event
/// loop. The future never fails: see ProcessOutput::failure. Cancelling it stops the child; it is
/// finished, without a result, when the child has ended. It is cancelled, too, when the reactor is
/// destroyed, as by the end of the application: with then() use onCanceled().
///
/// \code
/// captureProcess(command, {.inactivityTimeout = patience})
///     .then(&app, [&](const ProcessOutput &output) {
///         QTextStream(stdout) << output.out << output.toString() << '\n';
///         app.exit(output.isSuccess() ? 0 : 1);
///     });
/// \endcode
///
/// demo/examples/patience.cpp is a whole program.
///
/// Do not wait for it in the thread that called, where nothing serves the child meanwhile:
/// runProcess() is for that. Cancelling the future that then() returned does not reach the child.
///
/// Neither this nor runProcess() throws, and both compile with -fno-exceptions. Of the child's fds
/// 0, 1 and 2 what the command's own options say is as they say (a file, null(), a parent's fd, a
/// terminal), and of the others too: what another reader writes is dropped, and another writer
/// stays open to the end. For those that the options do not name: 0 is /dev/null, or a pipe with
/// CaptureOptions::stdinBytes in it; 1 is out; 2 is err, or, with CaptureOptions::errortoo, where 1
/// goes.
///
/// Both spawn in the background, whatever the reactor is set to: Reactor::setSpawning().
///
/// Both come to an end when the child has exited and its streams are closed, so a descendant that
/// holds stdout delays it. A child that passes a limit or is cancelled is stopped, with all that
/// ProcessTransport::stop() reaches (a process group where options.newProcessGroup is set), and
/// once it has exited its streams are closed, whoever holds them, after what is in the kernel has
/// been read. Exactly CaptureOptions::maximumBytes are within the limit. A child that had exited,
/// with nobody left who holds its streams, has not taken too long, even if nothing had time to
/// notice.
///
/// \since 0.2
OFFSPRING_EXPORT QFuture<ProcessOutput> captureProcess(const Command &command,
                                                       const CaptureOptions &capture = {});

/// As captureProcess(), and blocks until it is over: for worker threads, scripts, tests, build
/// steps. It may be called in any thread, in a callback too, and needs neither an application
/// object nor an event loop. No event of the calling thread is delivered meanwhile: in a thread
/// that has a window, it stands still.
///
/// \code
/// const ProcessOutput output = runProcess(command, {.maximumBytes = 1 << 20, .timeout = 10s});
/// if (!output.isSuccess())
///     QTextStream(stderr) << command.toString() << u": "_s << output.toString() << u'\n';
/// \endcode
///
/// demo/examples/capture.cpp is a whole program.
///
/// The child is spawned and served by a thread of the library's, which lives as long as the
/// program: SpawnOptions::parentDeathSignal means the program's end; the niceness and the
/// processors are those of the thread that made the first call. When that thread is not to be had,
/// it is NotStarted: Fork, EAGAIN, or FileDescriptors, EMFILE or ENFILE. When another thread ends
/// the program meanwhile, with exit(3) or by returning from main(), the child is killed and the
/// call returns: StatusUnknown; later calls, in threads other than that, are NotStarted: Fork,
/// ECANCELED. \since 0.2
OFFSPRING_EXPORT ProcessOutput runProcess(const Command &command,
                                          const CaptureOptions &capture = {});

} // namespace Offspring

#endif // OFFSPRING_CAPTURE_H
