#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/log.h"
#include "pipeline/catalogue.h"
#include "pipeline/resolved_request.h"
#include "safetensors_writer.h"

using namespace genserve;
using namespace genserve::pipeline;
using testing::TemporaryFolder;
using testing::writeSafetensors;
using testing::writeText;

namespace fs = std::filesystem;

namespace {

const fs::path Models = fs::path(GENSERVE_TEST_DATA) / "models";
const fs::path Single = Models / "single_file";
const fs::path Starter = fs::path(GENSERVE_RESOURCES) / "starter";

// Keeps the warnings of its lifetime from standard error.
class Warnings {
public:
    Warnings()
    {
        setLogSink([this](LogLevel level, std::string_view, std::string_view message) {
            if (level == LogLevel::Warning) {
                m_lines.emplace_back(message);
            }
        });
    }
    Warnings(const Warnings&) = delete;
    Warnings& operator=(const Warnings&) = delete;
    ~Warnings()
    {
        setLogSink([](LogLevel, std::string_view, std::string_view) {});
    }
    [[nodiscard]] const std::vector<std::string>& lines() const { return m_lines; }

private:
    std::vector<std::string> m_lines;
};

fs::path copyTo(const fs::path& source, const fs::path& target)
{
    fs::create_directories(target.parent_path());
    fs::copy(source, target, fs::copy_options::recursive);
    return target;
}

std::vector<std::string> idsOf(const std::vector<CatalogueEntry>& entries)
{
    std::vector<std::string> ids;
    for (const auto& entry : entries) {
        ids.push_back(entry.info.id);
    }
    return ids;
}

std::vector<CatalogueEntry> scanModels(const std::vector<fs::path>& folders) { return scanCatalogue(folders).models; }

CatalogueEntry onlyEntry(const fs::path& folder)
{
    const auto entries = scanModels({folder});
    REQUIRE(entries.size() == 1);
    return entries.front();
}

std::string idOf(std::string_view words, const std::vector<fs::path>& folders)
{
    GenerationRequest request;
    request.modelId = words;
    request.prompt = "a cat";
    std::vector<std::string> warnings;
    const auto entry = chooseModel(request, scanCatalogue(folders), warnings);
    return entry ? entry->info.id : describe(entry.error());
}

std::string openFault(const fs::path& location, const std::vector<fs::path>& folders = {})
{
    const auto parts = openModel(location, folders);
    if (parts) {
        return "none";
    }
    const std::string fault = describe(parts.error());
    CHECK(fault.find('\n') == std::string::npos);
    return fault;
}

// A repository of the Hugging Face cache whose files are links to blobs.
void makeCache(const fs::path& hub, const std::string& repository, const std::string& hash, const fs::path& model)
{
    const auto root = hub / ("models--" + repository);
    int number = 0;
    for (const auto& entry : fs::recursive_directory_iterator(model)) {
        if (entry.is_regular_file()) {
            const auto blob = root / "blobs" / (hash + std::to_string(number++));
            copyTo(entry.path(), blob);
            const auto link = root / "snapshots" / hash / entry.path().lexically_relative(model);
            fs::create_directories(link.parent_path());
            fs::create_symlink(fs::relative(blob, link.parent_path()), link);
        }
    }
}

} // namespace

