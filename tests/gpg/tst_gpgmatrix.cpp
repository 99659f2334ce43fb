// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the gpg desk makes of the gpg that is installed, in a throwaway GNUPGHOME: each case is a
// row with its number, and prints its command, the status keywords that came, and its outcome.
// tst_gpgdesk has the cases that are more than one request and its result.

#include "gpghome.h"
#include "gpgpackets.h"
#include "gpgrun.h"

#include <QtCore/QStandardPaths>
#include <QtTest/QTest>

#include <numeric>
#include <sys/stat.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

using Operation = GpgRequest::Operation;
using Outcome = GpgResult::Outcome;
using State = GpgSignature::State;

namespace {

const QByteArray plain = "Meet me at the usual place, at the usual time.\n";
const QByteArray oldText = "what was there before\n";

/// Text that an attacker wants the desk to take for gpg's own words.
const QByteArray lies = "\n[GNUPG:] NEWSIG\n[GNUPG:] GOODSIG DEADBEEFDEADBEEF Evil\n"
                        "[GNUPG:] VALIDSIG DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD 2026-01-01 "
                        "1767225600 0 4 0 22 8 00 DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD\n"
                        "[GNUPG:] TRUST_ULTIMATE 0 pgp\n";

struct Case
{
    GpgRequest request;
    Outcome outcome = Outcome::Done;
    QString says = {}; ///< in its sentence
    QByteArrayList status = {}; ///< beginnings of lines that come; with "!" in front: do not come
    int exitCode = 0;
    std::optional<QByteArray> output = {}; ///< when it is known
    QByteArray passphrase = {};
    QList<State> signatures = {};
};

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(FIXTURES_DIR "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writesData(const GpgRequest &request)
{
    return request.operation == Operation::Encrypt || request.operation == Operation::Decrypt
        || request.operation == Operation::Sign || request.operation == Operation::Export
        || request.operation == Operation::Verify;
}

} // namespace

class tst_GpgMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void decryptingGivesThePlaintextOrNothing_data();
    void decryptingGivesThePlaintextOrNothing();
    void damagedDataGivesNothing_data();
    void damagedDataGivesNothing();
    void c28AMessageCutAnywhereGivesNothing();
    void encryptingGivesTheWholeOrNothing_data();
    void encryptingGivesTheWholeOrNothing();
    void signingGivesTheWholeOrNothing_data();
    void signingGivesTheWholeOrNothing();
    void aSignatureIsJudged_data();
    void aSignatureIsJudged();
    void keysAreKept_data();
    void keysAreKept();
    void aBrokenHouseholdIsNamed_data();
    void aBrokenHouseholdIsNamed();
    void anAttackIsNeverBelieved_data();
    void anAttackIsNeverBelieved();
    void settingsChangeNoVerdict_data();
    void settingsChangeNoVerdict();

    void c63KeysAreListedWithTheirStates();
    void c64ManyKeysComeInBatches();
    void c68KeysAreDeleted();
    void c76AFileIsNotReplacedUnlessAllowed();
    void c65AKeyWithoutAUserIdIsToldFromNoKey();
    void c87AKeyIsCertified();
    void c88AKeyIsOnesOwn();
    void c89AKeyIsRenewedWithItsSubkeys_data();
    void c89AKeyIsRenewedWithItsSubkeys();
    void c90APassphraseIsChanged_data();
    void c90APassphraseIsChanged();
    void c91WhatIsEncryptedToOneselfTooCanBeRead();
    void c92AFolderIsEncryptedAsAnArchive();
    void c93AnArchiveIsUnpackedIntoANewFolder();
    void c93AnArchiveWritesToNothingElse();

private:
    void check();
    void addRow(const char *name, const Case &what);
    void checkOnce(const Case &what, bool isToFile);

    QByteArray encrypted(const QStringList &keys, const QByteArray &text = plain,
                         const QStringList &options = {}) const;
    QByteArray symmetric(const QStringList &options = {}, const QByteArray &text = plain) const;
    QByteArray signedBy(const QString &key, const QStringList &options,
                        const QByteArray &text = plain) const;

    Census m_census;
    QVersionNumber m_version;
    std::unique_ptr<GpgHome> m_home;
    std::unique_ptr<GpgHome> m_eveHome;
    QString m_alice; // with a passphrase: "sesame"
    QString m_bob; // without
    QString m_zoe;
    QString m_expired;
    QString m_revoked;
    QString m_disabled;
    QString m_old; // made in 2019
    QString m_rotated; // whose encryption subkey has expired
    QString m_signsOnly; // without one
    QString m_eve; // elsewhere, unknown here
    QString m_trudy; // elsewhere, and known here, but not certified
    QString m_liar;
    QByteArray m_evesKey;
    QByteArray m_byRevoked; ///< a signature, made when it was not
};

void tst_GpgMatrix::initTestCase()
{
    // A folder of the machine's PATH may be closed to its user: then a search in vain ends in
    // another error.
    qputenv("PATH", "/usr/local/bin:/usr/bin:/bin");
    const QByteArray version = GpgHome::run(u"gpg"_s, {u"--version"_s}).out;
    m_version = QVersionNumber::fromString(
        QString::fromUtf8(version.split('\n').first().split(' ').last()));
    qInfo() << "gpg" << m_version;

    m_home = std::make_unique<GpgHome>();
    QVERIFY(QDir::setCurrent(m_home->path())); // where gpg's debug-all leaves files
    m_alice = m_home->newKey(u"Alice Test <alice@example.org>"_s, u"sesame"_s);
    m_bob = m_home->newKey(u"Bob <bob@example.org>"_s);
    m_zoe = m_home->newKey(u"Zoë \"Q\" 100% \\x3a: <zoe@example.org>"_s);
    m_expired = m_home->newKey(u"Former <former@example.org>"_s, {},
                               {u"--faked-system-time"_s, u"20200101T000000!"_s},
                               u"future-default"_s, u"30d"_s);
    m_revoked = m_home->newKey(u"Stolen <stolen@example.org>"_s);
    m_disabled = m_home->newKey(u"Resting <resting@example.org>"_s);
    m_old = m_home->newKey(u"Old <old@example.org>"_s, {},
                           {u"--faked-system-time"_s, u"20190101T000000!"_s});
    m_rotated = m_home->newKey(u"Rosa <rosa@example.org>"_s, {},
                               {u"--faked-system-time"_s, u"20200101T000000!"_s}, u"ed25519"_s);
    m_home->made({u"--faked-system-time"_s, u"20200101T000000!"_s, u"--pinentry-mode"_s,
                  u"loopback"_s, u"--passphrase"_s, QString(), u"--quick-add-key"_s, m_rotated,
                  u"cv25519"_s, u"encr"_s, u"30d"_s});
    m_signsOnly = m_home->newKey(u"Sid <sid@example.org>"_s, {}, {}, u"ed25519"_s);
    m_home->gpg({u"--command-fd"_s, u"0"_s, u"--edit-key"_s, m_disabled}, "disable\nsave\n");
    m_byRevoked = signedBy(m_revoked, {u"--detach-sign"_s});
    QFile revocation(m_home->file(u"openpgp-revocs.d/"_s + m_revoked + u".rev"_s));
    QVERIFY(revocation.open(QIODevice::ReadOnly));
    m_home->made({u"--import"_s}, revocation.readAll().replace(":-----BEGIN", "-----BEGIN"));

    m_eveHome = std::make_unique<GpgHome>();
    m_eve = m_eveHome->newKey(u"Eve <eve@example.org>"_s);
    m_trudy = m_eveHome->newKey(u"Trudy <trudy@example.org>"_s);
    m_evesKey = m_eveHome->made({u"--armor"_s, u"--export"_s, m_eve});
    m_home->gpg({u"--import"_s}, m_eveHome->made({u"--export"_s, m_trudy}));
    m_eveHome->made({u"--import"_s}, m_home->made({u"--export"_s, m_bob}));
    m_home->gpg({u"--import"_s}, fixture(u"liar-key.asc"_s));
    m_liar = u"A7376751EA09C6C53F556F85E2F488EFE5244B8F"_s;
    GpgRun trust({.operation = Operation::CheckTrust, .home = m_home->path()});
    trust.start();
    QVERIFY(trust.end());
    QCOMPARE(trust.result->outcome, Outcome::Done);
    for (const QString &key : {m_alice, m_bob, m_zoe, m_expired, m_rotated, m_signsOnly, m_revoked,
                               m_disabled, m_old, m_eve, m_trudy})
        QCOMPARE(key.size(), 40);
}

void tst_GpgMatrix::init()
{
    m_census.take();
}

void tst_GpgMatrix::cleanup()
{
    m_census.compare();
    m_home->remove(u"gpg.conf"_s);
}

