// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OUTPUTMODEL_H
#define OUTPUTMODEL_H

#include "offspringqmlglobal.h"
#include "qmlprocess.h"
#include "rowgate.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QBasicTimer>
#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>
#include <vector>

namespace Offspring {

class OutputFilter;
struct OutputLine;

/// What a child writes, as lines: the last maximumLines of them, in the order in which they began.
///
/// \code
/// ListView {
///     id: list
///     model: OutputFilter {
///         needle: part.text
///         source: OutputModel { process: search; onUpdated: list.positionViewAtEnd() }
///     }
///     delegate: Text { required property string styledText; text: styledText }
/// \endcode
///
/// demo/examples/folder.qml is a whole document; without an OutputFilter the OutputModel is the
/// ListView's.
///
/// Each descriptor has its own screen and its own decoder (UTF-8, U+FFFD for what is none). A line
/// that is not finished is a row already and changes in place, and so do the last lines of a
/// descriptor, as many as its process has rows, when the cursor is moved up to them; TerminalScreen
/// says which control characters and sequences count. Marks that would change the order in which a
/// line is read are shown, and copied, by their names, as "<U+202E>". What was received shows
/// within 16 ms, all at once: at most one removal, one insertion and one change of rows each time,
/// however much a child writes. When no row is left that was there at the last reset, the removal
/// is a reset, after which the positions of a view begin at 0 again: they stay exact, however long
/// a child writes.
///
/// Every method and property may be used, and every object be deleted later, in every handler, that
/// of rowsInserted for one. A call that would change the rows while the signals of another change
/// are being emitted, such as clear() or a new needle of a filter, takes effect after the last of
/// them, before control returns to the event loop. Until then the rows are those of the signals.
class OFFSPRING_QML_EXPORT OutputModel : public QAbstractListModel, private RowGate::Member
{
    Q_OBJECT
    QML_ELEMENT

    /// Whose output it is; null: nobody's. It may change at any time; the lines stay.
    Q_PROPERTY(Offspring::QmlProcess *process READ process WRITE setProcess NOTIFY processChanged)
    /// Rows kept; the oldest are dropped. At least 1.
    Q_PROPERTY(int maximumLines READ maximumLines WRITE setMaximumLines NOTIFY maximumLinesChanged)
    /// Characters kept of a line; one that is longer is cut, and ends in "…". At least 1; for the
    /// lines to come. They can be had by text() and textOf(), and are searched; what is shown of
    /// them says shownLength.
    Q_PROPERTY(int maximumLineLength READ maximumLineLength WRITE setMaximumLineLength NOTIFY
                   maximumLineLengthChanged)
    /// Characters of a line that a view gets, by all roles but line; of one that is longer the
    /// beginning, and "…". Laying out a text costs by its length, each time it grows.
    Q_PROPERTY(int shownLength READ shownLength WRITE setShownLength NOTIFY shownLengthChanged)
    /// Characters kept in all, a change of style counting as 16; the oldest rows are dropped for
    /// more, whatever maximumLines is, save the last one. Each takes two bytes of memory.
    Q_PROPERTY(double maximumCharacters READ maximumCharacters WRITE setMaximumCharacters NOTIFY
                   maximumCharactersChanged)
    /// Rows.
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// Lines that have begun since the last clear(), also those dropped.
    Q_PROPERTY(double lineCount READ lineCount NOTIFY lineCountChanged)
    /// Bytes since the last clear().
    Q_PROPERTY(double byteCount READ byteCount NOTIFY byteCountChanged)
    /// The number of row 0, the first line ever being 1.
    Q_PROPERTY(double firstLineNumber READ firstLineNumber NOTIFY firstLineNumberChanged)
    /// Some descriptor's last line is not finished.
    Q_PROPERTY(bool partial READ isPartial NOTIFY partialChanged)

public:
    enum Role {
        LineRole = Qt::UserRole + 1, ///< line: plain text, all of it
        /// styledText: for Text.StyledText, which has no backgrounds; of a long line the beginning
        StyledTextRole,
        ChildFDRole, ///< childFD
        TimestampRole, ///< timestamp: when its first byte came
        LineNumberRole, ///< lineNumber: see firstLineNumber
        IsPartialRole, ///< isPartial: not finished yet
        LengthRole, ///< length: characters of line
        BeginningRole, ///< beginning: of line; all of it, unless it is longer than shownLength
        ShownTextRole, ///< shownText: the same as it is shown: tabs as spaces
        /// runs: the parts of beginning that have one style, objects with text, and shownText;
        /// start and length; column and columns, in cells; foreground and background, undefined for
        /// the default; bold, dim, italic, underline, strike, overline, inverse, conceal. Empty
        /// when all is in the default style.
        RunsRole,
        /// tabs: how many cells each tab of beginning has, numbers; to find a place in shownText
        TabsRole
    };
    Q_ENUM(Role)

