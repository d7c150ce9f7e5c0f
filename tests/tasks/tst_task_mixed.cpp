#include "picture_files.h"
#include "service/event_hub.h"
#include "service/service_core.h"
#include "service_fixture.h"
#include "suites.h"
#include "task_samples.h"
#include "tasks/task_history.h"

#include <QTest>

#include <fstream>
#include <future>
#include <random>

using namespace genserve;
using namespace genserve::tasks;

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr bool IsSanitized = true;
#else
constexpr bool IsSanitized = false;
#endif

namespace {

constexpr int Tasks = 200;

// Listens on the tasks thread, where queue and devices stand still meanwhile, and notes what must not be.
class Watch {
public:
    explicit Watch(TaskService& service)
        : m_service(service), m_subscription(service.events().subscribe([this](const TaskEvent& event) {
              if (const auto* changed = std::get_if<TaskChanged>(&event)) {
                  note(changed->view.task);
              } else if (const auto* added = std::get_if<TaskAdded>(&event)) {
                  note(added->view.task); // may have started in the same moment
              }
          }))
    {
    }
    QByteArray faults()
    {
        const std::scoped_lock lock(m_mutex);
        return shown(m_faults);
    }
    int starts() const { return m_starts; }

private:
    void note(const Task& task)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_ended.contains(task.id)) {
            m_faults += task.id + " is told after its end; ";
        }
        if (isFinal(task.state)) {
            m_ended.insert(task.id);
        } else if (task.state == TaskState::Running && m_running.insert(task.id).second) {
            noteStart(task);
        }
    }
    void noteStart(const Task& task)
    {
        ++m_starts;
        if (m_service.status().isPaused) {
            m_faults += "a start while the queue is paused; ";
        }
        for (const TaskView& other : m_service.core().unfinished()) {
            if (other.position > 0 && other.task.priority < task.priority) {
                m_faults += "a start before one of smaller priority; ";
            }
        }
    }

    TaskService& m_service;
    std::mutex m_mutex;
    std::set<TaskId> m_running, m_ended;
    std::string m_faults;
    std::atomic<int> m_starts = 0;
    std::shared_ptr<void> m_subscription; // last: it calls
};

// Tasks of all kinds, each followed by a command for one of them.
std::vector<TaskId> storm(ServiceFixture& fixture, std::mt19937& random)
{
    const char* kinds[] = {"plain", "fails", "large", "picture", "throws"};
    const auto ignore = [](const CommandOutcome&) {};
    std::vector<TaskId> ids;
    for (int index = 0; index < Tasks; ++index) {
        Submission asked = submission(kinds[random() % 5]);
        asked.client = std::string(1, static_cast<char>('a' + random() % 3));
        asked.priority = static_cast<int>(random() % 3);
        asked.request.modelId = random() % 2 ? "one" : "two";
        if (asked.request.prompt == "picture") {
            asked.request.inputImage = Image::filled(2, 2, 3, 5);
        } else if (asked.request.prompt == "throws") {
            fixture.engine.throwOnce("throws");
        }
        ids.push_back(fixture.submit(asked).value().front().task.id);
        const TaskId& any = ids[random() % ids.size()];
        TaskService& service = fixture.service();
        switch (random() % 6) {
        case 0: service.cancel(any, ignore); break;
        case 1: service.setPriority(any, static_cast<int>(random() % 5) - 1, ignore); break;
        case 2: service.move(any, {}, ignore); break;
        case 3: service.move(any, {MoveTarget::Place::Before, ids[random() % ids.size()]}, ignore); break;
        case 4: service.move(any, {MoveTarget::Place::End, {}}, ignore); break;
        default: service.setPaused(random() % 2 == 0); break;
        }
    }
    fixture.service().setPaused(false);
    return ids;
}

void prepare(ServiceFixture& fixture)
{
    fixture.options.limits = {1000, 1000, 1'000'000'000};
    fixture.engine.failAlways("fails", ErrorCode::Internal);
    fixture.engine.setPlans(2);
    fixture.engine.needsPlan("large", 1);
    fixture.engine.setSteps(40);
    fixture.start();
}

double residentMegabytes()
{
    std::ifstream file("/proc/self/statm");
    long pages = 0, resident = 0;
    file >> pages >> resident;
    return static_cast<double>(resident) * 4096 / 1e6;
}

} // namespace

class TaskMixed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersHoldWhateverHappensMeanwhile()
    {
        ServiceFixture fixture(2);
        prepare(fixture);
        Watch watch(fixture.service());
        std::mt19937 random(5);
        const auto ids = storm(fixture, random);
        int finished = 0, neverRun = 0;
        for (const TaskId& id : ids) {
            QVERIFY(fixture.waitForEnd(id));
            const Task task = fixture.find(id).task;
            const auto picture = fixture.service().folder().pictureOf(task);
            finished += task.state == TaskState::Finished;
            neverRun += task.attempts == 0;
            QVERIFY(task.attempts <= 1 && (task.attempts == 1 || task.state == TaskState::Cancelled));
            QCOMPARE(!task.picture.empty() && std::filesystem::exists(picture), task.state == TaskState::Finished);
            QVERIFY(task.error.code.empty() || task.error.code == "internal");
        }
        QCOMPARE(watch.faults(), QByteArray());
        QCOMPARE(watch.starts(), Tasks - neverRun);
        QVERIFY(finished > Tasks / 3);
        QVERIFY(fixture.engine.mostAtOnce() <= 2);
        QCOMPARE(fixture.service().status().tasks.queued + fixture.service().status().tasks.running, 0);
    }

    void memoryStaysFlat()
    {
        if (IsSanitized) {
            QSKIP("a sanitizer keeps memory of its own");
        }
        ServiceFixture fixture(2);
        prepare(fixture);
        std::mt19937 random(6);
        TaskHistory history(fixture.service());
        double before = 0;
        for (int round = 0; round < 8; ++round) {
            const auto ids = storm(fixture, random);
            for (const TaskId& id : ids) {
                QVERIFY(fixture.waitForEnd(id));
            }
            // The history is to grow, and the database's cache with it.
            history.trash(ids, [](const Expected<void>&) {});
            std::promise<bool> purged;
            history.purge({}, [&purged](const Expected<void>& done) { purged.set_value(done.has_value()); });
            QVERIFY(purged.get_future().get());
            before = round == 2 ? residentMegabytes() : before; // caches and the allocator's arenas are full by then
        }
        const double after = residentMegabytes();
        qInfo("%.1f MB after 600 tasks, %.1f MB after 1600", before, after);
        QVERIFY(after < before * 1.05);
    }
};

int runTaskMixed(int argc, char** argv)
{
    TaskMixed suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_mixed.moc"
