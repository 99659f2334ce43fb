// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The QML examples, used as somebody would: by clicks and keys, looking at what is shown. They have
// no object names; what is looked for is the text.

#include "windowtest.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtQml/QQmlApplicationEngine>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

class tst_QmlExamples : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_engine.reset(); }
    void commandsShowHowTheyEnd();
    void theWizardAnswersOnTheTerminal();
    void theWizardShowsARefusal();
    void theBarFollowsTheOutput();
    void theCopyCanBeStopped();
    void theFilesOfAFolderAreFound();
    void aFolderThatIsMissingIsNamed();
    void theTerminalRunsAShell();

private:
    QQuickWindow *window() const override { return m_window; }
    void open(const QString &name);
    void takePicture(const QString &name);
    QList<QQuickItem *> itemsWith(const QString &text) const;
    bool shows(const QString &text) const { return !itemsWith(text).isEmpty(); }
    void clickText(const QString &text, int which = 0);
    void enter(const QString &line);
    QQuickItem *field() const { return m_window->activeFocusItem(); }
    double valueOfBar() const;

    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow *m_window = nullptr;
};

namespace {

QList<QQuickItem *> itemsBelow(QQuickItem *item)
{
    QList<QQuickItem *> all{item};
    const QList<QQuickItem *> children = item->childItems();
    for (QQuickItem *child : children)
        all += itemsBelow(child);
    return all;
}

// A button's label is a part of it, and has the same text.
void collect(QQuickItem *item, const QString &text, QList<QQuickItem *> &found)
{
    if (item->isVisible() && item->property("text").toString() == text) {
        found << item;
        return;
    }
    const QList<QQuickItem *> children = item->childItems();
    for (QQuickItem *child : children)
        collect(child, text, found);
}

bool hasDots(const QQuickItem *field)
{
    return field->property("echoMode").toInt() == 2; // TextInput.Password
}

} // namespace

void tst_QmlExamples::init()
{
    QTest::failOnWarning(QRegularExpression(u"[.]qml:"_s));
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
}

void tst_QmlExamples::open(const QString &name)
{
    m_engine->load(QUrl::fromLocalFile(QStringLiteral(QML_EXAMPLES "/%1.qml").arg(name)));
    QVERIFY(!m_engine->rootObjects().isEmpty());
    m_window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
    waitForWindow();
}

