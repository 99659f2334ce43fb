// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_FILECHOOSER_H
#define GPGDESK_FILECHOOSER_H

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtQml/qqmlregistration.h>
#include <QtQuick/QQuickWindow>

#include <memory>

class QFileDialog;

/// The desktop's file dialog, or Qt's own where the desktop has none.
class FileChooser : public QObject
{
    Q_OBJECT
    QML_ELEMENT

public:
    enum Kind {
        OneFile,
        SeveralFiles,
        Folder,
        NewFile ///< need not be there; the desk itself asks whether to replace a file
    };
    Q_ENUM(Kind)

    explicit FileChooser(QObject *parent = nullptr);
    ~FileChooser() override;

    /// Shows the dialog over \a window and returns. It begins at \a path, which may be empty. While
    /// it is shown, another call only raises it.
    Q_INVOKABLE void open(Kind kind, const QString &title, const QString &path,
                          QQuickWindow *window);

Q_SIGNALS:
    /// At least one; they may be NativePath's. Nothing comes when the dialog is cancelled.
    void chosen(const QStringList &paths);

private:
    void begin(Kind kind, const QString &path);
    void takeChoice();

    std::unique_ptr<QFileDialog> m_dialog;
};

#endif // GPGDESK_FILECHOOSER_H
