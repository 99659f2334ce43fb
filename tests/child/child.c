// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The child of all tests. Its arguments are a script: verbs with their operands, done in turn; at
// the end it exits with 0. Plain C on the system's calls, so that nothing but the script happens.

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
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

// The same block again and again, as fast as it is taken.
static void pour(int fd, long long bytes)
{
    static char buffer[128 * 1024];
    for (; bytes > 0; bytes -= (long long)sizeof buffer)
        put(fd, buffer, bytes < (long long)sizeof buffer ? (size_t)bytes : sizeof buffer);
}

// Short lines, about as long as a word.
static void lines(int fd, long long count)
{
    static const char text[] = "line of 16 byte\n";
    enum { size = sizeof text - 1, perBlock = 128 * 1024 / size };
    static char buffer[size * perBlock];
    for (size_t i = 0; i < perBlock; ++i)
        memcpy(buffer + i * size, text, size);
    for (; count > 0; count -= perBlock)
        put(fd, buffer, count < perBlock ? (size_t)count * size : sizeof buffer);
}

static void burn(long milliseconds)
{
    struct timespec time;
    do {
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    } while (time.tv_sec * 1000 + time.tv_nsec / 1000000 < milliseconds);
}

// What it has used up so far: times in microseconds, page faults, switches.
static void usage(int out)
{
    struct rusage now;
    getrusage(RUSAGE_SELF, &now);
    print(out, "%lld %lld %ld %ld %ld %ld\n",
          (long long)now.ru_utime.tv_sec * 1000000 + now.ru_utime.tv_usec,
          (long long)now.ru_stime.tv_sec * 1000000 + now.ru_stime.tv_usec, now.ru_minflt,
          now.ru_majflt, now.ru_nvcsw, now.ru_nivcsw);
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

// Twice, because of a tracer that lets one fail.
static void closeRange(int first, int last)
{
    if (first <= last && syscall(SYS_close_range, first, last, 0) < 0
        && syscall(SYS_close_range, first, last, 0) < 0)
        die("close_range");
}

// A descendant in the same group that keeps one descriptor only, and that only SIGKILL ends.
// Returns when it is ready.
static void leave(int fd)
{
    int ready[2];
    if (pipe(ready) < 0)
        die("pipe");
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        for (int number = 1; number < 65; ++number)
            signal(number, SIG_IGN);
        closeRange(0, fd - 1);
        closeRange(fd + 1, INT_MAX);
        for (;;)
            pause();
    }
    close(ready[1]);
    take(ready[0], -1);
    close(ready[0]);
}

// The words of those modes that are on.
static void modes(int fd, int out)
{
    struct termios modes;
    if (tcgetattr(fd, &modes) < 0)
        die("tcgetattr");
    print(out, "%s%s%s%s%s%s\n", modes.c_lflag & ICANON ? "canonical " : "",
          modes.c_lflag & ECHO ? "echo " : "", modes.c_lflag & ISIG ? "signals " : "",
          modes.c_iflag & ICRNL ? "icrnl " : "", modes.c_oflag & OPOST ? "opost " : "",
          modes.c_iflag & IUTF8 ? "utf8 " : "");
}

static void makeRaw(int fd)
{
    struct termios modes;
    if (tcgetattr(fd, &modes) < 0)
        die("tcgetattr");
    cfmakeraw(&modes);
    tcsetattr(fd, TCSANOW, &modes);
}

static void setEcho(int fd, int echoes)
{
    struct termios modes;
    if (tcgetattr(fd, &modes) < 0)
        die("tcgetattr");
    modes.c_lflag = echoes ? modes.c_lflag | ECHO : modes.c_lflag & ~(tcflag_t)ECHO;
    tcsetattr(fd, TCSANOW, &modes);
}

static void size(int fd, int out)
{
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) < 0)
        die("TIOCGWINSZ");
    print(out, "%d %d\n", size.ws_row, size.ws_col);
}

static void pixels(int fd, int out)
{
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) < 0)
        die("TIOCGWINSZ");
    print(out, "%d %d\n", size.ws_xpixel, size.ws_ypixel);
}

static void foreground(int out)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        die("/dev/tty");
    print(out, "%d %d %d %d\n", getpid(), getpgrp(), getsid(0), tcgetpgrp(terminal));
    close(terminal);
}

