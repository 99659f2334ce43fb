// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STATUSLINE_H
#define STATUSLINE_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>
#include <QtCore/QString>

#include <optional>

/// One line of gpg's status fd: "[GNUPG:] KEYWORD arguments", as doc/DETAILS of GnuPG has it. All
/// of it is bytes: what others chose, such as names, need not be UTF-8.
class StatusLine
{
public:
    /// Nothing, when \a line (without its line feed) is none.
    static std::optional<StatusLine> parse(const QByteArray &line);

    const QByteArray &keyword() const { return m_keyword; }
    /// Split at each single blank, so that an empty one stays. Beyond the last: empty.
    QByteArray argument(qsizetype number) const { return m_arguments.value(number); }
    qsizetype argumentCount() const { return m_arguments.size(); }
    /// From argument \a number to the end of the line, blanks and all.
    QByteArray from(qsizetype number) const;
    /// The same where gpg escapes with %XX: the user id of GOODSIG and its like, the name of
    /// PLAINTEXT, notations.
    QString unescapedFrom(qsizetype number) const;

    /// libgpg-error's code without its source in an argument such as "67108875" or
    /// "11_BAD_PASSPHRASE"; nothing for "4294967295", gpg's -1, and for what is no number.
    std::optional<int> errorCode(qsizetype number) const;

    bool operator==(const StatusLine &other) const = default;

private:
    QByteArray m_keyword;
    QByteArrayList m_arguments;
};

/// PROGRESS, read from its right end, because the name in front may have blanks.
struct GpgProgress
{
    QString what;
    qint64 current = 0;
    qint64 total = 0; ///< 0: gpg does not know

    /// Nothing, if \a line is no PROGRESS. In bytes, when gpg counts in those.
    static std::optional<GpgProgress> parse(const StatusLine &line);
};

#endif // STATUSLINE_H
