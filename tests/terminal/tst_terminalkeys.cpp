// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Keys, the mouse and pasted text, as what a terminal sends for them.

#include "terminalkeys.h"
#include "terminalmouse.h"
#include "terminalpaste.h"

#include <offspring/capture.h>

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QStringList>
#include <QtTest/QTest>

#include <array>

using namespace Offspring::Terminal;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Offspring::Terminal::PressedKey)
Q_DECLARE_METATYPE(Offspring::Terminal::KeyMeaning::For)
Q_DECLARE_METATYPE(Offspring::Terminal::InputModes)

namespace {

using For = KeyMeaning::For;
using Mouse = InputModes::Mouse;
using MouseCoding = InputModes::MouseCoding;
using What = MouseInput::What;

constexpr auto ctrl = Qt::ControlModifier;
constexpr auto shift = Qt::ShiftModifier;
constexpr auto alt = Qt::AltModifier;
constexpr auto meta = Qt::MetaModifier;
constexpr auto keypad = Qt::KeypadModifier;

/// A US keyboard: what X calls a key, and Qt with and without Shift.
struct NamedKey
{
    const char *name;
    Qt::Key key;
    Qt::Key shifted;
};

constexpr NamedKey namedKeys[] = {
    {"Up", Qt::Key_Up, Qt::Key_Up},
    {"Down", Qt::Key_Down, Qt::Key_Down},
    {"Left", Qt::Key_Left, Qt::Key_Left},
    {"Right", Qt::Key_Right, Qt::Key_Right},
    {"Home", Qt::Key_Home, Qt::Key_Home},
    {"End", Qt::Key_End, Qt::Key_End},
    {"Insert", Qt::Key_Insert, Qt::Key_Insert},
    {"Delete", Qt::Key_Delete, Qt::Key_Delete},
    {"Prior", Qt::Key_PageUp, Qt::Key_PageUp},
    {"Next", Qt::Key_PageDown, Qt::Key_PageDown},
    {"Begin", Qt::Key_Clear, Qt::Key_Clear},
    {"Tab", Qt::Key_Tab, Qt::Key_Backtab},
    {"Return", Qt::Key_Return, Qt::Key_Return},
    {"Enter", Qt::Key_Enter, Qt::Key_Enter},
    {"BackSpace", Qt::Key_Backspace, Qt::Key_Backspace},
    {"Escape", Qt::Key_Escape, Qt::Key_Escape},
    {"space", Qt::Key_Space, Qt::Key_Space},
    {"grave", Qt::Key_QuoteLeft, Qt::Key_AsciiTilde},
    {"minus", Qt::Key_Minus, Qt::Key_Underscore},
    {"equal", Qt::Key_Equal, Qt::Key_Plus},
    {"bracketleft", Qt::Key_BracketLeft, Qt::Key_BraceLeft},
    {"bracketright", Qt::Key_BracketRight, Qt::Key_BraceRight},
    {"backslash", Qt::Key_Backslash, Qt::Key_Bar},
    {"semicolon", Qt::Key_Semicolon, Qt::Key_Colon},
    {"apostrophe", Qt::Key_Apostrophe, Qt::Key_QuoteDbl},
    {"comma", Qt::Key_Comma, Qt::Key_Less},
    {"period", Qt::Key_Period, Qt::Key_Greater},
    {"slash", Qt::Key_Slash, Qt::Key_Question},
    {"Add", Qt::Key_Plus, Qt::Key_Plus},
    {"Subtract", Qt::Key_Minus, Qt::Key_Minus},
    {"Multiply", Qt::Key_Asterisk, Qt::Key_Asterisk},
    {"Divide", Qt::Key_Slash, Qt::Key_Slash},
    {"Decimal", Qt::Key_Period, Qt::Key_Period},
};

Qt::Key keyNamed(const QString &name, bool isShifted)
{
    if (name.size() == 1 && name.front().isLetter())
        return Qt::Key(name.front().toUpper().unicode());
    if (name.size() == 1) {
        constexpr std::array symbols{u')', u'!', u'@', u'#', u'$', u'%', u'^', u'&', u'*', u'('};
        const int digit = name.toInt();
        return Qt::Key(isShifted ? symbols[size_t(digit)] : u'0' + digit);
    }
    if (name.startsWith(u'F') && name[1].isDigit())
        return Qt::Key(Qt::Key_F1 + QStringView(name).sliced(1).toInt() - 1);
    for (const NamedKey &each : namedKeys) {
        if (QLatin1StringView(each.name) == name)
            return isShifted ? each.shifted : each.key;
    }
    return Qt::Key_unknown;
}

/// The press of what X calls "shift+ctrl+KP_Up".
PressedKey pressOf(const QString &combination)
{
    PressedKey press;
    QStringList words = combination.split(u'+');
    QString name = words.takeLast();
    for (const QString &word : words)
        press.modifiers |= word == u"shift" ? shift
            : word == u"alt"                ? Qt::KeyboardModifiers(alt)
                                            : ctrl;
    const bool isShifted = press.modifiers.testFlag(shift);
    press.isNumLockOn = false;
    if (name.startsWith(u"KP_")) {
        name.remove(0, 3);
        press.modifiers |= keypad;
        press.isNumLockOn = name == u"Decimal" || name.size() == 1;
    }
    press.key = keyNamed(name, isShifted && !press.modifiers.testFlag(keypad));
    if (press.key <= Qt::Key_AsciiTilde) {
        const QChar character(char16_t(press.key));
        press.text = isShifted ? character : character.toLower();
    }
    return press;
}

InputModes modesNamed(const QString &name)
{
    InputModes modes;
    modes.cursorKeys = name == u"cursor";
    modes.keypad = name == u"keypad";
    modes.returnSendsNewline = name == u"lnm";
    modes.backspaceSendsBackspace = name == u"bkm";
    modes.alternateScreen = true; // where Shift+Page Up is the program's, as in the recording
    return modes;
}

/// \e, \\ and \xNN.
QByteArray unescaped(const QByteArray &text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
        } else if (text[++i] == 'x') {
            bytes += QByteArray::fromHex(text.mid(i + 1, 2));
            i += 2;
        } else {
            bytes += text[i] == 'e' ? '\033' : text[i];
        }
    }
    return bytes;
}

