// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 1 of the walk: judges the options.

#include "spawnjudge.h"

#include "../os/userdatabase.h"
#include "childenvironment.h"
#include "logcategory.h"

#include <algorithm>
#include <cerrno>

namespace Offspring {

namespace {

using Stage = SpawnError::Stage;
using Error = std::optional<SpawnError>;

Error invalid(const QString &detail)
{
    return SpawnError{Stage::Arguments, EINVAL, detail};
}

// Who forgets that args[0] is the program's own name loses an argument, and nothing fails. A login
// shell is started with such a name on purpose: '-' and its own.
void warnOfMissingName(const QString &executable, const QStringList &args)
{
    if (args.isEmpty() || !args.first().startsWith(u'-'))
        return;
    if (args.first() == executable || args.first() == u'-' + executable.section(u'/', -1))
        return;
    qCWarning(lcOffspring) << executable << "gets" << args.first()
                           << "as args[0], which it takes for its own name, not for an argument";
}

Error judgeArguments(const QString &executable, const QStringList &args, Os::SpawnOrder &order)
{
    warnOfMissingName(executable, args);
    const QStringList argv = args.isEmpty() ? QStringList{executable} : args;
    for (const QString &argument : argv) {
        order.arguments.emplace_back();
        if (const Error error =
                encode(argument, QStringLiteral("an argument"), order.arguments.last())) {
            return error;
        }
    }
    return std::nullopt;
}

// On the PATH of the environment that the order already has.
Error judgeExecutable(const QString &executable, Os::SpawnOrder &order)
{
    QByteArray &program = order.executable;
    if (executable.isEmpty())
        return invalid(QStringLiteral("empty executable"));
    if (const Error error = encode(executable, QStringLiteral("the executable"), program))
        return error;
    order.searched = !program.contains('/');
    if (!order.searched) {
        order.candidates = {program};
        return std::nullopt;
    }
    for (const QByteArray &directory : searchedDirectories(order.environment))
        order.candidates.append(directory + '/' + program);
    return std::nullopt;
}

Error badNumber(const char *what, int number)
{
    const QString detail = QStringLiteral("%1 %2").arg(QLatin1String(what)).arg(number);
    return SpawnError{Stage::FileDescriptors, EBADF, detail};
}

// As QFile reads them: WriteOnly alone empties the file, Append and NewOnly write, and what is
// written may be made.
Error judgeMode(QIODevice::OpenMode mode, const QString &what, Os::FileToOpen &file)
{
    if (mode & (QIODevice::Append | QIODevice::NewOnly))
        mode |= QIODevice::WriteOnly;
    file.reads = mode.testFlag(QIODevice::ReadOnly);
    file.writes = mode.testFlag(QIODevice::WriteOnly);
    file.appends = mode.testFlag(QIODevice::Append);
    file.mustBeNew = mode.testFlag(QIODevice::NewOnly);
    file.creates = file.writes && !mode.testFlag(QIODevice::ExistingOnly);
    file.truncates = mode.testFlag(QIODevice::Truncate)
        || (file.writes && !file.reads && !file.appends && !file.mustBeNew);
    if (!file.reads && !file.writes)
        return invalid(QStringLiteral("%1: neither ReadOnly nor WriteOnly").arg(what));
    if (file.mustBeNew && !file.creates)
        return invalid(QStringLiteral("%1: both NewOnly and ExistingOnly").arg(what));
    return std::nullopt;
}

Error judgeFile(const QString &what, const ChildFD &file, Os::ChildEnd &end)
{
    if (const Error error = encode(file.path(), what, end.file.path))
        return error;
    return judgeMode(file.mode(), what, end.file);
}

Error judgeParentFD(int parentFD, Os::ChildEnd &end)
{
    if (parentFD < 0)
        return badNumber("parent fd", parentFD);
    end.parentFD = parentFD;
    return std::nullopt;
}

// It is ours as long as the options are there, and so is any other descriptor of the parent's.
Error judgePipe(const QString &what, const ChildFD &asked, Os::ChildEnd &end)
{
    if (asked.number() < 0) {
        const int error = asked.errorNumber() != 0 ? asked.errorNumber() : EBADF;
        return SpawnError{Stage::FileDescriptors, error, QStringLiteral("%1: pipe()").arg(what)};
    }
    end.parentFD = asked.number();
    return std::nullopt;
}

Error judgeSameAs(const QString &what, int otherChildFD, const ChildFDs &childFDs,
                  Os::ChildEnd &end)
{
    const ChildFD::Kind kind = childFDs.value(otherChildFD).kind();
    if (kind == ChildFD::Kind::SameAs || kind == ChildFD::Kind::Closed) {
        return invalid(QStringLiteral("%1: sameAs(%2), which is no stream of its own")
                           .arg(what)
                           .arg(otherChildFD));
    }
    end.otherChildFD = otherChildFD;
    return std::nullopt;
}

Error judgeChildFD(int childFD, const ChildFDs &childFDs, Os::ChildEnd &end)
{
    using Kind = Os::ChildEnd::Kind;
    const ChildFD asked = childFDs.value(childFD);
    const QString what = QStringLiteral("child fd %1").arg(childFD);
    switch (asked.kind()) {
    case ChildFD::Kind::Closed: // left out before
    case ChildFD::Kind::UnknownDirection:
        return invalid(QStringLiteral("%1: neither 'r' nor 'w'").arg(what));
    case ChildFD::Kind::Reader:
        end.kind = Kind::PipeToParent;
        return std::nullopt;
    case ChildFD::Kind::Writer:
        end.kind = Kind::PipeFromParent;
        return std::nullopt;
    case ChildFD::Kind::Socket:
        end.kind = Kind::Socket;
        return std::nullopt;
    case ChildFD::Kind::Terminal:
        end.kind = Kind::Terminal;
        return std::nullopt;
    case ChildFD::Kind::ParentFD:
        end.kind = Kind::Borrowed;
        return judgeParentFD(asked.number(), end);
    case ChildFD::Kind::Pipe:
        end.kind = Kind::Borrowed;
        return judgePipe(what, asked, end);
    case ChildFD::Kind::Null:
        end.kind = Kind::File;
        end.file = {.path = QByteArrayLiteral("/dev/null"), .reads = true, .writes = true};
        return std::nullopt;
    case ChildFD::Kind::File:
        end.kind = Kind::File;
        return judgeFile(what, asked, end);
    case ChildFD::Kind::SameAs:
        end.kind = Kind::SameAs;
        return judgeSameAs(what, asked.number(), childFDs, end);
    }
    return std::nullopt;
}

// The map as it is meant: with its default, and with the terminal on what is left of 0, 1 and 2.
ChildFDs completed(const SpawnOptions &options)
{
    ChildFDs childFDs = options.childFDs;
    if (options.usePTY) {
        for (const int standard : {0, 1, 2}) {
            if (!childFDs.contains(standard))
                childFDs.insert(standard, ChildFD::terminal());
        }
    } else if (childFDs.isEmpty()) {
        childFDs = {{0, 'w'}, {1, 'r'}, {2, 'r'}};
    }
    return childFDs;
}

Error judgeChildFDs(const SpawnOptions &options, Os::SpawnOrder &order)
{
    const ChildFDs childFDs = completed(options);
    for (auto it = childFDs.constBegin(); it != childFDs.constEnd(); ++it) {
        if (it.key() < 0)
            return badNumber("child fd", it.key());
        if (it->kind() == ChildFD::Kind::Closed)
            continue;
        if (const Error error = judgeChildFD(it.key(), childFDs, order.childEnds[it.key()]))
            return error;
    }
    return std::nullopt;
}

Error judgeTerminal(const SpawnOptions &options, Os::SpawnOrder &order)
{
    const TerminalOptions &asked = options.terminal;
    const Os::TerminalSize size = {asked.rows, asked.columns, asked.width, asked.height};
    const bool isNamed =
        std::any_of(order.childEnds.begin(), order.childEnds.end(), [](const auto &each) {
            return each.second.kind == Os::ChildEnd::Kind::Terminal;
        });
    if (!options.usePTY && !isNamed)
        return std::nullopt;
    if (!size.isPossible()) {
        return invalid(QStringLiteral("terminal size %1 × %2, %3 × %4 pixels")
                           .arg(size.rows)
                           .arg(size.columns)
                           .arg(size.width)
                           .arg(size.height));
    }
    order.terminal = {size, asked.echo, asked.raw, asked.utf8};
    return std::nullopt;
}

// What the kernel would quietly cut to size is refused here; all else is left to its judgement.
Error judgeSurroundings(const SpawnOptions &options, Os::SpawnOrder &order)
{
    constexpr uint everyPermission = 0777;
    constexpr int highestPriority = -20, lowestPriority = 19;
    if (options.umask && *options.umask > everyPermission)
        return invalid(QStringLiteral("umask %1").arg(*options.umask, 0, 8));
    if (options.niceness
        && (*options.niceness < highestPriority || *options.niceness > lowestPriority)) {
        return invalid(QStringLiteral("niceness %1").arg(*options.niceness));
    }
    const bool isSession = options.newSession || order.terminal;
    order.leads = isSession       ? Os::Leads::Session
        : options.newProcessGroup ? Os::Leads::Group
                                  : Os::Leads::Nothing;
    order.umask = options.umask;
    order.niceness = options.niceness;
    order.deathSignal = options.parentDeathSignal;
    order.newControlGroup = options.newControlGroup;
    order.pipeSize = options.pipeSize;
    return std::nullopt;
}

Error judgeLimits(const QMap<int, ResourceLimit> &limits, Os::SpawnOrder &order)
{
    constexpr qint64 unlimited = -1; // all ones, as the kernel has it
    for (auto it = limits.constBegin(); it != limits.constEnd(); ++it) {
        if (it->soft < unlimited || it->hard < unlimited)
            return invalid(QStringLiteral("limit of resource %1").arg(it.key()));
        order.limits.push_back({it.key(), {quint64(it->soft), quint64(it->hard)}});
    }
    return std::nullopt;
}

// The supplementary groups are the target user's, never ours: half-dropped privilege is the classic
// mistake.
Error judgeIdentity(const SpawnOptions &options, Os::SpawnOrder &order)
{
    constexpr uint leaveAsItIs = ~0U; // what the system calls take for "no change"
    if (!options.uid && !options.gid && !options.groups)
        return std::nullopt;
    if (options.uid == leaveAsItIs || options.gid == leaveAsItIs)
        return SpawnError{Stage::Identity, EINVAL, QStringLiteral("uid or gid 4294967295")};
    const uint uid = options.uid.value_or(Os::effectiveUid());
    const auto [user, lookupError] = Os::findUser(uid);
    if (lookupError != 0)
        return SpawnError{Stage::Identity, lookupError, QStringLiteral("getpwuid %1").arg(uid)};
    if (options.uid && !options.gid && !user) {
        const QString detail = QStringLiteral("uid %1 is unknown and needs a gid").arg(uid);
        return SpawnError{Stage::Identity, ENOENT, detail};
    }
    const uint gid = options.gid ? *options.gid : options.uid ? user->gid : Os::effectiveGid();
    order.identity = {uid, gid, {}};
    if (options.groups)
        order.identity->groups.assign(options.groups->begin(), options.groups->end());
    else
        order.identity->groups = user ? Os::groupsOf(*user, gid) : std::vector<unsigned>{gid};
    return std::nullopt;
}

Error judgeAll(const QString &executable, const QStringList &args, const SpawnOptions &options,
               Os::SpawnOrder &order)
{
    if (const Error error = judgeEnvironment(options, order.environment))
        return error;
    if (const Error error = judgeExecutable(executable, order))
        return error;
    if (const Error error = judgeArguments(executable, args, order))
        return error;
    if (const Error error = encode(options.path, QStringLiteral("the path"), order.directory))
        return error;
    if (const Error error = judgeChildFDs(options, order))
        return error;
    if (const Error error = judgeIdentity(options, order))
        return error;
    if (const Error error = judgeTerminal(options, order))
        return error;
    if (const Error error = judgeLimits(options.limits, order))
        return error;
    return judgeSurroundings(options, order);
}

// The two lists are one: SpawnError::Stage, of which the OS layer has its part.
constexpr Stage publicStage(Os::Stage stage)
{
    return static_cast<Stage>(stage);
}
static_assert(publicStage(Os::Stage::FileDescriptors) == Stage::FileDescriptors);
static_assert(publicStage(Os::Stage::Terminal) == Stage::Terminal);
static_assert(publicStage(Os::Stage::Fork) == Stage::Fork);
static_assert(publicStage(Os::Stage::Setup) == Stage::Setup);
static_assert(publicStage(Os::Stage::Directory) == Stage::Directory);
static_assert(publicStage(Os::Stage::Identity) == Stage::Identity);
static_assert(publicStage(Os::Stage::Exec) == Stage::Exec);

} // namespace

std::optional<SpawnError> encode(const QString &string, const QString &what, QByteArray &bytes)
{
    if (string.contains(QChar::Null))
        return invalid(QStringLiteral("NUL byte in %1").arg(what));
    if (!string.isValidUtf16()) // half of a surrogate pair, which UTF-8 cannot express
        return SpawnError{Stage::Arguments, EILSEQ, QStringLiteral("no UTF-8 for %1").arg(what)};
    bytes = string.toUtf8();
    return std::nullopt;
}

std::variant<Os::SpawnOrder, SpawnError> judge(const QString &executable, const QStringList &args,
                                               const SpawnOptions &options)
{
    Os::SpawnOrder order;
    if (const Error error = judgeAll(executable, args, options, order))
        return *error;
    return order;
}

SpawnError spawnError(const Os::SpawnFailure &failure)
{
    QString detail = QString::fromLatin1(failure.call);
    if (!failure.object.isEmpty())
        detail += u' ' + QString::fromUtf8(failure.object);
    return {publicStage(failure.stage), failure.errorNumber, detail};
}

} // namespace Offspring
