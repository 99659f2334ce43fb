// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_READYSETKEEPER_POSIX_H
#define OFFSPRING_OS_READYSETKEEPER_POSIX_H

#include "exitwaiter_posix.h"
#include "readyset.h"

#include <map>
#include <mutex>
#include <poll.h>
#include <pthread.h>

namespace Offspring::Os {

/// A descriptor, and how it is told from another's with the same number.
struct Known
{
    int fd = -1;
    unsigned long long file = 0;

    explicit Known(int number)
        : fd(number)
        , file(fileNumber(number))
    { }
    bool isStillThere() const { return file != 0 && fileNumber(fd) == file; }
};

/// The kernel keeps no set: a thread of the set's own polls its entries, and writes a byte to the
/// set's descriptor when one of them is ready. Then it polls nothing until who waits for the set,
/// or changes it, finds none ready any more:
///
///   Polling   -- an entry is ready: a byte is written -->             Reported
///   Reported  -- none is found ready: the byte is taken back -->      Polling
///
/// A descriptor that is polled is not closed as long as that lasts, whoever closes its number. So
/// who removes an entry waits until the thread is out of poll(2).
class ReadySet::Keeper
{
public:
    /// \a ours is the set's descriptor, which it owns; the other end is the keeper's.
    Keeper(int ours, UniqueFD theirs);
    ~Keeper();
    Keeper(const Keeper &) = delete;
    Keeper &operator=(const Keeper &) = delete;

    int start();
    bool isUsable();

    /// False: other code has closed the set's descriptors.
    bool put(int fd, std::uint64_t id, short events);
    void remove(int fd);
    /// Level-triggered: what is found stays until it is not ready any more.
    int wait(int timeoutMs, std::vector<std::uint64_t> &ids);

private:
    struct Entry
    {
        std::uint64_t id;
        short events;
    };

    /// What is known of the entries: not so when the kernel polls fewer than there are; broken when
    /// other code has closed the set's own descriptors.
    enum class Polled { Known, Unknown, Broken };

    static void *run(void *self);
    void keep();
    Polled pollForKeeper(std::vector<pollfd> &queries);
    void hasChanged();
    void takeBackIfOver();
    void report();
    void buildQueries();
    bool isAnyReady();
    bool findReady(std::vector<std::uint64_t> &ids);
    void forgetClosed(const std::vector<pollfd> &queries);

    const OwnerProcess m_owner;
    const Known m_ours;
    UniqueFD m_theirsOwned;
    const Known m_theirs;
    pthread_t m_thread = {};
    bool m_isStarted = false;

    std::mutex m_mutex;
    pthread_cond_t m_hasChanged = PTHREAD_COND_INITIALIZER;
    enum class State { Polling, Reported, Ended } m_state = State::Polling;
    bool m_isInPoll = false;
    bool m_isWoken = false; // since that began: what is polled is not what there is
    unsigned m_round = 0; // of poll(2)
    std::map<int, Entry> m_entries; // by descriptor
    std::vector<pollfd> m_queries; // of them
    bool m_isBuilt = false;
    int m_next = 0; // descriptor to begin with, so that no entry waits for ever for others
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_READYSETKEEPER_POSIX_H
