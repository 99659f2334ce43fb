// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "remotepeer.h"

RemotePeer::RemotePeer(const char *name, const QString &program, const QStringList &arguments)
    : m_name(name)
{
    m_program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_program.start(program, arguments);
    answer();
}

RemotePeer::~RemotePeer()
{
    m_program.closeWriteChannel();
    m_program.waitForFinished();
}

bool RemotePeer::keep(int count)
{
    ask("keep", count);
    return true;
}

qint64 RemotePeer::ask(const char *command, qint64 number)
{
    m_program.write(command + QByteArray(" ") + QByteArray::number(number) + '\n');
    return answer();
}

qint64 RemotePeer::answer()
{
    while (!m_program.canReadLine()) {
        if (!m_program.waitForReadyRead(-1))
            qFatal("%s: %s", m_name, qPrintable(m_program.errorString()));
    }
    return m_program.readLine().trimmed().toLongLong();
}
