#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "pipeline/resolved_request.h"

using namespace genserve;
using namespace genserve::pipeline;

namespace {

using Words = std::vector<std::string>;

constexpr NetworkSize Size{
    .width = 192, .headWidth = 32, .textWidth = 96, .pooledWidth = 64, .inputs = 64, .outputs = 64};

CatalogueEntry model(const std::string& id, ModelKind kind)
{
    CatalogueEntry entry;
    entry.kind = kind;
    entry.info.id = id;
    entry.info.nativeSize = 256;
    entry.info.features = {"any"};
    entry.size = Size;
    entry.size.inputs = kind == ModelKind::Fill ? 384 : isControl(kind) ? 128 : 64;
    return entry;
}

AdapterEntry adapter(const std::string& id, AdapterKind kind, std::optional<ControlType> type = {})
{
    AdapterEntry entry;
    entry.kind = kind;
    entry.info.id = id;
    entry.info.location = "/models/" + id + ".safetensors";
    entry.controlType = type;
    entry.size = {.width = 192};
    return entry;
}

AdapterEntry unionNet(const std::string& id)
{
    auto entry = adapter(id, AdapterKind::ControlNet);
    entry.isUnion = true;
    entry.info.unionModes = {"canny", "tile", "depth"};
    return entry;
}

Catalogue installed(std::vector<CatalogueEntry> models, std::vector<AdapterEntry> adapters = {})
{
    return {.folders = {}, .models = std::move(models), .adapters = std::move(adapters), .files = {}};
}

GenerationRequest asking(Mode mode, std::optional<ControlType> type = {})
{
    GenerationRequest request;
    request.prompt = "a cat";
    request.mode = mode;
    request.controlType = type;
    if (mode != Mode::TextToImage) {
        request.inputImage = Image::filled(40, 20, 3, 9);
    }
    if (mode == Mode::Fill) {
        request.maskImage = Image::filled(40, 20, 1, 255);
    }
    if (mode == Mode::ControlNet) {
        request.controlImage = Image::filled(8, 8, 3, 0);
    }
    return request;
}

struct Outcome {
    std::string model, error;
    Words warnings;
    ResolvedRequest resolved;
    std::vector<Fault> faults;
};

// What Engine does with a request before it loads anything. The request must outlive the outcome.
Outcome outcomeOf(const GenerationRequest& request, const Catalogue& catalogue)
{
    Outcome outcome;
    const auto chosen = chooseModel(request, catalogue, outcome.warnings);
    const auto resolved =
        chosen.and_then([&](const CatalogueEntry& entry) { return resolveRequest(request, entry, catalogue); });
    outcome.model = chosen ? chosen->info.id : "";
    if (!resolved) {
        outcome.error = resolved.error().message;
        outcome.faults = resolved.error().faults;
        return outcome;
    }
    outcome.resolved = *resolved;
    outcome.warnings.insert(outcome.warnings.end(), resolved->warnings.begin(), resolved->warnings.end());
    return outcome;
}

bool warns(const Outcome& outcome, std::string_view start)
{
    return std::ranges::any_of(outcome.warnings, [&](const auto& line) { return line.starts_with(start); });
}

const auto Dev = model("flux1-dev", ModelKind::Dev);
const auto Fill = model("flux1-fill-dev", ModelKind::Fill);
const auto Canny = model("flux1-canny-dev", ModelKind::Canny);
const auto Depth = model("flux1-depth-dev", ModelKind::Depth);
const auto Tuned = model("tuned", ModelKind::Dev);

} // namespace

