// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a child writes waits in the collector until a frame is due. Then its lines become rows, and
// views and filters are told, once for each frame.

#include "outputmodel.h"

#include "linepattern.h"
#include "outputfilter.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace Offspring {

namespace {

constexpr int frameMilliseconds = 16;

} // namespace

OutputModel::OutputModel(QObject *parent)
    : QAbstractListModel(parent)
{
    m_gate->join(this);
}

OutputModel::~OutputModel()
{
    if (m_process) // which may go while destroyed() is being told
        m_process->disconnect(this);
    m_gate->leave(this);
    tellFilters([](OutputFilter *filter) { filter->forgetSource(); });
}

void OutputModel::addFilter(OutputFilter *filter)
{
    m_filters.append(filter);
}

void OutputModel::removeFilter(OutputFilter *filter)
{
    m_filters.removeAll(filter);
}

void OutputModel::setProcess(QmlProcess *process)
{
    if (process == m_process)
        return;
    if (m_process)
        m_process->disconnect(this);
    finishAll();
    m_process = process;
    if (process) {
        connect(process, &QmlProcess::bytesReceived, this, &OutputModel::receive);
        connect(process, &QmlProcess::childConnectionLost, this, &OutputModel::finish);
        connect(process, &QObject::destroyed, this, &OutputModel::finishAll);
        connect(process, &QObject::destroyed, this, &OutputModel::processChanged);
    }
    Q_EMIT processChanged();
}

// For streams whose ends nobody will report.
void OutputModel::finishAll()
{
    collect();
    const QList<int> childFDs = m_collector.childFDs();
    for (const int childFD : childFDs)
        finish(childFD);
}

void OutputModel::setMaximumLines(int lines)
{
    lines = std::max(lines, 1);
    if (lines == m_maximumLines)
        return;
    m_maximumLines = lines;
    const QPointer<OutputModel> alive(this);
    Q_EMIT maximumLinesChanged();
    if (alive)
        flush();
}

void OutputModel::setMaximumLineLength(int characters)
{
    characters = std::max(characters, 1);
    if (characters == m_maximumLineLength)
        return;
    collect();
    m_maximumLineLength = characters;
    Q_EMIT maximumLineLengthChanged();
}

void OutputModel::setShownLength(int characters)
{
    characters = std::max(characters, 1);
    if (characters == m_shownLength)
        return;
    m_shownLength = characters;
    m_isShownOtherwise = true;
    const QPointer<OutputModel> alive(this);
    Q_EMIT shownLengthChanged();
    if (alive)
        flush();
}

void OutputModel::setMaximumCharacters(double characters)
{
    const auto maximum = qint64(std::clamp(characters, 1.0, 1e15));
    if (maximum == m_maximumCharacters)
        return;
    m_maximumCharacters = maximum;
    const QPointer<OutputModel> alive(this);
    Q_EMIT maximumCharactersChanged();
    if (alive)
        flush();
}

void OutputModel::receive(int childFD, const QByteArray &data)
{
    if (data.isEmpty())
        return;
    m_collector.receive(childFD, data, QDateTime::currentMSecsSinceEpoch());
    updateLater();
    if (m_collector.isFull())
        collect();
}

void OutputModel::finish(int childFD)
{
    m_collector.finish(childFD);
    updateLater();
}

void OutputModel::collect()
{
    LineCollector::Limits limits{.lines = m_maximumLines, .lineLength = m_maximumLineLength};
    if (m_process) {
        limits.rows = m_process->rows();
        limits.columns = m_process->columns();
    }
    m_collector.collect(limits);
}

OutputLine *OutputModel::takenLine(qint64 number)
{
    OutputLine *const batched = m_batch.find(number);
    return batched ? batched : m_rows.find(number);
}

void OutputModel::updateLater()
{
    if (!m_timer.isActive())
        m_timer.start(frameMilliseconds, this);
}

void OutputModel::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId())
        flush();
    else
        QAbstractListModel::timerEvent(event);
}

