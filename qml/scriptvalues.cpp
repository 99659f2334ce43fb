// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "scriptvalues.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>
#include <QtCore/QVariant>
#include <QtQml/QJSValueIterator>

#include <cmath>
#include <cstddef>
#include <cstring>
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

// As it is to C++.
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

bool isListOfQt(const QVariant &value)
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
    return isListOfQt(value) ? QStringLiteral("an array") : QStringLiteral("an object");
}

// Of one on this machine. The host that QUrl lets stand before the path would make it another.
QString pathOf(QUrl url)
{
    url.setHost({});
    return url.toLocalFile();
}

std::optional<QString> readArgument(const QVariant &value)
{
    if (isText(value))
        return value.toString();
    if (isNumber(value))
        return QJSValue(value.toDouble()).toString(); // as JavaScript writes it
    if (value.metaType() != QMetaType::fromType<QUrl>())
        return std::nullopt;
    const QUrl url = value.toUrl();
    return url.isLocalFile() && url.host().isEmpty() ? pathOf(url)
                                                     : url.toString(QUrl::FullyEncoded);
}

// What no system call takes.
void judgeText(const QString &where, const QString &text, QStringList &mistakes)
{
    if (text.contains(QChar::Null))
        mistakes << QStringLiteral("%1 has a NUL character in it").arg(where);
    if (!text.isValidUtf16())
        mistakes << QStringLiteral("%1 has half a character in it").arg(where);
}

void judgeVariableName(const QString &name, QStringList &mistakes)
{
    if (name.isEmpty() || name.indexOf(u'=', 1) > 0)
        mistakes << QStringLiteral("environment: \"%1\" is no name of a variable").arg(name);
    judgeText(QStringLiteral("environment: the name \"%1\"").arg(name), name, mistakes);
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

std::optional<ChildFD> readChildFD(const QJSValue &value)
{
    if (value.isString())
        return readWord(value.toString());
    if (!value.isNumber())
        return std::nullopt;
    const double number = value.toNumber();
    if (!(number >= 0) || number > std::numeric_limits<int>::max() || std::floor(number) != number)
        return std::nullopt;
    return ChildFD(int(number));
}

QString judgeEntry(const QString &key, const QJSValue &value, ChildFDs &childFDs)
{
    const std::optional<int> number = readKey(key);
    if (!number)
        return QStringLiteral("childFDs: the key \"%1\" is no descriptor number").arg(key);
    const std::optional<ChildFD> childFD = readChildFD(value);
    if (!childFD) {
        return QStringLiteral("childFDs: %1 is %2, which is neither \"r\", \"w\", \"socket\", "
                              "\"terminal\", \"null\", \"closed\" nor a descriptor number")
            .arg(key, inWords(value));
    }
    childFDs.insert(*number, *childFD);
    return {};
}

} // namespace

ChildFDs readChildFDs(const QJSValue &property, QStringList &mistakes)
{
    ChildFDs childFDs;
    if (!isPlainObject(property)) {
        mistakes << QStringLiteral("childFDs: %1 is no object such as ({0: \"w\", 1: \"r\"})")
                        .arg(inWords(property));
        return childFDs;
    }
    QJSValueIterator entry(property);
    while (entry.next()) {
        const QString wrong = judgeEntry(entry.name(), entry.value(), childFDs);
        if (!wrong.isEmpty())
            mistakes << wrong;
    }
    // An object that names nothing gives the child no descriptor. To the library an empty map means
    // the default.
    if (childFDs.isEmpty())
        childFDs.insert(0, ChildFD::closed());
    return childFDs;
}

EnvironmentChanges readEnvironment(const QJSValue &property, QStringList &mistakes)
{
    EnvironmentChanges changes;
    if (!isPlainObject(property)) {
        mistakes << QStringLiteral("environment: %1 is no object of names and strings, such as "
                                   "({LANG: \"C\", DISPLAY: null})")
                        .arg(inWords(property));
        return changes;
    }
    QJSValueIterator entry(property);
    while (entry.next()) {
        judgeVariableName(entry.name(), mistakes);
        const QJSValue value = entry.value();
        if (value.isNull()) {
            changes.insert(entry.name(), std::nullopt);
        } else if (value.isString() || value.isNumber()) {
            judgeText(QStringLiteral("environment: %1").arg(entry.name()), value.toString(),
                      mistakes);
            changes.insert(entry.name(), value.toString());
        } else {
            mistakes << QStringLiteral("environment: %1 is %2, which is neither a string nor a "
                                       "number, nor null, which removes it")
                            .arg(entry.name(), inWords(value));
        }
    }
    return changes;
}

QStringList readArguments(const QVariant &property, QStringList &mistakes)
{
    const QVariant plain = withoutScript(property);
    QVariantList given;
    if (isText(plain))
        given << plain;
    else if (isListOfQt(plain))
        given = plain.toList();
    else
        mistakes << QStringLiteral("args: %1 is no array of strings").arg(inWords(plain));
    QStringList args;
    for (qsizetype i = 0; i < given.size(); ++i) {
        const std::optional<QString> argument = readArgument(given.at(i));
        if (!argument) {
            mistakes << QStringLiteral("args: %1 is %2, which is neither a string, a number nor "
                                       "a url")
                            .arg(QString::number(i), inWords(given.at(i)));
        }
        args << argument.value_or(QString());
        judgeText(QStringLiteral("args: %1").arg(i), args.last(), mistakes);
    }
    return args;
}

QString readPath(const QString &property, const QString &text, QStringList &mistakes)
{
    static const QRegularExpression scheme(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*:/|qrc:)"));
    QString path = text;
    if (text.startsWith(u"file:", Qt::CaseInsensitive) || scheme.match(text).hasMatch()) {
        const QUrl url(text);
        const bool isHere = url.host().isEmpty() || url.host() == u"localhost";
        if (!url.isValid() || !url.isLocalFile() || !isHere || url.path().isEmpty())
            mistakes << QStringLiteral("%1: %2 is not a file of this machine").arg(property, text);
        else
            path = pathOf(url);
    }
    judgeText(property, path, mistakes);
    return path;
}

// "TERM" or "SIGTERM", as signal(7) calls it; 0: none is called so.
static int signalNamed(QByteArray name, int last)
{
    if (name.startsWith("SIG"))
        name.remove(0, 3);
    for (int number = 1; number <= last; ++number) {
        const char *const abbreviation = sigabbrev_np(number);
        if (abbreviation && name == abbreviation)
            return number;
    }
    return 0;
}

int readSignal(const QVariant &property, QStringList &mistakes)
{
    constexpr int last = 64;
    const QVariant plain = withoutScript(property);
    if (!plain.isValid())
        return 0;
    const double number = isNumber(plain) ? plain.toDouble() : -1;
    if (number >= 0 && number <= last && std::floor(number) == number)
        return int(number);
    if (isText(plain)) {
        if (const int named = signalNamed(plain.toString().toUtf8().toUpper(), last))
            return named;
    }
    mistakes << QStringLiteral("parentDeathSignal: %1 is no signal, such as \"TERM\" or 15")
                    .arg(inWords(plain));
    return 0;
}

void judgeSize(const QString &property, int size, QStringList &mistakes)
{
    constexpr int most = std::numeric_limits<unsigned short>::max();
    if (size < 0 || size > most)
        mistakes << QStringLiteral("%1: %2 is not 0 to %3").arg(property).arg(size).arg(most);
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
