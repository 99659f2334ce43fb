// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "search.h"

#include <QtCore/QTimerEvent>

#include <algorithm>

using Offspring::LinePattern;

namespace {

// The time that is spent in one turn of the event loop.
constexpr int mostRows = 10'000;
constexpr qsizetype mostCharacters = 1'000'000;

constexpr qsizetype mostMarked = 4000; // characters of a line that are shown

} // namespace

Search::Search(QObject *parent)
    : QObject(parent)
{ }

void Search::setModel(QAbstractItemModel *model)
{
    if (model == m_model)
        return;
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        m_lineRole = model->roleNames().key("line");
        m_numberRole = model->roleNames().key("lineNumber");
        connect(model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int) {
                    if (first < m_model->rowCount() && numberOf(first) <= m_searched)
                        restart(); // it is among those that have been searched
                    else
                        goOn();
                });
        connect(model, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first) {
                    if (first == 0)
                        dropOld();
                    else
                        restart();
                });
        connect(model, &QAbstractItemModel::dataChanged, this, &Search::takeChanged);
        connect(model, &QAbstractItemModel::modelReset, this, &Search::restart);
    }
    restart();
    Q_EMIT modelChanged();
}

void Search::setText(const QString &text)
{
    if (text != m_pattern.text())
        setPattern(text, m_isCaseSensitive, isRegularExpression());
}

void Search::setCaseSensitive(bool counts)
{
    if (counts != m_isCaseSensitive)
        setPattern(text(), counts, isRegularExpression());
}

void Search::setRegularExpression(bool isOne)
{
    if (isOne != isRegularExpression())
        setPattern(text(), m_isCaseSensitive, isOne);
}

void Search::setPattern(const QString &text, bool isCaseSensitive, bool isRegularExpression)
{
    m_isCaseSensitive = isCaseSensitive;
    m_pattern = LinePattern(text, isCaseSensitive, isRegularExpression);
    restart();
    Q_EMIT patternChanged();
}

void Search::restart()
{
    m_found.clear();
    m_searched = 0;
    m_timer.stop();
    scan();
    Q_EMIT foundChanged();
}

void Search::goOn()
{
    if (m_timer.isActive() || m_pattern.isEmpty() || !m_pattern.error().isEmpty())
        return;
    m_timer.start(0, this);
    Q_EMIT foundChanged();
}

void Search::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    scan();
    Q_EMIT foundChanged();
}

double Search::numberOf(int row) const
{
    return m_model->data(m_model->index(row, 0), m_numberRole).toDouble();
}

int Search::firstRowAfter(double line) const
{
    int low = 0;
    int high = m_model->rowCount();
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (numberOf(middle) <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void Search::scan()
{
    m_timer.stop();
    if (!m_model || m_pattern.isEmpty() || !m_pattern.error().isEmpty())
        return;
    const LinePattern::Turn turn(&m_pattern);
    const int rows = m_model->rowCount();
    const int begin = firstRowAfter(m_searched);
    qsizetype characters = 0;
    int row = begin;
    for (; row < rows && row - begin < mostRows && characters < mostCharacters; ++row) {
        const QString line = m_model->data(m_model->index(row, 0), m_lineRole).toString();
        characters += line.size();
        m_searched = numberOf(row);
        if (m_pattern.matches(line))
            m_found.push_back(m_searched);
    }
    if (!m_pattern.error().isEmpty())
        m_found.clear(); // the pattern is too slow: lines found before would be a part only
    else if (row < rows)
        m_timer.start(0, this);
}

// An empty model may number its lines from 1 again.
void Search::dropOld()
{
    if (m_model->rowCount() == 0)
        return restart();
    const double first = numberOf(0);
    const auto kept = std::lower_bound(m_found.begin(), m_found.end(), first);
    if (kept == m_found.begin())
        return;
    m_found.erase(m_found.begin(), kept);
    Q_EMIT foundChanged();
}

// Only lines that are not finished change, and these are few.
void Search::takeChanged(const QModelIndex &first, const QModelIndex &last)
{
    if (m_pattern.isEmpty() || !m_pattern.error().isEmpty())
        return;
    if (last.row() - first.row() > mostRows)
        return restart();
    const LinePattern::Turn turn(&m_pattern);
    for (int row = first.row(); row <= last.row(); ++row) {
        const double number = numberOf(row);
        if (number > m_searched)
            break;
        const auto at = std::lower_bound(m_found.begin(), m_found.end(), number);
        const bool was = at != m_found.end() && *at == number;
        const bool is =
            m_pattern.matches(m_model->data(m_model->index(row, 0), m_lineRole).toString());
        if (is && !was)
            m_found.insert(at, number);
        else if (was && !is)
            m_found.erase(at);
    }
    Q_EMIT foundChanged();
}

double Search::next(double line, bool backwards) const
{
    if (m_found.empty())
        return -1;
    if (backwards) {
        const auto at = std::lower_bound(m_found.begin(), m_found.end(), line);
        return at == m_found.begin() ? m_found.back() : *std::prev(at);
    }
    const auto at = std::upper_bound(m_found.begin(), m_found.end(), line);
    return at == m_found.end() ? m_found.front() : *at;
}

int Search::placeOf(double line) const
{
    const auto at = std::lower_bound(m_found.begin(), m_found.end(), line);
    return at != m_found.end() && *at == line ? int(at - m_found.begin()) + 1 : 0;
}

QList<int> Search::hits(const QString &line)
{
    return m_pattern.hits(line.size() > mostMarked ? line.left(mostMarked) : line);
}
