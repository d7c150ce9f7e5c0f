// The queue page's list.
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include "fake_world.h"
#include "queue/picture_rate.h"
#include "queue/task_list_model.h"
#include "queue/task_row.h"
#include "studio/task_words.h"

using namespace genserve;
using namespace genserve::ui;

class QueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsFollowTheQueue()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("a", tasks::TaskState::Running),
                     FakeTasks::task("b", tasks::TaskState::Queued, 1)};
        TaskListModel model(door);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        Q_EMIT door.tasksChanged();
        QCOMPARE(reset.count(), 0); // the same tasks: the selection stays
        door.list.push_back(FakeTasks::task("c", tasks::TaskState::Queued, 2));
        Q_EMIT door.tasksChanged();
        QCOMPARE(model.rowCount(), 3);
    }

    void draggedTasksGoBeforeTheOneBelow()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("a", tasks::TaskState::Running), FakeTasks::task("b", tasks::TaskState::Queued, 1),
                     FakeTasks::task("c", tasks::TaskState::Queued, 2)};
        TaskListModel model(door);
        QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsDragEnabled));
        const std::unique_ptr<QMimeData> dragged(model.mimeData({model.index(2)}));
        model.dropMimeData(dragged.get(), Qt::MoveAction, 0, 0, {});
        const std::unique_ptr<QMimeData> other(model.mimeData({model.index(1)}));
        model.dropMimeData(other.get(), Qt::MoveAction, 3, 0, {});
        QCOMPARE(door.calls, (QStringList{QStringLiteral("move c b"), QStringLiteral("move b end")}));
    }

    void theRateIsCountedOverTenMinutes()
    {
        FakeTasks door;
        PictureRate rate(door);
        QCOMPARE(rate.perMinute(0), 0.0);
        for (int i = 0; i <= 20; ++i) {
            rate.count(i * 30'000LL); // two a minute
        }
        QCOMPARE(rate.perMinute(600'000), 2.0);
        QCOMPARE(rate.perMinute(1'250'000), 0.0); // long ago
    }

    void everyStateHasWordsAndActions()
    {
        using State = tasks::TaskState;
        for (const State state : {State::Queued, State::Running, State::Finished, State::Failed, State::Cancelled}) {
            QVERIFY(!stateWords(FakeTasks::task("a", state, 1)).word.isEmpty());
        }
        QCOMPARE(TaskRow::actionsOf(FakeTasks::task("a", State::Failed)).front(), TaskRow::Action::Retry);
        QVERIFY(TaskRow::actionsOf(FakeTasks::task("a", State::Finished)).empty());
        for (int code = 1; code <= static_cast<int>(tasks::ReasonCode::StorageFailing); ++code) {
            QVERIFY2(!reasonSentence({static_cast<tasks::ReasonCode>(code), 2, "x"}).isEmpty(),
                     QByteArray::number(code).constData());
        }
    }
};

int runQueue(int argc, char** argv)
{
    QueueTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_queue.moc"
