// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The item as a property of a document: its process, its size, what the program tells.

#include "terminalitem.h"

#include "terminalaccessible.h"
#include "terminalpaste.h"

#include <QtCore/QMetaMethod>
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QCursor>
#include <QtGui/QFontDatabase>
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>

#include <utility>

using namespace Qt::StringLiterals;

namespace Offspring::Terminal {

namespace {

constexpr int terminalFD = 0; // of the child: any that is on the terminal
constexpr int longestShowing = 500; // ms that a child waits for the item to be shown

} // namespace

TerminalItem::TerminalItem(QQuickItem *parent)
    : QQuickItem(parent)
    , m_text(m_screen)
{
    // Without a size, so that a document may set it in pixels or in points.
    m_font.setFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    setFlag(ItemHasContents);
    setFlag(ItemAcceptsInputMethod);
    setAcceptedMouseButtons(Qt::AllButtons);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    setCursor(Qt::IBeamCursor);
    TerminalAccessible::install();
    setColors(new TerminalColors(this));
    updateFont();
}

TerminalItem::~TerminalItem()
{
    releaseProcess();
}

void TerminalItem::setProcess(QmlProcess *process)
{
    if (process == m_process)
        return;
    if (m_process) {
        releaseProcess();
        m_process->setTerminalType({});
        m_process->disconnect(this);
    }
    m_process = process;
    if (process) {
        process->setTerminalType(u"xterm-256color"_s);
        m_isHolding = true;
        process->setHeld(true);
        connect(process, &QmlProcess::bytesReceived, this, &TerminalItem::feed);
        connect(process, &QmlProcess::echoChanged, this, &TerminalItem::echoChanged);
        connect(process, &QmlProcess::ended, this, &TerminalItem::endChild);
        connect(process, &QObject::destroyed, this, &TerminalItem::processChanged);
        scheduleResize();
    }
    Q_EMIT processChanged();
    Q_EMIT echoChanged();
}

void TerminalItem::releaseProcess()
{
    if (std::exchange(m_isHolding, false) && m_process)
        m_process->setHeld(false);
}

void TerminalItem::setFont(const QFont &font)
{
    if (font == m_font)
        return;
    m_font = font;
    updateFont();
    Q_EMIT fontChanged();
}

void TerminalItem::updateFont()
{
    m_atlas.setFont(m_font, ratio());
    const qreal scale = ratio();
    setImplicitSize(80 * m_atlas.cell().width() / scale, 24 * m_atlas.cell().height() / scale);
    invalidate();
    scheduleResize();
}

void TerminalItem::setScrollbackLines(int lines)
{
    const int limit = std::max(lines, 0);
    if (limit == scrollbackLines())
        return;
    m_screen.setScrollbackLimit(limit);
    invalidate();
    Q_EMIT scrollbackLinesChanged();
    Q_EMIT scrolled();
}

void TerminalItem::setColors(TerminalColors *colors)
{
    if (colors == m_colors)
        return;
    if (m_colors)
        m_colors->disconnect(this);
    m_colors = colors;
    if (colors)
        connect(colors, &TerminalColors::changed, this, &TerminalItem::updateColours);
    updateColours();
    Q_EMIT colorsChanged();
}

void TerminalItem::updateColours()
{
    const TerminalColors defaults;
    const TerminalColors &colours = m_colors ? *m_colors : defaults;
    m_screen.setDefaultColours(colours.palette());
    m_rowColours = colours.rowColours();
    invalidate();
}

void TerminalItem::setWordCharacters(const QString &characters)
{
    if (characters == wordCharacters())
        return;
    m_selection.setWordCharacters(characters);
    Q_EMIT wordCharactersChanged();
}

void TerminalItem::componentComplete()
{
    QQuickItem::componentComplete();
    TerminalAccessible::join(this);
    scheduleResize();
}

void TerminalItem::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    if (now.size() != before.size())
        scheduleResize();
}

// Width and height are often set one after the other, and the child shall hear of one size.
void TerminalItem::scheduleResize()
{
    if (!isComponentComplete() || std::exchange(m_isResizeDue, true))
        return;
    QMetaObject::invokeMethod(this, &TerminalItem::resizeGrid, Qt::QueuedConnection);
}

