// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The gpg desk at work with the gpg that is installed: what it asks, what it streams, what it
// leaves behind, and the desk without a window. The numbers are those of tst_gpgmatrix's cases.

#include "gpghome.h"
#include "gpgpackets.h"
#include "gpgrun.h"
#include "keptstatuses.h"
#include "nativepath.h"
#include "ownmemory.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QStandardPaths>
#include <QtCore/QSysInfo>
#include <QtTest/QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;
using State = GpgSignature::State;
using Unlocking = GpgRequest::Unlocking;

namespace {

const QByteArray plain = "Meet me at the usual place, at the usual time.\n";
const QByteArray oldText = "what was there before\n";
constexpr qint64 mebibyte = 1LL << 20;
constexpr qint64 aLittle = 8 * mebibyte; // what pipes and buffers may hold

bool isLong()
{
    return qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG");
}

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray hashOf(const QString &name)
{
    QFile file(name);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

void writeFile(const QString &name, const QByteArray &text)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s", qPrintable(file.errorString()));
}

/// "write 1": what a process is waiting in; empty where the kernel does not say.
QByteArray systemCallOf(qint64 pid)
{
    const QByteArrayList words = contentOf(u"/proc/%1/syscall"_s.arg(pid)).split(' ');
    if (words.value(0) != QByteArray::number(SYS_write))
        return {};
    return "write " + QByteArray::number(words.value(1).toInt(nullptr, 16));
}

/// The largest resident set since resetPeak(), in bytes.
qint64 peakMemory()
{
    for (const QByteArray &line : contentOf(u"/proc/self/status"_s).split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return 0;
}

bool resetPeakMemory()
{
    QFile file(u"/proc/self/clear_refs"_s);
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write("5") == 1;
}

QStringList entries(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System
                                  | QDir::NoDotAndDotDot); // links to nothing, too
}

QProcessEnvironment cleanEnvironment()
{
    QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
    result.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    return result;
}

/// A child of our own, for what the desk does not do.
class Child : public Recorder
{
public:
    ProcessTransport *start(const QString &program, const QStringList &args,
                            const SpawnOptions &options)
    {
        return Reactor::instance()->spawnProcess(this, program, QStringList(program) + args,
                                                 options);
    }
    bool end() { return BehaviourTest::waitForEnd(*this); }
    int exitCode() const { return ended ? ended->exitCode() : -1; }
};

} // namespace

class tst_GpgDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void c02AllMayBeOnHighDescriptors();
    void c03TheDocumentedMapDecrypts();
    void aSignerIsCalledOnlyByANameThatIsCertified();
    void aQuestionMayRunALoopInWhichGpgEnds();
    void theDeskMayBeDeletedInAnyOfItsSignals();
    void aFifoIsNoInput();
    void outputIsANewFileInItsFolder_data();
    void outputIsANewFileInItsFolder();
    void whatTakesTheNameMeanwhileIsLeftAlone_data();
    void whatTakesTheNameMeanwhileIsLeftAlone();
    void aFileNameNeedNotBeUTF8();
    void wordsOfStrangersChangeNoVerdict_data();
    void wordsOfStrangersChangeNoVerdict();
    void theEndOfALineThatIsTooLongIsNoLine();
    void aKeyWhosePrimaryPartIsElsewhereSigns();
    void gpgsVersionIsAskedWhenTheVerdictDependsOnIt();
    void c21AnAgentThatForbidsLoopbackIsNamedAndItsPinentryUsed();
    void whatWasImportedBeforeTheDamageIsTold();
    void importedKeysAreNamedAndWhatIsNewComesFirst();

    void c06APassphraseIsAskedForWithItsOwnersName();
    void c07AWrongAnswerIsToldAndTheNextRunMayDoBetter();
    void c08AQuestionMayBeCancelled();
    void c11AQuestionNobodyAnswersWaits();
    void c12AnAnswerMayBeUnfit();
    void c13TheEndsGpgGetsAreBlocking();
    void c14AnAgentThatKnowsThePassphraseIsMentioned();
    void c19AnIgnoredSigchldIsKeptFromGpgAndNothingIsGuessed();
    void c20PinentryMayAnswerCancelOrKeepOneWaiting();
    void c21WithoutAPinentryThereIsAWayOut();
    void c22PinentryAsksInATerminal();
    void c44AnEmptyAnswerIsNoPassphrase();
    void c61PrimesAreProgress();
    void c62AKeyIsNotMadeWhenCancelled();
    void c77OpenOrLongHomesAreNamed();
    void c79ALockedKeyRingIsWaitedFor();

    void c25PlaintextIsPrivateUntilItIsVouchedFor();
    void c41AWrongPassphraseStopsALargeSource();
    void c53ALargeFileIsVerifiedWithItsProgress();
    void c66StatusThatNobodyReadsStopsGpgAndNobodyElse();
    void c69APhotoComesOnItsOwnDescriptor();
    void c70MemoryIsBoundedFromFileToFile();
    void c70TwoGpgsInAPipeGiveTheSameBytes();
    void c71OutputThatNobodyReadsStopsTheSource();
    void c72AnEarlyExitIsToldByItsReason();
    void c73CancelledItLeavesNothing_data();
    void c73CancelledItLeavesNothing();
    void c75ADiskThatIsFullLeavesTheOldFile();
    void c83EightAtOnceEachGetTheirOwnVerdict();
    void c85WhoeverKillsGpgIsNamed();
    void c86APassphraseIsNowhereToBeSeen_data();
    void c86APassphraseIsNowhereToBeSeen();
    void c86ASessionKeyIsInNoLog();

    void theConsoleExitsAsTheVerdictSays();
    void theConsoleGivesOutOnlyWhatIsSigned();
    void theConsoleDecryptsNothingWhoseSignatureIsBad();
    void theConsoleTakesAPassphraseFromItsDescriptor();
    void theConsoleReadsItsInputAsItStands_data();
    void theConsoleReadsItsInputAsItStands();

private:
    GpgRequest decrypt(const QByteArray &text) const
    {
        return {.operation = Operation::Decrypt, .text = text, .home = m_home->path()};
    }
    QByteArray encrypted(const QString &key, const QByteArray &text = plain) const
    {
        return m_home->made({u"--trust-model"_s, u"always"_s, u"-z"_s, u"0"_s, u"--recipient"_s,
                             key, u"--encrypt"_s},
                            text);
    }
    QString file(const QString &name) const { return m_files.filePath(name); }
    QString largeFile();
    QString largeMessage();
    bool isHomeUsable() const;
    int desk(Child &child, const QStringList &args, const QByteArray &passphrase = {},
             const QByteArray &input = {});

    Census m_census;
    const QTemporaryDir m_files{u"/tmp/gm-files-XXXXXX"_s};
    std::unique_ptr<GpgHome> m_home;
    QString m_alice; // with a passphrase: "sesame"
    QString m_bob; // without
    QByteArray m_toAlice;
    QByteArray m_toBob;
};

void tst_GpgDesk::initTestCase()
{
    m_home = std::make_unique<GpgHome>();
    m_alice = m_home->newKey(u"Alice Test <alice@example.org>"_s, u"sesame"_s);
    m_bob = m_home->newKey(u"Bob <bob@example.org>"_s);
    QCOMPARE(m_alice.size() + m_bob.size(), 80);
    m_home->made({u"--check-trustdb"_s});
    m_toAlice = encrypted(m_alice);
    m_toBob = encrypted(m_bob);
    qunsetenv("GPG_TTY");
    qunsetenv("DISPLAY"); // no pinentry may ask the user who runs the test
}

void tst_GpgDesk::init()
{
    m_census.take();
}

void tst_GpgDesk::cleanup()
{
    m_census.compare();
    m_home->remove(u"gpg.conf"_s);
    m_home->removePinentry();
}

void tst_GpgDesk::cleanupTestCase()
{
    m_home->killAgent();
    QTRY_COMPARE_WITH_TIMEOUT(m_home->processes(), QStringList(), 60'000);
}

/// 32 MiB, or 1 GiB.
QString tst_GpgDesk::largeFile()
{
    const QString name = file(u"large"_s);
    if (QFile::exists(name))
        return name;
    const QByteArray block = noise(32 * mebibyte);
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file.errorString()));
    for (int i = 0; i < (isLong() ? 32 : 1); ++i)
        file.write(block);
    return name;
}

/// The same, encrypted to Bob.
QString tst_GpgDesk::largeMessage()
{
    const QString name = file(u"large.gpg"_s);
    if (QFile::exists(name))
        return name;
    GpgRun run({.operation = Operation::Encrypt,
                .inputFile = largeFile(),
                .outputFile = name,
                .recipients = {m_bob},
                .compress = false,
                .home = m_home->path()});
    run.start();
    run.end();
    return run.result->isDone() ? name : QString();
}

bool tst_GpgDesk::isHomeUsable() const
{
    GpgRun run(decrypt(m_toBob));
    run.start();
    run.end();
    return run.result->isDone() && run.result->output == plain;
}

/// The exit code of the desk without a window.
int tst_GpgDesk::desk(Child &child, const QStringList &args, const QByteArray &passphrase,
                      const QByteArray &input)
{
    ChildFDs fds = {{0, 'w'}, {1, 'r'}, {2, 'r'}};
    QStringList words = {u"--home"_s, m_home->path()};
    if (!passphrase.isEmpty()) {
        fds.insert(9, 'w');
        words << u"--passphrase-fd"_s << u"9"_s;
    }
    auto *const transport = child.start(QStringLiteral(BINARY_DIR "/gpgdesk"), words + args,
                                        {.env = cleanEnvironment(), .childFDs = fds});
    transport->writeToChild(0, input);
    transport->closeStdin();
    if (!passphrase.isEmpty()) {
        transport->writeToChild(9, passphrase);
        transport->closeChildFD(9);
    }
    child.end();
    qInfo("gpgdesk %s: %d\n    %s", qPrintable(args.join(u' ')), child.exitCode(),
          child.data[2].trimmed().replace('\n', "\n    ").constData());
    return child.exitCode();
}

