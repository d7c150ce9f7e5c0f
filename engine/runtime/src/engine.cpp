#include "runtime/engine.h"

#include <algorithm>
#include <thread>
#include <utility>

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include "devices.h"
#include "engine_impl.h"
#include "job_boundary.h"
#include "memory_budget.h"
#include "pipeline/lora_report.h"
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

} // namespace

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
        if (!impl->options.helpers.empty()) {
            auto helpers = HelperEngines::create(impl->options);
            if (!helpers) {
                return tl::unexpected(helpers.error());
            }
            impl->helpers = std::move(*helpers);
        }
        return std::unique_ptr<Engine>(new Engine(std::move(impl)));
    });
}

Expected<GenerationResult> Engine::generate(const GenerationRequest& request, const ProgressSink& progress,
                                            std::stop_token stop, const PreviewSink& preview, std::optional<int> plan)
{
    const Callbacks callbacks{progress, preview, stop};
    return atJobBoundary<GenerationResult>([&] {
        return m_impl->helpers ? m_impl->generateWithHelpers(request, callbacks)
                               : m_impl->generate(request, callbacks, plan);
    });
}

Expected<GenerationResult> Engine::generateTogether(const GenerationRequest& request, const ProgressSink& progress,
                                                    std::stop_token stop, const PreviewSink& preview,
                                                    const TeamSeat& seat)
{
    return m_impl->seated(request, {progress, preview, stop}, seat);
}

Expected<std::vector<Forecast>> Engine::plans(const GenerationRequest& request, std::optional<std::int64_t> budget)
{
    return atJobBoundary<std::vector<Forecast>>([&] {
        return m_impl->prepare(request, budget).map([](Prepared prepared) { return std::move(prepared.plans); });
    });
}

Expected<Engine::PictureSize> Engine::check(const GenerationRequest& request)
{
    return atJobBoundary<PictureSize>([&] {
        return m_impl->finder.find(request, false).map([](const FoundModel& model) {
            return PictureSize{model.request.width, model.request.height};
        });
    });
}

Remedy Engine::whatWouldFit(const GenerationRequest& request, std::optional<std::int64_t> budget)
{
    return atJobBoundary<Remedy>([&] {
               return m_impl->prepare(request, budget).map([this](const Prepared& prepared) {
                   return m_impl->remedy(prepared);
               });
           })
        .value_or(Remedy());
}

double Engine::workUnits(const GenerationRequest& request)
{
    return atJobBoundary<double>([&] {
               return m_impl->finder.find(request, false).map([](const FoundModel& model) {
                   return teraflops(model.size, workloadOf(model.request, model.size));
               });
           })
        .value_or(0);
}

void Engine::setModelFolders(std::vector<std::filesystem::path> folders)
{
    m_impl->options.modelFolders = std::move(folders);
    m_impl->finder.forget();
    if (m_impl->helpers) {
        m_impl->helpers->setModelFolders(m_impl->options.modelFolders);
    }
}

std::vector<std::string> Engine::heldModels() const { return m_impl->shelf.ids(); }

std::int64_t Engine::modelBytes() const { return m_impl->shelf.bytes(); }

Expected<PromptTokens> Engine::tokens(std::string_view text, std::string_view modelId)
{
    return atJobBoundary<PromptTokens>([&]() -> Expected<PromptTokens> {
        return m_impl->finder.resolve(modelId)
            .and_then([&](const pipeline::CatalogueEntry& entry) { return m_impl->finder.openParts(entry); })
            .and_then([&](const pipeline::ModelParts& parts) {
                return pipeline::openTokenizers(parts, m_impl->options.bundledTokenizers);
            })
            .map([&](const pipeline::Tokenizers& tokenizers) {
                return PromptTokens{report(tokenizers.clip->tokenize(text, tokenizers.clipLimit), tokenizers.clipLimit),
                                    report(tokenizers.t5->tokenize(text, T5Limit), T5Limit)};
            });
    });
}

Expected<LoraReport> Engine::loraReport(const std::filesystem::path& lora, std::string_view modelId)
{
    return atJobBoundary<LoraReport>([&]() -> Expected<LoraReport> {
        return m_impl->finder.resolve(modelId)
            .and_then([&](const pipeline::CatalogueEntry& entry) { return m_impl->finder.openParts(entry); })
            .and_then([&](const pipeline::ModelParts& parts) { return pipeline::reportLora(parts, lora); });
    });
}

Expected<ModelInfo> Engine::resolve(std::string_view modelId) const
{
    return m_impl->finder.resolve(modelId).map([](const pipeline::CatalogueEntry& entry) { return entry.info; });
}

std::string Engine::deviceName() const { return deviceTitle(m_impl->device); }
Precision Engine::precision() const { return m_impl->precision; }
int Engine::threads() const { return at::get_num_threads(); }
std::int64_t Engine::takePeakMemory() { return runtime::takePeakMemory(m_impl->device); }

} // namespace genserve::runtime
