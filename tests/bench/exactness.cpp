// Runs the networks at full size on stored inputs, for tests/reference/full_size_errors.py to judge what comes out.
//
//     exactness FOLDER [--fp8]
//
// For every FOLDER/cases/NETWORK-NAME.safetensors the network in FOLDER/NETWORK (fill and control: FOLDER/transformer
// with another input layer) is drawn in bf16 on the first GPU, else the CPU, and what it computes goes to
// FOLDER/results/NETWORK-NAME.safetensors. --fp8: transformers only, their blocks' linears with 8-bit numbers.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include "models/autoencoder.h"
#include "models/clip_text.h"
#include "models/controlnet.h"
#include "models/flux_transformer.h"
#include "models/t5_encoder.h"
#include "safetensors_writer.h"
#include "weights/checkpoint.h"
#include "weights/parameters.h"

using namespace genserve;
namespace fs = std::filesystem;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

at::Device device()
{
    static const at::Device chosen =
        at::hasCUDA() && at::detail::getCUDAHooks().deviceCount() > 0 ? at::kCUDA : at::kCPU;
    return chosen;
}

template <typename T>
T orThrow(Expected<T> value)
{
    if (!value) {
        throw std::runtime_error(describe(value.error()));
    }
    return std::move(*value);
}

// All of a file's tensors in fp32 on the CPU.
Tensors read(const fs::path& file)
{
    const auto checkpoint = orThrow(weights::openFile(file));
    weights::Parameters parameters;
    Tensors tensors;
    for (const auto& [name, stored] : checkpoint.tensors) {
        parameters.add(name, stored.shape, tensors[name]);
    }
    if (const auto loaded = weights::load(parameters, checkpoint, {}); !loaded) {
        throw std::runtime_error(describe(loaded.error()));
    }
    return tensors;
}

void write(const fs::path& file, const Tensors& results)
{
    std::vector<testing::TensorBytes> tensors;
    for (const auto& [name, result] : results) {
        const at::Tensor whole = result.to(at::kCPU, at::kFloat).contiguous();
        tensors.push_back({name, "F32", whole.sizes().vec(),
                           std::string(static_cast<const char*>(whole.const_data_ptr()), whole.nbytes())});
    }
    testing::writeSafetensors(file, tensors);
}

// A matrix or row as the recipe says: mean, deviation and seed. Python draws the same numbers with the same libtorch.
void draw(const at::Tensor& target, const at::Tensor& recipe)
{
    at::manual_seed(static_cast<std::uint64_t>(recipe[2].item<double>()));
    at::Tensor(target).normal_(recipe[0].item<float>(), recipe[1].item<float>());
}

void draw(const weights::Parameters& parameters, const Tensors& recipes)
{
    for (const auto& parameter : parameters.all()) {
        auto shape = parameter.shapes.front();
        for (std::size_t i = 1; i < parameter.shapes.size(); ++i) {
            shape[0] += parameter.shapes[i][0];
        }
        const at::Tensor whole = at::empty(shape, at::TensorOptions().dtype(at::kBFloat16).device(device()));
        std::int64_t row = 0;
        for (std::size_t i = 0; i < parameter.names.size(); ++i) {
            draw(whole.narrow(0, row, parameter.shapes[i][0]), recipes.at(parameter.names[i]));
            row += parameter.shapes[i][0];
        }
        *parameter.target = whole;
        if (parameter.quantized) {
            parameter.quantized->quantize();
        }
    }
}

// One network that stays loaded as long as cases ask for it.
template <typename Model, typename Config>
struct Loaded {
    std::string name;
    weights::Parameters parameters;
    std::unique_ptr<Model> model;

    const Model& of(const fs::path& folder, bool isQuantized)
    {
        if (name != folder.string()) {
            model.reset();
            parameters = {};
            name = folder.string();
            model = std::make_unique<Model>(orThrow(Config::fromFile(folder / "config.json")), parameters);
            if constexpr (requires { model->quantizeOnLoad(parameters); }) {
                if (isQuantized) {
                    model->quantizeOnLoad(parameters);
                }
            }
            draw(parameters, read(folder / "recipe.safetensors"));
        }
        return *model;
    }
};

struct Networks {
    Loaded<models::FluxTransformer2DModel, models::FluxTransformerConfig> transformer;
    Loaded<models::FluxControlNetModel, models::ControlNetConfig> controlnet;
    Loaded<models::AutoencoderKL, models::AutoencoderConfig> vae;
    Loaded<models::T5EncoderModel, models::T5EncoderConfig> t5;
    Loaded<models::ClipTextModel, models::ClipTextConfig> clip;
};

at::Tensor onGpu(const Tensors& inputs, const std::string& name, at::ScalarType dtype = at::kBFloat16)
{
    return inputs.at(name).to(device(), dtype);
}

std::vector<std::int64_t> idsOf(const Tensors& inputs)
{
    const at::Tensor ids = inputs.at("ids").to(at::kLong).contiguous();
    return {ids.const_data_ptr<std::int64_t>(), ids.const_data_ptr<std::int64_t>() + ids.numel()};
}

