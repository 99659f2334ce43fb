// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The pure plan of the child's set-up, by tables: an order, and the calls that the child makes.

#include "../../src/os/setupplan.h"

#include <QtCore/QStringList>
#include <QtTest/QTest>

#include <functional>
#include <sched.h>
#include <sys/resource.h>

using namespace Offspring::Os;
using namespace Qt::StringLiterals;

using Kind = SetupCall::Kind;

namespace {

constexpr int parentPid = 4711;
constexpr std::uint64_t parentsOpenFiles = 1024;

template <typename Pointed>
const Pointed *pointer(long argument)
{
    return reinterpret_cast<const Pointed *>(argument);
}

QString strings(long argument)
{
    QStringList result;
    for (const auto *each = pointer<const char *>(argument); *each; ++each)
        result += QString::fromUtf8(*each);
    return result.join(u',');
}

QString listOf(const unsigned *begin, long count)
{
    QStringList result;
    for (long i = 0; i < count; ++i)
        result += QString::number(begin[i]);
    return result.join(u',');
}

QString limitOf(long resource, long values)
{
    const auto *const pair = pointer<std::uint64_t>(values);
    const QString name = resource == RLIMIT_NOFILE ? u"NOFILE"_s : u"CORE"_s;
    return name + u" %1 %2"_s.arg(pair[0]).arg(pair[1]);
}

QString numbersOf(const SetupCall &call, int count)
{
    QString result;
    for (int i = 0; i < count; ++i)
        result += u' ' + QString::number(call.arguments[i]);
    return result;
}

QString idsOf(const SetupCall &call, int count)
{
    QString result;
    for (int i = 0; i < count; ++i)
        result += u' ' + QString::number(unsigned(call.arguments[i]));
    return result;
}

// What of a call's arguments matters.
QString argumentsOf(const SetupCall &call)
{
    const long *const each = call.arguments;
    switch (call.kind) {
    case Kind::ResetSignals:
    case Kind::LeadSession:
    case Kind::LeadGroup:
        return {};
    case Kind::EnterGroup:
    case Kind::EnterDirectory:
    case Kind::TakeTerminal:
    case Kind::SetPolicy:
    case Kind::SetNiceness:
    case Kind::SetDeathSignal:
        return numbersOf(call, 1);
    case Kind::ChangeDirectory:
        return u' ' + QString::fromUtf8(pointer<char>(each[0]));
    case Kind::SetUmask:
        return u' ' + QString::number(each[0], 8);
    case Kind::SetLimit:
        return u' ' + limitOf(each[0], each[1]);
    case Kind::SetGroups:
        return u' ' + listOf(pointer<unsigned>(each[1]), each[0]);
    case Kind::SetGid:
    case Kind::SetUid:
    case Kind::DropCapabilities:
        return idsOf(call, 1);
    case Kind::Duplicate:
    case Kind::CheckParent:
        return numbersOf(call, 2);
    case Kind::CloseRangeNow:
        return u" now %1 %2"_s.arg(unsigned(each[0])).arg(unsigned(each[1]));
    case Kind::CloseRange:
        return u" %1 %2"_s.arg(unsigned(each[0])).arg(unsigned(each[1]));
    case Kind::Execute:
        return u" %1 (%2) (%3)%4"_s.arg(strings(each[0]), strings(each[1]), strings(each[2]),
                                        each[3] != 0 ? u" searched"_s : QString());
    }
    return u" ?"_s;
}

// One line for each: its name, and what matters of its arguments.
QStringList linesOf(const SetupPlan &plan)
{
    QStringList result;
    for (const SetupCall &call : plan.calls())
        result += QString::fromLatin1(call.name) + argumentsOf(call);
    return result;
}

SpawnOrder plainOrder()
{
    SpawnOrder order;
    order.executable = "true";
    order.candidates = {"/bin/true"};
    order.arguments = {"true"};
    return order;
}

LimitChange openFiles(std::uint64_t soft)
{
    return {int(RLIMIT_NOFILE), {soft, 4096}};
}

/// Everything that the plan is made of.
struct Row
{
    SpawnOrder order = plainOrder();
    FDPlan descriptors = {};
    ParentState parent = {parentPid, -1, parentsOpenFiles};

    QStringList lines() const { return linesOf(SetupPlan(order, descriptors, parent)); }
};

// Every option at once.
Row everything()
{
    Row row;
    row.order.directory = "/srv";
    row.order.leads = Leads::Session;
    row.order.umask = 022;
    row.order.niceness = 5;
    row.order.limits = {openFiles(2048), {int(RLIMIT_CORE), {0, 0}}};
    row.order.identity = Identity{1000, 100, {100, 27}};
    row.order.deathSignal = 15;
    row.descriptors = {{{5, 0}}, {{1, ~0U}}};
    row.parent.terminal = 9;
    row.parent.groupEntrance = 8;
    row.parent.policy = SCHED_OTHER;
    return row;
}

} // namespace

