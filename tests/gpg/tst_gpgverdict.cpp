// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the gpg desk makes of gpg's words, by tables and by transcripts of what gpg 2.2.40, 2.4.7
// and 2.4.8 were seen to write. tst_gpgmatrix has the gpg that is installed write it.

#include "gpgcommand.h"
#include "gpgdialogue.h"
#include "gpgkeylisting.h"
#include "gpgrecord.h"
#include "gpgverdict.h"
#include "nativepath.h"
#include "ownmemory.h"
#include "secret.h"
#include "statusline.h"
#include "transcript.h"

#include <offspring/offspring.h>

#include <QtCore/QEventLoop>
#include <QtCore/QFutureWatcher>
#include <QtCore/QMetaEnum>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

#include <map>
#include <memory>

using namespace Offspring;
using namespace Qt::StringLiterals;

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;
using State = GpgSignature::State;

namespace {

constexpr auto fingerprintA = "8640F946A9A0436225EBDEA36AA222C099A29D1E";
constexpr auto fingerprintB = "11720556C67ED7793C3984F701A06DED850C7770";

/// The status lines of a stream, as GpgProtocol reads them.
class StatusReader : public LineReceiver
{
public:
    void lineReceived(const QByteArray &line) override
    {
        if (const auto status = StatusLine::parse(line))
            lines << *status;
    }

    QList<StatusLine> lines;
};

QList<StatusLine> statusLines(const QByteArrayList &pieces)
{
    StatusReader reader;
    for (const QByteArray &piece : pieces)
        reader.dataReceived(piece);
    reader.flush();
    return reader.lines;
}

/// How gpg ended, by a child that ends so.
ExitReason endingLike(const QString &shellCommand)
{
    QFutureWatcher<ProcessOutput> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcher<ProcessOutput>::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(getProcessOutputAndValue(u"/bin/sh"_s, {u"-c"_s, shellCommand}));
    loop.exec();
    return watcher.result().reason;
}

GpgRecord recordOf(const Transcript &transcript)
{
    GpgRecord record;
    for (const QByteArray &line : transcript.status.split('\n')) {
        if (const auto status = StatusLine::parse("[GNUPG:] " + line))
            record.addStatus(*status);
    }
    for (const QByteArray &line : transcript.log.split('\n'))
        record.addLog(line);
    return record;
}

const QByteArray decryptedWell = "ENC_TO 01A06DED850C7770 18 0\n"
                                 "KEY_CONSIDERED 8640F946A9A0436225EBDEA36AA222C099A29D1E 0\n"
                                 "DECRYPTION_KEY 11720556C67ED7793C3984F701A06DED850C7770 "
                                 "8640F946A9A0436225EBDEA36AA222C099A29D1E u\n"
                                 "BEGIN_DECRYPTION\n"
                                 "DECRYPTION_INFO 2 9 0\n"
                                 "PLAINTEXT 62 1795253793 \n"
                                 "PLAINTEXT_LENGTH 240\n"
                                 "DECRYPTION_OKAY\n"
                                 "GOODMDC\n"
                                 "END_DECRYPTION\n";

/// What of a good signature comes before its trust.
const QByteArray signedWell =
    "NEWSIG\n"
    "SIG_ID x 2026-11-21 1795253793\n"
    "GOODSIG 6AA222C099A29D1E Alice Test <alice@example.org>\n"
    "VALIDSIG 8640F946A9A0436225EBDEA36AA222C099A29D1E 2026-11-21 1795253793 0 4 0 22 8 00 "
    "8640F946A9A0436225EBDEA36AA222C099A29D1E\n";

const QByteArray trusted = "TRUST_ULTIMATE 0 pgp\n";

} // namespace

class tst_GpgVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void aStatusLineIsSplitAtEachBlank_data();
    void aStatusLineIsSplitAtEachBlank();
    void whatIsNoStatusLineIsNone_data();
    void whatIsNoStatusLineIsNone();
    void aStatusStreamMeansTheSameWhereverItIsSplit_data();
    void aStatusStreamMeansTheSameWhereverItIsSplit();
    void aLineOfAMebibyteIsNoStatusLine();
    void namesAreUnescapedOnce_data();
    void namesAreUnescapedOnce();
    void errorCodesComeWithoutTheirSource_data();
    void errorCodesComeWithoutTheirSource();
    void progressIsReadFromItsRightEnd_data();
    void progressIsReadFromItsRightEnd();

    void aKeyListingBecomesKeys();
    void aKeyTellsItsState_data();
    void aKeyTellsItsState();
    void aSecretSubkeyMakesAKeyOnesOwn_data();
    void aSecretSubkeyMakesAKeyOnesOwn();
    void aKeySaysWhyNothingIsEncryptedToIt_data();
    void aKeySaysWhyNothingIsEncryptedToIt();
    void aUserIdCannotBreakALine();
    void aPathKeepsItsBytes_data();
    void aPathKeepsItsBytes();

    void aDroppedSecretIsNowhereInMemory_data();
    void aDroppedSecretIsNowhereInMemory();
    void aSecretMovesAndLeavesNoCopy();
    void aSecretThatGrowsLeavesNothingBehind();
    void aSecretLosesWholeCharacters();
    void aSecretKnowsWhatGpgCannotRead_data();
    void aSecretKnowsWhatGpgCannotRead();

    void aRequestTellsItsFault_data();
    void aRequestTellsItsFault();
    void aCommandKeepsEachKindOfDataApart_data();
    void aCommandKeepsEachKindOfDataApart();
    void aCommandTakesNothingFromTheInputForAnOption();
    void aCommandIsShownAsOneWouldTypeIt();
    void whatLastsAsLongAsTheKeyIsRenewedWithIt_data();
    void whatLastsAsLongAsTheKeyIsRenewedWithIt();
    void aDialogueAnswersWhatIsToBeExpectedOnly();

    void aTranscriptComesOutAs_data();
    void aTranscriptComesOutAs();
    void aSignatureIsGreenOnlyWhenAllOfItIs_data();
    void aSignatureIsGreenOnlyWhenAllOfItIs();
    void ourOwnFailureAndCancellingComeFirst();
    void whoeverKilledGpgIsNotUs();
    void everyOutcomeHasASentenceAndEveryFailureAWayOut();
    void noWordOfAStrangersIsAFact_data();
    void noWordOfAStrangersIsAFact();
    void aRecordDoesNotGrowWithTheNumberOfLines();
    void moreSignaturesThanAreKeptAreNotGood();
    void aSentenceIsAboutOneSignature();

private:
    std::map<int, ExitReason> m_exits;
    ExitReason m_killed;
};

void tst_GpgVerdict::initTestCase()
{
    for (const int code : {0, 1, 2}) {
        m_exits[code] = endingLike(u"exit %1"_s.arg(code));
        QCOMPARE(m_exits[code].exitCode(), code);
    }
    m_killed = endingLike(u"kill -KILL $$"_s);
    QCOMPARE(m_killed.signal(), 9);
}

void tst_GpgVerdict::aStatusLineIsSplitAtEachBlank_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArrayList>("words"); // the keyword first

    QTest::newRow("no argument") << QByteArray("GOODMDC") << QByteArrayList{"GOODMDC"};
    QTest::newRow("arguments") << QByteArray("ENC_TO 01A0 18 0")
                               << QByteArrayList{"ENC_TO", "01A0", "18", "0"};
    QTest::newRow("an empty last argument")
        << QByteArray("PLAINTEXT 62 0 ") << QByteArrayList{"PLAINTEXT", "62", "0", ""};
    QTest::newRow("nothing but an empty argument")
        << QByteArray("KEY_NOT_CREATED ") << QByteArrayList{"KEY_NOT_CREATED", ""};
    QTest::newRow("an empty argument inside") << QByteArray("X  b") << QByteArrayList{"X", "", "b"};
    QTest::newRow("bytes that are no UTF-8") << QByteArray("PLAINTEXT 62 0 caf\xff")
                                             << QByteArrayList{"PLAINTEXT", "62", "0", "caf\xff"};
    QTest::newRow("CRLF") << QByteArray("DECRYPTION_OKAY\r") << QByteArrayList{"DECRYPTION_OKAY"};
    QTest::newRow("CRLF after an argument")
        << QByteArray("ENC_TO 01A0 18 0\r") << QByteArrayList{"ENC_TO", "01A0", "18", "0"};
}