void tst_QmlExamples::takePicture(const QString &name)
{
    if (qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        picture(name);
}

// What can be seen with this text, from top to bottom.
QList<QQuickItem *> tst_QmlExamples::itemsWith(const QString &text) const
{
    QList<QQuickItem *> found;
    collect(m_window->contentItem(), text, found);
    return found;
}

void tst_QmlExamples::clickText(const QString &text, int which)
{
    TRY(itemsWith(text).size() > which);
    const QQuickItem *const item = itemsWith(text).at(which);
    const QPointF middle(item->width() / 2, item->height() / 2);
    QTest::mouseClick(m_window, Qt::LeftButton, {}, item->mapToScene(middle).toPoint());
}

void tst_QmlExamples::enter(const QString &line)
{
    type(line);
    press(Qt::Key_Return);
}

double tst_QmlExamples::valueOfBar() const
{
    const QList<QQuickItem *> items = itemsBelow(m_window->contentItem());
    for (const QQuickItem *item : items) {
        if (item->property("visualPosition").isValid())
            return item->property("value").toDouble();
    }
    return -1;
}

void tst_QmlExamples::commandsShowHowTheyEnd()
{
    open(u"commands"_s);
    QCOMPARE(itemsWith(u"not run yet"_s).size(), 3);
    for (int row = 0; row < 2; ++row) {
        TRY_COMPARE(itemsWith(u"Run"_s).size(), 3);
        clickText(u"Run"_s, row);
    }
    TRY(shows(u"exited with code 0"_s));
    TRY(shows(u"exited with code 3"_s));
    QVERIFY(shows(u"2 of 3 are well\ndisk: no space left"_s));
    TRY_COMPARE(itemsWith(u"Run"_s).size(), 3);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not started: .*no-such-program"_s));
    clickText(u"Run"_s, 2);
    TRY(shows(u"not started: execve no-such-program: No such file or directory"_s));
    TRY_COMPARE(itemsWith(u"Run"_s).size(), 3);
    takePicture(u"commands"_s);
}

void tst_QmlExamples::theWizardAnswersOnTheTerminal()
{
    open(u"wizard"_s);
    TRY(shows(u"Your name: "_s));
    QVERIFY(!hasDots(field()));
    enter(u"Ada"_s);
    TRY(shows(u"Your name: Ada\nA passphrase: "_s));
    TRY(hasDots(field()));
    type(u"secret"_s);
    takePicture(u"wizard"_s);
    press(Qt::Key_Return);
    TRY(shows(u"Your name: Ada\nA passphrase: \nMake a key for Ada? [y/n] "_s));
    TRY(!hasDots(field()));
    enter(u"y"_s);
    TRY(shows(u"Your name: Ada\nA passphrase: \nMake a key for Ada? [y/n] y\n"
              "The key of Ada is made.\n"_s));
}

void tst_QmlExamples::theWizardShowsARefusal()
{
    open(u"wizard"_s);
    QQuickItem *const input = field();
    TRY(shows(u"Your name: "_s));
    enter(u"Eve"_s);
    TRY(hasDots(input));
    enter(u"x"_s);
    TRY(shows(u"Your name: Eve\nA passphrase: \nMake a key for Eve? [y/n] "_s));
    enter(u"n"_s);
    TRY_COMPARE(input->property("placeholderText").toString(), u"exited with code 1"_s);
    QVERIFY(!input->isEnabled());
    takePicture(u"refusal"_s);
}

void tst_QmlExamples::theBarFollowsTheOutput()
{
    open(u"progress"_s);
    QCOMPARE(valueOfBar(), 0);
    clickText(u"Copy"_s);
    TRY(valueOfBar() > 50 && valueOfBar() < 100);
    takePicture(u"progress"_s);
    TRY_COMPARE(valueOfBar(), 100);
    TRY(shows(u"5242800 100%  1.2MB/s"_s));
    TRY(shows(u"Copy"_s));
}

void tst_QmlExamples::theCopyCanBeStopped()
{
    open(u"progress"_s);
    clickText(u"Copy"_s);
    TRY(valueOfBar() > 0);
    clickText(u"Stop"_s);
    TRY(shows(u"ended by SIGTERM"_s));
    QVERIFY(valueOfBar() < 100);
    clickText(u"Copy"_s); // and from the beginning
    TRY_COMPARE(valueOfBar(), 0);
    TRY(valueOfBar() > 0);
}

void tst_QmlExamples::theFilesOfAFolderAreFound()
{
    const QTemporaryDir folder;
    for (const auto &[name, size] : {std::pair(u"small"_s, 1), {u"large"_s, 3}, {u"medium"_s, 2}}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(QByteArray(size, 'x')), size);
    }
    open(u"folder"_s);
    enter(folder.path());
    TRY(shows(u"large\nmedium"_s));
    TRY(shows(u"exited with code 0"_s));
    for (const QString &name : {u"small"_s, u"medium"_s, u"large"_s})
        TRY(shows(name));
    takePicture(u"folder"_s);
    press(Qt::Key_Tab);
    type(u"all"_s);
    TRY(!shows(u"large"_s));
    QVERIFY(shows(u"small"_s));
}

void tst_QmlExamples::aFolderThatIsMissingIsNamed()
{
    open(u"folder"_s);
    enter(u"/nonexistent/folder"_s);
    TRY(shows(u"ls (1 of 2): exited with code 2"_s));
    TRY(shows(u"exited with code 1"_s));
}

void tst_QmlExamples::theTerminalRunsAShell()
{
    const QTemporaryDir home; // without anybody's settings
    qputenv("HOME", home.path().toLocal8Bit());
    open(u"terminal"_s);
    QQuickItem *const terminal = field();
    const auto text = [terminal] {
        QMetaObject::invokeMethod(terminal, "selectAll");
        return terminal->property("selectedText").toString();
    };
    TRY(!text().isEmpty()); // its prompt
    enter(u"printf '\\033]2;a ti%s\\a' tle; read x"_s); // its prompt may tell another one
    TRY_COMPARE(m_window->title(), u"a title"_s);
    press(Qt::Key_Return);
    enter(u"seq 1000; echo $((6 * 7))$LINES"_s);
    const QString last = u"\n42%1"_s.arg(terminal->property("rows").toInt());
    TRY(text().contains(last));
    takePicture(u"terminal"_s);
    const auto isQuestionOpen = [this] { // all of it, where it belongs
        const QList<QObject *> all = m_window->findChildren<QObject *>();
        return std::any_of(all.begin(), all.end(),
                           [](QObject *each) { return each->property("opened").toBool(); });
    };
    // Into a program that takes each line as typed, after a question.
    enter(u"echo re''ady; exec cat"_s);
    TRY(text().trimmed().endsWith(u"\nready"_s));
    QGuiApplication::clipboard()->setText(u"one\ntwo\n"_s);
    press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    TRY(shows(u"Paste several lines?"_s));
    TRY(isQuestionOpen());
    press(Qt::Key_Escape);
    TRY(!isQuestionOpen() && terminal->hasActiveFocus());
    QVERIFY(text().trimmed().endsWith(u"\nready"_s)); // nothing was pasted
}

QTEST_MAIN(tst_QmlExamples)
#include "tst_qmlexamples.moc"
