// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "scripttype.h"

#include <QtCore/QUrl>

#include <cstddef>

namespace Offspring {

static bool isSequence(const QJSValue &value)
{
    return value.isObject() && !value.isCallable() && !readBytes(value)
        && value.toVariant().canConvert<QVariantList>();
}

// Judged by what the value is to C++: on its way here QML may have made an array a sequence of its
// own, which QJSValue::isArray() does not know. Qt 6.8 does it where Qt 6.4 did not.
bool isPlainObject(const QJSValue &value)
{
    return value.isObject() && value.toVariant().metaType() == QMetaType::fromType<QVariantMap>()
        && !value.isError() && !readBytes(value);
}

QString inWords(const QJSValue &value)
{
    if (value.isString())
        return u'"' + value.toString() + u'"';
    if (isSequence(value))
        return QStringLiteral("an array");
    return value.isObject() ? QStringLiteral("an object") : value.toString();
}

QVariant withoutScript(const QVariant &value)
{
    return value.metaType() == QMetaType::fromType<QJSValue>() ? value.value<QJSValue>().toVariant()
                                                               : value;
}

bool isText(const QVariant &value)
{
    return value.metaType() == QMetaType::fromType<QString>();
}

bool isNumber(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Float:
    case QMetaType::Double:
        return true;
    default:
        return false;
    }
}

bool isList(const QVariant &value)
{
    return !isText(value) && value.metaType() != QMetaType::fromType<QByteArray>()
        && value.canConvert<QVariantList>();
}

QString inWords(const QVariant &value)
{
    if (!value.isValid())
        return QStringLiteral("undefined");
    if (value.metaType() == QMetaType::fromType<std::nullptr_t>())
        return QStringLiteral("null");
    if (value.metaType() == QMetaType::fromType<bool>())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (isText(value))
        return u'"' + value.toString() + u'"';
    if (isNumber(value))
        return QJSValue(value.toDouble()).toString();
    if (value.metaType() == QMetaType::fromType<QUrl>())
        return value.toUrl().toString();
    return isList(value) ? QStringLiteral("an array") : QStringLiteral("an object");
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
