// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "secretinput.h"

#include <QtCore/QScopeGuard>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype longest = 4096; // bytes; nobody types as many

} // namespace

SecretInput::SecretInput(QQuickItem *parent)
    : QQuickItem(parent)
{
    setActiveFocusOnTab(true);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::MiddleButton);
    setFlag(ItemAcceptsInputMethod); // for dead keys
}

Secret SecretInput::take()
{
    Secret result = std::move(m_secret);
    m_secret = {};
    setAllSelected(false);
    Q_EMIT lengthChanged();
    return result;
}

void SecretInput::clear()
{
    take();
}

bool SecretInput::equals(const SecretInput *other) const
{
    return other && m_secret.shared() == other->m_secret.shared();
}

/// Input methods must neither learn, show nor complete the text.
QVariant SecretInput::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImEnabled:
        return true;
    case Qt::ImHints:
        return int(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                   | Qt::ImhNoAutoUppercase);
    default:
        return {};
    }
}

void SecretInput::keyPressEvent(QKeyEvent *event)
{
    QString text = event->text();
    const auto wipe = qScopeGuard([&text] { Secret::take(text); }); // the event's copy, too
    const bool isCommand = (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT accepted();
    else if (event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete)
        eraseBackwards(isCommand);
    else if (event->matches(QKeySequence::SelectAll))
        setAllSelected(!m_secret.isEmpty());
    else if (event->matches(QKeySequence::Paste))
        paste(false);
    else if (!isCommand && !text.isEmpty()
             && (text.front().isPrint() || text.front().isSurrogate()))
        insert(text);
    else
        event->ignore();
}

/// Takes only text whose composition is finished.
void SecretInput::inputMethodEvent(QInputMethodEvent *event)
{
    QString text = event->commitString();
    insert(text);
    Secret::take(text);
    event->accept();
}

void SecretInput::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    setAllSelected(false);
    if (event->button() == Qt::MiddleButton)
        paste(true);
}

void SecretInput::mouseDoubleClickEvent(QMouseEvent *)
{
    setAllSelected(!m_secret.isEmpty());
}

/// A line break ends it, as it would a line that is typed.
void SecretInput::insert(QStringView text)
{
    const auto end = std::find_if(text.begin(), text.end(),
                                  [](QChar c) { return c == u'\n' || c == u'\r' || c.isNull(); });
    text = text.first(end - text.begin());
    if (text.isEmpty() || m_secret.size() + 3 * text.size() > longest)
        return;
    if (m_isAllSelected)
        m_secret.wipe();
    m_secret.append(text);
    setAllSelected(false);
    Q_EMIT lengthChanged();
}

void SecretInput::eraseBackwards(bool everything)
{
    if (m_secret.isEmpty())
        return;
    if (everything || m_isAllSelected)
        m_secret.wipe();
    else
        m_secret.chop();
    setAllSelected(false);
    Q_EMIT lengthChanged();
}

void SecretInput::paste(bool fromSelection)
{
    QString text = QGuiApplication::clipboard()->text(fromSelection ? QClipboard::Selection
                                                                    : QClipboard::Clipboard);
    insert(text);
    if (text.isDetached()) // a shared text is the clipboard's own
        Secret::take(text);
}

void SecretInput::setAllSelected(bool isSelected)
{
    if (isSelected != std::exchange(m_isAllSelected, isSelected))
        Q_EMIT allSelectedChanged();
}
