#include "engine_runner.h"

#include <algorithm>

namespace genserve::app {
namespace {

struct EngineTeam : tasks::RunnerTeam {
    explicit EngineTeam(std::shared_ptr<runtime::PictureTeam> members) : picture(std::move(members)) {}
    void end() override { picture->fail(NoMember, {ErrorCode::Internal, "the picture was given up", {}}); }

    static constexpr int NoMember = -1;
    const std::shared_ptr<runtime::PictureTeam> picture;
};

class EngineRunner : public tasks::TaskRunner {
public:
    EngineRunner(std::unique_ptr<runtime::Engine> engine, std::shared_ptr<const ModelFolders> folders)
        : m_engine(std::move(engine)), m_folders(std::move(folders))
    {
    }

    [[nodiscard]] std::string deviceName() const override { return m_engine->deviceName(); }
    [[nodiscard]] std::vector<std::string> heldModels() const override { return m_engine->heldModels(); }
    [[nodiscard]] std::int64_t modelBytes() const override { return m_engine->modelBytes(); }

    Expected<GenerationResult> run(const GenerationRequest& request, int plan, const tasks::RunCallbacks& callbacks,
                                   std::stop_token stop) override
    {
        lookIntoFolders();
        return m_engine->generate(request, callbacks.progress, stop, callbacks.preview, plan);
    }

    tasks::SharedOutcome runTogether(const GenerationRequest& request, const tasks::Seat& seat,
                                     const tasks::RunCallbacks& callbacks, std::stop_token stop) override
    {
        lookIntoFolders();
        const auto& team = dynamic_cast<EngineTeam&>(*seat.team).picture;
        auto result =
            m_engine->generateTogether(request, callbacks.progress, stop, callbacks.preview, {team, seat.rank});
        const auto first = team->firstFailure();
        if (result || (first && first->rank == seat.rank)) {
            return {std::move(result), false};
        }
        if (first && first->error.code == ErrorCode::Cancelled) {
            return {tl::unexpected(first->error), false};
        }
        return {std::move(result), true};
    }

    // At least one, which then says why nothing fits or what is wrong with the request.
    [[nodiscard]] int planCount(const GenerationRequest& request) const override
    {
        lookIntoFolders();
        const auto plans = m_engine->plans(request);
        return plans ? std::max(1, static_cast<int>(plans->size())) : 1;
    }

    [[nodiscard]] std::string whatWouldFit(const GenerationRequest& request) const override
    {
        return describe(m_engine->whatWouldFit(request));
    }

private:
    void lookIntoFolders() const
    {
        if (m_folders == nullptr) {
            return;
        }
        if (auto folders = m_folders->list(); folders != m_seen) {
            m_seen = folders;
            m_engine->setModelFolders(std::move(folders));
        }
    }

    std::unique_ptr<runtime::Engine> m_engine;
    std::shared_ptr<const ModelFolders> m_folders;
    mutable std::vector<std::filesystem::path> m_seen; // what the engine was told last
};

} // namespace

Expected<std::shared_ptr<tasks::RunnerTeam>> engineTeam(const std::vector<std::string>& gpuIds)
{
    return runtime::PictureTeam::create(gpuIds).map(
        [](std::shared_ptr<runtime::PictureTeam> members) -> std::shared_ptr<tasks::RunnerTeam> {
            return std::make_shared<EngineTeam>(std::move(members));
        });
}

tasks::RunnerFactory engineRunners(runtime::EngineOptions options, std::shared_ptr<const ModelFolders> folders)
{
    return [options, folders](const tasks::DeviceSpec& device) -> Expected<std::unique_ptr<tasks::TaskRunner>> {
        auto own = options;
        own.device = device.gpuId;
        auto engine = runtime::Engine::create(std::move(own));
        if (!engine) {
            return tl::unexpected(engine.error());
        }
        return std::make_unique<EngineRunner>(std::move(*engine), folders);
    };
}

} // namespace genserve::app
