// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALCOLORS_H
#define OFFSPRING_TERMINAL_TERMINALCOLORS_H

#include "rowpainter.h"
#include "terminalpalette.h"

#include <QtCore/QObject>
#include <QtGui/QColor>
#include <QtQml/qqmlregistration.h>

namespace Offspring::Terminal {

/// The colours of a Terminal: those that programs call by numbers, and its own.
///
/// \code
/// colors: TerminalColors { background: "#101418"; selection: "#345070" }
/// \endcode
///
/// demo/examples/terminal.qml is a whole program.
///
/// The defaults are a dark scheme. What a program sets (OSC 4, 10, 11, 12) goes before, until it
/// resets it.
class TerminalColors : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QColor foreground MEMBER m_foreground NOTIFY changed)
    Q_PROPERTY(QColor background MEMBER m_background NOTIFY changed)
    Q_PROPERTY(QColor cursor MEMBER m_cursor NOTIFY changed)
    /// The text in a block cursor. Transparent: the background's colour.
    Q_PROPERTY(QColor cursorText MEMBER m_cursorText NOTIFY changed)
    Q_PROPERTY(QColor selection MEMBER m_selection NOTIFY changed)
    /// Transparent: as it is without a selection.
    Q_PROPERTY(QColor selectedText MEMBER m_selectedText NOTIFY changed)
    Q_PROPERTY(QColor black MEMBER m_black NOTIFY changed)
    Q_PROPERTY(QColor red MEMBER m_red NOTIFY changed)
    Q_PROPERTY(QColor green MEMBER m_green NOTIFY changed)
    Q_PROPERTY(QColor yellow MEMBER m_yellow NOTIFY changed)
    Q_PROPERTY(QColor blue MEMBER m_blue NOTIFY changed)
    Q_PROPERTY(QColor magenta MEMBER m_magenta NOTIFY changed)
    Q_PROPERTY(QColor cyan MEMBER m_cyan NOTIFY changed)
    Q_PROPERTY(QColor white MEMBER m_white NOTIFY changed)
    Q_PROPERTY(QColor brightBlack MEMBER m_brightBlack NOTIFY changed)
    Q_PROPERTY(QColor brightRed MEMBER m_brightRed NOTIFY changed)
    Q_PROPERTY(QColor brightGreen MEMBER m_brightGreen NOTIFY changed)
    Q_PROPERTY(QColor brightYellow MEMBER m_brightYellow NOTIFY changed)
    Q_PROPERTY(QColor brightBlue MEMBER m_brightBlue NOTIFY changed)
    Q_PROPERTY(QColor brightMagenta MEMBER m_brightMagenta NOTIFY changed)
    Q_PROPERTY(QColor brightCyan MEMBER m_brightCyan NOTIFY changed)
    Q_PROPERTY(QColor brightWhite MEMBER m_brightWhite NOTIFY changed)

public:
    explicit TerminalColors(QObject *parent = nullptr);

    Palette::Defaults palette() const;
    RowColours rowColours() const;

Q_SIGNALS:
    void changed();

private:
    QColor m_foreground{0xd8, 0xd8, 0xd8};
    QColor m_background{0x18, 0x18, 0x1b};
    QColor m_cursor{0xd8, 0xd8, 0xd8};
    QColor m_cursorText{Qt::transparent};
    QColor m_selection{0x3a, 0x4f, 0x6e};
    QColor m_selectedText{Qt::transparent};
    QColor m_black{0x2a, 0x2a, 0x2e};
    QColor m_red{0xdc, 0x4f, 0x4f};
    QColor m_green{0x5f, 0xb0, 0x5a};
    QColor m_yellow{0xd2, 0xa0, 0x41};
    QColor m_blue{0x5b, 0x8d, 0xd6};
    QColor m_magenta{0xb5, 0x6d, 0xc9};
    QColor m_cyan{0x45, 0xa9, 0xa9};
    QColor m_white{0xcc, 0xcc, 0xcc};
    QColor m_brightBlack{0x7a, 0x7a, 0x80};
    QColor m_brightRed{0xf3, 0x7c, 0x7c};
    QColor m_brightGreen{0x8a, 0xd1, 0x83};
    QColor m_brightYellow{0xee, 0xc4, 0x6c};
    QColor m_brightBlue{0x8c, 0xb4, 0xf0};
    QColor m_brightMagenta{0xd6, 0x98, 0xe6};
    QColor m_brightCyan{0x73, 0xcf, 0xcf};
    QColor m_brightWhite{0xff, 0xff, 0xff};
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALCOLORS_H
