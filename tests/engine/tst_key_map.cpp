#include <doctest/doctest.h>

#include <filesystem>
#include <set>
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

const std::filesystem::path Models = std::filesystem::path(GENSERVE_TEST_DATA) / "models";
const std::filesystem::path Single = Models / "single_file";
const std::filesystem::path Twin = Models / "single_file_twin";

Checkpoint opened(const std::filesystem::path& path)
{
    auto checkpoint = std::filesystem::is_directory(path) ? openFolder(path) : openFile(path);
    REQUIRE_MESSAGE(checkpoint.has_value(), (checkpoint ? "" : describe(checkpoint.error())));
    return std::move(*checkpoint);
}

Checkpoint extracted(const std::filesystem::path& path, Part part)
{
    auto checkpoint = extract(opened(path), part);
    REQUIRE_MESSAGE(checkpoint.has_value(), (checkpoint ? "" : describe(checkpoint.error())));
    return std::move(*checkpoint);
}

at::Tensor valueOf(const Checkpoint& checkpoint, const std::string& name)
{
    Parameters parameters;
    at::Tensor tensor;
    parameters.add(name, checkpoint.find(name)->shape, tensor);
    const auto result = load(parameters, checkpoint, {});
    REQUIRE_MESSAGE(result.has_value(), (result ? "" : describe(result.error())));
    return tensor;
}

// The same names, the same shapes, and the same numbers bit for bit.
void checkEqual(const Checkpoint& mapped, const Checkpoint& twin)
{
    std::set<std::string> names;
    for (const auto& [name, tensor] : mapped.tensors) {
        names.insert(name);
    }
    for (const auto& [name, tensor] : twin.tensors) {
        CAPTURE(name);
        REQUIRE(mapped.contains(name));
        CHECK(mapped.find(name)->shape == tensor.shape);
        CHECK(at::equal(valueOf(mapped, name), valueOf(twin, name)));
        names.erase(name);
    }
    CHECK(names.empty());
}

// A file of little tensors of bytes, under the names of a BFL transformer of width 2 with one block of each sort.
std::vector<TensorBytes> littleTransformer(const std::string& prefix)
{
    return {{prefix + "img_in.weight", "U8", {2, 1}, "ab"},
            {prefix + "txt_in.weight", "U8", {2, 1}, "cd"},
            {prefix + "vector_in.in_layer.weight", "U8", {2, 1}, "ef"},
            {prefix + "final_layer.linear.weight", "U8", {1, 2}, "gh"},
            {prefix + "final_layer.adaLN_modulation.1.bias", "U8", {4}, "ABCD"},
            {prefix + "double_blocks.0.img_attn.qkv.bias", "U8", {6}, "012345"},
            {prefix + "single_blocks.0.linear1.bias", "U8", {9}, "QqKkVvMmm"}};
}

std::string faultOf(const std::vector<TensorBytes>& tensors, Part part)
{
    const TemporaryFolder folder;
    writeSafetensors(folder / "x.safetensors", tensors);
    const auto result = extract(opened(folder / "x.safetensors"), part);
    if (result) {
        return "none";
    }
    CHECK(result.error().context == (folder / "x.safetensors").string());
    return result.error().message;
}

Adapter adapterOfNames(const std::vector<std::string>& names)
{
    Checkpoint file;
    for (const auto& name : names) {
        file.tensors[name] = {};
    }
    return adapterOf(file);
}

} // namespace

