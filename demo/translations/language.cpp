// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "language.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLibraryInfo>

using namespace Qt::StringLiterals;

Language::Language(const QString &program, const QLocale &locale)
{
    // "C" is no language, and groups no digits.
    QLocale::setDefault(locale.language() == QLocale::C
                            ? QLocale(QLocale::English, QLocale::UnitedStates)
                            : locale);
    // The first language that the user likes and the program has. English is what it is written in:
    // who has English before another language does not want the other.
    const QStringList languages = locale.uiLanguages();
    for (const QString &language : languages) {
        if (QLocale(language).language() == QLocale::English
            || add(program, language, u":/translations"_s)) {
            add(u"controls"_s, language, u":/translations"_s);
            add(u"offspring"_s, language, u":/translations"_s);
            add(u"qtbase"_s, language, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
            return;
        }
    }
}

Language::~Language()
{
    for (const auto &translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
    QLocale::setDefault(m_before);
}

/// \a language is "de-AT": the file may be the one of "de".
bool Language::add(const QString &name, QString language, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(name + u'_' + language.replace(u'-', u'_'), folder)
        || !QCoreApplication::installTranslator(translator.get()))
        return false;
    m_translators.push_back(std::move(translator));
    return true;
}
