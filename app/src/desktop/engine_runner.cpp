#include "engine_runner.h"

namespace genserve::app {
namespace {

class EngineRunner : public tasks::TaskRunner {
public:
    explicit EngineRunner(std::unique_ptr<runtime::Engine> engine) : m_engine(std::move(engine)) {}

    [[nodiscard]] std::string deviceName() const override { return m_engine->deviceName(); }
    [[nodiscard]] std::vector<std::string> heldModels() const override { return m_held; }

    Expected<GenerationResult> run(const GenerationRequest& request, int /*plan*/, const tasks::RunCallbacks& callbacks,
                                   std::stop_token stop) override
    {
        auto result = m_engine->generate(request, callbacks.progress, stop, callbacks.preview);
        if (result) {
            m_held = {result->modelId};
        }
        return result;
    }

private:
    std::unique_ptr<runtime::Engine> m_engine;
    std::vector<std::string> m_held;
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
