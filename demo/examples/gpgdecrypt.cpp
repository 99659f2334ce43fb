// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// gpg, driven over five descriptors: a real key in a throwaway home, and a message that is
// decrypted with the right passphrase, with a wrong one, and after it was damaged.

#include "gpgdecryption.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTextStream>

#include <stdexcept>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

const QByteArray passphrase = "correct horse battery staple";

void print(const QByteArray &line)
{
    QTextStream(stdout) << line << Qt::endl;
}
void printStatus(const QByteArray &line)
{
    print("fd 4: " + line);
}
void printPlaintext(const QByteArray &plaintext)
{
    print("plaintext: " + plaintext);
}
void printError(const std::exception &error)
{
    print(QByteArray("error: ") + error.what());
}

/// What gpg writes when \a input goes into it; here, any exit code but 0 is a failure.
QFuture<QByteArray> gpg(const QStringList &args, const QByteArray &input, const QString &home)
{
    const SpawnOptions options{.env = GpgDecryption::environment(home)};
    return getProcessOutputAndValue(u"gpg"_s, args, options, {.stdinBytes = input})
        .then([](const ProcessOutput &output) {
            if (output.reason.exitCode() != 0)
                throw std::runtime_error(output.err.toStdString());
            return output.out;
        });
}

QFuture<int> gpgconf(const QStringList &args, const QString &home)
{
    return getProcessValue(u"gpgconf"_s, args, {.env = GpgDecryption::environment(home)});
}

QFuture<QByteArray> makeKey(const QString &home)
{
    // Nothing is cached, so that each passphrase is tried. The low count makes a weak key, fast.
    QFile configuration(home + u"/gpg-agent.conf"_s);
    if (configuration.open(QIODevice::WriteOnly))
        configuration.write("default-cache-ttl 0\nmax-cache-ttl 0\ns2k-count 65536\n");
    configuration.close();

    return gpg({u"--batch"_s, u"--pinentry-mode"_s, u"loopback"_s, u"--passphrase-fd"_s, u"0"_s,
                u"--quick-generate-key"_s, u"Alice <alice@example.org>"_s, u"future-default"_s},
               passphrase, home);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    // A short path: the agent's socket is in there, and such a name has at most 107 bytes.
    const QTemporaryDir directory(u"/tmp/gpg-XXXXXX"_s);
    const QString home = directory.path();
    QByteArray ciphertext;
    int exitCode = 0;

    print("Making a key with a passphrase in " + home.toUtf8());
    makeKey(home)
        .then([&](const QByteArray &) {
            print("Encrypting a message to it");
            return gpg({u"--batch"_s, u"--encrypt"_s, u"--recipient"_s, u"Alice"_s},
                       "Meet me at the usual place.", home);
        })
        .unwrap()
        .then([&](const QByteArray &output) {
            ciphertext = output;
            print("\nDecrypting with the right passphrase");
            return GpgDecryption::decrypt(ciphertext, passphrase, home, printStatus);
        })
        .unwrap()
        .then(printPlaintext)
        .then([&] {
            print("\nDecrypting with a wrong passphrase");
            return GpgDecryption::decrypt(ciphertext, "guesswork", home, printStatus)
                .then(printPlaintext)
                .onFailed(printError);
        })
        .unwrap()
        .then([&] {
            print("\nDecrypting the message with its last bit flipped");
            QByteArray damaged = ciphertext;
            damaged.back() = char(damaged.back() ^ 1);
            return GpgDecryption::decrypt(damaged, passphrase, home, printStatus)
                .then(printPlaintext)
                .onFailed(printError);
        })
        .unwrap()
        .onFailed([&](const std::exception &error) {
            printError(error);
            exitCode = 1;
        })
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
