// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgfiles.h"

#include "archive.h"
#include "descriptorinput.h"
#include "gpgrecord.h"
#include "nativepath.h"
#include "words.h"

#include <QtCore/QBuffer>
#include <QtCore/QFile>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;

std::unique_ptr<QIODevice> bufferOf(const QByteArray &text)
{
    auto result = std::make_unique<QBuffer>();
    result->setData(text);
    result->open(QIODevice::ReadOnly);
    return result;
}

GpgFault unreadable(const QString &name, const QString &why)
{
    return {Outcome::InputUnreadable, u"%1: %2"_s.arg(printable(name), why)};
}

} // namespace

GpgFiles::GpgFiles(const GpgRequest &request, QObject *parent)
    : QObject(parent)
    , m_request(request)
{ }

GpgFiles::~GpgFiles() = default;

std::optional<GpgFault> GpgFiles::open()
{
    if (m_request.takesInput()) {
        if (const auto fault = openInput())
            return fault;
    }
    if (m_request.hasSignature() && m_request.signatureFile.isEmpty()) {
        m_signature = bufferOf(m_request.signature);
    } else if (m_request.hasSignature()) {
        if (const auto fault = openFile(m_signature, m_request.signatureFile))
            return fault;
    }
    if (m_request.outputFile.isEmpty() || m_request.operation == Operation::Unpack)
        return {};
    return openOutput();
}

std::optional<GpgFault> GpgFiles::openInput()
{
    if (!m_request.inputFile.isEmpty())
        return openFile(m_input, m_request.inputFile);
    if (m_request.inputFD < 0) {
        m_input = bufferOf(m_request.givenText());
        return {};
    }
    m_input = std::make_unique<DescriptorInput>(m_request.inputFD);
    if (m_input->open(QIODevice::ReadOnly))
        return {};
    return GpgFault{Outcome::InputUnreadable, m_input->errorString()};
}

std::optional<GpgFault> GpgFiles::openFile(std::unique_ptr<QIODevice> &device, const QString &name)
{
    const int fd = NativePath::openForReading(name);
    const NativePath::Kind kind = NativePath::kindOf(fd);
    const bool isThere = kind != NativePath::Kind::None;
    const QString why = isThere ? Words::tr("not a file") : qt_error_string(errno);
    if (kind == NativePath::Kind::File) {
        auto file = std::make_unique<QFile>();
        if (file->open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
            device = std::move(file);
            return {};
        }
    }
    NativePath::close(fd);
    const bool isInput = &device == &m_input;
    if (isInput && kind == NativePath::Kind::Folder && m_request.operation == Operation::Encrypt)
        return openFolder();
    // Reading a FIFO or a device may block, and the event loop with it.
    return unreadable(name, why);
}

std::optional<GpgFault> GpgFiles::openFolder()
{
    m_archive = new Archive(m_request.inputFile, this);
    connect(m_archive, &Archive::ended, this, &GpgFiles::archiveEnded);
    if (m_archive->start())
        return {};
    return unreadable(m_request.inputFile, m_archive->fault());
}

std::optional<GpgFault> GpgFiles::openOutput()
{
    m_file = std::make_unique<OutputFile>(m_request.outputFile, m_request.replaceOutputFile);
    const OutputFile::State state = m_file->open(m_request.outputIsSecret());
    if (state != OutputFile::State::Fine)
        return outputFault(state);
    if (isReplaced(m_input.get()) || isReplaced(m_signature.get()))
        return GpgFault{Outcome::BadRequest,
                        Words::tr("The output would take the place of what is read.")};
    return {};
}

/// Whether the output takes its place.
bool GpgFiles::isReplaced(const QIODevice *device) const
{
    const auto *const file = qobject_cast<const QFile *>(device);
    const int fd = file ? file->handle() : device == m_input.get() ? m_request.inputFD : -1;
    return m_file->replaces(fd);
}

GpgFault GpgFiles::outputFault(OutputFile::State state) const
{
    const QString name = printable(m_request.outputFile);
    if (state == OutputFile::State::Exists)
        return {Outcome::OutputExists, name};
    return {Outcome::OutputUnwritable, u"%1: %2"_s.arg(name, m_file->fault())};
}

void GpgFiles::close()
{
    m_file.reset();
    m_output.clear();
    m_input.reset();
    m_signature.reset();
}

QString GpgFiles::inputFault() const
{
    if (const auto *const file = qobject_cast<const QFile *>(m_input.get());
        file && file->error() != QFile::NoError)
        return u"%1: %2"_s.arg(printable(m_request.inputFile), file->errorString());
    const auto *const input = qobject_cast<const DescriptorInput *>(m_input.get());
    return input && input->hasFailed() ? input->errorString() : QString();
}

qint64 GpgFiles::bytesIn() const
{
    const auto *const input = qobject_cast<DescriptorInput *>(m_input.get());
    return input ? input->bytesTaken() : m_input ? m_input->pos() : 0;
}

std::optional<GpgFault> GpgFiles::write(const QByteArray &data)
{
    m_bytesOut += data.size();
    if (m_file && !m_file->write(data))
        return outputFault(OutputFile::State::Failed);
    if (!m_file && m_bytesOut > maximumOutput)
        return GpgFault{Outcome::OutputTooLarge, {}};
    if (!m_file)
        m_output += data;
    return {};
}

std::optional<GpgFault> GpgFiles::publish(GpgResult &result)
{
    if (m_archive && !m_archive->fault().isEmpty()) // gpg took its end for a good one
        return unreadable(m_request.inputFile, m_archive->fault());
    if (!m_file) {
        result.output = m_output;
    } else {
        const OutputFile::State state = m_file->publish();
        if (state != OutputFile::State::Fine)
            return outputFault(state);
        result.outputFile = m_request.outputFile;
    }
    if (m_archive)
        result.notes << Words::tr("The folder is in it as the archive %1.")
                            .arg(printable(Archive::nameOf(m_request.inputFile)));
    return {};
}
