// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The gpg desk's real window over the real gpg, driven by keys, clicks and drops alone.

#include "gpgprotocol.h"
#include "gpgwindow.h"
#include "language.h"
#include "nativepath.h"
#include "windowtest.h"

#include <QtCore/QAbstractProxyModel>
#include <QtCore/QDir>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QMetaProperty>
#include <QtCore/QMimeData>
#include <QtCore/QPoint>
#include <QtCore/QPointer>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QScopeGuard>
#include <QtCore/QSet>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtGui/QClipboard>
#include <QtGui/QColor>
#include <QtGui/QStyleHints>
#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <functional>
#include <memory>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // for a condition that must come true, on however slow a machine

const QString alice = u"Alice Liddell <alice@example.org>"_s;
const QString bob = u"Bob Carpenter <bob@example.org>"_s;
const QString eve = u"Eve Stranger <eve@example.net>"_s;
const QString old = u"Otto Old <otto@example.org>"_s;
const QString passphrase = u"pocket watch"_s;

// What names the user's keys and files is shortened where it does not fit.
const QStringList ofTheUser = {u"keyName"_s,     u"recipientsLabel"_s, u"filesLabel"_s,
                               u"fileResults"_s, u"whereLabel"_s,      u"unpackTitle"_s};

bool isSecretIn(const QVariant &value)
{
    const QStringList words =
        value.typeId() == QMetaType::QString ? QStringList(value.toString()) : value.toStringList();
    return words.join(u'\n').contains(passphrase);
}

/// The names of the properties that hold the passphrase, of \a object and all below it.
QStringList leaks(const QObject *object, QSet<const QObject *> &seen)
{
    QStringList result;
    if (seen.contains(object))
        return result;
    seen.insert(object);
    const QMetaObject *const type = object->metaObject();
    for (int i = 0; i < type->propertyCount(); ++i) {
        const QVariant value = type->property(i).read(object);
        if (isSecretIn(value))
            result << QLatin1StringView(type->className()) + u'.'
                    + QLatin1StringView(type->property(i).name());
        if (const auto *const child = value.value<QObject *>())
            result += leaks(child, seen);
    }
    QObjectList children = object->children();
    if (const auto *const item = qobject_cast<const QQuickItem *>(object)) {
        for (QQuickItem *child : item->childItems())
            children << child;
    }
    for (const QObject *child : std::as_const(children))
        result += leaks(child, seen);
    return result;
}

bool isFlickable(const QQuickItem *item)
{
    return item->inherits("QQuickFlickable");
}

/// Why \a control cannot be reached with the mouse; empty: it can, perhaps by scrolling.
QString faultOfPlace(const QQuickItem *control, const QQuickWindow *window)
{
    QRectF rect(0, 0, control->width(), control->height());
    if (rect.isEmpty())
        return u"has no size"_s;
    for (const QQuickItem *item = control; item->parentItem(); item = item->parentItem()) {
        const QQuickItem *const parent = item->parentItem();
        rect = item->mapRectToItem(parent, rect);
        const QRectF room(0, 0, parent->width(), parent->height());
        if (isFlickable(parent)) { // item is what it scrolls
            const QRectF inside = parent->mapRectToItem(item, rect);
            const QRectF all(0, 0,
                             std::max(room.width(), parent->property("contentWidth").toDouble()),
                             std::max(room.height(), parent->property("contentHeight").toDouble()));
            if (!all.adjusted(-1, -1, 1, 1).contains(inside))
                return u"is beyond what can be scrolled to"_s;
            if (room.height() < std::min(20.0, rect.height()) || room.width() < 20)
                return u"is in a place too small to scroll"_s;
            rect = QRectF(0, 0, std::min(rect.width(), room.width()),
                          std::min(rect.height(), room.height()));
        } else if (parent->clip() && !room.adjusted(-1, -1, 1, 1).contains(rect)) {
            return u"is cut off"_s;
        }
    }
    return QRectF(0, 0, window->width(), window->height()).adjusted(-1, -1, 1, 1).contains(rect)
        ? QString()
        : u"is outside the window"_s;
}

void collectControls(QQuickItem *item, QList<QQuickItem *> &controls)
{
    if (!item->isVisible() || !item->isEnabled())
        return;
    if (item->activeFocusOnTab())
        controls << item;
    const QList<QQuickItem *> children = item->childItems();
    for (QQuickItem *child : children)
        collectControls(child, controls);
}

/// As it is seen now, without what is cut off.
QRectF visibleRect(const QQuickItem *control)
{
    QRectF rect = control->mapRectToScene({0, 0, control->width(), control->height()});
    for (const QQuickItem *item = control->parentItem(); item; item = item->parentItem()) {
        if (item->clip())
            rect &= item->mapRectToScene({0, 0, item->width(), item->height()});
    }
    return rect;
}

/// Below one dialog, or below none.
const QQuickItem *popupOf(const QQuickItem *item)
{
    while (item && !item->inherits("QQuickPopupItem"))
        item = item->parentItem();
    return item;
}

QStringList controlsOutOfReach(const QQuickWindow *window)
{
    QList<QQuickItem *> controls;
    collectControls(window->contentItem(), controls);
    QStringList result;
    for (qsizetype i = 0; i < controls.size(); ++i) {
        const QQuickItem *const control = controls.at(i);
        if (const QString fault = faultOfPlace(control, window); !fault.isEmpty())
            result << control->objectName() + u' ' + fault;
        for (qsizetype j = i + 1; j < controls.size(); ++j) {
            const QQuickItem *const other = controls.at(j);
            const QRectF both = visibleRect(control) & visibleRect(other);
            if (both.width() > 1 && both.height() > 1 && popupOf(control) == popupOf(other)
                && !control->isAncestorOf(other) && !other->isAncestorOf(control))
                result << control->objectName() + u" lies on "_s + other->objectName();
        }
    }
    return result;
}

void write(const QString &path, const QByteArray &data)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    QCOMPARE(file.write(data), data.size());
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no such file)");
}

// With names that QFile cannot say.

void writeNamed(const QByteArray &path, const QByteArray &data)
{
    QFile file;
    const int fd = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    QVERIFY(file.open(fd, QIODevice::WriteOnly, QFileDevice::AutoCloseHandle));
    QCOMPARE(file.write(data), data.size());
}

QByteArray readNamed(const QByteArray &path)
{
    QFile file;
    const int fd = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
    return fd >= 0 && file.open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)
        ? file.readAll()
        : QByteArray("(no such file)");
}

QByteArrayList namesIn(const QString &folder)
{
    QByteArrayList result;
    const std::unique_ptr<DIR, int (*)(DIR *)> entries(
        ::opendir(QFile::encodeName(folder).constData()), &::closedir);
    while (const dirent *const entry = entries ? ::readdir(entries.get()) : nullptr) {
        if (entry->d_name[0] != '.')
            result << entry->d_name;
    }
    std::sort(result.begin(), result.end());
    return result;
}

/// What QTemporaryDir cannot remove itself.
auto removerOf(const QTemporaryDir &folder)
{
    return qScopeGuard([path = folder.path()] {
        const QByteArrayList names = namesIn(path);
        for (const QByteArray &name : names)
            ::unlink((QFile::encodeName(path) + '/' + name).constData());
    });
}

} // namespace

class tst_GpgWindow : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    void theKeysAreListedWithTheirValidity();
    void searchNarrowsTheKeyList();
    void keysAreTickedWithoutAMouse();
    void aTextIsEncryptedToAKey();
    void aTextIsDecryptedAfterAPrompt();
    void aWrongPassphraseAsksAgain();
    void escapeAtThePromptCancels();
    void aPassphraseAloneEncryptsToo();
    void aMistypedNewPassphraseIsNoticed();
    void aNewPassphraseIsNotTheWrongOne();
    void aGoodSignatureIsGreen();
    void aVerdictGoesWhenWhatItIsOnChanges();
    void aChangedTextIsRedAndNotShown();
    void whatIsSignedBadlyInsideIsShownOnlyWhenInsisted();
    void aBadlySignedFileIsWrittenOnlyWhenInsisted();
    void aChangedTextIsShownWhenInsisted();
    void noSignatureOfWhatFailedIsGreen();
    void ofManySignaturesTheWorstAreShown();
    void anUnknownSignerIsAmber();
    void anUncertifiedSignerIsYellow();
    void aMessageThatIsNoneSaysSo();
    void aMessageForSomebodyElseSaysSo();
    void aKeyWherePeopleDecryptIsOfferedToBeImported();
    void whatCannotBeARecipientSaysWhy_data();
    void whatCannotBeARecipientSaysWhy();
    void aKeyWithAnOfflinePrimaryIsOnesOwn();
    void twoKeysOfOneNameAreToldApart();
    void aKeyWithManyNamesShowsAFew();
    void pinentryIsUsedWhereGpgTakesNoPassphrase();
    void oneEncryptsToOneselfToo();
    void aKeyShowsItsDetails();
    void aKeysDetailsFollowTheKeyring();
    void aLongNameLeavesTheArrowInSight();
    void aKeyIsCertified_data();
    void aKeyIsCertified();
    void aKeyIsNotCertifiedWhenOneChangesOnesMind();
    void aKeyIsOnesOwnWhenOneSaysSo();
    void aKeyIsRenewed_data();
    void aKeyIsRenewed();
    void aPassphraseIsChanged_data();
    void aPassphraseIsChanged();
    void aKeyIsDeletedAfterAQuestion();
    void anOwnKeyIsDeletedWithItsSecretPartOnly();
    void aRevokedKeyIsRefusedByName();
    void withoutAnAgentItSaysSo();
    void aDamagedFileLeavesTheOldOneAlone();
    void aFullDiskLeavesTheOldFile();
    void aFileGoesInAndComesOut();
    void anExistingOutputIsAskedFor();
    void aDetachedSignatureIsFoundBesideItsFile();
    void aClearSignedFileIsVerifiedBesideItsText();
    void whatIsNoDetachedSignatureIsVerifiedByItself();
    void severalFilesAreDroppedAndDone();
    void theQueueKeepsToWhatWasStarted();
    void oneBadFileOfTwentyIsTheVerdictOnAll();
    void ofManyBadFilesThreeAreNamed();
    void eachKindOfOutcomeIsCounted();
    void severalFilesAreEncryptedSignedAndImported();
    void whatIsCancelledIsCountedToo();
    void aListOfFilesIsScrolled();
    void severalFilesAskForAPassphraseOnce();
    void anotherPassphraseForALaterFileIsAskedFor();
    void aNewPassphraseIsForAllFiles();
    void oneOfSeveralFilesIsSkippedAtThePrompt();
    void outputsThatExistAreAnsweredForAll_data();
    void outputsThatExistAreAnsweredForAll();
    void outputsThatExistAreAnsweredOneByOne();
    void aQueueDoesNotReplaceItsOwnOutput();
    void aNameThatIsNoUtf8IsShownAndKept();
    void aNameThatIsNoUtf8IsTakenFromTheCommandLine();
    void aFolderIsEncryptedAndUnpacked();
    void aFolderOfSeveralIsSaidToBeAnArchive();
    void whatIsThereIsNotUnpackedOver();
    void aBrokenArchiveSaysWhatIsLeftOfIt();
    void severalFilesAreChosenInADialog();
    void aFolderIsChosenInADialog();
    void aFileForTheResultIsChosenInADialog();
    void aCancelledDialogChangesNothing();
    void aDialogGoesWithItsWindow();
    void aDroppedTextIsTaken();
    void aLongTextIsKeptOutOfTheEditor();
    void aLongTextCostsNothingWhenIdle();
    void aFileToBeginWithOpensItsTab_data();
    void aFileToBeginWithOpensItsTab();
    void aResultIsCopiedAndSaved();
    void shortcutsWorkFromEachTextArea();
    void theFocusStaysSomewhereWhenItsControlGoes();
    void aKeyIsExportedAndImported();
    void eachExportIsGivenAFreshName();
    void aSecretKeyIsExportedForItsOwnerAlone();
    void aClickBesideADialogKeepsWhatWasTyped();
    void aKeyIsGenerated();
    void nothingElseIsBegunMeanwhile();
    void aPipeOrAFolderIsRefused();
    void aLongOperationIsCancelled();
    void withoutGpgABannerSaysWhatHelps();
    void gpgIsLookedForAgain();
    void anOpenHomeFolderIsWarnedOf();
    void anEmptyKeyringSaysWhatToDo();
    void thePassphraseIsInNoProperty();
    void logAndStatusAreShownApart();
    void aCommandThatWasNotRunIsNotInTheLog();
    void theChosenFileCanBeRead_data();
    void theChosenFileCanBeRead();
    void everyControlIsReachedByTab();
    void everyControlIsInSightOrScrolled_data();
    void everyControlIsInSightOrScrolled();
    void whatHasTheFocusIsScrolledIntoSight();
    void pictures();
    void smallPictures();

private:
    QQuickWindow *window() const override { return m_desk->window(); }
    void open(const GpgWindow::Beginning &beginning);
    void open() { open({.home = m_home.path()}); }
    void kill(const QString &home);
    QString makeKey(const QString &home, const QString &userId, bool isProtected);
    GpgResult gpg(GpgRequest request);
    GpgRequest request(GpgRequest::Operation operation, const QByteArray &text = {}) const;
    QByteArray encrypted(const QByteArray &text, const QString &recipient);

    QString sentence() const { return textOf(u"sentence"_s); }
    int tone() const { return item(u"verdict"_s)->property("tone").toInt(); }
    QString output() const { return textOf(u"outputText"_s); }
    bool hasOutput() const { return item(u"outputText"_s)->isVisible(); }
    QStringList shownKeys() const;
    QString linesOf(const QString &list) const;
    bool isDone() const { return item(u"verdict"_s)->isVisible(); }
    QString rowOf(int row, const char *role) const;
    QString others() const { return textOf(u"sentenceOthers"_s); }
    int fileCount() const { return item(u"fileResults"_s)->property("count").toInt(); }
    QString signedFile(const QString &name, const QByteArray &text, const QString &signer);
    void dropAll(const QStringList &files);
    QByteArray rawGpg(const QString &home, const QStringList &arguments,
                      const QByteArray &input = {});
    QByteArray badlySigned(const QByteArray &text);
    void importEve();
    void showKey(const QString &search);
    void settle();
    bool isAsked() const { return item(u"passphraseInput"_s)->hasActiveFocus(); }

    void fill(const QString &name, const QString &text);
    void drop(const QList<QUrl> &urls, const QString &text = {});
    void dropData(const QMimeData &data);
    QString encryptedFolder(const QString &folder);
    QFileDialog *chooserOf(const QString &button);
    void enterNames(QFileDialog *dialog, const QString &names);
    void choose(const QString &tab);
    void tick(const QString &search);
    void encryptForMinutes(QFile &large);
    void paste(const QByteArray &text);
    void run();
    void answer(const QString &word);

    QString m_base = u"/tmp"_s; // gpg-agent's socket has a short name only
    QTemporaryDir m_home{m_base + u"/gd-XXXXXX"_s};
    QTemporaryDir m_evesHome{m_base + u"/gd-XXXXXX"_s};
    QTemporaryDir m_files{m_base + u"/gd-XXXXXX"_s};
    QString m_alice;
    QString m_bob;
    QString m_eve;
    QString m_old;
    std::unique_ptr<GpgWindow> m_desk;
};

GpgResult tst_GpgWindow::gpg(GpgRequest request)
{
    GpgProtocol protocol(request);
    QSignalSpy finished(&protocol, &GpgProtocol::finished);
    connect(&protocol, &GpgProtocol::passphraseWanted, &protocol, [&protocol] {
        QString word = passphrase;
        word.detach(); // it is overwritten
        protocol.answer(Secret::take(word));
    });
    protocol.start();
    return finished.wait(patience) ? finished.first().first().value<GpgResult>() : GpgResult();
}

GpgRequest tst_GpgWindow::request(GpgRequest::Operation operation, const QByteArray &text) const
{
    GpgRequest result;
    result.operation = operation;
    result.text = text;
    result.home = m_home.path();
    result.armor = true;
    return result;
}

QString tst_GpgWindow::makeKey(const QString &home, const QString &userId, bool isProtected)
{
    GpgRequest wanted = request(GpgRequest::Operation::GenerateKey);
    wanted.home = home;
    wanted.userId = userId;
    wanted.withoutPassphrase = !isProtected;
    if (userId == old)
        wanted.furtherOptions = {u"--faked-system-time"_s, u"20200101T000000!"_s};
    const GpgResult made = gpg(wanted);
    if (!made.isDone())
        qWarning("%s", qPrintable(made.toString()));
    return made.createdKey;
}

QByteArray tst_GpgWindow::encrypted(const QByteArray &text, const QString &recipient)
{
    GpgRequest wanted = request(GpgRequest::Operation::Encrypt, text);
    wanted.recipients = {recipient};
    wanted.evenNotCertified = true;
    return gpg(wanted).output;
}

void tst_GpgWindow::initTestCase()
{
    // Only Qt's own can be typed into, on whatever desktop.
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_files.filePath(u"config"_s)));
    const QByteArray settings = "default-cache-ttl 0\nmax-cache-ttl 0\ns2k-count 65536\n";
    write(m_home.filePath(u"gpg-agent.conf"_s), settings);
    write(m_evesHome.filePath(u"gpg-agent.conf"_s), settings);
    m_alice = makeKey(m_home.path(), alice, true);
    m_bob = makeKey(m_home.path(), bob, false);
    m_old = makeKey(m_home.path(), old, false);
    m_eve = makeKey(m_evesHome.path(), eve, false);
    for (const QString &key : {m_alice, m_bob, m_old, m_eve})
        QCOMPARE(key.size(), 40);
    QVERIFY(gpg(request(GpgRequest::Operation::CheckTrust)).isDone());
}

void tst_GpgWindow::kill(const QString &home)
{
    QProcess::execute(u"gpgconf"_s, {u"--homedir"_s, home, u"--kill"_s, u"all"_s});
}

void tst_GpgWindow::cleanupTestCase()
{
    kill(m_home.path());
    kill(m_evesHome.path());
}

void tst_GpgWindow::init()
{
    failOnOwnWarnings();
    open();
    TRY_COMPARE(shownKeys().size(), 3);
    TRY(textOf(u"versionLabel"_s).startsWith(u"gpg 2"_s));
}

void tst_GpgWindow::cleanup()
{
    m_desk.reset();
    GpgRequest gone = request(GpgRequest::Operation::DeleteKey);
    gone.keys = {m_eve};
    gpg(gone); // of the tests that import it
}

void tst_GpgWindow::open(const GpgWindow::Beginning &beginning)
{
    m_desk.reset(); // first the old window, then the new
    m_desk = std::make_unique<GpgWindow>(beginning);
    waitForWindow();
}

