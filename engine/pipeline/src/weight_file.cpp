#include "weight_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <utility>

#include "adapter_entry.h"

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

std::string precisionWord(weights::Dtype dtype)
{
    switch (dtype) {
    case weights::Dtype::F64: return "fp64";
    case weights::Dtype::F32: return "fp32";
    case weights::Dtype::F16: return "fp16";
    case weights::Dtype::BF16: return "bf16";
    case weights::Dtype::F8_E4M3: return "fp8_e4m3";
    case weights::Dtype::F8_E5M2: return "fp8_e5m2";
    default: return "integer";
    }
}

using Size = std::optional<std::int64_t> WeightFile::*;

// The model's own file first, then files without a transformer, then what other models' files hold.
const WeightFile* findPart(Size size, std::int64_t wanted, const WeightFile& own, const Candidates& candidates)
{
    const auto fits = [&](const WeightFile& file) { return file.*size == std::optional(wanted); };
    if (fits(own)) {
        return &own;
    }
    for (const bool ofModels : {false, true}) {
        for (const WeightFile* candidate : candidates) {
            if (candidate->transformer.has_value() == ofModels && fits(*candidate)) {
                return candidate;
            }
        }
    }
    return nullptr;
}

Expected<void> openFrom(const WeightFile* holder, Part part, Checkpoint& place)
{
    if (holder == nullptr) {
        return {};
    }
    const auto stored = openWeightFile(holder->path);
    auto tensors = stored.and_then([part](const auto& file) { return weights::extract(file, part); });
    if (!tensors) {
        return tl::unexpected(std::move(tensors.error()));
    }
    place = std::move(*tensors);
    return {};
}

Expected<void> inspectTransformer(const Checkpoint& stored, WeightFile& found)
{
    const auto tensors = weights::extract(stored, Part::Transformer);
    if (!tensors) {
        return tl::unexpected(tensors.error());
    }
    auto config = models::FluxTransformerConfig::fromCheckpoint(*tensors);
    if (!config) {
        return tl::unexpected(std::move(config.error()));
    }
    found.transformer = std::move(*config);
    found.precision = precisionOf(*tensors);
    return {};
}

} // namespace

bool isWeightFileName(const fs::path& file) { return file.extension() == ".safetensors" || file.extension() == ".sft"; }

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

Expected<WeightFile> readWeightFile(const fs::path& file)
{
    const auto stored = openWeightFile(file);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    WeightFile found;
    found.path = file;
    found.bytes = stored->stamps.front().bytes;
    found.adapter = weights::adapterOf(*stored);
    if (found.adapter != weights::Adapter::None) {
        found.precision = precisionOf(*stored);
        if (found.adapter == weights::Adapter::Lora) {
            found.asAdapter = describeLora(file, *stored);
        } else if (found.adapter == weights::Adapter::ControlNet) {
            found.asAdapter = describeControlNetFile(file, *stored);
        }
        return found;
    }
    if (weights::holds(*stored, Part::Transformer)) {
        if (auto fits = inspectTransformer(*stored, found); !fits) {
            return tl::unexpected(std::move(fits.error()));
        }
    } else if (const auto plain = weights::checkStorage(*stored); !plain) {
        found.problem = plain.error().message;
        return found;
    }
    if (found.precision.empty()) {
        found.precision = precisionOf(*stored);
    }
    found.latentChannels = sizeIn(*stored, Part::Autoencoder, "decoder.conv_in.weight", 1);
    found.clipWidth = sizeIn(*stored, Part::ClipText, "embeddings.token_embedding.weight", 1);
    found.t5Width = sizeIn(*stored, Part::T5Encoder, "shared.weight", 1);
    return found;
}

std::vector<std::string> Companions::missing() const
{
    std::vector<std::string> names;
    if (vae == nullptr) {
        names.emplace_back("ae*.safetensors");
    }
    if (clip == nullptr) {
        names.emplace_back("clip_l*.safetensors");
    }
    if (t5 == nullptr) {
        names.emplace_back("t5xxl*.safetensors");
    }
    return names;
}

Companions companionsOf(const WeightFile& file, const Candidates& candidates)
{
    const auto& wanted = *file.transformer;
    return {.vae = findPart(&WeightFile::latentChannels, wanted.out_channels / 4, file, candidates),
            .clip = findPart(&WeightFile::clipWidth, wanted.pooled_projection_dim, file, candidates),
            .t5 = findPart(&WeightFile::t5Width, wanted.joint_attention_dim, file, candidates)};
}

Expected<OpenedModel> openWithCompanions(const WeightFile& file, const Candidates& candidates)
{
    if (!file.transformer) {
        return failure(ErrorCode::UnsupportedFormat, "is an adapter, not a model", file.path.string());
    }
    const Companions companions = companionsOf(file, candidates);
    OpenedModel opened;
    opened.missing = companions.missing();
    ModelParts& parts = opened.parts;
    auto done = openFrom(&file, Part::Transformer, parts.transformer)
                    .and_then([&] { return openFrom(companions.vae, Part::Autoencoder, parts.vae); })
                    .and_then([&] { return openFrom(companions.clip, Part::ClipText, parts.clip); })
                    .and_then([&] { return openFrom(companions.t5, Part::T5Encoder, parts.t5); });
    if (!done) {
        return tl::unexpected(std::move(done.error()));
    }
    return opened;
}

std::string precisionOf(const Checkpoint& transformer)
{
    std::map<weights::Dtype, std::uint64_t> bytes;
    for (const auto& [name, tensor] : transformer.tensors) {
        for (const auto& segment : tensor.segments) {
            bytes[tensor.dtype] += segment.bytes;
        }
    }
    const auto most = std::ranges::max_element(bytes, {}, [](const auto& entry) { return entry.second; });
    return most == bytes.end() ? "" : precisionWord(most->first);
}

} // namespace genserve::pipeline
