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

/// Whether anybody reads: without a reader no text is made for it.
class Readers : public QAccessible::ActivationObserver
{
public:
    Readers()
    {
        QAccessible::installFactory(make);
        QAccessible::installActivationObserver(this);
    }
    void accessibilityActiveChanged(bool isActive) override { areThere = isActive; }

    bool areThere = QAccessible::isActive();
};

Readers &readers()
{
    static Readers theReaders;
    return theReaders;
}

/// Its Accessible, a type that C++ has no name for.
QObject *attachedTo(TerminalItem *item)
{
    const QMetaObject *const type = QMetaType::fromName("QQuickAccessibleAttached*").metaObject();
    const QQmlAttachedPropertiesFunc attach =
        type ? qmlAttachedPropertiesFunction(item, type) : nullptr;
    return attach ? qmlAttachedPropertiesObject(item, attach) : nullptr;
}

} // namespace

void TerminalAccessible::install()
{
    readers();
}

// An item that has no attached object Accessible is passed over.
void TerminalAccessible::join(TerminalItem *item)
{
    if (QObject *const attached = attachedTo(item))
        attached->setProperty("role", int(QAccessible::Terminal));
}

// What is new is read out, and so it must be no more than that.
void TerminalAccessible::update(TerminalItem *item, QString &before)
{
    if (!readers().areThere)
        return;
    const QString text = item->screenText();
    if (text != before) {
        const qsizetype shorter = std::min(text.size(), before.size());
        const auto begins =
            std::mismatch(text.begin(), text.begin() + shorter, before.begin()).first;
        const qsizetype from = begins - text.begin();
        qsizetype same = 0; // at their ends
        while (same < shorter - from
               && text[text.size() - 1 - same] == before[before.size() - 1 - same])
            ++same;
        QAccessibleTextUpdateEvent event(item, int(from),
                                         before.mid(from, before.size() - same - from),
                                         text.mid(from, text.size() - same - from));
        QAccessible::updateAccessibility(&event);
        before = text;
    }
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
    if (kind == QAccessible::Name) {
        const QObject *const attached = attachedTo(item());
        const QString name = attached ? attached->property("name").toString() : QString();
        return name.isEmpty() ? item()->title() : name;
    }
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
    const QRectF scene = item()->mapRectToScene(item()->characterRectangle(offset));
    const QPoint origin = item()->window() ? item()->window()->mapToGlobal(QPoint()) : QPoint();
    return scene.toAlignedRect().translated(origin);
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

// What the item says of itself.

QString TerminalItem::screenText() const
{
    const TextRows rows = m_text.rows();
    QString text;
    for (qint64 number = m_text.top(); number < m_text.end(); ++number) {
        text += rows.row(number).text;
        while (text.endsWith(u' '))
            text.chop(1);
        text += u'\n';
    }
    return text;
}

int TerminalItem::cursorOffset() const
{
    const Screen::Cursor cursor = m_screen.cursor();
    const QString text = screenText();
    qsizetype begin = 0; // of the cursor's row
    for (int y = 0; y < cursor.y; ++y)
        begin = text.indexOf(u'\n', begin) + 1;
    const qsizetype end = text.indexOf(u'\n', begin);
    return int(std::min(begin + m_text.rows().row(m_text.top() + cursor.y).start(cursor.x), end));
}

QRectF TerminalItem::characterRectangle(int offset) const
{
    const QString before = screenText().left(offset);
    const int y = int(before.count(u'\n'));
    const int inLine = int(before.size() - before.lastIndexOf(u'\n') - 1);
    const TextRow row = m_text.rows().row(m_text.top() + y);
    int x = 0;
    while (x < columns() && row.start(x) < inLine)
        ++x;
    const qreal scale = ratio();
    QSizeF cell = QSizeF(m_atlas.cell()) / scale;
    if (row.isDouble)
        cell.rwidth() *= 2;
    const int cells = std::max(row.cellEnd(x) - x, 1);
    const qint64 top = m_top < 0 ? m_text.top() : m_top;
    return {x * cell.width(), qreal(m_text.top() + y - top) * cell.height(), cells * cell.width(),
            cell.height()};
}

} // namespace Offspring::Terminal
