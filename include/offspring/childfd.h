// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CHILDFD_H
#define OFFSPRING_CHILDFD_H

#include <offspring/offspringglobal.h>

#include <QtCore/QIODevice>
#include <QtCore/QMap>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>
#include <type_traits>
#include <utility>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

namespace Offspring {

namespace Os {
class UniqueFD;
}

/// What one file descriptor of the child is: the value type of SpawnOptions::childFDs.
///
/// \code
/// .childFDs = {{0, ChildFD::null()}, {1, 'r'}, {2, ChildFD::sameAs(1)}, {3, 'w'}, {4, 'r'}},
/// \endcode
///
/// demo/examples/descriptors.cpp is a whole program.
///
/// A ChildFD only describes, save one end of a pipe(), which it owns. Nothing else is opened before
/// spawnProcess(), and every mistake (an unknown letter, a closed parent fd, a file that does not
/// open) is reported there, as NotStarted.
///
/// \since 0.1
class OFFSPRING_EXPORT ChildFD
{
    Q_GADGET

    template <typename T>
    static constexpr bool isMistake = std::is_arithmetic_v<T> && !std::is_same_v<T, char>
        && !std::is_same_v<T, int> && !std::is_same_v<T, qintptr>;

public:
    /// What it describes: the function or the constructor that makes it says more.
    enum class Kind {
        Closed, ///< closed()
        Reader, ///< 'r'
        Writer, ///< 'w'
        UnknownDirection, ///< neither 'r' nor 'w': refused by spawnProcess()
        ParentFD, ///< a descriptor of the parent's
        Socket, ///< socket()
        Terminal, ///< terminal()
        Null, ///< null()
        File, ///< file()
        SameAs, ///< sameAs()
        Pipe ///< one end of a pipe() \since 0.2
    };
    Q_ENUM(Kind)

    /// The same as closed().
    ChildFD() noexcept = default;

    /// 'r': a new pipe that the parent reads; 'w': a new pipe that the parent writes. Any other
    /// letter is refused by spawnProcess(): Arguments, EINVAL. (Twisted: "r", "w".)
    ChildFD(char direction) noexcept; // NOLINT(google-explicit-constructor): {1, 'r'} is the API

    /// The parent's descriptor \a parentFD: the same open file description. It is borrowed: it
    /// stays open in the parent, with its flags, and the library never reads or watches it. It must
    /// be open during the call of spawnProcess(), else FileDescriptors, EBADF. (Twisted: an int.)
    ChildFD(int parentFD) noexcept; // NOLINT(google-explicit-constructor): {2, 2} is the API

    /// The same for the type of QAbstractSocket::socketDescriptor(); explicit, because most
    /// integers of that width are no descriptors.
    template <typename T,
              std::enable_if_t<std::is_same_v<T, qintptr> && !std::is_same_v<T, int>, bool> = true>
    explicit ChildFD(T parentFD) noexcept
        : ChildFD(parentFD >= 0 && parentFD <= 0x7fffffff ? int(parentFD) : -1)
    { }

    /// bool, char16_t, long …: a mistake, not a descriptor; it does not compile.
    template <typename T, std::enable_if_t<isMistake<T>, bool> = true>
    ChildFD(T) = delete;

