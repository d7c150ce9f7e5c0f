#include "picture_files.h"
#include "service_fixture.h"
#include "suites.h"
#include "task_samples.h"
#include "tasks/picture_writer.h"

#include <QTest>

using namespace genserve;
using namespace genserve::tasks;

namespace {

// The row that a process leaves that dies while the task runs.
NewTask interrupted(std::int64_t sequence, int crashesBefore = 0, const std::string& prompt = "interrupted")
{
    NewTask added = newTask(sequence, prompt);
    added.task.state = TaskState::Running;
    added.task.attempts = crashesBefore + 1;
    added.task.crashes = crashesBefore;
    added.task.startedMs = added.task.createdMs;
    added.task.picture = DataFolder::pictureName(added.task.id, added.task.startedMs);
    return added;
}

void leave(const ServiceFixture& fixture, std::vector<NewTask> tasks)
{
    const auto folder = DataFolder::create(fixture.options.dataFolder).value();
    auto opened = openSqliteTaskStore(folder).value();
    QVERIFY(opened.store->write({std::move(tasks), {}, {}, {{"paused", "1"}}}).has_value());
}

void leavePicture(const ServiceFixture& fixture, const Task& task)
{
    GenerationRequest request;
    request.prompt = task.prompt;
    GenerationResult result;
    result.modelId = "starter";
    result.width = 4;
    result.height = 3;
    result.steps = 20;
    result.modelHash = "00ff";
    const auto path = fixture.options.dataFolder / task.picture;
    std::filesystem::create_directories(path.parent_path());
    QVERIFY(writePng(path, noisePicture(4, 3, 3), pictureTexts(request, result)).has_value());
}

// Pictures can't be written while a file stands in the place of their folder.
void setWritable(const ServiceFixture& fixture, bool isWritable)
{
    const auto images = fixture.options.dataFolder / "images";
    std::filesystem::remove_all(images);
    if (isWritable) {
        std::filesystem::create_directory(images);
    } else {
        writeBytes(images, {1});
    }
}

bool waitForFault(ServiceFixture& fixture)
{
    return QTest::qWaitFor([&] { return !fixture.service().status().storageFault.empty(); }, 10'000);
}

} // namespace

class TaskRecovery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theUserHearsWhatBecameOfInterruptedTasks()
    {
        ServiceFixture fixture;
        const NewTask adopted = interrupted(1);
        leave(fixture, {adopted, interrupted(2), interrupted(3), interrupted(4, 2)});
        leavePicture(fixture, adopted.task);
        fixture.start();
        const std::string one = "the program ended while a task ran; ";
        QVERIFY((fixture.service().notices()
                 == std::vector<std::string>{"the program ended while tasks ran; 2 of them begin anew",
                                             one + "its picture was there already",
                                             one + "it failed, since that was the third time"}));
    }

    void aCleanStartHasNothingToTell()
    {
        ServiceFixture fixture;
        fixture.start();
        QVERIFY(fixture.service().notices().empty());
    }

    void aWholePictureWithoutItsRowIsAdopted()
    {
        ServiceFixture fixture;
        const NewTask task = interrupted(1);
        leave(fixture, {task});
        leavePicture(fixture, task.task);
        fixture.start();
        const Task found = fixture.find(task.task.id).task;
        QVERIFY(found.state == TaskState::Finished);
        QCOMPARE(found.width, 4);
        QCOMPARE(found.result.modelHash, std::string("00ff"));
        QCOMPARE(found.crashes, 0);
        fixture.service().setPaused(false);
        QVERIFY(fixture.waitFor(fixture.submit("next"), TaskState::Finished));
        QCOMPARE(fixture.engine.runs().size(), std::size_t{1}); // it did not run again
    }

    void aHalfPictureIsNotAdopted()
    {
        ServiceFixture fixture;
        const NewTask task = interrupted(1);
        leave(fixture, {task});
        leavePicture(fixture, task.task);
        const auto path = fixture.options.dataFolder / task.task.picture;
        auto bytes = readBytes(path);
        bytes.resize(bytes.size() - 20);
        writeBytes(path, bytes);
        fixture.start();
        QVERIFY(fixture.find(task.task.id).task.state == TaskState::Queued);
        fixture.service().setPaused(false);
        QVERIFY(fixture.waitFor(task.task.id, TaskState::Finished));
    }

