// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALSCREEN_H
#define OFFSPRING_TERMINAL_TERMINALSCREEN_H

#include "characterwidth.h"
#include "terminalclusters.h"
#include "terminalgrid.h"
#include "terminalpalette.h"
#include "terminalparser.h"
#include "terminalscrollback.h"
#include "terminalstyles.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace Offspring::Terminal {

/// What a program has switched on or off, as far as keys, mouse and painting depend on it.
struct Modes
{
    enum class Mouse : quint8 {
        None,
        Press, ///< 9: X10
        Click, ///< 1000: press and release
        Drag, ///< 1002: and what moves meanwhile
        Motion, ///< 1003: all
    };
    enum class MouseCoding : quint8 {
        Bytes,
        Utf8, ///< 1005
        Sgr, ///< 1006
        Urxvt, ///< 1015
    };
    bool cursorKeys = false; ///< DECCKM: application cursor keys
    bool keypad = false; ///< DECKPAM: application keypad
    bool newline = false; ///< LNM: Return sends CR LF, LF returns the carriage
    bool insert = false; ///< IRM
    bool origin = false; ///< DECOM
    bool autoWrap = true; ///< DECAWM
    bool reverseScreen = false; ///< DECSCNM
    bool cursorVisible = true; ///< DECTCEM
    bool cursorBlinks = false; ///< DECSCUSR, 12
    bool columnChange = false; ///< 40
    bool leftRightMargins = false; ///< DECLRMM, 69
    bool reverseWrap = false; ///< 45: the cursor goes back from a line's row to the one before it
    bool extendedReverseWrap = false; ///< 1045: and from any row, and from the first to the last
    bool backarrowSendsBackspace = false; ///< DECBKM, 67: in place of DEL
    bool focusEvents = false; ///< 1004
    bool alternateScroll = true; ///< 1007: the wheel is arrow keys in the alternate screen
    bool bracketedPaste = false; ///< 2004
    bool synchronized = false; ///< 2026: what there is shall not be shown yet
    Mouse mouse = Mouse::None;
    MouseCoding mouseCoding = MouseCoding::Bytes;
    friend bool operator==(const Modes &, const Modes &) = default;
};

/// The bytes that a program writes to its terminal → what the terminal shows: a grid of cells, the
/// rows that have left it, a cursor; and the bytes that the terminal answers with.
///
///     Screen screen(80, 24);
///     screen.feed(bytes);
///     write(screen.takeReplies());
///     for (int y = 0; y < screen.rows(); ++y)
///         paint(screen.row(y));
///
/// What is understood: ECMA-48 and DEC's VT220 as xterm's ctlseqs has them, and xterm's own. Where
/// they leave a choice: cells are erased in the current background everywhere; a row enters the
/// scrollback only if it leaves at the screen's top, or with ED 2; replies have neither CR nor LF,
/// and nothing that the program said is repeated in them.
///
/// Pure: no clock, no thread, no event loop. Nothing depends on how the bytes are cut.
class Screen final : private Parser::Handler
{
public:
    static constexpr int maximalSize = 9999; // columns, rows

    enum class CursorShape : quint8 { Block, Underline, Bar };
    struct Cursor
    {
        int x = 0;
        int y = 0;
        bool isVisible = true;
        bool blinks = false;
        CursorShape shape = CursorShape::Block;
        friend bool operator==(const Cursor &, const Cursor &) = default;
    };
    /// OSC 52: the text that the program would have in the clipboard. Nobody need obey.
    struct ClipboardText
    {
        QByteArray targets = {}; ///< of the letters c, p, q, s and 0 to 7
        QByteArray text = {};
    };

    explicit Screen(int columns = 80, int rows = 24, int scrollbackLimit = 10000);
    ~Screen() override;
    Q_DISABLE_COPY_MOVE(Screen)

