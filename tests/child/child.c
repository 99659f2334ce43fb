// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The child of all tests. Its arguments are a script: verbs with their operands, done in turn; at
// the end it exits with 0. Plain C on the system's calls, so that nothing but the script happens.

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void die(const char *what)
{
    fprintf(stderr, "testchild: %s: %s\n", what, strerror(errno));
    _exit(99);
}

static void put(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, data, size);
        if (written < 0)
            die("write");
        data += written;
        size -= (size_t)written;
    }
}

__attribute__((format(printf, 2, 3))) static void print(int fd, const char *format, ...)
{
    char line[8192];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    put(fd, line, (size_t)length);
}

static void strings(int fd, char **list)
{
    for (; *list; ++list)
        put(fd, *list, strlen(*list) + 1);
}

// A line for each open descriptor: number, access mode, r/w/rw, blocking or not, what it points to.
static void descriptors(int out)
{
    static char lines[1 << 20];
    size_t used = 0;
    DIR *directory = opendir("/proc/self/fd");
    if (!directory)
        die("opendir");
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        int fd = atoi(entry->d_name);
        if (entry->d_name[0] == '.' || fd == dirfd(directory))
            continue;
        char path[64], target[4096];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        target[length < 0 ? 0 : length] = '\0';
        int flags = fcntl(fd, F_GETFL);
        static const char *const modes[] = {"r", "w", "rw", "?"};
        used += (size_t)snprintf(lines + used, sizeof lines - used, "%d %s %s %s %s\n", fd,
                                 modes[flags & O_ACCMODE],
                                 flags & O_NONBLOCK ? "nonblocking" : "blocking",
                                 fcntl(fd, F_GETFD) & FD_CLOEXEC ? "cloexec" : "open", target);
    }
    closedir(directory);
    put(out, lines, used);
}

// SigBlk, SigIgn and SigCgt: the masks as the kernel keeps them, all 64 signals.
static void signals(int out)
{
    char line[512];
    FILE *status = fopen("/proc/self/status", "r");
    if (!status)
        die("fopen");
    while (fgets(line, sizeof line, status)) {
        if (!strncmp(line, "SigBlk", 6) || !strncmp(line, "SigIgn", 6)
            || !strncmp(line, "SigCgt", 6))
            print(out, "%s", line);
    }
    fclose(status);
}

static void identity(int out)
{
    uid_t uid[3];
    gid_t gid[3], groups[256];
    getresuid(&uid[0], &uid[1], &uid[2]);
    getresgid(&gid[0], &gid[1], &gid[2]);
    int count = getgroups(256, groups);
    print(out, "uid %u %u %u\ngid %u %u %u\ngroups", uid[0], uid[1], uid[2], gid[0], gid[1],
          gid[2]);
    for (int i = 0; i < count; ++i)
        print(out, " %u", groups[i]);
    print(out, "\n");
}

static long long take(int fd, long long most)
{
    static char buffer[128 * 1024];
    long long total = 0;
    while (most < 0 || total < most) {
        size_t wanted = sizeof buffer;
        if (most >= 0 && most - total < (long long)wanted)
            wanted = (size_t)(most - total);
        ssize_t got = read(fd, buffer, wanted);
        if (got < 0)
            die("read");
        if (got == 0)
            break;
        total += got;
    }
    return total;
}

static void copy(int from, int to)
{
    static char buffer[128 * 1024];
    ssize_t got;
    while ((got = read(from, buffer, sizeof buffer)) > 0)
        put(to, buffer, (size_t)got);
    if (got < 0)
        die("read");
}

// Byte number i is i modulo 251: a loss, a repetition or a swap of any part shows.
static void flood(int fd, long long bytes)
{
    static char buffer[251 * 512];
    for (size_t i = 0; i < sizeof buffer; ++i)
        buffer[i] = (char)(i % 251);
    while (bytes > 0) {
        size_t size = bytes < (long long)sizeof buffer ? (size_t)bytes : sizeof buffer;
        put(fd, buffer, size);
        bytes -= (long long)size;
    }
}

static void burn(long milliseconds)
{
    struct timespec time;
    do {
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    } while (time.tv_sec * 1000 + time.tv_nsec / 1000000 < milliseconds);
}

// A descendant that keeps all descriptors until the other end of fd is closed.
static void hold(int fd)
{
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        take(fd, -1);
        _exit(0);
    }
}

static char **next;

static const char *word(void)
{
    if (!*next) {
        fprintf(stderr, "testchild: an operand is missing\n");
        _exit(98);
    }
    return *next++;
}

static int number(void) { return atoi(word()); }

int main(int argc, char **argv)
{
    (void)argc;
    next = argv + 1;
    while (*next) {
        const char *verb = word();
        if (!strcmp(verb, "args")) { // FD: all of argv
            strings(number(), argv);
        } else if (!strcmp(verb, "environment")) { // FD
            strings(number(), environ);
        } else if (!strcmp(verb, "directory")) { // FD
            char path[4096];
            print(number(), "%s\n", getcwd(path, sizeof path) ? path : "?");
        } else if (!strcmp(verb, "descriptors")) { // FD
            descriptors(number());
        } else if (!strcmp(verb, "signals")) { // FD
            signals(number());
        } else if (!strcmp(verb, "identity")) { // FD
            identity(number());
        } else if (!strcmp(verb, "session")) { // FD: pid, process group, session
            print(number(), "%d %d %d\n", getpid(), getpgrp(), getsid(0));
        } else if (!strcmp(verb, "say")) { // FD TEXT
            int fd = number();
            const char *text = word();
            put(fd, text, strlen(text));
        } else if (!strcmp(verb, "flood")) { // FD BYTES
            int fd = number();
            flood(fd, atoll(word()));
        } else if (!strcmp(verb, "copy")) { // FROM TO, until end-of-file
            int from = number();
            copy(from, number());
        } else if (!strcmp(verb, "count")) { // FROM TO: read to end-of-file, say how many bytes
            int from = number();
            print(number(), "%lld\n", take(from, -1));
        } else if (!strcmp(verb, "read")) { // FD BYTES
            int fd = number();
            take(fd, atoll(word()));
        } else if (!strcmp(verb, "wait")) { // FD: until end-of-file
            take(number(), -1);
        } else if (!strcmp(verb, "close")) { // FD
            close(number());
        } else if (!strcmp(verb, "hold")) { // FD
            hold(number());
        } else if (!strcmp(verb, "ignore")) { // SIGNAL
            signal(number(), SIG_IGN);
        } else if (!strcmp(verb, "raise")) { // SIGNAL
            raise(number());
        } else if (!strcmp(verb, "burn")) { // MILLISECONDS of CPU time
            burn(number());
        } else if (!strcmp(verb, "pause")) {
            for (;;)
                pause();
        } else if (!strcmp(verb, "exit")) { // CODE
            _exit(number());
        } else {
            fprintf(stderr, "testchild: no verb '%s'\n", verb);
            return 97;
        }
    }
    return 0;
}
