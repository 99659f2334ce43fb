// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// seq 1 100000 | grep 7 | wc -l: the bytes go from child to child, only the count comes to us.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

#include <fcntl.h>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

/// A pipe between two children. Our copies of its ends last as long as the object.
class Pipe
{
public:
    Pipe()
    {
        if (pipe2(m_ends, O_CLOEXEC) != 0)
            m_ends[0] = m_ends[1] = -1; // spawnProcess() will say that this is no descriptor
    }
    ~Pipe()
    {
        close(m_ends[0]);
        close(m_ends[1]);
    }
    Q_DISABLE_COPY_MOVE(Pipe)

    int readEnd() const { return m_ends[0]; }
    int writeEnd() const { return m_ends[1]; }

private:
    int m_ends[2];
};

/// A child of the pipeline. The last one to end, whichever it is, ends the event loop.
class Member : public ProcessProtocol
{
public:
    explicit Member(const QStringList &words)
        : m_words(words)
    { }

    void start(const ChildFD &input, const ChildFD &output)
    {
        const SpawnOptions options{
            .env = QProcessEnvironment(QProcessEnvironment::InheritFromParent),
            .childFDs = {{0, input}, {1, output}, {2, 2}},
        };
        Reactor::instance()->spawnProcess(this, m_words.first(), m_words, options);
    }

    void outReceived(const QByteArray &data) override { m_output += data; }

    void processEnded(const ExitReason &reason) override
    {
        m_reason = reason;
        if (Reactor::instance()->processCount() == 0)
            QCoreApplication::quit();
    }

    QString line() const { return m_words.join(u' '); }
    QByteArray output() const { return m_output; }
    ExitReason reason() const { return m_reason; }

private:
    const QStringList m_words;
    QByteArray m_output;
    ExitReason m_reason;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    Member seq({u"seq"_s, u"1"_s, u"100000"_s});
    Member grep({u"grep"_s, u"7"_s});
    Member wc({u"wc"_s, u"-l"_s});
    {
        const Pipe numbers;
        const Pipe matches;
        seq.start(ChildFD::null(), numbers.writeEnd());
        grep.start(numbers.readEnd(), matches.writeEnd());
        wc.start(matches.readEnd(), 'r');
    } // Ours are closed here: while they are open, no child meets the end of a pipe.
    app.exec();

    QTextStream out(stdout);
    out << seq.line() << " | " << grep.line() << " | " << wc.line() << '\n' << wc.output();
    bool allWell = true;
    for (const Member *command : {&seq, &grep, &wc}) {
        out << command->line() << ": " << command->reason().toString() << '\n';
        allWell &= command->reason().kind() == ExitReason::Kind::ProcessDone;
    }
    return allWell ? 0 : 1;
}
