// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_DESCRIPTORWATCHER_H
#define OFFSPRING_DESCRIPTORWATCHER_H

#include <QtCore/QFlags>
#include <QtCore/QObject>

#include <functional>
#include <utility>

namespace Offspring {

/// What to wait for. Nothing: only for the loss of the other end, which is always reported. Urgent
/// comes alone, from the start to the end: for a file of the kernel's that tells of its changes in
/// no other way, poll(2) POLLPRI.
enum class Interest { Reading = 1, Writing = 2, Urgent = 4 };
Q_DECLARE_FLAGS(Interests, Interest)
Q_DECLARE_OPERATORS_FOR_FLAGS(Interests)

/// Step 3 of the walk: calls a handler, from the event loop, when a descriptor may be ready. It
/// may also be not ready: the handler tries, without blocking. A handler may
/// add and remove entries, its own too, run an event loop, and delete the watcher.
///
/// Entries may be added before the thread has an event dispatcher; they are served when its loop
/// runs. In a forked copy of the program the entries made before the fork are the parent's: they
/// are forgotten there, and what is asked about them does nothing.
class DescriptorWatcher : public QObject
{
public:
    using Handler = std::function<void()>;
    /// Never used twice. Not the descriptor, nor a pointer: a callback may close fd 6 and open
    /// another fd 6 while an event of the first is still to be handled.
    using Id = quint64;

    explicit DescriptorWatcher(QObject *parent)
        : QObject(parent)
    { }

    /// What the watcher itself needs of the kernel; before the first entry. 0, or errno.
    virtual int open() = 0;
    virtual Id add(int fd, Interests interests, Handler handler) = 0;
    virtual void change(Id id, Interests interests) = 0;
    /// Before the descriptor is closed.
    virtual void remove(Id id) = 0;
    /// The thread has a new event dispatcher, which knows of nothing yet.
    virtual void dispatcherChanged() = 0;
};

/// The owner of one entry.
class Watch
{
public:
    Watch() = default;
    Watch(DescriptorWatcher &watcher, int fd, Interests interests,
          DescriptorWatcher::Handler handler)
        : m_watcher(&watcher)
        , m_id(watcher.add(fd, interests, std::move(handler)))
        , m_interests(interests)
    { }
    Watch(Watch &&other) noexcept { swap(other); }
    Watch &operator=(Watch &&other) noexcept
    {
        Watch(std::move(other)).swap(*this);
        return *this;
    }
    ~Watch()
    {
        if (m_watcher)
            m_watcher->remove(m_id);
    }

    bool isActive() const { return m_watcher; }
    void setInterests(Interests interests)
    {
        if (std::exchange(m_interests, interests) != interests)
            m_watcher->change(m_id, interests);
    }

private:
    void swap(Watch &other) noexcept
    {
        std::swap(m_watcher, other.m_watcher);
        std::swap(m_id, other.m_id);
        std::swap(m_interests, other.m_interests);
    }

    DescriptorWatcher *m_watcher = nullptr;
    DescriptorWatcher::Id m_id = 0;
    Interests m_interests;
};

} // namespace Offspring

#endif // OFFSPRING_DESCRIPTORWATCHER_H