// The velocity of the first step, and the latents after every step, as the pipeline's loop computes them.
Tensors denoise(const models::FluxTransformer2DModel& transformer, const Tensors& inputs,
                const models::ControlResiduals& residuals)
{
    constexpr double TimestepScale = 1000;
    const at::Tensor sigmas = inputs.at("sigmas").contiguous();
    const at::Tensor timesteps =
        (sigmas.narrow(0, 0, sigmas.size(0) - 1) * TimestepScale).to(device(), at::kBFloat16) / TimestepScale;
    const at::Tensor text = onGpu(inputs, "encoder_hidden_states");
    const auto conditions = transformer.prepare(
        text, onGpu(inputs, "pooled_projections"), timesteps, inputs.at("guidance").item<double>(),
        at::zeros({text.size(0), 3}, text.options().dtype(at::kFloat)), onGpu(inputs, "img_ids", at::kFloat));
    at::Tensor latents = onGpu(inputs, "hidden_states");
    Tensors results;
    std::vector<at::Tensor> steps;
    for (std::int64_t step = 0; step + 1 < sigmas.size(0); ++step) {
        const at::Tensor seen =
            inputs.contains("channels") ? at::cat({latents, onGpu(inputs, "channels")}, 1) : latents;
        const at::Tensor velocity = transformer.forward(seen, conditions, step, residuals);
        results.try_emplace("velocity", velocity);
        const float change = sigmas[step + 1].item<float>() - sigmas[step].item<float>();
        latents = (latents.to(at::kFloat) + velocity * change).to(at::kBFloat16);
        steps.push_back(latents.cpu());
    }
    results["latents"] = at::stack(steps);
    return results;
}

models::ControlResiduals residualsOf(const models::FluxControlNetModel& net, const Tensors& inputs)
{
    const at::Tensor text = onGpu(inputs, "encoder_hidden_states");
    models::ControlNetInputs seen{.encoder_hidden_states = text,
                                  .pooled_projections = onGpu(inputs, "pooled_projections"),
                                  .timesteps = onGpu(inputs, "sigmas").narrow(0, 0, 1),
                                  .guidance = inputs.at("guidance").item<double>(),
                                  .txt_ids = at::zeros({text.size(0), 3}, text.options().dtype(at::kFloat)),
                                  .img_ids = onGpu(inputs, "img_ids", at::kFloat),
                                  .controlnet_cond = onGpu(inputs, "controlnet_cond")};
    return net.forward(onGpu(inputs, "hidden_states"), net.prepare(seen), 0, 1.0);
}

// The transformer with the case's input layer: the one in FOLDER/NETWORK's recipe.
const models::FluxTransformer2DModel& transformerFor(Networks& networks, const fs::path& root,
                                                     const std::string& network, bool isQuantized)
{
    const auto& transformer = networks.transformer.of(root / "transformer", isQuantized);
    const auto recipes = read(root / (network == "controlnet" ? "transformer" : network) / "recipe.safetensors");
    const auto& weight = recipes.at("x_embedder.weight");
    for (const auto& parameter : networks.transformer.parameters.all()) {
        const std::string& name = parameter.names.front();
        if (name == "x_embedder.weight" || name == "x_embedder.bias") {
            // Its standard deviation is 1 / sqrt(channels).
            const auto channels = std::llround(1 / (weight[1].item<double>() * weight[1].item<double>()));
            auto shape = parameter.target->sizes().vec();
            if (shape.size() > 1) {
                shape[1] = channels;
            }
            *parameter.target = at::empty(shape, parameter.target->options());
            draw(*parameter.target, recipes.at(name));
        }
    }
    return transformer;
}

Tensors run(Networks& networks, const fs::path& root, const std::string& network, const Tensors& inputs,
            bool isQuantized)
{
    const fs::path folder = root / network;
    if (network == "vae") {
        const auto& vae = networks.vae.of(folder, false);
        return {{"decoded", vae.decode(onGpu(inputs, "z"))}, {"encoded", vae.encode(onGpu(inputs, "picture"))}};
    }
    if (network == "t5") {
        return {{"tokens", networks.t5.of(folder, false).forward(idsOf(inputs))}};
    }
    if (network == "clip") {
        return {{"pooled", networks.clip.of(folder, false).forward(idsOf(inputs))}};
    }
    if (network == "controlnet") {
        auto residuals = residualsOf(networks.controlnet.of(folder, false), inputs);
        Tensors results{{"residual", residuals.block.back()}, {"residual_single", residuals.single.back()}};
        results.merge(denoise(transformerFor(networks, root, network, isQuantized), inputs, residuals));
        return results;
    }
    return denoise(transformerFor(networks, root, network, isQuantized), inputs, {});
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "exactness FOLDER [--fp8]\n");
        return 2;
    }
    const c10::InferenceMode inferenceMode;
    const fs::path root = argv[1];
    const bool isQuantized = argc > 2 && std::string(argv[2]) == "--fp8";
    try {
        std::vector<fs::path> cases;
        for (const auto& entry : fs::directory_iterator(root / "cases")) {
            cases.push_back(entry.path());
        }
        std::ranges::sort(cases);
        fs::create_directories(root / "results");
        Networks networks;
        for (const auto& file : cases) {
            const std::string name = file.stem().string();
            const std::string network = name.substr(0, name.find('-'));
            const bool isSmall = network == "vae" || network == "t5" || network == "clip";
            if (!isQuantized || !isSmall) {
                write(root / "results" / file.filename(), run(networks, root, network, read(file), isQuantized));
                std::printf("exactness: %s\n", name.c_str());
                std::fflush(stdout);
            }
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "exactness: %s\n", error.what());
        return 1;
    }
    return 0;
}
