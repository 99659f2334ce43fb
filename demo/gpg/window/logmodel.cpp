// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "logmodel.h"

#include "gpgrecord.h"

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    return role == TextRole ? m_lines.value(index.row()) : QVariant();
}

QHash<int, QByteArray> LogModel::roleNames() const
{
    return {{TextRole, "line"}};
}

void LogModel::add(const QByteArray &line)
{
    if (count() == maximumLines) {
        const int dropped = maximumLines / 8; // seldom, rather than for each line
        beginRemoveRows({}, 0, dropped - 1);
        m_lines.remove(0, dropped);
        endRemoveRows();
    }
    beginInsertRows({}, count(), count());
    m_lines << printable(QString::fromUtf8(line));
    endInsertRows();
    Q_EMIT countChanged();
}

void LogModel::addOrReplace(const QByteArray &line, QStringView kind)
{
    if (m_lines.isEmpty() || !m_lines.last().startsWith(kind))
        return add(line);
    m_lines.last() = printable(QString::fromUtf8(line));
    const QModelIndex last = index(count() - 1);
    Q_EMIT dataChanged(last, last);
}

QString LogModel::text() const
{
    return m_lines.join(u'\n');
}

void LogModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
    Q_EMIT countChanged();
}
