#include "picture_series.h"

#include "console.h"
#include "input_pictures.h"
#include "output_file.h"
#include "progress_bar.h"
#include "stage_json.h"
#include "stop_signal.h"
#include "tasks/picture_texts.h"
#include "tasks/picture_writer.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <future>
#include <set>

namespace genserve::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t SeedValues = std::int64_t{1} << 32;

std::string resultLine(const std::filesystem::path& file, const GenerationResult& result, double seconds)
{
    std::array<char, 160> facts{};
    std::snprintf(facts.data(), facts.size(), "  %dx%d  seed %lld  %d steps  %.1f s  ", result.width, result.height,
                  static_cast<long long>(result.seed), result.steps, seconds);
    std::string line = "wrote " + file.string() + facts.data() + result.device;
    for (const UsedAdapter& lora : result.loras) {
        line += "  " + lora.id + " " + std::to_string(lora.matchedKeys) + " of " + std::to_string(lora.keys) + " keys";
    }
    return line;
}

nlohmann::ordered_json resultJson(const std::filesystem::path& file, Mode mode, const GenerationResult& result,
                                  double seconds, const std::vector<std::string>& warnings)
{
    auto loras = nlohmann::ordered_json::array();
    for (const UsedAdapter& lora : result.loras) {
        loras.push_back(
            {{"name", lora.id}, {"weight", lora.scale}, {"matched_keys", lora.matchedKeys}, {"keys", lora.keys}});
    }
    return {{"success", true},
            {"file", file.string()},
            {"seed", result.seed},
            {"width", result.width},
            {"height", result.height},
            {"num_inference_steps", result.steps},
            {"steps_reused", result.stepsReused},
            {"cfg", result.cfg},
            {"model_id", result.modelId},
            {"mode", toString(mode)},
            {"gpu_id", result.device},
            {"elapsed_time", roundedSeconds(seconds)},
            {"seconds", stageJson(result.seconds)},
            {"loras", loras},
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
        warn(m_warnings, unusedPictureWarnings(m_options));
        std::vector<std::string> pictureWarnings;
        if (auto loaded = loadInputPictures(m_options, pictureWarnings); !loaded) {
            return loaded;
        }
        warn(m_warnings, pictureWarnings);
        auto engine = createEngine(m_options.engine);
        if (!engine) {
            return tl::unexpected(engine.error());
        }
        m_engine = std::move(*engine);
        auto& request = m_options.request;
        request.modelId = m_options.engine.modelId();
        const auto firstSeed = request.seed == RandomSeed ? drawSeed() : request.seed;
        for (std::int64_t index = 0; index < m_options.count; ++index) {
            request.seed = firstSeed + index;
            if (auto made = makeOne(index); !made) {
                return made;
            }
        }
        return finishWriting();
    }

private:
    // A picture on its way to its file, and how long it took from the request on.
    struct Written {
        std::filesystem::path file;
        GenerationResult result;
        double seconds = 0;
        Expected<void> outcome;
    };

    Expected<void> makeOne(std::int64_t index)
    {
        const auto start = Clock::now();
        m_bar.startPicture(static_cast<int>(index + 1));
        auto result = m_engine->generate(
            m_options.request, [this](const Progress& progress) { showProgress(progress); }, m_stop.token());
        m_bar.clear();
        if (auto written = finishWriting(); !written) {
            return written;
        }
        if (!result) {
            return tl::unexpected(result.error());
        }
        // Beside the next picture, for the device not to wait for the packing of this one.
        m_writing = std::async(std::launch::async, [this, index, start, request = m_options.request,
                                                    result = std::move(*result)]() mutable {
            Written written{numberedOutput(m_options.output, index, m_options.count), std::move(result), 0, {}};
            const auto texts = tasks::pictureTexts(request, written.result);
            written.outcome = tasks::writePicture(written.file, written.result.image, texts);
            written.seconds = std::chrono::duration<double>(Clock::now() - start).count();
            return written;
        });
        return {};
    }

    void showProgress(const Progress& progress)
    {
        if (m_writing.valid() && m_writing.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
            m_bar.clear();
            if (auto written = finishWriting(); !written) {
                m_fault = written;
            }
        }
        m_bar.update(progress);
    }

    // Waits for the picture before, if there is one, and tells of it.
    Expected<void> finishWriting()
    {
        if (m_writing.valid()) {
            const Written written = m_writing.get();
            if (!written.outcome) {
                return written.outcome;
            }
            report(written.file, written.result, written.seconds);
        }
        return m_fault;
    }

    void report(const std::filesystem::path& file, const GenerationResult& result, double seconds)
    {
        auto warnings = m_warnings;
        if (result.seed >= SeedValues) {
            warn(warnings, {"seed " + std::to_string(result.seed) + " gives the same picture as seed "
                            + std::to_string(result.seed % SeedValues) + ": only its low 32 bits are used"});
        }
        warn(warnings, result.warnings);
        if (m_options.asJson) {
            printJson(resultJson(file, m_options.request.mode, result, seconds, warnings));
        } else {
            printLine(resultLine(file, result, seconds));
        }
    }

    // Standard error gets each sentence once, however many pictures it is true of.
    void warn(std::vector<std::string>& list, const std::vector<std::string>& warnings)
    {
        for (const auto& warning : warnings) {
            if (m_printedWarnings.insert(warning).second) {
                printWarning(warning);
            }
            list.push_back(warning);
        }
    }

    StopSignal m_stop; // before all that may start threads
    GenerateOptions m_options;
    std::unique_ptr<runtime::Engine> m_engine;
    ProgressBar m_bar;
    std::set<std::string> m_printedWarnings;
    std::vector<std::string> m_warnings; // those that hold for every picture
    Expected<void> m_fault;              // of a file that could not be written
    std::future<Written> m_writing;
};

} // namespace

int makePictures(GenerateOptions options)
{
    const bool asJson = options.asJson;
    const auto made = PictureSeries(std::move(options)).run();
    return made ? Success : reportError(made.error(), asJson);
}

} // namespace genserve::app