Q_DECLARE_METATYPE(Row)

class tst_SetupPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachOptionIsOneLineAtItsPlace_data();
    void eachOptionIsOneLineAtItsPlace();
    void whatIsNotNeededIsClosedBeforeAllElse();
    void allOptionsTogetherHaveTheOrderThatTheirReasonsDemand();
    void everyCallHasANameOfItsOwn();
    void aFailureIsOfTheStageThatItsCallBelongsTo();
    void onlyTheDirectoryAndTheProgramNeedAnObject();
};

void tst_SetupPlan::eachOptionIsOneLineAtItsPlace_data()
{
    QTest::addColumn<Row>("row");
    QTest::addColumn<QStringList>("between"); // the signals, which come first, and the execution

    const auto add = [](const char *name, const std::function<void(Row &)> &change,
                        const QStringList &between) {
        Row row;
        change(row);
        QTest::newRow(name) << row << between;
    };
    add("nothing", [](Row &) { }, {});
    add("descriptors", [](Row &row) { row.descriptors = {{{5, 0}, {4, 4}}, {{1, 3}, {5, ~0U}}}; },
        {u"dup3 5 0"_s, u"dup3 4 4"_s, u"close_range 1 3"_s, u"close_range 5 4294967295"_s});
    add("a control group that it enters by itself",
        [](Row &row) {
            row.parent.groupEntrance = 8;
            row.order.directory = "/tmp";
        },
        {u"write cgroup.procs 8"_s, u"chdir /tmp"_s});
    add("newControlGroup: it was born there", [](Row &row) { row.order.newControlGroup = true; },
        {});
    add("path", [](Row &row) { row.order.directory = "/tmp"; }, {u"chdir /tmp"_s});
    add("a directory of the call's", [](Row &row) { row.parent.directory = 8; }, {u"fchdir 8"_s});
    add("path, from a directory of the call's",
        [](Row &row) {
            row.parent.directory = 8;
            row.order.directory = "sub";
        },
        {u"fchdir 8"_s, u"chdir sub"_s});
    add("newProcessGroup", [](Row &row) { row.order.leads = Leads::Group; }, {u"setpgid"_s});
    add("newSession", [](Row &row) { row.order.leads = Leads::Session; }, {u"setsid"_s});
    add("a terminal",
        [](Row &row) {
            row.order.leads = Leads::Session;
            row.parent.terminal = 7;
        },
        {u"setsid"_s, u"ioctl TIOCSCTTY 7"_s});
    add("umask", [](Row &row) { row.order.umask = 027; }, {u"umask 27"_s});
    add("umask 0", [](Row &row) { row.order.umask = 0; }, {u"umask 0"_s});
    add("niceness", [](Row &row) { row.order.niceness = -5; }, {u"setpriority -5"_s});
    add("a limit", [](Row &row) { row.order.limits = {{int(RLIMIT_CORE), {0, ~0ULL}}}; },
        {u"prlimit64 CORE 0 18446744073709551615"_s});

    const FDPlan one = {{{5, 0}}, {{1, ~0U}}};
    const QStringList moved = {u"dup3 5 0"_s, u"close_range 1 4294967295"_s};
    const auto addOpenFiles = [&](const char *name, std::uint64_t soft, const QStringList &lines) {
        Row row;
        row.order.limits = {openFiles(soft)};
        row.descriptors = one;
        QTest::newRow(name) << row << lines;
    };
    addOpenFiles("more open files: before the descriptors", 2048,
                 QStringList{u"prlimit64 NOFILE 2048 4096"_s} + moved);
    addOpenFiles("as many open files: before them", parentsOpenFiles,
                 QStringList{u"prlimit64 NOFILE 1024 4096"_s} + moved);
    addOpenFiles("fewer open files: after them", 16,
                 moved + QStringList{u"prlimit64 NOFILE 16 4096"_s});
    add(
        "fewer open files, and another limit: each at its place",
        [&](Row &row) {
            row.order.limits = {openFiles(16), {int(RLIMIT_CORE), {1, 2}}};
            row.descriptors = one;
        },
        QStringList{u"prlimit64 CORE 1 2"_s} + moved + QStringList{u"prlimit64 NOFILE 16 4096"_s});

    add("identity", [](Row &row) { row.order.identity = Identity{4294967294, 100, {100, 27, 44}}; },
        {u"setgroups 100,27,44"_s, u"setresgid 100"_s, u"setresuid 4294967294"_s,
         u"capset 4294967294"_s});
    add("identity without groups", [](Row &row) { row.order.identity = Identity{1, 2, {}}; },
        {u"setgroups "_s, u"setresgid 2"_s, u"setresuid 1"_s, u"capset 1"_s});
    add("parentDeathSignal", [](Row &row) { row.order.deathSignal = 15; },
        {u"prctl PR_SET_PDEATHSIG 15"_s, u"getppid 4711 15"_s});
}

