// Names of black-forest-labs/flux (src/flux/model.py, modules/layers.py) to those of diffusers; parallel to
// convert_flux_transformer_checkpoint_to_diffusers @ diffusers 0.42.1, but no size is fixed.
#include "part_keys.h"

#include <array>
#include <numeric>
#include <utility>

#include "tensor_name.h"

namespace genserve::weights {

namespace {

struct Rule {
    std::string_view bfl;
    std::string_view diffusers;
};

constexpr std::array Outside{
    Rule{"img_in", "x_embedder"},
    Rule{"txt_in", "context_embedder"},
    Rule{"time_in.in_layer", "time_text_embed.timestep_embedder.linear_1"},
    Rule{"time_in.out_layer", "time_text_embed.timestep_embedder.linear_2"},
    Rule{"guidance_in.in_layer", "time_text_embed.guidance_embedder.linear_1"},
    Rule{"guidance_in.out_layer", "time_text_embed.guidance_embedder.linear_2"},
    Rule{"vector_in.in_layer", "time_text_embed.text_embedder.linear_1"},
    Rule{"vector_in.out_layer", "time_text_embed.text_embedder.linear_2"},
    Rule{"final_layer.linear", "proj_out"},
};

constexpr std::array Double{
    Rule{"img_mod.lin", "norm1.linear"},
    Rule{"txt_mod.lin", "norm1_context.linear"},
    Rule{"img_attn.norm.query_norm", "attn.norm_q"},
    Rule{"img_attn.norm.key_norm", "attn.norm_k"},
    Rule{"txt_attn.norm.query_norm", "attn.norm_added_q"},
    Rule{"txt_attn.norm.key_norm", "attn.norm_added_k"},
    Rule{"img_attn.proj", "attn.to_out.0"},
    Rule{"txt_attn.proj", "attn.to_add_out"},
    Rule{"img_mlp.0", "ff.net.0.proj"},
    Rule{"img_mlp.2", "ff.net.2"},
    Rule{"txt_mlp.0", "ff_context.net.0.proj"},
    Rule{"txt_mlp.2", "ff_context.net.2"},
};

constexpr std::array Single{
    Rule{"modulation.lin", "norm.linear"},
    Rule{"norm.query_norm", "attn.norm_q"},
    Rule{"norm.key_norm", "attn.norm_k"},
    Rule{"linear2", "proj_out"},
};

constexpr std::array<std::string_view, 4> Marks{"img_in.weight", "txt_in.weight", "vector_in.in_layer.weight",
                                                "final_layer.linear.weight"};
constexpr std::array<std::string_view, 4> DiffusersMarks{
    "x_embedder.weight", "context_embedder.weight", "time_text_embed.text_embedder.linear_1.weight", "proj_out.weight"};

std::string_view lookUp(std::span<const Rule> rules, std::string_view layer)
{
    for (const Rule& rule : rules) {
        if (rule.bfl == layer) {
            return rule.diffusers;
        }
    }
    return {};
}

// "double_blocks.7.img_attn.qkv" -> block "7", layer "img_attn.qkv".
bool splitBlock(std::string_view name, std::string_view list, std::string_view& block, std::string_view& layer)
{
    if (!name.starts_with(list)) {
        return false;
    }
    name.remove_prefix(list.size());
    const auto end = name.find_first_not_of("0123456789");
    if (end == 0 || end == std::string_view::npos || name[end] != '.') {
        return false;
    }
    block = name.substr(0, end);
    layer = name.substr(end + 1);
    return true;
}

// Maps one tensor after another; keeps what all of them need.
class Mapper {
public:
    Mapper(const Checkpoint& file, std::int64_t hidden) : m_file(file), m_hidden(hidden) {}

    Expected<void> add(std::string_view name, const StoredTensor& tensor);
    TensorTable take() && { return std::move(m_table); }

private:
    struct Piece {
        std::string name;
        std::int64_t rows;
    };
    Expected<void> addWhole(const std::string& name, const StoredTensor& tensor);
    Expected<void> addDouble(const std::string& block, std::string_view layer, const std::string& end,
                             const StoredTensor& tensor);
    Expected<void> addSingle(const std::string& block, std::string_view layer, const std::string& end,
                             const StoredTensor& tensor);
    // The rows of a fused tensor, which must be as many as the pieces have.
    Expected<void> addPieces(const std::vector<Piece>& pieces, const StoredTensor& tensor);
    Expected<void> addSwapped(const std::string& name, const StoredTensor& tensor);

