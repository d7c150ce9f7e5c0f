#include "companions.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "folder_walk.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> ModelFolders{"checkpoints", "diffusion_models", "unet"};
constexpr std::array<std::string_view, 3> PartFolders{"vae", "text_encoders", "clip"};

bool isAmong(const auto& names, const fs::path& folder)
{
    return std::ranges::find(names, folder.filename().string()) != names.end();
}

// The root of the ComfyUI tree, for a file up to one folder below diffusion_models and the like; empty for none.
fs::path treeRoot(const fs::path& model)
{
    const auto folder = model.parent_path();
    if (isAmong(ModelFolders, folder)) {
        return folder.parent_path();
    }
    return isAmong(ModelFolders, folder.parent_path()) ? folder.parent_path().parent_path() : fs::path();
}

} // namespace

Candidates nearestFirst(const fs::path& model, const std::vector<WeightFile>& files)
{
    const auto folder = model.parent_path();
    const auto root = treeRoot(model);
    std::array<Candidates, 3> byDistance;
    for (const WeightFile& file : files) {
        const auto place = file.path.parent_path();
        const bool isNeighbour = !root.empty() && isAmong(PartFolders, place) && place.parent_path() == root;
        byDistance[place == folder ? 0 : isNeighbour ? 1 : 2].push_back(&file);
    }
    Candidates all = std::move(byDistance[0]);
    all.insert(all.end(), byDistance[1].begin(), byDistance[1].end());
    all.insert(all.end(), byDistance[2].begin(), byDistance[2].end());
    return all;
}

std::vector<WeightFile> filesNear(const fs::path& model)
{
    auto files = weightFilesIn(model.parent_path());
    if (const auto root = treeRoot(model); !root.empty()) {
        for (const auto name : PartFolders) {
            std::ranges::move(weightFilesIn(root / name), std::back_inserter(files));
        }
    }
    return files;
}

} // namespace genserve::pipeline
