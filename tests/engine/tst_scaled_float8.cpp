// ComfyUI's float8 files with one scale a tensor, against torch's numbers bit for bit.
#include <doctest/doctest.h>

#include <ATen/ATen.h>
#include <filesystem>
#include <limits>
#include <string>

#include "safetensors_writer.h"
#include "weights/fingerprint.h"
#include "weights/key_map.h"
#include "weights/parameters.h"

using namespace genserve;
using namespace genserve::weights;
using testing::TemporaryFolder;
using testing::TensorBytes;
using testing::writeSafetensors;

namespace {

const std::filesystem::path Data = std::filesystem::path(GENSERVE_TEST_DATA) / "scaled_float8";

Checkpoint opened(const std::filesystem::path& file)
{
    auto checkpoint = openFile(file);
    REQUIRE_MESSAGE(checkpoint.has_value(), (checkpoint ? "" : describe(checkpoint.error())));
    return std::move(*checkpoint);
}

Checkpoint extracted(const std::filesystem::path& file, Part part)
{
    auto checkpoint = extract(opened(file), part);
    REQUIRE_MESSAGE(checkpoint.has_value(), (checkpoint ? "" : describe(checkpoint.error())));
    return std::move(*checkpoint);
}

at::Tensor valueOf(const Checkpoint& checkpoint, const std::string& name, at::ScalarType dtype)
{
    REQUIRE(checkpoint.contains(name));
    Parameters parameters;
    at::Tensor tensor;
    parameters.add(name, checkpoint.find(name)->shape, tensor);
    LoadOptions options;
    options.dtype = dtype;
    const auto result = load(parameters, checkpoint, options);
    REQUIRE_MESSAGE(result.has_value(), (result ? "" : describe(result.error())));
    return tensor;
}

// A T5 of one layer whose q has the given scale beside it.
std::string faultOf(const TensorBytes& weight, const TensorBytes& scale)
{
    const TemporaryFolder folder;
    writeSafetensors(
        folder / "x.safetensors",
        {weight, scale, {"encoder.final_layer_norm.weight", "F32", {1}, "abcd"}, {"shared.weight", "U8", {1}, "a"}});
    const auto file = opened(folder / "x.safetensors");
    const auto part = extract(file, Part::T5Encoder);
    CHECK(checkStorage(file).has_value() == part.has_value());
    if (!part) {
        return part.error().message;
    }
    Parameters parameters;
    at::Tensor tensor;
    parameters.add("encoder.block.0.layer.0.SelfAttention.q.weight", {2}, tensor);
    const auto result = load(parameters, *part, {});
    return result ? "none" : result.error().message;
}

const std::string Q = "encoder.block.0.layer.0.SelfAttention.q.";
const TensorBytes Weight{Q + "weight", "F8_E4M3", {2}, "ab"};

std::string floatBytes(float value) { return {reinterpret_cast<const char*>(&value), sizeof value}; }

} // namespace

TEST_SUITE("scaled_float8")
{
    TEST_CASE("fused tensors and swapped halves keep their scale, in both precisions")
    {
        const auto mapped = extracted(Data / "scale_weight.safetensors", Part::Transformer);
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            const bool isBf16 = dtype == at::kBFloat16;
            const auto expected =
                opened(Data / (isBf16 ? "scale_weight_bf16.safetensors" : "scale_weight_fp32.safetensors"));
            const auto reference = [&](const char* name) { return valueOf(expected, name, dtype); };
            const auto ours = [&](const char* name) { return valueOf(mapped, name, dtype); };
            CHECK(at::equal(ours("x_embedder.weight"), reference("img_in.weight")));
            CHECK(at::equal(ours("context_embedder.weight"), reference("txt_in.weight")));
            const auto qkv = reference("double_blocks.0.img_attn.qkv.weight").chunk(3);
            CHECK(at::equal(ours("transformer_blocks.0.attn.to_q.weight"), qkv[0]));
            CHECK(at::equal(ours("transformer_blocks.0.attn.to_v.weight"), qkv[2]));
            const auto linear1 = reference("single_blocks.0.linear1.weight");
            CHECK(at::equal(ours("single_transformer_blocks.0.proj_mlp.weight"), linear1.narrow(0, 48, 64)));
            const auto halves = reference("final_layer.adaLN_modulation.1.weight").chunk(2);
            CHECK(at::equal(ours("norm_out.linear.weight"), at::cat({halves[1], halves[0]})));
        }
        CHECK(valueOf(mapped, "transformer_blocks.0.attn.norm_q.weight", at::kFloat).sum().item<float>() == 6);
        CHECK(mapped.tensors.size() == 13); // no scale among them
    }

    TEST_CASE("the newer names of the scales are read too, in text encoders as well")
    {
        const auto mapped = extracted(Data / "weight_scale.safetensors", Part::T5Encoder);
        CHECK(mapped.tensors.size() == 3);
        for (const auto& [dtype, word] : {std::pair(at::kFloat, "fp32"), std::pair(at::kBFloat16, "bf16")}) {
            const auto expected = opened(Data / ("weight_scale_" + std::string(word) + ".safetensors"));
            for (const std::string& name : {Q + "weight", std::string("shared.weight")}) {
                CHECK(at::equal(valueOf(mapped, name, dtype), valueOf(expected, name, dtype)));
            }
        }
    }

    TEST_CASE("a scale that is no single number, or beside another type, is refused by name")
    {
        CHECK(faultOf(Weight, {Q + "scale_weight", "F32", {}, floatBytes(2)}) == "none");
        CHECK(faultOf(Weight, {Q + "weight_scale", "U8", {2}, "ab"})
              == "quantised weights are not read but float8 with one scale a tensor (tensor " + Q
                     + "weight_scale is U8 [2])");
        CHECK(faultOf({Q + "weight", "I8", {2}, "ab"}, {Q + "weight_scale", "F32", {1}, floatBytes(2)})
              == "quantised weights are not read but float8 (tensor " + Q + "weight is I8 with a scale)");
        CHECK(faultOf(Weight, {Q + "weight_scale_2", "F32", {1}, floatBytes(2)}).starts_with("float4 (NVFP4) weights"));
        CHECK(faultOf(Weight, {Q + "scale_weight", "F32", {1}, floatBytes(std::numeric_limits<float>::infinity())})
              == "the scale of a float8 tensor is not a finite number");
    }

    TEST_CASE("another scale is another fingerprint")
    {
        const auto print = [](float scale) {
            const TemporaryFolder folder;
            writeSafetensors(folder / "x.safetensors", {Weight,
                                                        {Q + "scale_weight", "F32", {}, floatBytes(scale)},
                                                        {"encoder.final_layer_norm.weight", "F32", {1}, "abcd"}});
            return *fingerprint(extracted(folder / "x.safetensors", Part::T5Encoder));
        };
        CHECK(print(1) != print(2));
        CHECK(print(2) == print(2));
    }
}