void tst_GpgDesk::c02AllMayBeOnHighDescriptors()
{
    Child gpg;
    auto *const transport =
        gpg.start(u"gpg"_s,
                  {u"--homedir"_s, m_home->path(), u"--batch"_s, u"--no-tty"_s, u"--status-fd"_s,
                   u"4"_s, u"--pinentry-mode"_s, u"loopback"_s, u"--passphrase-fd"_s, u"3"_s,
                   u"--logger-fd"_s, u"7"_s, u"--enable-special-filenames"_s, u"--output"_s,
                   u"-&6"_s, u"--decrypt"_s, u"--"_s, u"-&5"_s},
                  {.env = cleanEnvironment(),
                   .childFDs = {{0, ChildFD::null()},
                                {1, ChildFD::null()},
                                {2, ChildFD::null()},
                                {3, 'w'},
                                {4, 'r'},
                                {5, 'w'},
                                {6, 'r'},
                                {7, 'r'}}});
    transport->writeToChild(3, "sesame\n");
    transport->closeChildFD(3);
    transport->writeToChild(5, m_toAlice);
    transport->closeChildFD(5);
    QVERIFY(gpg.end());
    QCOMPARE(gpg.exitCode(), 0);
    QCOMPARE(gpg.data[6], plain);
    QVERIFY(gpg.data[4].contains("[GNUPG:] DECRYPTION_OKAY\n"));
    QVERIFY(!gpg.data[7].isEmpty());
    QVERIFY(!gpg.data.contains(1) && !gpg.data.contains(2));
}

void tst_GpgDesk::c03TheDocumentedMapDecrypts()
{
    Child gpg;
    auto *const transport = gpg.start(
        u"gpg"_s,
        {u"--homedir"_s, m_home->path(), u"--batch"_s, u"--no-tty"_s, u"-q"_s, u"--status-fd"_s,
         u"4"_s, u"--pinentry-mode"_s, u"loopback"_s, u"--passphrase-fd"_s, u"3"_s, u"--decrypt"_s},
        {.env = cleanEnvironment(), .childFDs = {{0, 'w'}, {1, 'r'}, {2, 2}, {3, 'w'}, {4, 'r'}}});
    transport->writeToChild(3, "sesame\n");
    transport->closeChildFD(3);
    transport->writeToChild(0, m_toAlice);
    transport->closeStdin();
    QVERIFY(gpg.end());
    QCOMPARE(gpg.exitCode(), 0);
    QCOMPARE(gpg.data[1], plain);
    QVERIFY(gpg.data[4].contains("[GNUPG:] DECRYPTION_OKAY\n"));
}

// Who is certified by one name can add another, and put it first.
void tst_GpgDesk::aSignerIsCalledOnlyByANameThatIsCertified()
{
    const GpgHome hers;
    const QString mallory = hers.newKey(u"Mallory <mallory@example.org>"_s);
    m_home->made({u"--import"_s}, hers.made({u"--export"_s, mallory}));
    m_home->made({u"-u"_s, m_bob, u"--quick-lsign-key"_s, mallory});
    const QString bank = u"Bank of Trust <service@bank.example>"_s;
    hers.made({u"--quick-add-uid"_s, mallory, bank});
    hers.made({u"--quick-set-primary-uid"_s, mallory, bank});
    m_home->made({u"--import"_s}, hers.made({u"--export"_s, mallory}));

    GpgRun run({.operation = Operation::Verify,
                .text = hers.made({u"--clearsign"_s}, plain),
                .home = m_home->path()});
    run.start();
    QVERIFY(run.end());
    run.describe();
    QVERIFY(run.saw("GOODSIG") && run.saw("TRUST_FULLY"));
    QCOMPARE(run.result->worstSignature(), GpgSignature::State::Good);
    QCOMPARE(run.result->signatures.first().userId, u"Mallory <mallory@example.org>"_s);
    QVERIFY(!run.result->toString().contains(u"Bank"_s));

    GpgRun list({.operation = Operation::ListKeys, .keys = {mallory}, .home = m_home->path()});
    list.start();
    QVERIFY(list.end());
    QCOMPARE(list.result->keys.first().userIds,
             QStringList({u"Mallory <mallory@example.org>"_s, bank}));
    QCOMPARE(list.result->keys.first().certifiedUserIds, 1);
    m_home->made({u"--delete-keys"_s, mallory});
}

// As a dialog's exec() does.
void tst_GpgDesk::aQuestionMayRunALoopInWhichGpgEnds()
{
    for (const bool inStatus : {false, true}) {
        GpgRun run({.operation = Operation::Decrypt, .text = m_toAlice, .home = m_home->path()});
        run.onQuestion = [&] {
            run.protocol->answer(GpgRun::secret("sesame"));
            if (!inStatus)
                QVERIFY(BehaviourTest::waitUntil([&] { return !run.protocol->transport(); }));
        };
        bool isFirst = true;
        run.onStatus = [&](const QByteArray &line) {
            if (inStatus && line.contains("GOT_IT") && std::exchange(isFirst, false))
                QVERIFY(BehaviourTest::waitUntil([&] { return !run.protocol->transport(); }));
        };
        run.start();
        QVERIFY(run.end());
        QCOMPARE(run.result->outcome, Outcome::Done);
        QCOMPARE(run.result->output, plain);
        QVERIFY(run.saw("END_DECRYPTION"));
    }
}

void tst_GpgDesk::theDeskMayBeDeletedInAnyOfItsSignals()
{
    for (const auto &signal : {u"status"_s, u"log"_s, u"question"_s, u"finished"_s}) {
        auto *const gpg = new GpgProtocol(
            {.operation = Operation::Decrypt, .text = m_toAlice, .home = m_home->path()});
        const QPointer<GpgProtocol> alive(gpg);
        const auto end = [gpg](bool isWanted) {
            if (isWanted)
                delete gpg;
        };
        connect(gpg, &GpgProtocol::statusReceived, this, [=] { end(signal == u"status"_s); });
        connect(gpg, &GpgProtocol::logReceived, this, [=] { end(signal == u"log"_s); });
        connect(gpg, &GpgProtocol::finished, this, [=] { end(signal == u"finished"_s); });
        connect(gpg, &GpgProtocol::passphraseWanted, this, [=] {
            if (signal == u"question"_s)
                end(true);
            else
                gpg->answer(GpgRun::secret("sesame"));
        });
        gpg->start();
        QVERIFY(BehaviourTest::waitUntil([&] { return alive.isNull(); }));
        QVERIFY(BehaviourTest::waitUntil([] { return Reactor::instance()->processCount() == 0; }));
    }
}