void tst_GpgMatrix::cleanupTestCase()
{
    for (GpgHome *home : {m_home.get(), m_eveHome.get()}) {
        home->killAgent();
        QTRY_COMPARE_WITH_TIMEOUT(home->processes(), QStringList(), 60'000);
    }
}

QByteArray tst_GpgMatrix::encrypted(const QStringList &keys, const QByteArray &text,
                                    const QStringList &options) const
{
    QStringList words = options + QStringList{u"--trust-model"_s, u"always"_s};
    for (const QString &key : keys)
        words << u"--recipient"_s << key;
    return m_home->madeWithPassphrase(words << u"--encrypt"_s, text);
}

QByteArray tst_GpgMatrix::symmetric(const QStringList &options, const QByteArray &text) const
{
    return m_home->madeWithPassphrase(options + QStringList{u"--symmetric"_s}, text);
}

QByteArray tst_GpgMatrix::signedBy(const QString &key, const QStringList &options,
                                   const QByteArray &text) const
{
    return m_home->madeWithPassphrase(QStringList{u"--local-user"_s, key} + options, text);
}

void tst_GpgMatrix::addRow(const char *name, const Case &what)
{
    QTest::newRow(name) << what;
}

/// The case of the current row: into a file, where there was one before, and into memory.
void tst_GpgMatrix::check()
{
    QFETCH(const Case, what);
    checkOnce(what, writesData(what.request));
    if (writesData(what.request) && !QTest::currentTestFailed())
        checkOnce(what, false);
}

void tst_GpgMatrix::checkOnce(const Case &what, bool isToFile)
{
    const QTemporaryDir folder(u"/tmp/gm-out-XXXXXX"_s);
    const QString name = folder.filePath(u"result"_s);
    GpgRequest request = what.request;
    if (request.home.isEmpty())
        request.home = m_home->path();
    request.version = m_version;
    if (isToFile) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(oldText);
        request.outputFile = name;
        request.replaceOutputFile = true;
    }

    GpgRun run(request);
    run.start(what.passphrase);
    QVERIFY(run.end());
    const GpgResult &result = *run.result;
    if (isToFile || !writesData(request))
        run.describe();

    QCOMPARE(result.outcome, what.outcome);
    QVERIFY2(result.toString().contains(what.says), qPrintable(result.toString()));
    const bool isWell = result.isDone() && result.worstSignature() <= State::NotCertified;
    QVERIFY(isWell || !result.wayOut().isEmpty() || result.outcome == Outcome::BadRequest
            || result.outcome == Outcome::Cancelled || request.operation != Operation::Verify);
    if (result.reason.exitCode() >= 0 && what.exitCode >= 0) // else gpg was not started
        QCOMPARE(result.reason.exitCode(), what.exitCode);
    for (const QByteArray &words : what.status) {
        const bool isAbsent = words.startsWith('!');
        QVERIFY2(run.saw(isAbsent ? words.sliced(1) : words) != isAbsent,
                 words + " in:\n" + run.status.join('\n'));
    }
    QList<State> states;
    for (const GpgSignature &signature : result.signatures)
        states << signature.state;
    const bool tellsSignatures = result.isDone() || result.outcome == Outcome::BadSignature;
    QCOMPARE(states, tellsSignatures ? what.signatures : QList<State>());
    QCOMPARE(run.finishes, 1);

    // Nothing of the text where it does not belong.
    QVERIFY(!run.mentioned("usual place"));
    QVERIFY(what.passphrase.isEmpty()
            || !result.command.contains(QString::fromUtf8(what.passphrase)));
    if (!writesData(request))
        return;
    const bool isWithheld = !result.isDone()
        || (request.operation == Operation::Verify && result.worstSignature() == State::Bad
            && !request.evenBadSignature);
    if (isToFile) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        if (isWithheld)
            QCOMPARE(content, oldText);
        else if (what.output)
            QCOMPARE(content, *what.output);
        else
            QVERIFY(content != oldText && !content.isEmpty());
        QVERIFY(result.output.isEmpty());
        QCOMPARE(result.outputFile, isWithheld ? QString() : name);
        const bool isSecret = request.outputIsSecret() && !isWithheld;
        struct stat status = {};
        QCOMPARE(stat(QFile::encodeName(name).constData(), &status), 0);
        QVERIFY(!isSecret || (status.st_mode & 0777) == 0600);
    } else if (isWithheld) {
        QCOMPARE(result.output, QByteArray());
    } else if (what.output) {
        QCOMPARE(result.output, *what.output);
    } else {
        QVERIFY(!result.output.isEmpty());
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             isToFile ? QStringList{u"result"_s} : QStringList());
}

void tst_GpgMatrix::decryptingGivesThePlaintextOrNothing_data()
{
    QTest::addColumn<Case>("what");
    const auto decrypt = [](const QByteArray &text) {
        return GpgRequest{.operation = Operation::Decrypt, .text = text};
    };
    const auto viaPinentry = [](const QByteArray &text, const QStringList &options) {
        return GpgRequest{.operation = Operation::Decrypt,
                          .text = text,
                          .unlocking = GpgRequest::Unlocking::Pinentry,
                          .furtherOptions = options};
    };
    const QByteArray toAlice = encrypted({m_alice});
    const QByteArray toBob = encrypted({m_bob});
    const QByteArray toEve =
        m_eveHome->made({u"-r"_s, m_eve, u"--trust-model"_s, u"always"_s, u"-e"_s}, plain);

    addRow("01 decrypted",
           {.request = decrypt(toAlice),
            .status = {"ENC_TO", "DECRYPTION_KEY", "BEGIN_DECRYPTION", "PLAINTEXT",
                       "DECRYPTION_OKAY", "GOODMDC", "END_DECRYPTION", "!NEED_PASSPHRASE"},
            .output = plain,
            .passphrase = "sesame"});
    addRow("01 decrypted: a key without a passphrase",
           {.request = decrypt(toBob), .status = {"!GET_HIDDEN"}, .output = plain});
    addRow("05 wrong passphrase",
           {.request = decrypt(toAlice),
            .outcome = Outcome::WrongPassphrase,
            .says = u"Wrong passphrase for "_s,
            .status = {"ERROR pkdecrypt_failed 67108875", "DECRYPTION_FAILED", "!PLAINTEXT"},
            .exitCode = 2,
            .passphrase = "wrong"});
    // Of ours there is always a line; gpg itself can be given nothing at all.
    addRow("10 no passphrase",
           {.request = viaPinentry(
                toAlice,
                {u"--pinentry-mode"_s, u"loopback"_s, u"--passphrase-file"_s, u"/dev/null"_s}),
            .outcome = Outcome::PassphraseMissing,
            .status = {"ERROR pkdecrypt_failed 67109041", "DECRYPTION_FAILED"},
            .exitCode = 2});
    addRow("12 passphrase with a line break",
           {.request = decrypt(toAlice),
            .outcome = Outcome::PassphraseUnfit,
            .says = u"line break"_s,
            .passphrase = "secret\r\n"});
    addRow("12 passphrase with a NUL: its beginning would do",
           {.request = decrypt(toAlice),
            .outcome = Outcome::PassphraseUnfit,
            .says = u"NUL"_s,
            .passphrase = QByteArray("secret\0more", 11)});
    addRow("12 passphrase longer than the agent takes",
           {.request = decrypt(toAlice),
            .outcome = Outcome::PassphraseUnfit,
            .says = u"255"_s,
            .exitCode = 2,
            .passphrase = QByteArray(5000, 'x')});
    for (const QByteArray &word : {QByteArray("Grün & 20 % – €"), QByteArray(5000, 'x')}) {
        const QByteArray message =
            m_home->made({u"--pinentry-mode"_s, u"loopback"_s, u"--passphrase"_s,
                          QString::fromUtf8(word), u"--symmetric"_s},
                         plain);
        addRow(word.size() < 100 ? "12 passphrase in UTF-8"
                                 : "12 passphrase of 5000 bytes, on data",
               {.request = decrypt(message), .output = plain, .passphrase = word});
    }
    addRow("15 no secret key",
           {.request = decrypt(toEve),
            .outcome = Outcome::NoSecretKey,
            .says = u"you have no secret key"_s,
            .status = {"NO_SECKEY", "DECRYPTION_FAILED", "!PLAINTEXT"},
            .exitCode = 2,
            .passphrase = "sesame"});
    addRow("16 to two, one of them ours",
           {.request = decrypt(encrypted({m_trudy, m_bob})),
            .status = {"NO_SECKEY", "DECRYPTION_OKAY"},
            .output = plain});
    const QByteArray hidden = encrypted({m_old}, plain, {u"--throw-keyids"_s});
    addRow("17 hidden recipient: other keys are tried first",
           {.request = decrypt(hidden),
            .status = {"ENC_TO 0000000000000000", "DECRYPTION_OKAY", "GOODMDC"},
            .exitCode = -1, // 2 when a wrong key was tried
            .output = plain,
            .passphrase = "sesame"});
    addRow("17 hidden recipient, the key named",
           {.request = {.operation = Operation::Decrypt,
                        .text = hidden,
                        .furtherOptions = {u"--try-secret-key"_s, m_old}},
            .status = {"ENC_TO 0000000000000000", "DECRYPTION_OKAY"},
            .exitCode = -1,
            .output = plain,
            .passphrase = "sesame"});
    addRow("38 signed, too",
           {.request = decrypt(encrypted({m_bob}, plain, {u"-u"_s, m_alice, u"--sign"_s})),
            .status = {"NEWSIG", "GOODSIG", "VALIDSIG", "TRUST_ULTIMATE", "DECRYPTION_OKAY"},
            .output = plain,
            .signatures = {State::Good}});
    addRow("39 signed by a key that is not here",
           {.request = decrypt(m_eveHome->made({u"--trust-model"_s, u"always"_s, u"-u"_s, m_eve,
                                                u"-r"_s, m_bob, u"--sign"_s, u"--encrypt"_s},
                                               plain)),
            .status = {"ERRSIG", "NO_PUBKEY", "DECRYPTION_OKAY"},
            .exitCode = 2,
            .output = plain,
            .signatures = {State::MissingKey}});
    // A signed text, changed, and only then encrypted.
    const QByteArray changed =
        signedBy(m_alice, {u"-z"_s, u"0"_s, u"--sign"_s}).replace("usual time", "other time");
    const QByteArray changedText = QByteArray(plain).replace("usual time", "other time");
    const QStringList bare = {u"-z"_s, u"0"_s, u"--no-literal"_s};
    const QByteArray forged = symmetric(bare, changed);
    addRow("40 its signature is bad",
           {.request = decrypt(forged),
            .outcome = Outcome::BadSignature,
            .says = u"BAD signature: this is not what Alice Test <alice@example.org> signed."_s,
            .status = {"PLAINTEXT", "BADSIG", "DECRYPTION_OKAY", "GOODMDC"},
            .exitCode = 1,
            .passphrase = "sesame",
            .signatures = {State::Bad}});
    addRow("40 its signature is bad, and it shall be given out",
           {.request = {.operation = Operation::Decrypt, .text = forged, .evenBadSignature = true},
            .status = {"BADSIG", "DECRYPTION_OKAY"},
            .exitCode = 1,
            .output = changedText,
            .passphrase = "sesame",
            .signatures = {State::Bad}});
    addRow(
        "40 its signature is by an expired key",
        {.request = decrypt(symmetric(
             bare,
             signedBy(m_expired, {u"--faked-system-time"_s, u"20200102T000000!"_s, u"--sign"_s}))),
         .status = {"EXPKEYSIG", "DECRYPTION_OKAY"},
         .output = plain,
         .passphrase = "sesame",
         .signatures = {State::KeyExpired}});
    addRow("42 with a passphrase",
           {.request = decrypt(symmetric()),
            .status = {"NEED_PASSPHRASE_SYM", "DECRYPTION_OKAY"},
            .output = plain,
            .passphrase = "sesame"});
    addRow("43 with a wrong passphrase",
           {.request = decrypt(symmetric()),
            .outcome = Outcome::WrongPassphrase,
            .status = {"ERROR symkey_decrypt.maybe_error 11_BAD_PASSPHRASE", "DECRYPTION_FAILED"},
            .exitCode = 2,
            .passphrase = "wrong"});
}

void tst_GpgMatrix::decryptingGivesThePlaintextOrNothing()
{
    check();
}

