// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A window of 120 columns and 40 rows with a Terminal in it, and nothing else, until its program
// ends: terminalwindow PROGRAM [ARGUMENT…]

#include <QtGui/QGuiApplication>
#include <QtQml/QQmlApplicationEngine>
#include <QtQml/QQmlContext>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(QML_IMPORT_PATH));
    engine.rootContext()->setContextProperty(u"command"_s, app.arguments().sliced(1));
    engine.loadData(R"(
        import Offspring
        import Offspring.Terminal
        import QtQuick

        Window {
            id: window

            visible: true
            width: 800
            height: 600

            FontMetrics { id: metrics; font: terminal.font }
            Terminal {
                id: terminal

                anchors.fill: parent
                focus: true
                scrollbackLines: 100000
                font { family: "DejaVu Sans Mono"; pixelSize: 13 }
                onGridChanged: {
                    window.width += (120 - columns) * Math.ceil(metrics.averageCharacterWidth)
                    window.height += (40 - rows) * Math.ceil(metrics.height)
                }
                process: Process {
                    executable: command[0]
                    args: command.slice(1)
                    running: true
                    onEnded: Qt.quit()
                }
            }
        }
    )");
    return engine.rootObjects().isEmpty() ? 1 : app.exec();
}