void tst_GpgVerdict::aStatusLineIsSplitAtEachBlank()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArrayList, words);

    const auto status = StatusLine::parse("[GNUPG:] " + line);
    QVERIFY(status);
    QCOMPARE(status->keyword(), words.first());
    QCOMPARE(status->argumentCount(), words.size() - 1);
    for (qsizetype i = 1; i < words.size(); ++i)
        QCOMPARE(status->argument(i - 1), words.at(i));
    QCOMPARE(status->argument(words.size()), QByteArray());
    QCOMPARE(status->from(0), words.mid(1).join(' '));
}

void tst_GpgVerdict::whatIsNoStatusLineIsNone_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("the prefix alone") << QByteArray("[GNUPG:] ");
    QTest::newRow("the prefix without its blank") << QByteArray("[GNUPG:]");
    QTest::newRow("CRLF alone") << QByteArray("[GNUPG:] \r");
    QTest::newRow("log") << QByteArray("gpg: [GNUPG:] GOODSIG A B");
    QTest::newRow("indented") << QByteArray(" [GNUPG:] GOODSIG A B");
    QTest::newRow("lower case") << QByteArray("[gnupg:] GOODSIG A B");
    QTest::newRow("no keyword") << QByteArray("[GNUPG:]  GOODSIG A B");
}

void tst_GpgVerdict::whatIsNoStatusLineIsNone()
{
    QFETCH(const QByteArray, line);
    QVERIFY(!StatusLine::parse(line));
}

void tst_GpgVerdict::aStatusStreamMeansTheSameWhereverItIsSplit_data()
{
    QTest::addColumn<QByteArray>("lineEnd");
    QTest::newRow("LF") << QByteArray("\n");
    QTest::newRow("CRLF") << QByteArray("\r\n");
}

void tst_GpgVerdict::aStatusStreamMeansTheSameWhereverItIsSplit()
{
    QFETCH(const QByteArray, lineEnd);

    const QByteArrayList lines = {"[GNUPG:] ENC_TO 01A06DED850C7770 18 0",
                                  "not a status line",
                                  "[GNUPG:] USERID_HINT 01A0 Zo\xc3\xab <zoe@example.org>",
                                  "",
                                  "[GNUPG:] PLAINTEXT 62 1795253793 ",
                                  "[GNUPG:] DECRYPTION_OKAY"}; // the last has no line feed
    const QByteArray stream = lines.join(lineEnd);
    const QList<StatusLine> whole = statusLines({stream});
    QCOMPARE(whole.size(), 4);
    QCOMPARE(whole.last().keyword(), "DECRYPTION_OKAY");
    QCOMPARE(whole.at(1).unescapedFrom(1), u"Zoë <zoe@example.org>"_s);

    for (qsizetype at = 0; at <= stream.size(); ++at)
        QCOMPARE(statusLines({stream.first(at), stream.sliced(at)}), whole);
    QByteArrayList bytes;
    for (const char byte : stream)
        bytes << QByteArray(1, byte);
    QCOMPARE(statusLines(bytes), whole);
}

void tst_GpgVerdict::aLineOfAMebibyteIsNoStatusLine()
{
    // Whoever gets the beginning of a line past the limit must not have the rest taken for a line.
    class Bounded : public StatusReader
    {
    public:
        Bounded() { setMaximumLength(65536); }
        void lineLengthExceeded(const QByteArray &) override { ++tooLong; }
        int tooLong = 0;
    } reader;
    const QByteArray filler(1 << 20, 'x');
    for (qsizetype at = 0; at < filler.size(); at += 4096)
        reader.dataReceived(filler.mid(at, 4096));
    QVERIFY(reader.tooLong > 0);
    QVERIFY(reader.lines.isEmpty());
}

void tst_GpgVerdict::namesAreUnescapedOnce_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("name");
    QTest::newRow("percent") << QByteArray("GOODSIG A 100%25 of it") << u"100% of it"_s;
    QTest::newRow("an escaped escape")
        << QByteArray("GOODSIG A caf\xc3\xa9%2520x") << u"café%20x"_s;
    QTest::newRow("blanks") << QByteArray("GOODSIG A Alice  Test") << u"Alice  Test"_s;
    QTest::newRow("a line feed") << QByteArray("GOODSIG A a%0Ab") << u"a\nb"_s;
    QTest::newRow("no UTF-8") << QByteArray("GOODSIG A caf\xff!") << u"caf\ufffd!"_s;
}

void tst_GpgVerdict::namesAreUnescapedOnce()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, name);
    QCOMPARE(StatusLine::parse("[GNUPG:] " + line)->unescapedFrom(1), name);
}

void tst_GpgVerdict::errorCodesComeWithoutTheirSource_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("code"); // -1: none
    QTest::newRow("wrong passphrase") << QByteArray("67108875") << 11;
    QTest::newRow("with its name") << QByteArray("11_BAD_PASSPHRASE") << 11;
    QTest::newRow("without a source") << QByteArray("9") << 9;
    QTest::newRow("cancelled in pinentry") << QByteArray("83886179") << 99;
    QTest::newRow("cancelled by closing the command fd") << QByteArray("33554531") << 99;
    QTest::newRow("no terminal: a system error") << QByteArray("83918950") << 32870;
    QTest::newRow("minus one") << QByteArray("4294967295") << -1;
    QTest::newRow("no number") << QByteArray("encrypt") << -1;
    QTest::newRow("nothing") << QByteArray() << -1;
    QTest::newRow("more than 32 bits") << QByteArray("99999999999") << -1;
}

void tst_GpgVerdict::errorCodesComeWithoutTheirSource()
{
    QFETCH(const QByteArray, word);
    QFETCH(const int, code);
    const auto line = StatusLine::parse("[GNUPG:] ERROR somewhere " + word);
    QCOMPARE(line->errorCode(1).value_or(-1), code);
}

void tst_GpgVerdict::progressIsReadFromItsRightEnd_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isProgress");
    QTest::addColumn<QString>("what");
    QTest::addColumn<qint64>("current");
    QTest::addColumn<qint64>("total");

    const auto row = [](const char *name, const QByteArray &line, const QString &what,
                        qint64 current, qint64 total) {
        QTest::newRow(name) << line << true << what << current << total;
    };
    row("a stream", "PROGRESS stdin ? 172 0 B", u"stdin"_s, 172, 0);
    row("without units", "PROGRESS primegen X 100 100", u"primegen"_s, 100, 100);
    row("a blank in the name, and a cut character", "PROGRESS /home/me/sp ace \xc3. ? 1000 1000 B",
        u"/home/me/sp ace \ufffd."_s, 1000, 1000);
    row("a name that is made of numbers", "PROGRESS 1 2 3 ? 4 5 B", u"1 2 3"_s, 4, 5);
    row("an empty name", "PROGRESS  ? 4 5 B", QString(), 4, 5);
    row("KiB", "PROGRESS big ? 3 4 KiB", u"big"_s, 3072, 4096);
    row("MiB", "PROGRESS big ? 3 4 MiB", u"big"_s, 3LL << 20, 4LL << 20);
    row("GiB", "PROGRESS big ? 3 4 GiB", u"big"_s, 3LL << 30, 4LL << 30);
    row("more than 32 bits", "PROGRESS big ? 5000000000 6000000000 B", u"big"_s, 5'000'000'000,
        6'000'000'000);
    row("CRLF", "PROGRESS big ? 3 4 KiB\r", u"big"_s, 3072, 4096);
    row("primes", "PROGRESS primegen + 0 0", u"primegen"_s, 0, 0);

    const auto none = [](const char *name, const QByteArray &line) {
        QTest::newRow(name) << line << false << QString() << qint64() << qint64();
    };
    none("another keyword", "ENC_TO a b 1 2 B");
    none("too few", "PROGRESS a ? 1");
    none("too few with units", "PROGRESS ? 1 2 B");
    none("no number", "PROGRESS a ? x 2 B");
    none("no numbers", "PROGRESS a b c d");
}

