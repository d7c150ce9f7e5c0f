#include "picture_files.h"
#include "service_fixture.h"
#include "suites.h"
#include "task_samples.h"
#include "tasks/picture_reader.h"
#include "tasks/picture_texts.h"

#include <QTest>

using namespace genserve;
using namespace genserve::tasks;

namespace {

QByteArray word(const SubmitOutcome& outcome)
{
    return shown(std::string(outcome ? "accepted" : toString(outcome.error().code)));
}

QByteArray prompts(const test::FakeEngine& engine)
{
    std::string text;
    for (const auto& run : engine.runs()) {
        text += (text.empty() ? "" : " ") + run.prompt;
    }
    return shown(text);
}

} // namespace

class TaskServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsATaskToItsPicture()
    {
        ServiceFixture fixture;
        fixture.start();
        Submission asked = submission("a fox");
        asked.request.seed = 7;
        const TaskId id = fixture.submit(asked).value().front().task.id;
        QVERIFY(isTaskId(id));
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        const Task task = fixture.find(id).task;
        QCOMPARE(task.width, 16);
        QCOMPARE(task.result.height, 8);
        QCOMPARE(task.attempts, 1);
        QCOMPARE(task.device, std::string("cpu"));
        QCOMPARE(task.picture, "images/2026-09/" + id + ".png");
        const auto path = fixture.service().folder().pictureOf(task);
        QVERIFY(readPicture(path)->image == test::fakePicture(asked.request));
        QVERIFY(readPictureTexts(path)->parameters.find("Seed: 7") != std::string::npos);
        QVERIFY(std::filesystem::exists(fixture.service().folder().preview(id)));
        QCOMPARE(fixture.service().status().tasks.finished, 1);
    }

    void acceptedMeansOnTheDisk()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        fixture.submit("held");
        Submission asked;
        asked.request = fullRequest();
        const TaskId id = fixture.submit(asked).value().front().task.id;
        // Another process reads what a crash at this moment would leave.
        const auto folder = fixture.service().folder();
        auto store = openSqliteTaskStore(folder).value();
        const auto stored = store.store->find(id).value();
        QVERIFY(stored.has_value());
        const auto request = loadRequest(store.store->request(id).value(), folder.inputs(id));
        QVERIFY(request.has_value());
        QVERIFY(*request->maskImage == *fullRequest().maskImage);
    }

    void picturesReachTheRunner()
    {
        ServiceFixture fixture;
        fixture.start();
        Submission asked = submission("from a picture");
        asked.request.inputImage = Image::filled(3, 3, 3, 200);
        const TaskId id = fixture.submit(asked).value().front().task.id;
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        const auto picture = readPicture(fixture.service().folder().pictureOf(fixture.find(id).task));
        QCOMPARE(int(picture->image.pixels.front()), 200);
    }

    void tellsEveryStateInOrder()
    {
        ServiceFixture fixture;
        fixture.engine.hold("first");
        fixture.start();
        const TaskId first = fixture.submit("first");
        QVERIFY(fixture.engine.waitForRuns(1));
        const TaskId second = fixture.submit("second");
        fixture.engine.release("first");
        QVERIFY(fixture.waitFor(second, TaskState::Finished));
        const std::vector<TaskState> expected{TaskState::Queued, TaskState::Running, TaskState::Finished};
        QVERIFY(fixture.told(second) == expected);
    }

    void countGivesTasksWithConsecutiveSeeds()
    {
        ServiceFixture fixture;
        fixture.start();
        Submission asked = submission("series");
        asked.request.seed = 40;
        asked.request.inputImage = Image::filled(2, 2, 3, 9);
        asked.count = 3;
        const auto outcome = fixture.submit(asked);
        QCOMPARE(outcome->size(), std::size_t{3});
        for (std::size_t index = 0; index < 3; ++index) {
            const TaskId id = (*outcome)[index].task.id;
            QVERIFY(fixture.waitFor(id, TaskState::Finished));
            QCOMPARE(fixture.find(id).task.seed, std::int64_t(40 + index));
            QVERIFY(std::filesystem::exists(fixture.service().folder().inputs(id) / "input_image.png"));
        }
    }

    void sameRequestSameBytes()
    {
        ServiceFixture fixture(2);
        fixture.engine.failOnce("broken", ErrorCode::Internal);
        fixture.start();
        Bytes first;
        for (int round = 0; round < 20; ++round) {
            fixture.submit("broken"); // a neighbour that fails, or runs
            const TaskId id = fixture.submit("the same");
            QVERIFY(fixture.waitFor(id, TaskState::Finished));
            const auto bytes = readBytes(fixture.service().folder().pictureOf(fixture.find(id).task));
            first = first.empty() ? bytes : first;
            QVERIFY(!bytes.empty() && bytes == first);
        }
    }

    void eachRefusalIsAnAnswerOfItsOwn()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.options.limits = {4, 3, 300};
        fixture.start();
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Idle));
        const auto ask = [](const std::string& client, int count) {
            Submission asked = submission("held");
            asked.client = client;
            asked.count = count;
            return asked;
        };
        QCOMPARE(word(fixture.submit(ask("a", 4))), QByteArray("client_queue_full"));
        QCOMPARE(word(fixture.submit(ask("a", 3))), QByteArray("accepted"));
        QCOMPARE(word(fixture.submit(ask("a", 1))), QByteArray("client_queue_full"));
        QCOMPARE(word(fixture.submit(ask("b", 2))), QByteArray("queue_full"));
        Submission large = ask("b", 1);
        large.request.inputImage = noisePicture(20, 20, 3);
        QCOMPARE(word(fixture.submit(large)), QByteArray("input_storage_full"));
        QVERIFY(std::filesystem::is_empty(fixture.service().folder().inputs()));
        QCOMPARE(word(fixture.submit(ask("b", 1))), QByteArray("accepted")); // its place was given back
        QCOMPARE(fixture.service().status().tasks.queued, 3);
    }

    void refusesValuesOutOfRange_data()
    {
        QTest::addColumn<QString>("field");
        for (const char* field : {"seed", "last seed", "count", "priority", "deadline_s", "client", "prompt"}) {
            QTest::newRow(field) << QString::fromLatin1(field);
        }
    }
    void refusesValuesOutOfRange()
    {
        QFETCH(QString, field);
        ServiceFixture fixture;
        fixture.start();
        Submission asked = submission("a fox");
        const std::string name = field.toStdString();
        asked.request.seed = name == "seed" ? -1 : asked.request.seed;
        if (name == "last seed") {
            asked.request.seed = std::numeric_limits<std::int64_t>::max();
            asked.count = 2;
        }
        asked.count = name == "count" ? 0 : asked.count;
        asked.priority = name == "priority" ? -1001 : 0;
        asked.deadlineSeconds = name == "deadline_s" ? std::optional(0.0) : std::nullopt;
        asked.client = name == "client" ? "" : "local";
        asked.request.prompt = name == "prompt" ? "\xff" : "a fox";
        const auto outcome = fixture.submit(asked);
        QCOMPARE(word(outcome), QByteArray("invalid_request"));
        QCOMPARE(fixture.service().status().tasks.queued, 0);
    }

    void cancelsAWaitingTaskAtOnce()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        fixture.submit("held");
        const TaskId id = fixture.submit("never");
        const auto outcome = fixture.cancel(id);
        QVERIFY(outcome.has_value());
        QVERIFY(outcome->task.state == TaskState::Cancelled);
        fixture.engine.release("held");
        const TaskId after = fixture.submit("after");
        QVERIFY(fixture.waitFor(after, TaskState::Finished));
        QCOMPARE(prompts(fixture.engine), QByteArray("held after"));
    }

    void cancelsARunningTaskWithinAStep()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        const TaskId id = fixture.submit("held");
        QVERIFY(fixture.engine.waitForRuns(1));
        const auto outcome = fixture.cancel(id);
        QVERIFY(outcome->isCancelling);
        QVERIFY(outcome->task.state == TaskState::Running);
        QVERIFY(fixture.waitFor(id, TaskState::Cancelled));
        QCOMPARE(fixture.find(id).task.picture, std::string());
        const TaskId after = fixture.submit("after");
        QVERIFY(fixture.waitFor(after, TaskState::Finished));
    }

    void saysWhatCantBeCancelled()
    {
        ServiceFixture fixture;
        fixture.start();
        const TaskId id = fixture.submit("a fox");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        QVERIFY(fixture.cancel(id).error().fault == CommandFault::WrongState);
        QCOMPARE(fixture.cancel(id).error().message, std::string("the task is finished and can't be cancelled"));
        QVERIFY(fixture.cancel(newTaskId()).error().fault == CommandFault::UnknownTask);
        QVERIFY(fixture.retry(id).error().fault == CommandFault::WrongState);
    }

    void runsInTheQueuesOrder()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        fixture.submit("held");
        QVERIFY(fixture.engine.waitForRuns(1));
        const TaskId late = fixture.submit("late", 5);
        fixture.submit("a1", 0, "a");
        fixture.submit("a2", 0, "a");
        fixture.submit("b1", 0, "b");
        const TaskId front = fixture.submit("front", 9);
        fixture.service().move(front, {MoveTarget::Place::Front, {}}, [](const CommandOutcome&) {});
        QCOMPARE(fixture.find(front).position, 1);
        QVERIFY(fixture.find(front).waitingReason.code == ReasonCode::Next);
        QCOMPARE(fixture.find(late).waitingReason.count, 4);
        QCOMPARE(fixture.unfinished().size(), std::size_t{6});
        fixture.engine.release("held");
        QVERIFY(fixture.waitFor(late, TaskState::Finished));
        QCOMPARE(prompts(fixture.engine), QByteArray("held front a1 b1 a2 late"));
    }

    void aPausedQueueStaysPausedAfterARestart()
    {
        ServiceFixture fixture;
        fixture.start();
        fixture.service().setPaused(true);
        const TaskId id = fixture.submit("a fox");
        QVERIFY(fixture.find(id).waitingReason.code == ReasonCode::Paused);
        fixture.stop();
        fixture.start();
        QVERIFY(fixture.service().status().isPaused);
        QCOMPARE(fixture.find(id).position, 1);
        fixture.service().setPaused(false);
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
    }

    void aMovedQueueKeepsItsOrderAfterARestart()
    {
        ServiceFixture fixture;
        fixture.start();
        fixture.service().setPaused(true);
        const TaskId first = fixture.submit("1");
        fixture.submit("2");
        const TaskId third = fixture.submit("3");
        fixture.service().move(third, {MoveTarget::Place::Before, first}, [](const CommandOutcome&) {});
        fixture.service().setPriority(first, 4, [](const CommandOutcome&) {});
        fixture.stop();
        fixture.start();
        fixture.service().setPaused(false);
        QVERIFY(fixture.waitFor(first, TaskState::Finished));
        QCOMPARE(prompts(fixture.engine), QByteArray("3 2 1"));
    }

    void retriesAFailedTaskWithItsInputs()
    {
        ServiceFixture fixture;
        fixture.engine.failOnce("a fox", ErrorCode::Io);
        fixture.start();
        Submission asked = submission("a fox");
        asked.request.inputImage = Image::filled(3, 3, 3, 77);
        const TaskId id = fixture.submit(asked).value().front().task.id;
        QVERIFY(fixture.waitFor(id, TaskState::Failed));
        QCOMPARE(fixture.find(id).task.error.code, std::string("io"));
        QCOMPARE(fixture.service().status().tasks.failed, 1);
        QVERIFY(fixture.retry(id).has_value());
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        QCOMPARE(fixture.find(id).task.attempts, 2);
        QVERIFY(fixture.find(id).task.error == TaskError{});
        QCOMPARE(fixture.service().status().tasks.failed, 0);
    }

    void duplicatesATask()
    {
        ServiceFixture fixture;
        fixture.start();
        Submission asked = submission("a fox");
        asked.request.inputImage = Image::filled(3, 3, 3, 78);
        asked.client = "studio";
        const TaskId id = fixture.submit(asked).value().front().task.id;
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        std::promise<SubmitOutcome> answer;
        fixture.service().duplicate(id, [&](SubmitOutcome outcome) { answer.set_value(std::move(outcome)); });
        const auto copy = answer.get_future().get().value().front().task;
        QVERIFY(copy.id != id);
        QCOMPARE(copy.client, std::string("studio"));
        QVERIFY(fixture.waitFor(copy.id, TaskState::Finished));
        const auto& folder = fixture.service().folder();
        QVERIFY(readBytes(folder.pictureOf(fixture.find(copy.id).task))
                == readBytes(folder.pictureOf(fixture.find(id).task)));
    }

    void aThrowingRunnerFailsItsTaskAlone()
    {
        ServiceFixture fixture;
        fixture.engine.throwOnce("bad");
        fixture.start();
        const TaskId bad = fixture.submit("bad");
        const TaskId good = fixture.submit("good");
        QVERIFY(fixture.waitFor(good, TaskState::Finished));
        QCOMPARE(fixture.find(bad).task.error.code, std::string("internal"));
    }

    void fallsBackToALowerPlanWhenMemoryRunsOut()
    {
        ServiceFixture fixture;
        fixture.engine.setPlans(3);
        fixture.engine.needsPlan("large", 2);
        fixture.start();
        const TaskId id = fixture.submit("large");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        QCOMPARE(fixture.engine.runs().size(), std::size_t{3});
        QCOMPARE(fixture.find(id).task.result.warnings.size(), std::size_t{1});
    }

    void fallsBackWhenMemoryRunsOutInTheMiddle()
    {
        ServiceFixture fixture;
        fixture.engine.setPlans(2);
        fixture.engine.failOnce("large", ErrorCode::OutOfMemory, 2);
        fixture.start();
        const TaskId id = fixture.submit("large");
        const TaskId next = fixture.submit("next");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        QCOMPARE(fixture.find(id).task.result.warnings.size(), std::size_t{1});
        QCOMPARE(fixture.find(id).task.attempts, 1);
        QVERIFY(fixture.waitFor(next, TaskState::Finished));
        QVERIFY(fixture.find(next).task.result.warnings.empty()); // the next one gets the fast plan again
    }

    void aFailureIsNamedAndTheNextTaskRuns_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no model") << static_cast<int>(ErrorCode::NotFound) << QByteArray("not_found");
        QTest::newRow("unreadable model") << static_cast<int>(ErrorCode::CorruptFile) << QByteArray("corrupt_file");
        QTest::newRow("unknown model") << static_cast<int>(ErrorCode::UnsupportedFormat)
                                       << QByteArray("unsupported_format");
        QTest::newRow("failing disk") << static_cast<int>(ErrorCode::Io) << QByteArray("io");
        QTest::newRow("no memory") << static_cast<int>(ErrorCode::OutOfMemory) << QByteArray("out_of_memory");
    }
    void aFailureIsNamedAndTheNextTaskRuns()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, word);
        ServiceFixture fixture;
        fixture.engine.failOnce("broken", static_cast<ErrorCode>(code), 1);
        fixture.start();
        const TaskId id = fixture.submit("broken");
        const TaskId next = fixture.submit("next");
        QVERIFY(fixture.waitFor(id, TaskState::Failed));
        QCOMPARE(shown(fixture.find(id).task.error.code), word);
        QVERIFY(fixture.find(id).task.error.message.find("made to fail") != std::string::npos);
        QVERIFY(fixture.waitFor(next, TaskState::Finished));
    }

    void saysWhatWouldFitWhenNoPlanDoes()
    {
        ServiceFixture fixture;
        fixture.engine.setPlans(2);
        fixture.engine.needsPlan("huge", 9);
        fixture.start();
        const TaskId id = fixture.submit("huge");
        const TaskId next = fixture.submit("next");
        QVERIFY(fixture.waitFor(next, TaskState::Finished));
        QCOMPARE(fixture.find(id).task.error.code, std::string("out_of_memory"));
        QCOMPARE(fixture.find(id).task.error.advice, std::string("a picture of 512x512 would fit"));
    }

    void aTaskThatIsTooLateIsCancelled()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        Submission running = submission("held");
        running.deadlineSeconds = 100;
        const TaskId first = fixture.submit(running).value().front().task.id;
        QVERIFY(fixture.engine.waitForRuns(1));
        Submission waiting = submission("waits");
        waiting.deadlineSeconds = 50;
        const TaskId second = fixture.submit(waiting).value().front().task.id;
        fixture.clock.setWall(1'000'000'000'000); // a wall clock that jumps back decides nothing
        fixture.clock.advance(49'999);
        QVERIFY(fixture.find(second).task.state == TaskState::Queued);
        fixture.clock.advance(1);
        fixture.unfinished(); // anything wakes the tasks thread
        QVERIFY(fixture.waitFor(second, TaskState::Cancelled));
        QCOMPARE(fixture.find(second).task.error.code, std::string("deadline"));
        fixture.clock.advance(50'000);
        fixture.unfinished();
        QVERIFY(fixture.waitFor(first, TaskState::Cancelled));
        QCOMPARE(fixture.find(first).task.error.code, std::string("deadline"));
    }

    void aClockSetBackGivesNoDeadlineMoreTimeAfterARestart()
    {
        ServiceFixture fixture;
        fixture.start();
        fixture.service().setPaused(true);
        Submission asked = submission("waits");
        asked.deadlineSeconds = 50;
        const TaskId id = fixture.submit(asked).value().front().task.id;
        fixture.stop();
        fixture.clock.setWall(1'000'000'000'000);
        fixture.start();
        fixture.clock.advance(49'999);
        QVERIFY(fixture.find(id).task.state == TaskState::Queued);
        fixture.clock.advance(1);
        fixture.unfinished();
        QVERIFY(fixture.waitFor(id, TaskState::Cancelled));
    }

    void tellsProgressWithItsPace()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        const TaskId id = fixture.submit("held");
        QVERIFY(fixture.engine.waitForRuns(1));
        TaskView view = fixture.find(id);
        QCOMPARE(view.progress.progress.steps, 4);
        QVERIFY(!view.progress.secondsLeft);
        fixture.engine.release("held");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
    }
};

int runTaskService(int argc, char** argv)
{
    TaskServiceTest suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_service.moc"