qint64 OutputModel::weightOf(const OutputLine &line)
{
    return line.text.size() + 16 * line.runs.size();
}

// Lines become rows.

void OutputModel::flush()
{
    m_isUpdateWanted = true;
    m_gate->pass();
}

// Whoever hears of one step may delete this; nobody changes rows before the last one is told.
void OutputModel::change()
{
    const QPointer<OutputModel> alive(this);
    m_isUpdateWanted = false;
    m_timer.stop();
    collect();
    m_collector.show();
    takeBatch();
    dropOldest();
    if (alive)
        insertBatch();
    if (alive)
        announceChanges();
    if (alive)
        announceTotals();
}

// What is collected from now on is for the next time.
void OutputModel::takeBatch()
{
    m_batch = m_collector.takeLines();
    for (const qint64 first = firstThatFits(); m_batch.first < first && m_batch.lines.size() > 1;
         ++m_batch.first) {
        m_batch.lines.pop_front();
    }
}

// Of the rows and the batch.
qint64 OutputModel::firstKept() const
{
    const bool hasBatch = !m_batch.lines.empty();
    const qint64 end = hasBatch ? m_batch.end() : m_rows.end();
    const bool hasGap = hasBatch && m_batch.first != m_rows.end();
    return std::max(
        {m_cleared + 1, end - m_maximumLines, hasGap ? m_batch.first : 0, firstThatFits()});
}

// Into maximumCharacters, from the end.
qint64 OutputModel::firstThatFits() const
{
    qint64 room = m_maximumCharacters;
    qint64 first = m_batch.end();
    for (auto line = m_batch.lines.rbegin(); line != m_batch.lines.rend(); ++line, --first) {
        room -= weightOf(*line);
        if (room < 0 && line != m_batch.lines.rbegin())
            return first;
    }
    first = m_rows.end();
    for (auto line = m_rows.lines.rbegin(); line != m_rows.lines.rend(); ++line, --first) {
        room -= weightOf(*line);
        if (room < 0 && (!m_batch.lines.empty() || line != m_rows.lines.rbegin()))
            return first;
    }
    return 0;
}

void OutputModel::dropOldest()
{
    const qint64 cleared = m_cleared;
    const qint64 first = firstKept();
    const qint64 surplus = std::min(first - m_rows.first, qint64(m_rows.lines.size()));
    if (surplus <= 0) {
        eraseRows(0, cleared);
        return;
    }
    m_isUntold = true;
    const QPointer<OutputModel> alive(this);
    tellFilters([first](OutputFilter *filter) { filter->dropBefore(first); });
    if (!alive)
        return;
    const bool isReset = m_turnover.isCompletedBy(surplus, count(), m_maximumLines);
    if (isReset)
        beginResetModel();
    else
        beginRemoveRows({}, 0, int(surplus) - 1);
    eraseRows(surplus, cleared);
    if (isReset)
        endResetModel();
    else
        endRemoveRows();
}

void OutputModel::eraseRows(qint64 surplus, qint64 cleared)
{
    m_rows.lines.erase(m_rows.lines.begin(), m_rows.lines.begin() + surplus);
    m_rows.first += surplus;
    if (m_rows.lines.empty()) {
        m_rows.first =
            std::max(m_rows.first, m_batch.lines.empty() ? cleared + 1 : m_batch.first);
    }
    m_base = cleared;
}

void OutputModel::insertBatch()
{
    if (m_batch.lines.empty())
        return;
    m_isUntold = true;
    beginInsertRows({}, count(), count() + int(m_batch.lines.size()) - 1);
    if (m_rows.lines.empty())
        m_rows.lines.swap(m_batch.lines);
    else
        std::move(m_batch.lines.begin(), m_batch.lines.end(), std::back_inserter(m_rows.lines));
    m_batch.lines.clear();
    m_collector.forgetChanges(m_batch.first); // of the rows that are just being inserted
    endInsertRows();
}

