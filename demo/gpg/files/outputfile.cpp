// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "outputfile.h"

#include "nativepath.h"
#include "words.h"

#include <QtCore/QRandomGenerator>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int attempts = 100; // at a name that nobody has
constexpr mode_t forOwner = 0600;
constexpr mode_t forAll = 0666; // less the umask

template <typename Call>
auto uninterrupted(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

QByteArray folderOf(const QByteArray &path)
{
    const qsizetype slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : path.first(slash);
}

/// Hidden, and of a length that a name can have.
QByteArray unusualName(const QByteArray &name)
{
    constexpr qsizetype longest = 200;
    return '.' + name.left(longest) + '.'
        + QByteArray::number(QRandomGenerator::system()->generate64(), 36);
}

} // namespace

OutputFile::OutputFile(const QString &path, bool mayReplace)
    : m_path(NativePath::toBytes(path))
    , m_mayReplace(mayReplace)
    , m_name(m_path.sliced(m_path.lastIndexOf('/') + 1))
{ }

OutputFile::~OutputFile()
{
    if (!m_temporaryName.isEmpty())
        ::unlinkat(m_folder, m_temporaryName.constData(), 0);
    for (const int fd : {m_file, m_folder}) {
        if (fd >= 0)
            ::close(fd);
    }
}

OutputFile::State OutputFile::failed(int error)
{
    m_fault = qt_error_string(error);
    return State::Failed;
}

OutputFile::State OutputFile::open(bool isSecret)
{
    if (m_name.isEmpty() || m_name == "." || m_name == "..")
        return failed(EISDIR);
    m_folder = ::open(folderOf(m_path).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (m_folder < 0)
        return failed(errno);
    if (const State state = look(); state != State::Fine)
        return state;
    const mode_t mode = isSecret ? forOwner : forAll;
    if (!openUnnamed(mode) && !openNamed(mode))
        return failed(errno);
    // It keeps the permissions of the file that it replaces.
    if (!isSecret && m_isThere && S_ISREG(m_former.st_mode))
        static_cast<void>(::fchmod(m_file, m_former.st_mode & 0777));
    return State::Fine;
}

/// Looks at what has the name now. A file may be replaced, and a link to a file or to nothing. A
/// folder, a pipe or a device may not, nor a link to one: replacing it cannot be what is meant.
OutputFile::State OutputFile::look()
{
    m_isThere = ::fstatat(m_folder, m_name.constData(), &m_former, AT_SYMLINK_NOFOLLOW) == 0;
    if (!m_isThere)
        return errno == ENOENT ? State::Fine : failed(errno);
    struct stat target = m_former;
    if (S_ISLNK(m_former.st_mode) && ::fstatat(m_folder, m_name.constData(), &target, 0) != 0)
        target.st_mode = S_IFREG; // it points to nothing
    if (S_ISDIR(target.st_mode))
        return failed(EISDIR);
    if (S_ISREG(target.st_mode))
        return m_mayReplace ? State::Fine : State::Exists;
    m_fault = Words::tr("it is a pipe or a device, and no file");
    return State::Failed;
}

/// Fails where such a file could not get a name later.
bool OutputFile::openUnnamed(mode_t mode)
{
    if (::access("/proc/self/fd", X_OK) != 0)
        return false;
    m_file = uninterrupted(
        [&] { return ::openat(m_folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, mode); });
    return m_file >= 0;
}

/// For file systems and kernels without unnamed files.
bool OutputFile::openNamed(mode_t mode)
{
    for (int i = 0; i < attempts && m_file < 0; ++i) {
        m_temporaryName = unusualName(m_name);
        m_file = uninterrupted([&] {
            return ::openat(m_folder, m_temporaryName.constData(),
                            O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
        });
        if (m_file < 0 && errno != EEXIST)
            break;
    }
    if (m_file < 0)
        m_temporaryName.clear();
    return m_file >= 0;
}

bool OutputFile::write(QByteArrayView data)
{
    while (!data.isEmpty()) {
        const auto count =
            uninterrupted([&] { return ::write(m_file, data.data(), size_t(data.size())); });
        if (count <= 0) {
            failed(count < 0 ? errno : EIO);
            return false;
        }
        data = data.sliced(count);
    }
    return true;
}

bool OutputFile::replaces(int fd) const
{
    struct stat file = {};
    return fd >= 0 && ::fstat(fd, &file) == 0 && m_isThere && m_former.st_dev == file.st_dev
        && m_former.st_ino == file.st_ino;
}

/// Names an unnamed file; EEXIST: the name is taken.
bool OutputFile::giveName(const QByteArray &name) const
{
    const QByteArray self = "/proc/self/fd/" + QByteArray::number(m_file);
    return ::linkat(AT_FDCWD, self.constData(), m_folder, name.constData(), AT_SYMLINK_FOLLOW) == 0;
}

OutputFile::State OutputFile::publish()
{
    if (uninterrupted([&] { return ::fsync(m_file); }) != 0 && errno != EINVAL)
        return failed(errno);
    return m_mayReplace ? publishInstead() : publishNew();
}

OutputFile::State OutputFile::publishNew()
{
    bool isNamed = false;
    if (m_temporaryName.isEmpty()) {
        isNamed = giveName(m_name);
    } else {
        isNamed = ::renameat2(m_folder, m_temporaryName.constData(), m_folder, m_name.constData(),
                              RENAME_NOREPLACE)
            == 0;
        // A file system without RENAME_NOREPLACE may have hard links, which do not replace either.
        if (!isNamed && errno == EINVAL)
            isNamed =
                ::linkat(m_folder, m_temporaryName.constData(), m_folder, m_name.constData(), 0)
                == 0;
        else if (isNamed)
            m_temporaryName.clear();
    }
    if (isNamed)
        return State::Fine;
    return errno == EEXIST ? State::Exists : failed(errno);
}

OutputFile::State OutputFile::publishInstead()
{
    // Something that is not to be replaced may have taken the name meanwhile.
    if (const State state = look(); state != State::Fine)
        return state;
    for (int i = 0; i < attempts && m_temporaryName.isEmpty(); ++i) {
        const QByteArray name = unusualName(m_name);
        if (giveName(name))
            m_temporaryName = name;
        else if (errno != EEXIST)
            return failed(errno);
    }
    if (::renameat(m_folder, m_temporaryName.constData(), m_folder, m_name.constData()) != 0)
        return failed(errno);
    m_temporaryName.clear();
    return State::Fine;
}
