// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_SHOWNKEY_H
#define GPGDESK_SHOWNKEY_H

#include "gpgkey.h"
#include "tone.h"

#include <QtCore/QString>
#include <QtCore/QVariantMap>

/// What the window shows of a key, in words.
namespace ShownKey {

Tone::Value tone(const GpgKey &key);
/// In one line: "rsa4096, made on 2026-11-27, never expires".
QString summary(const GpgKey &key);
/// All names but the first; of many some.
QString furtherNames(const GpgKey &key);
/// What KeyModel::details() returns.
QVariantMap details(const GpgKey &key);

} // namespace ShownKey

#endif // GPGDESK_SHOWNKEY_H
