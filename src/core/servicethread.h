// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_SERVICETHREAD_H
#define OFFSPRING_SERVICETHREAD_H

#include <functional>

/// The library's own thread, for those who block: it serves their children meanwhile, whatever the
/// calling thread is and has, with or without an application object. Started at the first call; it
/// lives as long as the program, so children that it spawns outlive the thread that asked for them.
///
/// There Reactor::instance() is a reactor like any other, notifiers, timers and Countdown work, and
/// so does everything of the public API, but no event that Qt posts is delivered: use Later. That
/// excludes QFutureWatcher, queued connections, QTimer::singleShot(0).
///
/// What a call leaves there has to be a child of Reactor::instance(), or belong to one of its
/// transports. When the program ends, the reactor is destroyed, its children are killed, and what
/// was not called is destroyed: whoever waits has to hear of that too, say by a std::promise that
/// was moved into the function. A forked copy of the program has a thread of its own.
namespace Offspring::ServiceThread {

/// Has \a function called once, from the loop of that thread; it must not block. From any thread.
/// 0, or why not, and then it was destroyed: EAGAIN and the like: there is no thread or descriptor
/// to be had; EDEADLK: this is that thread; ECANCELED: the program is calling exit(3), in another
/// thread than this one.
int call(std::function<void()> function);

} // namespace Offspring::ServiceThread

#endif // OFFSPRING_SERVICETHREAD_H
