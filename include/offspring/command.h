// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_COMMAND_H
#define OFFSPRING_COMMAND_H

#include <offspring/offspringglobal.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QProcessEnvironment>
#include <QtCore/QString>
#include <QtCore/QStringList>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

namespace Offspring {

/// A program and how to run it, as a value: what captureProcess(), runProcess() and
/// Reactor::spawnProcess() take.
///
/// \code
/// Command find{u"find"_s, {u"."_s, u"-name"_s, pattern}, folder};
/// find.options.envChanges = {{u"LC_ALL"_s, u"C"_s}}; // everything else is inherited
/// const ProcessOutput output = runProcess(find);
/// QTextStream(stdout) << find.toString() << '\n' << output.out;
/// \endcode
///
/// demo/examples/command.cpp is a whole program.
///
/// It only describes: every mistake in it is told by who runs it, as NotStarted; see
/// Reactor::spawnProcess(). Unlike SpawnOptions alone, it passes this program's environment on.
///
/// \since 0.2
struct OFFSPRING_EXPORT Command
{
    /// A name is looked up on the child's PATH; with a '/' it is a path, a relative one from the
    /// child's working directory. As the executable of Reactor::spawnProcess().
    QString program = {};
    /// Without argv[0], which is program.
    QStringList arguments = {};
    /// Where the child starts. Empty: where this program is. Unused when options.path is set.
    QString workingDirectory = {};
    /// The child's environment; as it stands, this program's own. {}: none at all. Unused when
    /// options.env is set, that is, not empty. options.envChanges come on top of it.
    QProcessEnvironment environment = {QProcessEnvironment(QProcessEnvironment::InheritFromParent)};
    /// Everything else.
    SpawnOptions options = {};

    /// One command line that a POSIX shell, dash and bash among them, reads as this program and
    /// these arguments, for a log, a window or the clipboard. Directory, environment and options
    /// are not in it. Words are quoted where they have to be, in single quotes, which keep a
    /// newline as it is; a program called as a command of the shell's own ("exec") is run by
    /// env(1). Those that do what a program of the same name does ("echo") are left to the shell.
    QString toString() const;

    /// The line, and what differs from the defaults; of the environment only the names.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const Command &command);
};

} // namespace Offspring

#endif // OFFSPRING_COMMAND_H
