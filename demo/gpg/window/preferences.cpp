// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "preferences.h"

using namespace Qt::StringLiterals;

Preferences::Preferences(QObject *parent)
    : QObject(parent)
    , m_settings(QSettings::IniFormat, QSettings::UserScope, u"offspring"_s, u"gpgdesk"_s)
{ }

bool Preferences::encryptsToSelf() const
{
    return m_settings.value("encryptsToSelf", true).toBool();
}

void Preferences::setEncryptsToSelf(bool isWanted)
{
    if (isWanted == encryptsToSelf())
        return;
    m_settings.setValue("encryptsToSelf", isWanted);
    Q_EMIT changed();
}

QString Preferences::ownKey() const
{
    return m_settings.value("ownKey").toString();
}

void Preferences::setOwnKey(const QString &fingerprint)
{
    if (fingerprint == ownKey())
        return;
    m_settings.setValue("ownKey", fingerprint);
    Q_EMIT changed();
}