    void feed(QByteArrayView bytes) { m_parser.feed(bytes); }
    /// A wrapped line is cut anew; the alternate screen is only cut.
    void resize(int columns, int rows);
    /// As RIS.
    void reset();
    void setScrollbackLimit(int rows) { m_scrollback.setLimit(rows); }
    void clearScrollback() { m_scrollback.clear(); }

    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    const Row &row(int y) const { return m_grid->row(y); }
    /// Another number than before: the row's cells may have changed. A row keeps it where it moves.
    quint64 revision(int y);
    const Scrollback &scrollback() const { return m_scrollback; }
    /// \a index: 0 is the oldest. Good until the screen is fed.
    void unpack(int index, Scrollback::Unpacked &row)
    {
        m_scrollback.unpack(index, m_clusters, row);
    }
    /// Of a cell that is no second half; a space for an erased one.
    void appendText(const Cell &cell, std::u32string &text) const;
    const Style &style(quint32 index) const { return m_styles.style(index); }
    const Links::Link &link(quint32 index) const { return m_links.link(index); }

    Cursor cursor() const;
    const Modes &modes() const { return m_modes; }
    bool isAlternate() const { return m_grid == m_alternate.get(); }
    const Palette &palette() const { return m_palette; }
    /// What the program has not set.
    void setDefaultColours(const Palette::Defaults &colours) { m_palette.setDefaults(colours); }

    QString title() const { return m_title; }
    QByteArray folder() const { return m_folder; } ///< a URL, as it came
    int bells() const { return m_bells; } ///< since the beginning
    bool hasPrompts() const { return m_hasPrompts; } ///< one was marked, since the beginning
    std::optional<ClipboardText> takeClipboardText();
    QByteArray takeReplies();

private:
    enum class Charset : quint8 { Ascii, Graphics, British };
    struct Charsets
    {
        std::array<Charset, 4> sets = {};
        int current = 0; // of the four
    };
    struct Saved // DECSC
    {
        int x = 0;
        int y = 0;
        bool isWrapPending = false;
        bool origin = false;
        Style style = {};
        Charsets charsets = {};
    };

    // The parser's handler.
    void printAscii(const uchar *text, qsizetype length) override;
    void printText(const char32_t *text, qsizetype length) override;
    void control(uchar control) override;
    void escape(const Sequence &sequence) override;
    void controlSequence(const Sequence &sequence) override;
    void deviceControl(const Sequence &sequence, const QByteArray &string) override;
    void operatingSystemCommand(const QByteArray &string, bool isEndedByBell) override;

    // Printing: terminalprinting.cpp
    void printMapped(const uchar *text, qsizetype length);
    void put(char32_t character, CharacterKind kind);
    void place(char32_t character, int width);
    const char32_t *placeRun(const char32_t *text, const char32_t *end);
    int rowEnd() const;
    bool isInMargins(int x) const { return x >= m_left && x <= m_right; }
    bool isFullWidth() const { return m_left == 0 && m_right == m_columns - 1; }
    bool join(char32_t character, CharacterKind kind);
    void combine(char32_t character);
    void extend(int x, char32_t character);
    void widen(int x);
    int cellBefore() const;
    void wrap();
    void advance(int width);
    void repeat(int count);
    quint32 penStyle();
    quint32 eraseStyle();
    void sweepStyles();
    quint32 cluster(std::u32string_view text);
    void sweepClusters();

    // Controls and sequences: terminalcontrols.cpp
    void designate(int set, uchar final);
    void setRendition(const Parameters &parameters);
    void setLineSize(LineSize size);
    void setProtection(int kind);
    void setGuard(bool isSet);
    void protect(bool isSet);
    void setCursorShape(int shape);

    // The cursor, the region and the margins: terminalcursor.cpp
    void moveTo(int x, int y);
    // Counted from the region's top and the left margin, if the mode is on.
    void moveToOrigin(int x, int y) { moveTo(columnAt(x), rowAt(y)); }
    int columnAt(int x) const { return m_modes.origin ? qMin(x + m_left, m_right) : x; }
    int rowAt(int y) const { return m_modes.origin ? qMin(y + m_top, m_bottom) : y; }
    void moveVertically(int rows);
    void moveForward(int count);
    void moveBack(int count);
    void moveBackAround(int count, int left);
    void carriageReturn();
    void keepCursorOnRow();
    void lineFeed();
    void reverseLineFeed();
    void tab(int count);
    void backTab(int count);
    void setTab(bool isSet);
    void saveCursor();
    void restoreCursor();
    bool moveCursor(const Sequence &sequence);
    void setRegion(const Parameters &parameters);
    void setMargins(const Parameters &parameters);
    void resetMargins();

