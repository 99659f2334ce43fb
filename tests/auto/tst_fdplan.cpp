// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The pure plan, by tables and by random maps against a model of the kernel's table.

#include "../../src/os/fdplan.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <set>

using namespace Offspring::Os;

using Sources = std::map<int, int>;
using Moves = std::vector<DescriptorMove>;
using Ranges = std::vector<DescriptorRange>;

namespace {

/// A descriptor table: number → what is open there, and whether exec closes it.
struct Slot
{
    int file;
    bool closeOnExec;
    bool operator==(const Slot &) const = default;
};
using Table = std::map<int, Slot>;

/// What the kernel makes of a plan. Reading a closed descriptor is EBADF: \a failed.
Table execute(Table table, const FDPlan &plan, bool &failed)
{
    for (const DescriptorMove &move : plan.moves) {
        if (!table.contains(move.from)) {
            failed = true;
            continue;
        }
        table[move.to] = {table[move.from].file, false};
    }
    for (const DescriptorRange &range : plan.closes)
        std::erase_if(table, [&](const auto &entry) {
            return unsigned(entry.first) >= range.first && unsigned(entry.first) <= range.last;
        });
    std::erase_if(table, [](const auto &entry) { return entry.second.closeOnExec; });
    return table;
}

/// All of the parent's descriptors, each open on a file of its own, all close-on-exec.
Table parentTable(int size)
{
    Table table;
    for (int number = 0; number < size; ++number)
        table[number] = {1000 + number, true};
    return table;
}

Table wantedTable(const Sources &sources)
{
    Table table;
    for (const auto &[to, from] : sources)
        table[to] = {1000 + from, false};
    return table;
}

int largest(const Sources &sources)
{
    int result = -1;
    for (const auto &[to, from] : sources)
        result = std::max({result, to, from});
    return result;
}

} // namespace

class tst_FDPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersMovesSoThatNoSourceIsOverwritten_data();
    void ordersMovesSoThatNoSourceIsOverwritten();
    void closesEverythingBetweenAndAboveTheKeys_data();
    void closesEverythingBetweenAndAboveTheKeys();
    void anyRandomMapGivesTheTableItSays();
    void needsNoNumberAboveKeysAndSourcesButTheSmallestUnused();
};

void tst_FDPlan::ordersMovesSoThatNoSourceIsOverwritten_data()
{
    QTest::addColumn<Sources>("sources");
    QTest::addColumn<Moves>("moves");

    QTest::newRow("nothing") << Sources{} << Moves{};
    QTest::newRow("three pipes") << Sources{{0, 5}, {1, 6}, {2, 8}}
                                 << Moves{{5, 0}, {6, 1}, {8, 2}};
    QTest::newRow("stays where it is") << Sources{{4, 4}} << Moves{{4, 4}};
    QTest::newRow("fan-out") << Sources{{0, 7}, {1, 7}, {7, 7}} << Moves{{7, 7}, {7, 0}, {7, 1}};
    QTest::newRow("a chain, from its end")
        << Sources{{0, 1}, {1, 2}, {2, 3}} << Moves{{1, 0}, {2, 1}, {3, 2}};
    QTest::newRow("a chain against the order of keys")
        << Sources{{3, 2}, {2, 1}, {1, 0}} << Moves{{2, 3}, {1, 2}, {0, 1}};
    QTest::newRow("a swap") << Sources{{0, 1}, {1, 0}} << Moves{{0, 2}, {1, 0}, {2, 1}};
    QTest::newRow("a swap with a reader")
        << Sources{{0, 1}, {1, 0}, {5, 0}} << Moves{{0, 5}, {0, 2}, {1, 0}, {2, 1}};
    QTest::newRow("a rotation") << Sources{{3, 4}, {4, 5}, {5, 3}}
                                << Moves{{3, 0}, {4, 3}, {5, 4}, {0, 5}};
    QTest::newRow("two swaps share the spare number")
        << Sources{{0, 1}, {1, 0}, {3, 4}, {4, 3}}
        << Moves{{0, 2}, {1, 0}, {2, 1}, {3, 2}, {4, 3}, {2, 4}};
}

void tst_FDPlan::ordersMovesSoThatNoSourceIsOverwritten()
{
    QFETCH(Sources, sources);
    QFETCH(Moves, moves);
    QVERIFY(planDescriptors(sources).moves == moves);
}

void tst_FDPlan::closesEverythingBetweenAndAboveTheKeys_data()
{
    QTest::addColumn<Sources>("sources");
    QTest::addColumn<Ranges>("closes");

    QTest::newRow("no key at all") << Sources{} << Ranges{{0, ~0U}};
    QTest::newRow("0, 1, 2") << Sources{{0, 9}, {1, 9}, {2, 9}} << Ranges{{3, ~0U}};
    QTest::newRow("gaps") << Sources{{1, 9}, {4, 9}, {5, 9}, {77, 9}}
                          << Ranges{{0, 0}, {2, 3}, {6, 76}, {78, ~0U}};
    QTest::newRow("the largest number")
        << Sources{{0x7fffffff, 9}} << Ranges{{0, 0x7ffffffe}, {0x80000000U, ~0U}};
}

void tst_FDPlan::closesEverythingBetweenAndAboveTheKeys()
{
    QFETCH(Sources, sources);
    QFETCH(Ranges, closes);
    QVERIFY(planDescriptors(sources).closes == closes);
}

void tst_FDPlan::anyRandomMapGivesTheTableItSays()
{
    QRandomGenerator random(20261121);
    for (int round = 0; round < 20'000; ++round) {
        const int size = 1 + int(random.bounded(12));
        Sources sources;
        for (int i = int(random.bounded(size + 1)); i > 0; --i)
            sources[int(random.bounded(size))] = int(random.bounded(size));
        bool failed = false;
        const Table result = execute(parentTable(size + 1), planDescriptors(sources), failed);
        QVERIFY2(!failed, qPrintable(QStringLiteral("round %1").arg(round)));
        QVERIFY2(result == wantedTable(sources), qPrintable(QStringLiteral("round %1").arg(round)));
    }
}

void tst_FDPlan::needsNoNumberAboveKeysAndSourcesButTheSmallestUnused()
{
    QRandomGenerator random(4);
    for (int round = 0; round < 20'000; ++round) {
        Sources sources;
        std::set<int> used;
        for (int i = 0; i < 8; ++i) {
            const int to = int(random.bounded(24));
            const int from = int(random.bounded(24));
            sources[to] = from;
        }
        for (const auto &[to, from] : sources)
            used.insert({to, from});
        int smallestUnused = 0;
        while (used.contains(smallestUnused))
            ++smallestUnused;
        for (const DescriptorMove &move : planDescriptors(sources).moves)
            QVERIFY(move.to <= largest(sources) || move.to == smallestUnused);
    }
}

QTEST_APPLESS_MAIN(tst_FDPlan)

#include "tst_fdplan.moc"
