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
/// Who hears of a change may want another one: a handler of rowsInserted that calls clear(), or
/// that gives a filter another needle. Made at once, it would pull the rows away from all that are
/// still to hear of the first one, and from the model that is in the middle of telling. So the
/// gate is shut while anybody tells: what is wanted meanwhile is noted, and done as soon as the
/// first change has been told to everybody, before control goes back to the event loop.
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
        /// Does all that is wanted, and tells it. May delete the member.
        virtual void change() = 0;
        virtual QObject *object() = 0;
    };

    void join(Member *member) { m_members.push_back(member); }
    void leave(Member *member);
    /// All changes that are wanted, unless somebody is just telling one, and so will do it.
    void pass();

private:
    Member *nextMember() const;

    std::vector<Member *> m_members;
    bool m_isShut = false;
};

/// When rows that go at the top are told as a reset. A view keeps the positions of what stays, and
/// so they grow with every line that it has followed, until the scene graph's numbers cannot tell
/// one row from the next. At a reset it begins at 0. One comes when nothing is left of what was
/// there at the last one: no view's positions exceed the height of two such sets of rows.
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
