// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "outputline.h"

#include <QtCore/QStringView>

namespace Offspring {

namespace {

/// Writes text as StyledText, from which only single spaces between words come out as they went in.
class Markup
{
public:
    void append(QStringView text)
    {
        for (const QChar character : text)
            append(character);
    }

    QString result;

private:
    void append(QChar character)
    {
        const bool isSpace = character == u' ';
        if (character == u'\t')
            appendTab();
        else if (isSpace)
            result += m_isAfterSpace ? QStringLiteral("&nbsp;") : QStringLiteral(" ");
        else
            appendEscaped(character);
        m_isAfterSpace = isSpace || character == u'\t';
        if (character != u'\t' && !character.isLowSurrogate())
            ++m_column;
    }

    void appendEscaped(QChar character)
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

    void appendTab()
    {
        do {
            result += QStringLiteral("&nbsp;");
        } while (++m_column % 8 != 0);
    }

    qsizetype m_column = 0;
    bool m_isAfterSpace = true;
};

} // namespace

QString OutputLine::styledText() const
{
    Markup markup;
    markup.result.reserve(text.size() + text.size() / 4);
    const qsizetype firstStart = runs.isEmpty() ? text.size() : runs.first().start;
    markup.append(QStringView(text).first(firstStart));
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const qsizetype end = i + 1 < runs.size() ? runs[i + 1].start : text.size();
        markup.result += runs[i].style.openingTags();
        markup.append(QStringView(text).sliced(runs[i].start, end - runs[i].start));
        markup.result += runs[i].style.closingTags();
    }
    return markup.result;
}

} // namespace Offspring
