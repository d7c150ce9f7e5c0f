// Fill models, control models and ControlNets against diffusers: the nets alone, and every stored controlled_* run.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "crew.h"
#include "imaging/canny.h"
#include "imaging/prepare.h"
#include "imaging/repaint.h"
#include "models/controlnet.h"
#include "pipeline_runs.h"
#include "safetensors_writer.h"
#include "weights/key_map.h"
#include "weights/parameters.h"

using namespace genserve;
using namespace genserve::pipeline;
using test::Golden;

namespace {

const std::filesystem::path Control = std::filesystem::path(GENSERVE_TEST_DATA) / "control";
const std::filesystem::path Nets = Control / "controlnets";

weights::Checkpoint openNet(const std::filesystem::path& location, std::filesystem::path& config)
{
    auto checkpoint = openControlNet(location, config);
    INFO((checkpoint ? std::string() : describe(checkpoint.error())));
    REQUIRE(checkpoint.has_value());
    return std::move(*checkpoint);
}

models::ControlNetConfig configOf(const weights::Checkpoint& checkpoint, const std::filesystem::path& file)
{
    const auto config =
        file.empty() ? models::ControlNetConfig::fromCheckpoint(checkpoint) : models::ControlNetConfig::fromFile(file);
    INFO((config ? std::string() : describe(config.error())));
    REQUIRE(config.has_value());
    return *config;
}

models::ControlNetInputs inputsOf(const Golden& golden)
{
    const auto given = [&](const char* name) { return golden.tensors.contains(name); };
    const at::Tensor& cond = golden["controlnet_cond"];
    return {.encoder_hidden_states = golden["encoder_hidden_states"][0],
            .pooled_projections = golden["pooled_projections"][0],
            .timesteps = golden["timestep"],
            .guidance = given("guidance") ? golden["guidance"].item<double>() : 0,
            .txt_ids = golden["txt_ids"],
            .img_ids = golden["img_ids"],
            .controlnet_cond = cond.dim() == 4 ? cond : cond[0],
            .controlnet_mode = given("controlnet_mode") ? golden["controlnet_mode"].item<std::int64_t>() : 0};
}

void checkSamples(const std::vector<at::Tensor>& samples, const Golden& golden, const std::string& kind)
{
    for (std::size_t i = 0; i < samples.size(); ++i) {
        CHECK(test::relativeError(samples[i], golden[kind + "." + std::to_string(i)][0]) < 1e-5);
    }
    CHECK_FALSE(golden.tensors.contains(kind + "." + std::to_string(samples.size())));
}

// Runs the net at a location on the golden's inputs.
void checkNet(const std::filesystem::path& location, const Golden& golden)
{
    std::filesystem::path configFile;
    const auto checkpoint = openNet(location, configFile);
    weights::Parameters parameters;
    const models::FluxControlNetModel net(configOf(checkpoint, configFile), parameters);
    const auto loaded = weights::load(parameters, checkpoint, {});
    INFO((loaded ? std::string() : describe(loaded.error())));
    REQUIRE(loaded.has_value());
    const double scale = golden.settings["conditioning_scale"];
    const auto residuals = net.forward(golden["hidden_states"][0], net.prepare(inputsOf(golden)), 0, scale);
    checkSamples(residuals.block, golden, "block");
    checkSamples(residuals.single, golden, "single");
    CHECK(residuals.repeats == net.config().seesPixels());
}

ModelParts partsOf(const nlohmann::json& settings)
{
    auto parts = test::openTiny("models/" + settings["model"].get<std::string>());
    if (!settings["transformer"].is_null()) {
        auto transformer = openTransformer(Control / "transformers" / settings["transformer"].get<std::string>(),
                                           parts.transformerConfig);
        REQUIRE(transformer.has_value());
        parts.transformer = std::move(*transformer);
    }
    return parts;
}

// A golden's request, with the pictures that it borrows.
struct Run {
    explicit Run(const Golden& golden)
    {
        const auto& settings = golden.settings;
        request.prompt = settings["prompt"];
        request.prompt2 = request.prompt;
        request.useTrueCfg = !settings["negative_prompt"].is_null() && settings["true_cfg_scale"] > 1;
        request.negativePrompt = request.useTrueCfg ? settings["negative_prompt"].get<std::string>() : "";
        request.trueCfgScale = settings["true_cfg_scale"];
        request.maxSequenceLength = settings["max_sequence_length"];
        request.mode = modeFromString(settings["mode"].get<std::string>()).value();
        request.width = settings["width"];
        request.height = settings["height"];
        request.steps = settings["steps"];
        request.cfg = settings["cfg"];
        request.seed = settings["seed"];
        request.strength = settings["strength"].is_null() ? 1.0 : settings["strength"].get<double>();
        request.pasteBack = false;
        for (const auto& [name, tensor] : golden.tensors) {
            if (name == "picture" || name == "mask" || name.starts_with("control_")) {
                pictures[name] = test::imageOf(tensor);
            }
        }
        request.input = find("picture");
        request.mask = find("mask");
        if (!settings.contains("controlnets")) {
            request.control = find("control_0");
            return;
        }
        for (const auto& use : settings["controlnets"]) {
            const std::string net = use["net"];
            const std::string index = std::to_string(request.controlNets.size());
            request.controlNets.push_back(
                {net, Nets / net, find("control_" + index), {}, use["scale"], use["start"], use["end"]});
            if (!use["mode"].is_null()) {
                request.controlNets.back().mode = use["mode"].get<int>();
            }
        }
    }
    const Image* find(const std::string& name) const
    {
        const auto found = pictures.find(name);
        return found == pictures.end() ? nullptr : &found->second;
    }

