// Prompts to the two embeddings that the transformer takes.
//
// Mirrors FluxPipeline.encode_prompt @ diffusers 0.42.1: CLIP gives the pooled vector, T5 the token sequence; no
// attention mask goes to either. The encoders may stay in memory or be read for each new prompt, T5 layer by layer;
// prompts that were encoded lately are remembered either way.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "base/prompt_weights.h"
#include "models/clip_text.h"
#include "models/t5_encoder.h"
#include "pipeline/resolved_request.h"
#include "pipeline/tokenizers.h"
#include "weights/parameters.h"

namespace genserve::pipeline {

struct PromptEmbeds {
    at::Tensor pooled; // [clip hidden size]
    at::Tensor tokens; // [maxSequenceLength, d_model]
    std::string cut;   // the end of the T5 prompt that did not fit; empty when all did
};

// Texts are UTF-8 and used as they are.
struct PromptTexts {
    std::string prompt, prompt2;
    std::vector<PromptWeight> weights; // of prompt2
    int maxSequenceLength = 512;
    std::string loras; // identifies the LoRAs that act on the encoders now; empty = none
    bool operator==(const PromptTexts&) const = default;
};

// What a run encodes: the prompt and, with true CFG, the negative prompt. loras: see PromptTexts.
std::vector<PromptTexts> promptsOf(const ResolvedRequest& request, const std::string& loras);

class PromptEncoder {
public:
    PromptEncoder(Tokenizers tokenizers, const models::ClipTextConfig& clip, weights::Checkpoint clipCheckpoint,
                  const models::T5EncoderConfig& t5, weights::Checkpoint t5Checkpoint);

    [[nodiscard]] const weights::Parameters& clipParameters() const { return m_clipParameters; }
    [[nodiscard]] const weights::Parameters& t5Parameters() const { return m_t5Parameters; }

    // Reads both encoders by the given function, to stay. Nothing if they are there.
    using Read = std::function<Expected<void>(const weights::Parameters&, const weights::Checkpoint&)>;
    Expected<void> keep(const Read& read);
    // From now on they are read when a prompt needs them.
    void drop();
    [[nodiscard]] bool isKept() const { return m_isKept; }
    // Runs both on padding, with the T5 length of most prompts. They must be kept.
    void warmUp() const;

    // options: for encoders that are not kept.
    Expected<PromptEmbeds> encode(const PromptTexts& texts, const weights::LoadOptions& options);
    // How many prompts have been encoded rather than remembered.
    [[nodiscard]] int encodings() const { return m_encodings; }

private:
    struct Remembered {
        PromptTexts texts;
        PromptEmbeds embeds; // on the CPU
    };

    Expected<at::Tensor> pooledOf(const PromptTexts& texts, const weights::LoadOptions& options);
    Expected<at::Tensor> tokensOf(const std::vector<std::int64_t>& ids, const weights::LoadOptions& options);
    Expected<at::Tensor> weighted(const at::Tensor& tokens, const std::vector<float>& weights, const PromptTexts& texts,
                                  const weights::LoadOptions& options);
    Expected<at::Tensor> tokensByLayer(const std::vector<std::int64_t>& ids, const weights::LoadOptions& options);

    Tokenizers m_tokenizers;
    weights::Parameters m_clipParameters, m_t5Parameters;
    weights::Checkpoint m_clipCheckpoint, m_t5Checkpoint;
    std::unique_ptr<models::ClipTextModel> m_clip;
    std::unique_ptr<models::T5EncoderModel> m_t5;
    bool m_isKept = false;
    std::deque<Remembered> m_remembered; // latest first
    struct {
        int length = 0;
        std::string loras;
        at::Tensor tokens; // on the CPU
    } m_empty;             // the last empty prompt
    int m_encodings = 0;
};

} // namespace genserve::pipeline
