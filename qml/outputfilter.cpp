// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The source calls its filters itself, not by its signals: so what a filter shows is a part of what
// the source shows at every moment, also in the middle of a change.

#include "outputfilter.h"

#include "outputline.h"
#include "outputroles.h"

#include <algorithm>
#include <utility>

namespace Offspring {

OutputFilter::OutputFilter(QObject *parent)
    : QAbstractListModel(parent)
{ }

OutputFilter::~OutputFilter()
{
    if (m_source)
        m_source->removeFilter(this);
    if (m_gate)
        m_gate->leave(this);
}

void OutputFilter::setSource(OutputModel *source)
{
    if (source == m_wantedSource)
        return;
    const QPointer<OutputFilter> alive(this);
    m_wantedSource = source;
    if (m_gate)
        m_gate->pass();
    else
        changeSource();
    if (alive)
        Q_EMIT sourceChanged();
}

void OutputFilter::setShowOut(bool show)
{
    if (show == m_showsOut)
        return;
    const QPointer<OutputFilter> alive(this);
    m_showsOut = show;
    refilter();
    if (alive)
        Q_EMIT showOutChanged();
}

void OutputFilter::setShowErr(bool show)
{
    if (show == m_showsErr)
        return;
    const QPointer<OutputFilter> alive(this);
    m_showsErr = show;
    refilter();
    if (alive)
        Q_EMIT showErrChanged();
}

void OutputFilter::setNeedle(const QString &needle)
{
    if (needle == m_pattern.text())
        return;
    if (setPattern(needle, m_isCaseSensitive, isRegularExpression()))
        Q_EMIT needleChanged();
}

void OutputFilter::setCaseSensitive(bool counts)
{
    if (counts == m_isCaseSensitive)
        return;
    if (setPattern(needle(), counts, isRegularExpression()))
        Q_EMIT caseSensitiveChanged();
}

void OutputFilter::setRegularExpression(bool isOne)
{
    if (isOne == isRegularExpression())
        return;
    if (setPattern(needle(), m_isCaseSensitive, isOne))
        Q_EMIT regularExpressionChanged();
}

// Returns whether this is alive still: a handler of the rows may delete it.
bool OutputFilter::setPattern(const QString &needle, bool isCaseSensitive, bool isRegularExpression)
{
    const QPointer<OutputFilter> alive(this);
    m_isCaseSensitive = isCaseSensitive;
    m_pattern = LinePattern(needle, isCaseSensitive, isRegularExpression);
    refilter();
    if (alive)
        announcePatternError();
    return !alive.isNull();
}

// An expression that has been given up hides nothing any more; the lines that it has hidden come
// back with the next turn of the event loop.
void OutputFilter::announcePatternError()
{
    if (m_needleError == m_pattern.error())
        return;
    m_needleError = m_pattern.error();
    if (m_pattern.isTooSlow())
        QMetaObject::invokeMethod(this, &OutputFilter::refilter, Qt::QueuedConnection);
    Q_EMIT needleErrorChanged();
}

void OutputFilter::refilter()
{
    m_isStale = true;
    if (m_gate)
        m_gate->pass();
}

bool OutputFilter::wantsChange() const
{
    return m_isStale || m_wantedSource != m_source;
}

void OutputFilter::change()
{
    if (m_wantedSource != m_source)
        changeSource();
    else
        takeRows();
}

// With the new source comes its gate, which may be shut: then the rows come when it opens.
void OutputFilter::changeSource()
{
    const QPointer<OutputFilter> alive(this);
    if (m_source)
        m_source->removeFilter(this);
    m_source = nullptr;
    if (!m_lines.empty())
        takeRows();
    if (!alive)
        return;
    if (m_gate)
        m_gate->leave(this);
    m_gate.reset();
    m_source = m_wantedSource;
    if (!m_source)
        return;
    m_source->addFilter(this);
    m_gate = m_source->gate();
    m_gate->join(this);
    refilter();
}

void OutputFilter::forgetSource()
{
    const QPointer<OutputFilter> alive(this);
    const bool isWanted = m_wantedSource == m_source;
    m_source = nullptr;
    if (isWanted)
        m_wantedSource.clear();
    m_isStale = true;
    m_gate->pass();
    if (alive && isWanted)
        Q_EMIT sourceChanged();
}

// All of them anew.
void OutputFilter::takeRows()
{
    const QPointer<OutputFilter> alive(this);
    beginResetModel();
    m_isStale = false;
    m_isUpdatedDue = true;
    m_lines.clear();
    m_searched.clear();
    m_turnover = {};
    if (m_source) {
        m_next = m_source->endLine();
        const LinePattern::Turn turn(&m_pattern);
        for (qint64 line = m_source->firstLine(); line < m_next; ++line) {
            if (accepts(line))
                m_lines.push_back(line);
        }
    }
    endResetModel();
    if (alive)
        announceCount();
}

void OutputFilter::dropBefore(qint64 line)
{
    const auto end = std::lower_bound(m_lines.begin(), m_lines.end(), line);
    const auto dropped = qint64(end - m_lines.begin());
    m_searched.erase(m_searched.begin(), m_searched.lower_bound(line));
    if (dropped == 0)
        return;
    m_isUpdatedDue = true;
    const bool isReset = m_turnover.isCompletedBy(dropped, count(), m_source->maximumLines());
    if (isReset)
        beginResetModel();
    else
        beginRemoveRows({}, 0, int(dropped) - 1);
    m_lines.erase(m_lines.begin(), m_lines.begin() + dropped);
    if (isReset)
        endResetModel();
    else
        endRemoveRows();
}

void OutputFilter::catchUp(const std::vector<qint64> &changed)
{
    const QPointer<OutputFilter> alive(this);
    if (!m_isStale && m_source)
        updateChanged(changed);
    if (alive && !m_isStale && m_source)
        insertNew();
}

void OutputFilter::insertNew()
{
    std::vector<qint64> passing;
    const qint64 end = m_source->endLine();
    {
        const LinePattern::Turn turn(&m_pattern);
        for (qint64 line = std::max(m_next, m_source->firstLine()); line < end; ++line) {
            if (accepts(line))
                passing.push_back(line);
        }
    }
    m_next = end;
    if (passing.empty())
        return;
    m_isUpdatedDue = true;
    beginInsertRows({}, count(), count() + int(passing.size()) - 1);
    m_lines.insert(m_lines.end(), passing.begin(), passing.end());
    endInsertRows();
}

// A line that has changed may pass only now, or no more.
void OutputFilter::updateChanged(const std::vector<qint64> &changed)
{
    const QPointer<OutputFilter> alive(this);
    int first = -1;
    int last = -1;
    for (const qint64 line : changed) {
        // A handler may delete the source, or this.
        if (!m_source || line < m_source->firstLine() || line >= m_next)
            continue;
        const auto at = std::lower_bound(m_lines.begin(), m_lines.end(), line);
        const int row = int(at - m_lines.begin());
        const bool passed = at != m_lines.end() && *at == line;
        const bool passes = accepts(line);
        m_isUpdatedDue = m_isUpdatedDue || passed || passes;
        if (passed && passes) {
            first = first < 0 ? row : first;
            last = row;
        } else if (passes) {
            beginInsertRows({}, row, row);
            m_lines.insert(m_lines.begin() + row, line);
            endInsertRows();
        } else if (passed) {
            beginRemoveRows({}, row, row);
            m_lines.erase(m_lines.begin() + row);
            endRemoveRows();
        }
        if (!alive)
            return;
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first), index(last));
}

