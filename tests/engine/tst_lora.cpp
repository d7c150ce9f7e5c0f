// LoRA files in every key style: their tables, and whole pictures against diffusers.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "crew.h"
#include "golden.h"
#include "pipeline/flux_pipeline.h"
#include "pipeline/lora_report.h"
#include "pipeline_runs.h"
#include "safetensors_writer.h"
#include "weights/lora_tensors.h"

using namespace genserve;
using namespace genserve::weights;
using genserve::pipeline::FluxPipeline;
using genserve::pipeline::ResolvedRequest;
using genserve::testing::TemporaryFolder;
using genserve::testing::TensorBytes;
using genserve::testing::writeSafetensors;

namespace {

constexpr double LatentTolerance = 1e-4; // relative L2, fp32
constexpr double MinPsnr = 71;           // dB, fp32
constexpr double LatentToleranceBf16 = 0.05;

const std::filesystem::path Data = GENSERVE_TEST_DATA;

std::filesystem::path loraFile(const std::string& name) { return Data / "lora" / (name + ".safetensors"); }

std::unique_ptr<FluxPipeline> loadOdd(at::ScalarType dtype = at::kFloat)
{
    const auto parts = pipeline::openModel((Data / "models" / "odd").string(), {});
    REQUIRE(parts.has_value());
    auto loaded = FluxPipeline::load(*parts, {at::kCPU, dtype, {}}, {}, {});
    REQUIRE(loaded.has_value());
    return std::move(*loaded);
}

ResolvedRequest plainRequest()
{
    ResolvedRequest request;
    request.prompt = request.prompt2 = "a red cat sleeping in the snow";
    request.width = 48;
    request.height = 32;
    request.steps = 2;
    request.cfg = 3.5;
    request.seed = 5;
    request.maxSequenceLength = 24;
    return request;
}

ResolvedRequest requestWith(const std::vector<std::pair<std::string, double>>& loras)
{
    ResolvedRequest request = plainRequest();
    for (const auto& [name, weight] : loras) {
        request.loras.push_back({name, loraFile(name), weight});
    }
    return request;
}

std::vector<std::string> goldenRuns()
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(Data / "golden")) {
        if (entry.path().filename().string().starts_with("lora_")) {
            names.push_back(entry.path().stem().string());
        }
    }
    return names;
}

Image imageOf(const at::Tensor& bytes) // [H, W, 3]
{
    Image image{static_cast<int>(bytes.size(1)), static_cast<int>(bytes.size(0)), 3, {}};
    const auto* data = bytes.const_data_ptr<std::uint8_t>();
    image.pixels.assign(data, data + bytes.numel());
    return image;
}

pipeline::PipelineOutput mustRun(FluxPipeline& model, const ResolvedRequest& request)
{
    auto output = model.run(request, {}, {});
    INFO((output ? std::string() : describe(output.error())));
    REQUIRE(output.has_value());
    return std::move(*output);
}

bool isSamePicture(const pipeline::PipelineOutput& a, const pipeline::PipelineOutput& b)
{
    return a.image == b.image && at::equal(a.latents, b.latents);
}

// Names, shapes and dtype of a small file, all values 0 but for alphas of 1.
TensorBytes zeros(const std::string& name, std::vector<std::int64_t> shape, const std::string& dtype = "F32")
{
    std::size_t bytes = dtype == "F32" ? 4 : dtype == "F8_E4M3" ? 1 : 2;
    for (const auto dimension : shape) {
        bytes *= static_cast<std::size_t>(dimension);
    }
    return {name, dtype, std::move(shape), std::string(bytes, '\0')};
}

std::vector<TensorBytes> pairOf(const std::string& down, const std::string& up, std::int64_t rows, std::int64_t columns)
{
    return {zeros(down, {2, columns}), zeros(up, {rows, 2})};
}

Expected<LoraFile> opened(const TemporaryFolder& folder, const std::vector<TensorBytes>& tensors)
{
    const auto file = folder / "some.safetensors";
    writeSafetensors(file, tensors);
    return openLora(file);
}

// The one error line of a file that must be refused.
std::string refusal(const std::vector<TensorBytes>& tensors, ErrorCode code)
{
    const TemporaryFolder folder;
    const auto file = opened(folder, tensors);
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().code == code);
    const std::string line = describe(file.error());
    CHECK(line.find("some.safetensors") != std::string::npos);
    return line;
}

