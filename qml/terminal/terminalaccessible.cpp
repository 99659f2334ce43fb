// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalaccessible.h"

#include "terminalitem.h"

#include <QtQml/qqml.h>
#include <QtQuick/QQuickWindow>

#include <algorithm>

namespace Offspring::Terminal {

namespace {

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *const item = qobject_cast<TerminalItem *>(object);
    return item ? new TerminalAccessible(item) : nullptr;
}

} // namespace

void TerminalAccessible::install()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

// An item that has no attached object Accessible is passed over, and C++ has no name for that.
void TerminalAccessible::join(TerminalItem *item)
{
    const QMetaObject *const type = QMetaType::fromName("QQuickAccessibleAttached*").metaObject();
    if (!type)
        return;
    const QQmlAttachedPropertiesFunc attach = qmlAttachedPropertiesFunction(item, type);
    if (QObject *const attached = attach ? qmlAttachedPropertiesObject(item, attach) : nullptr)
        attached->setProperty("role", int(QAccessible::Terminal));
}

void TerminalAccessible::update(TerminalItem *item)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleTextCursorEvent event(item, item->cursorOffset());
    QAccessible::updateAccessibility(&event);
}

TerminalAccessible::TerminalAccessible(TerminalItem *item)
    : QAccessibleObject(item)
{ }

TerminalItem *TerminalAccessible::item() const
{
    return static_cast<TerminalItem *>(object());
}

QAccessibleInterface *TerminalAccessible::parent() const
{
    return QAccessible::queryAccessibleInterface(item()->window());
}

QWindow *TerminalAccessible::window() const
{
    return item()->window();
}

QRect TerminalAccessible::rect() const
{
    const QRectF scene = item()->mapRectToScene(item()->boundingRect());
    const QPoint origin = item()->window() ? item()->window()->mapToGlobal(QPoint()) : QPoint();
    return scene.toAlignedRect().translated(origin);
}

QString TerminalAccessible::text(QAccessible::Text kind) const
{
    if (kind == QAccessible::Name)
        return item()->title();
    return kind == QAccessible::Value ? item()->screenText() : QString();
}

QAccessible::State TerminalAccessible::state() const
{
    QAccessible::State state;
    state.focusable = true;
    state.focused = item()->hasActiveFocus();
    state.invisible = !item()->isVisible();
    state.multiLine = true;
    state.editable = true;
    state.selectableText = true;
    return state;
}

void *TerminalAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface *>(this)
                                              : nullptr;
}

void TerminalAccessible::selection(int, int *from, int *to) const
{
    *from = 0;
    *to = 0;
}

int TerminalAccessible::cursorPosition() const
{
    return item()->cursorOffset();
}

QString TerminalAccessible::text(int from, int to) const
{
    return item()->screenText().mid(from, to - from);
}

int TerminalAccessible::characterCount() const
{
    return int(item()->screenText().size());
}

QRect TerminalAccessible::characterRect(int offset) const
{
    // The rows are lines of the text; what is wide is one character for two cells, so a place in
    // a line is about right.
    const QString before = item()->screenText().left(offset);
    const int row = int(before.count(u'\n'));
    const int column = int(before.size() - before.lastIndexOf(u'\n') - 1);
    const QSizeF cell(item()->width() / std::max(item()->columns(), 1),
                      item()->height() / std::max(item()->rows(), 1));
    const QPointF place = rect().topLeft() + QPointF(column * cell.width(), row * cell.height());
    return QRectF(place, cell).toAlignedRect();
}

int TerminalAccessible::offsetAtPoint(const QPoint &point) const
{
    const QString text = item()->screenText();
    for (int offset = 0; offset < text.size(); ++offset) {
        if (characterRect(offset).contains(point))
            return offset;
    }
    return -1;
}

QString TerminalAccessible::attributes(int, int *from, int *to) const
{
    *from = 0;
    *to = characterCount();
    return {};
}

} // namespace Offspring::Terminal
