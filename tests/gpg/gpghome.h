// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGHOME_H
#define GPGHOME_H

#include <offspring/offspring.h>

#include <QtCore/QDir>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QFutureWatcher>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

/// A throwaway GNUPGHOME with an agent of its own, both gone in the end. Its path is short: a
/// socket's name has 108 bytes at most.
class GpgHome
{
public:
    explicit GpgHome(const QByteArray &agentConf = "default-cache-ttl 0\nmax-cache-ttl 0\n")
        : m_folder(QStringLiteral("/tmp/gm-XXXXXX")) // mode 700
    {
        // Passphrases are not what is tested here: 65536 rounds cost nothing.
        write(QStringLiteral("gpg-agent.conf"),
              agentConf + "s2k-count 65536\npinentry-program " + file(pinentry()).toUtf8() + '\n');
    }
    ~GpgHome() { killAgent(); }
    Q_DISABLE_COPY_MOVE(GpgHome)

    QString path() const { return m_folder.path(); }
    QString file(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s", qPrintable(file.errorString()));
    }
    void remove(const QString &name) const { QFile::remove(file(name)); }

    /// The agent's pinentry: a shell script, which reads from gpg-agent on its stdin.
    void setPinentry(const QByteArray &script) const
    {
        write(pinentry(), "#!/bin/sh\n" + script);
        QFile::setPermissions(file(pinentry()),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    void removePinentry() const { remove(pinentry()); }

    /// The output of a program, and how it ended.
    static Offspring::ProcessOutput run(const QString &program, const QStringList &args,
                                        const QByteArray &input = {})
    {
        using namespace std::chrono_literals;
        QEventLoop loop;
        QFutureWatcher<Offspring::ProcessOutput> watcher;
        QObject::connect(&watcher, &QFutureWatcher<Offspring::ProcessOutput>::finished, &loop,
                         &QEventLoop::quit);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        watcher.setFuture(Offspring::getProcessOutputAndValue(
            program, args, {.env = environment}, {.stdinBytes = input, .timeout = 120s}));
        loop.exec();
        return watcher.result();
    }
    Offspring::ProcessOutput gpg(const QStringList &args, const QByteArray &input = {}) const
    {
        return run(QStringLiteral("gpg"),
                   QStringList{QStringLiteral("--homedir"), path(), QStringLiteral("--batch"),
                               QStringLiteral("--no-tty"), QStringLiteral("--yes"),
                               QStringLiteral("--charset"), QStringLiteral("utf-8"),
                               QStringLiteral("--no-auto-check-trustdb"),
                               QStringLiteral("--disable-dirmngr")}
                       + args,
                   input);
    }
    /// What gpg makes of \a input: for what a test needs beforehand.
    QByteArray made(const QStringList &args, const QByteArray &input = {}) const
    {
        const Offspring::ProcessOutput result = gpg(args, input);
        if (result.reason.exitCode() != 0)
            qWarning("gpg %s: %s", qPrintable(args.join(u' ')), result.err.constData());
        return result.out;
    }
    /// The same with "sesame" for a passphrase.
    QByteArray madeWithPassphrase(const QStringList &args, const QByteArray &input = {}) const
    {
        return made(QStringList{QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"),
                                QStringLiteral("--passphrase"), QStringLiteral("sesame")}
                        + args,
                    input);
    }
    /// A new key's fingerprint.
    QString newKey(const QString &userId, const QString &passphrase = {},
                   const QStringList &options = {},
                   const QString &algorithm = QStringLiteral("future-default"),
                   const QString &expiry = QStringLiteral("0")) const
    {
        const QStringList words =
            QStringList{QStringLiteral("--status-fd"),     QStringLiteral("1"),
                        QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"),
                        QStringLiteral("--passphrase"),    passphrase}
            + options
            + QStringList{QStringLiteral("--quick-generate-key"), userId, algorithm,
                          QStringLiteral("default"), expiry};
        static const QRegularExpression created(QStringLiteral("KEY_CREATED . ([0-9A-F]{40})"));
        return created.match(QString::fromUtf8(made(words))).captured(1);
    }

    /// Until it is gone: one that goes still answers the next gpg, and removes its sockets while
    /// the folder is removed.
    void killAgent() const
    {
        run(QStringLiteral("gpgconf"),
            {QStringLiteral("--homedir"), path(), QStringLiteral("--kill"), QStringLiteral("all")});
        if (!QTest::qWaitFor([this] { return processes().isEmpty(); }, 60'000))
            qWarning("left behind: %s", qPrintable(processes().join(u'\n')));
    }
    /// The command lines of those that work on it.
    QStringList processes() const
    {
        QStringList result;
        const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
        for (const QString &entry : entries) {
            QFile file(QStringLiteral("/proc/%1/cmdline").arg(entry));
            if (!entry.front().isDigit() || !file.open(QIODevice::ReadOnly))
                continue;
            const QString line = QString::fromUtf8(file.readAll().replace('\0', ' '));
            if (line.contains(path()))
                result << line;
        }
        return result;
    }

private:
    static QString pinentry() { return QStringLiteral("pinentry"); }

    const QTemporaryDir m_folder;
};

#endif // GPGHOME_H
