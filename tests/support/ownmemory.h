// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OWNMEMORY_H
#define OWNMEMORY_H

#include <QtCore/QByteArray>
#include <QtCore/QFile>
#include <QtCore/QStringView>

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>
#include <vector>

/// A word that is searched for in the memory of this program, and is itself nowhere in it.
class HiddenWord
{
public:
    /// Made up anew each time, so that no earlier test can have left it behind.
    HiddenWord()
        : m_masked(24, Qt::Uninitialized)
    {
        static unsigned char serial = 0;
        ++serial;
        for (qsizetype i = 0; i < m_masked.size(); ++i)
            m_masked[i] = mask('a' + char((7 * i + 11 * serial + i * i * serial) % 26));
    }

    qsizetype size() const { return m_masked.size(); }
    char at(qsizetype i) const { return mask(m_masked.at(i)); }

    /// Hands each character to \a take, a function of a QStringView.
    template <typename Take>
    void spell(Take take) const
    {
        for (qsizetype i = 0; i < size(); ++i) {
            const QChar c = QLatin1Char(at(i));
            take(QStringView(&c, 1));
        }
    }

    /// How often it is in what this program can write to: as bytes of \a width each.
    int occurrences(qsizetype width) const
    {
        // Not on the heap: what is read goes here, and this is not searched.
        constexpr std::size_t bufferSize = 1 << 20;
        void *const buffer =
            mmap(nullptr, bufferSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
        int result = 0;
        for (auto [begin, end] : writableRegions()) {
            const auto from = quintptr(buffer);
            if (begin < from + bufferSize && end > from) {
                // The kernel may have joined it with a neighbour.
                if (begin < from)
                    result += countIn(memory, begin, from, buffer, bufferSize, width);
                begin = from + bufferSize;
            }
            if (begin < end)
                result += countIn(memory, begin, end, buffer, bufferSize, width);
        }
        close(memory);
        munmap(buffer, bufferSize);
        return result;
    }
    /// In UTF-8 and in UTF-16.
    int occurrences() const { return occurrences(1) + occurrences(2); }

private:
    static char mask(char c) { return char(c ^ 0x5a); }

    static std::vector<std::pair<quintptr, quintptr>> writableRegions()
    {
        constexpr quintptr shadows = 1ULL << 30; // a sanitizer's: larger than all that we have
        std::vector<std::pair<quintptr, quintptr>> result;
        QFile maps(QStringLiteral("/proc/self/maps"));
        if (!maps.open(QIODevice::ReadOnly))
            return result;
        const QList<QByteArray> lines = maps.readAll().split('\n');
        for (const QByteArray &line : lines) {
            const QList<QByteArray> words = line.simplified().split(' ');
            if (words.size() < 2 || !words.at(1).startsWith("rw"))
                continue;
            const QList<QByteArray> ends = words.first().split('-');
            const quintptr begin = ends.value(0).toULongLong(nullptr, 16);
            const quintptr end = ends.value(1).toULongLong(nullptr, 16);
            if (end - begin < shadows)
                result.emplace_back(begin, end);
        }
        return result;
    }

    int countIn(int memory, quintptr begin, quintptr end, void *buffer, std::size_t bufferSize,
                qsizetype width) const
    {
        const auto length = quintptr(size() * width);
        int result = 0;
        while (end - begin >= length) {
            const auto wanted = std::min<std::size_t>(bufferSize, end - begin);
            const ssize_t count = pread(memory, buffer, wanted, off_t(begin));
            if (count < ssize_t(length))
                break;
            result += countIn(static_cast<const char *>(buffer), count, width);
            begin += quintptr(count) - length + 1;
        }
        return result;
    }

    int countIn(const char *text, qsizetype length, qsizetype width) const
    {
        const char *const end = text + length - size() * width + 1;
        int result = 0;
        for (const char *at = text; at < end; ++at) {
            at = static_cast<const char *>(std::memchr(at, this->at(0), std::size_t(end - at)));
            if (!at)
                break;
            bool isSame = true;
            for (qsizetype i = 0; isSame && i < size() * width; ++i)
                isSame = at[i] == (i % width == 0 ? this->at(i / width) : '\0');
            result += isSame ? 1 : 0;
        }
        return result;
    }

    QByteArray m_masked;
};

#endif // OWNMEMORY_H
