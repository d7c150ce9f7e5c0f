#include "runtime/forecast.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace genserve::runtime {
namespace {

constexpr std::int64_t MiB = std::int64_t{1} << 20, GiB = std::int64_t{1} << 30;

// As measured on an H200: of GEMMs and attention, and of the convolutions of whole pictures.
constexpr std::int64_t CudaWorkspaces = 256 * MiB, ConvolutionWorkspaces = 256 * MiB;
// libtorch's code and heaps, the picture's own bytes.
constexpr std::int64_t CpuReserve = 256 * MiB;

// Tensors of one row a token that live at once in a block, in multiples of the model's width: the joint sequence, its
// norm, q, k, v and the MLP's four times wider inner layer, attention's result and the output.
constexpr std::int64_t LiveRows = 11;
constexpr std::int64_t CachedRows = 3; // of a step cache: the first block's residual and result, what the others added
constexpr std::int64_t Streams = 2;    // of places for weights that come and go: one in use, one being filled
constexpr std::int64_t MlpRows = 4;
constexpr int MostTiledLevels = 2;
constexpr std::int64_t TilePixels = 256, TileHalo = 24; // models/src/autoencoder: on each axis, of a tile's inside

std::int64_t elementBytes(Precision precision) { return precision == Precision::Float32 ? 4 : 2; }

struct Sizes {
    const ModelSize& model;
    const Workload& work;
    Precision precision;
    DeviceKind device;