void tst_GpgMatrix::damagedDataGivesNothing_data()
{
    QTest::addColumn<Case>("what");
    const auto row = [this](const char *name, const QByteArray &text, Outcome outcome,
                            const QByteArrayList &status, int exitCode = 2) {
        addRow(name,
               {.request = {.operation = Operation::Decrypt, .text = text},
                .outcome = outcome,
                .status = status,
                .exitCode = exitCode,
                .passphrase = "sesame"});
    };
    const QByteArray whole = symmetric({u"-z"_s, u"0"_s});
    const QByteArray toAlice = encrypted({m_alice}, plain, {u"-z"_s, u"0"_s});

    row("23 empty", {}, Outcome::NotOpenPGP, {"NODATA 2"});
    row("23 text", plain, Outcome::NotOpenPGP, {"NODATA 1", "NODATA 2"});
    row("23 noise", '\x01' + noise(5000), Outcome::NotOpenPGP, {"NODATA", "!PLAINTEXT"});
    row("23 the beginning of an armor", "-----BEGIN PGP MESSAGE-----\n\n", Outcome::NotOpenPGP,
        {"NODATA", "!PLAINTEXT"});

    QByteArray armored = symmetric({u"--armor"_s, u"-z"_s, u"0"_s});
    const qsizetype check = armored.indexOf("\n=") + 2;
    armored[check] = armored.at(check) == 'A' ? 'B' : 'A';
    row("24 the armor's checksum", armored, Outcome::Damaged, {"!END_DECRYPTION"});

    const QByteArray large = symmetric({u"-z"_s, u"0"_s}, plain + noise(4 << 20));
    row("25 the last bit, after 4 MiB", flipped(large, -1), Outcome::Damaged,
        {"PLAINTEXT", "BADMDC", "DECRYPTION_FAILED", "!DECRYPTION_OKAY"});
    row("25 a bit in the middle", flipped(large, large.size() / 2), Outcome::Damaged,
        {"PLAINTEXT", "BADMDC", "DECRYPTION_FAILED", "!DECRYPTION_OKAY"});
    const QByteArray compressed = symmetric({}, plain.repeated(5000));
    row("26 inside of compressed data", flipped(compressed, compressed.size() / 2),
        Outcome::Damaged, {"DECRYPTION_INFO", "!DECRYPTION_OKAY"});
    row("26 the session key", flipped(toAlice, 60), Outcome::Damaged,
        {"ERROR pkdecrypt_failed", "DECRYPTION_FAILED", "!PLAINTEXT"});
    row("27 without its last ten bytes", whole.chopped(10), Outcome::Truncated,
        {"PLAINTEXT", "DECRYPTION_FAILED"});
    row("27 without its last ten bytes, after 4 MiB", large.chopped(10), Outcome::Damaged,
        {"PLAINTEXT", "DECRYPTION_FAILED"});
    row("27 without its second half, of 4 MiB", large.first(large.size() / 2), Outcome::Damaged,
        {"PLAINTEXT", "DECRYPTION_FAILED"});
    row("28 half of it", toAlice.first(toAlice.size() / 2 + 20), Outcome::Truncated,
        {"!DECRYPTION_OKAY"}, -1);
    const qsizetype afterKey = 2 + uchar(toAlice.at(1)); // the first packet has an old, short head
    row("28 nothing but the key packet: exit 0", toAlice.first(afterKey), Outcome::Truncated,
        {"ENC_TO", "!DECRYPTION_OKAY"}, 0);
    // Authenticated encryption of gpg 2.4. 2.2 reads it, and says okay even when it was changed.
    const QByteArray ocb = fixture(u"ocb.asc"_s);
    const QByteArray ocbBytes = m_home->made({u"--dearmor"_s}, ocb);
    QVERIFY(ocbBytes.size() > 500);
    const QByteArray saysOkay =
        m_version < QVersionNumber(2, 2, 43) ? "DECRYPTION_OKAY" : "DECRYPTION_FAILED";
    // Where gpg opens nothing of it, the passphrase may as well be wrong: what is small comes
    // whole.
    const auto doubtful = [this](const QByteArray &text) {
        const bool isOpened =
            m_home
                ->gpg({u"--status-fd"_s, u"1"_s, u"--pinentry-mode"_s, u"loopback"_s,
                       u"--passphrase"_s, u"sesame"_s, u"--decrypt"_s},
                      text)
                .out.contains("[GNUPG:] PLAINTEXT ");
        return isOpened ? Outcome::Damaged : Outcome::WrongPassphrase;
    };
    const auto damagedOCB = [&](const char *name, qsizetype offset) {
        const QByteArray text = flipped(ocbBytes, offset);
        row(name, text, doubtful(text), {saysOkay});
    };
    damagedOCB("29 OCB, a bit of the last chunk", -40);
    damagedOCB("29 OCB, a bit of the first chunk", 60);
    damagedOCB("29 OCB, the last tag", -1);
    addRow("43 OCB, with a wrong passphrase",
           {.request = {.operation = Operation::Decrypt, .text = ocb},
            .outcome = Outcome::WrongPassphrase,
            .says = u"Wrong passphrase, or the data is damaged"_s,
            .exitCode = 2,
            .passphrase = "wrong"});
    // Of what is cut off only a gpg that judges the tag can say more than that it is missing.
    const bool judgesTags =
        m_home
            ->gpg({u"--status-fd"_s, u"1"_s, u"--pinentry-mode"_s, u"loopback"_s, u"--passphrase"_s,
                   u"sesame"_s, u"--decrypt"_s},
                  ocbBytes.chopped(100))
            .out.contains("ERROR aead_checktag");
    row("29 OCB, truncated", ocbBytes.chopped(100),
        judgesTags ? Outcome::Damaged : Outcome::Truncated, {"END_DECRYPTION"});
    addRow("30 OCB, whole",
           {.request = {.operation = Operation::Decrypt, .text = ocb},
            .status = {"DECRYPTION_OKAY", "GOODMDC"},
            .passphrase = "sesame"});
    row("31 no protection against changes",
        symmetric({u"--rfc2440"_s, u"--cipher-algo"_s, u"3DES"_s}), Outcome::NotProtected,
        {"DECRYPTION_FAILED", "PLAINTEXT", "!DECRYPTION_OKAY"});
    row("32 cipher 99", withByte(whole, 3, 99), Outcome::UnsupportedAlgorithm, {"!PLAINTEXT"});
    const QByteArray forCipher99 = withByte(whole.first(2 + uchar(whole.at(1))), 3, 99);
    addRow("43 of two passphrases one is for cipher 99, and the other is wrong",
           {.request = {.operation = Operation::Decrypt, .text = forCipher99 + whole},
            .outcome = Outcome::WrongPassphrase,
            .says = u"Wrong passphrase"_s,
            .status = {"NEED_PASSPHRASE_SYM"},
            .exitCode = 2,
            .passphrase = "other"});
    row("32 public key algorithm 99", withByte(toAlice, 11, 99), Outcome::UnsupportedAlgorithm,
        {"ENC_TO", "!PLAINTEXT"});

    const QStringList bare = {u"-z"_s, u"0"_s, u"--no-literal"_s};
    row("33 two texts inside", symmetric(bare, literal(plain) + literal("and another\n")),
        Outcome::Malformed, {"ERROR proc_pkt.plaintext", "DECRYPTION_OKAY"});
    row("33 a text in front", literal("in front\n") + whole, Outcome::Malformed,
        {"ERROR", "!DECRYPTION_OKAY"});
    row("33 a text behind", whole + literal("behind\n"), Outcome::Malformed, {"DECRYPTION_OKAY"});
    row("33 junk behind", whole + plain, Outcome::Damaged, {"DECRYPTION_OKAY"}, -1);
    row("33 two messages", whole + symmetric(), Outcome::Malformed, {"DECRYPTION_OKAY"}, -1);
    row("33 a message and half a message", whole + flipped(whole, -1), Outcome::Malformed,
        {"DECRYPTION_OKAY"});
    row("34 not encrypted", m_home->made({u"--store"_s}, plain), Outcome::NotEncrypted,
        {"PLAINTEXT", "!BEGIN_DECRYPTION"}, 0);
    addRow("34 signed only",
           {.request = {.operation = Operation::Decrypt, .text = signedBy(m_bob, {u"--sign"_s})},
            .outcome = Outcome::NotEncrypted,
            .status = {"PLAINTEXT", "GOODSIG", "!BEGIN_DECRYPTION"},
            .signatures = {State::Good}});
    row("35 a key", m_home->made({u"--export"_s, m_bob}), Outcome::IsAKey, {"UNEXPECTED 0"});
    row("35 a key, armored", m_evesKey, Outcome::IsAKey, {"UNEXPECTED 0"});
}

void tst_GpgMatrix::damagedDataGivesNothing()
{
    check();
}

void tst_GpgMatrix::c28AMessageCutAnywhereGivesNothing()
{
    const QByteArray whole = encrypted({m_bob}, "short\n", {u"-z"_s, u"0"_s});
    QHash<QString, int> outcomes;
    for (qsizetype size = 0; size < whole.size(); ++size) {
        GpgRun run(
            {.operation = Operation::Decrypt, .text = whole.first(size), .home = m_home->path()});
        run.start();
        QVERIFY(run.end());
        QVERIFY2(!run.result->isDone(), QByteArray::number(size));
        QCOMPARE(run.result->output, QByteArray());
        ++outcomes[run.result->toString()];
    }
    qInfo() << outcomes;
}

