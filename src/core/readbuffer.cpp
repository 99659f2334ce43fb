// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Where what ChildStream reads goes, and when its pipe should be larger.

#include "readbuffer.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace Offspring {

namespace {

constexpr unsigned turnsOfFlood = 4;

// Of an array that is larger than the read. A calm read in the array of a flood is not copied.
constexpr int partOfFew = 4;

thread_local QByteArray spareArray;

QByteArray takeArray(qint64 size)
{
    QByteArray array = std::exchange(spareArray, QByteArray());
    if (array.capacity() < size)
        return QByteArray(size, Qt::Uninitialized);
    array.resize(size);
    return array;
}

} // namespace

ReadBuffer::ReadBuffer(qint64 size)
    : m_array(takeArray(size))
{ }

ReadBuffer::~ReadBuffer()
{
    if (!m_isCopy)
        giveBack();
}

void ReadBuffer::setFilled(qint64 count)
{
    if (count >= std::max(size() / 2, qint64(m_array.capacity() / partOfFew))) {
        m_array.resize(count);
        return;
    }
    const QByteArray few(m_array.constData(), count);
    giveBack();
    m_array = few;
    m_isCopy = true;
}

// An array that was moved from, or that a receiver keeps, is not detached.
void ReadBuffer::giveBack()
{
    if (m_array.isDetached())
        spareArray = std::move(m_array);
}

bool FloodGauge::note(bool isFlooded)
{
    m_floodedTurns = isFlooded ? m_floodedTurns + 1 : 0;
    return isSteady() && std::has_single_bit(m_floodedTurns);
}

bool FloodGauge::isSteady() const
{
    return m_floodedTurns >= turnsOfFlood;
}

} // namespace Offspring
