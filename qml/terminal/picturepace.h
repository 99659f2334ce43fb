// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_PICTUREPACE_H
#define OFFSPRING_TERMINAL_PICTUREPACE_H

#include <QtCore/QtGlobal>

namespace Offspring::Terminal {

/// How soon what a program has written is shown. Usually in the next frame. But nobody can read a
/// flood, and each picture of it takes the processor from the program that writes it: so then there
/// are fewer of them, and the more comes between two, the fewer. All times are in milliseconds.
class PicturePace
{
public:
    static constexpr qsizetype flood = 64 * 1024; ///< bytes: more than a screen full of colours
    static constexpr qsizetype torrent = 512 * 1024; ///< bytes: a hundred screens of text
    static constexpr qint64 pauseInFlood = 40;
    static constexpr qint64 pauseInTorrent = 80;
    static constexpr qint64 pauseAfterKey = 16;
    static constexpr qint64 answerTime = 200; ///< from a key on: what comes may be its answer

    void receive(qsizetype bytes) { m_bytes += bytes; }
    /// A picture is made.
    void show(qint64 now)
    {
        m_bytesBefore = m_bytes;
        m_bytes = 0;
        m_shown = now;
    }
    /// The user has typed, to end the flood maybe.
    void type(qint64 now) { m_lastAnswer = now + answerTime; }
    /// Until the next picture may be made; 0: it may be now.
    qint64 pause(qint64 now) const { return qMax(m_shown + shortest(now) - now, qint64(0)); }

private:
    // What has come until now may be but the beginning of as much as came the last time.
    qint64 shortest(qint64 now) const
    {
        const qsizetype bytes = qMax(m_bytes, m_bytesBefore);
        if (bytes <= flood)
            return 0;
        if (now < m_lastAnswer)
            return pauseAfterKey;
        return bytes > torrent ? pauseInTorrent : pauseInFlood;
    }

    qsizetype m_bytes = 0; // since the last picture
    qsizetype m_bytesBefore = 0; // between that and the one before
    qint64 m_shown = 0; // the last picture
    qint64 m_lastAnswer = 0;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_PICTUREPACE_H
