// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the public values say of themselves, to a log and to Qt's meta-object system.

#include <offspring/offspring.h>

#include <QtCore/QMetaEnum>
#include <QtTest/QTest>

#include <sys/resource.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
QString printed(const T &value)
{
    QString text;
    QDebug(&text).nospace() << value;
    return text;
}

} // namespace

// Nobody but the transport itself says that something happened to it.
static_assert(
    !std::is_invocable_v<decltype(&ProcessTransport::connectionMade), ProcessTransport *>);
static_assert(!std::is_invocable_v<decltype(&ProcessTransport::childDataReceived),
                                   ProcessTransport *, int, QByteArray>);
static_assert(!std::is_invocable_v<decltype(&ProcessTransport::childConnectionLost),
                                   ProcessTransport *, int>);
static_assert(
    !std::is_invocable_v<decltype(&ProcessTransport::childWritePaused), ProcessTransport *, int>);
static_assert(
    !std::is_invocable_v<decltype(&ProcessTransport::childWriteResumed), ProcessTransport *, int>);
static_assert(!std::is_invocable_v<decltype(&ProcessTransport::processExited), ProcessTransport *,
                                   ExitReason>);
static_assert(!std::is_invocable_v<decltype(&ProcessTransport::processEnded), ProcessTransport *,
                                   ExitReason>);

class tst_Values : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aValuePrintsWhatItIs_data();
    void aValuePrintsWhatItIs();
    void noValueOfTheEnvironmentIsPrinted();
    void anEnumHasNames();
    void aResourceIsFoundByName();
};

void tst_Values::aValuePrintsWhatItIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");

    QTest::newRow("closed") << printed(ChildFD()) << u"ChildFD::closed()"_s;
    QTest::newRow("reader") << printed(ChildFD('r')) << u"ChildFD('r')"_s;
    QTest::newRow("writer") << printed(ChildFD('w')) << u"ChildFD('w')"_s;
    QTest::newRow("a slip") << printed(ChildFD('x')) << u"ChildFD(neither 'r' nor 'w')"_s;
    QTest::newRow("parent fd") << printed(ChildFD(5)) << u"ChildFD(5)"_s;
    QTest::newRow("socket") << printed(ChildFD::socket()) << u"ChildFD::socket()"_s;
    QTest::newRow("terminal") << printed(ChildFD::terminal()) << u"ChildFD::terminal()"_s;
    QTest::newRow("null") << printed(ChildFD::null()) << u"ChildFD::null()"_s;
    QTest::newRow("file") << printed(ChildFD::file(u"/a b"_s, QIODevice::ReadOnly)).left(21)
                          << u"ChildFD::file(\"/a b\","_s;
    const auto pipe = ChildFD::pipe();
    QTest::newRow("read end") << printed(pipe.first)
                              << u"ChildFD::pipe().first (%1)"_s.arg(pipe.first.number());
    QTest::newRow("write end") << printed(pipe.second)
                               << u"ChildFD::pipe().second (%1)"_s.arg(pipe.second.number());
    QTest::newRow("sameAs") << printed(ChildFD::sameAs(1)) << u"ChildFD::sameAs(1)"_s;

    QTest::newRow("terminal options")
        << printed(TerminalOptions{.rows = 1, .columns = 2, .echo = false, .raw = true})
        << u"TerminalOptions(1 x 2, no echo, raw)"_s;
    QTest::newRow("limit") << printed(ResourceLimit{.soft = 3}) << u"ResourceLimit(3, -1)"_s;
    QTest::newRow("default options") << printed(SpawnOptions()) << u"SpawnOptions()"_s;
    // How Qt prints a container or an enum is Qt's to decide.
    const ChildFDs childFDs = {{1, 'r'}, {2, ChildFD::sameAs(1)}};
    const QMap<int, ResourceLimit> limits = {{7, {4, 5}}};
    const QList<uint> groups = {8, 9};
    QTest::newRow("options") << printed(SpawnOptions{.path = u"/tmp"_s,
                                                     .uid = 7,
                                                     .childFDs = childFDs,
                                                     .groups = groups,
                                                     .newProcessGroup = true,
                                                     .umask = 022,
                                                     .limits = limits,
                                                     .holderTimeout = std::chrono::seconds(1),
                                                     .whenAbandoned = Abandonment::Leave,
                                                     .newControlGroup = true})
                             << u"SpawnOptions(path: \"/tmp\", uid: 7, groups: "_s + printed(groups)
            + u", childFDs: "_s + printed(childFDs)
            + u", holderTimeout: 1000 ms, newProcessGroup, newControlGroup, umask: 022, limits: "_s
            + printed(limits) + u", whenAbandoned: "_s + printed(Abandonment::Leave) + u')';

    const SpawnError error = {SpawnError::Stage::Exec, ENOENT, u"execve x"_s};
    const QString expected = u"SpawnError(%1, errno %2, \"execve x\")"_s.arg(
        printed(SpawnError::Stage::Exec), QString::number(ENOENT));
    QTest::newRow("error") << printed(error) << expected;
    QTest::newRow("not started") << printed(ExitReason::notStarted(error))
                                 << u"ExitReason(%1)"_s.arg(expected);
    QTest::newRow("unknown") << printed(ExitReason())
                             << u"ExitReason(ended, its exit status is unknown)"_s;
    ResourceUsage usage;
    usage.userTime = std::chrono::milliseconds(1500);
    usage.maxResidentKiB = 64;
    QTest::newRow("usage") << printed(usage) << u"ResourceUsage(1.5 s, system 0 s, 64 KiB)"_s;
    QTest::newRow("output")
        << printed(ProcessOutput{.out = "abc", .err = {}, .reason = {}})
        << u"ProcessOutput(out 3 bytes, err 0 bytes, ExitReason(ended, its exit status is unknown))"_s;
}

