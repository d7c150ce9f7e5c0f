#include "fake_runner.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace genserve::test {

namespace {

// Members meet before and after their run, or one of them ends the others.
class FakeTeam : public tasks::RunnerTeam {
public:
    explicit FakeTeam(std::size_t members) : m_members(members) {}

    void end() override
    {
        m_ended.request_stop();
        m_changed.notify_all();
    }
    [[nodiscard]] std::stop_token ended() const { return m_ended.get_token(); }

    // False where the team has ended.
    bool meet()
    {
        std::unique_lock lock(m_mutex);
        const auto wanted = (m_arrived / m_members + 1) * m_members;
        ++m_arrived;
        m_changed.notify_all();
        return m_changed.wait(lock, m_ended.get_token(), [&] { return m_arrived >= wanted; })
               && !m_ended.stop_requested();
    }

private:
    const std::size_t m_members;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::size_t m_arrived = 0;
    std::stop_source m_ended;
};

} // namespace

// One device's runner; holds the model that it ran last.
class FakeRunner : public tasks::TaskRunner {
public:
    FakeRunner(FakeEngine& engine, tasks::DeviceSpec device) : m_engine(engine), m_device(std::move(device))
    {
        const std::scoped_lock lock(m_engine.m_mutex);
        ++m_engine.m_runners;
    }
    ~FakeRunner() override
    {
        const std::scoped_lock lock(m_engine.m_mutex);
        --m_engine.m_runners;
    }
    FakeRunner(const FakeRunner&) = delete;
    FakeRunner& operator=(const FakeRunner&) = delete;

    std::string deviceName() const override
    {
        return m_engine.m_kind.empty() ? "fake " + m_device.id : m_engine.m_kind;
    }
    std::vector<std::string> heldModels() const override { return m_held; }
    std::int64_t modelBytes() const override { return m_engine.m_modelBytes; }
    int planCount(const GenerationRequest&) const override { return m_engine.m_plans; }
    std::string whatWouldFit(const GenerationRequest&) const override { return "a picture of 512x512 would fit"; }
    Expected<GenerationResult> run(const GenerationRequest& request, int plan, const tasks::RunCallbacks& callbacks,
                                   std::stop_token stop) override
    {
        m_held = {request.modelId};
        return m_engine.run(m_device, request, plan, callbacks, std::move(stop));
    }

    tasks::SharedOutcome runTogether(const GenerationRequest& request, const tasks::Seat& seat,
                                     const tasks::RunCallbacks& callbacks, std::stop_token stop) override
    {
        m_held = {request.modelId};
        return m_engine.runTogether(m_device, request, seat, callbacks, std::move(stop));
    }

private:
    FakeEngine& m_engine;
    const tasks::DeviceSpec m_device;
    std::vector<std::string> m_held;
};

Image fakePicture(const GenerationRequest& request)
{
    auto image = Image::filled(16, 8, 3, 0);
    auto state = static_cast<std::uint64_t>(request.seed) + 1;
    for (std::uint8_t& value : image.pixels) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        value = static_cast<std::uint8_t>(state >> 56);
    }
    if (request.inputImage && !request.inputImage->isEmpty()) {
        image.pixels.front() = request.inputImage->pixels.front();
    }
    return image;
}

void FakeEngine::failOnce(const std::string& prompt, ErrorCode code, int atStep)
{
    const std::scoped_lock lock(m_mutex);
    m_faults[prompt] = {code, atStep, true};
}

void FakeEngine::failAlways(const std::string& prompt, ErrorCode code)
{
    const std::scoped_lock lock(m_mutex);
    m_faults[prompt] = {code, 0, false};
}

void FakeEngine::throwOnce(const std::string& prompt)
{
    const std::scoped_lock lock(m_mutex);
    m_faults[prompt] = {std::nullopt, 0, true};
}

void FakeEngine::needsPlan(const std::string& prompt, int plan)
{
    const std::scoped_lock lock(m_mutex);
    m_neededPlans[prompt] = plan;
}

void FakeEngine::failDevice(const std::string& device)
{
    const std::scoped_lock lock(m_mutex);
    m_brokenDevices.insert(device);
}

void FakeEngine::holdDevice(const std::string& device)
{
    const std::scoped_lock lock(m_mutex);
    m_slowDevices.insert(device);
}

void FakeEngine::releaseDevice(const std::string& device)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_slowDevices.erase(device);
    }
    m_changed.notify_all();
}

void FakeEngine::setPlans(int plans) { m_plans = plans; }
void FakeEngine::setSteps(int steps) { m_steps = steps; }
void FakeEngine::setKind(const std::string& name) { m_kind = name; }
void FakeEngine::setModelBytes(std::int64_t bytes) { m_modelBytes = bytes; }

void FakeEngine::setSeconds(const std::string& device, double seconds)
{
    const std::scoped_lock lock(m_mutex);
    m_seconds[device] = seconds;
}

void FakeEngine::failMemberOnce(const std::string& device, ErrorCode code)
{
    const std::scoped_lock lock(m_mutex);
    m_memberFaults[device] = code;
}

void FakeEngine::setPace(std::function<StageSeconds(const GenerationRequest&)> pace)
{
    const std::scoped_lock lock(m_mutex);
    m_pace = std::move(pace);
}

void FakeEngine::hold(const std::string& prompt)
{
    const std::scoped_lock lock(m_mutex);
    m_held.insert(prompt);
}

void FakeEngine::release(const std::string& prompt)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_held.erase(prompt);
    }
    m_changed.notify_all();
}

bool FakeEngine::waitForRuns(std::size_t count)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_runs.size() >= count; });
}

