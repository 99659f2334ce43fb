// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TERMINALSCREEN_H
#define TERMINALSCREEN_H

#include "escapesequence.h"
#include "terminalline.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QString>
#include <QtCore/QStringView>

#include <deque>
#include <memory>
#include <optional>

namespace Offspring {

/// The last lines of a terminal, as many as its screen has rows: what is written, overwritten and
/// erased there. The cursor is in the last one, until it is moved up.
///
/// Understood: carriage return, backspace and tab; of the sequences
///   - ESC [ m: styles;
///   - within the line ESC [ C, D, G, ` to move, K and X to erase, @ and P to insert and remove;
///   - ESC [ A, B, E, F and ESC M: up and down, between the screen's first line and its last;
///   - ESC [ H, f, d: to a row, counted from the screen's first line. Lines that are missing before
///     it begin, but the screen's bottom is the last line that there is, however few they are;
///   - ESC 7 and 8, ESC [ s and u: keep the place and the style, and return there. The place is one
///     in a line, and moves up with it; what was not kept is not returned to;
///   - ESC [ J: erases below, above (1) or all the screen (2); what has left it stays (3);
///   - ESC [ 1 ; bottom r: some rows below stay at the end, as for a progress bar that others
///   scroll
///     above.
/// Not understood: the other screen of full-screen programs, regions that begin below the top or
/// leave more than a few rows below, lines inserted and removed, and what is asked of a terminal.
/// Such sequences vanish, wherever a chunk cuts them; other controls show as symbols.
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
    bool isAtNewLine() const { return !m_escape.isOpen() && m_row == rowCount(); }
    /// Then: lines that were written without this, \a count of them up to \a last.
    void addLines(qint64 last, qint64 count, Lines &lines);
    /// Then: lines that nobody will see; of them only the style stays.
    void skim(QByteArrayView lines);

    /// The last line has begun and is not finished.
    bool isOpen() const { return m_isOpen; }
    /// How many newlines bring the cursor to where a new line begins, now and at most.
    qsizetype newlinesToEnd() const { return rowCount() - m_row; }
    qsizetype mostNewlinesToEnd() const { return m_mostRows; }
    bool isMidEscape() const { return m_escape.isOpen(); }
    const TextStyle &style() const { return m_style; }

private:
    struct Row
    {
        qint64 number = 0;
        std::unique_ptr<TerminalLine> line = {}; // null: as the keeper has it
        bool isDirty = false; // the keeper has not what the line has
    };
    struct Place
    {
        qsizetype row = 0; // of all rows that were
        qsizetype column = 0;
        TextStyle style = {};
    };
    qsizetype rowCount() const { return qsizetype(m_rows.size()); }
    qsizetype firstRow() const;
    qsizetype lastRow() const { return m_isOpen ? rowCount() - 1 : rowCount(); }
    qsizetype feedText(QStringView text, Lines &lines);
    void feedEscape(char16_t character, Lines &lines);
    qsizetype droppedLength(QStringView text) const;
    void executeEscape(char16_t final, Lines &lines);
    void execute(char16_t final, Lines &lines);
    void move(char16_t final, Lines &lines);
    void edit(char16_t final, int first, Lines &lines);
    void put(char32_t character, Lines &lines);
    void control(char16_t character, Lines &lines);
    void eraseLine(TerminalLine &line, int mode);
    void eraseDisplay(int mode, Lines &lines);
    void eraseRows(qsizetype from, qsizetype to, Lines &lines);

    void begin(Lines &lines);
    TerminalLine &line(Lines &lines);
    TerminalLine &load(Row &row, Lines &lines);
    const TerminalLine *lineOfCursor() const;
    void showRow(Row &row, Lines &lines);
    void trim(Lines &lines);
    void endLast(Lines &lines);
    void moveTo(qsizetype column);
    void moveBy(qsizetype rows, Lines &lines);
    void moveToRow(qsizetype row, Lines &lines);
    void moveToRowOfScreen(qsizetype row, Lines &lines);
    void savePlace();
    void restorePlace(Lines &lines);
    void setRegion(int top, int bottom, Lines &lines);
    bool scrollRegion(Lines &lines);

    std::deque<Row> m_rows;
    std::unique_ptr<TerminalLine> m_spare; // memory
    qsizetype m_row = 0; // of the cursor; rowCount(): the one that will begin
    qsizetype m_column = 0; // may be beyond the last cell
    qsizetype m_goneRows = 0; // that were before the first one
    qsizetype m_mostRows = 24;
    qsizetype m_rowsBelow = 0; // of the screen, that do not scroll
    std::optional<Place> m_saved;
    TerminalLine::Limits m_limits;
    TextStyle m_style;
    EscapeSequence m_escape;
    bool m_isOpen = false;
};

} // namespace Offspring

#endif // TERMINALSCREEN_H
