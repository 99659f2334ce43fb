// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "statusline.h"

std::optional<StatusLine> StatusLine::parse(const QByteArray &line)
{
    static const QByteArray prefix = "[GNUPG:] ";
    if (!line.startsWith(prefix))
        return std::nullopt;
    const qsizetype end = line.size() - (line.endsWith('\r') ? 1 : 0);
    QByteArrayList words = line.first(end).sliced(prefix.size()).split(' ');
    StatusLine result;
    result.m_keyword = words.takeFirst();
    if (result.m_keyword.isEmpty())
        return std::nullopt;
    result.m_arguments = words;
    return result;
}

QByteArray StatusLine::from(qsizetype number) const
{
    return m_arguments.mid(number).join(' ');
}

QString StatusLine::unescapedFrom(qsizetype number) const
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(from(number)));
}

std::optional<int> StatusLine::errorCode(qsizetype number) const
{
    const QByteArray word = argument(number);
    const qsizetype name = word.indexOf('_');
    bool isNumber = false;
    const quint32 value = word.left(name < 0 ? word.size() : name).toUInt(&isNumber);
    if (!isNumber || value == 0xffffffff)
        return std::nullopt;
    return int(value & 0xffff);
}

std::optional<GpgProgress> GpgProgress::parse(const StatusLine &line)
{
    if (line.keyword() != "PROGRESS" || line.argumentCount() < 4)
        return std::nullopt;
    // WHAT CHAR CURRENT TOTAL [UNITS], and WHAT may hold blanks.
    qsizetype last = line.argumentCount() - 1;
    qint64 scale = 1;
    bool isNumber = false;
    static_cast<void>(line.argument(last).toLongLong(&isNumber));
    if (!isNumber || line.argument(last).isEmpty()) {
        const QByteArray units = line.argument(last);
        scale = units == "KiB" ? 1LL << 10
            : units == "MiB"   ? 1LL << 20
            : units == "GiB"   ? 1LL << 30
                               : 1;
        --last;
    }
    if (last < 3)
        return std::nullopt;
    GpgProgress result;
    bool isCurrent = false;
    bool isTotal = false;
    result.current = scale * line.argument(last - 1).toLongLong(&isCurrent);
    result.total = scale * line.argument(last).toLongLong(&isTotal);
    QByteArray what = line.argument(0);
    for (qsizetype i = 1; i < last - 2; ++i)
        what += ' ' + line.argument(i);
    result.what = QString::fromUtf8(what);
    if (!isCurrent || !isTotal)
        return std::nullopt;
    return result;
}
