// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// QImageReader and QImageWriter on a ChildDevice. They need Qt Gui, which the library does not.

#include "behaviourtest.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>
#include <QtGui/QImageReader>
#include <QtGui/QImageWriter>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

/// Of noise, so that no format makes it small.
QImage picture()
{
    QImage image(400, 300, QImage::Format_RGB32);
    quint32 noise = 1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            noise = noise * 1'664'525 + 1'013'904'223;
            image.setPixel(x, y, 0xff000000 | (noise >> 8));
        }
    }
    return image;
}

} // namespace

class tst_DeviceImages : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void anImageIsRead_data();
    void anImageIsRead();
    void anImageIsWritten_data();
    void anImageIsWritten();
};

void tst_DeviceImages::anImageIsRead_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<int>("childFD");
    QTest::addColumn<ChildFD>("end");
    for (const char *format : {"png", "bmp", "ppm"}) {
        const auto row = [format](const char *place) -> QTestData & {
            return QTest::newRow(format + QByteArray(", ") + place) << QByteArray(format);
        };
        row("fd 1") << 1 << ChildFD('r');
        row("fd 3") << 3 << ChildFD('r');
        row("a socket") << 4 << ChildFD::socket();
        row("a terminal") << 1 << ChildFD::terminal();
    }
}

void tst_DeviceImages::anImageIsRead()
{
    QFETCH(const QByteArray, format);
    QFETCH(const int, childFD);
    QFETCH(const ChildFD, end);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"picture"_s);
    QVERIFY(picture().save(path, format.constData()));
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"copy 9 %1"_s.arg(childFD),
              {.childFDs = {{childFD, end}, {9, ChildFD::file(path, QIODevice::ReadOnly)}},
               .terminal = {.raw = true}});
    ChildDevice device(transport, childFD);
    bool isOver = false;
    connect(&device, &QIODevice::readChannelFinished, this, [&] { isOver = true; });
    QVERIFY(waitUntil([&] { return isOver; }));
    QImageReader reader(&device);
    QCOMPARE(reader.format(), format);
    const QImage image = reader.read();
    QVERIFY2(!image.isNull(), qPrintable(reader.errorString()));
    QCOMPARE(image.convertToFormat(QImage::Format_RGB32), picture());
    QVERIFY(waitForEnd(recorder));
}

void tst_DeviceImages::anImageIsWritten_data()
{
    QTest::addColumn<QByteArray>("format");
    for (const char *format : {"png", "bmp", "ppm"})
        QTest::newRow(format) << QByteArray(format);
}

void tst_DeviceImages::anImageIsWritten()
{
    QFETCH(const QByteArray, format);
    Recorder recorder;
    {
        ChildDevice device(spawn(recorder, u"copy 0 1"_s), 0);
        QImageWriter writer(&device, format);
        QVERIFY2(writer.write(picture()), qPrintable(writer.errorString()));
    }
    QVERIFY(waitForEnd(recorder));
    const QImage image = QImage::fromData(recorder.data[1], format.constData());
    QCOMPARE(image.convertToFormat(QImage::Format_RGB32), picture());
}

QTEST_GUILESS_MAIN(tst_DeviceImages)
#include "tst_deviceimages.moc"
