// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LINECOLLECTOR_H
#define LINECOLLECTOR_H

#include "numberedlines.h"
#include "outputline.h"
#include "terminalscreen.h"
#include "utf8decoder.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

#include <functional>
#include <map>
#include <set>
#include <vector>

namespace Offspring {

/// Turns the bytes of a child's descriptors into numbered lines, the first one being 1.
///
/// Each descriptor has its own screen and its own decoder. Bytes wait until collect(), which keeps
/// the last lines only; the owner takes them with takeLines(). A line may change after it has been
/// taken, when the cursor is moved up to it: its number is then among takeChanges().
class LineCollector : private TerminalScreen::Lines
{
public:
    struct Limits
    {
        int lines = 10000;
        int lineLength = 65536;
        int rows = 24; ///< of the screen
        int columns = 80;
    };

    /// \a takenLine finds a line that was taken, by its number; null: it has been dropped.
    explicit LineCollector(std::function<OutputLine *(qint64 number)> takenLine);

    /// \a data, cut anywhere, from \a childFD; \a milliseconds since the epoch.
    void receive(int childFD, const QByteArray &data, qint64 milliseconds);
    /// The end of \a childFD's stream, which finishes its line.
    void finish(int childFD);
    /// So many bytes wait that they should be collected now.
    bool isFull() const;

    /// Turns all that waits into lines. A cursor that was moved up may have changed lines that
    /// show() has not written yet.
    void collect(const Limits &limits);
    /// Writes what the screens have changed into the lines.
    void show();
    /// The lines that have begun since the last time. Their numbers follow those taken before,
    /// unless lines between them were dropped.
    NumberedLines takeLines();
    /// The numbers from \a first to before \a end of taken lines that have changed, in order. Those
    /// before \a first are forgotten, those from \a end on stay for the next time.
    std::vector<qint64> takeChanges(qint64 first, qint64 end);
    /// Forgets the changes of the lines from \a first on.
    void forgetChanges(qint64 first);
    /// Forgets the lines that were collected, and the bytes that were counted. Lines go on being
    /// numbered; a line that is not finished goes on as the next one.
    void clear();

    /// Lines that have begun.
    qint64 lineCount() const { return m_lineCount; }
    /// Bytes received since clear(), those that wait included.
    qint64 byteCount() const { return m_byteCount; }
    /// Some descriptor's last line is not finished.
    bool isPartial() const;
    /// Every descriptor of which anything was collected.
    QList<int> childFDs() const;

private:
    struct Chunk
    {
        int childFD = 1;
        QByteArray data = {};
        qint64 milliseconds = 0;
        bool isEnd = false; // of the stream; no data
        qsizetype newlines = 0;
        bool isSimple = false; // moves the cursor to no line above
    };
    struct Stream
    {
        TerminalScreen screen = {};
        Utf8Decoder decoder = {};
    };

    void countLines();
    void collectChunk(const Chunk &chunk);
    QByteArrayView skipLines(Stream &stream, QByteArrayView data);
    void addLine(Stream &stream, QByteArrayView bytes);
    bool addPlainLine(Stream &stream, QByteArrayView bytes);
    void feed(Stream &stream, QByteArrayView bytes);
    OutputLine &append(bool isPartial);
    qint64 beginLine() override;
    OutputLine *lineNumbered(qint64 number) override;
    void lineChanged(qint64 number) override;

    std::function<OutputLine *(qint64)> m_takenLine;
    Limits m_limits;
    QList<Chunk> m_chunks; // that wait, as they came
    qsizetype m_chunkBytes = 0;
    const Chunk *m_chunk = nullptr; // that is being collected
    std::map<int, Stream> m_streams;
    NumberedLines m_fresh; // not taken yet
    std::set<qint64> m_changed; // taken lines
    qint64 m_lineCount = 0;
    qint64 m_byteCount = 0;
    qint64 m_firstWanted = 1; // lines before it are dropped anyway
};

} // namespace Offspring

#endif // LINECOLLECTOR_H