std::vector<FakeEngine::Run> FakeEngine::runs() const
{
    const std::scoped_lock lock(m_mutex);
    return m_runs;
}

int FakeEngine::mostAtOnce() const
{
    const std::scoped_lock lock(m_mutex);
    return m_mostAtOnce;
}

int FakeEngine::liveRunners() const
{
    const std::scoped_lock lock(m_mutex);
    return m_runners;
}

tasks::RunnerFactory FakeEngine::factory()
{
    return [this](const tasks::DeviceSpec& device) -> Expected<std::unique_ptr<tasks::TaskRunner>> {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return !m_slowDevices.contains(device.id); });
            if (m_brokenDevices.contains(device.id)) {
                return failure(ErrorCode::DeviceFault, "the device can't be opened", device.id);
            }
        }
        return std::make_unique<FakeRunner>(*this, device);
    };
}

std::optional<FakeEngine::Fault> FakeEngine::takeFault(const std::string& prompt, int plan)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto needed = m_neededPlans.find(prompt); needed != m_neededPlans.end() && plan < needed->second) {
        return Fault{ErrorCode::OutOfMemory, 0, true};
    }
    const auto found = m_faults.find(prompt);
    if (found == m_faults.end()) {
        return std::nullopt;
    }
    const Fault fault = found->second;
    if (fault.isOnce) {
        m_faults.erase(found);
    }
    return fault;
}

std::chrono::duration<double> FakeEngine::secondsOf(const std::string& device) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_seconds.find(device);
    return std::chrono::duration<double>(found == m_seconds.end() ? 0 : found->second);
}

void FakeEngine::waitWhileHeld(const std::string& prompt, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, std::move(stop), [&] { return !m_held.contains(prompt); });
}

// Stands in the counts while it lives.
class FakeEngine::CountedRun {
public:
    CountedRun(FakeEngine& engine, Run run) : m_engine(engine)
    {
        {
            const std::scoped_lock lock(engine.m_mutex);
            engine.m_runs.push_back(std::move(run));
            engine.m_mostAtOnce = std::max(engine.m_mostAtOnce, ++engine.m_running);
        }
        engine.m_changed.notify_all();
    }
    ~CountedRun()
    {
        const std::scoped_lock lock(m_engine.m_mutex);
        --m_engine.m_running;
    }
    CountedRun(const CountedRun&) = delete;
    CountedRun& operator=(const CountedRun&) = delete;

private:
    FakeEngine& m_engine;
};

Expected<std::shared_ptr<tasks::RunnerTeam>> FakeEngine::team(const std::vector<std::string>& gpuIds)
{
    return std::make_shared<FakeTeam>(gpuIds.size());
}

tasks::SharedOutcome FakeEngine::runTogether(const tasks::DeviceSpec& device, const GenerationRequest& request,
                                             const tasks::Seat& seat, const tasks::RunCallbacks& callbacks,
                                             std::stop_token stop)
{
    auto& team = dynamic_cast<FakeTeam&>(*seat.team);
    const auto lost = [] { return tasks::SharedOutcome{failure(ErrorCode::Internal, "lost the others"), true}; };
    if (!team.meet()) {
        return lost();
    }
    std::optional<ErrorCode> fault;
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto found = m_memberFaults.find(device.id); found != m_memberFaults.end()) {
            fault = found->second;
            m_memberFaults.erase(found);
        }
    }
    if (fault) {
        team.end();
        return {failure(*fault, "made to fail"), false};
    }
    // Whoever ends the team ends what waits, too.
    std::stop_source either;
    const std::stop_callback onStop(stop, [&] { either.request_stop(); });
    const std::stop_callback onEnd(team.ended(), [&] { either.request_stop(); });
    const tasks::RunCallbacks silent{[](const Progress&) {}, [](const Image&) {}};
    auto result = run(device, request, 0, callbacks.progress ? callbacks : silent, either.get_token(), seat);
    if (!result && stop.stop_requested()) {
        team.end();
        return {std::move(result), false};
    }
    return result && team.meet() ? tasks::SharedOutcome{std::move(result), false} : lost();
}

Expected<GenerationResult> FakeEngine::run(const tasks::DeviceSpec& device, const GenerationRequest& request, int plan,
                                           const tasks::RunCallbacks& callbacks, std::stop_token stop,
                                           const tasks::Seat& seat)
{
    callbacks.progress({Stage::Denoise, 0, m_steps});
    const CountedRun counted(*this,
                             {device.id, request.prompt, request.seed, plan, seat.rank, seat.team ? seat.members : 1});
    const auto fault = takeFault(request.prompt, plan);
    std::this_thread::sleep_for(secondsOf(device.id));
    for (int step = 0; step < m_steps; ++step) {
        waitWhileHeld(request.prompt, stop);
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        if (fault && fault->atStep == step) {
            if (!fault->code) {
                throw std::runtime_error("a fault that nobody foresaw");
            }
            return failure(*fault->code, "made to fail");
        }
        callbacks.progress({Stage::Denoise, step + 1, m_steps});
    }
    callbacks.preview(Image::filled(2, 1, 3, 128));
    GenerationResult result;
    result.image = fakePicture(request);
    result.seed = request.seed;
    result.width = result.image.width;
    result.height = result.image.height;
    result.steps = result.stepsRun = m_steps;
    result.cfg = request.cfg.value_or(3.5);
    result.modelId = request.modelId.empty() ? "fake" : request.modelId;
    result.modelHash = "00ff";
    result.device = device.gpuId;
    const std::scoped_lock lock(m_mutex);
    result.seconds = m_pace ? m_pace(request) : StageSeconds{};
    return result;
}

} // namespace genserve::test
