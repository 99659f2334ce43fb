// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "filechooser.h"

#include "filenames.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>

namespace {

/// The dialog has names as text only: one with other bytes would not come back unchanged.
bool isText(const QString &path)
{
    return path.isValidUtf16();
}

} // namespace

FileChooser::FileChooser(QObject *parent)
    : QObject(parent)
{ }

FileChooser::~FileChooser() = default;

void FileChooser::open(Kind kind, const QString &title, const QString &path, QQuickWindow *window)
{
    if (m_dialog && m_dialog->isVisible()) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_dialog = std::make_unique<QFileDialog>();
    m_dialog->setWindowTitle(title);
    begin(kind, path);
    connect(m_dialog.get(), &QDialog::accepted, this, &FileChooser::takeChoice);
    // Only a widget can be a widget's parent; the desktop's dialog asks this window for its.
    m_dialog->winId();
    m_dialog->windowHandle()->setTransientParent(window);
    m_dialog->open();
}

void FileChooser::begin(Kind kind, const QString &path)
{
    switch (kind) {
    case OneFile:
        m_dialog->setFileMode(QFileDialog::ExistingFile);
        break;
    case SeveralFiles:
        m_dialog->setFileMode(QFileDialog::ExistingFiles);
        break;
    case Folder:
        m_dialog->setFileMode(QFileDialog::Directory);
        m_dialog->setOption(QFileDialog::ShowDirsOnly);
        break;
    case NewFile:
        m_dialog->setFileMode(QFileDialog::AnyFile);
        m_dialog->setAcceptMode(QFileDialog::AcceptSave);
        m_dialog->setOption(QFileDialog::DontConfirmOverwrite);
        break;
    }
    if (path.isEmpty() || !isText(path))
        return;
    const QFileInfo place(path);
    m_dialog->setDirectory(place.absolutePath());
    if (kind == NewFile)
        m_dialog->selectFile(place.fileName());
}

void FileChooser::takeChoice()
{
    // As URLs: the desktop's dialog keeps in them the bytes that are no text.
    const QStringList paths = FileNames::paths(m_dialog->selectedUrls());
    if (!paths.isEmpty())
        Q_EMIT chosen(paths);
}
