// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Runs a command and prints each line as it comes, with the time and the child's fd, and how the
// command ended.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTextStream>

#include <cerrno>

using namespace Offspring;

namespace {

class Transcript
{
public:
    Transcript()
    {
        m_clock.start();
        if (!m_file.open(stdout, QIODevice::WriteOnly))
            qWarning("run: cannot write to stdout: %s", qPrintable(m_file.errorString()));
    }

    void add(const QByteArray &text)
    {
        const double seconds = double(m_clock.elapsed()) / 1000;
        m_file.write(QByteArray::number(seconds, 'f', 3).rightJustified(8) + " s  " + text + '\n');
        m_file.flush();
    }

private:
    QElapsedTimer m_clock;
    QFile m_file;
};

class Lines : public LineReceiver
{
public:
    Lines(int childFD, Transcript *transcript)
        : m_prefix("fd " + QByteArray::number(childFD) + "  ")
        , m_transcript(transcript)
    { }

    void lineReceived(const QByteArray &line) override { m_transcript->add(m_prefix + line); }

    void lineLengthExceeded(const QByteArray &everything) override
    {
        lineReceived(everything.first(maximumLength()));
        dataReceived(everything.sliced(maximumLength()));
    }

private:
    const QByteArray m_prefix;
    Transcript *const m_transcript;
};

class Runner : public ProcessProtocol
{
public:
    void outReceived(const QByteArray &data) override { m_out.dataReceived(data); }
    void errReceived(const QByteArray &data) override { m_err.dataReceived(data); }
    void outConnectionLost() override { m_out.flush(); }
    void errConnectionLost() override { m_err.flush(); }

    void processEnded(const ExitReason &reason) override
    {
        m_transcript.add(reason.toString().toUtf8());
        QCoreApplication::exit(shellStatus(reason));
    }

private:
    /// $? as a shell would have it.
    static int shellStatus(const ExitReason &reason)
    {
        if (reason.exitCode() >= 0)
            return reason.exitCode();
        if (reason.signal() > 0)
            return 128 + reason.signal();
        return reason.error().errorNumber == ENOENT ? 127 : 126;
    }

    Transcript m_transcript;
    Lines m_out{1, &m_transcript};
    Lines m_err{2, &m_transcript};
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList command = app.arguments().sliced(1);
    if (command.isEmpty()) {
        QTextStream(stderr) << "usage: run program [argument …]\n";
        return 2;
    }

    Runner runner;
    const SpawnOptions options{
        .env = QProcessEnvironment(QProcessEnvironment::InheritFromParent),
        .childFDs = {{0, 0}, {1, 'r'}, {2, 'r'}},
        .parentDeathSignal = 15, // SIGTERM: whoever ends us ends the command
    };
    Reactor::instance()->spawnProcess(&runner, command.first(), command, options);
    return app.exec();
}
