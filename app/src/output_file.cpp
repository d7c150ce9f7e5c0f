#include "output_file.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace genserve::app {

namespace fs = std::filesystem;

fs::path numberedOutput(const fs::path& output, std::int64_t index, std::int64_t count)
{
    if (count == 1) {
        return output;
    }
    auto number = std::to_string(index + 1);
    number.insert(0, 4 - number.size(), '0'); // MostPictures has four digits
    fs::path numbered = output;
    numbered.replace_filename(output.stem().string() + "-" + number + output.extension().string());
    return numbered;
}

std::optional<std::string> outputProblem(const fs::path& output)
{
    if (output.empty()) {
        return "names the picture's file and is required, e.g. -o picture.png";
    }
    auto ending = output.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (ending != ".png" && ending != ".jpg" && ending != ".jpeg") {
        return "'" + output.string() + "' must end in .png, .jpg or .jpeg";
    }
    std::error_code error;
    if (fs::is_directory(output, error)) {
        return "'" + output.string() + "' is a folder";
    }
    const auto folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, error)) {
        return "there is no folder '" + folder.string() + "'";
    }
    // Only a try tells: permissions say nothing about read-only disks, and root passes every check of them.
    auto trial = (folder / ".genserve-XXXXXX").string();
    const int file = mkstemp(trial.data());
    if (file < 0) {
        return "the folder '" + folder.string() + "' can't be written: " + std::strerror(errno);
    }
    close(file);
    unlink(trial.c_str());
    return std::nullopt;
}

} // namespace genserve::app
