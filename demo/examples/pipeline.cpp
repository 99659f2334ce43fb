// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// seq 1 100000 | grep 7 | wc -l: the bytes go from child to child, only the count comes to us.

#include <offspring/offspring.h>

#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main()
{
    const PipelineOutput output =
        runPipeline(Command{u"seq"_s, {u"1"_s, u"100000"_s}} | Command{u"grep"_s, {u"7"_s}}
                    | Command{u"wc"_s, {u"-l"_s}});
    QTextStream(stdout) << output.out << output.toString() << '\n';
    return output.isSuccess() ? 0 : 1;
}
