// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Prints what a terminal shows.

#include <QtGui/QGuiApplication>
#include <QtQml/QQmlApplicationEngine>

#include <cstdio>

constexpr char document[] = R"(
    import QtQuick
    import Offspring.Terminal

    Window {
        property alias text: terminal.selectedText

        width: 400
        height: 200
        visible: true

        Terminal {
            id: terminal

            anchors.fill: parent
            process: Process {
                executable: "sh"
                args: ["-c", "test -t 0 && echo installed"]
                running: true
                onEnded: {
                    terminal.selectAll()
                    Qt.quit()
                }
            }
        }
    }
)";

int main(int argc, char **argv)
{
    QGuiApplication application(argc, argv);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(OFFSPRING_QML_IMPORT_PATH));
    engine.loadData(document);
    if (engine.rootObjects().isEmpty())
        return 1;
    const int result = application.exec();
    const QString text = engine.rootObjects().constFirst()->property("text").toString();
    std::puts(qPrintable(text.trimmed()));
    return result;
}
