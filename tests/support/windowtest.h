// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WINDOWTEST_H
#define WINDOWTEST_H

#include <QtCore/QLocale>
#include <QtCore/QPointF>
#include <QtCore/QRegularExpression>
#include <QtGui/QColor>
#include <QtGui/QGuiApplication>
#include <QtGui/QStyleHints>
#include <QtQuick/QQuickItem>
#include <QtQuick/QQuickWindow>
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

// For a condition that must come true, on however slow a machine.
#define TRY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 60'000)
#define TRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 60'000)

/// A test of a demo's real window, by keys and clicks. Its items are found by their objectName.
/// With OFFSPRING_SCREENSHOTS set to a folder, pictures are left there.
class WindowTest : public QObject
{
    Q_OBJECT

protected:
    // The offscreen platform has no hover effects, and without them no control has a tooltip. The
    // words are English, which no translator has to be there for; so are numbers, and what programs
    // say.
    WindowTest()
    {
        QGuiApplication::styleHints()->setUseHoverEffects(true);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qputenv("LC_ALL", "C.UTF-8");
        qunsetenv("LANGUAGE");
    }

    virtual QQuickWindow *window() const = 0;

    /// From now on a warning of our own files fails the test; those of Qt's files do not.
    static void failOnOwnWarnings()
    {
        QTest::failOnWarning(QRegularExpression(
            QStringLiteral("qrc:/qt/qml/(Viewer|GpgDesk|DemoControls|Offspring)/|Offspring")));
    }

    /// Until it is shown, and gets the keys.
    void waitForWindow()
    {
        QVERIFY(window());
        QVERIFY(QTest::qWaitForWindowExposed(window()));
        window()->requestActivate();
        TRY(QGuiApplication::focusWindow() == window());
    }

    /// One that is not there: an invisible one.
    QQuickItem *item(const QString &name) const
    {
        if (QQuickItem *const found = named(name, window()->contentItem()))
            return found;
        static QQuickItem missing;
        missing.setVisible(false);
        return &missing;
    }
    QString textOf(const QString &name) const { return item(name)->property("text").toString(); }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(window(), key, modifiers);
    }

    void type(const QString &text)
    {
        for (const QChar character : text)
            QTest::keyClick(window(), character.toLatin1());
    }

    void click(const QString &name)
    {
        TRY(item(name)->isVisible() && item(name)->isEnabled());
        const QQuickItem *const target = item(name);
        const QPointF middle(target->width() / 2, target->height() / 2);
        // Where it is only after the layout of this frame.
        TRY(target->width() > 0 && !target->mapToScene(middle).isNull());
        QTest::mouseClick(window(), Qt::LeftButton, {}, target->mapToScene(middle).toPoint());
    }

    void focus(const QString &name)
    {
        item(name)->forceActiveFocus();
        TRY(item(name)->hasActiveFocus());
    }

    /// As WCAG has it, from 1 to 21; 3 is enough for large text and for signs.
    static double contrast(const QColor &one, const QColor &other)
    {
        const auto luminance = [](const QColor &colour) {
            const auto linear = [](double part) {
                return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
            };
            return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
                + 0.0722 * linear(colour.blueF());
        };
        const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
        return (lighter + 0.05) / (darker + 0.05);
    }
    /// What programs write in colours can be read, also what has a blue ground, as that of mc.
    static void checkColours(const QObject *colours)
    {
        const auto colour = [colours](const char *name) {
            return colours->property(name).value<QColor>();
        };
        for (const char *name : {"foreground", "red", "green", "yellow", "blue", "magenta", "cyan",
                                 "brightBlack", "brightRed", "brightGreen", "brightYellow",
                                 "brightBlue", "brightMagenta", "brightCyan"}) {
            const double onGround = contrast(colour(name), colour("background"));
            QVERIFY2(onGround >= 3, name);
        }
        for (const char *name : {"white", "brightYellow", "brightWhite"})
            QVERIFY2(contrast(colour(name), colour("blue")) >= 3, name);
    }

    /// The texts that are seen and have no room, apart from those of items in \a shortened, which
    /// hold what is the user's and as long as they like.
    QStringList cutTexts(const QStringList &shortened) const
    {
        QStringList result;
        collectCutTexts(window()->contentItem(), shortened, result);
        return result;
    }

    void picture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("OFFSPRING_SCREENSHOTS");
        QTest::qWait(100); // the blinking cursor, the layout of the last frame
        QVERIFY(
            window()->grabWindow().save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }

private:
    static void collectCutTexts(const QQuickItem *parent, const QStringList &shortened,
                                QStringList &result)
    {
        const QList<QQuickItem *> children = parent->childItems();
        for (const QQuickItem *child : children) {
            if (!child->isVisible() || child->opacity() == 0)
                continue;
            const QString text = child->property("text").toString();
            const QVariant width = child->property("contentWidth");
            const bool isText = child->inherits("QQuickText") && !text.isEmpty();
            const bool isCut = child->property("truncated").toBool()
                || (child->property("lineCount").toInt() == 1
                    && width.toReal() > child->width() + 0.5);
            if (isText && isCut && !isPartOf(child, shortened))
                result << namesOf(child) + QStringLiteral(": ") + text;
            collectCutTexts(child, shortened, result);
        }
    }

    static bool isPartOf(const QQuickItem *item, const QStringList &names)
    {
        for (; item; item = item->parentItem()) {
            if (names.contains(item->objectName()))
                return true;
        }
        return false;
    }

    static QString namesOf(const QQuickItem *item)
    {
        QStringList result;
        for (; item; item = item->parentItem()) {
            if (!item->objectName().isEmpty())
                result.prepend(item->objectName());
        }
        return result.join(QLatin1Char('/'));
    }

    /// Below \a parent as it is seen. Several may have the name: a visible one first.
    static QQuickItem *named(const QString &name, QQuickItem *parent)
    {
        QQuickItem *hidden = nullptr;
        const QList<QQuickItem *> children = parent->childItems();
        for (QQuickItem *child : children) {
            QQuickItem *const found = child->objectName() == name ? child : named(name, child);
            if (found && found->isVisible())
                return found;
            if (found)
                hidden = found;
        }
        return hidden;
    }
};

#endif // WINDOWTEST_H
