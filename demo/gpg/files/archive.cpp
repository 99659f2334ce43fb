// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "archive.h"

#include "nativepath.h"
#include "tarchild.h"

#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <QtCore/QScopeGuard>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Without "." and "..", and links in it: it has a last name.
QByteArray canonical(const QByteArray &path)
{
    const std::unique_ptr<char, decltype(&std::free)> result(::realpath(path.constData(), nullptr),
                                                             &std::free);
    return QByteArray(result.get());
}

} // namespace

Archive::Archive(const QString &folder, QObject *parent)
    : ProcessProtocol(parent)
    , m_path(folder)
{ }

Archive::~Archive()
{
    cancel();
    closeReadEnd();
    if (m_parentFolder >= 0)
        ::close(m_parentFolder);
}

QString Archive::nameOf(const QString &folder)
{
    const QByteArray path = canonical(NativePath::toBytes(folder));
    const QString name = NativePath::fromBytes(path.sliced(path.lastIndexOf('/') + 1));
    return (name.isEmpty() ? u"files"_s : name) + u".tar"_s;
}

bool Archive::openFolder(QByteArray &name)
{
    const QByteArray path = canonical(NativePath::toBytes(m_path));
    const qsizetype slash = path.lastIndexOf('/');
    name = path.sliced(slash + 1);
    if (name.isEmpty() && slash == 0)
        name = ".";
    const QByteArray parent = slash > 0 ? path.first(slash) : QByteArray("/");
    if (!path.isEmpty())
        m_parentFolder = ::open(parent.constData(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    return m_parentFolder >= 0;
}

bool Archive::start()
{
    QByteArray name;
    int ends[2];
    if (!openFolder(name) || ::pipe2(ends, O_CLOEXEC) != 0) {
        m_fault = qt_error_string(errno);
        return false;
    }
    m_readEnd = ends[0];
    const auto closeWriteEnd = qScopeGuard([&] { ::close(ends[1]); });

    // Its name goes there as bytes, and can be taken for no option.
    const QStringList arguments = {
        u"tar"_s,           u"--create"_s,
        u"--file=-"_s,      u"--directory=/proc/self/fd/%1"_s.arg(TarChild::folderFD),
        u"--null"_s,        u"--verbatim-files-from"_s,
        u"--files-from=-"_s};
    Offspring::SpawnOptions options = TarChild::options();
    options.childFDs = {{0, 'w'}, {1, ends[1]}, {2, 'r'}, {TarChild::folderFD, m_parentFolder}};
    auto *const tar =
        Offspring::Reactor::instance()->spawnProcess(this, u"tar"_s, arguments, options);
    m_isRunning = true;
    tar->writeToChild(0, name + '\0');
    tar->closeStdin();
    return true;
}

void Archive::closeReadEnd()
{
    if (m_readEnd >= 0)
        ::close(std::exchange(m_readEnd, -1));
}

void Archive::cancel()
{
    closeReadEnd();
    if (transport())
        transport()->stopWithin(2s);
}

void Archive::childDataReceived(int, const QByteArray &data)
{
    TarChild::keepComplaints(m_complaints, data);
}

void Archive::processEnded(const Offspring::ExitReason &reason)
{
    m_isRunning = false;
    if (reason.exitCode() != 0)
        m_fault = TarChild::faultOf(reason, m_complaints);
    Q_EMIT ended();
}
