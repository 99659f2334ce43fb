// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "census.h"
#include "platform.h"

#include <offspring/offspring.h>

#include <QtCore/QEventLoop>
#include <QtCore/QFutureWatcher>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTemporaryFile>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString demo(const QString &name)
{
    return QStringLiteral(BINARY_DIR "/") + name;
}

QProcessEnvironment ourEnvironment()
{
    return QProcessEnvironment(QProcessEnvironment::InheritFromParent);
}

constexpr std::chrono::seconds hanging = 120s; // nothing else depends on it

void stopInTheEnd(ProcessTransport *transport)
{
    QTimer::singleShot(hanging, transport, &ProcessTransport::stop);
}

/// All that a program says, and how it ends.
ProcessOutput outputOf(const QString &program, const QStringList &args = {},
                       const QByteArray &input = {},
                       const QProcessEnvironment &env = ourEnvironment())
{
    QEventLoop loop;
    QFutureWatcher<ProcessOutput> watcher;
    QObject::connect(&watcher, &QFutureWatcher<ProcessOutput>::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(getProcessOutputAndValue(program, args, {.env = env},
                                               {.stdinBytes = input, .timeout = hanging}));
    loop.exec();
    try {
        return watcher.result();
    } catch (const ProcessError &error) {
        QTest::qFail(error.what(), __FILE__, __LINE__);
        return error.output();
    }
}

QByteArrayList lines(const QByteArray &text)
{
    QByteArrayList result = text.split('\n');
    if (result.last().isEmpty()) // what follows the last newline
        result.removeLast();
    return result;
}

/// A line of the runner's transcript without its time: "fd 1  hello".
QByteArrayList withoutTimes(const QByteArray &transcript)
{
    static const QRegularExpression time(u"^ *[0-9]+\\.[0-9]{3} s  "_s);
    QByteArrayList result = lines(transcript);
    for (QByteArray &line : result) {
        const QRegularExpressionMatch match = time.match(QString::fromUtf8(line));
        line = match.hasMatch() ? line.sliced(match.capturedLength()) : "no time: " + line;
    }
    return result;
}

QByteArrayList ofFD(int childFD, const QByteArrayList &transcript)
{
    const QByteArray prefix = "fd " + QByteArray::number(childFD) + "  ";
    QByteArrayList result;
    for (const QByteArray &line : transcript) {
        if (line.startsWith(prefix))
            result << line.sliced(prefix.size());
    }
    return result;
}

/// The part of gpgdecrypt's transcript that follows the line \a title, up to the next empty line.
QByteArrayList chapter(const QByteArrayList &transcript, const QByteArray &title)
{
    const qsizetype begin = transcript.indexOf(title);
    if (begin < 0)
        return {};
    const qsizetype end = transcript.indexOf(QByteArray(), begin);
    return transcript.mid(begin + 1, end < 0 ? -1 : end - begin - 1);
}

qsizetype count(const QByteArrayList &transcript, const QByteArray &beginning)
{
    return std::count_if(transcript.begin(), transcript.end(),
                         [&](const QByteArray &line) { return line.startsWith(beginning); });
}

bool hasStatus(const QByteArrayList &chapter, const QByteArray &keyword)
{
    return count(chapter, "fd 4: [GNUPG:] " + keyword) > 0;
}

/// The GNUPGHOME that a demo says it uses: the last word of its first line.
QString gpgHome(const ProcessOutput &output)
{
    const QByteArray path = lines(output.out).value(0).split(' ').last();
    return path.startsWith("/tmp/gpg-") ? QString::fromUtf8(path) : u"/"_s; // exists
}

/// A PATH on which there is nothing but the programs that are put there.
class Path
{
public:
    /// \a program goes by the name of \a name.
    void add(const QString &name, const QString &program)
    {
        QFile::link(QStandardPaths::findExecutable(program), m_folder.filePath(name));
    }
    QProcessEnvironment environment() const
    {
        QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
        result.insert(u"PATH"_s, m_folder.path());
        return result;
    }

private:
    const QTemporaryDir m_folder;
};

/// The demo's fortune server; a client gets what it is given until the server closes.
class FortuneServer : public ProcessProtocol, private LineReceiver
{
public:
    explicit FortuneServer(const QStringList &args)
    {
        const QString program = demo(u"fortuneserver"_s);
        stopInTheEnd(Reactor::instance()->spawnProcess(this, program, QStringList(program) + args,
                                                       {.env = ourEnvironment()}));
    }

    ~FortuneServer() override
    {
        if (transport())
            delete transport(); // kills
    }

    /// Its port, or 0 when it ends without telling one.
    quint16 port()
    {
        if (m_port == 0 && transport())
            m_loop.exec();
        return m_port;
    }

    ExitReason end()
    {
        if (transport())
            m_loop.exec();
        return m_reason;
    }

    QByteArray errors() const { return m_errors; }

    void outReceived(const QByteArray &data) override { dataReceived(data); }
    void errReceived(const QByteArray &data) override { m_errors += data; }
    void processEnded(const ExitReason &reason) override
    {
        m_reason = reason;
        // Not at once: end() looks at transport(), which is null only when this has returned.
        QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
    }

private:
    void lineReceived(const QByteArray &line) override
    {
        static const QByteArray announcement = "Quotes on port ";
        if (!line.startsWith(announcement))
            return;
        m_port = line.sliced(announcement.size()).toUShort();
        m_loop.quit();
    }

    QEventLoop m_loop;
    quint16 m_port = 0;
    QByteArray m_errors;
    ExitReason m_reason;
};

/// One client's whole visit.
class Visit
{
public:
    explicit Visit(quint16 port)
    {
        QEventLoop loop;
        QTcpSocket socket;
        QObject::connect(&socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
        QObject::connect(&socket, &QTcpSocket::errorOccurred, &loop, &QEventLoop::quit);
        socket.connectToHost(QHostAddress::LocalHost, port);
        loop.exec();
        quote = socket.readAll();
        error = socket.error();
    }

    QByteArray quote;
    QAbstractSocket::SocketError error; // RemoteHostClosedError is a clean close
};

} // namespace

class tst_Demos : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void wordCountCountsASentence();
    void deviceAddsUpWhatAChildCounts();
    void backgroundHearsAHundredChildrenOut();
    void conversationAnswersWhatItIsAsked();

    void verboseCountsFortyLines();
    void verbosePrintsEachCallbackInItsOrder();

    void trueAndFalsePrintTheirExitCodes();

    void capturePrintsTheOutputAndWhyItFailed_data();
    void capturePrintsTheOutputAndWhyItFailed();

    void fortuneServerGivesAQuoteToEachClient();
    void fortuneServerQuitsAfterOneClientWhenAsked();
    void fortuneServerClosesCleanlyWhenTheProgramIsMissing();
    void fortuneServerClosesCleanlyWhenTheProgramComplains();
    void fortuneServerSurvivesAClientThatLeavesEarly();
    void fortuneServerSaysThatItsPortIsTaken();

    void gpgDecryptsWithTheRightPassphrase();
    void gpgTellsAWrongPassphraseFromDamage();
    void gpgLeavesNothingBehind();
    void gpgMissingIsOneClearError_data();
    void gpgMissingIsOneClearError();

    void gpgTerminalTypesThePassphraseWhenAsked();
    void gpgTerminalFailsWithAWrongPassphrase();

    void pipelineCountsAndTellsHowItEnded();
    void pipelineEndsWhenACommandDoesNotStart_data();
    void pipelineEndsWhenACommandDoesNotStart();
    void pipelineFailsWhenACommandDoes();

    void runPrintsTheLinesOfBothDescriptors();
    void runPrintsALineWhenItComes();
    void runIsNotOutlivedByItsCommand_data();
    void runIsNotOutlivedByItsCommand();
    void runPrintsAPartialLastLine();
    void runBreaksAnEndlessLine();
    void runHandsStdinOn();
    void runExitsAsTheCommandDid_data();
    void runExitsAsTheCommandDid();
    void runWithoutACommandTellsItsUsage();

    void monitorRunsAProgramUntilItHasFailedTooOften();
    void nothingEscapesEndsADaemon();

    void coroutinesAwaitWhatChildrenDo();

    void commandShowsItsLineAsAShellWouldTakeIt();
    void commandSaysThatTheFolderIsMissing();
    void patienceWaitsAndGivesUp();
    void descriptorsAreTheChildsOwn();
    void twoChildrenShareAPipe();
    void transportSaysHelloAndStops();
    void filterCountsTheLinesOfAFile();
    void scheduleStartsAgainWhatFails();

private:
    ProcessOutput gpgRun();

    Census m_census;
    std::optional<ProcessOutput> m_gpgRun; // run once
};

