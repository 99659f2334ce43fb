// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGKEYLISTING_H
#define GPGKEYLISTING_H

#include "gpgkey.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>

#include <optional>

/// Reads what gpg --with-colons prints (doc/DETAILS of GnuPG), line by line.
class GpgKeyListing
{
public:
    /// \a line is without its line feed. Gives the key that is finished by it: that before.
    std::optional<GpgKey> addLine(const QByteArray &line);
    /// The last one.
    std::optional<GpgKey> finish();

private:
    void beginKey(const QByteArrayList &fields);
    void addSubkey(const QByteArrayList &fields);
    void addFingerprint(const QString &fingerprint);
    void addUserId(const QByteArrayList &fields);

    std::optional<GpgKey> m_key;
};

#endif // GPGKEYLISTING_H
