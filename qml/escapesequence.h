// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ESCAPESEQUENCE_H
#define ESCAPESEQUENCE_H

#include <QtCore/QString>

namespace Offspring {

/// An escape sequence as terminals read it, character by character, wherever a chunk cuts it: where
/// it ends, and what it says.
class EscapeSequence
{
public:
    enum class Token {
        None, ///< it goes on, or has ended and means nothing
        Control, ///< a control within it, which does what it does elsewhere
        Escape, ///< it has ended: ESC and the character
        Sequence ///< it has ended: ESC [, parameters and the character
    };

    /// After ESC.
    void begin() { m_state = State::Escape; }
    void cancel() { m_state = State::None; }
    bool isOpen() const { return m_state != State::None; }
    Token feed(char16_t character);

    /// What stands between ESC [ and the last character.
    const QString &parameters() const { return m_parameters; }
    /// Numbers only: with a private mark or an intermediate character it means something else.
    bool isPlain() const;
    /// 0: it is not there.
    int parameter(qsizetype index) const;

    static constexpr char16_t escape = 0x1b;
    static constexpr qsizetype longestParameters = 64; // of a sequence that is meant

private:
    enum class State {
        None,
        Escape, ///< after ESC
        Intermediate, ///< ESC and a character that only announces another, as in "\x1b(B"
        Sequence, ///< after ESC [
        String, ///< OSC, DCS and their like: to BEL or ST
        StringEscape ///< ESC in one of these: perhaps ST, which is ESC \.
    };

    Token feedSequence(char16_t character);
    State next(char16_t character) const;

    QString m_parameters;
    State m_state = State::None;
};

} // namespace Offspring

#endif // ESCAPESEQUENCE_H