void tst_GpgVerdict::progressIsReadFromItsRightEnd()
{
    QFETCH(const QByteArray, line);
    QFETCH(const bool, isProgress);
    QFETCH(const QString, what);
    QFETCH(const qint64, current);
    QFETCH(const qint64, total);

    const auto progress = GpgProgress::parse(*StatusLine::parse("[GNUPG:] " + line));
    QCOMPARE(progress.has_value(), isProgress);
    if (!isProgress)
        return;
    QCOMPARE(progress->what, what);
    QCOMPARE(progress->current, current);
    QCOMPARE(progress->total, total);
}

void tst_GpgVerdict::aKeyListingBecomesKeys()
{
    // gpg 2.2.40 --with-colons --with-secret --list-keys
    const QByteArray listing =
        "tru::1:1795253793:0:3:1:5\n"
        "pub:u:255:22:6AA222C099A29D1E:1795253793:::u:::scESC:::+::ed25519:::0:\n"
        "fpr:::::::::8640F946A9A0436225EBDEA36AA222C099A29D1E:\n"
        "uid:u::::1795253793::AA::Alice Test <alice@example.org>::::::::::0:\n"
        "uid:r::::::BB::Alice Former <alice@example.com>::::::::::0:\n"
        "uid:u::::1795253793::CC::Alice Work <alice@example.net>::::::::::0:\n"
        "sub:u:255:18:01A06DED850C7770:1795253793::::::e:::+::cv25519::\n"
        "fpr:::::::::11720556C67ED7793C3984F701A06DED850C7770:\n"
        "pub:e:3072:1:C0FFEE00C0FFEE00:1577836800:1580428800::-:::sc::::::23::0:\n"
        "fpr:::::::::00112233445566778899AABBCCDDEEFF00112233:\n"
        "uid:e::::1577836800::DD::Zo\xc3\xab \"Q\" 100% \\x5cx3a\\x3a "
        "<zoe@example.org>::::::::::0:\n"
        "uat:e::::1577836800::EE::1 298::::::::::0:\n"
        "pub:r:255:22:BADC0FFEE0DDF00D:1795253793:::-:::sc:::::ed25519:::0:\n"
        "fpr:::::::::33221100FFEEDDCCBBAA99887766554433221100:\n"
        "uid:r::::1795253793::FF::Rita Revoked <rita@example.org>::::::::::0:\n";
    GpgKeyListing reader;
    QList<GpgKey> keys;
    for (const QByteArray &line : listing.split('\n')) {
        if (const auto key = reader.addLine(line))
            keys << *key;
    }
    if (const auto key = reader.finish())
        keys << *key;
    QVERIFY(!reader.finish());

    QCOMPARE(keys.size(), 3);
    const GpgKey &alice = keys.first();
    QCOMPARE(alice.fingerprint, QLatin1StringView(fingerprintA)); // not the subkey's
    QCOMPARE(
        alice.userIds,
        (QStringList{u"Alice Test <alice@example.org>"_s, u"Alice Work <alice@example.net>"_s}));
    QCOMPARE(alice.algorithm, u"ed25519"_s);
    QCOMPARE(alice.created, QDateTime::fromSecsSinceEpoch(1795253793, QTimeZone::utc()));
    QVERIFY(!alice.expires.isValid());
    QVERIFY(alice.hasSecret() && alice.canEncrypt && alice.canSign && alice.isUsable());
    QCOMPARE(alice.state(), u"your own"_s);

    const GpgKey &zoe = keys.at(1);
    QCOMPARE(zoe.name(), u"Zoë \"Q\" 100% \\x3a: <zoe@example.org>"_s);
    QCOMPARE(zoe.userIds.size(), 1);
    QCOMPARE(zoe.algorithm, u"rsa3072"_s);
    QCOMPARE(zoe.state(), u"expired on 2020-01-31"_s);
    QVERIFY(!zoe.hasSecret() && !zoe.canEncrypt && !zoe.canSign && !zoe.isUsable());

    const GpgKey &rita = keys.last(); // one still wants to know whose it was
    QCOMPARE(rita.name(), u"Rita Revoked <rita@example.org>"_s);
    QCOMPARE(rita.state(), u"revoked"_s);
    QVERIFY(!rita.isUsable());
}

void tst_GpgVerdict::aKeyTellsItsState_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("isUsable");
    const auto row = [](const QByteArray &validity, const QByteArray &capabilities,
                        const QString &state, bool isUsable) {
        QTest::addRow("%s%s", validity.constData(), capabilities.contains('D') ? "D" : "")
            << QByteArray("pub:" + validity + ":255:22:6AA222C099A29D1E:1577836800:1580428800::-:::"
                          + capabilities + ":::::ed25519:::0:")
            << state << isUsable;
    };
    row("u", "scESC", u"your own"_s, true);
    row("f", "scESC", u"certified"_s, true);
    row("m", "scESC", u"marginally certified"_s, true);
    row("-", "scESC", u"not certified"_s, true);
    row("q", "scESC", u"not certified"_s, true);
    row("", "scESC", u"not certified"_s, true);
    row("n", "scESC", u"never to be trusted"_s, true);
    row("r", "sc", u"revoked"_s, false);
    row("e", "sc", u"expired on 2020-01-31"_s, false);
    row("i", "sc", u"not valid"_s, false);
    row("d", "scESC", u"disabled"_s, false);
    row("u", "scESCD", u"disabled"_s, false); // gpg encrypts to it by its fingerprint all the same
}

void tst_GpgVerdict::aKeyTellsItsState()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, state);
    QFETCH(const bool, isUsable);
    GpgKeyListing reader;
    QVERIFY(!reader.addLine(line));
    const auto key = reader.finish();
    QVERIFY(key);
    QCOMPARE(key->state(), state);
    QCOMPARE(key->isUsable(), isUsable);
}