TEST_SUITE("key_map")
{
    TEST_CASE("BFL's single files hold the numbers of their diffusers twin")
    {
        checkEqual(extracted(Single / "flux1-odd.safetensors", Part::Transformer),
                   extracted(Twin / "transformer", Part::Transformer));
        checkEqual(extracted(Single / "ae.safetensors", Part::Autoencoder), extracted(Twin / "vae", Part::Autoencoder));
        checkEqual(extracted(Single / "clip_l.safetensors", Part::ClipText),
                   extracted(Twin / "text_encoder", Part::ClipText));
        checkEqual(extracted(Single / "t5xxl.safetensors", Part::T5Encoder),
                   extracted(Twin / "text_encoder_2", Part::T5Encoder));
    }

    TEST_CASE("ComfyUI's all-in-one holds them too")
    {
        const auto file = Single / "all_in_one.safetensors";
        checkEqual(extracted(file, Part::Transformer), extracted(Twin / "transformer", Part::Transformer));
        checkEqual(extracted(file, Part::Autoencoder), extracted(Twin / "vae", Part::Autoencoder));
        checkEqual(extracted(file, Part::ClipText), extracted(Twin / "text_encoder", Part::ClipText));
        checkEqual(extracted(file, Part::T5Encoder), extracted(Twin / "text_encoder_2", Part::T5Encoder));
    }

    TEST_CASE("a file is known by the parts in it, not by its name")
    {
        const auto parts = [](const char* name) {
            const Checkpoint file = opened(Single / name);
            std::string found;
            for (const Part part : {Part::Transformer, Part::Autoencoder, Part::ClipText, Part::T5Encoder}) {
                found += holds(file, part) ? 'x' : '-';
            }
            return found;
        };
        CHECK(parts("flux1-odd.safetensors") == "x---");
        CHECK(parts("ae.safetensors") == "-x--");
        CHECK(parts("clip_l.safetensors") == "--x-");
        CHECK(parts("t5xxl.safetensors") == "---x");
        CHECK(parts("all_in_one.safetensors") == "xxxx");
    }

    TEST_CASE("fused rows and swapped halves are ranges of the file")
    {
        for (const std::string prefix : {"", "model.diffusion_model.", "a.b.c."}) {
            CAPTURE(prefix);
            const TemporaryFolder folder;
            writeSafetensors(folder / "x", littleTransformer(prefix));
            const Checkpoint mapped = extracted(folder / "x", Part::Transformer);
            const auto text = [&](const std::string& name) {
                REQUIRE(mapped.contains(name));
                const at::Tensor values = valueOf(mapped, name);
                std::string letters;
                for (std::int64_t i = 0; i < values.numel(); ++i) {
                    letters += static_cast<char>(values.data_ptr<float>()[i]);
                }
                return letters;
            };
            CHECK(text("transformer_blocks.0.attn.to_q.bias") == "01");
            CHECK(text("transformer_blocks.0.attn.to_k.bias") == "23");
            CHECK(text("transformer_blocks.0.attn.to_v.bias") == "45");
            CHECK(text("single_transformer_blocks.0.attn.to_v.bias") == "Vv");
            CHECK(text("single_transformer_blocks.0.proj_mlp.bias") == "Mmm");
            CHECK(text("norm_out.linear.bias") == "CDAB");
            CHECK(text("x_embedder.weight") == "ab");
        }
    }

    TEST_CASE("a fused tensor that has no such pieces is refused by name")
    {
        const auto withShape = [](const char* name, std::int64_t rows) {
            auto tensors = littleTransformer("");
            for (auto& tensor : tensors) {
                if (tensor.name == name) {
                    tensor.shape = {rows};
                    tensor.bytes = std::string(static_cast<std::size_t>(rows), 'x');
                }
            }
            return faultOf(tensors, Part::Transformer);
        };
        CHECK(withShape("double_blocks.0.img_attn.qkv.bias", 7)
              == "double_blocks.0.img_attn.qkv.bias: has shape [7], which the width 2 of img_in does not divide into "
                 "q, k and v");
        CHECK(withShape("single_blocks.0.linear1.bias", 5).starts_with("single_blocks.0.linear1.bias: has shape [5]"));
        CHECK(withShape("final_layer.adaLN_modulation.1.bias", 3)
              == "final_layer.adaLN_modulation.1.bias: has shape [3], which has no two halves");
    }

    TEST_CASE("two tensors for one name are refused")
    {
        auto tensors = littleTransformer("");
        tensors.push_back({"double_blocks.0.img_attn.norm.query_norm.scale", "U8", {1}, "a"});
        tensors.push_back({"double_blocks.0.img_attn.norm.query_norm.weight", "U8", {1}, "b"});
        CHECK(faultOf(tensors, Part::Transformer) == "two tensors stand for transformer_blocks.0.attn.norm_q.weight");
    }

    TEST_CASE("absurd block numbers are no crash")
    {
        auto tensors = littleTransformer("");
        tensors.push_back({"double_blocks.99999999999999999999.img_mlp.0.bias", "U8", {1}, "a"});
        tensors.push_back({"double_blocks..img_mlp.0.bias", "U8", {1}, "a"});
        tensors.push_back({"double_blocks.1", "U8", {1}, "a"});
        CHECK(faultOf(tensors, Part::Transformer) == "none");
        CHECK(faultOf({{"decoder.conv_in.weight", "U8", {1}, "a"},
                       {"encoder.conv_in.weight", "U8", {1}, "a"},
                       {"encoder.down.0.block.0.conv1.weight", "U8", {1}, "a"},
                       {"decoder.up.7.block.0.conv1.weight", "U8", {1}, "a"},
                       {"decoder.up.-1.block.0.conv1.weight", "U8", {1}, "a"},
                       {"decoder.up.18446744073709551616.block.0.conv1.weight", "U8", {1}, "a"},
                       {"decoder.mid", "U8", {1}, "a"}},
                      Part::Autoencoder)
              == "none");
    }

    TEST_CASE("a file without the part says which tensor it lacks")
    {
        CHECK(faultOf({{"x", "U8", {1}, "a"}}, Part::Transformer)
              == "holds no FLUX transformer: x_embedder.weight is missing");
        CHECK(faultOf({{"x", "U8", {1}, "a"}}, Part::T5Encoder).starts_with("holds no T5 encoder: encoder.block.0."));
    }

    TEST_CASE("quantised files are refused by the tensor that gives them away")
    {
        const auto withTensor = [](const std::string& name) {
            auto tensors = littleTransformer("");
            tensors.push_back({name, "U8", {1}, "a"});
            return faultOf(tensors, Part::Transformer);
        };
        CHECK(withTensor("scaled_fp8") == "none");
        CHECK(withTensor("img_in.weight_scale")
              == "quantised weights are not read but float8 with one scale a tensor (tensor img_in.weight_scale is U8 "
                 "[1])");
        CHECK(
            withTensor("img_in.weight.quant_state.bitsandbytes__nf4").starts_with("bitsandbytes weights are not read"));
        CHECK(withTensor("img_in.weight.absmax").starts_with("bitsandbytes weights are not read"));
        CHECK(withTensor("img_in.qweight").starts_with("packed integer weights are not read"));
    }

    TEST_CASE("T5's embedding is found under its other name")
    {
        const TemporaryFolder folder;
        writeSafetensors(folder / "x", {{"p.encoder.embed_tokens.weight", "U8", {2, 1}, "ab"},
                                        {"p.encoder.block.0.layer.0.SelfAttention.q.weight", "U8", {1}, "q"},
                                        {"p.encoder.final_layer_norm.weight", "U8", {1}, "n"},
                                        {"p.decoder.final_layer_norm.weight", "U8", {1}, "d"}});
        const Checkpoint mapped = extracted(folder / "x", Part::T5Encoder);
        CHECK(mapped.contains("shared.weight"));
        CHECK(mapped.tensors.size() == 3);
    }

    TEST_CASE("adapters are told from models")
    {
        CHECK(adapterOfNames({"transformer.x.lora_A.weight"}) == Adapter::Lora);
        CHECK(adapterOfNames({"lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight"}) == Adapter::Lora);
        CHECK(adapterOfNames({"controlnet_blocks.0.weight", "img_in.weight"}) == Adapter::ControlNet);
        CHECK(adapterOfNames({"redux_up.weight", "redux_down.weight"}) == Adapter::Redux);
        CHECK(adapterOf(opened(Single / "all_in_one.safetensors")) == Adapter::None);
        const auto control = opened(std::filesystem::path(GENSERVE_RESOURCES) / "starter/controlnet");
        CHECK(adapterOf(control) == Adapter::ControlNet);
        CHECK_FALSE(holds(control, Part::Transformer));
    }

    TEST_CASE("a LoRA is one in every key style")
    {
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(GENSERVE_TEST_DATA "/lora")) {
            if (entry.path().extension() == ".safetensors") {
                CAPTURE(entry.path());
                CHECK(adapterOf(opened(entry.path())) == Adapter::Lora);
                ++files;
            }
        }
        CHECK(files >= 10);
    }

    TEST_CASE("a fingerprint is that of the weights, not of their layout")
    {
        const auto print = [](const std::filesystem::path& path) {
            const auto result = fingerprint(extracted(path, Part::Transformer));
            REQUIRE(result.has_value());
            return *result;
        };
        CHECK(print(Single / "all_in_one.safetensors") == print(Twin / "transformer"));
        CHECK(print(Single / "flux1-odd.safetensors") != print(Twin / "transformer")); // another storage type
        CHECK(print(Models / "odd/transformer") != print(Models / "schnell/transformer"));
        CHECK(print(Twin / "transformer").size() == 64);
    }

    TEST_CASE("a fingerprint sees other numbers under the same header")
    {
        const TemporaryFolder folder;
        std::set<std::string> prints;
        for (const std::string bytes : {"abc", "abd", "abc"}) {
            writeSafetensors(folder / "x", {{"t", "U8", {3}, bytes}});
            prints.insert(*fingerprint(opened(folder / "x")));
        }
        CHECK(prints.size() == 2);
    }
}
