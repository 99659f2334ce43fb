// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "scriptvalues.h"

#include "scripttype.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>
#include <QtCore/QVariant>
#include <QtQml/QJSValueIterator>

#include <cmath>
#include <limits>

namespace Offspring {

namespace {

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
    else if (isList(plain))
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

void judgeText(const QString &property, const QString &text, QStringList &mistakes)
{
    if (text.contains(QChar::Null))
        mistakes << QStringLiteral("%1 has a NUL character in it").arg(property);
    if (!text.isValidUtf16())
        mistakes << QStringLiteral("%1 has half a character in it").arg(property);
}

} // namespace Offspring
