// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The kernel keeps no set: a thread of the set's own polls its entries, and writes to the set's
// descriptor when one of them is ready. From then on until wait() finds nothing ready the thread
// polls nothing:
//
//   Resting  -- wait() has found nothing ready -->  Polling
//   Polling  -- an entry is ready: a byte is written; an entry is changed: the same -->  Resting
//
// A descriptor that is polled is not closed as long as that lasts, whoever closes its number. So
// who changes or removes an entry waits until the thread is out of poll(2).

#include "readyset.h"

#include "descriptorpair.h"
#include "exitwaiter_posix.h"
#include "signalshield.h"
#include "stayloaded.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <map>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>

namespace Offspring::Os {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t mostAtOnce = 64;
// Sanitizers need more than a thread that only polls.
constexpr std::size_t stackSize = 256 * 1024;

short eventsFor(bool reads, bool writes)
{
    return short((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
}

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

void sendByte(const Known &end)
{
    const char byte = 0;
    if (end.isStillThere()) // full: it has been told
        send(end.fd, &byte, 1, MSG_NOSIGNAL);
}

void drain(const Known &end)
{
    char bytes[64];
    while (end.isStillThere() && recv(end.fd, bytes, sizeof bytes, 0) > 0) { }
}

bool isReported(const pollfd &query)
{
    return (query.revents & ~POLLNVAL) != 0;
}

// One by one where there are more of them than may be open by now.
void pollNow(std::vector<pollfd> &queries)
{
    if (poll(queries.data(), nfds_t(queries.size()), 0) >= 0)
        return;
    for (pollfd &query : queries)
        poll(&query, 1, 0);
}

int millisecondsTo(Clock::time_point end)
{
    using std::chrono::milliseconds;
    return int(
        std::max<std::int64_t>(std::chrono::ceil<milliseconds>(end - Clock::now()).count(), 0));
}

} // namespace

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

    class Lock;

    /// What is known of the entries: not so when the kernel polls fewer than there are; broken when
    /// other code has closed the set's own descriptors.
    enum class Polled { Known, Unknown, Broken };

    static void *run(void *self);
    void keep();
    Polled pollForKeeper(std::vector<pollfd> &queries);
    void rest();
    void buildQueries();
    bool findReady(std::vector<std::uint64_t> &ids);
    void forgetClosed(const std::vector<pollfd> &queries);

    const OwnerProcess m_owner;
    const Known m_ours;
    UniqueFD m_theirsOwned;
    const Known m_theirs;
    pthread_t m_thread = {};
    bool m_isStarted = false;

    pthread_mutex_t m_mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t m_hasChanged = PTHREAD_COND_INITIALIZER;
    enum class State { Resting, Polling, Ended } m_state = State::Resting;
    bool m_isInPoll = false;
    std::map<int, Entry> m_entries; // by descriptor
    std::vector<pollfd> m_queries; // of them
    bool m_isBuilt = false;
    int m_next = 0; // descriptor to begin with, so that no entry waits for ever for others
};

class ReadySet::Keeper::Lock
{
public:
    explicit Lock(Keeper &keeper)
        : m_mutex(keeper.m_mutex)
    {
        pthread_mutex_lock(&m_mutex);
    }
    ~Lock() { pthread_mutex_unlock(&m_mutex); }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

private:
    pthread_mutex_t &m_mutex;
};

ReadySet::Keeper::Keeper(int ours, UniqueFD theirs)
    : m_ours(ours)
    , m_theirsOwned(std::move(theirs))
    , m_theirs(m_theirsOwned.number())
{ }

// A forked copy of the program has no such thread, and the mutex may have been locked.
ReadySet::Keeper::~Keeper()
{
    if (m_isStarted && m_owner.isThisProcess()) {
        {
            const Lock lock(*this);
            rest();
            m_state = State::Ended;
            pthread_cond_broadcast(&m_hasChanged);
        }
        pthread_join(m_thread, nullptr);
    }
    if (!m_theirs.isStillThere())
        m_theirsOwned.release();
}

int ReadySet::Keeper::start()
{
    stayLoaded();
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stackSize);
    const SignalShield shield(SignalShield::Against::Application);
    const int error = pthread_create(&m_thread, &attributes, run, this);
    pthread_attr_destroy(&attributes);
    m_isStarted = error == 0;
    sendByte(m_theirs);
    return error;
}

