// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "randomstream.h"
#include "screenlaws.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// A fifth of the time went into the callers of each malloc. To learn them of an input that was
// found: ASAN_OPTIONS=malloc_context_size=30 fuzzscreen INPUT.
extern "C" const char *__asan_default_options()
{
    return "malloc_context_size=0";
}

// libFuzzer's.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t *data, std::size_t size,
                                        std::size_t maximalSize);

// Every other time a whole sequence comes in somewhere: of bytes that change one at a time hardly
// any becomes one.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t *data, std::size_t size,
                                               std::size_t maximalSize, unsigned seed)
{
    RandomStream random(seed);
    if (random.below(2) == 0)
        return LLVMFuzzerMutate(data, size, maximalSize);
    const QByteArray piece = random.piece();
    const std::size_t length = std::min(std::size_t(piece.size()), maximalSize);
    const std::size_t place =
        std::size_t(random.below(int(std::min(size, maximalSize - length)) + 1));
    const std::size_t rest = std::min(size - place, maximalSize - length - place);
    std::copy_backward(data + place, data + place + rest, data + place + length + rest);
    std::copy_n(piece.begin(), length, data + place);
    return place + length + rest;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray broken =
        fuzz(QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!broken.isEmpty()) {
        std::fprintf(stderr, "%s\n", broken.constData());
        std::abort();
    }
    return 0;
}
