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
    bool hasReordering = false;
    for (QChar &character : text) {
        character = QChar(char16_t(harmless(character.unicode())));
        hasReordering = hasReordering || isReordering(character.unicode());
    }
    for (qsizetype i = text.size() - 1; hasReordering && i >= 0; --i) {
        if (isReordering(text[i].unicode()))
            text.replace(i, 1, visibleName(text[i].unicode()));
    }
    return text;
}

// An escape sequence that may move the cursor to another line, or keep its place for that: it says
// how many lines newlines make.
bool needsScreen(QByteArrayView data)
{
    if (data.isEmpty()) // then it may point nowhere, which memchr() does not take
        return false;
    const char *at = data.begin();
    const char *const end = data.end();
    while ((at = static_cast<const char *>(std::memchr(at, '\x1b', size_t(end - at))))) {
        if (++at == end)
            return false;
        if (*at == '7' || *at == '8' || *at == 'M')
            return true;
        if (*at != '[')
            continue;
        // Controls within it are executed, and do not end it.
        do
            ++at;
        while (at != end && *at >= 0 && *at < '@' && *at != '\n' && *at != '\x1b');
        if (at != end && *at != '\0' && std::strchr("AFHdfrsu", *at))
            return true;
    }
    return false;
}

// What follows may be the rest of such a sequence.
bool endsInSequence(QByteArrayView data)
{
    constexpr qsizetype longest = 128;
    return !data.endsWith('\n') && data.last(std::min(longest, data.size())).contains('\x1b');
}

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
    m_chunk = nullptr;
}

// Which line will be the last at least, and so, which the first that is kept.
void OutputModel::countLines()
{
    qint64 newlines = 0;
    for (Chunk &chunk : m_chunks) {
        chunk.newlines = countNewlines(chunk.data);
        newlines += chunk.newlines;
    }
    m_firstWanted = 0;
    if (newlines <= m_maximumLines)
        return;
    struct Cursor
    {
        qsizetype newlinesToEnd = 0;
        bool isInSequence = false;
    };
    std::map<int, Cursor> cursors;
    for (const auto &[childFD, stream] : m_streams)
        cursors[childFD] = {stream.screen.newlinesToEnd(), stream.screen.isMidEscape()};
    qint64 last = m_lineCount;
    for (Chunk &chunk : m_chunks) {
        Cursor &cursor = cursors[chunk.childFD];
        chunk.isSimple = !cursor.isInSequence && !needsScreen(chunk.data);
        if (chunk.isSimple)
            last += std::max<qsizetype>(chunk.newlines - cursor.newlinesToEnd, 0);
        cursor.newlinesToEnd = chunk.isSimple
            ? std::max(cursor.newlinesToEnd - chunk.newlines,
                       qsizetype(chunk.data.endsWith('\n') ? 0 : 1))
            : m_streams[chunk.childFD].screen.mostNewlinesToEnd();
        cursor.isInSequence = endsInSequence(chunk.data);
        if (chunk.isEnd)
            cursor = {};
    }
    m_firstWanted = last - m_maximumLines + 1;
}

void OutputModel::digestChunk(const Chunk &chunk)
{
    m_chunk = &chunk;
    Stream &stream = m_streams[chunk.childFD];
    stream.screen.setLimits(m_maximumLineLength, m_process ? m_process->rows() : 24,
                            m_process ? m_process->columns() : 80);
    QByteArrayView data = chunk.data;
    bool mayBeSkipped = chunk.isSimple;
    while (!data.isEmpty()) {
        if (mayBeSkipped && stream.screen.isAtNewLine()) {
            mayBeSkipped = false;
            data = skipLines(stream, data);
        }
        const qsizetype newline = indexOfNewline(data);
        if (newline < 0) {
            feed(stream, data);
            break;
        }
        addLine(stream, data.first(newline));
        data = data.sliced(newline + 1);
    }
    if (chunk.isEnd) {
        stream.screen.feed(stream.decoder.finish(), *this);
        stream.screen.show(*this);
        stream.screen.finish(*this);
        stream = Stream();
    }
}

// Whole lines that will be dropped before anybody sees them.
QByteArrayView OutputModel::skipLines(Stream &stream, QByteArrayView data)
{
    qint64 skipped = m_firstWanted - 1 - m_lineCount;
    if (skipped <= 0)
        return data;
    const qsizetype newlines =
        data.size() == m_chunk->data.size() ? m_chunk->newlines : countNewlines(data);
    skipped = std::min<qint64>(newlines, skipped);
    if (skipped == 0)
        return data;
    // From the end: what is kept may be little, what is skipped is much.
    qsizetype end = data.size();
    for (qint64 behind = newlines - skipped; behind >= 0; --behind) {
        do
            --end;
        while (data[end] != '\n');
    }
    stream.screen.skim(data.first(end + 1));
    m_lineCount += skipped;
    stream.screen.addLines(m_lineCount, skipped, *this);
    return data.sliced(end + 1);
}

