// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The floor: what anybody must do.

#include "peer.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace {

constexpr std::size_t blockSize = 128 * 1024;

struct Child
{
    pid_t pid = -1;
    int ends[3]; // ours
};

Child spawn(const Peer::Words &words)
{
    Child child;
    int theirs[3];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int fd = 0; fd < 3; ++fd) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            qFatal("pipe2");
        child.ends[fd] = ends[fd == 0];
        theirs[fd] = ends[fd != 0];
        posix_spawn_file_actions_adddup2(&actions, theirs[fd], fd);
    }
    std::vector<char *> arguments;
    for (const QByteArray &word : words)
        arguments.push_back(const_cast<char *>(word.constData()));
    arguments.push_back(nullptr);
    char *const environment[] = {nullptr};
    if (posix_spawn(&child.pid, arguments[0], &actions, nullptr, arguments.data(), environment)
        != 0)
        qFatal("posix_spawn");
    posix_spawn_file_actions_destroy(&actions);
    for (const int fd : theirs)
        close(fd);
    return child;
}

void reap(const Child &child)
{
    int status = -1;
    if (waitpid(child.pid, &status, 0) != child.pid || status != 0)
        qFatal("waitpid");
}

qint64 readToTheEnd(int fd)
{
    static std::vector<char> block(blockSize);
    qint64 total = 0;
    ssize_t bytes;
    while ((bytes = read(fd, block.data(), block.size())) > 0)
        total += bytes;
    return total;
}

void finish(const Child &child)
{
    close(child.ends[0]);
    for (const int fd : {child.ends[1], child.ends[2]}) {
        readToTheEnd(fd);
        close(fd);
    }
    reap(child);
}

class BarePeer final : public Peer
{
public:
    const char *name() const override { return "bare"; }

    void runChildren(int count, const Words &words) override
    {
        std::vector<Child> children;
        for (int i = 0; i < count; ++i)
            children.push_back(timed(words));
        for (const Child &child : children)
            finish(child);
    }

    qint64 drain(qint64 bytes, int) override
    {
        const Child child = spawn(pouringChild(bytes));
        const qint64 total = readToTheEnd(child.ends[1]);
        finish(child);
        return total;
    }

    void feed(qint64 bytes) override
    {
        const Child child = spawn(countingChild());
        while (bytes > 0) {
            for (qsizetype done = 0; done < pieceSize;) {
                const ssize_t written =
                    write(child.ends[0], piece().constData() + done, std::size_t(pieceSize - done));
                if (written < 0)
                    qFatal("write");
                done += written;
            }
            bytes -= pieceSize;
        }
        finish(child);
    }

    bool keep(int count) override
    {
        for (int i = 0; i < count; ++i)
            m_flock.push_back(spawn(echoingChild()));
        return true;
    }

    void echo(int count) override
    {
        char byte;
        for (int i = 0; i < count; ++i) {
            if (write(m_flock[std::size_t(i)].ends[0], "\n", 1) != 1)
                qFatal("write");
        }
        for (int i = 0; i < count; ++i) {
            if (read(m_flock[std::size_t(i)].ends[1], &byte, 1) != 1)
                qFatal("read");
        }
    }

    void release() override
    {
        for (const Child &child : m_flock)
            finish(child);
        m_flock.clear();
    }

private:
    Child timed(const Words &words)
    {
        const TimedCall call(*this);
        return spawn(words);
    }

    std::vector<Child> m_flock;
};

} // namespace

std::unique_ptr<Peer> makeBare()
{
    return std::make_unique<BarePeer>();
}
