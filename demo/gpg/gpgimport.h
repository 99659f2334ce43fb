// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGIMPORT_H
#define GPGIMPORT_H

#include <QtCore/QString>

/// A key that was in what was imported.
struct GpgImport
{
    static constexpr qsizetype maximumNamed = 20; // anybody may send thousands

    QString fingerprint;
    int changes = 0; ///< the flags of IMPORT_OK (doc/DETAILS of GnuPG); 0: none
    QString userId = {}; ///< printable(); empty: not known

    /// "FINGERPRINT  new  Name <address>", in one line. First comes the part that the
    /// owner of a key cannot choose.
    QString toString() const;
};

#endif // GPGIMPORT_H
