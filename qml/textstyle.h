// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TEXTSTYLE_H
#define TEXTSTYLE_H

#include <QtCore/QString>
#include <QtCore/QStringView>

namespace Offspring {

/// How a terminal shows a character: what SGR sequences ("\x1b[1;31m") have selected.
struct TextStyle
{
    quint32 foreground = 0; ///< 0xffRRGGBB; 0: as everything else
    quint32 background = 0; ///< the same. Never shown, but inverse text has it for its colour
    bool bold = false;
    bool underline = false;
    bool inverse = false;

    /// Applies the parameters of one SGR sequence, "1;38;5;208". What is unknown changes nothing.
    void select(QStringView parameters);
    /// The tags of Qt Quick's StyledText around text in this style; both empty for the default.
    QString openingTags() const;
    QString closingTags() const;

    bool operator==(const TextStyle &other) const = default;

private:
    quint32 shownColour() const;
    bool isShownBold() const;
};

} // namespace Offspring

#endif // TEXTSTYLE_H
