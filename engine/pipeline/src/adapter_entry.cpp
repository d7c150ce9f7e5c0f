#include "adapter_entry.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "file_name.h"
#include "huggingface_cache.h"
#include "lora_size.h"
#include "model_kind.h"
#include "model_settings.h"
#include "models/controlnet_config.h"
#include "models/json_object.h"
#include "one_line.h"
#include "weight_file.h"
#include "weights/key_map.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t FluxControlInputs = 128; // of the released control LoRAs: noise and control latents, 64 each

// The modes of InstantX's and Shakker's union nets by number, the kinds of control among them by this program's words.
constexpr std::array<std::string_view, 7> UnionModes{"canny",    "tile", "depth",      "blur",
                                                     "openpose", "gray", "low quality"};

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

// Equal tensors lead by edges, depth or poses: only words tell them apart.
std::optional<ControlType> controlInName(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, ControlType>, 3> Words{
        {{"canny", ControlType::Canny}, {"depth", ControlType::Depth}, {"pose", ControlType::OpenPose}}};
    const std::string lower = lowerCase(name);
    std::optional<ControlType> found;
    for (const auto& [word, type] : Words) {
        if (lower.find(word) != std::string::npos) {
            if (found) {
                return std::nullopt; // a net of several kinds
            }
            found = type;
        }
    }
    return found;
}

void setName(AdapterEntry& entry, std::string_view name)
{
    entry.info.name = oneLine(name);
    entry.info.id = idFromName(name);
    entry.controlType = controlInName(name);
}

void setControlWord(AdapterEntry& entry)
{
    if (entry.kind == AdapterKind::Lora) {
        entry.controlType.reset();
    }
    const bool isUnion =
        entry.isUnion || (!entry.controlType && lowerCase(entry.info.name).find("union") != std::string::npos);
    entry.info.control = entry.kind == AdapterKind::Lora ? ""
                         : isUnion                       ? "union"
                         : entry.controlType             ? std::string(toString(*entry.controlType))
                                                         : "";
}

std::vector<std::string> modeWords(std::int64_t count)
{
    std::vector<std::string> words;
    for (std::int64_t i = 0; i < std::min<std::int64_t>(count, 100); ++i) {
        const auto index = static_cast<std::size_t>(i);
        words.push_back(index < UnionModes.size() ? std::string(UnionModes[index]) : "mode " + std::to_string(i));
    }
    return words;
}

void setConfig(AdapterEntry& entry, const Expected<models::ControlNetConfig>& config)
{
    if (!config) {
        entry.info.problem = "can't be used: " + config.error().message;
        return;
    }
    entry.isUnion = config->isUnion();
    entry.info.unionModes = modeWords(config->num_mode);
    const auto& trunk = config->trunk;
    entry.size = {.width = trunk.innerDim(),
                  .headWidth = trunk.attention_head_dim,
                  .textWidth = trunk.joint_attention_dim,
                  .pooledWidth = trunk.pooled_projection_dim,
                  .inputs = trunk.in_channels,
                  .outputs = 0};
}

std::uint64_t bytesOf(const weights::Checkpoint& stored)
{
    std::uint64_t bytes = 0;
    for (const auto& stamp : stored.stamps) {
        bytes += stamp.bytes;
    }
    return bytes;
}

AdapterEntry entryOf(AdapterKind kind, const fs::path& location, const weights::Checkpoint& stored)
{
    AdapterEntry entry;
    entry.kind = kind;
    entry.info.kind = kind == AdapterKind::ControlNet ? "controlnet" : "lora";
    entry.info.location = location;
    entry.info.bytes = bytesOf(stored);
    entry.info.precision = precisionOf(stored);
    return entry;
}

std::string netFormat(const weights::Checkpoint& stored)
{
    const bool isBfl = std::ranges::any_of(
        stored.tensors, [](const auto& tensor) { return tensor.first.find("double_blocks.") != std::string::npos; });
    return isBfl ? "xlabs" : "diffusers";
}

// LoRAs of other models may share FLUX's text encoder; then nothing of the transformer is known.
bool isForFlux(const weights::LoraFile& lora)
{
    const bool hasTransformer = std::ranges::any_of(
        lora.layers, [](const auto& layer) { return layer.target == weights::LoraTarget::Transformer; });
    return hasTransformer || !lora.norms.empty() || (!lora.layers.empty() && lora.unknownKeys.empty());
}

} // namespace

