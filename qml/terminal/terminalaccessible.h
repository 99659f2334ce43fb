// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALACCESSIBLE_H
#define OFFSPRING_TERMINAL_TERMINALACCESSIBLE_H

#include <QtGui/QAccessible>
#include <QtGui/QAccessibleObject>

namespace Offspring::Terminal {

class TerminalItem;

/// A terminal for screen readers: the screen's rows as lines of text, and the cursor in them.
class TerminalAccessible : public QAccessibleObject, public QAccessibleTextInterface
{
public:
    /// From now on terminals have it.
    static void install();
    /// The item takes part in the tree that screen readers see.
    static void join(TerminalItem *item);
    /// The screen may have changed; \a before is the text that it had, and becomes the new one.
    static void update(TerminalItem *item, QString &before);

    explicit TerminalAccessible(TerminalItem *item);

    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QWindow *window() const override;
    QRect rect() const override;
    QString text(QAccessible::Text kind) const override;
    QAccessible::Role role() const override { return QAccessible::Terminal; }
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    void selection(int index, int *from, int *to) const override;
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override { }
    void removeSelection(int) override { }
    void setSelection(int, int, int) override { }
    int cursorPosition() const override;
    void setCursorPosition(int) override { }
    QString text(int from, int to) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int, int) override { }
    QString attributes(int offset, int *from, int *to) const override;

private:
    TerminalItem *item() const;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALACCESSIBLE_H
