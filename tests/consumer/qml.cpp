// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtCore/QCoreApplication>
#include <QtQml/QQmlApplicationEngine>

#include <cstdio>

constexpr char document[] = R"(
    import QtQml
    import Offspring

    Process {
        property string text
        executable: "echo"
        args: ["installed"]
        running: true
        onOutReceived: chunk => text += chunk
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
    const int result = application.exec();
    std::fputs(qPrintable(engine.rootObjects().constFirst()->property("text").toString()), stdout);
    return result;
}
