// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a child starts with, and every way in which it does not start.

#include "stracedscenario.h"

#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>
#include <QtCore/QScopeGuard>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

using namespace Offspring;
using namespace Qt::StringLiterals;

using Stage = SpawnError::Stage;
Q_DECLARE_METATYPE(SpawnOptions)

namespace {

const auto inherit = QProcessEnvironment::InheritFromParent;

QProcessEnvironment environment(const QMap<QString, QString> &values)
{
    QProcessEnvironment result;
    for (auto it = values.begin(); it != values.end(); ++it)
        result.insert(it.key(), it.value());
    return result;
}

void createFile(const QString &path, const QByteArray &content, mode_t mode)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    QCOMPARE(chmod(QFile::encodeName(path).constData(), mode), 0);
}

/// RLIMIT_NOFILE for as long as it lives.
class FileLimit
{
public:
    explicit FileLimit(rlim_t soft)
    {
        getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit limit = {soft, m_before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~FileLimit() { setrlimit(RLIMIT_NOFILE, &m_before); }
    FileLimit(const FileLimit &) = delete;
    FileLimit &operator=(const FileLimit &) = delete;

private:
    rlimit m_before;
};

/// The environment of this program, for as long as it lives.
class OwnEnvironment
{
public:
    explicit OwnEnvironment(QByteArrayList entries)
        : m_entries(std::move(entries))
    {
        for (QByteArray &entry : m_entries)
            m_pointers.push_back(entry.data());
        m_pointers.push_back(nullptr);
        environ = m_pointers.data();
    }
    ~OwnEnvironment() { environ = m_before; }
    Q_DISABLE_COPY_MOVE(OwnEnvironment)

private:
    QByteArrayList m_entries;
    std::vector<char *> m_pointers;
    char **const m_before = environ;
};

QByteArrayList lines(const QByteArray &zeroTerminated)
{
    QByteArrayList result = zeroTerminated.split('\0');
    result.removeLast();
    return result;
}

int smallestFreeDescriptor()
{
    const int fd = dup(0);
    close(fd);
    return fd;
}

} // namespace

class tst_Spawn : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void argvArrivesByteForByteWithoutAShell();
    void anyValidStringArrives();
    void emptyArgsMeanTheExecutableAlone();
    void anOptionInPlaceOfTheNameIsWarnedOf();
    void aLoginShellsNameIsNoMistake_data();
    void aLoginShellsNameIsNoMistake();
    void environmentIsEmptyByDefault();
    void environmentIsExactlyTheGivenOne();
    void environmentIsTheParentsByteForByte();
    void whatIsInheritedPassesHoweverOdd_data();
    void whatIsInheritedPassesHoweverOdd();
    void changesAreMadeOnTopOfTheEnvironment();
    void theEnvironmentIsWholeWhileAnotherThreadChangesIt();
    void pathIsTheChildsDirectoryAndNotTheParents();
    void withoutPathADirectoryThatIsGoneWillDo();
    void anExecutableWithASlashIsRelativeToPath();
    void aProgramIsLookedUpOnTheChildsPath();
    void withoutAPathBinAndUsrBinAreSearched();
    void aPathThatIsSetButEmptyFindsNothing();
    void aDirectoryOfThePathNeedsNoUtf8_data();
    void aDirectoryOfThePathNeedsNoUtf8();
    void theFirstOfSeveralPathsIsSearched();
    void aChangeOfThePathCounts();
    void nothingIsLookedUpInACurrentDirectory_data();
    void nothingIsLookedUpInACurrentDirectory();
    void aCandidateWithoutPermissionIsRememberedAndTheSearchGoesOn();
    void theSearchGoesOnAfterAnEntryThatCannotBeUsed_data();
    void theSearchGoesOnAfterAnEntryThatCannotBeUsed();
    void anErrorOfTheProgramItselfEndsTheSearch();
    void aScriptRunsThroughItsInterpreter();
    void aScriptWithoutAnInterpreterIsNotHandedToAShell();
    void aFileWithoutPermissionIsNotStarted();
    void umaskLimitsAndNicenessAreTheParents();
    void theBaseClassDispatchesTheStandardDescriptors();
    void theChildHasAnEmptySignalMaskAndDefaultDispositions();
    void theParentsSignalsAreAsBefore();
    void groupAndSessionAreTheParents();
    void badInputEndsInOneProcessEnded_data();
    void badInputEndsInOneProcessEnded();
    void moreArgumentsThanTheKernelTakes();
    void theLimitOfOpenFilesIsReached_data();
    void theLimitOfOpenFilesIsReached();
    void aRefusedSpawnLeavesTheParentFDsAlone();
    void aProtocolInUseIsRefusedAndGoesOnUnharmed();
    void aProtocolOfAnotherThreadIsRefused();
    void anOwnedProtocolWithAParentIsRefused();
    void inAnotherThreadThereIsNoTransport();
    void aChildKilledDuringItsSetUpHasNotStarted_data();
    void aChildKilledDuringItsSetUpHasNotStarted();
    void nobodyHearsOfAChildThatDidNotStart();
    void manyChildrenAtOnceEachHaveTheirOwnSequence();
    void aCallbackMaySpawn();
    void spawnsAndFailingSpawnsLeaveNothingBehind();

private:
    QByteArray output(const QString &words, const SpawnOptions &options = {});
};

QByteArray tst_Spawn::output(const QString &words, const SpawnOptions &options)
{
    Recorder recorder;
    spawn(recorder, words, options);
    if (!waitForEnd(recorder) || recorder.ended->kind() != ExitReason::Kind::ProcessDone)
        qWarning() << recorder.ended->toString() << recorder.data[2];
    return recorder.data[1];
}

void tst_Spawn::argvArrivesByteForByteWithoutAShell()
{
    const QStringList args{u"any name"_s,
                           u"args"_s,
                           u"1"_s,
                           u"exit"_s,
                           u"0"_s,
                           u""_s,
                           u" \t\n\"'\\$HOME `id` *?[] <>|^&;"_s,
                           u"Zoë 日本 \U0001F600"_s,
                           u"\uFFFD"_s};
    Recorder recorder;
    reactor->spawnProcess(&recorder, testChild(), args);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], args.join(QChar::Null).toUtf8() + '\0');
}

