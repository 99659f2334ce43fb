// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDIALOGUE_H
#define GPGDIALOGUE_H

#include "gpgkey.h"
#include "gpgrequest.h"
#include "statusline.h"

#include <optional>

/// What is answered to gpg's questions on its command fd that are not for the user: all but those
/// for passphrases.
class GpgDialogue
{
public:
    GpgDialogue() = default;
    /// \a key is the one that the request works on, as it is.
    GpgDialogue(const GpgRequest &request, const std::optional<GpgKey> &key);

    /// Nothing: that was not to be expected, and gpg is to be ended.
    std::optional<QByteArray> answerTo(const StatusLine &question);
    /// Something went wrong: gpg is to leave all as it is.
    void giveUp() { m_commands = {"quit"}; }

private:
    QByteArrayList m_commands; // of --edit-key
    QByteArray m_expiry;
    int m_expiries = 0; // still to be told
};

#endif // GPGDIALOGUE_H