void tst_GpgVerdict::aSecretSubkeyMakesAKeyOnesOwn_data()
{
    QTest::addColumn<QByteArray>("lines"); // type, validity, expiry, token, what it is for
    QTest::addColumn<bool>("isOwn");
    QTest::addColumn<bool>("hasPrimary");
    QTest::addColumn<QString>("fault"); // of signing; empty: none
    const auto row = [](const char *name, const QByteArray &lines, bool isOwn, bool hasPrimary,
                        const QString &fault) {
        QTest::newRow(name) << lines << isOwn << hasPrimary << fault;
    };
    const QByteArray card = "D2760001240102010006123456780000";
    row("whole", "pub u  + scESC\nsub u  + e", true, true, {});
    row("whole, of the secret list", "sec u  + scESC\nssb u  + e", true, true, {});
    row("of the secret list of an old gpg", "sec u   scESC\nssb u   e", true, true, {});
    row("of somebody else", "pub f   scESC\nsub f   e", false, false, u"is not here"_s);
    row("a stub and nothing else", "sec u  # scESC\nssb u  # e", false, false, u"is not here"_s);
    row("its primary part is elsewhere, and that signs alone", "sec u  # scESC\nssb u  + e", true,
        false, u"signing part is kept elsewhere"_s);
    row("its primary part is elsewhere", "sec u  # scESC\nssb u  + e\nssb u  + s", true, false, {});
    row("its primary part is elsewhere, as a public key", "pub u  # cESC\nsub u  + e\nsub u  + s",
        true, false, {});
    row("on a card", "sec u  " + card + " scESC\nssb u  " + card + " e", true, true, {});
    row("on a card, but for its primary part",
        "sec u  # cESC\nssb u  " + card + " e\nssb u  " + card + " s", true, false, {});
    row("one subkey on a card, one elsewhere", "sec u  # cESC\nssb u  # e\nssb u  " + card + " s",
        true, false, {});
    row("its signing subkey has expired", "sec u  # cEC\nssb u  + e\nssb e 1580428800 + s", true,
        false, u"The signing subkey of Alice <a@example.org> has expired on 2020-01-31."_s);
    row("its signing subkey was revoked", "sec u  # cEC\nssb u  + e\nssb r  + s", true, false,
        u"The signing subkey of Alice <a@example.org> has been revoked."_s);
    row("one has expired, the next has not",
        "sec u  # cESC\nssb u  + e\nssb e 1580428800 + s\nssb u  + s", true, false, {});
    row("the one that has not is elsewhere",
        "sec u  # cESC\nssb u  + e\nssb e 1580428800 + s\nssb u  # s", true, false,
        u"has expired on 2020-01-31"_s);
    row("it only encrypts", "sec u  + cEC\nssb u  + e", true, true, u"has no signing subkey"_s);
    row("it has expired", "sec e 1580428800 + sc\nssb e 1580428800 + e", true, true,
        u"Your key Alice <a@example.org> has expired on 2020-01-31."_s);
    row("it was revoked", "sec r  + sc\nssb r  + e", true, true, u"has been revoked"_s);
    row("it is disabled", "sec u  + scESCD\nssb u  + e", true, true, u"is disabled"_s);
}

namespace {

/// By lines of type, validity, expiry, token and capabilities.
GpgKey listedKey(const QByteArray &lines, const QByteArray &name = "Alice <a@example.org>")
{
    GpgKeyListing reader;
    int number = 0;
    for (const QByteArray &line : lines.split('\n')) {
        const QByteArrayList words = line.split(' ');
        reader.addLine(words.at(0) + ':' + words.at(1)
                       + ":255:22:6AA222C099A29D1E:1577836800:" + words.at(2)
                       + "::u:::" + words.at(4) + ":::" + words.at(3) + "::ed25519:::0:");
        reader.addLine("fpr:::::::::" + QByteArray(39, 'A') + char('A' + number) + ':');
        if (number++ == 0 && !name.isEmpty())
            reader.addLine("uid:u::::1::AA::" + name + "::::::::::0:");
    }
    return reader.finish().value();
}

} // namespace

void tst_GpgVerdict::aSecretSubkeyMakesAKeyOnesOwn()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const bool, isOwn);
    QFETCH(const bool, hasPrimary);
    QFETCH(const QString, fault);
    const GpgKey key = listedKey(lines);
    QCOMPARE(key.hasSecret(), isOwn);
    QCOMPARE(key.hasPrimarySecret(), hasPrimary);
    QCOMPARE(key.isSigner(), fault.isEmpty());
    const QString sentence = key.signerFault().sentence;
    QVERIFY2(sentence.contains(fault), qPrintable(sentence));
    QCOMPARE(sentence.isEmpty(), fault.isEmpty());
    QVERIFY(fault.isEmpty() || sentence.contains(u"Alice"_s));

    // A listing that does not ask for them must not take them away.
    GpgKey again = listedKey(QByteArray(lines).replace(" + ", "  ").replace(" # ", "  "));
    again.takeSecretsFrom(key);
    QCOMPARE(again.hasPrimarySecret(), hasPrimary);
    QCOMPARE(again.isSigner(), fault.isEmpty());
}

void tst_GpgVerdict::aKeySaysWhyNothingIsEncryptedToIt_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("fault");
    const QByteArray alice = "Alice <a@example.org>";
    const auto row = [&](const char *title, const QByteArray &lines, const QString &fault) {
        QTest::newRow(title) << lines << alice << fault;
    };
    row("it is fine", "pub f   scESC\nsub f   e", {});
    row("nobody vouches for it: that is another question", "pub -   scESC\nsub -   e", {});
    row("disabled", "pub f   scESCD\nsub f   e",
        u"The key of Alice <a@example.org> is disabled in your key list."_s);
    row("expired", "pub e 1580428800  sc\nsub e 1580428800  e",
        u"The key of Alice <a@example.org> has expired on 2020-01-31."_s);
    row("revoked, and disabled", "pub r   scD\nsub r   e",
        u"The key of Alice <a@example.org> has been revoked."_s);
    row("without a signature of its own", "pub i   sc\nsub i   e",
        u"The key of Alice <a@example.org> is not valid: it has not signed any name of its own."_s);
    row("its encryption subkey has expired", "pub f   scSC\nsub e 1580428800  e",
        u"The encryption subkey of Alice <a@example.org> has expired on 2020-01-31."_s);
    row("its encryption subkeys have expired: the last of them counts",
        "pub f   scSC\nsub e 1580428800  e\nsub e 1583020800  e",
        u"The encryption subkey of Alice <a@example.org> has expired on 2020-03-01."_s);
    row("one has expired, the next has not", "pub f   scESC\nsub e 1580428800  e\nsub f   e", {});
    row("its encryption subkey was revoked", "pub f   scSC\nsub r   e",
        u"The encryption subkey of Alice <a@example.org> has been revoked."_s);
    row("its encryption subkey is not bound to it", "pub f   scSC\nsub i   e",
        u"The encryption subkey of Alice <a@example.org> is not valid."_s);
    row("it has none", "pub f   scSC\nsub f   s",
        u"The key of Alice <a@example.org> has no encryption subkey, so it can only sign."_s);
    QTest::newRow("without a name")
        << QByteArray("pub e 1580428800  sc") << QByteArray()
        << QString(u"The key "_s + u"AAAA "_s.repeated(10) + u"has expired on 2020-01-31."_s);
}

void tst_GpgVerdict::aKeySaysWhyNothingIsEncryptedToIt()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const QByteArray, name);
    QFETCH(const QString, fault);
    const GpgKey key = listedKey(lines, name);
    QCOMPARE(key.recipientFault().sentence, fault);
    QCOMPARE(key.isRecipient(), fault.isEmpty());
}

void tst_GpgVerdict::aUserIdCannotBreakALine()
{
    GpgKeyListing reader;
    reader.addLine("pub:u:255:22:6AA222C099A29D1E:1577836800:::u:::scESC:::+::ed25519:::0:");
    reader.addLine("uid:u::::1::AA::Eve\\n[GNUPG\\x3a] X \\x1b[1m \xe2\x80\xae::::::::::0:");
    const QString name = reader.finish()->name();
    QVERIFY(name.startsWith(u"Eve"));
    for (const QChar c : name)
        QVERIFY2(c.isPrint() || c == u'\ufffd', qPrintable(name));
}

