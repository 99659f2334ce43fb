// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// OutputModel, fed by hand: bytes in, rows out, by tables. Two of these are in the
// folder screens. What QML sees of the model is in tst_outputmodel.qml.

#include "outputfilter.h"
#include "outputline.h"
#include "outputmodel.h"
#include "screencase.h"

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QRandomGenerator>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <time.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

QStringList rowsOf(const OutputModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.count(); ++row)
        rows << model.text(row);
    return rows;
}

QStringList styledRowsOf(const OutputModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.count(); ++row)
        rows << model.line(row).styledText();
    return rows;
}

/// The cases of a file in the folder screens, as data of a test.
void addScreens(const char *file, qsizetype count)
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QStringList>("lines");
    const QString path = QStringLiteral(SCREENS_DIR "/") + QLatin1StringView(file);
    for (const ScreenCase &screen : ScreenCase::allOf(path, count))
        QTest::newRow(screen.name.constData()) << screen.data << screen.lines;
}

/// A model that is watched by Qt's own tester, and counts the signals that views get.
class WatchedModel : public OutputModel
{
public:
    WatchedModel()
    {
        connect(this, &OutputModel::rowsInserted, this, [this] { ++insertions; });
        connect(this, &OutputModel::rowsRemoved, this, [this] { ++removals; });
        connect(this, &OutputModel::dataChanged, this, [this] { ++changes; });
    }

    void show(const QByteArray &data, int childFD = 1)
    {
        receive(childFD, data);
        flush();
    }

    /// Once each at most, since the last call.
    bool wasCalm()
    {
        const bool calm = insertions <= 1 && removals <= 1 && changes <= 1;
        insertions = removals = changes = 0;
        return calm;
    }

    int insertions = 0;
    int removals = 0;
    int changes = 0;

private:
    QAbstractItemModelTester m_tester{this, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

/// Every way to feed \a data in two chunks, and byte by byte, with and without a flush between.
void compareAllCuts(const QByteArray &data, const QStringList &rows, const QStringList &styledRows)
{
    for (qsizetype cut = 0; cut <= data.size(); ++cut) {
        for (const bool flushesBetween : {false, true}) {
            WatchedModel model;
            model.receive(1, data.first(cut));
            if (flushesBetween)
                model.flush();
            model.show(data.sliced(cut));
            QCOMPARE(rowsOf(model), rows);
            QCOMPARE(styledRowsOf(model), styledRows);
            QCOMPARE(model.lineCount(), double(rows.size()));
            QCOMPARE(model.byteCount(), double(data.size()));
            QCOMPARE(model.isPartial(), rows.size() > data.count('\n'));
        }
    }
    WatchedModel model;
    for (const char byte : data)
        model.show(QByteArray(1, byte));
    QCOMPARE(rowsOf(model), rows);
    QCOMPARE(styledRowsOf(model), styledRows);
}

/// Takes the processor time of what is done between start() and stop().
class ProcessorClock
{
public:
    void start() { m_start = now(); }
    void stop() { m_seconds += now() - m_start; }
    double seconds() const { return m_seconds; }

private:
    static double now()
    {
        timespec time = {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
    }

    double m_start = 0;
    double m_seconds = 0;
};

/// Of some rounds, because nothing makes an operation cheaper than it is.
double leastSeconds(const std::function<void(ProcessorClock &)> &round)
{
    double least = 1e9;
    for (int i = 0; i < 5; ++i) {
        ProcessorClock clock;
        round(clock);
        least = std::min(least, clock.seconds());
    }
    return least;
}

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

class tst_OutputModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutAnywhere_data();
    void cutAnywhere();
    void styles_data();
    void styles();
    void everyByte();
    void textOfEveryCharacterWidth();
    void streamsKeepApart();
    void aStreamsEndFinishesItsLine();
    void aLongLineIsCut();
    void aMegabyteWithoutNewline();
    void theOldestLinesAreDropped_data();
    void theOldestLinesAreDropped();
    void anOpenLineMayBeDropped();
    void randomOutputIsAsIfFedAtOnce();
    void stylesOutliveSkippedLines();
    void fiveMillionLines();
    void oneSignalOfAKindPerFlush();
    void theTimerRunsOnlyWhenNeeded();
    void clearing();
    void findingAndCopying();
    void fewerLines();
    void roles();
    void filtering();
    void partsOfOneStyle();
    void whatIsShownOfALine();
    void tabsAreAlikeInColours_data();
    void tabsAreAlikeInColours();
    void linesAboveChangeInPlace();
    void aBarStaysBelowWhatScrolls();
    void aLongLineBelowWhatScrollsIsNotLost();
    void linesOfAnotherDescriptorStay();
    void onlyTheScreenCanBeChanged();
    void aLongLineIsKeptWhole();
    void memoryIsBounded();
    void theCostOfAByteDoesNotGrow_data();
    void theCostOfAByteDoesNotGrow();
    void theCostOfAFrameDoesNotGrow();
    void aFloodIsCheap();
};

void tst_OutputModel::cutAnywhere_data()
{
    addScreens("text.txt", 82);
}

void tst_OutputModel::cutAnywhere()
{
    QFETCH(QByteArray, data);
    QFETCH(QStringList, lines);
    WatchedModel whole;
    whole.show(data);
    QCOMPARE(rowsOf(whole), lines);
    compareAllCuts(data, lines, styledRowsOf(whole));
}

void tst_OutputModel::styles_data()
{
    addScreens("styles.txt", 23);
}

void tst_OutputModel::styles()
{
    QFETCH(QByteArray, data);
    QFETCH(QStringList, lines);
    WatchedModel whole;
    whole.show(data);
    QCOMPARE(styledRowsOf(whole), lines);
    compareAllCuts(data, rowsOf(whole), lines);
}

// All of 0 to 255, in every pair: no line is lost, and no control character comes out.
void tst_OutputModel::everyByte()
{
    QByteArray data;
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second)
            data += QByteArray(1, char(first)) + char(second);
    }
    data += '\n';
    for (const qsizetype size : {qsizetype(1), qsizetype(7), qsizetype(4096), data.size()}) {
        WatchedModel model;
        for (qsizetype at = 0; at < data.size(); at += size)
            model.receive(1, data.mid(at, size));
        model.flush();
        // ESC M, which is there twice, and ESC 8 go a line up.
        QCOMPARE(model.lineCount(), double(data.count('\n') - 3));
        for (const QChar character : model.textOf(0, model.count()))
            QVERIFY(character >= u' ' || character == u'\n' || character == u'\t');
    }
}