void OutputFilter::announceCount()
{
    const QPointer<OutputFilter> alive(this);
    if (std::exchange(m_announcedCount, count()) != count())
        Q_EMIT countChanged();
    if (alive && std::exchange(m_isUpdatedDue, false))
        Q_EMIT updated();
    if (alive)
        announcePatternError();
}

int OutputFilter::mapToSource(int row) const
{
    return m_source && row >= 0 && row < count() ? int(m_lines[size_t(row)] - m_source->firstLine())
                                                 : -1;
}

int OutputFilter::mapFromSource(int row) const
{
    if (!m_source || row < 0 || row >= m_source->count())
        return -1;
    const qint64 line = m_source->firstLine() + row;
    const auto at = std::lower_bound(m_lines.begin(), m_lines.end(), line);
    return at != m_lines.end() && *at == line ? int(at - m_lines.begin()) : -1;
}

int OutputFilter::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant OutputFilter::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return m_source ? m_source->data(m_source->index(mapToSource(index.row())), role) : QVariant();
}

QHash<int, QByteArray> OutputFilter::roleNames() const
{
    return outputRoleNames();
}

bool OutputFilter::accepts(qint64 number)
{
    const OutputLine &line = m_source->line(int(number - m_source->firstLine()));
    if ((line.childFD == 1 && !m_showsOut) || (line.childFD == 2 && !m_showsErr))
        return false;
    return m_pattern.isEmpty() || !m_pattern.error().isEmpty() || contains(number, line);
}

// What of a line is fixed is searched once: one that grows without an end would otherwise be
// searched from its beginning in each frame.
bool OutputFilter::contains(qint64 number, const OutputLine &line)
{
    if (line.fixedLength == 0 || m_pattern.isRegularExpression())
        return m_pattern.matches(line.text);
    const auto known = m_searched.find(number);
    const qsizetype overlap = m_pattern.text().size() - 1;
    const qsizetype from = known == m_searched.end() ? 0 : known->second;
    const qsizetype found = m_pattern.indexOf(line.text, from);
    const qsizetype judged = std::max(line.fixedLength - overlap, from);
    m_searched[number] = found >= 0 ? std::min(found, judged) : judged;
    return found >= 0;
}

} // namespace Offspring