static void await(int number, int out)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    print(out, "signal %d\n", sigwaitinfo(&set, NULL));
}

static void block(int number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_BLOCK, &set, NULL);
}

static int tallyFD;

static void tallySignal(int number)
{
    (void)number;
    put(tallyFD, "T", 1);
}

static void surroundings(int out)
{
    int deathSignal = -1;
    prctl(PR_GET_PDEATHSIG, &deathSignal);
    mode_t mask = umask(0);
    umask(mask);
    print(out, "umask %03o niceness %d deathsignal %d\n", mask, getpriority(PRIO_PROCESS, 0),
          deathSignal);
}

static void limit(int resource, int out)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) < 0)
        die("getrlimit");
    print(out, "%lld %lld\n", (long long)limit.rlim_cur, (long long)limit.rlim_max);
}

// Until end-of-file or an error: how many bytes came.
static void drain(int from, int out)
{
    static char buffer[128 * 1024];
    long long total = 0;
    ssize_t got;
    while ((got = read(from, buffer, sizeof buffer)) > 0)
        total += got;
    print(out, "%lld\n", total);
}

// What is there now, and no more.
static void empty(int fd)
{
    static char buffer[128 * 1024];
    struct pollfd query = {fd, POLLIN, 0};
    while (poll(&query, 1, 0) > 0 && read(fd, buffer, sizeof buffer) > 0) { }
}

static void openAs(const char *path, int fd)
{
    int opened = open(path, O_RDWR);
    if (opened < 0 || dup2(opened, fd) < 0)
        die(path);
    if (opened != fd)
        close(opened);
}

// Counters of calls outside of this program, which an execution does not reset, go past all that
// their owner is interested in. None of these does anything.
static void rehearse(int times)
{
    char byte;
    struct epoll_event event;
    for (; times > 0; --times) {
        syscall(SYS_rt_sigaction, 0, NULL, NULL, 0);
        syscall(SYS_rt_sigprocmask, 0, NULL, NULL, 0);
        syscall(SYS_prlimit64, 0, -1, NULL, NULL);
        syscall(SYS_getdents64, -1, NULL, 0);
        syscall(SYS_waitid, -1, 0, NULL, 0, NULL);
        syscall(SYS_close_range, 1, 0, 0);
        ioctl(-1, 0);
        syscall(SYS_fcntl, -1, F_GETFD, 0);
        prctl(-1);
        close(-1);
        kill(0, -1);
        getpgid(-1);
        (void)!read(-1, &byte, 1);
        open("", O_RDONLY);
        syscall(SYS_execve, "", NULL, NULL);
        epoll_ctl(-1, 0, -1, NULL);
        epoll_wait(-1, &event, 1, 0);
    }
}

static char **next;

// A descendant that does what follows up to ";", in a group or a session of its own, or not. The
// child itself goes on after that.
static void job(const char *family)
{
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        if (!strcmp(family, "group"))
            setpgid(0, 0);
        else if (!strcmp(family, "session"))
            setsid();
        return;
    }
    while (*next && strcmp(*next, ";"))
        ++next;
    if (*next)
        ++next;
}

// The same, but in all that a daemon does to get away: a session, another parent, a group.
static void daemonJob(void)
{
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        setsid();
        if ((pid = fork()) < 0)
            die("fork");
        if (pid > 0)
            _exit(0);
        setpgid(0, 0);
        return;
    }
    waitpid(pid, NULL, 0);
    while (*next && strcmp(*next, ";"))
        ++next;
    if (*next)
        ++next;
}

// Processes that ignore SIGTERM, of which each makes its successor and ends: never more than so
// many, as hard to catch as can be, and for a minute at most.
static void bomb(int chains)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const time_t end = now.tv_sec + 60;
    signal(SIGTERM, SIG_IGN);
    while (chains-- > 0) {
        pid_t pid = fork();
        while (pid == 0 && now.tv_sec < end) {
            clock_gettime(CLOCK_MONOTONIC, &now);
            if (fork() != 0)
                _exit(0);
        }
        if (pid <= 0)
            _exit(0);
    }
}

// Brings its own group into the foreground of a terminal.
static void front(int fd)
{
    void (*before)(int) = signal(SIGTTOU, SIG_IGN);
    if (tcsetpgrp(fd, getpgrp()) < 0)
        die("tcsetpgrp");
    signal(SIGTTOU, before);
}

