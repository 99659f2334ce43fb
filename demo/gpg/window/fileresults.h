// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_FILERESULTS_H
#define GPGDESK_FILERESULTS_H

#include "gpgjob.h"
#include "tone.h"
#include "words.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QList>

/// The results of several files, the worst first, and a summary of them. The summary begins with
/// the bad files, even when there is one among a thousand good ones.
class FileResults : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int count READ count NOTIFY changed)
    /// How many there are to be.
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(bool complete READ isComplete NOTIFY changed)
    /// The tone of the summary: that of the worst result, and green only when all are green.
    Q_PROPERTY(Tone::Value tone READ tone NOTIFY changed)
    /// The numbers of files with each result, and the names of the worst.
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)
    /// The same for the other results, and a remedy for the worst.
    Q_PROPERTY(QString others READ others NOTIFY changed)
    Q_PROPERTY(QString wayOut READ wayOut NOTIFY changed)

public:
    enum Role {
        NameRole = Qt::UserRole,
        PathRole,
        StateRole, ///< in words
        SentenceRole,
        WayOutRole,
        ToneRole
    };
    /// Ordered from bad to good, as they are listed.
    enum class State {
        Bad,
        KeyRevoked,
        Failed,
        Cancelled,
        NotBegun,
        Skipped,
        Unchecked, ///< signed by a missing key, or with an unknown algorithm
        Expired,
        NotCertified,
        Done, ///< without a signature
        Good
    };
    Q_ENUM(State)

    using QAbstractListModel::QAbstractListModel;

    int count() const { return int(m_rows.size()); }
    int total() const { return m_total; }
    bool isComplete() const { return m_total > 0 && count() >= m_total; }
    Tone::Value tone() const;
    QString sentence() const;
    QString others() const;
    QString wayOut() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    Q_INVOKABLE void clear() { begin(0); }
    Q_INVOKABLE void begin(int total);
    /// Adds the result of \a job for the file \a path.
    Q_INVOKABLE void add(GpgJob *job, const QString &path);
    /// Adds a file that was skipped.
    Q_INVOKABLE void addSkipped(const QString &path, const QString &why);
    Q_INVOKABLE void addNotBegun(const QStringList &paths);

Q_SIGNALS:
    void changed();

private:
    struct Row
    {
        QString path;
        State state = State::Failed;
        QString sentence;
        QString wayOut;
    };

    void insert(const Row &row);
    int countOf(State state) const;
    QString namesOf(State state) const;
    QString words(State state) const;
    QString phrase(State state, bool withNames) const;

    QList<Row> m_rows;
    int m_total = 0;
    QString m_done = Words::tr("done"); // the word for a success
};

#endif // GPGDESK_FILERESULTS_H