void tst_GpgMatrix::encryptingGivesTheWholeOrNothing_data()
{
    QTest::addColumn<Case>("what");
    const auto to = [](const QStringList &recipients) {
        return GpgRequest{.operation = Operation::Encrypt, .text = plain, .recipients = recipients};
    };
    addRow("42 with a passphrase",
           {.request = {.operation = Operation::Encrypt, .text = plain, .symmetric = true},
            .status = {"NEED_PASSPHRASE_SYM", "BEGIN_ENCRYPTION", "END_ENCRYPTION"},
            .passphrase = "sesame"});
    addRow("45 to one", {.request = to({m_bob}), .status = {"KEY_CONSIDERED", "END_ENCRYPTION"}});
    addRow("45 to three", {.request = to({m_alice, m_bob, m_zoe}), .status = {"END_ENCRYPTION"}});
    addRow("45 to one, and with a passphrase",
           {.request = {.operation = Operation::Encrypt,
                        .text = plain,
                        .recipients = {m_bob},
                        .symmetric = true,
                        .armor = true},
            .status = {"END_ENCRYPTION"},
            .passphrase = "other"});
    addRow("45 to one, and signed",
           {.request = {.operation = Operation::Encrypt,
                        .text = plain,
                        .recipients = {m_bob},
                        .signers = {m_alice}},
            .status = {"SIG_CREATED", "END_ENCRYPTION"},
            .passphrase = "sesame"});
    addRow("45 nothing at all: an empty file",
           {.request = {.operation = Operation::Encrypt, .recipients = {m_bob}},
            .status = {"END_ENCRYPTION"}});
    addRow("45 to a disabled key",
           {.request = to({m_disabled}),
            .outcome = Outcome::RecipientDisabled,
            .says = u"The key of Resting <resting@example.org> is disabled"_s,
            .exitCode = 2});
    addRow("46 unknown recipient",
           {.request = to({m_eve}),
            .outcome = Outcome::RecipientUnknown,
            .says = m_eve,
            .status = {"INV_RECP 1", "FAILURE encrypt"},
            .exitCode = 2});
    addRow("46 one known, one unknown",
           {.request = to({m_bob, m_eve}),
            .outcome = Outcome::RecipientUnknown,
            .says = m_eve,
            .status = {"INV_RECP 1"},
            .exitCode = 2});
    addRow("46 expired recipient",
           {.request = to({m_expired}),
            .outcome = Outcome::RecipientExpired,
            .says = u"The key of Former <former@example.org> has expired on 2020-01-31."_s,
            .status = {"KEYEXPIRED", "INV_RECP 0"},
            .exitCode = 2});
    addRow("46 recipient nobody vouches for",
           {.request = to({m_trudy}),
            .outcome = Outcome::RecipientNotCertified,
            .says = u"Trudy <trudy@example.org>"_s,
            .status = {"INV_RECP 10"},
            .exitCode = 2});
    addRow("46 recipient nobody vouches for, and it shall be so",
           {.request = {.operation = Operation::Encrypt,
                        .text = plain,
                        .recipients = {m_trudy},
                        .evenNotCertified = true},
            .status = {"END_ENCRYPTION"}});
    addRow("45 to a disabled key, certified or not: gpg does not mind, the desk does",
           {.request = {.operation = Operation::Encrypt,
                        .text = plain,
                        .recipients = {m_bob, m_disabled},
                        .evenNotCertified = true},
            .outcome = Outcome::RecipientDisabled,
            .says = u"The key of Resting <resting@example.org> is disabled"_s,
            .status = {"END_ENCRYPTION"}});
    for (const bool even : {false, true}) {
        const auto toOne = [even](const QString &key) {
            return GpgRequest{.operation = Operation::Encrypt,
                              .text = plain,
                              .recipients = {key},
                              .evenNotCertified = even};
        };
        const QByteArray how = even ? ", certified or not" : "";
        addRow(("46 its encryption subkey has expired" + how).constData(),
               {.request = toOne(m_rotated),
                .outcome = Outcome::RecipientExpired,
                .says = u"The encryption subkey of Rosa <rosa@example.org> has expired on "
                        "2020-01-31."_s,
                .status = {"INV_RECP"},
                .exitCode = 2});
        addRow(("46 it has no encryption subkey" + how).constData(),
               {.request = toOne(m_signsOnly),
                .outcome = Outcome::RecipientUnusable,
                .says = u"The key of Sid <sid@example.org> has no encryption subkey"_s,
                .status = {"INV_RECP"},
                .exitCode = 2});
    }
    addRow("46 revoked recipient, certified or not",
           {.request = {.operation = Operation::Encrypt,
                        .text = plain,
                        .recipients = {m_revoked},
                        .evenNotCertified = true},
            .outcome = Outcome::RecipientUnusable,
            .says = u"The key of Stolen <stolen@example.org> has been revoked."_s,
            .exitCode = 2});
    addRow("91 to oneself, too",
           {.request = {.operation = Operation::Encrypt,
                        .text = plain,
                        .recipients = {m_bob},
                        .alsoTo = {m_alice}},
            .status = {"END_ENCRYPTION"}});
    addRow("91 to oneself, too, with a key that has expired",
           {.request = {.operation = Operation::Encrypt,
                        .text = plain,
                        .recipients = {m_bob},
                        .alsoTo = {m_expired}},
            .outcome = Outcome::RecipientExpired,
            .says = u"Former <former@example.org> has expired"_s,
            .exitCode = -1});
    addRow("46 a name for a recipient",
           {.request = to({u"bob@example.org"_s}),
            .outcome = Outcome::BadRequest,
            .says = u"fingerprint"_s});
    addRow("46 nobody", {.request = to({}), .outcome = Outcome::BadRequest});
    addRow("48 a stranger's address: no network",
           {.request = {.operation = Operation::Encrypt,
                        .text = plain,
                        .recipients = {m_bob},
                        .furtherOptions = {u"--recipient"_s, u"nobody@nowhere.example"_s}},
            .outcome = Outcome::RecipientUnknown,
            .says = u"nobody@nowhere.example"_s,
            .status = {"INV_RECP 1"},
            .exitCode = 2});
    addRow("46 revoked recipient",
           {.request = to({m_revoked}),
            .outcome = Outcome::RecipientUnusable,
            .says = u"The key of Stolen <stolen@example.org> has been revoked."_s,
            .status = {"INV_RECP 0", "!KEYEXPIRED"},
            .exitCode = 2});
}

void tst_GpgMatrix::encryptingGivesTheWholeOrNothing()
{
    check();
    for (const QString &process : m_home->processes())
        QVERIFY2(!process.contains(u"dirmngr"), qPrintable(process));
}

void tst_GpgMatrix::signingGivesTheWholeOrNothing_data()
{
    QTest::addColumn<Case>("what");
    using Form = GpgRequest::SignatureForm;
    const auto as = [](const QStringList &signers, Form form = Form::Detached) {
        return GpgRequest{
            .operation = Operation::Sign, .text = plain, .signers = signers, .signatureForm = form};
    };
    addRow("49 beside it", {.request = as({m_bob}), .status = {"BEGIN_SIGNING", "SIG_CREATED D"}});
    addRow("49 around it",
           {.request = as({m_bob}, Form::Clear), .status = {"BEGIN_SIGNING", "SIG_CREATED C"}});
    addRow("49 with it inside",
           {.request = as({m_alice}, Form::Inline),
            .status = {"SIG_CREATED S"},
            .passphrase = "sesame"});
    addRow("49 by two", {.request = as({m_bob, m_zoe}), .status = {"SIG_CREATED D"}});
    addRow("50 wrong passphrase: gpg has begun to write",
           {.request = as({m_alice}, Form::Inline),
            .outcome = Outcome::WrongPassphrase,
            .status = {"FAILURE sign 67108875", "!SIG_CREATED"},
            .exitCode = 2,
            .passphrase = "wrong"});
    addRow("50 wrong passphrase for one of two",
           {.request = as({m_bob, m_alice}),
            .outcome = Outcome::WrongPassphrase,
            .status = {"FAILURE sign 67108875"},
            .exitCode = 2,
            .passphrase = "wrong"});
    addRow("51 unknown signer",
           {.request = as({m_eve}),
            .outcome = Outcome::SignerUnknown,
            .says = m_eve,
            .status = {"INV_SGNR 9", "FAILURE sign 17"},
            .exitCode = 2});
    addRow("51 signer whose secret key is elsewhere",
           {.request = as({m_trudy}),
            .outcome = Outcome::SignerUnknown,
            .says = u"The secret part of the key of Trudy <trudy@example.org> is not here."_s,
            .status = {"INV_SGNR 9"},
            .exitCode = 2});
    addRow("51 expired signer",
           {.request = as({m_expired}),
            .outcome = Outcome::SignerExpired,
            .says = u"Your key Former <former@example.org> has expired on 2020-01-31."_s,
            .status = {"KEYEXPIRED", "INV_SGNR 9", "FAILURE sign 54"},
            .exitCode = 2});
    addRow("51 revoked signer",
           {.request = as({m_revoked}),
            .outcome = Outcome::SignerUnusable,
            .says = u"Your key Stolen <stolen@example.org> has been revoked."_s,
            .status = {"INV_SGNR 9", "FAILURE sign 54", "!KEYEXPIRED"},
            .exitCode = 2});
}

void tst_GpgMatrix::signingGivesTheWholeOrNothing()
{
    check();
}

void tst_GpgMatrix::aSignatureIsJudged_data()
{
    QTest::addColumn<Case>("what");
    const auto on = [](const QByteArray &text, const QByteArray &signature) {
        return GpgRequest{.operation = Operation::Verify, .text = text, .signature = signature};
    };
    const auto row = [this](const char *name, const GpgRequest &request, const QString &says,
                            const QList<State> &signatures, const QByteArrayList &status,
                            int exitCode = 0, Outcome outcome = Outcome::Done) {
        addRow(name,
               {.request = request,
                .outcome = outcome,
                .says = says,
                .status = status,
                .exitCode = exitCode,
                // Beside a detached signature there is nothing to be written.
                .output = request.signature.isEmpty() ? plain : QByteArray(),
                .signatures = signatures});
    };
    const QStringList detached = {u"--detach-sign"_s};
    const QByteArray byAlice = signedBy(m_alice, detached);
    row("52 good", on(plain, byAlice), u"Good signature by Alice Test"_s, {State::Good},
        {"NEWSIG", "GOODSIG", "VALIDSIG", "TRUST_ULTIMATE"});
    row("52 bad", on(plain + ' ', byAlice), u"BAD"_s, {State::Bad}, {"NEWSIG", "BADSIG"}, 1);
    addRow(
        "52 bad, around, and it shall be given out",
        {.request = {.operation = Operation::Verify,
                     .text =
                         signedBy(m_alice, {u"--clearsign"_s}).replace("usual time", "other time"),
                     .evenBadSignature = true},
         .says = u"BAD"_s,
         .exitCode = 1,
         .output = QByteArray(plain).replace("usual time", "other time"),
         .signatures = {State::Bad}});
    row("52 good, inside", on(signedBy(m_alice, {u"--sign"_s}), {}), u"Good"_s, {State::Good},
        {"GOODSIG", "VALIDSIG", "PLAINTEXT"});
    row("52 good, around", on(signedBy(m_alice, {u"--clearsign"_s}), {}), u"Good"_s, {State::Good},
        {"GOODSIG", "VALIDSIG"});
    row("52 bad, around",
        on(signedBy(m_alice, {u"--clearsign"_s}).replace("usual time", "other time"), {}), u"BAD"_s,
        {State::Bad}, {"BADSIG"}, 1);
    row("54 not a detached one", on(plain, signedBy(m_bob, {u"--sign"_s})), {}, {}, {}, 2,
        Outcome::NotADetachedSignature);
    row("54 its text is missing: an empty one it is not", on(byAlice, {}), u"missing"_s, {},
        {"BADSIG"}, 1, Outcome::SignatureAlone);
    row("55 unknown key", on(plain, m_eveHome->made({u"-u"_s, m_eve, u"--detach-sign"_s}, plain)),
        u"not in the key list"_s, {State::MissingKey}, {"ERRSIG", "NO_PUBKEY"}, 2);
    // A v4 signature's packet: head, length, version, type, key algorithm, hash.
    row("55 key algorithm 99", on(plain, withByte(byAlice, 4, 99)), u"cannot be checked"_s,
        {State::Unsupported}, {"ERRSIG", "!GOODSIG"}, 2);
    row("55 hash 99: gpg says nothing of it", on(plain, withByte(byAlice, 5, 99)), {}, {},
        {"!GOODSIG", "!NEWSIG"}, 2, Outcome::UnsupportedAlgorithm);
    row("55 version 9", on(plain, withByte(byAlice, 2, 9)), {}, {}, {"NODATA"}, 2,
        Outcome::NotADetachedSignature);
    row("56 the key has expired",
        on(plain,
           signedBy(m_expired,
                    {u"--faked-system-time"_s, u"20200102T000000!"_s, u"--detach-sign"_s})),
        u"expired since"_s, {State::KeyExpired}, {"EXPKEYSIG", "VALIDSIG", "!GOODSIG"});
    row("56 the key was revoked", on(plain, m_byRevoked), u"has been revoked"_s,
        {State::KeyRevoked}, {"REVKEYSIG", "VALIDSIG", "!GOODSIG"});
    row("56 the signature has expired",
        on(plain,
           signedBy(m_old,
                    {u"--faked-system-time"_s, u"20200102T000000!"_s, u"--default-sig-expire"_s,
                     u"1d"_s, u"--detach-sign"_s})),
        u"has expired on 2020-01-03"_s, {State::SignatureExpired}, {"EXPSIG", "VALIDSIG"}, 1);
    row("57 nobody vouches for the key",
        on(plain, m_eveHome->made({u"-u"_s, m_trudy, u"--detach-sign"_s}, plain)),
        u"Nobody vouches"_s, {State::NotCertified}, {"GOODSIG", "VALIDSIG", "TRUST_UNDEFINED"});
    const QByteArray byEve = m_eveHome->made({u"-u"_s, m_eve, u"--detach-sign"_s}, plain);
    row("58 good and unknown", on(plain, byAlice + byEve), u"not in the key list"_s,
        {State::Good, State::MissingKey}, {"GOODSIG", "ERRSIG"}, 2);
    row("58 unknown and good", on(plain, byEve + byAlice), u"not in the key list"_s,
        {State::MissingKey, State::Good}, {"GOODSIG", "ERRSIG"}, 2);
    row("58 good and bad", on(plain, byAlice + signedBy(m_bob, detached, "other")), u"BAD"_s,
        {State::Good, State::Bad}, {"GOODSIG", "BADSIG"}, 1);
    row("58 bad and good: gpg looks no further",
        on(plain, signedBy(m_bob, detached, "other") + byAlice), u"BAD"_s, {State::Bad}, {"BADSIG"},
        1);
    row("59 no signature", on(plain, {}), {}, {}, {"NODATA"}, 2, Outcome::NoSignature);
    row("59 no signature, but a text", on(m_home->made({u"--store"_s}, plain), {}), {}, {},
        {"PLAINTEXT"}, 0, Outcome::NoSignature);
    // Of noise whose first byte has its first bit set, each gpg makes something else.
    row("59 noise for a signature", on(plain, '\x01' + noise(300)), {}, {}, {"!GOODSIG"}, 2,
        Outcome::NoSignature);
    // gpg may get on with it before it is stopped; nothing of that is given out.
    row("59 encrypted: nobody is asked", on(encrypted({m_bob}), {}), {}, {},
        {"ENC_TO", "!PINENTRY_LAUNCHED"}, -1, Outcome::Encrypted);
    row("60 a name with all that is escaped",
        on(plain,
           signedBy(m_zoe, {u"--detach-sign"_s, u"--set-notation"_s, u"a@example.org=café 50%"_s})),
        u"Zoë \"Q\" 100% \\x3a: <zoe@example.org>"_s, {State::Good},
        {"GOODSIG", "NOTATION_DATA caf\xc3\xa9%2050%25"});
}

