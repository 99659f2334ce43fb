// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_OWNMEMORY_H
#define VIEWER_OWNMEMORY_H

#include <QtCore/QObject>
#include <QtQml/qqmlregistration.h>

/// The memory of this program. The kernel adds to a child's peak what it shared with us before its
/// exec, so no child's peak is below ours: whoever shows it must know.
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