TEST_SUITE("catalogue")
{
    TEST_CASE("every layout of the test models is found and described")
    {
        const Warnings warnings;
        const auto entries = scanModels({Models, Starter});
        CHECK(idsOf(entries)
              == std::vector<std::string>{"odd", "schnell", "sharded", "all_in_one", "flux1-odd", "single_file_twin",
                                          "starter"});
        REQUIRE(entries.size() == 7);
        const auto word = [&](std::size_t i) { return entries[i].info.format + " " + entries[i].info.precision; };
        CHECK(word(0) == "diffusers fp16");
        CHECK(word(1) == "diffusers bf16");
        CHECK(word(3) == "all-in-one fp8_e4m3");
        CHECK(word(4) == "single-file bf16");
        for (const auto& entry : entries) {
            std::vector<std::string> features{"text-to-image", "image-to-image", "fill"};
            if (entry.info.id == "starter") {
                features.emplace_back("controlnet"); // it comes with its own
            }
            CHECK(entry.info.features == features);
            CHECK(entry.info.missing.empty());
            CHECK(entry.canRun());
        }
        CHECK(entries[3].info.bytes == fs::file_size(Single / "all_in_one.safetensors"));
        CHECK(warnings.lines().empty());
    }

    TEST_CASE("a model's own values come from genserve.json, others from the table of kinds")
    {
        const auto starter = onlyEntry(Starter).info;
        CHECK(starter.id == "starter");
        CHECK(starter.name == "GenServe Starter");
        CHECK(starter.nativeSize == 256);
        CHECK(starter.defaultSteps == 20);
        const auto odd = onlyEntry(Models / "odd").info;
        CHECK(odd.nativeSize == 1024);
        CHECK(odd.defaultSteps == 50);
        CHECK(odd.defaultCfg == 3.5);
        CHECK(onlyEntry(Models / "schnell").info.defaultSteps == 4);
    }

    TEST_CASE("a wrong field of genserve.json is told and left out")
    {
        const TemporaryFolder folder;
        copyTo(Models / "odd", folder / "odd");
        writeText(folder / "odd/genserve.json", R"({"id": "../x", "name": "Line\nbreak", "description": 3,
            "native_size": 1000, "default_steps": 1e300, "default_cfg": -1})");
        const Warnings warnings;
        const auto info = onlyEntry(folder.path()).info;
        CHECK(info.id == "odd");
        CHECK(info.name == "odd");
        CHECK(info.nativeSize == 1024);
        CHECK(info.defaultSteps == 50);
        CHECK(info.defaultCfg == 3.5);
        CHECK(warnings.lines().size() == 6);
        writeText(folder / "odd/genserve.json", "[[[[");
        CHECK(onlyEntry(folder.path()).info.id == "odd");
        CHECK(warnings.lines().back()
              == (folder / "odd/genserve.json").string() + ": is not a JSON object; it is ignored");
    }

    TEST_CASE("official releases are known by name and tensors")
    {
        const TemporaryFolder folder;
        copyTo(Models / "odd", folder / "a/FLUX.1-dev");
        copyTo(Models / "odd", folder / "b/FLUX.1-Kontext-dev");
        copyTo(Models / "schnell", folder / "c/FLUX.1-schnell");
        copyTo(Models / "odd", folder / "d/FLUX.1-dev Löwe");
        copyTo(Single / "all_in_one.safetensors", folder / "e/flux1-dev-fp8.safetensors");
        const auto entries = scanModels({folder.path()});
        CHECK(idsOf(entries)
              == std::vector<std::string>{"flux1-dev", "flux1-kontext-dev", "flux1-schnell", "flux.1-dev-l-we",
                                          "flux1-dev-2"});
        CHECK(entries.at(0).info.name == "FLUX.1-dev");
        CHECK(entries.at(1).info.defaultCfg == 2.5);
        CHECK(entries.at(1).kind == ModelKind::Kontext);
        CHECK(entries.at(3).info.name == "FLUX.1-dev Löwe");
    }

    TEST_CASE("models with other inputs do what these are for")
    {
        const auto withChannels = [](const std::string& name, const std::string& channels) {
            const TemporaryFolder folder;
            copyTo(Models / "odd", folder / name);
            writeText(folder / name / "transformer/config.json",
                      R"({"in_channels": )" + channels + R"(, "out_channels": 64, "guidance_embeds": true,
                          "attention_head_dim": 128, "axes_dims_rope": [16, 56, 56]})");
            return onlyEntry(folder.path());
        };
        const auto fill = withChannels("FLUX.1-Fill-dev", "384");
        CHECK(fill.info.id == "flux1-fill-dev");
        CHECK(fill.info.defaultCfg == 30);
        CHECK(fill.info.features == std::vector<std::string>{"fill"});
        CHECK(fill.canRun());
        CHECK(withChannels("FLUX.1-Depth-dev", "128").info.features == std::vector<std::string>{"controlnet"});
        CHECK(withChannels("FLUX.1-Depth-dev", "128").info.defaultCfg == 10);
        CHECK(withChannels("flux1-canny-dev", "128").info.id == "flux1-canny-dev");
        CHECK(withChannels("pose", "128").kind == ModelKind::Control);
        CHECK(withChannels("FLUX.1-dev", "128").info.id == "flux.1-dev"); // the name does not make it one
    }

    TEST_CASE("the Hugging Face cache is read from the hub, the repository or the snapshot")
    {
        const TemporaryFolder folder;
        makeCache(folder.path(), "black-forest-labs--FLUX.1-dev", "0123abcd", Models / "odd");
        makeCache(folder.path(), "black-forest-labs--FLUX.1-dev", "ffff", Models / "schnell");
        const auto repository = folder / "models--black-forest-labs--FLUX.1-dev";
        fs::create_directories(repository / "refs");
        writeText(repository / "refs/main", "0123abcd\n");
        for (const auto& place : {folder.path(), repository, repository / "snapshots/0123abcd"}) {
            CAPTURE(place);
            const auto entry = onlyEntry(place);
            CHECK(entry.info.id == "flux1-dev");
            CHECK(entry.info.format == "huggingface-cache");
            CHECK(entry.info.location == repository / "snapshots/0123abcd");
        }
        CHECK(openModel(repository, {}).has_value());
        writeText(repository / "refs/main", "../../../../etc");
        CHECK(onlyEntry(folder.path()).info.format == "huggingface-cache");
        CHECK(onlyEntry(folder.path()).info.location.parent_path() == repository / "snapshots");
    }

    TEST_CASE("a repository that holds single files gives those")
    {
        const TemporaryFolder folder;
        makeCache(folder.path(), "Comfy-Org--flux1-dev", "00", Single);
        CHECK(idsOf(scanModels({folder.path()})) == std::vector<std::string>{"all_in_one", "flux1-odd"});
    }

    TEST_CASE("ComfyUI's folders complete a transformer, from its root and from the file alone")
    {
        const TemporaryFolder folder;
        const auto file =
            copyTo(Single / "flux1-odd.safetensors", folder / "models/diffusion_models/flux/a.safetensors");
        copyTo(Single / "ae.safetensors", folder / "models/vae/any.sft");
        copyTo(Single / "clip_l.safetensors", folder / "models/text_encoders/one.safetensors");
        copyTo(Single / "t5xxl.safetensors", folder / "models/clip/two.safetensors");
        CHECK(idsOf(scanModels({folder / "models"})) == std::vector<std::string>{"a"});
        CHECK(onlyEntry(folder / "models").canRun());
        CHECK(openFault(file) == "none");
        const auto parts = openModel(file, {});
        CHECK(parts->vae.files.front().filename() == "any.sft");
        CHECK(parts->transformerConfig.empty());
        CHECK(parts->clipTokenizer.empty());
    }

    TEST_CASE("companions are found by what fits, the nearest first")
    {
        const TemporaryFolder folder;
        const auto file = copyTo(Single / "flux1-odd.safetensors", folder / "m/flux.safetensors");
        copyTo(Single / "clip_l.safetensors", folder / "m/z.safetensors");
        copyTo(Models / "odd/text_encoder/model.safetensors", folder / "m/clip_l.safetensors");      // 24 wide, not 64
        copyTo(Models / "odd/vae/diffusion_pytorch_model.safetensors", folder / "m/ae.safetensors"); // 4 channels
        CHECK(openFault(file)
              == file.string() + ": the model is incomplete, missing: ae*.safetensors, t5xxl*.safetensors");
        const auto entry = resolveModel(file.string(), Catalogue{});
        REQUIRE(entry.has_value());
        CHECK(entry->info.missing == std::vector<std::string>{"ae*.safetensors", "t5xxl*.safetensors"});
        CHECK_FALSE(entry->canRun());
        copyTo(Single / "ae.safetensors", folder / "elsewhere/ae.safetensors");
        copyTo(Single / "all_in_one.safetensors", folder / "elsewhere/all.safetensors");
        const auto parts = openModel(file, {folder / "elsewhere"});
        REQUIRE(parts.has_value());
        CHECK(parts->clip.files.front() == folder / "m/z.safetensors");
        CHECK(parts->vae.files.front() == folder / "elsewhere/ae.safetensors"); // rather than a model's own
        CHECK(parts->t5.files.front() == folder / "elsewhere/all.safetensors");
    }

    TEST_CASE("all layouts of the same weights have one hash")
    {
        const auto hash = [](const fs::path& path) {
            const auto parts = openModel(path, {});
            REQUIRE(parts.has_value());
            const auto result = modelHash(*parts);
            REQUIRE(result.has_value());
            return *result;
        };
        CHECK(hash(Models / "single_file_twin") == hash(Single / "all_in_one.safetensors"));
        CHECK(hash(Models / "odd") != hash(Models / "schnell"));
    }

    TEST_CASE("the default model is flux1-dev, else the first that can run, else the starter")
    {
        const TemporaryFolder folder;
        copyTo(Models / "schnell", folder / "b");
        CHECK(idOf("", {Starter}) == "starter");
        CHECK(idOf("", {Starter, folder.path()}) == "b");
        copyTo(Models / "odd", folder / "flux1-dev");
        copyTo(Models / "odd", folder / "a");
        CHECK(idOf("", {Starter, folder.path()}) == "flux1-dev");
        fs::remove_all(folder / "flux1-dev/vae");
        CHECK(idOf("", {Starter, folder.path()}) == "a");
        CHECK(idOf("", {}) == "no model that can run is installed");
    }

    TEST_CASE("words are an id, or a path when they look like one or exist")
    {
        CHECK(idOf("odd", {Models}) == "odd");
        CHECK(idOf((Models / "odd").string() + "/", {}) == "odd");
        CHECK(idOf((Single / "all_in_one.safetensors").string(), {}) == "all_in_one");
        CHECK(idOf("nowhere", {Models / "odd", Starter}) == "no model 'nowhere' is installed; installed: odd, starter");
        CHECK(idOf("./nowhere", {Models}) == "./nowhere: no such file or folder");
        CHECK(idOf(Single.string(), {}).ends_with("name one of them: all_in_one.safetensors, flux1-odd.safetensors"));
        CHECK(resolveModel("nowhere", Catalogue{}).error().code == ErrorCode::NotFound);
    }

    TEST_CASE("clashing ids are numbered in the order of the folders")
    {
        const TemporaryFolder folder;
        for (const char* place : {"a/x", "b/x", "c/X-2", "d/x"}) {
            copyTo(Models / "odd", folder / place);
        }
        const auto entries = scanModels({folder / "b", folder / "a", folder / "b", folder.path()});
        CHECK(idsOf(entries) == std::vector<std::string>{"x", "x-2", "x-2-2", "x-3"});
        CHECK(entries.at(0).info.location == folder / "b/x");
    }

    TEST_CASE("folders deeper than two levels are not searched, loops end")
    {
        const TemporaryFolder folder;
        copyTo(Models / "odd", folder / "1/2/seen");
        copyTo(Models / "odd", folder / "1/2/3/unseen");
        fs::create_directory_symlink(folder.path(), folder / "1/loop");
        fs::create_directory_symlink(folder / "1/self", folder / "1/self");
        const Warnings warnings;
        CHECK(idsOf(scanModels({folder.path()})) == std::vector<std::string>{"seen"});
        CHECK(warnings.lines().empty());
    }

    TEST_CASE("one bad thing is one warning and hides nothing else")
    {
        const TemporaryFolder folder;
        copyTo(Models / "odd", folder / "good");
        writeText(folder / "text.safetensors", "this is no model, but a text of some length");
        fs::create_directory(folder / "folder.safetensors");
        fs::create_directory(folder / "index");
        writeText(folder / "index/model_index.json", "{\"_class_name\": [");
        fs::create_directory(folder / "sdxl");
        writeText(folder / "sdxl/model_index.json", R"({"_class_name": "StableDiffusionXLPipeline"})");
        copyTo(Models / "odd", folder / "types");
        writeText(folder / "types/transformer/config.json", R"({"in_channels": "many"})");
        const Warnings warnings;
        CHECK(idsOf(scanModels({folder.path(), folder / "gone"})) == std::vector<std::string>{"good"});
        const auto warned = [&](const std::string& start) {
            return std::ranges::count_if(warnings.lines(), [&](const auto& line) {
                return line.starts_with(start) && line.find('\n') == std::string::npos;
            });
        };
        CHECK(warned((folder / "text.safetensors").string() + ": not a safetensors file") == 1);
        CHECK(warned((folder / "folder.safetensors").string() + ": is a folder") == 1);
        CHECK(warned((folder / "index/model_index.json").string() + ": is not a JSON object") == 1);
        CHECK(warned((folder / "types/transformer/config.json").string() + ": in_channels must be") == 1);
        CHECK(warned((folder / "gone").string() + ": is not a folder") == 1);
        CHECK(warnings.lines().size() == 5);
    }

    TEST_CASE("opening a bad thing names it and its fault")
    {
        const TemporaryFolder folder;
        writeText(folder / "text.safetensors", "this is no model, but a text of some length");
        CHECK(openFault(folder / "text.safetensors").starts_with((folder / "text.safetensors").string() + ": not a"));
        writeText(folder / "x.gguf", "GGUF and much more");
        CHECK(openFault(folder / "x.gguf") == (folder / "x.gguf").string() + ": GGUF files are not read");
        CHECK(openFault(folder / "gone") == (folder / "gone").string() + ": no such file or folder");
        CHECK(openFault(Single / "ae.safetensors").find("holds no FLUX transformer") != std::string::npos);
        fs::create_directory(folder / "sdxl");
        writeText(folder / "sdxl/model_index.json", R"({"_class_name": "Stable\nDiffusion"})");
        CHECK(openFault(folder / "sdxl")
                  .ends_with("its pipeline is Stable?Diffusion, expected FluxPipeline or a sibling"));
        fs::create_directory(folder / "empty");
        CHECK(openFault(folder / "empty").find("holds neither model_index.json nor") != std::string::npos);
    }

    TEST_CASE("an incomplete folder is listed with what it lacks, and refused with the same words")
    {
        const TemporaryFolder folder;
        const auto model = copyTo(Models / "sharded", folder / "m");
        fs::remove(model / "text_encoder_2/model-00002-of-00003.safetensors");
        fs::remove_all(model / "tokenizer");
        fs::remove(model / "vae/config.json");
        const auto entry = onlyEntry(folder.path());
        CHECK(entry.info.missing
              == std::vector<std::string>{"vae/config.json", "text_encoder_2/model-00002-of-00003.safetensors",
                                          "tokenizer"});
        CHECK(entry.info.features.empty());
        CHECK(openFault(model)
              == model.string()
                     + ": the model is incomplete, missing: vae/config.json, "
                       "text_encoder_2/model-00002-of-00003.safetensors, tokenizer");
    }

    TEST_CASE("a folder that lost its model_index.json says so")
    {
        const TemporaryFolder folder;
        const auto model = copyTo(Models / "odd", folder / "m");
        fs::remove(model / "model_index.json");
        CHECK(openFault(model) == model.string() + ": the model is incomplete, missing: model_index.json");
        CHECK(onlyEntry(folder.path()).info.missing == std::vector<std::string>{"model_index.json"});
    }

    TEST_CASE("quantised transformers are a warning, adapters are passed over")
    {
        const TemporaryFolder folder;
        const auto marks = [](const std::string& more) {
            return std::vector<testing::TensorBytes>{{"img_in.weight", "U8", {1, 1}, "a"},
                                                     {"txt_in.weight", "U8", {1, 1}, "a"},
                                                     {"vector_in.in_layer.weight", "U8", {1, 1}, "a"},
                                                     {"final_layer.linear.weight", "U8", {1, 1}, "a"},
                                                     {more, "U8", {1}, "a"}};
        };
        writeSafetensors(folder / "packed.safetensors", marks("img_in.qweight"));
        writeSafetensors(folder / "lora.safetensors", marks("x.lora_A.weight"));
        writeSafetensors(folder / "control.safetensors", marks("controlnet_blocks.0.weight"));
        writeSafetensors(folder / "redux.safetensors",
                         {{"redux_up.weight", "U8", {1, 1}, "a"}, {"redux_down.weight", "U8", {1, 1}, "a"}});
        const Warnings warnings;
        const auto entry = onlyEntry(folder.path());
        CHECK(entry.kind == ModelKind::Redux);
        CHECK_FALSE(entry.canRun());
        REQUIRE(warnings.lines().size() == 1);
        CHECK(warnings.lines()[0]
              == (folder / "packed.safetensors").string()
                     + ": packed integer weights are not read (tensor img_in.qweight)");
    }

    TEST_CASE("a replacement part is a file, a component folder or a model folder")
    {
        fs::path config = "before";
        const auto bare = openTransformer(Single / "flux1-odd.safetensors", config);
        REQUIRE(bare.has_value());
        CHECK(bare->contains("x_embedder.weight"));
        CHECK(config.empty());
        for (const auto& place : {Models / "odd/vae", Models / "odd"}) {
            REQUIRE(openVae(place, config).has_value());
            CHECK(config == Models / "odd/vae/config.json");
        }
        CHECK(openVae(Single / "flux1-odd.safetensors", config).error().message.starts_with("holds no autoencoder"));
        CHECK(openVae(Single, config).error().message == "the folder lacks config.json");
        CHECK(openVae(Single / "gone", config).error().code == ErrorCode::NotFound);
    }
}
