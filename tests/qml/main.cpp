// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtCore/QCoreApplication>
#include <QtCore/QObject>
#include <QtQuickTest/quicktest.h>

/// Tells the documents the OS layer that the library is built with, by the program's name.
class Setup : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void applicationAvailable()
    {
        QCoreApplication::setApplicationName(QStringLiteral(OFFSPRING_PLATFORM));
    }
};

QUICK_TEST_MAIN_WITH_SETUP(offspring, Setup)

#include "main.moc"
