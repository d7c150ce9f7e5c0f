// Where the program's own data and the user's models are (docs/cli.md, "Where models are looked for").
#pragma once

#include <filesystem>
#include <vector>

namespace genserve::app {

// The folder that holds starter/ and tokenizers/: beside an installed program (<prefix>/share/genserve), else in the
// source tree it was built from. Empty where there is neither.
std::filesystem::path resourceFolder();

// The same for a program that lies in `programFolder`.
std::filesystem::path resourceFolder(const std::filesystem::path& programFolder,
                                     const std::filesystem::path& sourceResources);

// $XDG_DATA_HOME/genserve, by default ~/.local/share/genserve. Need not exist.
std::filesystem::path dataFolder();

// $XDG_CONFIG_HOME/genserve/genserve.ini, by default in ~/.config. Need not exist.
std::filesystem::path settingsFile();

// The API keys of the server that owns a data folder. Need not exist.
std::filesystem::path keyFileIn(const std::filesystem::path& dataFolder);

// The search order: `chosen` (--models), GENSERVE_MODELS (separated by colons), <data>/models, the bundled models.
// Folders that do not exist are left out; one named in GENSERVE_MODELS is warned about.
std::vector<std::filesystem::path> modelFolders(const std::vector<std::filesystem::path>& chosen);

} // namespace genserve::app
