// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_GPGHOME_H
#define GPGDESK_GPGHOME_H

#include "gpgrequest.h"

#include <offspring/processoutput.h>

#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>
#include <QtQml/qqmlregistration.h>

/// Which gpg is driven, and on which keyring.
class GpgHome : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString program MEMBER m_program)
    /// GNUPGHOME; empty: the user's own.
    Q_PROPERTY(QString folder MEMBER m_folder)
    /// Empty until find() has found it.
    Q_PROPERTY(QString version READ version NOTIFY foundOut)
    /// Why gpg cannot be used, and what helps; empty: it can.
    Q_PROPERTY(QString fault READ fault NOTIFY foundOut)
    Q_PROPERTY(QString wayOut READ wayOut NOTIFY foundOut)

public:
    explicit GpgHome(QObject *parent = nullptr);
    ~GpgHome() override;

    QString version() const { return m_version.toString(); }
    QString fault() const { return m_fault; }
    QString wayOut() const { return m_wayOut; }

    /// Asks gpg for its version; foundOut() follows.
    Q_INVOKABLE void find();

    GpgRequest request(GpgRequest::Operation operation) const;

Q_SIGNALS:
    void foundOut();

private:
    void conclude();
    void setFault(const QString &reason);

    QString m_program = QStringLiteral("gpg");
    QString m_folder;
    QVersionNumber m_version;
    QString m_fault;
    QString m_wayOut;
    QFutureWatcher<Offspring::ProcessOutput> m_watcher;
};

#endif // GPGDESK_GPGHOME_H