QStringList tst_GpgWindow::shownKeys() const
{
    QStringList result;
    const int count = item(u"keyList"_s)->property("count").toInt();
    for (int i = 0; i < count; ++i)
        result << item(u"keyRow%1"_s.arg(i))->property("name").toString();
    return result;
}

QString tst_GpgWindow::linesOf(const QString &list) const
{
    auto *const lines = item(list)->property("model").value<QObject *>();
    QString text;
    QMetaObject::invokeMethod(lines, "text", Q_RETURN_ARG(QString, text));
    return text;
}

/// What stood there is replaced.
void tst_GpgWindow::fill(const QString &name, const QString &text)
{
    focus(name);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    type(text);
    QCOMPARE(textOf(name), text);
}

void tst_GpgWindow::drop(const QList<QUrl> &urls, const QString &text)
{
    QMimeData data;
    if (!urls.isEmpty())
        data.setUrls(urls);
    if (!text.isEmpty())
        data.setText(text);
    dropData(data);
}

void tst_GpgWindow::dropData(const QMimeData &data)
{
    const QPoint place(window()->width() / 2, window()->height() / 2);
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window(), &enter);
    QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window(), &event);
}

void tst_GpgWindow::choose(const QString &tab)
{
    static const QStringList tabs = {u"Encrypt"_s, u"Decrypt"_s, u"Sign"_s, u"Verify"_s,
                                     u"Import"_s};
    press(Qt::Key(Qt::Key_1 + tabs.indexOf(tab)), Qt::ControlModifier);
    TRY_COMPARE(item(u"actionBar"_s)->property("currentIndex").toInt(), tabs.indexOf(tab));
}

/// The only key that is found.
void tst_GpgWindow::tick(const QString &search)
{
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"keySearch"_s)->hasActiveFocus());
    type(search);
    TRY_COMPARE(shownKeys().size(), 1);
    press(Qt::Key_Return);
    TRY(item(u"keyList"_s)->hasActiveFocus());
    press(Qt::Key_Space);
    TRY(item(u"keyRow0"_s)->property("isChosen").toBool());
    press(Qt::Key_F, Qt::ControlModifier);
    press(Qt::Key_Escape);
    TRY(textOf(u"keySearch"_s).isEmpty());
}

/// Begins it: the file is made, sparse.
void tst_GpgWindow::encryptForMinutes(QFile &large)
{
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize(qint64(20) << 30));
    tick(u"bob"_s);
    drop({QUrl::fromLocalFile(large.fileName())});
    press(Qt::Key_Return, Qt::ControlModifier);
}

void tst_GpgWindow::paste(const QByteArray &text)
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
    item(u"inputText"_s)->forceActiveFocus();
    TRY(item(u"inputText"_s)->hasActiveFocus());
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_V, Qt::ControlModifier);
    TRY_COMPARE(textOf(u"inputText"_s).toUtf8(), text);
}

/// From there on: a verdict, or a question.
void tst_GpgWindow::run()
{
    TRY(item(u"runButton"_s)->isEnabled());
    press(Qt::Key_Return, Qt::ControlModifier);
    TRY(isAsked() || (isDone() && item(u"runButton"_s)->isEnabled()));
}

void tst_GpgWindow::answer(const QString &word)
{
    TRY(isAsked());
    type(word);
    TRY_COMPARE(item(u"passphraseInput"_s)->property("length").toInt(), int(word.size()));
    press(Qt::Key_Return);
}

void tst_GpgWindow::theKeysAreListedWithTheirValidity()
{
    TRY(item(u"keyRow2"_s)->property("isOwn").toBool()); // the second listing
    QCOMPARE(shownKeys(), QStringList({alice, bob, old}));
    const QQuickItem *const first = item(u"keyRow0"_s);
    QCOMPARE(first->property("fingerprint").toString(), m_alice);
    QCOMPARE(first->property("spacedFingerprint").toString(), spacedFingerprint(m_alice));
    QCOMPARE(first->property("validity").toString(), u"your own"_s);
    QVERIFY(first->property("isUsable").toBool());
    QCOMPARE(item(u"keyRow2"_s)->property("validity").toString(), u"expired on 2021-12-31"_s);
    QVERIFY(!item(u"keyRow2"_s)->property("isUsable").toBool());
    QCOMPARE(textOf(u"keyCount"_s), u"3 keys"_s);
}

void tst_GpgWindow::searchNarrowsTheKeyList()
{
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"CARP"_s);
    TRY_COMPARE(shownKeys(), QStringList(bob));
    QCOMPARE(textOf(u"keyCount"_s), u"1 of 3 keys"_s);
    fill(u"keySearch"_s, spacedFingerprint(m_alice).mid(10, 14));
    TRY_COMPARE(shownKeys(), QStringList(alice));
    fill(u"keySearch"_s, u"expired"_s);
    TRY_COMPARE(shownKeys(), QStringList(old));
    fill(u"keySearch"_s, u"nobody at all"_s);
    TRY_COMPARE(shownKeys(), QStringList());
    press(Qt::Key_Escape);
    TRY_COMPARE(shownKeys().size(), 3);
}

void tst_GpgWindow::keysAreTickedWithoutAMouse()
{
    press(Qt::Key_F, Qt::ControlModifier);
    press(Qt::Key_Down);
    TRY(item(u"keyList"_s)->hasActiveFocus());
    press(Qt::Key_Space);
    press(Qt::Key_Down);
    press(Qt::Key_Space);
    TRY_COMPARE(textOf(u"recipientsLabel"_s), alice + u", "_s + bob);
    click(u"keyRow0"_s);
    TRY_COMPARE(textOf(u"recipientsLabel"_s), bob);
    click(u"chooseNoneButton"_s);
    TRY(!item(u"runButton"_s)->isEnabled());
}

void tst_GpgWindow::aTextIsEncryptedToAKey()
{
    QVERIFY(!item(u"runButton"_s)->isEnabled());
    tick(u"bob"_s);
    item(u"inputText"_s)->forceActiveFocus();
    type(u"Curiouser and curiouser"_s);
    run();
    QCOMPARE(sentence(), u"Encrypted."_s);
    QCOMPARE(tone(), 0);
    QVERIFY(output().startsWith(u"-----BEGIN PGP MESSAGE-----"_s));
    const GpgResult back = gpg(request(GpgRequest::Operation::Decrypt, output().toUtf8()));
    QCOMPARE(back.output, "Curiouser and curiouser");
    QCOMPARE(back.outcome, GpgResult::Outcome::Done);
}

void tst_GpgWindow::aTextIsDecryptedAfterAPrompt()
{
    choose(u"Decrypt"_s);
    paste(encrypted("Drink me", m_alice));
    run();
    QVERIFY(isAsked());
    QVERIFY(textOf(u"questionLabel"_s).contains(alice));
    QVERIFY(!item(u"repeatInput"_s)->isVisible());
    QVERIFY(!item(u"attemptLabel"_s)->isVisible());
    answer(passphrase);
    TRY(isDone());
    QCOMPARE(sentence(), u"Decrypted."_s);
    QCOMPARE(output(), u"Drink me"_s);
    QCOMPARE(tone(), 0);
    QVERIFY(textOf(u"resultNote"_s).contains(u"It bears no signature"_s));
}

void tst_GpgWindow::aWrongPassphraseAsksAgain()
{
    choose(u"Decrypt"_s);
    paste(encrypted("Eat me", m_alice));
    run();
    answer(u"pocket match"_s);
    TRY(item(u"attemptLabel"_s)->isVisible() && isAsked());
    QVERIFY(!isDone());
    type(u"wrong"_s);
    press(Qt::Key_Backspace);
    QCOMPARE(item(u"passphraseInput"_s)->property("length").toInt(), 4);
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"p"_s); // in place of all
    QCOMPARE(item(u"passphraseInput"_s)->property("length").toInt(), 1);
    QGuiApplication::clipboard()->setText(passphrase.mid(1) + u"\nand more"_s);
    press(Qt::Key_V, Qt::ControlModifier);
    press(Qt::Key_Return);
    TRY(isDone());
    QCOMPARE(output(), u"Eat me"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), passphrase.mid(1) + u"\nand more"_s);
}

void tst_GpgWindow::escapeAtThePromptCancels()
{
    choose(u"Decrypt"_s);
    paste(encrypted("Eat me", m_alice));
    run();
    type(u"half of i"_s);
    press(Qt::Key_Escape);
    TRY(isDone());
    QCOMPARE(sentence(), u"Cancelled. Nothing was written."_s);
    QVERIFY(!hasOutput());
    TRY(!item(u"passphraseInput"_s)->isVisible());
    run(); // once more: nothing of it is left
    QCOMPARE(item(u"passphraseInput"_s)->property("length").toInt(), 0);
    click(u"passphraseCancelButton"_s);
    TRY(isDone());
}

void tst_GpgWindow::aPassphraseAloneEncryptsToo()
{
    click(u"symmetricSwitch"_s);
    paste("The treacle well");
    run();
    QVERIFY(isAsked());
    QVERIFY(item(u"repeatInput"_s)->isVisible());
    answer(passphrase);
    TRY(item(u"repeatInput"_s)->hasActiveFocus());
    type(passphrase);
    press(Qt::Key_Return);
    TRY(isDone());
    QCOMPARE(sentence(), u"Encrypted."_s);
    const QByteArray message = output().toUtf8();
    choose(u"Decrypt"_s);
    paste(message);
    run();
    QCOMPARE(textOf(u"questionLabel"_s), u"The passphrase with which this was encrypted"_s);
    answer(u"mustard well"_s);
    TRY(item(u"attemptLabel"_s)->isVisible() && isAsked());
    answer(passphrase);
    TRY(isDone());
    QCOMPARE(output(), u"The treacle well"_s);
}

void tst_GpgWindow::aMistypedNewPassphraseIsNoticed()
{
    click(u"symmetricSwitch"_s);
    paste("The treacle well");
    run();
    answer(u"one of them"_s);
    TRY(item(u"repeatInput"_s)->hasActiveFocus());
    type(u"two of them"_s);
    press(Qt::Key_Return);
    TRY(item(u"differLabel"_s)->isVisible());
    QVERIFY(!isDone());
    TRY(item(u"repeatInput"_s)->hasActiveFocus());
    type(u"one of them"_s);
    press(Qt::Key_Return);
    TRY(isDone());
    QCOMPARE(sentence(), u"Encrypted."_s);
}

void tst_GpgWindow::aNewPassphraseIsNotTheWrongOne()
{
    TRY(item(u"signSwitch"_s)->isEnabled());
    click(u"symmetricSwitch"_s);
    click(u"signSwitch"_s);
    TRY_COMPARE(item(u"encryptSignerBox"_s)->property("displayText").toString(), alice);
    paste("The treacle well");
    run();
    // gpg asks for both in each attempt, in whatever order
    int wrongOnes = 0;
    const auto answerEach = [this, &wrongOnes] {
        const bool isOfAlice = textOf(u"questionLabel"_s).contains(alice);
        const bool isTold = item(u"attemptLabel"_s)->isVisible();
        QCOMPARE(isTold, isOfAlice && wrongOnes > 0);
        if (!isOfAlice) {
            answer(u"for the well"_s);
            TRY(item(u"repeatInput"_s)->hasActiveFocus());
            type(u"for the well"_s);
            press(Qt::Key_Return);
        } else {
            answer(wrongOnes++ == 0 ? u"wrong"_s : passphrase);
        }
    };
    while (!isDone() && !QTest::currentTestFailed()) {
        const QString question = textOf(u"questionLabel"_s);
        answerEach();
        TRY(isDone() || (isAsked() && textOf(u"questionLabel"_s) != question)
            || (isAsked() && item(u"attemptLabel"_s)->isVisible()));
    }
    QCOMPARE(sentence(), u"Encrypted."_s);
    QCOMPARE(wrongOnes, 2);
}

void tst_GpgWindow::aGoodSignatureIsGreen()
{
    choose(u"Sign"_s);
    TRY_COMPARE(item(u"signerBox"_s)->property("count").toInt(), 2); // not with an expired key
    TRY_COMPARE(item(u"signerBox"_s)->property("displayText").toString(), alice);
    paste("Off with their heads\n");
    run();
    answer(passphrase);
    TRY(isDone());
    QCOMPARE(sentence(), u"Signed."_s);
    const QByteArray message = output().toUtf8();
    QVERIFY(message.startsWith("-----BEGIN PGP SIGNED MESSAGE-----"));
    choose(u"Verify"_s);
    paste(message);
    run();
    QVERIFY2(sentence().startsWith(u"Good signature by "_s + alice), qPrintable(sentence()));
    QCOMPARE(tone(), 1);
    QCOMPARE(output(), u"Off with their heads\n"_s);
}

void tst_GpgWindow::aVerdictGoesWhenWhatItIsOnChanges()
{
    const QByteArray message = [this] {
        GpgRequest signing = request(GpgRequest::Operation::Sign, "Pay 100.\n");
        signing.signers = {m_bob};
        signing.signatureForm = GpgRequest::SignatureForm::Clear;
        return gpg(signing).output;
    }();
    choose(u"Verify"_s);
    paste(message);
    run();
    QCOMPARE(tone(), 1);
    focus(u"inputText"_s);
    type(u"0"_s);
    TRY(!isDone());
    QVERIFY(!hasOutput());
    paste(message);
    run();
    QCOMPARE(tone(), 1);
    fill(u"inputField"_s, m_files.filePath(u"something"_s));
    TRY(!isDone());
}

void tst_GpgWindow::aChangedTextIsRedAndNotShown()
{
    GpgRequest wanted = request(GpgRequest::Operation::Sign, "I owe you 10 pounds\n");
    wanted.signers = {m_bob};
    wanted.signatureForm = GpgRequest::SignatureForm::Clear;
    QByteArray message = gpg(wanted).output;
    QVERIFY(message.contains("10"));
    message.replace("10 pounds", "99 pounds");
    choose(u"Verify"_s);
    paste(message);
    run();
    QCOMPARE(tone(), 4);
    QVERIFY2(sentence().startsWith(u"BAD signature"_s), qPrintable(sentence()));
    QVERIFY(!hasOutput());
    QVERIFY(output().isEmpty());
    QVERIFY(textOf(u"sentenceWayOut"_s).startsWith(u"Do not use it."_s));
}

QByteArray tst_GpgWindow::rawGpg(const QString &home, const QStringList &arguments,
                                 const QByteArray &input)
{
    QProcess program;
    program.start(u"gpg"_s,
                  QStringList{u"--homedir"_s, home, u"--no-tty"_s, u"--batch"_s, u"--quiet"_s,
                              u"--pinentry-mode"_s, u"loopback"_s}
                      + arguments);
    program.write(input);
    program.closeWriteChannel();
    program.waitForFinished(patience);
    return program.readAllStandardOutput();
}

void tst_GpgWindow::importEve()
{
    GpgRequest exported = request(GpgRequest::Operation::Export);
    exported.home = m_evesHome.path();
    exported.keys = {m_eve};
    QVERIFY(gpg(request(GpgRequest::Operation::Import, gpg(exported).output)).isDone());
}

/// Of the only key that is found.
void tst_GpgWindow::showKey(const QString &search)
{
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"keySearch"_s)->hasActiveFocus());
    type(search);
    TRY_COMPARE(shownKeys().size(), 1);
    press(Qt::Key_Return);
    TRY(item(u"keyList"_s)->hasActiveFocus());
    press(Qt::Key_Home);
    click(u"detailsButton"_s);
    TRY(item(u"keyCloseButton"_s)->hasActiveFocus());
    item(u"keySearch"_s)->setProperty("text", QString());
    settle();
}

/// A dialog has its focus before it has its layout, which comes with the next frame.
void tst_GpgWindow::settle()
{
    const QSignalSpy frames(window(), &QQuickWindow::frameSwapped);
    window()->update();
    TRY(!frames.isEmpty());
}

/// By Bob, then changed, then encrypted to him.
QByteArray tst_GpgWindow::badlySigned(const QByteArray &text)
{
    GpgRequest signing = request(GpgRequest::Operation::Sign, text);
    signing.signers = {m_bob};
    signing.signatureForm = GpgRequest::SignatureForm::Inline;
    signing.armor = false;
    signing.furtherOptions = {u"-z"_s, u"0"_s};
    GpgRequest wanted = request(GpgRequest::Operation::Encrypt,
                                gpg(signing).output.replace("10 pounds", "99 pounds"));
    wanted.recipients = {m_bob};
    wanted.furtherOptions = {u"-z"_s, u"0"_s, u"--no-literal"_s};
    return gpg(wanted).output;
}

void tst_GpgWindow::whatIsSignedBadlyInsideIsShownOnlyWhenInsisted()
{
    choose(u"Decrypt"_s);
    paste(badlySigned("Pay him 10 pounds\n"));
    run();
    QCOMPARE(tone(), 4);
    QVERIFY2(sentence().startsWith(u"BAD signature: this is not what "_s + bob),
             qPrintable(sentence()));
    QVERIFY(!hasOutput());
    QVERIFY(output().isEmpty());
    QVERIFY(!item(u"saveButton"_s)->isVisible());
    press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!item(u"saveField"_s)->isVisible());
    click(u"showAnywayButton"_s);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    QVERIFY(textOf(u"confirmQuestion"_s).startsWith(u"The signature on this is BAD"_s));
    press(Qt::Key_Return); // a key that is typed ahead does not confirm
    TRY(!item(u"noButton"_s)->isVisible());
    QVERIFY(!hasOutput());
    click(u"showAnywayButton"_s);
    click(u"yesButton"_s);
    TRY(hasOutput());
    QCOMPARE(output(), u"Pay him 99 pounds\n"_s);
    QCOMPARE(tone(), 4);
    QVERIFY2(sentence().startsWith(u"BAD signature: this is not what "_s + bob),
             qPrintable(sentence()));
    QVERIFY(textOf(u"resultNote"_s).contains(u"nobody vouches for a word of it"_s));
    QVERIFY(!item(u"showAnywayButton"_s)->isVisible());
    run(); // the next time it is not shown again
    QVERIFY(!hasOutput());
}

void tst_GpgWindow::aBadlySignedFileIsWrittenOnlyWhenInsisted()
{
    const QString file = m_files.filePath(u"bad.txt"_s);
    write(file + u".gpg"_s, badlySigned("Pay him 10 pounds\n"));
    choose(u"Decrypt"_s);
    drop({QUrl::fromLocalFile(file + u".gpg"_s)});
    run();
    QCOMPARE(tone(), 4);
    QVERIFY(!QFile::exists(file));
    click(u"showAnywayButton"_s);
    click(u"yesButton"_s);
    TRY(QFile::exists(file));
    TRY(isDone() && item(u"runButton"_s)->isEnabled());
    QCOMPARE(read(file), "Pay him 99 pounds\n");
    QCOMPARE(tone(), 4);
    // Of several it is not written, and counted.
    const QString good = m_files.filePath(u"bad-good.txt"_s);
    write(good + u".gpg"_s, encrypted("good", m_bob));
    QVERIFY(QFile::remove(file));
    dropAll({good + u".gpg"_s, file + u".gpg"_s});
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"1 of 2 is BAD: bad.txt.gpg"_s);
    QCOMPARE(tone(), 4);
    QVERIFY(!QFile::exists(file));
    QVERIFY(!item(u"showAnywayButton"_s)->isVisible());
}

