// The cache folder of huggingface_hub: hub/models--ORG--NAME/{refs/main, snapshots/HASH/…, blobs/…}.
//
// The files of a snapshot are links into blobs; they are followed like any other.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"

namespace genserve::pipeline {

// Whether the folder is one repository of the cache ("models--ORG--NAME" with snapshots).
bool isRepository(const std::filesystem::path& folder);

// The snapshot that refs/main names, else the one changed last. NotFound where there is none.
Expected<std::filesystem::path> snapshotOf(const std::filesystem::path& repository);

// What a user's path stands for: absolute, without a slash at its end, and for a repository its snapshot.
Expected<std::filesystem::path> placeOf(const std::filesystem::path& path);

// NAME, for a snapshot's path; empty for any other.
std::string repositoryName(const std::filesystem::path& snapshot);

} // namespace genserve::pipeline
