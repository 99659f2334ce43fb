// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalparser.h"

#include <cstring>
#include <utility>

namespace Offspring::Terminal {

namespace {

constexpr uchar bell = 0x07;
constexpr uchar cancel = 0x18;
constexpr uchar substitute = 0x1a;
constexpr uchar escapeByte = 0x1b;
constexpr uchar deleteByte = 0x7f;
constexpr char32_t replacement = 0xfffd;

// The end of the printable ASCII characters that begin at \a at.
const uchar *asciiEnd(const uchar *at, const uchar *end)
{
    constexpr quint64 ones = 0x0101010101010101ULL;
    constexpr quint64 tops = 0x8080808080808080ULL;
    while (end - at >= 8) {
        quint64 eight;
        std::memcpy(&eight, at, 8);
        // The top bit of a byte that is a control, is DEL, or is no ASCII. (A byte's borrow may
        // mark the next one wrongly: then those eight are looked at one by one.)
        const quint64 controls = eight - ones * 0x20;
        const quint64 deletes = (eight ^ (ones * 0x7f)) - ones;
        if ((eight | controls | deletes) & tops)
            break;
        at += 8;
    }
    while (at != end && *at >= 0x20 && *at < deleteByte)
        ++at;
    return at;
}

} // namespace

Parser::Parser(Handler &handler)
    : m_handler(handler)
{ }

void Parser::reset()
{
    cancelString();
    m_state = State::Ground;
    m_missing = 0;
}

void Parser::feed(QByteArrayView bytes)
{
    const uchar *at = reinterpret_cast<const uchar *>(bytes.data());
    const uchar *const end = at + bytes.size();
    while (at != end) {
        switch (m_state) {
        case State::Ground:
            at = ground(at, end);
            break;
        case State::DcsString:
        case State::DcsIgnore:
        case State::OscString:
        case State::IgnoredString:
            at = string(at, end);
            break;
        default:
            at = sequence(at, end);
        }
    }
}

const uchar *Parser::ground(const uchar *at, const uchar *end)
{
    if (m_missing > 0)
        at = finishCharacter(at, end);
    while (at != end) {
        if (*at >= 0x80) {
            at = text(at, end);
        } else if (*at >= 0x20) {
            const uchar *const stop = asciiEnd(at, end);
            if (stop != at)
                m_handler.printAscii(at, stop - at);
            at = stop;
            if (at != end && *at == deleteByte)
                ++at;
        } else if (*at == escapeByte) {
            beginEscape();
            return at + 1;
        } else {
            m_handler.control(*at++);
        }
    }
    return at;
}

// Characters beyond ASCII, many at a time.
const uchar *Parser::text(const uchar *at, const uchar *end)
{
    constexpr int most = 256;
    char32_t characters[most];
    int count = 0;
    while (at != end && *at >= 0x80 && count < most - 1) {
        const uchar first = *at;
        // Three bytes, which is most of what there is, at once; the rest step by step.
        if (first >= 0xe1 && first <= 0xec && end - at >= 3 && (at[1] & 0xc0) == 0x80
            && (at[2] & 0xc0) == 0x80) {
            characters[count++] =
                char32_t((first & 0x0f) << 12 | (at[1] & 0x3f) << 6 | (at[2] & 0x3f));
            at += 3;
            continue;
        }
        beginCharacter(first);
        ++at;
        while (m_missing > 0 && at != end && *at >= m_lowest && *at <= m_highest) {
            m_character = m_character << 6 | (*at++ & 0x3f);
            m_lowest = 0x80;
            m_highest = 0xbf;
            --m_missing;
        }
        if (m_missing > 0) {
            if (at == end)
                break; // it goes on with the next bytes
            m_missing = 0;
            m_character = replacement;
        }
        characters[count++] = m_character;
    }
    if (count > 0)
        m_handler.printText(characters, count);
    return at;
}

// Unicode's table 3-7, well-formed UTF-8.
void Parser::beginCharacter(uchar byte)
{
    m_lowest = 0x80;
    m_highest = 0xbf;
    if (byte >= 0xc2 && byte <= 0xdf) {
        m_missing = 1;
        m_character = byte & 0x1f;
    } else if (byte >= 0xe0 && byte <= 0xef) {
        m_missing = 2;
        m_character = byte & 0x0f;
        if (byte == 0xe0)
            m_lowest = 0xa0;
        else if (byte == 0xed)
            m_highest = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
        m_missing = 3;
        m_character = byte & 0x07;
        if (byte == 0xf0)
            m_lowest = 0x90;
        else if (byte == 0xf4)
            m_highest = 0x8f;
    } else {
        m_missing = 0;
        m_character = replacement;
    }
}

const uchar *Parser::finishCharacter(const uchar *at, const uchar *end)
{
    while (at != end && m_missing > 0) {
        if (*at < m_lowest || *at > m_highest) {
            m_missing = 0;
            m_character = replacement;
            break;
        }
        m_character = m_character << 6 | (*at++ & 0x3f);
        m_lowest = 0x80;
        m_highest = 0xbf;
        --m_missing;
    }
    if (m_missing == 0)
        m_handler.printText(&m_character, 1);
    return at;
}

void Parser::beginEscape()
{
    m_sequence.marker = 0;
    m_sequence.intermediate = 0;
    m_sequence.parameters.count = 0;
    m_sequence.parameters.subs = 0;
    m_state = State::Escape;
}

const uchar *Parser::string(const uchar *at, const uchar *end)
{
    const bool isOsc = m_state == State::OscString;
    const bool isKept = isOsc || m_state == State::DcsString;
    const uchar *const begin = at;
    while (at != end && *at >= 0x20)
        ++at;
    if (isKept && at != begin && !m_isTooLong) {
        m_isTooLong = at - begin > maximalString - m_string.size();
        if (!m_isTooLong)
            m_string.append(reinterpret_cast<const char *>(begin), at - begin);
    }
    if (at == end)
        return at;
    const uchar byte = *at++;
    if (byte == escapeByte) {
        m_stringBefore = m_state;
        beginEscape();
    } else if (byte == cancel || byte == substitute) {
        cancelString();
        m_state = State::Ground;
    } else if (isOsc && byte == bell) {
        m_stringBefore = m_state;
        m_state = State::Ground;
        endString(true);
    }
    return at;
}

// An ST, or a BEL, has come.
void Parser::endString(bool isEndedByBell)
{
    const State ended = std::exchange(m_stringBefore, State::Ground);
    const QByteArray whole = std::exchange(m_string, {});
    const bool isWhole = !std::exchange(m_isTooLong, false);
    if (!isWhole)
        return;
    if (ended == State::OscString)
        m_handler.operatingSystemCommand(whole, isEndedByBell);
    else if (ended == State::DcsString)
        m_handler.deviceControl(m_stringHead, whole);
}

void Parser::cancelString()
{
    m_stringBefore = State::Ground;
    m_string = {};
    m_isTooLong = false;
}

const uchar *Parser::sequence(const uchar *at, const uchar *end)
{
    while (at != end) {
        // The digits, without a way through all states.
        if (m_state == State::CsiParameter) {
            while (at != end && *at >= '0' && *at <= '9')
                digit(*at++);
            if (at == end)
                break;
        }
        step(*at++);
        if (m_state == State::Ground || m_state >= State::DcsString)
            break;
    }
    return at;
}

void Parser::step(uchar byte)
{
    if (byte == escapeByte) {
        cancelString();
        beginEscape();
    } else if (byte == cancel || byte == substitute) {
        cancelString();
        m_state = State::Ground;
    } else if (byte < 0x20) {
        // Controls work inside of sequences, save for those of a control string. With the string
        // that an ST might have ended it is over: this is none.
        cancelString();
        if (m_state < State::DcsEntry)
            m_handler.control(byte);
    } else if (byte >= deleteByte) {
        cancelString();
    } else if (m_state == State::Escape) {
        escape(byte);
    } else if (m_state == State::EscapeIntermediate) {
        escapeIntermediate(byte);
    } else {
        header(byte, m_state >= State::DcsEntry);
    }
}

void Parser::escape(uchar byte)
{
    if (byte == '\\' && m_stringBefore != State::Ground) {
        m_state = State::Ground;
        endString(false);
        return;
    }
    cancelString();
    switch (byte) {
    case '[':
        m_state = State::CsiEntry;
        return;
    case ']':
        m_state = State::OscString;
        return;
    case 'P':
        m_state = State::DcsEntry;
        return;
    case 'X':
    case '^':
    case '_':
        m_state = State::IgnoredString;
        return;
    default:
        break;
    }
    if (byte < 0x30) {
        m_sequence.intermediate = byte;
        m_state = State::EscapeIntermediate;
        return;
    }
    m_state = State::Ground;
    m_sequence.final = byte;
    m_handler.escape(m_sequence);
}

void Parser::escapeIntermediate(uchar byte)
{
    constexpr uchar several = 0xff; // which no sequence has that is known
    if (byte < 0x30) {
        m_sequence.intermediate = several;
        return;
    }
    m_state = State::Ground;
    m_sequence.final = byte;
    m_handler.escape(m_sequence);
}

// What stands between CSI or DCS and the final byte, and that.
void Parser::header(uchar byte, bool isDeviceControl)
{
    const State parameter = isDeviceControl ? State::DcsParameter : State::CsiParameter;
    const State intermediate = isDeviceControl ? State::DcsIntermediate : State::CsiIntermediate;
    const State ignore = isDeviceControl ? State::DcsIgnore : State::CsiIgnore;
    const bool isEntry = m_state == State::CsiEntry || m_state == State::DcsEntry;
    if (byte >= 0x40) {
        dispatchHeader(byte, isDeviceControl);
    } else if (m_state == State::CsiIgnore) {
        return;
    } else if (byte < 0x30) {
        m_state = m_state == intermediate ? ignore : intermediate;
        m_sequence.intermediate = byte;
    } else if (m_state == intermediate) {
        m_state = ignore;
    } else if (byte >= 0x3c) {
        m_state = isEntry ? parameter : ignore;
        m_sequence.marker = byte;
    } else {
        m_state = parameter;
        if (byte <= '9')
            digit(byte);
        else
            separator(byte);
    }
}

void Parser::digit(uchar byte)
{
    Parameters &parameters = m_sequence.parameters;
    if (parameters.count == 0) {
        parameters.count = 1;
        parameters.values[0] = -1;
    }
    if (parameters.count > Parameters::capacity)
        return;
    int &value = parameters.values[parameters.count - 1];
    value = qMin(qMax(value, 0) * 10 + (byte - '0'), Parameters::maximum);
}

void Parser::separator(uchar byte)
{
    Parameters &parameters = m_sequence.parameters;
    if (parameters.count == 0) {
        parameters.count = 1;
        parameters.values[0] = -1;
    }
    // One more than there is room for: what comes is dropped.
    if (parameters.count > Parameters::capacity)
        return;
    if (++parameters.count > Parameters::capacity)
        return;
    parameters.values[parameters.count - 1] = -1;
    if (byte == ':')
        parameters.subs |= quint64(1) << (parameters.count - 1);
}

void Parser::dispatchHeader(uchar byte, bool isDeviceControl)
{
    const bool isIgnored = m_state == State::CsiIgnore;
    m_sequence.final = byte;
    m_sequence.parameters.count = qMin(m_sequence.parameters.count, int(Parameters::capacity));
    if (isDeviceControl) {
        m_state = State::DcsString;
        m_stringHead = m_sequence;
        return;
    }
    m_state = State::Ground;
    if (!isIgnored)
        m_handler.controlSequence(m_sequence);
}

} // namespace Offspring::Terminal