    void theFirstCrashIsForgiven()
    {
        ServiceFixture fixture(2);
        const NewTask task = interrupted(1);
        leave(fixture, {task});
        fixture.start();
        const TaskView view = fixture.find(task.task.id);
        QVERIFY(view.task.state == TaskState::Queued);
        QCOMPARE(view.task.crashes, 1);
        QVERIFY(!view.task.runsAlone());
        fixture.service().setPaused(false);
        QVERIFY(fixture.waitFor(task.task.id, TaskState::Finished));
        QCOMPARE(fixture.find(task.task.id).task.attempts, 2);
    }

    void afterTheSecondCrashATaskRunsAlone()
    {
        ServiceFixture fixture(2);
        const NewTask suspect = interrupted(1, 1, "suspect");
        const NewTask other = newTask(2, "other");
        leave(fixture, {suspect, other});
        fixture.engine.hold("suspect");
        fixture.start();
        QVERIFY(fixture.find(suspect.task.id).task.runsAlone());
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Idle));
        QVERIFY(fixture.waitForDevice("cpu#1", DeviceState::Idle));
        fixture.service().setPaused(false);
        QVERIFY(fixture.engine.waitForRuns(1));
        const auto reason = fixture.find(other.task.id).waitingReason;
        QVERIFY(reason.code == ReasonCode::AloneTask);
        QCOMPARE(reason.subject, suspect.task.id);
        fixture.engine.release("suspect");
        QVERIFY(fixture.waitFor(other.task.id, TaskState::Finished));
        QCOMPARE(fixture.engine.mostAtOnce(), 1);
    }

    void afterTheThirdCrashATaskIsParked()
    {
        ServiceFixture fixture;
        const NewTask task = interrupted(1, 2);
        leave(fixture, {task});
        fixture.start();
        const Task found = fixture.find(task.task.id).task;
        QVERIFY(found.state == TaskState::Failed);
        QCOMPARE(found.error.code, std::string("interrupted"));
        fixture.service().setPaused(false);
        QVERIFY(fixture.retry(task.task.id).has_value()); // one click
        QVERIFY(fixture.waitFor(task.task.id, TaskState::Finished));
        QCOMPARE(fixture.find(task.task.id).task.crashes, 0);
    }

    void waitingTasksSufferNothingFromACrash()
    {
        ServiceFixture fixture;
        NewTask task = newTask(1);
        task.task.crashes = 1;
        leave(fixture, {task});
        fixture.start();
        QCOMPARE(fixture.find(task.task.id).task.crashes, 1);
        QCOMPARE(fixture.find(task.task.id).position, 1);
    }

    void aGracefulStopIsNoCrash()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        const TaskId id = fixture.submit("held");
        QVERIFY(fixture.engine.waitForRuns(1));
        for (int round = 0; round < 4; ++round) {
            fixture.stop();
            fixture.start();
            QVERIFY(fixture.waitFor(id, TaskState::Running));
        }
        QCOMPARE(fixture.find(id).task.crashes, 0);
        fixture.engine.release("held");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
    }

    void aCancelledTaskStaysCancelledAfterAStop()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        const TaskId id = fixture.submit("held");
        QVERIFY(fixture.engine.waitForRuns(1));
        QVERIFY(fixture.cancel(id).has_value());
        fixture.stop();
        fixture.start();
        QVERIFY(fixture.find(id).task.state == TaskState::Cancelled);
    }

    void sequencesGoOnAfterARestart()
    {
        ServiceFixture fixture;
        leave(fixture, {newTask(41)});
        fixture.start();
        const TaskId id = fixture.submit("next");
        QCOMPARE(fixture.find(id).task.sequence, std::int64_t{42});
    }

    void inputsWithoutATaskAreRemoved()
    {
        ServiceFixture fixture;
        NewTask kept = newTask(1);
        kept.task.inputBytes = 1;
        leave(fixture, {kept});
        const auto inputs = fixture.options.dataFolder / "inputs";
        const auto orphan = inputs / newTaskId();
        const auto part = inputs / ("." + newTaskId() + ".part");
        for (const auto& path : {inputs / kept.task.id, orphan, part}) {
            std::filesystem::create_directories(path);
            writeBytes(path / "input_image.png", {1});
        }
        fixture.start();
        fixture.stop(); // waits for the pool
        QVERIFY(std::filesystem::exists(inputs / kept.task.id));
        QVERIFY(!std::filesystem::exists(orphan));
        QVERIFY(!std::filesystem::exists(part));
    }

    void aFailingDiskRefusesNewTasksAndForgetsNothing()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        const TaskId running = fixture.submit("held");
        const TaskId waiting = fixture.submit("waiting");
        QVERIFY(fixture.engine.waitForRuns(1));
        fixture.disk.setBroken(true);
        const auto refused = fixture.submit(submission("refused"));
        QVERIFY(refused.error().code == RefusalCode::StorageFailed);
        QVERIFY(refused.error().message.find("the disk is full") != std::string::npos);
        QVERIFY(fixture.find(waiting).waitingReason.code == ReasonCode::StorageFailing);
        fixture.engine.release("held");
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Idle));
        QCOMPARE(fixture.engine.runs().size(), std::size_t{1}); // nothing starts that can't be stored
        QVERIFY(!fixture.service().status().storageFault.empty());
        QVERIFY(fixture.told(running).back() == TaskState::Running); // its end is not told before it is stored
        fixture.disk.setBroken(false);
        QVERIFY(fixture.waitFor(running, TaskState::Finished));
        QVERIFY(fixture.waitFor(waiting, TaskState::Finished));
        QVERIFY(fixture.service().status().storageFault.empty());
        QCOMPARE(fixture.service().status().tasks.queued, 0);
    }

    void aFullDiskHoldsFinishedPictures()
    {
        ServiceFixture fixture;
        fixture.start();
        fixture.service().setPaused(true);
        const TaskId first = fixture.submit("first");
        const TaskId second = fixture.submit("second");
        setWritable(fixture, false);
        fixture.service().setPaused(false);
        QVERIFY(waitForFault(fixture));
        QVERIFY(fixture.find(first).task.state == TaskState::Running);
        const TaskId third = fixture.submit("third"); // the database works
        QVERIFY(fixture.find(third).waitingReason.code == ReasonCode::StorageFailing);
        setWritable(fixture, true);
        fixture.clock.advance(1000);
        fixture.unfinished();
        QVERIFY(fixture.waitFor(first, TaskState::Finished));
        QVERIFY(fixture.waitFor(second, TaskState::Finished));
        QVERIFY(fixture.waitFor(third, TaskState::Finished));
        QCOMPARE(fixture.find(first).task.attempts, 1);
        QVERIFY(std::filesystem::exists(fixture.service().folder().pictureOf(fixture.find(first).task)));
        QVERIFY(fixture.service().status().storageFault.empty());
    }

    void aHeldPictureCanBeCancelled()
    {
        ServiceFixture fixture;
        fixture.start();
        setWritable(fixture, false);
        const TaskId id = fixture.submit("a fox");
        QVERIFY(waitForFault(fixture));
        QVERIFY(fixture.cancel(id).has_value());
        fixture.clock.advance(1000);
        fixture.unfinished();
        QVERIFY(fixture.waitFor(id, TaskState::Cancelled));
        setWritable(fixture, true);
        QVERIFY(fixture.waitFor(fixture.submit("next"), TaskState::Finished));
    }

    void aHeldPictureIsMadeAgainAfterAStop()
    {
        ServiceFixture fixture;
        fixture.start();
        setWritable(fixture, false);
        const TaskId id = fixture.submit("a fox");
        QVERIFY(waitForFault(fixture));
        fixture.stop();
        setWritable(fixture, true);
        fixture.start();
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        QCOMPARE(fixture.find(id).task.crashes, 0);
    }

    void aSecondOwnerIsToldOfTheFirst()
    {
        ServiceFixture fixture;
        fixture.start();
        fixture.service().setOwnerNote("port 12411");
        const auto second = TaskService::create(fixture.options);
        QVERIFY(!second.has_value());
        QVERIFY(second.error().owner.has_value());
        QCOMPARE(second.error().owner->note, std::string("port 12411"));
    }

    void saysWhyItCantStart()
    {
        ServiceFixture fixture;
        fixture.options.openStore = [](const DataFolder&) -> Expected<OpenedStore> {
            return failure(ErrorCode::UnsupportedFormat, "a newer version wrote this");
        };
        const auto started = TaskService::create(fixture.options);
        QCOMPARE(started.error().error.message, std::string("a newer version wrote this"));
        QVERIFY(!started.error().owner.has_value());
    }
};

int runTaskRecovery(int argc, char** argv)
{
    TaskRecovery suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_recovery.moc"
