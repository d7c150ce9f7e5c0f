// The queue page's list.
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "commands/command_registry.h"
#include "controls/text_button.h"
#include "controls/text_label.h"
#include "fake_world.h"
#include "queue/device_memory.h"
#include "queue/device_panel.h"
#include "queue/picture_rate.h"
#include "queue/queue_page.h"
#include "queue/task_columns.h"
#include "queue/task_list.h"
#include "queue/task_list_model.h"
#include "queue/totals_card.h"
#include "shell/status_bar.h"
#include "studio/queue_strip.h"
#include "studio/strip_cards.h"
#include "studio/task_edit.h"
#include "studio/task_words.h"
#include "studio_window.h"

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
        const FakeModels models;
        TaskListModel model(door, models);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        Q_EMIT door.tasksChanged();
        QCOMPARE(reset.count(), 0); // the same tasks: the selection stays
        door.list.push_back(FakeTasks::task("c", tasks::TaskState::Queued, 2));
        Q_EMIT door.tasksChanged();
        QCOMPARE(model.rowCount(), 3);
    }

    void aModelIsCalledByItsName()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("a", tasks::TaskState::Running),
                     FakeTasks::task("b", tasks::TaskState::Queued, 1)};
        door.list[0].task.modelId = "flux1-schnell";
        door.list[1].task.modelId = "gone";
        const FakeModels models;
        TaskListModel model(door, models);
        QCOMPARE(model.modelOf(model.task(0).task), QStringLiteral("FLUX.1 schnell"));
        QCOMPARE(model.modelOf(model.task(1).task), QStringLiteral("gone")); // no longer installed
        model.setFilter({TaskGroup::All, {}, QStringLiteral("flux.1 sch")});
        QCOMPARE(model.rowCount(), 1);
    }

    void aDeviceTellsTheNameOfItsModel()
    {
        const FakeModels models;
        DevicePanel panel(models);
        tasks::DeviceStatus device;
        device.id = "cpu";
        device.heldModels = {"flux1-schnell"};
        panel.setDevice(device, std::nullopt);
        const auto labels = panel.findChildren<ElidedLabel*>();
        QVERIFY(std::ranges::any_of(
            labels, [](const ElidedLabel* one) { return one->fullText() == QStringLiteral("FLUX.1 schnell · fp16"); }));
    }

    void aDeviceTellsTheModelOfItsFirstTask()
    {
        const FakeModels models;
        DevicePanel panel(models);
        tasks::DeviceStatus device;
        device.id = device.gpuId = "cuda:0";
        device.state = tasks::DeviceState::Busy; // what it holds is told when the task ends
        panel.setDevice(device, FakeTasks::task("a", tasks::TaskState::Running));
        const auto labels = panel.findChildren<ElidedLabel*>();
        QVERIFY(std::ranges::any_of(
            labels, [](const ElidedLabel* one) { return one->fullText() == QStringLiteral("Starter · fp16"); }));
    }

    void memoryOnTopOfTheRestIsActivations()
    {
        DeviceMemory memory;
        tasks::DeviceStatus device;
        device.gpuId = "cuda:0";
        device.state = tasks::DeviceState::Busy;
        device.figures.memoryTotal = 100;
        device.figures.memoryUsed = 70;
        device.figures.memoryModels = 40;
        memory.take(device); // never seen at rest
        QCOMPARE(memory.use().activations, qint64{30});
        device.state = tasks::DeviceState::Idle;
        device.figures.memoryUsed = 50;
        memory.take(device);
        QCOMPARE(memory.use().other, qint64{10});
        device.state = tasks::DeviceState::Busy;
        device.figures.memoryUsed = 70;
        memory.take(device);
        QCOMPARE(memory.use().weights, qint64{40});
        QCOMPARE(memory.use().activations, qint64{20});
        QCOMPARE(memory.use().other, qint64{10});
    }

    void aNarrowStripShowsTheDevicesThatWork()
    {
        FakeTasks door;
        const FakeModels models;
        for (int i = 0; i < 8; ++i) {
            tasks::DeviceStatus device;
            device.id = device.gpuId = "cuda:" + std::to_string(i);
            device.state = i == 2 || i == 6 ? tasks::DeviceState::Busy : tasks::DeviceState::Idle;
            door.hardware.push_back(device);
        }
        QWidget dock;
        QHBoxLayout title(&dock);
        QueueStrip strip(door, models, title);
        strip.resize(900, 120);
        strip.show();
        QStringList shown;
        for (const DeviceCard* card : strip.findChildren<DeviceCard*>()) {
            shown << card->accessibleName().section(u',', 0, 0);
        }
        QCOMPARE(shown, (QStringList{QStringLiteral("cuda:2"), QStringLiteral("cuda:6")}));
        const auto buttons = dock.findChildren<TextButton*>() + strip.findChildren<TextButton*>();
        QVERIFY(std::ranges::any_of(buttons,
                                    [](const TextButton* one) { return one->text().contains(QStringLiteral("+6")); }));
    }

    void draggedTasksGoBeforeTheOneBelow()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("a", tasks::TaskState::Running), FakeTasks::task("b", tasks::TaskState::Queued, 1),
                     FakeTasks::task("c", tasks::TaskState::Queued, 2)};
        const FakeModels models;
        TaskListModel model(door, models);
        QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsDragEnabled));
        const std::unique_ptr<QMimeData> dragged(model.mimeData({model.index(2)}));
        model.dropMimeData(dragged.get(), Qt::MoveAction, 0, 0, {});
        const std::unique_ptr<QMimeData> other(model.mimeData({model.index(1)}));
        model.dropMimeData(other.get(), Qt::MoveAction, 3, 0, {});
        QCOMPARE(door.calls, (QStringList{QStringLiteral("move c b"), QStringLiteral("move b end")}));
    }

    void aDropChangesTheOrderOnlyWhereItWould()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("a", tasks::TaskState::Running), FakeTasks::task("b", tasks::TaskState::Queued, 1),
                     FakeTasks::task("c", tasks::TaskState::Queued, 2), FakeTasks::task("x", tasks::TaskState::Failed)};
        const FakeModels models;
        const TaskListModel model(door, models);
        QCOMPARE(model.waitingRows(), std::pair(1, 3));
        QVERIFY(!model.targetOf("b", 0)); // above what runs is where it stands
        QVERIFY(!model.targetOf("b", 2));
        QCOMPARE(model.targetOf("c", 0)->task, std::string("b"));
        QVERIFY(model.targetOf("b", 4)->place == tasks::MoveTarget::Place::End); // not among the failed ones
    }

    void filtersByStateDoorAndText()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("a", tasks::TaskState::Running), FakeTasks::task("b", tasks::TaskState::Queued, 1),
                     FakeTasks::task("c", tasks::TaskState::Queued, 2), FakeTasks::task("x", tasks::TaskState::Failed)};
        const FakeModels models;
        TaskListModel model(door, models);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Q_EMIT door.finished(FakeTasks::finishedTask(1, 0));
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.count(TaskGroup::Waiting), 2);
        model.setFilter({TaskGroup::Waiting, {}, {}});
        QCOMPARE(model.rowCount(), 2);
        model.setFilter({TaskGroup::Waiting, "atelier-web", {}});
        QCOMPARE(model.task(0).task.id, std::string("b"));
        QCOMPARE(model.rowCount(), 1);
        model.setFilter({TaskGroup::All, {}, QStringLiteral("SEA, X")});
        QCOMPARE(model.rowCount(), 1);
        model.setFilter({TaskGroup::Done, {}, {}});
        QCOMPARE(model.task(0).task.id, std::string("f1"));
        QCOMPARE(model.count(TaskGroup::All), 5);
        auto trashed = FakeTasks::finishedTask(1, 0);
        trashed.trashedMs = 1;
        Q_EMIT door.marked(trashed);
        QCOMPARE(model.rowCount(), 0);
    }

    void rowsShowWhatTheyWorkOnOrMade()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("a", tasks::TaskState::Queued, 1),
                     FakeTasks::task("b", tasks::TaskState::Queued, 2)};
        door.list.front().task.mode = Mode::Fill;
        const FakeModels models;
        TaskListModel model(door, models);
        const auto pictureOf = [&](int row) { return model.index(row).data(Qt::DecorationRole).value<QImage>(); };
        QVERIFY(pictureOf(0).isNull());
        QTRY_VERIFY(!pictureOf(0).isNull()); // its input
        QVERIFY(pictureOf(1).isNull());      // words alone
        QImage preview(8, 8, QImage::Format_RGB32);
        preview.fill(Qt::red);
        Q_EMIT door.previewed("b", preview);
        QCOMPARE(pictureOf(1), preview);
        door.list.pop_back();
        Q_EMIT door.finished(FakeTasks::task("b", tasks::TaskState::Finished).task);
        QTRY_VERIFY(pictureOf(1) != preview); // its result
        QCOMPARE(door.inputs, 1);
    }

    void everyActionOfTheMenuReachesTheQueue()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("a", tasks::TaskState::Running), FakeTasks::task("b", tasks::TaskState::Queued, 1),
                     FakeTasks::task("c", tasks::TaskState::Queued, 2),
                     FakeTasks::task("d", tasks::TaskState::Queued, 3), FakeTasks::task("x", tasks::TaskState::Failed)};
        door.savedRequest = GenerationRequest();
        CommandRegistry commands;
        const FakeModels models;
        const PictureRate rate(door);
        QueuePage page(door, models, rate, commands);
        page.show();
        auto* list = page.findChild<TaskList*>();
        QSignalSpy opened(&page, &QueuePage::openWanted), edited(&page, &QueuePage::editWanted);
        const auto run = [&](int row, const char* command) {
            list->setCurrentIndex(list->model()->index(row, 0));
            commands.run(QLatin1String(command));
        };
        run(2, "queue.earlier");
        run(2, "queue.later");
        run(3, "queue.runNext");
        run(1, "queue.runLast");
        run(1, "queue.retry"); // does not act on it
        run(1, "queue.cancel");
        run(4, "queue.retry");
        run(4, "queue.remove");
        run(0, "queue.open");
        run(1, "queue.edit");
        run(0, "queue.edit"); // runs already
        run(1, "queue.duplicate");
        QCOMPARE(door.calls,
                 (QStringList{QStringLiteral("move c b"), QStringLiteral("move c end"), QStringLiteral("move d front"),
                              QStringLiteral("move b end"), QStringLiteral("cancel b"), QStringLiteral("retry x"),
                              QStringLiteral("trash x")}));
        QCOMPARE(opened.count(), 1);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(door.submitted.size(), std::size_t{1});
    }

    void theChosenTaskStaysChosenWhileTheQueueMoves()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("b", tasks::TaskState::Queued, 1),
                     FakeTasks::task("c", tasks::TaskState::Queued, 2)};
        CommandRegistry commands;
        const FakeModels models;
        const PictureRate rate(door);
        QueuePage page(door, models, rate, commands);
        page.show();
        auto* list = page.findChild<TaskList*>();
        list->setCurrentIndex(list->model()->index(1, 0));
        std::swap(door.list[0], door.list[1]);
        Q_EMIT door.tasksChanged();
        QCOMPARE(list->currentIndex().row(), 0);
    }

    void theListStaysWhereItIsWhileTheQueueMoves()
    {
        FakeTasks door;
        const FakeModels models;
        CommandRegistry commands;
        for (int i = 0; i < 60; ++i) {
            door.list.push_back(FakeTasks::task("t" + std::to_string(i), tasks::TaskState::Failed));
        }
        const PictureRate rate(door);
        QueuePage page(door, models, rate, commands);
        page.resize(1200, 800);
        page.show();
        auto* list = page.findChild<TaskList*>();
        list->setCurrentIndex(list->model()->index(40, 0));
        list->scrollToTop();
        door.list.insert(door.list.begin(), FakeTasks::task("new", tasks::TaskState::Running));
        Q_EMIT door.tasksChanged();
        QCOMPARE(list->currentIndex().row(), 41);
        QCOMPARE(list->verticalScrollBar()->value(), 0);
    }

    void commandsAreThereForTheChosenTaskOnly()
    {
        FakeTasks door;
        const FakeModels models;
        CommandRegistry commands;
        door.list = {FakeTasks::task("a", tasks::TaskState::Running), FakeTasks::task("x", tasks::TaskState::Failed)};
        const PictureRate rate(door);
        QueuePage page(door, models, rate, commands);
        const auto isAllowed = [&commands](const char* id) { return commands.action(QLatin1String(id))->isEnabled(); };
        QVERIFY(!isAllowed("queue.duplicate"));
        auto* list = page.findChild<TaskList*>();
        list->setCurrentIndex(list->model()->index(0, 0));
        QVERIFY(isAllowed("queue.cancel"));
        QVERIFY(!isAllowed("queue.retry"));
        list->setCurrentIndex(list->model()->index(1, 0));
        QVERIFY(isAllowed("queue.retry"));
        QVERIFY(!isAllowed("queue.cancel"));
    }

    void aCallersAddressStandsUnderItsKey()
    {
        FakeTasks door;
        const FakeModels models;
        TaskListModel model(door, models);
        tasks::Task task = FakeTasks::task("a", tasks::TaskState::Queued, 1).task;
        QCOMPARE(model.senderLine(task), QStringLiteral("Text"));
        FakeServer server;
        server.callers = {{QStringLiteral("atelier-web"), QStringLiteral("192.168.1.31"), 0, 0, 0, 0}};
        model.setServer(&server);
        QCOMPARE(model.senderLine(task), QStringLiteral("192.168.1.31"));
        task.client = "render-farm"; // has not called since the start
        QCOMPARE(model.senderLine(task), QStringLiteral("Text"));
    }

    void severalTasksAreCancelledAtOnce()
    {
        FakeTasks door;
        const FakeModels models;
        CommandRegistry commands;
        for (int i = 1; i < 5; ++i) {
            door.list.push_back(FakeTasks::task("w" + std::to_string(i), tasks::TaskState::Queued, i));
        }
        const PictureRate rate(door);
        QueuePage page(door, models, rate, commands);
        page.show();
        auto* list = page.findChild<TaskList*>();
        list->choose({"w2", "w3"});
        Q_EMIT door.tasksChanged();
        std::swap(door.list[0], door.list[3]);
        Q_EMIT door.tasksChanged();
        QCOMPARE(list->chosen(), (std::vector<tasks::TaskId>{"w2", "w3"})); // while the queue moves
        commands.run(QStringLiteral("queue.cancel"));
        QCOMPARE(door.calls, (QStringList{QStringLiteral("cancel w2"), QStringLiteral("cancel w3")}));
        door.calls.clear();
        commands.run(QStringLiteral("queue.cancelWaiting"));
        QCOMPARE(door.calls.size(), 4);
        list->choose({"w1"});
        door.calls.clear();
        QSignalSpy undoable(&page, &QueuePage::undoable);
        commands.run(QStringLiteral("queue.remove"));
        QCOMPARE(door.calls, QStringList{QStringLiteral("cancel w1")}); // it waits
        Q_EMIT door.finished(FakeTasks::finishedTask(1, QDateTime::currentMSecsSinceEpoch()));
        list->choose({"f1"});
        door.calls.clear();
        commands.run(QStringLiteral("queue.remove"));
        QVERIFY(door.calls.isEmpty()); // the picture stays in the gallery
        QCOMPARE(list->model()->rowCount(), 4);
        QTRY_COMPARE(undoable.count(), 1);
        undoable.front().at(1).value<std::function<void()>>()();
        QCOMPARE(list->model()->rowCount(), 5);
        commands.run(QStringLiteral("queue.cancelWaiting"));
        QCOMPARE(undoable.count(), 2);
        door.calls.clear();
        undoable.last().at(1).value<std::function<void()>>()();
        QCOMPARE(door.calls.size(), 4); // each is tried again
        door.list[0].task.state = tasks::TaskState::Failed;
        door.calls.clear();
        commands.run(QStringLiteral("queue.clear"));
        QCOMPARE(door.calls, QStringList{QStringLiteral("trash w4")});
    }

    void cancellingGoesOnToTheNextTask()
    {
        FakeTasks door;
        const FakeModels models;
        CommandRegistry commands;
        for (int i = 1; i < 4; ++i) {
            door.list.push_back(FakeTasks::task("w" + std::to_string(i), tasks::TaskState::Queued, i));
        }
        const PictureRate rate(door);
        QueuePage page(door, models, rate, commands);
        page.show();
        auto* list = page.findChild<TaskList*>();
        list->setCurrentIndex(list->model()->index(1, 0));
        commands.run(QStringLiteral("queue.cancel"));
        std::rotate(door.list.begin() + 1, door.list.begin() + 2, door.list.end());
        door.list.back().task.state = tasks::TaskState::Cancelled;
        Q_EMIT door.tasksChanged();
        QCOMPARE(list->chosen(), std::vector<tasks::TaskId>{"w3"});
    }

    void anEditedTaskIsReplacedInItsPlace()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("b", tasks::TaskState::Queued, 1)};
        TaskEdit edit(door);
        edit.begin("b");
        tasks::TaskView sent;
        sent.task.id = "new";
        edit.replaceBy({sent});
        QVERIFY(!edit.isActive());
        QCOMPARE(door.calls,
                 (QStringList{QStringLiteral("move new b"), QStringLiteral("cancel b"), QStringLiteral("trash b")}));
        edit.begin("b");
        QSignalSpy overtaken(&edit, &TaskEdit::overtaken);
        door.list.front().task.state = tasks::TaskState::Running;
        Q_EMIT door.tasksChanged();
        QCOMPARE(overtaken.count(), 1);
        QVERIFY(!edit.isActive());
    }

    void theRateIsCountedOverTenMinutes()
    {
        FakeTasks door;
        PictureRate rate(door);
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(rate.words().isEmpty());
        rate.count(now - 30'000, now);
        QCOMPARE(rate.perMinute(now), 2.0); // known with the first picture
        rate.count(now - 30'000, now);      // on another device
        QCOMPARE(rate.perMinute(now), 4.0);
        QCOMPARE(rate.perMinute(now + 1'200'000), 0.0); // long ago
        door.archive = {FakeTasks::finishedTask(2, now - 10'000), FakeTasks::finishedTask(1, now - 20'000)};
        door.archive[0].startedMs = now - 20'000;
        door.archive[1].startedMs = now - 30'000;
        QCOMPARE(PictureRate(door).perMinute(now), 6.0); // of the start before
        door.archive[1].startedMs = now - 330'000;
        door.archive[1].finishedMs = now - 320'000;
        QCOMPARE(PictureRate(door).perMinute(now), 6.0); // a pause between them makes it no less
    }

    void onePictureRateIsShownEverywhere()
    {
        StudioWindow studio;
        studio.window.show();
        studio.window.showPage(WindowPage::Queue);
        tasks::Task made = FakeTasks::finishedTask(1, QDateTime::currentMSecsSinceEpoch());
        made.startedMs = made.finishedMs - 20'000;
        Q_EMIT studio.tasks.finished(made);
        const auto labels = studio.window.findChild<TotalsCard*>()->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* one) { return one->text() == QLatin1String("3.0"); }));
        const QString foot = studio.window.findChild<StatusBar*>()->accessibleName();
        QVERIFY2(foot.contains(QStringLiteral("3.0 pictures a minute")), qPrintable(foot));
    }

    void whatEndedStandsByItsEndAndComesBackAfterAStart()
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        StudioDesk desk;
        const auto ended = [&](const std::string& id, tasks::TaskState state, qint64 ago) {
            tasks::TaskView view = FakeTasks::task(id, state);
            view.task.finishedMs = now - ago;
            desk.tasks.list.push_back(view);
        };
        ended("failed", tasks::TaskState::Failed, 50'000);
        ended("cancelled", tasks::TaskState::Cancelled, 30'000);
        desk.tasks.archive = {FakeTasks::finishedTask(3, now - 20'000), FakeTasks::finishedTask(2, now - 40'000),
                              FakeTasks::finishedTask(1, now - 90'000'000)};
        const auto rows = [](QueuePage& page) {
            const auto& model = *static_cast<TaskListModel*>(page.findChild<TaskList*>()->model());
            QStringList all;
            for (int row = 0; row < model.rowCount(); ++row) {
                all << QString::fromStdString(model.task(row).task.id);
            }
            return all.join(u' ');
        };
        CommandRegistry commands;
        const PictureRate rate(desk.tasks);
        {
            QueuePage page(desk.tasks, desk.models, rate, commands);
            page.keepClearing(desk.settings.file());
            page.show();
            QCOMPARE(rows(page), QStringLiteral("f3 cancelled f2 failed")); // the fourth is older than a day
            commands.run(QStringLiteral("queue.clear"));
        }
        CommandRegistry others;
        QueuePage page(desk.tasks, desk.models, rate, others);
        page.keepClearing(desk.settings.file());
        page.show();
        QCOMPARE(rows(page), QStringLiteral("cancelled failed")); // the fake keeps those
    }

    void withoutADeviceTheTotalsSayWhatToDo()
    {
        FakeTasks door;
        door.list = {FakeTasks::task("a", tasks::TaskState::Queued, 1)};
        door.list.front().secondsToFinish.reset();
        door.list.front().waitingReason = {tasks::ReasonCode::NoDevice, 0, {}};
        const PictureRate rate(door);
        const TotalsCard card(door, rate);
        const auto lines = card.findChildren<ElidedLabel*>();
        const auto says = [&](const char* words) {
            return std::ranges::any_of(lines,
                                       [&](const ElidedLabel* one) { return one->fullText() == QLatin1String(words); });
        };
        QVERIFY(says("no device takes tasks"));
        QVERIFY(says("switch a device on"));
    }

    void everyStateHasWordsAndActions()
    {
        using State = tasks::TaskState;
        for (const State state : {State::Queued, State::Running, State::Finished, State::Failed, State::Cancelled}) {
            QVERIFY(!stateWords(FakeTasks::task("a", state, 1)).word.isEmpty());
        }
        for (const State state : {State::Queued, State::Running, State::Finished, State::Failed, State::Cancelled}) {
            const auto view = FakeTasks::task("a", state, 1);
            const auto all = actionsOf(view);
            for (const TaskAction action : rowActionsOf(view)) {
                QVERIFY(std::ranges::find(all, action) != all.end());
                QVERIFY(!wordsOf(action).title.isEmpty());
            }
            const QRect row(0, 0, 1200, 52);
            const auto buttons = taskButtons(row, view);
            for (std::size_t i = 1; i < buttons.size(); ++i) {
                QVERIFY(!buttons[i].rect.intersects(buttons[i - 1].rect));
            }
            QVERIFY(taskColumns(row).buttons.contains(buttons.back().rect));
        }
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