void OutputModel::announceChanges()
{
    const QPointer<OutputModel> alive(this);
    std::vector<qint64> changed = m_collector.takeChanges(firstLine(), endLine());
    if (std::exchange(m_isShownOtherwise, false)) {
        changed.resize(size_t(count()));
        std::iota(changed.begin(), changed.end(), firstLine());
    }
    m_isUntold = m_isUntold || !changed.empty();
    if (!changed.empty()) {
        Q_EMIT dataChanged(index(int(changed.front() - m_rows.first)),
                           index(int(changed.back() - m_rows.first)));
    }
    if (alive && m_isUntold)
        tellFilters([&changed](OutputFilter *filter) { filter->catchUp(changed); });
}

// Each may be deleted by whoever hears of the one before it, and so may this.
void OutputModel::tellFilters(const std::function<void(OutputFilter *)> &tell)
{
    const QList<QPointer<OutputFilter>> filters = m_filters;
    for (const QPointer<OutputFilter> &filter : filters) {
        if (filter)
            tell(filter);
    }
}

OutputModel::Totals OutputModel::totals() const
{
    return {count(), m_rows.first - m_base, m_collector.lineCount() - m_base,
            m_collector.byteCount(), m_collector.isPartial()};
}

void OutputModel::announceTotals()
{
    const QPointer<OutputModel> alive(this);
    const Totals before = std::exchange(m_shown, totals());
    const Totals now = m_shown;
    const bool isUntold = std::exchange(m_isUntold, false);
    const std::pair<bool, void (OutputModel::*)()> signalsDue[] = {
        {now.count != before.count, &OutputModel::countChanged},
        {now.lineCount != before.lineCount, &OutputModel::lineCountChanged},
        {now.byteCount != before.byteCount, &OutputModel::byteCountChanged},
        {now.firstLineNumber != before.firstLineNumber, &OutputModel::firstLineNumberChanged},
        {now.isPartial != before.isPartial, &OutputModel::partialChanged},
        {isUntold, &OutputModel::updated}};
    for (const auto &[isDue, signal] : signalsDue) {
        if (alive && isDue)
            Q_EMIT(this->*signal)();
    }
    if (alive)
        tellFilters([](OutputFilter *filter) { filter->announceCount(); });
}

void OutputModel::clear()
{
    collect();
    m_collector.clear();
    m_cleared = m_collector.lineCount();
    flush();
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
    const OutputLine &wanted = line(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case LineRole:
        return wanted.text;
    case StyledTextRole:
        return wanted.styledText(m_shownLength);
    case ChildFDRole:
        return wanted.childFD;
    case TimestampRole:
        return QDateTime::fromMSecsSinceEpoch(wanted.milliseconds);
    case LineNumberRole:
        return firstLineNumber() + index.row();
    case IsPartialRole:
        return wanted.isPartial;
    case LengthRole:
        return wanted.text.size();
    case BeginningRole:
        return wanted.beginning(m_shownLength).toString();
    case ShownTextRole:
        return wanted.shownText(m_shownLength);
    case RunsRole:
        return wanted.shownRuns(m_shownLength);
    case TabsRole:
        return QVariant::fromValue(wanted.tabs(m_shownLength));
    default:
        return {};
    }
}

QHash<int, QByteArray> OutputModel::roleNames() const
{
    return outputRoleNames();
}

QHash<int, QByteArray> OutputModel::outputRoleNames()
{
    return {{LineRole, "line"},
            {StyledTextRole, "styledText"},
            {ChildFDRole, "childFD"},
            {TimestampRole, "timestamp"},
            {LineNumberRole, "lineNumber"},
            {IsPartialRole, "isPartial"},
            {LengthRole, "length"},
            {BeginningRole, "beginning"},
            {ShownTextRole, "shownText"},
            {RunsRole, "runs"},
            {TabsRole, "tabs"}};
}

} // namespace Offspring