bool ReadySet::Keeper::isUsable()
{
    const Lock lock(*this);
    return m_state != State::Ended && m_ours.isStillThere() && m_theirs.isStillThere();
}

void *ReadySet::Keeper::run(void *self)
{
    static_cast<Keeper *>(self)->keep();
    return nullptr;
}

// Of each number there is one entry: an older one is of a file that other code has closed.
bool ReadySet::Keeper::put(int fd, std::uint64_t id, short events)
{
    const Lock lock(*this);
    rest();
    m_entries.insert_or_assign(fd, Entry{id, events});
    m_isBuilt = false;
    return m_state != State::Ended;
}

void ReadySet::Keeper::remove(int fd)
{
    const Lock lock(*this);
    rest();
    m_isBuilt = m_entries.erase(fd) == 0 && m_isBuilt;
}

// The owner has to look then, so that the thread goes on.
void ReadySet::Keeper::rest()
{
    if (m_state != State::Polling)
        return;
    m_state = State::Resting;
    if (m_isInPoll)
        sendByte(m_ours);
    while (m_isInPoll)
        pthread_cond_wait(&m_hasChanged, &m_mutex);
    sendByte(m_theirs);
}

void ReadySet::Keeper::buildQueries()
{
    if (m_isBuilt)
        return;
    m_queries.clear();
    for (const auto &[fd, entry] : m_entries)
        m_queries.push_back({fd, entry.events, 0});
    m_isBuilt = true;
}

void ReadySet::Keeper::keep()
{
    const Lock lock(*this);
    for (;;) {
        while (m_state == State::Resting)
            pthread_cond_wait(&m_hasChanged, &m_mutex);
        if (m_state == State::Ended)
            return;
        buildQueries();
        std::vector<pollfd> queries = m_queries;
        queries.push_back({m_theirs.fd, POLLIN, 0});
        m_isInPoll = true;
        pthread_mutex_unlock(&m_mutex);
        const Polled polled = pollForKeeper(queries);
        pthread_mutex_lock(&m_mutex);
        m_isInPoll = false;
        pthread_cond_broadcast(&m_hasChanged);
        if (polled == Polled::Broken)
            m_state = State::Ended;
        if (m_state != State::Polling)
            continue;
        queries.pop_back();
        forgetClosed(queries);
        const bool isReady =
            polled == Polled::Unknown || std::any_of(queries.begin(), queries.end(), isReported);
        if (isReady) {
            m_state = State::Resting;
            sendByte(m_theirs);
        }
    }
}

// The last query is the keeper's own.
ReadySet::Keeper::Polled ReadySet::Keeper::pollForKeeper(std::vector<pollfd> &queries)
{
    constexpr int pauseMs = 20;
    if (!m_theirs.isStillThere())
        return Polled::Broken;
    if (poll(queries.data(), nfds_t(queries.size()), -1) < 0) {
        if (errno == EINTR)
            return Polled::Known;
        poll(&queries.back(), 1, pauseMs); // there are more of them than may be open by now
        return Polled::Unknown;
    }
    const int wakes = queries.back().revents;
    if ((wakes & POLLIN) != 0)
        drain(m_theirs);
    return (wakes & (POLLNVAL | POLLHUP | POLLERR)) != 0 ? Polled::Broken : Polled::Known;
}

