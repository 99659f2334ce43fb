// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 1 of the walk, the environment: it is bytes, which QProcessEnvironment keeps but only hands
// out decoded.

#include "childenvironment.h"

#include "../os/environment.h"
#include "spawnjudge.h"

#include <QtCore/QMultiHash>

#include <algorithm>
#include <cerrno>

namespace Offspring {

namespace {

using Error = std::optional<SpawnError>;

/// Those entries of this program's environment that are not the same when they are decoded and
/// encoded again, or that have no valid name: recognised in a QProcessEnvironment, which has them
/// from systemEnvironment().
class OddEntries
{
public:
    explicit OddEntries(const QByteArrayList &own)
    {
        for (const QByteArray &entry : own) {
            if (isOdd(entry) && entry.contains('=')) // without one, QProcessEnvironment has it not
                m_entries.insert(decoded(entry), entry);
        }
    }

    /// Each of them once; null: there is none.
    QByteArray take(const QString &entry) { return m_entries.take(entry); }

private:
    static bool isOdd(const QByteArray &entry)
    {
        return entry.startsWith('=')
            || std::any_of(entry.begin(), entry.end(), [](char byte) { return uchar(byte) > 127; });
    }
    // As QProcessEnvironment decodes it: name and value each for itself.
    static QString decoded(const QByteArray &entry)
    {
        const qsizetype end = entry.indexOf('=');
        return QString::fromLocal8Bit(entry.left(end)) + u'='
            + QString::fromLocal8Bit(entry.mid(end + 1));
    }

    QMultiHash<QString, QByteArray> m_entries;
};

Error judgeEntry(const QString &name, const QString &value, QByteArray &entry)
{
    if (name.isEmpty() || name.indexOf(u'=', 1) > 0) {
        const QString detail = QStringLiteral("environment name '%1'").arg(name);
        return SpawnError{SpawnError::Stage::Arguments, EINVAL, detail};
    }
    return encode(name + u'=' + value, QStringLiteral("the environment"), entry);
}

// keys() decodes the names, and so loses a byte order mark at the beginning of one: two may be the
// same then, of which the first is the one without.
QString nameAt(qsizetype index, const QStringList &names, const QProcessEnvironment &env)
{
    const QString &name = names.at(index);
    const QString marked = QChar(QChar::ByteOrderMark) + name;
    const bool isMarked =
        env.contains(marked) && (names.count(name) == 1 || names.indexOf(name) != index);
    return isMarked ? marked : name;
}

Error judgeGiven(const QProcessEnvironment &env, QByteArrayList &result)
{
    if (env.isEmpty())
        return std::nullopt;
    OddEntries odd(Os::ownEnvironment());
    const QStringList names = env.keys();
    const QStringList entries = env.toStringList(); // in the same order
    for (qsizetype i = 0; i < names.size(); ++i) {
        QByteArray bytes = odd.take(entries.at(i));
        const QString value = entries.at(i).mid(names.at(i).size() + 1);
        const Error error =
            bytes.isNull() ? judgeEntry(nameAt(i, names, env), value, bytes) : std::nullopt;
        if (error)
            return error;
        result.append(bytes);
    }
    return std::nullopt;
}

Error judgeChange(const QString &name, const std::optional<QString> &value, QByteArrayList &result)
{
    QByteArray entry;
    if (const Error error = judgeEntry(name, value.value_or(QString()), entry))
        return error;
    const QByteArray beginning = name.toUtf8() + '=';
    result.removeIf([&](const QByteArray &each) { return each.startsWith(beginning); });
    if (value)
        result.append(entry);
    return std::nullopt;
}

} // namespace

std::optional<SpawnError> judgeEnvironment(const SpawnOptions &options, QByteArrayList &entries)
{
    if (options.env.inheritsFromParent())
        entries = Os::ownEnvironment();
    else if (const Error error = judgeGiven(options.env, entries))
        return error;
    const auto &changes = options.envChanges;
    for (auto it = changes.constBegin(); it != changes.constEnd(); ++it) {
        if (const Error error = judgeChange(it.key(), it.value(), entries))
            return error;
    }
    return std::nullopt;
}

QByteArrayList searchedDirectories(const QByteArrayList &entries)
{
    const QByteArray name = QByteArrayLiteral("PATH=");
    QByteArray path = QByteArrayLiteral("/bin:/usr/bin");
    const auto entry = std::find_if(entries.begin(), entries.end(),
                                    [&](const QByteArray &each) { return each.startsWith(name); });
    if (entry != entries.end())
        path = entry->mid(name.size());
    QByteArrayList directories = path.split(':');
    directories.removeIf([](const QByteArray &each) { return !each.startsWith('/'); });
    return directories;
}

} // namespace Offspring
