// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "processwishes.h"

#include <QtCore/QVariant>
#include <QtQml/QJSValueIterator>

#include <cmath>
#include <limits>

namespace Offspring {

namespace {

// Judged by what the value is to C++: on its way here QML may have made an array a sequence of its
// own, which isArray() does not know. Qt 6.8 does it where Qt 6.4 did not.
bool isPlainObject(const QJSValue &value)
{
    return value.isObject() && value.toVariant().metaType() == QMetaType::fromType<QVariantMap>()
        && !value.isError() && !readBytes(value);
}

bool isList(const QJSValue &value)
{
    return value.isObject() && !value.isCallable() && !readBytes(value)
        && value.toVariant().canConvert<QVariantList>();
}

QString inWords(const QJSValue &value)
{
    if (value.isString())
        return u'"' + value.toString() + u'"';
    if (isList(value))
        return QStringLiteral("an array");
    return value.isObject() ? QStringLiteral("an object") : value.toString();
}

// "3" is a key, "03", "+3" and "-1" are not.
std::optional<int> readKey(const QString &key)
{
    bool isNumber = false;
    const int number = key.toInt(&isNumber);
    if (!isNumber || number < 0 || QString::number(number) != key)
        return std::nullopt;
    return number;
}

std::optional<ChildFD> readWord(const QString &word)
{
    if (word == u"r")
        return ChildFD('r');
    if (word == u"w")
        return ChildFD('w');
    if (word == u"socket")
        return ChildFD::socket();
    if (word == u"terminal")
        return ChildFD::terminal();
    if (word == u"null")
        return ChildFD::null();
    if (word == u"closed")
        return ChildFD::closed();
    return std::nullopt;
}

std::optional<ChildFD> readChildFD(const QJSValue &wish)
{
    if (wish.isString())
        return readWord(wish.toString());
    if (!wish.isNumber())
        return std::nullopt;
    const double number = wish.toNumber();
    if (!(number >= 0) || number > std::numeric_limits<int>::max() || std::floor(number) != number)
        return std::nullopt;
    return ChildFD(int(number));
}

QString judgeEntry(const QString &key, const QJSValue &wish, ChildFDs &childFDs)
{
    const std::optional<int> number = readKey(key);
    if (!number)
        return QStringLiteral("childFDs: the key \"%1\" is no descriptor number").arg(key);
    const std::optional<ChildFD> childFD = readChildFD(wish);
    if (!childFD) {
        return QStringLiteral("childFDs: %1 is %2, which is neither \"r\", \"w\", \"socket\", "
                              "\"terminal\", \"null\", \"closed\" nor a descriptor number")
            .arg(key, inWords(wish));
    }
    childFDs.insert(*number, *childFD);
    return {};
}

} // namespace

ChildFDs readChildFDs(const QJSValue &wish, QString &mistake)
{
    ChildFDs childFDs;
    if (!isPlainObject(wish)) {
        mistake = QStringLiteral("childFDs: %1 is no object such as ({0: \"w\", 1: \"r\"})")
                      .arg(inWords(wish));
        return childFDs;
    }
    QJSValueIterator entry(wish);
    while (entry.next()) {
        const QString wrong = judgeEntry(entry.name(), entry.value(), childFDs);
        if (!wrong.isEmpty())
            mistake = wrong;
    }
    // An object that names nothing is taken at its word. To the library an empty map is the
    // default.
    if (childFDs.isEmpty())
        childFDs.insert(0, ChildFD::closed());
    return childFDs;
}

EnvironmentChanges readEnvironment(const QJSValue &wish, QString &mistake)
{
    EnvironmentChanges changes;
    if (!isPlainObject(wish)) {
        mistake =
            QStringLiteral("environment: %1 is no object of names and strings").arg(inWords(wish));
        return changes;
    }
    QJSValueIterator entry(wish);
    while (entry.next()) {
        const QJSValue value = entry.value();
        if (value.isNull())
            changes.insert(entry.name(), std::nullopt);
        else if (value.isString() || value.isNumber())
            changes.insert(entry.name(), value.toString());
        else
            mistake = QStringLiteral("environment: %1 is %2").arg(entry.name(), inWords(value));
    }
    return changes;
}

std::optional<QByteArray> readBytes(const QJSValue &data)
{
    if (data.isString())
        return data.toString().toUtf8();
    if (!data.isObject())
        return std::nullopt;
    const QVariant bytes = data.toVariant();
    if (bytes.metaType() == QMetaType::fromType<QByteArray>())
        return bytes.toByteArray();
    // Uint8Array and its like
    const QVariant buffer = data.property(QStringLiteral("buffer")).toVariant();
    if (buffer.metaType() != QMetaType::fromType<QByteArray>())
        return std::nullopt;
    return buffer.toByteArray().mid(data.property(QStringLiteral("byteOffset")).toInt(),
                                    data.property(QStringLiteral("byteLength")).toInt());
}

} // namespace Offspring
