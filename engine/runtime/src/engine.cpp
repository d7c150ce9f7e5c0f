#include "runtime/engine.h"

#include <chrono>
#include <thread>
#include <utility>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/DeviceGuard.h>

#include "devices.h"
#include "helper_engines.h"
#include "job_boundary.h"
#include "memory_budget.h"
#include "model_finder.h"
#include "model_shelf.h"
#include "picture_team_impl.h"
#include "pipeline/lora_report.h"
#include "pipeline/tokenizers.h"
#include "precision_choice.h"
#include "runtime/available_memory.h"
#include "used_adapters.h"
#include "workload.h"

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

// A request with everything that is known before it runs.
struct Prepared {
    FoundModel model;
    Precision precision = Precision::Float32;
    Workload work;
    std::int64_t budget = 0;    // of the device
    std::int64_t hostBytes = 0; // that may wait in main memory
    std::vector<Forecast> plans;
};

// What listens to a run and may end it.
struct Callbacks {
    const ProgressSink& progress;
    const PreviewSink& preview;
    const std::stop_token& stop;
};

} // namespace

struct Engine::Impl {
    EngineOptions options;
    c10::Device device = c10::kCPU;
    Precision precision = Precision::Float32; // of the last model, where the engine chooses it
    ModelFinder finder{options};
    ModelShelf shelf;
    bool isLimited = false; // the device's allocator knows of the limit
    std::unique_ptr<HelperEngines> helpers;

    [[nodiscard]] DeviceKind kind() const { return device.is_cpu() ? DeviceKind::Cpu : DeviceKind::Cuda; }
    [[nodiscard]] bool mayUseFloat8() const { return checkPrecision(Precision::Float8, device).has_value(); }

    [[nodiscard]] Precision precisionFor(const FoundModel& model, std::int64_t budget) const
    {
        return options.choosesPrecision ? fittingPrecision(model.size, model.entry.info, device, budget) : precision;
    }

    Expected<Prepared> prepare(const GenerationRequest& request, std::optional<std::int64_t> budget = std::nullopt)
    {
        // An engine that plans for others is asked often and told of new folders.
        auto found = finder.find(request, !budget && shelf.isEmpty());
        if (!found) {
            return tl::unexpected(found.error());
        }
        Prepared prepared;
        prepared.model = std::move(*found);
        prepared.budget = budget ? *budget : memoryBudget(device, options.memoryLimit, shelf.bytes());
        prepared.precision = precisionFor(prepared.model, prepared.budget);
        prepared.work = workloadOf(prepared.model.request, prepared.model.size);
        prepared.plans = forecasts(prepared.model.size, prepared.work, prepared.precision, kind(), prepared.budget);
        if (!budget && !prepared.plans.empty()) { // what leaves the device must have room elsewhere
            prepared.hostBytes = availableMemory() + shelf.hostBytes();
            std::erase_if(prepared.plans,
                          [&](const Forecast& forecast) { return forecast.hostBytes > prepared.hostBytes; });
        }
        return prepared;
    }

    [[nodiscard]] Remedy remedy(const Prepared& prepared) const
    {
        return remedyFor(prepared.model.size, prepared.work, prepared.precision, kind(), prepared.budget,
                         mayUseFloat8());
    }

    [[nodiscard]] std::string suggestion(const Prepared& prepared) const { return describe(remedy(prepared)); }

    [[nodiscard]] tl::unexpected<Error> tooLarge(const Prepared& prepared) const
    {
        const auto fitting = forecasts(prepared.model.size, prepared.work, prepared.precision, kind(), prepared.budget);
        if (!fitting.empty() && prepared.plans.empty()) {
            return failure(ErrorCode::OutOfMemory, "this picture needs " + gigabytes(fitting.front().hostBytes)
                                                       + " of main memory for weights that do not fit the device, and "
                                                       + gigabytes(prepared.hostBytes) + " are there; "
                                                       + suggestion(prepared));
        }
        const Forecast least = smallest(prepared.model.size, prepared.work, prepared.precision, kind());
        return failure(ErrorCode::OutOfMemory, "this picture needs at least " + gigabytes(least.peak())
                                                   + " of memory and " + gigabytes(prepared.budget) + " are there; "
                                                   + suggestion(prepared));
    }

