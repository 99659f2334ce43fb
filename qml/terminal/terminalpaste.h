// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALPASTE_H
#define OFFSPRING_TERMINAL_TERMINALPASTE_H

#include "terminalinputmodes.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace Offspring::Terminal {

/// Text from a clipboard as what a terminal sends, which may be a trap: a copied page can hide
/// control characters, and each newline has a shell run what stands before it.
///
/// All control characters are left out save tabs and newlines, which become the Return key. ESC is
/// among them, so that no text can end a bracketed paste and type on behind it.
struct Paste
{
    Paste(const QString &text, const InputModes &modes);

    QByteArray bytes; ///< to send; with the brackets that the program has asked for
    qsizetype lineEnds = 0; ///< in the text
    qsizetype lines = 0; ///< the last one too if it has not ended
    qsizetype removed = 0; ///< control characters that are left out
    /// Who pastes should be asked first: the program takes each line as typed, and runs it.
    bool isQuestionable = false;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALPASTE_H
