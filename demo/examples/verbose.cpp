// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The verbose example of Twisted's documentation: verses into wc, and every callback that comes.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Offspring;

namespace {

void print(const QByteArray &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

class Bottles : public ProcessProtocol
{
public:
    explicit Bottles(int verses)
        : m_verses(verses)
    { }

    void connectionMade() override
    {
        print("connectionMade!");
        for (int verse = 0; verse < m_verses; ++verse) {
            transport()->write("Aleph-null bottles of beer on the wall,\n"
                               "Aleph-null bottles of beer,\n"
                               "Take one down and pass it around,\n"
                               "Aleph-null bottles of beer on the wall.\n");
            // Takes effect at the event loop's next turn: all verses are sent before.
            transport()->closeStdin();
        }
    }

    void outReceived(const QByteArray &data) override
    {
        print("outReceived! with " + QByteArray::number(data.size()) + " bytes!");
        m_output += data;
    }

    void errReceived(const QByteArray &data) override
    {
        print("errReceived! with " + QByteArray::number(data.size()) + " bytes!");
    }

    void inConnectionLost() override
    {
        print("inConnectionLost! stdin is closed! (we probably did it)");
    }

    void outConnectionLost() override
    {
        print("outConnectionLost! The child closed their stdout!");
        const QByteArray counts = m_output.simplified();
        print("I saw them write: " + counts);
        print("I saw " + counts.split(' ').first() + " lines");
    }

    void errConnectionLost() override
    {
        print("errConnectionLost! The child closed their stderr.");
    }

    void processExited(const ExitReason &reason) override
    {
        print("processExited, status " + QByteArray::number(reason.exitCode()));
    }

    void processEnded(const ExitReason &reason) override
    {
        print("processEnded, status " + QByteArray::number(reason.exitCode()));
        print("quitting");
        QCoreApplication::exit(reason.exitCode());
    }

private:
    const int m_verses;
    QByteArray m_output;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    Bottles bottles(10);
    Reactor::instance()->spawnProcess(&bottles, QStringLiteral("wc"));
    return app.exec();
}