std::string modulesOf(const LoraLayer& layer)
{
    std::string text = layer.target == LoraTarget::Transformer ? ""
                       : layer.target == LoraTarget::ClipText  ? "clip:"
                                                               : "t5:";
    for (const auto& module : layer.modules) {
        text += (text.empty() || text.back() == ':' ? "" : " ") + module;
    }
    return text;
}

std::size_t bytesOf(const at::Tensor& tensor) { return tensor.defined() ? tensor.nbytes() : 0; }

} // namespace

TEST_SUITE("lora")
{
    TEST_CASE("pictures of diffusers with LoRAs are reproduced")
    {
        const auto model = loadOdd();
        const auto modelBf16 = loadOdd(at::kBFloat16);
        int runs = 0;
        for (const auto& name : goldenRuns()) {
            CAPTURE(name);
            const auto golden = test::loadGolden(name);
            auto request = requestWith(golden.settings["loras"]);
            Image control;
            if (golden.tensors.contains("control")) { // FluxControlPipeline
                control = imageOf(golden["control"]);
                request.mode = Mode::ControlNet;
                request.control = &control;
            }
            const bool isBf16 = golden.settings["precision"] == "bf16";
            const auto output = mustRun(isBf16 ? *modelBf16 : *model, request);
            CHECK(output.warnings.empty());
            CHECK(test::relativeError(output.latents, golden["latents"][0])
                  < (isBf16 ? LatentToleranceBf16 : LatentTolerance));
            if (!isBf16) {
                CHECK(test::largestDifference(output.image, golden["image"]) <= 1);
                CHECK(test::psnr(output.image, golden["image"]) >= MinPsnr);
            }
            ++runs;
        }
        CHECK(runs >= 16);
    }

    TEST_CASE("a team of two reproduces them too")
    {
        test::Crew crew(test::openTiny("models/odd"), 2);
        for (const char* name : {"lora_peft", "lora_stack_of_four"}) {
            CAPTURE(name);
            const auto golden = test::loadGolden(name);
            const auto output = crew.mustRun(requestWith(golden.settings["loras"]));
            CHECK(test::relativeError(output.latents, golden["latents"][0]) < LatentTolerance);
        }
    }

    TEST_CASE("the norms that a control LoRA replaces come back")
    {
        const auto model = loadOdd();
        const auto before = mustRun(*model, plainRequest());
        const auto golden = test::loadGolden("lora_control");
        const Image control = imageOf(golden["control"]);
        auto request = requestWith({{"control", 1.0}, {"control", 0.5}});
        request.mode = Mode::ControlNet;
        request.control = &control;
        mustRun(*model, request);
        CHECK(isSamePicture(mustRun(*model, plainRequest()), before));
    }

    TEST_CASE("how much of a file fits is told without weights")
    {
        const auto parts = pipeline::openModel((Data / "models" / "odd").string(), {});
        REQUIRE(parts.has_value());
        for (const char* name : {"peft", "clip", "kohya", "kohya_outside", "fal", "xlabs", "control"}) {
            CAPTURE(name);
            const auto report = pipeline::reportLora(*parts, loraFile(name));
            INFO((report ? std::string() : describe(report.error())));
            REQUIRE(report.has_value());
            CHECK(report->layers > 0);
            CHECK(report->matched == report->layers);
            CHECK(report->missing.empty());
        }
        const TemporaryFolder folder;
        auto tensors = pairOf("lora_unet_double_blocks_0_img_attn_proj.lora_down.weight",
                              "lora_unet_double_blocks_0_img_attn_proj.lora_up.weight", 36, 36);
        const std::string other = "lora_unet_double_blocks_99_img_attn_proj";
        for (auto& tensor : pairOf(other + ".lora_down.weight", other + ".lora_up.weight", 36, 36)) {
            tensors.push_back(std::move(tensor));
        }
        writeSafetensors(folder / "half.safetensors", tensors);
        const auto half = pipeline::reportLora(*parts, folder / "half.safetensors");
        REQUIRE(half.has_value());
        CHECK(half->layers == 2);
        CHECK(half->matched == 1);
        CHECK(half->missing == std::vector<std::string>{other});
        const auto schnell = pipeline::openModel((Data / "models" / "sharded").string(), {});
        const auto refused = pipeline::reportLora(*schnell, loraFile("peft"));
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().message.find("does not fit this model") != std::string::npos);
    }

    TEST_CASE("T5 takes LoRAs too")
    {
        const TemporaryFolder folder;
        const auto model = loadOdd();
        const std::string layer = "lora_te3_encoder_block_1_layer_1_DenseReluDense_wi_1";
        auto tensors = pairOf(layer + ".lora_down.weight", layer + ".lora_up.weight", 52, 40);
        for (auto& tensor : tensors) {
            for (std::size_t i = 2; i < tensor.bytes.size(); i += 4) {
                tensor.bytes.replace(i, 2, "\x80\x3E"); // 0.25
            }
        }
        writeSafetensors(folder / "t5.safetensors", tensors);
        auto request = plainRequest();
        request.loras = {{"t5", folder / "t5.safetensors", 1.0}};
        const auto changed = mustRun(*model, request);
        const auto plain = mustRun(*model, plainRequest());
        CHECK(changed.warnings.empty());
        CHECK(test::relativeError(changed.latents, plain.latents) > 1e-3);
    }

    TEST_CASE("float8 matrices act")
    {
        const TemporaryFolder folder;
        const auto model = loadOdd();
        const std::string layer = "lora_unet_double_blocks_0_img_attn_qkv";
        std::vector<TensorBytes> tensors = {zeros(layer + ".alpha", {}),
                                            zeros(layer + ".lora_down.weight", {2, 36}, "F8_E4M3"),
                                            zeros(layer + ".lora_up.weight", {108, 2}, "F8_E4M3")};
        tensors[0].bytes = std::string("\0\0\x80\x3F", 4); // 1
        for (auto* bytes : {&tensors[1].bytes, &tensors[2].bytes}) {
            bytes->assign(bytes->size(), '\x28'); // 0.25
        }
        writeSafetensors(folder / "small.safetensors", tensors);
        auto request = plainRequest();
        request.loras = {{"small", folder / "small.safetensors", 1.0}};
        CHECK_FALSE(isSamePicture(mustRun(*model, request), mustRun(*model, plainRequest())));
    }

    TEST_CASE("a run without LoRAs after one with them equals a fresh process")
    {
        const auto fresh = mustRun(*loadOdd(), plainRequest());
        const auto model = loadOdd();
        const auto changed = mustRun(*model, requestWith({{"peft", 1.0}, {"clip", 1.0}, {"kohya", 0.5}}));
        CHECK_FALSE(isSamePicture(changed, fresh));
        CHECK(isSamePicture(mustRun(*model, plainRequest()), fresh));
        CHECK(isSamePicture(mustRun(*model, requestWith({{"peft", 0.0}})), fresh));
    }

    TEST_CASE("a LoRA that is kept from the last run gives the same picture")
    {
        const auto model = loadOdd();
        const auto first = mustRun(*model, requestWith({{"kohya", 0.8}}));
        mustRun(*model, requestWith({{"kohya", -1.0}, {"xlabs", 1.0}}));
        CHECK(isSamePicture(mustRun(*model, requestWith({{"kohya", 0.8}})), first));
    }

    TEST_CASE("a cancelled run leaves nothing behind")
    {
        const auto model = loadOdd();
        const auto before = mustRun(*model, plainRequest());
        std::stop_source source;
        const auto stopped = model->run(
            requestWith({{"peft", 1.0}, {"clip", 1.0}}),
            [&](const Progress& progress) {
                if (progress.stage == Stage::Denoise) {
                    source.request_stop();
                }
            },
            source.get_token());
        REQUIRE_FALSE(stopped.has_value());
        CHECK(stopped.error().code == ErrorCode::Cancelled);
        CHECK(isSamePicture(mustRun(*model, plainRequest()), before));
    }

    TEST_CASE("a stack of which one file fails leaves nothing behind")
    {
        const auto model = loadOdd();
        const auto before = mustRun(*model, plainRequest());
        auto request = requestWith({{"peft", 1.0}});
        request.loras.push_back({"gone", loraFile("gone"), 1.0});
        const auto failed = model->run(request, {}, {});
        REQUIRE_FALSE(failed.has_value());
        CHECK(failed.error().code == ErrorCode::NotFound);
        CHECK(isSamePicture(mustRun(*model, plainRequest()), before));
    }

    TEST_CASE("what fits no layer is counted, and a file of which nothing fits is refused")
    {
        const TemporaryFolder folder;
        const auto model = loadOdd();
        auto tensors = pairOf("transformer.x_embedder.lora_A.weight", "transformer.x_embedder.lora_B.weight", 36, 16);
        const auto other = pairOf("transformer.transformer_blocks.7.attn.to_q.lora_A.weight",
                                  "transformer.transformer_blocks.7.attn.to_q.lora_B.weight", 36, 36);
        tensors.insert(tensors.end(), other.begin(), other.end());
        tensors.push_back(zeros("bundle_emb.trigger", {1}));
        writeSafetensors(folder / "part.safetensors", tensors);
        writeSafetensors(folder / "none.safetensors", other);
        auto request = plainRequest();
        request.loras = {{"part", folder / "part.safetensors", 1.0}};
        const auto output = mustRun(*model, request);
        REQUIRE(output.warnings.size() == 1);
        CHECK(output.warnings.front()
              == "3 of 5 tensors of part.safetensors fit no layer of this model, the first is bundle_emb.trigger");
        request.loras = {{"none", folder / "none.safetensors", 1.0}};
        const auto refused = model->run(request, {}, {});
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::InvalidArgument);
        CHECK(describe(refused.error())
              == "loras: none.safetensors fits no layer of this model; its first tensor is "
                 "transformer.transformer_blocks.7.attn.to_q.lora_A.weight");
    }

    TEST_CASE("matrices of another model and control LoRAs without their picture are refused by name")
    {
        const TemporaryFolder folder;
        const auto model = loadOdd();
        writeSafetensors(folder / "wide.safetensors",
                         pairOf("transformer.proj_out.lora_A.weight", "transformer.proj_out.lora_B.weight", 64, 3072));
        auto request = plainRequest();
        request.loras = {{"wide", folder / "wide.safetensors", 1.0}};
        const auto refused = model->run(request, {}, {});
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::InvalidArgument);
        CHECK(describe(refused.error())
              == "loras: wide.safetensors does not fit this model: transformer.proj_out.lora_A.weight changes a layer "
                 "of shape [64, 3072], the model's has [16, 36]");
        const auto control = model->run(requestWith({{"control", 1.0}}), {}, {});
        REQUIRE_FALSE(control.has_value());
        CHECK(describe(control.error()) == "loras: control.safetensors is a control LoRA and needs a control picture");
    }

    TEST_CASE("matrices take no more memory than their file")
    {
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            for (const std::string name : {"peft", "kohya", "xlabs", "clip"}) {
                CAPTURE(name);
                const auto file = openLora(loraFile(name));
                REQUIRE(file.has_value());
                const auto tensors =
                    readLora(*file, std::vector<bool>(file->layers.size(), true), {dtype, at::kCPU, {}, {}});
                REQUIRE(tensors.has_value());
                std::size_t bytes = 0;
                for (const auto& layer : tensors->layers) {
                    bytes += bytesOf(layer.down) + bytesOf(layer.up) + bytesOf(layer.bias);
                }
                CHECK(bytes > 0);
                CHECK(bytes <= std::filesystem::file_size(loraFile(name)));
            }
        }
    }

    TEST_CASE("every key style finds its layer")
    {
        const std::string qkv = "transformer_blocks.18.attn.to_q transformer_blocks.18.attn.to_k "
                                "transformer_blocks.18.attn.to_v";
        const std::vector<std::tuple<std::string, std::string, std::string>> cases = {
            {"transformer.single_transformer_blocks.37.proj_mlp", ".lora_A.weight",
             "single_transformer_blocks.37.proj_mlp"},
            {"base_model.model.transformer_blocks.3.ff_context.net.0.proj", ".lora_A.weight",
             "transformer_blocks.3.ff_context.net.0.proj"},
            {"transformer.transformer_blocks.0.attn.to_out.0", ".lora.down.weight",
             "transformer_blocks.0.attn.to_out.0"},
            {"transformer.transformer_blocks.0.attn.processor.to_out", "_lora.down.weight",
             "transformer_blocks.0.attn.to_out.0"},
            {"lora_unet_double_blocks_18_img_attn_qkv", ".lora_down.weight", qkv},
            {"lora_unet.double_blocks.18.img_attn.qkv", ".lora_down.weight", qkv},
            {"double_blocks.18.img_attn.qkv", ".lora_A.weight", qkv},
            {"base_model.model.double_blocks.18.img_attn.qkv", ".lora_A.weight", qkv},
            {"diffusion_model.double_blocks.18.img_attn.qkv", ".lora_down.weight", qkv},
            {"model.diffusion_model.double_blocks.18.img_attn.qkv", ".lora_A.weight", qkv},
            {"double_blocks.18.processor.qkv_lora1", ".down.weight", qkv},
            {"single_blocks.5.processor.proj_lora", ".down.weight", "single_transformer_blocks.5.proj_out"},
            {"lora_transformer_single_transformer_blocks_5_attn_to_k", ".lora_down.weight",
             "single_transformer_blocks.5.attn.to_k"},
            {"lora_unet_final_layer_linear", ".lora_down.weight", "proj_out"},
            {"text_encoder.text_model.encoder.layers.11.mlp.fc2", ".lora_linear_layer.down.weight",
             "clip:encoder.layers.11.mlp.fc2"},
            {"text_encoder.encoder.layers.1.self_attn.q_proj", ".lora_A.weight",
             "clip:encoder.layers.1.self_attn.q_proj"},
            {"text_encoder.text_model.encoder.layers.2.self_attn.to_out", "_lora.down.weight",
             "clip:encoder.layers.2.self_attn.out_proj"},
            {"lora_te1_text_model_encoder_layers_3_self_attn_out_proj", ".lora_down.weight",
             "clip:encoder.layers.3.self_attn.out_proj"},
            {"text_encoders.clip_l.transformer.text_model.encoder.layers.3.mlp.fc1", ".lora_down.weight",
             "clip:encoder.layers.3.mlp.fc1"},
            {"lora_te3_encoder_block_23_layer_1_DenseReluDense_wi_0", ".lora_down.weight",
             "t5:encoder.block.23.layer.1.DenseReluDense.wi_0"},
            {"text_encoders.t5xxl.transformer.encoder.block.0.layer.0.SelfAttention.o", ".lora_down.weight",
             "t5:encoder.block.0.layer.0.SelfAttention.o"},
            {"text_encoder_2.encoder.block.0.layer.0.SelfAttention.q", ".lora_A.weight",
             "t5:encoder.block.0.layer.0.SelfAttention.q"},
        };
        for (const auto& [path, down, expected] : cases) {
            CAPTURE(path);
            std::string up = down;
            for (const auto& [from, to] : {std::pair{"lora_A", "lora_B"}, std::pair{"down", "up"}}) {
                if (const auto place = up.find(from); place != std::string::npos) {
                    up.replace(place, std::string(from).size(), to);
                }
            }
            const TemporaryFolder folder;
            const auto file = opened(folder, pairOf(path + down, path + up, 8, 4));
            REQUIRE(file.has_value());
            REQUIRE(file->layers.size() == 1);
            CHECK(modulesOf(file->layers.front()) == expected);
            CHECK(file->unknownKeys.empty());
        }
    }

    TEST_CASE("layers that stand twice in a file count once")
    {
        const TemporaryFolder folder;
        auto tensors = pairOf("transformer.x_embedder.lora_A.weight", "transformer.x_embedder.lora_B.weight", 8, 4);
        const auto again = pairOf("lora_unet_img_in.lora_down.weight", "lora_unet_img_in.lora_up.weight", 8, 4);
        tensors.insert(tensors.end(), again.begin(), again.end());
        const auto file = opened(folder, tensors);
        REQUIRE(file.has_value());
        CHECK(file->layers.size() == 1);
        CHECK(file->keyCount == 2);
    }

    TEST_CASE("the halves of BFL's last modulation change places")
    {
        const TemporaryFolder folder;
        auto tensors = pairOf("final_layer.adaLN_modulation.1.lora_A.weight",
                              "final_layer.adaLN_modulation.1.lora_B.weight", 4, 3);
        const std::vector<float> rows = {1, 1, 2, 2, 3, 3, 4, 4};
        tensors[1].bytes.assign(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(float));
        const auto file = opened(folder, tensors);
        REQUIRE(file.has_value());
        const auto read = readLora(*file, {true}, {});
        REQUIRE(read.has_value());
        CHECK(at::equal(read->layers[0].up.select(1, 0), at::tensor({3.0F, 4.0F, 1.0F, 2.0F})));
    }

    TEST_CASE("adapters of other kinds are refused by name")
    {
        const std::vector<std::pair<std::string, std::string>> kinds = {
            {"lora_unet_img_in.dora_scale", "DoRA"}, {"transformer.x_embedder.lora_magnitude_vector", "DoRA"},
            {"lycoris_x_embedder.lokr_w1", "LoKr"},  {"lora_unet_img_in.hada_w1_a", "LoHa"},
            {"lora_unet_img_in.oft_blocks", "OFT"},
        };
        for (const auto& [key, kind] : kinds) {
            auto tensors = pairOf("lora_unet_img_in.lora_down.weight", "lora_unet_img_in.lora_up.weight", 8, 4);
            tensors.push_back(zeros(key, {4}));
            const auto line = refusal(tensors, ErrorCode::UnsupportedFormat);
            CHECK(line.find(kind + " adapter") != std::string::npos);
            CHECK(line.find(key) != std::string::npos);
        }
    }

    TEST_CASE("files that contradict themselves are refused by name")
    {
        const std::string down = "transformer.x_embedder.lora_A.weight";
        const std::string up = "transformer.x_embedder.lora_B.weight";
        const std::string alpha = "transformer.x_embedder.alpha";
        const auto refused = [](const std::vector<TensorBytes>& tensors) {
            return refusal(tensors, ErrorCode::CorruptFile);
        };
        CHECK(refused({zeros(down, {2, 4})}).find("the up matrix, is missing") != std::string::npos);
        CHECK(refused({zeros(up, {4, 2})}).find("the down matrix, is missing") != std::string::npos);
        CHECK(refused({zeros(down, {2, 4}), zeros(up, {4, 3})}).find("can't be multiplied") != std::string::npos);
        CHECK(refused({zeros(down, {8}), zeros(up, {4, 2})}).find("can't be multiplied") != std::string::npos);
        CHECK(refused({zeros(down, {0, 4}), zeros(up, {4, 0})}).find("can't be multiplied") != std::string::npos);
        CHECK(refused({zeros(down, {}), zeros(up, {})}).find("can't be multiplied") != std::string::npos);
        CHECK(refused({zeros(down, {2, 4}, "I16"), zeros(up, {4, 2})}).find("no real numbers") != std::string::npos);
        CHECK(refused({zeros(alpha, {2}), zeros(down, {2, 4}), zeros(up, {4, 2})}).find("expected one number")
              != std::string::npos);
        TensorBytes infinite = zeros(alpha, {});
        infinite.bytes = std::string("\x00\x00\x80\x7F", 4);
        CHECK(refused({infinite, zeros(down, {2, 4}), zeros(up, {4, 2})}).find("not a finite number")
              != std::string::npos);
        CHECK(refused({zeros(down, {2, 4}), zeros(up, {4, 2}), zeros("x_embedder.lora_A.weight", {2, 4})})
                  .find("second of its kind")
              != std::string::npos);
        CHECK(refused({zeros("transformer.x_embedder.lora_B.bias", {5}), zeros(down, {2, 4}), zeros(up, {4, 2})})
                  .find("the bias has shape [5]")
              != std::string::npos);
        const std::string modulation = "final_layer.adaLN_modulation.1.lora_";
        CHECK(refused({zeros(modulation + "A.weight", {2, 4}), zeros(modulation + "B.weight", {3, 2})})
                  .find("no two halves")
              != std::string::npos);
    }

    TEST_CASE("hostile metadata end in one line")
    {
        const TemporaryFolder folder;
        const std::string deep(2000, '[');
        for (const std::string& text :
             {std::string("7"), std::string("{"), deep, "{\\\"a\\\":" + deep,
              std::string(R"({\"transformer.lora_alpha\":\"x\"})"),
              std::string(R"({\"transformer.r\":4,\"transformer.alpha_pattern\":{\"a\":[]}})")}) {
            testing::writeText(
                folder / "bad.safetensors",
                testing::safetensorsText(R"({"__metadata__":{"lora_adapter_metadata":")" + text + "\"}}", ""));
            const auto file = openLora(folder / "bad.safetensors");
            REQUIRE_FALSE(file.has_value());
            CHECK(file.error().code == ErrorCode::CorruptFile);
            CHECK(describe(file.error()).find("lora_adapter_metadata") != std::string::npos);
            CHECK(describe(file.error()).find('\n') == std::string::npos);
        }
    }

    TEST_CASE("any changed byte of a header gives a table or an error")
    {
        const TemporaryFolder folder;
        std::ifstream stream(loraFile("alphas"), std::ios::binary);
        const std::string intact((std::istreambuf_iterator<char>(stream)), {});
        const std::size_t header = intact.find("  ") == std::string::npos ? 2000 : intact.find("  ");
        const auto file = folder / "changed.safetensors";
        int errors = 0;
        for (std::size_t place = 8; place < header; place += 3) {
            std::string changed = intact;
            changed[place] = static_cast<char>(changed[place] ^ (1 << (place % 7)));
            testing::writeText(file, changed);
            const auto lora = openLora(file);
            errors += lora ? 0 : 1;
            if (lora) {
                readLora(*lora, std::vector<bool>(lora->layers.size(), true), {});
            } else {
                CHECK(describe(lora.error()).size() < 600);
            }
        }
        CHECK(errors > 0);
    }
}
