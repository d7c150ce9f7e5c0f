#include "engine_runner.h"

#include <chrono>

#include "runtime/engine.h"

namespace genserve::app {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds PreviewInterval{250}; // as often as a window redraws previews

class EngineRunner : public tasks::TaskRunner {
public:
    explicit EngineRunner(std::unique_ptr<runtime::Engine> engine) : m_engine(std::move(engine)) {}

    [[nodiscard]] std::string deviceName() const override { return m_engine->deviceName(); }
    [[nodiscard]] std::vector<std::string> heldModels() const override { return m_held; }

    Expected<GenerationResult> run(const GenerationRequest& request, int /*plan*/, const tasks::RunCallbacks& callbacks,
                                   std::stop_token stop) override
    {
        auto lastPreview = Clock::now();
        const ProgressSink sink = [&](const Progress& progress) {
            callbacks.progress(
                {progress.stage, progress.step, progress.steps}); // without what lives for this call only
            const auto now = Clock::now();
            if (progress.preview && callbacks.preview && now - lastPreview >= PreviewInterval) {
                lastPreview = now;
                callbacks.preview(progress.preview());
            }
        };
        auto result = m_engine->generate(request, sink, stop);
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

tasks::RunnerFactory engineRunners(RunnerSettings settings)
{
    return [settings =
                std::move(settings)](const tasks::DeviceSpec& device) -> Expected<std::unique_ptr<tasks::TaskRunner>> {
        runtime::EngineOptions options;
        options.modelFolders = settings.modelFolders;
        options.bundledTokenizers = settings.bundledTokenizers;
        options.device = device.gpuId;
        options.threads = settings.threads;
        auto engine = runtime::Engine::create(std::move(options));
        if (!engine) {
            return tl::unexpected(engine.error());
        }
        return std::make_unique<EngineRunner>(std::move(*engine));
    };
}

} // namespace genserve::app
