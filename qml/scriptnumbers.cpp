// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "scriptnumbers.h"

#include "scripttype.h"

#include <QtQml/QJSValueIterator>

#include <cmath>
#include <cstring>
#include <limits>

namespace Offspring {

namespace {

// "TERM" or "SIGTERM", as signal(7) calls it; 0: none is called so.
int signalNamed(QByteArray name, int last)
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

bool isWhole(double number)
{
    return std::isfinite(number) && std::floor(number) == number;
}

// One that a double has exactly; -1, which Infinity becomes, is no limit.
std::optional<qint64> readAmount(const QJSValue &value)
{
    constexpr double most = 1LL << std::numeric_limits<double>::digits;
    if (!value.isNumber())
        return std::nullopt;
    const double number = value.toNumber();
    if (std::isinf(number) && number > 0)
        return -1;
    if (!isWhole(number) || number < 0 || number > most)
        return std::nullopt;
    return qint64(number);
}

std::optional<ResourceLimit> readLimit(const QJSValue &value)
{
    const bool isPair = isPlainObject(value);
    const auto soft = readAmount(isPair ? value.property(QStringLiteral("soft")) : value);
    const auto hard = readAmount(isPair ? value.property(QStringLiteral("hard")) : value);
    if (!soft || !hard)
        return std::nullopt;
    return ResourceLimit{*soft, *hard};
}

} // namespace

std::optional<qint64> readInteger(const QString &property, const QVariant &value, qint64 least,
                                  qint64 most, QStringList &mistakes)
{
    const QVariant plain = withoutScript(value);
    if (!plain.isValid())
        return std::nullopt;
    const double number = isNumber(plain) ? plain.toDouble() : std::nan("");
    if (isWhole(number) && number >= double(least) && number <= double(most))
        return qint64(number);
    mistakes << QStringLiteral("%1: %2 is not a whole number from %3 to %4")
                    .arg(property, inWords(plain), QString::number(least), QString::number(most));
    return std::nullopt;
}

int readSignal(const QVariant &property, QStringList &mistakes)
{
    constexpr int last = 64;
    const QVariant plain = withoutScript(property);
    if (!plain.isValid())
        return 0;
    const double number = isNumber(plain) ? plain.toDouble() : -1;
    if (number >= 0 && number <= last && isWhole(number))
        return int(number);
    if (isText(plain)) {
        if (const int named = signalNamed(plain.toString().toUtf8().toUpper(), last))
            return named;
    }
    mistakes << QStringLiteral("parentDeathSignal: %1 is no signal, such as \"TERM\" or 15")
                    .arg(inWords(plain));
    return 0;
}

ResourceLimits readLimits(const QJSValue &property, QStringList &mistakes)
{
    ResourceLimits limits;
    if (!isPlainObject(property)) {
        mistakes << QStringLiteral("limits: %1 is no object of names and numbers, such as "
                                   "({nofile: 64, core: 0})")
                        .arg(inWords(property));
        return limits;
    }
    QJSValueIterator entry(property);
    while (entry.next()) {
        const std::optional<int> resource = ResourceLimit::resourceNamed(entry.name());
        const std::optional<ResourceLimit> limit = readLimit(entry.value());
        if (!resource)
            mistakes << QStringLiteral("limits: there is no resource \"%1\"").arg(entry.name());
        if (!limit) {
            mistakes << QStringLiteral(
                            "limits: %1 is %2, which is neither a whole number, Infinity "
                            "nor an object such as ({soft: 64, hard: 128})")
                            .arg(entry.name(), inWords(entry.value()));
        }
        if (resource && limit)
            limits.insert(*resource, *limit);
    }
    return limits;
}

void judgeSize(const QString &property, int size, QStringList &mistakes)
{
    constexpr int most = std::numeric_limits<unsigned short>::max();
    if (size < 0 || size > most)
        mistakes << QStringLiteral("%1: %2 is not 0 to %3").arg(property).arg(size).arg(most);
}

} // namespace Offspring
