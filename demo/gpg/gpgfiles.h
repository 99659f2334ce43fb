// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGFILES_H
#define GPGFILES_H

#include "gpgrequest.h"
#include "gpgresult.h"
#include "outputfile.h"

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>
#include <optional>

class Archive;

/// A failure of ours, not of gpg, that ends an operation.
struct GpgFault
{
    GpgResult::Outcome outcome;
    QString detail;
};

/// The files of one operation: its input, a detached signature, and its output, which appears as a
/// whole when publish() is called, or never.
class GpgFiles : public QObject
{
    Q_OBJECT

public:
    /// The most of an output that is kept in memory, in bytes.
    static constexpr qint64 maximumOutput = 64LL << 20;

    /// \a request outlives it.
    explicit GpgFiles(const GpgRequest &request, QObject *parent = nullptr);
    ~GpgFiles() override;

    /// All that the request names.
    std::optional<GpgFault> open();
    /// Closes them; what was not published is gone.
    void close();

    /// Null: none, or it is a folder.
    QIODevice *input() const { return m_input.get(); }
    /// Null: there is none of its own.
    QIODevice *signature() const { return m_signature.get(); }
    /// The archive of the folder that is the input; null: the input is no folder. archiveEnded() is
    /// emitted when its tar has ended.
    Archive *archive() const { return m_archive; }

    /// While it was read; empty: none.
    QString inputFault() const;
    bool isReadToItsEnd() const { return !m_input || m_input->atEnd(); }
    /// Its size is not known beforehand.
    bool isEndless() const { return m_archive || (m_input && m_input->isSequential()); }
    qint64 bytesIn() const;

    /// Of the output.
    std::optional<GpgFault> write(const QByteArray &data);
    /// Counts the data, and drops it.
    void discard(const QByteArray &data) { m_bytesOut += data.size(); }
    qint64 bytesOut() const { return m_bytesOut; }
    /// Puts the output into \a result, or into its file.
    std::optional<GpgFault> publish(GpgResult &result);

Q_SIGNALS:
    void archiveEnded();

private:
    std::optional<GpgFault> openInput();
    std::optional<GpgFault> openFile(std::unique_ptr<QIODevice> &device, const QString &name);
    std::optional<GpgFault> openFolder();
    std::optional<GpgFault> openOutput();
    bool isReplaced(const QIODevice *device) const;
    GpgFault outputFault(OutputFile::State state) const;

    const GpgRequest &m_request;
    std::unique_ptr<QIODevice> m_input;
    std::unique_ptr<QIODevice> m_signature;
    Archive *m_archive = nullptr;
    std::unique_ptr<OutputFile> m_file; // null: the output is kept in memory
    QByteArray m_output;
    qint64 m_bytesOut = 0;
};

#endif // GPGFILES_H
