// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgversion.h"

#include <QtCore/QRegularExpression>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QFuture<Offspring::ProcessOutput> GpgVersion::ask(const GpgRequest &request)
{
    Offspring::SpawnOptions options;
    options.env = request.environment();
    const Offspring::CaptureOptions capture = {.maximumBytes = 65536, .timeout = 30s};
    return Offspring::getProcessOutputAndValue(request.program, {u"--version"_s}, options, capture);
}

QVersionNumber GpgVersion::read(const QByteArray &output)
{
    static const QRegularExpression version(u"\\Agpg \\(GnuPG[^)]*\\) ([0-9.]+)"_s);
    return QVersionNumber::fromString(version.match(QString::fromUtf8(output)).captured(1));
}
