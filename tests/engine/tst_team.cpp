// Several members that compute one picture: their exchanges alone, a transformer's steps, and what happens when one of
// them does not go on. Stored runs by teams stand beside the others, in tst_pipeline, tst_controlnet and tst_lora.
#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <utility>

#include <ATen/ATen.h>

#include "crew.h"
#include "gpu.h"
#include "kernels/attention.h"
#include "kernels/qk_norm_rope.h"
#include "models/flux_transformer.h"
#include "pipeline_runs.h"
#include "weights/parameters.h"

using namespace genserve;
using kernels::Share;
using kernels::TeamMember;

namespace {

constexpr double Eps = 1e-6;
constexpr std::chrono::milliseconds ShortPatience{200};

pipeline::ResolvedRequest requestOf(int width, int height, int steps)
{
    GenerationRequest request;
    request.prompt = "a cat";
    request.width = width;
    request.height = height;
    request.steps = steps;
    pipeline::CatalogueEntry model;
    model.kind = pipeline::ModelKind::Dev;
    model.info.id = "tiny";
    model.info.features = {"text-to-image"};
    const auto resolved = pipeline::resolveRequest(request, model, {});
    REQUIRE(resolved.has_value());
    return *resolved;
}

pipeline::ModelParts oddModel() { return test::openTiny("models/odd"); }

// Throws on the threads that ask for it when a unit is entered.
struct FaultyGate : models::WeightGate {
    static constexpr std::size_t NoUnit = 1000;
    static thread_local std::size_t unit;
    void enter(std::size_t entered) override
    {
        if (entered == unit) {
            throw std::runtime_error("injected");
        }
    }
};
thread_local std::size_t FaultyGate::unit = NoUnit;

// Two double and two single blocks of five heads with random weights; members on the CPU may share it.
struct SmallTransformer {
    models::FluxTransformerConfig config;
    weights::Parameters parameters;
    std::unique_ptr<models::FluxTransformer2DModel> model;
    FaultyGate gate;
    at::Tensor text, pooled, timesteps, txt_ids, img_ids, latents;

    SmallTransformer(std::int64_t textTokens, std::int64_t imageTokens)
    {
        at::manual_seed(7);
        config.num_layers = config.num_single_layers = 2;
        config.num_attention_heads = 5;
        config.attention_head_dim = 12;
        config.axes_dims_rope = {2, 4, 6};
        config.in_channels = config.out_channels = 8;
        config.joint_attention_dim = 16;
        config.pooled_projection_dim = 10;
        model = std::make_unique<models::FluxTransformer2DModel>(config, parameters);
        for (const auto& parameter : parameters.all()) {
            std::vector<std::int64_t> shape = parameter.shapes[0];
            for (std::size_t i = 1; i < parameter.shapes.size(); ++i) {
                shape[0] += parameter.shapes[i][0];
            }
            *parameter.target = at::randn(shape) * 0.2;
        }
        model->setGates(&gate, nullptr);
        text = at::randn({textTokens, 16});
        pooled = at::randn({10});
        timesteps = at::tensor({1.0, 0.5, 0.1});
        txt_ids = at::zeros({textTokens, 3});
        img_ids = at::randint(0, 5, {imageTokens, 3}).to(at::kFloat);
        latents = at::randn({imageTokens, 8});
    }
    // Of three steps, each of which sees the result of the one before.
    at::Tensor steps(TeamMember* member) const
    {
        const auto conditions = model->prepare(text, pooled, timesteps, 0, txt_ids, img_ids, member);
        at::Tensor x = latents;
        for (std::int64_t step = 0; step < 3; ++step) {
            x = x + model->forward(x, conditions, step);
        }
        if (member != nullptr) {
            member->finish();
        }
        return x;
    }
};

} // namespace

