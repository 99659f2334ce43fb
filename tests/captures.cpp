// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A program that is compiled without exceptions captures its children, and hears as a value what
// went wrong.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>

#include <cstdio>

#ifndef QT_NO_EXCEPTIONS
#    error "this is to be compiled without exceptions"
#endif

using namespace Offspring;

int main(int argc, char **argv)
{
    const ProcessOutput missing = runProcess({QStringLiteral("/no/such/program")});
    const ProcessOutput echo = runProcess({QStringLiteral("echo"), {QStringLiteral("ran")}});
    if (missing.failure == ProcessOutput::Failure::NotStarted && echo.isSuccess())
        std::fputs(echo.out.constData(), stdout);

    QCoreApplication application(argc, argv);
    CaptureOptions input;
    input.stdinBytes = "captured\n";
    captureProcess({QStringLiteral("cat")}, input)
        .then([&application](const ProcessOutput &output) {
            std::fputs(output.out.constData(), stdout);
            application.exit(output.isSuccess() ? 0 : 1);
        });
    return application.exec();
}
