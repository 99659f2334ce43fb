// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ROWGATE_H
#define ROWGATE_H

#include <QtCore/QObject>

#include <memory>
#include <vector>

namespace Offspring {

/// Lets one change of rows through at a time, among a model and the filters on it.
///
/// A handler of a change may ask for another one: that of rowsInserted may call clear(), or give a
/// filter another needle. Done at once, it would change the rows under the handlers that are still
/// to be called, and under the model that emits the signal. So the gate is shut while signals are
/// emitted: what is asked for meanwhile is noted, and done after the last signal of the first
/// change, before control returns to the event loop.
class RowGate : public std::enable_shared_from_this<RowGate>
{
public:
    /// A model whose rows change through the gate.
    class Member
    {
    public:
        virtual ~Member() = default;

    protected:
        friend class RowGate;
        virtual bool wantsChange() const = 0;
        /// Does all that is wanted, and emits its signals. May delete the member.
        virtual void change() = 0;
        virtual QObject *object() = 0;
    };

    void join(Member *member) { m_members.push_back(member); }
    void leave(Member *member);
    /// Does all changes that are wanted, unless the signals of one are being emitted, after which
    /// they will be done.
    void pass();

private:
    Member *nextMember() const;

    std::vector<Member *> m_members;
    bool m_isShut = false;
};

/// Decides when the removal of rows at the top is a reset of the model. A view keeps the positions
/// of the rows that stay, and so they grow with every line that it has followed, until the scene
/// graph's numbers no longer separate one row from the next. At a reset it begins at 0. A reset
/// comes when no row is left that was there at the last one: no position exceeds the height of two
/// such sets of rows.
class RowTurnover
{
public:
    /// Whether it comes now, when \a dropped of \a rows go, of which there are \a most at most.
    bool isCompletedBy(qint64 dropped, qint64 rows, qint64 most);

private:
    qint64 m_dropped = 0;
};

} // namespace Offspring

#endif // ROWGATE_H