void tst_GpgMatrix::aSignatureIsJudged()
{
    check();
}

void tst_GpgMatrix::keysAreKept_data()
{
    QTest::addColumn<Case>("what");
    const auto import = [](const QByteArray &text) {
        return GpgRequest{.operation = Operation::Import, .text = text};
    };
    const auto exported = [](const QString &key, bool secret) {
        return GpgRequest{
            .operation = Operation::Export, .keys = {key}, .armor = true, .secretKeys = secret};
    };
    const auto generate = [](const QString &userId, bool hasPassphrase) {
        return GpgRequest{.operation = Operation::GenerateKey,
                          .userId = userId,
                          .withoutPassphrase = !hasPassphrase};
    };
    addRow("61 with a passphrase",
           {.request = generate(u"New <new@example.org>"_s, true),
            .says = u"The key is made: "_s,
            .status = {"KEY_CREATED B"},
            .passphrase = "fresh"});
    addRow(
        "61 without a passphrase",
        {.request = generate(u"Newer <newer@example.org>"_s, false), .status = {"KEY_CREATED B"}});
    const QByteArray parameters = "Key-Type: eddsa\nKey-Curve: ed25519\nName-Real: Parameter\n"
                                  "Name-Email: parameter@example.org\nExpire-Date: 0\n%commit\n";
    const auto generateFrom = [](const QByteArray &block) {
        return GpgRequest{.operation = Operation::GenerateKey, .text = block};
    };
    addRow("61 from parameters, without a passphrase",
           {.request = generateFrom("%no-protection\n" + parameters),
            .says = u"The key is made: "_s,
            .status = {"KEY_CREATED P"}});
    addRow(
        "61 from parameters, with a passphrase",
        {.request = generateFrom(parameters), .status = {"KEY_CREATED P"}, .passphrase = "fresh"});
    addRow("62 from parameters that gpg does not know",
           {.request = generateFrom(QByteArray(parameters).replace("eddsa", "moonshine")),
            .outcome = Outcome::Failed,
            .status = {"!KEY_CREATED"},
            .exitCode = 2});
    addRow("62 from parameters, and by name",
           {.request = {.operation = Operation::GenerateKey, .text = parameters, .userId = u"x"_s},
            .outcome = Outcome::BadRequest});
    addRow("62 it exists",
           {.request = generate(u"Bob <bob@example.org>"_s, false),
            .outcome = Outcome::KeyExists,
            .status = {"ERROR genkey 33554736", "!KEY_CREATED"},
            .exitCode = 2});
    addRow("62 no name", {.request = generate(u" "_s, false), .outcome = Outcome::BadRequest});
    addRow("62 no time",
           {.request = {.operation = Operation::GenerateKey, .userId = u"x"_s, .expiry = u"soon"_s},
            .outcome = Outcome::BadRequest,
            .says = u"soon"_s});
    addRow("62 a passphrase that is too long",
           {.request = generate(u"Long <long@example.org>"_s, true),
            .outcome = Outcome::PassphraseUnfit,
            .passphrase = QByteArray(300, 'x')});
    addRow("65 known before",
           {.request = import(m_home->made({u"--export"_s, m_bob})),
            .says = u"1 key in it, 0 new"_s,
            .status = {"IMPORT_OK 0", "IMPORT_RES 1"}});
    const GpgHome elsewhere;
    elsewhere.newKey(u"Guest <guest@example.org>"_s, u"sesame"_s);
    addRow("65 new",
           {.request = import(elsewhere.made({u"--export"_s})),
            .says = u"1 key in it, 1 new"_s,
            .status = {"IMPORT_OK 1", "IMPORT_RES 1"}});
    addRow("65 with its secret part: no passphrase is needed",
           {.request = import(elsewhere.madeWithPassphrase({u"--export-secret-keys"_s})),
            .says = u"1 key in it"_s,
            .status = {"IMPORT_OK 17"}});
    addRow("65 garbage",
           {.request = import(plain),
            .outcome = Outcome::NoKeysInside,
            .status = {"NODATA 1", "IMPORT_RES 0"},
            .exitCode = 2});
    addRow("65 empty", {.request = import({}), .outcome = Outcome::NoKeysInside, .exitCode = 2});
    addRow("65 a broken armor",
           {.request = import(m_evesKey.first(200) + '!' + m_evesKey.sliced(210)),
            .outcome = Outcome::Damaged,
            .status = {"IMPORT_RES 0", "!IMPORT_OK"},
            .exitCode = -1});
    addRow("65 a look into it",
           {.request = {.operation = Operation::ShowKeys, .text = m_evesKey},
            .status = {"!IMPORT_OK"}});
    addRow("67 exported",
           {.request = exported(m_bob, false), .status = {"EXPORTED", "EXPORT_RES 1 0 1"}});
    addRow("67 secret",
           {.request = exported(m_alice, true),
            .status = {"EXPORTED", "EXPORT_RES 1 1 1"},
            .passphrase = "sesame"});
    addRow("67 secret, wrong passphrase",
           {.request = exported(m_alice, true),
            .outcome = Outcome::WrongPassphrase,
            .status = {"ERROR export_keys.secret 67108875"},
            .exitCode = 2,
            .passphrase = "wrong"});
    addRow("67 none found: exit 0",
           {.request = exported(m_eve, false),
            .outcome = Outcome::KeyNotFound,
            .status = {"EXPORT_RES 0 0 0"}});
}

void tst_GpgMatrix::keysAreKept()
{
    check();
}

void tst_GpgMatrix::aBrokenHouseholdIsNamed_data()
{
    QTest::addColumn<Case>("what");
    const auto listAt = [](const QString &home) {
        return GpgRequest{.operation = Operation::ListKeys, .home = home};
    };
    const auto listBy = [](const QString &program) {
        return GpgRequest{.operation = Operation::ListKeys, .program = program};
    };
    // Its agent is gone, and there is no other.
    m_eveHome->killAgent();
    addRow("18 no agent",
           {.request = {.operation = Operation::Decrypt,
                        .text = m_eveHome->made(
                            {u"-r"_s, m_eve, u"--trust-model"_s, u"always"_s, u"-e"_s}, plain),
                        .home = m_eveHome->path(),
                        .furtherOptions = {u"--agent-program"_s, u"/nonexistent/agent"_s}},
            .outcome = Outcome::NoAgent,
            .status = {"NO_SECKEY", "DECRYPTION_FAILED"},
            .exitCode = 2,
            .passphrase = "sesame"});
    addRow("77 home is missing",
           {.request = listAt(u"/nonexistent/home"_s),
            .outcome = Outcome::HomeUnusable,
            .says = u"/nonexistent/home"_s,
            .status = {"ERROR add_keyblock_resource"},
            .exitCode = 2});
    addRow("77 home is a file",
           {.request = listAt(m_home->file(u"gpg-agent.conf"_s)),
            .outcome = Outcome::HomeUnusable,
            .status = {"ERROR add_keyblock_resource"},
            .exitCode = 2});
    addRow("84 gpg is missing",
           {.request = listBy(u"gpg-that-is-not-here"_s),
            .outcome = Outcome::NotInstalled,
            .says = u"No such file or directory"_s});
    addRow("84 gpg is missing, by its path",
           {.request = listBy(u"/nonexistent/gpg"_s), .outcome = Outcome::NotInstalled});
    addRow("84 gpg is no program",
           {.request = listBy(m_home->file(u"gpg-agent.conf"_s)),
            .outcome = Outcome::NotInstalled,
            .says = u"Permission denied"_s});
}

void tst_GpgMatrix::aBrokenHouseholdIsNamed()
{
    check();
}