void tst_GpgDesk::aFifoIsNoInput()
{
    const QString fifo = file(u"fifo"_s);
    QCOMPARE(mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
    GpgRun run({.operation = Operation::Decrypt, .inputFile = fifo, .home = m_home->path()});
    run.start(); // it has no writer: opening it would block
    QVERIFY(run.end());
    QCOMPARE(run.result->outcome, Outcome::InputUnreadable);
}

using Setup = std::function<void(const QString &folder)>;

namespace {

QString linkTarget(const QString &name)
{
    char target[4096];
    const ssize_t size = ::readlink(QFile::encodeName(name).constData(), target, sizeof target);
    return size < 0 ? QString() : QFile::decodeName(QByteArray(target, size));
}

void makeLink(const QString &target, const QString &name)
{
    if (::symlink(QFile::encodeName(target).constData(), QFile::encodeName(name).constData()) != 0)
        qFatal("%s", qPrintable(qt_error_string(errno)));
}

/// What has the name, and what that is: not followed.
QByteArray kindOf(const QString &name)
{
    struct stat status = {};
    if (::lstat(QFile::encodeName(name).constData(), &status) != 0)
        return "nothing";
    if (S_ISLNK(status.st_mode))
        return "link to " + linkTarget(name).toUtf8();
    return S_ISDIR(status.st_mode) ? "folder"
        : S_ISFIFO(status.st_mode) ? "FIFO"
        : S_ISREG(status.st_mode)  ? "file"
                                   : "device";
}

} // namespace

void tst_GpgDesk::outputIsANewFileInItsFolder_data()
{
    QTest::addColumn<Setup>("setup"); // of "out", beside "target" and "in"
    QTest::addColumn<bool>("mayReplace");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QByteArray>("kind"); // of "out", afterwards
    const auto row = [](const char *name, const Setup &setup, bool mayReplace, Outcome outcome,
                        const QByteArray &kind) {
        QTest::newRow(name) << setup << mayReplace << outcome << kind;
    };
    const auto link = [](const QString &target) {
        return [target](const QString &folder) { makeLink(target, folder + u"/out"_s); };
    };
    const auto fifo = [](const QString &folder) {
        ::mkfifo(QFile::encodeName(folder + u"/out"_s).constData(), 0600);
    };
    const auto makeFolder = [](const QString &folder) { QDir(folder).mkdir(u"out"_s); };
    const auto file = [](const QString &folder) { writeFile(folder + u"/out"_s, oldText); };
    const auto hardLink = [](const QString &folder) {
        QCOMPARE(::link(QFile::encodeName(folder + u"/in"_s).constData(),
                        QFile::encodeName(folder + u"/out"_s).constData()),
                 0);
    };
    row("nothing is there", [](const QString &) { }, false, Outcome::Done, "file");
    row("nothing is there, to be replaced", [](const QString &) { }, true, Outcome::Done, "file");
    row("a file", file, false, Outcome::OutputExists, "file");
    row("a file, to be replaced", file, true, Outcome::Done, "file");
    row("a link to nothing", link(u"nowhere"_s), false, Outcome::OutputExists, "link to nowhere");
    row("a link to nothing, to be replaced", link(u"nowhere"_s), true, Outcome::Done, "file");
    row("a link to nothing, far away", link(u"/nonexistent/x"_s), false, Outcome::OutputExists,
        "link to /nonexistent/x");
    row("a link to itself", link(u"out"_s), false, Outcome::OutputExists, "link to out");
    row("a link to itself, to be replaced", link(u"out"_s), true, Outcome::Done, "file");
    row("a link to a file", link(u"target"_s), false, Outcome::OutputExists, "link to target");
    row("a link to a file, to be replaced", link(u"target"_s), true, Outcome::Done, "file");
    row("a link to the input, to be replaced", link(u"in"_s), true, Outcome::Done, "file");
    row("the input under another name, to be replaced", hardLink, true, Outcome::BadRequest,
        "file");
    row("a folder", makeFolder, false, Outcome::OutputUnwritable, "folder");
    row("a folder, to be replaced", makeFolder, true, Outcome::OutputUnwritable, "folder");
    row("a link to a folder, to be replaced", link(u"/tmp"_s), true, Outcome::OutputUnwritable,
        "link to /tmp");
    row("a FIFO", fifo, false, Outcome::OutputUnwritable, "FIFO");
    row("a FIFO, to be replaced", fifo, true, Outcome::OutputUnwritable, "FIFO");
    row("a link to a device, to be replaced", link(u"/dev/null"_s), true, Outcome::OutputUnwritable,
        "link to /dev/null");
}

void tst_GpgDesk::outputIsANewFileInItsFolder()
{
    QFETCH(const Setup, setup);
    QFETCH(const bool, mayReplace);
    QFETCH(const Outcome, outcome);
    QFETCH(const QByteArray, kind);
    const QTemporaryDir folder(u"/tmp/gm-out-XXXXXX"_s);
    const QString out = folder.filePath(u"out"_s);
    writeFile(folder.filePath(u"target"_s), oldText);
    writeFile(folder.filePath(u"in"_s), m_toBob);
    setup(folder.path());
    const QStringList before = entries(folder.path());

    GpgRun run({.operation = Operation::Decrypt,
                .inputFile = folder.filePath(u"in"_s),
                .outputFile = out,
                .replaceOutputFile = mayReplace,
                .home = m_home->path()});
    run.start();
    QVERIFY(run.end());
    QCOMPARE(run.result->outcome, outcome);
    QCOMPARE(run.result->toString().contains(out),
             outcome == Outcome::OutputExists || outcome == Outcome::OutputUnwritable);
    QCOMPARE(kindOf(out), kind);
    if (outcome == Outcome::Done)
        QCOMPARE(contentOf(out), plain);
    QCOMPARE(contentOf(folder.filePath(u"target"_s)), oldText);
    QCOMPARE(contentOf(folder.filePath(u"in"_s)), m_toBob);
    QStringList after = entries(folder.path());
    if (outcome == Outcome::Done && !before.contains(u"out"_s))
        after.removeAll(u"out"_s);
    QCOMPARE(after, before);
}

void tst_GpgDesk::whatTakesTheNameMeanwhileIsLeftAlone_data()
{
    QTest::addColumn<Setup>("setup");
    QTest::addColumn<bool>("mayReplace");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QByteArray>("kind");
    const auto link = [](const QString &target) {
        return [target](const QString &folder) { makeLink(target, folder + u"/out"_s); };
    };
    const auto makeFolder = [](const QString &folder) { QDir(folder).mkdir(u"out"_s); };
    QTest::newRow("a link to nothing") << Setup(link(u"nowhere"_s)) << false
                                       << Outcome::OutputExists << QByteArray("link to nowhere");
    QTest::newRow("a link to nothing, to be replaced")
        << Setup(link(u"nowhere"_s)) << true << Outcome::Done << QByteArray("file");
    QTest::newRow("a link to a file, to be replaced")
        << Setup(link(u"target"_s)) << true << Outcome::Done << QByteArray("file");
    QTest::newRow("a folder, to be replaced")
        << Setup(makeFolder) << true << Outcome::OutputUnwritable << QByteArray("folder");
    QTest::newRow("a link to a folder, to be replaced")
        << Setup(link(u"/tmp"_s)) << true << Outcome::OutputUnwritable
        << QByteArray("link to /tmp");
}

void tst_GpgDesk::whatTakesTheNameMeanwhileIsLeftAlone()
{
    QFETCH(const Setup, setup);
    QFETCH(const bool, mayReplace);
    QFETCH(const Outcome, outcome);
    QFETCH(const QByteArray, kind);
    const QTemporaryDir folder(u"/tmp/gm-out-XXXXXX"_s);
    writeFile(folder.filePath(u"target"_s), oldText);
    GpgRun run({.operation = Operation::Decrypt,
                .text = m_toBob,
                .outputFile = folder.filePath(u"out"_s),
                .replaceOutputFile = mayReplace,
                .home = m_home->path()});
    bool isFirst = true;
    run.onStatus = [&](const QByteArray &) {
        if (std::exchange(isFirst, false))
            setup(folder.path());
    };
    run.start();
    QVERIFY(run.end());
    QCOMPARE(run.result->outcome, outcome);
    QCOMPARE(kindOf(folder.filePath(u"out"_s)), kind);
    QCOMPARE(run.result->outputFile.isEmpty(), outcome != Outcome::Done);
    QCOMPARE(contentOf(folder.filePath(u"target"_s)), oldText);
    QCOMPARE(entries(folder.path()), QStringList({u"out"_s, u"target"_s}));
}

void tst_GpgDesk::aFileNameNeedNotBeUTF8()
{
    const QTemporaryDir folder(u"/tmp/gm-out-XXXXXX"_s);
    const QByteArray in = QFile::encodeName(folder.path()) + "/caf\xe9.txt";
    const QByteArray message = QFile::encodeName(folder.path()) + "/caf\xe9.gpg";
    const QByteArray out = QFile::encodeName(folder.path()) + "/caf\xe9 again";
    const int fd = ::open(in.constData(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    QCOMPARE(::write(fd, plain.constData(), size_t(plain.size())), plain.size());
    ::close(fd);
    GpgRun run({.operation = Operation::Encrypt,
                .inputFile = NativePath::fromBytes(in),
                .outputFile = NativePath::fromBytes(message),
                .recipients = {m_bob},
                .home = m_home->path()});
    run.start();
    QVERIFY(run.end());
    QCOMPARE(run.result->outcome, Outcome::Done);
    QCOMPARE(NativePath::toBytes(run.result->outputFile), message);

    // As a shell gives it to the console.
    const ProcessOutput decrypted = GpgHome::run(
        u"/bin/sh"_s,
        {u"-c"_s,
         u"cd \"$1\" && \"$2\" --home \"$3\" --decrypt \"$(printf 'caf\\351.gpg')\" "
         "--output \"$(printf 'caf\\351 again')\""_s,
         u"sh"_s, folder.path(), QStringLiteral(BINARY_DIR "/gpgdesk"), m_home->path()});
    QVERIFY2(decrypted.reason.exitCode() == 0, decrypted.err);
    const int result = ::open(out.constData(), O_RDONLY | O_CLOEXEC);
    QVERIFY(result >= 0);
    QByteArray content(plain.size() + 1, '\0');
    content.resize(::read(result, content.data(), size_t(content.size())));
    ::close(result);
    QCOMPARE(content, plain);
    for (const QByteArray &name : {in, message, out}) // QTemporaryDir could not
        QCOMPARE(::unlink(name.constData()), 0);

    // The name of a file that does not exist is shown, with a sign for the byte.
    GpgRun missing({.operation = Operation::Decrypt,
                    .inputFile = NativePath::fromBytes("/nonexistent/caf\xe9"),
                    .home = m_home->path()});
    missing.start();
    QVERIFY(missing.end());
    QCOMPARE(missing.result->outcome, Outcome::InputUnreadable);
    QVERIFY(missing.result->toString().contains(u"/nonexistent/caf\ufffd"_s));
}

void tst_GpgDesk::wordsOfStrangersChangeNoVerdict_data()
{
    QTest::addColumn<QString>("words");
    for (const char *words :
         {"encrypted with unknown algorithm 99", "can't hash datafile: Invalid digest algorithm",
          "can't connect to the agent: IPC connect call failed",
          "no gpg-agent running in this session", "CRC error; 5FD3C3 - 9485F4",
          "not a detached signature", "no signed data",
          "WARNING: unsafe permissions on homedir '/home/me/.gnupg'",
          "Fatal: /home/me/.gnupg: directory does not exist!",
          "WARNING: message was not integrity protected", "decryption forced to fail!",
          "handle plaintext failed: Bad file descriptor",
          "error writing to '-': No space left on device", "waiting for lock (held by 4711) ..."})
        QTest::newRow(words) << QString::fromLatin1(words);
}

// All of it comes into gpg's log, which shows policies and notations by its default settings.
void tst_GpgDesk::wordsOfStrangersChangeNoVerdict()
{
    QFETCH(const QString, words);
    m_home->write(u"gpg.conf"_s, "verify-options show-policy-urls,show-notations\n");
    const QString lines = u"\ngpg: %1\n"_s.arg(words);
    const QStringList claims = {u"--set-policy-url"_s, u"https://x/ gpg: "_s + words,
                                u"--set-notation"_s, u"a@x.org=gpg: "_s + words};
    const QByteArray signature =
        m_home->made(QStringList{u"-u"_s, m_bob} + claims + QStringList{u"--detach-sign"_s}, plain);
    const QByteArray armored = m_home->made({u"--enarmor"_s}, signature);
    const qsizetype header = armored.indexOf('\n') + 1;
    const QByteArray named =
        m_home->made(QStringList{u"-u"_s, m_bob, u"--set-filename"_s, lines, u"--trust-model"_s,
                                 u"always"_s, u"-r"_s, m_bob}
                         + claims + QStringList{u"--sign"_s, u"--encrypt"_s},
                     plain);
    const auto outcomeOf = [&](GpgRequest request, bool showsWords) {
        request.home = m_home->path();
        GpgRun run(request);
        run.start();
        if (!run.end())
            return Outcome::Killed;
        if (showsWords && !run.log.join('\n').contains(words.toUtf8()))
            qWarning("the words are not in the log");
        for (const QString &what : std::as_const(run.busy)) {
            if (!what.isEmpty())
                qWarning("%s", qPrintable(what));
        }
        return run.result->notes.filter(u"home"_s).isEmpty()
                && (!run.result->isDone() || run.result->worstSignature() == State::Good)
            ? run.result->outcome
            : Outcome::BadSignature;
    };
    QTest::failOnWarning(QRegularExpression(u"."_s));
    QCOMPARE(
        outcomeOf({.operation = Operation::Verify, .text = plain, .signature = signature}, true),
        Outcome::Done);
    // gpg logs an armor header that it does not know, and ignores it.
    QByteArray marked = armored;
    marked.insert(header, "Comment: gpg: " + words.toUtf8() + '\n');
    marked.replace("ARMORED FILE", "SIGNATURE");
    QCOMPARE(outcomeOf({.operation = Operation::Verify, .text = plain, .signature = marked}, true),
             Outcome::Done);
    QCOMPARE(outcomeOf({.operation = Operation::Decrypt, .text = named}, true), Outcome::Done);
    // What fails fails for its own reason.
    QCOMPARE(outcomeOf({.operation = Operation::Decrypt, .text = flipped(named, -1)}, false),
             Outcome::Damaged);
    QCOMPARE(outcomeOf({.operation = Operation::Decrypt, .text = words.toUtf8()}, false),
             Outcome::NotOpenPGP);
    QCOMPARE(outcomeOf({.operation = Operation::Import, .text = words.toUtf8()}, false),
             Outcome::NoKeysInside);
}

// A policy's address may be that long, and end with whatever its owner likes.
void tst_GpgDesk::theEndOfALineThatIsTooLongIsNoLine()
{
    // Not gpg: it asks in the middle of the line, so that what comes before has been read.
    writeFile(file(u"verbose"_s),
              "#!/bin/sh\n"
              "cat >/dev/null\n"
              "printf 'gpg: Signature policy: ' >&7\n"
              "head -c 70000 /dev/zero | tr '\\0' x >&7\n"
              "for i in 1 2 3; do\n"
              "  echo '[GNUPG:] GET_HIDDEN passphrase.enter' >&4\n"
              "  read -r word <&5\n"
              "done\n"
              "echo 'gpg: no gpg-agent running in this session' >&7\n"
              "echo 'gpg: not a detached signature' >&7\n"
              "exit 2\n");
    QFile::setPermissions(file(u"verbose"_s), QFile::ReadOwner | QFile::ExeOwner);
    GpgRequest request = decrypt("x");
    request.program = file(u"verbose"_s);
    GpgRun run(request);
    run.answerWith("sesame");
    run.start();
    QVERIFY(run.end());
    QCOMPARE(run.questions.size(), 3);
    QCOMPARE(run.result->outcome, Outcome::NotADetachedSignature); // a line of its own
    QVERIFY(run.log.contains("gpg: not a detached signature"));
    QVERIFY(run.log.join().contains("gpg: no gpg-agent running in this session")); // for people
    QFile::remove(file(u"verbose"_s));
}

void tst_GpgDesk::aKeyWhosePrimaryPartIsElsewhereSigns()
{
    const GpgHome safe;
    const QString key = safe.newKey(u"Olga Offline <olga@example.org>"_s, {}, {}, u"ed25519"_s);
    safe.made({u"--passphrase"_s, QString(), u"--quick-add-key"_s, key, u"ed25519"_s, u"sign"_s});
    const GpgHome laptop;
    laptop.made({u"--import"_s}, safe.made({u"--export-secret-subkeys"_s, key}));
    const GpgRequest list{
        .operation = Operation::ListKeys, .secretKeys = true, .home = laptop.path()};
    GpgRun listing(list);
    listing.start();
    QVERIFY(listing.end());
    const GpgKey olga = listing.result->keys.value(0);
    QVERIFY(olga.hasSecret() && olga.isSigner() && !olga.hasPrimarySecret());
    GpgRun sign(
        {.operation = Operation::Sign, .text = plain, .signers = {key}, .home = laptop.path()});
    sign.start();
    QVERIFY(sign.end());
    QCOMPARE(sign.result->outcome, Outcome::Done);
}

// Versions of gpg that report changed authenticated data only by the exit code are recognized.
void tst_GpgDesk::gpgsVersionIsAskedWhenTheVerdictDependsOnIt()
{
    // Not gpg, but what gpg 2.4 and 2.2 say of such a message by an unknown signer.
    const auto outcomeWith = [this](const QByteArray &version) {
        writeFile(file(u"told"_s),
                  "#!/bin/sh\n"
                  "for word; do [ \"$word\" = --version ] && { echo 'gpg (GnuPG) "
                      + version
                      + "'; exit; }; done\n"
                        "cat >/dev/null\n"
                        "echo text\n"
                        "for line in 'BEGIN_DECRYPTION' 'DECRYPTION_INFO 0 9 2' "
                        "'PLAINTEXT 62 0 ' 'PLAINTEXT_LENGTH 5' 'NEWSIG' "
                        "'ERRSIG 4A70 22 8 00 1 9 F' 'NO_PUBKEY 4A70' 'DECRYPTION_OKAY' "
                        "'GOODMDC' 'END_DECRYPTION'; do echo \"[GNUPG:] $line\" >&4; done\n"
                        "exit 2\n");
        QFile::setPermissions(file(u"told"_s), QFile::ReadOwner | QFile::ExeOwner);
        GpgRequest request = decrypt("x");
        request.program = file(u"told"_s);
        GpgRun run(request);
        run.start();
        run.end();
        QFile::remove(file(u"told"_s));
        return run.result->outcome;
    };
    QCOMPARE(outcomeWith("2.4.6"), Outcome::Done);
    QCOMPARE(outcomeWith("2.5.12"), Outcome::Done);
    QCOMPARE(outcomeWith("2.2.40"), Outcome::NotProven);
    QCOMPARE(outcomeWith("2.4.5"), Outcome::NotProven);
    QCOMPARE(outcomeWith("of no known version"), Outcome::NotProven);
}

void tst_GpgDesk::c21AnAgentThatForbidsLoopbackIsNamedAndItsPinentryUsed()
{
    const GpgHome home;
    const QString key = home.newKey(u"Carol <carol@example.org>"_s, u"sesame"_s);
    const QByteArray message =
        home.made({u"--trust-model"_s, u"always"_s, u"--recipient"_s, key, u"--encrypt"_s}, plain);
    const QByteArray symmetric =
        home.madeWithPassphrase({u"--no-symkey-cache"_s, u"--symmetric"_s}, plain);
    home.write(u"gpg-agent.conf"_s,
               "no-allow-loopback-pinentry\ndefault-cache-ttl 0\nmax-cache-ttl 0\n"
               "pinentry-program "
                   + home.file(u"pinentry"_s).toUtf8() + '\n');
    home.killAgent();
    const GpgRequest request{.operation = Operation::Decrypt, .text = message, .home = home.path()};
    for (const QByteArray &given : {QByteArray(), QByteArray("sesame")}) {
        home.removePinentry();
        GpgRun without(request);
        without.answerWith("sesame");
        without.start(given);
        QVERIFY(without.end());
        without.describe();
        QCOMPARE(without.result->outcome, Outcome::NoLoopback);
        QVERIFY(without.result->toString().contains(u"no-allow-loopback-pinentry"_s));
        QVERIFY(without.result->output.isEmpty());

        home.setPinentry("echo OK\n"
                         "while read -r word rest; do\n"
                         "  case $word in\n"
                         "    GETPIN) echo 'D sesame'; echo OK ;;\n"
                         "    BYE) echo OK; exit ;;\n"
                         "    *) echo OK ;;\n"
                         "  esac\n"
                         "done\n");
        GpgRun with(request);
        with.start(given);
        QVERIFY(with.end());
        with.describe();
        QCOMPARE(with.result->outcome, Outcome::Done);
        QCOMPARE(with.result->output, plain);
        QCOMPARE(with.finishes, 1);
        QVERIFY(with.saw("PINENTRY_LAUNCHED"));
        QVERIFY(with.result->notes.value(0).contains(u"no-allow-loopback-pinentry"_s));
        QCOMPARE(with.result->notes.size(), 1);
    }
    // For a message's own passphrase gpg also says that its user has cancelled.
    GpgRun own({.operation = Operation::Decrypt, .text = symmetric, .home = home.path()});
    own.start();
    QVERIFY(own.end());
    own.describe();
    QCOMPARE(own.result->outcome, Outcome::Done);
    QCOMPARE(own.result->output, plain);
    QVERIFY(own.saw("PINENTRY_LAUNCHED"));
    QVERIFY(own.result->notes.value(0).contains(u"so that has asked for it"_s));
}

void tst_GpgDesk::whatWasImportedBeforeTheDamageIsTold()
{
    const GpgHome hers;
    const QString carol = hers.newKey(u"Carol <carol@example.org>"_s);
    const QByteArray other = hers.made({u"--export"_s, hers.newKey(u"Dora <dora@example.org>"_s)});
    GpgRun run({.operation = Operation::Import,
                .text = hers.made({u"--export"_s, carol}) + other.chopped(other.size() / 2),
                .home = m_home->path()});
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::ImportedInPart);
    QVERIFY(run.result->toString().contains(u"1 key"_s));
    QCOMPARE(run.result->importLines(),
             QStringList(spacedFingerprint(carol) + u"  new  Carol <carol@example.org>"_s));
    m_home->made({u"--delete-keys"_s, carol});
}

void tst_GpgDesk::importedKeysAreNamedAndWhatIsNewComesFirst()
{
    const GpgHome hers;
    const QString carol = hers.newKey(u"Carol <carol@example.org>"_s);
    // Who chooses a name would like it to be taken for something else.
    const QString dora = hers.newKey(u"Dora \u202e [GNUPG:] IMPORT_OK 1 "_s + carol);
    const QString fay = hers.newKey(u"Fay <fay@example.org>"_s);
    const GpgHome his;
    his.made({u"--import"_s}, hers.made({u"--export"_s, carol}));
    const QByteArray keys =
        hers.made({u"--export"_s, carol, dora}) + hers.made({u"--export-secret-keys"_s, fay});
    const QStringList expected = {
        spacedFingerprint(dora) + u"  new  Dora \ufffd [GNUPG:] IMPORT_OK 1 "_s + carol,
        spacedFingerprint(fay) + u"  secret key  Fay <fay@example.org>"_s,
        spacedFingerprint(carol) + u"  known already  Carol <carol@example.org>"_s};
    his.write(u"keys"_s, keys);
    const ProcessOutput mentioned =
        GpgHome::run(QStringLiteral(BINARY_DIR "/gpgdesk"),
                     {u"--home"_s, his.path(), u"--import"_s, his.file(u"keys"_s)});
    QCOMPARE(QString::fromUtf8(mentioned.err),
             expected.join(u'\n') + u"\nImported: 3 keys in it, 2 new.\n"_s);
}

void tst_GpgDesk::c06APassphraseIsAskedForWithItsOwnersName()
{
    GpgRun run(decrypt(m_toAlice));
    run.answerWith("sesame");
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.questions.size(), 1);
    QCOMPARE(run.questions.first().owner, u"Alice Test <alice@example.org>"_s);
    QVERIFY(run.status.join('\n').contains(run.questions.first().keyId.toLatin1()));
    QVERIFY(run.saw("USERID_HINT") && run.saw("NEED_PASSPHRASE") && run.saw("GET_HIDDEN")
            && run.saw("GOT_IT"));
    QCOMPARE(run.result->outcome, Outcome::Done);
    QCOMPARE(run.result->output, plain);
    QVERIFY(run.result->notes.isEmpty());
}

void tst_GpgDesk::c07AWrongAnswerIsToldAndTheNextRunMayDoBetter()
{
    writeFile(file(u"letter.gpg"_s), m_toAlice);
    GpgRequest request = decrypt({});
    request.inputFile = file(u"letter.gpg"_s);
    request.outputFile = file(u"letter"_s);
    GpgRun first(request);
    first.answerWith("wrong");
    first.start();
    QVERIFY(first.end());
    first.describe();
    QCOMPARE(first.result->outcome, Outcome::WrongPassphrase);
    QVERIFY(first.result->toString().contains(u"Alice Test"));
    QVERIFY(!QFile::exists(request.outputFile));

    GpgRun second(request);
    second.answerWith("sesame");
    second.start();
    QVERIFY(second.end());
    second.describe();
    QCOMPARE(second.result->outcome, Outcome::Done);
    QCOMPARE(contentOf(request.outputFile), plain);
    QFile::remove(request.outputFile);
}

void tst_GpgDesk::c08AQuestionMayBeCancelled()
{
    GpgRun run(decrypt(m_toAlice));
    run.onQuestion = [&] { run.protocol->cancel(); };
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::Cancelled);
    QVERIFY(run.result->wayOut().isEmpty());
    QVERIFY(run.result->output.isEmpty());
}

