// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalcolors.h"

namespace Offspring::Terminal {

namespace {

quint32 value(const QColor &colour)
{
    return colour.rgb() & 0xffffffU;
}

std::optional<QRgb> ifOpaque(const QColor &colour)
{
    return colour.alpha() == 0 ? std::nullopt : std::optional(colour.rgb());
}

} // namespace

TerminalColors::TerminalColors(QObject *parent)
    : QObject(parent)
{ }

Palette::Defaults TerminalColors::palette() const
{
    Palette::Defaults defaults;
    defaults.named = {value(m_foreground), value(m_background), value(m_cursor)};
    const QColor *const indexed[] = {
        &m_black,       &m_red,           &m_green,       &m_yellow,
        &m_blue,        &m_magenta,       &m_cyan,        &m_white,
        &m_brightBlack, &m_brightRed,     &m_brightGreen, &m_brightYellow,
        &m_brightBlue,  &m_brightMagenta, &m_brightCyan,  &m_brightWhite};
    for (size_t i = 0; i < std::size(indexed); ++i)
        defaults.indexed[i] = value(*indexed[i]);
    return defaults;
}

RowColours TerminalColors::rowColours() const
{
    return {value(m_selection), ifOpaque(m_selectedText), ifOpaque(m_cursorText)};
}

} // namespace Offspring::Terminal