/// A string of infocmp's.
QByteArray terminfoString(const QByteArray &text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (text[i] == '^') {
            bytes += next == '?' ? '\x7f' : char(next & 0x1f);
            ++i;
        } else if (text[i] == '\\' && next >= '0' && next <= '7') {
            bytes += char(text.mid(i + 1, 3).toInt(nullptr, 8));
            i += 3;
        } else if (text[i] == '\\') {
            bytes += next == 'E' ? '\033' : next == 'r' ? '\r' : next == 's' ? ' ' : next;
            ++i;
        } else {
            bytes += text[i];
        }
    }
    return bytes;
}

QHash<QByteArray, QByteArray> terminfo()
{
    QHash<QByteArray, QByteArray> strings;
    const Offspring::ProcessOutput output = Offspring::runProcess(
        {.program = u"infocmp"_s, .arguments = {u"-x"_s, u"-1"_s, u"xterm-256color"_s}});
    for (const QByteArray &line : output.out.split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (equals > 0 && line.startsWith('\t'))
            strings[line.mid(1, equals - 1)] =
                terminfoString(line.sliced(equals + 1, line.size() - equals - 2)); // and a comma
    }
    return strings;
}

/// The keys of terminfo's names.
QHash<QByteArray, PressedKey> terminfoKeys()
{
    QHash<QByteArray, PressedKey> keys;
    const QList<std::pair<const char *, Qt::Key>> plain{
        {"kcuu1", Qt::Key_Up},     {"kcud1", Qt::Key_Down},   {"kcuf1", Qt::Key_Right},
        {"kcub1", Qt::Key_Left},   {"khome", Qt::Key_Home},   {"kend", Qt::Key_End},
        {"kich1", Qt::Key_Insert}, {"kdch1", Qt::Key_Delete}, {"kpp", Qt::Key_PageUp},
        {"knp", Qt::Key_PageDown}, {"kbs", Qt::Key_Backspace}};
    for (const auto &[name, key] : plain)
        keys[name] = {key};
    keys["kcbt"] = {Qt::Key_Backtab, shift};
    const QList<std::pair<const char *, Qt::Key>> pad{
        {"ka1", Qt::Key_7},       {"ka2", Qt::Key_8},        {"ka3", Qt::Key_9},
        {"kb1", Qt::Key_4},       {"kb2", Qt::Key_5},        {"kb3", Qt::Key_6},
        {"kc1", Qt::Key_1},       {"kc2", Qt::Key_2},        {"kc3", Qt::Key_3},
        {"kpZRO", Qt::Key_0},     {"kpDOT", Qt::Key_Period}, {"kpADD", Qt::Key_Plus},
        {"kpCMA", Qt::Key_Comma}, {"kpDIV", Qt::Key_Slash},  {"kpMUL", Qt::Key_Asterisk},
        {"kpSUB", Qt::Key_Minus}, {"kent", Qt::Key_Enter},   {"kbeg", Qt::Key_Clear},
        {"kp5", Qt::Key_Clear}};
    for (const auto &[name, key] : pad)
        keys[name] = {key, keypad, {}, false};
    const QList<std::pair<const char *, Qt::Key>> shifted{
        {"kUP", Qt::Key_Up},     {"kDN", Qt::Key_Down},    {"kRIT", Qt::Key_Right},
        {"kLFT", Qt::Key_Left},  {"kHOM", Qt::Key_Home},   {"kEND", Qt::Key_End},
        {"kDC", Qt::Key_Delete}, {"kPRV", Qt::Key_PageUp}, {"kNXT", Qt::Key_PageDown},
        {"kIC", Qt::Key_Insert}};
    const QList<Qt::KeyboardModifiers> modifiers{shift,        alt,        shift | alt,       ctrl,
                                                 shift | ctrl, alt | ctrl, shift | alt | ctrl};
    for (const auto &[name, key] : shifted) {
        keys[name] = {key, shift};
        for (int i = 1; i < modifiers.size(); ++i)
            keys[name + QByteArray::number(i + 2)] = {key, modifiers[i]};
    }
    keys.remove("kIC"); // Shift+Insert is the application's
    keys["kri"] = {Qt::Key_Up, shift};
    keys["kind"] = {Qt::Key_Down, shift};
    const QList<Qt::KeyboardModifiers> blocks{{}, shift, ctrl, shift | ctrl, alt, shift | alt};
    for (int i = 0; i < 63; ++i)
        keys["kf" + QByteArray::number(i + 1)] = {Qt::Key(Qt::Key_F1 + i % 12), blocks[i / 12]};
    return keys;
}

} // namespace

