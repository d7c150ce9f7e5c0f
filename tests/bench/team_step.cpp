// Times one denoising step of a FLUX.1-dev transformer that several GPUs compute together, beside one GPU alone, and
// says how far the velocities are apart: bf16, random weights, 512 text tokens.
//
//     team_step [--members 2] [--size 1024] [--repeat 20] [--fp8] [--timeline FILE] [--faults]
//
// --fp8 adds a step with 8-bit linears, --timeline writes each kernel of one step of all GPUs (device, name, start and
// length in us) and prints sums by what they do, --faults lets a member throw in the middle of a step, then stay away.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>

#include "device_clock.h"
#include "kernels/attention.h"
#include "kernels/qk_norm_rope.h"
#include "kernels/team.h"
#include "random_weights.h"
#include "subject.h"
#include "team_threads.h"
#include "team_timeline.h"

using namespace genserve;

namespace {

struct Options {
    int members = 2;
    std::int64_t size = 1024;
    int repeats = 20;
    bool withFp8 = false, withFaults = false;
    std::string timeline;
};

Options parse(int count, char** words)
{
    Options options;
    for (int i = 1; i < count; ++i) {
        const bool hasMore = i + 1 < count;
        if (std::strcmp(words[i], "--fp8") == 0) {
            options.withFp8 = true;
        } else if (std::strcmp(words[i], "--faults") == 0) {
            options.withFaults = true;
        } else if (std::strcmp(words[i], "--members") == 0 && hasMore) {
            options.members = std::atoi(words[++i]);
        } else if (std::strcmp(words[i], "--size") == 0 && hasMore) {
            options.size = std::atoll(words[++i]);
        } else if (std::strcmp(words[i], "--repeat") == 0 && hasMore) {
            options.repeats = std::atoi(words[++i]);
        } else if (std::strcmp(words[i], "--timeline") == 0 && hasMore) {
            options.timeline = words[++i];
        } else {
            std::fprintf(stderr, "team_step: %s is not known\n", words[i]);
            std::exit(2);
        }
    }
    return options;
}

at::Device gpu(int index) { return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index)); }

// Throws when it is told to, at a block in the middle.
struct FaultyGate : models::WeightGate {
    bool isFaulty = false;
    void enter(std::size_t unit) override
    {
        if (isFaulty && unit == 30) {
            throw std::runtime_error("injected");
        }
    }
};

using Work = std::function<void(kernels::TeamMember&)>;

// What each member threw, by rank.
std::vector<std::string> together(int members, const Work& work, std::chrono::milliseconds patience)
{
    std::vector<at::Device> devices;
    for (int i = 0; i < members; ++i) {
        devices.push_back(gpu(i));
    }
    const auto inPlace = [&work](kernels::TeamMember& member) {
        const c10::InferenceMode inferenceMode;
        const c10::cuda::CUDAGuard guard(gpu(member.rank()));
        work(member);
    };
    auto faults = test::together(devices, inPlace, patience);
    for (const auto& fault : faults) {
        if (!fault.empty()) {
            std::printf("  a member ended: %.200s\n", fault.c_str());
        }
    }
    return faults;
}

