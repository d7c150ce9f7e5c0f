#include "service/event_hub.h"
#include "service/pace_book.h"
#include "service_fixture.h"
#include "suites.h"
#include "task_samples.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace genserve;
using namespace genserve::tasks;

namespace {

// A picture of `steps` takes 2 s for its texts, half a second a step and 3 s for decoding; loading takes 10 s.
double workOf(const GenerationRequest& request) { return request.steps.value_or(20) * 7.0; }

StageSeconds secondsOf(const GenerationRequest& request, double factor = 1)
{
    StageSeconds seconds;
    seconds.text = 2;
    seconds.denoise = request.steps.value_or(20) * 0.5 * factor;
    seconds.decode = 3;
    return seconds;
}

GenerationResult resultOf(double denoise, const std::string& model = "starter")
{
    GenerationResult result;
    result.modelId = model;
    result.memoryPlan = "resident";
    result.seconds.denoise = denoise;
    result.seconds.decode = 3;
    return result;
}

bool isWithin(double value, double expected, double part) { return std::abs(value - expected) <= part * expected; }

Submission ofSteps(const std::string& prompt, int steps)
{
    Submission asked = submission(prompt);
    asked.request.steps = steps;
    return asked;
}

struct TimedFixture : ServiceFixture {
    explicit TimedFixture(int devices = 1) : ServiceFixture(devices)
    {
        options.work = workOf;
        engine.setPace([](const GenerationRequest& request) { return secondsOf(request); });
    }
    void learn(int tasks)
    {
        for (int index = 0; index < tasks; ++index) {
            QVERIFY(waitForEnd(submit(ofSteps("lesson", 20)).value().front().task.id));
        }
    }
};

} // namespace