    const Checkpoint& m_file;
    std::int64_t m_hidden;
    TensorTable m_table;
    std::string m_current; // the name under which the tensor stands in the file
};

Expected<void> Mapper::add(std::string_view name, const StoredTensor& tensor)
{
    m_current = name;
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) {
        return {};
    }
    const std::string_view kind = name.substr(dot);
    const std::string end = kind == ".scale" ? ".weight" : std::string(kind); // RMSNorm's weight is called scale
    const std::string_view path = name.substr(0, dot);
    std::string_view block;
    std::string_view layer;
    if (splitBlock(path, "double_blocks.", block, layer)) {
        return addDouble("transformer_blocks." + std::string(block) + ".", layer, end, tensor);
    }
    if (splitBlock(path, "single_blocks.", block, layer)) {
        return addSingle("single_transformer_blocks." + std::string(block) + ".", layer, end, tensor);
    }
    if (path == "final_layer.adaLN_modulation.1") {
        return addSwapped("norm_out.linear" + end, tensor);
    }
    const auto renamed = lookUp(Outside, path);
    return renamed.empty() ? Expected<void>{} : addWhole(std::string(renamed) + end, tensor);
}

Expected<void> Mapper::addWhole(const std::string& name, const StoredTensor& tensor)
{
    return addTensor(m_file, m_table, name, tensor);
}

Expected<void> Mapper::addDouble(const std::string& block, std::string_view layer, const std::string& end,
                                 const StoredTensor& tensor)
{
    if (layer == "img_attn.qkv") {
        return addPieces({{block + "attn.to_q" + end, m_hidden},
                          {block + "attn.to_k" + end, m_hidden},
                          {block + "attn.to_v" + end, m_hidden}},
                         tensor);
    }
    if (layer == "txt_attn.qkv") {
        return addPieces({{block + "attn.add_q_proj" + end, m_hidden},
                          {block + "attn.add_k_proj" + end, m_hidden},
                          {block + "attn.add_v_proj" + end, m_hidden}},
                         tensor);
    }
    const auto renamed = lookUp(Double, layer);
    return renamed.empty() ? Expected<void>{} : addWhole(block + std::string(renamed) + end, tensor);
}

Expected<void> Mapper::addSingle(const std::string& block, std::string_view layer, const std::string& end,
                                 const StoredTensor& tensor)
{
    if (layer == "linear1") {
        const std::int64_t rows = tensor.shape.empty() ? 0 : tensor.shape[0];
        return addPieces({{block + "attn.to_q" + end, m_hidden},
                          {block + "attn.to_k" + end, m_hidden},
                          {block + "attn.to_v" + end, m_hidden},
                          {block + "proj_mlp" + end, rows - 3 * m_hidden}},
                         tensor);
    }
    const auto renamed = lookUp(Single, layer);
    return renamed.empty() ? Expected<void>{} : addWhole(block + std::string(renamed) + end, tensor);
}

Expected<void> Mapper::addPieces(const std::vector<Piece>& pieces, const StoredTensor& tensor)
{
    const auto sum = std::accumulate(pieces.begin(), pieces.end(), std::int64_t{0},
                                     [](std::int64_t rows, const Piece& piece) { return rows + piece.rows; });
    if (tensor.shape.empty() || tensor.shape[0] != sum || pieces.back().rows < 0) {
        return failure(ErrorCode::CorruptFile,
                       shownName(m_current) + ": has shape " + shownShape(tensor.shape) + ", which the width "
                           + std::to_string(m_hidden) + " of img_in does not divide into q, k and v",
                       fileName(m_file));
    }
    std::int64_t first = 0;
    for (const Piece& piece : pieces) {
        if (auto added = addTensor(m_file, m_table, piece.name, rowsOf(tensor, first, piece.rows)); !added) {
            return added;
        }
        first += piece.rows;
    }
    return {};
}

// BFL stores (shift, scale), diffusers (scale, shift).
Expected<void> Mapper::addSwapped(const std::string& name, const StoredTensor& tensor)
{
    if (tensor.shape.empty() || tensor.shape[0] % 2 != 0) {
        return failure(ErrorCode::CorruptFile,
                       shownName(m_current) + ": has shape " + shownShape(tensor.shape) + ", which has no two halves",
                       fileName(m_file));
    }
    const std::int64_t half = tensor.shape[0] / 2;
    StoredTensor swapped = rowsOf(tensor, half, half);
    const StoredTensor shift = rowsOf(tensor, 0, half);
    swapped.shape = tensor.shape;
    swapped.segments.insert(swapped.segments.end(), shift.segments.begin(), shift.segments.end());
    return addTensor(m_file, m_table, name, std::move(swapped));
}

} // namespace

std::span<const std::string_view> bflTransformerMarks() { return Marks; }

std::span<const std::string_view> diffusersTransformerMarks() { return DiffusersMarks; }

Expected<TensorTable> fromBflTransformer(const Checkpoint& file, const std::string& prefix)
{
    constexpr std::int64_t MaxWidth = 65536;
    const auto& embedder = file.find(prefix + "img_in.weight")->shape;
    if (embedder.size() != 2 || embedder[0] < 1 || embedder[0] > MaxWidth) {
        return failure(ErrorCode::CorruptFile,
                       "img_in.weight: has shape " + shownShape(embedder) + ", expected [width, channels]",
                       fileName(file));
    }
    Mapper mapper(file, embedder[0]);
    for (auto place = file.tensors.lower_bound(prefix); place != file.tensors.end(); ++place) {
        if (!place->first.starts_with(prefix)) {
            break;
        }
        const auto name = std::string_view(place->first).substr(prefix.size());
        if (auto added = mapper.add(name, place->second); !added) {
            return tl::unexpected(std::move(added.error()));
        }
    }
    return std::move(mapper).take();
}

} // namespace genserve::weights
