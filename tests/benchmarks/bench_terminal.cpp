// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// How fast the Terminal item takes what a program writes, beside other terminals in the same size
// and font, each in a window and with 100,000 lines of scrollback; and beside a program that only
// reads its terminal. Ours is there twice: as Qt draws by itself, and with Qt's software renderer,
// which is the faster one where there is no graphics card. Those that are not installed are left
// out. Needs a display: run it with xvfb-run.
//
//     bench_terminal [MEBIBYTES [ROUNDS [TERMINAL…]]]

#include "../terminal/terminaltexts.h"
#include "contest.h"

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

/// A program that shows a terminal, and its arguments up to the command that is to run in it.
struct Program
{
    const char *name;
    QStringList words;
    const char *renderer = ""; ///< QT_QUICK_BACKEND
};

std::vector<Program> programs()
{
    const QString family = u"DejaVu Sans Mono"_s;
    return {
        {"bare reader", {}},
        {"Offspring", {QStringLiteral(TERMINALWINDOW)}},
        {"Offspring, software", {QStringLiteral(TERMINALWINDOW)}, "software"},
        {"Alacritty",
         {u"alacritty"_s, u"-o"_s, u"window.dimensions.columns=120"_s, u"-o"_s,
          u"window.dimensions.lines=40"_s, u"-o"_s, u"font.normal.family=\"DejaVu Sans Mono\""_s,
          u"-o"_s, u"font.size=10"_s, u"-o"_s, u"scrolling.history=100000"_s, u"-e"_s}},
        {"Konsole",
         {u"konsole"_s, u"--nofork"_s, u"--hide-menubar"_s, u"--hide-tabbar"_s, u"-p"_s,
          u"TerminalColumns=120"_s, u"-p"_s, u"TerminalRows=40"_s, u"-p"_s,
          u"Font=DejaVu Sans Mono,10,-1,5,50,0,0,0,0,0"_s, u"-p"_s, u"HistoryMode=1"_s, u"-p"_s,
          u"HistorySize=100000"_s, u"-e"_s}},
        {"kitty",
         {u"kitty"_s, u"--config"_s, u"NONE"_s, u"-o"_s, u"remember_window_size=no"_s, u"-o"_s,
          u"initial_window_width=120c"_s, u"-o"_s, u"initial_window_height=40c"_s, u"-o"_s,
          u"font_family=DejaVu Sans Mono"_s, u"-o"_s, u"font_size=10"_s, u"-o"_s,
          u"update_check_interval=0"_s, u"-o"_s, u"scrollback_lines=100000"_s}},
        {"qterminal", {u"qterminal"_s, u"-e"_s}},
        {"VTE (xfce4-terminal)",
         {u"xfce4-terminal"_s, u"--disable-server"_s, u"--hide-menubar"_s, u"--hide-toolbar"_s,
          u"--geometry=120x40"_s, u"--font="_s + family + u" 10"_s, u"-x"_s}},
        {"xterm",
         {u"xterm"_s, u"-geometry"_s, u"120x40"_s, u"-fa"_s, family, u"-fs"_s, u"10"_s, u"-sl"_s,
          u"100000"_s, u"-e"_s}},
    };
}

/// What a terminal has done with one load.
struct Run
{
    double seconds = 0;
    double cpuSeconds = 0;
    int columns = 0;
    int rows = 0;
    double mebibytes = 0; ///< of memory, at the end
};

/// Where the terminals find their settings: none of the user's.
class Home
{
public:
    Home()
    {
        // The size in pixels that 120 columns and 40 rows have there.
        write(u".config/qterminal.org"_s, u"qterminal.ini"_s,
              "[General]\nfontFamily=DejaVu Sans Mono\nfontSize=10\nMenuVisible=false\n"
              "HideTabBarWithOneTab=true\nScrollbarPosition=0\nHistoryLimited=true\n"
              "HistoryLimitedTo=100000\nConfirmMultilinePaste=false\nAskOnExit=false\n"
              "[MainWindow]\nFixedSize=@Size(968 648)\nsize=@Size(968 648)\n"
              "UseDefaultSize=true\n");
        write(u".config/xfce4/terminal"_s, u"terminalrc"_s,
              "[Configuration]\nScrollingLines=100000\nMiscShowUnsafePasteDialog=FALSE\n");
    }