void tst_OutputModel::textOfEveryCharacterWidth()
{
    const QString text = u"aä€😀ß漢字𝄞é\u0301z"_s;
    compareAllCuts(text.toUtf8(), {text}, {text});
    compareAllCuts(text.toUtf8() + '\n', {text}, {text});
}

void tst_OutputModel::streamsKeepApart()
{
    WatchedModel model;
    model.show("out \xc3", 1);
    model.show("\x1b[31merr \xe2\x82", 2);
    QCOMPARE(rowsOf(model), (QStringList{u"out "_s, u"err "_s}));
    model.show("\xa9.\nmore", 1);
    model.show("\xac\n", 2);
    QCOMPARE(styledRowsOf(model),
             (QStringList{u"out é."_s, u"<font color=\"#d13438\">err €</font>"_s, u"more"_s}));
    QCOMPARE(model.line(0).childFD, 1);
    QCOMPARE(model.line(1).childFD, 2);
    QVERIFY(!model.line(0).isPartial);
    QVERIFY(model.line(2).isPartial);
    QCOMPARE(model.lineCount(), 3.0);
}

void tst_OutputModel::aStreamsEndFinishesItsLine()
{
    WatchedModel model;
    model.show("\x1b[31mend\xc3");
    QVERIFY(model.isPartial());
    model.finish(1);
    model.flush();
    QCOMPARE(rowsOf(model), QStringList{u"end\ufffd"_s});
    QVERIFY(!model.isPartial());
    QVERIFY(!model.line(0).isPartial);
    model.show("\xa9next"); // of another child: neither the colour nor the character goes on
    QCOMPARE(styledRowsOf(model).last(), u"\ufffdnext"_s);
    QCOMPARE(model.lineCount(), 2.0);
    model.finish(7); // it has sent nothing
    model.flush();
    QCOMPARE(model.lineCount(), 2.0);
}

void tst_OutputModel::aLongLineIsCut()
{
    for (const QByteArray &end : {QByteArray(), QByteArray("\n"), QByteArray("\r\n")}) {
        WatchedModel model;
        model.setMaximumLineLength(5);
        model.show("12345" + end);
        model.show("\n123456" + end);
        model.show("\néé😀éé" + end);
        model.show("\néé😀ééé" + end);
        QStringList rows = rowsOf(model);
        rows.removeAll(QString());
        QCOMPARE(rows, (QStringList{u"12345"_s, u"12345…"_s, u"éé😀éé"_s, u"éé😀éé…"_s}));
    }
}

void tst_OutputModel::aMegabyteWithoutNewline()
{
    WatchedModel model;
    model.show("warm\n");
    const qint64 before = residentBytes();
    QElapsedTimer timer;
    timer.start();
    const QByteArray chunk(4096, 'x');
    for (int i = 0; i < 256; ++i)
        model.receive(1, chunk);
    model.flush();
    qInfo("1 MB without a newline, in chunks: %lld ms", timer.restart());
    QCOMPARE(model.text(1).size(), 65537);
    QVERIFY(model.text(1).endsWith(u'…'));
    model.show(QByteArray(1 << 20, 'y'));
    qInfo("at once: %lld ms, %lld KiB", timer.elapsed(), (residentBytes() - before) / 1024);
    QCOMPARE(model.text(1).size(), 65537);
    model.show("\nnext\n");
    QCOMPARE(model.text(2), u"next"_s);
    QCOMPARE(model.lineCount(), 3.0);
}