    [[nodiscard]] std::int64_t element() const { return elementBytes(precision); }
    [[nodiscard]] std::int64_t blockElement() const { return precision == Precision::Float8 ? 1 : element(); }
    [[nodiscard]] std::int64_t tokens() const
    {
        return work.textTokens + work.width / model.grid * (work.height / model.grid);
    }
    [[nodiscard]] std::int64_t blocks() const { return model.doubleBlocks + model.singleBlocks; }
    [[nodiscard]] std::int64_t modulations() const
    {
        return (model.doubleBlocks * model.doubleModulation + model.singleBlocks * model.singleModulation) * element();
    }
};

// Single blocks go first: they are half as large, and so are the places that they come to.
struct Streamed {
    std::int64_t bytes = 0, place = 0;
};
Streamed streamed(const Sizes& sizes, std::int64_t count)
{
    const auto& model = sizes.model;
    const std::int64_t singles = std::min(count, model.singleBlocks);
    const std::int64_t doubles = count - singles;
    const std::int64_t e = sizes.blockElement();
    const std::int64_t place = (doubles > 0 ? model.doubleBlock : count > 0 ? model.singleBlock : 0) * e;
    return {(singles * model.singleBlock + doubles * model.doubleBlock) * e, std::min(Streams, count) * place};
}

std::int64_t weightBytes(const Sizes& sizes, const MemoryPlan& plan)
{
    const auto& model = sizes.model;
    const std::int64_t e = sizes.element();
    const auto [away, places] = streamed(sizes, plan.streamedBlocks);
    std::int64_t bytes = (model.vae + model.transformerEnds) * e + sizes.work.adapterBytes;
    bytes += (model.doubleBlocks * model.doubleBlock + model.singleBlocks * model.singleBlock) * sizes.blockElement();
    bytes += places - away;
    if (plan.keepsModulations) {
        bytes += sizes.modulations();
    }
    if (plan.keepsTextEncoders) {
        bytes += (model.clip + model.t5) * e;
    }
    return bytes;
}

std::int64_t modulationRows(const ModelSize& model)
{
    return 12 * model.doubleBlocks + 3 * model.singleBlocks + 2; // chunks of AdaLayerNormZero, its single form, the end
}

std::int64_t denoiseBytes(const Sizes& sizes)
{
    const auto& [model, work, precision, device] = sizes;
    const std::int64_t e = sizes.element();
    const std::int64_t row = model.width * e;
    std::int64_t bytes = sizes.tokens() * LiveRows * row;
    bytes += work.passes * (modulationRows(model) * work.steps + work.textTokens) * row;
    bytes += work.reusesSteps ? work.passes * CachedRows * sizes.tokens() * row : 0;
    bytes += work.controlBlocks * sizes.tokens() * row + (work.controlBlocks > 0 ? sizes.tokens() * LiveRows * row : 0);
    if (precision == Precision::Float8) {
        bytes += sizes.tokens() * (MlpRows + 1) * model.width; // the input of a product as 8-bit numbers
    }
    return bytes;
}

// Feature maps of the decoder: at each level of the whole picture, or of the levels that see it in tiles, of one tile.
std::int64_t decodeBytes(const Sizes& sizes, int tiledLevels)
{
    const auto& model = sizes.model;
    const auto& channels = model.vaeChannels;
    const std::int64_t e = sizes.element();
    std::int64_t most = 0;
    for (std::size_t level = 0; level < channels.size(); ++level) {
        const std::int64_t scale = std::int64_t{1} << level;
        std::int64_t cells = (sizes.work.width / scale) * (sizes.work.height / scale);
        const bool isTiled = static_cast<int>(level) < tiledLevels;
        if (isTiled) {
            const std::int64_t side = (TilePixels + 2 * TileHalo) / scale;
            cells = std::min(cells, side * side);
        }
        // A level gets the channels of the one below it, doubled in size; its first resnet holds them twice (input and
        // norm) while its first convolution writes its own.
        const std::int64_t in = channels[std::min(level + 1, channels.size() - 1)];
        most = std::max(most, cells * (2 * in + channels[level]) * e);
        if (isTiled) { // affine norms in fp32
            most = std::max(most, cells * (2 * in + channels[level]) * e + cells * in * 4);
        }
    }
    const std::int64_t pixels = sizes.work.width * sizes.work.height * 3;
    std::int64_t kept = pixels * (2 * e + 4);
    if (tiledLevels > 0) { // what the tiles are cut from
        const auto level = std::min(static_cast<std::size_t>(tiledLevels), channels.size() - 1);
        const std::int64_t scale = std::int64_t{1} << level;
        kept += (sizes.work.width / scale) * (sizes.work.height / scale) * channels[level] * e;
    }
    return most + kept;
}

std::int64_t textBytes(const Sizes& sizes, const MemoryPlan& plan)
{
    const auto& model = sizes.model;
    const std::int64_t e = sizes.element();
    // T5's inner layer is 2.5 times as wide and comes twice; its attention has a bias a pair of tokens and head of 64.
    const std::int64_t rows = sizes.work.textTokens * model.textWidth * 12 * e;
    const std::int64_t bias = sizes.work.textTokens * sizes.work.textTokens * (model.textWidth / 64) * 2 * e;
    const std::int64_t weights = plan.keepsTextEncoders ? 0 : std::max(model.t5Layer, model.clip) * e;
    return rows + bias + weights;
}

std::int64_t modulationPlaces(const Sizes& sizes, const MemoryPlan& plan)
{
    return plan.keepsModulations
               ? 0
               : Streams * std::max(sizes.model.doubleModulation, sizes.model.singleModulation) * sizes.element();
}

Forecast forecast(const Sizes& sizes, const MemoryPlan& plan)
{
    Forecast cast;
    cast.plan = plan;
    cast.weights = weightBytes(sizes, plan);
    // The places of modulations are there before the first step only, when there are no activations yet.
    cast.denoise = std::max(denoiseBytes(sizes), modulationPlaces(sizes, plan));
    cast.decode = decodeBytes(sizes, plan.tiledLevels);
    if (sizes.device == DeviceKind::Cuda && plan.tiledLevels == 0) {
        cast.decode += ConvolutionWorkspaces;
    }
    cast.text = textBytes(sizes, plan);
    cast.workspaces = sizes.device == DeviceKind::Cuda ? CudaWorkspaces : 0;
    cast.reserve = sizes.device == DeviceKind::Cuda ? CudaContextBytes : CpuReserve;
    cast.hostBytes = sizes.device == DeviceKind::Cpu ? 0
                                                     : streamed(sizes, plan.streamedBlocks).bytes
                                                           + (plan.keepsModulations ? 0 : sizes.modulations());
    return cast;
}

// Tiles where they make the peak smaller: the first number of tiled levels whose decoding is no longer what counts.
void tileAsNeeded(const Sizes& sizes, MemoryPlan& plan)
{
    const std::int64_t others = std::max(denoiseBytes(sizes), textBytes(sizes, plan));
    const int most = std::min<int>(MostTiledLevels, static_cast<int>(sizes.model.vaeChannels.size()) - 1);
    while (plan.tiledLevels < most && decodeBytes(sizes, plan.tiledLevels) > others
           && decodeBytes(sizes, plan.tiledLevels + 1) < decodeBytes(sizes, plan.tiledLevels)) {
        ++plan.tiledLevels;
    }
}

// From the fastest to the smallest. On the CPU nothing is streamed: there is no other memory to stream it from.
std::vector<MemoryPlan> ladder(const Sizes& sizes)
{
    std::vector<MemoryPlan> plans{{}};
    MemoryPlan plan{.keepsTextEncoders = false};
    plans.push_back(plan);
    MemoryPlan tiled = plan;
    tileAsNeeded(sizes, tiled);
    if (sizes.device == DeviceKind::Cpu) {
        plans.push_back(tiled);
        return plans;
    }
    plan.keepsModulations = false;
    plans.push_back(plan);
    tiled = plan;
    tileAsNeeded(sizes, tiled);
    plans.push_back(tiled);
    for (std::int64_t count = 1; count <= sizes.blocks(); ++count) {
        tiled.streamedBlocks = static_cast<int>(count);
        plans.push_back(tiled);
    }
    return plans;
}

// Only every so much less: after running out of memory a little less would only run out of it again.
std::vector<Forecast> thinned(std::vector<Forecast> all)
{
    constexpr double Less = 0.85;
    std::vector<Forecast> few;
    for (const Forecast& cast : all) {
        const bool isLast = &cast == &all.back();
        if (few.empty() || cast.plan.streamedBlocks == 0 || isLast
            || static_cast<double>(cast.peak()) < Less * static_cast<double>(few.back().peak())) {
            few.push_back(cast);
        }
    }
    return few;
}

// Between what a GPU's allocator gave to others there is always some memory that fits nothing.
bool fitsIn(const Forecast& forecast, DeviceKind device, std::int64_t budget)
{
    constexpr std::int64_t CutUp = 192 * MiB;
    return forecast.peak() + (device == DeviceKind::Cuda ? CutUp : 0) <= budget;
}

constexpr double Tera = 1e12;

double transformerFlop(const ModelSize& model, double tokens)
{
    // A token meets the half of a double block that is its stream's.
    const double linear =
        tokens
        * static_cast<double>(model.doubleBlocks * model.doubleBlock + 2 * model.singleBlocks * model.singleBlock);
    const double attention =
        4 * tokens * tokens * static_cast<double>(model.width * (model.doubleBlocks + model.singleBlocks));
    return linear + attention;
}

double vaeFlop(const ModelSize& model, double pixels)
{
    constexpr double Taps = 9;
    double flop = 0;
    for (std::size_t level = 0; level < model.vaeChannels.size(); ++level) {
        const double cells = pixels / static_cast<double>(std::int64_t{1} << (2 * level));
        const auto width = static_cast<double>(model.vaeChannels[level]);
        flop += cells * 2 * Taps * width * width * 2 * static_cast<double>(model.vaeLayers + 1);
    }
    return flop;
}

} // namespace

