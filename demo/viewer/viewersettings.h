// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_VIEWERSETTINGS_H
#define VIEWER_VIEWERSETTINGS_H

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtQml/qqmlregistration.h>

/// The user's choices, kept in offspring-viewer/settings.ini in the folder for configurations.
class ViewerSettings : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    /// How many lines of output a new tab keeps: 1,000 to 1,000,000.
    Q_PROPERTY(int keptLines READ keptLines WRITE setKeptLines NOTIFY changed)
    /// Of the output, in pixels: 8 to 40.
    Q_PROPERTY(int textSize READ textSize WRITE setTextSize NOTIFY changed)
    /// A program with its arguments, among them {file}, {line} and {column}; empty: the desktop
    /// opens files.
    Q_PROPERTY(QString editorCommand READ editorCommand WRITE setEditorCommand NOTIFY changed)

public:
    using QObject::QObject;

    static int keptLines();
    void setKeptLines(int lines);
    static int textSize();
    void setTextSize(int size);
    static QString editorCommand();
    void setEditorCommand(const QString &command);

Q_SIGNALS:
    void changed();
};

#endif // VIEWER_VIEWERSETTINGS_H
