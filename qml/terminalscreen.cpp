// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalscreen.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace Offspring {

namespace {

constexpr int mostColumns = 512; // what one sequence may cost
constexpr int mostRows = 256; // what is kept to be changed

bool isPrintable(char16_t character)
{
    return character >= 0x20 && character != 0x7f;
}

// Of the printable ASCII with which the text begins.
qsizetype asciiLength(QStringView text)
{
    const auto end = std::find_if(text.begin(), text.end(),
                                  [](QChar each) { return each < u' ' || each > u'~'; });
    return end - text.begin();
}

} // namespace

void TerminalScreen::setLimits(qsizetype characters, int rows, int columns)
{
    m_limits = {characters, std::clamp(columns, 1, mostColumns)};
    m_mostRows = std::clamp(rows, 1, mostRows);
}

void TerminalScreen::clear()
{
    m_goneRows += rowCount();
    m_rows.clear();
    m_row = 0;
    m_column = 0;
    m_isOpen = false;
}

void TerminalScreen::feed(QStringView text, Lines &lines)
{
    while (!text.isEmpty()) {
        if (!m_escape.isOpen()) {
            text = text.sliced(feedText(text, lines));
        } else {
            const bool isPair = text.front().isHighSurrogate() && text.size() > 1;
            feedEscape(text.front().unicode(), lines);
            text = text.sliced(isPair ? 2 : 1);
        }
    }
}

// Up to the first escape; returns how far it came.
qsizetype TerminalScreen::feedText(QStringView text, Lines &lines)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        if (const qsizetype ascii = asciiLength(text.sliced(i)); ascii > 1) {
            m_column = line(lines).put(m_column, text.sliced(i, ascii), m_style, m_limits);
            i += ascii - 1;
        } else if (character == u'\r') {
            moveTo(0);
        } else if (character == EscapeSequence::escape) {
            m_escape.begin();
            return i + 1;
        } else if (const qsizetype dropped = droppedLength(text.sliced(i)); dropped > 0) {
            i += dropped - 1;
        } else if (character.isHighSurrogate() && i + 1 < text.size()) {
            put(QChar::surrogateToUcs4(character, text[i + 1]), lines);
            ++i;
        } else if (isPrintable(character.unicode())) {
            put(character.unicode(), lines);
        } else {
            control(character.unicode(), lines);
        }
    }
    return text.size();
}

// Behind the end of a full line only what moves the cursor counts. The line is known to be cut, so
// that a flood there costs no more than the search for such a character.
qsizetype TerminalScreen::droppedLength(QStringView text) const
{
    const TerminalLine *const line = lineOfCursor();
    if (!line || !line->isCut() || !line->isFullAt(m_column, m_limits))
        return 0;
    const auto end = std::find_if(text.begin(), text.end(), [](QChar each) {
        return each == u'\r' || each == u'\b' || each == EscapeSequence::escape;
    });
    return end - text.begin();
}

void TerminalScreen::put(char32_t character, Lines &lines)
{
    TerminalLine &line = this->line(lines);
    if (!isReordering(character)) {
        m_column = line.put(m_column, harmless(character), m_style, m_limits);
        return;
    }
    const QString shown = visibleName(char16_t(character));
    for (const QChar each : shown)
        m_column = line.put(m_column, each.unicode(), m_style, m_limits);
}

void TerminalScreen::control(char16_t character, Lines &lines)
{
    switch (character) {
    case u'\r':
        moveTo(0);
        break;
    case u'\b':
        moveTo(m_column - 1);
        break;
    case u'\t':
        m_column = line(lines).tab(m_column, m_style, m_limits);
        break;
    case u'\a':
    case 0x0e: // these two choose a character set
    case 0x0f:
        break;
    default: // its symbol
        put(character == 0x7f ? 0x2421 : 0x2400 + char32_t(character), lines);
    }
}

void TerminalScreen::feedEscape(char16_t character, Lines &lines)
{
    const EscapeSequence::Token token = m_escape.feed(character);
    if (token == EscapeSequence::Token::Control)
        control(character, lines);
    else if (token == EscapeSequence::Token::Escape)
        executeEscape(character, lines);
    else if (token == EscapeSequence::Token::Sequence && m_escape.isPlain())
        execute(character, lines);
}

void TerminalScreen::executeEscape(char16_t final, Lines &lines)
{
    if (final == u'M')
        moveBy(-1, lines);
    else if (final == u'7')
        savePlace();
    else if (final == u'8')
        restorePlace(lines);
}

void TerminalScreen::execute(char16_t final, Lines &lines)
{
    const int first = m_escape.parameter(0);
    if (final == u'm')
        m_style.select(m_escape.parameters());
    else if (final == u's' && m_escape.parameters().isEmpty())
        savePlace();
    else if (final == u'u' && m_escape.parameters().isEmpty())
        restorePlace(lines);
    else if (final == u'r')
        setRegion(first, m_escape.parameter(1), lines);
    else if (final == u'J')
        eraseDisplay(first, lines);
    else if (QStringView(u"KPX@").contains(final))
        edit(final, first, lines);
    else
        move(final, lines);
}

void TerminalScreen::move(char16_t final, Lines &lines)
{
    const qsizetype count = std::max(m_escape.parameter(0), 1);
    switch (final) {
    case u'A':
    case u'F':
        moveBy(-count, lines);
        break;
    case u'B':
    case u'E':
        moveBy(count, lines);
        break;
    case u'C':
        moveTo(m_column + count);
        break;
    case u'D':
        moveTo(m_column - count);
        break;
    case u'G':
    case u'`':
        moveTo(count - 1);
        break;
    case u'H':
    case u'f':
    case u'd':
        moveToRowOfScreen(count, lines);
        break;
    default:
        return;
    }
    if (final == u'E' || final == u'F')
        moveTo(0);
    else if (final == u'H' || final == u'f')
        moveTo(std::max(m_escape.parameter(1), 1) - 1);
}