void tst_GpgVerdict::aPathKeepsItsBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    const auto row = [](const QByteArray &bytes, const QString &shown) {
        QTest::addRow("%s", bytes.toPercentEncoding(" /").constData()) << bytes << shown;
    };
    row("", QString());
    row("/tmp/letter.txt", u"/tmp/letter.txt"_s);
    row("caf\xc3\xa9", u"café"_s);
    row("caf\xe9", u"caf\ufffd"_s);
    row("caf\xe9.txt", u"caf\ufffd.txt"_s);
    row("\xff\xfe", u"\ufffd\ufffd"_s);
    row("\xf0\x9d\x84\x9e", u"\U0001d11e"_s);
    row("\xf0\x9d\x84", u"\ufffd\ufffd\ufffd"_s); // cut off
    row("\xc3", u"\ufffd"_s);
    row("\xc0\xaf", u"\ufffd\ufffd"_s); // a slash, in two bytes
    row("\xe0\x80\xaf", u"\ufffd\ufffd\ufffd"_s);
    row("\xed\xb3\xa9", u"\ufffd\ufffd\ufffd"_s); // what stands for a byte, itself
    row("\xed\xa0\x80\xed\xb0\x80", u"\ufffd"_s.repeated(6));
    row("\xf4\x90\x80\x80", u"\ufffd\ufffd\ufffd\ufffd"_s); // beyond Unicode
    row("\xef\xbb\xbfx", u"\ufffdx"_s); // a byte order mark is no part of a text, but of a name
}

void tst_GpgVerdict::aPathKeepsItsBytes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, shown);
    const QString path = NativePath::fromBytes(bytes);
    QCOMPARE(NativePath::toBytes(path), bytes);
    QCOMPARE(printable(path), shown);
}

using Drop = std::function<void(const HiddenWord &)>;

void tst_GpgVerdict::aDroppedSecretIsNowhereInMemory_data()
{
    QTest::addColumn<Drop>("drop");
    const auto made = [](const HiddenWord &word) {
        Secret secret;
        word.spell([&](QStringView character) { secret.append(character); });
        return secret;
    };
    QTest::newRow("at the end of its scope") << Drop([made](const HiddenWord &word) {
        const Secret secret = made(word);
        QCOMPARE(word.occurrences(), 1); // it is found as long as it lives
    });
    QTest::newRow("when wiped") << Drop([made](const HiddenWord &word) {
        Secret secret = made(word);
        secret.wipe();
        QVERIFY(secret.isEmpty());
        QCOMPARE(word.occurrences(), 0);
    });
    QTest::newRow("when another moves in") << Drop([made](const HiddenWord &word) {
        Secret secret = made(word);
        secret = Secret();
        QCOMPARE(word.occurrences(), 0);
    });
    QTest::newRow("with those who share it") << Drop([made](const HiddenWord &word) {
        Secret secret = made(word);
        const QByteArray queued = secret.shared();
        QCOMPARE(word.occurrences(), 1);
        secret.wipe();
        QCOMPARE(word.occurrences(), 0);
        QCOMPARE(queued.size(), word.size()); // of zeros
    });
    QTest::newRow("the text it was taken from") << Drop([](const HiddenWord &word) {
        QString text;
        text.reserve(word.size());
        word.spell([&](QStringView character) { text.append(character); });
        const QString copy = text; // in a text field, say
        const Secret secret = Secret::take(text);
        QVERIFY(text.isEmpty());
        QCOMPARE(secret.size(), word.size());
        QCOMPARE(word.occurrences(2), 0);
        QCOMPARE(word.occurrences(1), 1);
    });
    QTest::newRow("the bytes it was taken from") << Drop([](const HiddenWord &word) {
        QByteArray bytes;
        bytes.reserve(word.size());
        word.spell([&](QStringView character) { bytes.append(character.front().toLatin1()); });
        const Secret secret = Secret::take(bytes);
        QVERIFY(bytes.isEmpty());
        QCOMPARE(word.occurrences(), 1);
    });
    QTest::newRow("after an exception") << Drop([made](const HiddenWord &word) {
        try {
            const Secret secret = made(word);
            throw std::runtime_error("disk full");
        } catch (const std::runtime_error &) {
            QCOMPARE(word.occurrences(), 0);
        }
    });
}

void tst_GpgVerdict::aDroppedSecretIsNowhereInMemory()
{
    QFETCH(const Drop, drop);
    const HiddenWord word;
    QCOMPARE(word.occurrences(), 0);
    drop(word);
    QCOMPARE(word.occurrences(), 0);
}

void tst_GpgVerdict::aSecretMovesAndLeavesNoCopy()
{
    const HiddenWord word;
    {
        Secret first;
        word.spell([&](QStringView character) { first.append(character); });
        Secret second = std::move(first);
        QCOMPARE(word.occurrences(), 1);
        std::vector<Secret> queue;
        for (int i = 0; i < 3; ++i) // it grows
            queue.emplace_back();
        queue.push_back(std::move(second));
        queue.emplace_back();
        QCOMPARE(word.occurrences(), 1);
        queue.clear();
        QCOMPARE(word.occurrences(), 0);
    }
}

void tst_GpgVerdict::aSecretThatGrowsLeavesNothingBehind()
{
    const HiddenWord word;
    Secret secret;
    word.spell([&](QStringView character) { secret.append(character); });
    for (int i = 0; i < 1000; ++i)
        secret.append(u"and more of it ");
    QCOMPARE(word.occurrences(), 1);
    secret.wipe();
    QCOMPARE(word.occurrences(), 0);
}

void tst_GpgVerdict::aSecretLosesWholeCharacters()
{
    Secret secret;
    secret.append(u"aé€𝄞");
    QCOMPARE(secret.size(), 10);
    QCOMPARE(secret.length(), 4);
    for (const int size : {6, 3, 1, 0, 0}) {
        secret.chop();
        QCOMPARE(secret.size(), size);
    }
}

void tst_GpgVerdict::aSecretKnowsWhatGpgCannotRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("hasBreak");
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("blanks and umlauts") << u" ü ß\t"_s << false;
    QTest::newRow("LF") << u"a\nb"_s << true;
    QTest::newRow("CRLF") << u"a\r\n"_s << true;
    QTest::newRow("NUL") << QString(QChar::Null) << true;
}

void tst_GpgVerdict::aSecretKnowsWhatGpgCannotRead()
{
    QFETCH(const QString, text);
    QFETCH(const bool, hasBreak);
    Secret secret;
    secret.append(text);
    QCOMPARE(secret.hasLineBreakOrNul(), hasBreak);
}

void tst_GpgVerdict::aRequestTellsItsFault_data()
{
    QTest::addColumn<GpgRequest>("request");
    QTest::addColumn<bool>("isFaulty");
    const auto row = [](const char *name, const GpgRequest &request, bool isFaulty) {
        QTest::newRow(name) << request << isFaulty;
    };
    const QString key = QLatin1StringView(fingerprintA);
    row("a whole fingerprint", {.operation = Operation::Encrypt, .recipients = {key}}, false);
    row("a fingerprint of version 5",
        {.operation = Operation::Encrypt, .recipients = {QString(64, u'A')}}, false);
    row("a key id", {.operation = Operation::Encrypt, .recipients = {key.right(16)}}, true);
    row("an address", {.operation = Operation::Encrypt, .recipients = {u"a@example.org"_s}}, true);
    row("an option", {.operation = Operation::Encrypt, .recipients = {u"--yes"_s}}, true);
    row("small letters", {.operation = Operation::Encrypt, .recipients = {key.toLower()}}, true);
    row("a line feed behind it", {.operation = Operation::Export, .keys = {key + u'\n'}}, true);
    row("a signer by name", {.operation = Operation::Sign, .signers = {u"Alice"_s}}, true);
    row("nobody to encrypt to", {.operation = Operation::Encrypt}, true);
    row("a passphrase to encrypt with", {.operation = Operation::Encrypt, .symmetric = true},
        false);
    row("no key to export", {.operation = Operation::Export}, true);
    row("no key to delete", {.operation = Operation::DeleteKey}, true);
    row("no key to list", {.operation = Operation::ListKeys}, false);
    row("a name", {.operation = Operation::GenerateKey, .userId = u"Zoë <zoe@example.org>"_s},
        false);
    row("no name", {.operation = Operation::GenerateKey, .userId = u" "_s}, true);
    row("a name of two lines", {.operation = Operation::GenerateKey, .userId = u"a\nb"_s}, true);
    for (const char *expiry : {"0", "2y", "18m", "30d", "2030-12-31", "90"})
        QTest::addRow("expiry %s", expiry) << GpgRequest{.operation = Operation::GenerateKey,
                                                         .userId = u"a"_s,
                                                         .expiry = QLatin1StringView(expiry)}
                                           << false;
    for (const char *expiry : {"", "soon", "2 y", "--yes", "2y\n", "2y0"})
        QTest::addRow("expiry \"%s\"", QByteArray(expiry).replace('\n', "\\n").constData())
            << GpgRequest{.operation = Operation::GenerateKey,
                          .userId = u"a"_s,
                          .expiry = QLatin1StringView(expiry)}
            << true;
}

