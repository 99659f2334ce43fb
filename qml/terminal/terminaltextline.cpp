// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminaltextline.h"

namespace Offspring::Terminal {

TextLine TextLine::around(qint64 row, int mostRows, const TextRows &rows)
{
    qint64 number = row;
    while (number > rows.first && row - number < mostRows && rows.joinsNext(number - 1))
        --number;
    TextLine line;
    for (bool isLast = false; !isLast; ++number) {
        const TextRow cells = rows.row(number);
        isLast = !rows.joinsNext(number) || number - row >= mostRows;
        const int columns = isLast ? int(cells.starts.size()) : wrappedColumns(rows, number, cells);
        for (int column = 0; column < columns; column = cells.cellEnd(column)) {
            const QString cell = cells.cell(column);
            line.text += cell;
            line.cells.append(QList<Place>(cell.size(), {number, column}));
            line.ends.append(
                QList<int>(cell.size(), std::min(cells.cellEnd(column), rows.columns)));
        }
    }
    return line;
}

} // namespace Offspring::Terminal
