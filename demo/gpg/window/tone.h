// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_TONE_H
#define GPGDESK_TONE_H

#include "gpgsignature.h"

#include <QtCore/QObject>
#include <QtQml/qqmlregistration.h>

/// The colour of a message. Green is only for a good and certified signature; other successes are
/// plain.
namespace Tone {
Q_NAMESPACE
QML_ELEMENT

enum Value { Plain, Green, Yellow, Amber, Red };
Q_ENUM_NS(Value)

constexpr Value of(GpgSignature::Colour colour)
{
    switch (colour) {
    case GpgSignature::Colour::Green:
        return Green;
    case GpgSignature::Colour::Yellow:
        return Yellow;
    case GpgSignature::Colour::Amber:
        return Amber;
    case GpgSignature::Colour::Red:
        break;
    }
    return Red;
}
} // namespace Tone

#endif // GPGDESK_TONE_H
