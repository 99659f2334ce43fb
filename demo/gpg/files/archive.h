// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ARCHIVE_H
#define ARCHIVE_H

#include <offspring/processprotocol.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>

/// A folder as a stream: a tar that writes to a pipe, whose other end is readEnd(). The reader
/// cannot tell an early end from the end of the archive, so fault() is to be checked afterwards.
class Archive : public Offspring::ProcessProtocol
{
    Q_OBJECT

public:
    explicit Archive(const QString &folder, QObject *parent = nullptr);
    ~Archive() override;

    /// False: see fault().
    bool start();
    /// For one child. closeReadEnd() closes it here, so that tar gets an error when the child ends.
    int readEnd() const { return m_readEnd; }
    void closeReadEnd();
    void cancel();

    bool isRunning() const { return m_isRunning; }
    /// When it has ended: why the archive is not whole; empty: it is.
    QString fault() const { return m_fault; }
    /// "photos.tar"
    static QString nameOf(const QString &folder);

    void childDataReceived(int childFD, const QByteArray &data) override;
    void processEnded(const Offspring::ExitReason &reason) override;

Q_SIGNALS:
    void ended();

private:
    bool openFolder(QByteArray &name);

    const QString m_path;
    int m_parentFolder = -1;
    int m_readEnd = -1;
    bool m_isRunning = false;
    QByteArray m_complaints;
    QString m_fault;
};

#endif // ARCHIVE_H