void tst_GpgVerdict::aRequestTellsItsFault()
{
    QFETCH(const GpgRequest, request);
    QFETCH(const bool, isFaulty);
    QCOMPARE(!request.fault().isEmpty(), isFaulty);
}

void tst_GpgVerdict::aCommandKeepsEachKindOfDataApart_data()
{
    QTest::addColumn<GpgRequest>("request");
    QTest::addColumn<int>("way");
    QTest::addColumn<QList<int>>("fds");
    using Way = GpgCommand::Passphrase;
    const auto row = [](const char *name, const GpgRequest &request, Way way,
                        const QList<int> &fds) {
        QTest::newRow(name) << request << int(way) << fds;
    };
    row("list", {.operation = Operation::ListKeys}, Way::None, {0, 1, 2, 4, 7});
    row("decrypt, given", {.operation = Operation::Decrypt}, Way::Given, {0, 1, 2, 3, 4, 5, 7});
    row("sign, given", {.operation = Operation::Sign}, Way::Given, {0, 1, 2, 3, 4, 7});
    row("decrypt, asked", {.operation = Operation::Decrypt}, Way::OnDemand, {0, 1, 2, 4, 5, 7});
    row("decrypt, pinentry", {.operation = Operation::Decrypt}, Way::None, {0, 1, 2, 4, 5, 7});
    row("verify", {.operation = Operation::Verify}, Way::None, {0, 1, 2, 4, 7});
    row("verify, detached", {.operation = Operation::Verify, .signature = "x"}, Way::None,
        {0, 1, 2, 4, 6, 7});
}

void tst_GpgVerdict::aCommandKeepsEachKindOfDataApart()
{
    QFETCH(const GpgRequest, request);
    QFETCH(const int, way);
    QFETCH(const QList<int>, fds);

    const GpgCommand command = GpgCommand::of(request, GpgCommand::Passphrase(way));
    QCOMPARE(command.childFDs.keys(), fds);
    const auto fdOf = [&](const QString &option) {
        const qsizetype at = command.arguments.indexOf(option);
        return at < 0 ? -1 : command.arguments.value(at + 1).toInt();
    };
    QCOMPARE(fdOf(u"--status-fd"_s), int(GpgFD::Status));
    QCOMPARE(fdOf(u"--logger-fd"_s), int(GpgFD::Log));
    QCOMPARE(fdOf(u"--passphrase-fd"_s), fds.contains(3) ? 3 : -1);
    QCOMPARE(fdOf(u"--command-fd"_s), fds.contains(5) ? 5 : -1);
    QCOMPARE(command.arguments.contains(u"--batch"_s), !fds.contains(5)); // it would not ask
    QVERIFY(command.arguments.contains(u"--no-verbose"_s));
    QVERIFY(command.arguments.contains(u"--disable-dirmngr"_s));
}

void tst_GpgVerdict::aCommandTakesNothingFromTheInputForAnOption()
{
    const GpgRequest request{
        .operation = Operation::GenerateKey, .userId = u"--yes"_s, .withoutPassphrase = true};
    const QStringList words = GpgCommand::of(request, GpgCommand::Passphrase::None).arguments;
    QVERIFY(words.indexOf(u"--"_s) >= 0);
    QVERIFY(words.indexOf(u"--"_s) < words.indexOf(u"--yes"_s));

    // Files are ours to open: gpg never sees a name.
    const GpgRequest decrypt{
        .operation = Operation::Decrypt, .inputFile = u"/tmp/--yes"_s, .outputFile = u"/tmp/out"_s};
    const QString text = GpgCommand::of(decrypt, GpgCommand::Passphrase::None).toString();
    QVERIFY2(!text.contains(u"/tmp"), qPrintable(text));
}

void tst_GpgVerdict::aCommandIsShownAsOneWouldTypeIt()
{
    const GpgCommand command{.arguments = {u"gpg"_s, u"--quick-generate-key"_s, u"--"_s,
                                           u"O'Hara <o@example.org>"_s, QString(), u"2y"_s},
                             .childFDs = {}};
    QCOMPARE(command.toString(),
             u"gpg --quick-generate-key -- 'O'\\''Hara <o@example.org>' '' 2y"_s);
}

void tst_GpgVerdict::whatLastsAsLongAsTheKeyIsRenewedWithIt_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("renewed"); // the last letters of their fingerprints
    const auto row = [](const char *name, const QByteArray &lines, const QString &renewed) {
        QTest::newRow(name) << lines << renewed;
    };
    row("nothing but a primary key", "sec u  + sc", {});
    row("a subkey", "sec u  + scESC\nssb u 1893456000 + e", u"B"_s);
    row("all have expired", "sec e 1580428800 + sc\nssb e 1580428800 + e", u"B"_s);
    row("one was replaced long ago", "sec u  + scESC\nssb e 1580428800 + e\nssb u 1893456000 + e",
        u"C"_s);
    row("all have expired, one long ago",
        "sec e 1580428800 + sc\nssb e 1483228800 + e\nssb e 1580428800 + e", u"C"_s);
    row("one was revoked", "sec u  + scESC\nssb r  + e\nssb u  + e", u"C"_s);
    row("each for its own purpose",
        "sec e 1580428800 + cC\nssb e 1580428800 + e\nssb e 1580428800 + s\nssb e 1483228800 + a",
        u"BCD"_s);
}

void tst_GpgVerdict::whatLastsAsLongAsTheKeyIsRenewedWithIt()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const QString, renewed);
    QString found;
    for (const GpgSubkey &subkey : listedKey(lines).subkeysToRenew())
        found += subkey.fingerprint.back();
    QCOMPARE(found, renewed);
}

void tst_GpgVerdict::aDialogueAnswersWhatIsToBeExpectedOnly()
{
    const GpgRequest renew{.operation = Operation::RenewKey, .expiry = u"3y"_s};
    const GpgKey key = listedKey("sec u  + scESC\nssb u  + e\nssb u  + s");
    const auto asked = [](GpgDialogue &dialogue, const QByteArray &question) {
        return dialogue.answerTo(*StatusLine::parse("[GNUPG:] " + question)).value_or("(none)");
    };
    GpgDialogue dialogue(renew, key);
    const QByteArray part(39, 'A');
    QCOMPARE(asked(dialogue, "GET_LINE keyedit.prompt"), "expire");
    QCOMPARE(asked(dialogue, "GET_LINE keygen.valid"), "3y");
    QCOMPARE(asked(dialogue, "GET_LINE keyedit.prompt"), "key " + part + 'B');
    QCOMPARE(asked(dialogue, "GET_LINE keyedit.prompt"), "key " + part + 'C');
    QCOMPARE(asked(dialogue, "GET_LINE keyedit.prompt"), "expire");
    QCOMPARE(asked(dialogue, "GET_BOOL keyedit.expire_multiple_subkeys.okay"), "y");
    QCOMPARE(asked(dialogue, "GET_LINE keygen.valid"), "3y");
    QCOMPARE(asked(dialogue, "GET_LINE keygen.valid"), "(none)"); // it did not like it
    QCOMPARE(asked(dialogue, "GET_LINE keyedit.prompt"), "save");
    QCOMPARE(asked(dialogue, "GET_LINE keyedit.prompt"), "quit");
    QCOMPARE(asked(dialogue, "GET_BOOL keyedit.save.okay"), "n");
    QCOMPARE(asked(dialogue, "GET_LINE cardedit.prompt"), "(none)");

    GpgDialogue given(renew, key);
    given.giveUp();
    QCOMPARE(asked(given, "GET_LINE keyedit.prompt"), "quit");
    GpgDialogue unknown(renew, std::nullopt);
    QCOMPARE(asked(unknown, "GET_LINE keyedit.prompt"), "quit");
    GpgDialogue decrypting({.operation = Operation::Decrypt}, std::nullopt);
    QCOMPARE(asked(decrypting, "GET_LINE keygen.valid"), "(none)");
    QCOMPARE(asked(decrypting, "GET_BOOL openfile.overwrite.okay"), "n");
}