void tst_GpgDesk::c11AQuestionNobodyAnswersWaits()
{
    // Many answered and done meanwhile: this one still waits, and may then be answered.
    GpgRun waiting(decrypt(m_toAlice));
    waiting.start();
    QVERIFY(waiting.waitFor([&] { return !waiting.questions.isEmpty(); }));
    for (int i = 0; i < 5; ++i)
        QVERIFY(isHomeUsable());
    QVERIFY(!waiting.result);
    QCOMPARE(waiting.questions.size(), 1);
    waiting.protocol->answer(GpgRun::secret("sesame"));
    QVERIFY(waiting.end());
    waiting.describe();
    QCOMPARE(waiting.result->output, plain);
}

void tst_GpgDesk::c12AnAnswerMayBeUnfit()
{
    const QByteArray unfit[] = {"a\nb", QByteArray("a\0b", 3), QByteArray(300, 'x')};
    for (const QByteArray &word : unfit) {
        GpgRun run(decrypt(m_toAlice));
        run.answerWith(word);
        run.start();
        QVERIFY(run.end());
        run.describe();
        QCOMPARE(run.result->outcome, Outcome::PassphraseUnfit);
        QVERIFY(!run.saw("GOT_IT")); // gpg did not get it
    }
}

void tst_GpgDesk::c13TheEndsGpgGetsAreBlocking()
{
    // With O_NONBLOCK on its end, gpg takes a passphrase that is not there yet for an empty one.
    GpgRun run(decrypt(m_toAlice));
    QHash<int, int> flags;
    run.onQuestion = [&] {
        for (const int fd : {0, 1, 2, 4, 5, 7}) {
            const QByteArray info =
                contentOf(u"/proc/%1/fdinfo/%2"_s.arg(run.protocol->transport()->pid()).arg(fd));
            flags[fd] =
                info.split('\n').value(1).simplified().split(' ').value(1).toInt(nullptr, 8);
        }
        run.protocol->answer(GpgRun::secret("sesame"));
    };
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(flags.size(), 6);
    for (auto it = flags.cbegin(); it != flags.cend(); ++it)
        QVERIFY2((it.value() & O_NONBLOCK) == 0, QByteArray::number(it.key()));
    QCOMPARE(run.result->outcome, Outcome::Done);
}

