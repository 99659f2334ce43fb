// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: clone(2) and clone3(2) with a stack for the child. They return twice, and the
// second time on that empty stack, where no compiled code could go on: so what the child does
// first, the call of its function, is written in the processor's own instructions. Each of them
// does the same: the system call; the parent, whose result is not 0, jumps to the end; the child,
// whose frame pointer is cleared so that debuggers see where its stack begins, calls the function,
// and stops if that should return.
//
// The C library's clone() will not do: sanitizers intercept it, and then run code of theirs in the
// child; and glibc's own name for it, which they leave alone, is not in musl. For clone3(2) it has
// no function.

#include "clone_linux.h"

#include <cerrno>
#include <sched.h>
#include <sys/syscall.h>

namespace Offspring::Os {

// All registers but those of the result survive the system call, so the child finds the function
// and its argument where the parent put them. clone(2) takes five arguments, of which it looks at
// the last two only with flags that are not given here: the registers of those are free, too.

#if defined(__x86_64__) && !defined(__ILP32__)

long makeChildBy(long number, const long (&arguments)[3], ChildsBegin begin)
{
    long result = number;
    register auto *code asm("r8") = begin.function;
    register void *data asm("r10") = begin.argument;
    asm volatile("syscall\n\t"
                 "testq %%rax, %%rax\n\t"
                 "jnz 1f\n\t"
                 "xorl %%ebp, %%ebp\n\t"
                 "movq %%r10, %%rdi\n\t"
                 "call *%%r8\n\t"
                 "hlt\n"
                 "1:"
                 : "+a"(result)
                 : "D"(arguments[0]), "S"(arguments[1]), "d"(arguments[2]), "r"(code), "r"(data)
                 : "rcx", "r11", "memory", "cc");
    return result;
}

#elif defined(__i386__)

long makeChildBy(long number, const long (&arguments)[3], ChildsBegin begin)
{
    long result = number;
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
                 : "b"(arguments[0]), "c"(arguments[1]), "d"(arguments[2]), "S"(begin.function),
                   "D"(begin.argument)
                 : "memory", "cc");
    return result;
}

#elif defined(__aarch64__)

long makeChildBy(long number, const long (&arguments)[3], ChildsBegin begin)
{
    register long call asm("x8") = number;
    register long result asm("x0") = arguments[0];
    register long second asm("x1") = arguments[1];
    register long third asm("x2") = arguments[2];
    register auto *code asm("x9") = begin.function;
    register void *data asm("x10") = begin.argument;
    asm volatile("svc #0\n\t"
                 "cbnz x0, 1f\n\t"
                 "mov x29, xzr\n\t"
                 "mov x30, xzr\n\t"
                 "mov x0, x10\n\t"
                 "blr x9\n\t"
                 "brk #0\n"
                 "1:"
                 : "+r"(result)
                 : "r"(call), "r"(second), "r"(third), "r"(code), "r"(data)
                 : "memory", "cc");
    return result;
}

#elif defined(__arm__)

// The number goes into r7, which may be the frame pointer, and so is kept in ip meanwhile.
long makeChildBy(long number, const long (&arguments)[3], ChildsBegin begin)
{
    register long result asm("r0") = arguments[0];
    register long second asm("r1") = arguments[1];
    register long third asm("r2") = arguments[2];
    register auto *code asm("r3") = begin.function;
    register void *data asm("r4") = begin.argument;
    register long call asm("r5") = number;
    asm volatile("mov ip, r7\n\t"
                 "mov r7, r5\n\t"
                 "svc #0\n\t"
                 "mov r7, ip\n\t"
                 "cmp r0, #0\n\t"
                 "bne 1f\n\t"
                 "mov r0, r4\n\t"
                 "blx r3\n\t"
                 "udf #0\n"
                 "1:"
                 : "+r"(result)
                 : "r"(second), "r"(third), "r"(code), "r"(data), "r"(call)
                 : "ip", "memory", "cc");
    return result;
}

#elif defined(__riscv) && __riscv_xlen == 64

long makeChildBy(long number, const long (&arguments)[3], ChildsBegin begin)
{
    register long call asm("a7") = number;
    register long result asm("a0") = arguments[0];
    register long second asm("a1") = arguments[1];
    register long third asm("a2") = arguments[2];
    register auto *code asm("a3") = begin.function;
    register void *data asm("a4") = begin.argument;
    asm volatile("ecall\n\t"
                 "bnez a0, 1f\n\t"
                 "mv s0, zero\n\t"
                 "mv ra, zero\n\t"
                 "mv a0, a4\n\t"
                 "jalr a3\n\t"
                 "ebreak\n"
                 "1:"
                 : "+r"(result)
                 : "r"(call), "r"(second), "r"(third), "r"(code), "r"(data)
                 : "memory");
    return result;
}

#else

long makeChildBy(long, const long (&)[3], ChildsBegin)
{
    return -ENOSYS;
}

#endif

// Where the instructions are not known the C library's function has to do.
int cloneOnStack(ChildsBegin begin, void *stackEnd, int flags, int *pidfd)
{
    const long arguments[] = {flags, reinterpret_cast<long>(stackEnd),
                              reinterpret_cast<long>(pidfd)};
    const long result = makeChildBy(SYS_clone, arguments, begin);
    if (result == -ENOSYS)
        return clone(begin.function, stackEnd, flags, begin.argument, pidfd);
    if (result >= 0)
        return int(result);
    errno = int(-result);
    return -1;
}

} // namespace Offspring::Os