class tst_TerminalKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void xtermSendsTheSame_data();
    void xtermSendsTheSame();
    void terminfoHasTheSame();
    void keysThatTheRecordingLacks_data();
    void keysThatTheRecordingLacks();
    void someKeysAreNotThePrograms_data();
    void someKeysAreNotThePrograms();
    void promptsAreTheViews();
    void theKeypadsOwnSequencesGiveWayToNumLock();
    void theViewsKeysAreTheProgramsOnTheAlternateScreen();
    void whatAnInputMethodCommitsIsUtf8();
    void focusIsToldIfItIsWanted();
    void mouseReports_data();
    void mouseReports();
    void placesThatCannotBeToldAreZero();
    void movesAreToldOncePerCell();
    void aDragDoesNotChangeHands();
    void theWheelIsCursorKeysOnTheAlternateScreen();
    void pasting_data();
    void pasting();
};

void tst_TerminalKeys::xtermSendsTheSame_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("bytes");
    QFile file(QStringLiteral(TABLES_DIR "/xterm-keys.txt"));
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() != 3 || line.startsWith('#'))
            continue;
        QTest::newRow((words[0] + ' ' + words[1]).constData())
            << QString::fromLatin1(words[0]) << QString::fromLatin1(words[1])
            << unescaped(words[2]);
    }
}

void tst_TerminalKeys::xtermSendsTheSame()
{
    QFETCH(const QString, mode);
    QFETCH(const QString, key);
    QFETCH(const QByteArray, bytes);
    PressedKey press = pressOf(key);
    QVERIFY(press.key != Qt::Key_unknown);
    const KeyMeaning meaning = Keys::meaning(press, modesNamed(mode));
    if (meaning.isFor == For::Application) {
        const Qt::KeyboardModifiers modifiers = press.modifiers & ~Qt::KeyboardModifiers(keypad);
        QVERIFY(press.key <= Qt::Key_AsciiTilde || press.key == Qt::Key_Insert);
        QVERIFY(modifiers == (ctrl | shift) || modifiers == ctrl || press.key == Qt::Key_Insert);
        return;
    }
    QCOMPARE(meaning.isFor, For::Program);
    QCOMPARE(meaning.bytes.toPercentEncoding(), bytes.toPercentEncoding());
    if (bytes.size() == 1 && bytes[0] < ' ' && press.modifiers == ctrl) { // as Qt's xcb has it
        press.text = QString(QLatin1Char(bytes[0]));
        QCOMPARE(Keys::meaning(press, modesNamed(mode)).bytes, bytes);
        press.key = Qt::Key(0x0421); // and for a key of another script
        QCOMPARE(Keys::meaning(press, modesNamed(mode)).bytes, bytes);
    }
}

