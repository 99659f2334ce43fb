// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_SHOWNRESULT_H
#define GPGDESK_SHOWNRESULT_H

#include "gpgrequest.h"
#include "gpgresult.h"
#include "tone.h"

#include <QtCore/QString>
#include <QtCore/QVariantList>

/// What the window shows of an operation that has ended. Each value is documented at the property
/// of GpgJob that has its name.
class ShownResult
{
public:
    static constexpr qsizetype maximumSignatures = 5; ///< anybody may add thousands
    static constexpr qsizetype maximumText = 256 << 10; ///< in bytes

    /// No operation has ended yet: all is empty.
    ShownResult() = default;
    /// \a whyPinentry: why pinentry asked for a passphrase that the window was to ask for; empty:
    /// it did not.
    ShownResult(const GpgRequest &request, const GpgResult &result, const QString &whyPinentry);

    const GpgResult &result() const { return m_result; }
    QString outcome() const;
    Tone::Value tone() const;
    QString sentence() const { return m_isThere ? m_result.toString() : QString(); }
    QString wayOut() const { return m_isThere ? m_result.wayOut() : QString(); }
    QString note() const;
    QVariantList furtherSignatures() const;
    int hiddenSignatures() const;
    bool isText() const { return m_isText; }
    QString text() const { return m_text; }
    bool isCut() const { return m_result.output.size() > maximumText; }
    bool canShowAnyway() const;
    QString archive() const;
    bool hasChangedKeys() const;

private:
    QList<GpgSignature> otherSignatures() const;
    void readText();

    bool m_isThere = false;
    GpgRequest m_request;
    GpgResult m_result;
    QString m_whyPinentry;
    QString m_text;
    bool m_isText = true;
    bool m_isArchive = false;
};

#endif // GPGDESK_SHOWNRESULT_H