// By other code: nothing is reported of them any more, as by a kernel that keeps such a set.
void ReadySet::Keeper::forgetClosed(const std::vector<pollfd> &queries)
{
    for (const pollfd &query : queries) {
        if ((query.revents & POLLNVAL) != 0)
            m_isBuilt = m_entries.erase(query.fd) == 0 && m_isBuilt;
    }
}

bool ReadySet::Keeper::findReady(std::vector<std::uint64_t> &ids)
{
    buildQueries();
    std::vector<pollfd> queries = m_queries;
    pollNow(queries);
    forgetClosed(queries);
    const auto isBefore = [&](const pollfd &each) { return each.fd < m_next; };
    std::rotate(queries.begin(), std::partition_point(queries.begin(), queries.end(), isBefore),
                queries.end());
    for (const pollfd &query : queries) {
        const auto entry = isReported(query) ? m_entries.find(query.fd) : m_entries.end();
        if (entry == m_entries.end())
            continue;
        if (ids.size() == mostAtOnce) {
            m_next = query.fd;
            break;
        }
        ids.push_back(entry->second.id);
    }
    return !ids.empty();
}

int ReadySet::Keeper::wait(int timeoutMs, std::vector<std::uint64_t> &ids)
{
    const Clock::time_point end = Clock::now() + std::chrono::milliseconds(timeoutMs);
    for (;;) {
        {
            const Lock lock(*this);
            if (m_state == State::Ended || !m_ours.isStillThere())
                return EBADF;
            if (findReady(ids))
                return 0;
            if (m_state == State::Resting) {
                drain(m_ours);
                m_state = State::Polling;
                pthread_cond_broadcast(&m_hasChanged);
            }
        }
        pollfd query = {m_ours.fd, POLLIN, 0};
        const int left = timeoutMs < 0 ? -1 : millisecondsTo(end);
        const int count = left == 0 ? 0 : poll(&query, 1, left);
        if (count < 0)
            return errno;
        if (count == 0 && timeoutMs >= 0)
            return 0;
    }
}

const char *const ReadySet::openingCall = "socketpair";

int ReadySet::open()
{
    if (isOpen())
        return 0;
    DescriptorPair pair = openSocketPair();
    if (!pair.isOpen() || fcntl(pair.first.number(), F_SETFL, O_NONBLOCK) < 0
        || fcntl(pair.second.number(), F_SETFL, O_NONBLOCK) < 0) {
        return errno;
    }
    auto keeper = std::make_shared<Keeper>(pair.first.number(), std::move(pair.second));
    if (keeper->start() != 0)
        return ENOSYS; // without a thread there is no set
    m_fd = std::move(pair.first);
    m_keeper = std::move(keeper);
    m_owner = OwnerProcess();
    return 0;
}

bool ReadySet::isOurs() const
{
    return isOpen() && m_owner.isThisProcess();
}

bool ReadySet::add(int fd, std::uint64_t id, bool reads, bool writes)
{
    return isOurs() && m_keeper->put(fd, id, eventsFor(reads, writes));
}

bool ReadySet::change(int fd, std::uint64_t id, bool reads, bool writes)
{
    return add(fd, id, reads, writes);
}

bool ReadySet::addUrgent(int fd, std::uint64_t id)
{
    return isOurs() && m_keeper->put(fd, id, POLLPRI);
}

void ReadySet::remove(int fd)
{
    if (isOurs())
        m_keeper->remove(fd);
}

void ReadySet::forget()
{
    m_fd.release();
    m_keeper.reset();
}

bool ReadySet::isUsable() const
{
    return isOurs() && m_keeper->isUsable();
}

std::vector<std::uint64_t> ReadySet::wait(int timeoutMs) const
{
    std::vector<std::uint64_t> ids;
    wait(timeoutMs, ids);
    return ids;
}

int ReadySet::wait(int timeoutMs, std::vector<std::uint64_t> &ids) const
{
    return isOurs() ? m_keeper->wait(timeoutMs, ids) : EBADF;
}

} // namespace Offspring::Os