void tst_TerminalKeys::terminfoHasTheSame()
{
    const QHash<QByteArray, QByteArray> strings = terminfo();
    if (strings.isEmpty())
        QSKIP("infocmp is not there, or knows no xterm-256color");
    InputModes modes; // those that smkx asks for
    modes.cursorKeys = true;
    modes.keypad = true;
    modes.alternateScreen = true;
    int known = 0;
    const QHash<QByteArray, PressedKey> keys = terminfoKeys();
    for (auto each = keys.begin(); each != keys.end(); ++each) {
        if (!strings.contains(each.key()))
            continue;
        ++known;
        const KeyMeaning meaning = Keys::meaning(each.value(), modes);
        QVERIFY2(meaning.bytes == strings[each.key()], each.key().constData());
    }
    QVERIFY2(known > 100, QByteArray::number(known).constData());
    modes.bracketedPaste = true;
    QCOMPARE(Paste(u"x"_s, modes).bytes, strings["PS"] + 'x' + strings["PE"]);
}

void tst_TerminalKeys::keysThatTheRecordingLacks_data()
{
    QTest::addColumn<PressedKey>("press");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const PressedKey &press, const QByteArray &bytes) {
        QTest::newRow(name) << press << bytes;
    };
    row("F13", {Qt::Key_F13}, "\033[25~");
    row("F15", {Qt::Key_F15}, "\033[28~");
    row("F17", {Qt::Key_F17}, "\033[31~");
    row("F20", {Qt::Key_F20}, "\033[34~");
    row("F21", {Qt::Key_F21}, "\033[42~");
    row("Shift+F24", {Qt::Key_F24, shift}, "\033[45;2~");
    row("Shift+Tab, as it is", {Qt::Key_Tab, shift, u"\t"_s}, "\033[Z");
    row("umlaut", {Qt::Key_Udiaeresis, {}, u"ü"_s}, "ü");
    row("Alt+umlaut", {Qt::Key_Udiaeresis, alt, u"ü"_s}, "\033ü");
    row("euro by AltGr", {Qt::Key(0x20ac), Qt::GroupSwitchModifier, u"€"_s}, "€");
    row("emoji", {Qt::Key_unknown, {}, u"😀"_s}, "😀");
    row("several characters", {Qt::Key_unknown, {}, u"ㅎㅏ"_s}, "ㅎㅏ");
    row("Ctrl+Question", {Qt::Key_Question, ctrl | shift, u"?"_s}, "\x7f");
    row("Ctrl+At", {Qt::Key_At, ctrl | shift, u"@"_s}, QByteArray(1, '\0'));
    row("Ctrl+Underscore", {Qt::Key_Underscore, ctrl | shift, u"_"_s}, "\x1f");
    row("Ctrl+Caret", {Qt::Key_AsciiCircum, ctrl | shift, u"^"_s}, "\x1e");
    row("Ctrl+a, no text", {Qt::Key_A, ctrl}, "\x01");
}

void tst_TerminalKeys::keysThatTheRecordingLacks()
{
    QFETCH(const PressedKey, press);
    QFETCH(const QByteArray, bytes);
    const KeyMeaning meaning = Keys::meaning(press, {});
    QCOMPARE(meaning.isFor, For::Program);
    QCOMPARE(meaning.bytes, bytes);
}

