// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A program that calls runProcess() where that is hard, and says what came of it:
//
//     blockingscenario MODE TESTCHILD
//
// A child that it leaves behind keeps its stdout.

#include <offspring/capture.h>

#include <QtCore/QCoreApplication>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <thread>
#include <vector>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

QString testChild;

void say(const QString &text)
{
    std::puts(qPrintable(text));
    std::fflush(stdout);
}

void echo(const QString &word)
{
    const ProcessOutput output = runProcess({u"echo"_s, {word}});
    say(output.isSuccess() ? QString::fromUtf8(output.out.trimmed()) : output.toString());
}

/// Says "alive" on this program's stdout, and stays.
class StayingChild
{
public:
    StayingChild()
    {
        if (pipe(m_ends) != 0)
            std::abort();
    }

    void run() const
    {
        runProcess(
            {.program = testChild,
             .arguments = {u"say"_s, u"1"_s, u"alive"_s, u"say"_s, u"3"_s, u"x"_s, u"pause"_s},
             .options = {.childFDs = {{1, 1}, {3, m_ends[1]}}}});
        pause(); // the program ends: this thread has nothing more to do with it
    }
    void waitUntilItLives() const
    {
        char byte;
        if (read(m_ends[0], &byte, 1) != 1)
            std::abort();
    }

private:
    int m_ends[2];
};

/// A thread is in runProcess() from then on.
void keepAThreadWaiting()
{
    static const StayingChild child;
    std::thread([] { child.run(); }).detach();
    child.waitUntilItLives();
}

class EchoesAtTheEnd
{
public:
    ~EchoesAtTheEnd()
    {
        echo(u"one"_s);
        echo(u"two"_s);
    }
};

class JoinsAtTheEnd
{
public:
    ~JoinsAtTheEnd() { thread.join(); }

    std::thread thread;
};

class BeforeMain
{
public:
    BeforeMain()
    {
        if (qEnvironmentVariableIsSet("OFFSPRING_TEST_BEFORE_MAIN"))
            echo(u"before main"_s);
    }
};
const BeforeMain beforeMain;

// From now on nobody may be signalled.
void refuseSignals()
{
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, quint32(offsetof(seccomp_data, nr))),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_kill, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_send_signal, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter = {static_cast<unsigned short>(std::size(program)), program};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
        || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        std::abort();
}

void inACopy()
{
    std::fflush(stdout);
    const pid_t copy = fork();
    if (copy == 0) {
        echo(u"in the copy"_s);
        std::exit(0);
    }
    int status = 0;
    if (waitpid(copy, &status, 0) != copy || status != 0)
        say(u"the copy failed"_s);
}

void useInDestructor(bool isUsedBefore)
{
    static const EchoesAtTheEnd object;
    if (isUsedBefore)
        echo(u"main"_s);
}

void exitInAnotherThread()
{
    static const StayingChild child;
    std::thread([] {
        child.waitUntilItLives();
        std::exit(0);
    }).detach();
    child.run();
}

void leaveBusyThreads()
{
    static std::atomic<int> count = 0;
    for (int i = 0; i < 4; ++i) {
        std::thread([] {
            for (;; ++count)
                runProcess({u"true"_s});
        }).detach();
    }
    while (count < 20)
        std::this_thread::yield();
}

void joinInDestructor()
{
    static JoinsAtTheEnd object;
    static std::atomic<bool> isWaiting = false;
    object.thread = std::thread([] {
        isWaiting = true;
        ProcessOutput output;
        while (output.failure == ProcessOutput::Failure::None)
            output = runProcess({u"sleep"_s, {u"1000"_s}});
        say(output.reason.error().errorNumber == ECANCELED ? u"cancelled"_s : output.toString());
    });
    while (!isWaiting)
        std::this_thread::yield();
    keepAThreadWaiting();
}

void useInCopies()
{
    inACopy();
    echo(u"here"_s);
    inACopy();
    keepAThreadWaiting();
    inACopy();
    echo(u"here again"_s);
}

// The first thread that Qt sees is not main's.
void makeApplicationAfterwards()
{
    std::thread([] { echo(u"in a thread"_s); }).join();
    int argc = 1;
    char name[] = "blockingscenario";
    char *argv[] = {name, nullptr};
    QCoreApplication application(argc, argv);
    captureProcess({u"echo"_s, {u"captured"_s}})
        .then(&application, [&application](const ProcessOutput &output) {
            say(QString::fromUtf8(output.out.trimmed()));
            application.quit();
        });
    application.exec();
    echo(u"at the end"_s);
}

void runWhoMayNotBeSignalled()
{
    refuseSignals();
    const ProcessOutput output =
        runProcess({.program = u"sh"_s,
                    .arguments = {u"-c"_s, u"echo early; exec sleep 1000"_s},
                    .options = {.parentDeathSignal = SIGKILL}},
                   {.maximumBytes = 5});
    say(QString::fromUtf8(output.out) + u": "_s + output.toString());
}

void perform(const QByteArray &mode)
{
    if (mode == "first-in-destructor")
        useInDestructor(false);
    else if (mode == "destructor")
        useInDestructor(true);
    else if (mode == "main-returns")
        keepAThreadWaiting();
    else if (mode == "exit-in-thread")
        exitInAnotherThread();
    else if (mode == "threads-go-on")
        leaveBusyThreads();
    else if (mode == "joined-in-destructor")
        joinInDestructor();
    else if (mode == "copies")
        useInCopies();
    else if (mode == "application-afterwards")
        makeApplicationAfterwards();
    else if (mode == "unsignallable")
        runWhoMayNotBeSignalled();
}

} // namespace

int main(int, char **argv)
{
    testChild = QString::fromLocal8Bit(argv[2]);
    perform(argv[1]);
    return 0;
}
