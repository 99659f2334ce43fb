// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Which folders of devices tell of something that draws.

#include "graphicscard.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

class tst_GraphicsCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void devicesTellWhatDraws_data();
    void devicesTellWhatDraws();
};

void tst_GraphicsCard::devicesTellWhatDraws_data()
{
    QTest::addColumn<QStringList>("devices");
    QTest::addColumn<bool>("draws");
    const auto row = [](const char *name, const QStringList &devices, bool draws) {
        QTest::newRow(name) << devices << draws;
    };
    row("none", {QStringLiteral("null")}, false);
    row("one that only shows", {QStringLiteral("dri/card0")}, false);
    row("DRM", {QStringLiteral("dri/card0"), QStringLiteral("dri/renderD128")}, true);
    row("the second of two", {QStringLiteral("dri/renderD129")}, true);
    row("NVIDIA", {QStringLiteral("nvidiactl")}, true);
    row("in Windows", {QStringLiteral("dxg")}, true);
}

void tst_GraphicsCard::devicesTellWhatDraws()
{
    QFETCH(QStringList, devices);
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("dri")));
    for (const QString &device : devices) {
        QFile file(folder.filePath(device));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QTEST(hasGraphicsCard(folder.path()), "draws");
}

QTEST_MAIN(tst_GraphicsCard)
#include "tst_graphicscard.moc"
