#include "app_test.h"
#include "hosting/engine_runner.h"
#include "tasks/picture_writer.h"
#include "tasks/task_service.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <future>
#include <iterator>

namespace genserve::app {
namespace {

using tasks::TaskState;

runtime::EngineOptions engineOptions()
{
    runtime::EngineOptions options;
    options.modelFolders = {GENSERVE_RESOURCES};
    options.threads = 1;
    return options;
}

GenerationRequest smallRequest(std::int64_t seed = 7)
{
    GenerationRequest request;
    request.prompt = "a red apple on a table";
    request.modelId = "starter";
    request.width = request.height = 128;
    request.steps = 2;
    request.seed = seed;
    return request;
}

// A queue over two workers of the real engine.
class Queue {
public:
    Queue()
    {
        tasks::TaskServiceOptions options;
        options.dataFolder = m_folder.path().toStdString();
        options.devices = {{"cpu", "cpu"}, {"cpu#1", "cpu"}};
        options.runners = engineRunners(engineOptions());
        m_service = tasks::TaskService::create(std::move(options)).value();
    }

    tasks::TaskId submit(GenerationRequest request)
    {
        tasks::Submission submission;
        submission.request = std::move(request);
        return ask<tasks::SubmitOutcome>([&](auto reply) { m_service->submit(submission, reply); })
            .value()
            .front()
            .task.id;
    }
    void cancel(const tasks::TaskId& task)
    {
        ask<tasks::CommandOutcome>([&](auto reply) { m_service->cancel(task, reply); });
    }
    // One of the two works on, the other takes nothing more.
    void useOnly(const std::string& device)
    {
        for (const std::string id : {"cpu", "cpu#1"}) {
            const auto mode = id == device ? tasks::DeviceMode::Enabled : tasks::DeviceMode::Draining;
            ask<Expected<void>>([&](auto reply) { m_service->setDeviceMode(id, mode, reply); });
        }
    }
    tasks::Task waitForEnd(const tasks::TaskId& id)
    {
        tasks::Task task;
        const bool hasEnded = QTest::qWaitFor(
            [&] {
                const auto view = ask<std::optional<tasks::TaskView>>([&](auto reply) { m_service->find(id, reply); });
                task = view.value_or(tasks::TaskView{}).task;
                return isFinal(task.state);
            },
            60'000);
        return hasEnded ? task : tasks::Task{};
    }
    std::string picture(const tasks::TaskId& id)
    {
        const auto task = waitForEnd(id);
        std::ifstream file(m_service->folder().pictureOf(task), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    template <class T, class Ask>
    T ask(Ask question)
    {
        auto promise = std::make_shared<std::promise<T>>();
        question([promise](T value) { promise->set_value(std::move(value)); });
        return promise->get_future().get();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<tasks::TaskService> m_service;
};

} // namespace

class SameBytesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalRequestsMakeEqualFiles();
};

void SameBytesTest::equalRequestsMakeEqualFiles()
{
    Queue queue;
    queue.useOnly("cpu");
    const std::string first = queue.picture(queue.submit(smallRequest()));
    QVERIFY(first.size() > 1000);

    // Neighbours: one that is cancelled while it runs or waits, one that fails, others that finish.
    GenerationRequest longer = smallRequest(8);
    longer.steps = 50;
    const auto cancelled = queue.submit(longer);
    QTest::qWait(300);
    queue.cancel(cancelled);
    QVERIFY(queue.waitForEnd(cancelled).state == TaskState::Cancelled);
    QVERIFY(queue.picture(queue.submit(smallRequest())) == first);
    GenerationRequest unknown = smallRequest();
    unknown.modelId = "no such model";
    QVERIFY(queue.waitForEnd(queue.submit(unknown)).state == TaskState::Failed);
    QVERIFY(queue.picture(queue.submit(smallRequest())) == first);
    for (std::int64_t seed = 10; seed < 15; ++seed) {
        QVERIFY(queue.picture(queue.submit(smallRequest(seed))) != first);
    }
    QVERIFY(queue.picture(queue.submit(smallRequest())) == first); // the tenth

    queue.useOnly("cpu#1");
    QVERIFY(queue.picture(queue.submit(smallRequest())) == first);

    // As the command line does it, without a queue.
    const auto engine = runtime::Engine::create(engineOptions()).value();
    const auto result = engine->generate(smallRequest(), {}, {}).value();
    const auto bytes = tasks::encodePng(result.image, tasks::pictureTexts(smallRequest(), result)).value();
    QVERIFY(std::string(bytes.begin(), bytes.end()) == first);
}

const RegisteredTest<SameBytesTest> registered("same_bytes");

} // namespace genserve::app

#include "tst_same_bytes.moc"
