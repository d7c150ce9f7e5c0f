#include "service_fixture.h"
#include "suites.h"
#include "task_samples.h"
#include "tasks/task_history.h"
#include "tasks/task_observer.h"
#include "tasks/thread_port.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <future>
#include <thread>

using namespace genserve;
using namespace genserve::tasks;

class TaskObserverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signalsComeOnTheListenersThread()
    {
        ServiceFixture fixture;
        fixture.start();
        TaskObserver observer(fixture.service());
        std::vector<TaskState> states;
        bool isOnOtherThread = false;
        const auto note = [&](const TaskView& view) {
            isOnOtherThread = isOnOtherThread || QThread::currentThread() != observer.thread();
            states.push_back(view.task.state);
        };
        connect(&observer, &TaskObserver::added, this, note);
        connect(&observer, &TaskObserver::changed, this, note);
        fixture.service().setPaused(true);
        fixture.submit("a fox");
        fixture.service().setPaused(false);
        QTRY_COMPARE(states.size(), std::size_t{3});
        QVERIFY(!isOnOtherThread);
        QVERIFY(states.back() == TaskState::Finished);
    }

    void tellsProgressPreviewsQueueAndDevices()
    {
        ServiceFixture fixture;
        fixture.start();
        TaskObserver observer(fixture.service());
        const QSignalSpy queue(&observer, &TaskObserver::queueChanged);
        const QSignalSpy devices(&observer, &TaskObserver::devicesChanged);
        std::vector<TaskProgress> progress;
        std::vector<TaskPreview> previews;
        connect(&observer, &TaskObserver::progressed, this,
                [&](const TaskProgress& told) { progress.push_back(told); });
        connect(&observer, &TaskObserver::previewed, this, [&](const TaskPreview& told) { previews.push_back(told); });
        const TaskId id = fixture.submit("a fox");
        QTRY_COMPARE(previews.size(), std::size_t{1});
        QCOMPARE(previews[0].task, id);
        QCOMPARE(previews[0].image.width, 2);
        QTRY_VERIFY(!progress.empty());
        QCOMPARE(progress.back().progress.step, 4);
        QVERIFY(progress.back().secondsLeft.has_value());
        QTRY_VERIFY(!queue.isEmpty());
        QTRY_VERIFY(!devices.isEmpty());
    }

    // Both asked before the tasks thread has looked at either.
    void tellsOfTheTrashAfterTheCancelling()
    {
        ServiceFixture fixture;
        fixture.start();
        fixture.service().setPaused(true);
        const TaskId id = fixture.submit("a fox");
        TaskObserver observer(fixture.service());
        std::vector<bool> trashed;
        connect(&observer, &TaskObserver::changed, this,
                [&](const TaskView& view) { trashed.push_back(view.task.isTrashed()); });
        TaskHistory history(fixture.service());
        std::promise<void> isAsked;
        fixture.service().unfinished([&](const auto&) { isAsked.get_future().wait(); });
        fixture.service().cancel(id, [](const CommandOutcome&) {});
        history.trash({id}, [](const Expected<void>&) {});
        isAsked.set_value();
        QTRY_COMPARE(trashed.size(), std::size_t{2});
        QVERIFY(!trashed[0] && trashed[1]);
    }

    void tellsOfAPauseWhileATaskRuns()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        const TaskId id = fixture.submit("held");
        QVERIFY(fixture.waitFor(id, TaskState::Running));
        TaskObserver observer(fixture.service());
        bool wasPaused = false;
        connect(&observer, &TaskObserver::queueChanged, this, [&] { wasPaused = fixture.service().status().isPaused; });
        fixture.service().setPaused(true);
        QTRY_VERIFY(wasPaused);
        fixture.service().setPaused(false);
        QTRY_VERIFY(!wasPaused);
    }

    void aBusyListenerIsNotFlooded()
    {
        ServiceFixture fixture;
        fixture.engine.setSteps(5000);
        fixture.start();
        TaskObserver observer(fixture.service());
        int told = 0;
        connect(&observer, &TaskObserver::progressed, this, [&](const TaskProgress&) { ++told; });
        QVERIFY(fixture.waitFor(fixture.submit("a fox"), TaskState::Finished)); // no event loop runs meanwhile
        QTRY_COMPARE(told, 1);
    }

    void mayOutliveItsService()
    {
        ServiceFixture fixture;
        fixture.start();
        TaskObserver observer(fixture.service());
        const QSignalSpy added(&observer, &TaskObserver::added);
        fixture.submit("a fox");
        fixture.stop();
        QTRY_COMPARE(added.count(), 1);
    }

    void mayEndWhileTasksRun()
    {
        ServiceFixture fixture;
        fixture.engine.setSteps(2000);
        fixture.start();
        const TaskId id = fixture.submit("a fox");
        for (int round = 0; round < 200; ++round) {
            TaskObserver observer(fixture.service());
            QCoreApplication::processEvents();
        }
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
    }

    void repliesComeOnTheAskersThread()
    {
        ServiceFixture fixture;
        fixture.start();
        const TaskId id = fixture.submit("a fox");
        bool isAnswered = false;
        fixture.service().find(id, onThreadOf<std::optional<TaskView>>(this, [&](const std::optional<TaskView>& view) {
                                   isAnswered = view.has_value() && QThread::currentThread() == thread();
                               }));
        QTRY_VERIFY(isAnswered);
    }

    void repliesToAGoneContextAreDropped()
    {
        bool isCalled = false;
        auto context = std::make_unique<QObject>();
        const auto reply = onThreadOf<int>(context.get(), [&](int) { isCalled = true; });
        reply(1);
        context.reset();
        std::jthread([&] { reply(2); }).join();
        QCoreApplication::processEvents();
        QVERIFY(!isCalled);
    }

    void aCallMayDestroyItsContext()
    {
        auto context = std::make_unique<QObject>();
        int calls = 0;
        const auto reply = onThreadOf<int>(context.get(), [&](int) {
            ++calls;
            context.reset();
        });
        reply(1);
        reply(2);
        QTRY_COMPARE(calls, 1);
    }
};

int runTaskObserver(int argc, char** argv)
{
    TaskObserverTest suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_observer.moc"
