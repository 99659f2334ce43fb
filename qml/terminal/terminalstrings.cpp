// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// OSC: titles, links, the folder, the clipboard, prompts, colours.

#include "terminalscreen.h"

#include <algorithm>

namespace Offspring::Terminal {

namespace {

constexpr qsizetype longestTitle = 4096; // in bytes
constexpr qsizetype longestFolder = 4096;
constexpr size_t mostTitles = 10; // as in xterm

// What is before the first \a separator, and what is behind it.
QByteArrayView takeField(QByteArrayView &text, char separator)
{
    const qsizetype end = text.indexOf(separator);
    const QByteArrayView field = end < 0 ? text : text.first(end);
    text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
    return field;
}

std::optional<int> numberIn(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 5
        || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    return text.toByteArray().toInt();
}

} // namespace

void Screen::operatingSystemCommand(const QByteArray &string, bool isEndedByBell)
{
    m_last = 0;
    QByteArrayView text = string;
    const std::optional<int> number = numberIn(takeField(text, ';'));
    const char *const terminator = isEndedByBell ? "\a" : "\033\\";
    switch (number.value_or(-1)) {
    case 0:
    case 2:
        setTitle(text);
        break;
    case 4:
        setIndexedColours(text, terminator);
        break;
    case 7:
        if (text.size() <= longestFolder)
            m_folder = text.toByteArray();
        break;
    case 8:
        setLink(text);
        break;
    case 10:
    case 11:
    case 12:
        setNamedColours(*number, text, terminator);
        break;
    case 52:
        setClipboard(text);
        break;
    case 104:
        resetIndexedColours(text);
        break;
    case 110:
        m_palette.resetNamed(Palette::Foreground);
        break;
    case 111:
        m_palette.resetNamed(Palette::Background);
        break;
    case 112:
        m_palette.resetNamed(Palette::Cursor);
        break;
    case 133:
        setPromptMark(text);
        break;
    default:
        break;
    }
}

void Screen::setTitle(QByteArrayView text)
{
    QString title = QString::fromUtf8(text.first(qMin(text.size(), longestTitle)));
    title.removeIf([](QChar each) { return each.category() == QChar::Other_Control; });
    m_title = title;
}

// XTWINOPS 22 and 23: 0 and 2 are the title, 1 is the icon's.
void Screen::titleStack(const Parameters &parameters)
{
    if (parameters.value(1, 0) != 0 && parameters.value(1, 0) != 2)
        return;
    if (parameters.value(0, 0) == 22) {
        if (m_titles.size() == mostTitles)
            m_titles.erase(m_titles.begin());
        m_titles.push_back(m_title);
    } else if (parameters.value(0, 0) == 23 && !m_titles.empty()) {
        m_title = m_titles.back();
        m_titles.pop_back();
    }
}

// PARAMETERS;URL, of which parameters are KEY=VALUE:…
void Screen::setLink(QByteArrayView text)
{
    QByteArrayView parameters = takeField(text, ';');
    QByteArrayView id;
    while (!parameters.isEmpty()) {
        const QByteArrayView each = takeField(parameters, ':');
        if (each.startsWith("id="))
            id = each.sliced(3);
    }
    m_pen.link = 0;
    m_penIndex = -1;
    if (text.isEmpty() || text.size() + id.size() > Links::maximalLength)
        return;
    if (m_links.isFull())
        sweepStyles();
    m_pen.link = m_links.insert(id.toByteArray(), text.toByteArray());
}

// TARGETS;BASE64. To read it ("?") is not for programs; what is no base64 clears it in xterm,
// nothing here.
void Screen::setClipboard(QByteArrayView text)
{
    const QByteArrayView targets = takeField(text, ';');
    if (text == "?" || targets.size() > 16)
        return;
    const auto decoded = QByteArray::fromBase64Encoding(
        text.toByteArray(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (decoded)
        m_clipboardText = {targets.toByteArray(), decoded.decoded};
}

// A row with a prompt is one, whatever else it has: mostly the command's begin, and before it the
// end of the last one.
void Screen::setPromptMark(QByteArrayView text)
{
    Row &row = m_grid->row(m_y);
    const char letter = text.isEmpty() ? '\0' : text.front();
    if (row.mark == PromptMark::Prompt && letter != 'A')
        return;
    switch (letter) {
    case 'A':
        if (text.contains(";k=s")) // the next line of one command
            break;
        row.mark = PromptMark::Prompt;
        m_hasPrompts = true;
        break;
    case 'B':
        row.mark = PromptMark::Command;
        break;
    case 'C':
        row.mark = PromptMark::Output;
        break;
    case 'D':
        row.mark = PromptMark::Finished;
        break;
    default:
        break;
    }
}

// INDEX;COLOUR;…, of which ? asks for it.
void Screen::setIndexedColours(QByteArrayView text, const char *terminator)
{
    while (!text.isEmpty()) {
        const std::optional<int> index = numberIn(takeField(text, ';'));
        const QByteArrayView colour = takeField(text, ';');
        if (!index || *index > 255)
            continue;
        if (colour == "?")
            m_replies += "\033]4;" + QByteArray::number(*index) + ';'
                + Palette::text(m_palette.indexed(*index)) + terminator;
        else if (const auto parsed = Palette::parse(colour))
            m_palette.setIndexed(*index, *parsed);
    }
}

// One colour for each number from \a number on.
void Screen::setNamedColours(int number, QByteArrayView text, const char *terminator)
{
    for (; number <= 12 && !text.isEmpty(); ++number) {
        const Palette::Named name = Palette::Named(number - 10);
        const QByteArrayView colour = takeField(text, ';');
        if (colour == "?")
            m_replies += "\033]" + QByteArray::number(number) + ';'
                + Palette::text(m_palette.named(name)) + terminator;
        else if (const auto parsed = Palette::parse(colour))
            m_palette.setNamed(name, *parsed);
    }
}

void Screen::resetIndexedColours(QByteArrayView text)
{
    if (text.isEmpty()) {
        for (int index = 0; index < 256; ++index)
            m_palette.resetIndexed(index);
    }
    while (!text.isEmpty()) {
        const std::optional<int> index = numberIn(takeField(text, ';'));
        if (index && *index <= 255)
            m_palette.resetIndexed(*index);
    }
}

} // namespace Offspring::Terminal