void tst_GpgVerdict::aTranscriptComesOutAs_data()
{
    QTest::addColumn<Transcript>("transcript");
    const QList<Transcript> transcripts = Transcript::allIn(QStringLiteral(TRANSCRIPTS_DIR));
    QVERIFY(!transcripts.isEmpty());
    for (const Transcript &transcript : transcripts)
        QTest::newRow(transcript.name.constData()) << transcript;
}

void tst_GpgVerdict::aTranscriptComesOutAs()
{
    QFETCH(const Transcript, transcript);

    GpgRequest request{.operation = transcript.operation,
                       .evenBadSignature = transcript.evenBadSignature,
                       .version = transcript.version};
    if (transcript.operation == Operation::Verify && !transcript.status.contains("PLAINTEXT "))
        request.signature = "a detached one";
    for (qsizetype i = 0; i < transcript.signers; ++i)
        request.signers << QLatin1StringView(i == 0 ? fingerprintA : fingerprintB);
    const GpgRecord record = recordOf(transcript);
    const GpgEnding ending{.reason = m_exits.at(transcript.exitCode),
                           .isComplete = transcript.isComplete,
                           .bytesOut = transcript.bytesOut};
    const GpgVerdict verdict(request, record, ending);
    QCOMPARE(verdict.outcome(), transcript.outcome);

    GpgResult result;
    result.outcome = verdict.outcome();
    result.detail = verdict.detail();
    result.subject = verdict.subject();
    QVERIFY2(result.toString().contains(transcript.words), qPrintable(result.toString()));
    const QStringList notes = verdict.notes();
    if (!transcript.notes.isEmpty())
        QVERIFY2(notes.size() == transcript.notes.size(), qPrintable(notes.join(u'\n')));
    for (qsizetype i = 0; i < transcript.notes.size(); ++i)
        QVERIFY2(notes.at(i).contains(transcript.notes.at(i)), qPrintable(notes.at(i)));
    const QList<GpgSignature> signatures = record.signatures();
    QCOMPARE(signatures.size(), transcript.signatures.size());
    for (qsizetype i = 0; i < signatures.size(); ++i)
        QCOMPARE(signatures.at(i).state, transcript.signatures.at(i));
}

void tst_GpgVerdict::aSignatureIsGreenOnlyWhenAllOfItIs_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<bool>("isGreen");
    const QByteArrayList good = signedWell.split('\n');
    const QByteArray newSig = good.at(0) + '\n';
    const QByteArray goodSig = good.at(2) + '\n';
    const QByteArray valid = good.at(3) + '\n';
    const auto row = [](const char *name, const QByteArray &status, bool isGreen = false) {
        QTest::newRow(name) << status << isGreen;
    };
    row("ultimately", signedWell + trusted, true);
    row("fully", signedWell + "TRUST_FULLY 0 pgp\n", true);
    row("without NEWSIG", goodSig + valid + trusted, true);
    row("marginally", signedWell + "TRUST_MARGINAL 0 pgp\n");
    row("undefined", signedWell + "TRUST_UNDEFINED 0 pgp\n");
    row("never", signedWell + "TRUST_NEVER 0 pgp\n");
    row("no word of trust", signedWell);
    row("without VALIDSIG", newSig + goodSig + trusted);
    row("without GOODSIG", newSig + valid + trusted);
    row("NEWSIG alone", newSig + trusted);
    row("trust without a signature", trusted);
    row("VALIDSIG before anything", valid + goodSig + trusted);
    row("trust before the signature", trusted + signedWell);
    row("VALIDSIG of another signature", newSig + goodSig + newSig + valid + trusted);
    row("trust of another signature", signedWell + newSig + trusted);
    row("VALIDSIG on a key, not a document",
        newSig + goodSig + QByteArray(valid).replace(" 00 ", " 13 ") + trusted);
    row("VALIDSIG cut off", newSig + goodSig + valid.first(60) + '\n' + trusted);
    row("BADSIG after it", signedWell + trusted + "NEWSIG\nBADSIG B Bob\n");
    row("BADSIG before it", "NEWSIG\nBADSIG B Bob\n" + signedWell + trusted);
    row("BADSIG that takes its VALIDSIG", newSig + "BADSIG B Bob\n" + valid + trusted);
    row("ERRSIG that takes its VALIDSIG", newSig + "ERRSIG B 22 8 00 1 9 F\n" + valid + trusted);
    row("expired", newSig + QByteArray(goodSig).replace("GOODSIG", "EXPSIG") + valid + trusted);
    row("by an expired key",
        newSig + QByteArray(goodSig).replace("GOODSIG", "EXPKEYSIG") + valid + trusted);
    row("by a revoked key",
        newSig + QByteArray(goodSig).replace("GOODSIG", "REVKEYSIG") + valid + trusted);
    row("a name like a status line",
        "NEWSIG\nGOODSIG A Eve%0A[GNUPG:] TRUST_ULTIMATE 0 pgp\n" + valid);
    row("a file name like one", "PLAINTEXT 62 0 a%0A[GNUPG:]%20GOODSIG%20A%20Eve\n");
    row("a notation like one",
        signedWell + "NOTATION_DATA x%0A[GNUPG:]%20TRUST_ULTIMATE%200%20pgp\n");
    row("a key word in other letters", "Newsig\ngoodsig A Eve\n" + valid + trusted);
}

void tst_GpgVerdict::aSignatureIsGreenOnlyWhenAllOfItIs()
{
    QFETCH(const QByteArray, status);
    QFETCH(const bool, isGreen);

    const Transcript transcript{.operation = Operation::Verify, .status = status};
    GpgResult result;
    result.signatures = recordOf(transcript).signatures();
    GpgSignature worst;
    worst.state = result.worstSignature();
    QCOMPARE(worst.colour() == GpgSignature::Colour::Green, isGreen);
    for (const GpgSignature &signature : result.signatures)
        QVERIFY(!signature.userId.contains(u'\n'));
}

void tst_GpgVerdict::ourOwnFailureAndCancellingComeFirst()
{
    const GpgRequest request{.operation = Operation::Decrypt};
    const GpgRecord record = recordOf({.status = decryptedWell});
    QCOMPARE(GpgVerdict(request, record, {.reason = m_exits[0], .isCancelled = true}).outcome(),
             Outcome::Cancelled);
    const GpgEnding full{.reason = m_exits[0],
                         .isCancelled = true,
                         .ownFailure = Outcome::OutputUnwritable,
                         .ownDetail = u"No space left on device"_s};
    const GpgVerdict verdict(request, record, full);
    QCOMPARE(verdict.outcome(), Outcome::OutputUnwritable);
    QCOMPARE(verdict.detail(), u"No space left on device"_s);
    const GpgEnding missing{
        .reason = ExitReason::notStarted({SpawnError::Stage::Exec, ENOENT, u"execve"_s})};
    QCOMPARE(GpgVerdict(request, GpgRecord(), missing).outcome(), Outcome::NotInstalled);
}

