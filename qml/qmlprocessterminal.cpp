// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a Process knows of its child's terminal, and how it is typed to.

#include "qmlprocess.h"

#include <QtCore/QMetaMethod>

namespace Offspring {

bool QmlProcess::isEchoing() const
{
    return m_terminal.isEchoing();
}

bool QmlProcess::isEditingLines() const
{
    return m_terminal.isEditingLines();
}

bool QmlProcess::type(const QByteArray &bytes)
{
    if (!isToStart())
        return writeBytes(0, bytes);
    m_typedBefore += bytes;
    return true;
}

void QmlProcess::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&QmlProcess::echoChanged)
        || signal == QMetaMethod::fromSignal(&QmlProcess::lineEditingChanged)) {
        m_terminal.watch();
    }
}

void QmlProcess::disconnectNotify(const QMetaMethod &signal)
{
    if (!signal.isValid() || signal == QMetaMethod::fromSignal(&QmlProcess::echoChanged)
        || signal == QMetaMethod::fromSignal(&QmlProcess::lineEditingChanged)) {
        m_terminal.watch();
    }
}

bool QmlProcess::isTerminalWatched() const
{
    static const QMetaMethod echo = QMetaMethod::fromSignal(&QmlProcess::echoChanged);
    static const QMetaMethod editing = QMetaMethod::fromSignal(&QmlProcess::lineEditingChanged);
    return isSignalConnected(echo) || isSignalConnected(editing);
}

} // namespace Offspring