void OutputModel::addLine(Stream &stream, QByteArrayView bytes)
{
    if (addPlainLine(stream, bytes))
        return;
    feed(stream, bytes);
    stream.screen.feed(stream.decoder.finish(), *this);
    stream.screen.newline(*this);
}

// Most lines need no terminal.
bool OutputModel::addPlainLine(Stream &stream, QByteArrayView bytes)
{
    if (!stream.screen.isAtNewLine() || stream.decoder.isMidCharacter())
        return false;
    while (bytes.endsWith('\r'))
        bytes.chop(1);
    const Contents contents = contentsOf(bytes);
    if (contents == Contents::Controlled || bytes.size() > m_maximumLineLength)
        return false;
    OutputLine &line = append(false);
    line.text = decoded(bytes, contents);
    if (stream.screen.style() != TextStyle() && !line.text.isEmpty())
        line.runs.append({0, stream.screen.style()});
    stream.screen.addLines(m_lineCount, 1, *this);
    return true;
}

// In pieces, so that a long line does not exist twice.
void OutputModel::feed(Stream &stream, QByteArrayView bytes)
{
    constexpr qsizetype piece = 1 << 16;
    for (; !bytes.isEmpty(); bytes = bytes.sliced(std::min(piece, bytes.size()))) {
        const QByteArrayView next = bytes.first(std::min(piece, bytes.size()));
        stream.screen.feed(stream.decoder.decode(next), *this);
    }
}

qint64 OutputModel::beginLine()
{
    append(true);
    return m_lineCount;
}

OutputLine &OutputModel::append(bool isPartial)
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
    line.milliseconds = m_chunk->milliseconds;
    line.childFD = m_chunk->childFD;
    line.isPartial = isPartial;
    return line;
}

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

// A fresh one is not known yet.
void OutputModel::lineChanged(qint64 number)
{
    if (m_fresh.empty() || number < m_firstFresh)
        m_changed.insert(number);
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
    digest();
    showScreens();
    takeBatch();
    dropOldest();
    if (alive)
        insertFresh();
    if (alive)
        announceChanges();
    if (alive)
        announceTotals();
}

void OutputModel::showScreens()
{
    for (auto &[childFD, stream] : m_streams)
        stream.screen.show(*this);
}

// What is digested from now on is for the next time.
void OutputModel::takeBatch()
{
    m_batch.swap(m_fresh);
    m_firstOfBatch = m_firstFresh;
    for (const qint64 first = firstThatFits(); m_firstOfBatch < first && m_batch.size() > 1;
         ++m_firstOfBatch) {
        m_batch.pop_front();
    }
}

// Of the rows and the batch.
qint64 OutputModel::firstKept() const
{
    const qint64 endOfRows = m_firstRow + qint64(m_rows.size());
    const qint64 end = m_batch.empty() ? endOfRows : m_firstOfBatch + qint64(m_batch.size());
    const bool hasGap = !m_batch.empty() && m_firstOfBatch != endOfRows;
    return std::max(
        {m_cleared + 1, end - m_maximumLines, hasGap ? m_firstOfBatch : 0, firstThatFits()});
}

// Into maximumCharacters, from the end.
qint64 OutputModel::firstThatFits() const
{
    qint64 room = m_maximumCharacters;
    qint64 first = m_firstOfBatch + qint64(m_batch.size());
    for (auto line = m_batch.rbegin(); line != m_batch.rend(); ++line, --first) {
        room -= weightOf(*line);
        if (room < 0 && line != m_batch.rbegin())
            return first;
    }
    first = m_firstRow + qint64(m_rows.size());
    for (auto line = m_rows.rbegin(); line != m_rows.rend(); ++line, --first) {
        room -= weightOf(*line);
        if (room < 0 && (!m_batch.empty() || line != m_rows.rbegin()))
            return first;
    }
    return 0;
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
    for (qint64 line = m_firstRow; m_isShownOtherwise && line < endLine(); ++line)
        m_changed.insert(line);
    m_isShownOtherwise = false;
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
    const bool isPartial = std::any_of(m_streams.begin(), m_streams.end(), [](const auto &each) {
        return each.second.screen.isOpen();
    });
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
            Q_EMIT(this->*signal)();
    }
    if (alive)
        tellFilters([](OutputFilter *filter) { filter->announceCount(); });
}

void OutputModel::clear()
{
    digest();
    for (auto &[childFD, stream] : m_streams)
        stream.screen.clear();
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
