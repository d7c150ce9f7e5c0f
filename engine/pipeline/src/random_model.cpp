#include "pipeline/random_model.h"

#include <cmath>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "models/autoencoder.h"
#include "models/clip_text.h"
#include "models/flux_transformer.h"
#include "models/t5_encoder.h"
#include "pipeline/latents.h"
#include "weights/parameters.h"

namespace genserve::pipeline {
namespace {

constexpr std::int64_t NumbersOfAKind = std::int64_t{1} << 21; // 4 MB: more than a tile of any kernel
constexpr std::int64_t Bf16Bytes = 2;
constexpr double BiasDeviation = 0.02;
constexpr std::int64_t Seed = 0;

using Shape = std::vector<std::int64_t>;

// Tensors that share their numbers: all with the same standard deviation, and the norms, which are all ones (0).
double deviationOf(const std::string& name, const Shape& shape)
{
    if (shape.size() > 1) {
        return 1 / std::sqrt(static_cast<double>(c10::multiply_integers(shape) / shape[0]));
    }
    const bool isNorm = name.find("norm") != std::string::npos && name.ends_with(".weight");
    return isNorm ? 0 : BiasDeviation;
}

template <typename Visit>
void forEachTensor(const weights::Parameters& parameters, const Visit& visit)
{
    for (const auto& parameter : parameters.all()) {
        for (std::size_t i = 0; i < parameter.names.size(); ++i) {
            visit(parameter.names[i], parameter.shapes[i]);
        }
    }
}

// What the networks of a model declare.
struct Declared {
    weights::Parameters transformer, vae, clip, t5;

