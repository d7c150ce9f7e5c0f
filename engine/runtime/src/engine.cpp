#include "runtime/engine.h"

#include <chrono>
#include <thread>
#include <utility>

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include "devices.h"
#include "job_boundary.h"
#include "pipeline/catalogue.h"
#include "pipeline/flux_pipeline.h"
#include "pipeline/random_model.h"
#include "pipeline/resolved_request.h"
#include "pipeline/tokenizers.h"
#include "precision_choice.h"

namespace genserve::runtime {
namespace {

constexpr std::int64_t T5Limit = 512; // the default max_sequence_length

// Before the first operator: one pool of the asked size, and none for operators beside each other.
void setThreads(int threads)
{
    const auto cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    at::set_num_threads(threads > 0 ? threads : cores);
    static const bool once = [] {
        at::set_num_interop_threads(1);
        return true;
    }();
    static_cast<void>(once);
}

TokenReport report(text::TokenizedText text, std::int64_t limit)
{
    return {std::move(text.ids), text.count, limit, std::move(text.cut)};
}

// The words of a request that say what of the installed things it uses; numbers and pictures don't.
struct Asked {
    std::string model;
    Mode mode = Mode::TextToImage;
    std::optional<ControlType> control;
    bool wantsControl = false;
    std::vector<std::string> adapters;
    bool operator==(const Asked&) const = default;
};

Asked wordsOf(const GenerationRequest& request)
{
    const bool wantsControl = request.mode == Mode::ControlNet || request.controlImage || !request.controlNets.empty();
    Asked asked{request.modelId, request.mode, request.controlType, wantsControl, {}};
    for (const LoraChoice& lora : request.loras) {
        asked.adapters.push_back(lora.name);
    }
    for (const ControlNetChoice& net : request.controlNets) {
        asked.adapters.push_back(net.id);
    }
    return asked;
}

// The LoRAs and ControlNets of a run, with what identifies their weights.
Expected<void> nameAdapters(const pipeline::ResolvedRequest& request, GenerationResult& result)
{
    for (const auto& lora : request.loras) {
        auto hash = pipeline::adapterHash(lora.file);
        if (!hash) {
            return tl::unexpected(std::move(hash.error()));
        }
        UsedAdapter used{.id = lora.id, .hash = std::move(*hash), .scale = lora.weight};
        result.loras.push_back(std::move(used));
    }
    for (const auto& net : request.controlNets) {
        auto hash = pipeline::adapterHash(net.location);
        if (!hash) {
            return tl::unexpected(std::move(hash.error()));
        }
        result.controlNets.push_back({.id = net.id,
                                      .hash = std::move(*hash),
                                      .scale = net.scale,
                                      .mode = net.mode,
                                      .start = net.start,
                                      .end = net.end});
    }
    return {};
}

} // namespace

struct Engine::Impl {
    EngineOptions options;
    c10::Device device = c10::kCPU;
    Precision precision = Precision::Float32;

    // The model in memory.
    pipeline::CatalogueEntry loadedEntry;
    std::string loadedHash;
    std::unique_ptr<pipeline::FluxPipeline> pipeline;

    // What is installed, and the words of the request that it was looked up for: a scan means looking at every file,
    // so a series of pictures does it once.
    pipeline::Catalogue catalogue;
    std::optional<Asked> asked;

    const pipeline::Catalogue& catalogueFor(const GenerationRequest& request)
    {
        Asked words = wordsOf(request);
        if (!options.randomModel.empty()) {
            catalogue.models = {randomEntry()};
        } else if (!pipeline || asked != words) {
            const bool needsAdapters = words.wantsControl || !words.adapters.empty();
            catalogue = pipeline::scanCatalogue(options.modelFolders, needsAdapters ? pipeline::ScanScope::Everything
                                                                                    : pipeline::ScanScope::ModelsOnly);
            asked = std::move(words);
        }
        return catalogue;
    }

