#include "prompt_encoder.h"

#include <algorithm>
#include <utility>

#include <ATen/ATen.h>

namespace genserve::pipeline {
namespace {

constexpr std::size_t MostRemembered = 32; // of 4 MB each in bf16

std::vector<std::int64_t> padded(const text::Tokenizer& tokenizer, std::vector<std::int64_t> ids, std::int64_t length)
{
    ids.resize(static_cast<std::size_t>(length), tokenizer.padId());
    return ids;
}

// Of every token; empty where all of them are 1. A token belongs to the character that it begins with.
std::vector<float> tokenWeights(const text::TokenizedText& text, const std::vector<PromptWeight>& weights, int length)
{
    std::vector<float> found(static_cast<std::size_t>(length), 1.0F);
    bool isWeighted = false;
    for (std::size_t i = 0; i < text.begins.size(); ++i) {
        const std::size_t begin = text.begins[i];
        const auto it = std::ranges::find_if(
            weights, [&](const PromptWeight& one) { return one.begin <= begin && begin < one.end; });
        if (it != weights.end()) {
            found[i] = static_cast<float>(it->weight);
            isWeighted = true;
        }
    }
    return isWeighted ? found : std::vector<float>();
}

void release(const weights::Parameters& parameters)
{
    for (const auto& parameter : parameters.all()) {
        parameter.target->reset();
    }
}

// Reads some parameters and releases them at the end of its life.
class Visit {
public:
    static Expected<Visit> make(weights::Parameters parameters, const weights::Checkpoint& checkpoint,
                                const weights::LoadOptions& options)
    {
        return weights::load(parameters, checkpoint, options).map([&] { return Visit(std::move(parameters)); });
    }
    ~Visit() { release(m_parameters); }
    Visit(Visit&& other) noexcept : m_parameters(std::exchange(other.m_parameters, {})) {}
    Visit& operator=(Visit&&) = delete;
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

private:
    explicit Visit(weights::Parameters parameters) : m_parameters(std::move(parameters)) {}
    weights::Parameters m_parameters;
};

} // namespace

std::vector<PromptTexts> promptsOf(const ResolvedRequest& request, const std::string& loras)
{
    const int length = request.maxSequenceLength;
    std::vector<PromptTexts> texts{{request.prompt, request.prompt2, request.prompt2Weights, length, loras}};
    if (request.useTrueCfg) {
        texts.push_back({request.negativePrompt, request.negativePrompt, request.negativeWeights, length, loras});
    }
    return texts;
}

PromptEncoder::PromptEncoder(Tokenizers tokenizers, const models::ClipTextConfig& clip,
                             weights::Checkpoint clipCheckpoint, const models::T5EncoderConfig& t5,
                             weights::Checkpoint t5Checkpoint)
    : m_tokenizers(std::move(tokenizers)),
      m_clipCheckpoint(std::move(clipCheckpoint)),
      m_t5Checkpoint(std::move(t5Checkpoint)),
      m_clip(std::make_unique<models::ClipTextModel>(clip, m_clipParameters)),
      m_t5(std::make_unique<models::T5EncoderModel>(t5, m_t5Parameters))
{
}

Expected<void> PromptEncoder::keep(const Read& read)
{
    if (m_isKept) {
        return {};
    }
    auto done = read(m_clipParameters, m_clipCheckpoint).and_then([&] { return read(m_t5Parameters, m_t5Checkpoint); });
    m_isKept = done.has_value();
    if (!done) {
        release(m_clipParameters);
    }
    return done;
}

void PromptEncoder::drop()
{
    release(m_clipParameters);
    release(m_t5Parameters);
    m_isKept = false;
}

void PromptEncoder::warmUp() const
{
    constexpr std::int64_t T5Length = 512;
    static_cast<void>(m_clip->forward(padded(*m_tokenizers.clip, {}, m_tokenizers.clipLimit)));
    static_cast<void>(m_t5->forward(padded(*m_tokenizers.t5, {}, T5Length)));
}

Expected<PromptEmbeds> PromptEncoder::encode(const PromptTexts& texts, const weights::LoadOptions& options)
{
    const auto known = std::ranges::find(m_remembered, texts, &Remembered::texts);
    if (known != m_remembered.end()) {
        std::rotate(m_remembered.begin(), known, known + 1);
        const PromptEmbeds& embeds = m_remembered.front().embeds;
        return PromptEmbeds{embeds.pooled.to(options.device), embeds.tokens.to(options.device), embeds.cut};
    }
    auto t5Text = m_tokenizers.t5->tokenize(texts.prompt2, texts.maxSequenceLength);
    auto pooled = pooledOf(texts, options);
    if (!pooled) {
        return tl::unexpected(pooled.error());
    }
    auto tokens = tokensOf(padded(*m_tokenizers.t5, t5Text.ids, texts.maxSequenceLength), options);
    if (!tokens) {
        return tl::unexpected(tokens.error());
    }
    const auto tokenWeighting = tokenWeights(t5Text, texts.weights, texts.maxSequenceLength);
    if (!tokenWeighting.empty()) {
        tokens = weighted(*tokens, tokenWeighting, texts, options);
        if (!tokens) {
            return tl::unexpected(tokens.error());
        }
    }
    ++m_encodings;
    PromptEmbeds embeds{std::move(*pooled), std::move(*tokens), std::move(t5Text.cut)};
    m_remembered.push_front({texts, {embeds.pooled.cpu(), embeds.tokens.cpu(), embeds.cut}});
    if (m_remembered.size() > MostRemembered) {
        m_remembered.pop_back();
    }
    return embeds;
}

Expected<at::Tensor> PromptEncoder::pooledOf(const PromptTexts& texts, const weights::LoadOptions& options)
{
    const auto clipText = m_tokenizers.clip->tokenize(texts.prompt, m_tokenizers.clipLimit);
    const auto ids = padded(*m_tokenizers.clip, clipText.ids, m_tokenizers.clipLimit);
    if (m_isKept) {
        return m_clip->forward(ids);
    }
    return Visit::make(m_clipParameters, m_clipCheckpoint, options).map([&](const Visit&) {
        return m_clip->forward(ids);
    });
}

Expected<at::Tensor> PromptEncoder::tokensOf(const std::vector<std::int64_t>& ids, const weights::LoadOptions& options)
{
    return m_isKept ? m_t5->forward(ids) : tokensByLayer(ids, options);
}

// As ComfyUI does for FLUX (comfy/sd1_clip.py: encode_token_weights): a token moves away from what T5 says of an empty
// prompt at its place, or towards it, so that weight 0 leaves nothing of it. Multiplying the states themselves, as
// A1111 and Forge do, also scales what all of T5's states have in common. CLIP's vector of the whole stays as it is.
Expected<at::Tensor> PromptEncoder::weighted(const at::Tensor& tokens, const std::vector<float>& weights,
                                             const PromptTexts& texts, const weights::LoadOptions& options)
{
    if (m_empty.length != texts.maxSequenceLength || m_empty.loras != texts.loras) {
        const auto ids = m_tokenizers.t5->tokenize("", texts.maxSequenceLength).ids;
        const auto encoded = tokensOf(padded(*m_tokenizers.t5, ids, texts.maxSequenceLength), options);
        if (!encoded) {
            return encoded;
        }
        m_empty = {texts.maxSequenceLength, texts.loras, encoded->cpu()};
    }
    const at::Tensor weight = at::tensor(weights, at::kFloat).unsqueeze(1).to(tokens.device()); // [L, 1]
    const at::Tensor empty = m_empty.tokens.to(tokens.device()).to(at::kFloat);
    const at::Tensor moved = (tokens.to(at::kFloat) - empty) * weight + empty;
    return at::where(weight == 1, tokens, moved.to(tokens.scalar_type())); // bit for bit where nothing was asked
}

Expected<at::Tensor> PromptEncoder::tokensByLayer(const std::vector<std::int64_t>& ids,
                                                  const weights::LoadOptions& options)
{
    const auto read = [&](const std::function<bool(const std::string&)>& isWanted) {
        const auto isIt = [&](const weights::Parameter& parameter) { return isWanted(parameter.names.front()); };
        return Visit::make(m_t5Parameters.part(isIt), m_t5Checkpoint, options);
    };
    const auto ends = read([](const std::string& name) {
        return name != "shared.weight"
               && (!name.starts_with("encoder.block.") || name.find("relative_attention_bias") != std::string::npos);
    });
    if (!ends) {
        return tl::unexpected(ends.error());
    }
    auto state = read([](const std::string& name) { return name == "shared.weight"; }).map([&](const Visit&) {
        return m_t5->embed(ids);
    });
    for (std::int64_t i = 0; state && i < m_t5->config().num_layers; ++i) {
        const std::string scope = "encoder.block." + std::to_string(i) + ".";
        const auto layer = read([&](const std::string& name) {
            return name.starts_with(scope) && name.find("relative_attention_bias") == std::string::npos;
        });
        if (!layer) {
            return tl::unexpected(layer.error());
        }
        m_t5->runLayer(static_cast<std::size_t>(i), *state);
    }
    return state.map([&](const models::T5EncoderModel::State& done) { return m_t5->finish(done); });
}

} // namespace genserve::pipeline
