// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beyond POSIX.1-2008: getgrouplist(3).

#include "userdatabase.h"

#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace Offspring::Os {

UserLookup findUser(unsigned uid)
{
    std::vector<char> buffer(1024);
    passwd entry = {};
    passwd *found = nullptr;
    int error;
    while ((error = getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found)) == ERANGE
           || error == EINTR) {
        if (error == ERANGE)
            buffer.resize(buffer.size() * 2);
    }
    if (found)
        return {User{found->pw_name, found->pw_gid}};
    // getpwuid(3) names a number of errors that mean no more than "not found".
    const bool couldNotAsk = error == EIO || error == EMFILE || error == ENFILE || error == ENOMEM;
    return {std::nullopt, couldNotAsk ? error : 0};
}

std::vector<unsigned> groupsOf(const User &user, unsigned gid)
{
    std::vector<gid_t> groups(32);
    int count = int(groups.size());
    while (getgrouplist(user.name.constData(), gid, groups.data(), &count) < 0) {
        groups.resize(std::max(std::size_t(count), groups.size() * 2));
        count = int(groups.size());
    }
    groups.resize(std::size_t(count));
    return groups;
}

unsigned effectiveUid()
{
    return geteuid();
}

unsigned effectiveGid()
{
    return getegid();
}

} // namespace Offspring::Os