void tst_TerminalKeys::someKeysAreNotThePrograms_data()
{
    QTest::addColumn<PressedKey>("press");
    QTest::addColumn<For>("isFor");
    const auto row = [](const char *name, const PressedKey &press, For isFor) {
        QTest::newRow(name) << press << isFor;
    };
    row("Ctrl+Shift+C", {Qt::Key_C, ctrl | shift, u"\x03"_s}, For::Application);
    row("Ctrl+Shift+Cyrillic", {Qt::Key(0x0421), ctrl | shift, u"\x03"_s}, For::Application);
    row("Ctrl+Shift+Space", {Qt::Key_Space, ctrl | shift, u" "_s}, For::Application);
    row("Ctrl+Plus", {Qt::Key_Plus, ctrl | shift, u"+"_s}, For::Application);
    row("Ctrl+Plus, the keypad's", {Qt::Key_Plus, ctrl | keypad, u"+"_s}, For::Application);
    row("Ctrl+Minus", {Qt::Key_Minus, ctrl, u"-"_s}, For::Application);
    row("Ctrl+0", {Qt::Key_0, ctrl, u"0"_s}, For::Application);
    row("Shift+Insert", {Qt::Key_Insert, shift}, For::Application);
    row("Menu", {Qt::Key_Menu}, For::Application);
    row("Meta+A", {Qt::Key_A, meta, u"a"_s}, For::Application);
    row("Shift+Page Up", {Qt::Key_PageUp, shift}, For::View);
    row("Shift+Page Down, the keypad's", {Qt::Key_PageDown, shift | keypad}, For::View);
    row("Shift+Home", {Qt::Key_Home, shift}, For::View);
    row("Shift+End", {Qt::Key_End, shift}, For::View);
    row("Shift", {Qt::Key_Shift, shift}, For::Nobody);
    row("AltGr", {Qt::Key_AltGr}, For::Nobody);
    row("a dead key", {Qt::Key_Dead_Acute}, For::Nobody);
    row("louder", {Qt::Key_VolumeUp}, For::Nobody);
    row("Print", {Qt::Key_Print}, For::Nobody);
    row("F25", {Qt::Key_F25}, For::Nobody);
    row("a control character by itself", {Qt::Key_unknown, {}, u"\x1b"_s}, For::Nobody);
}

void tst_TerminalKeys::someKeysAreNotThePrograms()
{
    QFETCH(const PressedKey, press);
    QFETCH(const For, isFor);
    const KeyMeaning meaning = Keys::meaning(press, {});
    QCOMPARE(meaning.isFor, isFor);
    QCOMPARE(meaning.bytes, QByteArray());
}

void tst_TerminalKeys::promptsAreTheViews()
{
    const PressedKey up{Qt::Key_Up, ctrl | shift};
    const PressedKey right{Qt::Key_Right, ctrl | shift};
    InputModes modes;
    QCOMPARE(Keys::meaning(up, modes).bytes, "\033[1;6A");
    modes.promptMarks = true;
    QCOMPARE(Keys::meaning(up, modes).isFor, For::View);
    QCOMPARE(Keys::meaning({Qt::Key_Down, ctrl | shift}, modes).isFor, For::View);
    QCOMPARE(Keys::meaning({Qt::Key_Up, ctrl}, modes).bytes, "\033[1;5A");
    QCOMPARE(Keys::meaning(right, modes).bytes, "\033[1;6C");
    QCOMPARE(Keys::meaning({Qt::Key_PageUp, shift}, modes).isFor, For::View);
    modes.alternateScreen = true;
    QCOMPARE(Keys::meaning(up, modes).bytes, "\033[1;6A");
}

void tst_TerminalKeys::theKeypadsOwnSequencesGiveWayToNumLock()
{
    InputModes modes;
    modes.keypad = true;
    PressedKey press{Qt::Key_7, keypad, u"7"_s, true};
    QCOMPARE(Keys::meaning(press, modes).bytes, "7");
    press.isNumLockOn = false;
    QCOMPARE(Keys::meaning(press, modes).bytes, "\033Ow");
    press.isNumLockOn = true;
    modes.numLockWins = false;
    QCOMPARE(Keys::meaning(press, modes).bytes, "\033Ow");
    modes.keypad = false;
    QCOMPARE(Keys::meaning(press, modes).bytes, "7");
}

void tst_TerminalKeys::theViewsKeysAreTheProgramsOnTheAlternateScreen()
{
    InputModes modes;
    modes.alternateScreen = true;
    const KeyMeaning meaning = Keys::meaning({Qt::Key_PageUp, shift}, modes);
    QCOMPARE(meaning.isFor, For::Program);
    QCOMPARE(meaning.bytes, "\033[5;2~");
}

void tst_TerminalKeys::whatAnInputMethodCommitsIsUtf8()
{
    QCOMPARE(Keys::committed(u"漢字"_s), "漢字");
    QCOMPARE(Keys::committed(u"a\x1b[31mb\n\u009b"_s), "a[31mb");
}

void tst_TerminalKeys::focusIsToldIfItIsWanted()
{
    InputModes modes;
    QCOMPARE(Keys::focused(true, modes), QByteArray());
    modes.focusReports = true;
    QCOMPARE(Keys::focused(true, modes), "\033[I");
    QCOMPARE(Keys::focused(false, modes), "\033[O");
}