// A byte order mark, which decoders remove at a beginning, what is no character, and what needs a
// surrogate pair: as program, argument, name and value, directory and file.
void tst_Spawn::anyValidStringArrives()
{
    QTemporaryDir temporary;
    const QString odd = QChar(QChar::ByteOrderMark) + u"a\uFFFE\uFFFF\U0010FFFF"_s;
    const QString directory = temporary.filePath(odd);
    // In our own directory, where others may run this test, too.
    const QString file = odd + QString::number(QCoreApplication::applicationPid());
    QVERIFY(QDir().mkdir(directory));
    QVERIFY(QFile::copy(testChild(), directory + u'/' + odd));
    Recorder recorder;
    reactor->spawnProcess(&recorder, odd,
                          QStringList{odd}
                              + u"args 1 environment 1 directory 1 say 3 written"_s.split(u' '),
                          {.env = environment({{u"PATH"_s, directory}, {odd, odd}}),
                           .path = directory,
                           .childFDs = {{1, 'r'}, {3, ChildFD::file(file, QFile::WriteOnly)}},
                           .envChanges = {{odd + u"2"_s, odd}}});
    QVERIFY(waitForEnd(recorder));
    QVERIFY2(recorder.ended->exitCode() == 0, qPrintable(recorder.ended->toString()));
    const QByteArray bytes = odd.toUtf8();
    QVERIFY(recorder.data[1].startsWith(bytes + '\0'));
    QVERIFY(recorder.data[1].contains('\0' + bytes + '=' + bytes + '\0'));
    QVERIFY(recorder.data[1].contains('\0' + bytes + "2=" + bytes + '\0'));
    QVERIFY(recorder.data[1].endsWith(directory.toUtf8() + '\n'));
    QVERIFY(QFile::remove(file));
}

void tst_Spawn::emptyArgsMeanTheExecutableAlone()
{
    Recorder recorder;
    reactor->spawnProcess(&recorder, u"pwd"_s, {}, {.path = u"/"_s});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "/\n"_ba);
}

void tst_Spawn::anOptionInPlaceOfTheNameIsWarnedOf()
{
    Recorder recorder;
    QTest::ignoreMessage(QtWarningMsg,
                         "\"printf\" gets \"-n\" as args[0], which it takes for its own name, not "
                         "for an argument");
    reactor->spawnProcess(&recorder, u"printf"_s, {u"-n"_s, u"ran"_s});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "ran"_ba); // all the same, without the option
}

void tst_Spawn::aLoginShellsNameIsNoMistake_data()
{
    QTest::addColumn<QString>("executable");
    QTest::addColumn<QStringList>("args");

    const QStringList login{u"-sh"_s, u"-c"_s, u"printf %s \"$0\""_s};
    QTest::newRow("looked up") << u"sh"_s << login;
    QTest::newRow("by its path") << u"/bin/sh"_s << login;
    QTest::newRow("an option at its place") << u"sh"_s << QStringList{u"sh"_s, u"-c"_s, u""_s};
    QTest::newRow("no args") << u"true"_s << QStringList();
}

void tst_Spawn::aLoginShellsNameIsNoMistake()
{
    QFETCH(QString, executable);
    QFETCH(QStringList, args);
    QTest::failOnWarning(QRegularExpression(u"args\\[0\\]"_s));
    Recorder recorder;
    reactor->spawnProcess(&recorder, executable, args,
                          {.env = environment({{u"PATH"_s, u"/usr/bin:/bin"_s}})});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 0);
    QCOMPARE(recorder.data[1], args.contains(u"-sh"_s) ? "-sh"_ba : ""_ba);
}

void tst_Spawn::environmentIsEmptyByDefault()
{
    QCOMPARE(output(u"environment 1"_s), QByteArray());
}

void tst_Spawn::environmentIsExactlyTheGivenOne()
{
    const SpawnOptions options{
        .env = environment({{u"A"_s, u"1=2"_s}, {u"=B"_s, u""_s}, {u"Ç"_s, u"é"_s}})};
    QList<QByteArray> variables = output(u"environment 1"_s, options).split('\0');
    variables.removeLast();
    std::sort(variables.begin(), variables.end());
    QCOMPARE(variables, (QList<QByteArray>{"=B=", "A=1=2", "Ç=é"}));
}

void tst_Spawn::environmentIsTheParentsByteForByte()
{
    if (isUnderValgrind())
        QSKIP("valgrind removes itself from the children's environment");
    qputenv("OFFSPRING_BYTES", "\xff\xfe not UTF-8");
    QByteArray own;
    for (char **variable = environ; *variable; ++variable)
        own += QByteArray(*variable) + '\0';
    QCOMPARE(output(u"environment 1"_s, {.env = inherit}), own);
    qunsetenv("OFFSPRING_BYTES");
}

void tst_Spawn::whatIsInheritedPassesHoweverOdd_data()
{
    QTest::addColumn<QByteArrayList>("own");
    QTest::addColumn<bool>("isCopy"); // of systemEnvironment()
    QTest::addColumn<QByteArrayList>("reported"); // sorted
    const QByteArrayList own{"=x",      "=C:=y",   "A=\xff",    "BARE",      "B=\xef\xbb\xbfmarked",
                             "TWICE=1", "TWICE=2", "caf\xe8=1", "caf\xe9=2", "\xef\xbb\xbfM=z"};
    QByteArrayList all = own;
    std::sort(all.begin(), all.end());
    QByteArrayList known = all; // to QProcessEnvironment
    known.removeOne("BARE");
    known.removeOne("TWICE=1");
    known.removeOne("=x"); // the same name
    QTest::newRow("inherited") << own << false << all;
    QTest::newRow("copied") << own << true << known;
    QTest::newRow("the same value twice") << QByteArrayList{"caf\xe8=1", "caf\xe9=1"} << true
                                          << QByteArrayList{"caf\xe8=1", "caf\xe9=1"};
}

void tst_Spawn::whatIsInheritedPassesHoweverOdd()
{
    QFETCH(const QByteArrayList, own);
    QFETCH(const bool, isCopy);
    QFETCH(QByteArrayList, reported);
    QByteArrayList asItIs, withOneMore, changed;
    {
        const OwnEnvironment environment(own);
        SpawnOptions options{.env = inherit};
        if (isCopy)
            options.env = QProcessEnvironment::systemEnvironment();
        asItIs = lines(output(u"environment 1"_s, options));
        if (isCopy)
            options.env.insert(u"MORE"_s, u"é"_s);
        else
            options.envChanges = {{u"MORE"_s, u"é"_s}};
        withOneMore = lines(output(u"environment 1"_s, options));
    }
    std::sort(asItIs.begin(), asItIs.end());
    QCOMPARE(asItIs, reported);
    std::sort(withOneMore.begin(), withOneMore.end());
    reported.append("MORE=é");
    std::sort(reported.begin(), reported.end());
    QCOMPARE(withOneMore, reported);
}

void tst_Spawn::changesAreMadeOnTopOfTheEnvironment()
{
    const QMap<QString, std::optional<QString>> changes{{u"TWICE"_s, u"new"_s},
                                                        {u"=B"_s, u""_s},
                                                        {u"GONE"_s, std::nullopt},
                                                        {u"NEVER THERE"_s, std::nullopt}};
    QByteArrayList inherited, given, alone;
    {
        const OwnEnvironment own({"TWICE=1", "TWICER=1", "GONE", "GONE=1", "=B=1", "TWICE=2"});
        inherited = lines(output(u"environment 1"_s, {.env = inherit, .envChanges = changes}));
        given = lines(output(u"environment 1"_s,
                             {.env = environment({{u"GONE"_s, u"x"_s}, {u"KEPT"_s, u"y"_s}}),
                              .envChanges = changes}));
        alone = lines(output(u"environment 1"_s, {.envChanges = changes}));
    }
    QCOMPARE(inherited, (QByteArrayList{"TWICER=1", "GONE", "=B=", "TWICE=new"}));
    QCOMPARE(given, (QByteArrayList{"KEPT=y", "=B=", "TWICE=new"}));
    QCOMPARE(alone, (QByteArrayList{"=B=", "TWICE=new"}));
}

