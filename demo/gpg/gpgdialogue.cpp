// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgdialogue.h"

GpgDialogue::GpgDialogue(const GpgRequest &request, const std::optional<GpgKey> &key)
{
    if (request.operation != GpgRequest::Operation::RenewKey || !key)
        return;
    m_expiry = request.expiry.toLatin1();
    m_commands = {"expire"};
    m_expiries = 1;
    const QList<GpgSubkey> subkeys = key->subkeysToRenew();
    for (const GpgSubkey &subkey : subkeys)
        m_commands << "key " + subkey.fingerprint.toLatin1();
    if (!subkeys.isEmpty()) {
        m_commands << "expire";
        ++m_expiries;
    }
    m_commands << "save";
}

std::optional<QByteArray> GpgDialogue::answerTo(const StatusLine &question)
{
    const QByteArray &keyword = question.keyword();
    const QByteArray what = question.argument(0);
    if (keyword == "GET_BOOL")
        return what == "keyedit.expire_multiple_subkeys.okay" ? "y" : "n";
    if (what == "keyedit.prompt")
        return m_commands.isEmpty() ? "quit" : m_commands.takeFirst();
    if (what == "keygen.valid" && m_expiries-- > 0) // asked once more, it refuses the answer
        return m_expiry;
    return std::nullopt;
}
