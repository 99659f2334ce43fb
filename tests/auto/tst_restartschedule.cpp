// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/offspring.h>

#include <QtCore/QDebug>
#include <QtCore/QEventLoop>
#include <QtCore/QMap>
#include <QtTest/QTest>

#include <cerrno>
#include <limits>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using std::chrono::milliseconds;
using When = RestartPolicy::When;

namespace {

/// How a real child ends.
ExitReason reasonOf(const QString &script)
{
    QEventLoop loop;
    ExitReason result;
    ProcessTransport *const child =
        Reactor::instance()->spawnProcess(u"/bin/sh"_s, {u"sh"_s, u"-c"_s, script});
    QObject::connect(child, &ProcessTransport::processEnded, &loop, [&](const ExitReason &reason) {
        result = reason;
        loop.quit();
    });
    loop.exec();
    return result;
}

} // namespace

/// The hard part of a monitor: given how each run ended and how long it had lived, what comes next.
class tst_RestartSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachRunIsFollowedByADelayOrByNone_data();
    void eachRunIsFollowedByADelayOrByNone();
    void theDefaultsAreProcmons();
    void aPolicyPrints();

private:
    QMap<QString, ExitReason> m_reasons;
};

void tst_RestartSchedule::initTestCase()
{
    m_reasons = {{u"done"_s, reasonOf(u"exit 0"_s)},
                 {u"failed"_s, reasonOf(u"exit 1"_s)},
                 {u"killed"_s, reasonOf(u"kill -KILL $$"_s)},
                 {u"unknown"_s, ExitReason()},
                 {u"none"_s, ExitReason::notStarted({SpawnError::Stage::Exec, ENOENT})}};
    QCOMPARE(m_reasons[u"done"_s].exitCode(), 0);
    QCOMPARE(m_reasons[u"failed"_s].exitCode(), 1);
    QCOMPARE(m_reasons[u"killed"_s].signal(), 9);
}

// runs: "failed@20" has lived for 20 ms; "anew" is startAnew(). next: a delay in milliseconds, "-"
// for none, "gaveup".
void tst_RestartSchedule::eachRunIsFollowedByADelayOrByNone_data()
{
    QTest::addColumn<RestartPolicy>("policy");
    QTest::addColumn<QString>("runs");
    QTest::addColumn<QString>("next");

    const RestartPolicy always{When::Always, 100ms, 10ms, 80ms, 5s, -1};
    RestartPolicy onFailure = always;
    onFailure.when = When::OnFailure;
    RestartPolicy never = always;
    never.when = When::Never;
    const auto givingUp = [](RestartPolicy policy, int after) {
        policy.giveUpAfter = after;
        return policy;
    };
    const auto delayed = [&](milliseconds minimum, milliseconds maximum) {
        return RestartPolicy{When::Always, 100ms, minimum, maximum, 5s, -1};
    };
    const auto threshold = [&](milliseconds time) {
        return RestartPolicy{When::Always, time, 10ms, 80ms, 5s, 2};
    };

    QTest::newRow("delays double up to the maximum")
        << always << u"failed@0 failed@0 failed@0 failed@0 failed@0"_s << u"10 20 40 80 80"_s;
    QTest::newRow("whatever the exit code")
        << always << u"done@0 failed@0 killed@0 unknown@0"_s << u"10 20 40 80"_s;
    QTest::newRow("a program that cannot be started is one that ends")
        << always << u"none@0 none@0 none@0"_s << u"10 20 40"_s;
    QTest::newRow("a maximum between two doublings")
        << delayed(10ms, 25ms) << u"failed@0 failed@0 failed@0"_s << u"10 20 25"_s;
    QTest::newRow("a maximum below the minimum counts as that")
        << delayed(10ms, 5ms) << u"failed@0 failed@0 failed@0"_s << u"10 10 10"_s;
    QTest::newRow("at once, each time")
        << delayed(0ms, 80ms) << u"failed@0 failed@0 failed@0"_s << u"0 0 0"_s;
    QTest::newRow("a negative delay counts as none")
        << delayed(-5ms, -5ms) << u"failed@0 failed@0"_s << u"0 0"_s;
    QTest::newRow("the longest delays do not overflow")
        << delayed(milliseconds::max() / 2 + 1ms, milliseconds::max())
        << u"failed@0 failed@0 failed@0"_s
        << u"4611686018427387904 9223372036854775807 9223372036854775807"_s;

    QTest::newRow("a long life begins the delays anew")
        << always << u"failed@0 failed@0 failed@100 failed@0 failed@0"_s << u"10 20 10 20 40"_s;
    QTest::newRow("a life just below the threshold is short")
        << always << u"failed@0 failed@99 failed@99"_s << u"10 20 40"_s;
    QTest::newRow("with no threshold each life is long")
        << threshold(0ms) << u"failed@0 failed@0 failed@0"_s << u"10 10 10"_s;
    QTest::newRow("but not that of a program that was not started")
        << threshold(0ms) << u"none@0 none@0"_s << u"10 gaveup"_s;

    QTest::newRow("never") << never << u"failed@0"_s << u"-"_s;
    QTest::newRow("never is not giving up") << givingUp(never, 1) << u"failed@0"_s << u"-"_s;
    QTest::newRow("never, after a long life") << never << u"done@100"_s << u"-"_s;

    QTest::newRow("on failure, exit codes") << onFailure << u"failed@0 done@0"_s << u"10 -"_s;
    QTest::newRow("on failure, signals") << onFailure << u"killed@0"_s << u"10"_s;
    QTest::newRow("on failure, not started") << onFailure << u"none@0"_s << u"10"_s;
    QTest::newRow("on failure, a status that nobody knows")
        << onFailure << u"unknown@0"_s << u"10"_s;
    QTest::newRow("on failure, after a long life")
        << onFailure << u"failed@0 failed@100 done@100"_s << u"10 10 -"_s;

    QTest::newRow("giving up after three runs")
        << givingUp(always, 3) << u"failed@0 killed@0 none@0"_s << u"10 20 gaveup"_s;
    QTest::newRow("giving up after one") << givingUp(always, 1) << u"failed@0"_s << u"gaveup"_s;
    QTest::newRow("giving up on failure")
        << givingUp(onFailure, 2) << u"failed@0 failed@0"_s << u"10 gaveup"_s;
    QTest::newRow("below 1 is for ever")
        << givingUp(always, 0) << u"failed@0 failed@0 failed@0"_s << u"10 20 40"_s;
    QTest::newRow("a long life ends a row of failures, and is none itself")
        << givingUp(always, 2) << u"failed@0 failed@100 failed@0 failed@0"_s
        << u"10 10 20 gaveup"_s;
    QTest::newRow("a success ends a row of failures, but not the delays'")
        << givingUp(always, 2) << u"failed@0 done@0 failed@0 failed@0"_s << u"10 20 40 gaveup"_s;
    QTest::newRow("successes are not given up")
        << givingUp(always, 1) << u"done@0 done@0"_s << u"10 20"_s;

    QTest::newRow("who starts it begins a new series")
        << givingUp(always, 2) << u"failed@0 failed@0 anew failed@0 failed@0"_s
        << u"10 gaveup 10 gaveup"_s;
    QTest::newRow("in the midst of one, too")
        << always << u"failed@0 failed@0 anew failed@0"_s << u"10 20 10"_s;
}

