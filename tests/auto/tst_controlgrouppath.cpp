// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The texts by which the kernel tells of control groups, and the names that ours get: by tables.

#include "../../src/os/controlgrouppath.h"

#include <QtTest/QTest>

using namespace Offspring::Os;
using namespace Qt::StringLiterals;

class tst_ControlGroupPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFolderIsWhereTheMountShowsTheGroup_data();
    void theFolderIsWhereTheMountShowsTheGroup();
    void aNameIsReadAsItIsWritten();
    void anotherNameIsNoneOfOurs_data();
    void anotherNameIsNoneOfOurs();
    void aStartTimeIsFoundBehindAnyName_data();
    void aStartTimeIsFoundBehindAnyName();
    void aNumberIsFoundBehindItsWholeKey_data();
    void aNumberIsFoundBehindItsWholeKey();
};

void tst_ControlGroupPath::theFolderIsWhereTheMountShowsTheGroup_data()
{
    QTest::addColumn<QByteArray>("mounts");
    QTest::addColumn<QByteArray>("membership");
    QTest::addColumn<QByteArray>("folder");
    const auto mount = [](const QByteArray &root, const QByteArray &point) {
        return "29 23 0:26 " + root + ' ' + point + " rw,nosuid shared:4 - cgroup2 cgroup2 rw\n";
    };
    const QByteArray usual = mount("/", "/sys/fs/cgroup");
    const QByteArray first = "31 23 0:28 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n";

    QTest::newRow("the root group") << usual << "0::/\n"_ba
                                    << "/sys/fs/cgroup"_ba;
    QTest::newRow("a group") << usual << "0::/user.slice/a.scope\n"_ba
                             << "/sys/fs/cgroup/user.slice/a.scope"_ba;
    QTest::newRow("both versions") << first + mount("/", "/sys/fs/cgroup/unified")
                                   << "8:pids:/x\n1:name=systemd:/y\n0::/z\n"_ba
                                   << "/sys/fs/cgroup/unified/z"_ba;
    QTest::newRow("only version 1") << first << "8:pids:/x\n"_ba << QByteArray();
    QTest::newRow("not mounted") << first << "8:pids:/x\n0::/\n"_ba << QByteArray();
    QTest::newRow("a folder with a space") << mount("/", "/my\\040groups") << "0::/a b\n"_ba
                                           << "/my groups/a b"_ba;
    QTest::newRow("a part of the tree") << mount("/docker/1", "/cg") << "0::/docker/1/a\n"_ba
                                        << "/cg/a"_ba;
    QTest::newRow("the part's root") << mount("/docker/1", "/cg") << "0::/docker/1\n"_ba
                                     << "/cg"_ba;
    QTest::newRow("another part") << mount("/docker/1", "/cg") << "0::/docker/12\n"_ba
                                  << QByteArray();
    QTest::newRow("two mounts, the second shows it")
        << mount("/docker/1", "/cg") + usual << "0::/x\n"_ba
        << "/sys/fs/cgroup/x"_ba;
    // In a namespace of its own, whose root is below that of the mount.
    QTest::newRow("a mount from above") << mount("/..", "/cg") << "0::/\n"_ba << QByteArray();
    QTest::newRow("a sister in a mount from above") << mount("/..", "/cg") << "0::/../b\n"_ba
                                                    << "/cg/b"_ba;
    QTest::newRow("outside of the namespace") << usual << "0::/../b\n"_ba << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("a line cut short") << "29 23 - cgroup2 cgroup2 rw"_ba
                                      << "0::/\n"_ba << QByteArray();
}

void tst_ControlGroupPath::theFolderIsWhereTheMountShowsTheGroup()
{
    QFETCH(QByteArray, mounts);
    QFETCH(QByteArray, membership);
    QTEST(controlGroupFolder(mounts, membership), "folder");
}

void tst_ControlGroupPath::aNameIsReadAsItIsWritten()
{
    const GroupName name = {"4026531836", 4711, "86400", 12};
    QCOMPARE(name.toBytes(), "offspring-4026531836-4711-86400-12"_ba);
    QVERIFY(GroupName::fromBytes(name.toBytes()) == name);
}

void tst_ControlGroupPath::anotherNameIsNoneOfOurs_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"", "user.slice", "offspring", "offspring-1-2-3",
                             "offspring-1-2-3-4-5", "offspring-1-0-3-4", "offspring-1--2-3-4",
                             "offspring-1-2-3-x", "offspring-1-02-3-4", "springoff-1-2-3-4"}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

void tst_ControlGroupPath::anotherNameIsNoneOfOurs()
{
    QFETCH(QByteArray, name);
    QVERIFY(!GroupName::fromBytes(name));
}

void tst_ControlGroupPath::aStartTimeIsFoundBehindAnyName_data()
{
    QTest::addColumn<QByteArray>("stat");
    QTest::addColumn<QByteArray>("time");
    const QByteArray rest = " S 1 7 7 0 -1 4194560 155 0 0 0 3 1 0 0 20 0 1 0 86400 5000 200\n";
    QTest::newRow("a name") << "7 (sh)" + rest << "86400"_ba;
    QTest::newRow("a name like the rest") << "7 (a) R 1 (b) c)" + rest << "86400"_ba;
    QTest::newRow("cut short") << "7 (sh) S 1"_ba << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void tst_ControlGroupPath::aStartTimeIsFoundBehindAnyName()
{
    QFETCH(QByteArray, stat);
    QTEST(startTimeOf(stat), "time");
}

void tst_ControlGroupPath::aNumberIsFoundBehindItsWholeKey_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<qint64>("number");
    QTest::newRow("first") << "usage_usec"_ba << qint64(9876543210);
    QTest::newRow("last") << "user_usec"_ba << qint64(5);
    QTest::newRow("a part") << "usec"_ba << qint64(-1);
    QTest::newRow("a beginning") << "user"_ba << qint64(-1);
    QTest::newRow("no number") << "word"_ba << qint64(-1);
}

void tst_ControlGroupPath::aNumberIsFoundBehindItsWholeKey()
{
    QFETCH(QByteArray, key);
    QTEST(numberBehind(key, "usage_usec 9876543210\nword x\nuser_usec 5\n"), "number");
}

QTEST_APPLESS_MAIN(tst_ControlGroupPath)
#include "tst_controlgrouppath.moc"
