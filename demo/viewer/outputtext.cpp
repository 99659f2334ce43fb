// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "outputtext.h"

#include "linetext.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

#include <algorithm>
#include <limits>

namespace {

constexpr int endOfLine = std::numeric_limits<int>::max();

/// Calls \a use with each line, in order, until it returns false.
template <typename Use>
void forEachLine(const QAbstractItemModel *model, int firstRow, int from, int lastRow, int to,
                 Use use)
{
    if (!model)
        return;
    const int role = model->roleNames().key("line", Qt::DisplayRole);
    const int last = std::min(lastRow, model->rowCount() - 1);
    for (int row = std::max(firstRow, 0); row <= last; ++row) {
        QString line = model->data(model->index(row, 0), role).toString();
        if (row == firstRow || row == lastRow) {
            const LinePart part =
                LineText::whole(line, row == firstRow ? from : 0, row == lastRow ? to : endOfLine);
            line = line.mid(part.from, part.to - part.from);
        }
        if (!use(line))
            return;
    }
}

} // namespace

bool OutputText::isThere(const QString &path)
{
    const QFileInfo info(path);
    return (info.exists() && !info.isDir()) || info.isSymLink();
}

QString OutputText::text(const QAbstractItemModel *model, int firstRow, int from, int lastRow,
                         int to)
{
    QStringList lines;
    forEachLine(model, firstRow, from, lastRow, to, [&](const QString &line) {
        lines << line;
        return true;
    });
    return lines.join(u'\n');
}

QString OutputText::saveText(const QString &path, const QString &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    file.write(text.toUtf8());
    if (!text.isEmpty() && !text.endsWith(u'\n'))
        file.write("\n");
    return file.commit() ? QString() : file.errorString();
}

QString OutputText::save(const QString &path, const QAbstractItemModel *model, int firstRow,
                         int from, int lastRow, int to)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    forEachLine(model, firstRow, from, lastRow, to, [&](const QString &line) {
        return file.write(line.toUtf8()) >= 0 && file.write("\n") >= 0;
    });
    return file.commit() ? QString() : file.errorString();
}
