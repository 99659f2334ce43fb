// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalpaste.h"

namespace Offspring::Terminal {

Paste::Paste(const QString &text, const InputModes &modes)
{
    QString kept;
    kept.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        if (character == u'\n' || character == u'\r') {
            if (character == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
                ++i;
            kept += u'\r';
            ++lineEnds;
        } else if (character == u'\t' || character.category() != QChar::Other_Control) {
            kept += character;
        } else {
            ++removed;
        }
    }
    bytes = kept.toUtf8();
    lines = lineEnds + (kept.isEmpty() || kept.endsWith(u'\r') ? 0 : 1);
    isQuestionable = lineEnds > 0 && !modes.bracketedPaste;
    if (modes.bracketedPaste && !bytes.isEmpty())
        bytes = "\033[200~" + bytes + "\033[201~";
}

} // namespace Offspring::Terminal
