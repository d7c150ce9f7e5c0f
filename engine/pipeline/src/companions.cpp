#include "companions.h"

#include <algorithm>
#include <array>
#include <iterator>

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

fs::path whole(const fs::path& path)
{
    std::error_code error;
    return fs::absolute(path, error).lexically_normal();
}

int distance(const fs::path& model, const fs::path& file)
{
    if (whole(file).parent_path() == model.parent_path()) {
        return 0;
    }
    const auto root = treeRoot(model);
    return !root.empty() && isAmong(PartFolders, whole(file).parent_path())
                   && whole(file).parent_path().parent_path() == root
               ? 1
               : 2;
}

} // namespace

std::vector<WeightFile> nearestFirst(const fs::path& model, std::vector<WeightFile> files)
{
    const auto place = whole(model);
    std::ranges::stable_sort(files, {}, [&](const WeightFile& file) { return distance(place, file.path); });
    return files;
}

std::vector<WeightFile> filesNear(const fs::path& model)
{
    const auto place = whole(model);
    auto files = weightFilesIn(place.parent_path());
    if (const auto root = treeRoot(place); !root.empty()) {
        for (const auto name : PartFolders) {
            std::ranges::move(weightFilesIn(root / name), std::back_inserter(files));
        }
    }
    return files;
}

} // namespace genserve::pipeline
