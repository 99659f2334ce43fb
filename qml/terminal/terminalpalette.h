// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALPALETTE_H
#define OFFSPRING_TERMINAL_TERMINALPALETTE_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <array>
#include <optional>

namespace Offspring::Terminal {

/// The colours behind the indices, and of what has none: the defaults, and what a program has set
/// in their place (OSC 4, 10, 11, 12). All are 0xrrggbb.
class Palette
{
public:
    enum Named { Foreground, Background, Cursor };
    struct Defaults
    {
        std::array<quint32, 256> indexed = xtermColours();
        std::array<quint32, 3> named = {0xe5e5e5, 0x000000, 0xe5e5e5};
    };

    quint32 indexed(int index) const;
    quint32 named(Named name) const;
    bool isSet(Named name) const { return m_named[name].has_value(); }

    void setDefaults(const Defaults &defaults);
    void setIndexed(int index, quint32 colour);
    void setNamed(Named name, quint32 colour);
    void resetIndexed(int index);
    void resetNamed(Named name);
    void reset();
    /// Grows with each change.
    quint64 revision() const { return m_revision; }

    /// XParseColor's forms #RGB to #RRRRGGGGBBBB and rgb:R/G/B, without the names.
    static std::optional<quint32> parse(QByteArrayView text);
    /// rgb:rrrr/gggg/bbbb
    static QByteArray text(quint32 colour);
    static std::array<quint32, 256> xtermColours();

private:
    Defaults m_defaults;
    std::array<std::optional<quint32>, 256> m_indexed;
    std::array<std::optional<quint32>, 3> m_named;
    quint64 m_revision = 0;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALPALETTE_H