void tst_GpgDesk::c14AnAgentThatKnowsThePassphraseIsMentioned()
{
    const GpgHome home("default-cache-ttl 600\nmax-cache-ttl 600\n");
    const QString key = home.newKey(u"Carol <carol@example.org>"_s, u"sesame"_s);
    GpgRequest request = decrypt(
        home.made({u"--trust-model"_s, u"always"_s, u"--recipient"_s, key, u"--encrypt"_s}, plain));
    request.home = home.path();
    GpgRun first(request);
    first.answerWith("sesame");
    first.start();
    QVERIFY(first.end());
    QCOMPARE(first.result->outcome, Outcome::Done);

    GpgRun second(request);
    second.answerWith("never asked for");
    second.start();
    QVERIFY(second.end());
    second.describe();
    QVERIFY(second.questions.isEmpty());
    QCOMPARE(second.result->output, plain);
    QVERIFY(second.result->notes.value(0).contains(u"gpg-agent still knows it"));

    GpgRun third(request); // a wrong one, beforehand: gpg does not look at it
    third.start("wrong");
    QVERIFY(third.end());
    third.describe();
    QCOMPARE(third.result->output, plain);
}

void tst_GpgDesk::c19AnIgnoredSigchldIsKeptFromGpgAndNothingIsGuessed()
{
    // A gpg that inherits it cannot start its agent. Where the kernel keeps no status, whoever
    // ignores it does not learn how gpg ended, and without that there is no verdict.
    m_home->killAgent();
    const auto before = std::signal(SIGCHLD, SIG_IGN);
    GpgRun run(decrypt(m_toBob));
    run.start();
    const bool hasEnded = run.end();
    static_cast<void>(std::signal(SIGCHLD, before));
    QVERIFY(hasEnded);
    run.describe();
    QVERIFY(run.saw("DECRYPTION_OKAY"));
    if (KeptStatuses::areThere()) {
        QCOMPARE(run.result->outcome, Outcome::Done);
        QCOMPARE(run.result->output, plain);
    } else {
        QCOMPARE(run.result->outcome, Outcome::Failed);
        QVERIFY(run.result->toString().contains(u"its exit status is unknown"));
        QCOMPARE(run.result->output, QByteArray());
    }
    QVERIFY(isHomeUsable());
}

void tst_GpgDesk::c20PinentryMayAnswerCancelOrKeepOneWaiting()
{
    // Assuan: a greeting, then an answer to each line.
    const auto script = [](const QByteArray &pin) {
        return "echo OK\n"
               "while read -r word rest; do\n"
               "  case $word in\n"
               "    GETPIN) "
            + pin
            + " ;;\n"
              "    BYE) echo OK; exit ;;\n"
              "    *) echo OK ;;\n"
              "  esac\n"
              "done\n";
    };
    GpgRequest request = decrypt(m_toAlice);
    request.unlocking = Unlocking::Pinentry;
    const auto isWaiting = [](const GpgRun &run) {
        return run.busy.contains(u"waiting for pinentry"_s)
            || !run.busy.filter(u"waiting for pinentry (process "_s).isEmpty();
    };

    m_home->setPinentry(script("echo 'D sesame'; echo OK"));
    GpgRun answered(request);
    answered.start();
    QVERIFY(answered.end());
    answered.describe();
    QVERIFY(answered.saw("PINENTRY_LAUNCHED"));
    QVERIFY(isWaiting(answered));
    QCOMPARE(answered.result->output, plain);
    QCOMPARE(answered.busy.last(), QString()); // no longer

    m_home->setPinentry(script("echo 'ERR 83886179 cancelled'"));
    GpgRun cancelled(request);
    cancelled.start();
    QVERIFY(cancelled.end());
    cancelled.describe();
    QVERIFY(cancelled.saw("ERROR pkdecrypt_failed 83886179"));
    QCOMPARE(cancelled.result->outcome, Outcome::Cancelled);

    m_home->setPinentry(script(":")); // until the agent goes
    GpgRun waiting(request);
    waiting.start();
    QVERIFY(waiting.waitFor([&] { return isWaiting(waiting); }));
    waiting.protocol->cancel();
    QVERIFY(waiting.end());
    waiting.describe();
    QCOMPARE(waiting.result->outcome, Outcome::Cancelled);
    m_home->killAgent(); // the pinentry is the agent's, and still there
    QVERIFY(isHomeUsable());
}

void tst_GpgDesk::c21WithoutAPinentryThereIsAWayOut()
{
    GpgRequest request = decrypt(m_toAlice);
    request.unlocking = Unlocking::Pinentry;
    GpgRun missing(request);
    missing.start();
    QVERIFY(missing.end());
    missing.describe();
    QVERIFY(missing.saw("ERROR pkdecrypt_failed 67108949"));
    QCOMPARE(missing.result->outcome, Outcome::NoPinentry);
    QVERIFY(missing.result->wayOut().contains(u"Type the passphrase here"));

    if (QStandardPaths::findExecutable(u"pinentry-curses"_s).isEmpty())
        QSKIP("pinentry-curses is not installed");
    m_home->setPinentry("exec pinentry-curses \"$@\"\n");
    GpgRun blind(request); // there is no terminal
    blind.start();
    QVERIFY(blind.end());
    blind.describe();
    QVERIFY(blind.saw("PINENTRY_LAUNCHED"));
    QVERIFY(blind.saw("ERROR pkdecrypt_failed 83918950"));
    QCOMPARE(blind.result->outcome, Outcome::NoPinentry);

    GpgRun otherwise(decrypt(m_toAlice)); // the way out
    otherwise.answerWith("sesame");
    otherwise.start();
    QVERIFY(otherwise.end());
    QCOMPARE(otherwise.result->output, plain);
}

void tst_GpgDesk::c22PinentryAsksInATerminal()
{
    if (QStandardPaths::findExecutable(u"pinentry-curses"_s).isEmpty())
        QSKIP("pinentry-curses is not installed");
    m_home->setPinentry("exec pinentry-curses \"$@\"\n");
    writeFile(file(u"alice.gpg"_s), m_toAlice);
    QProcessEnvironment environment = cleanEnvironment();
    environment.insert(u"TERM"_s, u"xterm"_s);
    Child gpg;
    auto *const transport =
        gpg.start(u"/bin/sh"_s,
                  {u"-c"_s, u"GPG_TTY=$(tty) exec gpg --homedir \"$1\" --decrypt \"$2\""_s, u"sh"_s,
                   m_home->path(), file(u"alice.gpg"_s)},
                  {.env = environment, .usePTY = true});
    QVERIFY(
        BehaviourTest::waitUntil([&] { return gpg.ended || gpg.data[1].contains("Passphrase"); }));
    QVERIFY2(!gpg.ended, gpg.data[1]);
    transport->writeToChild(0, "sesame\r");
    QVERIFY(gpg.end());
    QVERIFY2(gpg.data[1].contains(plain.trimmed()), gpg.data[1]);
    QCOMPARE(gpg.exitCode(), 0);
    QVERIFY(!gpg.data[1].contains("sesame"));
}

void tst_GpgDesk::c44AnEmptyAnswerIsNoPassphrase()
{
    GpgRun run({.operation = Operation::Encrypt,
                .text = plain,
                .symmetric = true,
                .home = m_home->path()});
    run.answerWith({});
    run.start();
    QVERIFY(run.end());
    run.describe();
    QVERIFY(!run.saw("GOT_IT")); // gpg would make a key without one
    QCOMPARE(run.result->outcome, Outcome::PassphraseMissing);
    QVERIFY(run.result->output.isEmpty());
}

void tst_GpgDesk::c61PrimesAreProgress()
{
    const QByteArray status = m_home->made({u"--status-fd"_s, u"1"_s, u"--enable-progress-filter"_s,
                                            u"--passphrase"_s, QString(), u"--quick-generate-key"_s,
                                            u"RSA <rsa@example.org>"_s, u"rsa2048"_s});
    int steps = 0;
    for (const QByteArray &line : status.split('\n')) {
        const auto parsed = StatusLine::parse(line);
        const auto progress = parsed ? GpgProgress::parse(*parsed) : std::nullopt;
        steps += progress && progress->what == u"primegen" ? 1 : 0;
    }
    QVERIFY(status.contains("KEY_CREATED P ") || status.contains("KEY_CREATED B "));
    QVERIFY2(steps > 0, status);
}

void tst_GpgDesk::c62AKeyIsNotMadeWhenCancelled()
{
    GpgRun run({.operation = Operation::GenerateKey,
                .userId = u"Never <never@example.org>"_s,
                .home = m_home->path()});
    run.onQuestion = [&] { run.protocol->cancel(); };
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.questions.size(), 1);
    QCOMPARE(run.result->outcome, Outcome::Cancelled);
    QVERIFY(run.result->createdKey.isEmpty());
    QVERIFY(!m_home->made({u"--with-colons"_s, u"--list-keys"_s}).contains("never@"));
}

