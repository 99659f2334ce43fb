// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TERMINALLINE_H
#define TERMINALLINE_H

#include "outputline.h"

#include <QtCore/QString>
#include <QtCore/QStringView>

#include <string>
#include <vector>

namespace Offspring {

/// A line as a terminal has it: cells, counted from 0. A wide character has two of them, a tab
/// those up to the next multiple of 8, a combining mark none.
///
/// No operation costs more on a long line than on a short one. What is more than some thousand
/// cells behind the line's end is fixed, as what has scrolled away in a terminal; characters are
/// inserted and removed within the part of the line that would be one row of the screen.
class TerminalLine
{
public:
    /// Of what the line may grow to.
    struct Limits
    {
        qsizetype characters = 65536; ///< combining marks count
        qsizetype columns = 80; ///< of a row of the screen
    };

    /// The first cell that can be changed, and that behind the last one.
    qsizetype start() const { return m_fixedCells; }
    qsizetype end() const { return m_fixedCells + size(); }
    bool isCut() const { return m_isCut; }
    /// Nothing more can be put there, behind the last cell.
    bool isFullAt(qsizetype column, const Limits &limits) const
    {
        return column >= end() && m_weight + (column - end()) >= limits.characters;
    }

    // Each column is at least start(), and at most some rows of the screen beyond end().

    /// Returns the column behind it, the same one if it did not fit.
    qsizetype put(qsizetype column, char32_t character, const TextStyle &style,
                  const Limits &limits);
    /// The same for printable ASCII, of which floods consist.
    qsizetype put(qsizetype column, QStringView ascii, const TextStyle &style,
                  const Limits &limits);
    /// Moves to the next multiple of 8; what is there stays.
    qsizetype tab(qsizetype column, const TextStyle &style, const Limits &limits);
    void truncate(qsizetype column);
    void erase(qsizetype from, qsizetype to);
    void insert(qsizetype column, qsizetype count, const Limits &limits);
    void remove(qsizetype column, qsizetype count, const Limits &limits);

    void clear();
    /// Takes over what \a line shows.
    void load(const OutputLine &line);
    /// What is seen, into the text and the runs of \a line, always the same one.
    void show(OutputLine &line);
    /// Forgets what is fixed and was to be shown: the line is not there any more.
    void forgetFixed();

private:
    struct Cell
    {
        char32_t character = U' '; // 0: of the one before
        quint16 marks = 0; // their place, and 1; 0: none
        TextStyle style = {};
    };

    qsizetype size() const { return qsizetype(m_cells.size()); }
    qsizetype indexOf(qsizetype column) const { return column - m_fixedCells; }
    qsizetype rowEnd(qsizetype column, const Limits &limits) const;
    qsizetype weight(const Cell &cell) const;
    qsizetype weightOf(qsizetype from, qsizetype to) const;
    void set(qsizetype index, const Cell &cell);
    void breakAt(qsizetype index);
    void blankTabs(qsizetype from, qsizetype to);
    void pad(qsizetype index);
    void place(qsizetype index, char32_t character, qsizetype cells, const TextStyle &style);
    void placeCells(qsizetype index, QStringView ascii, const TextStyle &style);
    bool addMark(qsizetype column, char32_t mark);
    quint16 storedMarks(const std::u32string &marks);
    void collectMarks();
    void fixBeginning();
    void appendCells(qsizetype count, QString &text, QList<OutputLine::Run> &runs,
                     TextStyle &style) const;

    std::vector<Cell> m_cells;
    std::vector<std::u32string> m_marks;
    qsizetype m_weight = 0; // characters, marks included, fixed ones too
    bool m_isCut = false; // something did not fit

    qsizetype m_fixedCells = 0;
    TextStyle m_fixedStyle; // at its end
    QString m_fixedText; // what is not shown of it yet
    QList<OutputLine::Run> m_fixedRuns; // counted from the line's beginning
    qsizetype m_shownText = 0; // so much of the line's text is fixed
    qsizetype m_shownRuns = 0;
};

} // namespace Offspring

#endif // TERMINALLINE_H
