// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_KEYMODEL_H
#define GPGDESK_KEYMODEL_H

#include "gpghome.h"
#include "gpgkey.h"
#include "gpgresult.h"
#include "logmodel.h"
#include "tone.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QHash>
#include <QtCore/QSet>

class GpgProtocol;

/// The keyring. It lists all keys first, and then asks gpg which of them have secret parts, which
/// takes longer.
class KeyModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(GpgHome *home MEMBER m_home)
    Q_PROPERTY(LogModel *log MEMBER m_log)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(bool loading READ isLoading NOTIFY loadingChanged)
    /// It was listed at least once. The first gpg creates a new keyring, and no other one should
    /// run meanwhile.
    Q_PROPERTY(bool listed READ isListed NOTIFY loadingChanged)
    /// Why they cannot be listed, and what helps; empty: they can.
    Q_PROPERTY(QString fault READ fault NOTIFY loadingChanged)
    Q_PROPERTY(QString wayOut READ wayOut NOTIFY loadingChanged)
    /// Further remarks.
    Q_PROPERTY(QString note READ note NOTIFY loadingChanged)
    /// The fingerprints of those that are ticked.
    Q_PROPERTY(QStringList chosen READ chosen NOTIFY chosenChanged)
    Q_PROPERTY(QString chosenNames READ chosenNames NOTIFY chosenChanged)
    /// Those that can sign, in two lists.
    Q_PROPERTY(QStringList signers READ signers NOTIFY signersChanged)
    Q_PROPERTY(QStringList signerNames READ signerNames NOTIFY signersChanged)
    /// Why one cannot sign with any key of one's own; empty: one can, or has none.
    Q_PROPERTY(QString signerFault READ signerFault NOTIFY signersChanged)
    /// One's own, to which one can encrypt what one sends to others.
    Q_PROPERTY(QStringList ownRecipients READ ownRecipients NOTIFY signersChanged)
    Q_PROPERTY(QStringList ownRecipientNames READ ownRecipientNames NOTIFY signersChanged)
    /// Those with which one can certify others.
    Q_PROPERTY(QStringList certifiers READ certifiers NOTIFY signersChanged)
    Q_PROPERTY(QStringList certifierNames READ certifierNames NOTIFY signersChanged)

public:
    enum Role {
        FingerprintRole = Qt::UserRole,
        SpacedFingerprintRole,
        NameRole,
        FurtherNamesRole,
        StateRole,
        ToneRole,
        DetailsRole,
        IsOwnRole,
        IsUsableRole,
        IsRecipientRole,
        FaultRole, ///< why nothing can be encrypted to it
        IsChosenRole
    };

    using QAbstractListModel::QAbstractListModel;

    int count() const { return int(m_keys.size()); }
    bool isLoading() const { return m_gpg != nullptr; }
    bool isListed() const { return m_isListed; }
    QString fault() const { return m_fault; }
    QString wayOut() const { return m_wayOut; }
    QString note() const { return m_notes.join(u'\n'); }
    QStringList chosen() const { return m_chosen; }
    QString chosenNames() const;
    QStringList signers() const;
    QStringList signerNames() const { return namesOf(signers()); }
    QString signerFault() const;
    QStringList ownRecipients() const;
    QStringList ownRecipientNames() const { return namesOf(ownRecipients()); }
    QStringList certifiers() const;
    QStringList certifierNames() const { return namesOf(certifiers()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    const GpgKey &key(int row) const { return m_keys.at(row); }

    Q_INVOKABLE void refresh();
    /// Refreshes after an import, which may change the certified keys.
    Q_INVOKABLE void checkTrust();
    Q_INVOKABLE void choose(const QString &fingerprint, bool isChosen);
    Q_INVOKABLE void chooseNone();
    Q_INVOKABLE QString nameOf(const QString &fingerprint) const;
    /// All that is known of a key, to be shown: name, userIds, fingerprint, state, trust, tone,
    /// created, expires, isOwn, hasPrimarySecret, fault, and of each of subkeys: algorithm,
    /// purpose, created, expires, state, secret, fingerprint.
    Q_INVOKABLE QVariantMap details(const QString &fingerprint) const;

Q_SIGNALS:
    void countChanged();
    void loadingChanged();
    void chosenChanged();
    void signersChanged();

private:
    template <typename Condition>
    QStringList keysThat(Condition condition) const;
    QStringList namesOf(const QStringList &fingerprints) const;
    QList<QStringList> ownOnes() const
    {
        return {signers(), ownRecipients(), certifiers(), {signerFault()}};
    }
    void run(const GpgRequest &request);
    void take(const QList<GpgKey> &keys);
    void finish(const GpgResult &result);
    void removeMissing();
    void setFault(const GpgResult &result);

    GpgHome *m_home = nullptr;
    LogModel *m_log = nullptr;
    GpgProtocol *m_gpg = nullptr;
    bool m_isListed = false;
    bool m_isAskedAgain = false; // while gpg ran
    bool m_checksTrustAgain = false;
    QList<GpgKey> m_keys;
    QHash<QString, int> m_rows; // of the fingerprints
    QSet<QString> m_seen; // in this listing
    QStringList m_chosen;
    QString m_fault;
    QString m_wayOut;
    QStringList m_notes;
};

#endif // GPGDESK_KEYMODEL_H
