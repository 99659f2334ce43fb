// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: clone3(2) with a stack for the child. It returns twice, and the second time
// on that empty stack, where no compiled code could go on: so what the child does first, the call
// of its function, is written in the processor's own instructions. Each of them does the same: the
// system call; the parent, whose result is not 0, jumps to the end; the child, whose frame pointer
// is cleared so that debuggers see where its stack begins, calls the function, and stops if that
// should return.

#include "clone3_linux.h"

#include <cerrno>
#include <cstdint>

namespace Offspring::Os {

namespace {

/// As clone3(2) reads it, with CLONE_INTO_CGROUP's member: Linux 5.7.
struct CloneArguments
{
    alignas(8) std::uint64_t flags = 0;
    std::uint64_t pidfd = 0;
    std::uint64_t childTid = 0;
    std::uint64_t parentTid = 0;
    std::uint64_t exitSignal = 0;
    std::uint64_t stack = 0;
    std::uint64_t stackSize = 0;
    std::uint64_t tls = 0;
    std::uint64_t setTid = 0;
    std::uint64_t setTidSize = 0;
    std::uint64_t cgroup = 0;
};

constexpr std::uint64_t withPidfd = 0x1000; // CLONE_PIDFD
constexpr std::uint64_t intoGroup = 0x2'0000'0000; // CLONE_INTO_CGROUP: headers from Linux 5.7 on
[[maybe_unused]] constexpr long callNumber = 435; // SYS_clone3, on every processor here

using Function = int (*)(void *);

// The result is the kernel's: an error is negative. All registers but those of the result survive
// the system call, so the child finds the function and its argument where the parent put them.

#if defined(__x86_64__) && !defined(__ILP32__)

long call(const CloneArguments *arguments, Function function, void *argument)
{
    long result = callNumber;
    register Function code asm("r8") = function;
    register void *data asm("r9") = argument;
    asm volatile("syscall\n\t"
                 "testq %%rax, %%rax\n\t"
                 "jnz 1f\n\t"
                 "xorl %%ebp, %%ebp\n\t"
                 "movq %%r9, %%rdi\n\t"
                 "call *%%r8\n\t"
                 "hlt\n"
                 "1:"
                 : "+a"(result)
                 : "D"(arguments), "S"(sizeof(CloneArguments)), "r"(code), "r"(data)
                 : "rcx", "r11", "memory", "cc");
    return result;
}

#elif defined(__i386__)

long call(const CloneArguments *arguments, Function function, void *argument)
{
    long result = callNumber;
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
                 : "b"(arguments), "c"(sizeof(CloneArguments)), "S"(function), "D"(argument)
                 : "memory", "cc");
    return result;
}

#elif defined(__aarch64__)

long call(const CloneArguments *arguments, Function function, void *argument)
{
    register long number asm("x8") = callNumber;
    register long result asm("x0") = reinterpret_cast<long>(arguments);
    register long size asm("x1") = sizeof(CloneArguments);
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
                 : "r"(number), "r"(size), "r"(code), "r"(data)
                 : "memory", "cc");
    return result;
}

#elif defined(__arm__)

// The number goes into r7, which may be the frame pointer, and so is kept in ip meanwhile.
long call(const CloneArguments *arguments, Function function, void *argument)
{
    register long result asm("r0") = reinterpret_cast<long>(arguments);
    register long size asm("r1") = sizeof(CloneArguments);
    register Function code asm("r2") = function;
    register void *data asm("r3") = argument;
    register long number asm("r4") = callNumber;
    asm volatile("mov ip, r7\n\t"
                 "mov r7, r4\n\t"
                 "svc #0\n\t"
                 "mov r7, ip\n\t"
                 "cmp r0, #0\n\t"
                 "bne 1f\n\t"
                 "mov r0, r3\n\t"
                 "blx r2\n\t"
                 "udf #0\n"
                 "1:"
                 : "+r"(result)
                 : "r"(size), "r"(code), "r"(data), "r"(number)
                 : "ip", "memory", "cc");
    return result;
}

#elif defined(__riscv) && __riscv_xlen == 64

long call(const CloneArguments *arguments, Function function, void *argument)
{
    register long number asm("a7") = callNumber;
    register long result asm("a0") = reinterpret_cast<long>(arguments);
    register long size asm("a1") = sizeof(CloneArguments);
    register Function code asm("a2") = function;
    register void *data asm("a3") = argument;
    asm volatile("ecall\n\t"
                 "bnez a0, 1f\n\t"
                 "mv s0, zero\n\t"
                 "mv ra, zero\n\t"
                 "mv a0, a3\n\t"
                 "jalr a2\n\t"
                 "ebreak\n"
                 "1:"
                 : "+r"(result)
                 : "r"(number), "r"(size), "r"(code), "r"(data)
                 : "memory");
    return result;
}

#else

long call(const CloneArguments *, Function, void *)
{
    return -ENOSYS;
}

#endif

std::uint64_t address(const void *pointer)
{
    return std::uint64_t(reinterpret_cast<std::uintptr_t>(pointer));
}

} // namespace

long cloneIntoGroup(const GroupClone &order)
{
    CloneArguments arguments;
    arguments.flags = order.flags | withPidfd | intoGroup;
    arguments.pidfd = address(order.pidfd);
    arguments.stack = address(order.stack);
    arguments.stackSize = order.stackSize;
    arguments.cgroup = std::uint64_t(order.groupFolder);
    const long result = call(&arguments, order.function, order.argument);
    if (result >= 0)
        return result;
    errno = int(-result);
    return -1;
}

} // namespace Offspring::Os
