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
    quint32 background = 0; ///< the same
    bool bold : 1 = false;
    bool dim : 1 = false;
    bool italic : 1 = false;
    bool underline : 1 = false;
    bool strike : 1 = false;
    bool overline : 1 = false;
    bool inverse : 1 = false; ///< foreground and background change places
    bool conceal : 1 = false; ///< takes its place, but is not seen

    /// Applies the parameters of one SGR sequence, "1;38;5;208". What is unknown changes nothing.
    void select(QStringView parameters);
    /// The tags of Qt Quick's StyledText around text in this style; both empty for the default. It
    /// knows neither a background, save as the colour of inverse text, nor a line above.
    QString openingTags() const;
    QString closingTags() const;

    bool operator==(const TextStyle &other) const = default;

private:
    void selectAttribute(int number);
    quint32 shownColour() const;
    bool isShownBold() const;
};

} // namespace Offspring

#endif // TEXTSTYLE_H
