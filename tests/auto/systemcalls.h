// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SYSTEMCALLS_H
#define SYSTEMCALLS_H

#include <QtCore/QByteArray>
#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

#include <pthread.h>

/// Who made a call, in a program that spawns. Elsewhere: a child's program, and its descendants.
enum class Caller { Program, Thread, Child, Elsewhere };

/// A line of strace's: "5 close(3) = 0".
struct SystemCall
{
    QString name;
    QString text;
    int pid = 0; // 0: only one is traced
    Caller caller = Caller::Elsewhere;
    int number = 0; // the how manieth of its name by this pid
    int rank = 0; // the same among those that count
    /// It, or what a 32-bit program calls in its place: mmap2, fcntl64, ppoll_time64, setresuid32.
    bool isCalled(QLatin1String wanted) const
    {
        static const QRegularExpression generation(QStringLiteral("^(|2|32|64|_time64)$"));
        return name.startsWith(wanted) && generation.match(name.sliced(wanted.size())).hasMatch();
    }
    bool isInjected() const { return text.endsWith(QLatin1String("(INJECTED)")); }
};

/// What strace wrote about a program that marks with getpgid(-7) and getpgid(-8) where the part
/// begins and ends that counts; with the threads and children it made in there.
class SystemCalls
{
public:
    explicit SystemCalls(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return;
        while (!file.atEnd())
            readLine(QString::fromLatin1(file.readLine()).trimmed());
        number();
        nameThreadStacks();
        findCallers();
        leaveOutTheMachine();
        rank();
    }

    /// Those that count, in order.
    QList<SystemCall> all() const
    {
        QList<SystemCall> result;
        for (const SystemCall &call : m_calls) {
            if (call.caller != Caller::Elsewhere)
                result << call;
        }
        return result;
    }

private:
    void readLine(const QString &line)
    {
        static const QRegularExpression begun(QStringLiteral("^(?:(\\d+) +)?(\\w+)\\(.*$"));
        static const QRegularExpression resumed(
            QStringLiteral("^(?:(\\d+) +)?<\\.\\.\\. (\\w+) resumed>.*$"));
        if (const auto match = begun.match(line); match.hasMatch()) {
            const int pid = match.captured(1).toInt();
            m_unfinished[pid] = m_calls.size();
            m_calls << SystemCall{match.captured(2), line, pid};
        } else if (const auto rest = resumed.match(line); rest.hasMatch()) {
            m_calls[m_unfinished.value(rest.captured(1).toInt())].text += line;
        }
    }

    void number()
    {
        QHash<QString, int> counts;
        for (SystemCall &call : m_calls)
            call.number = ++counts[call.name + QString::number(call.pid)];
    }

    void rank()
    {
        QHash<QString, int> counts;
        for (SystemCall &call : m_calls) {
            if (call.caller != Caller::Elsewhere)
                call.rank = ++counts[call.name + QString::number(call.pid)];
        }
    }

    // Who looks for the members of a group asks for that of every process of the machine, and how
    // many of those there are is no matter of the program's. What counts is the call whose answer
    // is a child; of one that failed on purpose the answer is not known.
    void leaveOutTheMachine()
    {
        QSet<int> children;
        for (SystemCall &call : m_calls) {
            if (call.caller != Caller::Program && call.caller != Caller::Thread)
                continue;
            if (call.name.startsWith(QLatin1String("clone")))
                children << result(call);
            else if (call.caller == Caller::Program && call.name == QLatin1String("getpgid")
                     && !call.isInjected() && !children.contains(result(call)))
                call.caller = Caller::Elsewhere;
        }
    }

    // What libc maps and protects for a thread it marks as the library marks a child's stack, but
    // for the size, which is the same for every thread. The flags after it differ from libc to
    // libc.
    void nameThreadStacks()
    {
        static const QRegularExpression mapped(
            QStringLiteral("^(?:\\d+ +)?mmap2?\\(NULL, %1, .*MAP_STACK.* = (0x\\w+)?")
                .arg(threadStackSize()));
        static const QRegularExpression guarded(QStringLiteral("mprotect\\((0x\\w+), .*PROT_NONE"));
        QSet<QString> stacks;
        for (SystemCall &call : m_calls) {
            if (const auto stack = mapped.match(call.text); stack.hasMatch()) {
                stacks << stack.captured(1);
                call.text.replace(QLatin1String("MAP_STACK"), QLatin1String("MAP_STACK (thread)"));
            } else if (const auto guard = guarded.match(call.text);
                       guard.hasMatch() && stacks.contains(guard.captured(1))) {
                call.text.replace(QLatin1String("PROT_NONE"), QLatin1String("PROT_NONE (thread)"));
            }
        }
    }

    // With its guard.
    static size_t threadStackSize()
    {
        pthread_attr_t attributes;
        size_t stack = 0;
        size_t guard = 0;
        pthread_getattr_default_np(&attributes);
        pthread_attr_getstacksize(&attributes, &stack);
        pthread_attr_getguardsize(&attributes, &guard);
        pthread_attr_destroy(&attributes);
        return stack + guard;
    }

    void findCallers()
    {
        if (m_calls.isEmpty())
            return;
        QHash<int, Caller> callers;
        const int program = m_calls.constFirst().pid;
        for (SystemCall &call : m_calls) {
            if (call.name == QLatin1String("getpgid") && call.text.contains(QLatin1String("(-7")))
                callers[program] = Caller::Program;
            if (call.name == QLatin1String("getpgid") && call.text.contains(QLatin1String("(-8")))
                callers[program] = Caller::Elsewhere;
            call.caller = callers.value(call.pid, Caller::Elsewhere);
            const bool isOurs = call.caller == Caller::Program || call.caller == Caller::Thread;
            if (isOurs && call.name.startsWith(QLatin1String("clone")))
                callers[result(call)] = call.text.contains(QLatin1String("CLONE_THREAD"))
                    ? Caller::Thread
                    : Caller::Child;
            if (call.name == QLatin1String("execve") && result(call) == 0)
                callers[call.pid] = Caller::Elsewhere;
        }
    }

    // -1: it failed.
    static int result(const SystemCall &call)
    {
        static const QRegularExpression number(QStringLiteral("\\) += (\\d+)[^=]*$"));
        const auto match = number.match(call.text);
        return match.hasMatch() ? match.captured(1).toInt() : -1;
    }

    QList<SystemCall> m_calls;
    QHash<int, qsizetype> m_unfinished; // pid → which
};

#endif // SYSTEMCALLS_H
