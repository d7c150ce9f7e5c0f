#include "picture_series.h"

#include "console.h"
#include "picture_files.h"
#include "progress_bar.h"
#include "stage_json.h"
#include "stop_signal.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace genserve::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t SeedValues = std::int64_t{1} << 32;

std::string resultLine(const std::filesystem::path& file, const GenerationResult& result, double seconds)
{
    std::array<char, 160> facts{};
    std::snprintf(facts.data(), facts.size(), "  %dx%d  seed %lld  %d steps  %.1f s  ", result.width, result.height,
                  static_cast<long long>(result.seed), result.steps, seconds);
    return "wrote " + file.string() + facts.data() + result.device;
}

nlohmann::ordered_json resultJson(const std::filesystem::path& file, Mode mode, const GenerationResult& result,
                                  double seconds, const std::vector<std::string>& warnings)
{
    return {{"success", true},
            {"file", file.string()},
            {"seed", result.seed},
            {"width", result.width},
            {"height", result.height},
            {"num_inference_steps", result.steps},
            {"cfg", result.cfg},
            {"model_id", result.modelId},
            {"mode", toString(mode)},
            {"gpu_id", result.device},
            {"elapsed_time", roundedSeconds(seconds)},
            {"seconds", stageJson(result.seconds)},
            {"warnings", warnings}};
}

class PictureSeries {
public:
    explicit PictureSeries(GenerateOptions options)
        : m_options(std::move(options)), m_bar(static_cast<int>(m_options.count))
    {
    }

    Expected<void> run()
    {
        warn(m_warnings, unusedOptionWarnings(m_options));
        std::vector<std::string> pictureWarnings;
        auto hashes = loadPictures(m_options, pictureWarnings);
        if (!hashes) {
            return tl::unexpected(hashes.error());
        }
        m_hashes = std::move(*hashes);
        warn(m_warnings, pictureWarnings);
        auto engine = createEngine(m_options.engine);
        if (!engine) {
            return tl::unexpected(engine.error());
        }
        m_engine = std::move(*engine);
        prepareRequest();
        const auto firstSeed = m_options.request.seed;
        for (std::int64_t index = 0; index < m_options.count; ++index) {
            m_options.request.seed = firstSeed + index;
            if (auto made = makeOne(index); !made) {
                return made;
            }
        }
        return {};
    }

private:
    void prepareRequest()
    {
        auto& request = m_options.request;
        request.modelId = m_options.engine.modelId();
        if (request.seed == RandomSeed) {
            request.seed = drawSeed();
        }
    }

    Expected<void> makeOne(std::int64_t index)
    {
        const auto start = Clock::now();
        m_bar.startPicture(static_cast<int>(index + 1));
        auto result = m_engine->generate(
            m_options.request, [this](const Progress& progress) { m_bar.update(progress); }, m_stop.token());
        m_bar.clear();
        if (!result) {
            return tl::unexpected(result.error());
        }
        const auto file = numberedOutput(m_options.output, index, m_options.count);
        if (auto written = savePicture(file, m_options.request, *result, m_hashes); !written) {
            return written;
        }
        const std::chrono::duration<double> elapsed = Clock::now() - start;
        report(file, *result, elapsed.count());
        return {};
    }

    void report(const std::filesystem::path& file, const GenerationResult& result, double seconds)
    {
        auto warnings = m_warnings;
        warn(warnings, result.warnings);
        if (m_options.asJson) {
            printJson(resultJson(file, m_options.request.mode, result, seconds, warnings));
        } else {
            printLine(resultLine(file, result, seconds));
        }
    }

    static void warn(std::vector<std::string>& known, const std::vector<std::string>& warnings)
    {
        for (const auto& warning : warnings) {
            printWarning(warning);
            known.push_back(warning);
        }
    }

    StopSignal m_stop; // before all that may start threads
    GenerateOptions m_options;
    std::unique_ptr<runtime::Engine> m_engine;
    ProgressBar m_bar;
    InputHashes m_hashes;
    std::vector<std::string> m_warnings; // those that hold for every picture
};

} // namespace

int makePictures(GenerateOptions options)
{
    const bool asJson = options.asJson;
    const auto made = PictureSeries(std::move(options)).run();
    return made ? Success : reportError(made.error(), asJson);
}

} // namespace genserve::app