class TaskTimes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void estimatesConvergeAfterFiveTasks()
    {
        TimedFixture fixture;
        std::mt19937 random(3);
        // One task in five is disturbed, the others scatter by a tenth.
        fixture.engine.setPace([&random, count = 0](const GenerationRequest& request) mutable {
            const double scatter = 0.9 + 0.2 * static_cast<double>(random() % 1000) / 1000;
            return secondsOf(request, ++count % 5 == 2 ? 8 : scatter);
        });
        fixture.start();
        const auto asked = ofSteps("asked", 50);
        QVERIFY(!fixture.service().estimate(asked.request).front().seconds);
        for (const int steps : {10, 20, 30, 20, 40}) {
            QVERIFY(fixture.waitForEnd(fixture.submit(ofSteps("lesson", steps)).value().front().task.id));
        }
        const auto estimate = fixture.service().estimate(asked.request).front();
        QCOMPARE(estimate.device, std::string("cpu"));
        QVERIFY2(isWithin(estimate.seconds.value(), 2 + 25 + 3, 0.15), qPrintable(QString::number(*estimate.seconds)));
    }

    void whatWasLearnedOutlivesTheProcess()
    {
        TimedFixture fixture;
        fixture.start();
        fixture.learn(2);
        fixture.stop();
        fixture.start();
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Idle));
        const auto estimate = fixture.service().estimate(ofSteps("", 20).request).front();
        QVERIFY(isWithin(estimate.seconds.value(), 15, 0.01));
    }

    void tellsWhenWaitingTasksStartAndFinish()
    {
        TimedFixture fixture(2);
        fixture.start();
        QVERIFY(fixture.setMode("cpu#1", DeviceMode::Draining).has_value());
        fixture.learn(3);
        fixture.engine.hold("held");
        const TaskId running = fixture.submit(ofSteps("held", 20)).value().front().task.id;
        QVERIFY(fixture.waitFor(running, TaskState::Running));
        const TaskId first = fixture.submit(ofSteps("first", 20)).value().front().task.id;
        const TaskId second = fixture.submit(ofSteps("second", 40)).value().front().task.id;
        QVERIFY(QTest::qWaitFor([&] { return fixture.find(running).secondsToFinish.has_value(); }, 10'000));
        const double left = *fixture.find(running).secondsToFinish;
        QVERIFY2(left > 12.9 && left < 15.1, qPrintable(QString::number(left)));
        const TaskView next = fixture.find(first), last = fixture.find(second);
        QVERIFY(isWithin(next.secondsToStart.value(), left, 0.01));
        QVERIFY(isWithin(next.secondsToFinish.value(), left + 15, 0.01));
        QVERIFY(isWithin(last.secondsToStart.value(), left + 15, 0.01));
        QVERIFY(isWithin(last.secondsToFinish.value(), left + 15 + 25, 0.01));
        fixture.clock.advance(4000);
        QVERIFY(isWithin(fixture.find(second).secondsToFinish.value(), left + 36, 0.01));
        QVERIFY(isWithin(fixture.service().status().secondsToEmpty.value(), left + 36, 0.01));
        fixture.service().setPaused(true);
        QVERIFY(!fixture.find(second).secondsToStart);
        fixture.engine.release("held");
    }

    void progressIncludesDecoding()
    {
        TimedFixture fixture;
        fixture.start();
        fixture.learn(1);
        std::vector<TaskProgress> told;
        const auto subscription = fixture.service().events().subscribe([&](const TaskEvent& event) {
            if (const auto* progress = std::get_if<TaskProgress>(&event)) {
                told.push_back(*progress);
                fixture.clock.advance(100); // of this step
            }
        });
        QVERIFY(fixture.waitForEnd(fixture.submit(ofSteps("a fox", 20)).value().front().task.id));
        QVERIFY(told.size() >= 3);
        QVERIFY(isWithin(told.front().secondsLeft.value(), 13, 0.01)); // nothing measured yet: 10 s of steps, decoding
        const TaskProgress& last = told.back();
        QCOMPARE(last.progress.step, last.progress.steps);
        QVERIFY(isWithin(last.secondsLeft.value(), 3, 0.01)); // decoding alone
    }

    void eachDeviceAndModelHasItsPace()
    {
        PaceBook book;
        book.learn("fast", 100, resultOf(10));
        book.learn("slow", 100, resultOf(50));
        book.learn("fast", 100, resultOf(20, "other"));
        QCOMPARE(book.find("fast", "starter")->secondsPerUnit, 0.1);
        QCOMPARE(book.find("slow", "starter")->secondsPerUnit, 0.5);
        QCOMPARE(book.find("slow", "other")->secondsPerUnit, 0.5); // the device's own pace is the better guess
        QVERIFY(!book.find("unknown", "starter"));
    }

    void thePlanThatRanLastCounts()
    {
        PaceBook book;
        book.learn("gpu", 100, resultOf(10));
        GenerationResult streamed = resultOf(40);
        streamed.memoryPlan = "streamed";
        book.learn("gpu", 100, streamed);
        QCOMPARE(book.find("gpu", "starter")->secondsPerUnit, 0.4);
        book.learn("gpu", 100, resultOf(10));
        QCOMPARE(book.find("gpu", "starter")->secondsPerUnit, 0.1);
    }

    void followsADeviceThatBecameSlower()
    {
        PaceBook book;
        for (int index = 0; index < 20; ++index) {
            book.learn("gpu", 100, resultOf(index < 10 ? 10 : 30));
        }
        QCOMPARE(book.find("gpu", "starter")->secondsPerUnit, 0.3);
    }

    void readsNothingFromNonsense_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char* json : {"", "{", "{}", "[1, null]", "[{\"device\": 1, \"per_unit\": [\"a\", -1, 1e999]}]",
                                 "[{\"device\": \"gpu\", \"per_unit\": {}}]"}) {
            QTest::newRow(json) << QByteArray(json);
        }
    }
    void readsNothingFromNonsense()
    {
        QFETCH(QByteArray, json);
        PaceBook book;
        book.restore(json.toStdString());
        QVERIFY(!book.find("gpu", ""));
        book.learn("gpu", 0, resultOf(10)); // nor from a task whose work is not known
        QVERIFY(!book.find("gpu", ""));
    }

    void theBookStaysSmall()
    {
        PaceBook book;
        for (int model = 0; model < 300; ++model) {
            book.learn("gpu", 100, resultOf(10 + model, "model-" + std::to_string(model)));
        }
        QVERIFY(book.toJson().size() < 50'000);
        PaceBook copy;
        copy.restore(book.toJson());
        QCOMPARE(copy.toJson(), book.toJson());
        QCOMPARE(copy.find("gpu", "model-299")->secondsPerUnit, 3.09);
    }

    void figuresComeWhenTheyChange()
    {
        ServiceFixture fixture(2);
        std::atomic<std::int64_t> used = 1000;
        fixture.options.figuresEvery = std::chrono::milliseconds(5);
        fixture.options.figures = [&used](const std::string& gpuId) -> std::optional<DeviceFigures> {
            DeviceFigures figures;
            figures.memoryUsed = used;
            figures.temperatureC = 40;
            return gpuId == "cpu" ? std::optional(figures) : std::nullopt;
        };
        fixture.start();
        const auto isTold = [&](std::int64_t bytes) {
            const auto devices = fixture.service().status().devices;
            return devices[0].figures.memoryUsed == bytes && devices[1].figures.memoryUsed == bytes;
        };
        QVERIFY(QTest::qWaitFor([&] { return isTold(1000); }, 10'000));
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Idle) && fixture.waitForDevice("cpu#1", DeviceState::Idle));
        std::atomic<int> told = 0;
        const auto subscription = fixture.service().events().subscribe(
            [&](const TaskEvent& event) { told += std::holds_alternative<DevicesChanged>(event) ? 1 : 0; });
        QTest::qWait(50);
        QCOMPARE(told.load(), 0); // nothing changed
        used = 2000;
        QVERIFY(QTest::qWaitFor([&] { return isTold(2000); }, 10'000));
        QVERIFY(QTest::qWaitFor([&] { return told.load() == 1; }, 10'000));
    }

    void tellsTheMemoryOfHeldModels()
    {
        ServiceFixture fixture;
        fixture.engine.setModelBytes(123);
        fixture.start();
        QVERIFY(fixture.waitForEnd(fixture.submit("a fox")));
        QVERIFY(fixture.service().status().devices[0].figures.memoryModels == 123);
        QVERIFY(fixture.setMode("cpu", DeviceMode::Disabled).has_value());
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Disabled));
        QVERIFY(!fixture.service().status().devices[0].figures.memoryModels);
    }
};

int runTaskTimes(int argc, char** argv)
{
    TaskTimes suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_times.moc"
