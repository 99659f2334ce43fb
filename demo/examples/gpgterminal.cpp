// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// gpg as somebody at a terminal has it: it asks there for the passphrase, and the answer is typed.
// Beside the terminal, status and plaintext come through pipes of their own.
// gpgterminal [PASSPHRASE]: types that one, right or not.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QFuture>
#include <QtCore/QPromise>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTextStream>

#include <stdexcept>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

const QByteArray passphrase = "correct horse battery staple";
constexpr int plaintextFD = 1;
constexpr int terminalFD = 2; // of 0 and 2, which are the terminal, the one for output
constexpr int statusFD = 4;

void print(const QByteArray &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

QProcessEnvironment environment(const QString &home)
{
    QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
    result.insert(u"GNUPGHOME"_s, home);
    result.insert(u"LC_ALL"_s, u"C"_s); // the prompt is known in English only
    result.insert(u"TERM"_s, u"dumb"_s);
    return result;
}

QString messageIn(const QString &home)
{
    return home + u"/message.gpg"_s;
}

/// Prints and keeps the lines that it is given.
class Lines : public LineReceiver
{
public:
    explicit Lines(const QByteArray &title)
        : m_title(title)
    { }

    void lineReceived(const QByteArray &line) override
    {
        const QByteArray words = line.trimmed();
        if (words.isEmpty()) // gpg wipes out its prompt with blanks
            return;
        m_lines << words;
        print(m_title + words);
    }

    bool contains(const QByteArray &line) const { return m_lines.contains(line); }

private:
    const QByteArray m_title;
    QByteArrayList m_lines;
};

class GpgTerminal : public ProcessProtocol
{
public:
    explicit GpgTerminal(const QByteArray &typed)
        : m_typed(typed)
    {
        m_terminal.setDelimiter("\r"); // of the "\r\n" of each line, and where a prompt ends
    }

    /// Whether gpg vouches for what it has decrypted.
    QFuture<bool> decrypt(const QString &home)
    {
        const QStringList args{u"gpg"_s,
                               u"--status-fd"_s,
                               QString::number(statusFD),
                               u"--pinentry-mode"_s,
                               u"loopback"_s, // gpg itself asks, no window does
                               u"--no-symkey-cache"_s, // gpg asks, whatever its agent remembers
                               u"--decrypt"_s,
                               messageIn(home)};
        const SpawnOptions options{
            .env = environment(home),
            .usePTY = true,
            .childFDs = {{plaintextFD, 'r'}, {statusFD, 'r'}},
        };
        ProcessTransport *const gpg =
            Reactor::instance()->spawnProcess(this, u"gpg"_s, args, options);
        connect(gpg, &ProcessTransport::terminalEchoChanged, this, &GpgTerminal::typeWhenHidden);
        m_promise.start();
        return m_promise.future();
    }

    void childDataReceived(int childFD, const QByteArray &data) override
    {
        lines(childFD).dataReceived(data);
        if (childFD == terminalFD)
            lookForPrompt(data);
    }

    void childConnectionLost(int childFD) override { lines(childFD).flush(); }

    void processEnded(const ExitReason &reason) override
    {
        print("gpg " + reason.toString().toUtf8());
        m_promise.addResult(reason.exitCode() == 0
                            && m_status.contains("[GNUPG:] DECRYPTION_OKAY"));
        m_promise.finish();
    }

private:
    Lines &lines(int childFD)
    {
        if (childFD == statusFD)
            return m_status;
        return childFD == plaintextFD ? m_plaintext : m_terminal;
    }

    /// A prompt is a line that does not end, and it may come in pieces.
    void lookForPrompt(const QByteArray &data)
    {
        m_sinceAnswer += data;
        if (!m_sinceAnswer.endsWith("passphrase: "))
            return;
        m_sinceAnswer.clear();
        m_terminal.flush();
        m_isAsked = true;
        typeWhenHidden();
    }

    /// gpg first asks and then turns the echo off, which throws away what has been typed until
    /// then.
    void typeWhenHidden()
    {
        if (!m_isAsked || !transport() || transport()->isEchoing())
            return;
        m_isAsked = false;
        print("typed:     a passphrase");
        transport()->write(m_typed + '\n');
    }

    const QByteArray m_typed;
    Lines m_terminal{"terminal:  "};
    Lines m_status{"status:    "};
    Lines m_plaintext{"plaintext: "};
    QByteArray m_sinceAnswer;
    bool m_isAsked = false;
    QPromise<bool> m_promise;
};

/// Makes the message. Its passphrase is the first line of what goes into gpg.
QFuture<void> encrypt(const QString &home)
{
    return getProcessOutputAndValue(u"gpg"_s,
                                    {u"--batch"_s, u"--pinentry-mode"_s, u"loopback"_s,
                                     u"--passphrase-fd"_s, u"0"_s, u"--output"_s, messageIn(home),
                                     u"--symmetric"_s},
                                    {.env = environment(home)},
                                    {.stdinBytes = passphrase + "\nMeet me at the usual place.\n"})
        .then([](const ProcessOutput &output) {
            if (output.reason.exitCode() != 0)
                throw std::runtime_error(output.err.toStdString());
        });
}

QFuture<int> gpgconf(const QStringList &args, const QString &home)
{
    return getProcessValue(u"gpgconf"_s, args, {.env = environment(home)});
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    // A short path: the agent's socket is in there, and such a name has at most 107 bytes.
    const QTemporaryDir directory(u"/tmp/gpg-XXXXXX"_s);
    const QString home = directory.path();
    GpgTerminal gpg(argc > 1 ? QByteArray(argv[1]) : passphrase);
    int exitCode = 1;

    print("Encrypting a message with a passphrase in " + home.toUtf8());
    encrypt(home)
        .then([&] {
            print("\nDecrypting it on a terminal");
            return gpg.decrypt(home);
        })
        .unwrap()
        .then([&](bool isGenuine) { exitCode = isGenuine ? 0 : 1; })
        .onFailed([](const std::exception &error) { print(QByteArray("error: ") + error.what()); })
        .then([&] { return gpgconf({u"--kill"_s, u"all"_s}, home); })
        .unwrap()
        .then([&](int) { return gpgconf({u"--remove-socketdir"_s}, home); })
        .unwrap()
        .then([&](int) {
            // Not by QTemporaryDir, which gives up when the agent, on its way out, is faster.
            return getProcessValue(u"rm"_s, {u"-rf"_s, home});
        })
        .unwrap()
        .onFailed([](const ProcessError &) { return 1; })
        .then([&](int) { app.exit(exitCode); });

    return app.exec();
}
