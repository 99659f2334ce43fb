// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LINESPLITTER_H
#define LINESPLITTER_H

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QStringView>

namespace Offspring {

/// Text, cut anywhere, as lines without their ends.
///
/// A line ends with a newline, or with a carriage return: that of a terminal, where "\r\n" is one
/// end, and that of a program that writes its progress over itself, each state of which is a line.
/// A carriage return where nothing has been written yet ends nothing. A line that is longer than
/// longest comes in pieces.
class LineSplitter
{
public:
    static constexpr qsizetype longest = 65536; ///< characters

    /// The lines that \a text ends. A carriage return does so at once, as no newline may follow.
    QStringList feed(QStringView text);
    /// The end of the text: the line that has not ended, none or one.
    QStringList finish();

private:
    void append(QStringView text, QStringList &lines);
    void endLine(QChar end, QStringList &lines);

    QString m_line;
    bool m_hasReturned = false; // a carriage return ended the last line, whose newline may follow
};

} // namespace Offspring

#endif // LINESPLITTER_H