void tst_GpgWindow::aChangedTextIsShownWhenInsisted()
{
    GpgRequest wanted = request(GpgRequest::Operation::Sign, "I owe you 10 pounds\n");
    wanted.signers = {m_bob};
    wanted.signatureForm = GpgRequest::SignatureForm::Clear;
    choose(u"Verify"_s);
    paste(gpg(wanted).output.replace("10 pounds", "99 pounds"));
    run();
    QVERIFY(!hasOutput());
    click(u"showAnywayButton"_s);
    click(u"yesButton"_s);
    TRY(hasOutput());
    QCOMPARE(output(), u"I owe you 99 pounds\n"_s);
    QCOMPARE(tone(), 4);
}

void tst_GpgWindow::noSignatureOfWhatFailedIsGreen()
{
    GpgRequest wanted = request(GpgRequest::Operation::Sign, "one\n");
    wanted.signers = {m_bob};
    wanted.signatureForm = GpgRequest::SignatureForm::Clear;
    QByteArray message = gpg(wanted).output;
    wanted.text = "two\n";
    message += gpg(wanted).output; // it would not be clear which text is signed by whom
    choose(u"Verify"_s);
    paste(message);
    run();
    QCOMPARE(tone(), 4);
    QVERIFY2(!sentence().startsWith(u"Good"_s), qPrintable(sentence()));
    QVERIFY(!item(u"signature0"_s)->isVisible());
}

void tst_GpgWindow::ofManySignaturesTheWorstAreShown()
{
    const QString file = m_files.filePath(u"petition.txt"_s);
    GpgRequest wanted = request(GpgRequest::Operation::Sign, "More tea\n");
    wanted.armor = false;
    wanted.signers = {m_bob};
    QByteArray signatures = gpg(wanted).output;
    wanted.signers = {m_old};
    for (int month = 1; month <= 8; ++month) { // no two of one day
        wanted.furtherOptions = {u"--faked-system-time"_s,
                                 u"20210"_s + QString::number(month) + u"01T120000!"_s};
        signatures += gpg(wanted).output;
    }
    write(file, "More tea\n");
    write(file + u".sig"_s, signatures);
    choose(u"Verify"_s);
    drop({QUrl::fromLocalFile(file)});
    run();
    QCOMPARE(tone(), 3);
    TRY(item(u"signature4"_s)->isVisible());
    for (int i = 0; i < 5; ++i)
        QVERIFY(textOf(u"signature%1"_s.arg(i)).startsWith(u"Signed by "_s + old));
    QVERIFY(!item(u"signature5"_s)->isVisible());
    QCOMPARE(textOf(u"hiddenSignatures"_s), u"and 3 more signatures"_s);
}

void tst_GpgWindow::anUnknownSignerIsAmber()
{
    GpgRequest wanted = request(GpgRequest::Operation::Sign, "Who am I?\n");
    wanted.home = m_evesHome.path();
    wanted.signatureForm = GpgRequest::SignatureForm::Clear;
    choose(u"Verify"_s);
    paste(gpg(wanted).output);
    run();
    QCOMPARE(tone(), 3);
    QVERIFY2(sentence().contains(u"cannot be checked"_s), qPrintable(sentence()));
}

void tst_GpgWindow::anUncertifiedSignerIsYellow()
{
    GpgRequest wanted = request(GpgRequest::Operation::Export);
    wanted.home = m_evesHome.path();
    wanted.keys = {m_eve};
    QVERIFY(gpg(request(GpgRequest::Operation::Import, gpg(wanted).output)).isDone());
    wanted.operation = GpgRequest::Operation::Sign;
    wanted.text = "It is me, really\n";
    wanted.signatureForm = GpgRequest::SignatureForm::Clear;
    choose(u"Verify"_s);
    paste(gpg(wanted).output);
    run();
    QCOMPARE(tone(), 2);
    QVERIFY2(sentence().contains(u"Nobody vouches"_s), qPrintable(sentence()));
    QVERIFY(textOf(u"sentenceWayOut"_s).contains(m_eve));
}

void tst_GpgWindow::aMessageThatIsNoneSaysSo()
{
    choose(u"Decrypt"_s);
    paste("just words");
    run();
    QCOMPARE(tone(), 4);
    QCOMPARE(sentence(), u"This is not an OpenPGP message."_s);
    QVERIFY(!textOf(u"sentenceWayOut"_s).isEmpty());
}

void tst_GpgWindow::aMessageForSomebodyElseSaysSo()
{
    GpgRequest wanted = request(GpgRequest::Operation::Encrypt, "not yours");
    wanted.home = m_evesHome.path();
    wanted.recipients = {m_eve};
    wanted.evenNotCertified = true;
    choose(u"Decrypt"_s);
    paste(gpg(wanted).output);
    run();
    QVERIFY2(sentence().contains(u"no secret key"_s), qPrintable(sentence()));
    QVERIFY(textOf(u"sentenceWayOut"_s).startsWith(u"Import the secret key"_s));
}

void tst_GpgWindow::aKeyWherePeopleDecryptIsOfferedToBeImported()
{
    GpgRequest wanted = request(GpgRequest::Operation::Export);
    wanted.home = m_evesHome.path();
    wanted.keys = {m_eve};
    choose(u"Decrypt"_s);
    paste(gpg(wanted).output);
    run();
    QCOMPARE(sentence(), u"This is a key, not a message."_s);
    click(u"remedyButton"_s);
    TRY(isDone() && sentence() == u"Imported: 1 key in it, 1 new."_s);
    TRY(item(u"importedKeys"_s)->isVisible());
    QCOMPARE(textOf(u"importedKeys"_s), spacedFingerprint(m_eve) + u"  new  "_s + eve);
    TRY(shownKeys().contains(eve));
}

void tst_GpgWindow::whatCannotBeARecipientSaysWhy_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("reason");
    QTest::newRow("expired") << u"expired"_s << u"The key of %1 has expired on 2021-12-31."_s;
    QTest::newRow("disabled") << u"disabled"_s << u"The key of %1 is disabled in your key list."_s;
    QTest::newRow("revoked") << u"revoked"_s << u"The key of %1 has been revoked."_s;
    QTest::newRow("subkey expired")
        << u"subkey"_s << u"The encryption subkey of %1 has expired on 2020-01-31."_s;
    QTest::newRow("no subkey") << u"none"_s
                               << u"The key of %1 has no encryption subkey, so it can only sign."_s;
}

void tst_GpgWindow::whatCannotBeARecipientSaysWhy()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, reason);
    const QString name = u"Paula Past <paula@example.org>"_s;
    const QString past = u"20200101T000000!"_s;
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    const auto make = [&](const QString &expiry, const QStringList &options) {
        return rawGpg(home.path(),
                      options
                          + QStringList{u"--passphrase"_s, QString(), u"--quick-generate-key"_s,
                                        name, u"ed25519"_s, u"sign,cert"_s, expiry});
    };
    const QStringList inThePast = {u"--faked-system-time"_s, past};
    make(kind == u"expired"_s ? u"2y"_s : u"0"_s, inThePast);
    GpgRequest listing = request(GpgRequest::Operation::ListKeys);
    listing.home = home.path();
    const QString key = gpg(listing).keys.value(0).fingerprint;
    QCOMPARE(key.size(), 40);
    if (kind != u"none"_s) {
        rawGpg(home.path(),
               inThePast
                   + QStringList{u"--passphrase"_s, QString(), u"--quick-add-key"_s, key,
                                 u"cv25519"_s, u"encr"_s, kind == u"subkey"_s ? u"30d"_s : u"0"_s});
    }
    if (kind == u"disabled"_s) {
        rawGpg(home.path(), {u"--command-fd"_s, u"0"_s, u"--edit-key"_s, key}, "disable\nsave\n");
    } else if (kind == u"revoked"_s) {
        QByteArray revocation = read(home.filePath(u"openpgp-revocs.d/"_s + key + u".rev"_s));
        rawGpg(home.path(), {u"--import"_s}, revocation.replace(":-----BEGIN", "-----BEGIN"));
    }
    open({.home = home.path()});
    TRY_COMPARE(shownKeys().size(), 1);
    TRY(item(u"keyFault0"_s)->isVisible());
    QCOMPARE(textOf(u"keyFault0"_s), reason.arg(name));
    click(u"notCertifiedSwitch"_s); // makes no difference
    click(u"keyRow0"_s);
    focus(u"keyList"_s);
    press(Qt::Key_Space);
    QVERIFY(!item(u"keyRow0"_s)->property("isChosen").toBool());
    QVERIFY(!item(u"runButton"_s)->isEnabled());
    QVERIFY(item(u"exportButton"_s)->isEnabled()); // it can be given to others all the same
}

void tst_GpgWindow::aKeyWithAnOfflinePrimaryIsOnesOwn()
{
    const QString name = u"Olga Offline <olga@example.org>"_s;
    QTemporaryDir full(m_base + u"/gd-XXXXXX"_s);
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(full.path());
        kill(home.path());
    });
    const QString key = makeKey(full.path(), name, false);
    rawGpg(
        full.path(),
        {u"--passphrase"_s, QString(), u"--quick-add-key"_s, key, u"ed25519"_s, u"sign"_s, u"0"_s});
    rawGpg(home.path(), {u"--import"_s},
           rawGpg(full.path(), {u"--armor"_s, u"--export-secret-subkeys"_s, key}));
    open({.home = home.path()});
    TRY_COMPARE(shownKeys(), QStringList(name));
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    choose(u"Sign"_s);
    TRY_COMPARE(item(u"signerBox"_s)->property("displayText").toString(), name);
    paste("signed without the primary key\n");
    run();
    QCOMPARE(sentence(), u"Signed."_s);
    const QByteArray message = output().toUtf8();
    choose(u"Verify"_s);
    paste(message);
    run();
    QVERIFY2(sentence().startsWith(u"Good signature"_s), qPrintable(sentence()));
    focus(u"keyList"_s);
    press(Qt::Key_I, Qt::ControlModifier);
    TRY(item(u"keyCloseButton"_s)->hasActiveFocus());
    QVERIFY(!item(u"renewButton"_s)->isVisible()); // for that one needs the primary key
    QVERIFY(!item(u"subkey0"_s)->property("words").toString().contains(u"secret part"_s));
    QVERIFY(item(u"subkey2"_s)->property("words").toString().contains(u"secret part here"_s));
}

void tst_GpgWindow::twoKeysOfOneNameAreToldApart()
{
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    const QString name = u"Tweedle <tweedle@example.org>"_s;
    QStringList keys;
    for (int i = 0; i < 2; ++i) {
        rawGpg(home.path(),
               {u"--yes"_s, u"--passphrase"_s, QString(), u"--quick-generate-key"_s, name,
                u"future-default"_s, u"default"_s, u"0"_s});
    }
    open({.home = home.path()});
    TRY_COMPARE(shownKeys(), QStringList({name, name}));
    TRY(item(u"keyRow1"_s)->property("isOwn").toBool());
    choose(u"Sign"_s);
    TRY_COMPARE(item(u"signerBox"_s)->property("count").toInt(), 2);
    choose(u"Encrypt"_s);
    focus(u"keyList"_s);
    press(Qt::Key_Up);
    press(Qt::Key_Space);
    press(Qt::Key_Down);
    press(Qt::Key_Space);
    const QStringList to = textOf(u"recipientsLabel"_s).split(u", "_s);
    QCOMPARE(to.size(), 2);
    for (int i = 0; i < 2; ++i) {
        const QString key = item(u"keyRow%1"_s.arg(i))->property("fingerprint").toString();
        QVERIFY2(to.contains(u"%1 (%2)"_s.arg(name, spacedFingerprint(key.right(8)))),
                 qPrintable(to.join(u'\n')));
    }
}

void tst_GpgWindow::aKeyWithManyNamesShowsAFew()
{
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    const QString key = makeKey(home.path(), u"Name 0 <0@example.org>"_s, false);
    for (int i = 1; i <= 8; ++i) {
        rawGpg(home.path(),
               {u"--passphrase"_s, QString(), u"--quick-add-uid"_s, key,
                u"Name %1 <%1@example.org>"_s.arg(i)});
    }
    open({.home = home.path()});
    TRY_COMPARE(shownKeys().size(), 1);
    TRY_COMPARE(item(u"keyRow0"_s)->property("furtherNames").toString().count(u'@'), 5);
    QVERIFY(item(u"keyRow0"_s)->property("furtherNames").toString().endsWith(u", and 3 more"_s));
}

void tst_GpgWindow::pinentryIsUsedWhereGpgTakesNoPassphrase()
{
    const QString program = m_files.filePath(u"pinentry"_s);
    write(program,
          "#!/bin/sh\necho OK\nwhile read command rest; do case $command in\n"
          "GETPIN) echo 'D pocket watch'; echo OK;;\nBYE) echo OK; exit;;\n*) echo OK;;\n"
          "esac; done\n");
    QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner));
    const QString settings = m_home.filePath(u"gpg-agent.conf"_s);
    const QByteArray before = read(settings);
    const auto back = qScopeGuard([&] {
        write(settings, before);
        kill(m_home.path());
    });
    write(settings,
          before + "no-allow-loopback-pinentry\npinentry-program " + program.toUtf8() + '\n');
    kill(m_home.path());
    choose(u"Decrypt"_s);
    paste(encrypted("by way of pinentry", m_alice));
    run();
    QVERIFY(!isAsked());
    QCOMPARE(sentence(), u"Decrypted."_s);
    QCOMPARE(output(), u"by way of pinentry"_s);
    QVERIFY2(textOf(u"resultNote"_s).contains(u"no-allow-loopback-pinentry"_s),
             qPrintable(textOf(u"resultNote"_s)));
}

void tst_GpgWindow::oneEncryptsToOneselfToo()
{
    importEve();
    const auto recipients = [this] {
        const QByteArray message = output().toUtf8();
        return gpg(request(GpgRequest::Operation::Decrypt, message)).encryptedTo.size();
    };
    open();
    TRY_COMPARE(shownKeys().size(), 4);
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    tick(u"eve"_s);
    click(u"notCertifiedSwitch"_s);
    TRY(item(u"selfSwitch"_s)->isVisible());
    QVERIFY(item(u"selfSwitch"_s)->property("checked").toBool());
    TRY(item(u"selfBox"_s)->isVisible()); // Alice or Bob
    TRY_COMPARE(item(u"selfBox"_s)->property("displayText").toString(), alice);
    paste("for Eve, and for me");
    run();
    QCOMPARE(sentence(), u"Encrypted."_s);
    QCOMPARE(recipients(), 2);
    click(u"selfSwitch"_s);
    QVERIFY(!item(u"selfBox"_s)->isVisible());
    run();
    QCOMPARE(recipients(), 1);
    open(); // it is remembered
    TRY_COMPARE(shownKeys().size(), 4);
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    tick(u"eve"_s);
    TRY(item(u"selfSwitch"_s)->isVisible());
    QVERIFY(!item(u"selfSwitch"_s)->property("checked").toBool());
    click(u"selfSwitch"_s);
    tick(u"bob"_s); // who is oneself
    TRY(!item(u"selfSwitch"_s)->isVisible());
}

void tst_GpgWindow::aKeyShowsItsDetails()
{
    TRY(item(u"keyRow2"_s)->property("isOwn").toBool());
    showKey(u"alice"_s);
    QCOMPARE(textOf(u"keyTitle"_s), alice);
    QVERIFY(textOf(u"keyState"_s).endsWith(u"your own"_s));
    QCOMPARE(item(u"keyTrust"_s)->property("words").toString(), u"its name is certified"_s);
    const QString primary = item(u"subkey0"_s)->property("words").toString();
    QVERIFY2(primary.contains(u"signs"_s) && primary.contains(u"certifies"_s)
                 && primary.endsWith(spacedFingerprint(m_alice)),
             qPrintable(primary));
    QVERIFY(item(u"subkey1"_s)->property("words").toString().contains(u"encrypts"_s));
    QVERIFY(!item(u"certifyButton"_s)->isVisible()); // it is one's own
    QVERIFY(item(u"renewButton"_s)->isVisible());
    press(Qt::Key_Escape);
    TRY(!item(u"keyCloseButton"_s)->isVisible());
}

void tst_GpgWindow::aKeysDetailsFollowTheKeyring()
{
    const QTemporaryDir home(m_base + u"/gd-XXXXXX"_s); // gpg remembers who was certified
    const auto left = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    const QString ours = makeKey(home.path(), bob, false);
    rawGpg(home.path(), {u"--import"_s},
           rawGpg(m_evesHome.path(), {u"--armor"_s, u"--export"_s, m_eve}));
    open({.home = home.path()});
    TRY_COMPARE(shownKeys().size(), 2);
    const auto *const shown = qobject_cast<const QAbstractProxyModel *>(
        item(u"keyList"_s)->property("model").value<QObject *>());
    QVERIFY(shown);
    QAbstractItemModel *const keys = shown->sourceModel();
    const auto trust = [this] { return item(u"keyTrust"_s)->property("words").toString(); };
    showKey(u"eve"_s);
    QCOMPARE(trust(), u"its name is not certified"_s);
    GpgRequest certifying = request(GpgRequest::Operation::CertifyKey);
    certifying.home = home.path();
    certifying.keys = {m_eve};
    certifying.signers = {ours};
    QVERIFY(gpg(certifying).isDone());
    QMetaObject::invokeMethod(keys, "checkTrust");
    TRY_COMPARE(trust(), u"its name is certified"_s);
    GpgRequest gone = request(GpgRequest::Operation::DeleteKey);
    gone.home = home.path();
    gone.keys = {m_eve};
    QVERIFY(gpg(gone).isDone());
    QMetaObject::invokeMethod(keys, "refresh");
    TRY(!item(u"keyCloseButton"_s)->isVisible());
}

void tst_GpgWindow::aLongNameLeavesTheArrowInSight()
{
    const QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    QVERIFY(!makeKey(home.path(), QString(150, u'W') + u" <w@example.org>"_s, false).isEmpty());
    open({.home = home.path()});
    choose(u"Sign"_s);
    TRY(item(u"signerBox"_s)->property("count").toInt() == 1);
    const QQuickItem *const box = item(u"signerBox"_s);
    const auto *const words = box->property("contentItem").value<QQuickItem *>();
    const auto *const arrow = box->property("indicator").value<QQuickItem *>();
    QVERIFY(words && arrow);
    TRY(words->property("truncated").toBool());
    const double end = words->x() + words->property("leftPadding").toDouble()
        + words->property("contentWidth").toDouble();
    QVERIFY2(end <= arrow->x(), qPrintable(u"%1 %2"_s.arg(end).arg(arrow->x())));
}

