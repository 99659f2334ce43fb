// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GRAMMAR_H
#define GRAMMAR_H

#include <offspring/exitreason.h>

#include <QtCore/QMap>
#include <QtCore/QSet>
#include <QtCore/QString>

#include <optional>

/// Which callbacks one listener may get of one child, and in which order: guarantees 1 to 4 as an
/// automaton.
/// It takes a word at a time; the first that it does not allow is its fault, for good.
class Grammar
{
public:
    /// Of a child that has started: \a readers have data, \a writers water marks, and each
    /// is lost once.
    void setStreams(const QSet<int> &readers, const QSet<int> &writers)
    {
        m_readers = readers;
        m_writers = writers;
    }
    // What was asked for meanwhile.
    void pause(const QSet<int> &fds)
    {
        if (!m_lost.intersects(fds)) // those on a terminal are lost as one
            m_paused += fds;
    }
    void resume(const QSet<int> &fds) { m_paused -= fds; }
    void close(const QSet<int> &fds) { m_closed += fds; }
    /// A device has them: their data does not come here, and their loss may have been noticed in a
    /// wait.
    void take(const QSet<int> &fds) { m_taken += fds; }
    /// The source that feeds it was deleted: an abort, unless all was sent.
    void cut(const QSet<int> &fds) { m_cut += fds; }

    void connectionMade()
    {
        check(m_state == State::Fresh, "connectionMade, not first");
        m_state = State::Connected;
    }
    void data(int fd)
    {
        check(isOpen(fd) && m_readers.contains(fd), "data of a stream that is not open");
        check(!m_paused.contains(fd), "data of a paused stream");
        check(!m_closed.contains(fd), "data of a closed stream");
        check(!m_taken.contains(fd), "data of a stream that a device has");
    }
    void writePaused(int fd)
    {
        check(isOpen(fd) && m_writers.contains(fd) && !m_pausedWriters.contains(fd)
                  && !m_taken.contains(fd),
              "writePaused out of turn");
        m_pausedWriters << fd;
    }
    void writeResumed(int fd)
    {
        check(isOpen(fd) && m_pausedWriters.remove(fd), "writeResumed out of turn");
    }
    void lost(int fd)
    {
        check(isOpen(fd), "a loss of a stream that is not open");
        check(!m_paused.contains(fd) || m_closed.contains(fd) || m_cut.contains(fd)
                  || m_taken.contains(fd),
              "a loss of a paused stream");
        m_lost << fd;
    }
    void exited(const Offspring::ExitReason &reason)
    {
        check(m_state == State::Connected && !m_exited, "processExited out of turn");
        check(!reason.truncated(), "processExited with truncated()");
        m_exited = reason;
    }
    void ended(const Offspring::ExitReason &reason)
    {
        if (reason.kind() == Offspring::ExitReason::Kind::NotStarted) {
            check(m_state == State::Fresh, "NotStarted after another callback");
            check(reason.error().stage != Offspring::SpawnError::Stage::None
                      && reason.error().errorNumber != 0,
                  "NotStarted without a stage or an errno");
        } else {
            check(m_state == State::Connected, "processEnded out of turn");
            check(m_exited && m_exited->kind() == reason.kind()
                      && m_exited->status() == reason.status(),
                  "processEnded and processExited differ");
            check(m_lost == m_readers + m_writers, "processEnded before the last stream's loss");
        }
        m_state = State::Over;
    }

    bool isOver() const { return m_state == State::Over; }
    bool hasLost(int fd) const { return m_lost.contains(fd); }
    /// The first word out of place; empty: none.
    QString fault() const { return m_fault; }

private:
    enum class State { Fresh, Connected, Over };

    bool isOpen(int fd) const
    {
        return m_state == State::Connected && (m_readers + m_writers).contains(fd)
            && !m_lost.contains(fd);
    }
    void check(bool isAllowed, const char *what)
    {
        if (!isAllowed && m_fault.isEmpty())
            m_fault = QString::fromLatin1(what);
    }

    State m_state = State::Fresh;
    QSet<int> m_readers;
    QSet<int> m_writers;
    QSet<int> m_lost;
    QSet<int> m_pausedWriters;
    QSet<int> m_paused;
    QSet<int> m_closed;
    QSet<int> m_cut;
    QSet<int> m_taken;
    std::optional<Offspring::ExitReason> m_exited;
    QString m_fault;
};

#endif // GRAMMAR_H
