#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/log.h"
#include "pipeline/catalogue.h"
#include "safetensors_writer.h"

using namespace genserve;
using namespace genserve::pipeline;
using testing::TemporaryFolder;
using testing::TensorBytes;
using testing::writeSafetensors;
using testing::writeText;

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

const fs::path Models = fs::path(GENSERVE_TEST_DATA) / "models";
const fs::path Starter = fs::path(GENSERVE_RESOURCES) / "starter";
const fs::path StarterNet = Starter / "controlnet/diffusion_pytorch_model.safetensors";
constexpr std::int64_t StarterWidth = 192;

fs::path copyTo(const fs::path& source, const fs::path& target)
{
    fs::create_directories(target.parent_path());
    fs::copy(source, target, fs::copy_options::recursive);
    return target;
}

TensorBytes zeros(const std::string& name, std::int64_t rows, std::int64_t columns)
{
    return {name, "F32", {rows, columns}, std::string(static_cast<std::size_t>(4 * rows * columns), '\0')};
}

std::vector<TensorBytes> pair(const std::string& module, std::int64_t in, std::int64_t out)
{
    return {zeros(module + ".lora_A.weight", 2, in), zeros(module + ".lora_B.weight", out, 2)};
}

void writeAdapter(const fs::path& file, const std::vector<std::vector<TensorBytes>>& parts)
{
    std::vector<TensorBytes> all;
    for (const auto& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    fs::create_directories(file.parent_path());
    writeSafetensors(file, all);
}

const auto Attention = [](std::int64_t width) {
    return pair("transformer.transformer_blocks.0.attn.to_q", width, width);
};

const AdapterEntry& only(const Catalogue& catalogue)
{
    REQUIRE(catalogue.adapters.size() == 1);
    return catalogue.adapters.front();
}

const InstalledFile& rowOf(const Catalogue& catalogue, const fs::path& location)
{
    const auto found = std::ranges::find(catalogue.files, location, &InstalledFile::location);
    REQUIRE(found != catalogue.files.end());
    return *found;
}

class Silence {
public:
    Silence()
    {
        setLogSink([](LogLevel, std::string_view, std::string_view) {});
    }
};

} // namespace

