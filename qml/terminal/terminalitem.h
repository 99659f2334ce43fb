// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALITEM_H
#define OFFSPRING_TERMINAL_TERMINALITEM_H

#include "echowatch.h"
#include "glyphatlas.h"
#include "picturepace.h"
#include "replyquota.h"
#include "rowpainter.h"
#include "screentext.h"
#include "terminaladdresses.h"
#include "terminalcolors.h"
#include "terminalinputmodes.h"
#include "terminalmouse.h"
#include "terminalscreen.h"
#include "terminalsearch.h"
#include "terminalselection.h"

#include <offspring/qml/qmlprocess.h>

#include <QtCore/QBasicTimer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtGui/QFont>
#include <QtQml/QJSValue>
#include <QtQuick/QQuickItem>

#include <map>
#include <vector>

namespace Offspring::Terminal {

/// A terminal: shows what the child of a Process writes to its pseudo-terminal, and types to it.
///
/// \code
/// Terminal {
///     id: terminal
///
///     anchors { fill: parent; rightMargin: bar.width }
///     focus: true
///     font { family: "monospace"; pixelSize: 15 }
///     process: Process { executable: "bash"; running: true; onEnded: Qt.quit() }
/// \endcode
///
/// demo/examples/terminal.qml is a whole program.
///
/// The child gets usePTY, the item's size in rows and columns, and TERM=xterm-256color and
/// COLORTERM=truecolor unless the Process's environment has others. It starts when the item has its
/// size. The text stays when it ends; the next child of the Process goes on below. The Process is
/// not the item's: either may be destroyed before the other, in any handler. So may the item, but
/// by deleteLater() in what a click brings (linkActivated, menuRequested), since Qt goes on with
/// it.
///
/// What is typed and pasted waits until the program reads it, however much that is, and is not lost
/// while the child is being started. Of the replies that a program asks for and does not read 64
/// KiB wait; what is more is dropped.
///
/// What is understood stands in qml/terminal/terminalscreen.h, and which bytes a key is in
/// qml/terminal/terminalkeys.h, in the words of xterm's ctlseqs. What a child writes changes the
/// item's own state alone: a title, a link or a folder is only told.
///
/// Where there is no graphics card, the processor does OpenGL's work, too, and Qt's software
/// renderer has a key on the screen in a third of the time: QQuickWindow::setGraphicsApi() before
/// the first window, or QT_QUICK_BACKEND=software in the environment. The viewer chooses so by
/// itself.
///
/// Keys that go to the program are not shortcuts of the application; those with Ctrl+Shift are, and
/// Ctrl+Tab, which the program gets as Tab when the application has no Shortcut for it.
/// When nothing runs, all but those that scroll are the application's.
/// Unless the application has a Shortcut for them, the item takes
/// - Ctrl+Shift+C, V and A: copy, paste, select all; Shift+Insert: paste what was selected last
/// - Ctrl with Plus, Minus and 0: the size of the text, see zoom
/// - Ctrl+Shift+Space: keyboardSelection
/// - Ctrl+Shift+Up and Down: from prompt to prompt, see scrollToPreviousPrompt()
///
/// The mouse selects, unless the program has asked for it; with Shift it selects then, too. A
/// double click takes a word, a third one the line, a drag with Alt a block; as many desktops move
/// windows with Alt, Ctrl+Alt does the same. The middle button pastes what was selected last.
class TerminalItem : public QQuickItem
{
    Q_OBJECT
    QML_NAMED_ELEMENT(Terminal)