    explicit OutputModel(QObject *parent = nullptr);
    ~OutputModel() override;

    QmlProcess *process() const { return m_process; }
    void setProcess(QmlProcess *process);
    int maximumLines() const { return m_maximumLines; }
    void setMaximumLines(int lines);
    int maximumLineLength() const { return m_maximumLineLength; }
    void setMaximumLineLength(int characters);
    int shownLength() const { return m_shownLength; }
    void setShownLength(int characters);
    double maximumCharacters() const { return double(m_maximumCharacters); }
    void setMaximumCharacters(double characters);
    int count() const;
    double lineCount() const { return double(m_shown.lineCount); }
    double byteCount() const { return double(m_shown.byteCount); }
    double firstLineNumber() const;
    bool isPartial() const { return m_shown.isPartial; }

    /// Forgets the lines and the counts. A line that is not finished goes on as line 1.
    Q_INVOKABLE void clear();
    /// Empty: no such row.
    Q_INVOKABLE QString text(int row) const;
    /// The rows from \a firstRow to \a lastRow, joined by newlines.
    Q_INVOKABLE QString textOf(int firstRow, int lastRow) const;
    /// The next row that contains \a needle, \a fromRow included; -1: none, or nothing to find.
    /// As a regular expression it is one that QRegularExpression has; one that is not valid, or
    /// takes too long, is nothing to find.
    Q_INVOKABLE int find(const QString &needle, int fromRow, bool backwards = false,
                         bool caseSensitive = false, bool regularExpression = false) const;
    /// Shows at once what has been received.
    Q_INVOKABLE void flush();

    /// What a process does: \a data, cut anywhere, from \a childFD.
    void receive(int childFD, const QByteArray &data);
    /// The end of \a childFD's stream, which finishes its line.
    void finish(int childFD);

    /// The line of \a row, which must be one.
    const OutputLine &line(int row) const;

    /// For filters. Lines are numbered once and for all: from that of row 0 to that behind the
    /// last.
    qint64 firstLine() const;
    qint64 endLine() const;
    const std::shared_ptr<RowGate> &gate() const { return m_gate; }
    void addFilter(OutputFilter *filter);
    void removeFilter(OutputFilter *filter);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void processChanged();
    void maximumLinesChanged();
    void maximumLineLengthChanged();
    void shownLengthChanged();
    void maximumCharactersChanged();
    void countChanged();
    void lineCountChanged();
    void byteCountChanged();
    void firstLineNumberChanged();
    void partialChanged();
    /// Rows have come, gone or changed, and every view has been updated: a view that follows the
    /// last row moves there now.
    void updated();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Lines;
    struct Totals
    {
        int count = 0;
        qint64 firstLineNumber = 1;
        qint64 lineCount = 0;
        qint64 byteCount = 0;
        bool isPartial = false;
    };

    void finishAll();
    void collect();
    void updateLater();

    bool wantsChange() const override { return m_isUpdateWanted; }
    void change() override;
    QObject *object() override { return this; }
    void dropOldest();
    void dropRows(qint64 surplus, qint64 cleared);
    void insertBatch();
    void announceChanges();
    void forEachFilter(const std::function<void(OutputFilter *)> &call);
    void announceTotals();
    Totals totals() const;

    QPointer<QmlProcess> m_process;
    int m_maximumLines = 10000;
    int m_maximumLineLength = 65536;
    int m_shownLength = 4096;
    qint64 m_maximumCharacters = 1 << 27;

    const std::unique_ptr<Lines> m_lines;
    qint64 m_base = 0; // the last line before line 1: what clear() had taken
    Totals m_shown;
    RowTurnover m_turnover;
    std::shared_ptr<RowGate> m_gate = std::make_shared<RowGate>();
    QList<QPointer<OutputFilter>> m_filters;
    QBasicTimer m_timer;
    bool m_isUpdateWanted = false;
    bool m_isUpdatedDue = false;
    bool m_isShownOtherwise = false; // each row
};

} // namespace Offspring

#endif // OUTPUTMODEL_H
