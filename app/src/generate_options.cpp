#include "generate_options.h"
#include "output_file.h"

#include <algorithm>
#include <limits>
#include <random>

#include <QByteArrayView>
#include <QString>
#include <QStringDecoder>

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

std::optional<std::string> encodingProblem(const std::string& text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    if (decoder.hasError()) {
        return "is not valid UTF-8";
    }
    if (decoded.contains(QChar(u'\0'))) {
        return "contains a NUL character";
    }
    return std::nullopt;
}

// Code points of valid UTF-8.
std::int64_t characters(std::string_view text)
{
    return std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; });
}

class Checker {
public:
    explicit Checker(const GenerateOptions& options) : m_options(options), m_faults(checkPaths(options.engine)) {}

    std::vector<UsageFault> run()
    {
        checkSecondText("--prompt-2", m_options.request.prompt2);
        checkSecondText("--negative-prompt", m_options.request.negativePrompt);
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

    // May be empty, unlike the prompt.
    void checkSecondText(std::string_view option, const std::optional<std::string>& text)
    {
        if (const auto problem = text ? encodingProblem(*text) : std::nullopt) {
            report(option, *problem);
        } else if (text && characters(*text) > MostPromptCharacters) {
            report(option, "has " + std::to_string(characters(*text)) + " characters, the limit is "
                               + std::to_string(MostPromptCharacters));
        }
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
        const bool startsFromNoise = mode == Mode::ControlNet && m_options.request.strength.value_or(1) >= 1;
        if (mode != Mode::TextToImage && !startsFromNoise) {
            require("--input", m_options.input);
        }
        if (mode == Mode::Fill && !m_options.request.outpaint) {
            require("--mask", m_options.mask);
        }
        const auto& nets = m_options.controlNets;
        const bool haveOwn = !nets.empty() && std::ranges::none_of(nets, [](auto& net) { return net.image.empty(); });
        if (mode == Mode::ControlNet && !haveOwn) {
            require("--control", m_options.control);
        }
        for (const ControlNetArgument& net : nets) {
            checkExists("--controlnet-image", "controlnets", net.image, m_faults);
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
            report("--width", std::to_string(*width) + "x" + std::to_string(*height) + " has " + std::to_string(area)
                                  + " pixels, the limit is " + std::to_string(MostArea));
        }
    }

    const GenerateOptions& m_options;
    std::vector<UsageFault> m_faults;
};

void addFillOptions(std::vector<Option>& table, GenerationRequest& request)
{
    table.push_back(flagOption({"--paste-back"}, request.pasteBack, true));
    table.push_back(flagOption({"--no-paste-back"}, request.pasteBack, false));
    table.push_back(integerOption<int>({"--mask-grow-px", "--grow"}, request.maskGrowPx, -256, 256));
    table.push_back(integerOption<int>({"--mask-feather-px", "--feather"}, request.maskFeatherPx, 0, 256));
    table.push_back(flagOption({"--only-masked"}, request.onlyMasked));
    table.push_back(integerOption<int>({"--mask-padding-px"}, request.maskPaddingPx, 0, 1024));
    table.push_back(flagOption({"--color-match"}, request.colorMatch));
    table.push_back(outpaintOption(request.outpaint));
}

void addControlOptions(std::vector<Option>& table, GenerateOptions& options)
{
    GenerationRequest& request = options.request;
    table.push_back(loraOption(request.loras));
    table.push_back(wordOption<ControlType>({"--control-type"}, request.controlType, controlTypeFromString,
                                            "canny, depth, openpose or none"));
    table.push_back(flagOption({"--control-preprocess"}, request.controlPreprocess));
    table.push_back(controlNetOption(options.controlNets));
    table.push_back(controlModeOption(options.controlNets));
    table.push_back(controlNetImageOption(options.controlNets));
    table.push_back(realOption({"--controlnet-conditioning-scale"}, request.controlScale, 0, 2));
    table.push_back(realOption({"--control-guidance-start"}, request.controlStart, 0, 1));
    table.push_back(realOption({"--control-guidance-end"}, request.controlEnd, 0, 1));
    table.push_back(flagOption({"--help-pictures"}, options.showsPictureHelp));
}

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
        flagOption({"--prompt-weights"}, request.promptWeights),
        integerOption<int>({"--max-sequence-length"}, request.maxSequenceLength, 1, 512),
        pathOption({"--input-image", "--input"}, options.input),
        pathOption({"--mask-image", "--mask"}, options.mask),
        pathOption({"--control-image", "--control"}, options.control),
        wordOption<ResizeMode>({"--resize-mode"}, request.resizeMode, resizeModeFromString, "stretch, crop or pad"),
        wordOption<StepCache>({"--step-cache"}, request.stepCache, stepCacheFromString, "off, light, medium or strong"),
        integerOption<std::int64_t>({"--count"}, options.count, 1, MostPictures),
        flagOption({"--json"}, options.asJson),
    };
    addFillOptions(table, request);
    addControlOptions(table, options);
    addModelOptions(table, options.engine);
    addPartOptions(table, options.engine);
    addDeviceOptions(table, options.engine);
    return table;
}

std::vector<UsageFault> checkOptions(const GenerateOptions& options) { return Checker(options).run(); }

std::vector<std::string> unusedPictureWarnings(const GenerateOptions& options)
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
    return warnings;
}

std::optional<std::string> checkPrompt(std::string& prompt)
{
    if (const auto problem = encodingProblem(prompt)) {
        return problem;
    }
    prompt = QString::fromStdString(prompt).trimmed().toStdString();
    const auto count = characters(prompt);
    if (count < 1 || count > MostPromptCharacters) {
        return "has " + std::to_string(count) + " characters, 1 to " + std::to_string(MostPromptCharacters)
               + " are allowed";
    }
    return std::nullopt;
}

std::int64_t drawSeed()
{
    std::random_device device;
    return std::int64_t{static_cast<std::uint32_t>(device())};
}

} // namespace genserve::app