void tst_RestartSchedule::eachRunIsFollowedByADelayOrByNone()
{
    QFETCH(const RestartPolicy, policy);
    QFETCH(const QString, runs);
    QFETCH(const QString, next);

    RestartSchedule schedule(policy);
    QStringList heard;
    const QStringList words = runs.split(u' ');
    for (const QString &word : words) {
        if (word == u"anew"_s) {
            schedule.startAnew();
            QVERIFY(!schedule.hasGivenUp());
            continue;
        }
        const QStringList run = word.split(u'@');
        const auto delay =
            schedule.runEnded(m_reasons.value(run[0]), milliseconds(run[1].toLongLong()));
        QVERIFY(!delay || !schedule.hasGivenUp());
        if (delay)
            heard << QString::number(delay->count());
        else
            heard << (schedule.hasGivenUp() ? u"gaveup"_s : u"-"_s);
    }
    QCOMPARE(heard.join(u' '), next);
}

void tst_RestartSchedule::theDefaultsAreProcmons()
{
    const RestartPolicy policy = RestartSchedule().policy();
    QCOMPARE(policy.when, When::Always);
    QCOMPARE(policy.threshold, 1s);
    QCOMPARE(policy.minimumDelay, 1s);
    QCOMPARE(policy.maximumDelay, 1h);
    QCOMPARE(policy.killTime, 5s);
    QVERIFY(policy.giveUpAfter < 1);
}

void tst_RestartSchedule::aPolicyPrints()
{
    QString text;
    QDebug(&text) << RestartPolicy{When::OnFailure, 1s, 10ms, 2s, 5s, 3};
    QCOMPARE(text.trimmed(),
             u"RestartPolicy(Offspring::RestartPolicy::When::OnFailure, threshold 1000 ms, "
             "delays 10 to 2000 ms, killTime 5000 ms, giveUpAfter 3)"_s);
    text.clear();
    QDebug(&text) << RestartPolicy();
    QVERIFY(!text.contains(u"giveUpAfter"_s));
}

QTEST_GUILESS_MAIN(tst_RestartSchedule)
#include "tst_restartschedule.moc"
