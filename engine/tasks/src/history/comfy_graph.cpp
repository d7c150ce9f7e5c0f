#include "comfy_graph.h"

#include "json_fields.h"

#include <initializer_list>

namespace genserve::tasks {
namespace {

using nlohmann::json;

constexpr int MaxHops = 32;

class Graph {
public:
    explicit Graph(json nodes) : m_nodes(std::move(nodes)) {}

    // The inputs of the first node of one of these kinds.
    [[nodiscard]] const json* inputsOfKind(std::initializer_list<std::string_view> kinds) const
    {
        if (!m_nodes.is_object()) {
            return nullptr;
        }
        for (const std::string_view kind : kinds) {
            for (const json& node : m_nodes) {
                const auto* type = fieldOf(node, "class_type");
                if (type && type->is_string() && type->get_ref<const std::string&>() == kind) {
                    return fieldOf(node, "inputs");
                }
            }
        }
        return nullptr;
    }

    // The inputs of the node that an input is linked to: ["node", output].
    [[nodiscard]] const json* linked(const json* inputs, const char* key) const
    {
        const auto* link = inputs ? fieldOf(*inputs, key) : nullptr;
        if (!link || !link->is_array() || link->empty() || !link->front().is_string()) {
            return nullptr;
        }
        const auto* node = fieldOf(m_nodes, link->front().get_ref<const std::string&>().c_str());
        return node ? fieldOf(*node, "inputs") : nullptr;
    }

    // Goes on along `keys` until a node has a text; on the way it meets the guidance.
    [[nodiscard]] std::string textBehind(const json* inputs, std::optional<double>& guidance) const
    {
        for (int hop = 0; inputs && hop < MaxHops; ++hop) {
            takeNumberOf(guidance, *inputs, "guidance");
            for (const char* key : {"text", "t5xxl", "prompt", "value", "string"}) {
                std::string text;
                takeTextOf(text, *inputs, key);
                if (!text.empty()) {
                    return text;
                }
            }
            inputs = next(inputs, {"conditioning", "positive", "conditioning_1", "conditioning_to", "text", "t5xxl"});
        }
        return {};
    }

    // The name of the file that the models before the sampler come from.
    [[nodiscard]] std::string modelBehind(const json* inputs) const
    {
        for (int hop = 0; inputs && hop < MaxHops; ++hop) {
            for (const char* key : {"unet_name", "ckpt_name", "model_name"}) {
                std::string name;
                takeTextOf(name, *inputs, key);
                if (!name.empty()) {
                    return name;
                }
            }
            inputs = next(inputs, {"model", "guider"});
        }
        return {};
    }

private:
    [[nodiscard]] const json* next(const json* inputs, std::initializer_list<const char*> keys) const
    {
        for (const char* key : keys) {
            if (const json* found = linked(inputs, key)) {
                return found;
            }
        }
        return nullptr;
    }

    json m_nodes;
};

// One node with everything.
void takeSampler(GenerationRequest& request, const Graph& graph, const json& sampler)
{
    takeNumberOf(request.seed, sampler, "seed");
    takeNumberOf(request.seed, sampler, "noise_seed");
    takeNumberOf(request.steps, sampler, "steps");
    takeNumberOf(request.cfg, sampler, "cfg");
    std::optional<double> unused;
    if (auto negative = graph.textBehind(graph.linked(&sampler, "negative"), unused); !negative.empty()) {
        request.negativePrompt = std::move(negative);
    }
}

// The nodes that the official FLUX workflows spread a sampler over.
void takeParts(GenerationRequest& request, const Graph& graph, const json& sampler)
{
    if (const json* noise = graph.linked(&sampler, "noise")) {
        takeNumberOf(request.seed, *noise, "noise_seed");
    }
    if (const json* sigmas = graph.linked(&sampler, "sigmas")) {
        takeNumberOf(request.steps, *sigmas, "steps");
    }
}

} // namespace

GenerationRequest requestOfComfy(std::string_view text)
{
    const Graph graph(foreignJson(text));
    GenerationRequest request;
    const json* sampler =
        graph.inputsOfKind({"KSampler", "KSamplerAdvanced", "SamplerCustomAdvanced", "SamplerCustom"});
    if (!sampler) {
        return request;
    }
    takeSampler(request, graph, *sampler);
    takeParts(request, graph, *sampler);
    const json* conditioned = graph.linked(sampler, "guider");
    std::optional<double> guidance;
    request.prompt = graph.textBehind(graph.linked(sampler, "positive"), guidance);
    if (request.prompt.empty()) {
        request.prompt = graph.textBehind(graph.linked(conditioned, "conditioning"), guidance);
    }
    request.cfg = guidance ? guidance : request.cfg;
    request.modelId = graph.modelBehind(sampler);
    for (const char* key : {"latent_image", "latent"}) {
        if (const json* latent = graph.linked(sampler, key)) {
            takeNumberOf(request.width, *latent, "width");
            takeNumberOf(request.height, *latent, "height");
        }
    }
    return request;
}

} // namespace genserve::tasks
