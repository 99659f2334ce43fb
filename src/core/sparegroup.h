// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_SPAREGROUP_H
#define OFFSPRING_SPAREGROUP_H

#include "../os/controlgroup.h"
#include "countdown.h"
#include "turnqueue.h"

#include <QtCore/QObject>

namespace Offspring {

/// A control group for a child that may be spawned next. The kernel takes a tenth of a spawn to
/// make one, and no child need wait for it: it is made from the event loop, when one that had its
/// own has ended. When none comes for a second, it is removed again. In the reactor's thread.
class SpareGroup final : public QObject, private Turn
{
    Q_OBJECT

public:
    SpareGroup(QObject *parent, TurnQueue &turns);

    /// Not open: there is none.
    Os::ControlGroup take();
    /// From the loop's next turn on there is one, if the kernel allows it.
    void prepare() { requestTurn(); }
    /// The timer is gone with the thread's old event dispatcher.
    void dispatcherChanged() { m_keepTime.dispatcherChanged(); }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void takeTurn() override;

    Os::ControlGroup m_group;
    Countdown m_keepTime; // runs while there is one
};

} // namespace Offspring

#endif // OFFSPRING_SPAREGROUP_H
