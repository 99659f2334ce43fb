// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "outputline.h"

#include "characterwidth.h"

#include <QtCore/QStringView>

#include <algorithm>

namespace Offspring {

namespace {

constexpr int tabWidth = 8;
constexpr qsizetype mostRuns = 500; // what is behind them is shown in the default style

/// Goes through a text character by character, and knows the cell of each.
class Walk
{
public:
    explicit Walk(QStringView text)
        : m_text(text)
    { }

    bool isAtEnd() const { return m_index >= m_text.size(); }
    qsizetype index() const { return m_index; }
    qsizetype column() const { return m_column; }
    QStringView character() const
    {
        const bool isPair = m_text[m_index].isHighSurrogate() && m_index + 1 < m_text.size();
        return m_text.sliced(m_index, isPair ? 2 : 1);
    }
    bool isTab() const { return m_text[m_index] == u'\t'; }
    qsizetype cells() const
    {
        const QStringView each = character();
        if (isTab())
            return tabWidth - m_column % tabWidth;
        return each.size() == 2 ? cellsOf(QChar::surrogateToUcs4(each[0], each[1]))
                                : cellsOf(each[0].unicode());
    }
    void advance()
    {
        const qsizetype size = character().size();
        m_column += cells();
        m_index += size;
    }

private:
    QStringView m_text;
    qsizetype m_index = 0;
    qsizetype m_column = 0;
};

/// Writes text as StyledText, from which only single spaces between words come out as they went in.
class Markup
{
public:
    void append(const Walk &walk, bool isConcealed)
    {
        const QStringView character = walk.character();
        const bool isBlank = walk.isTab() || isConcealed;
        const bool isSpace = !isBlank && character == u' ';
        if (isBlank)
            appendBlanks(walk.cells());
        else if (isSpace)
            result += m_isAfterSpace ? QStringLiteral("&nbsp;") : QStringLiteral(" ");
        else
            appendEscaped(character);
        m_isAfterSpace = isSpace || isBlank;
    }

    QString result;

private:
    void appendBlanks(qsizetype count)
    {
        for (; count > 0; --count)
            result += QStringLiteral("&nbsp;");
    }

    void appendEscaped(QStringView character)
    {
        if (character == u'<')
            result += QStringLiteral("&lt;");
        else if (character == u'>')
            result += QStringLiteral("&gt;");
        else if (character == u'&')
            result += QStringLiteral("&amp;");
        else
            result += character;
    }

    bool m_isAfterSpace = true;
};

QVariant colour(quint32 rgb)
{
    return rgb == 0 ? QVariant()
                    : QVariant(QStringLiteral("#%1").arg(rgb & 0xffffffU, 6, 16, QChar(u'0')));
}

QVariantMap described(const TextStyle &style)
{
    return {{QStringLiteral("foreground"), colour(style.foreground)},
            {QStringLiteral("background"), colour(style.background)},
            {QStringLiteral("bold"), style.bold},
            {QStringLiteral("dim"), style.dim},
            {QStringLiteral("italic"), style.italic},
            {QStringLiteral("underline"), style.underline},
            {QStringLiteral("strike"), style.strike},
            {QStringLiteral("overline"), style.overline},
            {QStringLiteral("inverse"), style.inverse},
            {QStringLiteral("conceal"), style.conceal}};
}

} // namespace

QStringView OutputLine::beginning(qsizetype characters) const
{
    if (text.size() <= characters)
        return text;
    const bool isTorn = characters > 0 && text[characters - 1].isHighSurrogate();
    return QStringView(text).first(characters - (isTorn ? 1 : 0));
}

QString OutputLine::shownText(qsizetype characters) const
{
    const QStringView part = beginning(characters);
    const QString end = part.size() < text.size() ? QStringLiteral("…") : QString();
    if (!part.contains(u'\t'))
        return end.isEmpty() ? text : part.toString() + end;
    QString shown;
    for (Walk walk(part); !walk.isAtEnd(); walk.advance()) {
        if (walk.isTab())
            shown += QString(walk.cells(), u' ');
        else
            shown += walk.character();
    }
    return shown + end;
}

QList<int> OutputLine::tabs(qsizetype characters) const
{
    const QStringView part = beginning(characters);
    QList<int> result;
    if (!part.contains(u'\t'))
        return result;
    for (Walk walk(part); !walk.isAtEnd(); walk.advance()) {
        if (walk.isTab())
            result << int(walk.cells());
    }
    return result;
}

QString OutputLine::styledText(qsizetype characters) const
{
    const QStringView part = beginning(characters);
    Markup markup;
    markup.result.reserve(part.size() + part.size() / 4);
    TextStyle style;
    qsizetype next = 0; // run
    for (Walk walk(part); !walk.isAtEnd(); walk.advance()) {
        if (next < runs.size() && next <= mostRuns && runs[next].start <= walk.index()) {
            markup.result += style.closingTags();
            style = next < mostRuns ? runs[next].style : TextStyle();
            markup.result += style.openingTags();
            ++next;
        }
        markup.append(walk, style.conceal);
    }
    markup.result += style.closingTags();
    if (part.size() < text.size())
        markup.result += u'…';
    return markup.result;
}

QVariantList OutputLine::shownRuns(qsizetype characters) const
{
    const QStringView part = beginning(characters);
    QVariantList result;
    if (runs.isEmpty())
        return result;
    Walk walk(part);
    const qsizetype count = std::min(runs.size(), mostRuns);
    for (qsizetype i = -1; i < count && !walk.isAtEnd(); ++i) {
        const qsizetype end = i + 1 < count ? runs[i + 1].start : part.size();
        const qsizetype start = walk.index();
        const qsizetype column = walk.column();
        QString shown;
        for (; !walk.isAtEnd() && walk.index() < end; walk.advance())
            shown += walk.isTab() ? QString(walk.cells(), u' ') : walk.character().toString();
        if (walk.index() == start)
            continue;
        QVariantMap run = described(i < 0 ? TextStyle() : runs[i].style);
        run[QStringLiteral("text")] = part.sliced(start, walk.index() - start).toString();
        run[QStringLiteral("shownText")] = shown;
        run[QStringLiteral("start")] = start;
        run[QStringLiteral("length")] = walk.index() - start;
        run[QStringLiteral("column")] = column;
        run[QStringLiteral("columns")] = walk.column() - column;
        result << run;
    }
    return result;
}

QString visibleName(char16_t reordering)
{
    return QStringLiteral("<U+%1>").arg(uint(reordering), 4, 16, QChar(u'0')).toUpper();
}

} // namespace Offspring