void tst_Demos::initTestCase()
{
    // Reactor, dispatcher and network get their own descriptors before the first census.
    QCOMPARE(outputOf(u"true"_s).reason.exitCode(), 0);
    QTcpSocket socket;
    QSignalSpy error(&socket, &QTcpSocket::errorOccurred);
    socket.connectToHost(QHostAddress::LocalHost, 1);
    QVERIFY(error.count() > 0 || error.wait());
}

void tst_Demos::init()
{
    m_census.take();
}

void tst_Demos::cleanup()
{
    m_census.compare();
}

void tst_Demos::wordCountCountsASentence()
{
    const ProcessOutput result = outputOf(demo(u"wordcount"_s));
    QCOMPARE(result.out, "lines: 1\nwords: 9\ncharacters: 45\n");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::conversationAnswersWhatItIsAsked()
{
    const ProcessOutput result = outputOf(demo(u"conversation"_s));
    QCOMPARE(result.out, "Welcome, Ada: 13 signs.\n");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::backgroundHearsAHundredChildrenOut()
{
    QByteArray numbers;
    for (int number = 0; number < 100; ++number)
        numbers += QByteArray::number(number) + ' ';
    QCOMPARE(outputOf(demo(u"background"_s)).out, numbers + '\n');
}

void tst_Demos::deviceAddsUpWhatAChildCounts()
{
    QCOMPARE(outputOf(demo(u"device"_s)).out, "500500 in 1000 lines\n");
    QCOMPARE(outputOf(demo(u"device"_s), {u"seq"_s, u"3"_s}).out, "6 in 3 lines\n");
    const ProcessOutput failed = outputOf(demo(u"device"_s), {u"/nonexistent/program"_s});
    QCOMPARE(failed.out, "0 in 0 lines\n");
    QCOMPARE(failed.reason.exitCode(), 1);
}

void tst_Demos::verboseCountsFortyLines()
{
    const ProcessOutput result = outputOf(demo(u"verbose"_s));
    QVERIFY(lines(result.out).contains("I saw 40 lines"));
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::verbosePrintsEachCallbackInItsOrder()
{
    const QByteArrayList transcript = lines(outputOf(demo(u"verbose"_s)).out);
    QCOMPARE(transcript.size(), 10);

    QCOMPARE(transcript.first(), "connectionMade!");
    QCOMPARE(transcript.last(), "quitting");
    QCOMPARE(transcript[8], "processEnded, status 0");

    // wc writes one line, which fits into one read; what it saw is printed when stdout is lost.
    const qsizetype received = transcript.indexOf("outReceived! with 24 bytes!");
    const qsizetype lost = transcript.indexOf("outConnectionLost! The child closed their stdout!");
    QVERIFY(received > 0);
    QVERIFY(lost > received);
    QCOMPARE(transcript[lost + 1], "I saw them write: 40 250 1420");
    QCOMPARE(transcript[lost + 2], "I saw 40 lines");

    QVERIFY(transcript.contains("inConnectionLost! stdin is closed! (we probably did it)"));
    QVERIFY(transcript.contains("errConnectionLost! The child closed their stderr."));
    QVERIFY(transcript.contains("processExited, status 0"));
}

void tst_Demos::trueAndFalsePrintTheirExitCodes()
{
    const ProcessOutput result = outputOf(demo(u"trueandfalse"_s));
    QCOMPARE(result.out, "true: 0\nfalse: 1\n");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::capturePrintsTheOutputAndWhyItFailed_data()
{
    QTest::addColumn<QStringList>("args");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QString>("err");
    QTest::addColumn<int>("code");
    QTest::newRow("success") << QStringList{u"echo"_s, u"hello"_s} << "hello\n"_ba << u""_s << 0;
    QTest::newRow("failure") << QStringList{u"sh"_s, u"-c"_s, u"echo out; echo oops >&2; exit 3"_s}
                             << "out\n"_ba
                             << u"sh -c 'echo out; echo oops >&2; exit 3': "
                                "exited with code 3\noops\n"_s
                             << 1;
    QTest::newRow("no such program")
        << QStringList{u"./missing"_s} << ""_ba
        << u"./missing: not started: execve ./missing: %1\n"_s.arg(qt_error_string(ENOENT)) << 1;
    QTest::newRow("nothing") << QStringList() << ""_ba << u"usage: capture program [argument …]\n"_s
                             << 2;
}

void tst_Demos::capturePrintsTheOutputAndWhyItFailed()
{
    QFETCH(const QStringList, args);
    const ProcessOutput capture = outputOf(demo(u"capture"_s), args);
    QTEST(capture.out, "out");
    QTEST(QString::fromUtf8(capture.err), "err");
    QTEST(capture.reason.exitCode(), "code");
}

void tst_Demos::fortuneServerGivesAQuoteToEachClient()
{
    FortuneServer server({});
    QVERIFY(server.port() > 0);
    for (int i = 0; i < 3; ++i) {
        const Visit visit(server.port());
        QVERIFY(!visit.quote.isEmpty());
        QVERIFY(visit.quote.endsWith('\n'));
        QCOMPARE(visit.error, QAbstractSocket::RemoteHostClosedError);
    }
    server.transport()->stop();
    QCOMPARE(server.end().signal(), 15);
}

void tst_Demos::fortuneServerQuitsAfterOneClientWhenAsked()
{
    FortuneServer server({u"--once"_s, u"/bin/pwd"_s});
    QVERIFY(server.port() > 0);
    QCOMPARE(Visit(server.port()).quote, QDir::currentPath().toUtf8() + '\n');
    QCOMPARE(server.end().exitCode(), 0);
}

void tst_Demos::fortuneServerClosesCleanlyWhenTheProgramIsMissing()
{
    FortuneServer server({u"--once"_s, u"/nonexistent/fortune"_s});
    QVERIFY(server.port() > 0);
    const Visit visit(server.port());
    QCOMPARE(visit.quote, QByteArray());
    QCOMPARE(visit.error, QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(server.end().exitCode(), 0);
    QCOMPARE(count(lines(server.errors()), "No quote: "), 1);
}

void tst_Demos::fortuneServerClosesCleanlyWhenTheProgramComplains()
{
    FortuneServer server({u"--once"_s, u"/usr/bin/cp"_s}); // "missing file operand" on stderr
    QVERIFY(server.port() > 0);
    const Visit visit(server.port());
    QCOMPARE(visit.quote, QByteArray());
    QCOMPARE(visit.error, QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(server.end().exitCode(), 0);
}

void tst_Demos::fortuneServerSurvivesAClientThatLeavesEarly()
{
    FortuneServer server({});
    QVERIFY(server.port() > 0);
    {
        QTcpSocket socket;
        QSignalSpy connected(&socket, &QTcpSocket::connected);
        socket.connectToHost(QHostAddress::LocalHost, server.port());
        QVERIFY(connected.wait());
        socket.abort();
    }
    QVERIFY(!Visit(server.port()).quote.isEmpty());
}

void tst_Demos::fortuneServerSaysThatItsPortIsTaken()
{
    FortuneServer first({});
    FortuneServer second({u"--port"_s, QString::number(first.port())});
    QCOMPARE(second.end().exitCode(), 1);
    QVERIFY(!second.errors().isEmpty());
    QCOMPARE(second.port(), quint16(0));
}

ProcessOutput tst_Demos::gpgRun()
{
    if (!m_gpgRun)
        m_gpgRun = outputOf(demo(u"gpgdecrypt"_s));
    return *m_gpgRun;
}

void tst_Demos::gpgDecryptsWithTheRightPassphrase()
{
    const ProcessOutput output = gpgRun();
    QVERIFY2(output.reason.exitCode() == 0, output.out + output.err);
    const QByteArrayList right = chapter(lines(output.out), "Decrypting with the right passphrase");
    QVERIFY(right.size() > 1);

    for (const char *keyword :
         {"ENC_TO", "BEGIN_DECRYPTION", "PLAINTEXT", "DECRYPTION_OKAY", "END_DECRYPTION"})
        QVERIFY2(hasStatus(right, keyword), keyword);
    for (const QByteArray &line : right.first(right.size() - 1))
        QVERIFY2(line.startsWith("fd 4: [GNUPG:] "), line);
    QCOMPARE(right.last(), "plaintext: Meet me at the usual place.");
}

void tst_Demos::gpgTellsAWrongPassphraseFromDamage()
{
    const QByteArrayList output = lines(gpgRun().out);

    const QByteArrayList wrong = chapter(output, "Decrypting with a wrong passphrase");
    QVERIFY(hasStatus(wrong, "DECRYPTION_FAILED"));
    QCOMPARE(wrong.last(), "error: wrong passphrase");
    QCOMPARE(count(wrong, "plaintext: "), 0);

    // gpg has written the whole plaintext before it notices; we must not hand it on.
    const QByteArrayList damaged =
        chapter(output, "Decrypting the message with its last bit flipped");
    QVERIFY(hasStatus(damaged, "DECRYPTION_FAILED"));
    QCOMPARE(damaged.last(), "error: the message is damaged");
    QCOMPARE(count(damaged, "plaintext: "), 0);
}

void tst_Demos::gpgLeavesNothingBehind()
{
    QVERIFY(!QFileInfo::exists(gpgHome(gpgRun())));
}

void tst_Demos::gpgMissingIsOneClearError_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("gpgdecrypt") << u"gpgdecrypt"_s;
    QTest::newRow("gpgterminal") << u"gpgterminal"_s;
}

void tst_Demos::gpgMissingIsOneClearError()
{
    QFETCH(const QString, program);

    const ProcessOutput result = outputOf(demo(program), {}, {}, Path().environment());
    QCOMPARE(result.reason.exitCode(), 1);
    const QByteArrayList transcript = lines(result.out);
    QCOMPARE(transcript.size(), 2);
    QVERIFY2(transcript[1].startsWith("error: ") && transcript[1].contains("gpg"), transcript[1]);
    QVERIFY(!QFileInfo::exists(gpgHome(result)));
}

void tst_Demos::gpgTerminalTypesThePassphraseWhenAsked()
{
    const ProcessOutput output = outputOf(demo(u"gpgterminal"_s));
    QVERIFY2(output.reason.exitCode() == 0, output.out + output.err);
    const QByteArrayList transcript = lines(output.out);

    const qsizetype asked = transcript.indexOf("terminal:  Enter passphrase:");
    QVERIFY(asked > 0);
    QCOMPARE(count(transcript, "typed: "), 1);
    QVERIFY(transcript.indexOf("typed:     a passphrase") > asked);
    QVERIFY(transcript.indexOf("status:    [GNUPG:] BEGIN_DECRYPTION") > asked);
    QVERIFY(transcript.contains("status:    [GNUPG:] DECRYPTION_OKAY"));
    QVERIFY(transcript.contains("plaintext: Meet me at the usual place."));
    QCOMPARE(transcript.last(), "gpg exited with code 0");

    QVERIFY(!output.out.contains("correct horse")); // what is typed is not shown
    QVERIFY(!QFileInfo::exists(gpgHome(output)));
}

void tst_Demos::gpgTerminalFailsWithAWrongPassphrase()
{
    const ProcessOutput output = outputOf(demo(u"gpgterminal"_s), {u"guesswork"_s});
    QCOMPARE(output.reason.exitCode(), 1);
    const QByteArrayList transcript = lines(output.out);
    QVERIFY(count(transcript, "typed: ") > 0);
    QVERIFY(transcript.contains("status:    [GNUPG:] DECRYPTION_FAILED"));
    QCOMPARE(count(transcript, "plaintext: "), 0);
    QCOMPARE(transcript.last(), "gpg exited with code 2");
    QVERIFY(!QFileInfo::exists(gpgHome(output)));
}

void tst_Demos::pipelineCountsAndTellsHowItEnded()
{
    const ProcessOutput result = outputOf(demo(u"pipeline"_s));
    QCOMPARE(result.out,
             "40951\n"
             "every command succeeded\n");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::pipelineEndsWhenACommandDoesNotStart_data()
{
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("first") << u"seq"_s << "seq (1 of 3): not started"_ba;
    QTest::newRow("second") << u"grep"_s << "grep (2 of 3): not started"_ba;
    QTest::newRow("third") << u"wc"_s << "wc (3 of 3): not started"_ba;
}

void tst_Demos::pipelineEndsWhenACommandDoesNotStart()
{
    QFETCH(const QString, missing);
    QFETCH(const QByteArray, beginning);

    Path path;
    for (const QString &name : {u"seq"_s, u"grep"_s, u"wc"_s}) {
        if (name != missing)
            path.add(name, name);
    }
    const ProcessOutput result = outputOf(demo(u"pipeline"_s), {}, {}, path.environment());
    QCOMPARE(result.reason.exitCode(), 1);
    QVERIFY2(count(lines(result.out), beginning) == 1, result.out);
}

void tst_Demos::pipelineFailsWhenACommandDoes()
{
    Path path;
    path.add(u"seq"_s, u"yes"_s); // until nobody reads
    path.add(u"grep"_s, u"false"_s);
    path.add(u"wc"_s, u"wc"_s);
    const ProcessOutput result = outputOf(demo(u"pipeline"_s), {}, {}, path.environment());
    QCOMPARE(lines(result.out), QByteArrayList({"0", "grep (2 of 3): exited with code 1"}));
    QCOMPARE(result.reason.exitCode(), 1);
}

void tst_Demos::runPrintsTheLinesOfBothDescriptors()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    const ProcessOutput result =
        outputOf(demo(u"run"_s),
                 {u"sh"_s, u"-c"_s, u"echo one; echo two; echo three >&2; echo; echo four"_s});
    const QByteArrayList transcript = withoutTimes(result.out);
    QCOMPARE(transcript.size(), 6);
    QCOMPARE(ofFD(1, transcript), QByteArrayList({"one", "two", "", "four"}));
    QCOMPARE(ofFD(2, transcript), QByteArrayList({"three"}));
    QCOMPARE(transcript.last(), "exited with code 0");
}

void tst_Demos::runPrintsALineWhenItComes()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    // The command waits for an answer, which is given when its line was seen.
    class Dialogue : public ProcessProtocol
    {
    public:
        void outReceived(const QByteArray &data) override
        {
            transcript += data;
            if (!answered && transcript.contains("fd 1  question\n")) {
                answered = true;
                transport()->write("answer\n");
            }
        }
        void processEnded(const ExitReason &) override { loop.quit(); }

        QEventLoop loop;
        QByteArray transcript;
        bool answered = false;
    };

    Dialogue dialogue;
    const QString program = demo(u"run"_s);
    stopInTheEnd(Reactor::instance()->spawnProcess(
        &dialogue, program,
        {program, u"sh"_s, u"-c"_s, u"echo question; read line; echo heard $line"_s},
        {.env = ourEnvironment()}));
    dialogue.loop.exec();
    QVERIFY(dialogue.answered);
    QCOMPARE(withoutTimes(dialogue.transcript),
             QByteArrayList({"fd 1  question", "fd 1  heard answer", "exited with code 0"}));
}

void tst_Demos::runIsNotOutlivedByItsCommand_data()
{
    QTest::addColumn<QString>("signal");
    QTest::newRow("SIGTERM") << u"TERM"_s;
    QTest::newRow("SIGKILL") << u"KILL"_s;
}

// The command holds the stdin that run has passed on, and so the end is late when it lives.
void tst_Demos::runIsNotOutlivedByItsCommand()
{
    class Murder : public ProcessProtocol
    {
    public:
        void outReceived(const QByteArray &) override { transport()->signalProcess(signal); }
        void processEnded(const ExitReason &reason) override
        {
            isCut = reason.truncated();
            loop.quit();
        }

        QString signal;
        QEventLoop loop;
        bool isCut = true;
    };

    QFETCH(const QString, signal);
    Murder murder;
    murder.signal = signal;
    const QString program = demo(u"run"_s);
    Reactor::instance()->spawnProcess(&murder, program,
                                      {program, u"sh"_s, u"-c"_s, u"echo ready; exec sleep 1000"_s},
                                      {.env = ourEnvironment(), .holderTimeout = hanging});
    murder.loop.exec();
    QVERIFY(!murder.isCut);
}

void tst_Demos::runPrintsAPartialLastLine()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    const ProcessOutput result = outputOf(
        demo(u"run"_s), {u"sh"_s, u"-c"_s, u"printf 'no newline'; printf 'nor here' >&2"_s});
    const QByteArrayList transcript = withoutTimes(result.out);
    QCOMPARE(ofFD(1, transcript), QByteArrayList({"no newline"}));
    QCOMPARE(ofFD(2, transcript), QByteArrayList({"nor here"}));
}

void tst_Demos::runBreaksAnEndlessLine()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    const QByteArray endless(100'000, 'x');
    const ProcessOutput result = outputOf(demo(u"run"_s), {u"cat"_s}, endless + "\nshort\n");
    QByteArrayList printed = ofFD(1, withoutTimes(result.out));
    QVERIFY(printed.size() > 2);
    QCOMPARE(printed.takeLast(), "short");
    QCOMPARE(printed.join(), endless);
}

void tst_Demos::runHandsStdinOn()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    const ProcessOutput result = outputOf(demo(u"run"_s), {u"wc"_s, u"-l"_s}, "a\nb\nc\n");
    QCOMPARE(withoutTimes(result.out), QByteArrayList({"fd 1  3", "exited with code 0"}));
}

void tst_Demos::runExitsAsTheCommandDid_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("lastLine"); // empty: whatever it is, but there is one

    QTest::newRow("success") << QStringList{u"true"_s} << 0 << "exited with code 0"_ba;
    QTest::newRow("exit code 3") << QStringList{u"sh"_s, u"-c"_s, u"exit 3"_s} << 3
                                 << "exited with code 3"_ba;
    QTest::newRow("SIGTERM") << QStringList{u"sh"_s, u"-c"_s, u"kill -TERM $$"_s} << 128 + 15
                             << "ended by SIGTERM"_ba;
    QTest::newRow("missing") << QStringList{u"/nonexistent/program"_s} << 127 << QByteArray();
    QTest::newRow("not executable") << QStringList{u"/etc/passwd"_s} << 126 << QByteArray();
}

void tst_Demos::runExitsAsTheCommandDid()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    QFETCH(const QStringList, command);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, lastLine);

    const ProcessOutput result = outputOf(demo(u"run"_s), command);
    QCOMPARE(result.reason.exitCode(), exitCode);
    const QByteArrayList transcript = withoutTimes(result.out);
    QCOMPARE(transcript.size(), 1);
    QVERIFY(!transcript.last().isEmpty());
    if (!lastLine.isEmpty())
        QCOMPARE(transcript.last(), lastLine);
}

