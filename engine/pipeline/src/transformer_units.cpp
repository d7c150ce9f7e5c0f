#include "transformer_units.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace genserve::pipeline {
namespace {

// `count` of `all`, as evenly as whole numbers allow.
bool isAmong(std::size_t index, std::size_t count, std::size_t all)
{
    return (index + 1) * count / all > index * count / all;
}

} // namespace

TransformerUnit unitOf(const weights::Parameter& parameter, std::size_t doubleBlocks)
{
    constexpr std::string_view Double = "transformer_blocks.", Single = "single_transformer_blocks.";
    const std::string_view name = parameter.names.front();
    const bool isDouble = name.starts_with(Double);
    const bool isMatrix = parameter.shapes.front().size() == 2;
    if (!isMatrix || (!isDouble && !name.starts_with(Single))) {
        return {};
    }
    std::size_t index = 0;
    const std::string_view rest = name.substr((isDouble ? Double : Single).size());
    const auto number = std::from_chars(rest.data(), rest.data() + rest.size(), index);
    const std::string_view layer(number.ptr, static_cast<std::size_t>(rest.data() + rest.size() - number.ptr));
    const bool isModulation = layer.starts_with(".norm"); // norm1, norm1_context, norm: the matrices of these
    return {isModulation ? UnitKind::Modulation : UnitKind::Block, isDouble ? index : doubleBlocks + index};
}

bool isStreamed(std::size_t block, std::size_t doubleBlocks, std::size_t singleBlocks, const MemoryPlan& plan)
{
    const auto count = static_cast<std::size_t>(plan.streamedBlocks);
    if (block >= doubleBlocks) {
        return isAmong(block - doubleBlocks, std::min(count, singleBlocks), singleBlocks);
    }
    return isAmong(block, std::min(count - std::min(count, singleBlocks), doubleBlocks), doubleBlocks);
}

} // namespace genserve::pipeline
