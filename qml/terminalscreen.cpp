// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalscreen.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace Offspring {

namespace {

constexpr char16_t Escape = 0x1b;
constexpr qsizetype longestParameters = 64; // of a sequence that is meant
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
    m_rows.clear();
    m_row = 0;
    m_column = 0;
    m_isOpen = false;
}

void TerminalScreen::feed(QStringView text, Lines &lines)
{
    while (!text.isEmpty()) {
        if (m_state == State::Text) {
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
        } else if (character.isHighSurrogate() && i + 1 < text.size()) {
            put(QChar::surrogateToUcs4(character, text[i + 1]), lines);
            ++i;
        } else if (isPrintable(character.unicode())) {
            put(character.unicode(), lines);
        } else if (character == Escape) {
            m_state = State::Escape;
            return i + 1;
        } else {
            control(character.unicode(), lines);
        }
    }
    return text.size();
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
    const bool isCancel = character == 0x18 || character == 0x1a;
    if (isCancel) {
        m_state = State::Text;
    } else if (m_state == State::Sequence) {
        feedSequence(character, lines);
    } else if (m_state == State::String && character == u'\a') {
        m_state = State::Text;
    } else if (m_state == State::String) {
        m_state = character == Escape ? State::StringEscape : State::String;
    } else if (m_state == State::StringEscape && character == u'\\') {
        m_state = State::Text;
    } else if (character == Escape) {
        m_state = State::Escape;
    } else if (character == u'[' && m_state != State::Intermediate) {
        m_state = State::Sequence;
    } else if (m_state != State::Intermediate && QStringView(u"]PX^_").contains(character)) {
        m_state = State::String;
    } else if (character >= 0x20 && character < 0x30) {
        m_state = State::Intermediate;
    } else {
        m_state = State::Text;
    }
    if (m_state != State::Sequence)
        m_parameters.clear();
}

void TerminalScreen::feedSequence(char16_t character, Lines &lines)
{
    if (character >= 0x40 && character < 0x7f) {
        m_state = State::Text;
        execute(character, lines);
    } else if (character == Escape) {
        m_state = State::Escape;
    } else if (!isPrintable(character)) {
        control(character, lines); // as terminals do it
    } else if (character >= 0x40) {
        m_state = State::Text; // no part of any sequence
    } else if (m_parameters.size() <= longestParameters) {
        m_parameters += QChar(character);
    }
}

// Sequences with a private mark or an intermediate character mean something else.
void TerminalScreen::execute(char16_t final, Lines &lines)
{
    const bool isPlain = m_parameters.size() <= longestParameters
        && std::all_of(m_parameters.cbegin(), m_parameters.cend(),
                       [](QChar each) { return each >= u'0' && each <= u';'; });
    if (!isPlain)
        return;
    const int first = QStringView(m_parameters).left(m_parameters.indexOf(u';')).toInt();
    const qsizetype count = std::max(first, 1);
    switch (final) {
    case u'm':
        m_style.select(m_parameters);
        break;
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
    default:
        edit(final, first, lines);
    }
    if (final == u'E' || final == u'F')
        moveTo(0);
}

void TerminalScreen::edit(char16_t final, int first, Lines &lines)
{
    if (!QStringView(u"JKPX@").contains(final) || m_row == rowCount())
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
    else if (final == u'@')
        line.insert(m_column, count, m_limits);
    else // J, of the display: what is above stays
        eraseLine(line, first);
    if (final == u'J' && first == 0)
        eraseBelow(lines);
}

void TerminalScreen::eraseBelow(Lines &lines)
{
    for (qsizetype i = m_row + 1; i < rowCount(); ++i) {
        Row &row = m_rows[size_t(i)];
        TerminalLine &line = load(row, lines);
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

// The cursor.

// Null: that of the cursor has not begun.
const TerminalLine *TerminalScreen::lineOfCursor() const
{
    return m_row < rowCount() ? m_rows[size_t(m_row)].line.get() : nullptr;
}

// Not farther than to the right end of the screen, unless the line is longer already.
void TerminalScreen::moveTo(qsizetype column)
{
    const TerminalLine *const line = lineOfCursor();
    const qsizetype start = line ? line->start() : 0;
    const qsizetype end = line ? line->end() : 0;
    const qsizetype last = std::max({m_limits.columns - 1, end, m_column});
    m_column = std::clamp(column, start, std::min(last, std::max(end, m_limits.characters)));
}

void TerminalScreen::moveBy(qsizetype rows, Lines &lines)
{
    const qsizetype last = m_isOpen ? rowCount() - 1 : rowCount();
    const qsizetype first = std::max<qsizetype>(last + 1 - m_mostRows, 0);
    m_row = std::clamp(m_row + rows, std::min(first, m_row), std::max<qsizetype>(last, 0));
    if (m_row < rowCount())
        load(m_rows[size_t(m_row)], lines);
    const qsizetype column = std::exchange(m_column, 0);
    moveTo(column);
}

// The lines.

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
        m_row = std::max<qsizetype>(m_row - 1, 0);
    }
}

void TerminalScreen::addLines(qint64 last, qint64 count, Lines &lines)
{
    for (qint64 number = last - std::min<qint64>(count, m_mostRows) + 1; number <= last; ++number)
        m_rows.push_back({number});
    trim(lines);
    m_row = rowCount();
    m_column = 0;
}

void TerminalScreen::newline(Lines &lines)
{
    m_state = State::Text;
    m_parameters.clear();
    if (m_row == rowCount())
        begin(lines);
    ++m_row;
    m_column = 0;
    if (m_row == rowCount())
        finish(lines);
    else
        m_column = load(m_rows[size_t(m_row)], lines).start();
}

void TerminalScreen::finish(Lines &lines)
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    Row &row = m_rows.back();
    showRow(row, lines);
    if (OutputLine *const line = lines.lineNumbered(row.number)) {
        line->isPartial = false;
        lines.lineChanged(row.number);
    }
}

void TerminalScreen::skim(QByteArrayView lines)
{
    if (lines.isEmpty()) // then it may point nowhere, which memchr() does not take
        return;
    const char *at = lines.begin();
    const char *const end = lines.end();
    while ((at = static_cast<const char *>(std::memchr(at, Escape, size_t(end - at))))) {
        if (++at == end || *at != '[')
            continue;
        const char *const first = at + 1;
        for (at = first; at != end && *at >= '0' && *at <= ';'; ++at) { }
        if (at != end && *at == 'm' && at - first <= longestParameters)
            m_style.select(QString::fromLatin1(first, at - first));
    }
}

} // namespace Offspring