// The other thread always has one generation of the variable, the next one before the last one
// goes, and one variable whose value grows; a third one it leaves alone.
void tst_Spawn::theEnvironmentIsWholeWhileAnotherThreadChangesIt()
{
    const int spawns = isUnderValgrind() ? 20 : 1500;
    qputenv("OFFSPRING_GENERATION_0", "x");
    qputenv("OFFSPRING_KEPT", "kept");
    std::atomic<bool> isOver = false;
    std::atomic<int> rounds = 0;
    std::thread other([&] {
        QByteArray value = "v", last = "OFFSPRING_GENERATION_0";
        while (!isOver) {
            const QByteArray next = "OFFSPRING_GENERATION_" + QByteArray::number(++rounds % 997);
            setenv(next.constData(), value.constData(), 1);
            setenv("OFFSPRING_VALUE", value.constData(), 1);
            unsetenv(last.constData());
            last = next;
            value.resize(1 + rounds % 200, 'v');
        }
        unsetenv(last.constData());
    });
    while (rounds < 10)
        std::this_thread::yield();
    QByteArray wrong;
    for (int i = 0; i < spawns && wrong.isEmpty(); ++i) {
        Recorder recorder; // looked up on PATH
        reactor->spawnProcess(&recorder, u"env"_s, {u"env"_s}, {.env = inherit});
        const bool hasEnded = waitForEnd(recorder);
        const QByteArray reported = '\n' + recorder.data[1];
        if (!hasEnded || recorder.ended->exitCode() != 0)
            wrong = recorder.ended->toString().toUtf8();
        else if (reported.count("\nOFFSPRING_KEPT=kept\n") != 1
                 || reported.count("\nOFFSPRING_VALUE=v") != 1
                 || !reported.contains("\nOFFSPRING_GENERATION_"))
            wrong = reported;
    }
    isOver = true;
    other.join();
    qunsetenv("OFFSPRING_KEPT");
    qunsetenv("OFFSPRING_VALUE");
    QCOMPARE(wrong, QByteArray());
}

void tst_Spawn::pathIsTheChildsDirectoryAndNotTheParents()
{
    const QString before = QDir::currentPath();
    QCOMPARE(output(u"directory 1"_s, {.path = u"/usr"_s}), "/usr\n"_ba);
    QCOMPARE(QDir::currentPath(), before);
    QCOMPARE(output(u"directory 1"_s), before.toUtf8() + '\n');
}

void tst_Spawn::withoutPathADirectoryThatIsGoneWillDo()
{
    const QString before = QDir::currentPath();
    {
        QTemporaryDir directory;
        QVERIFY(QDir::setCurrent(directory.path()));
    }
    QCOMPARE(output(u"say 1 here"_s), "here"_ba); // no path: the parent's directory is not resolved
    QVERIFY(QDir::setCurrent(before));
}

void tst_Spawn::anExecutableWithASlashIsRelativeToPath()
{
    QTemporaryDir directory;
    QVERIFY(QDir(directory.path()).mkdir(u"bin"_s));
    createFile(directory.filePath(u"bin/hello"_s), "#!/bin/sh\necho hello", 0755);
    Recorder recorder;
    reactor->spawnProcess(&recorder, u"bin/hello"_s, {}, {.path = directory.path()});
    QVERIFY(waitForEnd(recorder));
    // A relative program is looked up from the new directory.
    QCOMPARE(recorder.data[1], "hello\n"_ba);
}

void tst_Spawn::aProgramIsLookedUpOnTheChildsPath()
{
    QTemporaryDir directory;
    createFile(directory.filePath(u"offspring-hello"_s), "#!/bin/sh\necho from the path", 0755);
    const QString path = u"/nowhere:/dev/null:"_s + directory.path();
    Recorder given, inherited;
    reactor->spawnProcess(&given, u"offspring-hello"_s, {},
                          {.env = environment({{u"PATH"_s, path}})});
    QVERIFY(waitForEnd(given));
    QCOMPARE(given.data[1], "from the path\n"_ba);

    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", path.toUtf8());
    reactor->spawnProcess(&inherited, u"offspring-hello"_s, {}, {.env = inherit});
    qputenv("PATH", before);
    QVERIFY(waitForEnd(inherited));
    QCOMPARE(inherited.data[1], "from the path\n"_ba);
}

void tst_Spawn::withoutAPathBinAndUsrBinAreSearched()
{
    Recorder recorder;
    reactor->spawnProcess(&recorder, u"wc"_s, {u"wc"_s}); // the documented call
    recorder.transport()->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 0);
}

void tst_Spawn::aPathThatIsSetButEmptyFindsNothing()
{
    Recorder recorder;
    reactor->spawnProcess(&recorder, u"true"_s, {u"another name"_s},
                          {.env = environment({{u"PATH"_s, u""_s}})});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->error().detail, u"execve true"_s); // the program, not argv[0]
    QCOMPARE(recorder.ended->error().stage, Stage::Exec);
    QCOMPARE(recorder.ended->error().errorNumber, ENOENT);
}

void tst_Spawn::aDirectoryOfThePathNeedsNoUtf8_data()
{
    QTest::addColumn<bool>("isCopy");
    QTest::newRow("inherited") << false;
    QTest::newRow("copied") << true;
}

void tst_Spawn::aDirectoryOfThePathNeedsNoUtf8()
{
    QFETCH(const bool, isCopy);
    QTemporaryDir directory;
    const QByteArray odd = directory.path().toUtf8() + "/caf\xe9";
    const QByteArray tool = odd + "/offspring-tool";
    QCOMPARE(mkdir(odd.constData(), 0755), 0);
    QCOMPARE(symlink(testChild().toUtf8().constData(), tool.constData()), 0);
    Recorder recorder;
    {
        const OwnEnvironment own({"PATH=/nowhere:" + odd});
        SpawnOptions options{.env = inherit};
        if (isCopy) {
            options.env = QProcessEnvironment::systemEnvironment();
            options.env.insert(u"MORE"_s, u"1"_s);
        }
        reactor->spawnProcess(&recorder, u"offspring-tool"_s, script(u"say 1 found"_s), options);
    }
    const bool hasEnded = waitForEnd(recorder);
    unlink(tool.constData()); // QTemporaryDir cannot
    rmdir(odd.constData());
    QVERIFY(hasEnded);
    QVERIFY2(recorder.data[1] == "found", qPrintable(recorder.ended->toString()));
}

