#include "weight_file.h"

#include <array>
#include <fstream>
#include <utility>

#include "base/log.h"
#include "models/flux_transformer_config.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;
using weights::Checkpoint;
using weights::Part;

// One number of a tensor's shape; nullopt where the part or the tensor is not as expected.
std::optional<std::int64_t> sizeIn(const Checkpoint& file, Part part, const std::string& tensor, std::size_t dimension)
{
    if (!weights::holds(file, part)) {
        return std::nullopt;
    }
    const auto extracted = weights::extract(file, part);
    const auto* found = extracted ? extracted->find(tensor) : nullptr;
    return found != nullptr && dimension < found->shape.size() ? std::optional(found->shape[dimension]) : std::nullopt;
}

std::optional<std::int64_t> latentChannels(const Checkpoint& file)
{
    return sizeIn(file, Part::Autoencoder, "decoder.conv_in.weight", 1);
}

std::optional<std::int64_t> clipWidth(const Checkpoint& file)
{
    return sizeIn(file, Part::ClipText, "embeddings.token_embedding.weight", 1);
}

std::optional<std::int64_t> t5Width(const Checkpoint& file)
{
    return sizeIn(file, Part::T5Encoder, "shared.weight", 1);
}

struct Need {
    Part part;
    std::optional<std::int64_t> WeightFile::*size;
    std::int64_t wanted;
    weights::Checkpoint ModelParts::*place;
    const char* usualName;
};

// The model's own file first, then files without a transformer, then what other models' files hold.
const WeightFile* findPart(const Need& need, const WeightFile& own, const std::vector<WeightFile>& candidates)
{
    const auto fits = [&need](const WeightFile& file) { return file.*need.size == std::optional(need.wanted); };
    if (fits(own)) {
        return &own;
    }
    for (const bool ofModels : {false, true}) {
        for (const WeightFile& candidate : candidates) {
            if (candidate.holdsTransformer == ofModels && fits(candidate)) {
                return &candidate;
            }
        }
    }
    return nullptr;
}

} // namespace

bool isWeightFileName(const fs::path& file)
{
    return file.extension() == ".safetensors" || file.extension() == ".sft";
}

Expected<Checkpoint> openWeightFile(const fs::path& file)
{
    std::error_code error;
    if (fs::is_regular_file(file, error)) {
        std::array<char, 4> magic{};
        std::ifstream(file, std::ios::binary).read(magic.data(), magic.size());
        if (std::string_view(magic.data(), magic.size()) == "GGUF") {
            return failure(ErrorCode::UnsupportedFormat, "GGUF files are not read", file.string());
        }
    }
    return weights::openFile(file);
}

Expected<WeightFile> inspectFile(const fs::path& file)
{
    const auto stored = openWeightFile(file);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    WeightFile found;
    found.path = file;
    found.adapter = weights::adapterOf(*stored);
    if (found.adapter != weights::Adapter::None) {
        return found;
    }
    found.holdsTransformer = weights::holds(*stored, Part::Transformer);
    if (auto plain = weights::checkStorage(*stored); !plain) {
        if (found.holdsTransformer) {
            return tl::unexpected(std::move(plain.error()));
        }
        log(LogLevel::Info, "pipeline", describe(plain.error()));
        return found;
    }
    found.latentChannels = latentChannels(*stored);
    found.clipWidth = clipWidth(*stored);
    found.t5Width = t5Width(*stored);
    return found;
}

Expected<OpenedModel> openWithCompanions(const fs::path& file, const std::vector<WeightFile>& candidates)
{
    const auto own = inspectFile(file);
    const auto stored = own.and_then([&](const WeightFile&) { return openWeightFile(file); });
    auto transformer = stored.and_then([](const auto& all) { return weights::extract(all, Part::Transformer); });
    if (!transformer) {
        return tl::unexpected(std::move(transformer.error()));
    }
    const auto config = models::FluxTransformerConfig::fromCheckpoint(*transformer);
    if (!config) {
        return tl::unexpected(config.error());
    }
    OpenedModel opened;
    opened.parts.transformer = std::move(*transformer);
    const std::array needs{
        Need{Part::Autoencoder, &WeightFile::latentChannels, config->out_channels / 4, &ModelParts::vae, "ae"},
        Need{Part::ClipText, &WeightFile::clipWidth, config->pooled_projection_dim, &ModelParts::clip, "clip_l"},
        Need{Part::T5Encoder, &WeightFile::t5Width, config->joint_attention_dim, &ModelParts::t5, "t5xxl"},
    };
    for (const Need& need : needs) {
        const WeightFile* holder = findPart(need, *own, candidates);
        if (holder == nullptr) {
            opened.missing.push_back(std::string(need.usualName) + "*.safetensors");
            continue;
        }
        const auto holding = openWeightFile(holder->path);
        auto part = holding.and_then([&](const auto& all) { return weights::extract(all, need.part); });
        if (!part) {
            return tl::unexpected(std::move(part.error()));
        }
        opened.parts.*need.place = std::move(*part);
    }
    return opened;
}

} // namespace genserve::pipeline
