// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_USERDATABASE_H
#define OFFSPRING_OS_USERDATABASE_H

#include <QtCore/QByteArray>

#include <optional>
#include <vector>

namespace Offspring::Os {

struct User
{
    QByteArray name;
    unsigned gid;
};

struct UserLookup
{
    std::optional<User> user; // none: the database does not know this uid, or could not be asked
    int errorNumber = 0; // why it could not
};

UserLookup findUser(unsigned uid);

/// The groups of \a user, with \a gid among them: getgrouplist(3).
std::vector<unsigned> groupsOf(const User &user, unsigned gid);

/// Who this program acts as.
unsigned effectiveUid();
unsigned effectiveGid();

} // namespace Offspring::Os

#endif // OFFSPRING_OS_USERDATABASE_H
