// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Chunks wait as they came until a frame is due. Only then it is known which lines will be seen:
// all others are counted, and cost no more than that.

#include "outputmodel.h"

#include "linepattern.h"
#include "outputfilter.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <cstring>
#include <utility>

namespace Offspring {

namespace {

constexpr int frameMilliseconds = 16;
constexpr qsizetype mostChunkBytes = 4 << 20; // more is not kept until the next frame

// Eight bytes at a time: a flood of short lines is nothing but newlines.
qsizetype countNewlines(QByteArrayView data)
{
    constexpr quint64 low = 0x7f7f7f7f7f7f7f7f;
    constexpr quint64 ones = 0x0101010101010101;
    qsizetype count = 0;
    const char *at = data.begin();
    for (; data.end() - at >= 8; at += 8) {
        quint64 word = 0;
        std::memcpy(&word, at, sizeof word);
        word ^= ones * '\n';
        // The top bit of each byte that is zero, and of no other.
        const quint64 zeros = ~(((word & low) + low) | word | low);
        count += qsizetype(((zeros >> 7) * ones) >> 56);
    }
    return count + std::count(at, data.end(), '\n');
}

qsizetype indexOfNewline(QByteArrayView data)
{
    const void *found =
        data.isEmpty() ? nullptr : std::memchr(data.data(), '\n', size_t(data.size()));
    return found ? static_cast<const char *>(found) - data.data() : -1;
}

enum class Contents { Ascii, Unicode, Controlled };

Contents contentsOf(QByteArrayView bytes)
{
    unsigned char all = 0;
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f)
            return Contents::Controlled;
        all |= byte;
    }
    return all < 0x80 ? Contents::Ascii : Contents::Unicode;
}

QString decoded(QByteArrayView bytes, Contents contents)
{
    if (contents == Contents::Ascii)
        return QString::fromLatin1(bytes);
    QString text = decodeUtf8(bytes);
    for (QChar &character : text)
        character = QChar(char16_t(harmless(character.unicode())));
    return text;
}

} // namespace

OutputModel::OutputModel(QObject *parent)
    : QAbstractListModel(parent)
{
    m_gate->join(this);
}

