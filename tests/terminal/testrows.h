// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TESTROWS_H
#define TESTROWS_H

#include "terminaltextrow.h"

#include <QtCore/QStringList>

/// Rows of a terminal from text: a row that ends with "\\" is wrapped, one that begins with a form
/// feed has double width (the signs are no part of it), CJK characters and emoji are two cells
/// wide, combining marks belong to the cell before.
class TestRows
{
public:
    TestRows(int columns, const QStringList &lines, qint64 first = 0)
        : m_first(first)
    {
        for (QString line : lines) {
            m_wrapped << line.endsWith(u'\\');
            if (m_wrapped.last())
                line.chop(1);
            const bool isDouble = line.startsWith(u'\f');
            m_rows << rowOf(line.mid(isDouble ? 1 : 0));
            m_rows.last().isDouble = isDouble;
        }
        rows.first = first;
        rows.end = first + m_rows.size();
        rows.columns = columns;
        rows.row = [this](qint64 number) { return m_rows.at(number - m_first); };
        rows.isWrapped = [this](qint64 number) { return m_wrapped.at(number - m_first); };
    }
    TestRows(const TestRows &) = delete;
    TestRows &operator=(const TestRows &) = delete;

    Offspring::Terminal::TextRows rows;

private:
    static Offspring::Terminal::TextRow rowOf(const QString &line)
    {
        Offspring::Terminal::TextRow row;
        for (const char32_t character : line.toUcs4()) {
            const int start = int(row.text.size());
            row.text += QString::fromUcs4(&character, 1);
            if (QChar::category(character) == QChar::Mark_NonSpacing)
                continue;
            row.starts << start;
            const bool isWide = (character >= 0x2e80 && character < 0xd7a4)
                || (character >= 0xff01 && character < 0xff61) || character >= 0x1f300;
            if (isWide)
                row.starts << start;
        }
        return row;
    }

    qint64 m_first;
    QList<Offspring::Terminal::TextRow> m_rows;
    QList<bool> m_wrapped;
};

#endif // TESTROWS_H
