// Times one denoising step of a FLUX.1-dev transformer with random weights on the first GPU: bf16, 512 text tokens.
//
//     flux_step [--size 1024] [--repeat 20] [--operators] [--floor] [--exact] [--fp8] [--kernels] [--autoencoder]
//
// --operators adds each operator alone, --floor the step's products and attentions alone in turn with the step, --exact
// how far the velocity is from the same weights' in fp32 (takes 80 GB), --fp8 a step with 8-bit linears, --kernels a
// list of the last step's kernels, --autoencoder a picture's decoding and encoding.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "autoencoder.h"
#include "device_clock.h"
#include "floor.h"
#include "kernel_profile.h"
#include "operators.h"
#include "random_weights.h"
#include "recorded_step.h"
#include "subject.h"

using namespace genserve;

namespace {

struct Options {
    std::int64_t size = 1024;
    int repeats = 20;
    bool withOperators = false, withFloor = false, withExact = false, withFp8 = false, withKernels = false,
         withAutoencoder = false;
};

Options parse(int count, char** words)
{
    Options options;
    const std::pair<const char*, bool*> flags[] = {
        {"--operators", &options.withOperators}, {"--floor", &options.withFloor},
        {"--exact", &options.withExact},         {"--fp8", &options.withFp8},
        {"--kernels", &options.withKernels},     {"--autoencoder", &options.withAutoencoder}};
    for (int i = 1; i < count; ++i) {
        const auto flag =
            std::ranges::find_if(flags, [&](const auto& f) { return std::strcmp(words[i], f.first) == 0; });
        if (flag != std::end(flags)) {
            *flag->second = true;
        } else if (std::strcmp(words[i], "--size") == 0 && i + 1 < count) {
            options.size = std::atoll(words[++i]);
        } else if (std::strcmp(words[i], "--repeat") == 0 && i + 1 < count) {
            options.repeats = std::atoi(words[++i]);
        } else {
            std::fprintf(stderr, "flux_step: %s is not known\n", words[i]);
            std::exit(2);
        }
    }
    return options;
}

at::Tensor exactVelocity(const bench::Subject& subject, std::int64_t size)
{
    bench::Subject exact;
    for (std::size_t i = 0; i < exact.parameters.all().size(); ++i) {
        *exact.parameters.all()[i].target = subject.parameters.all()[i].target->to(at::kFloat);
    }
    bench::giveInputs(exact, bench::drawInputs(exact, size), at::kFloat, at::kCUDA);
    return exact.velocity();
}

void report(const char* what, const bench::Times& times, const at::Tensor& velocity, const at::Tensor& exact)
{
    std::printf("%s: median %.2f ms, %.2f to %.2f; |velocity| %.4f", what, times.median, times.least, times.most,
                velocity.to(at::kFloat).abs().mean().item<double>());
    if (exact.defined()) {
        const auto error = (velocity.to(at::kFloat) - exact).norm() / exact.norm();
        std::printf(", relative error %.5f", error.item<double>());
    }
    std::printf("\n");
    std::fflush(stdout);
}

// In turn, as a card gets slower while it gets hot.
void printFloor(const bench::Subject& subject, const std::function<void()>& step, int repeats)
{
    constexpr int Rounds = 4;
    const auto floor = bench::stepsFloor(subject);
    for (int round = 0; round < Rounds; ++round) {
        const double least = bench::timeOnDevice(floor, 3, repeats).median;
        const double whole = bench::timeOnDevice(step, 3, repeats).median;
        std::printf("products and attentions: %.2f ms, %.1f %% of a step of %.2f ms\n", least, 100 * least / whole,
                    whole);
    }
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parse(argc, argv);
    const c10::InferenceMode inferenceMode;
    at::manual_seed(0);
    if (options.withOperators) {
        bench::printOperators(bench::TextTokens + bench::imageTokens(options.size), at::kBFloat16, at::kCUDA);
    }
    bench::Subject subject;
    bench::fillRandomly(subject.parameters, at::TensorOptions().dtype(at::kBFloat16).device(at::kCUDA));
    bench::giveInputs(subject, bench::drawInputs(subject, options.size), at::kBFloat16, at::kCUDA);
    const at::Tensor exact = options.withExact ? exactVelocity(subject, options.size) : at::Tensor();

    at::Tensor velocity;
    const auto step = [&] { velocity = subject.velocity(); };
    auto times = bench::timeOnDevice(step, 3, options.repeats);
    report("step", times, velocity, exact);
    if (options.withFloor) {
        printFloor(subject, step, options.repeats);
    }
    if (options.withFp8) {
        bench::quantize(subject);
        times = bench::timeOnDevice(step, 3, options.repeats);
        report("step, fp8", times, velocity, exact);
    }
    bench::RecordedStep recorded(*subject.transformer, subject.conditions, subject.latents);
    times = bench::timeOnDevice([&] { velocity = recorded.forward(subject.latents, 1); }, 3, options.repeats);
    report("step, recorded", times, velocity, exact);
    if (options.withKernels) {
        bench::printKernels(step);
    }
    if (options.withAutoencoder) {
        bench::printAutoencoder(options.size, options.withKernels);
    }
    return 0;
}
