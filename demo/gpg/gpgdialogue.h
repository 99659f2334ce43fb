// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDIALOGUE_H
#define GPGDIALOGUE_H

#include "gpgkey.h"
#include "gpgrequest.h"
#include "statusline.h"

#include <optional>

/// The answers to gpg's questions on its command fd, other than those for passphrases, which are
/// for the user.
class GpgDialogue
{
public:
    GpgDialogue() = default;
    /// \a key is the present state of the key that the request works on.
    GpgDialogue(const GpgRequest &request, const std::optional<GpgKey> &key);

    /// Nothing: the question was not expected, and gpg is to be ended.
    std::optional<QByteArray> answerTo(const StatusLine &question);
    /// Something went wrong: gpg is asked to change nothing.
    void giveUp() { m_commands = {"quit"}; }

private:
    QByteArrayList m_commands; // of --edit-key
    QByteArray m_expiry;
    int m_expiries = 0; // still to be answered
};

#endif // GPGDIALOGUE_H
