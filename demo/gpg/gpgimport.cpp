// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgimport.h"

#include "gpgkey.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 100; // one that is longer wants to hide something

QString nameOf(int changes)
{
    constexpr int newKey = 1;
    constexpr int withSecretKey = 16;
    return (changes & withSecretKey) != 0 ? u"secret key"_s
        : (changes & newKey) != 0         ? u"new"_s
        : changes != 0                    ? u"updated"_s
                                          : u"known already"_s;
}

} // namespace

QString GpgImport::toString() const
{
    const QString name = userId.simplified();
    return (spacedFingerprint(fingerprint) + u"  "_s + nameOf(changes) + u"  "_s
            + (name.size() > longestName ? name.left(longestName) + u'…' : name))
        .trimmed();
}