OutputModel::~OutputModel()
{
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

// For streams of whose ends nobody will tell.
void OutputModel::finishAll()
{
    digest();
    for (const auto &[childFD, stream] : m_streams)
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
    digest();
    m_maximumLineLength = characters;
    Q_EMIT maximumLineLengthChanged();
}

void OutputModel::receive(int childFD, const QByteArray &data)
{
    if (data.isEmpty())
        return;
    m_byteCount += data.size();
    m_chunkBytes += data.size();
    enqueue({childFD, data, QDateTime::currentMSecsSinceEpoch()});
    if (m_chunkBytes > mostChunkBytes)
        digest();
}

void OutputModel::finish(int childFD)
{
    enqueue({.childFD = childFD, .isEnd = true});
}

void OutputModel::enqueue(const Chunk &chunk)
{
    m_chunks.append(chunk);
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

// Bytes become lines.

void OutputModel::digest()
{
    countLines();
    m_chunkBytes = 0;
    const QList<Chunk> chunks = std::exchange(m_chunks, {});
    for (const Chunk &chunk : chunks)
        digestChunk(chunk);
}

// Which line will be the last, and so, which the first that is kept.
void OutputModel::countLines()
{
    for (auto &[childFD, stream] : m_streams)
        stream.willBeOpen = stream.openLine != 0;
    qint64 last = m_lineCount;
    for (Chunk &chunk : m_chunks) {
        Stream &stream = m_streams[chunk.childFD];
        const bool endsOpen = !chunk.isEnd && !chunk.data.endsWith('\n');
        if (!chunk.isEnd) {
            chunk.newlines = countNewlines(chunk.data);
            last += chunk.newlines + (endsOpen ? 1 : 0) - (stream.willBeOpen ? 1 : 0);
        }
        stream.willBeOpen = endsOpen;
    }
    m_firstWanted = last - m_maximumLines + 1;
}

void OutputModel::digestChunk(const Chunk &chunk)
{
    Stream &stream = m_streams[chunk.childFD];
    stream.terminal.setLimits(m_maximumLineLength, m_process ? m_process->columns() : 80);
    if (chunk.isEnd) {
        endStream(stream);
        return;
    }
    const bool wasMidLine = stream.isMidLine;
    QByteArrayView data = continueLine(stream, chunk);
    const bool hasEndedOne = wasMidLine && !stream.isMidLine;
    data = skipLines(stream, data, chunk.newlines - (hasEndedOne ? 1 : 0));
    while (!data.isEmpty()) {
        const qsizetype newline = indexOfNewline(data);
        if (newline < 0) {
            openLine(stream, chunk);
            feed(stream, data);
            return;
        }
        addLine(stream, data.first(newline), chunk);
        data = data.sliced(newline + 1);
    }
}

void OutputModel::endStream(Stream &stream)
{
    if (stream.openLine != 0)
        closeLine(stream);
    stream = Stream();
}

// The line that an earlier chunk began; returns what follows it.
QByteArrayView OutputModel::continueLine(Stream &stream, const Chunk &chunk)
{
    const QByteArrayView data = chunk.data;
    if (!stream.isMidLine)
        return data;
    if (stream.openLine == 0)
        openLine(stream, chunk);
    const qsizetype newline = indexOfNewline(data);
    feed(stream, newline < 0 ? data : data.first(newline));
    if (newline < 0)
        return {};
    closeLine(stream);
    return data.sliced(newline + 1);
}

// Whole lines that will be dropped before anybody sees them.
QByteArrayView OutputModel::skipLines(Stream &stream, QByteArrayView data, qsizetype newlines)
{
    const qint64 skipped = std::min<qint64>(newlines, m_firstWanted - 1 - m_lineCount);
    if (skipped <= 0)
        return data;
    // From the end: what is kept may be little, what is skipped is much.
    qsizetype end = data.size();
    for (qint64 behind = newlines - skipped; behind >= 0; --behind) {
        do
            --end;
        while (data[end] != '\n');
    }
    stream.terminal.skim(data.first(end + 1));
    m_lineCount += skipped;
    return data.sliced(end + 1);
}

void OutputModel::addLine(Stream &stream, QByteArrayView bytes, const Chunk &chunk)
{
    if (addPlainLine(stream, bytes, chunk))
        return;
    openLine(stream, chunk);
    feed(stream, bytes);
    closeLine(stream);
}

// Most lines need no terminal.
bool OutputModel::addPlainLine(Stream &stream, QByteArrayView bytes, const Chunk &chunk)
{
    while (bytes.endsWith('\r'))
        bytes.chop(1);
    const Contents contents = contentsOf(bytes);
    if (contents == Contents::Controlled || bytes.size() > m_maximumLineLength)
        return false;
    OutputLine &line = append(chunk);
    line.text = decoded(bytes, contents);
    if (stream.terminal.style() != TextStyle() && !line.text.isEmpty())
        line.runs.append({0, stream.terminal.style()});
    return true;
}

void OutputModel::openLine(Stream &stream, const Chunk &chunk)
{
    append(chunk).isPartial = true;
    stream.openLine = m_lineCount;
    stream.isMidLine = true;
}

void OutputModel::closeLine(Stream &stream)
{
    stream.terminal.feed(stream.decoder.finish());
    writeLine(stream);
    if (OutputLine *line = lineNumbered(stream.openLine))
        line->isPartial = false;
    stream.terminal.startLine();
    stream.openLine = 0;
    stream.isMidLine = false;
}

// In pieces, so that a long line does not exist twice.
void OutputModel::feed(Stream &stream, QByteArrayView bytes)
{
    constexpr qsizetype piece = 1 << 16;
    for (; !bytes.isEmpty(); bytes = bytes.sliced(std::min(piece, bytes.size()))) {
        stream.terminal.feed(stream.decoder.decode(bytes.first(std::min(piece, bytes.size()))));
    }
    stream.isDirty = true;
}

OutputLine &OutputModel::append(const Chunk &chunk)
{
    ++m_lineCount;
    // Not the next one: others were skipped, and with them all that came before.
    if (m_fresh.empty() || m_firstFresh + qint64(m_fresh.size()) != m_lineCount) {
        m_fresh.clear();
        m_firstFresh = m_lineCount;
    }
    if (m_fresh.size() >= size_t(m_maximumLines)) {
        m_fresh.pop_front();
        ++m_firstFresh;
    }
    OutputLine &line = m_fresh.emplace_back();
    line.milliseconds = chunk.milliseconds;
    line.childFD = chunk.childFD;
    return line;
}

// Null: dropped.
OutputLine *OutputModel::lineNumbered(qint64 number)
{
    if (number >= m_firstFresh && number < m_firstFresh + qint64(m_fresh.size()))
        return &m_fresh[size_t(number - m_firstFresh)];
    if (number >= m_firstOfBatch && number < m_firstOfBatch + qint64(m_batch.size()))
        return &m_batch[size_t(number - m_firstOfBatch)];
    if (number >= m_firstRow && number < m_firstRow + qint64(m_rows.size()))
        return &m_rows[size_t(number - m_firstRow)];
    return nullptr;
}

void OutputModel::writeLine(Stream &stream)
{
    stream.isDirty = false;
    OutputLine *line = lineNumbered(stream.openLine);
    if (!line)
        return;
    stream.terminal.show(*line);
    if (m_fresh.empty() || stream.openLine < m_firstFresh)
        m_changed.insert(stream.openLine);
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
    digest();
    writeOpenLines();
    takeBatch();
    dropOldest();
    if (alive)
        insertFresh();
    if (alive)
        announceChanges();
    if (alive)
        announceTotals();
}

void OutputModel::writeOpenLines()
{
    for (auto &[childFD, stream] : m_streams) {
        if (stream.openLine != 0 && stream.isDirty)
            writeLine(stream);
    }
}

// What is digested from now on is for the next time.
void OutputModel::takeBatch()
{
    m_batch.swap(m_fresh);
    m_firstOfBatch = m_firstFresh;
}

// Of the rows and the batch.
qint64 OutputModel::firstKept() const
{
    const qint64 endOfRows = m_firstRow + qint64(m_rows.size());
    const qint64 end = m_batch.empty() ? endOfRows : m_firstOfBatch + qint64(m_batch.size());
    const bool hasGap = !m_batch.empty() && m_firstOfBatch != endOfRows;
    return std::max({m_cleared + 1, end - m_maximumLines, hasGap ? m_firstOfBatch : 0});
}

void OutputModel::dropOldest()
{
    const qint64 cleared = m_cleared;
    const qint64 first = firstKept();
    const qint64 surplus = std::min(first - m_firstRow, qint64(m_rows.size()));
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
    m_rows.erase(m_rows.begin(), m_rows.begin() + surplus);
    m_firstRow += surplus;
    if (m_rows.empty())
        m_firstRow = std::max(m_firstRow, m_batch.empty() ? cleared + 1 : m_firstOfBatch);
    m_base = cleared;
}

void OutputModel::insertFresh()
{
    if (m_batch.empty())
        return;
    m_isUntold = true;
    const auto rows = int(m_rows.size());
    beginInsertRows({}, rows, rows + int(m_batch.size()) - 1);
    if (m_rows.empty()) {
        m_rows.swap(m_batch);
    } else {
        std::move(m_batch.begin(), m_batch.end(), std::back_inserter(m_rows));
        m_batch.clear();
    }
    // What has just been inserted is not changed, too.
    m_changed.erase(m_changed.lower_bound(m_firstOfBatch), m_changed.end());
    endInsertRows();
}

void OutputModel::announceChanges()
{
    const QPointer<OutputModel> alive(this);
    m_changed.erase(m_changed.begin(), m_changed.lower_bound(m_firstRow));
    const std::vector<qint64> changed(m_changed.begin(), m_changed.lower_bound(endLine()));
    m_changed.erase(m_changed.begin(), m_changed.lower_bound(endLine()));
    m_isUntold = m_isUntold || !changed.empty();
    if (!changed.empty()) {
        Q_EMIT dataChanged(index(int(changed.front() - m_firstRow)),
                           index(int(changed.back() - m_firstRow)));
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
    const bool isPartial = std::any_of(m_streams.begin(), m_streams.end(),
                                       [](const auto &each) { return each.second.openLine != 0; });
    return {count(), m_firstRow - m_base, m_lineCount - m_base, m_byteCount, isPartial};
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
            Q_EMIT (this->*signal)();
    }
    if (alive)
        tellFilters([](OutputFilter *filter) { filter->announceCount(); });
}

void OutputModel::clear()
{
    digest();
    for (auto &[childFD, stream] : m_streams) {
        stream.terminal.clear();
        stream.openLine = 0;
    }
    m_fresh.clear();
    m_cleared = m_lineCount;
    m_byteCount = 0;
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
        return wanted.styledText();
    case ChildFDRole:
        return wanted.childFD;
    case TimestampRole:
        return QDateTime::fromMSecsSinceEpoch(wanted.milliseconds);
    case LineNumberRole:
        return firstLineNumber() + index.row();
    case IsPartialRole:
        return wanted.isPartial;
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
    return {
        {LineRole, "line"},           {StyledTextRole, "styledText"}, {ChildFDRole, "childFD"},
        {TimestampRole, "timestamp"}, {LineNumberRole, "lineNumber"}, {IsPartialRole, "isPartial"}};
}

} // namespace Offspring
