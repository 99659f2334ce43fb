// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "unpacking.h"

#include "gpgrecord.h"
#include "nativepath.h"
#include "tarchild.h"
#include "words.h"

#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr mode_t forOwner = 0700; // the content of a message is for its owner only

QByteArray withoutSlashes(QByteArray path)
{
    while (path.size() > 1 && path.endsWith('/'))
        path.chop(1);
    return path;
}

/// An archive ends with two blocks of zeros. tar does not complain when they are missing because
/// the archive was cut off between two files. Only files are checked: a pipe can be read only once.
bool isCutOff(QIODevice *archive)
{
    constexpr qint64 endSize = 1024;
    if (archive->isSequential())
        return false;
    const qint64 position = archive->pos();
    const qint64 end = archive->size() - endSize;
    const bool isWhole = end >= position && archive->seek(end)
        && archive->read(endSize) == QByteArray(endSize, '\0');
    return !archive->seek(position) || !isWhole;
}

} // namespace

Unpacking::Unpacking(QIODevice *archive, const QString &folder, QObject *parent)
    : ProcessProtocol(parent)
    , m_archive(archive)
    , m_path(withoutSlashes(NativePath::toBytes(folder)))
{ }

Unpacking::~Unpacking()
{
    cancel();
    for (const int fd : {m_folder, m_parentFolder}) {
        if (fd >= 0)
            ::close(fd);
    }
}

/// Unwritable: see errno. Anything that has the name already is a failure, a dangling link, too.
GpgResult::Outcome Unpacking::makeFolder()
{
    const qsizetype slash = m_path.lastIndexOf('/');
    m_name = m_path.sliced(slash + 1);
    const QByteArray parent = slash < 0 ? "." : slash == 0 ? "/" : m_path.first(slash);
    m_parentFolder = ::open(parent.constData(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (m_parentFolder < 0)
        return Outcome::OutputUnwritable;
    if (::mkdirat(m_parentFolder, m_name.constData(), forOwner) != 0)
        return errno == EEXIST ? Outcome::FolderExists : Outcome::OutputUnwritable;
    m_folder = ::openat(m_parentFolder, m_name.constData(),
                        O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return m_folder < 0 ? Outcome::OutputUnwritable : Outcome::Done;
}

void Unpacking::start()
{
    const Outcome outcome = makeFolder();
    if (outcome == Outcome::Done)
        return spawn();
    const QString fault = qt_error_string(errno);
    QMetaObject::invokeMethod(
        this, [this, outcome, fault] { end(m_isCancelled ? Outcome::Cancelled : outcome, fault); },
        Qt::QueuedConnection);
}

void Unpacking::spawn()
{
    m_isCutOff = isCutOff(m_archive);
    using Offspring::ChildFD;
    const QStringList arguments = {u"tar"_s,
                                   u"--extract"_s,
                                   u"--file=-"_s,
                                   u"--directory=/proc/self/fd/%1"_s.arg(TarChild::folderFD),
                                   u"--no-same-owner"_s,
                                   u"--no-same-permissions"_s};
    Offspring::SpawnOptions options = TarChild::options();
    options.childFDs = {{0, 'w'}, {1, ChildFD::null()}, {2, 'r'}, {TarChild::folderFD, m_folder}};
    options.pipeSize = 1 << 20; // so that large files are fast
    auto *const tar =
        Offspring::Reactor::instance()->spawnProcess(this, u"tar"_s, arguments, options);
    tar->streamToChild(0, m_archive);
}

/// Stops tar. Closing its input would not do, because tar takes that for the end of the archive.
void Unpacking::cancel()
{
    m_isCancelled = true;
    if (transport())
        transport()->stopWithin(2s);
}

void Unpacking::childDataReceived(int, const QByteArray &data)
{
    TarChild::keepComplaints(m_complaints, data);
}

void Unpacking::processEnded(const Offspring::ExitReason &reason)
{
    if (m_isCancelled)
        end(Outcome::Cancelled, {});
    else if (reason.exitCode() != 0)
        end(Outcome::NotUnpacked, TarChild::faultOf(reason, m_complaints));
    else if (m_isCutOff)
        end(Outcome::NotUnpacked, Words::tr("its end is missing"));
    else
        end(Outcome::Done, {});
}

/// Removes an empty folder, unless the archive has nothing in it.
void Unpacking::end(Outcome outcome, const QString &fault)
{
    m_outcome = outcome;
    m_fault = fault;
    m_isLeft = m_folder >= 0
        && (outcome == Outcome::Done
            || ::unlinkat(m_parentFolder, m_name.constData(), AT_REMOVEDIR) != 0);
    Q_EMIT ended();
}

QString Unpacking::whatIsLeft() const
{
    return m_isLeft ? Words::tr("What had come out of it until then is in “%1”.")
                          .arg(printable(NativePath::fromBytes(m_path)))
                    : Words::tr("Nothing of it is left.");
}

GpgResult Unpacking::result(const QString &readFault) const
{
    const QString folder = NativePath::fromBytes(m_path);
    GpgResult result;
    result.outcome = m_outcome;
    result.detail = m_fault;
    if (m_outcome == Outcome::Done && !readFault.isEmpty()) { // tar noticed no error
        result.outcome = Outcome::NotUnpacked;
        result.detail = readFault;
    }
    if (result.isDone()) {
        result.outputFile = folder;
        result.detail = Words::tr("Unpacked into a new folder.");
    } else if (m_outcome == Outcome::FolderExists) {
        result.detail = printable(folder);
    } else if (m_outcome == Outcome::OutputUnwritable) {
        result.detail = u"%1: %2"_s.arg(printable(folder), m_fault);
    } else if (m_outcome == Outcome::Cancelled) {
        result.detail = whatIsLeft();
    } else {
        result.detail += u". "_s + whatIsLeft();
    }
    return result;
}