void tst_OutputModel::theOldestLinesAreDropped_data()
{
    QTest::addColumn<int>("maximum");
    for (const int maximum : {1, 2, 3, 10, 100, 1000})
        QTest::addRow("%d", maximum) << maximum;
}

// Whatever the size of the chunks, and whether they end in a line's middle or not.
void tst_OutputModel::theOldestLinesAreDropped()
{
    QFETCH(int, maximum);
    QByteArray data;
    for (int i = 1; i <= 500; ++i)
        data += QByteArray::number(i) + '\n';
    for (const qsizetype size : {1, 2, 3, 5, 64, 100000}) {
        for (const bool flushesBetween : {false, true}) {
            WatchedModel model;
            model.setMaximumLines(maximum);
            for (qsizetype at = 0; at < data.size(); at += size) {
                model.receive(1, data.mid(at, size));
                if (flushesBetween)
                    model.flush();
                QVERIFY(model.count() <= maximum);
            }
            model.flush();
            QCOMPARE(model.count(), qMin(maximum, 500));
            QCOMPARE(model.lineCount(), 500.0);
            QCOMPARE(model.firstLineNumber(), 500.0 - model.count() + 1);
            for (int row = 0; row < model.count(); ++row)
                QCOMPARE(model.text(row).toInt(), int(model.firstLineNumber()) + row);
        }
    }
}

// Its number is gone with it: what follows on its descriptor is counted, but has no row.
void tst_OutputModel::anOpenLineMayBeDropped()
{
    WatchedModel model;
    model.setMaximumLines(3);
    model.show("prompt", 2);
    model.show("1\n2\n3\n", 1);
    QCOMPARE(rowsOf(model), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    model.show(" goes on\nnew\n", 2);
    QCOMPARE(rowsOf(model), (QStringList{u"2"_s, u"3"_s, u"new"_s}));
    QCOMPARE(model.lineCount(), 5.0);
}

// The yardstick is a model that keeps all lines and shows each chunk alone.
void tst_OutputModel::randomOutputIsAsIfFedAtOnce()
{
    const QByteArrayList pieces = {"a",  "bc",     "\n",       "\n",    "\r", "\r\n",
                                   "é",  "\xc3",   "\x1b[31m", "\x1b[", "m",  "\x1b[K",
                                   "\b", "\x1b]x", "\x07",     "0",     "😀"};
    QRandomGenerator random(42);
    for (int round = 0; round < 300; ++round) {
        WatchedModel all;
        WatchedModel few;
        few.setMaximumLines(1 + random.bounded(8));
        for (int i = random.bounded(200); i > 0; --i) {
            const int childFD = 1 + random.bounded(2);
            QByteArray chunk;
            for (int j = random.bounded(12); j >= 0; --j)
                chunk += pieces[random.bounded(int(pieces.size()))];
            all.show(chunk, childFD);
            few.receive(childFD, chunk);
            if (random.bounded(5) == 0)
                few.flush();
        }
        few.flush();
        QCOMPARE(few.lineCount(), all.lineCount());
        QCOMPARE(few.isPartial(), all.isPartial());
        QCOMPARE(few.count(), qMin(all.count(), few.maximumLines()));
        QCOMPARE(rowsOf(few), rowsOf(all).mid(all.count() - few.count()));
        QCOMPARE(styledRowsOf(few), styledRowsOf(all).mid(all.count() - few.count()));
    }
}

void tst_OutputModel::stylesOutliveSkippedLines()
{
    WatchedModel model;
    model.setMaximumLines(2);
    model.show("1\n\x1b[1m2\x1b[31m\n3\n\x1b[22m4\n5\n6\n");
    QCOMPARE(styledRowsOf(model),
             (QStringList{u"<font color=\"#d13438\">5</font>"_s,
                          u"<font color=\"#d13438\">6</font>"_s}));
}

void tst_OutputModel::fiveMillionLines()
{
    constexpr int lines = 5'000'000;
    OutputModel model;
    QByteArray chunk;
    qint64 bytes = 0;
    QElapsedTimer timer;
    timer.start();
    qint64 spent = 0;
    for (int i = 1; i <= lines; ++i) {
        chunk += QByteArray::number(i) + '\n';
        if (chunk.size() < 65536 && i != lines)
            continue;
        bytes += chunk.size();
        timer.restart();
        model.receive(1, chunk);
        if (i % 7 == 0)
            model.flush();
        spent += timer.nsecsElapsed();
        chunk.clear();
    }
    model.flush();
    QCOMPARE(model.lineCount(), double(lines));
    QCOMPARE(model.byteCount(), double(bytes));
    QCOMPARE(model.count(), model.maximumLines());
    QCOMPARE(model.text(model.count() - 1), QString::number(lines));
    QCOMPARE(model.text(0), QString::number(lines - model.count() + 1));
    qInfo("5 million lines: %.0f MB/s", double(bytes) * 1000 / double(spent));
}

void tst_OutputModel::oneSignalOfAKindPerFlush()
{
    WatchedModel model;
    model.setMaximumLines(10);
    QRandomGenerator random(1);
    for (int i = 0; i < 2000; ++i) {
        for (int j = random.bounded(8); j > 0; --j) {
            const int lines = random.bounded(6);
            model.receive(1 + random.bounded(3), QByteArray("x\n").repeated(lines) + "y");
        }
        model.flush();
        QVERIFY(model.wasCalm());
        QVERIFY(model.count() <= 10);
        QCOMPARE(model.firstLineNumber() + model.count() - 1, model.lineCount());
    }
}

void tst_OutputModel::theTimerRunsOnlyWhenNeeded()
{
    OutputModel model;
    QSignalSpy inserted(&model, &OutputModel::rowsInserted);
    for (int i = 0; i < 100; ++i)
        model.receive(1, "line\n");
    QCOMPARE(model.count(), 0);
    QCOMPARE(model.lineCount(), 0.0);
    QVERIFY(inserted.wait());
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.count(), 100);
    // Nothing is pending now: another child's line is the next event.
    model.receive(1, "last\n");
    QVERIFY(inserted.wait());
    QCOMPARE(inserted.size(), 2);
}