void tst_TerminalKeys::mouseReports_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("button");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QByteArrayList>("bytes"); // of Bytes, Sgr, Urxvt, from the mode 1003
    QTest::addColumn<int>("from"); // the least mode that tells it
    const auto row = [](const char *name, What what, Qt::MouseButton button,
                        Qt::KeyboardModifiers modifiers, const QByteArrayList &bytes, Mouse from) {
        QTest::newRow(name) << int(what) << int(button) << int(modifiers.toInt()) << bytes
                            << int(from);
    };
    row("press 1", What::Press, Qt::LeftButton, {}, {"\033[M +&", "\033[<0;11;6M", "\033[32;11;6M"},
        Mouse::Presses);
    row("press 2", What::Press, Qt::MiddleButton, {},
        {"\033[M!+&", "\033[<1;11;6M", "\033[33;11;6M"}, Mouse::Presses);
    row("press 3", What::Press, Qt::RightButton, {},
        {"\033[M\"+&", "\033[<2;11;6M", "\033[34;11;6M"}, Mouse::Presses);
    row("release 1", What::Release, Qt::LeftButton, {},
        {"\033[M#+&", "\033[<0;11;6m", "\033[35;11;6M"}, Mouse::Buttons);
    row("release 3", What::Release, Qt::RightButton, {},
        {"\033[M#+&", "\033[<2;11;6m", "\033[35;11;6M"}, Mouse::Buttons);
    row("wheel up", What::WheelUp, Qt::NoButton, {},
        {"\033[M`+&", "\033[<64;11;6M", "\033[96;11;6M"}, Mouse::Buttons);
    row("wheel down", What::WheelDown, Qt::NoButton, {},
        {"\033[Ma+&", "\033[<65;11;6M", "\033[97;11;6M"}, Mouse::Buttons);
    row("wheel left", What::WheelLeft, Qt::NoButton, {},
        {"\033[Mb+&", "\033[<66;11;6M", "\033[98;11;6M"}, Mouse::Buttons);
    row("wheel right", What::WheelRight, Qt::NoButton, {},
        {"\033[Mc+&", "\033[<67;11;6M", "\033[99;11;6M"}, Mouse::Buttons);
    row("back", What::Press, Qt::BackButton, {},
        {"\033[M\xa0+&", "\033[<128;11;6M", "\033[160;11;6M"}, Mouse::Buttons);
    row("Ctrl", What::Press, Qt::LeftButton, ctrl, {"\033[M0+&", "\033[<16;11;6M", "\033[48;11;6M"},
        Mouse::Buttons);
    row("Alt", What::Press, Qt::LeftButton, alt, {"\033[M(+&", "\033[<8;11;6M", "\033[40;11;6M"},
        Mouse::Buttons);
    row("Ctrl+Alt, wheel", What::WheelUp, Qt::NoButton, ctrl | alt,
        {"\033[Mx+&", "\033[<88;11;6M", "\033[120;11;6M"}, Mouse::Buttons);
    row("drag", What::Move, Qt::LeftButton, {}, {"\033[M@+&", "\033[<32;11;6M", "\033[64;11;6M"},
        Mouse::Drags);
    row("move", What::Move, Qt::NoButton, {}, {"\033[MC+&", "\033[<35;11;6M", "\033[67;11;6M"},
        Mouse::Moves);
}

void tst_TerminalKeys::mouseReports()
{
    QFETCH(const int, what);
    QFETCH(const int, button);
    QFETCH(const int, modifiers);
    QFETCH(const QByteArrayList, bytes);
    QFETCH(const int, from);
    MouseInput event;
    event.what = What(what);
    event.button = event.what == What::Move ? Qt::NoButton : Qt::MouseButton(button);
    event.buttons = event.what == What::Release ? Qt::NoButton : Qt::MouseButton(button);
    event.modifiers = Qt::KeyboardModifiers(modifiers);
    event.cell = {10, 5};
    constexpr std::array codings{MouseCoding::Bytes, MouseCoding::Sgr, MouseCoding::Urxvt};
    for (int mouse = 0; mouse <= int(Mouse::Moves); ++mouse) {
        for (size_t i = 0; i < codings.size(); ++i) {
            InputModes modes;
            modes.mouse = Mouse(mouse);
            modes.mouseCoding = codings[i];
            if (modes.mouse == Mouse::Presses && event.modifiers != Qt::NoModifier)
                continue; // it tells no modifiers, see below
            const QByteArray expected = mouse >= from ? bytes[qsizetype(i)] : QByteArray();
            const QByteArray got = MouseReports().meaning(event, modes).bytes;
            QVERIFY2(got == expected, (got.toHex() + ' ' + QByteArray::number(mouse)).constData());
        }
    }
}

