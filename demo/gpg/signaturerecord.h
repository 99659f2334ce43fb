// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SIGNATURERECORD_H
#define SIGNATURERECORD_H

#include "gpgkey.h"
#include "gpgsignature.h"
#include "statusline.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

/// What gpg has said of signatures, in the order in which they came: of each one several status
/// lines, of which one is the verdict. Its size does not grow with the number of lines.
class SignatureRecord
{
public:
    /// Any status line: those of other things change nothing.
    void add(const StatusLine &line);
    /// A signer is called by the first name of that one of \a keys, as it is listed, when a name of
    /// the key is certified. Otherwise its signature counts as not certified.
    void name(const QList<GpgKey> &keys);

    QList<GpgSignature> all() const;
    /// Of several the first of the worst state; of none: one of which nothing is known.
    GpgSignature worst() const;

private:
    struct Block
    {
        GpgSignature signature;
        QByteArray verdict; // the keyword
        int errorCode = 0; // of ERRSIG
        bool isValid = false; // VALIDSIG
        bool isTrusted = false;
    };

    void addVerdict(const StatusLine &line);
    void addValidity(const StatusLine &line);
    bool startsAnother(const QByteArray &keyword) const;
    static GpgSignature::State stateOf(const Block &block);

    QList<Block> m_blocks;
    bool m_hasMore = false; // than are kept
};

#endif // SIGNATURERECORD_H