void tst_OutputModel::clearing()
{
    WatchedModel model;
    model.show("one\n\x1b[31mtw");
    model.receive(1, "o\xc3");
    model.clear();
    QCOMPARE(model.count(), 0);
    QCOMPARE(model.lineCount(), 0.0);
    QCOMPARE(model.byteCount(), 0.0);
    QVERIFY(!model.isPartial());
    model.show("\xa9!\nthree\n");
    QCOMPARE(styledRowsOf(model),
             (QStringList{u"<font color=\"#d13438\">é!</font>"_s,
                          u"<font color=\"#d13438\">three</font>"_s}));
    QCOMPARE(model.lineCount(), 2.0);
    QCOMPARE(model.firstLineNumber(), 1.0);
}

void tst_OutputModel::findingAndCopying()
{
    WatchedModel model;
    model.show("Alpha\nbeta\nALPHA\ngamma");
    QCOMPARE(model.find(u"alpha"_s, 0), 0);
    QCOMPARE(model.find(u"alpha"_s, 1), 2);
    QCOMPARE(model.find(u"alpha"_s, 3), -1);
    QCOMPARE(model.find(u"alpha"_s, 3, true), 2);
    QCOMPARE(model.find(u"alpha"_s, 1, true), 0);
    QCOMPARE(model.find(u"alpha"_s, 1000, true), 2);
    QCOMPARE(model.find(u"alpha"_s, -5), 0);
    QCOMPARE(model.find(u"ALPHA"_s, 0, false, true), 2);
    QCOMPARE(model.find(u"mm"_s, 0), 3);
    QCOMPARE(model.find(QString(), 0), -1);
    QCOMPARE(model.textOf(1, 2), u"beta\nALPHA"_s);
    QCOMPARE(model.textOf(-3, 99), u"Alpha\nbeta\nALPHA\ngamma"_s);
    QCOMPARE(model.textOf(2, 1), QString());
    QCOMPARE(model.text(-1), QString());
    QCOMPARE(model.text(4), QString());
}

void tst_OutputModel::fewerLines()
{
    WatchedModel model;
    model.show("1\n2\n3\n4\n5");
    model.setMaximumLines(2);
    QCOMPARE(rowsOf(model), (QStringList{u"4"_s, u"5"_s}));
    model.show("6\n7\n");
    QCOMPARE(rowsOf(model), (QStringList{u"56"_s, u"7"_s}));
    model.setMaximumLines(-1);
    QCOMPARE(model.maximumLines(), 1);
    QCOMPARE(rowsOf(model), QStringList{u"7"_s});
}

void tst_OutputModel::roles()
{
    const QDateTime before = QDateTime::currentDateTime();
    WatchedModel model;
    model.setMaximumLines(2);
    model.show("dropped\n");
    model.show("<a>\nb", 4);
    const QModelIndex first = model.index(0);
    QCOMPARE(first.data(OutputModel::LineRole).toString(), u"<a>"_s);
    QCOMPARE(first.data(OutputModel::StyledTextRole).toString(), u"&lt;a&gt;"_s);
    QCOMPARE(first.data(OutputModel::ChildFDRole).toInt(), 4);
    QCOMPARE(first.data(OutputModel::LineNumberRole).toDouble(), 2.0);
    QCOMPARE(first.data(OutputModel::IsPartialRole).toBool(), false);
    QCOMPARE(model.index(1).data(OutputModel::IsPartialRole).toBool(), true);
    const QDateTime time = first.data(OutputModel::TimestampRole).toDateTime();
    QVERIFY(time >= before && time <= QDateTime::currentDateTime());
    QVERIFY(!model.index(2).data(OutputModel::LineRole).isValid());
}