// As getenv(3) would find it.
void tst_Spawn::theFirstOfSeveralPathsIsSearched()
{
    Recorder first, second;
    {
        const OwnEnvironment own({"PATH=/bin:/usr/bin", "PATH=/nowhere"});
        reactor->spawnProcess(&first, u"true"_s, {}, {.env = inherit});
    }
    {
        const OwnEnvironment own({"PATHS=/bin:/usr/bin", "PATH=/nowhere", "PATH=/bin:/usr/bin"});
        reactor->spawnProcess(&second, u"true"_s, {}, {.env = inherit});
    }
    QVERIFY(waitForEnd(first));
    QVERIFY(waitForEnd(second));
    QCOMPARE(first.ended->kind(), ExitReason::Kind::ProcessDone);
    QCOMPARE(second.ended->error().errorNumber, ENOENT);
}

void tst_Spawn::aChangeOfThePathCounts()
{
    Recorder set, unset;
    {
        const OwnEnvironment own({"PATH=/nowhere"});
        reactor->spawnProcess(&set, u"true"_s, {},
                              {.env = inherit, .envChanges = {{u"PATH"_s, u"/bin:/usr/bin"_s}}});
        reactor->spawnProcess(&unset, u"true"_s, {},
                              {.env = inherit, .envChanges = {{u"PATH"_s, std::nullopt}}});
    }
    QVERIFY(waitForEnd(set));
    QVERIFY(waitForEnd(unset));
    QCOMPARE(set.ended->kind(), ExitReason::Kind::ProcessDone);
    QCOMPARE(unset.ended->kind(), ExitReason::Kind::ProcessDone);
}

void tst_Spawn::nothingIsLookedUpInACurrentDirectory_data()
{
    QTest::addColumn<QProcessEnvironment>("env");
    QTest::newRow("no PATH") << QProcessEnvironment();
    QTest::newRow("an empty one") << environment({{u"PATH"_s, u""_s}});
    QTest::newRow("empty and relative entries") << environment({{u"PATH"_s, u":.:./:"_s}});
    QTest::newRow("the parent's") << QProcessEnvironment(inherit);
}

// Neither in the parent's nor in the child's.
void tst_Spawn::nothingIsLookedUpInACurrentDirectory()
{
    QFETCH(const QProcessEnvironment, env);
    // A folder of the PATH that one may not search is remembered: EACCES instead.
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", "/usr/bin:/bin");
    const auto restored = qScopeGuard([&] { qputenv("PATH", path); });
    QTemporaryDir directory;
    createFile(directory.filePath(u"offspring-trap"_s), "#!/bin/sh\necho caught", 0755);
    Recorder here, there;
    reactor->spawnProcess(&there, u"offspring-trap"_s, {}, {.env = env, .path = directory.path()});
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(directory.path()));
    reactor->spawnProcess(&here, u"offspring-trap"_s, {}, {.env = env});
    QVERIFY(QDir::setCurrent(before));
    for (Recorder *recorder : {&here, &there}) {
        QVERIFY(waitForEnd(*recorder));
        QCOMPARE(recorder->ended->error().stage, Stage::Exec);
        QCOMPARE(recorder->ended->error().errorNumber, ENOENT);
    }
}

void tst_Spawn::aCandidateWithoutPermissionIsRememberedAndTheSearchGoesOn()
{
    QTemporaryDir first, second;
    createFile(first.filePath(u"offspring-tool"_s), "#!/bin/sh\necho first", 0644);
    const SpawnOptions options{.env =
                                   environment({{u"PATH"_s, first.path() + u':' + second.path()}})};
    Recorder refused, found;
    reactor->spawnProcess(&refused, u"offspring-tool"_s, {}, options);
    QVERIFY(waitForEnd(refused));
    QCOMPARE(refused.ended->error().stage, Stage::Exec);
    QCOMPARE(refused.ended->error().errorNumber, EACCES);

    createFile(second.filePath(u"offspring-tool"_s), "#!/bin/sh\necho second", 0755);
    reactor->spawnProcess(&found, u"offspring-tool"_s, {}, options);
    QVERIFY(waitForEnd(found));
    QCOMPARE(found.data[1], "second\n"_ba);
}

void tst_Spawn::theSearchGoesOnAfterAnEntryThatCannotBeUsed_data()
{
    QTest::addColumn<QByteArray>("injected"); // into the first execve(); empty: it fails by itself
    QTest::addColumn<QString>("first"); // the entry, in the folder
    QTest::addColumn<int>("alone"); // the error without another entry
    QTest::addColumn<int>("withMissing"); // and with one that is not there
    const auto row = [](const char *name, const QString &first, int alone, int withMissing) {
        QTest::newRow(name) << QByteArray() << first << alone << withMissing;
    };
    row("missing", u"nowhere"_s, ENOENT, ENOENT);
    row("a file", u"file"_s, ENOENT, ENOENT);
    row("forbidden", u"forbidden"_s, EACCES, EACCES);
    row("a ring", u"ring"_s, ELOOP, ENOENT);
    row("too long", QString(300, u'x'), ENAMETOOLONG, ENOENT);
    row("longer than any path", QString(5000, u'x'), ENAMETOOLONG, ENOENT);
    for (const auto &[name, error] : {std::pair("EPERM", EPERM),
                                      {"ESTALE", ESTALE},
                                      {"ENODEV", ENODEV},
                                      {"ETIMEDOUT", ETIMEDOUT}})
        QTest::newRow(name) << QByteArray(name) << u"nowhere"_s << error << ENOENT;
}

void tst_Spawn::theSearchGoesOnAfterAnEntryThatCannotBeUsed()
{
    QFETCH(QByteArray, injected);
    QFETCH(QString, first);
    QFETCH(int, alone);
    QFETCH(int, withMissing);
    QTemporaryDir directory;
    QVERIFY(QDir(directory.path()).mkdir(u"forbidden"_s));
    QVERIFY(QDir(directory.path()).mkdir(u"good"_s));
    createFile(directory.filePath(u"file"_s), "", 0644);
    createFile(directory.filePath(u"forbidden/offspring-tool"_s), "#!/bin/sh\n", 0644);
    createFile(directory.filePath(u"good/offspring-tool"_s), "#!/bin/sh\nexit 0\n", 0755);
    QVERIFY(QFile::link(u"ring"_s, directory.filePath(u"ring"_s)));
    const QString entry = directory.filePath(first);
    const QString missing = directory.filePath(u"missing"_s);
    const auto reported = [&](const QStringList &path) -> QByteArray {
        // strace's own, which its paths must not be looked up on.
        QStringList words{u"--env=PATH="_s + path.join(u':'), u"offspring-tool"_s};
        QStringList strace{u"-o"_s, u"/dev/null"_s};
        if (!injected.isEmpty()) {
            const QString candidate = entry + u"/offspring-tool"_s;
            strace << u"-P"_s << candidate << u"-e"_s
                   << u"inject=execve:error=%1"_s.arg(QString::fromLatin1(injected));
        } else {
            strace << u"-e"_s << u"trace=none"_s;
        }
        const StracedScenario traced(*reactor, strace, words);
        return traced.waitForEnd() ? traced.output() + traced.complaint() : "stuck"_ba;
    };
    const auto refusal = [](int error) {
        return u"ended %1 %2 %3 -1\n"_s.arg(int(ExitReason::Kind::NotStarted))
            .arg(int(Stage::Exec))
            .arg(error)
            .toUtf8();
    };
    QCOMPARE(reported({entry}), refusal(alone));
    QCOMPARE(reported({entry, missing}), refusal(withMissing));
    QCOMPARE(reported({entry, directory.filePath(u"good"_s)}),
             "connectionMade\nended 0 0 0 0\n"_ba);
}

