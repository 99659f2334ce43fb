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

/// The places of a line's characters, as Qt Quick's Text lays the line out at the same width and in
/// the same font; Text has no function for that. Positions count in the plain line and are between
/// two characters as users see them: never within a surrogate pair or before an accent.
class LineGeometry : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    /// The line as it came, or its beginning.
    Q_PROPERTY(QString line READ line WRITE setLine NOTIFY changed)
    /// The width of each of its tabs in cells. The model counts them, with wide characters in mind.
    Q_PROPERTY(QList<int> tabs READ tabs WRITE setTabs NOTIFY changed)
    /// What is laid out: the line with its tabs as spaces.
    Q_PROPERTY(QString shownText READ shownText NOTIFY changed)
    Q_PROPERTY(QFont font READ font WRITE setFont NOTIFY changed)
    /// Where it is wrapped; 0: nowhere.
    Q_PROPERTY(qreal width READ width WRITE setWidth NOTIFY changed)
    /// Changes with each change of the layout, for bindings that call rectangles().
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
    /// The rectangles of the characters from \a from to \a to, one for each row of the text.
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
    std::unique_ptr<QTextLayout> m_layout; // null: not needed since the last change
};

#endif // VIEWER_LINEGEOMETRY_H
