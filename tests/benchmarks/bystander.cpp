// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "bystander.h"

#include "contest.h"
#include "lateness.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSocketNotifier>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr char beginning = 'b';
constexpr char ending = 'e';

[[noreturn]] void standBy(int socket)
{
    char name[] = "bystander";
    char *arguments[] = {name, nullptr};
    int count = 1;
    QCoreApplication application(count, arguments);
    Lateness lateness;
    QSocketNotifier questions(socket, QSocketNotifier::Read);
    QObject::connect(&questions, &QSocketNotifier::activated, &questions, [&] {
        char question = 0;
        if (read(socket, &question, 1) != 1)
            _exit(0); // the other end is gone
        if (question == beginning)
            lateness.restart();
        const Bystander::Seen seen = {percentile(lateness.values(), 1),
                                      percentile(lateness.values(), 0.99)};
        const std::size_t size = question == beginning ? 1 : sizeof seen;
        if (write(socket, question == beginning ? &question : static_cast<const void *>(&seen), size)
            != ssize_t(size)) {
            _exit(1);
        }
    });
    application.exec();
    _exit(0);
}

} // namespace

Bystander::Bystander()
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0 || (m_pid = fork()) < 0)
        qFatal("bystander");
    if (m_pid == 0) {
        close(ends[0]);
        standBy(ends[1]);
    }
    close(ends[1]);
    m_ours = ends[0];
}

Bystander::~Bystander()
{
    close(m_ours);
    waitpid(m_pid, nullptr, 0);
}

void Bystander::begin() const
{
    char answer;
    ask(beginning, &answer, 1);
}

Bystander::Seen Bystander::end() const
{
    Seen result;
    ask(ending, &result, sizeof result);
    return result;
}

void Bystander::ask(char what, void *answer, std::size_t size) const
{
    if (write(m_ours, &what, 1) != 1 || read(m_ours, answer, size) != ssize_t(size))
        qFatal("bystander");
}
