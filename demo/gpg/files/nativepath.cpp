// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "nativepath.h"

#include <QtCore/QDir>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t escapes = 0xdc00; // plus the byte

/// The length of the well-formed sequence (RFC 3629) at \a at; 0: there is none.
qsizetype sequenceLength(const QByteArray &bytes, qsizetype at)
{
    const auto byte = [&](qsizetype i) { return i < bytes.size() ? uchar(bytes.at(i)) : uchar(0); };
    const uchar first = byte(at);
    const qsizetype length = first < 0x80 ? 1
        : first >= 0xc2 && first <= 0xdf  ? 2
        : (first & 0xf0) == 0xe0          ? 3
        : first >= 0xf0 && first <= 0xf4  ? 4
                                          : 0;
    for (qsizetype i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xc0) != 0x80)
            return 0;
    }
    const uchar second = byte(at + 1);
    const bool isTooLong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    const bool isNoCharacter = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
    return isTooLong || isNoCharacter ? 0 : length;
}

NativePath::Kind kindOf(const struct stat &status)
{
    if (S_ISREG(status.st_mode))
        return NativePath::Kind::File;
    return S_ISDIR(status.st_mode) ? NativePath::Kind::Folder : NativePath::Kind::Other;
}

/// QDir's would lose the bytes that are no UTF-8.
QString currentFolder()
{
    const std::unique_ptr<char, decltype(&std::free)> path(::getcwd(nullptr, 0), &std::free);
    return NativePath::fromBytes(path.get());
}

} // namespace

QString NativePath::fromBytes(const QByteArray &path)
{
    QString result;
    for (qsizetype at = 0; at < path.size();) {
        const qsizetype length = sequenceLength(path, at);
        const QByteArray sequence = path.mid(at, length);
        if (sequence == "\xef\xbb\xbf") // fromUtf8() takes it for no part of the text
            result += u'\ufeff';
        else if (length > 0)
            result += QString::fromUtf8(sequence);
        else
            result += QChar(char16_t(escapes + uchar(path.at(at))));
        at += length > 0 ? length : 1;
    }
    return result;
}

QByteArray NativePath::toBytes(const QString &path)
{
    QByteArray result;
    for (qsizetype at = 0; at < path.size(); ++at) {
        const QChar c = path.at(at);
        const bool isPair =
            c.isHighSurrogate() && at + 1 < path.size() && path.at(at + 1).isLowSurrogate();
        if (c.unicode() >= escapes + 0x80 && c.unicode() <= escapes + 0xff)
            result += char(c.unicode() & 0xff);
        else
            result += path.mid(at, isPair ? 2 : 1).toUtf8();
        at += isPair ? 1 : 0;
    }
    return result;
}

QStringList NativePath::arguments(int argc, char **argv)
{
    QStringList result;
    for (int i = 0; i < argc; ++i)
        result << fromBytes(argv[i]);
    return result;
}

int NativePath::openForReading(const QString &path)
{
    int result = -1;
    do {
        result = ::open(toBytes(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    } while (result < 0 && errno == EINTR);
    return result;
}

void NativePath::close(int fd)
{
    if (fd >= 0)
        ::close(fd);
}

NativePath::Kind NativePath::kindOf(int fd)
{
    struct stat status = {};
    return fd >= 0 && ::fstat(fd, &status) == 0 ? ::kindOf(status) : Kind::None;
}

NativePath::Kind NativePath::kindAt(const QString &path)
{
    struct stat status = {};
    return ::stat(toBytes(path).constData(), &status) == 0 ? ::kindOf(status) : Kind::None;
}

bool NativePath::isTaken(const QString &path)
{
    struct stat status = {};
    return ::lstat(toBytes(path).constData(), &status) == 0;
}

qint64 NativePath::sizeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(toBytes(path).constData(), &status) == 0 ? status.st_size : 0;
}

QString NativePath::absolute(const QString &path)
{
    if (path == u"~" || path.startsWith(u"~/"))
        return QDir::cleanPath(QDir::homePath() + path.sliced(1));
    return QDir::cleanPath(path.startsWith(u'/') ? path : currentFolder() + u'/' + path);
}
