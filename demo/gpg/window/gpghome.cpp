// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpghome.h"

#include "gpgresult.h"

#include <QtCore/QRegularExpression>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

GpgHome::GpgHome(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &GpgHome::conclude);
}

GpgHome::~GpgHome()
{
    m_watcher.cancel();
}

GpgRequest GpgHome::request(GpgRequest::Operation operation) const
{
    return {.operation = operation, .program = m_program, .version = m_version, .home = m_folder};
}

void GpgHome::find()
{
    if (m_watcher.isRunning())
        return;
    Offspring::SpawnOptions options;
    options.env = request(GpgRequest::Operation::ListKeys).environment();
    const Offspring::CaptureOptions capture = {.maximumBytes = 65536, .timeout = 30s};
    m_watcher.setFuture(
        Offspring::getProcessOutputAndValue(m_program, {u"--version"_s}, options, capture));
}

void GpgHome::conclude()
{
    static const QRegularExpression version(u"^gpg \\(GnuPG[^)]*\\) ([0-9.]+)"_s);
    m_fault.clear();
    m_wayOut.clear();
    m_version = {};
    try {
        m_watcher.waitForFinished(); // it has: this throws what went wrong
        if (m_watcher.future().resultCount() == 0)
            return;
        const Offspring::ProcessOutput output = m_watcher.result();
        const auto match = version.match(QString::fromUtf8(output.out));
        m_version = QVersionNumber::fromString(match.captured(1));
        if (!match.hasMatch())
            setFault(u"“%1” is no gpg that can be used: it %2."_s.arg(m_program,
                                                                      output.reason.toString()));
    } catch (const Offspring::ProcessError &error) {
        const bool isStarted = error.cause() != Offspring::ProcessError::Cause::NotStarted;
        setFault(isStarted ? QString::fromUtf8(error.what())
                           : error.output().reason.error().toString());
    }
    Q_EMIT foundOut();
}

void GpgHome::setFault(const QString &reason)
{
    GpgResult result;
    result.outcome = GpgResult::Outcome::NotInstalled;
    result.detail = reason;
    m_fault = result.toString();
    m_wayOut = result.wayOut();
}
