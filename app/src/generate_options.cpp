#include "generate_options.h"

#include <algorithm>
#include <limits>
#include <random>

#include <QByteArrayView>
#include <QString>
#include <QStringDecoder>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace genserve::app {
namespace {

namespace fs = std::filesystem;

constexpr int LeastSide = 16;
constexpr int MostSide = 4096;
constexpr std::int64_t MostArea = 8'388'608;
constexpr std::int64_t MostSeed = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t MostPromptCharacters = 10'000;
constexpr std::int64_t MostPictures = 1000;

// 0 stands for the input picture's size.
Option sideOption(std::string_view name, std::optional<int>& target)
{
    return {{name}, true, [&target](std::string_view text) -> std::optional<std::string> {
                const auto value = parseInteger(text);
                if (!value || (*value != 0 && (*value < LeastSide || *value > MostSide))) {
                    return integerProblem(text, LeastSide, MostSide) + ", nor 0 for the input picture's";
                }
                target = static_cast<int>(*value);
                return std::nullopt;
            }};
}

class Checker {
public:
    explicit Checker(const GenerateOptions& options) : m_options(options), m_faults(checkPaths(options.engine)) {}

    std::vector<UsageFault> run()
    {
        checkPictures();
        checkSize();
        if (m_options.request.seed > MostSeed - (m_options.count - 1)) {
            report("--seed", "seed + count - 1 is above " + std::to_string(MostSeed));
        }
        if (const auto problem = outputProblem(m_options.output)) {
            report("-o", *problem);
        }
        return std::move(m_faults);
    }

private:
    void report(std::string_view option, std::string problem)
    {
        m_faults.push_back({std::string(option), option == "-o" ? "output" : fieldName(option), std::move(problem)});
    }

    void require(std::string_view option, const fs::path& path)
    {
        if (path.empty()) {
            m_faults.push_back({std::string(option), fieldName(option) + "_image",
                                "mode " + std::string(toString(m_options.request.mode)) + " needs it"});
        }
    }

    void checkPictures()
    {
        const Mode mode = m_options.request.mode;
        if (mode != Mode::TextToImage) {
            require("--input", m_options.input);
        }
        if (mode == Mode::Fill) {
            require("--mask", m_options.mask);
        }
        if (mode == Mode::ControlNet) {
            require("--control", m_options.control);
        }
        checkExists("--input", "input_image", m_options.input, m_faults);
        checkExists("--mask", "mask_image", m_options.mask, m_faults);
        checkExists("--control", "control_image", m_options.control, m_faults);
    }

    void checkSize()
    {
        const auto& [width, height] = std::pair(m_options.request.width, m_options.request.height);
        for (const auto& [option, side] : {std::pair("--width", width), std::pair("--height", height)}) {
            if (side == 0 && m_options.input.empty()) {
                report(option, "0 stands for the input picture's size, and there is no --input");
            }
        }
        const auto area = std::int64_t{width.value_or(0)} * height.value_or(0);
        if (area > MostArea) {
            report("--width", std::to_string(*width) + "x" + std::to_string(*height) + " has "
                                  + std::to_string(area) + " pixels, the limit is " + std::to_string(MostArea));
        }
    }

    const GenerateOptions& m_options;
    std::vector<UsageFault> m_faults;
};

} // namespace

std::vector<Option> generateTable(GenerateOptions& options)
{
    GenerationRequest& request = options.request;
    std::vector<Option> table{
        pathOption({"--output", "-o"}, options.output),
        wordOption<Mode>({"--mode"}, request.mode, modeFromString, "text2img, img2img, fill or controlnet"),
        sideOption("--width", request.width),
        sideOption("--height", request.height),
        integerOption<int>({"--num-inference-steps", "--steps"}, request.steps, 1, 200),
        realOption({"--cfg"}, request.cfg, 0, 50),
        integerOption<std::int64_t>({"--seed"}, request.seed, RandomSeed, MostSeed),
        realOption({"--strength"}, request.strength, 0, 1),
        textOption({"--prompt-2"}, request.prompt2),
        textOption({"--negative-prompt"}, request.negativePrompt),
        realOption({"--true-cfg-scale", "--true-cfg"}, request.trueCfgScale, 1, 20),
        integerOption<int>({"--max-sequence-length"}, request.maxSequenceLength, 1, 512),
        pathOption({"--input-image", "--input"}, options.input),
        pathOption({"--mask-image", "--mask"}, options.mask),
        pathOption({"--control-image", "--control"}, options.control),
        flagOption({"--paste-back"}, request.pasteBack, true),
        flagOption({"--no-paste-back"}, request.pasteBack, false),
        wordOption<ResizeMode>({"--resize-mode"}, request.resizeMode, resizeModeFromString, "stretch, crop or pad"),
        integerOption<std::int64_t>({"--count"}, options.count, 1, MostPictures),
        flagOption({"--json"}, options.asJson),
    };
    addModelOptions(table, options.engine);
    addPartOptions(table, options.engine);
    addDeviceOptions(table, options.engine);
    return table;
}

std::vector<UsageFault> checkOptions(const GenerateOptions& options) { return Checker(options).run(); }

std::vector<std::string> unusedOptionWarnings(const GenerateOptions& options)
{
    const auto& request = options.request;
    const auto mode = " in mode " + std::string(toString(request.mode));
    std::vector<std::string> warnings;
    const bool givesSize = request.width == 0 || request.height == 0;
    if (request.mode == Mode::TextToImage && !options.input.empty() && !givesSize) {
        warnings.push_back("--input is not used" + mode + "; --mode img2img starts from it");
    }
    if (request.mode != Mode::Fill && !options.mask.empty()) {
        warnings.push_back("--mask is not used" + mode + "; --mode fill repaints its white area");
    }
    if (request.mode == Mode::TextToImage && request.strength) {
        warnings.push_back("--strength is not used" + mode);
    }
    if (request.negativePrompt && request.trueCfgScale <= 1) {
        warnings.emplace_back("--negative-prompt is not used without --true-cfg above 1");
    }
    if (!request.negativePrompt && request.trueCfgScale > 1) {
        warnings.emplace_back("--true-cfg is not used without --negative-prompt");
    }
    return warnings;
}

std::optional<std::string> checkPrompt(std::string& prompt)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(QByteArrayView(prompt.data(), static_cast<qsizetype>(prompt.size())));
    if (decoder.hasError()) {
        return "is not valid UTF-8";
    }
    if (text.contains(QChar(u'\0'))) {
        return "contains a NUL character";
    }
    prompt = text.trimmed().toStdString();
    const auto characters
        = std::ranges::count_if(prompt, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; });
    if (characters < 1 || characters > MostPromptCharacters) {
        return "has " + std::to_string(characters) + " characters, 1 to " + std::to_string(MostPromptCharacters)
            + " are allowed";
    }
    return std::nullopt;
}

std::int64_t drawSeed()
{
    std::random_device device;
    return std::int64_t{static_cast<std::uint32_t>(device())};
}

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
