#include "suites.h"
#include "task_samples.h"
#include "tasks/task_queue.h"

#include <QTest>

#include <random>
#include <set>

using namespace genserve;
using namespace genserve::tasks;

namespace {

// "A1" is the first task of client A. A model may follow: "A1 dev".
WaitingTask waiting(const std::string& text, int priority = 0)
{
    static std::int64_t sequence = 0;
    WaitingTask task;
    task.id = text.substr(0, text.find(' '));
    task.client = text.substr(0, 1);
    task.modelId = text.find(' ') == std::string::npos ? "starter" : text.substr(text.find(' ') + 1);
    task.place = {priority, 0, ++sequence};
    return task;
}

void addAll(TaskQueue& queue, const std::vector<std::string>& texts)
{
    for (const std::string& text : texts) {
        queue.add(waiting(text));
    }
}

QByteArray order(const TaskQueue& queue)
{
    std::string text;
    for (const WaitingTask& task : queue.inOrder()) {
        text += (text.empty() ? "" : " ") + task.id;
    }
    return shown(text);
}

DeviceStatus device(const std::string& id, std::vector<std::string> held = {}, DeviceState state = DeviceState::Idle)
{
    DeviceStatus status;
    status.id = id;
    status.state = state;
    status.heldModels = std::move(held);
    return status;
}

using Devices = std::vector<DeviceStatus>;

// Lets one device that keeps its last model run everything; what it ran, in order.
QByteArray run(TaskQueue& queue, std::string model = {}, std::size_t most = 1000)
{
    std::string text;
    for (std::size_t count = 0; count < most; ++count) {
        const Devices devices{device("d", {model})};
        const auto start = queue.takeNext({devices, 0, {}});
        if (!start) {
            break;
        }
        model = start->task.modelId;
        text += (text.empty() ? "" : " ") + start->task.id;
    }
    return shown(text);
}

QByteArray reason(const Reason& reason) { return shown(std::string(toString(reason.code))); }

} // namespace

class TaskQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneClientIsServedByAge()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "A2", "A3"});
        QCOMPARE(order(queue), QByteArray("A1 A2 A3"));
    }

    void smallerPriorityRunsFirst()
    {
        TaskQueue queue;
        queue.add(waiting("A1", 5));
        queue.add(waiting("A2", 0));
        queue.add(waiting("B1", -1000));
        queue.add(waiting("A3", 5));
        QCOMPARE(order(queue), QByteArray("B1 A2 A1 A3"));
    }

    void clientsTakeTurns()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "A2", "A3", "A4", "B1", "B2", "C1"});
        QCOMPARE(order(queue), QByteArray("A1 B1 C1 A2 B2 A3 A4"));
    }

    void aLateClientJoinsTheRoundThatIsServed()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "A2", "A3", "A4", "A5"});
        QCOMPARE(run(queue, {}, 3), QByteArray("A1 A2 A3"));
        addAll(queue, {"B1", "B2", "B3"});
        QCOMPARE(order(queue), QByteArray("B1 A4 B2 A5 B3"));
    }

    void whoAddsOneByOneIsNotServedBeforeOthers()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "B1", "B2"});
        QCOMPARE(run(queue, {}, 1), QByteArray("A1"));
        addAll(queue, {"A2"});
        QCOMPARE(order(queue), QByteArray("B1 B2 A2"));
    }

    void cancelledTasksCostTheirClientNoTurns()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "A2", "A3", "B1", "B2"});
        for (const char* id : {"A1", "A2", "A3"}) {
            QVERIFY(queue.take(id).has_value());
        }
        addAll(queue, {"A4"});
        QCOMPARE(order(queue), QByteArray("B1 A4 B2"));
    }

    void restoredTasksKeepTheirOrder()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "A2", "A3", "B1", "B2"});
        run(queue, {}, 1);
        queue.moveBefore("A3", "B1");
        TaskQueue restarted;
        for (auto task = queue.inOrder().rbegin(); task != queue.inOrder().rend(); ++task) {
            restarted.restore(*task);
        }
        QCOMPARE(order(restarted), order(queue));
        restarted.add(waiting("C1"));
        QVERIFY(restarted.position("C1") <= 3);
    }

    void movesWithinAndAcrossPriorities_data()
    {
        QTest::addColumn<QByteArray>("move");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("up") << QByteArray("A3 A1") << QByteArray("A3 A1 B1 A2 B2 Z1");
        QTest::newRow("between equal turns") << QByteArray("B2 B1") << QByteArray("A1 B2 B1 A2 A3 Z1");
        QTest::newRow("down") << QByteArray("A1 A3") << QByteArray("B1 A2 B2 A1 A3 Z1");
        QTest::newRow("into another priority") << QByteArray("A1 Z1") << QByteArray("B1 A2 B2 A3 A1 Z1");
        QTest::newRow("out of another priority") << QByteArray("Z1 A2") << QByteArray("A1 B1 Z1 A2 B2 A3");
        QTest::newRow("to the end") << QByteArray("A1 ") << QByteArray("B1 A2 B2 A3 Z1 A1");
        QTest::newRow("before itself") << QByteArray("A1 A1") << QByteArray("A1 B1 A2 B2 A3 Z1");
        QTest::newRow("before a task that is gone") << QByteArray("A1 X9") << QByteArray("A1 B1 A2 B2 A3 Z1");
    }
    void movesWithinAndAcrossPriorities()
    {
        QFETCH(QByteArray, move);
        QFETCH(QByteArray, expected);
        TaskQueue queue;
        addAll(queue, {"A1", "A2", "A3", "B1", "B2"});
        queue.add(waiting("Z1", 7));
        const auto names = move.split(' ');
        names[1].isEmpty() ? queue.moveToEnd(names[0].toStdString())
                           : queue.moveBefore(names[0].toStdString(), names[1].toStdString());
        QCOMPARE(order(queue), expected);
    }

    void changedPlacesAreEnoughToRestoreTheOrder()
    {
        TaskQueue queue;
        std::map<TaskId, WaitingTask> stored;
        std::mt19937 random(7);
        for (int client = 0; client < 5; ++client) {
            for (int index = 0; index < 6; ++index) {
                auto task = waiting(std::string(1, static_cast<char>('A' + client)) + std::to_string(index));
                task.place = queue.add(task);
                stored[task.id] = task;
            }
        }
        for (int move = 0; move < 500; ++move) {
            const auto pick = [&] { return queue.inOrder()[random() % queue.inOrder().size()].id; };
            const TaskId moved = pick();
            const TaskId other = pick();
            for (const auto& [id, place] : queue.moveBefore(moved, other)) {
                stored[id].place = place;
            }
            TaskQueue restored;
            for (const auto& [id, task] : stored) {
                restored.restore(task);
            }
            QCOMPARE(order(restored), order(queue));
            if (moved != other) {
                QCOMPARE(queue.position(moved) + 1, queue.position(other));
            }
        }
    }

    void runNextGoesBeforeEverything()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "A2", "B1"});
        queue.add(waiting("A0", -5));
        const auto places = queue.runNext("A2");
        QCOMPARE(order(queue), QByteArray("A2 A0 A1 B1"));
        QCOMPARE(places.size(), std::size_t{1});
        QCOMPARE(places[0].second.priority, -5);
        QVERIFY(queue.runNext("X9").empty());
    }

    void runNextGivesOthersNoEarlierTurn()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "A2", "A3"});
        run(queue, {}, 1);
        queue.runNext("A3");
        run(queue, {}, 1);
        addAll(queue, {"B1", "B2"});
        QCOMPARE(order(queue), QByteArray("B1 A2 B2"));
    }

    void aNewPriorityIsANewPlace()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "A2", "B1"});
        QCOMPARE(queue.setPriority("A2", -1).size(), std::size_t{1});
        QCOMPARE(order(queue), QByteArray("A2 A1 B1"));
        QVERIFY(queue.setPriority("X9", -1).empty());
    }

    void aDevicePrefersTheModelItHoldsAmongEquals()
    {
        TaskQueue queue;
        addAll(queue, {"A1 dev", "A2 fill", "A3 dev", "A4 fill"});
        QCOMPARE(run(queue, "fill"), QByteArray("A2 A4 A1 A3"));
    }

    void affinityTakesNoTurnFromAnotherClient()
    {
        TaskQueue queue;
        addAll(queue, {"A1 dev", "A2 fill", "A3 fill", "B1 dev", "B2 dev"});
        // A2 runs in A's turn, so B comes before A's next one although the device holds that one's model.
        QCOMPARE(run(queue, "fill", 1), QByteArray("A2"));
        QCOMPARE(order(queue), QByteArray("B1 A1 B2 A3"));
    }

    void affinityDoesNotOutweighPriority()
    {
        TaskQueue queue;
        addAll(queue, {"A1 dev"});
        queue.add(waiting("A2 fill", 1));
        QCOMPARE(run(queue, "fill"), QByteArray("A1 A2"));
    }

    void nobodyIsPassedOverForEver()
    {
        TaskQueue queue;
        addAll(queue, {"A0 dev"});
        for (int index = 1; index <= 20; ++index) {
            addAll(queue, {"A" + std::to_string(index) + " fill"});
        }
        QCOMPARE(run(queue, "fill", MaxBypasses + 1), QByteArray("A1 A2 A3 A4 A5 A6 A7 A8 A0"));
    }

    void theDeviceThatHoldsTheModelGetsTheTask()
    {
        TaskQueue queue;
        addAll(queue, {"A1 dev", "B1 fill"});
        const Devices devices{device("empty"), device("holds", {"dev"})};
        const auto start = queue.takeNext({devices, 0, {}});
        QCOMPARE(start->device, std::string("holds"));
        QCOMPARE(start->task.id, std::string("A1"));
    }

    void anEmptyDeviceIsBetterThanOneThatWouldDropItsModel()
    {
        TaskQueue queue;
        addAll(queue, {"A1 dev"});
        const Devices devices{device("other", {"fill"}), device("empty")};
        QCOMPARE(queue.takeNext({devices, 0, {}})->device, std::string("empty"));
    }

    void noDeviceIdlesBecauseAnotherHoldsTheModel()
    {
        TaskQueue queue;
        addAll(queue, {"A1 dev", "A2 dev"});
        Devices devices{device("busy", {"dev"}, DeviceState::Busy), device("free")};
        QCOMPARE(queue.takeNext({devices, 1, {}})->device, std::string("free"));
    }

    void onlyIdleDevicesGetTasks()
    {
        TaskQueue queue;
        addAll(queue, {"A1"});
        const Devices devices{device("a", {}, DeviceState::Starting), device("b", {}, DeviceState::Busy),
                              device("c", {}, DeviceState::Draining), device("d", {}, DeviceState::Disabled),
                              device("e", {}, DeviceState::Quarantined)};
        QVERIFY(!queue.takeNext({devices, 1, {}}).has_value());
    }

    void whatDoesNotFitDoesNotHoldUpTheRest()
    {
        TaskQueue queue([](const WaitingTask& task, const DeviceStatus& device) {
            return task.modelId != "huge" || device.id == "big";
        });
        addAll(queue, {"A1 huge", "A2"});
        const Devices small{device("small")};
        QCOMPARE(queue.takeNext({small, 0, {}})->task.id, std::string("A2"));
        QVERIFY(!queue.takeNext({small, 0, {}}).has_value());
        QCOMPARE(reason(queue.waitingReason("A1", {small, 0, {}})), QByteArray("no_device_fits"));
        QCOMPARE(reason(queue.idleReason(small[0], {small, 0, {}})), QByteArray("no_task_fits"));
        const Devices both{device("small"), device("big")};
        QCOMPARE(queue.takeNext({both, 0, {}})->device, std::string("big"));
    }

    void aPausedQueueStartsNothing()
    {
        TaskQueue queue;
        addAll(queue, {"A1"});
        queue.setPaused(true);
        const Devices devices{device("d")};
        QVERIFY(!queue.takeNext({devices, 0, {}}).has_value());
        QCOMPARE(reason(queue.waitingReason("A1", {devices, 0, {}})), QByteArray("paused"));
        QCOMPARE(reason(queue.idleReason(devices[0], {devices, 0, {}})), QByteArray("paused"));
        queue.setPaused(false);
        QVERIFY(queue.takeNext({devices, 0, {}}).has_value());
    }

    void aSuspectRunsAlone()
    {
        TaskQueue queue;
        WaitingTask suspect = waiting("A1");
        suspect.runsAlone = true;
        queue.add(suspect);
        addAll(queue, {"B1"});
        const Devices devices{device("busy", {}, DeviceState::Busy), device("free")};
        // Another task runs: the suspect waits, and nothing new starts, so that its time comes.
        QVERIFY(!queue.takeNext({devices, 1, {}}).has_value());
        QCOMPARE(reason(queue.waitingReason("A1", {devices, 1, {}})), QByteArray("waits_to_run_alone"));
        QCOMPARE(reason(queue.waitingReason("B1", {devices, 1, {}})), QByteArray("alone_task"));
        QCOMPARE(reason(queue.idleReason(devices[1], {devices, 1, {}})), QByteArray("alone_task"));
        const auto start = queue.takeNext({devices, 0, {}});
        QCOMPARE(start->task.id, std::string("A1"));
        // It runs: nothing starts beside it.
        QVERIFY(!queue.takeNext({devices, 1, "A1"}).has_value());
        QCOMPARE(queue.waitingReason("B1", {devices, 1, "A1"}).subject, std::string("A1"));
        QVERIFY(queue.takeNext({devices, 0, {}}).has_value());
    }

    void everyWaitingTaskCanSayWhy()
    {
        TaskQueue queue;
        addAll(queue, {"A1", "A2"});
        const Devices idle{device("d")};
        const Devices starting{device("d", {}, DeviceState::Starting)};
        const Devices dead{device("d", {}, DeviceState::Quarantined), device("e", {}, DeviceState::Draining)};
        QCOMPARE(reason(queue.waitingReason("A1", {idle, 0, {}})), QByteArray("next"));
        QCOMPARE(queue.waitingReason("A2", {idle, 0, {}}), (Reason{ReasonCode::Behind, 1, {}}));
        QCOMPARE(reason(queue.waitingReason("A1", {starting, 0, {}})), QByteArray("devices_starting"));
        QCOMPARE(reason(queue.waitingReason("A1", {dead, 0, {}})), QByteArray("no_device"));
        QCOMPARE(reason(queue.waitingReason("X9", {idle, 0, {}})), QByteArray(""));
    }

    void everyDeviceCanSayWhyItIsIdle()
    {
        TaskQueue queue;
        const auto reasonOf = [&](DeviceState state) {
            const Devices devices{device("d", {}, state)};
            return reason(queue.idleReason(devices[0], {devices, 0, {}}));
        };
        QCOMPARE(reasonOf(DeviceState::Idle), QByteArray("no_task"));
        QCOMPARE(reasonOf(DeviceState::Busy), QByteArray(""));
        QCOMPARE(reasonOf(DeviceState::Starting), QByteArray("starting"));
        QCOMPARE(reasonOf(DeviceState::Draining), QByteArray("draining"));
        QCOMPARE(reasonOf(DeviceState::Disabled), QByteArray("disabled"));
        QCOMPARE(reasonOf(DeviceState::Quarantined), QByteArray("quarantined"));
    }

    void reasonsAreSentences()
    {
        QCOMPARE(shown(describe({ReasonCode::Behind, 1, {}})), QByteArray("1 task comes before it"));
        QCOMPARE(shown(describe({ReasonCode::Behind, 3, {}})), QByteArray("3 tasks come before it"));
        QCOMPARE(shown(describe({ReasonCode::Quarantined, 0, "it is hot"})), QByteArray("has failed: it is hot"));
        std::set<std::string_view> words;
        for (int code = 0; code <= static_cast<int>(ReasonCode::StorageFailing); ++code) {
            words.insert(toString(static_cast<ReasonCode>(code)));
            QCOMPARE(describe({static_cast<ReasonCode>(code), 0, {}}).empty(), code == 0);
        }
        QCOMPARE(words.size(), static_cast<std::size_t>(ReasonCode::StorageFailing) + 1);
    }

    void deadlinesTakeTasksOut()
    {
        TaskQueue queue;
        for (const auto& [name, deadline] : {std::pair{"A1", 0}, std::pair{"A2", 500}, std::pair{"A3", 300}}) {
            auto task = waiting(name);
            task.deadlineMs = deadline;
            queue.add(task);
        }
        QCOMPARE(queue.nextDeadline(), WallMs{300});
        QVERIFY(queue.takeExpired(299).empty());
        const auto expired = queue.takeExpired(300);
        QCOMPARE(expired.size(), std::size_t{1});
        QCOMPARE(expired[0].id, std::string("A3"));
        QCOMPARE(queue.nextDeadline(), WallMs{500});
        QCOMPARE(order(queue), QByteArray("A1 A2"));
    }

    void everyTaskRunsOnceWhateverIsAskedMeanwhile()
    {
        std::mt19937 random(11);
        TaskQueue queue;
        std::multiset<TaskId> gone;
        int added = 0;
        const char* models[] = {"dev", "fill", "schnell"};
        while (gone.size() < 400) {
            const auto anyId = [&] {
                return queue.inOrder().empty() ? TaskId() : queue.inOrder()[random() % queue.inOrder().size()].id;
            };
            switch (random() % 6) {
            case 0:
            case 1:
                if (added < 400) {
                    const std::string name =
                        std::string(1, static_cast<char>('A' + random() % 4)) + std::to_string(added);
                    queue.add(waiting(name + " " + models[random() % 3], static_cast<int>(random() % 3)));
                    ++added;
                }
                break;
            case 2: queue.moveBefore(anyId(), anyId()); break;
            case 3: queue.setPriority(anyId(), static_cast<int>(random() % 3)); break;
            case 4:
                if (const auto task = queue.take(anyId()); task && random() % 4 == 0) {
                    gone.insert(task->id);
                } else if (task) {
                    queue.restore(*task);
                }
                break;
            default: {
                const Devices devices{device("a", {models[random() % 3]}), device("b")};
                if (const auto start = queue.takeNext({devices, 0, {}})) {
                    gone.insert(start->task.id);
                }
            }
            }
            QVERIFY(std::ranges::is_sorted(queue.inOrder(), {}, &WaitingTask::place));
        }
        QCOMPARE(std::set<TaskId>(gone.begin(), gone.end()).size(), std::size_t{400});
        QVERIFY(queue.inOrder().empty());
    }
};

int runTaskQueue(int argc, char** argv)
{
    TaskQueueTest suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_queue.moc"
