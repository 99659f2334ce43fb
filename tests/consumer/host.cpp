// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// host PLUGIN (QPluginLoader | QLibrary | dlopen): loads the plugin, lets it abandon a child, and
// unloads it. The child ends afterwards, and must be reaped; then the application ends.

#include <QtCore/QCoreApplication>
#include <QtCore/QLibrary>
#include <QtCore/QPluginLoader>

#include <cerrno>
#include <cstdio>
#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using AbandonChild = qint64 (*)(int);

// In a thread that is over before the plugin is unloaded: destructors of a live thread's variables
// would keep the plugin's code.
template <typename Function>
static qint64 inAnotherThread(Function function)
{
    qint64 pid = 0;
    std::thread([&] { pid = function(); }).join();
    return pid;
}

static qint64 throughPluginLoader(const QString &plugin, int input)
{
    QPluginLoader loader(plugin);
    loader.setLoadHints({}); // else it never unloads
    QObject *const instance = loader.instance();
    const qint64 pid = inAnotherThread([&] {
        qint64 result = 0;
        QMetaObject::invokeMethod(instance, "abandonChild", Qt::DirectConnection,
                                  Q_RETURN_ARG(qint64, result), Q_ARG(int, input));
        return result;
    });
    return loader.unload() ? pid : 0;
}

static qint64 throughLibrary(const QString &plugin, int input)
{
    QLibrary library(plugin);
    const auto abandonChild = AbandonChild(library.resolve("abandonChild"));
    const qint64 pid = abandonChild ? inAnotherThread([&] { return abandonChild(input); }) : 0;
    return library.unload() ? pid : 0;
}

static qint64 throughDlopen(const QString &plugin, int input)
{
    void *const handle = dlopen(plugin.toLocal8Bit().constData(), RTLD_LAZY);
    const auto abandonChild =
        handle ? AbandonChild(dlsym(handle, "abandonChild")) : AbandonChild(nullptr);
    const qint64 pid = abandonChild ? inAnotherThread([&] { return abandonChild(input); }) : 0;
    return handle && dlclose(handle) == 0 ? pid : 0;
}

// Until then the child runs, or is a zombie.
static bool waitUntilReaped(qint64 pid)
{
    siginfo_t info;
    while (waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) == 0 || errno == EINTR)
        sched_yield();
    return errno == ECHILD;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString plugin = application.arguments().value(1);
    const QString way = application.arguments().value(2);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return 1;
    const qint64 pid = way == QLatin1String("QPluginLoader") ? throughPluginLoader(plugin, ends[0])
        : way == QLatin1String("QLibrary")                   ? throughLibrary(plugin, ends[0])
                                                             : throughDlopen(plugin, ends[0]);
    close(ends[1]);
    if (pid <= 0 || !waitUntilReaped(pid))
        return 2;
    std::puts("installed");
    return 0;
}
