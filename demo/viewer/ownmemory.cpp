// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "ownmemory.h"

#include <QtCore/QFile>

double OwnMemory::peakKiB()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    static const QByteArray field = "VmHWM:";
    const QByteArray text = file.readAll();
    const qsizetype begin = text.indexOf(field) + field.size();
    return text.sliced(begin, text.indexOf("kB", begin) - begin).trimmed().toDouble();
}
