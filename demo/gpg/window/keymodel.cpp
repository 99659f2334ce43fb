// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "keymodel.h"

#include "gpgprotocol.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace {

using Operation = GpgRequest::Operation;

Tone::Value toneOf(const GpgKey &key)
{
    if (!key.isUsable() || key.validity == GpgKey::Validity::Never)
        return Tone::Red;
    switch (key.validity) {
    case GpgKey::Validity::Full:
    case GpgKey::Validity::Ultimate:
        return Tone::Green;
    default:
        return Tone::Yellow;
    }
}

QString detailsOf(const GpgKey &key)
{
    const auto day = [](const QDateTime &time) { return time.date().toString(Qt::ISODate); };
    return u"%1, made on %2, %3"_s.arg(key.algorithm, day(key.created),
                                       key.expires.isValid() ? u"expires on "_s + day(key.expires)
                                                             : u"never expires"_s);
}

} // namespace

QString KeyModel::chosenNames() const
{
    QStringList result;
    for (const QString &fingerprint : m_chosen)
        result << nameOf(fingerprint);
    return result.join(u", "_s);
}

QStringList KeyModel::signers() const
{
    QStringList result;
    for (const GpgKey &key : m_keys) {
        if (key.isSigner())
            result << key.fingerprint;
    }
    return result;
}

QStringList KeyModel::signerNames() const
{
    QStringList result;
    const QStringList fingerprints = signers();
    for (const QString &fingerprint : fingerprints)
        result << nameOf(fingerprint);
    return result;
}

QString KeyModel::nameOf(const QString &fingerprint) const
{
    const int row = m_rows.value(fingerprint, -1);
    const QString name = row < 0 ? QString() : printable(m_keys.at(row).name());
    return name.isEmpty() ? fingerprint : name;
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
        return key.name().isEmpty() ? u"(no name)"_s : printable(key.name());
    case FurtherNamesRole:
        return printable(key.userIds.mid(1).join(u", "_s));
    case StateRole:
        return key.state();
    case ToneRole:
        return toneOf(key);
    case DetailsRole:
        return detailsOf(key);
    case IsOwnRole:
        return key.hasSecret();
    case IsUsableRole:
        return key.isUsable();
    case CanEncryptRole:
        return key.canEncrypt;
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
            {CanEncryptRole, "canEncrypt"},
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

void KeyModel::run(GpgRequest request)
{
    m_gpg = new GpgProtocol(request, this);
    connect(m_gpg, &GpgProtocol::keysListed, this, &KeyModel::take);
    connect(m_gpg, &GpgProtocol::finished, this, &KeyModel::finish);
    if (m_log)
        connect(m_gpg, &GpgProtocol::logReceived, m_log, &LogModel::add);
    m_gpg->start();
    Q_EMIT loadingChanged();
}

/// Which of them are one's own, only the second listing knows.
void KeyModel::take(const QList<GpgKey> &keys)
{
    const bool knowsOwn = m_gpg->request().secretKeys;
    const QStringList signersBefore = signers();
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
    if (signers() != signersBefore)
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
    const QStringList signersBefore = signers();
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
    if (signers() != signersBefore)
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
