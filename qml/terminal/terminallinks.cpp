// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The links in the item: those of the program, addresses in its text, and what the application
// takes for one.

#include "terminalitem.h"

#include "terminaltextline.h"

#include <QtGui/QCursor>
#include <QtQml/QQmlInfo>

#include <cmath>

namespace Offspring::Terminal {

void TerminalItem::setLinkFinder(const QJSValue &finder)
{
    if (finder.strictlyEquals(m_linkFinder))
        return;
    m_linkFinder = finder;
    Q_EMIT linkFinderChanged();
}

void TerminalItem::updateHover(const QPointF &position, Qt::KeyboardModifiers modifiers)
{
    m_hoverPosition = position;
    m_hoverModifiers = modifiers;
    const std::optional<Address> link =
        modifiers & Qt::ControlModifier && contains(position) ? linkAt(position) : std::nullopt;
    const QUrl url = link ? link->url : QUrl();
    const auto places = link ? std::pair(link->from, link->to) : std::pair<Place, Place>();
    if (url == m_hoveredLink && places == m_hoveredPlaces)
        return;
    m_hoveredLink = url;
    m_hoveredPlaces = places;
    setCursor(url.isEmpty() ? Qt::IBeamCursor : Qt::PointingHandCursor);
    polish();
    note(News::HoveredLink);
}

std::optional<Address> TerminalItem::linkAt(const QPointF &position)
{
    const Point point = pointAt(position);
    const Place place{point.row, int(std::floor(point.column))};
    if (const std::optional<Address> link = programsLinkAt(place))
        return link;
    if (const std::optional<Address> address = Addresses::at(place, m_text.rows()))
        return address;
    return foundLinkAt(place);
}

/// OSC 8.
std::optional<Address> TerminalItem::programsLinkAt(const Place &place)
{
    const ScreenText::Cells row = m_text.cells(place.row);
    const auto linkOf = [&](int x) {
        return x >= 0 && x < row.used ? m_screen.style(row.cells[x].style).link : 0U;
    };
    const quint32 link = linkOf(place.column);
    if (!link)
        return {};
    int from = place.column;
    int to = place.column;
    while (linkOf(from - 1) == link)
        --from;
    while (linkOf(to) == link)
        ++to;
    const QUrl url = QUrl::fromEncoded(m_screen.link(link).url, QUrl::StrictMode);
    if (!url.isValid() || url.isEmpty())
        return {};
    return Address{{place.row, from}, {place.row, to}, url};
}

std::optional<Address> TerminalItem::foundLinkAt(const Place &place)
{
    constexpr int mostRows = 32; // before and after the place
    const TextRows rows = m_text.rows();
    if (!m_linkFinder.isCallable() || place.row < rows.first || place.row >= rows.end)
        return {};
    const TextLine line = TextLine::around(place.row, mostRows, rows);
    const auto index =
        line.cells.indexOf(Place{place.row, rows.row(place.row).cellBegin(place.column)});
    if (index < 0)
        return {};
    const QJSValue found = m_linkFinder.call({line.text, int(index)});
    if (found.isError())
        qmlWarning(this) << "linkFinder: " << found.toString();
    if (!found.isObject() || found.isError())
        return {};
    const int from = found.property(QStringLiteral("from")).toInt();
    const int to = found.property(QStringLiteral("to")).toInt();
    const QUrl url = found.property(QStringLiteral("url")).toVariant().toUrl();
    if (from < 0 || to <= from || to > line.text.size() || !url.isValid() || url.isEmpty())
        return {};
    const auto [begin, end] = line.places(from, to);
    return Address{begin, end, url};
}

} // namespace Offspring::Terminal
