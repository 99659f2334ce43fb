// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// How many replies may wait for a program that does not read.

#include "replyquota.h"

#include <QtTest/QTest>

#include <algorithm>

using Offspring::Terminal::ReplyQuota;

class tst_ReplyQuota : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsReadMakesRoom();
    void aReaderThatIsSlowGetsAll();
    void typedTextDoesNotCount();
    void repliesAreWhole_data();
    void repliesAreWhole();
};

void tst_ReplyQuota::whatIsReadMakesRoom()
{
    const QByteArray reply = "\033[0n";
    const qint64 fitting = ReplyQuota::most / reply.size();
    ReplyQuota quota;
    qint64 waiting = 0;
    for (qint64 i = 0; i < 2 * fitting; ++i)
        waiting += quota.take(reply, waiting).size();
    QCOMPARE(waiting, fitting * reply.size());
    waiting -= 10 * 1024; // read
    for (qint64 i = 0; i < 2 * fitting; ++i)
        waiting += quota.take(reply, waiting).size();
    QVERIFY(waiting <= ReplyQuota::most);
    QVERIFY(waiting > ReplyQuota::most - 2 * 1024);
    QCOMPARE(quota.take(reply, 0), reply);
}

void tst_ReplyQuota::aReaderThatIsSlowGetsAll()
{
    ReplyQuota quota;
    qint64 waiting = 0;
    for (int i = 0; i < 100'000; ++i) {
        const QByteArray reply = "\033[" + QByteArray::number(i) + "n";
        QCOMPARE(quota.take(reply, waiting), reply);
        waiting += reply.size();
        waiting = std::min<qint64>(waiting, 1000); // it is always behind, and never stops
    }
}

void tst_ReplyQuota::typedTextDoesNotCount()
{
    const QByteArray reply = "\033[0n";
    ReplyQuota quota;
    quota.addTyped(10 * ReplyQuota::most);
    qint64 waiting = 10 * ReplyQuota::most;
    QCOMPARE(quota.take(reply, waiting), reply);
    waiting += reply.size();
    quota.addTyped(5);
    waiting += 5;
    QCOMPARE(quota.take(reply, waiting), reply);
}

void tst_ReplyQuota::repliesAreWhole_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("a sequence") << QByteArray("\033[24;80R");
    QTest::newRow("a string") << QByteArray("\033P1$r0;38;5;123m\033\\");
}

void tst_ReplyQuota::repliesAreWhole()
{
    QFETCH(QByteArray, reply);
    for (int typed = 0; typed < 30; ++typed) {
        ReplyQuota quota;
        const QByteArray before = "\033[" + QByteArray(typed, '1') + "R";
        QCOMPARE(quota.take(before, 0), before);
        const QByteArray taken = quota.take(reply.repeated(10'000), before.size());
        QCOMPARE(taken.size(), (ReplyQuota::most - before.size()) / reply.size() * reply.size());
        QCOMPARE(quota.take(reply, before.size() + taken.size()), QByteArray());
    }
}

QTEST_GUILESS_MAIN(tst_ReplyQuota)
#include "tst_replyquota.moc"
