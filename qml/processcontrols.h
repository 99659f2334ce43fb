// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROCESSCONTROLS_H
#define PROCESSCONTROLS_H

#include "offspringqmlglobal.h"
#include "processtext.h"

#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtCore/QVariant>
#include <QtQml/QJSValue>
#include <QtQml/qqmlregistration.h>

#include <chrono>

namespace Offspring {

class ProcessTransport;

/// What can be done to the child of a Process while there is one: writing, closing, pausing,
/// signalling. Nothing here is an error when there is none.
class OFFSPRING_QML_EXPORT ProcessControls : public Offspring::ProcessText
{
    Q_OBJECT
    QML_ANONYMOUS

    /// True: nothing is read, so that the child blocks when its pipes are full, and does not end.
    Q_PROPERTY(bool paused READ isPaused WRITE setPaused NOTIFY pausedChanged)

public:
    bool isPaused() const { return m_isPaused; }
    void setPaused(bool paused);

    /// To the child's stdin: \a data is a string, sent as UTF-8, or an ArrayBuffer. False: no such
    /// writer, closed, or nothing runs; with a warning, too, when data is something else.
    Q_INVOKABLE bool write(const QJSValue &data);
    /// The same to \a childFD.
    Q_INVOKABLE bool writeToChild(int childFD, const QJSValue &data);
    /// Bytes that wait in this program, 0 for what is not a writer.
    Q_INVOKABLE double bytesToWrite(int childFD) const;
    Q_INVOKABLE void closeStdin(); ///< closeChildFD(0)
    Q_INVOKABLE void closeChildFD(int childFD); ///< what was written is sent first
    Q_INVOKABLE void abortChildFD(int childFD); ///< what was written is dropped
    Q_INVOKABLE void loseConnection(); ///< closes every stream
    /// Who has a stream of the child open, as objects with a pid and a name: the child, while it
    /// lives, and descendants that keep it from ending. Who belongs to another user is not found;
    /// see ProcessTransport::holders().
    Q_INVOKABLE QVariantList holders() const;
    /// By number, to the child alone. False: there is no child, or no such signal.
    Q_INVOKABLE bool signalProcess(int signal);
    /// By name, "TERM" or "SIGTERM". False: as above.
    Q_INVOKABLE bool signalProcess(const QString &name);
    /// With newControlGroup: the child and every descendant stand still, or go on; those that have
    /// outlived an earlier child too. False: there are none.
    Q_INVOKABLE bool setFrozen(bool frozen);
    /// With newControlGroup: how many descendants live, of the child and of earlier ones.
    Q_INVOKABLE int descendantCount() const;

    // For an item that shows a terminal, in C++.
    /// The bytes as they are. False: as writeToChild().
    bool writeBytes(int childFD, const QByteArray &bytes);
    /// rows, columns, pixelHeight and pixelWidth as one change, of which the child hears once.
    void setTerminalSize(int rows, int columns, int pixelHeight, int pixelWidth);

Q_SIGNALS:
    void pausedChanged();
    /// With newControlGroup: neither the child nor a descendant of it lives any more. Once for each
    /// child, after exited() and before or after ended(), which does not wait for it.
    void descendantsEnded();
    /// What waits in this program for \a childFD has grown beyond 64 KiB.
    void childWritePaused(int childFD);
    /// It has fallen to 16 KiB.
    void childWriteResumed(int childFD);

protected:
    explicit ProcessControls(QObject *parent);

    /// Null: there is no child.
    ProcessTransport *transport() const;
    /// Listens to the one before no more.
    void setTransport(ProcessTransport *transport);
    /// It has ended, but descendants may be left.
    void outliveTransport();
    /// With those that have ended.
    bool stopTransports(std::chrono::milliseconds grace);
    void deleteTransports();

private:
    void resizeTerminal();
    void passHolderTimeout();

    QPointer<ProcessTransport> m_transport;
    QList<QPointer<ProcessTransport>> m_outlived; // null: nobody is left of it
    bool m_isPaused = false;
    bool m_isResizing = false; // not all of the size has been set yet
};

} // namespace Offspring

#endif // PROCESSCONTROLS_H
