// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_GPGWINDOW_H
#define GPGDESK_GPGWINDOW_H

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtQml/QQmlApplicationEngine>

class QQuickWindow;

/// The desk's window with its engine, which deletes it.
class GpgWindow
{
public:
    struct Beginning
    {
        QString home = {}; ///< GNUPGHOME; empty: the user's own
        QString program = QStringLiteral("gpg");
        bool demo = false; ///< the window says that its keys are for trying out
        bool dark = false;
        /// The files to work on. The first one decides on the operation.
        QStringList files = {};
    };

    /// Reads the command line, whose names may be NativePath's. Ends the program when help is asked
    /// for, or when there is an error.
    static Beginning beginningOf(const QStringList &arguments);

    explicit GpgWindow(const Beginning &beginning);

    /// Null when the QML could not be loaded; the log says why.
    QQuickWindow *window() const;

private:
    QQmlApplicationEngine m_engine;
};

#endif // GPGDESK_GPGWINDOW_H