void tst_GpgDesk::c77OpenOrLongHomesAreNamed()
{
    const auto openTo = [&](QFile::Permissions others) {
        QFile::setPermissions(m_home->path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | others);
    };
    openTo(QFile::ReadOther | QFile::ExeOther);
    GpgRun open(decrypt(m_toBob));
    open.start();
    const bool hasEnded = open.end();
    openTo({});
    QVERIFY(hasEnded);
    open.describe();
    QCOMPARE(open.result->outcome, Outcome::Done);
    QVERIFY(open.result->notes.filter(u"chmod 700"_s).size() == 1);

    // A socket's name has 108 bytes at most.
    const QString longHome = m_home->file(QString(110, u'x'));
    QVERIFY(QDir().mkdir(longHome));
    QFile::setPermissions(longHome, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QByteArray sockets =
        GpgHome::run(u"gpgconf"_s, {u"--homedir"_s, longHome, u"--list-dirs"_s, u"socketdir"_s})
            .out;
    if (!sockets.startsWith(longHome.toUtf8()))
        QSKIP("gpg has its sockets in /run here");
    GpgRun longOne({.operation = Operation::GenerateKey,
                    .userId = u"x"_s,
                    .withoutPassphrase = true,
                    .home = longHome});
    longOne.start();
    QVERIFY(longOne.end());
    longOne.describe();
    QVERIFY(longOne.saw("ERROR key_generate 33554509"));
    QCOMPARE(longOne.result->outcome, Outcome::NoAgent);
}

void tst_GpgDesk::c79ALockedKeyRingIsWaitedFor()
{
    const GpgHome home;
    home.newKey(u"Key <key@example.org>"_s); // so that there is a key ring
    const QByteArray lock = QByteArray::number(getpid()).rightJustified(10) + '\n'
        + QSysInfo::machineHostName().toUtf8() + '\n';
    const QString expected =
        u"waiting for the key ring, which process %1 has locked"_s.arg(getpid());
    const GpgRequest import{.operation = Operation::Import,
                            .text = manyKeys(1),
                            .home = home.path(),
                            .furtherOptions = {u"--allow-non-selfsigned-uid"_s}};

    home.write(u"pubring.kbx.lock"_s, lock);
    GpgRun cancelled(import);
    cancelled.onBusy = [&](const QString &) { cancelled.protocol->cancel(); };
    cancelled.start();
    QVERIFY(cancelled.end());
    cancelled.describe();
    QCOMPARE(cancelled.busy.value(0), expected);
    QCOMPARE(cancelled.result->outcome, Outcome::Cancelled);

    GpgRun waiting(import);
    waiting.onBusy = [&](const QString &) { home.remove(u"pubring.kbx.lock"_s); };
    waiting.start();
    QVERIFY(waiting.end());
    waiting.describe();
    QCOMPARE(waiting.busy.value(0), expected);
    QCOMPARE(waiting.result->outcome, Outcome::Done);
    QCOMPARE(waiting.result->newKeys, 1);
}

void tst_GpgDesk::c25PlaintextIsPrivateUntilItIsVouchedFor()
{
    const QTemporaryDir folder(u"/tmp/gm-out-XXXXXX"_s);
    const QString name = folder.filePath(u"result"_s);
    writeFile(name, oldText);
    writeFile(file(u"changed.gpg"_s), flipped(encrypted(m_bob, plain + noise(4 * mebibyte)), -1));
    GpgRequest request = decrypt({});
    request.inputFile = file(u"changed.gpg"_s);
    request.outputFile = name;
    request.replaceOutputFile = true;
    GpgRun run(request);
    QStringList others;
    QList<int> modes;
    run.onStatus = [&](const QByteArray &) {
        for (const QString &entry : entries(folder.path())) {
            struct stat status = {};
            stat(QFile::encodeName(folder.filePath(entry)).constData(), &status);
            if (entry != u"result" && status.st_size > 0) {
                others << entry;
                modes << int(status.st_mode & 0777);
            }
        }
    };
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::Damaged);
    QVERIFY(run.result->bytesOut > 4 * mebibyte); // gpg gave all of it
    for (const int mode : modes) // other users must not read it meanwhile
        QCOMPARE(mode, 0600);
    QVERIFY(others.removeDuplicates() >= 0 && others.size() <= 1);
    QCOMPARE(entries(folder.path()), QStringList{u"result"_s});
    QCOMPARE(contentOf(name), oldText);
}

void tst_GpgDesk::c41AWrongPassphraseStopsALargeSource()
{
    const QString name = file(u"large.sym.gpg"_s);
    GpgRun there({.operation = Operation::Encrypt,
                  .inputFile = largeFile(),
                  .outputFile = name,
                  .symmetric = true,
                  .compress = false,
                  .home = m_home->path()});
    there.start("sesame");
    QVERIFY(there.end());
    QCOMPARE(there.result->outcome, Outcome::Done);

    GpgRequest request = decrypt({});
    request.inputFile = name;
    GpgRun run(request);
    run.start("wrong");
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::WrongPassphrase);
    QVERIFY2(run.result->bytesIn < aLittle, QByteArray::number(run.result->bytesIn));
    QFile::remove(name);
}

void tst_GpgDesk::c53ALargeFileIsVerifiedWithItsProgress()
{
    GpgRun sign({.operation = Operation::Sign,
                 .inputFile = largeFile(),
                 .outputFile = file(u"large.sig"_s),
                 .signers = {m_bob},
                 .home = m_home->path()});
    sign.start();
    QVERIFY(sign.end());
    QCOMPARE(sign.result->outcome, Outcome::Done);

    GpgRun run({.operation = Operation::Verify,
                .inputFile = largeFile(),
                .signatureFile = file(u"large.sig"_s),
                .home = m_home->path()});
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->worstSignature(), State::Good);
    const qint64 size = QFileInfo(largeFile()).size();
    QCOMPARE(run.result->bytesIn, size);
    qint64 before = 0;
    for (const auto &[done, total] : run.progress) {
        QCOMPARE(total, size);
        QVERIFY(done >= before && done <= size);
        before = done;
    }
}

void tst_GpgDesk::c66StatusThatNobodyReadsStopsGpgAndNobodyElse()
{
    // 800 keys are more status than the pipe holds.
    const GpgHome home;
    Child gpg;
    auto *const transport =
        gpg.start(u"gpg"_s,
                  {u"--homedir"_s, home.path(), u"--batch"_s, u"--no-tty"_s, u"-q"_s,
                   u"--status-fd"_s, u"4"_s, u"--allow-non-selfsigned-uid"_s, u"--import"_s},
                  {.env = cleanEnvironment(),
                   .childFDs = {{0, 'w'}, {1, ChildFD::null()}, {2, ChildFD::null()}, {4, 'r'}}});
    transport->pauseChildFD(4);
    transport->writeToChild(0, manyKeys(800));
    transport->closeStdin();
    if (systemCallOf(getpid()).isNull() && contentOf(u"/proc/self/syscall"_s).isEmpty())
        qInfo("the kernel does not tell what gpg waits for");
    else
        QTRY_COMPARE_WITH_TIMEOUT(systemCallOf(transport->pid()), "write 4", 120'000);
    QVERIFY(!gpg.ended);
    QVERIFY(isHomeUsable()); // others go on
    transport->resumeChildFD(4);
    QVERIFY(gpg.end());
    QCOMPARE(gpg.exitCode(), 0);
    QCOMPARE(gpg.data[4].count("[GNUPG:] IMPORT_OK 1 "), 800);

    // The desk reads all that comes.
    GpgRun run({.operation = Operation::Import,
                .text = manyKeys(800),
                .home = home.path(),
                .furtherOptions = {u"--allow-non-selfsigned-uid"_s}});
    run.start();
    QVERIFY(run.end());
    QCOMPARE(run.result->outcome, Outcome::Done);
    QCOMPARE(run.result->newKeys, 0);
    QCOMPARE(run.result->imports.size(), 800);
    QCOMPARE(run.result->importLines().size(), GpgImport::maximumNamed + 1);
    QVERIFY(
        run.result->importLines().first().endsWith(u"known already  Number 0 <n@example.org>"_s));
    QCOMPARE(run.result->importLines().last(), u"and 780 more"_s);
}

void tst_GpgDesk::c69APhotoComesOnItsOwnDescriptor()
{
    const QString key = m_home->newKey(u"Face <face@example.org>"_s);
    const QByteArray photo = QByteArray::fromHex("ffd8ffe000104a46494600010100000100010000")
        + QByteArray(200, 'p') + QByteArray::fromHex("ffd9");
    m_home->write(u"face.jpg"_s, photo);
    m_home->gpg({u"--command-fd"_s, u"0"_s, u"--edit-key"_s, key},
                "addphoto\n" + m_home->file(u"face.jpg"_s).toUtf8() + "\ny\nsave\n");
    Child gpg;
    gpg.start(u"gpg"_s,
              {u"--homedir"_s, m_home->path(), u"--batch"_s, u"--no-tty"_s, u"--with-colons"_s,
               u"--status-fd"_s, u"4"_s, u"--attribute-fd"_s, u"6"_s, u"--list-keys"_s, key},
              {.env = cleanEnvironment(),
               .childFDs = {{0, ChildFD::null()}, {1, 'r'}, {2, 'r'}, {4, 'r'}, {6, 'r'}}});
    QVERIFY(gpg.end());
    QVERIFY2(gpg.data[6].endsWith(photo), gpg.data[2]);
    for (const QByteArray &line : gpg.data[4].split('\n')) {
        const auto status = StatusLine::parse(line);
        if (status && status->keyword() == "ATTRIBUTE")
            QCOMPARE(status->argument(1).toInt(), gpg.data[6].size()); // pairs them
    }
    QVERIFY(gpg.data[4].contains("ATTRIBUTE"));
}

void tst_GpgDesk::c70MemoryIsBoundedFromFileToFile()
{
    const QString name = largeFile();
    const QString back = file(u"large.back"_s);
#ifdef __SANITIZE_ADDRESS__
    constexpr bool isKept = true; // what is freed
#else
    constexpr bool isKept = false;
#endif
    const bool isMeasured = resetPeakMemory() && !isKept;
    const qint64 before = peakMemory();
    QVERIFY(!largeMessage().isEmpty());
    GpgRequest request = decrypt({});
    request.inputFile = largeMessage();
    request.outputFile = back;
    GpgRun run(request);
    run.start();
    QVERIFY(run.end());
    const qint64 growth = peakMemory() - before;
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::Done);
    QCOMPARE(hashOf(back), hashOf(name));
    qInfo("%lld MiB, and %lld KiB more memory", qlonglong(run.result->bytesOut / mebibyte),
          qlonglong(growth / 1024));
    QVERIFY2(!isMeasured || growth < 16 * mebibyte, QByteArray::number(growth));
    QFile::remove(back);
}

