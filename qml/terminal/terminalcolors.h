// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALCOLORS_H
#define OFFSPRING_TERMINAL_TERMINALCOLORS_H

#include "rowpainter.h"
#include "terminalpalette.h"

#include <QtCore/QObject>
#include <QtGui/QColor>
#include <QtQml/qqmlregistration.h>

#include <array>

namespace Offspring::Terminal {

/// The colours of a Terminal: those that programs call by numbers, and its own.
///
/// \code
/// colors: TerminalColors { background: "#101418"; selection: "#345070" }
/// \endcode
///
/// demo/examples/terminal.qml is a whole program.
///
/// At first they are those of scheme. What a program sets (OSC 4, 10, 11, 12) goes before, until it
/// resets it.
class TerminalColors : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    /// Sets those that are still as the scheme before has them. To follow the desktop:
    /// scheme: palette.window.hslLightness > 0.5 ? TerminalColors.Light : TerminalColors.Dark
    Q_PROPERTY(Scheme scheme READ scheme WRITE setScheme NOTIFY changed)
    /// Text without a colour of its own.
    Q_PROPERTY(QColor foreground MEMBER m_foreground NOTIFY changed)
    /// What is behind it.
    Q_PROPERTY(QColor background MEMBER m_background NOTIFY changed)
    /// The cursor.
    Q_PROPERTY(QColor cursor MEMBER m_cursor NOTIFY changed)
    /// The text in a block cursor. Transparent: the background's colour.
    Q_PROPERTY(QColor cursorText MEMBER m_cursorText NOTIFY changed)
    /// Behind selected text.
    Q_PROPERTY(QColor selection MEMBER m_selection NOTIFY changed)
    /// Transparent: as it is without a selection, or the foreground where that could not be read.
    Q_PROPERTY(QColor selectedText MEMBER m_selectedText NOTIFY changed)
    /// What programs call by 30 (SGR). In bold text each of these eight is its bright one.
    Q_PROPERTY(QColor black MEMBER m_black NOTIFY changed)
    /// What programs call by 31 (SGR).
    Q_PROPERTY(QColor red MEMBER m_red NOTIFY changed)
    /// What programs call by 32 (SGR).
    Q_PROPERTY(QColor green MEMBER m_green NOTIFY changed)
    /// What programs call by 33 (SGR).
    Q_PROPERTY(QColor yellow MEMBER m_yellow NOTIFY changed)
    /// What programs call by 34 (SGR).
    Q_PROPERTY(QColor blue MEMBER m_blue NOTIFY changed)
    /// What programs call by 35 (SGR).
    Q_PROPERTY(QColor magenta MEMBER m_magenta NOTIFY changed)
    /// What programs call by 36 (SGR).
    Q_PROPERTY(QColor cyan MEMBER m_cyan NOTIFY changed)
    /// What programs call by 37 (SGR).
    Q_PROPERTY(QColor white MEMBER m_white NOTIFY changed)
    /// What programs call by 90 (SGR).
    Q_PROPERTY(QColor brightBlack MEMBER m_brightBlack NOTIFY changed)
    /// What programs call by 91 (SGR).
    Q_PROPERTY(QColor brightRed MEMBER m_brightRed NOTIFY changed)
    /// What programs call by 92 (SGR).
    Q_PROPERTY(QColor brightGreen MEMBER m_brightGreen NOTIFY changed)
    /// What programs call by 93 (SGR).
    Q_PROPERTY(QColor brightYellow MEMBER m_brightYellow NOTIFY changed)
    /// What programs call by 94 (SGR).
    Q_PROPERTY(QColor brightBlue MEMBER m_brightBlue NOTIFY changed)
    /// What programs call by 95 (SGR).
    Q_PROPERTY(QColor brightMagenta MEMBER m_brightMagenta NOTIFY changed)
    /// What programs call by 96 (SGR).
    Q_PROPERTY(QColor brightCyan MEMBER m_brightCyan NOTIFY changed)
    /// What programs call by 97 (SGR).
    Q_PROPERTY(QColor brightWhite MEMBER m_brightWhite NOTIFY changed)

public:
    enum Scheme { Dark, Light };
    Q_ENUM(Scheme)

    explicit TerminalColors(QObject *parent = nullptr);

    Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);

    Palette::Defaults palette() const;
    RowColours rowColours() const;

Q_SIGNALS:
    void changed();

private:
    static constexpr int colourCount = 22;
    std::array<QColor *, colourCount> all();

    Scheme m_scheme = Dark;
    QColor m_foreground;
    QColor m_background;
    QColor m_cursor;
    QColor m_cursorText;
    QColor m_selection;
    QColor m_selectedText;
    QColor m_black;
    QColor m_red;
    QColor m_green;
    QColor m_yellow;
    QColor m_blue;
    QColor m_magenta;
    QColor m_cyan;
    QColor m_white;
    QColor m_brightBlack;
    QColor m_brightRed;
    QColor m_brightGreen;
    QColor m_brightYellow;
    QColor m_brightBlue;
    QColor m_brightMagenta;
    QColor m_brightCyan;
    QColor m_brightWhite;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALCOLORS_H