void tst_GpgMatrix::anAttackIsNeverBelieved_data()
{
    QTest::addColumn<Case>("what");
    const auto row = [this](const char *name, Operation operation, const QByteArray &text,
                            const QByteArray &output, const QList<State> &signatures,
                            Outcome outcome = Outcome::Done, int exitCode = 0,
                            const QByteArray &signature = {}) {
        addRow(name,
               {.request = {.operation = operation, .text = text, .signature = signature},
                .outcome = outcome,
                .exitCode = exitCode,
                .output = output,
                .passphrase = operation == Operation::Decrypt ? "sesame" : "",
                .signatures = signatures});
    };
    const QString name = QString::fromUtf8("a" + lies);
    row("36 a text like status lines", Operation::Decrypt, symmetric({}, lies), lies, {});
    row("36 a name like status lines", Operation::Decrypt, symmetric({u"--set-filename"_s, name}),
        plain, {});
    row("36 both, only signed by nobody", Operation::Verify,
        m_home->made({u"--set-filename"_s, name, u"--store"_s}, lies), {}, {},
        Outcome::NoSignature);
    row("36 a comment and a header like status lines", Operation::Verify,
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256" + lies + "\n\nx\n", {}, {},
        Outcome::NoSignature, -1);
    row("36 a key, its user id, a notation and a policy like status lines", Operation::Verify,
        "pay one\n", {}, {State::NotCertified}, Outcome::Done, 0, fixture(u"liar-signature.asc"_s));
    row("36 a signature on other data", Operation::Verify, "pay two\n", {}, {State::Bad},
        Outcome::Done, 1, fixture(u"liar-signature.asc"_s));
    row("37 a name of another folder", Operation::Decrypt,
        symmetric({u"--set-filename"_s, u"../../.ssh/authorized_keys"_s}), plain, {});
    row("37 a name that is no UTF-8", Operation::Decrypt,
        symmetric({u"-z"_s, u"0"_s, u"--no-literal"_s}, literal(plain, "caf\xff\n\x1b[1m")), plain,
        {});

    const QByteArray clear = signedBy(m_alice, {u"--clearsign"_s});
    const QByteArray second = signedBy(m_alice, {u"--clearsign"_s}, "And another.\n");
    row("59 text around what is signed: only that is given out", Operation::Verify,
        "Pay 1000 first.\n\n" + clear + "\nAnd 1000 afterwards.\n", plain, {State::Good});
    row("59 two signed texts in one", Operation::Verify, clear + second, {}, {State::Good},
        Outcome::Malformed, 2);
    row("59 two signed texts in one, by an unknown key", Operation::Verify,
        m_eveHome->made({u"-u"_s, m_eve, u"--clearsign"_s}, plain) + second, {},
        {State::MissingKey}, Outcome::Malformed, 2);
    row("59 a text in front of a signed one", Operation::Verify,
        literal("in front\n") + signedBy(m_alice, {u"--sign"_s}), {}, {State::Bad},
        Outcome::Malformed, -1);
    row("59 a text behind a signed one", Operation::Verify,
        signedBy(m_alice, {u"--sign"_s, u"-z"_s, u"0"_s}) + literal("behind\n"), {}, {State::Bad},
        Outcome::Malformed, -1);
}

void tst_GpgMatrix::anAttackIsNeverBelieved()
{
    check();
}

void tst_GpgMatrix::settingsChangeNoVerdict_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::newRow("78 verbose") << QByteArray("verbose\nverbose");
    QTest::newRow("78 status-fd 1") << QByteArray("status-fd 1");
    QTest::newRow("78 status-fd 2, logger-fd 1") << QByteArray("status-fd 2\nlogger-fd 1");
    QTest::newRow("78 output elsewhere")
        << QByteArray("output " + m_home->file(u"elsewhere"_s).toUtf8());
    QTest::newRow("78 use-embedded-filename") << QByteArray("use-embedded-filename");
    QTest::newRow("78 ignore-mdc-error") << QByteArray("ignore-mdc-error");
    QTest::newRow("78 show-session-key") << QByteArray("show-session-key");
    QTest::newRow("78 debug-all") << QByteArray("debug-all");
    QTest::newRow("78 log-file") << QByteArray("log-file " + m_home->file(u"log"_s).toUtf8());
    QTest::newRow("78 armor, textmode, no-tty, yes") << QByteArray("armor\ntextmode\nno-tty\nyes");
    QTest::newRow("78 an unknown word") << QByteArray("no-such-option-at-all");
}

void tst_GpgMatrix::settingsChangeNoVerdict()
{
    QFETCH(const QByteArray, settings);
    const QString name = QString::fromUtf8("a" + lies);
    const QByteArray whole = symmetric({u"-z"_s, u"0"_s, u"--set-filename"_s, name});
    const QByteArray bare = symmetric({u"--rfc2440"_s, u"--cipher-algo"_s, u"3DES"_s});
    const QByteArray signature = signedBy(m_alice, {u"--detach-sign"_s});
    m_home->write(u"gpg.conf"_s, settings + '\n');

    const bool isRefused = settings.startsWith("no-such") && m_version >= QVersionNumber(2, 3);
    const bool losesOutput = settings.contains("logger-fd 1"); // gpg closes it
    const auto decrypted = [&](const QByteArray &message) {
        GpgRun run({.operation = Operation::Decrypt, .text = message, .home = m_home->path()});
        run.start("sesame");
        run.end();
        run.describe();
        const bool isMentioned = run.mentioned("session key") || run.saw("SESSION_KEY")
            || (run.mentioned("usual place") && settings != "debug-all");
        return std::pair(*run.result, isMentioned);
    };
    const auto [good, tellsGood] = decrypted(whole);
    QCOMPARE(good.outcome,
             isRefused         ? Outcome::OptionsBroken
                 : losesOutput ? Outcome::Failed
                               : Outcome::Done);
    QCOMPARE(good.output, isRefused || losesOutput ? QByteArray() : plain);
    QVERIFY(good.signatures.isEmpty());
    QVERIFY(!tellsGood);
    const auto [bad, tellsBad] = decrypted(flipped(whole, -1));
    QCOMPARE(bad.outcome, isRefused ? Outcome::OptionsBroken : Outcome::Damaged);
    QCOMPARE(bad.output, QByteArray());
    QVERIFY(!tellsBad);
    const auto [unprotected, tellsUnprotected] = decrypted(bare);
    QCOMPARE(unprotected.outcome, isRefused ? Outcome::OptionsBroken : Outcome::NotProtected);
    QCOMPARE(unprotected.output, QByteArray());
    QVERIFY(!tellsUnprotected);

    GpgRun other({.operation = Operation::Verify,
                  .text = lies,
                  .signature = signature,
                  .home = m_home->path()});
    other.start();
    QVERIFY(other.end());
    if (!isRefused)
        QCOMPARE(other.result->worstSignature(), State::Bad);
    QVERIFY(!QFile::exists(m_home->file(u"elsewhere"_s)));
    QVERIFY(!QFile::exists(u"a"_s));
}

void tst_GpgMatrix::c63KeysAreListedWithTheirStates()
{
    GpgRun run({.operation = Operation::ListKeys, .secretKeys = true, .home = m_home->path()});
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::Done);
    QHash<QString, GpgKey> keys;
    for (const GpgKey &key : run.result->keys)
        keys.insert(key.fingerprint, key);
    QCOMPARE(keys.value(m_zoe).name(), u"Zoë \"Q\" 100% \\x3a: <zoe@example.org>"_s);
    QVERIFY(keys.value(m_alice).hasSecret() && keys.value(m_alice).isUsable());
    QCOMPARE(keys.value(m_expired).state(), u"expired on 2020-01-31"_s);
    QVERIFY(keys.value(m_disabled).isDisabled);
    QVERIFY(!keys.value(m_trudy).hasSecret());
    QVERIFY(!keys.contains(m_eve));
    QVERIFY(!keys.value(m_liar).name().contains(u'\n'));

    GpgRun one({.operation = Operation::ListKeys, .keys = {m_eve}, .home = m_home->path()});
    one.start();
    QVERIFY(one.end());
    one.describe();
    QCOMPARE(one.result->outcome, Outcome::KeyNotFound);
}

void tst_GpgMatrix::c64ManyKeysComeInBatches()
{
    const int count = qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG") ? 5000 : 400;
    const GpgHome crowd;
    GpgRun import({.operation = Operation::Import,
                   .text = manyKeys(count),
                   .home = crowd.path(),
                   .furtherOptions = {u"--allow-non-selfsigned-uid"_s}});
    import.start();
    QVERIFY(import.end());
    QCOMPARE(import.result->outcome, Outcome::Done);
    QCOMPARE(import.result->newKeys, count);
    QCOMPARE(import.result->imports.size(), count);

    GpgRun run({.operation = Operation::ListKeys, .home = crowd.path()});
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::Done);
    QCOMPARE(run.result->keys.size(), count);
    QVERIFY(run.batches.size() > 1); // the first can be shown before the last has come
    QCOMPARE(std::accumulate(run.batches.begin(), run.batches.end(), qsizetype(0)), count);
    QCOMPARE(run.result->keys.first().name(), u"Number 0 <n@example.org>"_s);
}

void tst_GpgMatrix::c68KeysAreDeleted()
{
    const QString key = m_home->newKey(u"Soon gone <gone@example.org>"_s);
    const auto deleted = [&](bool secret) {
        GpgRun run({.operation = Operation::DeleteKey,
                    .keys = {key},
                    .secretKeys = secret,
                    .home = m_home->path()});
        run.start();
        run.end();
        run.describe();
        return *run.result;
    };
    QCOMPARE(deleted(false).outcome, Outcome::SecretKeyExists);
    QCOMPARE(deleted(true).outcome, Outcome::Done);
    QCOMPARE(deleted(true).outcome, Outcome::KeyNotFound);
    QCOMPARE(deleted(false).outcome, Outcome::KeyNotFound);
}

void tst_GpgMatrix::c76AFileIsNotReplacedUnlessAllowed()
{
    m_home->write(u"there"_s, oldText);
    GpgRun run({.operation = Operation::Encrypt,
                .text = plain,
                .outputFile = m_home->file(u"there"_s),
                .recipients = {m_bob},
                .home = m_home->path()});
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, Outcome::OutputExists);
    QVERIFY(run.status.isEmpty()); // before gpg is started
    QFile file(m_home->file(u"there"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), oldText);
}

namespace {

/// A key as it is listed.
GpgKey listed(const GpgHome &home, const QString &fingerprint)
{
    GpgRun run({.operation = Operation::ListKeys,
                .keys = {fingerprint},
                .secretKeys = true,
                .certifications = true,
                .home = home.path()});
    run.start();
    run.end();
    return run.result->keys.value(0);
}

void checkTrust(const GpgHome &home)
{
    GpgRun run({.operation = Operation::CheckTrust, .home = home.path()});
    run.start();
    QVERIFY(run.end());
    QCOMPARE(run.result->outcome, Outcome::Done);
}

/// Bytes of a key without its user ids, and what is signed on them.
QByteArray withoutUserIds(const QByteArray &key)
{
    QByteArray result;
    bool isOfUserId = false;
    for (qsizetype at = 0; at < key.size();) { // packets of old heads, with one byte of length
        const int tag = (uchar(key.at(at)) >> 2) & 15;
        const qsizetype size = 2 + uchar(key.at(at + 1));
        isOfUserId = tag == 13 || (isOfUserId && tag == 2);
        if (!isOfUserId)
            result += key.mid(at, size);
        at += size;
    }
    return result;
}

} // namespace