void tst_GpgWindow::aKeyIsCertified_data()
{
    QTest::addColumn<bool>("forOthers");
    QTest::addColumn<QByteArray>("kind"); // of the signature, as gpg lists it
    QTest::newRow("for oneself, after a wrong passphrase") << false << QByteArray("l");
    QTest::newRow("for others, by another key") << true << QByteArray("x");
}

void tst_GpgWindow::aKeyIsCertified()
{
    QFETCH(const bool, forOthers);
    QFETCH(const QByteArray, kind);
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    write(home.filePath(u"gpg-agent.conf"_s),
          "default-cache-ttl 0\nmax-cache-ttl 0\ns2k-count 65536\n");
    const QString ours = makeKey(home.path(), alice, true);
    const QString another = makeKey(home.path(), bob, false);
    rawGpg(home.path(), {u"--import"_s},
           rawGpg(m_evesHome.path(), {u"--armor"_s, u"--export"_s, m_eve}));
    open({.home = home.path()});
    TRY_COMPARE(shownKeys().size(), 3);
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    showKey(u"eve"_s);
    QVERIFY(!item(u"renewButton"_s)->isVisible()); // it is not the user's own
    QVERIFY(!item(u"changePassphraseButton"_s)->isVisible());
    QVERIFY(!item(u"ownButton"_s)->isVisible());
    click(u"certifyButton"_s);
    TRY(item(u"certifyCancelButton"_s)->hasActiveFocus());
    settle();
    QCOMPARE(textOf(u"certifyFingerprint"_s), spacedFingerprint(m_eve));
    QCOMPARE(textOf(u"certifyNames"_s), eve);
    QVERIFY(!item(u"certifyOkButton"_s)->isEnabled()); // who has not compared it
    QVERIFY(!item(u"forOthersSwitch"_s)->property("checked").toBool());
    click(u"comparedSwitch"_s);
    TRY_COMPARE(item(u"certifierBox"_s)->property("displayText").toString(), alice);
    if (forOthers) {
        click(u"forOthersSwitch"_s);
        item(u"certifierBox"_s)->forceActiveFocus();
        press(Qt::Key_Down);
        TRY_COMPARE(item(u"certifierBox"_s)->property("displayText").toString(), bob);
    }
    click(u"certifyOkButton"_s);
    if (!forOthers) {
        answer(u"wrong"_s);
        TRY(item(u"attemptLabel"_s)->isVisible() && isAsked());
        answer(passphrase);
    }
    TRY(isDone());
    QVERIFY2(sentence().startsWith(u"Certified"_s), qPrintable(sentence()));
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"eve"_s);
    TRY_COMPARE(shownKeys().size(), 1);
    TRY_COMPARE(item(u"keyRow0"_s)->property("validity").toString(), u"certified"_s);
    const QByteArray signer = (forOthers ? another : ours).right(16).toLatin1();
    const QByteArrayList lines =
        rawGpg(home.path(), {u"--with-colons"_s, u"--list-sigs"_s, m_eve}).split('\n');
    QByteArrayList found; // by whom, and of which kind
    for (const QByteArray &line : lines) {
        const QByteArrayList fields = line.split(':');
        if (fields.value(0) == "sig" && !m_eve.endsWith(QLatin1StringView(fields.value(4))))
            found << fields.value(4) + fields.value(10).right(1);
    }
    QCOMPARE(found, QByteArrayList{signer + kind});
}

void tst_GpgWindow::aKeyIsNotCertifiedWhenOneChangesOnesMind()
{
    importEve();
    open();
    TRY_COMPARE(shownKeys().size(), 4);
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    showKey(u"eve"_s);
    for (int time = 0; time < 2; ++time) { // the second time one has to compare it anew
        click(u"certifyButton"_s);
        TRY(item(u"certifyCancelButton"_s)->hasActiveFocus());
        settle();
        QVERIFY(!item(u"certifyOkButton"_s)->isEnabled());
        click(u"comparedSwitch"_s);
        TRY(item(u"certifyOkButton"_s)->isEnabled());
        press(Qt::Key_Escape);
        TRY(!item(u"certifyOkButton"_s)->isVisible());
    }
    click(u"certifyButton"_s);
    TRY(item(u"certifyCancelButton"_s)->hasActiveFocus());
    settle();
    click(u"comparedSwitch"_s);
    click(u"certifyOkButton"_s);
    TRY(isAsked());
    press(Qt::Key_Escape); // at the passphrase, too
    TRY(isDone());
    QVERIFY2(sentence().startsWith(u"Cancelled"_s), qPrintable(sentence()));
    QVERIFY(!rawGpg(m_home.path(), {u"--with-colons"_s, u"--list-sigs"_s, m_eve})
                 .contains(m_alice.right(16).toLatin1()));
}

void tst_GpgWindow::aKeyIsOnesOwnWhenOneSaysSo()
{
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    rawGpg(home.path(), {u"--import"_s},
           rawGpg(m_home.path(), {u"--armor"_s, u"--export-secret-keys"_s, m_bob}));
    open({.home = home.path()});
    TRY_COMPARE(shownKeys(), QStringList(bob));
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    QCOMPARE(item(u"keyRow0"_s)->property("validity").toString(), u"not certified"_s);
    showKey(u"bob"_s);
    click(u"ownButton"_s);
    TRY(item(u"certifyCancelButton"_s)->hasActiveFocus());
    settle();
    QVERIFY(!item(u"certifyOkButton"_s)->isEnabled());
    click(u"comparedSwitch"_s);
    click(u"certifyOkButton"_s);
    TRY_COMPARE(item(u"keyRow0"_s)->property("validity").toString(), u"your own"_s);
}

void tst_GpgWindow::aKeyIsRenewed_data()
{
    QTest::addColumn<int>("downs");
    QTest::addColumn<QString>("chosen");
    QTest::newRow("for two years") << 0 << u"in two years"_s;
    QTest::newRow("for ever") << 2 << u"never"_s;
}

// One that has expired, which is when people notice.
void tst_GpgWindow::aKeyIsRenewed()
{
    QFETCH(const int, downs);
    QFETCH(const QString, chosen);
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    write(home.filePath(u"gpg-agent.conf"_s),
          "default-cache-ttl 0\nmax-cache-ttl 0\ns2k-count 65536\n");
    makeKey(home.path(), old, true);
    open({.home = home.path()});
    TRY_COMPARE(shownKeys(), QStringList(old));
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    const QString before = item(u"keyRow0"_s)->property("validity").toString();
    QVERIFY2(before.startsWith(u"expired"_s), qPrintable(before));
    press(Qt::Key_L, Qt::ControlModifier);
    showKey(u"@"_s);
    QVERIFY(!item(u"certifyButton"_s)->isVisible()); // it is one's own
    click(u"renewButton"_s);
    TRY(item(u"renewBox"_s)->hasActiveFocus());
    settle();
    for (int i = 0; i < downs; ++i)
        press(Qt::Key_Down);
    TRY_COMPARE(item(u"renewBox"_s)->property("displayText").toString(), chosen);
    click(u"renewOkButton"_s);
    answer(u"wrong"_s);
    TRY(item(u"attemptLabel"_s)->isVisible() && isAsked());
    answer(passphrase);
    TRY(isDone());
    QVERIFY2(sentence().startsWith(u"Renewed"_s), qPrintable(sentence()));
    QCOMPARE(linesOf(u"logList"_s).count(u"$ gpg "_s), 2); // each attempt
    TRY_COMPARE(item(u"keyRow0"_s)->property("validity").toString(), u"your own"_s);
    TRY(item(u"keyRow0"_s)->property("isRecipient").toBool()); // its subkey, too
    GpgRequest listing = request(GpgRequest::Operation::ListKeys);
    listing.home = home.path();
    const GpgKey key = gpg(listing).keys.value(0);
    QCOMPARE(key.subkeys.size(), 2);
    for (const GpgSubkey &part : key.subkeys)
        QCOMPARE(part.expires.isValid(), downs == 0);
}

void tst_GpgWindow::aPassphraseIsChanged_data()
{
    QTest::addColumn<bool>("hasOne");
    QTest::newRow("another one") << true;
    QTest::newRow("the first one") << false; // gpg 2.2 asks for it twice, for each part
}

void tst_GpgWindow::aPassphraseIsChanged()
{
    QFETCH(const bool, hasOne);
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    write(home.filePath(u"gpg-agent.conf"_s),
          "default-cache-ttl 0\nmax-cache-ttl 0\ns2k-count 65536\n");
    const QString key = makeKey(home.path(), bob, hasOne);
    open({.home = home.path()});
    TRY_COMPARE(shownKeys(), QStringList(bob));
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    press(Qt::Key_L, Qt::ControlModifier);
    showKey(u"bob"_s);
    click(u"changePassphraseButton"_s);
    if (hasOne) {
        TRY(isAsked());
        QVERIFY(textOf(u"questionLabel"_s).startsWith(u"The passphrase of "_s + bob));
        QVERIFY(!item(u"repeatInput"_s)->isVisible());
        answer(u"wrong"_s);
        TRY(item(u"attemptLabel"_s)->isVisible() && isAsked());
        answer(passphrase);
    }
    TRY(isAsked() && textOf(u"questionLabel"_s).startsWith(u"The new passphrase of "_s + bob));
    QVERIFY(!item(u"attemptLabel"_s)->isVisible());
    answer(u"looking glass"_s);
    TRY(item(u"repeatInput"_s)->hasActiveFocus());
    type(u"looking glass"_s);
    press(Qt::Key_Return);
    TRY(isDone());
    QVERIFY2(sentence().endsWith(u"has a new passphrase."_s), qPrintable(sentence()));
    QCOMPARE(linesOf(u"logList"_s).count(u"$ gpg "_s), 1); // the one that changes it
    choose(u"Sign"_s);
    TRY_COMPARE(item(u"signerBox"_s)->property("displayText").toString(), bob);
    paste("with the new one\n");
    run();
    answer(passphrase);
    TRY(item(u"attemptLabel"_s)->isVisible() && isAsked());
    answer(u"looking glass"_s);
    TRY(isDone());
    QCOMPARE(sentence(), u"Signed."_s);
    choose(u"Decrypt"_s);
    paste(rawGpg(
        home.path(),
        {u"--armor"_s, u"--trust-model"_s, u"always"_s, u"--recipient"_s, key, u"--encrypt"_s},
        "to the subkey\n"));
    run();
    answer(u"looking glass"_s);
    TRY(isDone());
    QCOMPARE(sentence(), u"Decrypted."_s);
}

void tst_GpgWindow::aKeyIsDeletedAfterAQuestion()
{
    importEve();
    open();
    TRY_COMPARE(shownKeys().size(), 4);
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    showKey(u"eve"_s);
    click(u"deleteButton"_s);
    TRY(item(u"deleteCancelButton"_s)->hasActiveFocus());
    QVERIFY2(textOf(u"deleteQuestion"_s).contains(eve), qPrintable(textOf(u"deleteQuestion"_s)));
    QVERIFY(!item(u"deleteSecretSwitch"_s)->isVisible());
    press(Qt::Key_Return); // a key that is typed ahead does not confirm
    TRY(!item(u"deleteCancelButton"_s)->isVisible());
    click(u"deleteButton"_s);
    click(u"deleteOkButton"_s);
    TRY(isDone());
    QCOMPARE(sentence(), u"Deleted: 1 key."_s);
    TRY(!shownKeys().contains(eve));
}

void tst_GpgWindow::anOwnKeyIsDeletedWithItsSecretPartOnly()
{
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const auto gone = qScopeGuard([&] {
        m_desk.reset();
        kill(home.path());
    });
    makeKey(home.path(), bob, false);
    open({.home = home.path()});
    TRY_COMPARE(shownKeys(), QStringList(bob));
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    showKey(u"bob"_s);
    click(u"deleteButton"_s);
    TRY(item(u"deleteSecretSwitch"_s)->isVisible());
    QVERIFY(!item(u"deleteOkButton"_s)->isEnabled());
    click(u"deleteSecretSwitch"_s);
    click(u"deleteOkButton"_s);
    TRY_COMPARE(shownKeys(), QStringList());
    QCOMPARE(QDir(home.filePath(u"private-keys-v1.d"_s)).entryList(QDir::Files).size(), 0);
}

void tst_GpgWindow::aRevokedKeyIsRefusedByName()
{
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    const QString key = makeKey(home.path(), u"Rita Revoked <rita@example.org>"_s, false);
    QByteArray revocation = read(home.filePath(u"openpgp-revocs.d/"_s + key + u".rev"_s));
    revocation.replace(":-----BEGIN", "-----BEGIN"); // gpg's colon guards against a slip
    open({.home = home.path()});
    TRY_COMPARE(shownKeys().size(), 1);
    tick(u"rita"_s); // while one still can
    choose(u"Import"_s);
    paste(revocation);
    run();
    QCOMPARE(sentence(), u"Imported: a revocation. Its key is not to be used any more."_s);
    TRY_COMPARE(item(u"keyRow0"_s)->property("validity").toString(), u"revoked"_s);
    QCOMPARE(shownKeys(), QStringList(u"Rita Revoked <rita@example.org>"_s));
    choose(u"Encrypt"_s);
    paste("too late");
    run();
    QCOMPARE(sentence(), u"The key of Rita Revoked <rita@example.org> has been revoked."_s);
    QCOMPARE(textOf(u"sentenceWayOut"_s), u"Ask its owner for the key that is used now."_s);
    QCOMPARE(tone(), 4);
    QVERIFY(!hasOutput());
    m_desk.reset();
    kill(home.path());
}

void tst_GpgWindow::withoutAnAgentItSaysSo()
{
    GpgRequest toEve = request(GpgRequest::Operation::Encrypt, "secret");
    toEve.home = m_evesHome.path();
    toEve.recipients = {m_eve};
    toEve.evenNotCertified = true;
    const QByteArray message = gpg(toEve).output;
    m_desk.reset();
    kill(m_evesHome.path());
    const QString settings = m_evesHome.filePath(u"gpg.conf"_s);
    write(settings, "agent-program /nonexistent/agent\n");
    const auto back = qScopeGuard([&settings] { QFile::remove(settings); });
    open({.home = m_evesHome.path()});
    choose(u"Decrypt"_s);
    paste(message);
    run();
    QCOMPARE(sentence(), u"gpg-agent, which holds the secret keys, could not be reached."_s);
    QVERIFY(textOf(u"sentenceWayOut"_s).contains(u"gpgconf --launch gpg-agent"_s));
    QCOMPARE(tone(), 4);
    QVERIFY(!hasOutput());
}

void tst_GpgWindow::aDamagedFileLeavesTheOldOneAlone()
{
    QByteArray message = encrypted(QByteArray(4000, 'x'), m_bob);
    const QString file = m_files.filePath(u"damaged.txt"_s);
    write(file, "what was there before");
    write(file + u".asc"_s, message.first(message.size() / 2));
    choose(u"Decrypt"_s);
    drop({QUrl::fromLocalFile(file + u".asc"_s)});
    TRY_COMPARE(textOf(u"outputField"_s), file);
    run();
    QCOMPARE(tone(), 4);
    click(u"yesButton"_s); // replace it, if it works
    TRY(isDone() && sentence() != u"Decrypted."_s && item(u"runButton"_s)->isEnabled());
    TRY(!sentence().startsWith(u"There is already"_s));
    QCOMPARE(read(file), "what was there before");
    QCOMPARE(QDir(m_files.path()).entryList({u"damaged*"_s}, QDir::Files).size(), 2);
}

void tst_GpgWindow::aFullDiskLeavesTheOldFile()
{
    const QString file = m_files.filePath(u"full.txt"_s);
    write(file, "what was there before");
    write(file + u".gpg"_s, encrypted(QByteArray(4 << 20, 'x'), m_bob));
    choose(u"Decrypt"_s);
    drop({QUrl::fromLocalFile(file + u".gpg"_s)});
    run();

    rlimit before = {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 1 << 20; // to mount a small disk is not for everybody
    const auto handlerBefore = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto back = qScopeGuard([&] {
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handlerBefore);
    });
    click(u"yesButton"_s);
    TRY(isDone() && item(u"runButton"_s)->isEnabled());
    QVERIFY2(sentence().startsWith(u"The output cannot be written: "_s + file),
             qPrintable(sentence()));
    QVERIFY(textOf(u"sentenceWayOut"_s).startsWith(u"Make room"_s));
    QCOMPARE(tone(), 4);
    QCOMPARE(read(file), "what was there before");
    QCOMPARE(QDir(m_files.path()).entryList({u"full*"_s}, QDir::Files | QDir::Hidden).size(), 2);
}

void tst_GpgWindow::aFileGoesInAndComesOut()
{
    const QString file = m_files.filePath(u"letter.txt"_s);
    const QByteArray contents = QByteArray("The time has come").repeated(10'000);
    write(file, contents);
    tick(u"bob"_s);
    fill(u"inputField"_s, file);
    TRY_COMPARE(textOf(u"outputField"_s), file + u".gpg"_s);
    click(u"armorSwitch"_s);
    TRY_COMPARE(textOf(u"outputField"_s), file + u".asc"_s);
    run();
    QCOMPARE(sentence(), u"Encrypted."_s);
    QCOMPARE(textOf(u"whereLabel"_s), u"Written to "_s + file + u".asc"_s);
    QVERIFY(read(file + u".asc"_s).startsWith("-----BEGIN PGP MESSAGE-----"));
    QVERIFY(QFile::remove(file));
    choose(u"Decrypt"_s);
    fill(u"inputField"_s, file + u".asc"_s);
    TRY_COMPARE(textOf(u"outputField"_s), file);
    run();
    QCOMPARE(sentence(), u"Decrypted."_s);
    QCOMPARE(read(file), contents);
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), 0);
    QVERIFY(!hasOutput());
}

void tst_GpgWindow::anExistingOutputIsAskedFor()
{
    const QString file = m_files.filePath(u"twice.txt"_s);
    write(file, "first");
    write(file + u".gpg"_s, "older");
    tick(u"bob"_s);
    drop({QUrl::fromLocalFile(file)});
    run();
    TRY(item(u"noButton"_s)->hasActiveFocus());
    QVERIFY2(textOf(u"confirmQuestion"_s).contains(u"“twice.txt.gpg”"_s),
             qPrintable(textOf(u"confirmQuestion"_s)));
    QVERIFY(textOf(u"confirmQuestion"_s).endsWith(file + u".gpg"_s));
    press(Qt::Key_Return); // a key that is typed ahead does not confirm
    TRY(!item(u"noButton"_s)->isVisible());
    QCOMPARE(read(file + u".gpg"_s), "older");
    run();
    TRY(item(u"noButton"_s)->hasActiveFocus());
    press(Qt::Key_Tab);
    TRY(item(u"yesButton"_s)->hasActiveFocus());
    press(Qt::Key_Return);
    TRY(isDone() && sentence() == u"Encrypted."_s);
    QVERIFY(read(file + u".gpg"_s) != "older");
}