void tst_GpgDesk::c70TwoGpgsInAPipeGiveTheSameBytes()
{
    int ends[2];
    QCOMPARE(pipe2(ends, O_CLOEXEC), 0);
    const QStringList common = {
        u"--homedir"_s, m_home->path(),       u"--batch"_s, u"--no-tty"_s,    u"--pinentry-mode"_s,
        u"loopback"_s,  u"--passphrase-fd"_s, u"3"_s,       u"--status-fd"_s, u"4"_s};
    const auto options = [&](const ChildFD &in, const ChildFD &out) {
        return SpawnOptions{
            .env = cleanEnvironment(),
            .childFDs = {{0, in}, {1, out}, {2, ChildFD::null()}, {3, 'w'}, {4, 'r'}}};
    };
    Child there;
    Child back;
    QFile source(largeFile());
    QVERIFY(source.open(QIODevice::ReadOnly));
    auto *const encrypting = there.start(
        u"gpg"_s, common + QStringList{u"-z"_s, u"0"_s, u"--symmetric"_s}, options('w', ends[1]));
    auto *const decrypting =
        back.start(u"gpg"_s, common + QStringList{u"--decrypt"_s}, options(ends[0], 'r'));
    ::close(ends[0]);
    ::close(ends[1]);
    for (auto *const child : {encrypting, decrypting}) {
        child->writeToChild(3, "sesame\n");
        child->closeChildFD(3);
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    back.keepsData = false;
    connect(decrypting, &ProcessTransport::childDataReceived, &back,
            [&](int childFD, const QByteArray &data) {
                if (childFD == 1)
                    hash.addData(data);
            });
    encrypting->streamToChild(0, &source);
    QVERIFY(there.end());
    QVERIFY(back.end());
    QCOMPARE(there.exitCode(), 0);
    QCOMPARE(back.exitCode(), 0);
    QCOMPARE(hash.result(), hashOf(largeFile()));
}

void tst_GpgDesk::c71OutputThatNobodyReadsStopsTheSource()
{
    if (contentOf(u"/proc/self/syscall"_s).isEmpty())
        QSKIP("the kernel does not tell what gpg waits for");
    QFile source(largeFile());
    QVERIFY(source.open(QIODevice::ReadOnly));
    Child gpg;
    auto *const transport = gpg.start(
        u"gpg"_s,
        {u"--homedir"_s, m_home->path(), u"--batch"_s, u"--no-tty"_s, u"-q"_s, u"-z"_s, u"0"_s,
         u"--trust-model"_s, u"always"_s, u"--recipient"_s, m_bob, u"--encrypt"_s},
        {.env = cleanEnvironment(), .childFDs = {{0, 'w'}, {1, 'r'}, {2, ChildFD::null()}}});
    gpg.keepsData = false;
    transport->pauseChildFD(1);
    QVERIFY(transport->streamToChild(0, &source));
    QTRY_COMPARE_WITH_TIMEOUT(systemCallOf(transport->pid()), "write 1", 120'000);
    QVERIFY2(source.pos() < aLittle, QByteArray::number(source.pos()));
    transport->resumeChildFD(1);
    QVERIFY(gpg.end());
    QCOMPARE(gpg.exitCode(), 0);
    QVERIFY(source.atEnd());
}

void tst_GpgDesk::c72AnEarlyExitIsToldByItsReason()
{
    const QTemporaryDir folder(u"/tmp/gm-out-XXXXXX"_s);
    GpgRun run({.operation = Operation::Encrypt,
                .inputFile = largeFile(),
                .outputFile = folder.filePath(u"result"_s),
                .recipients = {QString(40, u'A')},
                .home = m_home->path()});
    run.start();
    QVERIFY(run.end());
    run.describe();
    QVERIFY(run.saw("INV_RECP 1"));
    QCOMPARE(run.result->outcome, Outcome::RecipientUnknown); // and not EPIPE
    QVERIFY(run.result->bytesIn < aLittle);
    QCOMPARE(entries(folder.path()), QStringList());
}

using Stop = std::function<void(GpgRun &, QFuture<GpgResult> &)>;

void tst_GpgDesk::c73CancelledItLeavesNothing_data()
{
    QTest::addColumn<GpgRequest>("request");
    QTest::addColumn<QByteArray>("keyword"); // when it comes
    QTest::addColumn<Stop>("stop");
    const GpgRequest encrypt{.operation = Operation::Encrypt,
                             .inputFile = largeFile(),
                             .recipients = {m_bob},
                             .compress = false};
    const GpgRequest decryptLarge{.operation = Operation::Decrypt, .inputFile = largeMessage()};
    const GpgRequest sign{
        .operation = Operation::Sign, .inputFile = largeFile(), .signers = {m_bob}};
    const GpgRequest import{.operation = Operation::Import,
                            .text = manyKeys(400),
                            .furtherOptions = {u"--allow-non-selfsigned-uid"_s}};
    const GpgRequest prompt{.operation = Operation::Decrypt, .text = m_toAlice};
    const Stop cancel = [](GpgRun &run, QFuture<GpgResult> &) { run.protocol->cancel(); };
    const Stop cancelFuture = [](GpgRun &, QFuture<GpgResult> &future) { future.cancel(); };
    const auto row = [](const char *name, const GpgRequest &request, const QByteArray &keyword,
                        const Stop &stop) { QTest::newRow(name) << request << keyword << stop; };
    row("encrypting", encrypt, "BEGIN_ENCRYPTION", cancel);
    row("encrypting, by its future", encrypt, "BEGIN_ENCRYPTION", cancelFuture);
    row("decrypting", decryptLarge, "PLAINTEXT", cancel);
    row("decrypting, by its future", decryptLarge, "PLAINTEXT", cancelFuture);
    row("decrypting, at its first word", decryptLarge, "PROGRESS", cancel);
    row("signing", sign, "BEGIN_SIGNING", cancel);
    row("importing", import, "IMPORT_OK", cancel);
    row("a question", prompt, "GET_HIDDEN", cancel);
    row("a question, by its future", prompt, "GET_HIDDEN", cancelFuture);
}

void tst_GpgDesk::c73CancelledItLeavesNothing()
{
    QFETCH(GpgRequest, request);
    QFETCH(const QByteArray, keyword);
    QFETCH(const Stop, stop);

    const GpgHome guests; // what is imported stays
    const QTemporaryDir folder(u"/tmp/gm-out-XXXXXX"_s);
    const QString name = folder.filePath(u"result"_s);
    writeFile(name, oldText);
    request.outputFile = name;
    request.replaceOutputFile = true;
    request.home = request.operation == Operation::Import ? guests.path() : m_home->path();

    GpgRun run(request);
    QFuture<GpgResult> future;
    QElapsedTimer sinceStopped;
    run.onStatus = [&](const QByteArray &) {
        if (!run.saw(keyword) || sinceStopped.isValid())
            return;
        sinceStopped.start();
        stop(run, future);
    };
    future = run.protocol->start({});
    QVERIFY(run.end());
    QVERIFY(sinceStopped.isValid());
    qInfo() << "ended" << sinceStopped.elapsed() << "ms after the cancel";
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::Cancelled);
    QCOMPARE(run.finishes, 1);
    QVERIFY(run.result->output.isEmpty() && run.result->outputFile.isEmpty());
    QCOMPARE(entries(folder.path()), QStringList{u"result"_s});
    QCOMPARE(contentOf(name), oldText);
    QVERIFY(isHomeUsable());
    QVERIFY(future.isFinished());

    // Deleted instead: gpg goes with it. The census finds what is left.
    auto deleted = std::make_unique<GpgRun>(request);
    deleted->start();
    QVERIFY(deleted->waitFor([&] { return deleted->saw(keyword); }));
    deleted.reset();
    QCOMPARE(entries(folder.path()), QStringList{u"result"_s});
    QCOMPARE(contentOf(name), oldText);
    QVERIFY(isHomeUsable());
}

void tst_GpgDesk::c75ADiskThatIsFullLeavesTheOldFile()
{
    const QTemporaryDir folder(u"/tmp/gm-disk-XXXXXX"_s);
    const QString mounted = u"mount -t tmpfs -o size=1m none \"$1\""_s;
    const QStringList unshare = {u"-rm"_s, u"/bin/sh"_s, u"-c"_s};
    const ProcessOutput trial = QStandardPaths::findExecutable(u"unshare"_s).isEmpty()
        ? ProcessOutput()
        : GpgHome::run(u"unshare"_s, unshare + QStringList{mounted, u"sh"_s, folder.path()});
    if (trial.reason.exitCode() != 0)
        QSKIP("a small disk cannot be mounted here");
    writeFile(file(u"four.gpg"_s), encrypted(m_bob, noise(4 * mebibyte)));
    const ProcessOutput result = GpgHome::run(
        u"unshare"_s,
        unshare
            + QStringList{mounted
                              + u" && echo old > \"$1/result\" && { \"$2\" --home \"$3\" --decrypt "
                                "\"$4\" --output \"$1/result\" --replace; echo \"code $?\"; "
                                "ls -A \"$1\"; cat \"$1/result\"; }"_s,
                          u"sh"_s, folder.path(), QStringLiteral(BINARY_DIR "/gpgdesk"),
                          m_home->path(), file(u"four.gpg"_s)});
    qInfo() << result.err;
    QCOMPARE(result.out, "code 1\nresult\nold\n");
    QVERIFY(result.err.contains("The output cannot be written: "));
    QVERIFY(result.err.contains("No space left on device"));
    QVERIFY(result.err.contains("Make room"));
}

void tst_GpgDesk::c83EightAtOnceEachGetTheirOwnVerdict()
{
    struct Job
    {
        GpgRequest request;
        QByteArray passphrase;
        Outcome outcome;
    };
    const QByteArray signature = m_home->made({u"-u"_s, m_bob, u"--detach-sign"_s}, plain);
    const GpgRequest verify{.operation = Operation::Verify,
                            .text = plain,
                            .signature = signature,
                            .home = m_home->path()};
    const std::vector<Job> jobs = {
        {decrypt(m_toBob), {}, Outcome::Done},
        {decrypt(m_toAlice), "sesame", Outcome::Done},
        {decrypt(m_toAlice), "wrong", Outcome::WrongPassphrase},
        {decrypt(flipped(m_toBob, -1)), {}, Outcome::Damaged},
        {decrypt(plain), {}, Outcome::NotOpenPGP},
        {verify, {}, Outcome::Done},
        {{.operation = Operation::ListKeys, .home = m_home->path()}, {}, Outcome::Done},
        {{.operation = Operation::Encrypt,
          .text = plain,
          .recipients = {QString(40, u'A')},
          .home = m_home->path()},
         {},
         Outcome::RecipientUnknown},
    };
    std::vector<std::unique_ptr<GpgRun>> runs;
    for (const Job &job : jobs) {
        runs.push_back(std::make_unique<GpgRun>(job.request));
        runs.back()->start(job.passphrase);
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        QVERIFY(runs[i]->end());
        runs[i]->describe();
        QCOMPARE(runs[i]->result->outcome, jobs[i].outcome);
        const bool isPlain =
            jobs[i].request.operation == Operation::Decrypt && jobs[i].outcome == Outcome::Done;
        QCOMPARE(runs[i]->result->output, isPlain ? plain : QByteArray());
    }
}

void tst_GpgDesk::c85WhoeverKillsGpgIsNamed()
{
    GpgRun run(decrypt(m_toAlice));
    run.onQuestion = [&] { ::kill(pid_t(run.protocol->transport()->pid()), SIGKILL); };
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::Killed);
    QVERIFY(run.result->toString().contains(u"SIGKILL"));
}

