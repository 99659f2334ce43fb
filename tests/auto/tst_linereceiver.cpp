// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// LineReceiver: bytes in, lines out; what Twisted's does, as far as ours is the same.

#include <offspring/linereceiver.h>

#include <QtCore/QByteArrayList>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <sys/resource.h>
#include <utility>

using namespace Offspring;

namespace {

/// Writes down each callback as "L:…", "R:…" or "X:…", then runs the hook.
class Recorder : public LineReceiver
{
public:
    explicit Recorder(const QByteArray &delimiter = {}) { setDelimiter(delimiter); }

    void lineReceived(const QByteArray &line) override { happened("L:" + line); }
    void rawDataReceived(const QByteArray &data) override { happened("R:" + data); }
    void lineLengthExceeded(const QByteArray &everything) override { happened("X:" + everything); }

    QByteArrayList events;
    std::function<void(const QByteArray &event)> hook;
    int depth = 0;
    int deepest = 0;

private:
    void happened(const QByteArray &event)
    {
        events << event;
        if (!hook)
            return;
        deepest = qMax(deepest, ++depth);
        hook(event);
        --depth;
    }
};

/// Deletes itself in the callback of one event, and touches nothing afterwards.
class Mortal : public LineReceiver
{
public:
    Mortal(const QByteArray &fatalEvent, bool busy, QByteArrayList *allEvents)
        : fatal(fatalEvent)
        , busyBefore(busy)
        , events(allEvents)
    { }
    ~Mortal() override { *events << "deleted"; }

    void lineReceived(const QByteArray &line) override { happened("L:" + line); }
    void rawDataReceived(const QByteArray &data) override { happened("R:" + data); }
    void lineLengthExceeded(const QByteArray &everything) override { happened("X:" + everything); }

private:
    void happened(const QByteArray &event)
    {
        *events << event;
        if (event != fatal)
            return;
        if (busyBefore) {
            dataReceived("more\nmore");
            flush();
            resumeLines();
        }
        delete this;
    }

    const QByteArray fatal;
    const bool busyBefore;
    QByteArrayList *const events;
};

/// A model of the same promises, as simple as possible: every event starts from scratch.
class Model
{
public:
    void dataReceived(const QByteArray &data)
    {
        streams.last() += data;
        run();
    }
    void flush()
    {
        streams << QByteArray();
        run();
    }
    void setRawMode()
    {
        raw = true;
        run();
    }
    void setLineMode(const QByteArray &extra)
    {
        raw = false;
        streams.first().prepend(extra);
        run();
    }
    QByteArray clearLineBuffer() { return std::exchange(streams, {QByteArray()}).join(); }
    void pauseLines() { paused = true; }
    void resumeLines()
    {
        paused = false;
        run();
    }
    void setDelimiter(const QByteArray &bytes) { delimiter = bytes; }
    void setMaximumLength(qsizetype length) { maximum = length; }

    QByteArrayList events;
    std::function<void(const QByteArray &event)> hook;

private:
    void run()
    {
        if (running)
            return;
        running = true;
        while (!paused) {
            const QByteArray event = next();
            if (event.isNull())
                break;
            if (event.isEmpty())
                continue;
            events << event;
            hook(event);
        }
        running = false;
    }

    /// Null: nothing more. Empty: a stream was left behind.
    QByteArray next()
    {
        const bool ended = streams.size() > 1;
        QByteArray &bytes = streams.first();
        if (bytes.isEmpty()) {
            if (ended)
                streams.removeFirst();
            return ended ? "" : QByteArray();
        }
        if (raw)
            return "R:" + std::exchange(bytes, {});
        const qsizetype end = bytes.indexOf(delimiter);
        const qsizetype length = end >= 0 ? end : bytes.size() - (ended ? 0 : delimiter.size() - 1);
        if (maximum >= 0 && length > maximum)
            return "X:" + std::exchange(bytes, {});
        if (end < 0)
            return ended ? "L:" + std::exchange(bytes, {}) : QByteArray();
        const QByteArray line = bytes.left(end);
        bytes.remove(0, end + delimiter.size());
        return "L:" + line;
    }