    /// What is shown. Null: nothing is, and keys go nowhere.
    Q_PROPERTY(Offspring::QmlProcess *process READ process WRITE setProcess NOTIFY processChanged)
    /// One of fixed width. Its size in pixels, or in points, is that of the text.
    Q_PROPERTY(QFont font READ font WRITE setFont NOTIFY fontChanged)
    /// The rows that are kept when they have left the screen.
    Q_PROPERTY(int scrollbackLines READ scrollbackLines WRITE setScrollbackLines NOTIFY
                   scrollbackLinesChanged)
    /// Null: those of TerminalColors as it stands.
    Q_PROPERTY(Offspring::Terminal::TerminalColors *colors READ colors WRITE setColors NOTIFY
                   colorsChanged)
    /// What the program calls itself (OSC 0 and 2).
    Q_PROPERTY(QString title READ title NOTIFY titleChanged)
    /// The folder that the program has told (OSC 7), a file: URL. It is only told, not looked at.
    Q_PROPERTY(QUrl workingDirectory READ workingDirectory NOTIFY workingDirectoryChanged)
    /// By how many pixels the text is larger than font has it, or smaller.
    Q_PROPERTY(int zoom READ zoom WRITE setZoom NOTIFY zoomChanged)
    /// Whether the terminal shows what is typed, see Process.echo; the value is that of now. A
    /// change is looked for when the child writes, when something is typed, and for two seconds
    /// after each; then no more, so that a quiet terminal costs nothing. Who needs to hear of each
    /// change listens to Process.echo, which is looked at 20 times a second meanwhile.
    Q_PROPERTY(bool echo READ isEchoing NOTIFY echoChanged)
    /// A line is awaited that is not shown: a passphrase, mostly. Meanwhile the cursor is a
    /// padlock, and input methods are told not to learn.
    Q_PROPERTY(bool hiddenInput READ isInputHidden NOTIFY hiddenInputChanged)
    /// The size of the screen in characters, as the item and the font have it.
    Q_PROPERTY(int rows READ rows NOTIFY gridChanged)
    /// See rows.
    Q_PROPERTY(int columns READ columns NOTIFY gridChanged)
    /// The row at the top of the view, 0 being the oldest of the scrollback. For scroll bars.
    Q_PROPERTY(int topRow READ topRow WRITE setTopRow NOTIFY scrolled)
    /// How many rows there are before the screen. For scroll bars.
    Q_PROPERTY(int scrollbackRows READ scrollbackRows NOTIFY scrolled)
    /// The screen is shown, not what has left it.
    Q_PROPERTY(bool atEnd READ isAtEnd NOTIFY scrolled)
    /// How many places have what find() looks for. Counted again by each search, in the event loop;
    /// -1: not yet.
    Q_PROPERTY(int matches READ matches NOTIFY matchesChanged)
    /// The number of the selected one of them, from the top; 0: what is selected is none.
    Q_PROPERTY(int currentMatch READ currentMatch NOTIFY matchesChanged)
    /// Something is selected.
    Q_PROPERTY(bool hasSelection READ hasSelection NOTIFY selectionChanged)
    /// What is selected, wrapped rows as one line; empty: nothing.
    Q_PROPERTY(QString selectedText READ selectedText NOTIFY selectionChanged)
    /// The arrow keys, Home, End, Page Up and Page Down move a mark, at first at the cursor, with
    /// Ctrl by words and to the ends; with Shift they select. Return copies and ends it; Escape,
    /// and any other key, ends it.
    Q_PROPERTY(bool keyboardSelection READ isSelectingByKeys WRITE setSelectingByKeys NOTIFY
                   keyboardSelectionChanged)
    /// Beside letters and digits, what a double click takes for parts of a word.
    Q_PROPERTY(QString wordCharacters READ wordCharacters WRITE setWordCharacters NOTIFY
                   wordCharactersChanged)
    /// Finds what is a link beside those that a program has made and the addresses in its text: a
    /// function of a line, its wrapped rows joined, and an index in it. It returns null, or an
    /// object with the url of the link at that index, and from and to, where its text begins and
    /// ends in the line. Called while the pointer moves with Ctrl.
    Q_PROPERTY(QJSValue linkFinder READ linkFinder WRITE setLinkFinder NOTIFY linkFinderChanged)
    /// The address below the pointer while Ctrl is down; empty: none.
    Q_PROPERTY(QUrl hoveredLink READ hoveredLink NOTIFY hoveredLinkChanged)
    /// A program may write to the clipboard (OSC 52). It can never read it.
    Q_PROPERTY(bool clipboardWritable MEMBER m_isClipboardWritable NOTIFY clipboardWritableChanged)

public:
    explicit TerminalItem(QQuickItem *parent = nullptr);
    ~TerminalItem() override;