TEST_SUITE("model_choice")
{
    TEST_CASE("fill on flux1-dev or on no model in particular takes an installed Fill model, and says so")
    {
        auto request = asking(Mode::Fill);
        for (const char* id : {"", "flux1-dev"}) {
            request.modelId = id;
            const auto outcome = outcomeOf(request, installed({Tuned, Dev, Fill}));
            CHECK(outcome.model == "flux1-fill-dev");
            CHECK(warns(outcome, "model flux1-fill-dev is used instead of flux1-dev"));
        }
        request.modelId = "tuned";
        CHECK(outcomeOf(request, installed({Tuned, Dev, Fill})).model == "tuned");
        request.modelId = "flux1-dev";
        CHECK(outcomeOf(request, installed({Dev})).model == "flux1-dev");
    }

    TEST_CASE("another model than the default one is taken for what that one can't do, and says so")
    {
        auto request = asking(Mode::ControlNet);
        const auto outcome = outcomeOf(request, installed({Dev, Canny}));
        CHECK(outcome.model == "flux1-canny-dev");
        CHECK(warns(outcome, "model flux1-canny-dev is used"));
        CHECK(!warns(outcomeOf(asking(Mode::TextToImage), installed({Tuned, Canny})), "model "));
    }

    TEST_CASE("a Fill model of another family or without its parts is passed over")
    {
        auto other = Fill;
        other.size.width = 3072;
        auto incomplete = Fill;
        incomplete.info.missing = {"ae*.safetensors"};
        const auto request = asking(Mode::Fill);
        CHECK(outcomeOf(request, installed({Dev, other, incomplete})).model == "flux1-dev");
    }

    TEST_CASE("control takes the model of its type, else a control LoRA, else a ControlNet")
    {
        const auto request = asking(Mode::ControlNet, ControlType::Depth);
        const auto lora = adapter("depth-lora", AdapterKind::ControlLora, ControlType::Depth);
        const auto net = adapter("depth-net", AdapterKind::ControlNet, ControlType::Depth);
        CHECK(outcomeOf(request, installed({Dev, Canny, Depth}, {net, lora})).model == "flux1-depth-dev");
        const auto byLora = outcomeOf(request, installed({Dev, Canny}, {net, lora}));
        CHECK(byLora.model == "flux1-dev");
        REQUIRE(byLora.resolved.loras.size() == 1);
        CHECK(byLora.resolved.loras[0].id == "depth-lora");
        CHECK(byLora.resolved.cfg == 10);
        CHECK(byLora.resolved.control == &*request.controlImage);
        CHECK(byLora.resolved.controlNets.empty());
        const auto byNet = outcomeOf(request, installed({Dev, Canny}, {net}));
        REQUIRE(byNet.resolved.controlNets.size() == 1);
        CHECK(byNet.resolved.controlNets[0].location == "/models/depth-net.safetensors");
        CHECK(byNet.resolved.controlNets[0].scale == 0.7);
        CHECK(byNet.resolved.control == nullptr);
    }

    TEST_CASE("control needs an input only to start from it")
    {
        auto request = asking(Mode::ControlNet);
        request.inputImage.reset();
        CHECK(outcomeOf(request, installed({Dev, Canny})).error.empty());
        request.strength = 0.6;
        CHECK(outcomeOf(request, installed({Dev, Canny})).error.find("input_image") != std::string::npos);
    }

    TEST_CASE("ControlNets that are named run on the base model")
    {
        auto request = asking(Mode::ControlNet, ControlType::Canny);
        request.controlNets.resize(1);
        request.controlNets[0].id = "net";
        const auto outcome =
            outcomeOf(request, installed({Dev, Canny}, {adapter("net", AdapterKind::ControlNet, ControlType::Canny)}));
        CHECK(outcome.model == "flux1-dev");
        CHECK(outcome.error.empty());
    }

    TEST_CASE("a model's own ControlNet comes first, and a named model stays where it can")
    {
        auto own = Tuned;
        own.own = {adapter("own", AdapterKind::ControlNet, ControlType::Canny)};
        auto request = asking(Mode::ControlNet, ControlType::Canny);
        request.modelId = "tuned";
        const auto outcome = outcomeOf(
            request, installed({own, Canny}, {adapter("lora", AdapterKind::ControlLora, ControlType::Canny)}));
        CHECK(outcome.model == "tuned");
        REQUIRE(outcome.resolved.controlNets.size() == 1);
        CHECK(outcome.resolved.controlNets[0].id == "own");
        request.controlType = ControlType::Depth; // which its own one is not for
        CHECK(outcomeOf(request, installed({own, Depth})).model == "flux1-depth-dev");
    }

    TEST_CASE("without anything for control the error names the files that would enable it, and all other faults")
    {
        auto request = asking(Mode::ControlNet, ControlType::Depth);
        request.steps = 0;
        const auto outcome = outcomeOf(request, installed({Dev, Canny}));
        REQUIRE(outcome.faults.size() == 2);
        CHECK(outcome.faults[0].field == "num_inference_steps");
        CHECK(outcome.faults[1].field == "mode");
        for (const char* file : {"flux1-depth-dev.safetensors", "flux1-depth-dev-lora.safetensors", "controlnet"}) {
            CHECK(outcome.faults[1].problem.find(file) != std::string::npos);
        }
    }

    TEST_CASE("the default model is one that does what is asked")
    {
        const auto starter = model("starter", ModelKind::Dev);
        CHECK(outcomeOf(asking(Mode::TextToImage), installed({starter, Fill})).model == "starter");
        CHECK(outcomeOf(asking(Mode::Fill), installed({starter, Fill})).model == "flux1-fill-dev");
        CHECK(outcomeOf(asking(Mode::ControlNet), installed({starter, Canny})).model == "flux1-canny-dev");
        CHECK(outcomeOf(asking(Mode::TextToImage), installed({starter, Tuned})).model == "tuned");
    }
}