// The exchange alone on small sequences of uneven shares, heads of any size, both types: against one GPU.
void checkExchange(int members)
{
    constexpr double Eps = 1e-6;
    for (const auto dtype : {at::kFloat, at::kBFloat16}) {
        for (const auto& [heads, dim] : {std::pair<std::int64_t, std::int64_t>{24, 128}, {5, 12}, {3, 64}}) {
            for (const auto& [text, image] : {std::pair<std::int64_t, std::int64_t>{5, 12}, {1, 300}}) {
                at::manual_seed(3);
                const at::Tensor qkv = at::randn({text + image, 3, heads, dim}).to(dtype);
                const at::Tensor norm = (at::rand({dim}) + 0.5).to(dtype), angles = at::randn({text + image, dim / 2});
                at::Tensor rotated = qkv.to(gpu(0), true, true);
                kernels::qkNormRope_(rotated, norm.to(gpu(0)), norm.to(gpu(0)), angles.cos().to(gpu(0)),
                                     angles.sin().to(gpu(0)), Eps);
                const at::Tensor expected = kernels::attention(rotated).cpu().to(at::kFloat);
                std::vector<double> errors(static_cast<std::size_t>(members));
                together(
                    members,
                    [&, heads = heads, dim = dim, text = text, image = image](kernels::TeamMember& m) {
                        auto& s = m.sequence({text, image, heads, dim, 3, dtype});
                        const at::Tensor weight = norm.to(gpu(m.rank()));
                        const at::Tensor c = s.own(angles.cos()).to(gpu(m.rank())),
                                         n = s.own(angles.sin()).to(gpu(m.rank()));
                        for (int round = 0; round < 6; ++round) {
                            const at::Tensor own = s.own(qkv).to(gpu(m.rank()));
                            s.give(own, 0, weight, weight, c, n, Eps);
                            const at::Tensor out = s.attend().cpu().to(at::kFloat);
                            const auto error = (out - s.own(expected)).abs().max().item<double>();
                            auto& worst = errors[static_cast<std::size_t>(m.rank())];
                            worst = std::max(worst, error);
                            const at::Tensor rows = at::full({s.image().count, 3}, m.rank() + 10.0 * round,
                                                             at::TensorOptions().dtype(dtype).device(gpu(m.rank())));
                            const at::Tensor all = s.gather(rows).cpu().to(at::kFloat);
                            worst += all.narrow(0, 0, 1).eq(10.0 * round).all().item<bool>() ? 0 : 1000;
                            worst += all.narrow(0, image - 1, 1).eq(m.size() - 1 + 10.0 * round).all().item<bool>()
                                         ? 0
                                         : 1e6;
                            m.runAhead();
                        }
                        m.finish();
                    },
                    std::chrono::seconds(5));
                std::printf("exchange %s %lld heads of %lld, %lld + %lld tokens: largest error %.2e\n",
                            c10::toString(dtype), static_cast<long long>(heads), static_cast<long long>(dim),
                            static_cast<long long>(text), static_cast<long long>(image),
                            *std::ranges::max_element(errors));
            }
        }
    }
    std::fflush(stdout);
}

// One transformer a GPU, all with the same weights.
struct Crew {
    std::vector<std::unique_ptr<bench::Subject>> subjects;
    std::vector<std::unique_ptr<FaultyGate>> gates;

    explicit Crew(int members)
    {
        at::manual_seed(0);
        for (int rank = 0; rank < members; ++rank) {
            auto& subject = *subjects.emplace_back(std::make_unique<bench::Subject>());
            if (rank == 0) {
                bench::fillRandomly(subject.parameters, at::TensorOptions().dtype(at::kBFloat16).device(gpu(0)));
            } else {
                for (std::size_t i = 0; i < subject.parameters.all().size(); ++i) {
                    *subject.parameters.all()[i].target = subjects[0]->parameters.all()[i].target->to(gpu(rank));
                }
            }
            gates.push_back(std::make_unique<FaultyGate>());
            subject.transformer->setGates(gates.back().get(), nullptr);
        }
    }
    [[nodiscard]] bench::Subject& of(const kernels::TeamMember& member) const
    {
        return *subjects[static_cast<std::size_t>(member.rank())];
    }
    [[nodiscard]] int size() const { return static_cast<int>(subjects.size()); }
};

void report(const char* what, const bench::Times& alone, const bench::Times& both, const at::Tensor& expected,
            const at::Tensor& velocity)
{
    const at::Tensor wanted = expected.to(at::kFloat);
    const at::Tensor difference = velocity.to(at::kFloat) - wanted;
    std::printf("%s: alone median %.2f ms (%.2f to %.2f), together %.2f (%.2f to %.2f): %.3f times as fast; relative "
                "difference %.2e, largest %.3f of %.3f\n",
                what, alone.median, alone.least, alone.most, both.median, both.least, both.most,
                alone.median / both.median, (difference.norm() / wanted.norm()).item<double>(),
                difference.abs().max().item<double>(), wanted.abs().max().item<double>());
    std::fflush(stdout);
}