void tst_OutputModel::filtering()
{
    WatchedModel model;
    OutputFilter filter;
    const QAbstractItemModelTester tester(&filter);
    QSignalSpy counted(&filter, &OutputFilter::countChanged);
    filter.setSource(&model);
    const auto rows = [&] {
        QStringList texts;
        for (int row = 0; row < filter.count(); ++row)
            texts << filter.index(row, 0).data(OutputModel::LineRole).toString();
        return texts;
    };
    model.show("out\n", 1);
    model.show("err\n", 2);
    model.show("three\n", 3);
    QCOMPARE(rows(), (QStringList{u"out"_s, u"err"_s, u"three"_s}));
    QVERIFY(!counted.isEmpty());
    filter.setShowOut(false);
    QCOMPARE(rows(), (QStringList{u"err"_s, u"three"_s}));
    filter.setShowErr(false);
    QCOMPARE(rows(), QStringList{u"three"_s});
    filter.setShowOut(true);
    filter.setNeedle(u"OU"_s);
    QCOMPARE(rows(), QStringList{u"out"_s});
    model.show("y", 1);
    QCOMPARE(rows(), QStringList{u"out"_s});
    model.show("ou", 1); // a row that passes only now
    QCOMPARE(rows(), (QStringList{u"out"_s, u"you"_s}));
    QCOMPARE(filter.mapToSource(1), 3);
    QCOMPARE(filter.mapFromSource(3), 1);
    QCOMPARE(filter.mapFromSource(1), -1);
    QCOMPARE(filter.mapToSource(9), -1);
    model.setMaximumLines(1);
    QCOMPARE(rows(), QStringList{u"you"_s});
    filter.setSource(nullptr);
    QCOMPARE(filter.count(), 0);
    QCOMPARE(filter.mapFromSource(0), -1);
}

void tst_OutputModel::partsOfOneStyle()
{
    WatchedModel model;
    model.show("a\t\x1b[44;7mb\x1b[0;3;53;8;2mc\x1b[m漢\nplain\n");
    const QVariantList runs = model.index(0).data(OutputModel::RunsRole).toList();
    QCOMPARE(runs.size(), 4);
    const auto run = [&runs](int i, const QString &key) { return runs[i].toMap().value(key); };
    QCOMPARE(run(0, u"text"_s), u"a\t"_s);
    QCOMPARE(run(0, u"columns"_s), 8);
    QVERIFY(!run(0, u"background"_s).isValid());
    QCOMPARE(run(1, u"text"_s), u"b"_s);
    QCOMPARE(run(1, u"start"_s), 2);
    QCOMPARE(run(1, u"length"_s), 1);
    QCOMPARE(run(1, u"column"_s), 8);
    QCOMPARE(run(1, u"background"_s), u"#3b78ff"_s);
    QVERIFY(run(1, u"inverse"_s).toBool());
    for (const QString &key : {u"italic"_s, u"overline"_s, u"conceal"_s, u"dim"_s})
        QVERIFY(run(2, key).toBool() && !run(3, key).toBool());
    QVERIFY(!run(2, u"bold"_s).toBool());
    QCOMPARE(run(3, u"columns"_s), 2);
    QVERIFY(model.index(1).data(OutputModel::RunsRole).toList().isEmpty());
}

void tst_OutputModel::whatIsShownOfALine()
{
    WatchedModel model;
    model.show("a\tb\n" + QByteArray(20, 'x') + "\n");
    const auto shown = [&model](int row, int role) { return model.index(row).data(role); };
    QCOMPARE(shown(0, OutputModel::LineRole), u"a\tb"_s);
    QCOMPARE(shown(0, OutputModel::BeginningRole), u"a\tb"_s);
    QCOMPARE(shown(0, OutputModel::ShownTextRole), u"a       b"_s);
    QSignalSpy changed(&model, &OutputModel::dataChanged);
    model.setShownLength(10);
    QCOMPARE(changed.size(), 1);
    const QString ten(10, u'x');
    QCOMPARE(shown(1, OutputModel::BeginningRole), ten);
    QCOMPARE(shown(1, OutputModel::ShownTextRole), ten + u'…');
    QCOMPARE(shown(1, OutputModel::StyledTextRole), ten + u'…');
    QCOMPARE(shown(1, OutputModel::LengthRole), 20);
    QCOMPARE(shown(1, OutputModel::LineRole), QString(20, u'x'));
    QCOMPARE(model.text(1), QString(20, u'x'));
}

void tst_OutputModel::tabsAreAlikeInColours_data()
{
    QTest::addColumn<QString>("line"); // the X in it
    QTest::addColumn<int>("column"); // has this one
    QTest::newRow("none") << u"abX"_s << 2;
    QTest::newRow("one") << u"ab\tX"_s << 8;
    QTest::newRow("several") << u"\t\tab\tX"_s << 24;
    QTest::newRow("at a stop") << u"12345678\tX"_s << 16;
    QTest::newRow("spaces behind it") << u"a\t  X"_s << 10;
    QTest::newRow("wide") << u"漢字\tX"_s << 8;
    QTest::newRow("wide, at a stop") << u"漢字漢字\tX"_s << 16;
    QTest::newRow("wide, over a stop") << u"a漢字漢字\tX"_s << 16;
    QTest::newRow("emoji") << u"\U0001f600\U0001f600\U0001f600\U0001f600\tX"_s << 16;
    QTest::newRow("joined emoji") << u"\U0001f469\u200d\U0001f4bb1234\tX"_s << 16;
    QTest::newRow("marks") << u"e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301\tX"_s << 8;
    QTest::newRow("marks, at a stop") << u"1234567e\u0301\tX"_s << 16;
    QTest::newRow("half a pair") << u"\ufffd\tX"_s << 8;
    QTest::newRow("shown marks") << u"<U+202E>\tX"_s << 16;
}