void tst_Spawn::anErrorOfTheProgramItselfEndsTheSearch()
{
    QTemporaryDir first, second;
    createFile(first.filePath(u"offspring-tool"_s), "no program", 0755);
    createFile(second.filePath(u"offspring-tool"_s), "#!/bin/sh\n", 0755);
    Recorder recorder;
    reactor->spawnProcess(&recorder, u"offspring-tool"_s, {},
                          {.env = environment({{u"PATH"_s, first.path() + u':' + second.path()}})});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->error().errorNumber, ENOEXEC);
}

void tst_Spawn::aScriptRunsThroughItsInterpreter()
{
    QTemporaryDir directory;
    const QString script = directory.filePath(u"script"_s);
    createFile(script, "#!/bin/sh\necho \"$1\"", 0755);
    Recorder recorder;
    reactor->spawnProcess(&recorder, script, {u"ignored"_s, u"argument"_s});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "argument\n"_ba); // only what has #! or a known format is run
}

void tst_Spawn::aScriptWithoutAnInterpreterIsNotHandedToAShell()
{
    QTemporaryDir directory;
    const QString script = directory.filePath(u"script"_s);
    createFile(script, "echo a shell ran this", 0755);
    Recorder recorder;
    reactor->spawnProcess(&recorder, script);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.ended->error().stage, Stage::Exec);
    // Only what has #! or a known format is run.
    QCOMPARE(recorder.ended->error().errorNumber, ENOEXEC);
}

void tst_Spawn::aFileWithoutPermissionIsNotStarted()
{
    QTemporaryDir directory;
    const QString file = directory.filePath(u"file"_s);
    createFile(file, "#!/bin/sh\n", 0644);
    Recorder recorder;
    reactor->spawnProcess(&recorder, file);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.ended->error().stage, Stage::Exec);
    QCOMPARE(recorder.ended->error().errorNumber, EACCES);
}

void tst_Spawn::umaskLimitsAndNicenessAreTheParents()
{
    if (isUnderValgrind())
        QSKIP("valgrind keeps the limit of open files to itself");
    const mode_t maskBefore = umask(0137);
    Recorder recorder;
    {
        const FileLimit limit(543);
        reactor->spawnProcess(&recorder, u"sh"_s, {u"sh"_s, u"-c"_s, u"umask; ulimit -Sn; nice"_s});
        QVERIFY(waitForStart(recorder));
    }
    umask(maskBefore);
    QVERIFY(waitForEnd(recorder));
    const QByteArray niceness = QByteArray::number(getpriority(PRIO_PROCESS, 0));
    // Inherited, as Twisted's child does.
    QCOMPARE(recorder.data[1], "0137\n543\n" + niceness + '\n');
}

void tst_Spawn::theBaseClassDispatchesTheStandardDescriptors()
{
    class Dispatched : public ProcessProtocol
    {
    public:
        QStringList calls;
        void outReceived(const QByteArray &data) override { note("out", data); }
        void errReceived(const QByteArray &data) override { note("err", data); }
        void inConnectionLost() override { note("in lost", {}); }
        void outConnectionLost() override { note("out lost", {}); }
        void errConnectionLost() override { note("err lost", {}); }

    private:
        void note(const char *call, const QByteArray &data)
        {
            calls << QLatin1String(call) + QString::fromUtf8(data);
        }
    };
    Dispatched protocol;
    const ChildFDs childFDs{{0, 'w'}, {1, 'r'}, {2, 'r'}, {5, 'r'}};
    reactor->spawnProcess(&protocol, testChild(), script(u"say 1 O say 2 E say 5 F"_s),
                          {.childFDs = childFDs});
    QVERIFY(waitUntil([&] { return reactor->processCount() == 0; }));
    protocol.calls.sort();
    // The base protocol names 0, 1 and 2.
    QCOMPARE(protocol.calls,
             (QStringList{u"err lost"_s, u"errE"_s, u"in lost"_s, u"out lost"_s, u"outO"_s}));
}

void tst_Spawn::theChildHasAnEmptySignalMaskAndDefaultDispositions()
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const auto pipeBefore = signal(SIGPIPE, SIG_IGN);
    const auto intBefore = signal(SIGINT, SIG_IGN);
    const auto userBefore = signal(SIGUSR1, [](int) { });
    const QByteArray masks = output(u"signals 1"_s);
    signal(SIGPIPE, pipeBefore);
    signal(SIGINT, intBefore);
    signal(SIGUSR1, userBefore);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    const QByteArray none = "\t0000000000000000\n";
    QCOMPARE(masks, "SigBlk:" + none + "SigIgn:" + none + "SigCgt:" + none);
}

void tst_Spawn::theParentsSignalsAreAsBefore()
{
    const auto masks = [] {
        QFile status(u"/proc/thread-self/status"_s);
        if (!status.open(QIODevice::ReadOnly))
            qFatal("no /proc");
        QByteArray lines;
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("SigBlk") || line.startsWith("SigIgn") || line.startsWith("SigCgt"))
                lines += line;
        }
        return lines;
    };
    const QByteArray before = masks();
    output(u"say 1 x"_s);
    Recorder failing;
    reactor->spawnProcess(&failing, u"/nowhere"_s);
    QVERIFY(waitForEnd(failing));
    QCOMPARE(masks(), before); // no SIGCHLD handler, no change of SIGPIPE
}

void tst_Spawn::groupAndSessionAreTheParents()
{
    const QList<QByteArray> words = output(u"session 1"_s).trimmed().split(' ');
    QCOMPARE(words.size(), 3);
    QCOMPARE(words[1].toInt(), getpgrp());
    QCOMPARE(words[2].toInt(), getsid(0)); // the session is the parent's
}

