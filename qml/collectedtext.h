// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef COLLECTEDTEXT_H
#define COLLECTEDTEXT_H

#include <QtCore/QString>
#include <QtCore/QStringView>

namespace Offspring {

/// The beginning of a text: as much as is to be kept.
class CollectedText
{
public:
    const QString &text() const { return m_text; }
    /// Something did not fit. From then on nothing more is kept, so that there is no gap.
    bool isCut() const { return m_isCut; }

    /// At most \a most characters in all, and no half of one. Returns whether any was added.
    bool add(QStringView more, qsizetype most);

private:
    QString m_text;
    bool m_isCut = false;
};

} // namespace Offspring

#endif // COLLECTEDTEXT_H