void tst_TerminalKeys::placesThatCannotBeToldAreZero()
{
    const auto told = [](int column, MouseCoding coding) {
        InputModes modes;
        modes.mouse = Mouse::Buttons;
        modes.mouseCoding = coding;
        MouseInput event;
        event.what = What::Press;
        event.button = Qt::LeftButton;
        event.buttons = Qt::LeftButton;
        event.cell = {column, 0};
        return MouseReports().meaning(event, modes).bytes;
    };
    QCOMPARE(told(222, MouseCoding::Bytes), "\033[M \xff!");
    QCOMPARE(told(223, MouseCoding::Bytes), QByteArray("\033[M \0!", 6));
    QCOMPARE(told(5000, MouseCoding::Bytes), QByteArray("\033[M \0!", 6));
    QCOMPARE(told(94, MouseCoding::Utf8), "\033[M \x7f!");
    QCOMPARE(told(95, MouseCoding::Utf8), "\033[M \xc2\x80!");
    QCOMPARE(told(2014, MouseCoding::Utf8), "\033[M \xdf\xbf!");
    QCOMPARE(told(2015, MouseCoding::Utf8), QByteArray("\033[M \0!", 6));
    QCOMPARE(told(5000, MouseCoding::Sgr), "\033[<0;5001;1M");
    // The terminal of X10 told no modifiers.
    InputModes modes;
    modes.mouse = Mouse::Presses;
    MouseInput event;
    event.what = What::Press;
    event.button = Qt::LeftButton;
    event.modifiers = ctrl | alt;
    QCOMPARE(MouseReports().meaning(event, modes).bytes, "\033[M !!");
}

void tst_TerminalKeys::movesAreToldOncePerCell()
{
    InputModes modes;
    modes.mouse = Mouse::Moves;
    modes.mouseCoding = MouseCoding::Sgr;
    MouseReports mouse;
    MouseInput event;
    event.cell = {3, 4};
    QCOMPARE(mouse.meaning(event, modes).bytes, "\033[<35;4;5M");
    QCOMPARE(mouse.meaning(event, modes).bytes, QByteArray());
    event.cell = {4, 4};
    QCOMPARE(mouse.meaning(event, modes).bytes, "\033[<35;5;5M");
    event.what = What::Press;
    event.button = Qt::RightButton;
    event.buttons = Qt::RightButton;
    QCOMPARE(mouse.meaning(event, modes).bytes, "\033[<2;5;5M");
    event.what = What::Move;
    event.button = Qt::NoButton;
    QCOMPARE(mouse.meaning(event, modes).bytes, QByteArray());
    event.cell = {3, 4};
    QCOMPARE(mouse.meaning(event, modes).bytes, "\033[<34;4;5M");
}

void tst_TerminalKeys::aDragDoesNotChangeHands()
{
    InputModes modes;
    modes.mouse = Mouse::Drags;
    modes.mouseCoding = MouseCoding::Sgr;
    MouseReports mouse;
    MouseInput event;
    const auto meaning = [&](What what, int column, Qt::KeyboardModifiers modifiers) {
        event.what = what;
        event.button = what == What::Move ? Qt::NoButton : Qt::LeftButton;
        event.buttons = what == What::Release ? Qt::NoButton : Qt::LeftButton;
        event.cell = {column, 0};
        event.modifiers = modifiers;
        return mouse.meaning(event, modes);
    };
    // Shift that comes later does not take it from the program.
    QCOMPARE(meaning(What::Press, 1, {}).bytes, "\033[<0;2;1M");
    QCOMPARE(meaning(What::Move, 2, shift).bytes, "\033[<36;3;1M");
    QCOMPARE(meaning(What::Release, 2, shift).bytes, "\033[<4;3;1m");
    // Begun with Shift, it is the view's, though Shift be let go.
    QCOMPARE(meaning(What::Press, 1, shift).isFor, MouseMeaning::For::View);
    QCOMPARE(meaning(What::Move, 2, {}).isFor, MouseMeaning::For::View);
    QCOMPARE(meaning(What::Release, 2, {}).isFor, MouseMeaning::For::View);
    QCOMPARE(meaning(What::Press, 1, {}).isFor, MouseMeaning::For::Program);
    // The program that has ended meanwhile hears nothing more of it, and nothing is selected.
    modes.mouse = Mouse::Nothing;
    QCOMPARE(meaning(What::Move, 2, {}).isFor, MouseMeaning::For::Program);
    QCOMPARE(meaning(What::Release, 2, {}).bytes, QByteArray());
    QCOMPARE(meaning(What::Press, 1, {}).isFor, MouseMeaning::For::View);
}

