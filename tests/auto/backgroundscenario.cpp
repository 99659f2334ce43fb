// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A program that spawns in the background, and ends while that is under way, or is killed.
//
//     backgroundscenario HOW PROGRAM [ARGUMENT …]
//
// The child has our stdout. HOW:
//     return   returns from main() at once, with the application object and the thread's reactor
//     exit     calls exit(3) at once; the reactor is never destroyed
//     leave    returns at once; the child is to go on alone
//     many     exit, with a thousand children
//     moments  copies of this program spawn, destroy the reactor and call exit(3), each a little
//              later than the last
//     thread   a child that is to die with us is spawned by a thread; says when the child runs
//     ended    the same, and that thread has ended by then
//     beside   chdir(2) hangs; spawns one child in the directory "/" and one where we are; when the
//              second has ended, the first is stopped; says how it ended, and when it is gone
//     fork     a forked copy of this program calls exit(3); another one destroys before what it has
//              of the child

#include "sandbox.h"

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QThread>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <future>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

constexpr int deathSignal = 9;

void say(const char *word)
{
    std::fprintf(stderr, "%s\n", word);
    std::fflush(stderr);
}

// In a thread that has a reactor of its own, whose loop runs until the child has started.
void spawnInThread(const QStringList &args, const SpawnOptions &options,
                   const std::shared_future<void> &end)
{
    Reactor reactor;
    reactor.setSpawning(Reactor::Spawning::InBackground);
    QEventLoop loop;
    ProcessTransport *const child = reactor.spawnProcess(args.first(), args, options);
    QObject::connect(child, &ProcessTransport::connectionMade, &loop, &QEventLoop::quit);
    loop.exec();
    if (end.valid()) {
        say("runs");
        end.wait();
    }
}

void dieWithChild(const QStringList &args, SpawnOptions options, bool endsBefore)
{
    options.parentDeathSignal = deathSignal;
    options.whenAbandoned = Abandonment::Leave;
    std::promise<void> never;
    std::thread thread(spawnInThread, args, options,
                       endsBefore ? std::shared_future<void>() : never.get_future().share());
    if (endsBefore) {
        thread.join();
        say("runs");
        for (;;)
            pause();
    }
    thread.join(); // never
}

// Until a child has been born, in whatever thread.
void awaitChild()
{
    siginfo_t info;
    while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) != 0)
        std::this_thread::yield();
}

// The status of a forked copy that does something and then calls exit(3).
int exitInForkedCopy(const std::function<void()> &work)
{
    const pid_t copy = fork();
    if (copy == 0) {
        work();
        std::exit(0);
    }
    int status = -1;
    waitpid(copy, &status, 0);
    return status;
}

// Before there is any thread.
int exitInEveryMoment(const QStringList &args, const SpawnOptions &options)
{
    std::chrono::microseconds afterTheCall(0);
    const auto spawn = [&] {
        Reactor reactor;
        reactor.setSpawning(Reactor::Spawning::InBackground);
        reactor.spawnProcess(args.first(), args, options);
        const QDeadlineTimer moment(afterTheCall, Qt::PreciseTimer);
        while (!moment.hasExpired()) { }
    };
    for (int copies = 0; copies < 300; ++copies) {
        if (exitInForkedCopy(spawn) != 0)
            return 1;
        afterTheCall += std::chrono::microseconds(2);
    }
    return 0;
}

int exitInTwoForkedCopies(ProcessTransport *transport)
{
    awaitChild();
    const int first = exitInForkedCopy([] { });
    const int second = exitInForkedCopy([transport] {
        transport->stop();
        delete transport;
        delete Reactor::instance();
    });
    return first | second;
}

// Children that are reaped elsewhere.
void awaitAllChildren()
{
    siginfo_t info;
    while (waitid(P_ALL, 0, &info, WEXITED | WNOWAIT | __WALL) == 0 || errno == EINTR) { }
}

int stopBesideAnother(Reactor &reactor, const QStringList &args, SpawnOptions options)
{
    ProcessTransport *const second = reactor.spawnProcess(args.first(), args, options);
    options.path = u"/"_s;
    ProcessTransport *const first = reactor.spawnProcess(args.first(), args, options);
    QObject::connect(second, &ProcessTransport::processEnded, first, [first] { first->stop(); });
    QObject::connect(first, &ProcessTransport::processEnded, [](const ExitReason &reason) {
        const bool isStopped = reason.kind() == ExitReason::Kind::NotStarted
            && reason.error().errorNumber == ECANCELED;
        say(isStopped ? "stopped" : qPrintable(reason.toString()));
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    awaitAllChildren();
    say("gone");
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc > 1 && std::strcmp(argv[1], "beside") == 0 && standStillIn(SYS_chdir) < 0) {
        say("no seccomp");
        return 1;
    }
    QCoreApplication app(argc, argv);
    const QString how = app.arguments().value(1);
    const QStringList args = app.arguments().sliced(2);
    SpawnOptions options{.childFDs = {{0, ChildFD::null()}, {1, 1}}};
    if (how == u"thread"_s || how == u"ended"_s)
        dieWithChild(args, options, how == u"ended"_s);
    if (how == u"moments"_s)
        return exitInEveryMoment(args, options);

    auto *const reactor = how == u"exit"_s || how == u"many"_s ? new Reactor : Reactor::instance();
    reactor->setSpawning(Reactor::Spawning::InBackground);
    if (how == u"leave"_s)
        options.whenAbandoned = Abandonment::Leave;
    if (how == u"beside"_s)
        return stopBesideAnother(*reactor, args, options);
    const int count = how == u"many"_s ? 1000 : 1;
    ProcessTransport *transport = nullptr;
    for (int i = 0; i < count; ++i)
        transport = reactor->spawnProcess(args.first(), args, options);
    if (how == u"fork"_s) {
        QObject::connect(
            transport, &ProcessTransport::processEnded, &app, [](const ExitReason &reason) {
                QCoreApplication::exit(reason.kind() == ExitReason::Kind::ProcessDone ? 0 : 1);
            });
        if (exitInTwoForkedCopies(transport) != 0)
            return 2;
        say("copied");
        return app.exec();
    }
    if (how == u"exit"_s || how == u"many"_s)
        std::exit(0);
    return 0;
}
