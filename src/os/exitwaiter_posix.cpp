// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "exitwaiter_posix.h"

#include "descriptorpair.h"
#include "signalshield.h"
#include "stayloaded.h"

#include <cerrno>
#include <csignal>
#include <mutex>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

// Sanitizers need more than a thread that only waits.
constexpr std::size_t stackSize = 256 * 1024;

// To the pipe, unless other code has closed it, and the number is another file's by now.
void tell(UniqueFD &pipe, unsigned long long file)
{
    if (fileNumber(pipe.number()) != file) {
        pipe.release();
        return;
    }
    const char byte = 0;
    while (write(pipe.number(), &byte, 1) < 0 && errno == EINTR) { }
}

} // namespace

/// What the two threads know. The last one destroys it.
struct ExitWaiter::Shared
{
    static constexpr int notYet = -1;
    static constexpr int none = 0;

    static void *run(void *pointer);
    int childToWaitFor();
    void give(int pid);

    std::mutex mutex;
    pthread_cond_t isGiven = PTHREAD_COND_INITIALIZER;
    int child = notYet;
    UniqueFD writing;
    unsigned long long file = 0; // that writing is of
};

int ExitWaiter::Shared::childToWaitFor()
{
    const std::lock_guard lock(mutex);
    while (child == notYet)
        pthread_cond_wait(&isGiven, mutex.native_handle());
    return child;
}

void ExitWaiter::Shared::give(int pid)
{
    const std::lock_guard lock(mutex);
    child = pid;
    pthread_cond_signal(&isGiven);
}

void *ExitWaiter::Shared::run(void *pointer)
{
    auto *const owned = static_cast<std::shared_ptr<Shared> *>(pointer);
    const std::shared_ptr<Shared> self = std::move(*owned);
    delete owned;
    const int child = self->childToWaitFor();
    if (child == none)
        return nullptr;
    siginfo_t info;
    while (waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) { }
    tell(self->writing, self->file);
    return nullptr;
}

ExitWaiter::~ExitWaiter()
{
    if (m_shared)
        m_shared->give(Shared::none);
}

int ExitWaiter::open()
{
    DescriptorPair pipe = openPipe(false);
    if (!pipe.isOpen())
        return errno;
    m_reading.swap(pipe.first);
    m_shared = std::make_shared<Shared>();
    m_shared->writing.swap(pipe.second);
    m_shared->file = fileNumber(m_shared->writing.number());
    return 0;
}

int ExitWaiter::start()
{
    stayLoaded();
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, stackSize);
    auto *const shared = new std::shared_ptr<Shared>(m_shared);
    const SignalShield shield(SignalShield::Against::Application);
    pthread_t thread;
    const int error = pthread_create(&thread, &attributes, Shared::run, shared);
    pthread_attr_destroy(&attributes);
    if (error != 0)
        delete shared;
    return error;
}

UniqueFD ExitWaiter::waitFor(int pid)
{
    m_shared->give(pid);
    m_shared.reset();
    return std::move(m_reading);
}

unsigned long long fileNumber(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 ? status.st_ino : 0;
}

} // namespace Offspring::Os