void tst_TerminalKeys::theWheelIsCursorKeysOnTheAlternateScreen()
{
    InputModes modes;
    MouseInput event;
    event.what = What::WheelDown;
    event.steps = 2;
    event.lines = 2;
    MouseReports mouse;
    QCOMPARE(mouse.meaning(event, modes).isFor, MouseMeaning::For::View);
    modes.alternateScreen = true;
    QCOMPARE(mouse.meaning(event, modes).bytes, "\033[B\033[B\033[B\033[B");
    modes.cursorKeys = true;
    event.what = What::WheelUp;
    QCOMPARE(mouse.meaning(event, modes).bytes, "\033OA\033OA\033OA\033OA");
    for (const Qt::KeyboardModifier viewsOwn : {shift, ctrl}) {
        event.modifiers = viewsOwn;
        QCOMPARE(mouse.meaning(event, modes).isFor, MouseMeaning::For::View);
    }
    event.modifiers = {};
    modes.alternateScroll = false;
    QCOMPARE(mouse.meaning(event, modes).isFor, MouseMeaning::For::View);
    modes.mouse = Mouse::Buttons;
    modes.mouseCoding = MouseCoding::Sgr;
    QCOMPARE(mouse.meaning(event, modes).bytes, "\033[<64;1;1M\033[<64;1;1M");
}

void tst_TerminalKeys::pasting_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("lineEnds");
    QTest::addColumn<int>("removed");
    QTest::newRow("nothing") << QString() << QByteArray() << 0 << 0;
    QTest::newRow("a word") << u"word"_s << QByteArray("word") << 0 << 0;
    QTest::newRow("a tab") << u"a\tb"_s << QByteArray("a\tb") << 0 << 0;
    QTest::newRow("lines") << u"a\nb\n"_s << QByteArray("a\rb\r") << 2 << 0;
    QTest::newRow("all ends") << u"a\r\nb\rc\n\nd"_s << QByteArray("a\rb\rc\r\rd") << 4 << 0;
    QTest::newRow("the end of the brackets")
        << u"a\x1b[201~rm -rf ~\n"_s << QByteArray("a[201~rm -rf ~\r") << 1 << 1;
    QTest::newRow("with an 8-bit CSI") << u"a\u009b201~b"_s << QByteArray("a201~b") << 0 << 1;
    QTest::newRow("nested") << u"\x1b[2\x1b[201~01~x"_s << QByteArray("[2[201~01~x") << 0 << 2;
    QTest::newRow("C0, DEL, C1") << u"\x01\x03\x04\x15\x16\x1a\x1c\x7f\u0080\u0085\u009f!"_s
                                 << QByteArray("!") << 0 << 11;
    QTest::newRow("NUL") << QString(QChar(0)) + u'x' << QByteArray("x") << 0 << 1;
    QTest::newRow("Unicode") << u"ä漢😀"_s << QByteArray("ä漢😀") << 0 << 0;
}

void tst_TerminalKeys::pasting()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, lineEnds);
    QFETCH(const int, removed);
    const Paste plain(text, {});
    QCOMPARE(plain.bytes, bytes);
    QCOMPARE(plain.lineEnds, lineEnds);
    QCOMPARE(plain.lines, bytes.isEmpty() || bytes.endsWith('\r') ? lineEnds : lineEnds + 1);
    QCOMPARE(plain.removed, removed);
    QCOMPARE(plain.isQuestionable, lineEnds > 0);
    InputModes modes;
    modes.bracketedPaste = true;
    const Paste bracketed(text, modes);
    QCOMPARE(bracketed.bytes, bytes.isEmpty() ? bytes : "\033[200~" + bytes + "\033[201~");
    QVERIFY(!bracketed.isQuestionable);
    QCOMPARE(bracketed.bytes.count("\033"), bytes.isEmpty() ? 0 : 2);
}

QTEST_APPLESS_MAIN(tst_TerminalKeys)
#include "tst_terminalkeys.moc"