void tst_OutputModel::tabsAreAlikeInColours()
{
    QFETCH(QString, line);
    QFETCH(int, column);
    QString torn = line; // a style of its own before and behind each tab
    torn.replace(u"\t"_s, u"\x1b[32m\t\x1b[1m"_s);
    WatchedModel model;
    const QString off = u"\x1b[m\n"_s;
    model.show((line + u'\n' + u"\x1b[31m"_s + line + off + torn + off).toUtf8());
    QCOMPARE(model.count(), 3);
    const QString shown = model.index(0).data(OutputModel::ShownTextRole).toString();
    for (int row = 0; row < 3; ++row) {
        const auto data = [&](int role) { return model.index(row).data(role); };
        QCOMPARE(data(OutputModel::LineRole).toString(), line);
        QCOMPARE(data(OutputModel::ShownTextRole).toString(), shown);
        const auto widths = data(OutputModel::TabsRole).value<QList<int>>();
        QCOMPARE(widths.size(), line.count(u'\t'));
        const int blanks = std::accumulate(widths.begin(), widths.end(), 0);
        QCOMPARE(shown.size(), line.size() - widths.size() + blanks);
        const QVariantList runs = data(OutputModel::RunsRole).toList();
        QCOMPARE(runs.isEmpty(), row == 0 || (row == 2 && widths.isEmpty()));
        QString joined;
        int end = 0;
        for (const QVariant &run : runs) {
            QCOMPARE(run.toMap()[u"column"_s].toInt(), end);
            end += run.toMap()[u"columns"_s].toInt();
            joined += run.toMap()[u"shownText"_s].toString();
        }
        if (!runs.isEmpty()) {
            QCOMPARE(joined, shown);
            QCOMPARE(end, column + 1);
        }
    }
}

// As docker, npm and others show several things at once.
void tst_OutputModel::linesAboveChangeInPlace()
{
    WatchedModel model;
    model.show("before\na: waiting\nb: waiting\n");
    for (int percent = 0; percent <= 100; percent += 10) {
        const QByteArray number = QByteArray::number(percent);
        QSignalSpy changed(&model, &OutputModel::dataChanged);
        model.show("\x1b[2A\x1b[2K\ra: " + number + "%\x1b[2B\r");
        model.show("\x1b[1A\x1b[2K\rb: " + number + "%\x1b[1B\r");
        QCOMPARE(changed.size(), 2);
        QCOMPARE(model.count(), 3);
    }
    model.show("after\n");
    QCOMPARE(rowsOf(model), (QStringList{u"before"_s, u"a: 100%"_s, u"b: 100%"_s, u"after"_s}));
    QCOMPARE(model.lineCount(), 4.0);
}

// As apt does it, from the size of the terminal on: a region without the last row, and the bar
// there.
void tst_OutputModel::aBarStaysBelowWhatScrolls()
{
    const QByteArray bar = "\x1b\x37\x1b[24;0f\x1b[42mProgress: [ %]\x1b[49m\x1b\x38";
    const auto progress = [&bar](int percent) {
        return QByteArray(bar).replace("%", QByteArray::number(percent) + '%');
    };
    const QByteArray begin = "before\n\n\x1b\x37\x1b[0;23r\x1b\x38\x1b[1A";
    const QByteArray end = "\n\x1b\x37\x1b[0;24r\x1b\x38\x1b[1A\x1b[J";
    QByteArray text = begin + progress(0);
    QStringList rows = {u"before"_s};
    for (int i = 1; i <= 40; ++i) {
        text += "line " + QByteArray::number(i) + '\n' + progress(i);
        rows << u"line %1"_s.arg(i);
    }
    for (const bool isEnded : {false, true}) {
        QStringList all = rows;
        all << (isEnded ? QStringList{u"end"_s, QString(), QString()}
                        : QStringList{QString(), u"Progress: [ 40%]"_s});
        const QByteArray data = isEnded ? text + end + "end\n" : text;
        for (qsizetype cut = 0; cut <= data.size(); ++cut) {
            WatchedModel model;
            model.show(data.first(cut));
            model.show(data.sliced(cut));
            QCOMPARE(rowsOf(model), all);
        }
        WatchedModel model; // what comes fast is as what comes slowly
        model.setMaximumLines(5);
        model.show(data);
        QCOMPARE(rowsOf(model), all.last(5));
    }
}

