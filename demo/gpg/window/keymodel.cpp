// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "keymodel.h"

#include "gpgprotocol.h"
#include "shownkey.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;

} // namespace

QString KeyModel::chosenNames() const
{
    return namesOf(m_chosen).join(u", "_s);
}

template <typename Condition>
QStringList KeyModel::keysThat(Condition condition) const
{
    QStringList result;
    for (const GpgKey &key : m_keys) {
        if (condition(key))
            result << key.fingerprint;
    }
    return result;
}

QStringList KeyModel::signers() const
{
    return keysThat([](const GpgKey &key) { return key.isSigner(); });
}

QString KeyModel::signerFault() const
{
    const QStringList own = keysThat([](const GpgKey &key) { return key.hasSecret(); });
    if (own.isEmpty() || !signers().isEmpty())
        return {};
    return printable(m_keys.at(m_rows.value(own.first())).signerFault().sentence);
}

QStringList KeyModel::ownRecipients() const
{
    return keysThat([](const GpgKey &key) { return key.hasSecret() && key.isRecipient(); });
}

QStringList KeyModel::certifiers() const
{
    return keysThat([](const GpgKey &key) { return key.hasPrimarySecret() && key.isUsable(); });
}

/// Keys of the same name are distinguished by the ends of their fingerprints.
QStringList KeyModel::namesOf(const QStringList &fingerprints) const
{
    QStringList names;
    for (const QString &fingerprint : fingerprints)
        names << nameOf(fingerprint);
    QStringList result = names;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (names.count(names.at(i)) > 1)
            result[i] += u" (%1)"_s.arg(spacedFingerprint(fingerprints.at(i).right(8)));
    }
    return result;
}

QString KeyModel::nameOf(const QString &fingerprint) const
{
    const int row = m_rows.value(fingerprint, -1);
    const QString name = row < 0 ? QString() : printable(m_keys.at(row).name());
    return !name.isEmpty() ? name : row < 0 ? fingerprint : m_keys.at(row).owner();
}

QVariantMap KeyModel::details(const QString &fingerprint) const
{
    const int row = m_rows.value(fingerprint, -1);
    return row < 0 ? QVariantMap() : ShownKey::details(m_keys.at(row));
}

int KeyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant KeyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const GpgKey &key = m_keys.at(index.row());
    switch (role) {
    case FingerprintRole:
        return key.fingerprint;
    case SpacedFingerprintRole:
        return ::spacedFingerprint(key.fingerprint);
    case NameRole:
        return printable(key.owner());
    case FurtherNamesRole:
        return ShownKey::furtherNames(key);
    case StateRole:
        return key.state();
    case ToneRole:
        return ShownKey::tone(key);
    case DetailsRole:
        return ShownKey::summary(key);
    case IsOwnRole:
        return key.hasSecret();
    case IsUsableRole:
        return key.isUsable();
    case IsRecipientRole:
        return key.isRecipient();
    case FaultRole:
        return printable(key.recipientFault().sentence);
    case IsChosenRole:
        return m_chosen.contains(key.fingerprint);
    default:
        return {};
    }
}

QHash<int, QByteArray> KeyModel::roleNames() const
{
    return {{FingerprintRole, "fingerprint"},
            {SpacedFingerprintRole, "spacedFingerprint"},
            {NameRole, "name"},
            {FurtherNamesRole, "furtherNames"},
            {StateRole, "validity"},
            {ToneRole, "tone"},
            {DetailsRole, "details"},
            {IsOwnRole, "isOwn"},
            {IsUsableRole, "isUsable"},
            {IsRecipientRole, "isRecipient"},
            {FaultRole, "fault"},
            {IsChosenRole, "isChosen"}};
}

void KeyModel::refresh()
{
    if (m_gpg) {
        m_isAskedAgain = true;
        return;
    }
    m_seen.clear();
    run(m_home->request(Operation::ListKeys));
}

void KeyModel::checkTrust()
{
    if (m_gpg)
        m_checksTrustAgain = true;
    else
        run(m_home->request(Operation::CheckTrust));
}

