// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pastedtext.h"

#include "commandline.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool endsLine(char16_t character)
{
    return QStringView(u"\n\r\u0085\u2028\u2029\u23ce").contains(QChar(character));
}

bool isHidden(char16_t character)
{
    constexpr QStringView directing =
        u"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
        u"\u2068\u2069";
    constexpr QStringView widthless = u"\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff";
    const QChar c(character);
    return (c.category() == QChar::Other_Control && character != u'\t' && !endsLine(character))
        || directing.contains(c) || widthless.contains(c);
}

} // namespace

QStringList PastedText::lines(const QString &text)
{
    QStringList result(1);
    bool isNext = false; // a line begins with the next character
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isNext)
            result << QString();
        const char16_t character = text[i].unicode();
        isNext = endsLine(character);
        if (character == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            ++i;
        if (!isNext)
            result.last() += text[i];
    }
    return result;
}

QString PastedText::inOneLine(const QString &text)
{
    QStringList all = lines(text);
    while (all.size() > 1 && all.last().isEmpty())
        all.removeLast();
    while (all.size() > 1 && all.first().isEmpty())
        all.removeFirst();
    return all.join(u'\u23ce');
}

bool PastedText::hidesSomething(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar each) { return isHidden(each.unicode()); });
}

QString PastedText::visible(const QString &text)
{
    QString result;
    for (const QChar each : text) {
        if (isHidden(each.unicode()))
            result += u"<U+%1>"_s.arg(QString::number(each.unicode(), 16).toUpper(), 4, u'0');
        else
            result += each;
    }
    return result;
}

QString PastedText::title(const QString &text)
{
    constexpr qsizetype enough = 500;
    QStringList all = lines(text);
    all.removeIf([](const QString &line) { return line.trimmed().isEmpty(); });
    QString result = visible(all.value(0).simplified().left(enough));
    if (all.size() > 1)
        result += tr(" … (%n lines)", "", int(all.size()));
    return result;
}

QString PastedText::fileNames(const QList<QUrl> &urls)
{
    QStringList names;
    for (const QUrl &url : urls) {
        if (!url.isLocalFile())
            return {};
        names << url.toLocalFile();
    }
    return CommandLine::fromWords(names);
}
