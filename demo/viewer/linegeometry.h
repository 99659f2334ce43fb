// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_LINEGEOMETRY_H
#define VIEWER_LINEGEOMETRY_H

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QRectF>
#include <QtGui/QFont>
#include <QtGui/QTextLayout>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <vector>

/// Where the characters of a line are, as Qt Quick's Text lays it out at the same width in the same
/// font; Text itself does not tell. Positions are those of the plain line, between two characters as
/// people see them: never within a surrogate pair or before an accent.
class LineGeometry : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    /// The line as it came, or its beginning.
    Q_PROPERTY(QString line READ line WRITE setLine NOTIFY changed)
    /// How many cells each of its tabs has, as the model says it, which knows of wide characters.
    Q_PROPERTY(QList<int> tabs READ tabs WRITE setTabs NOTIFY changed)
    /// What is laid out: the line with its tabs as spaces.
    Q_PROPERTY(QString shownText READ shownText NOTIFY changed)
    Q_PROPERTY(QFont font READ font WRITE setFont NOTIFY changed)
    /// Where it is wrapped; 0: nowhere.
    Q_PROPERTY(qreal width READ width WRITE setWidth NOTIFY changed)
    /// Another one after each change: for bindings that ask for rectangles.
    Q_PROPERTY(int revision READ revision NOTIFY changed)

public:
    using QObject::QObject;

    QString line() const { return m_line; }
    void setLine(const QString &line);
    QList<int> tabs() const { return m_tabs; }
    void setTabs(const QList<int> &tabs);
    QString shownText() const { return m_shown; }
    QFont font() const { return m_font; }
    void setFont(const QFont &font);
    qreal width() const { return m_width; }
    void setWidth(qreal width);
    int revision() const { return m_revision; }

    /// The nearest position.
    Q_INVOKABLE int positionAt(qreal x, qreal y);
    /// The position before the character at that place; -1: there is none.
    Q_INVOKABLE int characterAt(qreal x, qreal y);
    /// What is behind the characters from \a from to \a to, a rectangle for each row of the text.
    Q_INVOKABLE QList<QRectF> rectangles(int from, int to);

Q_SIGNALS:
    void changed();

private:
    void forget();
    void expandTabs();
    QTextLayout &layout();
    QTextLine textLineAt(qreal y);
    int toShown(int position) const;
    int toPosition(int shown) const;

    QString m_line;
    QList<int> m_tabs;
    QString m_shown;
    std::vector<int> m_places; // in the text that is shown, of each character; empty: the same
    QFont m_font;
    qreal m_width = 0;
    int m_revision = 0;
    std::unique_ptr<QTextLayout> m_layout; // null: nobody has asked since the last change
};

#endif // VIEWER_LINEGEOMETRY_H