TEST_SUITE("team")
{
    TEST_CASE("shares are in order, without gaps, and differ by one at most")
    {
        for (const std::int64_t count : {0, 1, 2, 7, 24, 4608}) {
            for (const int members : {1, 2, 3, 5, 8}) {
                std::int64_t next = 0;
                for (int rank = 0; rank < members; ++rank) {
                    const Share share = kernels::shareOf(count, rank, members);
                    CHECK(share.first == next);
                    CHECK(share.count >= count / members);
                    CHECK(share.count <= count / members + 1);
                    next = share.end();
                }
                CHECK(next == count);
            }
        }
    }

    TEST_CASE("only members of one kind that reach each other are a team")
    {
        CHECK(kernels::canFormTeam({at::kCPU}));
        CHECK(kernels::canFormTeam({at::kCPU, at::kCPU, at::kCPU}));
        CHECK_FALSE(kernels::canFormTeam({}));
        CHECK_FALSE(kernels::canFormTeam(std::vector<at::Device>(kernels::Team::MostMembers + 1, at::kCPU)));
        CHECK_FALSE(kernels::canFormTeam({at::kCPU, at::Device(at::kCUDA, 0)}));
        CHECK_FALSE(kernels::canFormTeam({at::Device(at::kCUDA, 0), at::Device(at::kCUDA, 0)}));
    }

    TEST_CASE("attention and gathered rows are those of the whole sequence, for every member and uneven shares")
    {
        constexpr std::int64_t Text = 5, Image = 12, Heads = 5, Dim = 6, Channels = 3;
        const at::Tensor qkv = at::randn({Text + Image, 3, Heads, Dim});
        const at::Tensor norm = at::rand({Dim}) + 0.5, angles = at::randn({Text + Image, Dim / 2});
        const at::Tensor cos = angles.cos(), sin = angles.sin(), rows = at::randn({Image, Channels});
        const at::Tensor rotated = qkv.clone();
        kernels::qkNormRope_(rotated, norm, norm, cos, sin, Eps);
        const at::Tensor expected = kernels::attention(rotated);
        for (const int members : {1, 2, 3, 5, 7}) {
            CAPTURE(members);
            std::atomic<int> good = 0;
            const auto faults = test::together(members, [&](TeamMember& member) {
                auto& sequence = member.sequence({Text, Image, Heads, Dim, Channels, at::kFloat});
                for (int round = 0; round < 3; ++round) {
                    const at::Tensor own = sequence.own(qkv), c = sequence.own(cos), s = sequence.own(sin);
                    const std::int64_t text = sequence.text().count, image = sequence.image().count;
                    sequence.give(own.narrow(0, 0, text), 0, norm, norm, c.narrow(0, 0, text), s.narrow(0, 0, text),
                                  Eps);
                    sequence.give(own.narrow(0, text, image), text, norm, norm, c.narrow(0, text, image),
                                  s.narrow(0, text, image), Eps);
                    const at::Tensor wide = at::zeros({text + image, Heads * Dim + 2});
                    sequence.attend(wide.narrow(1, 2, Heads * Dim));
                    good += at::allclose(wide.narrow(1, 2, Heads * Dim), sequence.own(expected), 1e-5, 1e-6) ? 1 : 0;
                    good += at::equal(sequence.gather(sequence.image().of(rows) + round), rows + round) ? 1 : 0;
                }
                member.finish();
            });
            CHECK(faults == std::vector<std::string>(static_cast<std::size_t>(members)));
            CHECK(good == 6 * members);
        }
    }

    TEST_CASE("GPUs exchange the same, ahead of the host and whatever a thread's current device is")
    {
        if (!test::haveGpu() || test::lastGpu().index() == 0) {
            MESSAGE("skipped: needs two GPUs");
            return;
        }
        const std::vector<at::Device> gpus{at::Device(at::kCUDA, 0), at::Device(at::kCUDA, 1)};
        REQUIRE(kernels::canFormTeam(gpus));
        constexpr std::int64_t Text = 5, Image = 300, Heads = 24, Dim = 128, Channels = 64;
        const at::Tensor qkv = at::randn({Text + Image, 3, Heads, Dim});
        const at::Tensor norm = at::rand({Dim}) + 0.5, angles = at::randn({Text + Image, Dim / 2});
        const at::Tensor rows = at::randn({Image, Channels});
        const at::Tensor rotated = qkv.clone();
        kernels::qkNormRope_(rotated, norm, norm, angles.cos(), angles.sin(), Eps);
        const at::Tensor expected = kernels::attention(rotated);
        std::atomic<int> good = 0;
        const auto faults = test::together(gpus, [&](TeamMember& member) {
            const at::Device gpu = gpus[static_cast<std::size_t>(member.rank())];
            auto& sequence = member.sequence({Text, Image, Heads, Dim, Channels, at::kFloat});
            const at::Tensor cos = sequence.own(angles.cos()).to(gpu), sin = sequence.own(angles.sin()).to(gpu);
            for (int round = 0; round < 20; ++round) {
                const at::Tensor own = sequence.own(qkv).to(gpu);
                using Gift = kernels::TeamSequence::Gift;
                sequence.give(own, 0, norm.to(gpu), norm.to(gpu), cos, sin, Eps,
                              round % 2 == 0 ? Gift::Aside : Gift::Now);
                good += at::allclose(sequence.attend().cpu(), sequence.own(expected), 1e-3, 1e-4) ? 1 : 0;
                const at::Tensor mine = sequence.image().of(rows).to(gpu) + round;
                good += at::equal(sequence.gather(mine).cpu(), rows + round) ? 1 : 0;
                member.runAhead();
            }
            member.finish();
        });
        CHECK(faults == std::vector<std::string>(2));
        CHECK(good == 80);
    }

    TEST_CASE("a transformer's steps are those of one member, also where there are more members than tokens or heads")
    {
        for (const auto& [text, image] : {std::pair{5, 12}, std::pair{1, 3}}) {
            const SmallTransformer transformer(text, image);
            const at::Tensor expected = transformer.steps(nullptr);
            for (const int members : {2, 3, 4, 6, 8}) {
                CAPTURE(members);
                std::vector<at::Tensor> results(static_cast<std::size_t>(members));
                const auto faults = test::together(members, [&](TeamMember& member) {
                    results[static_cast<std::size_t>(member.rank())] = transformer.steps(&member);
                });
                CHECK(faults == std::vector<std::string>(static_cast<std::size_t>(members)));
                for (const auto& result : results) {
                    REQUIRE(result.defined());
                    CHECK(at::allclose(result, expected, 1e-4, 1e-4));
                    CHECK(at::equal(result, results.front()));
                }
            }
        }
    }

    TEST_CASE("a member that fails in any block ends the others")
    {
        const SmallTransformer transformer(5, 12);
        for (std::size_t unit = 0; unit < 4; ++unit) {
            for (int rank = 0; rank < 3; ++rank) {
                CAPTURE(unit);
                CAPTURE(rank);
                const auto faults = test::together(3, [&](TeamMember& member) {
                    FaultyGate::unit = member.rank() == rank ? unit : FaultyGate::NoUnit;
                    transformer.steps(&member);
                });
                for (int other = 0; other < 3; ++other) {
                    const std::string& fault = faults[static_cast<std::size_t>(other)];
                    CHECK(fault.find(other == rank ? "injected" : "lost one another") != std::string::npos);
                }
            }
        }
    }

    TEST_CASE("a member that never comes ends the others after their patience")
    {
        const SmallTransformer transformer(5, 12);
        const auto faults = test::together(
            2,
            [&](TeamMember& member) {
                if (member.rank() == 0) {
                    transformer.steps(&member);
                    return;
                }
                while (true) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                    member.check();
                }
            },
            ShortPatience);
        CHECK(faults[0].find("lost one another") != std::string::npos);
        CHECK(faults[1].find("lost one another") != std::string::npos);
    }

    TEST_CASE("members that wait for one that never got as far as the team are let go")
    {
        const auto team = std::make_shared<kernels::Team>(std::vector<at::Device>(2, at::kCPU));
        std::jthread late([&] {
            std::this_thread::sleep_for(ShortPatience);
            team->abort();
        });
        CHECK_THROWS_AS(TeamMember(team, 0), kernels::TeamBroken);
        CHECK(team->isAborted());
        CHECK_THROWS_AS(TeamMember(team, 1), kernels::TeamBroken);
    }

    TEST_CASE("a cancelled picture ends for every member within a step")
    {
        test::Crew crew(oddModel(), 3);
        const auto request = requestOf(48, 32, 50);
        for (int rank = 0; rank < 3; ++rank) {
            std::stop_source stop;
            std::atomic<int> last = 0;
            const auto outputs = crew.run(request, stop.get_token(), [&](int who, const Progress& progress) {
                last = std::max(last.load(), progress.stage == Stage::Denoise ? progress.step : 0);
                if (who == rank && progress.stage == Stage::Denoise && progress.step == 3) {
                    stop.request_stop();
                }
            });
            CHECK(last <= 4);
            int cancelled = 0;
            for (const auto& output : outputs) {
                REQUIRE_FALSE(output.has_value());
                cancelled += output.error().code == ErrorCode::Cancelled ? 1 : 0;
            }
            CHECK(cancelled >= 1);
        }
        crew.mustRun(requestOf(48, 32, 2)); // and the pipelines are as good as before
    }

    TEST_CASE("the same request gives the same bytes, and one member those of no team")
    {
        const auto request = requestOf(48, 32, 3);
        test::Crew two(oddModel(), 2);
        const auto first = two.mustRun(request);
        CHECK(two.mustRun(request).image == first.image);
        test::Crew one(oddModel(), 1);
        const auto alone = test::loadTiny(oddModel())->run(request, {}, {});
        REQUIRE(alone.has_value());
        CHECK(one.mustRun(request).image == alone->image);
        CHECK(test::relativeError(first.latents, alone->latents) < test::LatentTolerance);
    }
}