    // The model in memory as the plan wants it. seconds: what that took.
    Expected<HeldModel*> hold(const Prepared& prepared, const Forecast& forecast, const Callbacks& callbacks,
                              double& seconds)
    {
        const auto start = std::chrono::steady_clock::now();
        if (!std::exchange(isLimited, true)) {
            enforceLimit(device, options.memoryLimit);
        }
        const auto& entry = prepared.model.entry;
        HeldModel* held = shelf.take(entry.info.location, prepared.precision);
        if (shelf.makeRoom(forecast.peak(), prepared.budget, held)) {
            releaseCached(device);
        }
        if (held != nullptr) {
            held->entry = entry;
            if (auto placed = held->pipeline->place(forecast.plan, callbacks.progress, callbacks.stop); !placed) {
                return tl::unexpected(placed.error());
            }
        } else {
            auto loaded = load(prepared, forecast.plan, callbacks);
            if (!loaded) {
                return tl::unexpected(loaded.error());
            }
            held = &shelf.add(std::move(*loaded));
            precision = prepared.precision;
        }
        held->bytes = forecast.weights - prepared.work.adapterBytes;
        held->hostBytes = forecast.hostBytes;
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return held;
    }

    Expected<HeldModel> load(const Prepared& prepared, const MemoryPlan& plan, const Callbacks& callbacks) const
    {
        const auto parts = finder.openParts(prepared.model.entry);
        if (!parts) {
            return tl::unexpected(parts.error());
        }
        const pipeline::PipelineOptions loading{
            .device = device,
            .dtype = prepared.precision == Precision::Float32 ? at::kFloat : at::kBFloat16,
            .bundledTokenizers = options.bundledTokenizers,
            .quantizesTransformer = prepared.precision == Precision::Float8,
            .plan = plan,
        };
        auto loaded =
            pipeline::FluxPipeline::load(*parts, loading, callbacks.progress, callbacks.stop, &prepared.model.request);
        if (!loaded) {
            return tl::unexpected(loaded.error());
        }
        auto hash = pipeline::modelHash(*parts);
        if (!hash) {
            return tl::unexpected(hash.error());
        }
        return HeldModel{.entry = prepared.model.entry,
                         .hash = std::move(*hash),
                         .precision = prepared.precision,
                         .pipeline = std::move(*loaded)};
    }

    Expected<GenerationResult> run(const Prepared& prepared, const Forecast& forecast, const Callbacks& callbacks,
                                   const TeamSeat& seat)
    {
        GenerationResult result;
        double loadSeconds = 0;
        const auto held = hold(prepared, forecast, callbacks, loadSeconds);
        if (!held) {
            return tl::unexpected(held.error());
        }
        const auto& request = prepared.model.request;
        if (auto named = nameAdapters(request, result); !named) {
            return tl::unexpected(named.error());
        }
        std::optional<kernels::TeamMember> member;
        if (seat.team != nullptr) {
            member.emplace(seat.team->m_impl->team, seat.rank);
        }
        auto output = atJobBoundary<pipeline::PipelineOutput>([&] {
            return (*held)->pipeline->run(request, callbacks.progress, callbacks.stop, callbacks.preview,
                                          member ? &*member : nullptr);
        });
        if (!output) {
            tell(seat, output.error()); // before the member leaves, from which the others learn that it is gone
            return tl::unexpected(output.error());
        }
        for (std::size_t i = 0; i < output->loraCounts.size(); ++i) {
            result.loras[i].matchedKeys = output->loraCounts[i].matched;
            result.loras[i].keys = output->loraCounts[i].all;
        }
        result.image = std::move(output->image);
        result.seed = request.seed;
        result.width = request.width;
        result.height = request.height;
        result.steps = request.steps;
        result.stepsRun = output->stepsRun;
        result.stepsReused = output->stepsReused;
        result.cfg = request.cfg;
        result.modelId = (*held)->entry.info.id;
        result.modelHash = (*held)->hash;
        result.device = device.str();
        result.precision = prepared.precision;
        result.memoryPlan = describe(forecast.plan);
        if (member) {
            result.memoryPlan += ", on " + std::to_string(member->size()) + " devices together";
        }
        result.seconds = output->seconds;
        result.seconds.load += loadSeconds;
        result.warnings = request.warnings;
        result.warnings.insert(result.warnings.end(), output->warnings.begin(), output->warnings.end());
        return result;
    }