    QString result() const { return m_folder.filePath(u"result"_s); }
    QProcessEnvironment environment(const char *renderer) const
    {
        QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
        result.insert(u"HOME"_s, m_folder.path());
        result.remove(u"XDG_CONFIG_HOME"_s);
        result.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path());
        result.insert(u"QT_QUICK_BACKEND"_s, QLatin1String(renderer));
        return result;
    }

private:
    void write(const QString &folder, const QString &name, const QByteArray &text) const
    {
        QDir(m_folder.path()).mkpath(folder);
        QFile file(m_folder.filePath(folder + u'/' + name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s", qPrintable(file.errorString()));
        file.write(text);
    }

    QTemporaryDir m_folder;
};

/// Reads, and answers the question where the cursor is.
class BareReader : public ProcessProtocol
{
public:
    std::function<void()> onEnded;

protected:
    void childDataReceived(int, const QByteArray &data) override
    {
        m_last = (m_last + data.last(qMin<qsizetype>(data.size(), 8))).right(8);
        if (m_last.endsWith("\033[6n")) {
            m_last.clear();
            transport()->write("\033[1;1R");
        }
    }
    void processEnded(const ExitReason &) override { onEnded(); }

private:
    QByteArray m_last;
};

std::optional<Run> run(const Program &program, const QByteArray &kind, int mebibytes)
{
    const Home home;
    const QStringList load = {QStringLiteral(TERMINALLOAD), QString::fromLatin1(kind),
                              QString::number(mebibytes), home.result()};
    const QStringList words = program.words + load;
    QEventLoop loop;
    BareReader reader;
    reader.onEnded = [&] { loop.quit(); };
    SpawnOptions options{.env = home.environment(program.renderer)};
    options.usePTY = program.words.isEmpty();
    options.newProcessGroup = !options.usePTY;
    if (!options.usePTY)
        options.childFDs = {{0, ChildFD::null()}, {1, ChildFD::null()}, {2, ChildFD::null()}};
    Reactor::instance()->spawnProcess(&reader, words.first(), words, options);
    loop.exec();

    QFile file(home.result());
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArrayList fields = file.readAll().trimmed().split(' ');
    return Run{fields.value(0).toDouble(), fields.value(1).toDouble(), fields.value(2).toInt(),
               fields.value(3).toInt(), fields.value(4).toDouble() / 1024};
}

/// The rounds of one terminal.
using Runs = std::vector<Run>;

double medianOf(const Runs &runs, double Run::*member)
{
    std::vector<double> values;
    for (const Run &each : runs)
        values.push_back(each.*member);
    return median(std::move(values));
}

void compare(const std::vector<Program> &contestants, const TerminalTexts::Kind &kind,
             int mebibytes, int rounds)
{
    std::vector<Runs> runs(contestants.size());
    std::vector<std::size_t> order(contestants.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::minstd_rand random;
    for (int i = 0; i < rounds; ++i) {
        std::shuffle(order.begin(), order.end(), random);
        for (const std::size_t each : order) {
            if (const auto result = run(contestants[each], kind.name, mebibytes))
                runs[each].push_back(*result);
        }
    }
    const Table table(std::to_string(mebibytes) + " MiB, " + kind.name,
                      {"s", "MB/s", "CPU s", "MiB", "columns", "rows"});
    for (std::size_t i = 0; i < contestants.size(); ++i) {
        if (runs[i].empty()) {
            table.row(contestants[i].name, {"–", "–", "–", "–", "–", "–"});
            continue;
        }
        const double seconds = medianOf(runs[i], &Run::seconds);
        table.row(contestants[i].name,
                  {Table::number(seconds, 2),
                   Table::number(double(mebibytes) * 1.048576 / seconds, 0),
                   Table::number(medianOf(runs[i], &Run::cpuSeconds), 2),
                   Table::number(medianOf(runs[i], &Run::mebibytes), 0),
                   std::to_string(runs[i].front().columns), std::to_string(runs[i].front().rows)});
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int mebibytes = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100;
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
    const QStringList wanted = application.arguments().sliced(std::min(argc, 3));
    std::vector<Program> contestants;
    for (const Program &program : programs()) {
        const bool isThere = program.words.isEmpty()
            || !QStandardPaths::findExecutable(program.words.first()).isEmpty();
        if (isThere && (wanted.isEmpty() || wanted.contains(QLatin1String(program.name))))
            contestants.push_back(program);
    }
    for (const TerminalTexts::Kind &kind : TerminalTexts::kinds)
        compare(contestants, kind, mebibytes, rounds);
    return 0;
}
