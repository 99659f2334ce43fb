// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef UNPACKING_H
#define UNPACKING_H

#include "gpgresult.h"

#include <offspring/processprotocol.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

class QIODevice;

/// Unpacks a tar archive, which tar reads from a pipe, into a new folder that only its owner can
/// read. The archive is not to be trusted, and cannot write anywhere else: tar follows no link out
/// of the folder, and accepts neither ".." nor absolute paths. Owners and set-user-ID bits in it
/// are ignored.
class Unpacking : public Offspring::ProcessProtocol
{
    Q_OBJECT

public:
    /// \a archive is open, and stays so.
    Unpacking(QIODevice *archive, const QString &folder, QObject *parent = nullptr);
    ~Unpacking() override;

    /// ended() follows, from the loop.
    void start();
    void cancel();

    /// When it has ended. \a readFault: why \a archive could not be read to its end; empty: it
    /// could.
    GpgResult result(const QString &readFault) const;

    void childDataReceived(int childFD, const QByteArray &data) override;
    void processEnded(const Offspring::ExitReason &reason) override;

Q_SIGNALS:
    void ended();

private:
    using Outcome = GpgResult::Outcome;

    Outcome makeFolder();
    void spawn();
    void end(Outcome outcome, const QString &fault);
    QString whatIsLeft() const;

    QIODevice *const m_archive;
    const QByteArray m_path;
    QByteArray m_name; // of the new folder, in its parent
    int m_parentFolder = -1;
    int m_folder = -1;
    bool m_isCancelled = false;
    bool m_isCutOff = false; // the archive
    QByteArray m_complaints;
    Outcome m_outcome = Outcome::Done;
    QString m_fault;
    bool m_isLeft = false; // something, in the folder
};

#endif // UNPACKING_H