TEST_SUITE("adapters")
{
    TEST_CASE("LoRAs are found in loras and Lora, below them and anywhere else, whatever they are called")
    {
        const TemporaryFolder folder;
        writeAdapter(folder / "loras/styles/ink/old/controlnet-canny.safetensors", {Attention(StarterWidth)});
        writeAdapter(folder / "Lora/flux1-dev.safetensors", {Attention(StarterWidth)});
        writeAdapter(folder / "ae.safetensors", {Attention(StarterWidth)});
        const auto catalogue = scanCatalogue({folder.path(), Starter});
        REQUIRE(catalogue.models.size() == 1);
        REQUIRE(catalogue.adapters.size() == 4); // the starter's own first
        for (std::size_t i = 1; i < 4; ++i) {
            CHECK(catalogue.adapters[i].kind == AdapterKind::Lora);
            CHECK(catalogue.adapters[i].info.fits == Words{"starter"});
            CHECK(catalogue.adapters[i].info.control.empty());
        }
        CHECK(catalogue.adapters[1].info.id == "ae");
        CHECK(catalogue.findAdapter("controlnet-canny") == &catalogue.adapters[3]);
        CHECK(catalogue.findAdapter((folder / "Lora/flux1-dev.safetensors").string()) == &catalogue.adapters[2]);
        CHECK(catalogue.findAdapter("") == nullptr);
        CHECK(rowOf(catalogue, folder / "ae.safetensors").enables == Words{"lora"});
        CHECK(scanCatalogue({folder.path(), Starter}, ScanScope::ModelsOnly).adapters.size() == 2); // outside of these
    }

    TEST_CASE("a LoRA of another width fits no model here, and says what it needs")
    {
        const TemporaryFolder folder;
        writeAdapter(folder / "loras/wide.safetensors", {Attention(3072)});
        const auto catalogue = scanCatalogue({folder.path(), Starter});
        CHECK(catalogue.findAdapter("wide")->info.fits.empty());
        const auto& row = rowOf(catalogue, folder / "loras/wide.safetensors");
        CHECK(row.role == "lora");
        CHECK(row.enables.empty());
        CHECK(row.needs == Words{"a FLUX model that it fits"});
    }

    TEST_CASE("a LoRA that feeds twice the channels in is a control LoRA, its kind told by its name")
    {
        const TemporaryFolder folder;
        const auto input = pair("transformer.x_embedder", 128, StarterWidth);
        writeAdapter(folder / "loras/my-depth.safetensors", {input, pair("transformer.proj_out", StarterWidth, 64)});
        writeAdapter(folder / "loras/plain.safetensors",
                     {pair("transformer.x_embedder", 64, StarterWidth), Attention(StarterWidth)});
        const auto catalogue = scanCatalogue({folder.path(), Starter});
        const auto* control = catalogue.findAdapter("my-depth");
        REQUIRE(control != nullptr);
        CHECK(control->kind == AdapterKind::ControlLora);
        CHECK(control->controlType == ControlType::Depth);
        CHECK(control->info.fits == Words{"starter"});
        CHECK(rowOf(catalogue, control->info.location).enables == Words{"controlnet"});
        CHECK(catalogue.findAdapter("plain")->kind == AdapterKind::Lora);
    }

    TEST_CASE("twice the channels of an unusual model are told by that model")
    {
        const TemporaryFolder folder;
        copyTo(Models / "odd", folder / "odd");
        const auto model = scanCatalogue({folder.path()}).models.at(0);
        writeAdapter(folder / "loras/canny.safetensors",
                     {pair("transformer.x_embedder", 2 * model.size.inputs, model.size.width)});
        const auto catalogue = scanCatalogue({folder.path()});
        CHECK(only(catalogue).kind == AdapterKind::ControlLora);
        CHECK(only(catalogue).controlType == ControlType::Canny);
        CHECK(catalogue.models[0].info.features.back() == "controlnet");
    }

    TEST_CASE("LoRAs that can't be used are listed with the reason")
    {
        const TemporaryFolder folder;
        auto dora = Attention(StarterWidth);
        dora.push_back(zeros("transformer.transformer_blocks.0.attn.to_q.lora_magnitude_vector", StarterWidth, 1));
        writeAdapter(folder / "loras/dora.safetensors", {dora});
        writeAdapter(folder / "loras/sd.safetensors", {pair("unet.down_blocks.0.attentions.0.proj_in", 320, 320)});
        writeAdapter(folder / "loras/sdxl.safetensors",
                     {{zeros("lora_te1_text_model_encoder_layers_0_self_attn_q_proj.lora_down.weight", 2, 64),
                       zeros("lora_te1_text_model_encoder_layers_0_self_attn_q_proj.lora_up.weight", 64, 2),
                       zeros("lora_unet_input_blocks_4_1_proj_in.lora_down.weight", 2, 640),
                       zeros("lora_unet_input_blocks_4_1_proj_in.lora_up.weight", 640, 2)}});
        writeText(folder / "loras/broken.safetensors", "this is no safetensors file at all");
        const Silence silence;
        const auto catalogue = scanCatalogue({folder.path(), Starter});
        CHECK(catalogue.findAdapter("dora")->info.problem.find("DoRA") != std::string::npos);
        CHECK(catalogue.findAdapter("sd")->info.problem.find("another kind of model") != std::string::npos);
        CHECK(catalogue.findAdapter("sd")->info.fits.empty());
        CHECK(catalogue.findAdapter("sdxl")->info.problem.find("another kind of model") != std::string::npos);
        CHECK(catalogue.findAdapter("broken") == nullptr);
        CHECK(rowOf(catalogue, folder / "loras/broken.safetensors").role == "unreadable");
    }

    TEST_CASE("the starter brings its canny ControlNet along")
    {
        const auto catalogue = scanCatalogue({Starter});
        const auto& net = only(catalogue);
        CHECK(net.kind == AdapterKind::ControlNet);
        CHECK(net.info.id == "starter-canny");
        CHECK(net.info.control == "canny");
        CHECK(net.controlType == ControlType::Canny);
        CHECK(net.info.fits == Words{"starter"});
        REQUIRE(catalogue.models.size() == 1);
        CHECK(catalogue.models[0].own.size() == 1);
        CHECK(catalogue.models[0].info.features.back() == "controlnet");
        CHECK(rowOf(catalogue, Starter / "controlnet").role == "controlnet");
    }

    TEST_CASE("ControlNets are known as files, folders and snapshots, by their tensors")
    {
        const TemporaryFolder folder;
        copyTo(StarterNet, folder / "controlnet/flux1-dev.safetensors");
        copyTo(Starter / "controlnet", folder / "ControlNet/FLUX.1-dev-Controlnet-Depth");
        fs::remove(folder / "ControlNet/FLUX.1-dev-Controlnet-Depth/genserve.json");
        copyTo(Starter / "controlnet", folder / "models--x--flux-pose-net/snapshots/00");
        fs::remove(folder / "models--x--flux-pose-net/snapshots/00/genserve.json");
        const auto catalogue = scanCatalogue({folder.path()});
        CHECK(catalogue.models.empty());
        REQUIRE(catalogue.adapters.size() == 3);
        for (const auto& adapter : catalogue.adapters) {
            CHECK(adapter.kind == AdapterKind::ControlNet);
            CHECK(adapter.size.width == StarterWidth);
            CHECK(adapter.info.problem.empty());
            CHECK(adapter.info.fits.empty());
        }
        CHECK(catalogue.findAdapter("flux.1-dev-controlnet-depth")->controlType == ControlType::Depth);
        CHECK(catalogue.findAdapter("flux-pose-net")->controlType == ControlType::OpenPose);
        CHECK_FALSE(catalogue.findAdapter("flux1-dev")->controlType.has_value());
        CHECK(rowOf(catalogue, folder / "controlnet/flux1-dev.safetensors").needs
              == Words{"a FLUX base model that it fits"});
    }

    TEST_CASE("the number of modes makes a union net")
    {
        const TemporaryFolder folder;
        const auto net = copyTo(Starter / "controlnet", folder / "any");
        fs::remove(net / "genserve.json");
        std::string config = R"({"_class_name": "FluxControlNetModel", "in_channels": 64, "num_attention_heads": 6,
            "attention_head_dim": 32, "axes_dims_rope": [8, 12, 12], "joint_attention_dim": 96,
            "pooled_projection_dim": 64, "num_layers": 1, "num_single_layers": 0, "num_mode": 5})";
        writeText(net / "config.json", config);
        const auto entry = openAdapter(net);
        REQUIRE(entry.has_value());
        CHECK(entry->isUnion);
        CHECK(entry->info.control == "union");
        CHECK(entry->info.unionModes == Words{"canny", "tile", "depth", "blur", "openpose"});
    }

    TEST_CASE("the table says what every file is, whatever it is called")
    {
        const TemporaryFolder folder;
        const auto single = Models / "single_file";
        copyTo(single / "flux1-odd.safetensors", folder / "vae/clip.safetensors");
        copyTo(single / "ae.safetensors", folder / "vae/t5xxl.safetensors");
        copyTo(single / "clip_l.safetensors", folder / "vae/lora.safetensors");
        copyTo(single / "t5xxl.safetensors", folder / "vae/redux.safetensors");
        writeSafetensors(folder / "flux.safetensors", {zeros("anything", 1, 1)});
        writeText(folder / "flux1-dev-Q8_0.gguf", "GGUF");
        const auto catalogue = scanCatalogue({folder.path()});
        const auto role = [&](const char* name) { return rowOf(catalogue, folder / name).role; };
        CHECK(role("vae/clip.safetensors") == "transformer");
        CHECK(role("vae/t5xxl.safetensors") == "vae");
        CHECK(role("vae/lora.safetensors") == "clip");
        CHECK(role("vae/redux.safetensors") == "t5");
        CHECK(role("flux.safetensors") == "unknown");
        CHECK(role("flux1-dev-Q8_0.gguf") == "unreadable");
        CHECK(rowOf(catalogue, folder / "flux1-dev-Q8_0.gguf").detail == "gguf files are not read");
        CHECK(rowOf(catalogue, folder / "vae/t5xxl.safetensors").enables
              == Words{"fill", "image-to-image", "text-to-image"});
        CHECK(rowOf(catalogue, folder / "vae/clip.safetensors").id == "clip");
        CHECK(catalogue.files.size() == 6);
    }

    TEST_CASE("a file that changes is looked at again")
    {
        const TemporaryFolder folder;
        const auto file = folder / "loras/x.safetensors";
        writeAdapter(file, {Attention(StarterWidth)});
        CHECK(only(scanCatalogue({folder.path()})).size.width == StarterWidth);
        CHECK(only(scanCatalogue({folder.path()})).size.width == StarterWidth);
        writeAdapter(file, {Attention(64)});
        CHECK(only(scanCatalogue({folder.path()})).size.width == 64);
    }

    TEST_CASE("an adapter is opened where it lies, and other things are refused by name")
    {
        const TemporaryFolder folder;
        const auto file = folder / "down/load.safetensors";
        writeAdapter(file, {Attention(StarterWidth)});
        CHECK(openAdapter(file)->info.id == "load");
        CHECK(openAdapter(folder / "down")->info.id == "load");
        CHECK(openAdapter(StarterNet)->kind == AdapterKind::ControlNet);
        CHECK(describe(openAdapter(Models / "single_file/ae.safetensors").error())
                  .ends_with("is neither a LoRA nor a ControlNet"));
        CHECK(openAdapter(folder / "gone").error().code == ErrorCode::NotFound);
        CHECK(openAdapter(Models).error().message == "holds no LoRA or ControlNet");
    }
}
