// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Opens one of the QML examples in a window:
//
//     qmlexample commands | wizard | progress | terminal

#include <QtGui/QGuiApplication>
#include <QtQml/QQmlApplicationEngine>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QGuiApplication app(argc, argv);
    const QString name = app.arguments().value(1, u"commands"_s);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(QML_IMPORT_PATH));
    engine.load(QUrl::fromLocalFile(QStringLiteral(QML_EXAMPLES "/%1.qml").arg(name)));
    return engine.rootObjects().isEmpty() ? 1 : app.exec();
}