    std::map<std::string, Image> pictures;
    ResolvedRequest request;
};

PipelineOutput outputOf(FluxPipeline& pipeline, const ResolvedRequest& request)
{
    auto output = pipeline.run(request, {}, {});
    INFO((output ? std::string() : describe(output.error())));
    REQUIRE(output.has_value());
    return std::move(*output);
}

std::string refusal(FluxPipeline& pipeline, const ResolvedRequest& request)
{
    const auto output = pipeline.run(request, {}, {});
    REQUIRE_FALSE(output.has_value());
    return describe(output.error());
}

// How many pixels have the weight 0; all of them must be the original's.
int keptPixels(const Image& result, const Image& original, const Image& weight)
{
    REQUIRE(result.width == original.width);
    REQUIRE(result.height == original.height);
    int count = 0;
    for (int y = 0; y < result.height; ++y) {
        for (std::size_t x = 0; x < static_cast<std::size_t>(result.width); ++x) {
            if (weight.row(y)[x] == 0) {
                const auto left = result.row(y).subspan(3 * x, 3);
                const auto right = original.row(y).subspan(3 * x, 3);
                CHECK(std::ranges::equal(left, right));
                ++count;
            }
        }
    }
    return count;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_SUITE("controlnet")
{
    TEST_CASE("every kind of net gives the samples of diffusers")
    {
        for (const char* name : {"latents", "union", "pixels", "xlabs", "comfy"}) {
            CAPTURE(name);
            checkNet(Nets / name, test::loadGolden(std::string("controlnet_") + name));
        }
    }

    TEST_CASE("files of XLabs and ComfyUI hold the net of their diffusers twin")
    {
        checkNet(Nets / "xlabs.safetensors", test::loadGolden("controlnet_xlabs"));
        checkNet(Nets / "comfy.safetensors", test::loadGolden("controlnet_comfy"));
        checkNet(Nets / "comfy_diffusers.safetensors", test::loadGolden("controlnet_comfy"));
    }

    TEST_CASE("a net is known by its tensors and is no transformer")
    {
        for (const char* name : {"xlabs.safetensors", "comfy.safetensors", "comfy_diffusers.safetensors"}) {
            CAPTURE(name);
            const auto file = weights::openFile(Nets / name);
            REQUIRE(file.has_value());
            CHECK(weights::holds(*file, weights::Part::ControlNet));
            CHECK_FALSE(weights::holds(*file, weights::Part::Transformer));
            CHECK(weights::adapterOf(*file) == weights::Adapter::ControlNet);
        }
        const auto model = weights::openFolder(Control / "transformers" / "deep");
        REQUIRE(model.has_value());
        CHECK_FALSE(weights::holds(*model, weights::Part::ControlNet));
    }

    TEST_CASE("names that no net has are left out, and two tensors for one name are refused")
    {
        auto file = *weights::openFile(Nets / "xlabs.safetensors");
        const auto whole = weights::extract(file, weights::Part::ControlNet);
        REQUIRE(whole.has_value());
        const auto tensor = file.tensors.at("input_hint_block.4.weight");
        for (const char* name : {"input_hint_block.1.weight", "input_hint_block.99999999999999999999.weight",
                                 "input_hint_block..weight", "input_hint_block.", "pos_embed_inputs.weight"}) {
            file.tensors[name] = tensor;
        }
        const auto more = weights::extract(file, weights::Part::ControlNet);
        REQUIRE(more.has_value());
        CHECK(more->tensors.size() == whole->tensors.size());
        file.tensors["controlnet_x_embedder.weight"] = tensor;
        const auto refused = weights::extract(file, weights::Part::ControlNet);
        REQUIRE_FALSE(refused.has_value());
        CHECK(contains(refused.error().message, "two tensors stand for"));
    }

    TEST_CASE("an inpainting net, which sees a mask too, is refused")
    {
        std::filesystem::path config;
        auto checkpoint = openNet(Nets / "comfy_diffusers.safetensors", config);
        checkpoint.tensors["controlnet_x_embedder.weight"].shape[1] += 4;
        const auto refused = models::ControlNetConfig::fromCheckpoint(checkpoint);
        REQUIRE_FALSE(refused.has_value());
        CHECK(contains(refused.error().message, "68 channels"));
    }

    TEST_CASE("a config that contradicts itself or its tensors is refused by name")
    {
        const testing::TemporaryFolder folder;
        const auto file = folder.path() / "config.json";
        const auto messageOf = [&](const std::string& json) {
            std::ofstream(file) << json;
            const auto config = models::ControlNetConfig::fromFile(file);
            return config ? std::string("accepted") : config.error().message;
        };
        CHECK(messageOf("{}") == "accepted");
        CHECK(contains(messageOf(R"({"_class_name": "FluxTransformer2DModel"})"), "_class_name"));
        CHECK(contains(messageOf(R"({"num_mode": -3})"), "num_mode"));
        CHECK(contains(messageOf(R"({"num_mode": 1000000000})"), "num_mode"));
        CHECK(contains(messageOf(R"({"patch_size": 0})"), "patch_size"));
        CHECK(contains(messageOf(R"({"conditioning_embedding_channels": 15, "patch_size": 2})"),
                       "conditioning_embedding_channels"));
        CHECK(contains(messageOf(R"({"axes_dims_rope": [2, 2]})"), "axes_dims_rope"));
    }

    TEST_CASE("stored runs of diffusers are reproduced")
    {
        std::map<std::string, std::unique_ptr<FluxPipeline>> models;
        const auto names = test::goldensNamed("controlled_");
        CHECK(names.size() >= 25);
        for (const auto& name : names) {
            CAPTURE(name);
            const auto golden = test::loadGolden(name);
            const auto& settings = golden.settings;
            auto& pipeline =
                models[settings["model"].dump() + settings["transformer"].dump() + settings["precision"].dump()];
            if (!pipeline) {
                pipeline =
                    test::loadTiny(partsOf(settings), settings["precision"] == "bf16" ? at::kBFloat16 : at::kFloat);
            }
            const Run run(golden);
            test::checkRun(outputOf(*pipeline, run.request), golden);
        }
    }

    TEST_CASE("teams of two and three reproduce them too")
    {
        for (const auto& name : test::goldensNamed("controlled_")) {
            CAPTURE(name);
            const auto golden = test::loadGolden(name);
            const auto dtype = golden.settings["precision"] == "bf16" ? at::kBFloat16 : at::kFloat;
            const Run run(golden);
            for (const int members : {2, 3}) {
                CAPTURE(members);
                test::Crew crew(partsOf(golden.settings), members, dtype);
                test::checkRun(crew.mustRun(run.request), golden);
            }
        }
    }

    TEST_CASE("a single file is the net of its folder, in a run too")
    {
        const auto golden = test::loadGolden("controlled_controlnet_single_file");
        const auto pipeline = test::loadTiny(partsOf(golden.settings));
        Run run(golden);
        for (const char* file : {"comfy.safetensors", "comfy_diffusers.safetensors"}) {
            CAPTURE(file);
            run.request.controlNets[0].location = Nets / file;
            test::checkRun(outputOf(*pipeline, run.request), golden);
        }
    }

    TEST_CASE("a net that is off at every step leaves no trace, and neither does the last run's net")
    {
        const auto golden = test::loadGolden("controlled_controlnet");
        const auto pipeline = test::loadTiny(partsOf(golden.settings));
        Run run(golden);
        const auto controlled = outputOf(*pipeline, run.request);
        auto plain = run.request;
        plain.mode = Mode::TextToImage;
        plain.controlNets.clear();
        const auto without = outputOf(*pipeline, plain);
        CHECK_FALSE(without.image == controlled.image);
        // XLabs' net draws no random numbers for its control picture.
        run.request.controlNets[0].location = Nets / "pixels";
        run.request.controlNets[0].start = 0.9;
        CHECK(outputOf(*pipeline, run.request).image == without.image);
        run.request.controlNets[0].location = Nets / "latents";
        run.request.controlNets[0].start = 0;
        CHECK(outputOf(*pipeline, run.request).image == controlled.image);
    }

    TEST_CASE("nets that do not fit are refused by name")
    {
        const auto golden = test::loadGolden("controlled_controlnet_two");
        const auto pipeline = test::loadTiny(partsOf(golden.settings));
        const Run run(golden);
        auto request = run.request;
        request.controlNets[0].location = Nets / "comfy";
        CHECK(contains(refusal(*pipeline, request), "does not fit the model: other latents (64 and 16)"));
        request.controlNets[0].location = Nets / "pixels";
        CHECK(contains(refusal(*pipeline, request), "controlnets[1]: can't be combined with the first"));
        request.controlNets[0].location = Nets / "nowhere";
        CHECK(contains(refusal(*pipeline, request), "nowhere: no such file or folder"));
        request.controlNets[0].location = Control / "transformers" / "deep";
        CHECK(contains(refusal(*pipeline, request), "controlnet_x_embedder.weight is missing"));
    }

    TEST_CASE("a union net needs a mode that it has")
    {
        const auto golden = test::loadGolden("controlled_controlnet_union");
        const auto pipeline = test::loadTiny(partsOf(golden.settings));
        Run run(golden);
        run.request.controlNets[0].mode.reset();
        CHECK(contains(refusal(*pipeline, run.request), "controlnets[0].mode: union is a union net"));
        run.request.controlNets[0].mode = 5;
        CHECK(contains(refusal(*pipeline, run.request), "controlnets[0].mode: 5 is not in 0 to 4"));
        run.request.controlNets[0].mode = -1;
        CHECK(contains(refusal(*pipeline, run.request), "-1 is not in"));
    }

    TEST_CASE("a model is not run without what its input layer needs")
    {
        const auto golden = test::loadGolden("controlled_control");
        const auto control = test::loadTiny(partsOf(golden.settings));
        Run run(golden);
        run.request.control = nullptr;
        CHECK(contains(refusal(*control, run.request), "control_image: is required"));
        run.request.control = run.find("control_0");
        run.request.controlNets.push_back({"latents", Nets / "latents", nullptr, {}});
        CHECK(contains(refusal(*control, run.request), "control_image: is required by a ControlNet"));
        run.request.controlNets.clear();
        const auto fill = test::loadTiny(partsOf(test::loadGolden("controlled_fill_model_full").settings));
        CHECK(contains(refusal(*fill, run.request), "mode: this model can only fill"));
    }

    TEST_CASE("a transformer whose input fits no mode is refused by its channels")
    {
        auto settings = test::loadGolden("controlled_control").settings;
        auto parts = partsOf(settings);
        parts.vae = test::openTiny("models/sharded").vae;
        parts.vaeConfig = test::openTiny("models/sharded").vaeConfig;
        const auto refused = FluxPipeline::load(parts, {}, {}, {});
        REQUIRE_FALSE(refused.has_value());
        CHECK(contains(refused.error().message, "latent_channels (16 and 5)"));

        const testing::TemporaryFolder folder;
        parts = partsOf(settings);
        auto config = nlohmann::json::parse(std::ifstream(parts.transformerConfig));
        config["in_channels"] = 50;
        parts.transformerConfig = folder / "config.json";
        std::ofstream(parts.transformerConfig) << config;
        const auto odd = FluxPipeline::load(parts, {}, {}, {});
        REQUIRE_FALSE(odd.has_value());
        CHECK(contains(odd.error().message, "in_channels 50 does not fit the autoencoder"));
        CHECK(contains(odd.error().message, "with a mask 288"));
    }

    TEST_CASE("edges are found in the control picture where the request asks for them")
    {
        const auto golden = test::loadGolden("controlled_control_resized");
        const auto pipeline = test::loadTiny(partsOf(golden.settings));
        Run run(golden);
        const Image edges = imaging::cannyEdges(
            imaging::fitImage(*run.request.control, run.request.width, run.request.height, ResizeMode::Stretch, 0));
        const auto given = outputOf(*pipeline, run.request);
        run.request.findEdges = true;
        const auto found = outputOf(*pipeline, run.request);
        run.request.findEdges = false;
        run.request.control = &edges;
        CHECK(outputOf(*pipeline, run.request).image == found.image);
        CHECK_FALSE(found.image == given.image);
    }

    TEST_CASE("pixels that the mask leaves black come out as they went in, off the grid too")
    {
        for (const char* name :
             {"controlled_fill_model_full", "controlled_control_inpaint", "controlled_controlnet_inpaint"}) {
            CAPTURE(name);
            const auto golden = test::loadGolden(name);
            const auto pipeline = test::loadTiny(partsOf(golden.settings));
            Run run(golden);
            run.request.width = 50;
            run.request.height = 37;
            run.request.steps = 2;
            run.request.strength = 1;
            run.request.pasteBack = true;
            run.request.maskFeatherPx = 3;
            const Image prepared = imaging::fitImage(*run.request.input, 50, 37, ResizeMode::Stretch, 0);
            const Image weight =
                imaging::featherMask(imaging::fitImage(*run.request.mask, 50, 37, ResizeMode::Stretch, 0), 3);
            const auto output = outputOf(*pipeline, run.request);
            CHECK(keptPixels(output.image, prepared, weight) > 100);
            CHECK_FALSE(output.image == prepared);
        }
    }

    TEST_CASE("only the masked part is worked on, at a size of its own, and the control map follows")
    {
        const auto golden = test::loadGolden("controlled_controlnet_inpaint");
        const auto pipeline = test::loadTiny(partsOf(golden.settings));
        Run run(golden);
        Image mask = Image::filled(run.request.input->width, run.request.input->height, 1, 0);
        for (int y = 20; y < 30; ++y) {
            std::ranges::fill(mask.row(y).subspan(24, 10), std::uint8_t{255});
        }
        run.request.mask = &mask;
        run.request.width = mask.width;
        run.request.height = mask.height;
        run.request.strength = 1;
        run.request.pasteBack = run.request.onlyMasked = true;
        run.request.maskPaddingPx = 4;
        run.request.workPixels = 48 * 48;
        const auto output = outputOf(*pipeline, run.request);
        CHECK(output.latents.size(0) == 9); // 3 x 3 tokens of 16 px
        CHECK(output.image.width == mask.width);
        CHECK(output.image.height == mask.height);
        CHECK(keptPixels(output.image, *run.request.input, mask) == mask.width * mask.height - 100);
        CHECK_FALSE(output.image == *run.request.input);
    }

    TEST_CASE("outpainting keeps the picture and fills what is around it, with and without a mask")
    {
        for (const char* name : {"controlled_fill_model_full", "controlled_controlnet_inpaint"}) {
            CAPTURE(name);
            const auto golden = test::loadGolden(name);
            const auto pipeline = test::loadTiny(partsOf(golden.settings));
            Run run(golden);
            run.request.mask = nullptr;
            run.request.outpaint = Outpaint{.left = 16, .top = 3, .right = 0, .bottom = 13};
            run.request.width = 60;
            run.request.height = 46;
            run.request.pasteBack = true;
            run.request.strength = 1;
            const Image inside = imaging::fitImage(*run.request.input, 44, 30, ResizeMode::Stretch, 0);
            const Image canvas = imaging::outpaintPicture(inside, *run.request.outpaint);
            const Image weight = imaging::outpaintMask({}, 44, 30, *run.request.outpaint);
            const auto output = outputOf(*pipeline, run.request);
            CHECK(keptPixels(output.image, canvas, weight) == 44 * 30);
            CHECK_FALSE(output.image == canvas);
        }
    }
}
