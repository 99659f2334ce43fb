// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

class WordCount : public Offspring::ProcessProtocol
{
public:
    void connectionMade() override
    {
        transport()->write("Every child is heard, to its very last word.\n");
        transport()->closeStdin();
    }

    void outReceived(const QByteArray &data) override { m_output += data; }

    void processEnded(const Offspring::ExitReason &reason) override
    {
        const QByteArrayList counts = m_output.simplified().split(' ');
        if (reason.exitCode() == 0 && counts.size() == 3) {
            QTextStream(stdout) << "lines: " << counts[0] << "\nwords: " << counts[1]
                                << "\ncharacters: " << counts[2] << '\n';
        } else {
            QTextStream(stderr) << "wc " << reason.toString() << '\n';
        }
        QCoreApplication::exit(reason.exitCode());
    }

private:
    QByteArray m_output;
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    WordCount wordCount;
    Offspring::Reactor::instance()->spawnProcess(&wordCount, QStringLiteral("wc"));
    return app.exec();
}
