// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_SHELF_H
#define OFFSPRING_SHELF_H

#include "later.h"

#include <QtCore/QChildEvent>
#include <QtCore/QObject>

namespace Offspring {

/// The QObject parent of a few. A QObject that is destroyed is searched for among its siblings, so
/// the cost of a child's end must not depend on how many others there are. Once full it takes no
/// more, and is deleted with the last that was on it.
class Shelf final : public QObject
{
public:
    using QObject::QObject;

    bool isFull() const { return m_taken == capacity; }
    void take(QObject *object)
    {
        ++m_taken;
        object->setParent(this);
    }

protected:
    void childEvent(QChildEvent *event) override
    {
        if (event->removed() && isFull() && children().isEmpty())
            Later::destroy(this);
    }

private:
    static constexpr int capacity = 64;
    int m_taken = 0;
};

} // namespace Offspring

#endif // OFFSPRING_SHELF_H
