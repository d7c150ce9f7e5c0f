#include "resource_paths.h"

#include <cstdlib>
#include <string>
#include <string_view>

#include <pwd.h>
#include <unistd.h>

#include "base/log.h"

namespace genserve::app {
namespace {

namespace fs = std::filesystem;

bool isFolder(const fs::path& path)
{
    std::error_code error;
    return fs::is_directory(path, error);
}

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

fs::path homeFolder()
{
    if (const auto home = environment("HOME"); !home.empty()) {
        return home;
    }
    const passwd* user = getpwuid(getuid());
    return user == nullptr ? fs::path("/") : fs::path(user->pw_dir);
}

// The XDG specification: a relative path is invalid and must be ignored.
fs::path ownFolder(const char* variable, const char* underHome)
{
    const fs::path chosen = environment(variable);
    return (chosen.is_absolute() ? chosen : homeFolder() / underHome) / "genserve";
}

void appendEnvironmentFolders(std::vector<fs::path>& folders)
{
    const auto list = environment("GENSERVE_MODELS");
    std::size_t start = 0;
    while (start < list.size()) {
        const auto end = std::min(list.find(':', start), list.size());
        const auto folder = list.substr(start, end - start);
        if (isFolder(folder)) {
            folders.emplace_back(folder);
        } else if (!folder.empty()) {
            log(LogLevel::Warning, "app", "GENSERVE_MODELS names '" + folder + "', which is not a folder");
        }
        start = end + 1;
    }
}

} // namespace

fs::path resourceFolder(const fs::path& programFolder, const fs::path& sourceResources)
{
    for (const auto& candidate : {programFolder / GENSERVE_INSTALLED_RESOURCES, sourceResources}) {
        if (isFolder(candidate / "starter")) {
            return candidate.lexically_normal();
        }
    }
    return {};
}

fs::path resourceFolder()
{
    std::error_code error;
    const auto program = fs::read_symlink("/proc/self/exe", error);
    return resourceFolder(program.parent_path(), GENSERVE_SOURCE_RESOURCES);
}

fs::path dataFolder() { return ownFolder("XDG_DATA_HOME", ".local/share"); }

fs::path settingsFile() { return ownFolder("XDG_CONFIG_HOME", ".config") / "genserve.ini"; }

fs::path keyFileIn(const fs::path& dataFolder) { return dataFolder / "keys.json"; }

std::vector<fs::path> modelFolders(const std::vector<fs::path>& chosen)
{
    auto folders = chosen;
    appendEnvironmentFolders(folders);
    if (const auto own = dataFolder() / "models"; isFolder(own)) {
        folders.push_back(own);
    }
    if (const auto resources = resourceFolder(); !resources.empty()) {
        folders.push_back(resources / "starter");
    }
    return folders;
}

} // namespace genserve::app
