// The key styles that diffusers 0.42.1 converts in loaders/lora_conversion_utils.py, as one table: once dots are
// underscores, kohya's, ComfyUI's, BFL's and diffusers' own names differ only in their beginning and in what they call
// a layer.
#include "lora_names.h"

#include <algorithm>
#include <array>
#include <span>

namespace genserve::weights {

namespace {

using Kind = LoraKey::Kind;

struct Ending {
    std::string_view text;
    Kind kind;
    bool isKohya = false;
};

// The first that fits counts. ".down.weight" is XLabs' and old diffusers' ("to_q_lora.down.weight").
constexpr std::array Endings{
    Ending{".lora_A.weight", Kind::Down},
    Ending{".lora_B.weight", Kind::Up},
    Ending{".lora_A.default.weight", Kind::Down},
    Ending{".lora_B.default.weight", Kind::Up},
    Ending{".lora_B.bias", Kind::Bias},
    Ending{".lora_down.weight", Kind::Down, true},
    Ending{".lora_up.weight", Kind::Up, true},
    Ending{".lora_linear_layer.down.weight", Kind::Down},
    Ending{".lora_linear_layer.up.weight", Kind::Up},
    Ending{".lora.down.weight", Kind::Down},
    Ending{".lora.up.weight", Kind::Up},
    Ending{"_lora.down.weight", Kind::Down},
    Ending{"_lora.up.weight", Kind::Up},
    Ending{".down.weight", Kind::Down},
    Ending{".up.weight", Kind::Up},
    Ending{".alpha", Kind::Alpha},
    Ending{".scale", Kind::Norm},
    Ending{".weight", Kind::Norm},
};

// What trainers put before a layer's name; several may stand one after another.
constexpr std::array<std::string_view, 8> Beginnings{
    "base_model.model.", "model.diffusion_model.", "diffusion_model.", "transformer.",
    "text_encoder.",     "text_encoder_2.",        "lora_unet.",       "text_encoders.clip_l.transformer."};
constexpr std::array<std::string_view, 9> FlatBeginnings{"text_encoders_t5xxl_transformer_",
                                                         "lora_unet_",
                                                         "lora_transformer_",
                                                         "lycoris_",
                                                         "lora_te_",
                                                         "lora_te1_",
                                                         "lora_te2_", // OneTrainer's T5
                                                         "lora_te3_",
                                                         "text_model_"};

struct Rule {
    std::string_view name;    // with underscores for dots
    std::string_view modules; // separated by spaces
};

constexpr std::array Outside{
    Rule{"img_in", "x_embedder"},
    Rule{"txt_in", "context_embedder"},
    Rule{"time_in_in_layer", "time_text_embed.timestep_embedder.linear_1"},
    Rule{"time_in_out_layer", "time_text_embed.timestep_embedder.linear_2"},
    Rule{"guidance_in_in_layer", "time_text_embed.guidance_embedder.linear_1"},
    Rule{"guidance_in_out_layer", "time_text_embed.guidance_embedder.linear_2"},
    Rule{"vector_in_in_layer", "time_text_embed.text_embedder.linear_1"},
    Rule{"vector_in_out_layer", "time_text_embed.text_embedder.linear_2"},
    Rule{"final_layer_linear", "proj_out"},
    Rule{"final_layer_adaLN_modulation_1", "norm_out.linear"},
    Rule{"x_embedder", "x_embedder"},
    Rule{"context_embedder", "context_embedder"},
    Rule{"time_text_embed_timestep_embedder_linear_1", "time_text_embed.timestep_embedder.linear_1"},
    Rule{"time_text_embed_timestep_embedder_linear_2", "time_text_embed.timestep_embedder.linear_2"},
    Rule{"time_text_embed_guidance_embedder_linear_1", "time_text_embed.guidance_embedder.linear_1"},
    Rule{"time_text_embed_guidance_embedder_linear_2", "time_text_embed.guidance_embedder.linear_2"},
    Rule{"time_text_embed_text_embedder_linear_1", "time_text_embed.text_embedder.linear_1"},
    Rule{"time_text_embed_text_embedder_linear_2", "time_text_embed.text_embedder.linear_2"},
    Rule{"proj_out", "proj_out"},
    Rule{"norm_out_linear", "norm_out.linear"},
};
constexpr std::string_view SwappedLayer = "final_layer_adaLN_modulation_1";

constexpr std::array Double{
    Rule{"img_mod_lin", "norm1.linear"},
    Rule{"txt_mod_lin", "norm1_context.linear"},
    Rule{"img_attn_qkv", "attn.to_q attn.to_k attn.to_v"},
    Rule{"txt_attn_qkv", "attn.add_q_proj attn.add_k_proj attn.add_v_proj"},
    Rule{"img_attn_proj", "attn.to_out.0"},
    Rule{"txt_attn_proj", "attn.to_add_out"},
    Rule{"img_mlp_0", "ff.net.0.proj"},
    Rule{"img_mlp_2", "ff.net.2"},
    Rule{"txt_mlp_0", "ff_context.net.0.proj"},
    Rule{"txt_mlp_2", "ff_context.net.2"},
    Rule{"processor_qkv_lora1", "attn.to_q attn.to_k attn.to_v"}, // XLabs
    Rule{"processor_qkv_lora2", "attn.add_q_proj attn.add_k_proj attn.add_v_proj"},
    Rule{"processor_proj_lora1", "attn.to_out.0"},
    Rule{"processor_proj_lora2", "attn.to_add_out"},
    Rule{"norm1_linear", "norm1.linear"},
    Rule{"norm1_context_linear", "norm1_context.linear"},
    Rule{"attn_to_q", "attn.to_q"},
    Rule{"attn_to_k", "attn.to_k"},
    Rule{"attn_to_v", "attn.to_v"},
    Rule{"attn_add_q_proj", "attn.add_q_proj"},
    Rule{"attn_add_k_proj", "attn.add_k_proj"},
    Rule{"attn_add_v_proj", "attn.add_v_proj"},
    Rule{"attn_to_out_0", "attn.to_out.0"},
    Rule{"attn_to_out", "attn.to_out.0"}, // old diffusers
    Rule{"attn_to_add_out", "attn.to_add_out"},
    Rule{"ff_net_0_proj", "ff.net.0.proj"},
    Rule{"ff_net_2", "ff.net.2"},
    Rule{"ff_context_net_0_proj", "ff_context.net.0.proj"},
    Rule{"ff_context_net_2", "ff_context.net.2"},
};

constexpr std::array Single{
    Rule{"modulation_lin", "norm.linear"}, Rule{"linear1", "attn.to_q attn.to_k attn.to_v proj_mlp"},
    Rule{"linear2", "proj_out"},           Rule{"processor_qkv", "attn.to_q attn.to_k attn.to_v"}, // XLabs
    Rule{"processor_proj", "proj_out"},    Rule{"norm_linear", "norm.linear"},
    Rule{"attn_to_q", "attn.to_q"},        Rule{"attn_to_k", "attn.to_k"},
    Rule{"attn_to_v", "attn.to_v"},        Rule{"proj_mlp", "proj_mlp"},
    Rule{"proj_out", "proj_out"},
};

constexpr std::array DoubleNorms{
    Rule{"img_attn_norm_query_norm", "attn.norm_q"},
    Rule{"img_attn_norm_key_norm", "attn.norm_k"},
    Rule{"txt_attn_norm_query_norm", "attn.norm_added_q"},
    Rule{"txt_attn_norm_key_norm", "attn.norm_added_k"},
    Rule{"attn_norm_q", "attn.norm_q"},
    Rule{"attn_norm_k", "attn.norm_k"},
    Rule{"attn_norm_added_q", "attn.norm_added_q"},
    Rule{"attn_norm_added_k", "attn.norm_added_k"},
};

constexpr std::array SingleNorms{
    Rule{"norm_query_norm", "attn.norm_q"},
    Rule{"norm_key_norm", "attn.norm_k"},
    Rule{"attn_norm_q", "attn.norm_q"},
    Rule{"attn_norm_k", "attn.norm_k"},
};

constexpr std::array ClipLayer{
    Rule{"self_attn_q_proj", "self_attn.q_proj"},
    Rule{"self_attn_k_proj", "self_attn.k_proj"},
    Rule{"self_attn_v_proj", "self_attn.v_proj"},
    Rule{"self_attn_out_proj", "self_attn.out_proj"},
    Rule{"self_attn_to_q", "self_attn.q_proj"},
    Rule{"self_attn_to_k", "self_attn.k_proj"}, // old diffusers
    Rule{"self_attn_to_v", "self_attn.v_proj"},
    Rule{"self_attn_to_out", "self_attn.out_proj"},
    Rule{"mlp_fc1", "mlp.fc1"},
    Rule{"mlp_fc2", "mlp.fc2"},
};

constexpr std::array T5Block{
    Rule{"layer_0_SelfAttention_q", "layer.0.SelfAttention.q"},
    Rule{"layer_0_SelfAttention_k", "layer.0.SelfAttention.k"},
    Rule{"layer_0_SelfAttention_v", "layer.0.SelfAttention.v"},
    Rule{"layer_0_SelfAttention_o", "layer.0.SelfAttention.o"},
    Rule{"layer_1_DenseReluDense_wi_0", "layer.1.DenseReluDense.wi_0"},
    Rule{"layer_1_DenseReluDense_wi_1", "layer.1.DenseReluDense.wi_1"},
    Rule{"layer_1_DenseReluDense_wo", "layer.1.DenseReluDense.wo"},
};

// A numbered list of like layers: "double_blocks_3_..." is "transformer_blocks.3....".
struct List {
    std::string_view name, module;
    std::span<const Rule> rules, norms;
    LoraTarget target = LoraTarget::Transformer;
};

constexpr std::array Lists{
    List{"double_blocks_", "transformer_blocks.", Double, DoubleNorms},
    List{"transformer_blocks_", "transformer_blocks.", Double, DoubleNorms},
    List{"single_blocks_", "single_transformer_blocks.", Single, SingleNorms},
    List{"single_transformer_blocks_", "single_transformer_blocks.", Single, SingleNorms},
    List{"encoder_layers_", "encoder.layers.", ClipLayer, {}, LoraTarget::ClipText},
    List{"encoder_block_", "encoder.block.", T5Block, {}, LoraTarget::T5Encoder},
};

bool removeEnding(std::string_view& name, std::string_view ending)
{
    const bool isThere = name.ends_with(ending);
    name.remove_suffix(isThere ? ending.size() : 0);
    return isThere;
}

bool removeBeginning(std::string_view& name, std::string_view beginning)
{
    const bool isThere = name.starts_with(beginning);
    name.remove_prefix(isThere ? beginning.size() : 0);
    return isThere;
}

template <class Range>
void removeBeginnings(std::string_view& name, const Range& beginnings)
{
    while (
        std::ranges::any_of(beginnings, [&](std::string_view beginning) { return removeBeginning(name, beginning); })) {
    }
}

const Ending* endingOf(std::string_view key)
{
    const auto* const found =
        std::ranges::find_if(Endings, [key](const Ending& ending) { return key.ends_with(ending.text); });
    return found == Endings.end() ? nullptr : found;
}

// "lora_te1_text_model.encoder..." -> "encoder_layers_0_mlp_fc1"
std::string flatName(std::string_view path)
{
    removeBeginnings(path, Beginnings);
    std::string flat(path);
    std::ranges::replace(flat, '.', '_');
    std::string_view rest = flat;
    removeBeginnings(rest, FlatBeginnings);
    removeEnding(rest, "_lora"); // XLabs: "processor.qkv_lora"
    std::string name(rest);
    constexpr std::string_view Processor = "_attn_processor_"; // old diffusers
    if (const auto place = name.find(Processor); place != std::string::npos) {
        name.replace(place, Processor.size(), "_attn_");
    }
    return name;
}

void addModules(LoraKey& key, std::span<const Rule> rules, std::string_view layer, const std::string& scope)
{
    const auto rule = std::ranges::find(rules, layer, &Rule::name);
    if (rule == rules.end()) {
        return;
    }
    std::string_view rest = rule->modules;
    while (!rest.empty()) {
        const std::string_view module = rest.substr(0, rest.find(' '));
        key.modules.push_back(scope + std::string(module));
        rest.remove_prefix(std::min(rest.size(), module.size() + 1));
    }
}

void place(LoraKey& key, std::string_view name)
{
    for (const List& list : Lists) {
        std::string_view layer = name;
        if (!removeBeginning(layer, list.name)) {
            continue;
        }
        const std::string_view number = layer.substr(0, layer.find_first_not_of("0123456789"));
        layer.remove_prefix(number.size());
        if (!number.empty() && removeBeginning(layer, "_")) {
            key.target = list.target;
            addModules(key, key.kind == Kind::Norm ? list.norms : list.rules, layer,
                       std::string(list.module) + std::string(number) + ".");
        }
        return;
    }
    if (key.kind != Kind::Norm) {
        addModules(key, Outside, name, "");
        key.order = name == SwappedLayer ? LoraKey::Order::HalvesSwapped : LoraKey::Order::AsStored;
    }
}

} // namespace

LoraKey parseLoraKey(std::string_view key)
{
    const Ending* const ending = endingOf(key);
    if (ending == nullptr) {
        return {};
    }
    LoraKey parsed;
    parsed.kind = ending->kind;
    parsed.isKohya = ending->isKohya;
    removeEnding(key, ending->text);
    if (const Ending* const inner = parsed.kind == Kind::Alpha ? endingOf(key) : nullptr) {
        removeEnding(key, inner->text); // "q_proj.lora_linear_layer.down.weight.alpha"
    }
    place(parsed, flatName(key));
    return parsed.modules.empty() ? LoraKey{} : parsed;
}

std::string_view foreignAdapter(std::string_view key)
{
    struct Mark {
        std::string_view text, kind;
    };
    constexpr std::array Marks{
        Mark{"dora_scale", "DoRA"},
        Mark{"lora_magnitude_vector", "DoRA"},
        Mark{".lokr_", "LoKr"},
        Mark{".hada_", "LoHa"},
        Mark{".boft_", "BOFT"},
        Mark{".oft_", "OFT"},
        Mark{"oft_blocks", "OFT"},
        Mark{".lora_mid.", "LoCon"},
        Mark{"lora_controlnet", "Control-LoRA"},
    };
    const auto* const mark = std::ranges::find_if(
        Marks, [key](const Mark& entry) { return key.find(entry.text) != std::string_view::npos; });
    return mark == Marks.end() ? std::string_view{} : mark->kind;
}

} // namespace genserve::weights
