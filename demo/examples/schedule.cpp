// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Runs a program again when it has failed, three times at most: "schedule false".

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTextStream>
#include <QtCore/QTimer>

using namespace Offspring;
using namespace std::chrono_literals;

class Server : public ProcessProtocol
{
public:
    void spawn()
    {
        m_life.start();
        Reactor::instance()->spawnProcess(this, Command{QCoreApplication::arguments().value(1)});
    }

    void processEnded(const ExitReason &reason) override
    {
        QTextStream(stdout) << reason.toString() << '\n';
        const std::chrono::milliseconds lifetime(m_life.elapsed());
        if (const auto delay = m_schedule.runEnded(reason, lifetime))
            QTimer::singleShot(*delay, this, &Server::spawn);
        else
            QCoreApplication::exit(m_schedule.hasGivenUp() ? 1 : 0);
    }

private:
    static constexpr RestartPolicy::When onFailure = RestartPolicy::When::OnFailure;
    RestartSchedule m_schedule{
        {.when = onFailure, .threshold = 1min, .minimumDelay = 10ms, .giveUpAfter = 3}};
    QElapsedTimer m_life;
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    Server server;
    server.spawn();
    return app.exec();
}
