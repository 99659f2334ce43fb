// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "keyfilter.h"

#include "words.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

KeyFilter::KeyFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(this, signal, this, &KeyFilter::countChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &KeyFilter::countChanged);
    sort(0);
}

void KeyFilter::setKeys(KeyModel *keys)
{
    m_keys = keys;
    setSourceModel(keys);
    Q_EMIT keysChanged();
}

void KeyFilter::setNeedle(const QString &needle)
{
    if (needle == m_needle)
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
    beginFilterChange();
    m_needle = needle;
    endFilterChange(Direction::Rows);
#else
    m_needle = needle;
    invalidateRowsFilter();
#endif
    Q_EMIT needleChanged();
}

bool KeyFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const GpgKey &key = m_keys->key(row);
    const QString own = key.hasSecret() ? Words::tr("own", "a key") + u' ' : QString();
    const QString text = own + key.state() + u' ' + key.userIds.join(u' ') + u' ';
    const QString needle = m_needle.simplified();
    if (key.fingerprint.contains(QString(needle).remove(u' '), Qt::CaseInsensitive))
        return true;
    const QStringList words = needle.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive)
            || key.fingerprint.contains(word, Qt::CaseInsensitive);
    });
}

bool KeyFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const GpgKey &a = m_keys->key(left.row());
    const GpgKey &b = m_keys->key(right.row());
    const int names = a.name().localeAwareCompare(b.name());
    return std::tuple(!a.hasSecret(), !a.isUsable(), names, a.fingerprint)
        < std::tuple(!b.hasSecret(), !b.isUsable(), 0, b.fingerprint);
}