void tst_GpgWindow::aDetachedSignatureIsFoundBesideItsFile()
{
    const QString file = m_files.filePath(u"deed.txt"_s);
    write(file, "I give you my hat\n");
    choose(u"Sign"_s);
    drop({QUrl::fromLocalFile(file)});
    TRY_COMPARE(textOf(u"outputField"_s), file + u".sig"_s);
    run();
    answer(passphrase);
    TRY(isDone() && sentence() == u"Signed."_s);
    QVERIFY(QFile::exists(file + u".sig"_s));
    choose(u"Verify"_s);
    run();
    QCOMPARE(tone(), 1);
    drop({QUrl::fromLocalFile(file + u".sig"_s)}); // the other one of the two
    run();
    QCOMPARE(tone(), 1);
    write(file, "I give you my house\n");
    run();
    QCOMPARE(tone(), 4);
}

void tst_GpgWindow::aClearSignedFileIsVerifiedBesideItsText()
{
    const QString file = m_files.filePath(u"clear.txt"_s);
    GpgRequest wanted = request(GpgRequest::Operation::Sign, "It is clear\n");
    wanted.signers = {m_bob};
    wanted.signatureForm = GpgRequest::SignatureForm::Clear;
    write(file, "something else\n");
    write(file + u".asc"_s, gpg(wanted).output);
    choose(u"Verify"_s);
    drop({QUrl::fromLocalFile(file + u".asc"_s)});
    run();
    QVERIFY2(sentence().startsWith(u"Good signature by "_s + bob), qPrintable(sentence()));
    QCOMPARE(output(), u"It is clear\n"_s);
}

void tst_GpgWindow::whatIsNoDetachedSignatureIsVerifiedByItself()
{
    const QString file = m_files.filePath(u"packed.txt"_s);
    GpgRequest wanted = request(GpgRequest::Operation::Sign, "It is packed\n");
    wanted.signers = {m_bob};
    wanted.signatureForm = GpgRequest::SignatureForm::Inline;
    wanted.armor = false;
    write(file, "something else\n");
    write(file + u".sig"_s, gpg(wanted).output);
    choose(u"Verify"_s);
    drop({QUrl::fromLocalFile(file + u".sig"_s)});
    run();
    QCOMPARE(sentence(), u"This is no signature of another file."_s);
    click(u"remedyButton"_s);
    TRY(isDone() && item(u"runButton"_s)->isEnabled());
    QVERIFY2(sentence().startsWith(u"Good signature by "_s + bob), qPrintable(sentence()));
    QCOMPARE(output(), u"It is packed\n"_s);
}

void tst_GpgWindow::severalFilesAreDroppedAndDone()
{
    QList<QUrl> urls;
    for (const QString &name : {u"one"_s, u"two"_s, u"three"_s}) {
        const QString file = m_files.filePath(name);
        write(file + u".asc"_s, name == u"two"_s ? "no message" : encrypted(name.toUtf8(), m_bob));
        urls << QUrl::fromLocalFile(file + u".asc"_s);
    }
    choose(u"Decrypt"_s);
    drop(urls);
    press(Qt::Key_Return, Qt::ControlModifier);
    TRY_COMPARE(item(u"fileResults"_s)->property("count").toInt(), 3);
    QCOMPARE(read(m_files.filePath(u"one"_s)), "one");
    QVERIFY(!QFile::exists(m_files.filePath(u"two"_s)));
    QCOMPARE(read(m_files.filePath(u"three"_s)), "three");
}

void tst_GpgWindow::theQueueKeepsToWhatWasStarted()
{
    QList<QUrl> urls;
    for (const QString &name : {u"first"_s, u"second"_s, u"third"_s}) {
        const QString file = m_files.filePath(name);
        write(file + u".gpg"_s, encrypted(name.toUtf8(), name == u"first"_s ? m_alice : m_bob));
        urls << QUrl::fromLocalFile(file + u".gpg"_s);
    }
    tick(u"bob"_s);
    choose(u"Decrypt"_s);
    drop(urls);
    press(Qt::Key_Return, Qt::ControlModifier);
    TRY(isAsked());
    item(u"actionBar"_s)->setProperty("currentIndex", 0); // the prompt keeps keys from it
    TRY_COMPARE(textOf(u"runButton"_s), u"Encrypt"_s);
    answer(passphrase);
    TRY_COMPARE(item(u"fileResults"_s)->property("count").toInt(), 3);
    for (const QString &name : {u"first"_s, u"second"_s, u"third"_s}) {
        QCOMPARE(read(m_files.filePath(name)), name.toUtf8());
        QVERIFY(!QFile::exists(m_files.filePath(name + u".gpg.gpg"_s)));
    }
}

/// Of the list of files.
QString tst_GpgWindow::rowOf(int row, const char *role) const
{
    const auto *const model = qobject_cast<const QAbstractItemModel *>(
        item(u"fileResults"_s)->property("model").value<QObject *>());
    const int number = model ? model->roleNames().key(role, -1) : -1;
    return number < 0 ? QString() : model->index(row, 0).data(number).toString();
}

/// Beside it a detached signature.
QString tst_GpgWindow::signedFile(const QString &name, const QByteArray &text,
                                  const QString &signer)
{
    const QString file = m_files.filePath(name);
    GpgRequest wanted = request(GpgRequest::Operation::Sign, text);
    wanted.armor = false;
    wanted.signers = {signer};
    if (signer == m_eve)
        wanted.home = m_evesHome.path();
    write(file, text);
    write(file + u".sig"_s, gpg(wanted).output);
    return file;
}

/// And begins.
void tst_GpgWindow::dropAll(const QStringList &files)
{
    QList<QUrl> urls;
    for (const QString &file : files)
        urls << QUrl::fromLocalFile(file);
    drop(urls);
    TRY(item(u"runButton"_s)->isEnabled());
    press(Qt::Key_Return, Qt::ControlModifier);
}

void tst_GpgWindow::oneBadFileOfTwentyIsTheVerdictOnAll()
{
    QStringList files;
    for (int i = 1; i <= 20; ++i)
        files << signedFile(u"inv%1.txt"_s.arg(i), "Pay " + QByteArray::number(i), m_bob);
    write(files.at(13), "Pay 1400");
    choose(u"Verify"_s);
    dropAll(files);
    TRY_COMPARE(fileCount(), 20);
    QCOMPARE(sentence(), u"1 of 20 is BAD: inv14.txt"_s);
    QCOMPARE(others(), u"19 have a good signature."_s);
    QVERIFY(textOf(u"sentenceWayOut"_s).startsWith(u"Do not use it."_s));
    QCOMPARE(tone(), 4);
    QVERIFY(item(u"sentence"_s)->isVisible());
    QCOMPARE(rowOf(0, "name"), u"inv14.txt"_s);
    QCOMPARE(rowOf(0, "state"), u"BAD signature"_s);
    QCOMPARE(rowOf(1, "name"), u"inv1.txt"_s);
    QCOMPARE(rowOf(1, "state"), u"good signature"_s);
    TRY(item(u"fileResult0"_s)->isVisible());
    QVERIFY(!hasOutput());
    files.removeAt(13);
    dropAll(files);
    TRY_COMPARE(fileCount(), 19);
    QCOMPARE(sentence(), u"All 19 have a good signature."_s);
    QCOMPARE(tone(), 1);
}

void tst_GpgWindow::ofManyBadFilesThreeAreNamed()
{
    QStringList files;
    for (int i = 1; i <= 5; ++i) {
        files << signedFile(u"many%1"_s.arg(i), "before", m_bob);
        write(files.last(), i == 3 ? "before" : "after");
    }
    choose(u"Verify"_s);
    dropAll(files);
    TRY_COMPARE(fileCount(), 5);
    QCOMPARE(sentence(), u"4 of 5 are BAD: many1, many2, many4 and 1 more"_s);
    QCOMPARE(others(), u"1 has a good signature."_s);
    files.removeAt(2);
    dropAll(files);
    TRY_COMPARE(fileCount(), 4);
    QCOMPARE(sentence(), u"All 4 are BAD: many1, many2, many4 and 1 more"_s);
    QCOMPARE(others(), QString());
}

void tst_GpgWindow::eachKindOfOutcomeIsCounted()
{
    const QString good = signedFile(u"kind-good"_s, "good", m_bob);
    const QString unknown = signedFile(u"kind-unknown"_s, "unknown", m_eve);
    const QString expired = signedFile(u"kind-expired"_s, "expired", m_bob);
    GpgRequest late = request(GpgRequest::Operation::Sign, "expired");
    late.signers = {m_old};
    late.armor = false;
    late.furtherOptions = {u"--faked-system-time"_s, u"20210101T120000!"_s};
    write(expired + u".sig"_s, gpg(late).output);
    const QString none = m_files.filePath(u"kind-none"_s);
    write(none, "nobody signed it");
    choose(u"Verify"_s);
    dropAll({good, expired, unknown, none});
    TRY_COMPARE(fileCount(), 4);
    QCOMPARE(sentence(), u"1 of 4 failed: kind-none"_s);
    QCOMPARE(others(),
             u"1 is signed by somebody who cannot be checked, 1 has an expired signature or key, "
             "1 has a good signature."_s);
    QCOMPARE(tone(), 4);
    dropAll({good, unknown});
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"1 of 2 is signed by somebody who cannot be checked: kind-unknown"_s);
    QCOMPARE(tone(), 3);
    GpgRequest exported = request(GpgRequest::Operation::Export);
    exported.home = m_evesHome.path();
    exported.keys = {m_eve};
    QVERIFY(gpg(request(GpgRequest::Operation::Import, gpg(exported).output)).isDone());
    dropAll({good, unknown});
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"1 of 2 is signed by a key that nobody vouches for: kind-unknown"_s);
    QCOMPARE(tone(), 2);
}

void tst_GpgWindow::severalFilesAreEncryptedSignedAndImported()
{
    const QString one = m_files.filePath(u"work-one"_s);
    const QString two = m_files.filePath(u"work-two"_s);
    const QString gone = m_files.filePath(u"work-gone"_s);
    write(one, "one");
    write(two, "two");
    tick(u"bob"_s);
    dropAll({one, gone, two});
    TRY_COMPARE(fileCount(), 3);
    QCOMPARE(sentence(), u"1 of 3 failed: work-gone"_s);
    QCOMPARE(others(), u"2 are encrypted."_s);
    QCOMPARE(tone(), 4);
    choose(u"Decrypt"_s);
    QVERIFY(QFile::remove(one) && QFile::remove(two));
    dropAll({one + u".gpg"_s, two + u".gpg"_s});
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"All 2 are decrypted."_s);
    QCOMPARE(tone(), 0); // they have no signature
    choose(u"Sign"_s);
    TRY_COMPARE(item(u"signerBox"_s)->property("count").toInt(), 2);
    dropAll({one, two});
    answer(passphrase);
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"All 2 are signed."_s);
    GpgRequest exported = request(GpgRequest::Operation::Export);
    exported.keys = {m_bob};
    write(one, gpg(exported).output);
    choose(u"Import"_s);
    dropAll({one, two});
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"1 of 2 failed: work-two"_s);
    QCOMPARE(others(), u"1 is imported."_s);
}

void tst_GpgWindow::whatIsCancelledIsCountedToo()
{
    const QString first = m_files.filePath(u"stop-first"_s);
    const QString last = m_files.filePath(u"stop-last"_s);
    write(first, "first");
    write(last, "last");
    QFile large(m_files.filePath(u"stop-large"_s));
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize(qint64(20) << 30));
    tick(u"bob"_s);
    dropAll({first, large.fileName(), last, last});
    TRY(textOf(u"progressLabel"_s).startsWith(u"Encrypting 2 of 4 …"_s));
    QCOMPARE(sentence(), u"So far: 1 is encrypted."_s);
    press(Qt::Key_Escape);
    TRY_COMPARE(fileCount(), 4);
    QCOMPARE(sentence(), u"1 of 4 was cancelled: stop-large"_s);
    QCOMPARE(others(), u"2 were not begun, 1 is encrypted."_s);
    QVERIFY(!QFile::exists(large.fileName() + u".gpg"_s));
    QVERIFY(!QFile::exists(last + u".gpg"_s));
    QVERIFY(large.remove());
}

void tst_GpgWindow::aListOfFilesIsScrolled()
{
    QStringList files;
    for (int i = 1; i <= 60; ++i)
        files << m_files.filePath(u"nothing%1"_s.arg(i));
    choose(u"Verify"_s);
    dropAll(files);
    TRY_COMPARE(fileCount(), 60);
    QCOMPARE(sentence(), u"All 60 failed: nothing1, nothing2, nothing3 and 57 more"_s);
    QQuickItem *const list = item(u"fileResults"_s);
    const auto place = [list] { return list->property("contentY").toDouble(); };
    TRY(list->height() > 0 && list->property("contentHeight").toDouble() > list->height());
    const QPointF middle = list->mapToScene({list->width() / 2, list->height() / 2});
    QWheelEvent wheel(middle, window()->mapToGlobal(middle), {}, {0, -240}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(window(), &wheel);
    TRY(place() > 0);
    focus(u"fileResults"_s);
    press(Qt::Key_End);
    TRY(item(u"fileResult59"_s)->isVisible());
    TRY(list->property("atYEnd").toBool());
    press(Qt::Key_Home);
    TRY(list->property("atYBeginning").toBool());
    press(Qt::Key_PageDown);
    press(Qt::Key_PageDown);
    press(Qt::Key_PageDown);
    TRY(place() > 0);
    press(Qt::Key_Home);
    TRY(list->property("atYBeginning").toBool());
    QQuickItem *const bar = item(u"fileResultsBar"_s);
    TRY(bar->isVisible() && bar->width() > 0);
    const QPoint top = bar->mapToScene({bar->width() / 2, 4}).toPoint();
    const QPoint end = bar->mapToScene({bar->width() / 2, bar->height() - 4}).toPoint();
    QTest::mousePress(window(), Qt::LeftButton, {}, top);
    QTest::mouseMove(window(), (top + end) / 2);
    QTest::mouseMove(window(), end);
    QTest::mouseRelease(window(), Qt::LeftButton, {}, end);
    TRY(list->property("atYEnd").toBool());
}

void tst_GpgWindow::severalFilesAskForAPassphraseOnce()
{
    QStringList files;
    for (int i = 1; i <= 3; ++i) {
        files << m_files.filePath(u"once%1.gpg"_s.arg(i));
        write(files.last(), encrypted("once", m_alice));
    }
    choose(u"Decrypt"_s);
    dropAll(files);
    TRY(isAsked());
    QVERIFY(textOf(u"questionLabel"_s).contains(alice));
    QCOMPARE(textOf(u"questionFilesLabel"_s), u"For 3 files, first once1.gpg"_s);
    QVERIFY(item(u"questionFilesLabel"_s)->isVisible());
    answer(passphrase);
    TRY_COMPARE(fileCount(), 3);
    QCOMPARE(sentence(), u"All 3 are decrypted."_s);
    QSet<const QObject *> seen;
    QCOMPARE(leaks(window(), seen), QStringList());
    for (const QString &file : files)
        QVERIFY(QFile::remove(file.chopped(4)));
    press(Qt::Key_Return, Qt::ControlModifier);
    TRY(isAsked()); // it is kept no longer than that
    press(Qt::Key_Escape);
    TRY_COMPARE(fileCount(), 3);
    QCOMPARE(sentence(), u"1 of 3 was cancelled: once1.gpg"_s);
    QCOMPARE(others(), u"2 were not begun."_s);
}

void tst_GpgWindow::anotherPassphraseForALaterFileIsAskedFor()
{
    QStringList files;
    for (const char *word : {"first word", "first word", "second word", "second word"}) {
        GpgRequest wanted = request(GpgRequest::Operation::Encrypt, word);
        wanted.symmetric = true;
        GpgProtocol protocol(wanted);
        QSignalSpy finished(&protocol, &GpgProtocol::finished);
        QByteArray bytes = word;
        bytes.detach();
        protocol.start(Secret::take(bytes));
        QVERIFY(finished.wait(patience));
        files << m_files.filePath(u"word%1.gpg"_s.arg(files.size()));
        write(files.last(), finished.first().first().value<GpgResult>().output);
    }
    choose(u"Decrypt"_s);
    dropAll(files);
    answer(u"first word"_s);
    TRY(isAsked() && item(u"attemptLabel"_s)->isVisible());
    QCOMPARE(textOf(u"attemptLabel"_s), u"The one given before does not fit here."_s);
    QCOMPARE(textOf(u"questionFilesLabel"_s),
             u"For word2.gpg, file 3 of 4, and for those after it"_s);
    answer(u"no word"_s);
    TRY(isAsked() && textOf(u"attemptLabel"_s).startsWith(u"That was the wrong one"_s));
    answer(u"second word"_s);
    TRY_COMPARE(fileCount(), 4);
    QCOMPARE(sentence(), u"All 4 are decrypted."_s);
}

void tst_GpgWindow::aNewPassphraseIsForAllFiles()
{
    const QString one = m_files.filePath(u"new-one"_s);
    const QString two = m_files.filePath(u"new-two"_s);
    write(one, "one");
    write(two, "two");
    click(u"symmetricSwitch"_s);
    dropAll({one, two});
    answer(passphrase);
    TRY(item(u"repeatInput"_s)->hasActiveFocus());
    type(passphrase);
    press(Qt::Key_Return);
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"All 2 are encrypted."_s);
    GpgRequest back = request(GpgRequest::Operation::Decrypt, read(two + u".gpg"_s));
    QCOMPARE(gpg(back).output, "two");
}

void tst_GpgWindow::oneOfSeveralFilesIsSkippedAtThePrompt()
{
    const QString first = m_files.filePath(u"skip-first"_s);
    const QString second = m_files.filePath(u"skip-second"_s);
    write(first + u".gpg"_s, encrypted("first", m_alice));
    write(second + u".gpg"_s, encrypted("second", m_bob));
    choose(u"Decrypt"_s);
    dropAll({first + u".gpg"_s, second + u".gpg"_s});
    TRY(isAsked());
    click(u"passphraseSkipButton"_s);
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"1 of 2 was skipped: skip-first.gpg"_s);
    QCOMPARE(others(), u"1 is decrypted."_s);
    QCOMPARE(rowOf(0, "sentence"), u"You have skipped it."_s);
    QCOMPARE(read(second), "second");
}

