// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Finds the files of a folder whose names match, and shows the command line that did it, as a shell
// would take it:
//
//     command FOLDER '*.txt'

#include <offspring/offspring.h>

#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    const QString folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    const QString pattern = QString::fromLocal8Bit(argc > 2 ? argv[2] : "*");

    Command find{u"find"_s, {u"."_s, u"-name"_s, pattern}, folder};
    find.options.envChanges = {{u"LC_ALL"_s, u"C"_s}}; // everything else is inherited
    const ProcessOutput output = runProcess(find);
    QTextStream(stdout) << find.toString() << '\n' << output.out;
    if (!output.isSuccess())
        QTextStream(stderr) << output.toString() << '\n';
    return output.isSuccess() ? 0 : 1;
}
