// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PIPELINERECORDER_H
#define PIPELINERECORDER_H

#include <offspring/pipeline.h>

#include <QtCore/QMap>
#include <QtCore/QPointer>
#include <QtCore/QStringList>

#include <functional>
#include <optional>

/// A pipeline, and what it tells, in one word each: "started", "out", "err 1", "ended". Consecutive
/// data of one stream is one entry. After each the hook is called: there a test acts from inside
/// the signal.
class PipelineRecorder : public QObject
{
    Q_OBJECT

public:
    explicit PipelineRecorder(const QList<Offspring::Command> &commands)
        : pipeline(new Offspring::Pipeline(commands))
    {
        using Offspring::Pipeline;
        connect(pipeline, &Pipeline::started, this, [this] { note(QStringLiteral("started")); });
        connect(pipeline, &Pipeline::outputReceived, this, [this](const QByteArray &data) {
            out += data;
            note(QStringLiteral("out"));
        });
        connect(pipeline, &Pipeline::errorReceived, this, [this](int index, const auto &data) {
            errs[index] += data;
            note(QStringLiteral("err %1").arg(index));
        });
        connect(pipeline, &Pipeline::ended, this, [this](const auto &how) {
            reason = how;
            note(QStringLiteral("ended"));
        });
    }
    ~PipelineRecorder() override { delete pipeline; }

    const QPointer<Offspring::Pipeline> pipeline;
    QStringList events;
    QByteArray out;
    QMap<int, QByteArray> errs;
    std::optional<Offspring::PipelineReason> reason;
    std::function<void(const QString &event)> hook;

private:
    void note(const QString &event)
    {
        const bool isData =
            event.startsWith(QLatin1String("out")) || event.startsWith(QLatin1String("err"));
        if (!isData || events.isEmpty() || events.last() != event)
            events << event;
        const auto call = hook; // it may delete this
        if (call)
            call(event);
    }
};

#endif // PIPELINERECORDER_H
