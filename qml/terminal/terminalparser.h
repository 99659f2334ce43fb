// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALPARSER_H
#define OFFSPRING_TERMINAL_TERMINALPARSER_H

#include "terminalsequence.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace Offspring::Terminal {

/// A terminal's bytes, cut anywhere, into text, controls and sequences: Paul Williams' state
/// machine (https://vt100.net/emu/dec_ansi_parser), with these differences:
///   - text is UTF-8. What is malformed is U+FFFD, one for each maximal part (Unicode,
///   section 3.9);
///   - the controls of eight bits are none. Behind an ESC such bytes are ignored;
///   - parameters may have sub-parameters, behind colons;
///   - BEL ends an OSC string too. CAN, SUB, and an ESC that begins no ST cancel a string, as the
///     VT510's manual has it;
///   - a string that is too long is none.
class Parser
{
public:
    class Handler
    {
    public:
        virtual ~Handler() = default;
        /// Characters from U+0020 to U+007E.
        virtual void printAscii(const uchar *text, qsizetype length) = 0;
        /// Others, never a surrogate.
        virtual void printText(const char32_t *text, qsizetype length) = 0;
        virtual void control(uchar control) = 0;
        virtual void escape(const Sequence &sequence) = 0;
        virtual void controlSequence(const Sequence &sequence) = 0;
        virtual void deviceControl(const Sequence &sequence, const QByteArray &string) = 0;
        virtual void operatingSystemCommand(const QByteArray &string, bool isEndedByBell) = 0;
    };

    explicit Parser(Handler &handler);

    void feed(QByteArrayView bytes);
    void reset();

    static constexpr qsizetype maximalString = 1 << 20;

private:
    //           ┌───────────────────── CAN, SUB, a final byte ─────────────────────┐
    //           v                                                                  │
    //        Ground ── ESC ──> Escape ── 20-2F ──> EscapeIntermediate ─────────────┤
    //   (ESC from anywhere)      │ [                                               │
    //                            ├──> CsiEntry ──> CsiParameter ──> CsiIntermediate ┤
    //                            │       └──────────────┴── wrong ──> CsiIgnore ────┤
    //                            │ P                                               │
    //                            ├──> DcsEntry ──> DcsParameter ──> DcsIntermediate │
    //                            │       │              │ final     │ wrong         │
    //                            │       └───────> DcsString     DcsIgnore          │
    //                            │ ]                   │             │             │
    //                            ├──> OscString ───────┴── ST (BEL) ─┴─────────────┤
    //                            │ X ^ _                                           │
    //                            └──> IgnoredString ────────────── ST ─────────────┘
    enum class State : quint8 {
        Ground,
        Escape,
        EscapeIntermediate,
        CsiEntry,
        CsiParameter,
        CsiIntermediate,
        CsiIgnore,
        DcsEntry,
        DcsParameter,
        DcsIntermediate,
        DcsString,
        DcsIgnore,
        OscString,
        IgnoredString,
    };

    const uchar *ground(const uchar *at, const uchar *end);
    const uchar *text(const uchar *at, const uchar *end);
    const uchar *finishCharacter(const uchar *at, const uchar *end);
    void beginCharacter(uchar byte);
    const uchar *string(const uchar *at, const uchar *end);
    const uchar *sequence(const uchar *at, const uchar *end);
    void step(uchar byte);
    void escape(uchar byte);
    void escapeIntermediate(uchar byte);
    void header(uchar byte, bool isDeviceControl);
    void digit(uchar byte);
    void separator(uchar byte);
    void dispatchHeader(uchar byte, bool isDeviceControl);
    void beginEscape();
    void endString(bool isEndedByBell);
    void cancelString();

    Handler &m_handler;
    QByteArray m_string;
    Sequence m_sequence;
    Sequence m_stringHead; // of a device control string
    State m_state = State::Ground;
    State m_stringBefore = State::Ground; // in Escape: the string that an ST would end
    bool m_isTooLong = false;
    // A character that is not whole: its bits, the bytes that are missing, the next one's bounds.
    char32_t m_character = 0;
    int m_missing = 0;
    uchar m_lowest = 0;
    uchar m_highest = 0;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALPARSER_H