    [[nodiscard]] pipeline::CatalogueEntry randomEntry() const
    {
        return pipeline::randomModelEntry(options.randomModel, pipeline::ModelDimensions::fluxDev());
    }

    Expected<pipeline::CatalogueEntry> resolve(std::string_view modelId) const
    {
        const auto found = pipeline::scanCatalogue(options.modelFolders, pipeline::ScanScope::ModelsOnly);
        std::vector<std::string> warnings;
        return modelId.empty() ? pipeline::chooseModel({}, found, warnings) : pipeline::resolveModel(modelId, found);
    }

    Expected<pipeline::ModelParts> openParts(const pipeline::CatalogueEntry& entry) const
    {
        auto parts = options.randomModel.empty()
                         ? pipeline::openModel(entry.info.location, options.modelFolders)
                         : pipeline::randomModel(options.randomModel, pipeline::ModelDimensions::fluxDev());
        if (parts && !options.transformerOverride.empty()) {
            auto transformer = pipeline::openTransformer(options.transformerOverride, parts->transformerConfig);
            if (!transformer) {
                return tl::unexpected(transformer.error());
            }
            parts->transformer = std::move(*transformer);
        }
        if (parts && !options.vaeOverride.empty()) {
            auto vae = pipeline::openVae(options.vaeOverride, parts->vaeConfig);
            if (!vae) {
                return tl::unexpected(vae.error());
            }
            parts->vae = std::move(*vae);
        }
        return parts;
    }

    // Loads the model unless it is the one in memory. seconds: what it took.
    Expected<void> ensureLoaded(const pipeline::CatalogueEntry& entry, const ProgressSink& progress,
                                std::stop_token stop, double& seconds)
    {
        if (pipeline && entry.info.location == loadedEntry.info.location) {
            loadedEntry = entry;
            return {};
        }
        pipeline.reset(); // the old model's memory first
        const auto start = std::chrono::steady_clock::now();
        const auto parts = openParts(entry);
        if (!parts) {
            return tl::unexpected(parts.error());
        }
        if (options.choosesPrecision) {
            precision = fittingPrecision(*parts, device);
        }
        const pipeline::PipelineOptions loading{
            .device = device,
            .dtype = precision == Precision::Float32 ? at::kFloat : at::kBFloat16,
            .bundledTokenizers = options.bundledTokenizers,
            .quantizesTransformer = precision == Precision::Float8,
        };
        auto loaded = pipeline::FluxPipeline::load(*parts, loading, progress, std::move(stop));
        if (!loaded) {
            return tl::unexpected(loaded.error());
        }
        auto hash = pipeline::modelHash(*parts);
        if (!hash) {
            return tl::unexpected(hash.error());
        }
        pipeline = std::move(*loaded);
        loadedEntry = entry;
        loadedHash = std::move(*hash);
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return {};
    }

    // The model that runs the request, in memory afterwards, and the request with all values settled.
    Expected<pipeline::ResolvedRequest> prepare(const GenerationRequest& request, const ProgressSink& progress,
                                                const std::stop_token& stop, double& loadSeconds)
    {
        std::vector<std::string> warnings;
        const auto& installed = catalogueFor(request);
        const auto entry = pipeline::chooseModel(request, installed, warnings);
        if (!entry) {
            return tl::unexpected(entry.error());
        }
        auto resolved = pipeline::resolveRequest(request, *entry, installed);
        if (!resolved) {
            return resolved;
        }
        resolved->warnings.insert(resolved->warnings.begin(), warnings.begin(), warnings.end());
        if (auto loaded = ensureLoaded(*entry, progress, stop, loadSeconds); !loaded) {
            return tl::unexpected(loaded.error());
        }
        return resolved;
    }

