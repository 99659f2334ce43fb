// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_KEYFILTER_H
#define GPGDESK_KEYFILTER_H

#include "keymodel.h"

#include <QtCore/QSortFilterProxyModel>

/// The keys that match a search: the user's own first, then those fit for use, sorted by name.
class KeyFilter : public QSortFilterProxyModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(KeyModel *keys READ keys WRITE setKeys NOTIFY keysChanged)
    /// Words that a name, a state or a fingerprint, with blanks or without, has in it: all of them.
    Q_PROPERTY(QString needle READ needle WRITE setNeedle NOTIFY needleChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    explicit KeyFilter(QObject *parent = nullptr);

    KeyModel *keys() const { return m_keys; }
    void setKeys(KeyModel *keys);
    QString needle() const { return m_needle; }
    void setNeedle(const QString &needle);
    int count() const { return rowCount(); }

Q_SIGNALS:
    void keysChanged();
    void needleChanged();
    void countChanged();

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    KeyModel *m_keys = nullptr;
    QString m_needle;
};

#endif // GPGDESK_KEYFILTER_H
