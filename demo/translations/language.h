// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LANGUAGE_H
#define LANGUAGE_H

#include <QtCore/QLocale>
#include <QtCore/QTranslator>

#include <memory>
#include <vector>

/// A program's words in the user's language, as long as it lives: those of the program itself, of
/// the library, and of Qt where Qt's own translations are installed. Numbers are written as in that
/// language, too. English, when there is no translation.
class Language
{
public:
    /// \a program is how its files begin: "viewer", "gpgdesk". Needs the application object.
    explicit Language(const QString &program, const QLocale &locale = QLocale::system());
    ~Language();
    Q_DISABLE_COPY_MOVE(Language)

private:
    bool add(const QString &name, QString language, const QString &folder);

    std::vector<std::unique_ptr<QTranslator>> m_translators;
    QLocale m_before;
};

#endif