void tst_Spawn::badInputEndsInOneProcessEnded_data()
{
    QTest::addColumn<QString>("executable");
    QTest::addColumn<QStringList>("args");
    QTest::addColumn<SpawnOptions>("options");
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<int>("error");

    const QString nul = u"a\0b"_s;
    const QString loneSurrogate = u"a"_s + QChar(0xd800);
    const QStringList none;
    const auto fds = [](const ChildFDs &map) { return SpawnOptions{.childFDs = map}; };
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };

    row("empty executable") << u""_s << none << SpawnOptions{} << Stage::Arguments << EINVAL;
    row("NUL in executable") << nul << none << SpawnOptions{} << Stage::Arguments << EINVAL;
    row("NUL in an argument") << u"true"_s << QStringList{u"true"_s, nul} << SpawnOptions{}
                              << Stage::Arguments << EINVAL;
    row("NUL in an environment name")
        << u"true"_s << none << SpawnOptions{.env = environment({{nul, u"1"_s}})}
        << Stage::Arguments << EINVAL;
    row("NUL in an environment value")
        << u"true"_s << none << SpawnOptions{.env = environment({{u"A"_s, nul}})}
        << Stage::Arguments << EINVAL;
    row("NUL in path") << u"true"_s << none << SpawnOptions{.path = nul} << Stage::Arguments
                       << EINVAL;
    row("= in an environment name")
        << u"true"_s << none << SpawnOptions{.env = environment({{u"A=B"_s, u"1"_s}})}
        << Stage::Arguments << EINVAL;
    row("empty environment name") << u"true"_s << none
                                  << SpawnOptions{.env = environment({{u""_s, u"1"_s}})}
                                  << Stage::Arguments << EINVAL;
    const auto change = [](const QString &name, const std::optional<QString> &value) {
        return SpawnOptions{.env = inherit, .envChanges = {{name, value}}};
    };
    row("NUL in a changed name") << u"true"_s << none << change(nul, u"1"_s) << Stage::Arguments
                                 << EINVAL;
    row("NUL in a changed value") << u"true"_s << none << change(u"A"_s, nul) << Stage::Arguments
                                  << EINVAL;
    row("= in a changed name") << u"true"_s << none << change(u"A=B"_s, u"1"_s) << Stage::Arguments
                               << EINVAL;
    row("= in an unset name") << u"true"_s << none << change(u"A=B"_s, std::nullopt)
                              << Stage::Arguments << EINVAL;
    row("empty unset name") << u"true"_s << none << change(u""_s, std::nullopt) << Stage::Arguments
                            << EINVAL;
    row("change without UTF-8") << u"true"_s << none << change(u"A"_s, loneSurrogate)
                                << Stage::Arguments << EILSEQ;
    row("executable without UTF-8")
        << loneSurrogate << none << SpawnOptions{} << Stage::Arguments << EILSEQ;
    row("argument without UTF-8") << u"true"_s << QStringList{loneSurrogate} << SpawnOptions{}
                                  << Stage::Arguments << EILSEQ;
    row("environment without UTF-8")
        << u"true"_s << none << SpawnOptions{.env = environment({{u"A"_s, loneSurrogate}})}
        << Stage::Arguments << EILSEQ;
    row("path without UTF-8") << u"true"_s << none << SpawnOptions{.path = loneSurrogate}
                              << Stage::Arguments << EILSEQ;

    row("unknown direction") << u"true"_s << none << fds({{0, 'x'}}) << Stage::Arguments << EINVAL;
    row("negative child fd") << u"true"_s << none << fds({{-1, 'r'}}) << Stage::FileDescriptors
                             << EBADF;
    row("negative parent fd") << u"true"_s << none << fds({{1, -1}}) << Stage::FileDescriptors
                              << EBADF;
    row("closed parent fd") << u"true"_s << none << fds({{1, 777}}) << Stage::FileDescriptors
                            << EBADF;
    row("closed parent fd onto itself")
        << u"true"_s << none << fds({{777, 777}}) << Stage::FileDescriptors << EBADF;
    row("closed parent fd that a pipe could take")
        << u"true"_s << none
        << fds({{0, 'w'}, {1, smallestFreeDescriptor()}, {2, smallestFreeDescriptor() + 1}})
        << Stage::FileDescriptors << EBADF;
    if (sizeof(qintptr) > sizeof(int)) {
        row("parent fd wider than an int")
            << u"true"_s << none << fds({{1, ChildFD(qintptr(1LL << 33))}})
            << Stage::FileDescriptors << EBADF;
    }
    row("child fd beyond the limit")
        << u"true"_s << none << fds({{0x7fffffff, 'r'}}) << Stage::FileDescriptors << EBADF;

    row("missing program") << u"/nowhere/program"_s << none << SpawnOptions{} << Stage::Exec
                           << ENOENT;
    row("program not on PATH") << u"offspring-no-such-program"_s << none << SpawnOptions{}
                               << Stage::Exec << ENOENT;
    row("directory as program") << u"/usr"_s << none << SpawnOptions{} << Stage::Exec << EACCES;
    row("file as directory") << u"/dev/null/program"_s << none << SpawnOptions{} << Stage::Exec
                             << ENOTDIR;
    row("missing working directory")
        << u"true"_s << none << SpawnOptions{.path = u"/nowhere"_s} << Stage::Directory << ENOENT;
    row("file as working directory")
        << u"true"_s << none << SpawnOptions{.path = u"/dev/null"_s} << Stage::Directory << ENOTDIR;

    row("uid that means no change")
        << u"true"_s << none << SpawnOptions{.uid = ~0U} << Stage::Identity << EINVAL;
    row("gid that means no change")
        << u"true"_s << none << SpawnOptions{.gid = ~0U} << Stage::Identity << EINVAL;
    row("unknown user without gid")
        << u"true"_s << none << SpawnOptions{.uid = 4'000'000'000U} << Stage::Identity << ENOENT;

    for (const int size : {-1, 65536}) {
        QTest::addRow("terminal of an impossible height: %d", size)
            << u"true"_s << none << SpawnOptions{.usePTY = true, .terminal = {.rows = size}}
            << Stage::Arguments << EINVAL;
        QTest::addRow("terminal of an impossible width in pixels: %d", size)
            << u"true"_s << none << SpawnOptions{.usePTY = true, .terminal = {.width = size}}
            << Stage::Arguments << EINVAL;
        QTest::addRow("terminal of an impossible height in pixels: %d", size)
            << u"true"_s << none << SpawnOptions{.usePTY = true, .terminal = {.height = size}}
            << Stage::Arguments << EINVAL;
        QTest::addRow("terminal of an impossible width: %d", size)
            << u"true"_s << none << SpawnOptions{.usePTY = true, .terminal = {.columns = size}}
            << Stage::Arguments << EINVAL;
    }
    row("umask with more than permissions")
        << u"true"_s << none << SpawnOptions{.umask = 01000} << Stage::Arguments << EINVAL;
    for (const int niceness : {-21, 20}) {
        QTest::addRow("niceness out of range: %d", niceness)
            << u"true"_s << none << SpawnOptions{.niceness = niceness} << Stage::Arguments
            << EINVAL;
    }
    row("negative limit") << u"true"_s << none << SpawnOptions{.limits = {{RLIMIT_CORE, {-2, 0}}}}
                          << Stage::Arguments << EINVAL;
    row("soft limit above the hard one")
        << u"true"_s << none << SpawnOptions{.limits = {{RLIMIT_CORE, {2, 1}}}} << Stage::Setup
        << EINVAL;
    row("unlimited soft limit above a hard one")
        << u"true"_s << none << SpawnOptions{.limits = {{RLIMIT_CORE, {-1, 1}}}} << Stage::Setup
        << EINVAL;
    for (const int resource : {-1, 999}) {
        QTest::addRow("limit of no resource: %d", resource)
            << u"true"_s << none << SpawnOptions{.limits = {{resource, {0, 0}}}} << Stage::Setup
            << EINVAL;
    }
    for (const int number : {-1, 65, 1000}) {
        QTest::addRow("no such parent-death signal: %d", number)
            << u"true"_s << none << SpawnOptions{.parentDeathSignal = number} << Stage::Setup
            << EINVAL;
    }

    for (const int other : {1, 2, 3, 4}) {
        QTest::addRow("sameAs closed, itself, an alias, or nothing: %d", other)
            << u"true"_s << none
            << fds({{1, ChildFD::closed()}, {2, ChildFD::sameAs(other)}, {3, ChildFD::sameAs(2)}})
            << Stage::Arguments << EINVAL;
    }
    const auto file = [&](const QString &path, QIODevice::OpenMode mode) {
        return fds({{1, ChildFD::file(path, mode)}});
    };
    row("NUL in a file's path") << u"true"_s << none << file(nul, QIODevice::ReadOnly)
                                << Stage::Arguments << EINVAL;
    row("no UTF-8 for a file's path")
        << u"true"_s << none << file(loneSurrogate, QIODevice::ReadOnly) << Stage::Arguments
        << EILSEQ;
    row("file without a mode") << u"true"_s << none << file(u"/etc/passwd"_s, QIODevice::NotOpen)
                               << Stage::Arguments << EINVAL;
    row("file both new and existing")
        << u"true"_s << none << file(u"/x"_s, QIODevice::NewOnly | QIODevice::ExistingOnly)
        << Stage::Arguments << EINVAL;
    row("file without a path") << u"true"_s << none << file({}, QIODevice::ReadOnly)
                               << Stage::FileDescriptors << ENOENT;
    row("file that is missing") << u"true"_s << none << file(u"/nowhere"_s, QIODevice::ReadOnly)
                                << Stage::FileDescriptors << ENOENT;
    row("file that is a folder") << u"true"_s << none << file(u"/"_s, QIODevice::WriteOnly)
                                 << Stage::FileDescriptors << EISDIR;
    row("file that is there already")
        << u"true"_s << none << file(u"/etc/passwd"_s, QIODevice::NewOnly) << Stage::FileDescriptors
        << EEXIST;
    row("usePTY, missing program")
        << u"/nowhere"_s << none << SpawnOptions{.usePTY = true} << Stage::Exec << ENOENT;
    row("usePTY, missing path") << u"true"_s << none
                                << SpawnOptions{.path = u"/nowhere"_s, .usePTY = true}
                                << Stage::Directory << ENOENT;
    row("usePTY, bad letter") << u"true"_s << none
                              << SpawnOptions{.usePTY = true, .childFDs = {{4, 'x'}}}
                              << Stage::Arguments << EINVAL;
    row("usePTY, number too large")
        << u"true"_s << none << SpawnOptions{.usePTY = true, .childFDs = {{1'000'000'000, 'r'}}}
        << Stage::FileDescriptors << EBADF;
}

void tst_Spawn::badInputEndsInOneProcessEnded()
{
    QFETCH(QString, executable);
    QFETCH(QStringList, args);
    QFETCH(SpawnOptions, options);
    QFETCH(Stage, stage);
    QFETCH(int, error);

    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(&recorder, executable, args, options);
    QVERIFY(transport);
    QCOMPARE(recorder.transport(), transport);
    QVERIFY(transport->exitReason() || isInBackground()); // known at once, reported later
    QCOMPARE(recorder.events, QStringList());
    QCOMPARE(transport->pid(), 0);
    QCOMPARE(transport->lastPid(), 0);
    QVERIFY(!transport->exitReason() || !transport->write("x"_ba));
    QVERIFY(!transport->exitReason() || !transport->signalProcess(0));
    transport->closeStdin();
    transport->loseConnection();
    transport->pauseProducing();
    if (transport->exitReason()) // else it would be the reason
        transport->stop();

    QVERIFY(waitForEnd(recorder));
    QCoreApplication::processEvents();
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::NotStarted);
    QCOMPARE(recorder.ended->error().stage, stage);
    QCOMPARE(recorder.ended->error().errorNumber, error);
    QVERIFY(!recorder.ended->error().detail.isEmpty());
    QCOMPARE(recorder.ended->exitCode(), -1);
    QCOMPARE(recorder.ended->signal(), 0);
    QCOMPARE(recorder.ended->status(), -1);
}

void tst_Spawn::moreArgumentsThanTheKernelTakes()
{
    if (isUnderValgrind())
        QSKIP("valgrind does not survive such an execve()");
    const QStringList args(400'000, u"argument"_s);
    Recorder tooMany, tooLong;
    reactor->spawnProcess(&tooMany, testChild(), args);
    reactor->spawnProcess(&tooLong, testChild(), {testChild(), QString(200'000, u'x')});
    QVERIFY(waitForEnd(tooMany));
    QVERIFY(waitForEnd(tooLong));
    QCOMPARE(tooMany.ended->error().stage, Stage::Exec);
    QCOMPARE(tooMany.ended->error().errorNumber, E2BIG);
    QCOMPARE(tooLong.ended->error().errorNumber, E2BIG);
}

void tst_Spawn::theLimitOfOpenFilesIsReached_data()
{
    QTest::addColumn<int>("spare");
    // Three pipes take six descriptors, the epoll set one, the pidfd one.
    for (int spare = 0; spare < 7; ++spare)
        QTest::addRow("%d descriptors to spare", spare) << spare;
}

void tst_Spawn::theLimitOfOpenFilesIsReached()
{
    QFETCH(int, spare);
    Recorder recorder;
    {
        const FileLimit limit(rlim_t(smallestFreeDescriptor() + spare));
        spawn(recorder, u"exit 0"_s);
        QVERIFY(waitForStart(recorder));
    }
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.ended->error().stage, Stage::FileDescriptors);
    QCOMPARE(recorder.ended->error().errorNumber, EMFILE);
    // With descriptors to spare again it works.
    QCOMPARE(output(u"say 1 again"_s), "again"_ba);
}

void tst_Spawn::aRefusedSpawnLeavesTheParentFDsAlone()
{
    const int fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    Recorder recorder;
    reactor->spawnProcess(&recorder, u"/nowhere"_s, {}, {.childFDs = {{0, fd}, {5, fd}, {1, 'r'}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(fcntl(fd, F_GETFD), FD_CLOEXEC); // what the caller supplied stays open
    close(fd);
}

void tst_Spawn::aProtocolInUseIsRefusedAndGoesOnUnharmed()
{
    Recorder recorder;
    ProcessTransport *const first = spawn(recorder, u"copy 0 1"_s);
    ProcessTransport *const second = spawn(recorder, u"say 1 second"_s);
    QCOMPARE(recorder.transport(), first);
    QCOMPARE(second->exitReason()->error().stage, Stage::Arguments);
    QCOMPARE(second->exitReason()->error().errorNumber, EBUSY);
    int ended = 0;
    connect(second, &ProcessTransport::processEnded, this, [&] { ++ended; });
    first->write("first"_ba);
    first->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "first"_ba);
    QCOMPARE(recorder.count(u"ended"_s), 1);
    QCOMPARE(ended, 1);
    QVERIFY(!recorder.transport());
    // Free again.
    recorder.ended.reset();
    spawn(recorder, u"say 1 !"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "first!"_ba);
}

void tst_Spawn::aProtocolOfAnotherThreadIsRefused()
{
    QThread thread;
    thread.start();
    auto *const recorder = new Recorder;
    recorder->moveToThread(&thread);
    ProcessTransport *const transport = spawn(*recorder, u"exit 0"_s);
    QCOMPARE(transport->exitReason()->error().stage, Stage::Arguments);
    QCOMPARE(transport->exitReason()->error().errorNumber, EINVAL);
    QVERIFY(!recorder->transport());
    recorder->deleteLater();
    thread.quit();
    thread.wait();
}

void tst_Spawn::anOwnedProtocolWithAParentIsRefused()
{
    QObject parent;
    QPointer<Recorder> recorder = new Recorder(&parent);
    ProcessTransport *const transport = reactor->spawnProcess(
        std::unique_ptr<ProcessProtocol>(recorder), testChild(), script(u"exit 0"_s));
    QCOMPARE(transport->exitReason()->error().stage, Stage::Arguments);
    QCOMPARE(transport->exitReason()->error().errorNumber, EINVAL);
    QVERIFY(waitUntil([&] { return recorder.isNull(); })); // it had been given away
}

void tst_Spawn::inAnotherThreadThereIsNoTransport()
{
    ProcessTransport *transport = nullptr;
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(u"not spawned: called in another thread"_s));
    const std::unique_ptr<QThread> thread(QThread::create(
        [&] { transport = reactor->spawnProcess(testChild(), script(u"exit 0"_s)); }));
    thread->start();
    QVERIFY(thread->wait());
    QVERIFY(!transport);
    QCOMPARE(reactor->processCount(), 0);
}

void tst_Spawn::aChildKilledDuringItsSetUpHasNotStarted_data()
{
    QTest::addColumn<QString>("injection");
    QTest::addColumn<Stage>("stage");
    QTest::newRow("at a step") << u"chdir:signal=SIGKILL"_s << Stage::Directory;
    QTest::newRow("inside its execution") << u"execve:signal=SIGKILL:when=1"_s << Stage::Exec;
    QTest::newRow("inside a search")
        << u"execve:error=ENOENT:signal=SIGKILL:when=1"_s << Stage::Exec;
}

void tst_Spawn::aChildKilledDuringItsSetUpHasNotStarted()
{
    QFETCH(QString, injection);
    QFETCH(Stage, stage);
    const StracedScenario scenario(*reactor,
                                   {u"-o"_s, u"/dev/null"_s, u"-e"_s, u"inject="_s + injection},
                                   {u"--path"_s, u"/"_s, u"true"_s});
    QVERIFY(scenario.waitForEnd());
    if (scenario.output().isEmpty())
        QSKIP("strace may not trace here: " + scenario.complaint());
    const QByteArray expected = QByteArray("ended ")
        + QByteArray::number(int(ExitReason::Kind::NotStarted)) + ' '
        + QByteArray::number(int(stage)) + " 0 -1\n";
    QCOMPARE(scenario.complaint(), QByteArray());
    QCOMPARE(scenario.output(), expected);
}

// No SIGCHLD comes for it, and who takes any child's status finds none.
void tst_Spawn::nobodyHearsOfAChildThatDidNotStart()
{
    SKIP_ON_POSIX("a child that does not start is one like another, fork(2)");
    static volatile sig_atomic_t signals = 0;
    static siginfo_t last;
    signals = 0;
    struct sigaction counting = {};
    struct sigaction before = {};
    counting.sa_flags = SA_SIGINFO;
    counting.sa_sigaction = [](int, siginfo_t *info, void *) {
        last = *info;
        signals = signals + 1;
    };
    QCOMPARE(sigaction(SIGCHLD, &counting, &before), 0);
    std::atomic<bool> isOver = false;
    std::atomic<int> taken = 0;
    std::thread thief([&] {
        while (!isOver) {
            if (waitpid(-1, nullptr, WNOHANG) > 0)
                ++taken;
        }
    });
    for (int i = 0; i < 50; ++i) {
        Recorder recorder;
        reactor->spawnProcess(&recorder, u"/nowhere"_s);
        QVERIFY(waitForEnd(recorder));
        QCOMPARE(recorder.ended->error().errorNumber, ENOENT);
    }
    isOver = true;
    thief.join();
    sigaction(SIGCHLD, &before, nullptr);
    QCOMPARE(taken, 0);
    if (!isUnderValgrind()) {
        const QString ofLast =
            u"%1, pid %2, code %3"_s.arg(signals).arg(last.si_pid).arg(last.si_code);
        QVERIFY2(signals == 0, qPrintable(ofLast));
    }
}

void tst_Spawn::manyChildrenAtOnceEachHaveTheirOwnSequence()
{
    std::vector<std::unique_ptr<Recorder>> recorders;
    for (int i = 0; i < 100; ++i) {
        recorders.push_back(std::make_unique<Recorder>());
        spawn(*recorders.back(), u"say 1 out%1 say 2 err%1 exit %1"_s.arg(i));
    }
    QCOMPARE(reactor->processCount(), 100);
    for (int i = 0; i < 100; ++i) {
        const Recorder &recorder = *recorders[std::size_t(i)];
        QVERIFY(waitForEnd(recorder));
        QCOMPARE(recorder.ended->exitCode(), i);
        QCOMPARE(recorder.data[1], "out" + QByteArray::number(i));
        QCOMPARE(recorder.data[2], "err" + QByteArray::number(i));
    }
    QCOMPARE(reactor->processCount(), 0);
}

void tst_Spawn::aCallbackMaySpawn()
{
    Recorder first, second, third;
    first.hook = [&](const QString &event) {
        if (event == u"connectionMade")
            spawn(second, u"say 1 second"_s);
        if (event == u"ended")
            spawn(third, u"say 1 third"_s); // spawned inside another's processEnded
    };
    spawn(first, u"exit 0"_s);
    QVERIFY(waitForEnd(first));
    QVERIFY(waitForEnd(second));
    QVERIFY(waitForEnd(third));
    QCOMPARE(second.data[1] + third.data[1], "secondthird"_ba);
}

// The count itself is in cleanup(), as for every slot.
void tst_Spawn::spawnsAndFailingSpawnsLeaveNothingBehind()
{
    for (int round = 0; round < 100; ++round) {
        Recorder recorders[7];
        for (int i = 0; i < 5; ++i)
            spawn(recorders[i], u"say 1 x exit %1"_s.arg(i));
        reactor->spawnProcess(&recorders[5], u"/nowhere"_s);
        reactor->spawnProcess(&recorders[6], u"true"_s, {}, {.path = u"/nowhere"_s});
        for (const Recorder &recorder : recorders)
            QVERIFY(waitForEnd(recorder));
    }
}

QTEST_GUILESS_MAIN(tst_Spawn)

#include "tst_spawn.moc"
