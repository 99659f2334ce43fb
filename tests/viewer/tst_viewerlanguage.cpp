// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The viewer in German, whatever the machine's language is.

#include "language.h"
#include "viewertest.h"

#include <QtCore/QProcess>
#include <QtQml/QQmlComponent>
#include <QtQml/QQmlEngine>
#include <QtQml/qqml.h>

using namespace Qt::StringLiterals;

namespace {

const QLocale german(QLocale::German, QLocale::Germany);

// A command, what it says and its folder are shortened where they do not fit.
const QStringList ofTheUser = {u"statusLabel"_s, u"totalsLabel"_s,    u"outputView"_s,
                               u"tabBar"_s,      u"exampleCommand"_s, u"directoryField"_s};

} // namespace

class tst_ViewerLanguage : public ViewerTest
{
    Q_OBJECT

private Q_SLOTS:
    void numbersHaveTheirPlural_data();
    void numbersHaveTheirPlural();
    void theWindowSpeaksGerman();
    void englishIsWhatItIsWrittenIn();
    void theProgramTakesTheLanguageOfItsUser_data();
    void theProgramTakesTheLanguageOfItsUser();
    void noWordIsCutInTheSmallestWindow_data();
    void noWordIsCutInTheSmallestWindow();

private:
    QString lineCount(double number) const;
    void openSmallest(const QLocale &locale);
    void see(const QString &state);

    std::unique_ptr<Language> m_language;
};

/// What QML's Quantity.lines() makes of it.
QString tst_ViewerLanguage::lineCount(double number) const
{
    QQmlComponent component(qmlEngine(window()));
    component.setData("import QtQml; import DemoControls\n"
                      "QtObject { required property real number\n"
                      "           property string words: Quantity.lines(number) }",
                      {});
    const std::unique_ptr<QObject> made(
        component.createWithInitialProperties({{u"number"_s, number}}));
    return made ? made->property("words").toString() : component.errorString();
}

void tst_ViewerLanguage::numbersHaveTheirPlural_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("inGerman");
    QTest::newRow("0") << 0. << u"0 lines"_s << u"0 Zeilen"_s;
    QTest::newRow("1") << 1. << u"1 line"_s << u"1 Zeile"_s;
    QTest::newRow("2") << 2. << u"2 lines"_s << u"2 Zeilen"_s;
    QTest::newRow("5") << 5. << u"5 lines"_s << u"5 Zeilen"_s;
    QTest::newRow("1001") << 1001. << u"1,001 lines"_s << u"1.001 Zeilen"_s;
    QTest::newRow("more than an int")
        << 1e10 << u"10,000,000,000 lines"_s << u"10.000.000.000 Zeilen"_s;
}

void tst_ViewerLanguage::numbersHaveTheirPlural()
{
    QFETCH(const double, number);
    QFETCH(const QString, english);
    QFETCH(const QString, inGerman);
    QCOMPARE(lineCount(number), english);
    const Language language(u"viewer"_s, german);
    open();
    QCOMPARE(lineCount(number), inGerman);
}

void tst_ViewerLanguage::theWindowSpeaksGerman()
{
    const Language language(u"viewer"_s, german);
    open();
    QCOMPARE(textOf(u"startButton"_s), u"Starten"_s);
    run(u"exit 3"_s);
    TRY(textOf(u"statusLabel"_s).startsWith(u"mit Code 3 beendet nach 0,"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"nosuchprogram"_s));
    run(u"nosuchprogram"_s);
    TRY(textOf(u"errorLabel"_s).startsWith(u"Nicht gestartet: Es gibt kein"_s));
}

void tst_ViewerLanguage::englishIsWhatItIsWrittenIn()
{
    const Language language(u"viewer"_s, QLocale(QLocale::English, QLocale::UnitedKingdom));
    open();
    QCOMPARE(textOf(u"startButton"_s), u"Start"_s);
}

