// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A file system with one file, "program", which takes its time to be opened: as on a network that
// is slow.
//
//     slowfs MOUNTPOINT FILE MILLISECONDS
//
// It stays in the foreground, and ends when it is unmounted or gets a SIGTERM.

#define FUSE_USE_VERSION 31

#include <fuse3/fuse.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace {

int contents = -1;
std::chrono::milliseconds delay(0);

bool isFile(const char *path)
{
    return std::strcmp(path, "/program") == 0;
}

int getAttributes(const char *path, struct stat *result, fuse_file_info *)
{
    if (isFile(path))
        return fstat(contents, result) == 0 ? 0 : -errno;
    *result = {};
    result->st_mode = S_IFDIR | 0555;
    result->st_nlink = 2;
    return std::strcmp(path, "/") == 0 ? 0 : -ENOENT;
}

int openFile(const char *path, fuse_file_info *info)
{
    if (!isFile(path))
        return -ENOENT;
    std::this_thread::sleep_for(delay);
    info->keep_cache = 1;
    return 0;
}

int readFile(const char *, char *buffer, std::size_t size, off_t offset, fuse_file_info *)
{
    const ssize_t count = pread(contents, buffer, size, offset);
    return count < 0 ? -errno : int(count);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    contents = open(argv[2], O_RDONLY | O_CLOEXEC);
    delay = std::chrono::milliseconds(std::atoi(argv[3]));
    fuse_operations operations = {};
    operations.getattr = getAttributes;
    operations.open = openFile;
    operations.read = readFile;
    std::string name = "slowfs";
    std::string foreground = "-f";
    char *arguments[] = {name.data(), foreground.data(), argv[1], nullptr};
    return contents < 0 ? 1 : fuse_main(3, arguments, &operations, nullptr);
}
