// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SECRET_H
#define SECRET_H

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <utility>

/// A passphrase: UTF-8 bytes in memory of their own, which is overwritten when they are dropped. It
/// moves, and is copied only where that is asked for.
class Secret
{
public:
    Secret() = default;
    Secret(Secret &&other) noexcept
        : m_bytes(std::exchange(other.m_bytes, {}))
    { }
    Secret &operator=(Secret &&other) noexcept;
    ~Secret() { wipe(); }
    Q_DISABLE_COPY(Secret)

    /// Overwrites \a text, wherever else it is shared, and leaves it empty.
    static Secret take(QString &text);
    static Secret take(QByteArray &bytes);

    /// A copy in memory of its own.
    Secret clone() const;

    bool isEmpty() const { return m_bytes.isEmpty(); }
    qsizetype size() const { return m_bytes.size(); } ///< in bytes
    qsizetype length() const; ///< in characters
    /// gpg reads a passphrase as a line and as a C string, and so cannot take one with these.
    bool hasLineBreakOrNul() const;

    void append(QStringView text);
    /// Its last character.
    void chop();
    void wipe();

    /// For ProcessTransport::writeToChild(), which shares the memory: wipe() empties what is
    /// queued.
    QByteArray shared() const { return m_bytes; }

private:
    void append(QByteArrayView bytes);

    QByteArray m_bytes;
};

#endif // SECRET_H