static const char *word(void)
{
    if (!*next) {
        fprintf(stderr, "testchild: an operand is missing\n");
        _exit(98);
    }
    return *next++;
}

static int number(void)
{
    return atoi(word());
}

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
        } else if (!strcmp(verb, "pour")) { // FD BYTES
            int fd = number();
            pour(fd, atoll(word()));
        } else if (!strcmp(verb, "lines")) { // FD COUNT
            int fd = number();
            lines(fd, atoll(word()));
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
        } else if (!strcmp(verb, "leave")) { // FD
            leave(number());
        } else if (!strcmp(verb, "open")) { // PATH FD
            const char *path = word();
            openAs(path, number());
        } else if (!strcmp(verb, "drain")) { // FROM TO
            int from = number();
            drain(from, number());
        } else if (!strcmp(verb, "empty")) { // FD
            empty(number());
        } else if (!strcmp(verb, "shut")) { // FD: a socket, for writing
            shutdown(number(), SHUT_WR);
        } else if (!strcmp(verb, "tty")) { // FD TO: its name
            int fd = number();
            const char *name = ttyname(fd);
            print(number(), "%s\n", name ? name : "none");
        } else if (!strcmp(verb, "modes")) { // FD TO
            int fd = number();
            modes(fd, number());
        } else if (!strcmp(verb, "quiet")) { // FD: without echo
            setEcho(number(), 0);
        } else if (!strcmp(verb, "loud")) { // FD: with echo
            setEcho(number(), 1);
        } else if (!strcmp(verb, "raw")) { // FD
            makeRaw(number());
        } else if (!strcmp(verb, "size")) { // FD TO: rows and columns
            int fd = number();
            size(fd, number());
        } else if (!strcmp(verb, "pixels")) { // FD TO: width and height
            int fd = number();
            pixels(fd, number());
        } else if (!strcmp(verb, "foreground")) { // FD: pid, group, session, the terminal's group
            foreground(number());
        } else if (!strcmp(verb, "block")) { // SIGNAL
            block(number());
        } else if (!strcmp(verb, "await")) { // SIGNAL TO: one that is blocked
            int awaited = number();
            await(awaited, number());
        } else if (!strcmp(verb, "surroundings")) { // FD
            surroundings(number());
        } else if (!strcmp(verb, "limit")) { // RESOURCE TO: soft and hard
            int resource = number();
            limit(resource, number());
        } else if (!strcmp(verb, "pipesize")) { // FD TO
            int fd = number();
            print(number(), "%d\n", fcntl(fd, F_GETPIPE_SZ));
        } else if (!strcmp(verb, "join")) { // GROUP
            if (setpgid(0, number()) < 0)
                die("setpgid");
        } else if (!strcmp(verb, "job")) { // FAMILY: same, group or session; then verbs, and ";"
            job(word());
        } else if (!strcmp(verb, "daemon")) { // verbs, and ";"
            daemonJob();
        } else if (!strcmp(verb, "bomb")) { // CHAINS
            bomb(number());
        } else if (!strcmp(verb, ";")) {
            return 0;
        } else if (!strcmp(verb, "front")) { // FD
            front(number());
        } else if (!strcmp(verb, "become")) { // UID, wholly
            uid_t uid = (uid_t)number();
            if (setresuid(uid, uid, uid) < 0)
                die("setresuid");
        } else if (!strcmp(verb, "ignore")) { // SIGNAL
            signal(number(), SIG_IGN);
        } else if (!strcmp(verb, "tally")) { // SIGNAL TO: a T whenever it comes
            int told = number();
            tallyFD = number();
            signal(told, tallySignal);
        } else if (!strcmp(verb, "raise")) { // SIGNAL
            raise(number());
        } else if (!strcmp(verb, "burn")) { // MILLISECONDS of CPU time
            burn(number());
        } else if (!strcmp(verb, "usage")) { // FD
            usage(number());
        } else if (!strcmp(verb, "rehearse")) { // TIMES
            rehearse(number());
        } else if (!strcmp(verb, "execute")) { // PROGRAM and its arguments
            const char *program = word();
            execv(program, next - 1);
            die(program);
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