void tst_SetupPlan::eachOptionIsOneLineAtItsPlace()
{
    QFETCH(Row, row);
    QFETCH(QStringList, between);
    QCOMPARE(row.lines(),
             QStringList{u"rt_sigaction"_s} + between
                 + QStringList{u"execve /bin/true (true) ()"_s});
}

void tst_SetupPlan::whatIsNotNeededIsClosedBeforeAllElse()
{
    Row row;
    row.parent.unneeded = {{0, 4}, {6, ~0U}};
    QCOMPARE(row.lines().mid(0, 3),
             (QStringList{u"close_range now 0 4"_s, u"close_range now 6 4294967295"_s,
                          u"rt_sigaction"_s}));
}

void tst_SetupPlan::allOptionsTogetherHaveTheOrderThatTheirReasonsDemand()
{
    Row row = everything();
    row.order.candidates = {"/bin/x", "/usr/bin/x"};
    row.order.searched = true;
    row.order.arguments = {"x", "-a"};
    row.order.environment = {"A=1", "B=2"};
    QCOMPARE(
        row.lines(),
        QStringList({u"rt_sigaction"_s, u"write cgroup.procs 8"_s, u"chdir /srv"_s, u"setsid"_s,
                     u"ioctl TIOCSCTTY 9"_s, u"umask 22"_s, u"sched_setscheduler 0"_s,
                     u"setpriority 5"_s, u"prlimit64 NOFILE 2048 4096"_s, u"prlimit64 CORE 0 0"_s,
                     u"dup3 5 0"_s, u"close_range 1 4294967295"_s, u"setgroups 100,27"_s,
                     u"setresgid 100"_s, u"setresuid 1000"_s, u"capset 1000"_s,
                     u"prctl PR_SET_PDEATHSIG 15"_s, u"getppid 4711 15"_s,
                     u"execve /bin/x,/usr/bin/x (x,-a) (A=1,B=2) searched"_s}));
}

void tst_SetupPlan::everyCallHasANameOfItsOwn()
{
    QMap<QString, Kind> known;
    for (const Leads leads : {Leads::Session, Leads::Group}) {
        Row row = everything();
        row.order.leads = leads;
        const SetupPlan plan(row.order, row.descriptors, row.parent);
        for (const SetupCall &call : plan.calls()) {
            QCOMPARE(call.name, callName(call.kind));
            const QString name = QString::fromLatin1(call.name);
            QVERIFY2(!name.isEmpty() && known.value(name, call.kind) == call.kind, call.name);
            known.insert(name, call.kind);
        }
    }
}

void tst_SetupPlan::aFailureIsOfTheStageThatItsCallBelongsTo()
{
    const QMap<QString, Stage> known{
        {u"chdir"_s, Stage::Directory},      {u"ioctl TIOCSCTTY"_s, Stage::Terminal},
        {u"dup3"_s, Stage::FileDescriptors}, {u"close_range"_s, Stage::FileDescriptors},
        {u"setgroups"_s, Stage::Identity},   {u"setresgid"_s, Stage::Identity},
        {u"setresuid"_s, Stage::Identity},   {u"capset"_s, Stage::Identity},
        {u"execve"_s, Stage::Exec},
    };
    const Row row = everything();
    const SetupPlan plan(row.order, row.descriptors, row.parent);
    for (const SetupCall &call : plan.calls())
        QVERIFY2(call.stage == known.value(QString::fromLatin1(call.name), Stage::Setup),
                 call.name);
}

void tst_SetupPlan::onlyTheDirectoryAndTheProgramNeedAnObject()
{
    const Row row = everything();
    const SetupPlan plan(row.order, row.descriptors, row.parent);
    QStringList objects;
    for (const SetupCall &call : plan.calls()) {
        if (call.object)
            objects += QString::fromLatin1(call.name) + u' ' + QString::fromUtf8(call.object);
    }
    QCOMPARE(objects, QStringList({u"chdir /srv"_s, u"execve true"_s})); // as the caller named it
}

QTEST_APPLESS_MAIN(tst_SetupPlan)

#include "tst_setupplan.moc"
