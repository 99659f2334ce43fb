// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_OWNMEMORY_H
#define VIEWER_OWNMEMORY_H

#include <QtCore/QObject>
#include <QtQml/qqmlregistration.h>

/// The memory of this program. The kernel counts the memory that a child shared with us before its
/// exec as the child's, so that no child's peak is below ours. A peak at ours tells nothing.
class OwnMemory : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// The largest resident set until now; 0: unknown.
    Q_INVOKABLE static double peakKiB();
};

#endif // VIEWER_OWNMEMORY_H