std::int64_t Forecast::peak() const { return allocated() + reserve; }

std::int64_t Forecast::allocated() const { return weights + std::max({denoise, decode, text}) + workspaces; }

std::vector<Forecast> forecasts(const ModelSize& size, const Workload& work, Precision precision, DeviceKind device,
                                std::int64_t budget)
{
    const Sizes sizes{size, work, precision, device};
    std::vector<Forecast> fitting;
    for (const MemoryPlan& plan : ladder(sizes)) {
        Forecast cast = forecast(sizes, plan);
        const bool fits = budget == 0 || fitsIn(cast, device, budget);
        if (fits && (fitting.empty() || cast.peak() < fitting.back().peak())) {
            fitting.push_back(std::move(cast));
        }
    }
    return thinned(std::move(fitting));
}

Forecast smallest(const ModelSize& size, const Workload& work, Precision precision, DeviceKind device)
{
    const Sizes sizes{size, work, precision, device};
    Forecast least = forecast(sizes, {});
    for (const MemoryPlan& plan : ladder(sizes)) {
        Forecast cast = forecast(sizes, plan);
        if (cast.peak() < least.peak()) {
            least = std::move(cast);
        }
    }
    return least;
}

double teraflops(const ModelSize& size, const Workload& work)
{
    const double tokens =
        static_cast<double>(work.textTokens) + static_cast<double>(work.width / size.grid * (work.height / size.grid));
    const auto text = static_cast<double>(work.textTokens);
    const auto pixels = static_cast<double>(work.width * work.height);
    const double step =
        work.passes * transformerFlop(size, tokens) + 2 * tokens * static_cast<double>(work.controlParameters) / 2;
    const double pictures = vaeFlop(size, pixels) * (1 + work.encodedPictures);
    return (work.steps * step + work.passes * 2 * text * static_cast<double>(size.t5) + pictures) / Tera;
}

Remedy remedyFor(const ModelSize& size, const Workload& work, Precision precision, DeviceKind device,
                 std::int64_t budget, bool mayUseFloat8)
{
    const auto fits = [&](const Workload& tried, Precision with) {
        return fitsIn(smallest(size, tried, with, device), device, budget);
    };
    constexpr int Parts = 16;
    Remedy remedy;
    for (int part = Parts - 1; part > 0 && remedy.width == 0; --part) {
        Workload tried = work;
        const std::int64_t unit = std::max<std::int64_t>(size.grid, 64 / size.grid * size.grid);
        tried.width = work.width * part / Parts / unit * unit;
        tried.height = work.height * part / Parts / unit * unit;
        if (tried.width > 0 && tried.height > 0 && fits(tried, precision)) {
            remedy.width = static_cast<int>(tried.width);
            remedy.height = static_cast<int>(tried.height);
        }
    }
    remedy.isFloat8 = mayUseFloat8 && precision != Precision::Float8 && fits(work, Precision::Float8);
    return remedy;
}

std::string describe(const Remedy& remedy)
{
    std::string words;
    if (remedy.width > 0) {
        words = std::to_string(remedy.width) + " x " + std::to_string(remedy.height) + " would fit";
    }
    if (remedy.isFloat8) {
        words += words.empty() ? "precision fp8 would fit" : ", or precision fp8";
    }
    return words.empty() ? "no size of this model would fit" : words;
}

std::string gigabytes(std::int64_t bytes)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f GB", static_cast<double>(bytes) / static_cast<double>(GiB));
    return text.data();
}

} // namespace genserve::runtime