void tst_GpgWindow::outputsThatExistAreAnsweredForAll_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<bool>("replaced");
    QTest::addColumn<bool>("besides");
    QTest::newRow("replace") << u"existingReplaceButton"_s << u"All 3 are encrypted."_s << true
                             << false;
    QTest::newRow("skip") << u"existingSkipButton"_s
                          << u"All 3 were skipped: there0, there1, there2"_s << false << false;
    QTest::newRow("other name") << u"existingRenameButton"_s << u"All 3 are encrypted."_s << false
                                << true;
}

void tst_GpgWindow::outputsThatExistAreAnsweredForAll()
{
    QFETCH(const QString, button);
    QFETCH(const QString, verdict);
    QFETCH(const bool, replaced);
    QFETCH(const bool, besides);
    QStringList files;
    for (int i = 0; i < 3; ++i) {
        files << m_files.filePath(u"there%1"_s.arg(i));
        write(files.last(), "new");
        write(files.last() + u".gpg"_s, "old");
        QFile::remove(files.last() + u"-2.gpg"_s);
    }
    tick(u"bob"_s);
    dropAll(files);
    TRY(item(u"existingSkipButton"_s)->hasActiveFocus());
    QCOMPARE(textOf(u"existingQuestion"_s), u"There is already a file “there0.gpg”."_s);
    click(u"existingAllSwitch"_s);
    click(button);
    TRY_COMPARE(fileCount(), 3);
    TRY(item(u"runButton"_s)->isEnabled());
    QCOMPARE(sentence(), verdict);
    for (const QString &file : files) {
        QCOMPARE(read(file + u".gpg"_s) != "old", replaced);
        QCOMPARE(QFile::exists(file + u"-2.gpg"_s), besides);
    }
}

void tst_GpgWindow::outputsThatExistAreAnsweredOneByOne()
{
    QStringList files;
    for (int i = 0; i < 5; ++i) {
        files << m_files.filePath(u"each%1"_s.arg(i));
        write(files.last(), "new");
        write(files.last() + u".gpg"_s, "old");
    }
    tick(u"bob"_s);
    dropAll(files);
    const auto asksFor = [this](const QString &file) {
        return item(u"existingSkipButton"_s)->hasActiveFocus()
            && textOf(u"existingField"_s) == file + u"-2.gpg"_s;
    };
    TRY(asksFor(files.at(0)));
    QVERIFY(!item(u"runButton"_s)->isEnabled()); // it is not over
    click(u"existingReplaceButton"_s);
    TRY(asksFor(files.at(1)));
    press(Qt::Key_Return); // who goes on typing replaces nothing
    TRY(asksFor(files.at(2)));
    fill(u"existingField"_s, m_files.filePath(u"elsewhere.gpg"_s));
    click(u"existingRenameButton"_s);
    TRY(asksFor(files.at(3)));
    press(Qt::Key_Escape);
    TRY_COMPARE(fileCount(), 5);
    QCOMPARE(sentence(), u"1 of 5 was not begun: each4"_s);
    QCOMPARE(others(), u"2 were skipped, 2 are encrypted."_s);
    QVERIFY(read(files.at(0) + u".gpg"_s) != "old");
    QCOMPARE(read(files.at(1) + u".gpg"_s), "old");
    QCOMPARE(read(files.at(2) + u".gpg"_s), "old");
    QVERIFY(QFile::exists(m_files.filePath(u"elsewhere.gpg"_s)));
    QCOMPARE(read(files.at(3) + u".gpg"_s), "old");
    TRY(item(u"runButton"_s)->isEnabled());
}

void tst_GpgWindow::aQueueDoesNotReplaceItsOwnOutput()
{
    const QString name = m_files.filePath(u"same"_s);
    write(name, "old");
    write(name + u".gpg"_s, encrypted("from gpg", m_bob));
    write(name + u".asc"_s, encrypted("from asc", m_bob));
    choose(u"Decrypt"_s);
    dropAll({name + u".gpg"_s, name + u".asc"_s});
    TRY(item(u"existingSkipButton"_s)->hasActiveFocus());
    click(u"existingAllSwitch"_s);
    click(u"existingReplaceButton"_s);
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"All 2 are decrypted."_s);
    QCOMPARE(read(name), "from gpg");
    QCOMPARE(read(name + u"-2"_s), "from asc");
}

/// As a file manager has it on an old disk.
void tst_GpgWindow::aNameThatIsNoUtf8IsShownAndKept()
{
    const QTemporaryDir folder(m_base + u"/gd-XXXXXX"_s);
    const auto remover = removerOf(folder);
    const QByteArray file = QFile::encodeName(folder.path()) + "/caf\xe9.txt";
    const QByteArray uri = "file://" + QFile::encodeName(folder.path()) + "/caf%E9.txt";
    writeNamed(file, "coffee");
    const auto dropUris = [this](const QByteArray &uris) {
        QMimeData data;
        data.setData(u"text/uri-list"_s, uris);
        dropData(data);
    };
    tick(u"bob"_s);
    dropUris(uri);
    TRY(item(u"filesLabel"_s)->isVisible());
    QVERIFY2(textOf(u"filesLabel"_s).startsWith(u"caf\ufffd.txt  ·  6"_s),
             qPrintable(textOf(u"filesLabel"_s)));
    run();
    QCOMPARE(sentence(), u"Encrypted."_s);
    QVERIFY2(textOf(u"whereLabel"_s).endsWith(u"/caf\ufffd.txt.gpg"_s),
             qPrintable(textOf(u"whereLabel"_s)));
    QCOMPARE(namesIn(folder.path()), QByteArrayList({"caf\xe9.txt", "caf\xe9.txt.gpg"}));
    run(); // what is there is asked for by the name that is shown
    TRY(item(u"noButton"_s)->hasActiveFocus());
    QVERIFY2(textOf(u"confirmQuestion"_s).contains(u"“caf\ufffd.txt.gpg”"_s),
             qPrintable(textOf(u"confirmQuestion"_s)));
    press(Qt::Key_Escape);
    QCOMPARE(::unlink(file.constData()), 0);
    choose(u"Decrypt"_s);
    dropUris(uri + ".gpg");
    run();
    QCOMPARE(sentence(), u"Decrypted."_s);
    QCOMPARE(namesIn(folder.path()), QByteArrayList({"caf\xe9.txt", "caf\xe9.txt.gpg"}));
    QCOMPARE(readNamed(file), "coffee");
    // A detached signature is found beside it, and of several each is named.
    GpgRequest signing = request(GpgRequest::Operation::Sign);
    signing.inputFile = NativePath::fromBytes(file);
    signing.outputFile = signing.inputFile + u".sig"_s;
    signing.signers = {m_bob};
    QVERIFY(gpg(signing).isDone());
    choose(u"Verify"_s);
    dropUris(uri);
    run();
    QCOMPARE(tone(), 1);
    dropUris(uri + "\r\n" + uri + ".sig\r\n");
    press(Qt::Key_Return, Qt::ControlModifier);
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"All 2 have a good signature."_s);
    QCOMPARE(rowOf(0, "name"), u"caf\ufffd.txt"_s);
}

void tst_GpgWindow::aNameThatIsNoUtf8IsTakenFromTheCommandLine()
{
    const QTemporaryDir folder(m_base + u"/gd-XXXXXX"_s);
    const auto remover = removerOf(folder);
    QByteArray file = QFile::encodeName(folder.path()) + "/caf\xe9.gpg";
    writeNamed(file, encrypted("coffee", m_bob));
    QByteArray program = "gpgdesk";
    QByteArray option = "--home=" + QFile::encodeName(m_home.path());
    char *arguments[] = {program.data(), option.data(), file.data()};
    open(GpgWindow::beginningOf(NativePath::arguments(3, arguments)));
    TRY_COMPARE(textOf(u"runButton"_s), u"Decrypt"_s);
    TRY(item(u"keyRow0"_s)->isVisible());
    run();
    QCOMPARE(sentence(), u"Decrypted."_s);
    QCOMPARE(namesIn(folder.path()), QByteArrayList({"caf\xe9", "caf\xe9.gpg"}));
    QCOMPARE(readNamed(file.chopped(4)), "coffee");
}

/// Its archive.
QString tst_GpgWindow::encryptedFolder(const QString &folder)
{
    QDir().mkpath(folder + u"/deep"_s);
    write(folder + u"/deep/one"_s, "one");
    write(folder + u"/two"_s, "two");
    tick(u"bob"_s);
    drop({QUrl::fromLocalFile(folder)});
    run();
    return folder + u".tar.gpg"_s;
}

void tst_GpgWindow::aFolderIsEncryptedAndUnpacked()
{
    const QTemporaryDir place(m_base + u"/gd-XXXXXX"_s);
    const QString folder = place.filePath(u"photos"_s);
    const QString file = encryptedFolder(folder);
    QCOMPARE(sentence(), u"Encrypted."_s);
    QVERIFY(textOf(u"resultNote"_s).contains(u"the archive photos.tar"_s));
    QVERIFY(textOf(u"filesLabel"_s).contains(u"a folder, as an archive"_s));
    QVERIFY(textOf(u"whereLabel"_s).endsWith(u"/photos.tar.gpg"_s));
    QVERIFY(!item(u"unpackButton"_s)->isVisible());
    QVERIFY(QDir(folder).rename(folder, place.filePath(u"former"_s)));
    choose(u"Decrypt"_s);
    QVERIFY(!item(u"inputFieldFolderButton"_s)->isVisible());
    drop({QUrl::fromLocalFile(file)});
    run();
    QCOMPARE(sentence(), u"Decrypted."_s);
    QVERIFY(!QFile::exists(folder)); // until the user confirms it
    click(u"unpackButton"_s);
    TRY(item(u"unpackField"_s)->hasActiveFocus());
    QCOMPARE(textOf(u"unpackField"_s), folder);
    press(Qt::Key_Return);
    TRY(isDone() && sentence() == u"Unpacked into a new folder."_s);
    QCOMPARE(textOf(u"whereLabel"_s), u"Written to "_s + folder);
    QCOMPARE(read(folder + u"/photos/deep/one"_s), "one");
    QCOMPARE(read(folder + u"/photos/two"_s), "two");
    QVERIFY(!item(u"unpackButton"_s)->isVisible());
    // As the command line names it.
    open({.home = m_home.path(), .files = {place.filePath(u"former/"_s)}});
    TRY_COMPARE(textOf(u"runButton"_s), u"Encrypt"_s);
    TRY(textOf(u"outputField"_s).endsWith(u"/former.tar.gpg"_s));
    QVERIFY(item(u"inputFieldFolderButton"_s)->isVisible());
}

void tst_GpgWindow::aFolderOfSeveralIsSaidToBeAnArchive()
{
    const QTemporaryDir place(m_base + u"/gd-XXXXXX"_s);
    QVERIFY(QDir().mkpath(place.filePath(u"a/deep"_s)));
    write(place.filePath(u"b"_s), "b");
    tick(u"bob"_s);
    dropAll({place.filePath(u"a"_s), place.filePath(u"b"_s)});
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"All 2 are encrypted."_s);
    QVERIFY(rowOf(0, "sentence").contains(u"the archive a.tar"_s));
    QVERIFY(!rowOf(1, "sentence").contains(u"archive"_s));
    QVERIFY(QFile::exists(place.filePath(u"a.tar.gpg"_s)));
    QVERIFY(QFile::exists(place.filePath(u"b.gpg"_s)));
}

void tst_GpgWindow::whatIsThereIsNotUnpackedOver()
{
    const QTemporaryDir place(m_base + u"/gd-XXXXXX"_s);
    const QString folder = place.filePath(u"photos"_s);
    const QString file = encryptedFolder(folder);
    choose(u"Decrypt"_s);
    drop({QUrl::fromLocalFile(file)});
    run();
    click(u"unpackButton"_s);
    TRY(item(u"unpackField"_s)->hasActiveFocus());
    QCOMPARE(textOf(u"unpackField"_s), folder + u"-2"_s);
    fill(u"unpackField"_s, folder);
    QVERIFY(textOf(u"unpackLabel"_s).startsWith(u"There is already"_s));
    QVERIFY(!item(u"unpackOkButton"_s)->isEnabled());
    press(Qt::Key_Return);
    QVERIFY(item(u"unpackField"_s)->isVisible());
    fill(u"unpackField"_s, folder + u"-3"_s);
    QVERIFY(QFile::link(u"/nonexistent"_s, folder + u"-3"_s)); // meanwhile
    click(u"unpackOkButton"_s);
    TRY(isDone() && sentence().startsWith(u"There is already something called"_s));
    QCOMPARE(read(folder + u"/two"_s), "two");
}

void tst_GpgWindow::aBrokenArchiveSaysWhatIsLeftOfIt()
{
    const QTemporaryDir place(m_base + u"/gd-XXXXXX"_s);
    const QString file = encryptedFolder(place.filePath(u"photos"_s));
    QByteArray archive = gpg([&] {
                             GpgRequest wanted = request(GpgRequest::Operation::Decrypt);
                             wanted.inputFile = file;
                             return wanted;
                         }())
                             .output;
    GpgRequest again = request(GpgRequest::Operation::Encrypt, archive.first(700));
    again.recipients = {m_bob};
    again.outputFile = place.filePath(u"cut.tar.gpg"_s);
    QVERIFY(gpg(again).isDone());
    choose(u"Decrypt"_s);
    drop({QUrl::fromLocalFile(again.outputFile)});
    run();
    click(u"unpackButton"_s);
    TRY(item(u"unpackField"_s)->hasActiveFocus());
    press(Qt::Key_Return);
    TRY(isDone() && tone() == 4);
    const QString left = u"What had come out of it until then is in “%1”."_s;
    QCOMPARE(sentence(),
             u"The archive was not unpacked whole: its end is missing. "_s
                 + left.arg(place.filePath(u"cut"_s)));
    QVERIFY(QFile::exists(place.filePath(u"cut/photos"_s)));
}

QFileDialog *tst_GpgWindow::chooserOf(const QString &button)
{
    click(button);
    const auto shown = [] {
        return qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
    };
    return QTest::qWaitFor([&] { return shown() && QTest::qWaitForWindowExposed(shown()); },
                           patience)
        ? shown()
        : nullptr;
}

/// And accepts them.
void tst_GpgWindow::enterNames(QFileDialog *dialog, const QString &names)
{
    auto *const field = dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
    QVERIFY(field);
    field->selectAll();
    QTest::keyClicks(field, names);
    QCOMPARE(field->text(), names);
    if (qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS")) {
        const QString picture = u"%1/chooser-%2.png"_s;
        QVERIFY(dialog->grab().save(picture.arg(qEnvironmentVariable("OFFSPRING_SCREENSHOTS"),
                                                QLatin1StringView(QTest::currentTestFunction()))));
    }
    QTest::keyClick(field, Qt::Key_Return);
    TRY(!QApplication::activeModalWidget());
    waitForWindow(); // without a window manager it does not get the focus again
}

void tst_GpgWindow::severalFilesAreChosenInADialog()
{
    const QTemporaryDir place(m_base + u"/gd-XXXXXX"_s);
    for (const QString &name : {u"a.txt"_s, u"b.txt"_s, u"c.txt"_s})
        write(place.filePath(name), "file");
    tick(u"bob"_s);
    fill(u"inputField"_s, place.filePath(u"c.txt"_s));
    QFileDialog *const dialog = chooserOf(u"inputFieldButton"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Files to work on"_s);
    QCOMPARE(dialog->windowHandle()->transientParent(), window());
    QCOMPARE(dialog->directory().path(), place.path()); // that of what was typed
    enterNames(dialog, u"\"a.txt\" \"b.txt\""_s);
    TRY(textOf(u"filesLabel"_s).startsWith(u"a.txt"_s));
    QVERIFY(textOf(u"filesLabel"_s).contains(u"\nb.txt"_s));
    QVERIFY(!textOf(u"filesLabel"_s).contains(u"c.txt"_s));
    run();
    TRY_COMPARE(fileCount(), 2);
    QCOMPARE(sentence(), u"All 2 are encrypted."_s);
    QCOMPARE(namesIn(place.path()),
             QByteArrayList({"a.txt", "a.txt.gpg", "b.txt", "b.txt.gpg", "c.txt"}));
}

void tst_GpgWindow::aFolderIsChosenInADialog()
{
    const QTemporaryDir place(m_base + u"/gd-XXXXXX"_s);
    QVERIFY(QDir(place.path()).mkdir(u"photos"_s));
    fill(u"inputField"_s, place.filePath(u"photos"_s));
    QFileDialog *const dialog = chooserOf(u"inputFieldFolderButton"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->directory().path(), place.path());
    enterNames(dialog, u"photos"_s);
    TRY(textOf(u"filesLabel"_s).contains(u"a folder, as an archive"_s));
    QCOMPARE(textOf(u"inputField"_s), place.filePath(u"photos"_s));
    QCOMPARE(textOf(u"outputField"_s), place.filePath(u"photos.tar.gpg"_s));
}

void tst_GpgWindow::aFileForTheResultIsChosenInADialog()
{
    const QTemporaryDir place(m_base + u"/gd-XXXXXX"_s);
    const QString file = place.filePath(u"a.txt"_s);
    write(file, "file");
    write(place.filePath(u"there.gpg"_s), "there");
    tick(u"bob"_s);
    drop({QUrl::fromLocalFile(file)});
    QFileDialog *const dialog = chooserOf(u"outputFieldButton"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->text(), u"a.txt.gpg"_s);
    enterNames(dialog, u"there.gpg"_s); // which asks nothing: the desk does
    TRY_COMPARE(textOf(u"outputField"_s), place.filePath(u"there.gpg"_s));
    QCOMPARE(textOf(u"inputField"_s), file);
    press(Qt::Key_Return, Qt::ControlModifier);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    QCOMPARE(read(place.filePath(u"there.gpg"_s)), "there");
    press(Qt::Key_Escape);
}

void tst_GpgWindow::aCancelledDialogChangesNothing()
{
    const QString file = m_files.filePath(u"kept"_s);
    write(file, "file");
    drop({QUrl::fromLocalFile(file)});
    for (const auto &button :
         {u"inputFieldButton"_s, u"inputFieldFolderButton"_s, u"outputFieldButton"_s}) {
        QFileDialog *const dialog = chooserOf(button);
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"fileNameEdit"_s), u"other"_s);
        QTest::keyClick(dialog, Qt::Key_Escape);
        TRY(!QApplication::activeModalWidget());
        QCOMPARE(textOf(u"inputField"_s), file);
        QCOMPARE(textOf(u"outputField"_s), file + u".gpg"_s);
        QVERIFY(textOf(u"filesLabel"_s).startsWith(u"kept"_s));
    }
}

