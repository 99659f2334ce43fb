// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OUTPUTFILTER_H
#define OUTPUTFILTER_H

#include "linepattern.h"
#include "offspringqmlglobal.h"
#include "outputmodel.h"
#include "rowgate.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QPointer>

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace Offspring {

/// The rows of an OutputModel that one wants to see, with the same roles. In
/// demo/examples/folder.qml it is a ListView's:
///
/// \code
/// model: OutputFilter {
///     needle: part.text
///     source: OutputModel { process: search; onUpdated: list.positionViewAtEnd() }
/// }
/// \endcode
///
/// As with OutputModel, everything may be used in every handler, of the source too: a call that
/// would change the rows takes effect after the signals of the change before it.
class OFFSPRING_QML_EXPORT OutputFilter : public QAbstractListModel, private RowGate::Member
{
    Q_OBJECT
    QML_ELEMENT

    /// Whose rows they are. Null: there are none.
    Q_PROPERTY(Offspring::OutputModel *source READ source WRITE setSource NOTIFY sourceChanged)
    /// Whether lines of descriptor 1 pass; those of other descriptors than 1 and 2 always do.
    Q_PROPERTY(bool showOut READ showsOut WRITE setShowOut NOTIFY showOutChanged)
    /// Whether lines of descriptor 2 pass.
    Q_PROPERTY(bool showErr READ showsErr WRITE setShowErr NOTIFY showErrChanged)
    /// Only lines that contain it pass; empty: all do.
    Q_PROPERTY(QString needle READ needle WRITE setNeedle NOTIFY needleChanged)
    /// Whether its case counts.
    Q_PROPERTY(
        bool caseSensitive READ isCaseSensitive WRITE setCaseSensitive NOTIFY caseSensitiveChanged)
    /// Whether it is a regular expression, as QRegularExpression has them.
    Q_PROPERTY(bool regularExpression READ isRegularExpression WRITE setRegularExpression NOTIFY
                   regularExpressionChanged)
    /// Why all lines pass all the same: it is no such expression, or one that takes too long.
    /// Empty: they do not.
    Q_PROPERTY(QString needleError READ needleError NOTIFY needleErrorChanged)
    /// Rows that pass.
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    explicit OutputFilter(QObject *parent = nullptr);
    ~OutputFilter() override;

    OutputModel *source() const { return m_wantedSource; }
    void setSource(OutputModel *source);
    bool showsOut() const { return m_showsOut; }
    void setShowOut(bool show);
    bool showsErr() const { return m_showsErr; }
    void setShowErr(bool show);
    QString needle() const { return m_pattern.text(); }
    void setNeedle(const QString &needle);
    bool isCaseSensitive() const { return m_isCaseSensitive; }
    void setCaseSensitive(bool counts);
    bool isRegularExpression() const { return m_pattern.isRegularExpression(); }
    void setRegularExpression(bool isOne);
    QString needleError() const { return m_needleError; }
    int count() const { return int(m_lines.size()); }

    /// The row of the source behind \a row; -1: none.
    Q_INVOKABLE int mapToSource(int row) const;
    /// The row here of the source's \a row; -1: it does not pass, or is none.
    Q_INVOKABLE int mapFromSource(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// For the source alone: its lines before \a line are about to go.
    void dropBefore(qint64 line);
    /// The same: lines have come, and \a changed ones have changed.
    void catchUp(const std::vector<qint64> &changed);
    /// The same: the signals about the rows have been emitted.
    void announceCount();
    /// The same: it is being deleted.
    void forgetSource();

Q_SIGNALS:
    void sourceChanged();
    void showOutChanged();
    void showErrChanged();
    void needleChanged();
    void caseSensitiveChanged();
    void regularExpressionChanged();
    void needleErrorChanged();
    void countChanged();
    /// Rows have come, gone or changed, and every view has been updated.
    void updated();

private:
    bool wantsChange() const override;
    void change() override;
    QObject *object() override { return this; }

    void refilter();
    bool setPattern(const QString &needle, bool isCaseSensitive, bool isRegularExpression);
    void announcePatternError();
    void changeSource();
    void takeRows();
    void insertNew();
    void updateChanged(const std::vector<qint64> &changed);
    bool accepts(qint64 line);
    bool contains(qint64 line, const OutputLine &text);

    QPointer<OutputModel> m_wantedSource;
    OutputModel *m_source = nullptr;
    std::shared_ptr<RowGate> m_gate; // the source's
    std::deque<qint64> m_lines; // that pass
    qint64 m_next = 0; // the first line that has not been judged
    std::map<qint64, qsizetype> m_searched; // of lines that still grow: so far in vain
    RowTurnover m_turnover;
    LinePattern m_pattern;
    QString m_needleError; // when its signal came last
    bool m_isCaseSensitive = false;
    int m_announcedCount = 0;
    bool m_isStale = false; // all lines are to be judged anew
    bool m_isUpdatedDue = false;
    bool m_showsOut = true;
    bool m_showsErr = true;
};

} // namespace Offspring

#endif // OUTPUTFILTER_H
