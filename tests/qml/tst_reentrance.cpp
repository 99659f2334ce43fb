// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Everything in every handler: each method and property of a Process, an OutputModel and an
// OutputFilter, and the end of each of them, in each signal of each of them. All are taken from the
// meta-objects, so that none is forgotten. Qt's own tester and a ListView watch both models.

#include "outputfilter.h"
#include "outputline.h"
#include "outputmodel.h"
#include "qmlprocess.h"

#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QMetaMethod>
#include <QtCore/QMetaProperty>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtQml/QJSEngine>
#include <QtQuick/QQuickItem>
#include <QtQuick/QQuickView>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

#include <functional>
#include <memory>
#include <vector>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

constexpr auto viewDocument = R"(
import QtQuick
Item {
    width: 200; height: 200
    component Lines: ListView {
        width: 100; height: 200
        onCountChanged: positionViewAtEnd()
    }
    Lines {
        objectName: "modelView"
        delegate: Text { required property string styledText; text: styledText }
    }
    Lines {
        objectName: "filterView"; x: 100
        delegate: Text { required property string styledText; text: styledText }
    }
})";

/// A child, its output and those lines of it that have a 7.
class Scene
{
public:
    explicit Scene(const QQuickItem *views)
        : modelView(views->findChild<QQuickItem *>(u"modelView"_s))
        , filterView(views->findChild<QQuickItem *>(u"filterView"_s))
    {
        describeChild();
        model->setMaximumLines(20);
        model->setProcess(process);
        filter->setSource(model);
    }
    ~Scene()
    {
        delete process;
        delete filter;
        delete model;
        delete other;
    }
    Q_DISABLE_COPY_MOVE(Scene)

    void describeChild(bool usePTY = false) const
    {
        const QString script = usePTY ? u"echo 7; exit 3"_s : u"echo 7; echo 8 >&2; cat; exit 3"_s;
        process->setProperty("usePTY", usePTY);
        process->setProperty("executable", u"sh"_s);
        process->setProperty("workingDirectory", QString());
        process->setProperty("paused", false);
        process->setArgs(QStringList{u"-c"_s, script});
    }

    void watch()
    {
        using Mode = QAbstractItemModelTester::FailureReportingMode;
        testers[0] = std::make_unique<QAbstractItemModelTester>(model, Mode::QtTest);
        testers[1] = std::make_unique<QAbstractItemModelTester>(filter, Mode::QtTest);
        // A view takes an object for the last one that lies where that one was.
        modelView->setProperty("model", QVariant());
        filterView->setProperty("model", QVariant());
        modelView->setProperty("model", QVariant::fromValue<QObject *>(model));
        filterView->setProperty("model", QVariant::fromValue<QObject *>(filter));
    }

    QObject *object(int kind) const
    {
        return kind == 0 ? static_cast<QObject *>(process)
            : kind == 1  ? static_cast<QObject *>(model)
                         : static_cast<QObject *>(filter);
    }

    /// What is read at any moment fits together.
    void check() const
    {
        if (model) {
            QCOMPARE(model->rowCount(), model->count());
            for (int row = 0; row < model->count(); ++row) {
                QCOMPARE(model->index(row).data(OutputModel::LineNumberRole).toDouble(),
                         model->firstLineNumber() + row);
            }
        }
        if (filter)
            QCOMPARE(filter->rowCount(), filter->count());
        if (!filter || !model || filter->source() != model)
            return;
        for (int row = 0; row < filter->count() && filter->mapToSource(0) >= 0; ++row) {
            const int sourceRow = filter->mapToSource(row);
            QVERIFY(sourceRow >= 0 && sourceRow < model->count());
            QCOMPARE(filter->mapFromSource(sourceRow), row);
            QCOMPARE(filter->index(row).data(OutputModel::LineRole).toString(),
                     model->text(sourceRow));
        }
    }

    /// When no signal is being emitted: the filter has what it wants, the views all of that.
    void checkAtRest() const
    {
        check();
        if (filter && filter->source()) {
            int passing = 0;
            for (int row = 0; row < filter->source()->count(); ++row) {
                const OutputLine &line = filter->source()->line(row);
                passing += (line.childFD != 1 || filter->showsOut())
                        && (line.childFD != 2 || filter->showsErr())
                        && line.text.contains(filter->needle(), Qt::CaseInsensitive)
                    ? 1
                    : 0;
            }
            QCOMPARE(filter->count(), passing);
        } else if (filter) {
            QCOMPARE(filter->count(), 0);
        }
        QMetaObject::invokeMethod(modelView, "forceLayout");
        QMetaObject::invokeMethod(filterView, "forceLayout");
        if (model)
            QCOMPARE(modelView->property("count").toInt(), model->count());
        if (filter)
            QCOMPARE(filterView->property("count").toInt(), filter->count());
    }

