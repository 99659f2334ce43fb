// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_SEARCH_H
#define VIEWER_SEARCH_H

#include "linepattern.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QBasicTimer>
#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtQml/qqmlregistration.h>

#include <deque>

/// Finds the lines of an output model that match a pattern, and keeps their numbers. It searches a
/// portion in each turn of the event loop, and goes on as lines are added and dropped.
class Search : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QAbstractItemModel *model READ model WRITE setModel NOTIFY modelChanged)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY patternChanged)
    Q_PROPERTY(bool caseSensitive READ isCaseSensitive WRITE setCaseSensitive NOTIFY patternChanged)
    Q_PROPERTY(bool regularExpression READ isRegularExpression WRITE setRegularExpression NOTIFY
                   patternChanged)
    /// What is wrong with the pattern, in a sentence; empty: nothing.
    Q_PROPERTY(QString error READ error NOTIFY foundChanged)
    /// Lines found so far.
    Q_PROPERTY(int count READ count NOTIFY foundChanged)
    /// There are lines that have not been searched yet.
    Q_PROPERTY(bool busy READ isBusy NOTIFY foundChanged)

public:
    explicit Search(QObject *parent = nullptr);

    QAbstractItemModel *model() const { return m_model; }
    void setModel(QAbstractItemModel *model);
    QString text() const { return m_pattern.text(); }
    void setText(const QString &text);
    bool isCaseSensitive() const { return m_isCaseSensitive; }
    void setCaseSensitive(bool counts);
    bool isRegularExpression() const { return m_pattern.isRegularExpression(); }
    void setRegularExpression(bool isOne);
    QString error() const { return m_pattern.error(); }
    int count() const { return int(m_found.size()); }
    bool isBusy() const { return m_timer.isActive(); }

    /// The next line found after \a line, or before it, from the end round to the begin; -1: none.
    Q_INVOKABLE double next(double line, bool backwards) const;
    /// The place of \a line among those found, from 1; 0: it is none of them.
    Q_INVOKABLE int placeOf(double line) const;
    /// Where in a line, the begin and the end of each place.
    Q_INVOKABLE QList<int> hits(const QString &line);

Q_SIGNALS:
    void modelChanged();
    void patternChanged();
    void foundChanged();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void setPattern(const QString &text, bool isCaseSensitive, bool isRegularExpression);
    void restart();
    void goOn();
    void scan();
    void dropOld();
    void takeChanged(const QModelIndex &first, const QModelIndex &last);
    double numberOf(int row) const;
    int firstRowAfter(double line) const;

    QPointer<QAbstractItemModel> m_model;
    int m_lineRole = 0;
    int m_numberRole = 0;
    Offspring::LinePattern m_pattern;
    bool m_isCaseSensitive = false;
    std::deque<double> m_found; // numbers of lines, ascending
    double m_searched = 0; // the last line that has been searched
    QBasicTimer m_timer;
};

#endif // VIEWER_SEARCH_H
