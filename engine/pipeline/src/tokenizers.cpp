#include "pipeline/tokenizers.h"

#include <algorithm>
#include <string>

#include "component_configs.h"

namespace genserve::pipeline {
namespace {

Expected<void> checkVocabulary(const text::Tokenizer& tokenizer, std::int64_t rows,
                               const weights::Checkpoint& checkpoint)
{
    if (tokenizer.idCount() > rows) {
        return failure(ErrorCode::UnsupportedFormat,
                       "the tokenizer has ids up to " + std::to_string(tokenizer.idCount() - 1)
                           + ", the encoder's embedding has " + std::to_string(rows) + " rows",
                       checkpoint.files.empty() ? "" : checkpoint.files.front().string());
    }
    return {};
}

} // namespace

Expected<Tokenizers> openTokenizers(const ModelParts& parts, const std::filesystem::path& bundled)
{
    const auto clipConfig = readConfig<models::ClipTextConfig>(parts.clipConfig, parts.clip);
    if (!clipConfig) {
        return tl::unexpected(clipConfig.error());
    }
    const auto t5Config = readConfig<models::T5EncoderConfig>(parts.t5Config, parts.t5);
    if (!t5Config) {
        return tl::unexpected(t5Config.error());
    }
    auto clip = text::loadClipTokenizer(parts.clipTokenizer.empty() ? bundled / "clip" : parts.clipTokenizer);
    if (!clip) {
        return tl::unexpected(clip.error());
    }
    auto t5 = text::loadT5Tokenizer(parts.t5Tokenizer.empty() ? bundled / "t5" : parts.t5Tokenizer);
    if (!t5) {
        return tl::unexpected(t5.error());
    }
    auto fits = checkVocabulary(**clip, clipConfig->vocab_size, parts.clip).and_then([&] {
        return checkVocabulary(**t5, t5Config->vocab_size, parts.t5);
    });
    if (!fits) {
        return tl::unexpected(fits.error());
    }
    const auto clipLimit = std::min((*clip)->modelMaxLength(), clipConfig->max_position_embeddings);
    return Tokenizers{std::move(*clip), std::move(*t5), clipLimit};
}

} // namespace genserve::pipeline