    QPointer<QmlProcess> process = new QmlProcess;
    QPointer<OutputModel> model = new OutputModel;
    QPointer<OutputModel> other = new OutputModel; // to be taken as a source
    QPointer<OutputFilter> filter = new OutputFilter;
    QQuickItem *modelView;
    QQuickItem *filterView;
    std::unique_ptr<QAbstractItemModelTester> testers[2];
};

/// Something that a handler does.
struct Action
{
    QByteArray name;
    std::function<void(Scene &)> run;
};

const char *const kindNames[] = {"Process", "OutputModel", "OutputFilter"};
const QMetaObject *const metaObjects[] = {
    &QmlProcess::staticMetaObject, &OutputModel::staticMetaObject, &OutputFilter::staticMetaObject};

QVariant otherValue(const QMetaProperty &property, const QObject *object, Scene &scene, int nth)
{
    const QVariant now = property.read(object);
    if (property.metaType() == QMetaType::fromType<QmlProcess *>())
        return nth == 0 ? QVariant::fromValue<QmlProcess *>(nullptr)
                        : QVariant::fromValue(scene.process.data());
    if (property.metaType() == QMetaType::fromType<OutputModel *>())
        return nth == 0 ? QVariant::fromValue<OutputModel *>(nullptr)
                        : QVariant::fromValue((nth == 1 ? scene.other : scene.model).data());
    if (property.isEnumType())
        return now.toInt() == 0 ? 1 : 0;
    switch (property.typeId()) {
    case QMetaType::Bool:
        return !now.toBool();
    case QMetaType::Int:
        return nth == 0 ? 3 : 30;
    case QMetaType::QString:
        return nth == 0 ? u"7"_s : QString();
    default:
        return property.metaType() == QMetaType::fromType<QJSValue>()
            ? QVariant::fromValue(QJSValue())
            : now;
    }
}

/// With arguments that mean something, if anything can.
void call(QObject *object, const QMetaMethod &method)
{
    std::vector<QVariant> values;
    std::vector<QGenericArgument> arguments(10);
    values.reserve(10);
    auto *const model = qobject_cast<QAbstractItemModel *>(object);
    for (int i = 0; i < method.parameterCount(); ++i) {
        const QMetaType type = method.parameterMetaType(i);
        QVariant value(type);
        if (type == QMetaType::fromType<QModelIndex>() && model)
            value = model->index(0, 0);
        else if (type == QMetaType::fromType<QString>())
            value = u"7"_s;
        else if (type == QMetaType::fromType<QJSValue>())
            value = QVariant::fromValue(QJSValue(u"7\n"_s));
        values.push_back(value);
        arguments[size_t(i)] = QGenericArgument(type.name(), values.back().constData());
    }
    method.invoke(object, Qt::DirectConnection, arguments[0], arguments[1], arguments[2],
                  arguments[3], arguments[4], arguments[5], arguments[6], arguments[7],
                  arguments[8], arguments[9]);
}

std::vector<Action> actionsOn(int kind)
{
    std::vector<Action> actions;
    const QMetaObject *const meta = metaObjects[kind];
    const QByteArray prefix = QByteArray(kindNames[kind]) + '.';
    for (int i = 0; i < meta->propertyCount(); ++i) {
        const QMetaProperty property = meta->property(i);
        for (int nth = 0; nth < (property.isWritable() ? 3 : 1); ++nth) {
            actions.push_back(
                {prefix + property.name() + " = " + QByteArray::number(nth), [=](Scene &scene) {
                     QObject *const object = scene.object(kind);
                     if (object && !property.isWritable())
                         property.read(object);
                     else if (object)
                         property.write(object, otherValue(property, object, scene, nth));
                 }});
        }
    }
    for (int i = 0; i < meta->methodCount(); ++i) {
        const QMetaMethod method = meta->method(i);
        const bool isPublic = method.access() == QMetaMethod::Public;
        if (!isPublic || method.methodType() == QMetaMethod::Signal
            || method.name().startsWith("_q_") || method.name() == "deleteLater") {
            continue;
        }
        actions.push_back({prefix + method.methodSignature(), [=](Scene &scene) {
                               if (QObject *const object = scene.object(kind))
                                   call(object, method);
                           }});
    }
    actions.push_back({prefix + "deleteLater()", [=](Scene &scene) {
                           if (QObject *const object = scene.object(kind))
                               object->deleteLater();
                       }});
    actions.push_back({prefix + "delete", [=](Scene &scene) { delete scene.object(kind); }});
    return actions;
}