TEST_SUITE("resolved_request")
{
    TEST_CASE("a part is repainted in a larger picture than can be made whole")
    {
        auto request = asking(Mode::Fill);
        request.width = 4096;
        request.height = 3072;
        CHECK(outcomeOf(request, installed({Fill})).error.find("12582912 pixels, the limit is 8388608")
              != std::string::npos);
        request.onlyMasked = true;
        CHECK(outcomeOf(request, installed({Fill})).error.empty());
        request.width = 4112;
        CHECK(outcomeOf(request, installed({Fill})).error.find("4096") != std::string::npos);
    }

    TEST_CASE("all faults are reported at once, by field")
    {
        auto request = asking(Mode::Fill);
        request.prompt = " ";
        request.steps = 0;
        request.maskGrowPx = 257;
        request.maskFeatherPx = -1;
        request.maskPaddingPx = 1025;
        request.loras = {{"unknown", 9}};
        request.controlScale = 3;
        request.controlStart = 0.8;
        request.controlEnd = 0.2;
        request.maskImage = Image::filled(3, 3, 1, 0);
        Words fields;
        for (const auto& fault : outcomeOf(request, installed({Dev})).faults) {
            fields.push_back(fault.field);
        }
        CHECK(fields
              == Words{"prompt", "num_inference_steps", "mask_grow_px", "mask_feather_px", "mask_padding_px",
                       "mask_image", "loras[0].weight", "loras[0].name", "controlnet_conditioning_scale",
                       "control_guidance_start"});
    }

    TEST_CASE("an unknown LoRA is answered with near names")
    {
        auto request = asking(Mode::TextToImage);
        request.loras = {{"watercolor", 1}};
        const auto catalogue =
            installed({Dev}, {adapter("watercolour-v2", AdapterKind::Lora), adapter("pixel", AdapterKind::Lora)});
        CHECK(outcomeOf(request, catalogue).error
              == "loras[0].name: no LoRA 'watercolor' is installed; installed: watercolour-v2, pixel");
        request.loras[0].name = "pixl";
        CHECK(outcomeOf(request, catalogue).error.ends_with("did you mean pixel?"));
        CHECK(outcomeOf(request, installed({Dev})).error.ends_with("is installed; none is"));
    }

    TEST_CASE("a LoRA is known by id and file name, and must fit and be whole")
    {
        auto lora = adapter("ink-2", AdapterKind::Lora);
        lora.info.location = "/models/Ink.safetensors";
        auto wide = adapter("wide", AdapterKind::Lora);
        wide.size.width = 3072;
        auto broken = adapter("broken", AdapterKind::Lora);
        broken.info.problem = "can't be used: DoRA";
        const auto catalogue = installed({Dev}, {lora, wide, broken, adapter("net", AdapterKind::ControlNet)});
        auto request = asking(Mode::TextToImage);
        request.loras = {{"ink-2", 0.5}, {"Ink", -4}, {"Ink.safetensors", 0}};
        const auto outcome = outcomeOf(request, catalogue);
        const std::vector<LoraUse> expected{{"ink-2", lora.info.location, 0.5}, {"ink-2", lora.info.location, -4}};
        CHECK((outcome.resolved.loras == expected)); // as doctest can't print them
        CHECK(warns(outcome, "loras[2] has no effect with weight 0"));
        request.loras = {{"wide", 1}, {"broken", 1}, {"net", 1}};
        CHECK(outcomeOf(request, catalogue).error
              == "loras[0].name: wide does not fit model flux1-dev: it is made for 3072 channels in a layer, the "
                 "model has 192; loras[1].name: broken can't be used: DoRA; loras[2].name: net is a ControlNet, "
                 "which belongs in controlnets");
    }

    TEST_CASE("a control LoRA that is named needs a control picture and is the control")
    {
        const auto catalogue = installed(
            {Dev, Canny}, {adapter("edges", AdapterKind::ControlLora), adapter("net", AdapterKind::ControlNet)});
        auto request = asking(Mode::TextToImage);
        request.loras = {{"edges", 0.8}};
        CHECK(outcomeOf(request, catalogue).error == "control_image: is required by the control LoRA edges");
        request.controlImage = Image::filled(8, 8, 3, 0);
        const auto outcome = outcomeOf(request, catalogue);
        CHECK(outcome.model == "flux1-dev");
        CHECK(outcome.resolved.control == &*request.controlImage);
        CHECK(outcome.resolved.loras.size() == 1);
        CHECK(outcome.resolved.controlNets.empty());
    }

    TEST_CASE("a union net takes its mode from control_type, or asks for it")
    {
        const auto catalogue = installed({Dev}, {unionNet("union")});
        auto request = asking(Mode::ControlNet, ControlType::Depth);
        CHECK(outcomeOf(request, catalogue).resolved.controlNets.at(0).mode == 2);
        request.controlType.reset();
        CHECK(outcomeOf(request, catalogue).faults.at(0).field == "control_type");
        request.controlPreprocess = true; // which makes canny edges
        CHECK(outcomeOf(request, catalogue).resolved.controlNets.at(0).mode == 0);
        CHECK(outcomeOf(request, catalogue).resolved.findEdges);
        request.controlPreprocess = false;
        request.controlNets.resize(1);
        request.controlNets[0].id = "union";
        request.controlNets[0].mode = 3;
        CHECK(outcomeOf(request, catalogue).error
              == "controlnets[0].mode: 3 is none of the modes of union: 0 canny, 1 tile, 2 depth");
        request.controlNets[0].mode = 1;
        CHECK(outcomeOf(request, catalogue).resolved.controlNets.at(0).mode == 1);
        request.controlType = ControlType::OpenPose; // which this union lacks
        request.controlNets.clear();
        CHECK(outcomeOf(request, catalogue).faults.at(0).field == "mode");
    }

    TEST_CASE("several ControlNets have their own maps and numbers")
    {
        auto request = asking(Mode::ControlNet);
        request.controlNets.resize(2);
        request.controlNets[0].id = "a";
        request.controlNets[0].scale = 0.25;
        request.controlNets[0].end = 0.5;
        request.controlNets[1].id = "b";
        request.controlNets[1].image = Image::filled(4, 4, 3, 1);
        const auto outcome = outcomeOf(
            request, installed({Dev}, {adapter("a", AdapterKind::ControlNet), adapter("b", AdapterKind::ControlNet)}));
        const auto& nets = outcome.resolved.controlNets;
        REQUIRE(nets.size() == 2);
        CHECK(nets[0].image == &*request.controlImage);
        CHECK(nets[0].scale == 0.25);
        CHECK(nets[0].end == 0.5);
        CHECK(nets[1].image == &*request.controlNets[1].image);
    }

    TEST_CASE("edges are found for canny only")
    {
        auto request = asking(Mode::ControlNet, ControlType::Depth);
        request.controlPreprocess = true;
        CHECK(outcomeOf(request, installed({Dev, Depth})).error.starts_with("control_preprocess: makes canny edges"));
        request.controlType.reset();
        request.modelId = "flux1-depth-dev";
        CHECK(outcomeOf(request, installed({Dev, Depth})).error.starts_with("control_preprocess: makes edge maps"));
    }

    TEST_CASE("only ControlNets use scale, start and end; all else warns")
    {
        auto request = asking(Mode::ControlNet, ControlType::Canny);
        request.controlScale = 1;
        request.controlStart = 0.1;
        request.controlEnd = 0.9;
        const auto byModel = outcomeOf(request, installed({Dev, Canny}));
        CHECK(warns(byModel, "controlnet_conditioning_scale has no effect without a ControlNet"));
        CHECK(warns(byModel, "control_guidance_start has no effect"));
        CHECK(warns(byModel, "control_guidance_end has no effect"));
        const auto byNet =
            outcomeOf(request, installed({Dev}, {adapter("net", AdapterKind::ControlNet, ControlType::Canny)}));
        CHECK(byNet.warnings.empty());
        CHECK(byNet.resolved.controlNets.at(0).scale == 1);
        CHECK(byNet.resolved.controlNets.at(0).start == 0.1);
    }

    TEST_CASE("what has no effect in a mode warns, field by field")
    {
        auto request = asking(Mode::TextToImage);
        request.strength = 0.5;
        request.pasteBack = false;
        request.maskGrowPx = 1;
        request.maskFeatherPx = 1;
        request.onlyMasked = true;
        request.maskPaddingPx = 1;
        request.colorMatch = true;
        request.outpaint = Outpaint{};
        request.controlType = ControlType::Canny;
        request.controlPreprocess = true;
        request.controlScale = 1;
        request.inputImage = request.maskImage = Image::filled(3, 3, 3, 0);
        const auto outcome = outcomeOf(request, installed({Dev}));
        for (const char* field : {"strength", "paste_back", "mask_grow_px", "mask_feather_px", "only_masked",
                                  "mask_padding_px", "color_match", "outpaint", "control_type", "control_preprocess",
                                  "controlnet_conditioning_scale", "input_image", "mask_image"}) {
            CAPTURE(field);
            CHECK(warns(outcome, std::string(field) + " has no effect"));
        }
        CHECK_FALSE(outcome.resolved.findEdges);
        CHECK(outcome.resolved.mask == nullptr);
    }

    TEST_CASE("strength: 0.8 in img2img, all of it in fill and control unless given, none of it for Fill models")
    {
        CHECK(outcomeOf(asking(Mode::ImageToImage), installed({Dev})).resolved.strength == 0.8);
        CHECK(outcomeOf(asking(Mode::Fill), installed({Dev})).resolved.strength == 1);
        auto fill = asking(Mode::Fill);
        fill.strength = 0.3;
        CHECK(outcomeOf(fill, installed({Dev})).resolved.strength == 0.3);
        const auto byFill = outcomeOf(fill, installed({Dev, Fill}));
        CHECK(byFill.resolved.strength == 1);
        CHECK(warns(byFill, "strength has no effect with Fill models"));
        auto control = asking(Mode::ControlNet);
        CHECK(outcomeOf(control, installed({Canny})).resolved.input == nullptr);
        control.strength = 0.6;
        const auto started = outcomeOf(control, installed({Canny}));
        CHECK(started.resolved.input == &*control.inputImage);
        CHECK(started.resolved.strength == 0.6);
    }

    TEST_CASE("an outpainted canvas is the picture and its growth, or the asked size")
    {
        auto request = asking(Mode::Fill);
        request.maskImage.reset();
        request.outpaint = Outpaint{10, 0, 30, 20};
        const auto natural = outcomeOf(request, installed({Dev})).resolved;
        CHECK(natural.width == 80);
        CHECK(natural.height == 40);
        CHECK(natural.outpaint == request.outpaint);
        CHECK(natural.mask == nullptr);
        request.width = 160;
        request.height = 0;
        const auto scaled = outcomeOf(request, installed({Dev})).resolved;
        CHECK(scaled.width == 160);
        CHECK(scaled.height == 40);
        CHECK(scaled.outpaint == Outpaint{20, 0, 60, 20});
        request.outpaint = Outpaint{};
        CHECK(outcomeOf(request, installed({Dev})).error.starts_with("mask_image: is required"));
        request.width.reset();
        request.outpaint = Outpaint{4096, 0, 0, 0};
        CHECK(outcomeOf(request, installed({Dev})).error.starts_with("width: 4136 is not in 16 to 4096"));
        request.outpaint = Outpaint{-1, 0, 0, 0};
        CHECK(outcomeOf(request, installed({Dev})).error.starts_with("outpaint: each side grows by 0 to 4096 px"));
    }

    TEST_CASE("models refuse the modes they are not made for")
    {
        auto request = asking(Mode::TextToImage);
        request.modelId = "flux1-fill-dev";
        CHECK(outcomeOf(request, installed({Fill})).error == "mode: model flux1-fill-dev does fill only, not text2img");
        request.modelId = "flux1-canny-dev";
        CHECK(outcomeOf(request, installed({Canny})).error == "control_image: is required by model flux1-canny-dev");
        request.controlImage = Image::filled(8, 8, 3, 0);
        CHECK(outcomeOf(request, installed({Canny})).error.empty());
        request.modelId = "gone";
        request.steps = 201;
        std::vector<std::string> warnings;
        const auto error = chooseModel(request, installed({Canny}), warnings).error();
        CHECK(error.code == ErrorCode::NotFound);
        CHECK(
            error.message
            == "no model 'gone' is installed; installed: flux1-canny-dev; num_inference_steps: 201 is not in 1 to 200");
        CHECK(error.faults.size() == 2);
    }

    TEST_CASE("a control picture leads the other modes too")
    {
        auto request = asking(Mode::ImageToImage, ControlType::Canny);
        request.controlImage = Image::filled(8, 8, 3, 0);
        const auto byModel = outcomeOf(request, installed({Dev, Canny}));
        CHECK(byModel.model == "flux1-canny-dev");
        CHECK(byModel.resolved.input == &*request.inputImage);
        CHECK(byModel.resolved.strength == 0.8);
        auto fill = asking(Mode::Fill, ControlType::Canny);
        fill.controlImage = Image::filled(8, 8, 3, 0);
        const auto net = adapter("net", AdapterKind::ControlNet, ControlType::Canny);
        const auto byNet = outcomeOf(fill, installed({Dev, Fill}, {net}));
        CHECK(byNet.model == "flux1-dev");
        CHECK(byNet.resolved.controlNets.size() == 1);
        fill.modelId = "flux1-fill-dev";
        CHECK(warns(outcomeOf(fill, installed({Dev, Fill}, {net})), "control_image has no effect with model"));
    }
}