// A bar as long as can be moved, and none that is longer.
void tst_OutputModel::aLongLineBelowWhatScrollsIsNotLost()
{
    for (const int length : {8000, 50'000}) {
        WatchedModel model;
        const QByteArray bar(length, '#');
        model.show("a\n\x1b[1;23r\x1b[24H" + bar + "\x1b[Hb\nc\n");
        QVERIFY(rowsOf(model).join(QString()).count(u'#') >= length - 1);
        model.show(QByteArray("x\n").repeated(100));
        QVERIFY(rowsOf(model).join(QString()).count(u'#') >= length - 1);
    }
}

void tst_OutputModel::linesOfAnotherDescriptorStay()
{
    WatchedModel model;
    model.show("out 1\n", 1);
    model.show("err 1\n", 2);
    model.show("out 2\n", 1);
    model.show("\x1b[2AX\n", 1);
    model.show("\x1b[9AY\n", 2);
    QCOMPARE(rowsOf(model), (QStringList{u"Xut 1"_s, u"Yrr 1"_s, u"out 2"_s}));
}

// The last 24 lines without a process: what is above has left the screen, or the model.
void tst_OutputModel::onlyTheScreenCanBeChanged()
{
    WatchedModel model;
    model.show(QByteArray("line\n").repeated(30) + "\x1b[99AX\n");
    QCOMPARE(rowsOf(model).indexOf(u"Xine"_s), 30 - 23);
    model.setMaximumLines(5);
    model.show("\x1b[99AY\n");
    QVERIFY(!rowsOf(model).contains(u"Yine"_s));
    QCOMPARE(model.count(), 5);
    model.clear();
    model.show("\x1b[99AZ\n");
    QCOMPARE(rowsOf(model), QStringList{u"Z"_s});
}

void tst_OutputModel::aLongLineIsKeptWhole()
{
    constexpr int length = 10'000'000;
    QByteArray line;
    for (int i = 0; line.size() < length; ++i)
        line += QByteArray::number(i) + ' ';
    line.truncate(length);
    for (const qsizetype size : {line.size(), qsizetype(65536), qsizetype(9999)}) {
        WatchedModel model;
        model.setMaximumLineLength(1 << 24);
        for (qsizetype at = 0; at < line.size(); at += size) {
            model.receive(1, line.mid(at, size));
            if (at % 5 == 0)
                model.flush();
        }
        model.show("\rX\nnext\n"); // what is changed is near the end
        QCOMPARE(model.text(0).size(), length);
        QCOMPARE(model.text(0).first(length - 10'000),
                 QString::fromLatin1(line.first(length - 10'000)));
        QCOMPARE(model.text(1), u"next"_s);
        QCOMPARE(model.index(0).data(OutputModel::LengthRole).toInt(), length);
        QVERIFY(model.index(0).data(OutputModel::StyledTextRole).toString().size() < 10'000);
    }
}

void tst_OutputModel::memoryIsBounded()
{
    WatchedModel model;
    model.setMaximumCharacters(1000);
    model.show(QByteArray(600, 'a') + '\n' + QByteArray(300, 'b') + '\n');
    QCOMPARE(model.count(), 2);
    model.show(QByteArray(200, 'c') + '\n');
    QCOMPARE(model.count(), 2);
    QCOMPARE(model.firstLineNumber(), 2.0);
    model.show(QByteArray("\x1b[1mx\x1b[mx").repeated(50) + '\n'); // 100 runs
    QCOMPARE(model.count(), 1);
    model.show(QByteArray(5000, 'd'));
    QCOMPARE(model.text(0).size(), 5000);
    model.show("\nlast\n");
    QCOMPARE(rowsOf(model), QStringList{u"last"_s});
}

// What a child may write to keep a program busy, behind a line of some length.
void tst_OutputModel::theCostOfAByteDoesNotGrow_data()
{
    QTest::addColumn<QByteArray>("sequence");
    const QByteArrayList sequences = {"\x1b[@",
                                      "\x1b[99999@",
                                      "\x1b[P",
                                      "\x1b[99999P",
                                      "\x1b[X",
                                      "\x1b[99999X",
                                      "\x1b[K",
                                      "\x1b[1K",
                                      "\x1b[2K",
                                      "\x1b[J",
                                      "\x1b[1J",
                                      "\x1b[2J",
                                      "\x1b[999999G\x1b[1K\r",
                                      "\x1b[999999Gx\r",
                                      "\x1b[999999Gx\x1b[2K",
                                      "\x1b[999999Gx\x1b[K\r",
                                      "\r\x1b[@",
                                      "\r\x1b[P",
                                      "\r\x1b[Kx",
                                      "\x1b[999999C\x1b[2Kx",
                                      "\b\b\b\x1b[@",
                                      "\t",
                                      "\r\t",
                                      "\t\x1b[2K",
                                      "x\xcc\x81\b",
                                      "\xcc\x81",
                                      "e\xcc\x81",
                                      "\r\xe6\xbc\xa2",
                                      "\x1b[1mx\x1b[mx",
                                      "\x1b[31m",
                                      "\r\x1b[1mx\x1b[m",
                                      "\x1b[Ax\n",
                                      "\x1b[99Ax\x1b[99B",
                                      "\x1b[A\x1b[999999Gx\x1b[K\x1b[B",
                                      "\x1b[A\x1b[@\x1b[B",
                                      "\x1b[99A\x1b[J\x1b[99B",
                                      "\x1b[A\x1b[2K\x1b[B",
                                      "\x1bM",
                                      "\x1bMx\n",
                                      "\x1b\x37",
                                      "\x1b\x38",
                                      "\x1b\x37x\x1b\x38",
                                      "\x1b[s\x1b[999999Gx\x1b[u",
                                      "\x1b[H",
                                      "\x1b[Hx\x1b[99H",
                                      "\x1b[999;999Hx\x1b[H",
                                      "\x1b[3dx\x1b[2d",
                                      "\x1b[2J\x1b[999999Gx",
                                      "\x1b[H\x1b[2Jx\x1b[99B",
                                      "\x1b[99Bx\x1b[1J",
                                      "\x1b[1;23r\x1b[99Bx\x1b[A\n",
                                      "\xe2\x80\xae",
                                      "\x1b]0;x\x07",
                                      QByteArray(1, '\0')};
    for (const QByteArray &sequence : sequences)
        QTest::newRow(sequence.toPercentEncoding("[;").constData()) << sequence;
}

void tst_OutputModel::theCostOfAByteDoesNotGrow()
{
    QFETCH(QByteArray, sequence);
    const QByteArray flood = sequence.repeated(100'000 / sequence.size());
    const auto secondsBehind = [&](int length) {
        return leastSeconds([&](ProcessorClock &clock) {
            OutputModel model;
            model.setMaximumLineLength(1 << 22);
            const QByteArray line = "\x1b[m" + QByteArray(length, 'x');
            for (int i = 0; i < 3; ++i)
                model.receive(1, line + '\n');
            model.receive(1, line + sequence);
            model.flush();
            clock.start();
            model.receive(1, flood);
            model.flush();
            clock.stop();
        });
    };
    const double small = secondsBehind(9'000);
    const double large = secondsBehind(360'000);
    qDebug("%.1f and %.1f ms", small * 1e3, large * 1e3);
    QVERIFY(large < 4 * small);
    QVERIFY(small < 40 * secondsBehind(1));
}

// A line that grows by one character in each frame, before a view and a filter.
void tst_OutputModel::theCostOfAFrameDoesNotGrow()
{
    const auto secondsBehind = [&](int length) {
        return leastSeconds([&](ProcessorClock &clock) {
            OutputModel model;
            model.setMaximumLineLength(1 << 24);
            OutputFilter filter;
            filter.setSource(&model);
            filter.setNeedle(u"needle"_s);
            model.receive(1, "needle? needl");
            model.receive(1, QByteArray(length, 'x'));
            model.flush();
            clock.start();
            for (int frame = 0; frame < 200; ++frame) {
                model.receive(1, "x");
                model.flush();
                for (const int role :
                     {OutputModel::StyledTextRole, OutputModel::ShownTextRole,
                      OutputModel::BeginningRole, OutputModel::RunsRole, OutputModel::LengthRole}) {
                    QVERIFY(model.index(0).data(role).isValid());
                }
            }
            clock.stop();
        });
    };
    const double small = secondsBehind(20'000);
    const double large = secondsBehind(2'000'000);
    qDebug("%.1f and %.1f µs for a frame", small * 5e3, large * 5e3);
    QVERIFY(large < 4 * small);
}

// Prints what a flood costs; the limit is only against something gone badly wrong.
void tst_OutputModel::aFloodIsCheap()
{
    const QByteArray coloured =
        QByteArray("\x1b[32mok\x1b[0m a line of a build\r\n").repeated(2048);
    const QByteArray progress = QByteArray("\r 42% of it is done").repeated(3276);
    const QByteArray unicode = QByteArray("Grüße, eine Zeile mit Umlauten und €\n").repeated(1600);
    const std::pair<const char *, QByteArray> floods[] = {
        {"yes", QByteArray("y\n").repeated(32768)},
        {"text lines", QByteArray("a line of a log that says nothing at all\n").repeated(1598)},
        {"unicode lines", unicode},
        {"coloured lines", coloured},
        {"one progress bar", progress},
        {"no newline", QByteArray(65536, 'x')},
        {"zeros", QByteArray(65536, '\0')}};
    for (const auto &[name, chunk] : floods) {
        OutputModel model;
        QElapsedTimer timer;
        timer.start();
        qint64 bytes = 0;
        qint64 flushes = 0;
        while (timer.elapsed() < 500) {
            model.receive(1, chunk);
            bytes += chunk.size();
            if (timer.elapsed() / 16 > flushes) { // a frame
                model.flush();
                flushes = timer.elapsed() / 16;
            }
        }
        const double rate = double(bytes) / 1e6 / (double(timer.elapsed()) / 1000);
        qInfo("%s: %.0f MB/s", name, rate);
        QVERIFY(rate > 1);
    }
}

QTEST_GUILESS_MAIN(tst_OutputModel)
#include "tst_outputmodel.moc"