void TerminalItem::resizeGrid()
{
    m_isResizeDue = false;
    const QSize cell = m_atlas.cell();
    const int columns = qFloor(width() * ratio() / cell.width() + 0.01);
    const int rows = qFloor(height() * ratio() / cell.height() + 0.01);
    // An item without a size is one that is not laid out yet, or hidden by its height: what is on
    // the screen would be lost.
    const bool hasSize = columns > 0 && rows > 0;
    if (hasSize && (columns != this->columns() || rows != this->rows())) {
        m_screen.resize(columns, rows);
        clearSelection();
        m_top = -1;
        invalidate();
        Q_EMIT gridChanged();
        Q_EMIT scrolled();
    }
    if (m_isHolding && !m_isShown) { // what lays it out has not done so yet
        if (!m_showing.isActive())
            m_showing.start(longestShowing, Qt::PreciseTimer, this);
        return;
    }
    if (m_process) {
        m_process->setTerminalSize(this->rows(), this->columns(), this->rows() * cell.height(),
                                   this->columns() * cell.width());
    }
    releaseProcess();
}

void TerminalItem::feed(int childFD, const QByteArray &bytes)
{
    if (childFD > 2)
        return; // a stream beside the terminal
    const qint64 oldFirst = m_text.first();
    m_screen.feed(bytes);
    const QByteArray replies = m_screen.takeReplies();
    if (!replies.isEmpty())
        send(replies);
    if (m_top >= 0 && m_top < m_text.first())
        m_top = m_text.first();
    if (m_text.first() != oldFirst && m_selection.rowsDropped(m_text.first()))
        Q_EMIT selectionChanged();
    m_unseenBytes += bytes.size();
    showSoon();
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
    if (alive)
        Q_EMIT scrolled();
}

void TerminalItem::takeClipboardText()
{
    const std::optional<Screen::ClipboardText> text = m_screen.takeClipboardText();
    if (!text || !m_isClipboardWritable)
        return;
    QClipboard *const clipboard = QGuiApplication::clipboard();
    const bool isPrimary = text->targets.contains('p') && !text->targets.contains('c');
    if (!isPrimary)
        clipboard->setText(QString::fromUtf8(text->text));
    else if (clipboard->supportsSelection())
        clipboard->setText(QString::fromUtf8(text->text), QClipboard::Selection);
}

void TerminalItem::send(const QByteArray &bytes)
{
    if (m_process && !bytes.isEmpty())
        m_process->writeBytes(terminalFD, bytes);
}

void TerminalItem::sendText(const QString &text)
{
    send(text.toUtf8());
}

QString TerminalItem::selectedText() const
{
    return m_selection.text(m_text.rows());
}

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

void TerminalItem::copy()
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TerminalItem::paste()
{
    pasteFrom(QClipboard::Clipboard);
}

void TerminalItem::pasteFrom(int clipboardMode)
{
    const QString text = QGuiApplication::clipboard()->text(QClipboard::Mode(clipboardMode));
    const Paste paste(text, inputModes());
    static const QMetaMethod question = QMetaMethod::fromSignal(&TerminalItem::pasteQuestion);
    if (paste.isQuestionable && isSignalConnected(question))
        Q_EMIT pasteQuestion(text, int(paste.lines));
    else
        pasteText(text);
}

void TerminalItem::pasteText(const QString &text)
{
    scrollToEnd();
    send(Paste(text, inputModes()).bytes);
}

void TerminalItem::selectAll()
{
    m_selection.selectAll(m_text.rows());
    noteSelection();
}

void TerminalItem::clearSelection()
{
    if (!m_selection.isActive())
        return;
    m_selection.clear();
    noteSelection();
}

void TerminalItem::clearScrollback()
{
    m_screen.clearScrollback();
    m_top = -1;
    if (m_selection.rowsDropped(m_text.first()))
        noteSelection();
    polish();
    Q_EMIT scrolled();
}

void TerminalItem::reset()
{
    m_screen.reset();
    clearSelection();
    scrollToEnd();
    invalidate();
    tellNews();
}

// All rows are to be painted anew.
void TerminalItem::invalidate()
{
    ++m_look;
    polish();
}

} // namespace Offspring::Terminal