    QByteArrayList streams = {QByteArray()};
    QByteArray delimiter = "\n";
    qsizetype maximum = 16384;
    bool raw = false;
    bool paused = false;
    bool running = false;
};

using Bytes = QByteArrayList;
using Start = std::function<void(LineReceiver &)>;

QByteArray randomBytes(QRandomGenerator &random, int atLeast, int atMost)
{
    QByteArray result;
    for (int left = random.bounded(atLeast, atMost + 1); left > 0; --left)
        result += "ab\r\n"[random.bounded(4)];
    return result;
}

/// One call that changes the state of a Recorder or of a Model, the same for the same seed.
template <typename Receiver>
void meddle(Receiver &receiver, QRandomGenerator &random)
{
    const int what = random.bounded(12);
    const QByteArray bytes = randomBytes(random, 1, 4);
    if (what == 0)
        receiver.setRawMode();
    else if (what <= 2)
        receiver.setLineMode(what == 1 ? bytes : QByteArray());
    else if (what == 3)
        receiver.pauseLines();
    else if (what <= 6)
        receiver.resumeLines();
    else if (what == 7)
        receiver.events << "C:" + receiver.clearLineBuffer();
    else if (what == 8)
        receiver.flush();
    else if (what == 9)
        receiver.setDelimiter(bytes);
    else if (what == 10)
        receiver.setMaximumLength(random.bounded(-1, 12));
    else
        receiver.dataReceived(bytes);
}

/// A whole life: data in random chunks, meddled with between them and inside the callbacks.
template <typename Receiver>
Bytes live(quint32 seed, bool hostile)
{
    QRandomGenerator random(seed);
    Receiver receiver;
    receiver.setDelimiter(randomBytes(random, 1, 3));
    receiver.setMaximumLength(random.bounded(3) ? 16384 : random.bounded(0, 9));
    int budget = 60; // of calls from inside: a callback that always adds data would never end
    receiver.hook = [&](const QByteArray &) {
        if (hostile && budget-- > 0 && random.bounded(3) == 0)
            meddle(receiver, random);
    };
    for (int chunks = 30; chunks > 0; --chunks) {
        receiver.dataReceived(randomBytes(random, 0, 12));
        if (hostile && random.bounded(2) == 0)
            meddle(receiver, random);
    }
    receiver.flush();
    receiver.resumeLines();
    return receiver.events;
}

} // namespace

class tst_LineReceiver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesEndWithANewlineAndMayBe16384BytesLong();
    void everyChunkingGivesTheSameLines_data();
    void everyChunkingGivesTheSameLines();
    void aDelimiterCutBetweenChunksEndsTheLineOnce();
    void randomChunksAgreeWithTheModel();
    void randomCallsInsideAndOutsideCallbacksAgreeWithTheModel();

    void lineLengthsAreJudgedExactly_data();
    void lineLengthsAreJudgedExactly();
    void anyLengthIsLegalWithANegativeMaximum();
    void afterAnOverlongLineWhatComesNextStartsALine();
    void bothSettingsMayChangeBetweenDeliveries();
    void bothSettingsMayChangeInsideACallback();
    void anEmptyDelimiterIsIgnored();
    void aNewDelimiterIsFoundInWhatWasSearchedForTheOldOne();

    void theRestOfTheBufferGoesToRawDataInOnePiece();
    void rawModeFromOutsideDeliversWhatIsBuffered();
    void whoGivesRawDataBackGetsSmallPiecesThenLargerOnes();
    void extraBytesOutsideRawDataMakeNoSmallPieces();
    void lineModeBeginsWithTheExtraBytes();
    void theExtraBytesComeBeforeDataThatArrivedMeanwhile();
    void emptyDataInRawModeIsNoCallback();
    void aHundredThousandModeFlipsUseConstantStack();
    void dataReceivedInsideACallbackOnlyWaits();

    void pausedNothingIsDelivered_data();
    void pausedNothingIsDelivered();
    void pausingInsideACallbackStopsAfterIt();
    void resumingInsideACallbackDoesNotRecurse();
    void flushWaitsForResume();
    void streamsThatEndedWhilePausedStayApart();

    void flushDeliversALastLineWithoutDelimiter_data();
    void flushDeliversALastLineWithoutDelimiter();
    void flushInsideACallbackEndsTheStreamThere();
    void afterFlushTheNextStreamStartsOver();

    void clearLineBufferTakesWhatWasNotDelivered();
    void clearLineBufferInsideACallbackStopsThere();
    void clearLineBufferTakesFlushedStreamsToo();

    void deletedInsideAnyOfItsCallbacks_data();
    void deletedInsideAnyOfItsCallbacks();
    void anExceptionLosesNothingButItsOwnLine();
    void whatWasDeliveredStaysWhenTheReceiverIsGone();
    void bytesThatOnlyBorrowedTheirMemoryAreCopied();
    void theDefaultsDropRawDataAndOverlongLines();

    void aLongLineByteByByteIsNotQuadratic_data();
    void aLongLineByteByByteIsNotQuadratic();
    void pausingAfterEachOfManyLinesIsNotQuadratic();
    void switchingBetweenLinesAndRawIsNotQuadratic_data();
    void switchingBetweenLinesAndRawIsNotQuadratic();
    void unreadingALineIsNotQuadratic();
    void endingManyStreamsIsNotQuadratic();
    void feedingItFromInsideCostsNoMemory();
};

