// Prints what the task store and service cost on this machine: bench_tasks [RECORDS]. Not a test.
#include "service_fixture.h"
#include "task_samples.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>

#include <fcntl.h>
#include <unistd.h>

using namespace genserve;
using namespace genserve::tasks;

namespace {

double cpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void fill(TaskStore& store, int records)
{
    std::mt19937 random(1);
    const char* words[] = {"fox",          "castle", "snow", "mountain", "portrait",
                           "雪地里的狐狸", "night",  "café", "boat",     "light"};
    const char* models[] = {"flux1-dev", "flux1-dev", "flux1-dev", "flux1-schnell", "starter"};
    for (int start = 0; start < records; start += 1000) {
        StoreBatch batch;
        for (int index = start; index < std::min(records, start + 1000); ++index) {
            std::string prompt = "picture";
            for (int word = 0; word < 20; ++word) {
                prompt += std::string(" ") + words[random() % 10];
            }
            prompt += index == records / 3 ? " unicorn" : "";
            NewTask added = newTask(index + 1, prompt);
            added.task.state = TaskState::Finished;
            added.task.modelId = models[random() % 5];
            added.task.device = random() % 2 ? "cuda:0" : "cuda:1";
            added.task.width = added.task.height = random() % 3 ? 1024 : 768;
            added.task.isStarred = random() % 200 == 0;
            added.task.createdMs = index * 1000LL;
            // Ended in nearly the order of acceptance; each hundredth much later.
            added.task.finishedMs = added.task.createdMs + (index % 100 == 0 ? 9'000'000 : 5000);
            added.task.tags = random() % 50 == 0 ? std::vector<std::string>{"good"} : std::vector<std::string>{};
            batch.added.push_back(std::move(added));
        }
        if (!store.write(batch)) {
            std::puts("bench_tasks: can't write");
        }
    }
}

void time(TaskStore& store, const char* name, const HistoryQuery& query)
{
    double worst = 0;
    std::size_t found = 0;
    for (int round = 0; round < 5; ++round) {
        const double before = cpuSeconds();
        found = store.history(query).value().tasks.size();
        worst = std::max(worst, (cpuSeconds() - before) * 1e3);
    }
    std::printf("  %-34s %3zu tasks  %7.2f ms of CPU (worst of 5)\n", name, found, worst);
}

void timeCounts(TaskStore& store)
{
    double worst = 0;
    for (int round = 0; round < 5; ++round) {
        const double before = cpuSeconds();
        (void)store.pictureCounts(3'600'000).value();
        worst = std::max(worst, (cpuSeconds() - before) * 1e3);
    }
    std::printf("  %-34s            %7.2f ms of CPU (worst of 5)\n", "all counts", worst);
}

void benchHistory(int records)
{
    const QTemporaryDir root;
    auto opened = openSqliteTaskStore(DataFolder::create(pathOf(root)).value()).value();
    fill(*opened.store, records);
    std::printf("first page of %d records\n", records);
    const auto run = [&](const char* name, auto set) {
        HistoryQuery query;
        query.order = HistoryOrder::Ended;
        set(query);
        time(*opened.store, name, query);
    };
    run("everything", [](HistoryQuery&) {});
    run("a common word", [](HistoryQuery& q) { q.text = "fox"; });
    run("one letter", [](HistoryQuery& q) { q.text = "f"; });
    run("a word of one record", [](HistoryQuery& q) { q.text = "unicorn"; });
    run("a word of none", [](HistoryQuery& q) { q.text = "zebra"; });
    run("Chinese", [](HistoryQuery& q) { q.text = "狐狸"; });
    run("three words", [](HistoryQuery& q) { q.text = "fox castle snow"; });
    run("a model", [](HistoryQuery& q) { q.modelId = "starter"; });
    run("a model that is not there", [](HistoryQuery& q) { q.modelId = "none"; });
    run("starred", [](HistoryQuery& q) { q.isStarred = true; });
    run("a tag", [](HistoryQuery& q) { q.tag = "good"; });
    run("the oldest hour", [](HistoryQuery& q) { q.fromMs = 1, q.untilMs = 3'600'000; });
    run("a size and a device", [](HistoryQuery& q) { q.width = 768, q.device = "cuda:1"; });
    run("a word of one record in a model", [](HistoryQuery& q) { q.text = "unicorn", q.modelId = "starter"; });
    run("a common word in no model", [](HistoryQuery& q) { q.text = "picture", q.modelId = "none"; });
    run("the empty trash", [](HistoryQuery& q) { q.trash = TrashFilter::Only; });
    run("the oldest first", [](HistoryQuery& q) { q.isOldestFirst = true; });
    run("500 from the middle on", [](HistoryQuery& q) { q.limit = 500, q.behind = {50'000'000, 1}; });
    run("500 with a common word", [](HistoryQuery& q) { q.limit = 500, q.text = "fox"; });
    run("by acceptance", [](HistoryQuery& q) { q.order = HistoryOrder::Accepted; });
    run("by acceptance, a client of none",
        [](HistoryQuery& q) { q.order = HistoryOrder::Accepted, q.client = "none"; });
    timeCounts(*opened.store);
}

// What the disk takes, in megabytes a second, while nobody else writes: one file, synced every megabyte or at its end.
double syncedRate(const QTemporaryDir& root, int megabytes, bool isSyncedAtEnd)
{
    const std::vector<std::uint8_t> bytes(1'000'000, 7);
    const auto path = pathOf(root) / "rate";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    QElapsedTimer timer;
    timer.start();
    for (int index = 0; index < megabytes; ++index) {
        const bool isWritten = ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
        if (!isWritten || (!isSyncedAtEnd && ::fdatasync(file) != 0)) {
            std::puts("bench_tasks: can't write");
        }
    }
    ::fdatasync(file);
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    ::close(file);
    std::filesystem::remove(path);
    return megabytes / seconds;
}

void benchAcceptance(int tasks, std::size_t inputBytes)
{
    ServiceFixture fixture;
    fixture.options.limits = {tasks, tasks, std::int64_t{1} << 40};
    fixture.start();
    fixture.service().setPaused(true);
    std::atomic<int> accepted{0};
    std::promise<void> all;
    Submission asked = submission("a fox in the snow, 35mm, golden hour");
    if (inputBytes > 0) {
        asked.request.inputImage = Image::filled(1, 1, 3, 0);
        asked.originals["input_image"] = std::make_shared<const std::vector<std::uint8_t>>(inputBytes, 7);
    }
    const double cpu = cpuSeconds();
    QElapsedTimer timer;
    timer.start();
    for (int index = 0; index < tasks; ++index) {
        fixture.service().submit(asked, [&](const SubmitOutcome& outcome) {
            if (outcome && ++accepted == tasks) {
                all.set_value();
            }
        });
    }
    all.get_future().wait();
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    std::printf("accepted %d tasks with %zu bytes of input: %.0f tasks/s, %.3f ms of CPU each\n", tasks, inputBytes,
                tasks / seconds, (cpuSeconds() - cpu) * 1000 / tasks);
}

void benchDispatch(int tasks)
{
    ServiceFixture fixture;
    fixture.options.limits = {tasks, tasks, 0};
    fixture.start();
    fixture.service().setPaused(true);
    TaskId last;
    for (int index = 0; index < tasks; ++index) {
        last = fixture.submit("a fox");
    }
    QElapsedTimer timer;
    timer.start();
    fixture.service().setPaused(false);
    fixture.waitFor(last, TaskState::Finished);
    std::printf("%d tasks of no work on one device: %.2f ms each from start to start\n", tasks,
                static_cast<double>(timer.nsecsElapsed()) / 1e6 / tasks);
}

// Of devices that take `seconds` for a task: what share of their time they worked, and how many tasks each did.
void benchDevices(const std::vector<double>& seconds, int tasks)
{
    ServiceFixture fixture(static_cast<int>(seconds.size()));
    fixture.options.limits = {tasks, tasks, 0};
    fixture.start();
    double perSecond = 0;
    for (std::size_t index = 0; index < seconds.size(); ++index) {
        const auto& id = fixture.options.devices[index].id;
        fixture.engine.setSeconds(id, seconds[index]);
        fixture.waitForDevice(id, DeviceState::Idle);
        perSecond += 1 / seconds[index];
    }
    fixture.service().setPaused(true);
    std::vector<TaskId> submitted;
    for (int index = 0; index < tasks; ++index) {
        submitted.push_back(fixture.submit("a fox"));
    }
    QElapsedTimer timer;
    timer.start();
    fixture.service().setPaused(false);
    for (const auto& task : submitted) {
        fixture.waitFor(task, TaskState::Finished);
    }
    const double took = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    std::printf("%zu devices, %d tasks: %.2f s, %.3f of what they can do; tasks of each:", seconds.size(), tasks, took,
                tasks / perSecond / took);
    for (const auto& device : fixture.service().status().devices) {
        std::printf(" %d", device.finishedTasks);
    }
    std::printf("\n");
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    benchAcceptance(5000, 0);
    for (int round = 0; round < 3; ++round) {
        const QTemporaryDir root;
        std::printf("the disk: %.0f MB/s synced at the end, %.0f MB/s synced every megabyte\n",
                    syncedRate(root, 500, true), syncedRate(root, 100, false));
        benchAcceptance(500, 1'000'000);
    }
    benchDispatch(500);
    benchDevices(std::vector<double>(8, 0.5), 160);
    benchDevices({0.25, 0.25, 0.5, 0.5, 0.5, 0.5, 1, 1}, 180);
    benchHistory(argc > 1 ? std::atoi(argv[1]) : 100'000);
    return 0;
}
