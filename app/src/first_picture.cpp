// `genserve` without arguments where there is no display: a picture to look at, and what to try next.
#include "commands.h"
#include "console.h"
#include "picture_series.h"

#include <filesystem>

namespace genserve::app {
namespace {

constexpr std::string_view ExamplePrompt = "a hot air balloon over a lake with mountains at sunset";

// genserve-first-picture.png, else -2, -3, ...: an older one is never replaced.
std::filesystem::path freeFileName()
{
    std::filesystem::path name = "genserve-first-picture.png";
    std::error_code error;
    for (int number = 2; std::filesystem::exists(name, error); ++number) {
        name = "genserve-first-picture-" + std::to_string(number) + ".png";
    }
    return name;
}

} // namespace

int runFirstPicture()
{
    GenerateOptions options;
    options.request.prompt = ExamplePrompt;
    options.output = freeFileName();
    const auto faults = checkOptions(options);
    if (!faults.empty()) {
        printError("the first picture can't be written: " + faults.front().problem);
        return WorkFailed;
    }
    printLine("There is no display to open a window on.");
    printLine("Making a first picture: \"" + std::string(ExamplePrompt) + "\"");
    std::error_code error;
    const auto file = std::filesystem::absolute(options.output, error);
    const int code = makePictures(std::move(options));
    if (code == Success) {
        printLine("It is here: " + file.string());
        printLine("Try next:   genserve generate \"a sailboat on the sea at sunset\" -o sailboat.png");
        printLine("            genserve --help");
    }
    return code;
}

} // namespace genserve::app
