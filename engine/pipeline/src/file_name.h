// What the place of a file or folder says about what it is called.
#pragma once

#include <filesystem>
#include <string>

namespace genserve::pipeline {

// Of the folder, or of the repository that it is a snapshot of.
std::string nameOfFolder(const std::filesystem::path& folder);

// The stem; names that say nothing, such as diffusers' own, give way to the folder's.
std::string nameOfFile(const std::filesystem::path& file);

} // namespace genserve::pipeline