    // Cells and rows: terminalediting.cpp
    bool edit(const Sequence &sequence);
    void scrollUp(int count);
    void scrollDown(int count);
    void keepRows(int count);
    void insertCells(int count);
    void deleteCells(int count);
    void insertLines(int count);
    void deleteLines(int count);
    void eraseDisplay(int mode);
    void eraseLine(int mode);
    void eraseSelectively(int kind, int mode);
    void eraseUnprotected(int y, int from, int to);
    void alignmentTest();

    // Modes: terminalmodes.cpp
    void setModes(const Sequence &sequence, bool isSet);
    void setMode(int mode, bool isSet);
    void setPrivateMode(int mode, bool isSet);
    bool *flagOf(int privateMode);
    int modeState(int mode, bool isPrivate) const;
    void setAlternate(bool isAlternate);
    void setMarginMode(bool isSet);
    void enterAlternate1049(bool isEntered);
    void changeColumns();
    void softReset();

    // Answers: terminalreplies.cpp
    bool reply(const Sequence &sequence);
    void replyStatus(int kind, bool isPrivate);
    void replyMode(const Sequence &sequence);
    void replySetting(QByteArrayView name);
    QByteArray styleAsParameters() const;

    // Control strings: terminalstrings.cpp
    void setTitle(QByteArrayView text);
    void titleStack(const Parameters &parameters);
    void setLink(QByteArrayView text);
    void setClipboard(QByteArrayView text);
    void setPromptMark(QByteArrayView text);
    void setIndexedColours(QByteArrayView text, const char *terminator);
    void setNamedColours(int number, QByteArrayView text, const char *terminator);
    void resetIndexedColours(QByteArrayView text);

    // Another size: terminalreflow.cpp
    void resizeRows(int rows);
    void reflow(int columns, int rows);
    void resizeAlternate(int columns, int rows, bool isShown);

    Parser m_parser;
    int m_columns;
    int m_rows;
    std::unique_ptr<Grid> m_primary;
    std::unique_ptr<Grid> m_alternate; // null until it is first shown
    Grid *m_grid; // the one that is shown
    Scrollback m_scrollback;
    Styles m_styles;
    Links m_links;
    Clusters m_clusters;

    int m_x = 0;
    int m_y = 0;
    bool m_isWrapPending = false; // the last column was written: the next character wraps before
    int m_top = 0; // the region
    int m_bottom; // its last row
    int m_left = 0; // the margins: others than the screen's only where mode 69 is on
    int m_right;
    std::vector<bool> m_tabs;
    Style m_pen;
    // The indices of the pen's style and of cells erased in it; -1: not looked for yet.
    qint64 m_penIndex = 0;
    qint64 m_eraseIndex = 0;
    Charsets m_charsets;
    int m_singleShift = 0; // G2 or G3 for one character
    char32_t m_last = 0; // what REP repeats; 0: nothing
    // SPA was the last to protect, not DECSCA: what is protected is so from ED, EL and ECH too.
    bool m_isGuarded = false;
    Saved m_saved[2] = {}; // of the primary and the alternate screen

    Modes m_modes;
    CursorShape m_cursorShape = CursorShape::Block;
    Palette m_palette;
    quint64 m_revision = 0;
    QString m_title;
    std::vector<QString> m_titles; // XTWINOPS 22 and 23
    QByteArray m_folder;
    int m_bells = 0;
    std::optional<ClipboardText> m_clipboardText;
    QByteArray m_replies;
    bool m_hasPrompts = false;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALSCREEN_H
