#include "tasks/foreign_texts.h"

#include "a1111_text.h"
#include "base/prompt_weights.h"
#include "comfy_graph.h"
#include "foreign_json.h"
#include "jpeg_texts.h"
#include "png_chunks.h"
#include "png_text.h"
#include "tasks/picture_format.h"
#include "tasks/request_json.h"
#include "words.h"

#include <algorithm>
#include <array>

namespace genserve::tasks {
namespace {

constexpr std::size_t MaxTextBytes = std::size_t{2} * 1024 * 1024;
constexpr std::array<std::string_view, 4> Keywords{"genserve", "parameters", "invokeai_metadata", "prompt"};

constexpr Words<PictureProgram, 6> ProgramWords{{{PictureProgram::Unknown, ""},
                                                 {PictureProgram::GenServe, "genserve"},
                                                 {PictureProgram::A1111, "a1111"},
                                                 {PictureProgram::ComfyUi, "comfyui"},
                                                 {PictureProgram::InvokeAi, "invokeai"},
                                                 {PictureProgram::SwarmUi, "swarmui"}}};

std::vector<PictureText> pngTexts(std::span<const std::uint8_t> file)
{
    std::vector<PictureText> texts;
    const auto chunks = pngChunks(file);
    if (!chunks) {
        return texts;
    }
    for (const std::string_view keyword : Keywords) {
        // The first of a name counts, so there are four texts to inflate, whatever the file.
        const auto chunk = std::ranges::find(*chunks, keyword, pngTextKeyword);
        if (chunk == chunks->end()) {
            continue;
        }
        if (auto text = pngTextValue(*chunk, MaxTextBytes)) {
            texts.push_back({std::string(keyword), std::move(*text)});
        }
    }
    return texts;
}

const std::string* find(const std::vector<PictureText>& texts, std::string_view keyword)
{
    const auto found = std::ranges::find(texts, keyword, &PictureText::keyword);
    return found == texts.end() || found->text.size() > MaxTextBytes ? nullptr : &found->text;
}

// These programs read the weights of prompts.
GenerationRequest weighted(GenerationRequest request)
{
    request.promptWeights =
        hasPromptWeights(request.prompt) || hasPromptWeights(request.negativePrompt.value_or(std::string()));
    return request;
}

} // namespace

std::string_view toString(PictureProgram program) { return wordOf(ProgramWords, program); }

std::vector<PictureText> foreignTexts(std::span<const std::uint8_t> file)
{
    const auto format = sniffPictureFormat(file);
    if (format == PictureFormat::Png) {
        return pngTexts(file);
    }
    if (format != PictureFormat::Jpeg) {
        return {};
    }
    auto comment = jpegComment(file, MaxTextBytes);
    return comment.empty() ? std::vector<PictureText>() : std::vector<PictureText>{{"parameters", std::move(comment)}};
}

PictureOrigin originOf(const std::vector<PictureText>& texts)
{
    if (const auto* text = find(texts, "genserve")) {
        if (auto own = parseRequest(*text)) {
            return {PictureProgram::GenServe, std::move(own->request)};
        }
    }
    if (const auto* text = find(texts, "invokeai_metadata")) {
        return {PictureProgram::InvokeAi, requestOfInvoke(*text)};
    }
    if (const auto* text = find(texts, "parameters")) {
        // SwarmUI and A1111 share the keyword; the one writes JSON, the other lines.
        const bool isSwarm = text->starts_with('{') && text->find("sui_image_params") != std::string::npos;
        return isSwarm ? PictureOrigin{PictureProgram::SwarmUi, weighted(requestOfSwarm(*text))}
                       : PictureOrigin{PictureProgram::A1111, weighted(requestOfA1111(*text))};
    }
    if (const auto* text = find(texts, "prompt")) {
        return {PictureProgram::ComfyUi, weighted(requestOfComfy(*text))};
    }
    return {};
}

} // namespace genserve::tasks
