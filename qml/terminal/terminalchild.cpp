// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The item and the child: what the child writes and tells, and what it is sent.

#include "terminalitem.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QInputMethod>

#include <utility>

using namespace Qt::StringLiterals;

namespace Offspring::Terminal {

namespace {

constexpr int terminalFD = 0; // of the child: any that is on the terminal

} // namespace

void TerminalItem::setProcess(QmlProcess *process)
{
    if (process == m_process)
        return;
    if (m_process) {
        releaseProcess();
        m_process->setTerminalType({});
        m_process->disconnect(this);
        m_process->disconnect(&m_echo);
    }
    m_process = process;
    if (process) {
        process->setTerminalType(u"xterm-256color"_s);
        m_isHolding = true;
        process->setHeld(true);
        connect(process, &QmlProcess::bytesReceived, this, &TerminalItem::feed);
        connect(process, &QmlProcess::started, &m_echo, &EchoWatch::look);
        connect(process, &QmlProcess::runningChanged, &m_echo, &EchoWatch::look);
        connect(process, &QmlProcess::ended, this, &TerminalItem::endChild);
        connect(process, &QObject::destroyed, this, &TerminalItem::processChanged);
        connect(process, &QObject::destroyed, &m_echo, &EchoWatch::look);
        scheduleResize();
    }
    m_echo.setProcess(process);
    Q_EMIT processChanged();
}

void TerminalItem::updateHiddenInput()
{
    m_isInputHidden = m_echo.isInputHidden();
    if (hasActiveFocus())
        QGuiApplication::inputMethod()->update(Qt::ImHints);
    polish();
    Q_EMIT hiddenInputChanged();
}

void TerminalItem::releaseProcess()
{
    if (std::exchange(m_isHolding, false) && m_process)
        m_process->setHeld(false);
}

void TerminalItem::feed(int childFD, const QByteArray &bytes)
{
    if (childFD > 2)
        return; // a stream beside the terminal
    const QPointer<TerminalItem> alive(this);
    {
        const Turn turn(this);
        const qint64 oldFirst = m_text.first();
        m_screen.feed(bytes);
        reply(m_screen.takeReplies());
        if (m_top >= 0 && m_top < m_text.first())
            m_top = m_text.first();
        if (m_text.first() != oldFirst && m_selection.rowsDropped(m_text.first()))
            note(News::Selection);
        m_pace.receive(bytes.size());
        showSoon();
        m_echo.look(); // a prompt, perhaps
    }
    if (alive)
        tellNews();
}

// The modes of a program that has not put them back are not the next one's, and its screen is not
// what should stay.
void TerminalItem::endChild()
{
    if (m_screen.isAlternate())
        m_screen.feed("\033[?1049l");
    m_screen.feed("\033[!p\033[?9;1000;1002;1003;1004;1006;2004;2026l\033[?25h");
    if (m_screen.cursor().x > 0)
        m_screen.feed("\r\n");
    m_screen.takeReplies();
    polish();
    tellNews();
}

void TerminalItem::tellNews()
{
    const QPointer<TerminalItem> alive(this); // handlers may delete this
    if (m_title != m_screen.title()) {
        m_title = m_screen.title();
        Q_EMIT titleChanged();
    }
    if (alive && m_folder != m_screen.folder()) {
        m_folder = m_screen.folder();
        const QUrl url = QUrl::fromEncoded(m_folder, QUrl::StrictMode);
        m_workingDirectory = url.isLocalFile() || url.scheme() == u"file" ? url : QUrl();
        Q_EMIT workingDirectoryChanged();
    }
    if (alive)
        takeClipboardText();
    if (alive && m_bells != m_screen.bells()) {
        m_bells = m_screen.bells();
        Q_EMIT bell();
    }
    if (alive && !m_nextPicture.isActive())
        note(News::Scrolled); // else with the picture
}

void TerminalItem::send(const QByteArray &bytes)
{
    if (!m_process || bytes.isEmpty())
        return;
    if (m_process->type(bytes))
        m_replies.addTyped(bytes.size());
    m_echo.look();
}

// What nobody has typed, and what the program may ask for without end.
void TerminalItem::reply(const QByteArray &bytes)
{
    if (!m_process || bytes.isEmpty())
        return;
    const auto waiting = qint64(m_process->bytesToWrite(terminalFD));
    const QByteArray taken = m_replies.take(bytes, waiting);
    if (!taken.isEmpty())
        m_process->writeBytes(terminalFD, taken);
}

void TerminalItem::sendText(const QString &text)
{
    send(text.toUtf8());
}

} // namespace Offspring::Terminal
