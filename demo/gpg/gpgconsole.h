// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGCONSOLE_H
#define GPGCONSOLE_H

#include "gpgprotocol.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QFile>

/// The desk without a window: it performs one operation and reports it on stderr. gpg's output goes
/// to --output, or else to stdout.
class GpgConsole : public QObject
{
    Q_OBJECT

public:
    GpgConsole();

    /// Whether \a arguments, those of the program, name an operation.
    static bool isWanted(const QStringList &arguments);
    /// Ends the application with 0 when all is well, and a signature is good and certified; with 1
    /// when not, with 2 for a command line that cannot be understood.
    void run(const QStringList &arguments);

private:
    void addOptions();
    bool readRequest();
    bool setOperation();
    bool asksTwice() const;
    Secret passphrase();
    void report(const GpgResult &result) const;

    QCommandLineParser m_parser;
    GpgRequest m_request;
    QFile m_passphrases;
};

#endif // GPGCONSOLE_H