    explicit Declared(const ModelDimensions& dimensions)
        : m_transformer(dimensions.transformer, transformer),
          m_vae(dimensions.vae, vae),
          m_clip(dimensions.clip, clip),
          m_t5(dimensions.t5, t5)
    {
    }

private:
    models::FluxTransformer2DModel m_transformer;
    models::AutoencoderKL m_vae;
    models::ClipTextModel m_clip;
    models::T5EncoderModel m_t5;
};

// A safetensors file with one tensor for each standard deviation, named by it.
Expected<void> writeNumbers(const std::filesystem::path& file, const std::map<double, std::string>& nameOf)
{
    nlohmann::ordered_json header;
    std::int64_t offset = 0;
    for (const auto& [deviation, name] : nameOf) {
        header[name] = {{"dtype", "BF16"},
                        {"shape", {NumbersOfAKind}},
                        {"data_offsets", {offset, offset + NumbersOfAKind * Bf16Bytes}}};
        offset += NumbersOfAKind * Bf16Bytes;
    }
    const std::string text = header.dump();
    std::ofstream out(file, std::ios::binary);
    const auto length = static_cast<std::uint64_t>(text.size());
    for (int shift = 0; shift < 64; shift += 8) {
        out.put(static_cast<char>(length >> shift & 0xFF));
    }
    out << text;
    const at::Tensor noise = at::randn({NumbersOfAKind}, cpuGenerator(Seed));
    for (const auto& [deviation, name] : nameOf) {
        const at::Tensor numbers = (deviation == 0 ? at::ones_like(noise) : noise * deviation).to(at::kBFloat16);
        out.write(static_cast<const char*>(numbers.const_data_ptr()), static_cast<std::streamsize>(numbers.nbytes()));
    }
    out.close();
    return out ? Expected<void>{} : failure(ErrorCode::Io, "the random weights can't be written", file.string());
}

// Every tensor lists the file once more, so that a load reads one tensor after the other, as from a real file.
weights::Checkpoint referTo(const weights::Checkpoint& numbers, const std::map<double, std::string>& nameOf,
                            const weights::Parameters& parameters)
{
    weights::Checkpoint checkpoint;
    forEachTensor(parameters, [&](const std::string& name, const Shape& shape) {
        const auto& stored = numbers.tensors.at(nameOf.at(deviationOf(name, shape)));
        const auto index = static_cast<std::uint32_t>(checkpoint.files.size());
        checkpoint.files.push_back(numbers.files.front());
        checkpoint.stamps.push_back(numbers.stamps.front());
        weights::StoredTensor tensor{weights::Dtype::BF16, shape, {}};
        const auto& whole = stored.segments.front();
        auto left = static_cast<std::uint64_t>(c10::multiply_integers(shape) * Bf16Bytes);
        while (left > 0) {
            const auto bytes = std::min(left, whole.bytes);
            tensor.segments.push_back({index, whole.offset, bytes});
            left -= bytes;
        }
        checkpoint.tensors.emplace(name, std::move(tensor));
    });
    return checkpoint;
}

} // namespace

ModelDimensions ModelDimensions::fluxDev()
{
    ModelDimensions dimensions;
    dimensions.transformer.guidance_embeds = true;
    dimensions.vae.block_out_channels = {128, 256, 512, 512};
    dimensions.vae.layers_per_block = 2;
    dimensions.vae.latent_channels = 16;
    dimensions.vae.use_quant_conv = dimensions.vae.use_post_quant_conv = false;
    dimensions.clip.hidden_size = 768;
    dimensions.clip.intermediate_size = 3072;
    dimensions.clip.num_attention_heads = 12;
    dimensions.t5.d_model = 4096;
    dimensions.t5.d_ff = 10240;
    dimensions.t5.num_layers = 24;
    dimensions.t5.num_heads = 64;
    return dimensions;
}

Expected<ModelParts> randomModel(const std::filesystem::path& file, const ModelDimensions& dimensions)
{
    const Declared declared(dimensions);
    std::map<double, std::string> nameOf; // of the numbers with that standard deviation
    for (const auto* parameters : {&declared.transformer, &declared.vae, &declared.clip, &declared.t5}) {
        forEachTensor(*parameters, [&](const std::string& name, const Shape& shape) {
            const double deviation = deviationOf(name, shape);
            nameOf.emplace(deviation, std::to_string(deviation));
        });
    }
    int number = 0;
    for (auto& [deviation, name] : nameOf) {
        name += " #" + std::to_string(number++);
    }
    {
        // Engines beside each other use one file, which must not change while another one reads it.
        static std::mutex mutex;
        static std::set<std::filesystem::path> made;
        const std::scoped_lock lock(mutex);
        std::error_code error;
        if (!made.contains(file) || !std::filesystem::exists(file, error)) {
            if (auto written = writeNumbers(file, nameOf); !written) {
                return tl::unexpected(written.error());
            }
            made.insert(file);
        }
    }
    const auto numbers = weights::openFile(file);
    if (!numbers) {
        return tl::unexpected(numbers.error());
    }
    ModelParts parts;
    parts.transformer = referTo(*numbers, nameOf, declared.transformer);
    parts.vae = referTo(*numbers, nameOf, declared.vae);
    parts.clip = referTo(*numbers, nameOf, declared.clip);
    parts.t5 = referTo(*numbers, nameOf, declared.t5);
    return parts;
}

CatalogueEntry randomModelEntry(const std::filesystem::path& file, const ModelDimensions& dimensions)
{
    const Declared declared(dimensions);
    std::uint64_t elements = 0;
    for (const auto* parameters : {&declared.transformer, &declared.vae, &declared.clip, &declared.t5}) {
        elements += static_cast<std::uint64_t>(parameters->elementCount());
    }
    CatalogueEntry entry;
    entry.info.id = "flux1-dev-random";
    entry.info.name = "FLUX.1-dev with random weights";
    entry.info.location = file;
    entry.info.precision = "bf16";
    entry.info.bytes = elements * Bf16Bytes;
    entry.info.defaultSteps = 28;
    entry.info.features = {"text-to-image", "image-to-image", "fill"};
    entry.kind = ModelKind::Dev;
    entry.size = {.width = dimensions.transformer.innerDim(),
                  .headWidth = dimensions.transformer.attention_head_dim,
                  .textWidth = dimensions.transformer.joint_attention_dim,
                  .pooledWidth = dimensions.transformer.pooled_projection_dim,
                  .inputs = dimensions.transformer.in_channels,
                  .outputs = dimensions.transformer.out_channels};
    return entry;
}

} // namespace genserve::pipeline
