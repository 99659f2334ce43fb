// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalline.h"

#include <algorithm>
#include <cstring>

namespace Offspring {

namespace {

constexpr char16_t Escape = 0x1b;
constexpr qsizetype longestParameters = 64; // of a sequence that is meant

bool isPrintable(char16_t character)
{
    return character >= 0x20 && character != 0x7f;
}

} // namespace

void TerminalLine::setLimits(qsizetype length, qsizetype columns)
{
    m_maximumLength = length;
    m_columns = columns;
}

void TerminalLine::startLine()
{
    clear();
    m_state = State::Text;
}

void TerminalLine::clear()
{
    m_cells.clear();
    m_position = 0;
    m_isCut = false;
}

void TerminalLine::feed(QStringView text)
{
    while (!text.isEmpty()) {
        if (m_state == State::Text) {
            text = text.sliced(feedText(text));
        } else {
            const bool isPair = text.front().isHighSurrogate() && text.size() > 1;
            feedEscape(text.front().unicode());
            text = text.sliced(isPair ? 2 : 1);
        }
    }
}

// Up to the first escape; returns how far it came.
qsizetype TerminalLine::feedText(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        if (character.isHighSurrogate() && i + 1 < text.size()) {
            put(QChar::surrogateToUcs4(character, text[i + 1]));
            ++i;
        } else if (isPrintable(character.unicode())) {
            put(character.unicode());
        } else if (character == Escape) {
            m_state = State::Escape;
            return i + 1;
        } else {
            control(character.unicode());
        }
    }
    return text.size();
}

void TerminalLine::put(char32_t character)
{
    if (m_position >= m_maximumLength) {
        m_isCut = true;
        return;
    }
    if (m_position > size())
        m_cells.resize(size_t(m_position));
    const Cell cell{harmless(character), m_style};
    if (m_position == size())
        m_cells.push_back(cell);
    else
        m_cells[size_t(m_position)] = cell;
    ++m_position;
}

void TerminalLine::control(char16_t character)
{
    switch (character) {
    case u'\r':
        m_position = 0;
        break;
    case u'\b':
        m_position = std::max<qsizetype>(m_position - 1, 0);
        break;
    case u'\t':
        put(character);
        break;
    case u'\a':
    case 0x0e: // these two choose a character set
    case 0x0f:
        break;
    default: // its symbol
        put(character == 0x7f ? 0x2421 : 0x2400 + char32_t(character));
    }
}

void TerminalLine::feedEscape(char16_t character)
{
    const bool isCancel = character == 0x18 || character == 0x1a;
    if (isCancel)
        m_state = State::Text;
    else if (m_state == State::Sequence)
        feedSequence(character);
    else if (m_state == State::String && character == u'\a')
        m_state = State::Text;
    else if (m_state == State::String)
        m_state = character == Escape ? State::StringEscape : State::String;
    else if (m_state == State::StringEscape && character == u'\\')
        m_state = State::Text;
    else if (character == Escape)
        m_state = State::Escape;
    else if (character == u'[' && m_state != State::Intermediate)
        m_state = State::Sequence;
    else if (m_state != State::Intermediate && QStringView(u"]PX^_").contains(character))
        m_state = State::String;
    else
        m_state = character >= 0x20 && character < 0x30 ? State::Intermediate : State::Text;
    if (m_state != State::Sequence)
        m_parameters.clear();
}

void TerminalLine::feedSequence(char16_t character)
{
    if (character >= 0x40 && character < 0x7f) {
        m_state = State::Text;
        execute(character);
    } else if (character == Escape) {
        m_state = State::Escape;
    } else if (!isPrintable(character)) {
        control(character); // as terminals do it
    } else if (character >= 0x40) {
        m_state = State::Text; // no part of any sequence
    } else if (m_parameters.size() <= longestParameters) {
        m_parameters += QChar(character);
    }
}

// Sequences with a private mark or an intermediate character mean something else.
void TerminalLine::execute(char16_t final)
{
    const bool isPlain = m_parameters.size() <= longestParameters
        && std::all_of(m_parameters.cbegin(), m_parameters.cend(),
                       [](QChar each) { return each >= u'0' && each <= u';'; });
    if (!isPlain)
        return;
    if (final == u'm') {
        m_style.select(m_parameters);
        return;
    }
    const int first = QStringView(m_parameters).left(m_parameters.indexOf(u';')).toInt();
    const qsizetype count = std::max(first, 1);
    switch (final) {
    case u'C':
        moveTo(m_position + count);
        break;
    case u'D':
        moveTo(m_position - count);
        break;
    case u'G':
    case u'`':
        moveTo(count - 1);
        break;
    case u'J': // of the display: we have its last line only
    case u'K':
        eraseLine(first);
        break;
    case u'P':
        removeCharacters(count);
        break;
    case u'X':
        eraseCharacters(count);
        break;
    case u'@':
        insertCharacters(count);
        break;
    default:
        break;
    }
}

void TerminalLine::moveTo(qsizetype position)
{
    const qsizetype last = std::max({m_columns - 1, size(), m_position});
    m_position = std::clamp<qsizetype>(position, 0, std::min(last, m_maximumLength));
}

void TerminalLine::eraseLine(int mode)
{
    if (mode == 1) {
        std::fill_n(m_cells.begin(), std::min(m_position + 1, size()), Cell());
        return;
    }
    const qsizetype kept = mode == 0 ? std::min(m_position, size()) : 0;
    m_cells.resize(size_t(kept));
    m_isCut = m_isCut && m_position >= m_maximumLength && mode == 0;
}

void TerminalLine::eraseCharacters(qsizetype count)
{
    const qsizetype from = std::min(m_position, size());
    std::fill_n(m_cells.begin() + from, std::min(count, size() - from), Cell());
}

void TerminalLine::removeCharacters(qsizetype count)
{
    const qsizetype from = std::min(m_position, size());
    m_cells.erase(m_cells.begin() + from, m_cells.begin() + from + std::min(count, size() - from));
}

void TerminalLine::insertCharacters(qsizetype count)
{
    if (m_position >= size())
        return;
    const qsizetype room = std::min(count, m_columns);
    m_cells.insert(m_cells.begin() + m_position, size_t(room), Cell());
    if (size() > m_maximumLength)
        m_cells.resize(size_t(m_maximumLength));
}

void TerminalLine::skim(QByteArrayView lines)
{
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

void TerminalLine::show(OutputLine &line) const
{
    line.text.clear();
    line.text.reserve(size() + 1);
    line.runs.clear();
    TextStyle style;
    for (const Cell &cell : m_cells) {
        if (cell.style != style)
            line.runs.append({line.text.size(), cell.style});
        style = cell.style;
        line.text += QStringView(QChar::fromUcs4(cell.character));
    }
    if (m_isCut)
        line.text += u'…';
}

} // namespace Offspring
