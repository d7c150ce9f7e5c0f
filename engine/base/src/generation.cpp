#include "base/generation.h"

#include <array>
#include <utility>

namespace genserve {
namespace {

template <class E, std::size_t N>
using Words = std::array<std::pair<E, std::string_view>, N>;

constexpr Words<Mode, 4> ModeWords{{{Mode::TextToImage, "text2img"},
                                    {Mode::ImageToImage, "img2img"},
                                    {Mode::Fill, "fill"},
                                    {Mode::ControlNet, "controlnet"}}};
constexpr Words<ResizeMode, 3> ResizeModeWords{
    {{ResizeMode::Stretch, "stretch"}, {ResizeMode::Crop, "crop"}, {ResizeMode::Pad, "pad"}}};
constexpr Words<Precision, 3> PrecisionWords{
    {{Precision::Float32, "fp32"}, {Precision::BFloat16, "bf16"}, {Precision::Float8, "fp8"}}};
constexpr Words<ControlType, 4> ControlTypeWords{{{ControlType::None, "none"},
                                                  {ControlType::Canny, "canny"},
                                                  {ControlType::Depth, "depth"},
                                                  {ControlType::OpenPose, "openpose"}}};
constexpr Words<StepCache, 4> StepCacheWords{{{StepCache::Off, "off"},
                                              {StepCache::Light, "light"},
                                              {StepCache::Medium, "medium"},
                                              {StepCache::Strong, "strong"}}};
constexpr Words<Stage, 5> StageWords{{{Stage::Load, "load"},
                                      {Stage::Text, "text"},
                                      {Stage::Encode, "encode"},
                                      {Stage::Denoise, "denoise"},
                                      {Stage::Decode, "decode"}}};

template <class E, std::size_t N>
std::string_view wordOf(const Words<E, N>& words, E value)
{
    for (const auto& [candidate, word] : words) {
        if (candidate == value) {
            return word;
        }
    }
    return {};
}

template <class E, std::size_t N>
std::optional<E> valueOf(const Words<E, N>& words, std::string_view word)
{
    for (const auto& [value, candidate] : words) {
        if (candidate == word) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view toString(Mode mode) { return wordOf(ModeWords, mode); }
std::string_view toString(ResizeMode mode) { return wordOf(ResizeModeWords, mode); }
std::string_view toString(Precision precision) { return wordOf(PrecisionWords, precision); }
std::string_view toString(ControlType type) { return wordOf(ControlTypeWords, type); }
std::string_view toString(StepCache cache) { return wordOf(StepCacheWords, cache); }
std::string_view toString(Stage stage) { return wordOf(StageWords, stage); }
std::optional<Mode> modeFromString(std::string_view word) { return valueOf(ModeWords, word); }
std::optional<ResizeMode> resizeModeFromString(std::string_view word) { return valueOf(ResizeModeWords, word); }
std::optional<Precision> precisionFromString(std::string_view word) { return valueOf(PrecisionWords, word); }
std::optional<ControlType> controlTypeFromString(std::string_view word) { return valueOf(ControlTypeWords, word); }
std::optional<StepCache> stepCacheFromString(std::string_view word) { return valueOf(StepCacheWords, word); }

} // namespace genserve