void tst_LineReceiver::linesEndWithANewlineAndMayBe16384BytesLong()
{
    const Recorder receiver;
    QCOMPARE(receiver.delimiter(), "\n");
    QCOMPARE(receiver.maximumLength(), 16384);
}

void tst_LineReceiver::everyChunkingGivesTheSameLines_data()
{
    QTest::addColumn<QByteArray>("delimiter");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Bytes>("lines");

    QTest::newRow("LF") << QByteArray("\n") << QByteArray("one\ntwo\n\n\nthree\n")
                        << Bytes{"L:one", "L:two", "L:", "L:", "L:three"};
    QTest::newRow("CR LF") << QByteArray("\r\n") << QByteArray("one\r\n\r\ntwo\nr\r\r\n\n\r\n")
                           << Bytes{"L:one", "L:", "L:two\nr\r", "L:\n"};
    QTest::newRow("a last line") << QByteArray("\r\n") << QByteArray("one\r\nlast\r")
                                 << Bytes{"L:one", "L:last\r"};
    QTest::newRow("overlapping itself")
        << QByteArray("aab") << QByteArray("aaabxaaaabaab") << Bytes{"L:a", "L:xaa", "L:"};
    QTest::newRow("left to right")
        << QByteArray("aa") << QByteArray("aaabaaaa") << Bytes{"L:", "L:ab", "L:"};
    QTest::newRow("NUL") << QByteArray("\0", 1) << QByteArray("a\0\0b\nc\0", 7)
                         << Bytes{"L:a", "L:", "L:b\nc"};
    QTest::newRow("a long delimiter")
        << QByteArray("--boundary--") << QByteArray("a--boundary----boundary-b--boundary--")
        << Bytes{"L:a", "L:--boundary-b"};
    QTest::newRow("nothing") << QByteArray("\n") << QByteArray() << Bytes{};
    QTest::newRow("only a delimiter") << QByteArray("\r\n") << QByteArray("\r\n") << Bytes{"L:"};
}

void tst_LineReceiver::everyChunkingGivesTheSameLines()
{
    QFETCH(const QByteArray, delimiter);
    QFETCH(const QByteArray, text);
    QFETCH(const Bytes, lines);

    for (qsizetype first = 0; first <= text.size(); ++first) {
        for (qsizetype second = first; second <= text.size(); ++second) {
            Recorder receiver(delimiter);
            receiver.dataReceived(text.left(first));
            receiver.dataReceived(text.mid(first, second - first));
            receiver.dataReceived(text.mid(second));
            receiver.flush();
            QCOMPARE(receiver.events, lines);
        }
    }
    Recorder receiver(delimiter);
    for (const char byte : text)
        receiver.dataReceived(QByteArray(1, byte));
    receiver.flush();
    QCOMPARE(receiver.events, lines);
}

void tst_LineReceiver::aDelimiterCutBetweenChunksEndsTheLineOnce()
{
    Recorder receiver("\r\n");
    receiver.dataReceived("one\r");
    QVERIFY(receiver.events.isEmpty());
    receiver.dataReceived("\n");
    QCOMPARE(receiver.events, Bytes{"L:one"});
    receiver.dataReceived("two\r\n");
    QCOMPARE(receiver.events, (Bytes{"L:one", "L:two"}));
}

void tst_LineReceiver::randomChunksAgreeWithTheModel()
{
    for (quint32 seed = 0; seed < 2000; ++seed) {
        const Bytes lines = live<Recorder>(seed, false);
        QVERIFY2(lines == live<Model>(seed, false), qPrintable(QString::number(seed)));
    }
}

void tst_LineReceiver::randomCallsInsideAndOutsideCallbacksAgreeWithTheModel()
{
    for (quint32 seed = 0; seed < 5000; ++seed) {
        const Bytes lines = live<Recorder>(seed, true);
        QVERIFY2(lines == live<Model>(seed, true), qPrintable(QString::number(seed)));
    }
}

