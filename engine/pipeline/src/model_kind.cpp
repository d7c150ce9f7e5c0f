#include "model_kind.h"

#include <algorithm>
#include <array>
#include <vector>

namespace genserve::pipeline {
namespace {

struct KindRow {
    ModelKind kind;
    std::string_view word; // what its name says
    std::string_view id;
    std::string_view title;
    KindValues values;
};

// Guidance and steps as diffusers' documentation gives them for each release.
constexpr std::array Rows{
    KindRow{ModelKind::Dev,
            "dev",
            "flux1-dev",
            "FLUX.1-dev",
            {50, 3.5, "FLUX.1 with guidance: text to image, image to image, inpainting"}},
    KindRow{ModelKind::Schnell,
            "schnell",
            "flux1-schnell",
            "FLUX.1-schnell",
            {4, 3.5, "FLUX.1 without guidance, for few steps: text to image, image to image, inpainting"}},
    KindRow{ModelKind::Kontext,
            "kontext",
            "flux1-kontext-dev",
            "FLUX.1-Kontext-dev",
            {28, 2.5, "FLUX.1 trained for editing by instruction, used here as a model with guidance"}},
    KindRow{ModelKind::Fill,
            "fill",
            "flux1-fill-dev",
            "FLUX.1-Fill-dev",
            {50, 30, "FLUX.1 made for repainting and outpainting: fill"}},
    KindRow{ModelKind::Canny,
            "canny",
            "flux1-canny-dev",
            "FLUX.1-Canny-dev",
            {50, 30, "FLUX.1 led by an edge map: controlnet"}},
    KindRow{ModelKind::Depth,
            "depth",
            "flux1-depth-dev",
            "FLUX.1-Depth-dev",
            {50, 10, "FLUX.1 led by a depth map: controlnet"}},
    KindRow{ModelKind::Control, "", "", "", {50, 30, "FLUX.1 led by a control picture: controlnet"}},
    KindRow{ModelKind::Redux,
            "redux",
            "flux1-redux-dev",
            "FLUX.1-Redux-dev",
            {50, 2.5, "Picture prompts for FLUX.1; listed only, this version does not run it"}},
    KindRow{ModelKind::Unknown,
            "",
            "",
            "",
            {50, 3.5, "FLUX model of an unknown kind; listed only, this version does not run it"}},
};

const KindRow& rowOf(ModelKind kind)
{
    const auto* const row = std::ranges::find(Rows, kind, &KindRow::kind);
    return row == Rows.end() ? Rows.back() : *row;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool isAlphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// "FLUX.1-Fill-dev" -> flux, 1, fill, dev
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words(1);
    for (const char c : name) {
        if (isAlphanumeric(lower(c))) {
            words.back() += lower(c);
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

bool contains(const std::vector<std::string>& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

// The words of the releases' own names and of the precisions that their converted files are named after.
bool isOfficialWord(const std::string& word)
{
    constexpr std::array<std::string_view, 20> Official{
        "flux", "flux1", "1",    "dev", "schnell", "kontext", "fill", "canny",  "depth", "redux",
        "fp32", "fp16",  "bf16", "fp8", "float16", "float8",  "e4m3", "e4m3fn", "e5m2",  "bfloat16"};
    return std::ranges::find(Official, word) != Official.end();
}

// "dev" ends most releases' names, so the other words decide first.
std::string_view kindWord(const std::vector<std::string>& words)
{
    for (const KindRow& row : Rows) {
        if (!row.word.empty() && row.word != "dev" && contains(words, row.word)) {
            return row.word;
        }
    }
    return contains(words, "dev") ? "dev" : "";
}

} // namespace

ModelKind kindOf(const models::FluxTransformerConfig& config, std::string_view name)
{
    const auto word = kindWord(wordsOf(name));
    if (config.in_channels == config.out_channels) {
        const bool isKontext = config.guidance_embeds && word == "kontext";
        return isKontext ? ModelKind::Kontext : config.guidance_embeds ? ModelKind::Dev : ModelKind::Schnell;
    }
    if (config.in_channels == 2 * config.out_channels) {
        return word == "canny" ? ModelKind::Canny : word == "depth" ? ModelKind::Depth : ModelKind::Control;
    }
    // Noise, the masked picture and 64 or so mask values a latent cell.
    return config.in_channels > 2 * config.out_channels ? ModelKind::Fill : ModelKind::Unknown;
}

OfficialName officialName(ModelKind kind, std::string_view name)
{
    const auto words = wordsOf(name);
    const KindRow& row = rowOf(kind);
    const bool isFlux = contains(words, "flux1") || contains(words, "flux");
    if (row.word.empty() || !isFlux || kindWord(words) != row.word || !std::ranges::all_of(words, isOfficialWord)) {
        return {};
    }
    return {std::string(row.id), std::string(row.title)};
}

KindValues valuesOf(ModelKind kind) { return rowOf(kind).values; }

std::string idFromName(std::string_view name)
{
    constexpr std::size_t Longest = 64;
    std::string id;
    for (const char c : name) {
        const char small = lower(c);
        const bool fits = isAlphanumeric(small) || small == '.' || small == '_' || small == '-';
        const char next = fits ? small : '-';
        if (id.size() < Longest && (fits || !id.ends_with('-'))) {
            id += next;
        }
    }
    const auto first = id.find_first_not_of("-.");
    const auto last = id.find_last_not_of("-.");
    return first == std::string::npos ? "model" : id.substr(first, last - first + 1);
}

} // namespace genserve::pipeline
