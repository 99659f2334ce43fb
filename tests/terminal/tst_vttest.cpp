// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "recorder.h"
#include "screendump.h"

#include <offspring/offspring.h>

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtTest/QtTest>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

// Each version draws other screens.
constexpr const char *version = "2.7 (20221229)";

// vttest on a terminal of 80 × 24, which answers what it is asked.
class Driven
{
public:
    Driven()
    {
        m_recorder.keepsData = false;
        m_transport = Reactor::instance()->spawnProcess(
            &m_recorder, u"vttest"_s, {u"vttest"_s, u"24x80.80"_s}, {.usePTY = true});
        QObject::connect(m_transport, &ProcessTransport::childDataReceived, &m_recorder,
                         [this](int, const QByteArray &bytes) { take(bytes); });
    }

    void press(const QByteArray &keys)
    {
        m_since.clear();
        m_transport->write(keys);
    }
    // It waits for the next key: in its menu, or behind a screen.
    bool isAsking() const { return m_since.endsWith("Push <RETURN>") || isInMenu(); }
    bool isInMenu() const { return m_since.endsWith("): "); }
    bool hasEnded() const { return m_recorder.ended.has_value(); }

    QList<QByteArray> screen()
    {
        Screendump dump;
        dump.hasAttributes = true;
        return dump.text(m_screen).chopped(1).split('\n');
    }

private:
    void take(const QByteArray &bytes)
    {
        m_since += bytes;
        m_screen.feed(bytes);
        const QByteArray replies = m_screen.takeReplies();
        if (!replies.isEmpty())
            m_transport->write(replies);
    }

    Recorder m_recorder;
    ProcessTransport *m_transport;
    Terminal::Screen m_screen;
    QByteArray m_since; // the last key
};

using Screens = QMap<QString, QList<QByteArray>>;

// "= MENU, SCREEN", then "|LINE|" for each line.
Screens kept()
{
    Screens result;
    QFile file(QStringLiteral(VTTEST_FILE));
    if (!file.open(QIODevice::ReadOnly))
        return result;
    QString name;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("= "))
            name = QString::fromUtf8(line.sliced(2));
        else if (line.startsWith('|'))
            result[name].append(line.sliced(1).chopped(1));
    }
    return result;
}

QByteArray asText(const Screens &screens)
{
    // REUSE-IgnoreStart
    QByteArray result = "# SPDX-FileCopyrightText: 2026 The Offspring Authors\n"
                        "# SPDX-License-Identifier: BSD-3-Clause\n\n"
                        // REUSE-IgnoreEnd
                        "# The screens of vttest "
        + QByteArray(version)
        + ", as screendump --attributes writes them: looked at, and right.\n"
          "# Their texts are vttest's: 1984 Per Lindberg, 1996-2022 Thomas E. Dickey, who let\n"
          "# everybody copy them.\n";
    for (auto each = screens.begin(); each != screens.end(); ++each) {
        result += "\n= " + each.key().toUtf8() + '\n';
        for (const QByteArray &line : *each)
            result += '|' + line + "|\n";
    }
    return result;
}

} // namespace

class tst_Vttest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsTheScreensOfItsMenus();
};

void tst_Vttest::initTestCase()
{
    if (QStandardPaths::findExecutable(u"vttest"_s).isEmpty())
        QSKIP("vttest is not installed");
    QProcess vttest;
    vttest.start(u"vttest"_s, {u"-V"_s});
    QVERIFY(vttest.waitForFinished());
    const QByteArray said = vttest.readAllStandardOutput();
    if (!said.contains(version))
        QSKIP(("the screens are those of version " + QByteArray(version) + ", this one is "
               + said.trimmed())
                  .constData());
}

// Cursor movements, screen features, the VT102's own, and lines of double size, driven by keys.
// With OFFSPRING_TEST_RECORD, keeps the screens as they are now.
void tst_Vttest::showsTheScreensOfItsMenus()
{
    Driven vttest;
    QTRY_VERIFY_WITH_TIMEOUT(vttest.isInMenu(), 30'000);
    Screens screens;
    for (const int menu : {1, 2, 4, 8}) {
        vttest.press(QByteArray::number(menu) + '\r');
        for (int number = 1;; ++number) {
            QTRY_VERIFY_WITH_TIMEOUT(vttest.isAsking(), 30'000);
            if (vttest.isInMenu())
                break;
            const QString name =
                QStringLiteral("menu %1, screen %2").arg(menu).arg(number, 2, 10, QChar(u'0'));
            screens[name] = vttest.screen();
            vttest.press("\r");
        }
    }
    vttest.press("0\r");
    QTRY_VERIFY_WITH_TIMEOUT(vttest.hasEnded(), 30'000);

    if (qEnvironmentVariableIsSet("OFFSPRING_TEST_RECORD")) {
        QFile file(QStringLiteral(VTTEST_FILE));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(asText(screens)) > 0);
        return;
    }
    const Screens expected = kept();
    QCOMPARE(screens.keys(), expected.keys());
    for (auto each = expected.begin(); each != expected.end(); ++each) {
        const QList<QByteArray> &shown = screens[each.key()];
        QCOMPARE(shown.size(), each->size());
        for (qsizetype y = 0; y < shown.size(); ++y)
            QVERIFY2(shown[y] == each->at(y),
                     (each.key().toUtf8() + ", line " + QByteArray::number(y + 1) + ": " + shown[y]
                      + "\ninstead of " + each->at(y))
                         .constData());
    }
}

QTEST_GUILESS_MAIN(tst_Vttest)

#include "tst_vttest.moc"