void tst_Demos::runWithoutACommandTellsItsUsage()
{
    const ProcessOutput result = outputOf(demo(u"run"_s));
    QCOMPARE(result.reason.exitCode(), 2);
    QVERIFY(result.err.contains("usage: run program"));
}

void tst_Demos::monitorRunsAProgramUntilItHasFailedTooOften()
{
    const ProcessOutput result =
        outputOf(demo(u"monitor"_s), {u"sh"_s, u"-c"_s, u"echo up; exit 3"_s});
    QCOMPARE(result.reason.exitCode(), 0);
    const QByteArrayList said = lines(result.err);
    QCOMPARE(said.size(), 10);
    QCOMPARE(count(said, "it: up"), 5);
    QCOMPARE(count(said, "it: exited with code 3"), 5);
}

// Without a stream of the command's, and in another session.
void tst_Demos::nothingEscapesEndsADaemon()
{
    if (!Reactor::hasControlGroups())
        QSKIP("no control groups here");
    const ProcessOutput result =
        outputOf(demo(u"nothingescapes"_s),
                 {u"sh"_s, u"-c"_s, u"setsid sleep 100000 </dev/null >/dev/null 2>&1 &"_s});
    QCOMPARE(result.err, "1 left\nall gone\n");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::coroutinesAwaitWhatChildrenDo()
{
    if (!QFile::exists(demo(u"coroutines"_s)))
        QSKIP("built without QCoro");
    const ProcessOutput result = outputOf(demo(u"coroutines"_s));
    QCOMPARE(result.out, "captured\nfirst line 1\ngreeted Ada\ncounted 19\n");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::commandShowsItsLineAsAShellWouldTakeIt()
{
    const QTemporaryDir folder;
    QVERIFY(QFile::copy(u"/etc/passwd"_s, folder.filePath(u"it's.txt"_s)));
    QVERIFY(QFile::copy(u"/etc/passwd"_s, folder.filePath(u"other"_s)));
    const ProcessOutput result = outputOf(demo(u"command"_s), {folder.path(), u"*.txt"_s});
    QCOMPARE(result.out, "find . -name '*.txt'\n./it's.txt\n");
    QCOMPARE(result.err, "");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::commandSaysThatTheFolderIsMissing()
{
    const ProcessOutput result = outputOf(demo(u"command"_s), {u"/nonexistent/folder"_s});
    QCOMPARE(result.out, "find . -name '*'\n");
    QVERIFY2(result.err.startsWith("not started: chdir"), result.err);
    QCOMPARE(result.reason.exitCode(), 1);
}

void tst_Demos::patienceWaitsAndGivesUp()
{
    const ProcessOutput spoken = outputOf(demo(u"patience"_s), {u"100"_s, u"echo"_s, u"hello"_s});
    QCOMPARE(spoken.out, "hello\nexited with code 0\n");
    QCOMPARE(spoken.reason.exitCode(), 0);
    const ProcessOutput silent = outputOf(demo(u"patience"_s), {u"1"_s, u"sleep"_s, u"1000"_s});
    QCOMPARE(silent.out, "timed out without output (ended by SIGTERM)\n");
    QCOMPARE(silent.reason.exitCode(), 1);
}

void tst_Demos::descriptorsAreTheChildsOwn()
{
    const ProcessOutput result = outputOf(demo(u"descriptors"_s));
    QCOMPARE(result.out, "on 1:\n/\n0027\nhello\non 4:\nthrough 3 and 4\n");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::twoChildrenShareAPipe()
{
    const ProcessOutput result = outputOf(demo(u"twochildren"_s));
    QCOMPARE(result.out, "3\n");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::transportSaysHelloAndStops()
{
    const ProcessOutput result = outputOf(demo(u"transport"_s));
    QCOMPARE(result.out, "1: hello\nended by SIGTERM\n");
    QCOMPARE(result.reason.exitCode(), 0);
}

void tst_Demos::filterCountsTheLinesOfAFile()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("7\n8\n17\n");
    QVERIFY(file.flush());
    const ProcessOutput result = outputOf(demo(u"filter"_s), {file.fileName()});
    QCOMPARE(result.out, "2\nevery command succeeded\n");
    QCOMPARE(result.reason.exitCode(), 0);
    QCOMPARE(outputOf(demo(u"filter"_s), {u"/nonexistent/file"_s}).reason.exitCode(), 2);
}

void tst_Demos::scheduleStartsAgainWhatFails()
{
    const ProcessOutput failed = outputOf(demo(u"schedule"_s), {u"false"_s});
    const QByteArray line = "exited with code 1\n";
    QCOMPARE(failed.out, line + line + line);
    QCOMPARE(failed.reason.exitCode(), 1);
    const ProcessOutput succeeded = outputOf(demo(u"schedule"_s), {u"true"_s});
    QCOMPARE(succeeded.out, "exited with code 0\n");
    QCOMPARE(succeeded.reason.exitCode(), 0);
}

QTEST_GUILESS_MAIN(tst_Demos)

#include "tst_demos.moc"
