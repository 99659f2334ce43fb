// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DESCRIPTORINPUT_H
#define DESCRIPTORINPUT_H

#include <QtCore/QIODevice>
#include <QtCore/QSocketNotifier>

/// Reads a descriptor of this program: a file from its present position; a pipe, a socket or a
/// terminal as bytes come, whether it is blocking or not. The descriptor stays open.
class DescriptorInput : public QIODevice
{
    Q_OBJECT

public:
    explicit DescriptorInput(int fd, QObject *parent = nullptr);

    bool open(OpenMode mode) override;
    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_isEnded && QIODevice::atEnd(); }
    bool hasFailed() const { return m_hasFailed; }
    qint64 bytesTaken() const { return m_taken; }

protected:
    qint64 readData(char *data, qint64 maximum) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    bool isReady() const;

    const int m_fd;
    QSocketNotifier m_notifier;
    qint64 m_taken = 0;
    bool m_isEnded = false;
    bool m_hasFailed = false;
};

#endif // DESCRIPTORINPUT_H
