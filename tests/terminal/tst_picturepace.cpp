// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// When the Terminal item shows what has come. The clock is a number here.

#include "picturepace.h"

#include <QtTest/QTest>

using Offspring::Terminal::PicturePace;

namespace {

constexpr qsizetype little = 1000;
constexpr qsizetype page = PicturePace::flood;
constexpr qsizetype flood = PicturePace::flood + 1;
constexpr qsizetype torrent = PicturePace::torrent + 1;

} // namespace

class tst_PicturePace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausesGrowWithWhatCame_data();
    void pausesGrowWithWhatCame();
    void aFloodIsHeldFromTheFirstByteThatFollowsAPicture();
    void theAnswerToAKeyIsNotHeld_data();
    void theAnswerToAKeyIsNotHeld();
    void longAfterAKeyAFloodIsHeldAgain();
    void whatComesAfterAPauseIsShownAtOnce();
    void aFloodThatIsOverIsForgotten();
};

void tst_PicturePace::pausesGrowWithWhatCame_data()
{
    QTest::addColumn<qsizetype>("bytes");
    QTest::addColumn<qint64>("later");
    QTest::addColumn<qint64>("pause");
    const auto row = [](const char *name, qsizetype bytes, qint64 later, qint64 pause) {
        QTest::newRow(name) << bytes << later << pause;
    };
    row("nothing", 0, 0, 0);
    row("a line", little, 0, 0);
    row("a full screen", page, 0, 0);
    row("a flood", flood, 0, PicturePace::pauseInFlood);
    row("a flood, a while later", flood, 15, PicturePace::pauseInFlood - 15);
    row("a flood, in time", flood, PicturePace::pauseInFlood, 0);
    row("a flood, late", flood, 1000, 0);
    row("many screens", PicturePace::torrent, 0, PicturePace::pauseInFlood);
    row("a torrent", torrent, 0, PicturePace::pauseInTorrent);
    row("a torrent, a while later", torrent, 70, PicturePace::pauseInTorrent - 70);
}

void tst_PicturePace::pausesGrowWithWhatCame()
{
    QFETCH(qsizetype, bytes);
    QFETCH(qint64, later);
    PicturePace pace;
    pace.show(500);
    pace.receive(bytes);
    QTEST(pace.pause(500 + later), "pause");
}

// Otherwise there would be a picture as soon as the first bytes of the flood's next part are there.
void tst_PicturePace::aFloodIsHeldFromTheFirstByteThatFollowsAPicture()
{
    PicturePace pace;
    pace.receive(flood);
    pace.show(1000);
    pace.receive(1);
    QCOMPARE(pace.pause(1000), PicturePace::pauseInFlood);
}

void tst_PicturePace::theAnswerToAKeyIsNotHeld_data()
{
    QTest::addColumn<qsizetype>("bytes");
    QTest::addColumn<qint64>("later");
    QTest::addColumn<qint64>("pause");
    const auto row = [](const char *name, qsizetype bytes, qint64 later, qint64 pause) {
        QTest::newRow(name) << bytes << later << pause;
    };
    row("a line", little, 0, 0);
    row("a flood", flood, 0, PicturePace::pauseAfterKey);
    row("a torrent", torrent, 10, PicturePace::pauseAfterKey - 10);
    row("a torrent, in time", torrent, PicturePace::pauseAfterKey, 0);
}

// The picture that shows it may be in the middle of a flood that has not ended yet.
void tst_PicturePace::theAnswerToAKeyIsNotHeld()
{
    QFETCH(qsizetype, bytes);
    QFETCH(qint64, later);
    PicturePace pace;
    pace.show(1000);
    pace.type(1000);
    pace.receive(bytes);
    QTEST(pace.pause(1000 + later), "pause");
}

void tst_PicturePace::longAfterAKeyAFloodIsHeldAgain()
{
    PicturePace pace;
    pace.type(1000);
    pace.show(1000 + PicturePace::answerTime);
    pace.receive(torrent);
    QCOMPARE(pace.pause(1000 + PicturePace::answerTime), PicturePace::pauseInTorrent);
}

void tst_PicturePace::whatComesAfterAPauseIsShownAtOnce()
{
    PicturePace pace;
    pace.receive(torrent);
    pace.show(1000);
    pace.receive(little);
    QCOMPARE(pace.pause(1000 + PicturePace::pauseInTorrent), qint64(0));
}

void tst_PicturePace::aFloodThatIsOverIsForgotten()
{
    PicturePace pace;
    pace.receive(torrent);
    pace.show(1000);
    pace.receive(little);
    pace.show(1080);
    pace.receive(little);
    QCOMPARE(pace.pause(1080), qint64(0));
}

QTEST_APPLESS_MAIN(tst_PicturePace)
#include "tst_picturepace.moc"
