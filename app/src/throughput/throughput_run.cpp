#include "throughput_run.h"

#include <algorithm>
#include <chrono>
#include <random>

#include <QTimer>

#include "tasks/thread_port.h"

namespace genserve::app {
namespace {

constexpr std::chrono::milliseconds StopInterval{100};
constexpr unsigned ArrivalSeed = 1;

std::int64_t nanoseconds() { return std::chrono::steady_clock::now().time_since_epoch().count(); }

} // namespace

ThroughputRun::ThroughputRun(tasks::TaskService& service, GenerationRequest request, std::stop_token stop)
    : m_service(service), m_request(std::move(request)), m_stop(std::move(stop)), m_observer(service)
{
    connect(&m_observer, &tasks::TaskObserver::changed, this, &ThroughputRun::changed);
}

double ThroughputRun::now() const { return static_cast<double>(nanoseconds() - m_begin) * 1e-9; }

void ThroughputRun::begin(int expected)
{
    m_times.clear();
    m_expected = expected;
    m_fault.reset();
    m_begin = nanoseconds();
}

void ThroughputRun::submit()
{
    ++m_request.seed;
    tasks::Submission submission;
    submission.request = m_request;
    // Other words each time: an engine may remember the last prompt's encoding.
    submission.request.prompt += ", number " + std::to_string(m_request.seed);
    m_service.submit(std::move(submission),
                     tasks::onThreadOf<tasks::SubmitOutcome>(this, [this](const tasks::SubmitOutcome& outcome) {
                         if (!outcome) {
                             fail({ErrorCode::Internal, outcome.error().message, {}});
                         }
                     }));
}

void ThroughputRun::changed(const tasks::TaskView& view)
{
    const auto& task = view.task;
    if (task.state == tasks::TaskState::Failed) {
        return fail({ErrorCode::Internal, task.error.message, {}});
    }
    if (task.state == tasks::TaskState::Finished) {
        const auto seconds = [](tasks::WallMs from, tasks::WallMs to) { return static_cast<double>(to - from) / 1000; };
        m_times.push_back({seconds(task.createdMs, task.startedMs), seconds(task.createdMs, task.finishedMs)});
        m_last = task;
        if (static_cast<int>(m_times.size()) == m_expected) {
            m_loop.quit();
        }
    }
}

void ThroughputRun::fail(Error error)
{
    m_fault = std::move(error);
    m_loop.quit();
}

Expected<void> ThroughputRun::finishPhase()
{
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [this] {
        if (m_stop.stop_requested()) {
            fail({ErrorCode::Cancelled, "cancelled", {}});
        }
    });
    timer.start(StopInterval);
    if (!m_fault && static_cast<int>(m_times.size()) < m_expected) {
        m_loop.exec();
    }
    return m_fault ? Expected<void>(tl::unexpected(*m_fault)) : Expected<void>();
}

void ThroughputRun::useDevices(std::size_t first, std::size_t count)
{
    std::size_t index = 0;
    for (const auto& device : m_service.status().devices) {
        const bool works = index >= first && index < first + count;
        m_service.setDeviceMode(device.id, works ? tasks::DeviceMode::Enabled : tasks::DeviceMode::Draining,
                                [](const Expected<void>&) {});
        ++index;
    }
}

Expected<void> ThroughputRun::warmUp()
{
    // One by one: a fast device must not take the picture of one that still loads.
    const auto devices = m_service.status().devices.size();
    for (std::size_t index = 0; index < devices; ++index) {
        useDevices(index, 1);
        begin(1);
        submit();
        if (auto done = finishPhase(); !done) {
            return done;
        }
    }
    return {};
}

Expected<BusyPhase> ThroughputRun::keepBusy(int devices, int pictures)
{
    useDevices(0, static_cast<std::size_t>(devices));
    begin(pictures);
    for (int i = 0; i < pictures; ++i) {
        submit();
    }
    return finishPhase().map([&] { return BusyPhase{devices, pictures, now()}; });
}

Expected<ArrivalPhase> ThroughputRun::letArrive(double load, double perMinute, int tasks, double deadlineSeconds)
{
    useDevices(0, m_service.status().devices.size());
    begin(tasks);
    std::mt19937 generator(ArrivalSeed);
    std::exponential_distribution<double> pause(load * perMinute / 60);
    double at = 0;
    for (int i = 0; i < tasks; ++i) {
        at += pause(generator);
        QTimer::singleShot(std::chrono::milliseconds(static_cast<int>(at * 1000)), Qt::PreciseTimer, this,
                           [this] { submit(); });
    }
    return finishPhase().map([&] { return ArrivalPhase{load, deadlineSeconds, m_times}; });
}

} // namespace genserve::app