void KeyModel::run(const GpgRequest &request)
{
    m_gpg = new GpgProtocol(request, this);
    connect(m_gpg, &GpgProtocol::keysListed, this, &KeyModel::take);
    connect(m_gpg, &GpgProtocol::finished, this, &KeyModel::finish);
    if (m_log)
        connect(m_gpg, &GpgProtocol::logReceived, m_log, &LogModel::add);
    m_gpg->start();
    Q_EMIT loadingChanged();
}

/// Only the second listing has the secret parts.
void KeyModel::take(const QList<GpgKey> &keys)
{
    const bool knowsOwn = m_gpg->request().secretKeys;
    const QList<QStringList> ownBefore = ownOnes();
    QList<GpgKey> fresh;
    for (GpgKey key : keys) {
        m_seen.insert(key.fingerprint);
        const int row = m_rows.value(key.fingerprint, -1);
        if (row < 0) {
            m_rows.insert(key.fingerprint, count() + int(fresh.size()));
            fresh << key;
            continue;
        }
        if (row >= count())
            continue; // twice in one batch
        if (!knowsOwn)
            key.takeSecretsFrom(m_keys.at(row));
        if (key != std::exchange(m_keys[row], key))
            Q_EMIT dataChanged(index(row), index(row));
    }
    if (!fresh.isEmpty()) {
        beginInsertRows({}, count(), count() + int(fresh.size()) - 1);
        m_keys += fresh;
        endInsertRows();
        Q_EMIT countChanged();
    }
    if (ownOnes() != ownBefore)
        Q_EMIT signersChanged();
}

void KeyModel::finish(const GpgResult &result)
{
    GpgRequest request = m_gpg->request();
    std::exchange(m_gpg, nullptr)->deleteLater();
    setFault(result);
    m_isListed = m_isListed || request.operation == Operation::ListKeys;
    if (request.operation == Operation::ListKeys && result.isDone())
        removeMissing();
    if (std::exchange(m_checksTrustAgain, false)) {
        checkTrust();
    } else if (request.operation == Operation::CheckTrust) {
        m_isAskedAgain = false;
        refresh();
    } else if (std::exchange(m_isAskedAgain, false)) {
        refresh();
    } else if (!request.secretKeys && result.isDone()) {
        request.secretKeys = true;
        run(request);
    }
    Q_EMIT loadingChanged();
}

void KeyModel::removeMissing()
{
    const QList<QStringList> ownBefore = ownOnes();
    const QStringList chosenBefore = m_chosen;
    for (int row = count() - 1; row >= 0; --row) {
        const QString fingerprint = m_keys.at(row).fingerprint;
        if (m_seen.contains(fingerprint))
            continue;
        beginRemoveRows({}, row, row);
        m_keys.removeAt(row);
        m_chosen.removeAll(fingerprint);
        endRemoveRows();
    }
    m_rows.clear();
    for (int row = 0; row < count(); ++row)
        m_rows.insert(m_keys.at(row).fingerprint, row);
    Q_EMIT countChanged();
    if (m_chosen != chosenBefore)
        Q_EMIT chosenChanged();
    if (ownOnes() != ownBefore)
        Q_EMIT signersChanged();
}

void KeyModel::setFault(const GpgResult &result)
{
    const bool isFine = result.isDone();
    m_fault = isFine ? QString() : result.toString();
    m_wayOut = isFine ? QString() : result.wayOut();
    m_notes = result.notes;
}

void KeyModel::choose(const QString &fingerprint, bool isChosen)
{
    const int row = m_rows.value(fingerprint, -1);
    if (row < 0 || m_chosen.contains(fingerprint) == isChosen)
        return;
    if (isChosen && !m_keys.at(row).isRecipient()) // the row says why
        return;
    if (isChosen)
        m_chosen << fingerprint;
    else
        m_chosen.removeAll(fingerprint);
    Q_EMIT dataChanged(index(row), index(row), {IsChosenRole});
    Q_EMIT chosenChanged();
}

void KeyModel::chooseNone()
{
    if (m_chosen.isEmpty())
        return;
    m_chosen.clear();
    Q_EMIT dataChanged(index(0), index(count() - 1), {IsChosenRole});
    Q_EMIT chosenChanged();
}
