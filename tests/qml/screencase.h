// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCREENCASE_H
#define SCREENCASE_H

#include <QtCore/QByteArray>
#include <QtCore/QFile>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <algorithm>
#include <cstring>
#include <optional>

/// What a child writes, and the lines that are to be seen of it: one case of a file in the folder
/// screens. Each of its files begins with a comment that explains how a case is written.
struct ScreenCase
{
    QByteArray name;
    QByteArray data;
    QStringList lines;

    /// All cases of the file. A line that means nothing ends the program, as does any other number
    /// of cases than the \a count that the test expects.
    static QList<ScreenCase> allOf(const QString &path, qsizetype count)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
        QList<ScreenCase> result;
        int number = 0;
        const QByteArrayList rows = file.readAll().split('\n');
        for (const QByteArray &row : rows) {
            ++number;
            if (row.isEmpty() || row.startsWith('#'))
                continue;
            if (row.startsWith('[') && row.endsWith(']'))
                result << ScreenCase{.name = row.sliced(1).chopped(1), .data = {}, .lines = {}};
            else if (result.isEmpty() || !result.last().add(row))
                qFatal("%s:%d: %s", qPrintable(path), number, row.constData());
        }
        if (result.size() != count)
            qFatal("%s: %d cases", qPrintable(path), int(result.size()));
        return result;
    }

private:
    bool add(const QByteArray &row)
    {
        const bool isData = row.startsWith("data ");
        if (!isData && row != "line" && !row.startsWith("line "))
            return false;
        const auto value = unescaped(row.sliced(std::min<qsizetype>(5, row.size())));
        if (value && isData)
            data += *value;
        else if (value)
            lines << QString::fromUtf8(*value);
        return value.has_value();
    }

    static std::optional<QByteArray> unescaped(const QByteArray &text)
    {
        QByteArray result;
        for (qsizetype at = 0; at < text.size(); ++at) {
            if (text.at(at) != '\\') {
                result += text.at(at);
                continue;
            }
            const char letter = ++at < text.size() ? text.at(at) : '\0';
            const char *const found = letter ? std::strchr(letters, letter) : nullptr;
            if (found) {
                result += meanings[found - letters];
            } else if (letter == 'x') {
                bool isNumber = false;
                result += char(text.mid(at + 1, 2).toInt(&isNumber, 16));
                at += 2;
                if (!isNumber || at >= text.size())
                    return std::nullopt;
            } else {
                return std::nullopt;
            }
        }
        return result;
    }

    static constexpr char letters[] = "enrtbas\\";
    static constexpr char meanings[] = "\x1b\n\r\t\b\a \\";
};

#endif // SCREENCASE_H
