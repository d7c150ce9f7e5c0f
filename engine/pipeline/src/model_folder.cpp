#include "model_folder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "models/json_object.h"
#include "one_line.h"
#include "weights/key_map.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

// Of diffusers.pipelines.flux @ diffusers 0.42.1.
constexpr std::array<std::string_view, 13> FluxClasses{"FluxPipeline",
                                                       "FluxImg2ImgPipeline",
                                                       "FluxInpaintPipeline",
                                                       "FluxFillPipeline",
                                                       "FluxControlPipeline",
                                                       "FluxControlImg2ImgPipeline",
                                                       "FluxControlInpaintPipeline",
                                                       "FluxControlNetPipeline",
                                                       "FluxControlNetImg2ImgPipeline",
                                                       "FluxControlNetInpaintPipeline",
                                                       "FluxKontextPipeline",
                                                       "FluxKontextInpaintPipeline",
                                                       "FluxPriorReduxPipeline"};

struct Component {
    const char* folder;
    weights::Part part;
    weights::Checkpoint ModelParts::*tensors;
    fs::path ModelParts::*config;
};

constexpr std::array Components{
    Component{"transformer", weights::Part::Transformer, &ModelParts::transformer, &ModelParts::transformerConfig},
    Component{"vae", weights::Part::Autoencoder, &ModelParts::vae, &ModelParts::vaeConfig},
    Component{"text_encoder", weights::Part::ClipText, &ModelParts::clip, &ModelParts::clipConfig},
    Component{"text_encoder_2", weights::Part::T5Encoder, &ModelParts::t5, &ModelParts::t5Config},
};

bool isThere(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

// What openFolder did not find, relative to the model: a shard, or all weights of the component.
std::string absentFile(const Error& error, const fs::path& model, const Component& component)
{
    const auto file = fs::path(error.context).lexically_relative(model);
    return file.has_parent_path() ? file.string() : std::string(component.folder) + "/*.safetensors";
}

Expected<void> openComponent(const fs::path& model, const Component& component, OpenedModel& opened)
{
    const auto folder = model / component.folder;
    if (!isThere(folder)) {
        opened.missing.emplace_back(component.folder);
        return {};
    }
    const auto config = folder / "config.json";
    if (isThere(config)) {
        opened.parts.*component.config = config;
    } else {
        opened.missing.push_back(std::string(component.folder) + "/config.json");
    }
    const auto stored = weights::openFolder(folder);
    if (!stored && stored.error().code == ErrorCode::NotFound) {
        opened.missing.push_back(absentFile(stored.error(), model, component));
        return {};
    }
    auto tensors = stored.and_then([&](const auto& file) { return weights::extract(file, component.part); });
    if (!tensors) {
        return tl::unexpected(std::move(tensors.error()));
    }
    opened.parts.*component.tensors = std::move(*tensors);
    return {};
}

void findFile(const fs::path& model, const char* name, fs::path& place, std::vector<std::string>& missing)
{
    if (isThere(model / name)) {
        place = model / name;
    } else {
        missing.emplace_back(name);
    }
}

} // namespace

bool isModelFolder(const fs::path& folder)
{
    return isThere(folder / "model_index.json")
           || (isThere(folder / "transformer/config.json")
               && (isThere(folder / "vae") || isThere(folder / "text_encoder_2")));
}

Expected<std::string> pipelineClass(const fs::path& folder)
{
    const auto file = folder / "model_index.json";
    const auto index = models::readJsonObject(file);
    if (!index) {
        return tl::unexpected(index.error());
    }
    const auto name = index->find("_class_name");
    if (name == index->end() || !name->is_string()) {
        return failure(ErrorCode::CorruptFile, "lacks the text \"_class_name\"", file.string());
    }
    return name->get<std::string>();
}

bool isFluxClass(std::string_view className) { return std::ranges::find(FluxClasses, className) != FluxClasses.end(); }

Expected<OpenedModel> openModelFolder(const fs::path& folder)
{
    OpenedModel opened;
    if (isThere(folder / "model_index.json")) {
        const auto className = pipelineClass(folder);
        if (!className) {
            return tl::unexpected(className.error());
        }
        if (!isFluxClass(*className)) {
            return failure(ErrorCode::UnsupportedFormat,
                           "its pipeline is " + oneLine(*className) + ", expected FluxPipeline or a sibling",
                           (folder / "model_index.json").string());
        }
        if (*className == "FluxPriorReduxPipeline") {
            return opened;
        }
    } else {
        opened.missing.emplace_back("model_index.json");
    }
    for (const Component& component : Components) {
        if (auto result = openComponent(folder, component, opened); !result) {
            return tl::unexpected(std::move(result.error()));
        }
    }
    findFile(folder, "scheduler/scheduler_config.json", opened.parts.schedulerConfig, opened.missing);
    findFile(folder, "tokenizer", opened.parts.clipTokenizer, opened.missing);
    findFile(folder, "tokenizer_2", opened.parts.t5Tokenizer, opened.missing);
    return opened;
}

} // namespace genserve::pipeline
