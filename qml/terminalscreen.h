// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TERMINALSCREEN_H
#define TERMINALSCREEN_H

#include "terminalline.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QString>
#include <QtCore/QStringView>

#include <deque>
#include <memory>

namespace Offspring {

/// The last lines of a terminal, as many as its screen has rows: what is written, overwritten and
/// erased there. The cursor is in the last one, until it is moved up.
///
/// Understood: carriage return, backspace, tab, SGR styles, moves, erasures, insertions and removals
/// within the line, moves to lines above and back (ESC [ A, B, E, F); ESC [ J erases what is below.
/// Other escape sequences vanish, wherever a chunk cuts them; other controls show as symbols.
class TerminalScreen
{
public:
    /// Keeps the lines, which have numbers.
    class Lines
    {
    public:
        virtual ~Lines() = default;

    protected:
        friend class TerminalScreen;
        /// Returns its number.
        virtual qint64 beginLine() = 0;
        /// Null: it has been dropped.
        virtual OutputLine *lineNumbered(qint64 number) = 0;
        virtual void lineChanged(qint64 number) = 0;
    };

    /// \a rows and \a columns: of the screen. A line longer than a row stays one line.
    void setLimits(qsizetype characters, int rows, int columns);

    /// Text without a newline.
    void feed(QStringView text, Lines &lines);
    /// Ends any escape sequence, and finishes the line in which the cursor is, if it is the last.
    void newline(Lines &lines);
    /// The end of what is written: finishes the line that is not.
    void finish(Lines &lines);
    /// Shows what has changed.
    void show(Lines &lines);
    /// Forgets the lines; a style and an escape sequence go on.
    void clear();

    /// The cursor is where the next line will begin, and nothing is half done.
    bool isAtNewLine() const { return m_state == State::Text && m_row == rowCount(); }
    /// Then: lines that were written without this, \a count of them up to \a last.
    void addLines(qint64 last, qint64 count, Lines &lines);
    /// Then: lines that nobody will see; of them only the style stays.
    void skim(QByteArrayView lines);

    /// The last line has begun and is not finished.
    bool isOpen() const { return m_isOpen; }
    /// How many newlines bring the cursor to where a new line begins, now and at most.
    qsizetype newlinesToEnd() const { return rowCount() - m_row; }
    qsizetype mostNewlinesToEnd() const { return m_mostRows; }
    bool isMidEscape() const { return m_state != State::Text; }
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
    struct Row
    {
        qint64 number = 0;
        std::unique_ptr<TerminalLine> line = {}; // null: as the keeper has it
        bool isDirty = false; // the keeper has not what the line has
    };
    qsizetype rowCount() const { return qsizetype(m_rows.size()); }
    qsizetype feedText(QStringView text, Lines &lines);
    void feedEscape(char16_t character, Lines &lines);
    void feedSequence(char16_t character, Lines &lines);
    void execute(char16_t final, Lines &lines);
    void edit(char16_t final, int first, Lines &lines);
    void put(char32_t character, Lines &lines);
    void control(char16_t character, Lines &lines);
    void eraseLine(TerminalLine &line, int mode);
    void eraseBelow(Lines &lines);

    void begin(Lines &lines);
    TerminalLine &line(Lines &lines);
    TerminalLine &load(Row &row, Lines &lines);
    const TerminalLine *lineOfCursor() const;
    void showRow(Row &row, Lines &lines);
    void trim(Lines &lines);
    void moveTo(qsizetype column);
    void moveBy(qsizetype rows, Lines &lines);

    std::deque<Row> m_rows;
    std::unique_ptr<TerminalLine> m_spare; // memory
    qsizetype m_row = 0; // of the cursor; rowCount(): the one that will begin
    qsizetype m_column = 0; // may be beyond the last cell
    qsizetype m_mostRows = 24;
    TerminalLine::Limits m_limits;
    TextStyle m_style;
    QString m_parameters; // of the sequence so far
    State m_state = State::Text;
    bool m_isOpen = false;
};

} // namespace Offspring

#endif // TERMINALSCREEN_H
