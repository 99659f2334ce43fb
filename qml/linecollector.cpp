// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Chunks wait as they came until they are collected. Only then it is known which lines will be
// seen: all others are counted, and cost no more than that.

#include "linecollector.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace Offspring {

namespace {

constexpr qsizetype mostChunkBytes = 4 << 20; // more should not wait

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

LineCollector::LineCollector(std::function<OutputLine *(qint64)> takenLine)
    : m_takenLine(std::move(takenLine))
{ }

void LineCollector::receive(int childFD, const QByteArray &data, qint64 milliseconds)
{
    m_byteCount += data.size();
    m_chunkBytes += data.size();
    m_chunks.append({childFD, data, milliseconds});
}

void LineCollector::finish(int childFD)
{
    m_chunks.append({.childFD = childFD, .isEnd = true});
}

bool LineCollector::isFull() const
{
    return m_chunkBytes > mostChunkBytes;
}

void LineCollector::collect(const Limits &limits)
{
    m_limits = limits;
    countLines();
    m_chunkBytes = 0;
    const QList<Chunk> chunks = std::exchange(m_chunks, {});
    for (const Chunk &chunk : chunks)
        collectChunk(chunk);
    m_chunk = nullptr;
}

void LineCollector::show()
{
    for (auto &[childFD, stream] : m_streams)
        stream.screen.show(*this);
}

NumberedLines LineCollector::takeLines()
{
    return std::exchange(m_fresh, {m_fresh.end(), {}});
}

std::vector<qint64> LineCollector::takeChanges(qint64 first, qint64 end)
{
    m_changed.erase(m_changed.begin(), m_changed.lower_bound(first));
    const auto behind = m_changed.lower_bound(end);
    const std::vector<qint64> changes(m_changed.begin(), behind);
    m_changed.erase(m_changed.begin(), behind);
    return changes;
}

void LineCollector::forgetChanges(qint64 first)
{
    m_changed.erase(m_changed.lower_bound(first), m_changed.end());
}

void LineCollector::clear()
{
    for (auto &[childFD, stream] : m_streams)
        stream.screen.clear();
    m_fresh.lines.clear();
    m_byteCount = 0;
}

QList<int> LineCollector::childFDs() const
{
    QList<int> result;
    for (const auto &[childFD, stream] : m_streams)
        result.append(childFD);
    return result;
}

bool LineCollector::isPartial() const
{
    return std::any_of(m_streams.begin(), m_streams.end(),
                       [](const auto &each) { return each.second.screen.isOpen(); });
}

// Which line will be the last at least, and so, which the first that is kept.
void LineCollector::countLines()
{
    qint64 newlines = 0;
    for (Chunk &chunk : m_chunks) {
        chunk.newlines = countNewlines(chunk.data);
        newlines += chunk.newlines;
    }
    m_firstWanted = 0;
    if (newlines <= m_limits.lines)
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
    m_firstWanted = last - m_limits.lines + 1;
}

void LineCollector::collectChunk(const Chunk &chunk)
{
    m_chunk = &chunk;
    Stream &stream = m_streams[chunk.childFD];
    stream.screen.setLimits(m_limits.lineLength, m_limits.rows, m_limits.columns);
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
QByteArrayView LineCollector::skipLines(Stream &stream, QByteArrayView data)
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

void LineCollector::addLine(Stream &stream, QByteArrayView bytes)
{
    if (addPlainLine(stream, bytes))
        return;
    feed(stream, bytes);
    stream.screen.feed(stream.decoder.finish(), *this);
    stream.screen.newline(*this);
}

// Most lines need no terminal.
bool LineCollector::addPlainLine(Stream &stream, QByteArrayView bytes)
{
    if (!stream.screen.isAtNewLine() || stream.decoder.isMidCharacter())
        return false;
    while (bytes.endsWith('\r'))
        bytes.chop(1);
    const Contents contents = contentsOf(bytes);
    if (contents == Contents::Controlled || bytes.size() > m_limits.lineLength)
        return false;
    OutputLine &line = append(false);
    line.text = decoded(bytes, contents);
    if (stream.screen.style() != TextStyle() && !line.text.isEmpty())
        line.runs.append({0, stream.screen.style()});
    stream.screen.addLines(m_lineCount, 1, *this);
    return true;
}

// In pieces, so that a long line does not exist twice.
void LineCollector::feed(Stream &stream, QByteArrayView bytes)
{
    constexpr qsizetype piece = 1 << 16;
    for (; !bytes.isEmpty(); bytes = bytes.sliced(std::min(piece, bytes.size()))) {
        const QByteArrayView next = bytes.first(std::min(piece, bytes.size()));
        stream.screen.feed(stream.decoder.decode(next), *this);
    }
}

qint64 LineCollector::beginLine()
{
    append(true);
    return m_lineCount;
}

OutputLine &LineCollector::append(bool isPartial)
{
    ++m_lineCount;
    // Lines in between were skipped, so that those collected before are not wanted either.
    if (m_fresh.end() != m_lineCount)
        m_fresh = {m_lineCount, {}};
    if (m_fresh.lines.size() >= size_t(m_limits.lines)) {
        m_fresh.lines.pop_front();
        ++m_fresh.first;
    }
    OutputLine &line = m_fresh.lines.emplace_back();
    line.milliseconds = m_chunk->milliseconds;
    line.childFD = m_chunk->childFD;
    line.isPartial = isPartial;
    return line;
}

OutputLine *LineCollector::lineNumbered(qint64 number)
{
    OutputLine *const fresh = m_fresh.find(number);
    return fresh ? fresh : m_takenLine(number);
}

// The owner does not know a fresh line yet.
void LineCollector::lineChanged(qint64 number)
{
    if (m_fresh.lines.empty() || number < m_fresh.first)
        m_changed.insert(number);
}

} // namespace Offspring