AdapterEntry describeLora(const fs::path& file, const weights::Checkpoint& stored)
{
    AdapterEntry entry = entryOf(AdapterKind::Lora, file, stored);
    setName(entry, nameOfFile(file));
    entry.info.format = loraFormat(stored);
    const auto lora = weights::openLora(file, weights::LoraAlphas::Leave);
    if (!lora) {
        entry.info.problem = "can't be used: " + lora.error().message;
        return entry;
    }
    if (!isForFlux(*lora)) {
        entry.info.problem = "is made for another kind of model: no tensor belongs to a layer of FLUX";
        return entry;
    }
    entry.size = loraSize(*lora);
    const bool feedsControl =
        entry.size.outputs > 0 ? entry.size.inputs == 2 * entry.size.outputs : entry.size.inputs == FluxControlInputs;
    entry.kind = feedsControl ? AdapterKind::ControlLora : AdapterKind::Lora;
    entry.info.kind = feedsControl ? "control-lora" : "lora";
    setControlWord(entry);
    return entry;
}

AdapterEntry describeControlNetFile(const fs::path& file, const weights::Checkpoint& stored)
{
    AdapterEntry entry = entryOf(AdapterKind::ControlNet, file, stored);
    setName(entry, nameOfFile(file));
    entry.info.format = netFormat(stored);
    setConfig(entry, weights::extract(stored, weights::Part::ControlNet).and_then([](const auto& tensors) {
        return models::ControlNetConfig::fromCheckpoint(tensors);
    }));
    setControlWord(entry);
    return entry;
}

bool isControlNetFolder(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder / "config.json", error)) {
        return false;
    }
    const auto config = models::readJsonObject(folder / "config.json");
    return config && config->value("_class_name", nlohmann::json()) == "FluxControlNetModel";
}

AdapterEntry describeControlNetFolder(const fs::path& folder)
{
    const auto stored = weights::openFolder(folder);
    AdapterEntry entry = entryOf(AdapterKind::ControlNet, folder, stored.value_or(weights::Checkpoint{}));
    setName(entry, nameOfFolder(folder));
    entry.info.format = "diffusers";
    if (stored) {
        setConfig(entry, models::ControlNetConfig::fromFile(folder / "config.json"));
        const auto tensors = weights::extract(*stored, weights::Part::ControlNet);
        if (!tensors && entry.info.problem.empty()) {
            entry.info.problem = "can't be used: " + tensors.error().message;
        }
    } else {
        entry.info.problem = "can't be used: " + stored.error().message;
    }
    const ModelSettings settings = readSettings(folder);
    entry.info.id = settings.id.value_or(entry.info.id);
    entry.info.name = settings.name.value_or(entry.info.name);
    entry.controlType = settings.controlType ? settings.controlType : entry.controlType;
    setControlWord(entry);
    return entry;
}

std::vector<AdapterEntry> ownControlNets(const fs::path& modelFolder, const ModelInfo& model)
{
    std::vector<AdapterEntry> nets;
    std::error_code error;
    for (int i = 0; i < 10; ++i) { // as diffusers names the nets of a FluxMultiControlNetModel
        const std::string name = i == 0 ? "controlnet" : "controlnet_" + std::to_string(i);
        if (!fs::is_directory(modelFolder / name, error) || !isControlNetFolder(modelFolder / name)) {
            break;
        }
        nets.push_back(describeControlNetFolder(modelFolder / name));
        AdapterInfo& info = nets.back().info;
        if (info.id == idFromName(name)) {
            info.id = model.id + "-" + info.id;
            info.name = model.name + " " + info.name;
        }
    }
    return nets;
}

void recogniseControlLora(AdapterEntry& adapter, const NetworkSize& base)
{
    const bool isSameWidth = adapter.size.width == 0 || adapter.size.width == base.width;
    if (adapter.kind != AdapterKind::Lora || base.inputs == 0 || !isSameWidth
        || adapter.size.inputs != 2 * base.inputs) {
        return;
    }
    adapter.kind = AdapterKind::ControlLora;
    adapter.info.kind = "control-lora";
    adapter.controlType = controlInName(adapter.info.name);
    setControlWord(adapter);
}

} // namespace genserve::pipeline