    // The same, and an error also where something is thrown. Out of memory, nothing that is only kept for later stays.
    Expected<GenerationResult> tryRun(const Prepared& prepared, const Forecast& forecast, const Callbacks& callbacks,
                                      const TeamSeat& seat = {})
    {
        auto result = atJobBoundary<GenerationResult>([&] { return run(prepared, forecast, callbacks, seat); });
        if (!result && result.error().code == ErrorCode::OutOfMemory) {
            HeldModel* const held = shelf.take(prepared.model.entry.info.location, prepared.precision);
            shelf.makeRoom(prepared.budget, 0, held);
            releaseCached(device);
        }
        return result;
    }

    Expected<GenerationResult> generate(const GenerationRequest& request, const Callbacks& callbacks,
                                        std::optional<int> plan)
    {
        const auto prepared = prepare(request);
        if (!prepared) {
            return tl::unexpected(prepared.error());
        }
        const auto& plans = prepared->plans;
        if (plans.empty() || (plan && (*plan < 0 || *plan >= static_cast<int>(plans.size())))) {
            return tooLarge(*prepared);
        }
        auto index = static_cast<std::size_t>(plan.value_or(0));
        auto result = tryRun(*prepared, plans[index], callbacks);
        while (!plan && !result && result.error().code == ErrorCode::OutOfMemory && index + 1 < plans.size()) {
            result = tryRun(*prepared, plans[++index], callbacks);
        }
        if (result && index > 0) {
            result->warnings.push_back("memory ran out: made with " + result->memoryPlan);
        }
        return result;
    }

    Expected<GenerationResult> generateTogether(const GenerationRequest& request, const Callbacks& callbacks,
                                                const TeamSeat& seat)
    {
        const auto prepared = prepare(request);
        if (!prepared) {
            return tl::unexpected(prepared.error());
        }
        if (prepared->plans.empty()) {
            return tooLarge(*prepared);
        }
        if (prepared->plans.front().plan != MemoryPlan{}) {
            return failure(ErrorCode::OutOfMemory, "devices that make a picture together need memory for all its "
                                                   "weights each, and "
                                                       + gigabytes(prepared->budget) + " are there");
        }
        return tryRun(*prepared, prepared->plans.front(), callbacks, seat);
    }

    // On this device and all helpers.
    Expected<GenerationResult> generateWithHelpers(const GenerationRequest& request, const Callbacks& callbacks)
    {
        std::vector<std::string> all{options.device};
        all.insert(all.end(), options.helpers.begin(), options.helpers.end());
        const auto team = PictureTeam::create(all);
        if (!team) {
            return tl::unexpected(team.error());
        }
        helpers->start(request, *team, callbacks.stop);
        auto result = seated(request, callbacks, {*team, 0});
        helpers->await();
        if (const auto failure = (*team)->firstFailure(); !result && failure) {
            return tl::unexpected(failure->error);
        }
        return result;
    }

    // generateTogether() with the team told of a failure, unless that is another member's.
    Expected<GenerationResult> seated(const GenerationRequest& request, const Callbacks& callbacks,
                                      const TeamSeat& seat)
    {
        auto result = atJobBoundary<GenerationResult>([&] {
            c10::OptionalDeviceGuard guard; // a thread's current device is the first one at first
            if (!device.is_cpu()) {
                guard.reset_device(device);
            }
            return generateTogether(request, callbacks, seat);
        });
        if (!result) {
            tell(seat, result.error());
        }
        return result;
    }

    // Tells the team of a failure, unless that is another member's.
    static void tell(const TeamSeat& seat, const Error& error)
    {
        if (seat.team != nullptr && !isTeamBroken(error)) {
            seat.team->fail(seat.rank, error);
        }
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
