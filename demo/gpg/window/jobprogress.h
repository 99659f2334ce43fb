// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_JOBPROGRESS_H
#define GPGDESK_JOBPROGRESS_H

#include "gpgrequest.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QString>

/// How far an operation has come.
class JobProgress
{
public:
    /// "Encrypting".
    static QString wordsOf(GpgRequest::Operation operation);

    /// gpg is started: the time counts from the first byte that it takes.
    void restartClock() { m_clock.invalidate(); }
    void set(qint64 done, qint64 total);

    double fraction() const; ///< -1: not known
    qint64 bytesDone() const { return m_done; }
    qint64 bytesTotal() const { return m_total; } ///< -1: not known
    double bytesPerSecond() const;

private:
    qint64 m_done = 0;
    qint64 m_total = -1;
    QElapsedTimer m_clock;
};

#endif // GPGDESK_JOBPROGRESS_H