void tst_GpgVerdict::whoeverKilledGpgIsNotUs()
{
    const GpgRequest request{.operation = Operation::Decrypt};
    const GpgRecord record = recordOf({.status = decryptedWell});
    QCOMPARE(GpgVerdict(request, record, {.reason = m_killed}).outcome(), Outcome::Killed);
    QCOMPARE(GpgVerdict(request, record, {}).outcome(), Outcome::Failed); // status unknown
}

void tst_GpgVerdict::everyOutcomeHasASentenceAndEveryFailureAWayOut()
{
    const QMetaEnum outcomes = QMetaEnum::fromType<Outcome>();
    QStringList sentences;
    for (int i = 0; i < outcomes.keyCount(); ++i) {
        GpgResult result;
        result.outcome = Outcome(outcomes.value(i));
        result.detail = u"(detail)"_s;
        const QString sentence = result.toString();
        const bool isSaidBySomebodyElse = sentence == result.detail;
        QVERIFY2(isSaidBySomebodyElse || (sentence.size() > 10 && !sentence.contains(u'%')),
                 outcomes.key(i));
        QVERIFY2(isSaidBySomebodyElse || !sentences.contains(sentence), outcomes.key(i));
        sentences << sentence;
        const bool needsNothing = result.isDone() || result.outcome == Outcome::BadRequest
            || result.outcome == Outcome::Cancelled;
        QVERIFY2(needsNothing || !result.wayOut().isEmpty(), outcomes.key(i));
    }
}

namespace {

/// Each fact's line, as gpg was seen to write it.
const QByteArrayList factLines = {
    "gpg: encrypted with unknown algorithm 99",
    "gpg: can't hash datafile: Invalid digest algorithm",
    "gpg: can't connect to the agent: IPC connect call failed",
    "gpg: can't connect to the gpg-agent: IPC connect call failed",
    "gpg: no gpg-agent running in this session",
    "gpg: failed to start agent '/nonexistent': Configuration error",
    "gpg: failed to start gpg-agent '/nonexistent/agent': No such file or directory",
    "gpg: CRC error; 5FD3C3 - 9485F4",
    "gpg: not a detached signature",
    "gpg: no signed data",
    "gpg: WARNING: unsafe permissions on homedir '/home/me/.gnupg'",
    "gpg: WARNING: unsafe ownership on configuration file '/home/me/.gnupg/gpg.conf'",
    "gpg: Fatal: /home/me/.gnupg: directory does not exist!",
    "gpg: WARNING: message was not integrity protected",
    "gpg: decryption forced to fail!",
    "gpg: handle plaintext failed: Bad file descriptor",
    "gpg: error writing to '-': No space left on device",
};

constexpr GpgRecord::LogFact facts[] = {GpgRecord::LogFact::UnknownCipher,
                                        GpgRecord::LogFact::UnknownHash,
                                        GpgRecord::LogFact::NoAgent,
                                        GpgRecord::LogFact::ChecksumOfArmor,
                                        GpgRecord::LogFact::NotADetachedSignature,
                                        GpgRecord::LogFact::NoSignedData,
                                        GpgRecord::LogFact::OpenHome,
                                        GpgRecord::LogFact::HomeMissing,
                                        GpgRecord::LogFact::NotProtected,
                                        GpgRecord::LogFact::OutputLost};

int factCount(const GpgRecord &record)
{
    return int(std::count_if(std::begin(facts), std::end(facts),
                             [&](auto fact) { return record.logHas(fact); }));
}

} // namespace

void tst_GpgVerdict::noWordOfAStrangersIsAFact_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("count");
    for (const QByteArray &fact : factLines) {
        QTest::addRow("%s", fact.constData()) << fact << 1;
        const QByteArray words = fact.sliced(5);
        // Lines in which gpg quotes text that the sender of the message or the key chose.
        const QByteArrayList carriers = {
            "gpg: Signature policy: https://example.org/%",
            "gpg: Signature policy: %",
            "gpg: Critical signature notation: a@example.org=%",
            "gpg: Signature notation: %=%",
            "gpg: Preferred keyserver: %",
            "gpg: armor header: Comment: %",
            "gpg: armor header: %: x",
            "gpg: invalid armor header: %",
            "gpg: original file name='%'",
            "gpg: key 6AA222C099A29D1E: public key \"%\" imported",
            "gpg: Good signature from \"%\" [unknown]",
            "gpg:                 aka \"%\" [unknown]",
            "      \"%\"",
            "gpg: using subkey 01A06DED850C7770 instead of primary key %",
            "%",
            "gpg: gpg: %",
            "gpg: \\ngpg: %",
            "gpg:  %",
            "gpg: x\rgpg: %",
        };
        for (const QByteArray &carrier : carriers) {
            QByteArray line = carrier;
            line.replace("%", words);
            QTest::addRow("%s", line.constData()) << line << 0;
            line = carrier;
            line.replace("%", "\\x0agpg: " + words);
            QTest::addRow("%s", line.constData()) << line << 0;
        }
    }
    QTest::newRow("a reason that libgpg-error does not have")
        << QByteArray("gpg: handle plaintext failed: \"x\"") << 0;
    QTest::newRow("a file's name, which somebody else chose")
        << QByteArray("gpg: error writing to 'letter.txt': No space left on device") << 0;
}

void tst_GpgVerdict::noWordOfAStrangersIsAFact()
{
    QFETCH(const QByteArray, line);
    QFETCH(const int, count);
    GpgRecord record;
    record.addLog(line);
    QCOMPARE(factCount(record), count);
}

void tst_GpgVerdict::moreSignaturesThanAreKeptAreNotGood()
{
    GpgRecord record;
    const QByteArrayList good = (signedWell + trusted).trimmed().split('\n');
    const auto add = [&record](const QByteArray &line) {
        record.addStatus(StatusLine::parse("[GNUPG:] " + line).value());
    };
    for (int i = 0; i < 10'000; ++i)
        std::for_each(good.begin(), good.end(), add);
    QCOMPARE(record.signatures().last().state, GpgSignature::State::Good);
    for (const char *line : {"NEWSIG", "EXPKEYSIG AAAA Somebody"})
        add(line);
    std::for_each(good.begin(), good.end(), add);
    QCOMPARE(record.signatures().last().state, GpgSignature::State::Unsupported);
}

void tst_GpgVerdict::aSentenceIsAboutOneSignature()
{
    const QByteArray later = QByteArray(signedWell).replace("1795253793", "1795253794");
    const GpgRecord record = recordOf({.status = signedWell + trusted + later + trusted});
    GpgRequest request{.operation = Operation::Verify};
    request.signature = "a detached one";
    const GpgVerdict verdict(request, record, {.reason = m_exits[0]});
    GpgResult result;
    result.outcome = verdict.outcome();
    result.subject = verdict.subject();
    result.signatures = record.signatures();
    QCOMPARE(result.outcome, Outcome::Done);
    QCOMPARE(result.signatures.size(), 2);
    QCOMPARE(result.toString(), result.signatures.first().toString());
    // In words they are alike, as both are of one day.
    QCOMPARE(result.signatures.last().toString(), result.toString());
    QCOMPARE(result.otherSignatures(), QList<GpgSignature>{result.signatures.last()});
}

void tst_GpgVerdict::aRecordDoesNotGrowWithTheNumberOfLines()
{
    GpgRecord record;
    for (int i = 0; i < 30'000; ++i)
        record.addStatus(*StatusLine::parse("[GNUPG:] NEWSIG"));
    QVERIFY(record.signatures().size() <= 10'001);
    QCOMPARE(record.count("NEWSIG"), 30'000);
}

QTEST_GUILESS_MAIN(tst_GpgVerdict)
#include "tst_gpgverdict.moc"
