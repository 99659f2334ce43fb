// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpghome.h"

#include "gpgresult.h"
#include "gpgversion.h"
#include "words.h"

using namespace Qt::StringLiterals;

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
    m_watcher.setFuture(GpgVersion::ask(request(GpgRequest::Operation::ListKeys)));
}

void GpgHome::conclude()
{
    m_fault.clear();
    m_wayOut.clear();
    m_version = {};
    try {
        m_watcher.waitForFinished(); // it has finished: this throws its exception
        if (m_watcher.future().resultCount() == 0)
            return;
        const Offspring::ProcessOutput output = m_watcher.result();
        m_version = GpgVersion::read(output.out);
        if (m_version.isNull())
            setFault(Words::tr("“%1” is no gpg that can be used: it %2.")
                         .arg(m_program, output.reason.toString()));
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
