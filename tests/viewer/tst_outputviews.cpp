// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Views of an OutputModel that has run for weeks: a plain ListView as README has it, one that wraps
// its lines, one behind a filter, and the viewer's own. Judged is where their rows are drawn.

#include "windowtest.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtGui/QColor>
#include <QtQml/QQmlEngine>
#include <QtQuick/QQuickView>

#include <algorithm>
#include <iterator>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

constexpr auto document = R"(
import QtQuick
import Offspring
import Viewer

Item {
    id: root
    width: 900; height: 400
    property alias child: process
    property alias output: output

    Process { id: process }
    OutputModel {
        id: output
        process: process
        onUpdated: { plain.positionViewAtEnd(); wrapping.positionViewAtEnd(); wrapping.positionViewAtEnd() }
        onRowsInserted: Qt.callLater(later.positionViewAtEnd)
    }
    OutputFilter { id: even; source: output; needle: "even"; onUpdated: filtered.positionViewAtEnd() }
    OutputFilter { id: all; source: output }

    component Line: Text {
        required property string styledText
        required property real lineNumber
        text: styledText
        height: 18
    }
    component Lines: ListView {
        y: 0; width: 150; height: 400
        model: output
    }

    Lines { id: plain; objectName: "plain"; delegate: Line {} }
    Lines { id: later; objectName: "later"; x: 150; delegate: Line {} }
    Lines {
        id: wrapping; objectName: "wrapping"; x: 300
        delegate: Line { height: 18 * (1 + lineNumber % 3) }
    }
    Lines { id: filtered; objectName: "filtered"; x: 450; model: even; delegate: Line {} }
    OutputView {
        objectName: "viewer"; x: 600; width: 300; height: 400
        output: root.output
        filter: all
    }
})";

const QStringList views = {u"plain"_s, u"later"_s, u"wrapping"_s, u"filtered"_s, u"viewer"_s};

} // namespace

class tst_OutputViews : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_view.reset(); }
    void rowsStayExactAfterTenBillionLines();
    void rowsStayExactOverManyTurnovers();
    void aReaderKeepsTheLine();
    void clearingBeginsAtTheTopAgain();
    void backgroundsAreDrawn();

private:
    QQuickWindow *window() const override { return m_view.get(); }
    QObject *output() const;
    void receive(const QByteArray &data);
    void settle();
    QList<QQuickItem *> rowsInSight(const QString &name);
    void compareRows(const QString &name);
    void compareEnd(const QString &name, int last);

    QTemporaryDir m_directory;
    std::unique_ptr<QQuickView> m_view;
};