void tst_Values::aValuePrintsWhatItIs()
{
    QFETCH(const QString, text);
    QTEST(text, "expected");
}

void tst_Values::noValueOfTheEnvironmentIsPrinted()
{
    SpawnOptions options;
    options.env.insert(u"TOKEN"_s, u"secret"_s);
    options.envChanges = {{u"OTHER"_s, u"secret"_s}, {u"DISPLAY"_s, std::nullopt}};
    const QString text = printed(options);
    QVERIFY2(text.contains(u"TOKEN"_s) && text.contains(u"OTHER"_s), qPrintable(text));
    QVERIFY2(!text.contains(u"secret"_s), qPrintable(text));

    SpawnOptions inherited;
    inherited.env = QProcessEnvironment(QProcessEnvironment::InheritFromParent);
    QCOMPARE(printed(inherited), u"SpawnOptions(env inherited)"_s);
}

void tst_Values::aResourceIsFoundByName()
{
    for (const QString &name : {u"nofile"_s, u"NOFILE"_s, u"RLIMIT_NOFILE"_s, u"rlimit_nofile"_s})
        QCOMPARE(ResourceLimit::resourceNamed(name), std::optional(int(RLIMIT_NOFILE)));
    QCOMPARE(ResourceLimit::resourceNamed(u"core"_s), std::optional(int(RLIMIT_CORE)));
    QCOMPARE(ResourceLimit::resourceNamed(u"sigpending"_s), std::optional(int(RLIMIT_SIGPENDING)));
    for (const QString &name : {u""_s, u"RLIMIT_"_s, u"files"_s, u"7"_s, u"nofile "_s, u"ﬁle"_s})
        QVERIFY(!ResourceLimit::resourceNamed(name));
}

void tst_Values::anEnumHasNames()
{
    QCOMPARE(QMetaEnum::fromType<Abandonment>().valueToKey(int(Abandonment::Leave)), "Leave");
    QCOMPARE(QMetaEnum::fromType<ChildFD::Kind>().valueToKey(int(ChildFD::Kind::SameAs)), "SameAs");
    QCOMPARE(
        QMetaEnum::fromType<ProcessError::Cause>().valueToKey(int(ProcessError::Cause::TimedOut)),
        "TimedOut");
}

QTEST_GUILESS_MAIN(tst_Values)
#include "tst_values.moc"