    QmlProcess *process() const { return m_process; }
    void setProcess(QmlProcess *process);
    QFont font() const { return m_font; }
    void setFont(const QFont &font);
    int scrollbackLines() const { return m_screen.scrollback().limit(); }
    void setScrollbackLines(int lines);
    TerminalColors *colors() const { return m_colors; }
    void setColors(TerminalColors *colors);
    QString title() const { return m_title; }
    QUrl workingDirectory() const { return m_workingDirectory; }
    int zoom() const { return m_zoom; }
    void setZoom(int pixels);
    bool isEchoing() const { return m_process && m_process->isEchoing(); }
    bool isInputHidden() const { return m_isInputHidden; }
    int rows() const { return m_screen.rows(); }
    int columns() const { return m_screen.columns(); }
    int topRow() const;
    void setTopRow(int row);
    int scrollbackRows() const { return m_screen.scrollback().count(); }
    bool isAtEnd() const { return m_top < 0; }
    bool hasSelection() const { return !m_selection.isEmpty(); }
    QString selectedText() const;
    bool isSelectingByKeys() const { return m_isSelectingByKeys; }
    void setSelectingByKeys(bool isSelecting);
    QString wordCharacters() const { return m_selection.wordCharacters(); }
    void setWordCharacters(const QString &characters);
    int matches() const { return m_matches; }
    int currentMatch() const { return m_currentMatch; }
    QJSValue linkFinder() const { return m_linkFinder; }
    void setLinkFinder(const QJSValue &finder);
    QUrl hoveredLink() const { return m_hoveredLink; }

    /// All there is, from the oldest row of the scrollback on; wrapped rows are one line. Blank
    /// rows at the end are left out.
    Q_INVOKABLE QString text() const;
    /// The screen's rows, as lines; and where the cursor is in that text. For screen readers.
    QString screenText() const;
    int cursorOffset() const;
    /// The cell of the character at \a offset of that text, in the item.
    QRectF characterRectangle(int offset) const;

    /// The selection to the clipboard. Without one: nothing.
    Q_INVOKABLE void copy();
    /// The clipboard's text. See pasteQuestion().
    Q_INVOKABLE void paste();
    /// \a text as if it were pasted, without a question.
    Q_INVOKABLE void pasteText(const QString &text);
    /// \a text as if it were typed; control characters too.
    Q_INVOKABLE void sendText(const QString &text);
    /// Looks for \a pattern, a string in whatever case or a RegExp, from the end upwards, selects
    /// what it finds and shows it. False: it is nowhere.
    Q_INVOKABLE bool find(const QJSValue &pattern);
    /// The next one above; from the other end when there is no more.
    Q_INVOKABLE bool findNext();
    /// The next one below; from the other end when there is no more.
    Q_INVOKABLE bool findPrevious();
    /// Selects all there is, the scrollback included.
    Q_INVOKABLE void selectAll();
    /// Selects nothing.
    Q_INVOKABLE void clearSelection();
    /// Forgets the rows that have left the screen.
    Q_INVOKABLE void clearScrollback();
    /// As after its creation: what a program has left in disorder. The scrollback stays.
    Q_INVOKABLE void reset();
    /// Shows the screen: atEnd is true.
    Q_INVOKABLE void scrollToEnd();
    /// So that the last prompt before the view is at its top. Where prompts are the program tells
    /// (OSC 133), which shells do that are set up for it. False: there is none.
    Q_INVOKABLE bool scrollToPreviousPrompt();
    /// So that the next prompt in the view, or below it, is at its top. False: there is none, or
    /// the end is in the view.
    Q_INVOKABLE bool scrollToNextPrompt();

Q_SIGNALS:
    void processChanged();
    void fontChanged();
    void scrollbackLinesChanged();
    void colorsChanged();
    void titleChanged();
    void workingDirectoryChanged();
    void zoomChanged();
    void echoChanged();
    void hiddenInputChanged();
    void gridChanged();
    void scrolled();
    void selectionChanged();
    void keyboardSelectionChanged();
    void wordCharactersChanged();
    void matchesChanged();
    void linkFinderChanged();
    void hoveredLinkChanged();
    void clipboardWritableChanged();