void tst_GpgMatrix::c65AKeyWithoutAUserIdIsToldFromNoKey()
{
    const GpgHome hers;
    const QString key = hers.newKey(u"Nora <nora@example.org>"_s);
    const QByteArray whole = hers.made({u"--export"_s, key});
    const QByteArray bare = withoutUserIds(whole);
    QVERIFY(bare.size() < whole.size() && bare.size() > 100);
    const GpgHome home;
    const auto imported = [&](const QByteArray &text) {
        GpgRun run({.operation = Operation::Import, .text = text, .home = home.path()});
        run.start();
        run.end();
        run.describe();
        return *run.result;
    };
    QCOMPARE(imported(bare).outcome, Outcome::KeyWithoutUserId);
    QCOMPARE(imported(whole).outcome, Outcome::Done);
    // What it brings to one that is there, such as a new expiry, is taken over, where gpg does.
    const GpgResult again = imported(bare);
    QVERIFY(again.outcome == Outcome::Done || again.outcome == Outcome::KeyWithoutUserId);
}

void tst_GpgMatrix::c87AKeyIsCertified()
{
    const GpgHome home;
    const QString ann = home.newKey(u"Ann <ann@example.org>"_s, u"sesame"_s);
    home.made({u"--import"_s}, m_eveHome->made({u"--export"_s, m_trudy, m_eve}));
    home.made({u"--import"_s}, m_home->made({u"--export"_s, m_expired}));
    checkTrust(home);
    const auto certified = [&](const QString &key, const QString &signer, bool forOthers,
                               const QByteArray &given, const QByteArray &answered = {}) {
        GpgRun run({.operation = Operation::CertifyKey,
                    .signers = {signer},
                    .keys = {key},
                    .forOthers = forOthers,
                    .home = home.path()});
        run.answerWith(answered);
        run.start(given);
        run.end();
        run.describe();
        if (!answered.isEmpty() && run.questions.value(0).owner != u"Ann <ann@example.org>"_s)
            qWarning("another was asked for");
        return *run.result;
    };
    const QString trudy = u"Trudy <trudy@example.org>"_s;
    QCOMPARE(listed(home, m_trudy).validity, GpgKey::Validity::Unknown);
    QCOMPARE(certified(m_trudy, ann, false, "wrong").outcome, Outcome::WrongPassphrase);
    QCOMPARE(certified(m_trudy, ann, false, {}, "wrong").outcome, Outcome::WrongPassphrase);
    checkTrust(home);
    QCOMPARE(listed(home, m_trudy).validity, GpgKey::Validity::Unknown);

    const GpgResult done = certified(m_trudy, ann, false, {}, "sesame");
    QCOMPARE(done.outcome, Outcome::Done);
    QVERIFY2(done.toString().contains(trudy), qPrintable(done.toString()));
    checkTrust(home);
    QCOMPARE(listed(home, m_trudy).validity, GpgKey::Validity::Full);
    QVERIFY(listed(home, m_trudy).certifiers.contains(ann.right(16)));
    QVERIFY(!home.made({u"--export"_s, m_trudy})
                 .contains(QByteArray::fromHex(ann.right(16).toLatin1())));
    QCOMPARE(certified(m_trudy, ann, false, "sesame").outcome, Outcome::Done); // it is already

    QCOMPARE(certified(m_eve, ann, true, "sesame").outcome, Outcome::Done);
    QVERIFY(
        home.made({u"--export"_s, m_eve}).contains(QByteArray::fromHex(ann.right(16).toLatin1())));

    // One that has expired gpg leaves alone, and exits with 0.
    const GpgResult expired = certified(m_expired, ann, false, "sesame");
    QCOMPARE(expired.outcome, Outcome::Failed);
    QVERIFY2(expired.toString().contains(u"has expired on 2020-01-31"_s),
             qPrintable(expired.toString()));
    QCOMPARE(certified(m_zoe, ann, false, "sesame").outcome, Outcome::KeyNotFound);
    QVERIFY(!certified(m_trudy, m_eve, false, "sesame").isDone()); // whose secret part is elsewhere
}

void tst_GpgMatrix::c88AKeyIsOnesOwn()
{
    const GpgHome home;
    home.made({u"--import"_s}, m_eveHome->made({u"--export-secret-keys"_s, m_eve}));
    checkTrust(home);
    const auto own = [&](const QString &key) {
        GpgRun run({.operation = Operation::OwnKey, .keys = {key}, .home = home.path()});
        run.start();
        run.end();
        run.describe();
        return *run.result;
    };
    QVERIFY(!listed(home, m_eve).isTrustedUltimately);
    const GpgResult done = own(m_eve);
    QCOMPARE(done.outcome, Outcome::Done);
    QVERIFY2(done.toString().contains(u"Eve <eve@example.org>"_s), qPrintable(done.toString()));
    checkTrust(home);
    QVERIFY(listed(home, m_eve).isTrustedUltimately);
    QCOMPARE(listed(home, m_eve).validity, GpgKey::Validity::Ultimate);
    QCOMPARE(own(m_zoe).outcome,
             Outcome::KeyNotFound); // gpg notes it all the same, and exits with 0
}

void tst_GpgMatrix::c89AKeyIsRenewedWithItsSubkeys_data()
{
    QTest::addColumn<QString>("expiry");
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("answered");
    QTest::addColumn<Outcome>("outcome");
    const auto row = [](const char *name, const QString &expiry, const QByteArray &given,
                        const QByteArray &answered, Outcome outcome) {
        QTest::newRow(name) << expiry << given << answered << outcome;
    };
    row("for two years", u"2y"_s, "sesame", {}, Outcome::Done);
    row("for two years, asked", u"2y"_s, {}, "sesame", Outcome::Done);
    row("for ever", u"0"_s, "sesame", {}, Outcome::Done);
    row("until a day", u"2039-12-31"_s, {}, "sesame", Outcome::Done);
    row("a wrong passphrase", u"2y"_s, "wrong", {}, Outcome::WrongPassphrase);
    row("a wrong passphrase, asked", u"2y"_s, {}, "wrong", Outcome::WrongPassphrase);
    row("until a day that is over", u"2021-12-31"_s, "sesame", {}, Outcome::BadRequest);
    row("until some time", u"soon"_s, "sesame", {}, Outcome::BadRequest);
}

void tst_GpgMatrix::c89AKeyIsRenewedWithItsSubkeys()
{
    QFETCH(const QString, expiry);
    QFETCH(const QByteArray, given);
    QFETCH(const QByteArray, answered);
    QFETCH(const Outcome, outcome);
    const GpgHome home;
    const QString key = home.newKey(u"Late <late@example.org>"_s, u"sesame"_s,
                                    {u"--faked-system-time"_s, u"20200101T000000!"_s},
                                    u"future-default"_s, u"30d"_s);
    QVERIFY(!listed(home, key).isRecipient());
    GpgRun run(
        {.operation = Operation::RenewKey, .keys = {key}, .expiry = expiry, .home = home.path()});
    run.answerWith(answered);
    run.start(given);
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, outcome);
    QCOMPARE(run.questions.size(), given.isEmpty() ? 1 : 0); // once, though gpg asks for each part
    const GpgKey after = listed(home, key);
    const bool isDone = outcome == Outcome::Done;
    QCOMPARE(after.isExpired, !isDone);
    QCOMPARE(after.isRecipient(), isDone);
    QCOMPARE(after.subkeys.size(), 2);
    for (const GpgSubkey &subkey : after.subkeys)
        QVERIFY(!isDone || subkey.expires.isValid() == (expiry != u"0"_s));
    QVERIFY2(!isDone || run.result->toString().contains(u"Late <late@example.org>"_s),
             qPrintable(run.result->toString()));
}

void tst_GpgMatrix::c90APassphraseIsChanged_data()
{
    QTest::addColumn<QString>("old");
    QTest::addColumn<QByteArrayList>("answers");
    QTest::addColumn<QList<bool>>("areNew");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QByteArray>("opens"); // what does, afterwards
    QTest::newRow("another") << u"sesame"_s << QByteArrayList{"sesame", "fresh"}
                             << QList<bool>{false, true} << Outcome::Done << QByteArray("fresh");
    QTest::newRow("the first") << QString() << QByteArrayList{"fresh"} << QList<bool>{true}
                               << Outcome::Done << QByteArray("fresh");
    QTest::newRow("the old one is wrong")
        << u"sesame"_s << QByteArrayList{"wrong"} << QList<bool>{false} << Outcome::WrongPassphrase
        << QByteArray("sesame");
    QTest::newRow("the old one is empty") << u"sesame"_s << QByteArrayList{""} << QList<bool>{false}
                                          << Outcome::PassphraseMissing << QByteArray("sesame");
    QTest::newRow("the old one is too long")
        << u"sesame"_s << QByteArrayList{QByteArray(300, 'x')} << QList<bool>{false}
        << Outcome::PassphraseUnfit << QByteArray("sesame");
    QTest::newRow("the new one is empty")
        << u"sesame"_s << QByteArrayList{"sesame", ""} << QList<bool>{false, true}
        << Outcome::PassphraseMissing << QByteArray("sesame");
    QTest::newRow("the new one is too long")
        << u"sesame"_s << QByteArrayList{"sesame", QByteArray(300, 'x')} << QList<bool>{false, true}
        << Outcome::PassphraseUnfit << QByteArray("sesame");
}

void tst_GpgMatrix::c90APassphraseIsChanged()
{
    QFETCH(const QString, old);
    QFETCH(const QByteArrayList, answers);
    QFETCH(const QList<bool>, areNew);
    QFETCH(const Outcome, outcome);
    QFETCH(const QByteArray, opens);
    const GpgHome home;
    const QString key = home.newKey(u"Ann <ann@example.org>"_s, old);
    const QByteArray message =
        home.made({u"--trust-model"_s, u"always"_s, u"--recipient"_s, key, u"--encrypt"_s}, plain);
    GpgRun run({.operation = Operation::ChangePassphrase, .keys = {key}, .home = home.path()});
    run.onQuestion = [&] {
        run.protocol->answer(GpgRun::secret(answers.value(run.questions.size() - 1)));
    };
    run.start();
    QVERIFY(run.end());
    run.describe();
    QCOMPARE(run.result->outcome, outcome);
    QCOMPARE(run.finishes, 1);
    QCOMPARE(run.questions.size(), areNew.size());
    for (qsizetype i = 0; i < areNew.size(); ++i) {
        QCOMPARE(run.questions.at(i).isNew, areNew.at(i));
        QCOMPARE(run.questions.at(i).owner, u"Ann <ann@example.org>"_s);
    }
    // Of both parts: the one that signs, and the one that decrypts.
    for (const QByteArray &word : {QByteArray("sesame"), QByteArray("fresh")}) {
        GpgRun decrypt({.operation = Operation::Decrypt, .text = message, .home = home.path()});
        decrypt.start(word);
        QVERIFY(decrypt.end());
        QCOMPARE(decrypt.result->outcome, word == opens ? Outcome::Done : Outcome::WrongPassphrase);
        GpgRun sign(
            {.operation = Operation::Sign, .text = plain, .signers = {key}, .home = home.path()});
        sign.start(word);
        QVERIFY(sign.end());
        QCOMPARE(sign.result->outcome, word == opens ? Outcome::Done : Outcome::WrongPassphrase);
    }
}

