// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_PREFERENCES_H
#define GPGDESK_PREFERENCES_H

#include <QtCore/QObject>
#include <QtCore/QSettings>
#include <QtCore/QString>
#include <QtQml/qqmlregistration.h>

/// The user's choices, which are kept for the next start.
class Preferences : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    /// Encrypts to a key of the user's own, too.
    Q_PROPERTY(bool encryptsToSelf READ encryptsToSelf WRITE setEncryptsToSelf NOTIFY changed)
    /// With which of one's own keys; its fingerprint. Empty: with the first.
    Q_PROPERTY(QString ownKey READ ownKey WRITE setOwnKey NOTIFY changed)

public:
    explicit Preferences(QObject *parent = nullptr);

    bool encryptsToSelf() const;
    void setEncryptsToSelf(bool isWanted);
    QString ownKey() const;
    void setOwnKey(const QString &fingerprint);

Q_SIGNALS:
    void changed();

private:
    QSettings m_settings;
};

#endif // GPGDESK_PREFERENCES_H
