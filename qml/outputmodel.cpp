// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a child writes waits in the collector until a frame is due. Then its lines become rows, and
// the signals for views and filters are emitted, once for each frame.

#include "outputmodel_p.h"

#include "outputfilter.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <numeric>
#include <utility>

namespace Offspring {

namespace {

constexpr int frameMilliseconds = 16;

} // namespace

OutputModel::OutputModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_lines(std::make_unique<Lines>())
{
    m_gate->join(this);
}

OutputModel::~OutputModel()
{
    if (m_process) // which may go while destroyed() is being emitted
        m_process->disconnect(this);
    m_gate->leave(this);
    forEachFilter([](OutputFilter *filter) { filter->forgetSource(); });
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
    const QList<int> childFDs = m_lines->collector.childFDs();
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
    m_lines->collector.receive(childFD, data, QDateTime::currentMSecsSinceEpoch());
    updateLater();
    if (m_lines->collector.isFull())
        collect();
}

void OutputModel::finish(int childFD)
{
    m_lines->collector.finish(childFD);
    updateLater();
}

void OutputModel::collect()
{
    LineCollector::Limits limits{.lines = m_maximumLines, .lineLength = m_maximumLineLength};
    if (m_process) {
        limits.rows = m_process->rows();
        limits.columns = m_process->columns();
    }
    m_lines->collector.collect(limits);
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

// Lines become rows.

void OutputModel::flush()
{
    m_isUpdateWanted = true;
    m_gate->pass();
}

// A handler of each step may delete this. No rows change before the last signal was emitted.
void OutputModel::change()
{
    const QPointer<OutputModel> alive(this);
    m_isUpdateWanted = false;
    m_timer.stop();
    collect();
    m_lines->collector.show();
    const KeptLines::Limits limits{.lines = m_maximumLines, .characters = m_maximumCharacters};
    // Lines that are collected from now on are for the next time.
    m_lines->kept.setBatch(m_lines->collector.takeLines(), limits);
    dropOldest();
    if (alive)
        insertBatch();
    if (alive)
        announceChanges();
    if (alive)
        announceTotals();
}

void OutputModel::dropOldest()
{
    const qint64 cleared = m_lines->kept.cleared(); // a handler may call clear()
    const KeptLines::Limits limits{.lines = m_maximumLines, .characters = m_maximumCharacters};
    const qint64 first = m_lines->kept.firstKept(limits);
    const qint64 surplus = std::min(first - firstLine(), qint64(count()));
    if (surplus <= 0) {
        dropRows(0, cleared);
        return;
    }
    m_isUpdatedDue = true;
    const QPointer<OutputModel> alive(this);
    forEachFilter([first](OutputFilter *filter) { filter->dropBefore(first); });
    if (!alive)
        return;
    const bool isReset = m_turnover.isCompletedBy(surplus, count(), m_maximumLines);
    if (isReset)
        beginResetModel();
    else
        beginRemoveRows({}, 0, int(surplus) - 1);
    dropRows(surplus, cleared);
    if (isReset)
        endResetModel();
    else
        endRemoveRows();
}

void OutputModel::dropRows(qint64 surplus, qint64 cleared)
{
    m_lines->kept.dropRows(surplus, cleared);
    m_base = cleared;
}

void OutputModel::insertBatch()
{
    const NumberedLines &batch = m_lines->kept.batch();
    if (batch.lines.empty())
        return;
    m_isUpdatedDue = true;
    beginInsertRows({}, count(), count() + int(batch.lines.size()) - 1);
    m_lines->kept.insertBatch();
    m_lines->collector.forgetChanges(batch.first); // of the rows that are just being inserted
    endInsertRows();
}

void OutputModel::announceChanges()
{
    const QPointer<OutputModel> alive(this);
    std::vector<qint64> changed = m_lines->collector.takeChanges(firstLine(), endLine());
    if (std::exchange(m_isShownOtherwise, false)) {
        changed.resize(size_t(count()));
        std::iota(changed.begin(), changed.end(), firstLine());
    }
    m_isUpdatedDue = m_isUpdatedDue || !changed.empty();
    if (!changed.empty()) {
        Q_EMIT dataChanged(index(int(changed.front() - firstLine())),
                           index(int(changed.back() - firstLine())));
    }
    if (alive && m_isUpdatedDue)
        forEachFilter([&changed](OutputFilter *filter) { filter->catchUp(changed); });
}

// A handler of one filter may delete the next one, or this.
void OutputModel::forEachFilter(const std::function<void(OutputFilter *)> &call)
{
    const QList<QPointer<OutputFilter>> filters = m_filters;
    for (const QPointer<OutputFilter> &filter : filters) {
        if (filter)
            call(filter);
    }
}

OutputModel::Totals OutputModel::totals() const
{
    return {count(), firstLine() - m_base, m_lines->collector.lineCount() - m_base,
            m_lines->collector.byteCount(), m_lines->collector.isPartial()};
}

void OutputModel::announceTotals()
{
    const QPointer<OutputModel> alive(this);
    const Totals before = std::exchange(m_shown, totals());
    const Totals now = m_shown;
    const bool isUpdatedDue = std::exchange(m_isUpdatedDue, false);
    const std::pair<bool, void (OutputModel::*)()> signalsDue[] = {
        {now.count != before.count, &OutputModel::countChanged},
        {now.lineCount != before.lineCount, &OutputModel::lineCountChanged},
        {now.byteCount != before.byteCount, &OutputModel::byteCountChanged},
        {now.firstLineNumber != before.firstLineNumber, &OutputModel::firstLineNumberChanged},
        {now.isPartial != before.isPartial, &OutputModel::partialChanged},
        {isUpdatedDue, &OutputModel::updated}};
    for (const auto &[isDue, signal] : signalsDue) {
        if (alive && isDue)
            Q_EMIT(this->*signal)();
    }
    if (alive)
        forEachFilter([](OutputFilter *filter) { filter->announceCount(); });
}

void OutputModel::clear()
{
    collect();
    m_lines->collector.clear();
    m_lines->kept.clear(m_lines->collector.lineCount());
    flush();
}

} // namespace Offspring