void tst_OutputViews::init()
{
    failOnOwnWarnings();
    m_view = std::make_unique<QQuickView>();
    m_view->engine()->addImportPath(u"qrc:/qt/qml"_s);
    // A file: since Qt 6.8 the components inside a document are looked for at its address.
    QFile file(m_directory.filePath(u"document.qml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(document) > 0);
    file.close();
    m_view->setSource(QUrl::fromLocalFile(file.fileName()));
    QVERIFY(m_view->rootObject()); // otherwise the engine has warned
    m_view->show();
    waitForWindow();
}

QObject *tst_OutputViews::output() const
{
    return m_view->rootObject()->property("output").value<QObject *>();
}

/// As a child would have written it; and shows it.
void tst_OutputViews::receive(const QByteArray &data)
{
    auto *const child = m_view->rootObject()->property("child").value<QObject *>();
    QMetaObject::invokeMethod(child, "bytesReceived", Q_ARG(int, 1), Q_ARG(QByteArray, data));
    QMetaObject::invokeMethod(output(), "flush");
}

/// All that was put off is done, and the views are laid out.
void tst_OutputViews::settle()
{
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    for (const QString &name : views)
        QMetaObject::invokeMethod(item(name), "forceLayout");
    QCoreApplication::sendPostedEvents();
}

QList<QQuickItem *> tst_OutputViews::rowsInSight(const QString &name)
{
    QQuickItem *const view = item(name);
    QList<QQuickItem *> rows;
    for (int i = 0; i < view->property("count").toInt(); ++i) {
        QQuickItem *row = nullptr;
        QMetaObject::invokeMethod(view, "itemAtIndex", Q_RETURN_ARG(QQuickItem *, row),
                                  Q_ARG(int, i));
        const double top = row ? row->mapToItem(view, QPointF()).y() : 0;
        if (row && top + row->height() > 0 && top < view->height())
            rows << row;
    }
    return rows;
}

/// The scene graph counts in floats, those of the contents and of the row in it: so must we.
void tst_OutputViews::compareRows(const QString &name)
{
    const QList<QQuickItem *> rows = rowsInSight(name);
    QVERIFY2(rows.size() >= 5, qPrintable(name));
    const auto topOf = [](const QQuickItem *row) {
        return float(row->parentItem()->y()) + float(row->y());
    };
    for (qsizetype i = 0; i + 1 < rows.size(); ++i) {
        QVERIFY2(topOf(rows[i + 1]) - topOf(rows[i]) == float(rows[i]->height()),
                 qPrintable(name + u": %1"_s.arg(topOf(rows[i + 1]) - topOf(rows[i]))));
        QVERIFY(rows[i + 1]->property("lineNumber") != rows[i]->property("lineNumber"));
    }
    // The same in the scene: nothing between the view and the window moves.
    const auto bottom = float(rows.last()->mapToScene(QPointF(0, rows.last()->height())).y());
    QVERIFY(topOf(rows.last()) + float(rows.last()->height()) == bottom);
}

/// And the view follows: its last row, line number \a last, ends where the view does.
void tst_OutputViews::compareEnd(const QString &name, int last)
{
    const QQuickItem *const row = rowsInSight(name).last();
    QVERIFY2(row->property("lineNumber").toInt() == last, qPrintable(name));
    const double end = row->mapToItem(item(name), QPointF(0, row->height())).y();
    QVERIFY2(end == item(name)->height(), qPrintable(name + u": %1"_s.arg(end)));
}

void tst_OutputViews::rowsStayExactAfterTenBillionLines()
{
    constexpr int blocks = 600;
    const QByteArray block((10'000'000'000 + blocks - 1) / blocks, '\n');
    for (int i = 0; i < blocks; ++i) {
        receive(block);
        settle();
    }
    QVERIFY(output()->property("lineCount").toDouble() >= 1e10);
    receive(QByteArray("even\nodd\n").repeated(20));
    settle();
    for (const QString &name : views)
        compareRows(name);
}

// As a child that writes some lines in each frame. Every view follows all the time.
void tst_OutputViews::rowsStayExactOverManyTurnovers()
{
    output()->setProperty("maximumLines", 1000);
    int lines = 0;
    for (int i = 0; i < 600; ++i) {
        const int count = 2 + (i % 7) * 40;
        receive(QByteArray("an even line\nan odd line " + QByteArray(i % 90, 'x') + "\n")
                    .repeated(count / 2));
        lines += count;
        settle();
        if (i % 100 == 99 || i % 101 == 100) {
            for (const QString &name : views) {
                compareRows(name);
                compareEnd(name, name == u"filtered"_s ? lines - 1 : lines);
            }
        }
        for (const QString &name : views)
            QVERIFY(qAbs(item(name)->property("contentY").toDouble()) < 18 * 3 * 11000 * 2);
    }
    QVERIFY(lines > 7 * 10000);
}

// In the viewer: the same line at the same height, whatever goes above and comes below.
void tst_OutputViews::aReaderKeepsTheLine()
{
    receive(QByteArray("an even line\n").repeated(9995));
    settle();
    QQuickItem *const view = item(u"viewer"_s);
    for (int round = 0; round < 25; ++round) {
        QVERIFY(QMetaObject::invokeMethod(view, "show", Q_ARG(int, 9000)));
        settle();
        view->setProperty("contentY", view->property("contentY").toDouble() + 7);
        settle();
        const auto place = [&] {
            const QQuickItem *const row = rowsInSight(u"viewer"_s).first();
            return std::pair(row->property("lineNumber").toInt(),
                             row->mapToItem(view, QPointF()).y());
        };
        const auto before = place();
        for (int i = 0; i < 10; ++i) {
            receive(QByteArray("an even line\n").repeated(100));
            settle();
            QCOMPARE(place(), before);
        }
        compareRows(u"viewer"_s);
    }
}

void tst_OutputViews::clearingBeginsAtTheTopAgain()
{
    for (int round = 0; round < 3; ++round) {
        receive(QByteArray("even\n").repeated(12000));
        settle();
        QMetaObject::invokeMethod(output(), "clear");
        settle();
        receive(QByteArray("even\n").repeated(10));
        settle();
        for (const QString &name : views) {
            QCOMPARE(item(name)->property("contentY").toDouble(), 0.0);
            QCOMPARE(rowsInSight(name).size(), 10);
        }
    }
}

// In the viewer: behind the characters that have them, however the line is wrapped.
void tst_OutputViews::backgroundsAreDrawn()
{
    receive("plain\n\x1b[44mblue\x1b[0m and \x1b[7minverse\x1b[0;53m over\x1b[m "
            + QByteArray("long ").repeated(20) + "\x1b[48;5;196m" + QByteArray("red ").repeated(20)
            + '\n');
    settle();
    const QList<QQuickItem *> rows = rowsInSight(u"viewer"_s);
    QCOMPARE(rows.size(), 2);
    const auto named = [](QQuickItem *row, const QString &name) {
        QList<QQuickItem *> found;
        const QList<QQuickItem *> children = row->childItems();
        std::copy_if(children.begin(), children.end(), std::back_inserter(found),
                     [&](const QQuickItem *each) { return each->objectName() == name; });
        return found;
    };
    QVERIFY(named(rows[0], u"background"_s).isEmpty());
    const QList<QQuickItem *> grounds = named(rows[1], u"background"_s);
    QVERIFY(grounds.size() >= 4); // the red one goes over several rows
    QCOMPARE(grounds[0]->property("color").value<QColor>(), QColor(0x3b78ff));
    QCOMPARE(grounds.last()->property("color").value<QColor>(), QColor(0xff0000));
    QVERIFY(grounds.last()->y() > grounds[0]->y());
    QVERIFY(grounds[0]->x() + grounds[0]->width() < grounds[1]->x());
    QVERIFY(!named(rows[1], u"overline"_s).isEmpty());
    const QString text = named(rows[1], u"body"_s).value(0)->property("text").toString();
    QVERIFY(text.contains(u">inverse</font>"_s));
    if (qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        picture(u"backgrounds"_s);
}

QTEST_MAIN(tst_OutputViews)
#include "tst_outputviews.moc"
