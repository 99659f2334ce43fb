// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TERMINALLINE_H
#define TERMINALLINE_H

#include "outputline.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QString>
#include <QtCore/QStringView>

#include <vector>

namespace Offspring {

/// The last line of a terminal: what is written, overwritten and erased in it until a newline
/// comes. A position is a character, whatever its width.
///
/// Understood: carriage return, backspace, tab, SGR colours, moves and erasures within the line.
/// Other escape sequences vanish, wherever a chunk cuts them; other controls show as symbols.
class TerminalLine
{
public:
    /// \a length: of characters kept; \a columns: where moves to the right end, unless the line is
    /// longer already.
    void setLimits(qsizetype length, qsizetype columns);

    /// Text without a newline.
    void feed(QStringView text);
    /// Whole lines that nobody will see: of them only the style stays.
    void skim(QByteArrayView lines);
    /// A newline: the next line, empty, in the style of this one. It ends any escape sequence.
    void startLine();
    /// Empties the line, and forgets nothing else.
    void clear();

    /// What is seen, into the text and the runs of \a line.
    void show(OutputLine &line) const;
    const TextStyle &style() const { return m_style; }

private:
    enum class State {
        Text,
        Escape, ///< after ESC
        Intermediate, ///< ESC and a character that only announces another, as in "\x1b(B"
        Sequence, ///< after ESC [
        String, ///< OSC, DCS and their like: to BEL or ST
        StringEscape ///< ESC in one of these: perhaps ST, which is ESC \.
    };
    struct Cell
    {
        char32_t character = U' ';
        TextStyle style = {};
    };

    qsizetype feedText(QStringView text);
    void feedEscape(char16_t character);
    void feedSequence(char16_t character);
    void put(char32_t character);
    void control(char16_t character);
    void execute(char16_t final);
    void moveTo(qsizetype position);
    void eraseLine(int mode);
    void eraseCharacters(qsizetype count);
    void removeCharacters(qsizetype count);
    void insertCharacters(qsizetype count);
    qsizetype size() const { return qsizetype(m_cells.size()); }

    std::vector<Cell> m_cells;
    qsizetype m_position = 0; // may be beyond the last cell
    qsizetype m_maximumLength = 65536;
    qsizetype m_columns = 80;
    TextStyle m_style;
    QString m_parameters; // of the sequence so far
    State m_state = State::Text;
    bool m_isCut = false; // something did not fit
};

} // namespace Offspring

#endif // TERMINALLINE_H
