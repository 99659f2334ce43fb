// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_LOGMODEL_H
#define GPGDESK_LOGMODEL_H

#include <QtCore/QAbstractListModel>
#include <QtCore/QHash>
#include <QtCore/QStringList>
#include <QtQml/qqmlregistration.h>

/// Lines that gpg wrote, the last of them.
class LogModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("they belong to a GpgJob")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    static constexpr int maximumLines = 4000;

    enum Role { TextRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;

    int count() const { return int(m_lines.size()); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// A line of gpg; characters that cannot be shown are replaced.
    void add(const QByteArray &line);
    /// Replaces the last line when that begins in the same way.
    void addOrReplace(const QByteArray &line, QStringView kind);
    /// All of it, to be copied.
    Q_INVOKABLE QString text() const;
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void countChanged();

private:
    QStringList m_lines;
};

#endif // GPGDESK_LOGMODEL_H
