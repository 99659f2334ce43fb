// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 1 of the walk: judges the options.

#include "spawnrequest.h"
#include "os/userdatabase.h"

#include <cerrno>

namespace Offspring {

namespace {

using Stage = SpawnError::Stage;
using Error = std::optional<SpawnError>;

Error invalid(const QString &detail)
{
    return SpawnError{Stage::Arguments, EINVAL, detail};
}

// The child's strings are bytes that end with NUL, ours are UTF-16.
Error encode(const QString &string, const QString &what, QByteArray &bytes)
{
    if (string.contains(QChar::Null))
        return invalid(QStringLiteral("NUL byte in %1").arg(what));
    bytes = string.toUtf8();
    if (QString::fromUtf8(bytes) != string)
        return SpawnError{Stage::Arguments, EILSEQ, QStringLiteral("no UTF-8 for %1").arg(what)};
    return std::nullopt;
}

Error judgeNotYetBuilt(const SpawnOptions &options)
{
    const std::pair<bool, const char *> unbuilt[] = {
        {options.usePTY, "usePTY"},
        {options.groups.has_value(), "groups"},
        {options.newProcessGroup, "newProcessGroup"},
        {options.newSession, "newSession"},
        {options.parentDeathSignal != 0, "parentDeathSignal"},
        {options.umask.has_value(), "umask"},
        {options.niceness.has_value(), "niceness"},
        {!options.limits.isEmpty(), "limits"},
        {options.pipeSize != 0, "pipeSize"},
    };
    for (const auto &[isSet, name] : unbuilt) {
        if (isSet) {
            const QString detail = QStringLiteral("option %1").arg(QLatin1String(name));
            return SpawnError{Stage::Arguments, ENOTSUP, detail};
        }
    }
    return std::nullopt;
}

Error judgeArguments(const QString &executable, const QStringList &args, Os::SpawnOrder &order)
{
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

Error judgeEnvironment(const QProcessEnvironment &env, Os::SpawnOrder &order)
{
    if (env.inheritsFromParent())
        return std::nullopt;
    order.environment.emplace();
    for (const QString &name : env.keys()) {
        if (name.isEmpty() || name.indexOf(u'=', 1) > 0)
            return invalid(QStringLiteral("environment name '%1'").arg(name));
        QByteArray bytes;
        if (const Error error =
                encode(name + u'=' + env.value(name), QStringLiteral("the environment"), bytes)) {
            return error;
        }
        order.environment->append(bytes);
    }
    return std::nullopt;
}

QByteArray searchPath(const QProcessEnvironment &env)
{
    const auto name = QStringLiteral("PATH");
    const bool isSet =
        env.inheritsFromParent() ? qEnvironmentVariableIsSet("PATH") : env.contains(name);
    if (!isSet)
        return QByteArrayLiteral("/bin:/usr/bin");
    return env.inheritsFromParent() ? qgetenv("PATH") : env.value(name).toUtf8();
}

// Relative and empty entries are left out: they would mean a program in whatever directory the
// child starts in.
Error judgeExecutable(const QString &executable, const QProcessEnvironment &env,
                      Os::SpawnOrder &order)
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
    for (const QByteArray &directory : searchPath(env).split(':')) {
        if (directory.startsWith('/'))
            order.candidates.append(directory + '/' + program);
    }
    return std::nullopt;
}

Error badNumber(const char *what, int number)
{
    const QString detail = QStringLiteral("%1 %2").arg(QLatin1String(what)).arg(number);
    return SpawnError{Stage::FileDescriptors, EBADF, detail};
}

Error judgeChildFD(int childFD, const ChildFD &wish, Os::SpawnOrder &order)
{
    using Kind = Os::ChildEnd::Kind;
    if (childFD < 0)
        return badNumber("child fd", childFD);
    switch (wish.kind()) {
    case ChildFD::Kind::Closed:
        return std::nullopt;
    case ChildFD::Kind::Reader:
        order.childEnds.emplace(childFD, Os::ChildEnd{Kind::PipeToParent});
        return std::nullopt;
    case ChildFD::Kind::Writer:
        order.childEnds.emplace(childFD, Os::ChildEnd{Kind::PipeFromParent});
        return std::nullopt;
    case ChildFD::Kind::ParentFD:
        if (wish.number() < 0)
            return badNumber("parent fd", wish.number());
        order.childEnds.emplace(childFD, Os::ChildEnd{Kind::Borrowed, wish.number()});
        return std::nullopt;
    case ChildFD::Kind::UnknownDirection:
        return invalid(QStringLiteral("child fd %1: neither 'r' nor 'w'").arg(childFD));
    case ChildFD::Kind::Socket:
    case ChildFD::Kind::Terminal:
    case ChildFD::Kind::Null:
    case ChildFD::Kind::File:
    case ChildFD::Kind::SameAs:
        break;
    }
    return SpawnError{Stage::Arguments, ENOTSUP,
                      QStringLiteral("kind of child fd %1").arg(childFD)};
}

Error judgeChildFDs(const ChildFDs &childFDs, Os::SpawnOrder &order)
{
    const ChildFDs complete =
        childFDs.isEmpty() ? ChildFDs{{0, 'w'}, {1, 'r'}, {2, 'r'}} : childFDs;
    for (auto it = complete.constBegin(); it != complete.constEnd(); ++it) {
        if (const Error error = judgeChildFD(it.key(), it.value(), order))
            return error;
    }
    return std::nullopt;
}

// The supplementary groups are the target user's, never ours: half-dropped privilege is the classic
// mistake.
Error judgeIdentity(const SpawnOptions &options, Os::SpawnOrder &order)
{
    constexpr uint leaveAsItIs = ~0U; // what the system calls take for "no change"
    if (!options.uid && !options.gid)
        return std::nullopt;
    if (options.uid == leaveAsItIs || options.gid == leaveAsItIs)
        return SpawnError{Stage::Identity, EINVAL, QStringLiteral("uid or gid 4294967295")};
    const uint uid = options.uid.value_or(Os::effectiveUid());
    const std::optional<Os::User> user = Os::findUser(uid);
    if (!options.gid && !user) {
        const QString detail = QStringLiteral("uid %1 is unknown and needs a gid").arg(uid);
        return SpawnError{Stage::Identity, ENOENT, detail};
    }
    const uint gid = options.gid ? *options.gid : user->gid;
    order.identity = {uid, gid, user ? Os::groupsOf(*user, gid) : std::vector<unsigned>{gid}};
    return std::nullopt;
}

Error judgeAll(const QString &executable, const QStringList &args, const SpawnOptions &options,
               Os::SpawnOrder &order)
{
    if (const Error error = judgeNotYetBuilt(options))
        return error;
    if (const Error error = judgeExecutable(executable, options.env, order))
        return error;
    if (const Error error = judgeArguments(executable, args, order))
        return error;
    if (const Error error = judgeEnvironment(options.env, order))
        return error;
    if (const Error error = encode(options.path, QStringLiteral("the path"), order.directory))
        return error;
    if (const Error error = judgeChildFDs(options.childFDs, order))
        return error;
    return judgeIdentity(options, order);
}

struct StepName
{
    Stage stage;
    const char *call;
};

StepName nameOf(Os::SpawnStep step)
{
    switch (step) {
    case Os::SpawnStep::BorrowedFD:
        return {Stage::FileDescriptors, "parent fd"};
    case Os::SpawnStep::OpenPipe:
        return {Stage::FileDescriptors, "pipe2"};
    case Os::SpawnStep::Watch:
        return {Stage::FileDescriptors, "epoll_create1"};
    case Os::SpawnStep::PidFD:
        return {Stage::FileDescriptors, "clone for a pidfd"};
    case Os::SpawnStep::Memory:
        return {Stage::Fork, "mmap"};
    case Os::SpawnStep::Clone:
        return {Stage::Fork, "clone"};
    case Os::SpawnStep::Signals:
        return {Stage::Setup, "rt_sigaction"};
    case Os::SpawnStep::Directory:
        return {Stage::Directory, "chdir"};
    case Os::SpawnStep::MoveFDs:
        return {Stage::FileDescriptors, "dup3"};
    case Os::SpawnStep::CloseFDs:
        return {Stage::FileDescriptors, "close_range"};
    case Os::SpawnStep::Groups:
        return {Stage::Identity, "setgroups"};
    case Os::SpawnStep::Gid:
        return {Stage::Identity, "setresgid"};
    case Os::SpawnStep::Uid:
        return {Stage::Identity, "setresuid"};
    case Os::SpawnStep::Exec:
        return {Stage::Exec, "execve"};
    }
    return {Stage::Setup, "unknown step"};
}

} // namespace

std::variant<Os::SpawnOrder, SpawnError> judge(const QString &executable, const QStringList &args,
                                               const SpawnOptions &options)
{
    Os::SpawnOrder order;
    if (const Error error = judgeAll(executable, args, options, order))
        return *error;
    return order;
}

SpawnError spawnError(const Os::SpawnFailure &failure, const Os::SpawnOrder &order)
{
    const StepName name = nameOf(failure.step);
    QString detail = QString::fromLatin1(name.call);
    if (failure.step == Os::SpawnStep::BorrowedFD)
        detail += u' ' + QString::number(failure.parentFD);
    else if (failure.step == Os::SpawnStep::Directory)
        detail += u' ' + QString::fromUtf8(order.directory);
    else if (failure.step == Os::SpawnStep::Exec)
        detail += u' ' + QString::fromUtf8(order.executable);
    return {name.stage, failure.errorNumber, detail};
}

} // namespace Offspring
