// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: clone(2) by the processor's own instructions, as clone3_linux.cpp has them
// for clone3(2). The C library's function will not do: sanitizers intercept it, and then run code
// of theirs in the child; and glibc's own name for it, which they leave alone, is not in musl.
//
// The call takes five arguments. Of these the last two are looked at only with flags that are not
// given here, so where registers are few they carry the function and its argument to the child.

#include "clone_linux.h"

#include <cerrno>
#include <sched.h>

namespace Offspring::Os {

namespace {

using Function = int (*)(void *);

// The result is the kernel's: an error is negative. All registers but those of the result survive
// the system call.

#if defined(__x86_64__) && !defined(__ILP32__)

long call(long flags, void *stackEnd, int *pidfd, Function function, void *argument)
{
    long result = 56; // SYS_clone
    register Function code asm("r8") = function;
    register void *data asm("r10") = argument;
    asm volatile("syscall\n\t"
                 "testq %%rax, %%rax\n\t"
                 "jnz 1f\n\t"
                 "xorl %%ebp, %%ebp\n\t"
                 "movq %%r10, %%rdi\n\t"
                 "call *%%r8\n\t"
                 "hlt\n"
                 "1:"
                 : "+a"(result)
                 : "D"(flags), "S"(stackEnd), "d"(pidfd), "r"(code), "r"(data)
                 : "rcx", "r11", "memory", "cc");
    return result;
}

#elif defined(__i386__)

long call(long flags, void *stackEnd, int *pidfd, Function function, void *argument)
{
    long result = 120; // SYS_clone
    asm volatile("int $0x80\n\t"
                 "testl %%eax, %%eax\n\t"
                 "jnz 1f\n\t"
                 "xorl %%ebp, %%ebp\n\t"
                 "subl $12, %%esp\n\t" // with the argument 16, as the ABI wants it before a call
                 "pushl %%edi\n\t"
                 "call *%%esi\n\t"
                 "hlt\n"
                 "1:"
                 : "+a"(result)
                 : "b"(flags), "c"(stackEnd), "d"(pidfd), "S"(function), "D"(argument)
                 : "memory", "cc");
    return result;
}

#elif defined(__aarch64__)

long call(long flags, void *stackEnd, int *pidfd, Function function, void *argument)
{
    register long number asm("x8") = 220; // SYS_clone
    register long result asm("x0") = flags;
    register void *stack asm("x1") = stackEnd;
    register int *written asm("x2") = pidfd;
    register Function code asm("x9") = function;
    register void *data asm("x10") = argument;
    asm volatile("svc #0\n\t"
                 "cbnz x0, 1f\n\t"
                 "mov x29, xzr\n\t"
                 "mov x30, xzr\n\t"
                 "mov x0, x10\n\t"
                 "blr x9\n\t"
                 "brk #0\n"
                 "1:"
                 : "+r"(result)
                 : "r"(number), "r"(stack), "r"(written), "r"(code), "r"(data)
                 : "memory", "cc");
    return result;
}

#else

long call(long flags, void *stackEnd, int *pidfd, Function function, void *argument)
{
    const int result = clone(function, stackEnd, int(flags), argument, pidfd);
    return result < 0 ? -errno : result;
}

#endif

} // namespace

int cloneOnStack(int (*function)(void *), void *stackEnd, int flags, void *argument, int *pidfd)
{
    const long result = call(flags, stackEnd, pidfd, function, argument);
    if (result >= 0)
        return int(result);
    errno = int(-result);
    return -1;
}

} // namespace Offspring::Os
