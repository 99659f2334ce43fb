// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SIGNALSHIELD_H
#define OFFSPRING_OS_SIGNALSHIELD_H

#include <cstdint>

namespace Offspring::Os {

/// While it lives, signals do not reach this thread, and a thread or child that it starts begins
/// without them.
class SignalShield
{
public:
    enum class Against {
        Everything, ///< the two signals that libc keeps for itself too, which its own calls leave
                    ///< out
        Application ///< not those two: a thread that blocks them would hang the program's setuid()
    };

    explicit SignalShield(Against against);
    ~SignalShield();
    SignalShield(const SignalShield &) = delete;
    SignalShield &operator=(const SignalShield &) = delete;

private:
    /// Room for the signals of the kernel, or of the C library, whichever the platform asks.
    struct Mask
    {
        alignas(std::uint64_t) unsigned char bytes[128];
    };
    Mask m_before;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SIGNALSHIELD_H
