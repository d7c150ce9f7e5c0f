#include "pipeline_runs.h"

#include <algorithm>
#include <filesystem>

#include <doctest/doctest.h>

namespace genserve::test {

pipeline::ModelParts openTiny(const std::string& location)
{
    auto parts = pipeline::openModel(std::string(GENSERVE_TEST_DATA) + "/" + location, {});
    INFO((parts ? std::string() : describe(parts.error())));
    REQUIRE(parts.has_value());
    return std::move(*parts);
}

std::unique_ptr<pipeline::FluxPipeline> loadTiny(const pipeline::ModelParts& parts, at::ScalarType dtype)
{
    auto pipeline = pipeline::FluxPipeline::load(parts, {at::kCPU, dtype, {}}, {}, {});
    INFO((pipeline ? std::string() : describe(pipeline.error())));
    REQUIRE(pipeline.has_value());
    return std::move(*pipeline);
}

pipeline::CatalogueEntry anyModel()
{
    pipeline::CatalogueEntry model;
    model.kind = pipeline::ModelKind::Dev;
    model.info.id = "tiny";
    model.info.features = {"text-to-image", "image-to-image", "fill"};
    return model;
}

Image imageOf(const at::Tensor& bytes)
{
    Image image{static_cast<int>(bytes.size(1)),
                static_cast<int>(bytes.size(0)),
                bytes.dim() == 3 ? static_cast<int>(bytes.size(2)) : 1,
                {}};
    const auto* data = bytes.const_data_ptr<std::uint8_t>();
    image.pixels.assign(data, data + bytes.numel());
    return image;
}

std::vector<std::string> goldensNamed(const std::string& start)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(GENSERVE_TEST_DATA) + "/golden")) {
        if (entry.path().filename().string().starts_with(start)) {
            names.push_back(entry.path().stem().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

void checkRun(const pipeline::PipelineOutput& output, const Golden& golden)
{
    const bool isBf16 = golden.settings["precision"] == "bf16";
    const double error = relativeError(output.latents, golden["latents"][0]);
    CHECK(output.stepsRun == golden.settings["steps_run"].get<int>());
    CHECK(error < (isBf16 ? LatentToleranceBf16 : LatentTolerance));
    if (!isBf16) {
        CHECK(largestDifference(output.image, golden["image"]) <= 1);
        CHECK(psnr(output.image, golden["image"]) >= MinPsnr);
    }
}

} // namespace genserve::test
