// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Texts of the kernel's and names of ours; nothing is read or written here.

#include "controlgrouppath.h"

#include <QtCore/QByteArrayList>

namespace Offspring::Os {

namespace {

// proc(5): a space, a tab, a newline and a backslash are written as three octal digits.
QByteArray unescaped(const QByteArray &text)
{
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        bool isOctal = false;
        const int code = text[i] == '\\' ? text.mid(i + 1, 3).toInt(&isOctal, 8) : 0;
        result += isOctal ? char(code) : text[i];
        i += isOctal ? 3 : 0;
    }
    return result;
}

// Below the root that the file system shows; in a namespace of its own a process may be told of
// groups above it by "..", and those that no mount shows cannot be named. Empty: not shown.
std::optional<QByteArray> below(const QByteArray &root, const QByteArray &path)
{
    const QByteArray shown = root == "/" ? QByteArray() : root;
    if (path != root && !path.startsWith(shown + '/'))
        return std::nullopt;
    const QByteArray rest = path == root ? QByteArray() : path.mid(shown.size());
    if (rest == "/.." || rest.startsWith("/../"))
        return std::nullopt;
    return rest;
}

} // namespace

QByteArray controlGroupFolder(const QByteArray &mountInfo, const QByteArray &membership)
{
    std::optional<QByteArray> own; // in the one hierarchy without a number: version 2
    for (const QByteArray &line : membership.split('\n')) {
        if (line.startsWith("0::/"))
            own = line.mid(3);
    }
    if (!own)
        return {};
    constexpr int rootField = 3, mountPointField = 4;
    for (const QByteArray &line : mountInfo.split('\n')) {
        const qsizetype separator = line.indexOf(" - "); // optional fields are before it
        const QByteArrayList fields = line.left(separator).split(' ');
        if (separator < 0 || !line.mid(separator + 3).startsWith("cgroup2 ")
            || fields.size() <= mountPointField) {
            continue;
        }
        if (const auto rest = below(unescaped(fields[rootField]), *own))
            return unescaped(fields[mountPointField]) + *rest;
    }
    return {};
}

QByteArray GroupName::toBytes() const
{
    return "offspring-" + pidNamespace + '-' + QByteArray::number(pid) + '-' + startTime + '-'
        + QByteArray::number(number);
}

std::optional<GroupName> GroupName::fromBytes(const QByteArray &name)
{
    const QByteArrayList parts = name.split('-');
    if (parts.size() != 5)
        return std::nullopt;
    const GroupName result = {parts[1], parts[2].toInt(), parts[3], parts[4].toUInt()};
    return result.pid > 0 && result.toBytes() == name ? std::optional(result) : std::nullopt;
}

// "PID (NAME) STATE …": the name may hold anything, and the time is the 22nd field.
QByteArray startTimeOf(const QByteArray &stat)
{
    constexpr int fieldsAfterName = 19;
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return stat.contains(')') ? fields.value(fieldsAfterName) : QByteArray();
}

qint64 numberBehind(const QByteArray &key, const QByteArray &text)
{
    for (const QByteArray &line : text.split('\n')) {
        bool isNumber = false;
        const qint64 number =
            line.startsWith(key + ' ') ? line.mid(key.size() + 1).toLongLong(&isNumber) : 0;
        if (isNumber)
            return number;
    }
    return -1;
}

} // namespace Offspring::Os