    /// The program rings (BEL).
    void bell();
    /// A link was clicked with Ctrl. Whatever it is: the program wrote it, so look before opening.
    void linkActivated(const QUrl &url);
    /// \a text is to be pasted, and the program would take each of its lines as typed. Who handles
    /// this asks, then calls pasteText(). If nobody does, it is pasted.
    void pasteQuestion(const QString &text, int lines);
    /// The right button was pressed, and not for the program; or the menu key.
    void menuRequested(const QPointF &position);

protected:
    void componentComplete() override;
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *) override;
    void timerEvent(QTimerEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void wheelEvent(QWheelEvent *event) override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void hoverLeaveEvent(QHoverEvent *event) override;

private:
    /// What a painted row depends on. Equal: its picture is good, wherever it now stands.
    struct RowKey
    {
        qint64 cells = -1; // a row's revision, or -2 - the number of one in the scrollback
        quint64 look = 0; // fonts, colours, size
        int selectedBegin = 0;
        int selectedEnd = 0;
        int linkBegin = 0;
        int linkEnd = 0;
        int cursor = -1; // its column, and below its shape
        int cursorLook = 0;
        QString preedit = {};
        friend bool operator==(const RowKey &, const RowKey &) = default;
    };
    struct PaintedSlot
    {
        RowKey key = {};
        bool blinks = false; // some of its text does
        bool isBlinkedOff = false; // and was not painted
        QImage image = {};
        bool isNew = false; // since it was last given to the scene graph
        int y = 0; // the row of the view
    };

    /// What has changed and is still to be told. Told in this order.
    enum class News : quint8 {
        Grid,
        KeyboardSelection,
        Selection,
        Scrolled,
        HoveredLink,
        Matches,
    };
    /// While there is one, news wait: who hears of them may destroy the item, or have it do
    /// something else, so the item has done its work before. Whatever goes on after something that
    /// has news is done while there is one; other signals are sent when there is none, because a
    /// handler may run an event loop, in which news are to be heard.
    class Turn
    {
    public:
        explicit Turn(TerminalItem *item)
            : m_item(item)
        {
            ++item->m_turns;
        }
        Q_DISABLE_COPY_MOVE(Turn)
        ~Turn()
        {
            if (m_item && --m_item->m_turns == 0)
                m_item->tell();
        }

    private:
        const QPointer<TerminalItem> m_item;
    };
    void note(News news);
    void tell();

    // The child: terminalchild.cpp
    void feed(int childFD, const QByteArray &bytes);
    void send(const QByteArray &bytes);
    void reply(const QByteArray &bytes);
    bool takesKeys() const;
    void tellNews();
    void endChild();
    void takeClipboardText();
    void updateHiddenInput();
    void releaseProcess();

    // Its size, its font, its colours: terminalitem.cpp
    void updateFont();
    void updateColours();
    void scheduleResize();
    void resizeGrid();
    void keepPlace();
    void invalidate();

    // What is shown: terminalview.cpp
    qint64 viewTop();
    RowKey keyOf(qint64 number);
    void paintRows();
    void paintSlot(PaintedSlot &slot, qint64 number);
    void showSoon();
    void hurry();
    void checkSelection();
    void scrollBy(qint64 rows);
    bool scrollToPrompt(bool isUp);
    bool findFrom(const Place &place, bool isUp);
    void goOnCounting();
    void setMatches(int count, int current);
    bool isPainted(const PaintedSlot &slot, const RowKey &key) const;
    std::vector<int> placeSlots();
    bool showsCursor() const;
    bool isSeen() const;
    bool mayBlink() const;
    std::optional<std::pair<qint64, Screen::Cursor>> shownCursor();
    void restartBlinking();
    void updateTextBlinking();
    qreal ratio() const;
    QRectF cursorRectangle() const;

    // Keys and mouse: terminalinput.cpp
    InputModes inputModes() const;
    void scrollByKey(int key);
    bool takeShortcut(QKeyEvent *event);
    bool takeZoom(QKeyEvent *event);
    bool selectByKey(QKeyEvent *event);
    void showRow(qint64 number);
    void pasteFrom(int clipboardMode);
    Point pointAt(const QPointF &position);
    QPoint cellAt(const QPointF &position) const;
    bool reportMouse(QMouseEvent *event, MouseInput::What what);
    void beginSelection(QMouseEvent *event);
    void extendSelection(const QPointF &position);
    void noteSelection();

    // Links: terminallinks.cpp
    void updateHover(const QPointF &position, Qt::KeyboardModifiers modifiers);
    std::optional<Address> linkAt(const QPointF &position);
    std::optional<Address> programsLinkAt(const Place &place);
    std::optional<Address> foundLinkAt(const Place &place);

    int m_turns = 0;
    unsigned m_news = 0; // bits, by the number of each
    QPointer<QmlProcess> m_process;
    QPointer<TerminalColors> m_colors;
    Screen m_screen;
    mutable ScreenText m_text;
    ReplyQuota m_replies;
    GlyphAtlas m_atlas;
    RowColours m_rowColours;
    QFont m_font;
    int m_zoom = 0;
    QString m_title;
    QUrl m_workingDirectory;
    QByteArray m_folder; // as it was told
    int m_bells = 0;
    bool m_isClipboardWritable = false;
    bool m_isResizeDue = false;
    bool m_isHolding = false; // the process waits for a size
    bool m_isShown = false; // it has been drawn, or nobody waits for that any more
    QBasicTimer m_showing;

    qint64 m_top = -1; // the number of the view's first row; -1: at the end
    quint64 m_look = 1;
    quint64 m_paletteRevision = 0;
    bool m_wasReversed = false;
    std::vector<PaintedSlot> m_slots;
    QBasicTimer m_blink;
    bool m_isBlinkedOff = false;
    int m_blinksLeft = 0; // until the cursor rests
    QBasicTimer m_textBlink;
    bool m_isTextBlinkedOff = false;
    EchoWatch m_echo{this};
    bool m_isInputHidden = false;
    QString m_readText; // by screen readers
    QBasicTimer m_hold; // the end of a synchronized update that its program forgot
    bool m_isHoldOver = false;
    PicturePace m_pace;
    QElapsedTimer m_clock; // from the beginning
    bool m_isPictureDue = false; // in the next frame
    QBasicTimer m_nextPicture; // of a flood; not active while one is due

    Selection m_selection;
    std::map<qint64, quint64> m_selectedRevisions; // of its rows that are on the screen
    bool m_wasAlternate = false;
    MouseReports m_mouse;
    int m_clicks = 0;
    QElapsedTimer m_clickTime;
    QPointF m_clickPosition;
    bool m_isSelecting = false;
    bool m_isSelectingByKeys = false; // the mark is the selection's head
    QPointF m_dragPosition;
    QBasicTimer m_autoScroll;
    int m_wheelRest = 0; // eighths of a degree
    QPointF m_hoverPosition{-1, -1};
    Qt::KeyboardModifiers m_hoverModifiers;
    QJSValue m_linkFinder;
    QUrl m_hoveredLink;
    std::pair<Place, Place> m_hoveredPlaces;
    QString m_preedit;
    QRegularExpression m_pattern;
    MatchCount m_count;
    QTimer m_counting; // runs while there is something left to count
    int m_matches = -1;
    int m_currentMatch = 0;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALITEM_H
