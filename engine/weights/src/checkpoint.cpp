#include "weights/checkpoint.h"

#include "base/text_file.h"
#include "safetensors_file.h"
#include "tensor_name.h"

#include <nlohmann/json.hpp>

#include <array>
#include <set>
#include <system_error>
#include <utility>

namespace genserve::weights {

namespace {

using Json = nlohmann::json;

constexpr std::uint64_t MaxIndexBytes = 8'000'000; // FLUX.1-dev's has 121 kB
constexpr int MaxIndexDepth = 8;
constexpr std::size_t MaxShards = 1000;
constexpr std::array<std::string_view, 2> Stems{"diffusion_pytorch_model", "model"};

struct ShardIndex {
    std::filesystem::path file;
    std::map<std::string, std::string> shardOfTensor;
};

Expected<void> addFile(Checkpoint& checkpoint, const std::filesystem::path& path)
{
    const auto file = InputFile::open(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    auto header = readSafetensorsHeader(*file);
    if (!header) {
        return tl::unexpected(std::move(header.error()));
    }
    const auto index = static_cast<std::uint32_t>(checkpoint.files.size());
    checkpoint.files.push_back(path);
    checkpoint.stamps.push_back(file->stamp());
    for (auto& [name, record] : header->tensors) {
        StoredTensor tensor{.dtype = record.dtype,
                            .shape = std::move(record.shape),
                            .segments = {{.file = index, .offset = record.offset, .bytes = record.bytes}}};
        const auto [place, isNew] = checkpoint.tensors.emplace(name, std::move(tensor));
        if (!isNew) {
            const auto& other = checkpoint.files[place->second.segments.front().file];
            return failure(ErrorCode::CorruptFile,
                           shownName(name) + ": stands in " + other.filename().string() + " too", path.string());
        }
    }
    return {};
}

// nlohmann builds a tree, so the depth of a hostile text is limited while it is read.
Expected<Json> parseBounded(const std::string& text, const std::filesystem::path& path)
{
    bool isTooDeep = false;
    const auto keepShallow = [&isTooDeep](int depth, Json::parse_event_t, Json&) {
        isTooDeep = isTooDeep || depth > MaxIndexDepth;
        return !isTooDeep;
    };
    Json json = Json::parse(text, keepShallow, false);
    if (isTooDeep || json.is_discarded()) {
        return failure(ErrorCode::CorruptFile, isTooDeep ? "is nested too deeply" : "is not valid JSON", path.string());
    }
    return json;
}

bool isPlainFileName(const std::string& name)
{
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos
           && name.find('\0') == std::string::npos;
}

Expected<ShardIndex> readIndex(const std::filesystem::path& path)
{
    const auto text = readTextFile(path, MaxIndexBytes);
    if (!text) {
        return tl::unexpected(text.error());
    }
    const auto json = parseBounded(*text, path);
    if (!json) {
        return tl::unexpected(json.error());
    }
    if (!json->is_object() || !json->contains("weight_map") || !json->at("weight_map").is_object()) {
        return failure(ErrorCode::CorruptFile, "lacks the object \"weight_map\"", path.string());
    }
    ShardIndex index{.file = path, .shardOfTensor = {}};
    for (const auto& [name, shard] : json->at("weight_map").items()) {
        const auto* fileName = shard.get_ptr<const std::string*>();
        if (fileName == nullptr) {
            return failure(ErrorCode::CorruptFile, shownName(name) + ": its shard is not text", path.string());
        }
        if (!isPlainFileName(*fileName)) {
            return failure(ErrorCode::CorruptFile,
                           shownName(name) + ": its shard " + shownName(*fileName) + " is no file of this folder",
                           path.string());
        }
        index.shardOfTensor.emplace(name, *fileName);
    }
    return index;
}

Expected<void> checkPromises(const Checkpoint& checkpoint, const ShardIndex& index)
{
    for (const auto& [name, shard] : index.shardOfTensor) {
        const StoredTensor* tensor = checkpoint.find(name);
        if (tensor == nullptr || checkpoint.files[tensor->segments.front().file].filename() != shard) {
            return failure(ErrorCode::CorruptFile,
                           shownName(name) + ": the index promises it in " + shownName(shard) + ", which lacks it",
                           index.file.string());
        }
    }
    return {};
}

Expected<Checkpoint> openShards(const std::filesystem::path& indexFile)
{
    const auto index = readIndex(indexFile);
    if (!index) {
        return tl::unexpected(index.error());
    }
    std::set<std::string> shards;
    for (const auto& [name, shard] : index->shardOfTensor) {
        shards.insert(shard);
    }
    if (shards.empty() || shards.size() > MaxShards) {
        return failure(ErrorCode::CorruptFile,
                       "names " + std::to_string(shards.size()) + " shards; 1 to " + std::to_string(MaxShards)
                           + " are possible",
                       indexFile.string());
    }
    Checkpoint checkpoint;
    for (const std::string& shard : shards) {
        auto added = addFile(checkpoint, indexFile.parent_path() / shard);
        if (!added && added.error().code == ErrorCode::NotFound) {
            added.error().message = "the shard is missing (" + indexFile.filename().string() + " names it)";
        }
        if (!added) {
            return tl::unexpected(std::move(added.error()));
        }
    }
    if (auto kept = checkPromises(checkpoint, *index); !kept) {
        return tl::unexpected(std::move(kept.error()));
    }
    return checkpoint;
}

// Whether a directory entry of that name exists: a dangling link counts, so that opening it names the fault.
bool hasEntry(const std::filesystem::path& path)
{
    std::error_code error;
    return std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found && !error;
}

} // namespace

const StoredTensor* Checkpoint::find(const std::string& name) const
{
    const auto place = tensors.find(name);
    return place == tensors.end() ? nullptr : &place->second;
}

Expected<Checkpoint> openFile(const std::filesystem::path& file)
{
    Checkpoint checkpoint;
    if (auto added = addFile(checkpoint, file); !added) {
        return tl::unexpected(std::move(added.error()));
    }
    return checkpoint;
}

Expected<Checkpoint> openFolder(const std::filesystem::path& folder)
{
    for (const std::string_view stem : Stems) {
        const auto file = folder / (std::string(stem) + ".safetensors");
        if (hasEntry(file)) {
            return openFile(file);
        }
        const auto index = folder / (std::string(stem) + ".safetensors.index.json");
        if (hasEntry(index)) {
            return openShards(index);
        }
    }
    return failure(ErrorCode::NotFound,
                   "no diffusion_pytorch_model.safetensors, model.safetensors or index of shards in this folder",
                   folder.string());
}

} // namespace genserve::weights