void tst_ViewerLanguage::theProgramTakesTheLanguageOfItsUser_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("languages");
    QTest::addColumn<QString>("words");
    const QString english = u"Dark text on light."_s;
    const QString inGerman = u"Dunkler Text auf hellem Grund."_s;
    QTest::newRow("German") << u"de_DE.UTF-8"_s << QString() << inGerman;
    QTest::newRow("Austrian") << u"de_AT.UTF-8"_s << QString() << inGerman;
    QTest::newRow("English") << u"en_GB.UTF-8"_s << QString() << english;
    QTest::newRow("none") << u"C.UTF-8"_s << QString() << english;
    QTest::newRow("one that there is not") << u"fi_FI.UTF-8"_s << QString() << english;
    QTest::newRow("Finnish, else German") << u"fi_FI.UTF-8"_s << u"fi:de"_s << inGerman;
    QTest::newRow("English before German") << u"en_US.UTF-8"_s << u"en_US:de"_s << english;
}

void tst_ViewerLanguage::theProgramTakesTheLanguageOfItsUser()
{
    QFETCH(const QString, locale);
    QFETCH(const QString, languages);
    QFETCH(const QString, words);
    QProcess viewer;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, locale);
    environment.insert(u"LANGUAGE"_s, languages);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    viewer.setProcessEnvironment(environment);
    viewer.start(QStringLiteral(BINARY_DIR "/offspring-viewer"), {u"--help"_s});
    QVERIFY(viewer.waitForFinished(60'000));
    const QString said = QString::fromUtf8(viewer.readAllStandardOutput());
    QVERIFY2(said.contains(words), qPrintable(said));
}

void tst_ViewerLanguage::openSmallest(const QLocale &locale)
{
    m_language = std::make_unique<Language>(u"viewer"_s, locale);
    open({.dark = QTest::currentDataTag() == "German, dark"_ba});
    window()->resize(window()->minimumSize());
    TRY_COMPARE(window()->size(), window()->minimumSize());
}

void tst_ViewerLanguage::see(const QString &state)
{
    if (qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        picture(
            u"%1-%2"_s.arg(state, QLatin1StringView(QTest::currentDataTag())).replace(u' ', u'_'));
    TRY_COMPARE(cutTexts(ofTheUser).join(u'\n'), QString());
}

void tst_ViewerLanguage::noWordIsCutInTheSmallestWindow_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::newRow("English") << QLocale(QLocale::English, QLocale::UnitedStates);
    QTest::newRow("German") << german;
    QTest::newRow("German, dark") << german;
}

void tst_ViewerLanguage::noWordIsCutInTheSmallestWindow()
{
    QFETCH(const QLocale, locale);
    openSmallest(locale);
    see(u"viewer-empty"_s);
    run(u"seq 3; seq 4 >&2"_s);
    see(u"viewer-lines"_s);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"3"_s);
    TRY(!textOf(u"matchLabel"_s).isEmpty());
    see(u"viewer-search"_s);
    press(Qt::Key_Escape);
    press(Qt::Key_S, Qt::ControlModifier);
    TRY(item(u"saveField"_s)->hasActiveFocus());
    see(u"viewer-save"_s);
    press(Qt::Key_Escape);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"nosuchprogram"_s));
    run(u"nosuchprogram"_s);
    see(u"viewer-error"_s);
    enter(u"sleep 1000"_s);
    press(Qt::Key_Return);
    TRY(running());
    see(u"viewer-running"_s);
    press(Qt::Key_Q, Qt::ControlModifier);
    TRY(item(u"noButton"_s)->isVisible());
    see(u"viewer-quit"_s);
    press(Qt::Key_Escape);
    press(Qt::Key_Period, Qt::ControlModifier);
    TRY(!running());
    click(u"ptySwitch"_s);
    enter(u"stty -echo; cat"_s);
    press(Qt::Key_Return);
    TRY(item(u"hiddenInputLabel"_s)->isVisible());
    see(u"viewer-terminal"_s);
    press(Qt::Key_Period, Qt::ControlModifier | Qt::ShiftModifier);
    TRY(!running());
    m_language.reset();
}

QTEST_MAIN(tst_ViewerLanguage)
#include "tst_viewerlanguage.moc"
