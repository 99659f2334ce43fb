// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What views, filters and scripts read of an OutputModel.

#include "outputmodel_p.h"

#include "linepattern.h"
#include "outputroles.h"

#include <algorithm>

namespace Offspring {

int OutputModel::count() const
{
    return int(m_lines->kept.rows().lines.size());
}

double OutputModel::firstLineNumber() const
{
    return double(firstLine() - m_base);
}

qint64 OutputModel::firstLine() const
{
    return m_lines->kept.rows().first;
}

qint64 OutputModel::endLine() const
{
    return m_lines->kept.rows().end();
}

const OutputLine &OutputModel::line(int row) const
{
    return m_lines->kept.rows().lines[size_t(row)];
}

QString OutputModel::text(int row) const
{
    return row >= 0 && row < count() ? line(row).text : QString();
}

QString OutputModel::textOf(int firstRow, int lastRow) const
{
    QString text;
    const int last = std::min(lastRow, count() - 1);
    for (int row = std::max(firstRow, 0); row <= last; ++row) {
        text += line(row).text;
        if (row < last)
            text += u'\n';
    }
    return text;
}

int OutputModel::find(const QString &needle, int fromRow, bool backwards, bool caseSensitive,
                      bool regularExpression) const
{
    if (needle.isEmpty())
        return -1;
    LinePattern pattern(needle, caseSensitive, regularExpression);
    const LinePattern::Turn turn(&pattern);
    const int step = backwards ? -1 : 1;
    const int first = backwards ? std::min(fromRow, count() - 1) : std::max(fromRow, 0);
    for (int row = first; row >= 0 && row < count(); row += step) {
        if (pattern.matches(line(row).text))
            return row;
    }
    return -1;
}

int OutputModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant OutputModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return outputRole(role, line(index.row()), firstLineNumber() + index.row(), m_shownLength);
}

QHash<int, QByteArray> OutputModel::roleNames() const
{
    return outputRoleNames();
}

} // namespace Offspring