    /// One stream both ways: an AF_UNIX stream socket, as from socketpair(2). closeChildFD()
    /// flushes and ends our writing (the child reads end-of-file), reading goes on;
    /// loseConnection() and abortChildFD() close both ways. Its loss comes once, when both ways are
    /// over.
    static ChildFD socket();
    /// The pseudo-terminal of this spawn, pty(7): one stream, whatever the number of fds on it. The
    /// child leads a session whose controlling terminal it is. Output arrives under the first of 1,
    /// 2, 0 that is on it, else under the lowest fd on it (none: -1); writeToChild() works for each
    /// fd on it; childConnectionLost comes once for each, ascending, when it is over, which is
    /// after the child has exited and everybody else has closed it.
    static ChildFD terminal();
    /// /dev/null, for reading and writing.
    static ChildFD null();
    /// The file \a path, opened by the parent during spawnProcess() with its rights, its working
    /// directory and its umask, and \a mode as QFile understands it: WriteOnly empties the file
    /// unless Append or NewOnly is given, even if the child then does not start. A folder can be
    /// opened too, for reading. The child's end is blocking; opening never blocks, so a FIFO that
    /// nobody reads cannot be opened for writing (ENXIO). One that is opened for reading is as a
    /// shell's "<fifo": the child's reads wait for the first writer, and meet end-of-file after the
    /// last one; until then this program holds a write end and an inotify(7). Where it has no right
    /// to write, the child meets end-of-file as long as the FIFO has no writer. One that does not
    /// open: FileDescriptors and the errno of the call.
    static ChildFD file(const QString &path, QIODevice::OpenMode mode);
    /// The same as another key of the map, one open file description: {2, ChildFD::sameAs(1)} sends
    /// stderr into stdout's very pipe, in the order of the child's writes. Such a key is no stream:
    /// no data, no loss, no writes. \a childFD must be neither closed() nor itself a sameAs(), else
    /// Arguments, EINVAL.
    static ChildFD sameAs(int childFD);
    /// Not open in the child. A map that holds nothing but closed() starts a child without any fd.
    static ChildFD closed();
    /// A new pipe, pipe(7): the read end and the write end, for two children, whose bytes then
    /// never pass through this program:
    ///
    /// \code
    /// auto [readEnd, writeEnd] = ChildFD::pipe();
    /// reactor->spawnProcess({.program = u"seq"_s,
    ///                        .arguments = {u"3"_s},
    ///                        .options = {.childFDs = {{1, std::exchange(writeEnd, {})}}}});
    /// auto *wc = reactor->spawnProcess(
    ///     {.program = u"wc"_s,
    ///      .arguments = {u"-l"_s},
    ///      .options = {.childFDs = {{0, std::exchange(readEnd, {})}, {1, 'r'}}}});
    /// \endcode
    ///
    /// demo/examples/twochildren.cpp is a whole program.
    ///
    /// An end is owned by the value and its copies, in any thread: this program closes it with the
    /// last of them, options that hold one included. As long as it has the write end, nobody who
    /// reads meets end-of-file; as long as it has the read end, nobody who writes meets SIGPIPE.
    /// Each end may go to several children and under several numbers. Both are close-on-exec and
    /// blocking, at 3 or above, and hold what the kernel gives them (64 KiB): they are no streams
    /// of a child's, SpawnOptions::pipeSize is not theirs, and they belong to this program's user.
    /// No descriptors left: errorNumber(), and a spawn with it fails with FileDescriptors and that
    /// (EMFILE, ENFILE). Of a value that was moved from, nothing is left: FileDescriptors, EBADF.
    ///
    /// \since 0.2
    static std::pair<ChildFD, ChildFD> pipe();

    /// What it describes.
    Kind kind() const noexcept { return m_kind; }
    /// ParentFD: the parent's descriptor. Pipe: the same, borrowed from this value; -1: it could
    /// not be made. SameAs: the other key. Else -1.
    int number() const noexcept { return m_kind == Kind::Pipe && !m_end ? -1 : m_number; }
    /// Pipe: the errno of the call that could not make it; else 0. \since 0.2
    int errorNumber() const noexcept { return m_error; }
    /// File: what is opened.
    QString path() const { return m_path; }
    /// File: how it is opened. Pipe: ReadOnly or WriteOnly, which end it is.
    QIODevice::OpenMode mode() const noexcept { return m_mode; }

    /// Whether both describe the same: of a parent's descriptor and of a pipe's end, the number.
    friend bool operator==(const ChildFD &a, const ChildFD &b) noexcept
    {
        return a.m_kind == b.m_kind && a.number() == b.number() && a.m_path == b.m_path
            && a.m_mode == b.m_mode && a.m_error == b.m_error;
    }
    /// Not equal.
    friend bool operator!=(const ChildFD &a, const ChildFD &b) noexcept { return !(a == b); }

    /// As it would be written: 'r', socket(), sameAs(1).
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const ChildFD &childFD);

private:
    explicit ChildFD(Kind kind) noexcept
        : m_kind(kind)
    { }

    Kind m_kind = Kind::Closed;
    int m_number = -1;
    QString m_path;
    QIODevice::OpenMode m_mode = QIODevice::NotOpen;
    int m_error = 0;
    std::shared_ptr<const Os::UniqueFD> m_end; // Pipe; null: not made, or moved away
};

/// childFD, the number as the child sees it → what it is there. \since 0.1
using ChildFDs = QMap<int, ChildFD>;

} // namespace Offspring

#endif // OFFSPRING_CHILDFD_H
