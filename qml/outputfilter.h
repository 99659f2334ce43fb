// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OUTPUTFILTER_H
#define OUTPUTFILTER_H

#include "outputmodel.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QStringMatcher>

namespace Offspring {

/// The rows of an OutputModel that one wants to see, with the same roles.
class OutputFilter : public QSortFilterProxyModel
{
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(Offspring::OutputModel *source READ source WRITE setSource NOTIFY sourceChanged)
    /// Whether lines of descriptor 1, and of 2, pass; those of other descriptors always do.
    Q_PROPERTY(bool showOut READ showsOut WRITE setShowOut NOTIFY showOutChanged)
    Q_PROPERTY(bool showErr READ showsErr WRITE setShowErr NOTIFY showErrChanged)
    /// Only lines that contain it, in whatever case, pass; empty: all do.
    Q_PROPERTY(QString needle READ needle WRITE setNeedle NOTIFY needleChanged)
    /// Rows that pass.
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    explicit OutputFilter(QObject *parent = nullptr);

    OutputModel *source() const;
    void setSource(OutputModel *source);
    bool showsOut() const { return m_showsOut; }
    void setShowOut(bool show);
    bool showsErr() const { return m_showsErr; }
    void setShowErr(bool show);
    QString needle() const { return m_matcher.pattern(); }
    void setNeedle(const QString &needle);
    int count() const { return rowCount(); }

    using QSortFilterProxyModel::mapFromSource;
    using QSortFilterProxyModel::mapToSource;
    /// The row of the source behind \a row, and the other way round; -1: none.
    Q_INVOKABLE int mapToSource(int row) const;
    Q_INVOKABLE int mapFromSource(int row) const;

Q_SIGNALS:
    void sourceChanged();
    void showOutChanged();
    void showErrChanged();
    void needleChanged();
    void countChanged();

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    template <typename Change>
    void refilter(Change change);

    QStringMatcher m_matcher;
    bool m_showsOut = true;
    bool m_showsErr = true;
};

} // namespace Offspring

#endif // OUTPUTFILTER_H
