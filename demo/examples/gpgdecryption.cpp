// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgdecryption.h"

#include <memory>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {
constexpr int passphraseFD = 3;
constexpr int statusFD = 4;

// Of libgpg-error.
constexpr quint32 badPassphrase = 11;
constexpr quint32 missingPassphrase = 31;
constexpr quint32 noPassphrase = 177;
} // namespace

GpgError::GpgError(Cause cause, const QByteArray &text)
    : m_cause(cause)
    , m_text(text)
{ }

QFuture<QByteArray> GpgDecryption::decrypt(const QByteArray &ciphertext,
                                           const QByteArray &passphrase, const QString &home,
                                           const StatusHandler &onStatus)
{
    std::unique_ptr<GpgDecryption> gpg(new GpgDecryption(ciphertext, passphrase, onStatus));
    gpg->m_promise.start();
    const QFuture<QByteArray> plaintext = gpg->m_promise.future();

    const QStringList args{u"gpg"_s,
                           u"--decrypt"_s,
                           u"--passphrase-fd"_s,
                           QString::number(passphraseFD),
                           u"--status-fd"_s,
                           QString::number(statusFD),
                           u"--batch"_s,
                           u"--pinentry-mode"_s,
                           u"loopback"_s};
    const SpawnOptions options{
        .env = environment(home),
        .childFDs = {{0, 'w'}, {1, 'r'}, {2, 2}, {passphraseFD, 'w'}, {statusFD, 'r'}},
    };
    Reactor::instance()->spawnProcess(std::move(gpg), u"gpg"_s, args, options);
    return plaintext;
}

QProcessEnvironment GpgDecryption::environment(const QString &home)
{
    QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
    result.insert(u"GNUPGHOME"_s, home);
    return result;
}

GpgDecryption::GpgDecryption(const QByteArray &ciphertext, const QByteArray &passphrase,
                             const StatusHandler &onStatus)
    : m_ciphertext(ciphertext)
    , m_passphrase(passphrase)
    , m_onStatus(onStatus)
{ }

void GpgDecryption::connectionMade()
{
    transport()->writeToChild(passphraseFD, m_passphrase + '\n');
    transport()->closeChildFD(passphraseFD);
    transport()->write(m_ciphertext);
    transport()->closeStdin();
}

void GpgDecryption::childDataReceived(int childFD, const QByteArray &data)
{
    if (childFD == statusFD)
        dataReceived(data);
    else
        m_plaintext += data;
}

void GpgDecryption::childConnectionLost(int childFD)
{
    if (childFD == statusFD)
        flush();
}

void GpgDecryption::lineReceived(const QByteArray &line)
{
    if (m_onStatus)
        m_onStatus(line);

    const QByteArrayList words = line.split(' ');
    if (words.size() < 2 || words[0] != "[GNUPG:]")
        return;
    m_keywords << words[1];
    // "ERROR pkdecrypt_failed 67108875": the low half is the code, the rest says who found it. The
    // number may have a name: "11_BAD_PASSPHRASE".
    if ((words[1] == "ERROR" || words[1] == "FAILURE") && words.size() > 3)
        m_errorCodes << (words[3].split('_').first().toUInt() & 0xffff);
}

void GpgDecryption::processEnded(const ExitReason &reason)
{
    if (isGenuine(reason))
        m_promise.addResult(m_plaintext);
    else
        m_promise.setException(error(reason));
    m_promise.finish();
}

/// Neither the exit code nor the status lines are enough alone: gpg exits with 0 on messages cut
/// short, and some versions say DECRYPTION_OKAY to tampered ones.
bool GpgDecryption::isGenuine(const ExitReason &reason) const
{
    return reason.exitCode() == 0 && m_keywords.count("DECRYPTION_OKAY") == 1
        && m_keywords.count("PLAINTEXT") == 1 && !m_keywords.contains("DECRYPTION_FAILED")
        && !m_keywords.contains("BADMDC") && !m_keywords.contains("UNEXPECTED")
        && !m_keywords.contains("NODATA");
}

GpgError GpgDecryption::error(const ExitReason &reason) const
{
    using Cause = GpgError::Cause;
    if (reason.kind() == ExitReason::Kind::NotStarted)
        return {Cause::NotStarted, "gpg: " + reason.toString().toUtf8()};
    if (reason.exitCode() < 0)
        return {Cause::Terminated, "gpg: " + reason.toString().toUtf8()};
    if (m_errorCodes.contains(badPassphrase))
        return {Cause::WrongPassphrase, "wrong passphrase"};
    if (m_errorCodes.contains(missingPassphrase) || m_errorCodes.contains(noPassphrase))
        return {Cause::WrongPassphrase, "empty passphrase"};
    if (!m_keywords.contains("ENC_TO") && !m_keywords.contains("NEED_PASSPHRASE_SYM"))
        return {Cause::NotEncrypted, "this is no encrypted message"};
    // gpg says the same when its agent is out of reach.
    if (m_keywords.contains("NO_SECKEY") && !m_keywords.contains("DECRYPTION_KEY"))
        return {Cause::NoSecretKey, "no secret key for this message"};
    return {Cause::Damaged, "the message is damaged"};
}