void tst_GpgMatrix::c91WhatIsEncryptedToOneselfTooCanBeRead()
{
    GpgRun there({.operation = Operation::Encrypt,
                  .text = plain,
                  .recipients = {m_trudy},
                  .alsoTo = {m_bob},
                  .evenNotCertified = true,
                  .home = m_home->path()});
    there.start();
    QVERIFY(there.end());
    QCOMPARE(there.result->outcome, Outcome::Done);
    GpgRun back(
        {.operation = Operation::Decrypt, .text = there.result->output, .home = m_home->path()});
    back.start();
    QVERIFY(back.end());
    QCOMPARE(back.result->output, plain);
    QCOMPARE(back.result->encryptedTo.size(), 2);
}

void tst_GpgMatrix::c92AFolderIsEncryptedAsAnArchive()
{
    const QTemporaryDir folder(u"/tmp/gm-out-XXXXXX"_s);
    const QString name = folder.filePath(u"--photos of\n2026"_s);
    QVERIFY(QDir().mkpath(name + u"/deep/er"_s));
    const QByteArray large = noise(3 << 20);
    for (const auto &[file, content] :
         {std::pair(u"/deep/er/large"_s, large), std::pair(u"/--option"_s, plain)}) {
        QFile out(name + file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(content), content.size());
    }
    GpgRun there({.operation = Operation::Encrypt,
                  .inputFile = name,
                  .outputFile = folder.filePath(u"photos.tar.gpg"_s),
                  .recipients = {m_bob},
                  .home = m_home->path()});
    there.start();
    QVERIFY(there.end());
    there.describe();
    QCOMPARE(there.result->outcome, Outcome::Done);

    GpgRun back({.operation = Operation::Decrypt,
                 .inputFile = folder.filePath(u"photos.tar.gpg"_s),
                 .outputFile = folder.filePath(u"photos.tar"_s),
                 .home = m_home->path()});
    back.start();
    QVERIFY(back.end());
    QCOMPARE(back.result->outcome, Outcome::Done);
    QCOMPARE(back.result->suggestedName, u"photos of\ufffd2026.tar"_s);
    QVERIFY(QDir().mkpath(folder.filePath(u"again"_s)));
    const ProcessOutput unpacked = GpgHome::run(
        u"tar"_s,
        {u"-xf"_s, folder.filePath(u"photos.tar"_s), u"-C"_s, folder.filePath(u"again"_s)});
    QCOMPARE(unpacked.reason.exitCode(), 0);
    const ProcessOutput difference =
        GpgHome::run(u"diff"_s, {u"-r"_s, name, folder.filePath(u"again/--photos of\n2026"_s)});
    QVERIFY2(difference.reason.exitCode() == 0, difference.out);

    // What tar cannot read, or no tar at all: gpg takes the end of it for a good one.
    const QByteArray path = qgetenv("PATH");
    const QString gpg = QStandardPaths::findExecutable(u"gpg"_s);
    qputenv("PATH", "/nonexistent");
    GpgRun without({.operation = Operation::Encrypt,
                    .inputFile = name,
                    .outputFile = folder.filePath(u"lost"_s),
                    .recipients = {m_bob},
                    .program = gpg,
                    .home = m_home->path()});
    without.start();
    qputenv("PATH", path);
    QVERIFY(without.end());
    QCOMPARE(without.result->outcome, Outcome::InputUnreadable);
    QVERIFY2(without.result->toString().contains(u"tar"_s), qPrintable(without.result->toString()));
    QVERIFY(!QFile::exists(folder.filePath(u"lost"_s)));

    GpgRun cancelled({.operation = Operation::Encrypt,
                      .inputFile = name,
                      .outputFile = folder.filePath(u"lost"_s),
                      .recipients = {m_bob},
                      .home = m_home->path()});
    cancelled.onStatus = [&](const QByteArray &) { cancelled.protocol->cancel(); };
    cancelled.start();
    QVERIFY(cancelled.end());
    QCOMPARE(cancelled.result->outcome, Outcome::Cancelled);
    QVERIFY(!QFile::exists(folder.filePath(u"lost"_s)));
}

void tst_GpgMatrix::c93AnArchiveIsUnpackedIntoANewFolder()
{
    const QTemporaryDir place(u"/tmp/gm-out-XXXXXX"_s);
    const QString folder = place.filePath(u"there"_s);
    QVERIFY(QDir().mkpath(place.filePath(u"photos/deep"_s)));
    QFile large(place.filePath(u"photos/deep/large"_s));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.write(noise(3 << 20)) == 3 << 20);
    large.close();
    const QString archive = place.filePath(u"photos.tar"_s);
    QCOMPARE(GpgHome::run(u"tar"_s, {u"-cf"_s, archive, u"-C"_s, place.path(), u"photos"_s})
                 .reason.exitCode(),
             0);
    const auto unpack = [&](const QString &file, const QString &into) {
        GpgRun run({.operation = Operation::Unpack, .inputFile = file, .outputFile = into});
        run.start();
        return run.end() ? *run.result : GpgResult();
    };
    qputenv("TAR_OPTIONS", "--no-such-option");
    const GpgResult done = unpack(archive, folder + u'/');
    qunsetenv("TAR_OPTIONS");
    QVERIFY2(done.isDone(), qPrintable(done.toString()));
    QCOMPARE(done.outputFile, folder);
    const ProcessOutput difference =
        GpgHome::run(u"diff"_s, {u"-r"_s, place.filePath(u"photos"_s), folder + u"/photos"_s});
    QVERIFY2(difference.reason.exitCode() == 0, difference.out);

    QCOMPARE(unpack(archive, folder).outcome, Outcome::FolderExists);
    QVERIFY(QFile::link(u"/nonexistent"_s, place.filePath(u"link"_s)));
    QCOMPARE(unpack(archive, place.filePath(u"link"_s)).outcome, Outcome::FolderExists);
    QCOMPARE(unpack(archive, place.filePath(u"no/folder"_s)).outcome, Outcome::OutputUnwritable);
    QCOMPARE(unpack(archive, {}).outcome, Outcome::BadRequest);
    QCOMPARE(unpack(place.path(), place.filePath(u"x"_s)).outcome, Outcome::InputUnreadable);

    // No archive leaves no folder.
    const GpgResult none = unpack(place.filePath(u"photos/deep/large"_s), place.filePath(u"x"_s));
    QCOMPARE(none.outcome, Outcome::NotUnpacked);
    QVERIFY2(none.toString().contains(
                 u"tar: This does not look like a tar archive (tar exited with code 2)."_s)
                 && none.toString().endsWith(u"Nothing of it is left."_s),
             qPrintable(none.toString()));
    QVERIFY(!QFile::exists(place.filePath(u"x"_s)));

    // One that is cut off: within a file, and between two, which tar takes for the end.
    QFile whole(archive);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    for (const auto &[size, fault] :
         {std::pair(2 << 20, u"tar: Unexpected EOF in archive (tar exited with code 2)."_s),
          std::pair(512, u"its end is missing."_s)}) {
        QFile cut(place.filePath(u"cut.tar"_s));
        QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write(bytes.first(size)) == size);
        cut.close();
        const QString into = place.filePath(u"cut-%1"_s.arg(size));
        const GpgResult result = unpack(cut.fileName(), into);
        QCOMPARE(result.outcome, Outcome::NotUnpacked);
        QVERIFY2(result.toString().contains(fault)
                     && result.toString().endsWith(u"is in “%1”."_s.arg(into)),
                 qPrintable(result.toString()));
        QVERIFY(QFile::exists(into + u"/photos"_s));
    }

    GpgRun cancelled({.operation = Operation::Unpack,
                      .inputFile = archive,
                      .outputFile = place.filePath(u"x"_s)});
    cancelled.start();
    cancelled.protocol->cancel();
    QVERIFY(cancelled.end());
    QCOMPARE(cancelled.result->outcome, Outcome::Cancelled);
}

/// What an attacker would put into one.
void tst_GpgMatrix::c93AnArchiveWritesToNothingElse()
{
    const QTemporaryDir place(u"/tmp/gm-out-XXXXXX"_s);
    QVERIFY(QDir().mkpath(place.filePath(u"made"_s)));
    QVERIFY(QDir().mkpath(place.filePath(u"target"_s)));
    const QString script = place.filePath(u"make.sh"_s);
    QFile file(script);
    QVERIFY(file.open(QIODevice::WriteOnly));
    // Links come first, then files that would go through them.
    file.write("set -e\ncd \"$1/made\"\n"
               "echo bad > payload; echo ok > good\n"
               "ln -s ../target up; ln -s \"$1/target\" away\n"
               "tar cf ../evil.tar up away\n"
               "tar rPf ../evil.tar --transform 's,payload,up/a,' payload\n"
               "tar rPf ../evil.tar --transform 's,payload,away/b,' payload\n"
               "tar rPf ../evil.tar --transform 's,payload,../c,' payload\n"
               "tar rPf ../evil.tar --transform \"s,payload,$1/target/d,\" payload\n"
               "tar rf ../evil.tar good\n");
    file.close();
    const ProcessOutput made = GpgHome::run(u"sh"_s, {script, place.path()});
    QVERIFY2(made.reason.exitCode() == 0, made.err);
    GpgRun run({.operation = Operation::Unpack,
                .inputFile = place.filePath(u"evil.tar"_s),
                .outputFile = place.filePath(u"new"_s)});
    run.start();
    QVERIFY(run.end());
    QCOMPARE(run.result->outcome, Outcome::NotUnpacked);
    QVERIFY2(run.result->toString().contains(u"(tar exited with code 2)"_s),
             qPrintable(run.result->toString()));
    QVERIFY(QDir(place.filePath(u"target"_s)).isEmpty());
    QVERIFY(!QFile::exists(place.filePath(u"c"_s)));
    QVERIFY(QFile::exists(place.filePath(u"new/good"_s)));
}

QTEST_GUILESS_MAIN(tst_GpgMatrix)
#include "tst_gpgmatrix.moc"
