// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/qml/outputfilter.h>
#include <offspring/qml/qmlprocess.h>

#include <QtCore/QCoreApplication>
#include <QtQml/QQmlApplicationEngine>

#include <cstdio>

constexpr char document[] = R"(
    import QtQml
    import Offspring

    Process {
        executable: "echo"
        args: ["installed"]
        running: true
        onEnded: reason => Qt.exit(reason.kind === ExitReason.ProcessDone ? 0 : 1)
    }
)";

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(OFFSPRING_QML_IMPORT_PATH));
    engine.loadData(document);
    if (engine.rootObjects().isEmpty())
        return 1;
    // In C++ it is the same object, and gives the bytes.
    const auto process = qobject_cast<Offspring::QmlProcess *>(engine.rootObjects().constFirst());
    if (!process)
        return 1;
    QByteArray out;
    QObject::connect(process, &Offspring::QmlProcess::bytesReceived,
                     [&out](int, const QByteArray &data) { out += data; });
    Offspring::OutputModel model;
    model.setProcess(process);
    Offspring::OutputFilter filter;
    filter.setSource(&model);
    const int result = application.exec();
    model.flush();
    if (filter.count() != 1 || model.text(0) != QStringLiteral("installed"))
        return 1;
    std::fputs(out.constData(), stdout);
    return result;
}
