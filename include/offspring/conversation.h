// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CONVERSATION_H
#define OFFSPRING_CONVERSATION_H

#include <offspring/offspringglobal.h>

#include <QtCore/QByteArray>
#include <QtCore/QFuture>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QRegularExpression>

#include <chrono>
#include <memory>
#include <variant>

namespace Offspring {

class ConversationPrivate;
class ProcessTransport;

/// Speaks with a program as somebody who types does: waits until it has said something, and
/// answers. What pexpect and expect(1) are for Python and Tcl.
///
/// \code
/// Conversation talk(Reactor::instance()->spawnProcess(
///     {.program = u"sh"_s, .arguments = {u"-c"_s, script}, .options = {.usePTY = true}}));
///
/// talk.expect("Name: ")
///     .then([&](const Match &) {
///         talk.sendLine("Ada");
///         return talk.expect("Password: ");
///     })
///     .unwrap()
///     .then([&](const Match &) { return talk.sendSecret("correct horse"); })
///     .unwrap()
///     .then([&](bool) { return talk.expect(QRegularExpression(u"(Welcome.*)\\r\\n"_s)); })
///     .unwrap()
///     .then([&](const Match &match) {
///         QTextStream(stdout) << match.captured.value(1, talk.transcript()) << Qt::endl;
///         app.exit(match.why == Match::Why::Matched ? 0 : 1);
///     });
/// \endcode
///
/// demo/examples/conversation.cpp is a whole program.
///
/// It speaks on the child's terminal or, without one, on its fds 1 and 0, which it takes over as
/// ChildDevice does: childDataReceived is not sent for them any more, and ~Conversation closes
/// them, which hangs a terminal up. Make it right after spawnProcess(). It belongs to the
/// transport's thread, and needs its event loop.
///
/// What is expected is found in the shortest beginning of the output that has it, so nothing
/// depends on how the output is cut into reads. For a regular expression this means:
/// - It ends as early as it can: "\\d+" has found the first digit. Let it go on to what must
///   follow, as in "(\\d+)\\r\\n" (a terminal ends its lines so).
/// - At the end of what has come, $ and \\b are true, and look-ahead sees nothing: "\\$ $" finds
///   the first "$ ". ^ without MultilineOption is where the last match has ended.
/// - It matches the output's UTF-8 as text, and gives the bytes. Each byte that belongs to no
///   character is U+FFFD.
/// - One that only grows costs little. One with \\b, look-ahead, possessive or atomic parts, or a
///   $ in its middle, is tried after each character: a second for about 3 MB of output.
///
/// A match longer than three quarters of maximumBuffer(), or of an expression than 16 KiB, may not
/// be found. An empty pattern, and an expression that matches nothing at all, are found at once. An
/// expression that is not valid is never found, and a warning says so.
///
/// The futures: their continuations run from the event loop, or at once if they are attached when
/// all is there already. Anything may be done in them; nested event loops are served, and the
/// Conversation and the transport may be deleted. Cancelling a future gives up what it stands for,
/// and nothing is consumed. With the Conversation they all end, see expect() and sendSecret().
/// Nothing here throws.
///
/// \since 0.2
class OFFSPRING_EXPORT Conversation : public QObject
{
    Q_OBJECT

public:
    /// Why a Match has come.
    enum class Why {
        Matched, ///< a pattern was found
        TimedOut, ///< nothing was consumed
        Ended ///< there will be no more output; or the Conversation was deleted
    };
    Q_ENUM(Why)

    /// What an expect() has found, or why it has found nothing. \since 0.2
    struct Match
    {
        /// So that it may be written Match::Why::Matched.
        using Why = Conversation::Why;

        int index = -1; ///< which of the patterns; -1: none
        Why why = Why::Ended; ///< why it has come
        /// What came before the match, from the end of the last one on; without a match, all that
        /// is buffered. It is cut at its front when that was more than maximumBuffer().
        QByteArray before = {};
        QByteArray matched = {}; ///< the bytes that the pattern has found
        /// The groups of an expression; [0] is the whole match, one that took no part is null.
        QList<QByteArray> captured = {};

        /// The index, why, and the bytes.
        friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const Match &match);
    };

    /// Bytes, or an expression.
    using Pattern = std::variant<QByteArray, QRegularExpression>;

    /// Takes the terminal of \a transport over, or without one its fds 1 and 0.
    explicit Conversation(ProcessTransport *transport, QObject *parent = nullptr);
    /// Ends every future, and closes the streams, which hangs a terminal up.
    ~Conversation() override;

    /// Null when it is gone.
    ProcessTransport *transport() const;

    /// What \a pattern finds in what was not consumed yet. The match and what is before it are
    /// consumed then, and nothing else is. At the end of the output what is buffered is still
    /// looked at.
    ///
    /// Several wait in a queue, in the order of the calls; the time of each begins when it is the
    /// first. The future always has its Match: unless, of course, it is cancelled.
    QFuture<Match> expect(const Pattern &pattern);
    /// The match that is there first; of several that are there with the same byte, that of the
    /// pattern listed first.
    QFuture<Match> expectAny(const QList<Pattern> &patterns);
    /// For each expect() and sendSecret() from now on; 30 s at first. Zero: only what is there
    /// already. Negative: no limit.
    void setTimeout(std::chrono::milliseconds timeout);
    /// What setTimeout() has said last.
    std::chrono::milliseconds timeout() const;

    /// Types \a data, from the event loop. False: the child's input is closed. It is not waited
    /// with until the child reads: what is typed before the echo is off is shown, or thrown away.
    bool send(const QByteArray &data);
    /// With a newline.
    bool sendLine(const QByteArray &line);
    /// Types \a line and a newline when the terminal takes a secret: it does not echo, and edits
    /// lines (ProcessTransport::isEchoing(), isEditingLines()). A program often asks first, and
    /// then turns the echo off, which throws away what was typed before. One with a line editor of
    /// its own takes both away, and shows by itself what is typed: there a secret is not typed.
    /// Looked at after each output and every 50 ms. What is sent meanwhile goes ahead. Without a
    /// terminal it is typed at once.
    ///
    /// \a line is overwritten, at once or when it has been typed, and so is the library's copy when
    /// the kernel has it. An array that is shared with others is theirs to overwrite. The future is
    /// true when it was typed. False: timed out, ended, deleted, the child's input is closed:
    /// nothing was typed. Wait for the next prompt before the next secret: the terminal looks the
    /// same until the child has read this one.
    QFuture<bool> sendSecret(QByteArray &&line);

    /// How much output is kept for what will be expected; 1 MiB at first, at least 4 bytes. Older
    /// bytes are dropped.
    void setMaximumBuffer(qint64 bytes);
    /// What setMaximumBuffer() has said last, in bytes.
    qint64 maximumBuffer() const;
    /// The last maximumBuffer() bytes of what both sides have said, for logs and error messages. A
    /// secret is "***", save where the child itself shows it.
    QByteArray transcript() const;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    const std::unique_ptr<ConversationPrivate> d;
};

} // namespace Offspring

#endif // OFFSPRING_CONVERSATION_H