void tst_GpgDesk::c86APassphraseIsNowhereToBeSeen_data()
{
    QTest::addColumn<GpgRequest>("request");
    QTest::addColumn<bool>("isAsked");
    QTest::addColumn<bool>("isCancelled");
    const GpgRequest symmetric{.operation = Operation::Encrypt,
                               .inputFile = largeFile(),
                               .symmetric = true,
                               .compress = false};
    const GpgRequest unlock{.operation = Operation::Decrypt, .text = m_toAlice};
    const GpgRequest missing{
        .operation = Operation::Decrypt, .text = m_toAlice, .program = u"/nonexistent/gpg"_s};
    const auto row = [](const char *name, const GpgRequest &request, bool isAsked,
                        bool isCancelled) {
        QTest::newRow(name) << request << isAsked << isCancelled;
    };
    row("given, and used", symmetric, false, false);
    row("asked for, and used", symmetric, true, false);
    row("given, and cancelled", symmetric, false, true);
    row("given, and wrong", unlock, false, false);
    row("asked for, and wrong", unlock, true, false);
    row("given, and gpg is missing", missing, false, false);
}

void tst_GpgDesk::c86APassphraseIsNowhereToBeSeen()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the sanitizer's own memory is too large to be searched");
#endif
    QFETCH(GpgRequest, request);
    QFETCH(const bool, isAsked);
    QFETCH(const bool, isCancelled);

    const QTemporaryDir folder(u"/tmp/gm-out-XXXXXX"_s);
    request.home = m_home->path();
    request.outputFile = folder.filePath(u"result"_s);
    const HiddenWord word;
    const auto secret = [&] {
        Secret result;
        word.spell([&](QStringView character) { result.append(character); });
        return result;
    };
    int seen = 0;
    int looks = 0;
    GpgRun run(request);
    run.onQuestion = [&] { run.protocol->answer(secret()); };
    run.onStatus = [&](const QByteArray &) {
        // What ps shows, and what children inherit, read into our memory, is searched there.
        const qint64 pid = run.protocol->transport()->pid();
        const int before = word.occurrences();
        const QByteArray shown =
            contentOf(u"/proc/%1/cmdline"_s.arg(pid)) + contentOf(u"/proc/%1/environ"_s.arg(pid));
        seen += word.occurrences() - before;
        looks += shown.isEmpty() ? 0 : 1;
        if (isCancelled)
            run.protocol->cancel();
    };
    run.protocol->start(isAsked ? Secret() : secret());
    QVERIFY(run.end());
    run.describe();
    QVERIFY(looks > 0 || request.inputFile.isEmpty()); // of a small one gpg may be through
    QCOMPARE(seen, 0);
    QCOMPARE(word.occurrences(), 0); // with the log, the status and the result still there
}

void tst_GpgDesk::c86ASessionKeyIsInNoLog()
{
    m_home->write(u"gpg.conf"_s, "show-session-key\n");
    GpgRun run(decrypt(m_toBob));
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->output, plain);
    QVERIFY(!run.mentioned("SESSION_KEY") && !run.mentioned("session key"));
}

void tst_GpgDesk::theConsoleExitsAsTheVerdictSays()
{
    writeFile(file(u"alice.gpg"_s), m_toAlice);
    writeFile(file(u"plain"_s), plain);
    writeFile(file(u"other"_s), "other\n");
    writeFile(file(u"sig"_s), m_home->made({u"-u"_s, m_bob, u"--detach-sign"_s}, plain));
    const auto exitCode = [this](const QStringList &args, const QByteArray &passphrase = {}) {
        Child child;
        return desk(child, args, passphrase);
    };
    QCOMPARE(exitCode({u"--decrypt"_s, file(u"alice.gpg"_s)}, "sesame\n"), 0);
    QCOMPARE(exitCode({u"--decrypt"_s, file(u"alice.gpg"_s)}, "wrong\n"), 1);
    QCOMPARE(exitCode({u"--decrypt"_s, file(u"plain"_s)}), 1);
    QCOMPARE(exitCode({u"--decrypt"_s, u"/nonexistent"_s}), 1);
    QCOMPARE(exitCode({u"--verify"_s, u"--signature"_s, file(u"sig"_s), file(u"plain"_s)}), 0);
    QCOMPARE(exitCode({u"--verify"_s, u"--signature"_s, file(u"sig"_s), file(u"other"_s)}), 1);
    QCOMPARE(exitCode({u"--list-keys"_s}), 0);
    QCOMPARE(exitCode({u"--list-keys"_s, u"--key"_s, u"bob"_s}), 1);
    QCOMPARE(exitCode({u"--decrypt"_s, u"--encrypt"_s}), 2);
    QCOMPARE(exitCode({u"--decrypt"_s, u"a"_s, u"b"_s}), 2);
}

void tst_GpgDesk::theConsoleGivesOutOnlyWhatIsSigned()
{
    const QByteArray signedText = m_home->made({u"-u"_s, m_bob, u"--clearsign"_s}, plain);
    Child whole;
    QCOMPARE(desk(whole, {u"--verify"_s}, {}, "Pay first.\n" + signedText + "And later.\n"), 0);
    QCOMPARE(whole.data[1], plain);
    Child changed;
    QCOMPARE(desk(changed, {u"--verify"_s}, {}, QByteArray(signedText).replace("usual", "other")),
             1);
    QCOMPARE(changed.data[1], QByteArray());
    QVERIFY(changed.data[2].contains("BAD signature"));
}

void tst_GpgDesk::theConsoleDecryptsNothingWhoseSignatureIsBad()
{
    const QByteArray changed = m_home->made({u"-u"_s, m_bob, u"-z"_s, u"0"_s, u"--sign"_s}, plain)
                                   .replace("usual", "other");
    const QByteArray forged = m_home->made({u"--trust-model"_s, u"always"_s, u"-z"_s, u"0"_s,
                                            u"--no-literal"_s, u"-r"_s, m_bob, u"--encrypt"_s},
                                           changed);
    Child refused;
    QCOMPARE(desk(refused, {u"--decrypt"_s, u"--output"_s, file(u"forged"_s)}, {}, forged), 1);
    QVERIFY(!QFile::exists(file(u"forged"_s)));
    QVERIFY2(refused.data[2].contains("BAD signature: this is not what Bob"), refused.data[2]);
    Child shown;
    QCOMPARE(desk(shown, {u"--decrypt"_s, u"--even-bad-signature"_s}, {}, forged), 1);
    QCOMPARE(shown.data[1], QByteArray(plain).replace("usual", "other"));
    QVERIFY2(shown.data[2].contains("BAD signature: this is not what Bob"), shown.data[2]);
}

void tst_GpgDesk::theConsoleTakesAPassphraseFromItsDescriptor()
{
    Child there;
    QCOMPARE(desk(there, {u"--encrypt"_s, u"--symmetric"_s, u"--show-status"_s}, "open\n", plain),
             0);
    Child back;
    QCOMPARE(desk(back, {u"--decrypt"_s}, "open", there.data[1]), 0); // without a line end
    QCOMPARE(back.data[1], plain);
    QVERIFY(!there.data[2].contains("open"));
}

void tst_GpgDesk::theConsoleReadsItsInputAsItStands_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind :
         {"a file, from where it is", "a pipe", "a pipe that does not block", "a socket",
          "a socket that does not block", "an empty file", "a descriptor for writing", "none"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_GpgDesk::theConsoleReadsItsInputAsItStands()
{
    QFETCH(const QString, kind);
    const bool isWhole =
        !kind.contains(u"empty"_s) && !kind.contains(u"writing"_s) && kind != u"none"_s;
    const qsizetype half = m_toBob.size() / 2;
    int ends[2] = {-1, -1};
    if (kind.contains(u"file"_s) || kind.contains(u"writing"_s)) {
        writeFile(file(u"input"_s), kind.contains(u"empty"_s) ? QByteArray() : oldText + m_toBob);
        ends[0] = ::open(QFile::encodeName(file(u"input"_s)).constData(),
                         (isWhole || kind.contains(u"empty"_s) ? O_RDONLY : O_WRONLY) | O_CLOEXEC);
        if (isWhole)
            QCOMPARE(::lseek(ends[0], oldText.size(), SEEK_SET), off_t(oldText.size()));
    } else if (kind.contains(u"pipe"_s)) {
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    } else if (kind.contains(u"socket"_s)) {
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    }
    if (kind.contains(u"not block"_s))
        QCOMPARE(::fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);

    Child child;
    ChildFDs fds = {{1, 'r'}, {2, 'r'}};
    if (ends[0] >= 0)
        fds.insert(0, ends[0]);
    auto *const transport =
        child.start(QStringLiteral(BINARY_DIR "/gpgdesk"),
                    {u"--home"_s, m_home->path(), u"--decrypt"_s, u"--show-status"_s},
                    {.env = cleanEnvironment(), .childFDs = fds});
    // What comes late is waited for: the rest, when gpg has begun.
    bool isFirst = true;
    connect(transport, &ProcessTransport::childDataReceived, &child, [&](int childFD) {
        if (childFD != 2 || ends[1] < 0 || !std::exchange(isFirst, false))
            return;
        QCOMPARE(::write(ends[1], m_toBob.constData() + half, size_t(m_toBob.size() - half)),
                 m_toBob.size() - half);
        ::close(std::exchange(ends[1], -1));
    });
    if (ends[1] >= 0)
        QCOMPARE(::write(ends[1], m_toBob.constData(), size_t(half)), half);
    QVERIFY(child.end());
    if (ends[0] >= 0)
        ::close(ends[0]);
    QCOMPARE(child.exitCode(), isWhole ? 0 : 1);
    QCOMPARE(child.data[1], isWhole ? plain : QByteArray());
}

QTEST_GUILESS_MAIN(tst_GpgDesk)
#include "tst_gpgdesk.moc"