/// Calls back, once, in a signal that is known only when the test runs.
class Handler : public QObject
{
    Q_OBJECT

public:
    void connectTo(QObject *sender, const QMetaMethod &signal)
    {
        const QMetaMethod slot = metaObject()->method(metaObject()->indexOfSlot("handle()"));
        connect(sender, signal, this, slot);
    }

    std::function<void()> callback;
    bool wasCalled = false;

public Q_SLOTS:
    void handle()
    {
        if (!std::exchange(wasCalled, true))
            callback();
    }
};

} // namespace

class tst_Reentrance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everythingInEverySignal_data();
    void everythingInEverySignal();
    void clearWhileRowsComeIsClear();
    void answersWithoutEndLeaveTheLoopAlive();

private:
    bool runPair(int kind, const QMetaMethod &signal, const Action &action, bool isFirst);
    static void makeRowsChange(Scene &scene);
    static void makeChildTalk(Scene &scene, bool usePTY);
    static void makePropertiesChange(Scene &scene);

    QTemporaryDir m_directory;
    QQuickView m_view;
};

void tst_Reentrance::initTestCase()
{
    // A file: since Qt 6.8 the components inside a document are looked for at its address.
    QFile file(m_directory.filePath(u"views.qml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(viewDocument) > 0);
    file.close();
    m_view.setSource(QUrl::fromLocalFile(file.fileName()));
    QVERIFY(m_view.rootObject()); // else the engine has warned, and says why
    m_view.show();
}

void tst_Reentrance::everythingInEverySignal_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("index");
    for (int kind = 0; kind < 3; ++kind) {
        const QMetaObject *const meta = metaObjects[kind];
        for (int i = 0; i < meta->methodCount(); ++i) {
            const QMetaMethod signal = meta->method(i);
            const bool isDestroyed = signal.name() == "destroyed" && signal.parameterCount() == 0;
            if (signal.methodType() == QMetaMethod::Signal && !isDestroyed)
                QTest::addRow("%s.%s", kindNames[kind], signal.methodSignature().constData())
                    << kind << i;
        }
    }
}

void tst_Reentrance::everythingInEverySignal()
{
    QFETCH(int, kind);
    QFETCH(int, index);
    const QMetaMethod signal = metaObjects[kind]->method(index);
    if (!runPair(kind, signal, {"nothing", [](Scene &) { }}, true))
        QSKIP("never sent: columns do not come or go, layouts do not change");
    int sent = 0;
    int runs = 0;
    int turn = 0;
    for (int target = 0; target < 3; ++target) {
        for (const Action &action : actionsOn(target)) {
            // Qt's own classes do not survive these.
            const bool endsSender = target == kind
                && ((action.name.endsWith("delete") && signal.name().contains("AboutTo"))
                    || signal.name() == "destroyed");
            if (endsSender)
                continue;
            // What the filter's rows say goes with the source, at once. The tester compares it from
            // one signal to the next, so it must not go in between.
            const bool takesRowsAway = kind == 2 && action.name == "OutputModel.delete";
            const bool isFirst =
                takesRowsAway ? signal.name().contains("AboutTo") : ++turn % 2 == 0;
            ++runs;
            sent += runPair(kind, signal, action, isFirst) ? 1 : 0;
            if (QTest::currentTestFailed()) {
                qWarning() << action.name;
                return;
            }
        }
    }
    QCOMPARE(sent, runs);
}

/// \a isFirst: before the views get it; otherwise after them. False: it was not sent.
bool tst_Reentrance::runPair(int kind, const QMetaMethod &signal, const Action &action,
                             bool isFirst)
{
    Scene scene(m_view.rootObject());
    Handler handler;
    handler.callback = [&] {
        scene.check();
        action.run(scene);
        scene.check();
    };
    if (!isFirst)
        scene.watch();
    handler.connectTo(scene.object(kind), signal);
    if (isFirst)
        scene.watch();
    makeRowsChange(scene);
    makePropertiesChange(scene);
    if (kind == 0) {
        const QByteArrayList ofTerminals = {"terminalNameChanged", "echoChanged",
                                            "lineEditingChanged"};
        makeChildTalk(scene, ofTerminals.contains(signal.name()));
    }
    if (signal.name() == "destroyed")
        delete scene.object(kind);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::processEvents();
    scene.checkAtRest();
    return handler.wasCalled;
}

/// Lines come, change, pass the filter or not, and go, some at a time and all at once.
void tst_Reentrance::makeRowsChange(Scene &scene)
{
    const auto receive = [&scene](int childFD, const QByteArray &data) {
        if (scene.process)
            Q_EMIT scene.process->bytesReceived(childFD, data);
        if (scene.model)
            scene.model->flush();
    };
    if (scene.filter)
        scene.filter->setNeedle(u"7"_s);
    receive(1, "7\n8\n17\n");
    receive(2, "7 and");
    receive(1, "1");
    receive(1, "7");
    receive(1, "\r8");
    receive(1, QByteArray("7\n8\n").repeated(9));
    receive(1, "7\n8\n7\n");
    receive(1, QByteArray("7\n8\n").repeated(6000));
    if (scene.model)
        scene.model->setMaximumLines(5);
    if (scene.model)
        scene.model->clear();
    receive(1, "7\n8\n");
}

void tst_Reentrance::makePropertiesChange(Scene &scene)
{
    for (int kind = 0; kind < 3; ++kind) {
        const QMetaObject *const meta = metaObjects[kind];
        for (int i = 0; i < meta->propertyCount(); ++i) {
            const QMetaProperty property = meta->property(i);
            if (!property.isWritable() || property.name() == "running"_ba)
                continue;
            for (const int nth : {0, 2}) {
                if (QObject *const object = scene.object(kind)) {
                    const QVariant value = otherValue(property, object, scene, nth);
                    property.write(object, value);
                }
            }
        }
    }
}

/// A real child that says something, is written to, and ends.
void tst_Reentrance::makeChildTalk(Scene &scene, bool usePTY)
{
    // The process may live longer than this call, and is destroyed then.
    const auto isEnded = std::make_shared<bool>(false);
    const auto end = [isEnded] { *isEnded = true; };
    if (scene.process) {
        scene.describeChild(usePTY);
        QObject::connect(scene.process, &QmlProcess::ended, scene.process, end);
        QObject::connect(scene.process, &QObject::destroyed, end);
        if (!scene.process->isRunning())
            scene.process->start();
    }
    if (scene.process && !usePTY)
        scene.process->write(QJSValue(QString(400'000, u'7')));
    if (scene.process)
        scene.process->closeStdin();
    while (scene.process && !*isEnded) {
        if (scene.process->isPaused())
            scene.process->setPaused(false);
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    if (scene.model)
        scene.model->flush();
}

// The report that began it.
void tst_Reentrance::clearWhileRowsComeIsClear()
{
    Scene scene(m_view.rootObject());
    scene.watch();
    QString text;
    connect(scene.model, &OutputModel::rowsInserted, scene.model, [&] {
        text = scene.model->textOf(0, scene.model->count() - 1);
        scene.model->clear();
    });
    scene.model->receive(1, "1\n7\n");
    scene.model->flush();
    QCOMPARE(text, u"1\n7"_s);
    QCOMPARE(scene.model->count(), 0);
    QCOMPARE(scene.filter->count(), 0);
    scene.checkAtRest();
    scene.filter->setNeedle(u"7"_s);
    scene.checkAtRest();
}

// Each change asks for another one.
void tst_Reentrance::answersWithoutEndLeaveTheLoopAlive()
{
    Scene scene(m_view.rootObject());
    scene.watch();
    scene.model->receive(1, "1\n7\n");
    scene.model->flush();
    int changes = 0;
    connect(scene.filter, &OutputFilter::countChanged, scene.filter, [&] {
        if (++changes < 1000)
            scene.filter->setNeedle(changes % 2 == 0 ? u"7"_s : QString());
    });
    scene.filter->setNeedle(u"7"_s);
    QVERIFY(changes < 1000);
    scene.check();
    QTRY_COMPARE_WITH_TIMEOUT(changes, 1000, 60'000);
    scene.checkAtRest();
}

QTEST_MAIN(tst_Reentrance)
#include "tst_reentrance.moc"
