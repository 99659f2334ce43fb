// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALSTYLES_H
#define OFFSPRING_TERMINAL_TERMINALSTYLES_H

#include "terminalstyle.h"

#include <QtCore/QByteArray>

#include <map>
#include <utility>
#include <vector>

namespace Offspring::Terminal {

/// The styles of a screen's cells, each once. Style 0 is the default one.
class Styles
{
public:
    Styles();

    quint32 insert(const Style &style);
    const Style &style(quint32 index) const { return m_styles[index]; }

    /// So many have come since the last sweep that some may be unused.
    bool isFull() const { return m_count >= m_limit; }
    quint32 end() const { return quint32(m_styles.size()); } // behind the highest index
    /// Drops all whose \a isUsed is false; the others keep their index.
    void sweep(const std::vector<bool> &isUsed);

private:
    void rebuild(size_t size);
    size_t placeOf(const Style &style) const;

    std::vector<Style> m_styles;
    std::vector<bool> m_isUsed;
    std::vector<quint32> m_unused;
    std::vector<quint32> m_places; // a hash table: an index + 1, or 0
    quint32 m_count = 1;
    quint32 m_limit = 4096;
};

/// The links (OSC 8) of a screen's styles. All of them together are bounded: beyond that, text has
/// no link.
class Links
{
public:
    static constexpr qsizetype maximalLength = 2083; // of a URL, as elsewhere
    static constexpr qsizetype maximalSize = 8 << 20; // of all

    struct Link
    {
        QByteArray id = {};
        QByteArray url = {};
    };

    /// 0: there is no room.
    quint32 insert(const QByteArray &id, const QByteArray &url);
    const Link &link(quint32 index) const { return m_links[index]; }
    /// So many have come since the last sweep that some may be unused.
    bool isFull() const { return m_fresh >= m_limit; }
    quint32 end() const { return quint32(m_links.size()); }
    void sweep(const std::vector<bool> &isUsed);

private:
    std::vector<Link> m_links = {Link()};
    std::vector<quint32> m_unused;
    std::map<std::pair<QByteArray, QByteArray>, quint32> m_indices;
    quint32 m_fresh = 0; // since the last sweep, those without room too
    quint32 m_limit = 1024;
    qsizetype m_size = 0;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALSTYLES_H
