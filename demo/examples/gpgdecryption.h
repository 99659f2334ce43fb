// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDECRYPTION_H
#define GPGDECRYPTION_H

#include <offspring/offspring.h>

#include <QtCore/QByteArrayList>
#include <QtCore/QException>
#include <QtCore/QFuture>
#include <QtCore/QPromise>

#include <functional>

/// Why there is no plaintext.
class GpgError : public QException
{
public:
    enum class Cause {
        NotStarted, ///< gpg is missing
        Terminated, ///< gpg was killed
        WrongPassphrase, ///< the key's owner knows another
        NotEncrypted, ///< whatever it is
        NoSecretKey, ///< meant for somebody else
        Damaged ///< cut short or tampered with, or of a kind that gpg does not know
    };

    GpgError(Cause cause, const QByteArray &text);

    Cause cause() const { return m_cause; }
    const char *what() const noexcept override { return m_text.constData(); }

    void raise() const override { throw *this; }
    GpgError *clone() const override { return new GpgError(*this); }

private:
    Cause m_cause;
    QByteArray m_text;
};

/// One run of gpg --decrypt over five descriptors: the ciphertext goes into 0, the plaintext comes
/// out of 1, gpg's log stays on 2, the passphrase goes into 3, and 4 tells what gpg is doing.
class GpgDecryption : public Offspring::ProcessProtocol, private Offspring::LineReceiver
{
public:
    using StatusHandler = std::function<void(const QByteArray &line)>;

    /// The plaintext, all of it and only when gpg vouches for it; else the future fails with a
    /// GpgError. \a home is the GNUPGHOME; \a onStatus gets each status line as it comes.
    static QFuture<QByteArray> decrypt(const QByteArray &ciphertext, const QByteArray &passphrase,
                                       const QString &home, const StatusHandler &onStatus = {});

    /// Our own environment, with that GNUPGHOME.
    static QProcessEnvironment environment(const QString &home);

    void connectionMade() override;
    void childDataReceived(int childFD, const QByteArray &data) override;
    void childConnectionLost(int childFD) override;
    void processEnded(const Offspring::ExitReason &reason) override;

private:
    GpgDecryption(const QByteArray &ciphertext, const QByteArray &passphrase,
                  const StatusHandler &onStatus);
    void lineReceived(const QByteArray &line) override;
    bool isGenuine(const Offspring::ExitReason &reason) const;
    GpgError error(const Offspring::ExitReason &reason) const;

    const QByteArray m_ciphertext;
    const QByteArray m_passphrase;
    const StatusHandler m_onStatus;
    QByteArray m_plaintext;
    QByteArrayList m_keywords; // of the status lines, in their order
    QList<quint32> m_errorCodes; // those of libgpg-error
    QPromise<QByteArray> m_promise;
};

#endif // GPGDECRYPTION_H
