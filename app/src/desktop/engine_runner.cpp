#include "engine_runner.h"

#include <algorithm>

namespace genserve::app {
namespace {

class EngineRunner : public tasks::TaskRunner {
public:
    explicit EngineRunner(std::unique_ptr<runtime::Engine> engine) : m_engine(std::move(engine)) {}

    [[nodiscard]] std::string deviceName() const override { return m_engine->deviceName(); }
    [[nodiscard]] std::vector<std::string> heldModels() const override { return m_engine->heldModels(); }

    Expected<GenerationResult> run(const GenerationRequest& request, int plan, const tasks::RunCallbacks& callbacks,
                                   std::stop_token stop) override
    {
        return m_engine->generate(request, callbacks.progress, stop, callbacks.preview, plan);
    }

    // At least one, which then says why nothing fits or what is wrong with the request.
    [[nodiscard]] int planCount(const GenerationRequest& request) const override
    {
        const auto plans = m_engine->plans(request);
        return plans ? std::max(1, static_cast<int>(plans->size())) : 1;
    }

    [[nodiscard]] std::string whatWouldFit(const GenerationRequest& request) const override
    {
        return m_engine->whatWouldFit(request);
    }

private:
    std::unique_ptr<runtime::Engine> m_engine;
};

} // namespace

tasks::RunnerFactory engineRunners(runtime::EngineOptions options)
{
    return [options](const tasks::DeviceSpec& device) -> Expected<std::unique_ptr<tasks::TaskRunner>> {
        auto own = options;
        own.device = device.gpuId;
        auto engine = runtime::Engine::create(std::move(own));
        if (!engine) {
            return tl::unexpected(engine.error());
        }
        return std::make_unique<EngineRunner>(std::move(*engine));
    };
}

} // namespace genserve::app
