// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A large file through gpg: the desk's protocol against gpg at the shell, which reads and writes
// the same files itself. Both have the output on the disk in the end (the shell: sync). In turns,
// medians, and what this program's memory grew by.
//
//     bench_gpg [MEBIBYTES [PAIRS [FOLDER]]]

#include "contest.h"
#include "gpgprotocol.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

const QByteArray word = "a passphrase";

void forgetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

bool writeRandomFile(const QString &path, int mebibytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    std::vector<quint32> block((1 << 20) / sizeof(quint32));
    for (int i = 0; i < mebibytes; ++i) {
        QRandomGenerator::global()->fillRange(block.data(), qsizetype(block.size()));
        if (file.write(reinterpret_cast<const char *>(block.data()), 1 << 20) != 1 << 20)
            return false;
    }
    return true;
}

struct Task
{
    const char *name;
    GpgRequest request;
    QString shellOptions;
};

/// Seconds; negative: it failed.
double atTheShell(const Task &task)
{
    QElapsedTimer clock;
    clock.start();
    QProcess shell;
    shell.setProcessEnvironment(task.request.environment());
    shell.start(
        u"sh"_s,
        {u"-c"_s,
         u"gpg --batch --no-tty --pinentry-mode loopback --passphrase-fd 3 %1 <\"$1\" >\"$2\""
         " 3<\"$3\" 2>/dev/null && sync -d \"$2\""_s.arg(task.shellOptions),
         u"sh"_s, task.request.inputFile, task.request.outputFile, task.request.home + u"/word"_s});
    shell.waitForFinished(-1);
    return shell.exitCode() == 0 ? double(clock.nsecsElapsed()) / 1e9 : -1;
}

double ours(const Task &task)
{
    QElapsedTimer clock;
    clock.start();
    GpgProtocol gpg(task.request);
    QEventLoop loop;
    GpgResult result;
    QObject::connect(&gpg, &GpgProtocol::finished, &loop, [&](const GpgResult &its) {
        result = its;
        loop.quit();
    });
    QByteArray bytes = word + ' ';
    bytes.chop(1); // of its own: it will be overwritten
    gpg.start(Secret::take(bytes));
    loop.exec();
    if (!result.isDone())
        std::printf("%s\n", qPrintable(result.toString()));
    return result.isDone() ? double(clock.nsecsElapsed()) / 1e9 : -1;
}

bool measure(const Task &task, int mebibytes, int pairs)
{
    std::vector<double> shellTimes;
    std::vector<double> ourTimes;
    std::vector<double> ratios;
    double grown = 0;
    for (int i = 0; i < pairs; ++i) {
        QFile::remove(task.request.outputFile);
        double shellTime = i % 2 == 0 ? atTheShell(task) : 0;
        QFile::remove(task.request.outputFile);
        const double idle = memoryKiB("VmRSS") / 1024;
        forgetPeak();
        const double ourTime = ours(task);
        grown = std::max(grown, memoryKiB("VmHWM") / 1024 - idle);
        if (i % 2 != 0) {
            QFile::remove(task.request.outputFile);
            shellTime = atTheShell(task);
        }
        if (shellTime < 0 || ourTime < 0)
            return false;
        shellTimes.push_back(shellTime);
        ourTimes.push_back(ourTime);
        ratios.push_back(ourTime / shellTime);
    }
    std::printf("%-24s %8.0f MiB/s %8.0f MiB/s %8.2f %10.1f MiB\n", task.name,
                mebibytes / median(shellTimes), mebibytes / median(ourTimes), median(ratios),
                grown);
    std::fflush(stdout);
    return true;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const int mebibytes = argc > 1 ? std::atoi(argv[1]) : 1024;
    const int pairs = argc > 2 ? std::atoi(argv[2]) : 3;
    const QTemporaryDir folder(argc > 3 ? QFile::decodeName(argv[3]) + u"/bench-XXXXXX"_s
                                        : QDir::tempPath() + u"/bench-XXXXXX"_s);
    const QTemporaryDir home; // mode 700
    QFile wordFile(home.filePath(u"word"_s));
    const QString plain = folder.filePath(u"plain"_s);
    if (!wordFile.open(QIODevice::WriteOnly) || wordFile.write(word) < 0
        || !writeRandomFile(plain, mebibytes)) {
        std::printf("%s cannot be written\n", qPrintable(folder.path()));
        return 1;
    }
    wordFile.close();

    Task encryption = {.name = "encrypt",
                       .request = {.operation = GpgRequest::Operation::Encrypt,
                                   .inputFile = plain,
                                   .outputFile = folder.filePath(u"cipher"_s),
                                   .symmetric = true,
                                   .compress = false,
                                   .home = home.path()},
                       .shellOptions = u"--compress-level 0 --symmetric"_s};
    const Task decryption = {.name = "decrypt",
                             .request = {.operation = GpgRequest::Operation::Decrypt,
                                         .inputFile = encryption.request.outputFile,
                                         .outputFile = folder.filePath(u"plain again"_s),
                                         .home = home.path()},
                             .shellOptions = u"--decrypt"_s};

    std::printf("%d MiB of random bytes, %d pairs\n%-24s %14s %14s %8s %14s\n", mebibytes, pairs,
                "", "shell", "ours", "ratio", "memory grew");
    const bool isDone =
        measure(encryption, mebibytes, pairs) && measure(decryption, mebibytes, pairs);
    QProcess::execute(u"gpgconf"_s, {u"--homedir"_s, home.path(), u"--kill"_s, u"all"_s});
    return isDone ? 0 : 1;
}
