// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RECORDER_H
#define RECORDER_H

#include <offspring/processprotocol.h>
#include <offspring/processtransport.h>

#include <QtCore/QMap>
#include <QtCore/QStringList>

#include <functional>
#include <optional>

/// A protocol that records its calls, in one word each: "connectionMade", "data 1",
/// "lost 1", "writePaused 0", "writeResumed 0", "exited", "ended". Consecutive data of one fd is
/// one entry. After each the hook is called: there a test acts from inside the callback.
class Recorder : public Offspring::ProcessProtocol
{
    Q_OBJECT

public:
    using ProcessProtocol::ProcessProtocol;

    QStringList events;
    QMap<int, QByteArray> data;
    std::optional<Offspring::ExitReason> exited;
    std::optional<Offspring::ExitReason> ended;
    bool keepsData = true;
    std::function<void(const QString &event)> hook;

    qsizetype count(const QString &event) const { return events.count(event); }

    void connectionMade() override { note(QStringLiteral("connectionMade")); }
    void childDataReceived(int childFD, const QByteArray &bytes) override
    {
        if (keepsData)
            data[childFD] += bytes;
        ProcessProtocol::childDataReceived(childFD, bytes);
        note(QStringLiteral("data %1").arg(childFD));
    }
    void childConnectionLost(int childFD) override
    {
        ProcessProtocol::childConnectionLost(childFD);
        note(QStringLiteral("lost %1").arg(childFD));
    }
    void childWritePaused(int childFD) override
    {
        note(QStringLiteral("writePaused %1").arg(childFD));
    }
    void childWriteResumed(int childFD) override
    {
        note(QStringLiteral("writeResumed %1").arg(childFD));
    }
    void processExited(const Offspring::ExitReason &reason) override
    {
        exited = reason;
        note(QStringLiteral("exited"));
    }
    void processEnded(const Offspring::ExitReason &reason) override
    {
        ended = reason;
        note(QStringLiteral("ended"));
    }

private:
    void note(const QString &event)
    {
        if (!event.startsWith(QLatin1String("data")) || events.isEmpty() || events.last() != event)
            events << event;
        const auto call = hook; // it may delete this
        if (call)
            call(event);
    }
};

#endif // RECORDER_H
