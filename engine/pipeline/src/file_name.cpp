#include "file_name.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "huggingface_cache.h"

namespace genserve::pipeline {

namespace fs = std::filesystem;

std::string nameOfFolder(const fs::path& folder)
{
    std::error_code error;
    auto whole = fs::absolute(folder, error).lexically_normal();
    whole = whole.has_filename() ? whole : whole.parent_path();
    const std::string repository = repositoryName(whole);
    return repository.empty() ? whole.filename().string() : repository;
}

std::string nameOfFile(const fs::path& file)
{
    constexpr std::array<std::string_view, 5> Nameless{"diffusion_pytorch_model", "model", "pytorch_lora_weights",
                                                       "controlnet", "lora"};
    const auto stem = file.stem().string();
    return std::ranges::find(Nameless, stem) == Nameless.end() ? stem : nameOfFolder(file.parent_path());
}

} // namespace genserve::pipeline