void tst_GpgWindow::aDialogGoesWithItsWindow()
{
    QPointer<QFileDialog> dialog = chooserOf(u"inputFieldButton"_s);
    QVERIFY(dialog);
    m_desk.reset();
    QVERIFY(!dialog);
    open(); // and another one takes clicks
    dialog = chooserOf(u"inputFieldButton"_s);
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Escape);
    TRY(!dialog || !dialog->isVisible());
}

void tst_GpgWindow::aDroppedTextIsTaken()
{
    drop({}, u"from somewhere else"_s);
    TRY_COMPARE(textOf(u"inputText"_s), u"from somewhere else"_s);
}

void tst_GpgWindow::aLongTextIsKeptOutOfTheEditor()
{
    const QString text = QString(5'000'000, u'x') + u"the end"_s;
    QGuiApplication::clipboard()->setText(text);
    focus(u"inputText"_s);
    press(Qt::Key_V, Qt::ControlModifier);
    TRY(item(u"longTextLabel"_s)->isVisible());
    QVERIFY2(textOf(u"longTextLabel"_s).contains(u"5,000,007 characters"_s),
             qPrintable(textOf(u"longTextLabel"_s)));
    QVERIFY(textOf(u"inputText"_s).size() < text.size() / 10);
    tick(u"bob"_s);
    run();
    QCOMPARE(sentence(), u"Encrypted."_s);
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QByteArray message = QGuiApplication::clipboard()->text().toUtf8();
    GpgResult back = gpg(request(GpgRequest::Operation::Decrypt, message));
    QCOMPARE(back.output, text.toUtf8());
    focus(u"inputText"_s);
    QGuiApplication::clipboard()->setText(u"short"_s); // in its place
    press(Qt::Key_V, Qt::ControlModifier);
    TRY_COMPARE(textOf(u"inputText"_s), u"short"_s);
    QVERIFY(!item(u"longTextLabel"_s)->isVisible());
    drop({}, text);
    TRY(item(u"longTextLabel"_s)->isVisible());
    click(u"noTextButton"_s);
    TRY(textOf(u"inputText"_s).isEmpty() && item(u"inputText"_s)->hasActiveFocus());
}

void tst_GpgWindow::aLongTextCostsNothingWhenIdle()
{
    const int flashTime = QGuiApplication::styleHints()->cursorFlashTime();
    QGuiApplication::styleHints()->setCursorFlashTime(0); // a cursor that blinks is to be drawn
    const auto blink =
        qScopeGuard([&] { QGuiApplication::styleHints()->setCursorFlashTime(flashTime); });
    QGuiApplication::clipboard()->setText(QString(5'000'000, u'x'));
    focus(u"inputText"_s);
    press(Qt::Key_V, Qt::ControlModifier);
    TRY(item(u"longTextLabel"_s)->isVisible());
    int frames = 0;
    connect(window(), &QQuickWindow::frameSwapped, this, [&frames] { ++frames; });
    const auto framesOfATick = [&frames] {
        frames = 0;
        QEventLoop loop;
        QTimer::singleShot(50, &loop, &QEventLoop::quit);
        loop.exec();
        return frames;
    };
    TRY(framesOfATick() == 0);
    for (int tick = 0; tick < 20; ++tick)
        QCOMPARE(framesOfATick(), 0);
    window()->update(); // and they would have been counted
    TRY(frames > 0);
}

void tst_GpgWindow::aFileToBeginWithOpensItsTab_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("tab");
    for (const bool armor : {false, true}) {
        const QString suffix = armor ? u".asc"_s : u".gpg"_s;
        const char *const form = armor ? "armored" : "binary";
        QTest::addRow("encrypted, %s", form) << u"encrypted"_s << suffix << u"Decrypt"_s;
        QTest::addRow("signed, %s", form) << u"signed"_s << suffix << u"Verify"_s;
        QTest::addRow("signature, %s", form) << u"signature"_s << suffix << u"Verify"_s;
        QTest::addRow("key, %s", form) << u"key"_s << suffix << u"Import"_s;
    }
    QTest::addRow("clear signed") << u"clear"_s << u".asc"_s << u"Verify"_s;
    QTest::addRow("text") << u"text"_s << u".txt"_s << u"Encrypt"_s;
    QTest::addRow("text of that name") << u"text"_s << u".gpg"_s << u"Encrypt"_s;
}

void tst_GpgWindow::aFileToBeginWithOpensItsTab()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, name);
    QFETCH(const QString, tab);
    GpgRequest wanted = request(GpgRequest::Operation::Sign, "some text");
    wanted.signers = {m_bob};
    wanted.armor = name == u".asc"_s;
    wanted.signatureForm = kind == u"clear"_s ? GpgRequest::SignatureForm::Clear
        : kind == u"signed"_s                 ? GpgRequest::SignatureForm::Inline
                                              : GpgRequest::SignatureForm::Detached;
    if (kind == u"encrypted"_s) {
        wanted.operation = GpgRequest::Operation::Encrypt;
        wanted.recipients = {m_bob};
        wanted.signers.clear();
    } else if (kind == u"key"_s) {
        wanted.operation = GpgRequest::Operation::Export;
        wanted.keys = {m_bob};
        wanted.text.clear();
    }
    const QString file = m_files.filePath(u"begin"_s + name);
    write(file, kind == u"text"_s ? QByteArray("some text") : gpg(wanted).output);
    open({.home = m_home.path(), .files = {file}});
    TRY_COMPARE(textOf(u"runButton"_s), tab);
    QCOMPARE(textOf(u"inputField"_s), file);
}

void tst_GpgWindow::aResultIsCopiedAndSaved()
{
    choose(u"Decrypt"_s);
    paste(encrypted("Keep me", m_bob));
    run();
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    TRY_COMPARE(QGuiApplication::clipboard()->text(), u"Keep me"_s);
    const QString file = m_files.filePath(u"kept.txt"_s);
    for (const QString &button : {u"Save"_s, u"Replace"_s}) {
        press(Qt::Key_S, Qt::ControlModifier);
        TRY(item(u"saveField"_s)->hasActiveFocus());
        QCOMPARE(textOf(u"saveField"_s),
                 QString()); // no name is suggested, not even the last one
        fill(u"saveField"_s, file);
        TRY_COMPARE(textOf(u"saveOkButton"_s), button);
        click(u"saveOkButton"_s);
        TRY(!item(u"saveField"_s)->isVisible());
        QCOMPARE(read(file), "Keep me");
    }
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), 0);
}

void tst_GpgWindow::shortcutsWorkFromEachTextArea()
{
    tick(u"bob"_s);
    for (const QString &area : {u"inputText"_s, u"outputText"_s}) {
        choose(u"Encrypt"_s);
        paste("from " + area.toUtf8());
        run();
        focus(area);
        press(Qt::Key_L, Qt::ControlModifier);
        TRY(item(u"statusList"_s)->isVisible());
        press(Qt::Key_L, Qt::ControlModifier);
        TRY(!item(u"statusList"_s)->isVisible());
        press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        TRY_COMPARE(QGuiApplication::clipboard()->text(), output());
        const QString before = output();
        press(Qt::Key_Return, Qt::ControlModifier);
        TRY(isDone() && output() != before && item(u"runButton"_s)->isEnabled());
        focus(area);
        press(Qt::Key_A, Qt::ControlModifier); // its own keys stay its own
        press(Qt::Key_C, Qt::ControlModifier);
        TRY_COMPARE(QGuiApplication::clipboard()->text(), textOf(area));
        press(Qt::Key_2, Qt::ControlModifier);
        TRY_COMPARE(textOf(u"runButton"_s), u"Decrypt"_s);
    }
}

void tst_GpgWindow::theFocusStaysSomewhereWhenItsControlGoes()
{
    for (const QString &button : {u"copyButton"_s, u"saveButton"_s, u"outputText"_s}) {
        choose(u"Decrypt"_s);
        paste(encrypted("Look at me", m_bob));
        run();
        focus(button);
        choose(u"Verify"_s);
        TRY(item(u"inputText"_s)->hasActiveFocus());
        QVERIFY(!item(button)->isVisible());
    }
    const QString file = m_files.filePath(u"focus.txt"_s);
    write(file, "a file");
    choose(u"Encrypt"_s);
    drop({QUrl::fromLocalFile(file)});
    focus(u"armorSwitch"_s);
    choose(u"Decrypt"_s);
    TRY(item(u"inputField"_s)->hasActiveFocus());
    focus(u"keyList"_s);
    choose(u"Encrypt"_s);
    QCoreApplication::processEvents(); // what is still there keeps it
    QVERIFY(item(u"keyList"_s)->hasActiveFocus());
}

