// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_GRAPHICSCARD_H
#define VIEWER_GRAPHICSCARD_H

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

/// Whether something draws for the processor, as the folder of devices tells: a render node of the
/// kernel's DRM, NVIDIA's own driver, or that of a Linux in Windows (dxg). A card without a render
/// node only shows what the processor has drawn.
inline bool hasGraphicsCard(const QString &devices = QStringLiteral("/dev"))
{
    const QDir dri(devices + QStringLiteral("/dri"));
    return !dri.entryList({QStringLiteral("renderD*")}, QDir::System | QDir::Files).isEmpty()
        || QFileInfo::exists(devices + QStringLiteral("/nvidiactl"))
        || QFileInfo::exists(devices + QStringLiteral("/dxg"));
}

#endif // VIEWER_GRAPHICSCARD_H
