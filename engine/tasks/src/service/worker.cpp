#include "worker.h"

#include "tasks/input_files.h"
#include "thread_setup.h"

#include <exception>
#include <new>
#include <utility>

namespace genserve::tasks {
namespace {

// Whatever a runner throws belongs to its task alone.
template <class T, class Work>
Expected<T> guarded(Work work)
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "the computer's memory is not enough");
    } catch (const std::exception& fault) {
        return failure(ErrorCode::Internal, std::string("unexpected fault: ") + fault.what());
    }
}

std::string loweredWarning(int plan)
{
    return "memory was not enough for the fastest plan; the picture was made with fallback " + std::to_string(plan);
}

} // namespace

Worker::Worker(DeviceSpec device, RunnerFactory factory, WorkerEvents events)
    : m_device(std::move(device)),
      m_factory(std::move(factory)),
      m_events(std::move(events)),
      m_thread([this] { loop(); })
{
}

Worker::~Worker()
{
    retire();
    m_thread.join();
}

void Worker::start(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_job = std::move(job);
    }
    m_wake.notify_one();
}

void Worker::retire()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isRetiring = true;
    }
    m_wake.notify_one();
}

void Worker::loop()
{
    setUpThread(m_device.id, ThreadRank::Background);
    auto runner = guarded<std::unique_ptr<TaskRunner>>([this] { return m_factory(m_device); });
    if (runner) {
        m_events.ready((*runner)->deviceName());
    } else {
        m_events.failed(runner.error());
    }
    while (auto job = nextJob()) {
        m_events.ended(*job, run(**runner, *job));
    }
    runner = {};
    m_events.retired();
}

std::optional<Job> Worker::nextJob()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_job || m_isRetiring; });
    return std::exchange(m_job, std::nullopt);
}

JobEnd Worker::run(TaskRunner& runner, const Job& job)
{
    JobEnd end = attempt(runner, job);
    if (!end.product && job.seat.team) {
        job.seat.team->end();
    }
    end.heldModels = runner.heldModels();
    end.modelBytes = runner.modelBytes();
    return end;
}

JobEnd Worker::attempt(TaskRunner& runner, const Job& job)
{
    auto request = guarded<GenerationRequest>([&] { return loadRequest(job.request, job.inputs); });
    if (!request) {
        return {tl::unexpected(request.error())};
    }
    return job.seat.team ? runTogether(runner, job, std::move(*request)) : runPlans(runner, job, std::move(*request));
}

JobEnd Worker::runPlans(TaskRunner& runner, const Job& job, GenerationRequest request)
{
    const RunCallbacks callbacks{[&](const Progress& progress) { m_events.progressed(job, progress); },
                                 [&](const Image& image) { m_events.previewed(job, image); }};
    const int plans = runner.planCount(request);
    for (int plan = 0;; ++plan) {
        auto result = guarded<GenerationResult>([&] { return runner.run(request, plan, callbacks, job.stop); });
        if (result) {
            if (plan > 0) {
                result->warnings.push_back(loweredWarning(plan));
            }
            return {Product{std::move(request), std::move(*result)}};
        }
        const bool isOutOfMemory = result.error().code == ErrorCode::OutOfMemory;
        if (!isOutOfMemory || plan + 1 >= plans) {
            return {tl::unexpected(result.error()), isOutOfMemory ? runner.whatWouldFit(request) : std::string()};
        }
    }
}

JobEnd Worker::runTogether(TaskRunner& runner, const Job& job, GenerationRequest request)
{
    RunCallbacks callbacks;
    if (!job.isHelp()) {
        callbacks = {[&](const Progress& progress) { m_events.progressed(job, progress); },
                     [&](const Image& image) { m_events.previewed(job, image); }};
    }
    bool hasLostOthers = false;
    auto result = guarded<GenerationResult>([&] {
        auto outcome = runner.runTogether(request, job.seat, callbacks, job.stop);
        hasLostOthers = outcome.hasLostOthers;
        return std::move(outcome.result);
    });
    if (!result) {
        return {tl::unexpected(result.error()), {}, hasLostOthers};
    }
    return {Product{std::move(request), std::move(*result)}};
}

} // namespace genserve::tasks
