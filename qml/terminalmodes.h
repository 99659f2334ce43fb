// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TERMINALMODES_H
#define TERMINALMODES_H

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <functional>

namespace Offspring {

class ProcessTransport;

/// Whether a child's terminal echoes and edits lines, with signals for changes, also from one child
/// to the next. The transport tells of them, which costs it something, so it is asked only while
/// somebody listens.
class TerminalModes : public QObject
{
    Q_OBJECT

public:
    /// \a isWatched: whether anybody listens to the signals, which nothing else can say.
    explicit TerminalModes(std::function<bool()> isWatched);

    /// As it is now. False without a terminal.
    bool isEchoing() const;
    bool isEditingLines() const;

    /// Whose terminal it is; null: nobody's. What has changed is signalled by the next look().
    void setTransport(ProcessTransport *transport);
    /// From now on it hears of changes, if somebody listens, and else not.
    void watch();
    /// Emits the signals of what has changed since the last time. A handler may delete this.
    void look();

Q_SIGNALS:
    void echoChanged();
    void lineEditingChanged();

private:
    std::function<bool()> m_isWatched;
    QPointer<ProcessTransport> m_transport;
    bool m_wasEchoing = false; // when look() was called last
    bool m_wasEditingLines = false;
};

} // namespace Offspring

#endif // TERMINALMODES_H