void measure(const char* what, const Options& options, const Crew& crew)
{
    bench::Subject& first = *crew.subjects[0];
    const bench::Inputs inputs = bench::drawInputs(first, options.size);
    bench::giveInputs(first, inputs, at::kBFloat16, gpu(0));
    at::Tensor expected;
    const auto alone = bench::timeOnDevice([&] { expected = first.velocity(); }, 3, options.repeats);

    std::vector<at::Tensor> velocities(crew.subjects.size());
    bench::Times both{};
    bench::TeamTimeline timeline(options.members);
    together(
        crew.size(),
        [&](kernels::TeamMember& member) {
            bench::Subject& subject = crew.of(member);
            at::Tensor& velocity = velocities[static_cast<std::size_t>(member.rank())];
            bench::giveInputs(subject, inputs, at::kBFloat16, gpu(member.rank()), &member);
            velocity = subject.velocity();
            member.runAhead();
            const auto times = bench::timeOnDevice([&] { velocity = subject.velocity(); }, 3, options.repeats);
            if (member.rank() == 0) {
                both = times;
            }
            if (!options.timeline.empty()) {
                timeline.record(member.rank(), [&] { velocity = subject.velocity(); });
            }
            member.finish();
        },
        std::chrono::seconds(10));
    if (!velocities.front().defined()) {
        return;
    }
    report(what, alone, both, expected, velocities.front());
    for (const auto& velocity : velocities) {
        if (!at::equal(velocity.cpu(), velocities.front().cpu())) {
            std::printf("  members have different velocities\n");
        }
    }
    if (!options.timeline.empty()) {
        timeline.print(options.timeline + "-" + what + "-" + std::to_string(options.size) + ".csv");
    }
}

void printEnd(const char* what, const Crew& crew, std::chrono::milliseconds patience, const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    together(crew.size(), work, patience);
    const auto end = std::chrono::steady_clock::now();
    std::printf("%s: all had ended after %.1f ms\n", what,
                std::chrono::duration<double, std::milli>(end - start).count());
    std::fflush(stdout);
}

// A member that throws at a block after the others ran ahead, and one that stays away; then a step alone.
void letThemFail(const Options& options, const Crew& crew)
{
    const bench::Inputs inputs = bench::drawInputs(*crew.subjects[0], options.size);
    const auto last = static_cast<std::size_t>(crew.size() - 1);
    const auto steps = [&](kernels::TeamMember& member, int count) {
        bench::Subject& subject = crew.of(member);
        bench::giveInputs(subject, inputs, at::kBFloat16, gpu(member.rank()), &member);
        for (int step = 0; step < count; ++step) {
            crew.gates[last]->isFaulty =
                static_cast<int>(last) == member.rank() ? step == 3 : crew.gates[last]->isFaulty;
            static_cast<void>(subject.velocity());
            member.check();
            member.runAhead();
        }
    };
    printEnd("a member throws in its fourth step", crew, std::chrono::seconds(10), [&](kernels::TeamMember& member) {
        steps(member, 8);
        member.finish();
    });
    crew.gates[last]->isFaulty = false;
    printEnd("a member stays away after two steps, patience 2 s", crew, std::chrono::seconds(2),
             [&](kernels::TeamMember& member) {
                 const bool isAway = member.rank() == static_cast<int>(last);
                 steps(member, isAway ? 2 : 3);
                 while (isAway) {
                     std::this_thread::sleep_for(std::chrono::milliseconds(1));
                     member.check();
                 }
                 member.finish();
             });
    bench::giveInputs(*crew.subjects[0], inputs, at::kBFloat16, gpu(0));
    std::printf("alone after that: |velocity| %.4f\n",
                crew.subjects[0]->velocity().to(at::kFloat).abs().mean().item<double>());
}

} // namespace

int main(int argc, char** argv)
{
    const Options options = parse(argc, argv);
    const c10::InferenceMode inferenceMode;
    checkExchange(options.members);
    const Crew crew(options.members);
    measure("bf16", options, crew);
    if (options.withFp8) {
        for (std::size_t i = 0; i < crew.subjects.size(); ++i) {
            const c10::cuda::CUDAGuard guard(gpu(static_cast<int>(i)));
            bench::quantize(*crew.subjects[i]);
        }
        measure("fp8", options, crew);
    }
    if (options.withFaults) {
        letThemFail(options, crew);
    }
    return 0;
}
