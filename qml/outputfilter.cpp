// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "outputfilter.h"

namespace Offspring {

OutputFilter::OutputFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_matcher(QString(), Qt::CaseInsensitive)
{
    connect(this, &QAbstractItemModel::rowsInserted, this, &OutputFilter::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &OutputFilter::countChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &OutputFilter::countChanged);
}

OutputModel *OutputFilter::source() const
{
    return qobject_cast<OutputModel *>(sourceModel());
}

void OutputFilter::setSource(OutputModel *source)
{
    if (source == sourceModel())
        return;
    setSourceModel(source);
    Q_EMIT sourceChanged();
}

// Since Qt 6.10 the proxy wants to know of a change before it is made, too.
template <typename Change>
void OutputFilter::refilter(Change change)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
    beginFilterChange();
    change();
    endFilterChange(Direction::Rows);
#else
    change();
    invalidateRowsFilter();
#endif
}

void OutputFilter::setShowOut(bool show)
{
    if (show == m_showsOut)
        return;
    refilter([&] { m_showsOut = show; });
    Q_EMIT showOutChanged();
}

void OutputFilter::setShowErr(bool show)
{
    if (show == m_showsErr)
        return;
    refilter([&] { m_showsErr = show; });
    Q_EMIT showErrChanged();
}

void OutputFilter::setNeedle(const QString &needle)
{
    if (needle == m_matcher.pattern())
        return;
    refilter([&] { m_matcher.setPattern(needle); });
    Q_EMIT needleChanged();
}

int OutputFilter::mapToSource(int row) const
{
    return mapToSource(index(row, 0)).row();
}

int OutputFilter::mapFromSource(int row) const
{
    const QAbstractItemModel *model = sourceModel();
    return model ? mapFromSource(model->index(row, 0)).row() : -1;
}

bool OutputFilter::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const OutputModel *model = source();
    if (!model)
        return true;
    const OutputLine &line = model->line(sourceRow);
    if ((line.childFD == 1 && !m_showsOut) || (line.childFD == 2 && !m_showsErr))
        return false;
    return m_matcher.pattern().isEmpty() || m_matcher.indexIn(line.text) >= 0;
}

} // namespace Offspring