void TerminalScreen::edit(char16_t final, int first, Lines &lines)
{
    if (m_row == rowCount())
        return; // nothing is there
    TerminalLine &line = this->line(lines);
    const qsizetype count = std::max(first, 1);
    const qsizetype endOfRow = (m_column / m_limits.columns + 1) * m_limits.columns;
    if (final == u'K')
        eraseLine(line, first);
    else if (final == u'P')
        line.remove(m_column, count, m_limits);
    else if (final == u'X')
        line.erase(m_column, std::min(m_column + count, endOfRow));
    else
        line.insert(m_column, count, m_limits);
}

void TerminalScreen::eraseDisplay(int mode, Lines &lines)
{
    if (m_row < rowCount() && mode < 2)
        eraseLine(line(lines), mode);
    if (mode == 0)
        eraseRows(m_row + 1, rowCount(), lines);
    else if (mode == 1)
        eraseRows(firstRow(), m_row, lines);
    else if (mode == 2)
        eraseRows(firstRow(), rowCount(), lines);
}

void TerminalScreen::eraseRows(qsizetype from, qsizetype to, Lines &lines)
{
    for (qsizetype i = from; i < to; ++i) {
        Row &row = m_rows[size_t(i)];
        TerminalLine &line = load(row, lines);
        if (line.end() == line.start())
            continue;
        line.truncate(line.start());
        row.isDirty = true;
    }
}

void TerminalScreen::eraseLine(TerminalLine &line, int mode)
{
    const qsizetype startOfRow =
        std::max(m_column / m_limits.columns * m_limits.columns, line.start());
    if (mode == 1)
        line.erase(startOfRow, m_column + 1);
    else
        line.truncate(mode == 0 ? m_column : startOfRow);
}

void TerminalScreen::begin(Lines &lines)
{
    const qint64 number = lines.beginLine();
    m_rows.push_back({number, m_spare ? std::move(m_spare) : std::make_unique<TerminalLine>()});
    m_isOpen = true;
    trim(lines);
    m_row = rowCount() - 1;
}

// That of the cursor, which is about to be changed.
TerminalLine &TerminalScreen::line(Lines &lines)
{
    if (m_row == rowCount())
        begin(lines);
    Row &row = m_rows[size_t(m_row)];
    row.isDirty = true;
    return load(row, lines);
}

TerminalLine &TerminalScreen::load(Row &row, Lines &lines)
{
    if (row.line)
        return *row.line;
    row.line = std::make_unique<TerminalLine>();
    if (const OutputLine *const line = lines.lineNumbered(row.number))
        row.line->load(*line);
    return *row.line;
}

void TerminalScreen::showRow(Row &row, Lines &lines)
{
    if (!row.isDirty)
        return;
    row.isDirty = false;
    OutputLine *const line = lines.lineNumbered(row.number);
    if (!line) {
        row.line->forgetFixed();
        return;
    }
    row.line->show(*line);
    lines.lineChanged(row.number);
}

void TerminalScreen::show(Lines &lines)
{
    for (Row &row : m_rows)
        showRow(row, lines);
}

void TerminalScreen::trim(Lines &lines)
{
    while (rowCount() > m_mostRows) {
        showRow(m_rows.front(), lines);
        if (m_rows.front().line) {
            m_spare = std::move(m_rows.front().line);
            m_spare->clear();
        }
        m_rows.pop_front();
        ++m_goneRows;
        m_row = std::max<qsizetype>(m_row - 1, 0);
    }
}

void TerminalScreen::addLines(qint64 last, qint64 count, Lines &lines)
{
    m_goneRows += qsizetype(std::max<qint64>(count - m_mostRows, 0));
    for (qint64 number = last - std::min<qint64>(count, m_mostRows) + 1; number <= last; ++number)
        m_rows.push_back({number});
    trim(lines);
    m_row = rowCount();
    m_column = 0;
}

void TerminalScreen::newline(Lines &lines)
{
    m_escape.cancel();
    if (m_row == rowCount())
        begin(lines);
    if (m_rowsBelow > 0 && m_row == lastRow() - m_rowsBelow && scrollRegion(lines))
        return;
    ++m_row;
    m_column = 0;
    if (m_row == rowCount())
        finish(lines);
    else
        m_column = load(m_rows[size_t(m_row)], lines).start();
}

void TerminalScreen::finish(Lines &lines)
{
    if (m_isOpen)
        showRow(m_rows.back(), lines);
    endLast(lines);
}

void TerminalScreen::endLast(Lines &lines)
{
    if (!std::exchange(m_isOpen, false))
        return;
    const qint64 number = m_rows.back().number;
    if (OutputLine *const line = lines.lineNumbered(number)) {
        line->isPartial = false;
        lines.lineChanged(number);
    }
}

void TerminalScreen::skim(QByteArrayView lines)
{
    if (lines.isEmpty()) // then it may point nowhere, which memchr() does not take
        return;
    const char *at = lines.begin();
    const char *const end = lines.end();
    while ((at = static_cast<const char *>(
                std::memchr(at, EscapeSequence::escape, size_t(end - at))))) {
        ++at;
        if (at == end || *at != '[')
            continue;
        const char *const first = at + 1;
        for (at = first; at != end && *at >= '0' && *at <= ';'; ++at) { }
        if (at != end && *at == 'm' && at - first <= EscapeSequence::longestParameters)
            m_style.select(QString::fromLatin1(first, at - first));
    }
}

} // namespace Offspring
