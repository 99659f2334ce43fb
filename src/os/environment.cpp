// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// setenv(3) has a lock that other code cannot take. What glibc does under it: setenv() appends an
// entry, for which it moves the array and frees the old one, or overwrites one; unsetenv() moves
// the entries behind the removed one down, in place, in ascending order. The strings are never
// freed.

#include "environment.h"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>
#include <vector>

extern char **environ; // POSIX wants its users to declare it

namespace Offspring::Os {

namespace {

// What it reads may have been freed a moment ago: then it is read again. The address sanitizer
// would end the program.
template <typename T>
__attribute__((no_sanitize("address"))) T load(T &shared)
{
    return __atomic_load_n(&shared, __ATOMIC_ACQUIRE);
}

using Entries = std::vector<char *>;

// From the last to the first, against the direction in which they are moved: one that is not
// removed is met at its old place or at its new one, perhaps at both.
Entries look(char **array)
{
    std::size_t count = 0;
    while (load(array[count]))
        ++count;
    Entries entries(count);
    for (std::size_t i = count; i-- > 0;)
        entries[i] = load(array[i]);
    return entries;
}

bool isUnchanged(char **array, const Entries &entries)
{
    const bool isSame = std::all_of(entries.begin(), entries.end(),
                                    [&array](char *entry) { return load(*array++) == entry; });
    return isSame && !load(*array);
}

// Removes nothing, but waits for the lock: a change that had begun is complete then.
void letChangesFinish()
{
    unsetenv("a variable that nobody has");
}

// What was there both before and after a pause in which every change came to its end was there in
// between; had the array been freed, `environ` would be another by then. While another thread does
// nothing but change the environment that takes some attempts, and the last one has to do.
Entries entriesNow()
{
    constexpr int mostAttempts = 10'000;
    Entries entries;
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        char **const array = load(environ);
        if (!array)
            return {};
        entries = look(array);
        letChangesFinish();
        if (load(environ) == array && isUnchanged(array, entries))
            return entries;
    }
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    std::erase(entries, nullptr);
    return entries;
}

} // namespace

QByteArrayList ownEnvironment()
{
    const Entries entries = entriesNow();
    QByteArrayList result;
    result.reserve(qsizetype(entries.size()));
    for (const char *entry : entries)
        result.emplaceBack(entry);
    return result;
}

} // namespace Offspring::Os
