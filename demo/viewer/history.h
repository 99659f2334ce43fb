// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_HISTORY_H
#define VIEWER_HISTORY_H

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtQml/qqmlregistration.h>

/// The commands that were started, the latest last: those of all tabs, of earlier sessions and,
/// read with the next command, of other windows. As in a shell, a command that begins with a space
/// is not kept.
class History : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(int count READ count NOTIFY changed)

public:
    explicit History(QObject *parent = nullptr);

    int count() const { return int(m_lines.size()); }
    Q_INVOKABLE QString at(int index) const { return m_lines.value(index); }
    Q_INVOKABLE void add(const QString &text);

Q_SIGNALS:
    void changed();

private:
    void merge();

    QStringList m_lines;
    QStringList m_unsaved;
};

#endif // VIEWER_HISTORY_H