    Expected<GenerationResult> generate(const GenerationRequest& request, const ProgressSink& progress,
                                        const std::stop_token& stop, const PreviewSink& preview)
    {
        GenerationResult result;
        double loadSeconds = 0;
        auto resolved = prepare(request, progress, stop, loadSeconds);
        if (!resolved) {
            return tl::unexpected(resolved.error());
        }
        if (auto named = nameAdapters(*resolved, result); !named) {
            return tl::unexpected(named.error());
        }
        auto output = pipeline->run(*resolved, progress, stop, preview);
        if (!output) {
            return tl::unexpected(output.error());
        }
        for (std::size_t i = 0; i < output->loraCounts.size(); ++i) {
            result.loras[i].matchedKeys = output->loraCounts[i].matched;
            result.loras[i].keys = output->loraCounts[i].all;
        }
        result.image = std::move(output->image);
        result.seed = resolved->seed;
        result.width = resolved->width;
        result.height = resolved->height;
        result.steps = resolved->steps;
        result.stepsRun = output->stepsRun;
        result.cfg = resolved->cfg;
        result.modelId = loadedEntry.info.id;
        result.modelHash = loadedHash;
        result.device = device.str();
        result.precision = precision;
        result.seconds = output->seconds;
        result.seconds.load += loadSeconds;
        result.warnings = std::move(resolved->warnings);
        result.warnings.insert(result.warnings.end(), output->warnings.begin(), output->warnings.end());
        return result;
    }
};

Installed installed(const std::vector<std::filesystem::path>& folders)
{
    auto catalogue = pipeline::scanCatalogue(folders);
    Installed all;
    for (auto& entry : catalogue.models) {
        all.models.push_back(std::move(entry.info));
    }
    for (auto& entry : catalogue.adapters) {
        all.adapters.push_back(std::move(entry.info));
    }
    all.files = std::move(catalogue.files);
    return all;
}

Engine::Engine(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Engine::~Engine() = default;

Expected<std::unique_ptr<Engine>> Engine::create(EngineOptions options)
{
    return atJobBoundary<std::unique_ptr<Engine>>([&]() -> Expected<std::unique_ptr<Engine>> {
        const auto device = findDevice(options.device);
        if (!device) {
            return tl::unexpected(device.error());
        }
        auto impl = std::make_unique<Impl>();
        impl->device = *device;
        impl->precision = options.precision.value_or(device->is_cpu() ? Precision::Float32 : Precision::BFloat16);
        if (auto checked = checkPrecision(impl->precision, *device); !checked) {
            return tl::unexpected(checked.error());
        }
        setThreads(options.threads);
        impl->options = std::move(options);
        return std::unique_ptr<Engine>(new Engine(std::move(impl)));
    });
}

Expected<GenerationResult> Engine::generate(const GenerationRequest& request, const ProgressSink& progress,
                                            std::stop_token stop, const PreviewSink& preview)
{
    return atJobBoundary<GenerationResult>([&] { return m_impl->generate(request, progress, stop, preview); });
}

Expected<PromptTokens> Engine::tokens(std::string_view text, std::string_view modelId)
{
    return atJobBoundary<PromptTokens>([&]() -> Expected<PromptTokens> {
        return m_impl->resolve(modelId)
            .and_then([&](const pipeline::CatalogueEntry& entry) { return m_impl->openParts(entry); })
            .and_then([&](const pipeline::ModelParts& parts) {
                return pipeline::openTokenizers(parts, m_impl->options.bundledTokenizers);
            })
            .map([&](const pipeline::Tokenizers& tokenizers) {
                return PromptTokens{report(tokenizers.clip->tokenize(text, tokenizers.clipLimit), tokenizers.clipLimit),
                                    report(tokenizers.t5->tokenize(text, T5Limit), T5Limit)};
            });
    });
}

Expected<ModelInfo> Engine::resolve(std::string_view modelId) const
{
    return m_impl->resolve(modelId).map([](const pipeline::CatalogueEntry& entry) { return entry.info; });
}

std::string Engine::deviceName() const { return deviceTitle(m_impl->device); }
Precision Engine::precision() const { return m_impl->precision; }
int Engine::threads() const { return at::get_num_threads(); }
std::int64_t Engine::takePeakMemory() { return runtime::takePeakMemory(m_impl->device); }

} // namespace genserve::runtime