void tst_LineReceiver::lineLengthsAreJudgedExactly_data()
{
    QTest::addColumn<QByteArray>("delimiter");
    QTest::addColumn<Bytes>("chunks"); // maximumLength is 5
    QTest::addColumn<bool>("flushed");
    QTest::addColumn<Bytes>("expected");

    const QByteArray lf = "\n";
    const QByteArray crlf = "\r\n";
    QTest::newRow("just fits") << lf << Bytes{"12345\n"} << false << Bytes{"L:12345"};
    QTest::newRow("one too long") << lf << Bytes{"123456\n"} << false << Bytes{"X:123456\n"};
    QTest::newRow("with what follows")
        << lf << Bytes{"1\n123456\nx\ny"} << false << Bytes{"L:1", "X:123456\nx\ny"};
    QTest::newRow("the delimiter comes later")
        << lf << Bytes{"12345", "\n"} << false << Bytes{"L:12345"};
    QTest::newRow("unfinished, as soon as it is known")
        << lf << Bytes{"12345", "6", "7\n"} << false << Bytes{"X:123456", "L:7"};
    QTest::newRow("CR LF, just fits") << crlf << Bytes{"12345\r\n"} << false << Bytes{"L:12345"};
    QTest::newRow("CR LF, half of it there")
        << crlf << Bytes{"12345\r", "\n"} << false << Bytes{"L:12345"};
    QTest::newRow("CR LF, it was not the half of it")
        << crlf << Bytes{"12345\r", "x"} << false << Bytes{"X:12345\rx"};
    QTest::newRow("CR LF, one too long")
        << crlf << Bytes{"123456\r\n"} << false << Bytes{"X:123456\r\n"};
    QTest::newRow("CR LF, one too long, in halves")
        << crlf << Bytes{"123456", "\r", "\n"} << false << Bytes{"X:123456\r"};
    QTest::newRow("the last line fits") << lf << Bytes{"12345"} << true << Bytes{"L:12345"};
    QTest::newRow("the last line is too long by half a delimiter")
        << crlf << Bytes{"12345\r"} << true << Bytes{"X:12345\r"};
    QTest::newRow("the last line is too long by what may have been half a delimiter")
        << crlf << Bytes{"123456"} << true << Bytes{"X:123456"};
}

void tst_LineReceiver::lineLengthsAreJudgedExactly()
{
    QFETCH(const QByteArray, delimiter);
    QFETCH(const Bytes, chunks);
    QFETCH(const bool, flushed);
    QFETCH(const Bytes, expected);

    Recorder receiver(delimiter);
    receiver.setMaximumLength(5);
    for (const QByteArray &chunk : chunks)
        receiver.dataReceived(chunk);
    if (flushed)
        receiver.flush();
    QCOMPARE(receiver.events, expected);
}

void tst_LineReceiver::anyLengthIsLegalWithANegativeMaximum()
{
    Recorder receiver;
    receiver.setMaximumLength(-1);
    const QByteArray line(1 << 20, 'x');
    receiver.dataReceived(line);
    receiver.dataReceived("\n");
    QCOMPARE(receiver.events, Bytes{"L:" + line});
}

void tst_LineReceiver::afterAnOverlongLineWhatComesNextStartsALine()
{
    Recorder receiver;
    receiver.setMaximumLength(3);
    receiver.dataReceived("12345");
    receiver.dataReceived("6\n7\n");
    receiver.dataReceived("12345\n67");
    receiver.dataReceived("8\n");
    QCOMPARE(receiver.events, (Bytes{"X:12345", "L:6", "L:7", "X:12345\n67", "L:8"}));
}

void tst_LineReceiver::bothSettingsMayChangeBetweenDeliveries()
{
    Recorder receiver;
    receiver.dataReceived("a;b\nc");
    receiver.setDelimiter(";");
    receiver.dataReceived(";d");
    receiver.setMaximumLength(2);
    receiver.dataReceived("e;fgh");
    receiver.setMaximumLength(3);
    receiver.dataReceived("ijk;");
    QCOMPARE(receiver.events, (Bytes{"L:a;b", "L:c", "L:de", "X:fgh", "L:ijk"}));
}

void tst_LineReceiver::bothSettingsMayChangeInsideACallback()
{
    Recorder receiver;
    receiver.hook = [&](const QByteArray &event) {
        if (event == "L:semicolon")
            receiver.setDelimiter(";");
        else if (event == "L:short")
            receiver.setMaximumLength(2);
    };
    receiver.dataReceived("semicolon\nlong;short;12;345;6");
    QCOMPARE(receiver.events, (Bytes{"L:semicolon", "L:long", "L:short", "L:12", "X:345;6"}));
}

void tst_LineReceiver::anEmptyDelimiterIsIgnored()
{
    Recorder receiver;
    receiver.setDelimiter(QByteArray());
    QCOMPARE(receiver.delimiter(), "\n");
    receiver.dataReceived("a\n");
    QCOMPARE(receiver.events, Bytes{"L:a"});
}

void tst_LineReceiver::aNewDelimiterIsFoundInWhatWasSearchedForTheOldOne()
{
    Recorder receiver;
    receiver.dataReceived("a;b;c");
    receiver.setDelimiter(";");
    QVERIFY(receiver.events.isEmpty());
    receiver.dataReceived("d");
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:b"}));
}

void tst_LineReceiver::theRestOfTheBufferGoesToRawDataInOnePiece()
{
    Recorder receiver;
    receiver.hook = [&](const QByteArray &event) {
        if (event == "L:raw")
            receiver.setRawMode();
    };
    receiver.dataReceived("a\nraw\none\ntwo\nthr");
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:raw", "R:one\ntwo\nthr"}));
    receiver.dataReceived("ee\n");
    QCOMPARE(receiver.events.last(), "R:ee\n");
}

