// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_VIEWERWINDOW_H
#define VIEWER_VIEWERWINDOW_H

#include <QtCore/QString>
#include <QtQml/QQmlApplicationEngine>

class QQuickWindow;

/// The viewer's window with its engine, which deletes it.
class ViewerWindow
{
public:
    struct Beginning
    {
        QString command = {}; ///< started at once; empty: the window says what to do
        QString folder = {}; ///< its working directory; empty: ours
        bool dark = false;
        bool onTerminal = false; ///< as if chosen in the window, before the command starts
    };

    explicit ViewerWindow(const Beginning &beginning);

    /// Null when the QML could not be loaded; the log says why.
    QQuickWindow *window() const;

    /// Stops all commands without asking, and closes the window when they have ended, or after some
    /// seconds. A second call kills them at once.
    void stopAndQuit();

private:
    QQmlApplicationEngine m_engine;
};

#endif // VIEWER_VIEWERWINDOW_H
