// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgimport.h"

#include "gpgkey.h"
#include "words.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 100; // one that is longer wants to hide something

QString nameOf(int changes)
{
    constexpr int newKey = 1;
    constexpr int withSecretKey = 16;
    return (changes & withSecretKey) != 0 ? Words::tr("secret key")
        : (changes & newKey) != 0         ? Words::tr("new")
        : changes != 0                    ? Words::tr("updated")
                                          : Words::tr("known already");
}

} // namespace

QString GpgImport::toString() const
{
    const QString name = userId.simplified();
    return (spacedFingerprint(fingerprint) + u"  "_s + nameOf(changes) + u"  "_s
            + (name.size() > longestName ? name.left(longestName) + u'…' : name))
        .trimmed();
}
