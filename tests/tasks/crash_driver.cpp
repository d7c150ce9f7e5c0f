// A task service under load that tells all it does, one line of output for every event: script/crash_test kills it,
// script/power_cut_test cuts its power, script/disk_fault_test makes its disk fail.
//   crash_driver DATA SEED      adds, cancels and runs tasks until it dies
//   crash_driver DATA --drain   finishes what is left, then writes a line for every task that there ever was
//   crash_driver DATA --endure  adds tasks one by one, whatever the disk does, waits for their ends and shows that the
//                               service goes on
#include "../support/fake_runner.h"
#include "service/event_hub.h"
#include "tasks/task_service.h"

#include <QCoreApplication>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <future>
#include <memory>
#include <mutex>
#include <random>
#include <string>

#include <unistd.h>

using namespace genserve;
using namespace genserve::tasks;

namespace {

constexpr int MaxUnfinished = 30;
constexpr int Steps = 300; // about a millisecond a task
constexpr int TasksToEndure = 10;
constexpr auto Patience = std::chrono::seconds(20);

// Unbuffered, so that a line that was written has been read.
void say(const std::string& line)
{
    const std::string text = line + "\n";
    if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) {
        std::_Exit(3);
    }
}

// Counts the tasks that are on their way.
class Traffic {
public:
    void note(const TaskEvent& event)
    {
        if (const auto* changed = std::get_if<TaskChanged>(&event)) {
            tell(changed->view);
        } else if (const auto* added = std::get_if<TaskAdded>(&event)) {
            tell(added->view);
        }
    }
    void waitForRoom(int most)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_unfinished <= most; });
    }
    void add(int count)
    {
        const std::scoped_lock lock(m_mutex);
        m_unfinished += count;
    }

private:
    void tell(const TaskView& view)
    {
        say(std::string(toString(view.task.state)) + " " + view.task.id);
        if (isFinal(view.task.state)) {
            add(-1);
            m_changed.notify_all();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_unfinished = 0;
};

std::unique_ptr<TaskService> serviceIn(const char* folder, test::FakeEngine& engine)
{
    TaskServiceOptions options;
    options.dataFolder = folder;
    options.devices = {{"cpu", "cpu"}, {"cpu#1", "cpu"}};
    options.runners = engine.factory();
    // What is tried again each second is tried again each 20 ms.
    options.clock.steadyMs = [steady = options.clock.steadyMs] { return steady() * 50; };
    auto service = TaskService::create(std::move(options));
    if (!service) {
        std::fprintf(stderr, "crash_driver: %s\n", describe(service.error().error).c_str());
        std::exit(1);
    }
    for (const std::string& notice : (*service)->notices()) {
        say("notice " + notice);
    }
    return std::move(*service);
}

Submission submission(std::mt19937& random)
{
    Submission asked;
    asked.request.prompt = "task";
    asked.request.seed = static_cast<std::int64_t>(random());
    asked.priority = static_cast<int>(random() % 3);
    asked.client = random() % 2 ? "a" : "b";
    asked.count = random() % 8 == 0 ? 3 : 1;
    if (random() % 3 == 0) {
        asked.request.inputImage = Image::filled(8, 8, 3, static_cast<std::uint8_t>(random()));
    }
    return asked;
}

[[noreturn]] void runForEver(TaskService& service, Traffic& traffic, unsigned seed)
{
    std::mt19937 random(seed);
    for (;;) {
        traffic.waitForRoom(MaxUnfinished);
        Submission asked = submission(random);
        traffic.add(asked.count);
        const bool isCancelled = random() % 10 == 0;
        service.submit(std::move(asked), [&service, isCancelled](const SubmitOutcome& outcome) {
            if (!outcome) {
                return say("refused " + outcome.error().message);
            }
            for (const TaskView& view : *outcome) {
                say("accepted " + view.task.id + " " + std::to_string(view.task.seed));
            }
            if (isCancelled) {
                say("cancelling " + outcome->front().task.id);
                service.cancel(outcome->front().task.id, [](const CommandOutcome&) {});
            }
        });
    }
}

bool submitAndWait(TaskService& service, Submission asked)
{
    auto answered = std::make_shared<std::promise<bool>>();
    service.submit(std::move(asked), [answered](const SubmitOutcome& outcome) {
        if (!outcome) {
            say("refused " + std::string(toString(outcome.error().code)) + ": " + outcome.error().message);
        } else {
            for (const TaskView& view : *outcome) {
                say("accepted " + view.task.id + " " + std::to_string(view.task.seed));
            }
        }
        answered->set_value(outcome.has_value());
    });
    return answered->get_future().get();
}

// Every question wakes the tasks thread, which then tries the disk again.
bool waitForEnds(TaskService& service)
{
    const auto end = std::chrono::steady_clock::now() + Patience;
    while (service.status().tasks.queued + service.status().tasks.running > 0) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        service.unfinished([](const std::vector<TaskView>&) {});
        ::usleep(2000);
    }
    return true;
}

int endure(TaskService& service)
{
    std::mt19937 random(1);
    for (int index = 0; index < TasksToEndure; ++index) {
        Submission asked = submission(random);
        if (index % 2 == 0) {
            asked.request.inputImage = Image::filled(8, 8, 3, 200);
        }
        submitAndWait(service, std::move(asked));
    }
    const auto end = std::chrono::steady_clock::now() + Patience;
    while (!submitAndWait(service, submission(random)) && std::chrono::steady_clock::now() < end) {
        ::usleep(2000);
    }
    if (!waitForEnds(service)) {
        std::fputs("crash_driver: tasks are left\n", stderr);
        return 3;
    }
    say("endured");
    return 0;
}

void listAll(const DataFolder& folder)
{
    auto opened = openSqliteTaskStore(folder).value();
    HistoryQuery query;
    query.limit = 500;
    do {
        const HistoryPage page = opened.store->history(query).value();
        for (const Task& task : page.tasks) {
            say("task " + task.id + " " + std::string(toString(task.state)) + " " + std::to_string(task.crashes) + " "
                + std::to_string(task.seed) + " " + (task.picture.empty() ? "-" : task.picture) + " "
                + (task.error.code.empty() ? "-" : task.error.code));
        }
        query.behind = page.next;
    } while (query.behind.isSet());
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 3) {
        std::fputs("usage: crash_driver DATA SEED|--drain|--endure\n", stderr);
        return 2;
    }
    test::FakeEngine engine;
    engine.setSteps(Steps);
    Traffic traffic;
    auto service = serviceIn(argv[1], engine);
    const auto counts = service->status().tasks;
    traffic.add(counts.queued + counts.running);
    const auto subscription = service->events().subscribe([&traffic](const TaskEvent& event) { traffic.note(event); });
    if (std::strcmp(argv[2], "--endure") == 0) {
        return endure(*service);
    }
    if (std::strcmp(argv[2], "--drain") != 0) {
        say("ready");
        runForEver(*service, traffic, static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)));
    }
    // Ends that came before the subscription were not counted, so the status decides.
    while (service->status().tasks.queued + service->status().tasks.running > 0) {
        ::usleep(1000);
    }
    const DataFolder folder = service->folder();
    service.reset();
    listAll(folder);
    return 0;
}
