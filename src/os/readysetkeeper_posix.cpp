// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "readysetkeeper_posix.h"

#include "signalshield.h"
#include "stayloaded.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <sys/socket.h>
#include <utility>

namespace Offspring::Os {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t mostAtOnce = 64;
// A set of so few is looked at whenever it changes: a look costs no more than a turn of the loop
// that the byte would cause.
constexpr std::size_t fewEntries = 4;
// Sanitizers need more than a thread that only polls.
constexpr std::size_t stackSize = 256 * 1024;

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
            const std::lock_guard lock(m_mutex);
            m_state = State::Ended;
            hasChanged();
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
    return error;
}

bool ReadySet::Keeper::isUsable()
{
    const std::lock_guard lock(m_mutex);
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
    const std::lock_guard lock(m_mutex);
    m_entries.insert_or_assign(fd, Entry{id, events});
    hasChanged();
    takeBackIfOver();
    return m_state != State::Ended;
}

void ReadySet::Keeper::remove(int fd)
{
    const std::lock_guard lock(m_mutex);
    if (m_entries.erase(fd) == 0)
        return;
    hasChanged();
    const unsigned round = m_round;
    while (m_isInPoll && m_round == round)
        pthread_cond_wait(&m_hasChanged, m_mutex.native_handle());
    takeBackIfOver();
}

// The thread looks at what there is now. Several changes wake it once.
void ReadySet::Keeper::hasChanged()
{
    if (m_isInPoll && !std::exchange(m_isWoken, true))
        sendByte(m_ours);
    m_isBuilt = false;
    pthread_cond_broadcast(&m_hasChanged);
}

void ReadySet::Keeper::takeBackIfOver()
{
    if (m_state != State::Reported || m_entries.size() > fewEntries || isAnyReady())
        return;
    drain(m_ours);
    m_state = State::Polling;
}

void ReadySet::Keeper::report()
{
    m_state = State::Reported;
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
    std::unique_lock lock(m_mutex);
    while (m_state != State::Ended) {
        if (m_state == State::Reported) {
            pthread_cond_wait(&m_hasChanged, m_mutex.native_handle());
            continue;
        }
        buildQueries();
        std::vector<pollfd> queries = m_queries;
        queries.push_back({m_theirs.fd, POLLIN, 0});
        m_isInPoll = true;
        m_isWoken = false;
        ++m_round;
        lock.unlock();
        const Polled polled = pollForKeeper(queries);
        lock.lock();
        m_isInPoll = false;
        pthread_cond_broadcast(&m_hasChanged);
        if (polled == Polled::Broken)
            m_state = State::Ended;
        if (m_state != State::Polling || m_isWoken)
            continue; // what was polled is not what there is
        queries.pop_back();
        forgetClosed(queries);
        if (polled == Polled::Unknown || std::any_of(queries.begin(), queries.end(), isReported))
            report();
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

bool ReadySet::Keeper::isAnyReady()
{
    buildQueries();
    std::vector<pollfd> queries = m_queries;
    pollNow(queries);
    forgetClosed(queries);
    return std::any_of(queries.begin(), queries.end(), isReported);
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
            const std::lock_guard lock(m_mutex);
            if (m_state == State::Ended || !m_ours.isStillThere())
                return EBADF;
            if (findReady(ids))
                return 0;
            if (m_state == State::Reported) {
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

} // namespace Offspring::Os
