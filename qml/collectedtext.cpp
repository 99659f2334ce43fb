// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "collectedtext.h"

#include <algorithm>

namespace Offspring {

bool CollectedText::add(QStringView more, qsizetype most)
{
    if (m_isCut)
        return false;
    qsizetype length = std::clamp<qsizetype>(most - m_text.size(), 0, more.size());
    m_isCut = length < more.size();
    if (m_isCut && length > 0 && more[length].isLowSurrogate())
        --length;
    m_text += more.first(length);
    return length > 0;
}

} // namespace Offspring