void tst_GpgWindow::aKeyIsExportedAndImported()
{
    tick(u"bob"_s);
    click(u"exportButton"_s);
    TRY(item(u"exportField"_s)->hasActiveFocus());
    press(Qt::Key_Delete); // no file
    press(Qt::Key_Return);
    TRY(isDone());
    QCOMPARE(sentence(), u"Exported: 1 key."_s);
    const QByteArray bobsKey = output().toUtf8();
    QVERIFY(bobsKey.startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----"));
    choose(u"Import"_s);
    paste(bobsKey);
    run();
    QCOMPARE(sentence(), u"Imported: 1 key in it, 0 new."_s);
    QCOMPARE(textOf(u"importedKeys"_s), spacedFingerprint(m_bob) + u"  known already  "_s + bob);

    choose(u"Encrypt"_s);
    press(Qt::Key_F, Qt::ControlModifier); // Bob is still ticked
    press(Qt::Key_Escape);
    const QString file = m_files.filePath(u"bob.asc"_s);
    click(u"exportButton"_s);
    TRY(item(u"exportField"_s)->hasActiveFocus());
    fill(u"exportField"_s, file);
    press(Qt::Key_Return);
    TRY(isDone());
    QCOMPARE(read(file), bobsKey);
}

void tst_GpgWindow::eachExportIsGivenAFreshName()
{
    const QString before = QDir::currentPath();
    const auto back = qScopeGuard([&before] { QDir::setCurrent(before); });
    QVERIFY(QDir::setCurrent(m_files.path()));
    tick(u"bob"_s);
    for (const QString &name : {u"Bob-Carpenter.asc"_s, u"Bob-Carpenter-2.asc"_s}) {
        click(u"exportButton"_s);
        TRY(item(u"exportField"_s)->hasActiveFocus());
        QCOMPARE(textOf(u"exportField"_s), name);
        press(Qt::Key_Return);
        TRY(isDone() && textOf(u"whereLabel"_s).endsWith(u'/' + name));
        QVERIFY(read(m_files.filePath(name)).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----"));
    }
    click(u"exportButton"_s);
    TRY(item(u"exportField"_s)->hasActiveFocus());
    fill(u"exportField"_s, u"mine.asc"_s);
    click(u"secretSwitch"_s); // what one has chosen stays
    QCOMPARE(textOf(u"exportField"_s), u"mine.asc"_s);
    click(u"exportCancelButton"_s);
    TRY(!item(u"exportField"_s)->isVisible());
    tick(u"alice"_s);
    click(u"exportButton"_s);
    TRY(item(u"exportField"_s)->hasActiveFocus());
    QCOMPARE(textOf(u"exportField"_s), u"keys.asc"_s);
}

void tst_GpgWindow::aSecretKeyIsExportedForItsOwnerAlone()
{
    const QString before = QDir::currentPath();
    const auto back = qScopeGuard([&before] { QDir::setCurrent(before); });
    QVERIFY(QDir::setCurrent(m_files.path()));
    tick(u"alice"_s);
    click(u"exportButton"_s);
    TRY(item(u"exportField"_s)->hasActiveFocus());
    click(u"secretSwitch"_s);
    TRY_COMPARE(textOf(u"exportField"_s), u"Alice-Liddell-secret.asc"_s);
    click(u"exportOkButton"_s);
    TRY(isAsked());
    QVERIFY2(textOf(u"questionLabel"_s).contains(alice), qPrintable(textOf(u"questionLabel"_s)));
    const QString file = m_files.filePath(u"Alice-Liddell-secret.asc"_s);
    QVERIFY(!QFile::exists(file));
    while (!isDone() && !QTest::currentTestFailed()) { // for the key, and for its subkey
        answer(passphrase);
        TRY(isDone() || (isAsked() && item(u"passphraseInput"_s)->property("length") == 0));
    }
    QCOMPARE(sentence(), u"Exported: 1 key."_s);
    QVERIFY(read(file).startsWith("-----BEGIN PGP PRIVATE KEY BLOCK-----"));
    QCOMPARE(QFile::permissions(file)
                 & (QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                    | QFile::WriteOther | QFile::ExeOther),
             0);
    QVERIFY(!hasOutput()); // it is nowhere else
}

void tst_GpgWindow::aClickBesideADialogKeepsWhatWasTyped()
{
    const auto clickBeside = [this] {
        QTest::mouseClick(window(), Qt::LeftButton, {}, {10, window()->height() - 10});
    };
    tick(u"bob"_s);
    paste("kept");
    run();
    const QList<std::pair<QString, std::function<void()>>> dialogs = {
        {u"nameField"_s, [this] { press(Qt::Key_N, Qt::ControlModifier); }},
        {u"exportField"_s, [this] { click(u"exportButton"_s); }},
        {u"saveField"_s, [this] { press(Qt::Key_S, Qt::ControlModifier); }}};
    for (const auto &[field, open] : dialogs) {
        open();
        TRY(item(field)->hasActiveFocus());
        fill(field, u"White Rabbit"_s);
        clickBeside();
        press(Qt::Key_End); // goes to the field all the same
        type(u"s"_s);
        QVERIFY(item(field)->isVisible());
        QCOMPARE(textOf(field), u"White Rabbits"_s);
        press(Qt::Key_Escape);
        TRY(!item(field)->isVisible());
    }
}

void tst_GpgWindow::aKeyIsGenerated()
{
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    write(home.filePath(u"gpg-agent.conf"_s), "s2k-count 65536\n");
    open({.home = home.path()});
    press(Qt::Key_N, Qt::ControlModifier);
    TRY(item(u"nameField"_s)->hasActiveFocus());
    QVERIFY(!item(u"generateButton"_s)->isEnabled());
    type(u"White Rabbit"_s);
    press(Qt::Key_Return);
    TRY(item(u"addressField"_s)->hasActiveFocus());
    type(u"rabbit@example.org"_s);
    TRY(item(u"generateButton"_s)->isEnabled());
    press(Qt::Key_Return);
    answer(passphrase);
    TRY(item(u"repeatInput"_s)->hasActiveFocus());
    type(passphrase);
    press(Qt::Key_Return);
    TRY(isDone());
    QVERIFY2(sentence().startsWith(u"The key is made"_s), qPrintable(sentence()));
    TRY_COMPARE(shownKeys(), QStringList(u"White Rabbit <rabbit@example.org>"_s));
    TRY_COMPARE(item(u"keyRow0"_s)->property("validity").toString(), u"your own"_s);
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    m_desk.reset();
    kill(home.path());
}

void tst_GpgWindow::nothingElseIsBegunMeanwhile()
{
    QFile large(m_files.filePath(u"busy"_s));
    encryptForMinutes(large);
    TRY(item(u"progressLabel"_s)->isVisible());
    QVERIFY(!item(u"newKeyButton"_s)->isEnabled());
    QVERIFY(!item(u"exportButton"_s)->isEnabled());
    QVERIFY(!item(u"runButton"_s)->isEnabled());
    press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!item(u"nameField"_s)->isVisible());
    focus(u"cancelButton"_s);
    press(Qt::Key_Space);
    TRY(isDone());
    TRY(item(u"inputField"_s)->hasActiveFocus()); // the button is gone
    TRY(item(u"newKeyButton"_s)->isEnabled() && item(u"exportButton"_s)->isEnabled());
    QVERIFY(large.remove());
}

void tst_GpgWindow::aPipeOrAFolderIsRefused()
{
    const QString pipe = m_files.filePath(u"pipe"_s);
    QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    choose(u"Decrypt"_s);
    fill(u"inputField"_s, pipe);
    run();
    QVERIFY2(sentence().contains(u"is a pipe or a device"_s), qPrintable(sentence()));
    fill(u"inputField"_s, u"/dev/zero"_s);
    run();
    QVERIFY2(sentence().contains(u"is a pipe or a device"_s), qPrintable(sentence()));
    const QString file = m_files.filePath(u"after"_s);
    write(file + u".gpg"_s, encrypted("after the folders", m_bob));
    const QUrl folder = QUrl::fromLocalFile(m_files.path());
    drop({folder, folder, QUrl::fromLocalFile(file + u".gpg"_s)});
    press(Qt::Key_Return, Qt::ControlModifier);
    TRY_COMPARE(item(u"fileResults"_s)->property("count").toInt(), 3);
    QCOMPARE(read(file), "after the folders");
    choose(u"Verify"_s);
    drop({QUrl::fromLocalFile(file)});
    fill(u"signatureField"_s, m_files.path());
    run();
    QVERIFY2(sentence().contains(u"is a folder"_s), qPrintable(sentence()));
}

void tst_GpgWindow::aLongOperationIsCancelled()
{
    QFile large(m_files.filePath(u"large"_s));
    encryptForMinutes(large);
    static const QRegularExpression progress(u"^Encrypting …  .* of 21\\.5 GB  ·  .*/s"_s);
    TRY(progress.match(textOf(u"progressLabel"_s)).hasMatch());
    press(Qt::Key_Escape);
    TRY(isDone());
    QCOMPARE(sentence(), u"Cancelled. Nothing was written."_s);
    QVERIFY(!item(u"progressLabel"_s)->isVisible());
    QCOMPARE(QDir(m_files.path()).entryList({u"large*"_s}, QDir::Files), QStringList(u"large"_s));
    QVERIFY(large.remove());
}

void tst_GpgWindow::withoutGpgABannerSaysWhatHelps()
{
    open({.home = m_home.path(), .program = u"/nonexistent/gpg"_s});
    TRY(item(u"faultLabel"_s)->isVisible());
    QVERIFY2(textOf(u"faultLabel"_s).startsWith(u"gpg cannot be started"_s),
             qPrintable(textOf(u"faultLabel"_s)));
    QVERIFY(textOf(u"faultLabelWayOut"_s).contains(u"apt-get install gnupg"_s));
}

void tst_GpgWindow::gpgIsLookedForAgain()
{
    const QString program = m_files.filePath(u"gpg"_s);
    const QString real = QStandardPaths::findExecutable(u"gpg"_s);
    open({.home = m_home.path(), .program = program});
    TRY(item(u"faultLabel"_s)->isVisible());
    QVERIFY(QFile::link(real, program));
    press(Qt::Key_F5);
    TRY_COMPARE(shownKeys().size(), 3);
    TRY(item(u"keyRow2"_s)->property("isOwn").toBool()); // the second listing
    QVERIFY(!item(u"faultLabel"_s)->isVisible());
    QVERIFY(QFile::remove(program));
    click(u"refreshButton"_s);
    TRY(item(u"faultLabel"_s)->isVisible());
    QVERIFY(textOf(u"versionLabel"_s).isEmpty());
    QVERIFY(QFile::link(real, program));
    focus(u"faultLabelButton"_s);
    press(Qt::Key_Space);
    TRY(!item(u"faultLabel"_s)->isVisible());
    QVERIFY(QFile::remove(program));
}

void tst_GpgWindow::anOpenHomeFolderIsWarnedOf()
{
    QVERIFY(!item(u"noteLabel"_s)->isVisible());
    const QFile::Permissions before = QFile::permissions(m_home.path());
    QVERIFY(QFile::setPermissions(m_home.path(),
                                  before | QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther));
    open();
    TRY(item(u"noteLabel"_s)->isVisible());
    QVERIFY(textOf(u"noteLabel"_s).contains(u"chmod 700"_s));
    QVERIFY(QFile::setPermissions(m_home.path(), before));
    press(Qt::Key_F5);
    TRY(!item(u"noteLabel"_s)->isVisible());
}

void tst_GpgWindow::anEmptyKeyringSaysWhatToDo()
{
    QTemporaryDir home(m_base + u"/gd-XXXXXX"_s);
    open({.home = home.path()});
    TRY_COMPARE(textOf(u"keyCount"_s), u"0 keys"_s);
    choose(u"Sign"_s);
    QVERIFY(!item(u"runButton"_s)->isEnabled());
    m_desk.reset();
    kill(home.path());
}

void tst_GpgWindow::thePassphraseIsInNoProperty()
{
    choose(u"Decrypt"_s);
    paste(encrypted("A secret", m_alice));
    run();
    type(passphrase);
    TRY_COMPARE(item(u"passphraseInput"_s)->property("length").toInt(), int(passphrase.size()));
    QSet<const QObject *> seen;
    QCOMPARE(leaks(window(), seen), QStringList());
    QVERIFY(seen.contains(item(u"passphraseInput"_s)));
    press(Qt::Key_Return);
    TRY(isDone());
    QCOMPARE(output(), u"A secret"_s);
    QCOMPARE(item(u"passphraseInput"_s)->property("length").toInt(), 0);
    seen.clear();
    QCOMPARE(leaks(window(), seen), QStringList());
    QVERIFY(seen.contains(item(u"outputText"_s)));
}

void tst_GpgWindow::logAndStatusAreShownApart()
{
    QVERIFY(!item(u"statusList"_s)->isVisible());
    press(Qt::Key_L, Qt::ControlModifier);
    TRY(item(u"statusList"_s)->isVisible());
    choose(u"Decrypt"_s);
    paste(encrypted("Read the log", m_bob));
    run();
    QVERIFY(linesOf(u"statusList"_s).contains(u"[GNUPG:] DECRYPTION_OKAY"_s));
    QVERIFY(!linesOf(u"statusList"_s).contains(u"gpg: "_s));
    QVERIFY(linesOf(u"logList"_s).contains(u"gpg: encrypted with"_s));
    QVERIFY(linesOf(u"logList"_s).contains(u"--status-fd 4"_s));
    QVERIFY(!linesOf(u"logList"_s).contains(u"[GNUPG:]"_s));
}

void tst_GpgWindow::aCommandThatWasNotRunIsNotInTheLog()
{
    const QString file = m_files.filePath(u"refused.txt"_s);
    write(file, "new");
    write(file + u".gpg"_s, "old");
    press(Qt::Key_L, Qt::ControlModifier);
    tick(u"bob"_s);
    drop({QUrl::fromLocalFile(file)});
    run();
    QVERIFY2(sentence().startsWith(u"There is already"_s), qPrintable(sentence()));
    QVERIFY2(!linesOf(u"logList"_s).contains(u"$ "_s), qPrintable(linesOf(u"logList"_s)));
    QVERIFY2(!linesOf(u"logList"_s).contains(u"exit"_s), qPrintable(linesOf(u"logList"_s)));
    click(u"yesButton"_s);
    TRY(isDone() && sentence() == u"Encrypted."_s);
    QCOMPARE(linesOf(u"logList"_s).count(u"$ gpg "_s), 1);
    QVERIFY(linesOf(u"logList"_s).contains(u"exited with code 0"_s));
}

void tst_GpgWindow::theChosenFileCanBeRead_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

// In Qt's file dialog, which takes its colours from the window.
void tst_GpgWindow::theChosenFileCanBeRead()
{
    QFETCH(const bool, dark);
    open({.home = m_home.path(), .dark = dark});
    const auto *const palette = window()->property("palette").value<QObject *>();
    QVERIFY(palette);
    const auto luminance = [palette](const char *role) {
        const auto colour = palette->property(role).value<QColor>();
        const auto linear = [](double v) {
            return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
            + 0.0722 * linear(colour.blueF()) + 0.05;
    };
    const double text = luminance("highlightedText");
    const double ground = luminance("light");
    QVERIFY(std::max(text, ground) / std::min(text, ground) >= 4.5); // as WCAG 2 wants it
}

void tst_GpgWindow::everyControlIsReachedByTab()
{
    tick(u"bob"_s);
    press(Qt::Key_L, Qt::ControlModifier);
    paste("x");
    run();
    TRY(item(u"signSwitch"_s)->isEnabled()); // one's own keys are listed last
    QStringList reached;
    for (int i = 0; i < 60; ++i) {
        if (const QQuickItem *const focused = window()->activeFocusItem())
            reached << focused->objectName();
        press(Qt::Key_Tab);
    }
    for (const auto &name : {u"encryptTab"_s,         u"logButton"_s,     u"themeButton"_s,
                             u"keySearch"_s,          u"keyRow0"_s,       u"newKeyButton"_s,
                             u"exportButton"_s,       u"refreshButton"_s, u"inputField"_s,
                             u"inputFieldButton"_s,   u"inputText"_s,     u"symmetricSwitch"_s,
                             u"notCertifiedSwitch"_s, u"signSwitch"_s,    u"chooseNoneButton"_s,
                             u"runButton"_s,          u"outputText"_s,    u"copyButton"_s,
                             u"saveButton"_s,         u"logList"_s,       u"statusList"_s,
                             u"statusListCopy"_s}) {
        QVERIFY2(reached.contains(name), qPrintable(name + u" not in "_s + reached.join(u' ')));
    }
}

void tst_GpgWindow::everyControlIsInSightOrScrolled_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("locale");
    QTest::newRow("1366 x 768") << QSize(1366, 768) << u"en_US"_s;
    QTest::newRow("800 x 600") << QSize(800, 600) << u"en_US"_s;
    QTest::newRow("1366 x 768, scale 2") << QSize(683, 384) << u"en_US"_s;
    QTest::newRow("800 x 600, scale 2") << QSize(400, 300) << u"en_US"_s;
    QTest::newRow("800 x 600, German") << QSize(800, 600) << u"de_DE"_s;
    QTest::newRow("the smallest, German") << QSize(360, 240) << u"de_DE"_s;
}

void tst_GpgWindow::everyControlIsInSightOrScrolled()
{
    QFETCH(const QSize, size);
    QFETCH(const QString, locale);
    const Language language(u"gpgdesk"_s, QLocale(locale));
    open({.home = m_home.path(), .demo = true}); // with a banner
    TRY_COMPARE(shownKeys().size(), 3);
    window()->resize(size);
    TRY_COMPARE(window()->size(), size);
    const QTemporaryDir place(m_base + u"/gd-XXXXXX"_s);
    GpgRequest folder = request(GpgRequest::Operation::Encrypt);
    folder.inputFile = place.filePath(QString(100, u'f'));
    folder.recipients = {m_bob};
    QVERIFY(QDir().mkdir(folder.inputFile));
    const QString archive = folder.outputFile = folder.inputFile + u".tar.gpg"_s;
    QVERIFY(gpg(folder).isDone());
    const QString file = m_files.filePath(u"sight"_s);
    const QString name = QString(200, u'n') + u".txt"_s;
    write(file, "file");
    tick(u"bob"_s);
    tick(u"alice"_s);
#define VERIFY_REACH()                                                                             \
    TRY_COMPARE((controlsOutOfReach(window()) + cutTexts(ofTheUser)).join(u'\n'), QString())
    for (const bool withLog : {false, true}) {
        for (const auto &tab : {u"Encrypt"_s, u"Decrypt"_s, u"Sign"_s, u"Verify"_s, u"Import"_s}) {
            choose(tab);
            drop({});
            VERIFY_REACH();
            drop({QUrl::fromLocalFile(file)});
            VERIFY_REACH();
            drop({QUrl::fromLocalFile(file), QUrl::fromLocalFile(m_files.filePath(name))});
            VERIFY_REACH();
            if (tab == u"Verify"_s || tab == u"Import"_s) {
                press(Qt::Key_Return, Qt::ControlModifier);
                TRY_COMPARE(fileCount(), 2);
                VERIFY_REACH();
            }
            focus(u"noFileButton"_s);
            press(Qt::Key_Space);
        }
        if (!withLog)
            press(Qt::Key_L, Qt::ControlModifier);
    }
    const QList<std::pair<QString, std::function<void()>>> dialogs = {
        {u"nameField"_s, [this] { press(Qt::Key_N, Qt::ControlModifier); }},
        {u"exportField"_s,
         [this] {
             focus(u"exportButton"_s);
             press(Qt::Key_Space);
         }},
        {u"keyCloseButton"_s,
         [this] {
             focus(u"detailsButton"_s);
             press(Qt::Key_Space);
         }},
        {u"deleteCancelButton"_s,
         [this] {
             focus(u"detailsButton"_s);
             press(Qt::Key_Space);
             TRY(item(u"keyCloseButton"_s)->hasActiveFocus());
             focus(u"deleteButton"_s);
             press(Qt::Key_Space);
         }},
        {u"saveField"_s,
         [this] {
             choose(u"Encrypt"_s);
             paste("text");
             run();
             press(Qt::Key_S, Qt::ControlModifier);
         }},
        {u"unpackField"_s,
         [&] {
             choose(u"Decrypt"_s);
             drop({QUrl::fromLocalFile(archive)});
             run();
             focus(u"unpackButton"_s);
             press(Qt::Key_Space);
         }},
        {u"passphraseInput"_s,
         [this] {
             choose(u"Encrypt"_s);
             focus(u"noFileButton"_s);
             press(Qt::Key_Space);
             focus(u"symmetricSwitch"_s);
             press(Qt::Key_Space);
             press(Qt::Key_Return, Qt::ControlModifier);
         }},
        {u"existingSkipButton"_s, [&] {
             focus(u"symmetricSwitch"_s);
             press(Qt::Key_Space);
             write(file + u".gpg"_s, "there");
             dropAll({file, file});
         }}};
    for (const auto &[field, open] : dialogs) {
        open();
        TRY(item(field)->hasActiveFocus());
        VERIFY_REACH();
        for (int i = 0; i < 2 && item(field)->isVisible(); ++i)
            press(Qt::Key_Escape);
        TRY(!item(field)->isVisible());
        press(Qt::Key_Escape); // what was below it
    }
#undef VERIFY_REACH
}

void tst_GpgWindow::whatHasTheFocusIsScrolledIntoSight()
{
    window()->resize(400, 300);
    TRY_COMPARE(window()->size(), QSize(400, 300));
    settle();
    const QRectF sight(-1, -1, 402, 302);
    for (int i = 0; i < 25; ++i) {
        press(Qt::Key_Tab);
        const QQuickItem *const control = window()->activeFocusItem();
        QVERIFY(control);
        const auto rect = [control] {
            return control->mapRectToScene({0, 0, control->width(), control->height()});
        };
        if (rect().width() < 400 && rect().height() < 300)
            TRY(sight.contains(rect()));
    }
    press(Qt::Key_N, Qt::ControlModifier);
    TRY(item(u"nameField"_s)->hasActiveFocus());
    const QQuickItem *const button = item(u"generateButton"_s);
    type(u"n"_s);
    TRY(button->isEnabled());
    focus(u"generateButton"_s);
    TRY(sight.contains(button->mapRectToScene({0, 0, button->width(), button->height()})));
}

void tst_GpgWindow::pictures()
{
    if (!qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        QSKIP("OFFSPRING_SCREENSHOTS is not set");
    GpgRequest exported = request(GpgRequest::Operation::Export);
    exported.home = m_evesHome.path();
    exported.keys = {m_eve};
    QVERIFY(gpg(request(GpgRequest::Operation::Import, gpg(exported).output)).isDone());
    GpgRequest signing =
        request(GpgRequest::Operation::Sign, "Dear all,\n\nhats are half price.\n");
    signing.signers = {m_alice};
    signing.signatureForm = GpgRequest::SignatureForm::Clear;
    const QByteArray good = gpg(signing).output;
    signing.signers.clear();
    signing.home = m_evesHome.path();
    const QByteArray yellow = gpg(signing).output;
    const QByteArray message = encrypted("Down, down, down.\nWould the fall never end?\n", m_alice);
    const QString file = m_files.filePath(u"wonderland.tar"_s);
    QFile large(file);
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize(qint64(20) << 30));

    for (const bool dark : {false, true}) {
        const QString theme = dark ? u"dark-"_s : u"light-"_s;
        open({.home = m_home.path(), .demo = true, .dark = dark});
        TRY_COMPARE(shownKeys().size(), 4);
        picture(theme + u"beginning"_s);
        open({.home = m_home.path(), .dark = dark});
        TRY_COMPARE(shownKeys().size(), 4);
        tick(u"bob"_s);
        paste("The Jabberwock will meet you at noon.\n");
        run();
        picture(theme + u"encrypted"_s);
        choose(u"Decrypt"_s);
        paste(message);
        run();
        answer(u"wrong"_s);
        TRY(item(u"attemptLabel"_s)->isVisible() && isAsked());
        type(u"pocket"_s);
        picture(theme + u"prompt"_s);
        press(Qt::Key_A, Qt::ControlModifier);
        answer(passphrase);
        TRY(isDone());
        press(Qt::Key_L, Qt::ControlModifier);
        picture(theme + u"decrypted"_s);
        choose(u"Verify"_s);
        paste(good);
        run();
        picture(theme + u"green"_s);
        press(Qt::Key_L, Qt::ControlModifier);
        paste(yellow);
        run();
        picture(theme + u"yellow"_s);
        QByteArray changed = good;
        paste(changed.replace("half", "full"));
        run();
        picture(theme + u"red"_s);
        choose(u"Encrypt"_s);
        drop({QUrl::fromLocalFile(file)});
        picture(theme + u"file"_s);
        press(Qt::Key_Return, Qt::ControlModifier);
        TRY(textOf(u"progressLabel"_s).contains(u"left"_s));
        picture(theme + u"progress"_s);
        press(Qt::Key_Escape);
        TRY(isDone());
        picture(theme + u"cancelled"_s);
        choose(u"Sign"_s);
        picture(theme + u"sign"_s);
        click(u"exportButton"_s);
        TRY(item(u"exportField"_s)->hasActiveFocus());
        picture(theme + u"export"_s);
        click(u"exportCancelButton"_s);
        TRY(!item(u"exportField"_s)->isVisible());
        press(Qt::Key_N, Qt::ControlModifier);
        TRY(item(u"nameField"_s)->hasActiveFocus());
        picture(theme + u"newkey"_s);
        open({.home = m_home.path(), .program = u"/nonexistent/gpg"_s, .dark = dark});
        TRY(item(u"faultLabel"_s)->isVisible());
        picture(theme + u"nogpg"_s);
    }
    QVERIFY(large.remove());
}

void tst_GpgWindow::smallPictures()
{
    if (!qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        QSKIP("OFFSPRING_SCREENSHOTS is not set");
    importEve();
    QStringList files;
    for (int i = 1; i <= 20; ++i)
        files << signedFile(u"inv%1.txt"_s.arg(i), "Pay " + QByteArray::number(i), m_bob);
    write(files.at(13), "Pay 1400");
    open({.home = m_home.path()});
    TRY_COMPARE(shownKeys().size(), 4);
    TRY(item(u"keyRow0"_s)->property("isOwn").toBool());
    window()->resize(800, 600);
    TRY_COMPARE(window()->size(), QSize(800, 600));
    focus(u"keyList"_s);
    picture(u"small-recipients"_s);
    choose(u"Verify"_s);
    dropAll(files);
    TRY_COMPARE(fileCount(), 20);
    picture(u"small-files"_s);
    choose(u"Decrypt"_s);
    click(u"noFileButton"_s);
    paste(badlySigned("Pay him 10 pounds\n"));
    run();
    picture(u"small-bad"_s);
    click(u"showAnywayButton"_s);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    picture(u"small-anyway"_s);
    click(u"yesButton"_s);
    TRY(hasOutput());
    picture(u"small-shown"_s);
    choose(u"Encrypt"_s);
    tick(u"eve"_s);
    write(files.first() + u".gpg"_s, "there");
    dropAll({files.first(), files.last()});
    TRY(item(u"existingSkipButton"_s)->hasActiveFocus());
    picture(u"small-existing"_s);
    press(Qt::Key_Escape);
    const QTemporaryDir place(m_base + u"/gd-XXXXXX"_s);
    GpgRequest folder = request(GpgRequest::Operation::Encrypt);
    folder.inputFile = place.filePath(u"photos"_s);
    folder.recipients = {m_bob};
    folder.outputFile = folder.inputFile + u".tar.gpg"_s;
    QVERIFY(QDir().mkdir(folder.inputFile));
    QVERIFY(gpg(folder).isDone());
    choose(u"Decrypt"_s);
    drop({QUrl::fromLocalFile(folder.outputFile)});
    run();
    focus(u"unpackButton"_s);
    press(Qt::Key_Space);
    TRY(item(u"unpackField"_s)->hasActiveFocus());
    picture(u"small-unpack"_s);
    press(Qt::Key_Escape);
    const auto dialog = [this](const QString &key, const QString &button, const QString &focused,
                               const QString &name) {
        showKey(key);
        picture(u"small-details-"_s + key);
        click(button);
        TRY(item(focused)->hasActiveFocus());
        picture(name);
        press(Qt::Key_Escape);
        press(Qt::Key_Escape);
        TRY(!item(u"keyCloseButton"_s)->isVisible());
    };
    dialog(u"eve"_s, u"certifyButton"_s, u"certifyCancelButton"_s, u"small-certify"_s);
    dialog(u"alice"_s, u"renewButton"_s, u"renewBox"_s, u"small-renew"_s);
    dialog(u"bob"_s, u"deleteButton"_s, u"deleteCancelButton"_s, u"small-delete"_s);
    window()->resize(400, 300);
    TRY_COMPARE(window()->size(), QSize(400, 300));
    picture(u"tiny"_s);
}

QTEST_MAIN(tst_GpgWindow)

#include "tst_gpgwindow.moc"
