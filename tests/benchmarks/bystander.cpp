// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "bystander.h"

#include "lateness.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSocketNotifier>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr char beginning = 'b';
constexpr char ending = 'e';

void give(int socket, const void *data, std::size_t size)
{
    if (write(socket, data, size) != ssize_t(size))
        _exit(1);
}

[[noreturn]] void standBy(int socket)
{
    char name[] = "bystander";
    char *arguments[] = {name, nullptr};
    int argumentCount = 1;
    QCoreApplication application(argumentCount, arguments);
    Lateness lateness;
    QSocketNotifier questions(socket, QSocketNotifier::Read);
    QObject::connect(&questions, &QSocketNotifier::activated, &questions, [&] {
        char question = 0;
        if (read(socket, &question, 1) != 1)
            _exit(0); // the other end is gone
        if (question == beginning)
            lateness.restart();
        const std::size_t count = question == beginning ? 0 : lateness.values().size();
        give(socket, &count, sizeof count);
        if (count > 0)
            give(socket, lateness.values().data(), count * sizeof(double));
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
    ask(beginning);
    std::size_t none;
    take(&none, sizeof none);
}

std::vector<double> Bystander::end() const
{
    ask(ending);
    std::size_t count = 0;
    take(&count, sizeof count);
    std::vector<double> result(count);
    if (count > 0)
        take(result.data(), count * sizeof(double));
    return result;
}

void Bystander::ask(char what) const
{
    if (write(m_ours, &what, 1) != 1)
        qFatal("bystander");
}

void Bystander::take(void *answer, std::size_t size) const
{
    if (recv(m_ours, answer, size, MSG_WAITALL) != ssize_t(size))
        qFatal("bystander");
}
