// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "escapesequence.h"

#include <QtCore/QStringView>

#include <algorithm>
#include <utility>

namespace Offspring {

EscapeSequence::Token EscapeSequence::feed(char16_t character)
{
    const bool isCancel = character == 0x18 || character == 0x1a;
    if (isCancel) {
        m_state = State::None;
        return Token::None;
    }
    if (m_state == State::Sequence)
        return feedSequence(character);
    const State before = std::exchange(m_state, next(character));
    if (m_state == State::Sequence)
        m_parameters.clear();
    const bool isShort = before == State::Escape || before == State::StringEscape;
    return isShort && m_state == State::None ? Token::Escape : Token::None;
}

EscapeSequence::State EscapeSequence::next(char16_t character) const
{
    if (m_state == State::String && character == u'\a')
        return State::None;
    if (m_state == State::String)
        return character == escape ? State::StringEscape : State::String;
    if (m_state == State::StringEscape && character == u'\\')
        return State::None;
    if (character == escape)
        return State::Escape;
    if (character == u'[' && m_state != State::Intermediate)
        return State::Sequence;
    if (m_state != State::Intermediate && QStringView(u"]PX^_").contains(character))
        return State::String;
    return character >= 0x20 && character < 0x30 ? State::Intermediate : State::None;
}

EscapeSequence::Token EscapeSequence::feedSequence(char16_t character)
{
    if (character >= 0x40 && character < 0x7f) {
        m_state = State::None;
        return Token::Sequence;
    }
    if (character == escape)
        m_state = State::Escape;
    else if (character < 0x20 || character == 0x7f)
        return Token::Control;
    else if (character >= 0x40)
        m_state = State::None; // no part of any sequence
    else if (m_parameters.size() <= longestParameters)
        m_parameters += QChar(character);
    return Token::None;
}

bool EscapeSequence::isPlain() const
{
    return m_parameters.size() <= longestParameters
        && std::all_of(m_parameters.cbegin(), m_parameters.cend(),
                       [](QChar each) { return each >= u'0' && each <= u';'; });
}

int EscapeSequence::parameter(qsizetype index) const
{
    QStringView rest = m_parameters;
    for (; index > 0; --index) {
        const qsizetype separator = rest.indexOf(u';');
        rest = separator < 0 ? QStringView() : rest.sliced(separator + 1);
    }
    return rest.left(rest.indexOf(u';')).toInt();
}

} // namespace Offspring
