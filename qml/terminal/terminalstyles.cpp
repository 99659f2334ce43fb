// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalstyles.h"

namespace Offspring::Terminal {

namespace {

size_t hashOf(const Style &style)
{
    quint64 hash =
        (quint64(style.foreground.bits()) << 32 | style.background.bits()) * 0x9e3779b97f4a7c15ULL;
    hash ^= hash >> 29;
    hash += quint64(style.underlineColour.bits()) << 32 | style.link;
    hash *= 0xbf58476d1ce4e5b9ULL;
    hash ^= hash >> 32;
    hash += quint64(style.attributes) << 16 | quint64(style.underline);
    hash *= 0x94d049bb133111ebULL;
    return size_t(hash ^ hash >> 31);
}

} // namespace

Styles::Styles()
    : m_styles(1)
    , m_isUsed(1, true)
{
    rebuild(64);
}

size_t Styles::placeOf(const Style &style) const
{
    const size_t mask = m_places.size() - 1;
    size_t place = hashOf(style) & mask;
    while (m_places[place] != 0 && m_styles[m_places[place] - 1] != style)
        place = (place + 1) & mask;
    return place;
}

quint32 Styles::insert(const Style &style)
{
    const size_t place = placeOf(style);
    if (m_places[place] != 0)
        return m_places[place] - 1;
    quint32 index = end();
    if (m_unused.empty()) {
        m_styles.push_back(style);
        m_isUsed.push_back(true);
    } else {
        index = m_unused.back();
        m_unused.pop_back();
        m_styles[index] = style;
        m_isUsed[index] = true;
    }
    m_places[place] = index + 1;
    ++m_count;
    if (m_count * 2 > m_places.size())
        rebuild(m_places.size() * 2);
    return index;
}

void Styles::sweep(const std::vector<bool> &isUsed)
{
    m_count = 1;
    for (quint32 index = 1; index < end(); ++index) {
        if (m_isUsed[index] && !isUsed[index]) {
            m_isUsed[index] = false;
            m_unused.push_back(index);
        }
        m_count += m_isUsed[index];
    }
    m_limit = qMax(4096U, 2 * m_count);
    rebuild(m_places.size());
}

void Styles::rebuild(size_t size)
{
    m_places.assign(size, 0);
    for (quint32 index = 0; index < end(); ++index) {
        if (m_isUsed[index])
            m_places[placeOf(m_styles[index])] = index + 1;
    }
}

quint32 Links::insert(const QByteArray &id, const QByteArray &url)
{
    const auto [place, isNew] = m_indices.try_emplace({id, url}, 0);
    if (!isNew)
        return place->second;
    ++m_fresh;
    const qsizetype size = id.size() + url.size();
    if (m_size + size > maximalSize) {
        m_indices.erase(place);
        return 0;
    }
    quint32 index = end();
    if (m_unused.empty()) {
        m_links.push_back({id, url});
    } else {
        index = m_unused.back();
        m_unused.pop_back();
        m_links[index] = {id, url};
    }
    place->second = index;
    m_size += size;
    return index;
}

void Links::sweep(const std::vector<bool> &isUsed)
{
    for (auto each = m_indices.begin(); each != m_indices.end();) {
        const quint32 index = each->second;
        if (isUsed[index]) {
            ++each;
            continue;
        }
        m_size -= m_links[index].id.size() + m_links[index].url.size();
        m_links[index] = {};
        m_unused.push_back(index);
        each = m_indices.erase(each);
    }
    m_fresh = 0;
    m_limit = qMax(1024U, quint32(m_indices.size()));
}

} // namespace Offspring::Terminal
