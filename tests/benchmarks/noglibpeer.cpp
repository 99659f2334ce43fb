// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "peer.h"

std::unique_ptr<Peer> makeGLib()
{
    return nullptr; // GLib's headers are not here
}