void tst_LineReceiver::rawModeFromOutsideDeliversWhatIsBuffered()
{
    Recorder receiver;
    receiver.dataReceived("half");
    receiver.setRawMode();
    QCOMPARE(receiver.events, Bytes{"R:half"});
    receiver.flush();
    QCOMPARE(receiver.events, Bytes{"R:half"});
}

void tst_LineReceiver::whoGivesRawDataBackGetsSmallPiecesThenLargerOnes()
{
    Recorder receiver;
    QList<qsizetype> sizes;
    qsizetype wanted = 0; // of what follows a line; then a line again
    receiver.hook = [&](const QByteArray &event) {
        if (event.startsWith("L:")) {
            wanted = event.mid(2).toLongLong();
            return receiver.setRawMode();
        }
        const QByteArray data = event.mid(2);
        sizes << data.size();
        if (data.size() < wanted)
            wanted -= data.size();
        else
            receiver.setLineMode(data.mid(wanted));
    };
    const QByteArray body(20'000, 'x');
    receiver.dataReceived("1\nx1\nx20000\n" + body + "1\nx");
    QCOMPARE(sizes, (QList<qsizetype>{20'013, 4096, 4096, 8192, 7715, 1}));
    QCOMPARE(receiver.events.last(), "R:x");
}

void tst_LineReceiver::extraBytesOutsideRawDataMakeNoSmallPieces()
{
    Recorder receiver;
    receiver.pauseLines();
    receiver.setLineMode(QByteArray(20'000, 'x'));
    receiver.setRawMode();
    receiver.resumeLines();
    QCOMPARE(receiver.events, Bytes{"R:" + QByteArray(20'000, 'x')});
}

void tst_LineReceiver::lineModeBeginsWithTheExtraBytes()
{
    Recorder receiver;
    receiver.hook = [&](const QByteArray &event) {
        if (event.startsWith("R:"))
            receiver.setLineMode(event.mid(6));
    };
    receiver.setRawMode();
    receiver.dataReceived("1234a\nb\nc");
    QCOMPARE(receiver.events, (Bytes{"R:1234a\nb\nc", "L:a", "L:b"}));
    receiver.setLineMode("x"); // from outside, too
    receiver.dataReceived("d\n");
    QCOMPARE(receiver.events.last(), "L:xcd");
}

void tst_LineReceiver::theExtraBytesComeBeforeDataThatArrivedMeanwhile()
{
    Recorder receiver;
    receiver.hook = [&](const QByteArray &event) {
        if (!event.startsWith("R:"))
            return;
        receiver.dataReceived("later\n");
        receiver.setLineMode("extra ");
    };
    receiver.setRawMode();
    receiver.dataReceived("raw");
    QCOMPARE(receiver.events, (Bytes{"R:raw", "L:extra later"}));
}

void tst_LineReceiver::emptyDataInRawModeIsNoCallback()
{
    Recorder receiver;
    receiver.setRawMode();
    receiver.dataReceived(QByteArray());
    receiver.dataReceived("");
    receiver.flush();
    QVERIFY(receiver.events.isEmpty());
}

void tst_LineReceiver::aHundredThousandModeFlipsUseConstantStack()
{
    class Flipper : public LineReceiver
    {
    public:
        void lineReceived(const QByteArray &) override
        {
            ++lines;
            deepest = qMax(deepest, ++depth);
            setRawMode();
            --depth;
        }
        void rawDataReceived(const QByteArray &data) override
        {
            ++rawPieces;
            deepest = qMax(deepest, ++depth);
            setLineMode(data.mid(1));
            --depth;
        }
        int lines = 0;
        int rawPieces = 0;
        int depth = 0;
        int deepest = 0;
    } receiver;
    constexpr int Flips = 100'000;
    receiver.dataReceived(QByteArray("\nr").repeated(Flips));
    QCOMPARE(receiver.lines, Flips);
    QCOMPARE(receiver.rawPieces, Flips);
    QCOMPARE(receiver.deepest, 1);
}

void tst_LineReceiver::dataReceivedInsideACallbackOnlyWaits()
{
    Recorder receiver;
    receiver.hook = [&](const QByteArray &event) {
        if (event != "L:first")
            return;
        receiver.dataReceived("th\nfif");
        QCOMPARE(receiver.events, Bytes{"L:first"});
    };
    receiver.dataReceived("first\nsecond\nfour");
    QCOMPARE(receiver.events, (Bytes{"L:first", "L:second", "L:fourth"}));
    QCOMPARE(receiver.deepest, 1);
    receiver.dataReceived("th\n");
    QCOMPARE(receiver.events.last(), "L:fifth");
}

void tst_LineReceiver::pausedNothingIsDelivered_data()
{
    QTest::addColumn<bool>("raw");
    QTest::addColumn<Bytes>("expected");
    QTest::newRow("lines") << false << Bytes{"L:a", "L:b"};
    QTest::newRow("raw data") << true << Bytes{"R:a\nb\n"};
}

void tst_LineReceiver::pausedNothingIsDelivered()
{
    QFETCH(const bool, raw);
    QFETCH(const Bytes, expected);
    Recorder receiver;
    if (raw)
        receiver.setRawMode();
    receiver.pauseLines();
    receiver.pauseLines(); // a flag, not a counter
    receiver.dataReceived("a\n");
    receiver.dataReceived("b\n");
    QVERIFY(receiver.events.isEmpty());
    receiver.resumeLines();
    QCOMPARE(receiver.events, expected);
}

void tst_LineReceiver::pausingInsideACallbackStopsAfterIt()
{
    Recorder receiver;
    receiver.hook = [&](const QByteArray &) { receiver.pauseLines(); };
    receiver.dataReceived("a\nb\nc");
    QCOMPARE(receiver.events, Bytes{"L:a"});
    receiver.resumeLines();
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:b"}));
    receiver.setRawMode();
    QCOMPARE(receiver.events.size(), 2);
    receiver.resumeLines();
    QCOMPARE(receiver.events.last(), "R:c");
    receiver.dataReceived("d");
    QCOMPARE(receiver.events.size(), 3);
}

void tst_LineReceiver::resumingInsideACallbackDoesNotRecurse()
{
    Recorder receiver;
    receiver.hook = [&](const QByteArray &event) {
        receiver.pauseLines();
        receiver.resumeLines();
        QCOMPARE(receiver.events.last(), event);
    };
    receiver.dataReceived("a\nb\nc\n");
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:b", "L:c"}));
    QCOMPARE(receiver.deepest, 1);
}

void tst_LineReceiver::flushWaitsForResume()
{
    Recorder receiver;
    receiver.pauseLines();
    receiver.dataReceived("a\nlast");
    receiver.flush();
    QVERIFY(receiver.events.isEmpty());
    receiver.resumeLines();
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:last"}));
}

void tst_LineReceiver::streamsThatEndedWhilePausedStayApart()
{
    Recorder receiver;
    receiver.pauseLines();
    for (const char *stream : {"a\nb", "", "c", "d\n"}) {
        receiver.dataReceived(stream);
        receiver.flush();
    }
    receiver.dataReceived("e");
    receiver.resumeLines();
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:b", "L:c", "L:d"}));
    receiver.dataReceived("f\n");
    QCOMPARE(receiver.events.last(), "L:ef");
}

void tst_LineReceiver::flushDeliversALastLineWithoutDelimiter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Bytes>("expected");
    QTest::newRow("last") << QByteArray("a\nlast") << Bytes{"L:a", "L:last"};
    QTest::newRow("none") << QByteArray("a\n") << Bytes{"L:a"};
    QTest::newRow("empty line before") << QByteArray("\n\nx") << Bytes{"L:", "L:", "L:x"};
    QTest::newRow("nothing at all") << QByteArray() << Bytes{};
}

void tst_LineReceiver::flushDeliversALastLineWithoutDelimiter()
{
    QFETCH(const QByteArray, text);
    QFETCH(const Bytes, expected);
    Recorder receiver;
    receiver.dataReceived(text);
    receiver.flush();
    receiver.flush(); // nothing is left for a second one
    QCOMPARE(receiver.events, expected);
}

void tst_LineReceiver::flushInsideACallbackEndsTheStreamThere()
{
    Recorder receiver;
    receiver.hook = [&](const QByteArray &event) {
        if (event != "L:a")
            return;
        receiver.flush();
        receiver.dataReceived("next\n");
    };
    receiver.dataReceived("a\nb\nlast");
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:b", "L:last", "L:next"}));
}

void tst_LineReceiver::afterFlushTheNextStreamStartsOver()
{
    Recorder receiver("\r\n");
    receiver.dataReceived("one\r");
    receiver.flush();
    receiver.dataReceived("\ntwo\r\n");
    receiver.flush();
    QCOMPARE(receiver.events, (Bytes{"L:one\r", "L:\ntwo"}));
}

void tst_LineReceiver::clearLineBufferTakesWhatWasNotDelivered()
{
    Recorder receiver;
    receiver.dataReceived("a\nhalf");
    QCOMPARE(receiver.clearLineBuffer(), "half");
    QCOMPARE(receiver.clearLineBuffer(), "");
    receiver.dataReceived("b\n");
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:b"}));
}

void tst_LineReceiver::clearLineBufferInsideACallbackStopsThere()
{
    Recorder receiver;
    QByteArray taken;
    receiver.hook = [&](const QByteArray &event) {
        if (event == "L:a")
            taken = receiver.clearLineBuffer();
    };
    receiver.dataReceived("a\nb\nc");
    QCOMPARE(taken, "b\nc");
    receiver.flush();
    QCOMPARE(receiver.events, Bytes{"L:a"});
}

void tst_LineReceiver::clearLineBufferTakesFlushedStreamsToo()
{
    Recorder receiver;
    receiver.pauseLines();
    receiver.dataReceived("a\nb");
    receiver.flush();
    receiver.dataReceived("c");
    QCOMPARE(receiver.clearLineBuffer(), "a\nbc");
    receiver.resumeLines();
    receiver.dataReceived("d");
    QVERIFY(receiver.events.isEmpty());
    receiver.flush();
    QCOMPARE(receiver.events, Bytes{"L:d"});
}

void tst_LineReceiver::deletedInsideAnyOfItsCallbacks_data()
{
    QTest::addColumn<Start>("start");
    QTest::addColumn<QByteArray>("fatal");
    const auto feed = [](LineReceiver &receiver) { receiver.dataReceived("1\n2\n34567\n8"); };

    QTest::newRow("the first line") << Start(feed) << QByteArray("L:1");
    QTest::newRow("a later line") << Start(feed) << QByteArray("L:2");
    QTest::newRow("an overlong line") << Start(feed) << QByteArray("X:34567\n8");
    QTest::newRow("the last line, from flush") << Start([](LineReceiver &receiver) {
        receiver.dataReceived("1\nend");
        receiver.flush();
    }) << QByteArray("L:end");
    QTest::newRow("the last line, from resume") << Start([](LineReceiver &receiver) {
        receiver.pauseLines();
        receiver.dataReceived("1\nend");
        receiver.flush();
        receiver.dataReceived("2\n");
        receiver.resumeLines();
    }) << QByteArray("L:end");
    QTest::newRow("raw data") << Start([](LineReceiver &receiver) {
        receiver.setRawMode();
        receiver.dataReceived("raw");
    }) << QByteArray("R:raw");
    QTest::newRow("raw data, from setRawMode") << Start([](LineReceiver &receiver) {
        receiver.dataReceived("raw");
        receiver.setRawMode();
    }) << QByteArray("R:raw");
    QTest::newRow("a line, from setLineMode")
        << Start([](LineReceiver &receiver) { receiver.setLineMode("1\n2\n"); })
        << QByteArray("L:1");
}

void tst_LineReceiver::deletedInsideAnyOfItsCallbacks()
{
    QFETCH(const Start, start);
    QFETCH(const QByteArray, fatal);

    for (const bool busyBefore : {false, true}) {
        Bytes events;
        auto *receiver = new Mortal(fatal, busyBefore, &events);
        receiver->setMaximumLength(4);
        start(*receiver);
        QCOMPARE(events.mid(events.size() - 2), (Bytes{fatal, "deleted"}));
        QCOMPARE(events.count(fatal), 1);
    }
}

void tst_LineReceiver::anExceptionLosesNothingButItsOwnLine()
{
    Recorder receiver;
    receiver.hook = [&](const QByteArray &event) {
        if (event == "L:b")
            throw std::runtime_error("not supported, and yet");
    };
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, receiver.dataReceived("a\nb\nc\nd"));
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:b"}));
    receiver.dataReceived("\n");
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:b", "L:c", "L:d"}));
}

void tst_LineReceiver::whatWasDeliveredStaysWhenTheReceiverIsGone()
{
    Bytes events;
    {
        Recorder receiver;
        QByteArray chunk = "a\nb\nc";
        receiver.dataReceived(chunk);
        chunk.fill('x');
        receiver.flush();
        events = receiver.events;
    }
    QCOMPARE(events, (Bytes{"L:a", "L:b", "L:c"}));
}

void tst_LineReceiver::bytesThatOnlyBorrowedTheirMemoryAreCopied()
{
    Recorder receiver;
    char memory[] = "a\nhalf";
    receiver.dataReceived(QByteArray::fromRawData(memory, 6));
    receiver.pauseLines();
    receiver.dataReceived(QByteArray::fromRawData(memory, 6));
    receiver.flush();
    receiver.setLineMode(QByteArray::fromRawData(memory, 6));
    std::fill(std::begin(memory), std::end(memory), 'x');
    receiver.resumeLines();
    QCOMPARE(receiver.events, (Bytes{"L:a", "L:a", "L:halfhalfa", "L:half"}));
}

void tst_LineReceiver::theDefaultsDropRawDataAndOverlongLines()
{
    class LinesOnly : public LineReceiver
    {
    public:
        void lineReceived(const QByteArray &line) override { lines << line; }
        QByteArrayList lines;
    } receiver;
    receiver.setMaximumLength(3);
    receiver.dataReceived("a\n12345\nb\n");
    receiver.dataReceived("c\n");
    receiver.setRawMode();
    receiver.dataReceived("raw\n");
    receiver.setLineMode();
    receiver.dataReceived("d\n");
    QCOMPARE(receiver.lines, (Bytes{"a", "c", "d"}));
}

void tst_LineReceiver::aLongLineByteByByteIsNotQuadratic_data()
{
    QTest::addColumn<QByteArray>("delimiter");
    QTest::newRow("one byte") << QByteArray("\n");
    QTest::newRow("several bytes") << QByteArray("\r\n\r\n");
}

// If it were, it would meet QtTest's limit of five minutes, as would the next.
void tst_LineReceiver::aLongLineByteByByteIsNotQuadratic()
{
    QFETCH(const QByteArray, delimiter);
    constexpr int Size = 8 << 20;
    Recorder receiver(delimiter);
    receiver.setMaximumLength(Size);
    for (int i = 0; i < Size; ++i)
        receiver.dataReceived("x");
    receiver.dataReceived(delimiter);
    QCOMPARE(receiver.events, Bytes{"L:" + QByteArray(Size, 'x')});
}

void tst_LineReceiver::pausingAfterEachOfManyLinesIsNotQuadratic()
{
    constexpr int Lines = 2'000'000;
    Recorder receiver;
    int lines = 0;
    receiver.hook = [&](const QByteArray &) {
        receiver.events.clear();
        ++lines;
        receiver.pauseLines();
    };
    receiver.dataReceived(QByteArray("one line\n").repeated(Lines));
    for (int i = 1; i < Lines; ++i)
        receiver.resumeLines();
    QCOMPARE(lines, Lines);
}

void tst_LineReceiver::switchingBetweenLinesAndRawIsNotQuadratic_data()
{
    QTest::addColumn<int>("mostTaken"); // of each piece of raw data, besides its end
    QTest::newRow("a byte at a time") << 1;
    QTest::newRow("the whole piece, given back") << 0;
}

void tst_LineReceiver::switchingBetweenLinesAndRawIsNotQuadratic()
{
    QFETCH(const int, mostTaken);
    class Switch : public LineReceiver
    {
    public:
        void lineReceived(const QByteArray &) override
        {
            ++lines;
            setRawMode();
        }
        void rawDataReceived(const QByteArray &data) override
        {
            setLineMode(taken > 0 ? data.mid(taken) : data);
        }
        int taken = 0;
        int lines = 0;
    } receiver;
    constexpr int Switches = 3'000'000;
    receiver.taken = mostTaken;
    receiver.dataReceived(QByteArray("\nr").repeated(Switches));
    QCOMPARE(receiver.lines, Switches);
}

void tst_LineReceiver::unreadingALineIsNotQuadratic()
{
    constexpr int Lines = 2'000'000;
    Recorder receiver;
    int lines = 0;
    receiver.hook = [&](const QByteArray &event) {
        receiver.events.clear();
        ++lines;
        if (event == "L:one line")
            receiver.setLineMode("the same\n");
    };
    receiver.dataReceived(QByteArray("one line\n").repeated(Lines));
    QCOMPARE(lines, 2 * Lines);
}

void tst_LineReceiver::endingManyStreamsIsNotQuadratic()
{
    constexpr int Streams = 3'000'000;
    Recorder receiver;
    int lines = 0;
    receiver.hook = [&](const QByteArray &) {
        receiver.events.clear();
        ++lines;
        receiver.pauseLines();
    };
    receiver.pauseLines();
    for (int i = 0; i < Streams; ++i) {
        receiver.dataReceived("x");
        receiver.flush();
    }
    for (int i = 0; i < Streams; ++i)
        receiver.resumeLines();
    QCOMPARE(lines, Streams);
}

void tst_LineReceiver::feedingItFromInsideCostsNoMemory()
{
    class SelfFed : public LineReceiver
    {
    public:
        void lineReceived(const QByteArray &line) override
        {
            total += line.size();
            if (total < mostBytes)
                dataReceived(line + '\n');
        }
        const qint64 mostBytes = 3'000'000'000;
        qint64 total = 0;
    } receiver;
    receiver.setMaximumLength(-1);
    rusage before;
    getrusage(RUSAGE_SELF, &before);
    receiver.dataReceived(QByteArray(1'000'000, 'x') + '\n');
    QCOMPARE(receiver.total, receiver.mostBytes);
    rusage after;
    getrusage(RUSAGE_SELF, &after);
    QVERIFY(after.ru_maxrss - before.ru_maxrss < 1'000'000); // KiB
}

QTEST_APPLESS_MAIN(tst_LineReceiver)
#include "tst_linereceiver.moc"
