// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalcolors.h"

namespace Offspring::Terminal {

namespace {

/// In the order of TerminalColors::all(): of the text itself, then the sixteen. On white the bright
/// ones are darker, so that they can be read, but white is light: programs write on it.
constexpr QRgb schemes[][22] = {
    // Dark
    {0xffd8d8d8, 0xff18181b, 0xffd8d8d8, 0,          0xff3a4f6e, 0,          0xff2a2a2e, 0xffdc4f4f,
     0xff5fb05a, 0xffd2a041, 0xff2f6ac0, 0xffb56dc9, 0xff45a9a9, 0xffcccccc, 0xff7a7a80, 0xfff37c7c,
     0xff8ad183, 0xffeec46c, 0xff8cb4f0, 0xffd698e6, 0xff73cfcf, 0xffffffff},
    // Light
    {0xff24292f, 0xffffffff, 0xff24292f, 0,          0xffb6d7ff, 0,          0xff24292f, 0xffc0262d,
     0xff1a7f37, 0xff8a6100, 0xff04408a, 0xff8250df, 0xff0f7080, 0xffb2b8be, 0xff57606a, 0xffe66971,
     0xff1ca64a, 0xffbe8600, 0xff2c90ff, 0xffa577f9, 0xff359cb6, 0xffffffff}};

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
{
    const auto colours = all();
    for (size_t i = 0; i < colours.size(); ++i)
        *colours[i] = QColor::fromRgba(schemes[Dark][i]);
}

void TerminalColors::setScheme(Scheme scheme)
{
    if (scheme == m_scheme || scheme < Dark || scheme > Light)
        return;
    const auto colours = all();
    for (size_t i = 0; i < colours.size(); ++i) {
        if (colours[i]->rgba() == schemes[m_scheme][i])
            *colours[i] = QColor::fromRgba(schemes[scheme][i]);
    }
    m_scheme = scheme;
    Q_EMIT changed();
}

std::array<QColor *, TerminalColors::colourCount> TerminalColors::all()
{
    return {&m_foreground,   &m_background,  &m_cursor,       &m_cursorText, &m_selection,
            &m_selectedText, &m_black,       &m_red,          &m_green,      &m_yellow,
            &m_blue,         &m_magenta,     &m_cyan,         &m_white,      &m_brightBlack,
            &m_brightRed,    &m_brightGreen, &m_brightYellow, &m_brightBlue, &m_brightMagenta,
            &m_brightCyan,   &m_brightWhite};
}

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
