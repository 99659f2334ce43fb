// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Compiled without exceptions: what needs them is not declared. If one of these names were, it
// could not be declared as something else. What has failures as values is there.

#include <offspring/offspring.h>

#include <type_traits>

#ifndef QT_NO_EXCEPTIONS
#    error "this is to be compiled without exceptions"
#endif

namespace Offspring {

enum class ProcessError { NotDeclared };
extern int getProcessOutput;
extern int getProcessValue;
extern int getProcessOutputAndValue;

static_assert(
    std::is_same_v<decltype(captureProcess(Command(), CaptureOptions())), QFuture<ProcessOutput>>);
static_assert(std::is_same_v<decltype(runProcess(Command(), CaptureOptions())), ProcessOutput>);

} // namespace Offspring
