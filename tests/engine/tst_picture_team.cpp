// Engines that make one picture together, as the rooms above see them.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stop_token>
#include <thread>
#include <vector>

#include "runtime/engine.h"

using namespace genserve;
using namespace genserve::runtime;

namespace {

std::unique_ptr<Engine> engineWith(std::vector<std::string> helpers, std::int64_t memoryLimit = 0)
{
    EngineOptions options;
    options.modelFolders = {std::filesystem::path(GENSERVE_TEST_DATA) / "models"};
    options.device = "cpu"; // also where there is a GPU
    options.threads = 1;
    options.helpers = std::move(helpers);
    options.memoryLimit = memoryLimit;
    auto engine = Engine::create(std::move(options));
    INFO((engine ? std::string() : describe(engine.error())));
    REQUIRE(engine.has_value());
    return std::move(*engine);
}

GenerationRequest request()
{
    GenerationRequest request;
    request.prompt = "a cat";
    request.modelId = "odd";
    request.width = 48;
    request.height = 32;
    request.steps = 3;
    return request;
}

} // namespace

TEST_SUITE("picture_team")
{
    TEST_CASE("an engine with helpers makes the picture of one without, and says so")
    {
        const auto alone = engineWith({})->generate(request(), {}, {});
        REQUIRE(alone.has_value());
        const auto engine = engineWith({"cpu", "cpu"});
        const auto together = engine->generate(request(), {}, {});
        REQUIRE(together.has_value());
        CHECK(together->memoryPlan == alone->memoryPlan + ", on 3 devices together");
        REQUIRE(together->image.pixels.size() == alone->image.pixels.size());
        int largest = 0;
        for (std::size_t i = 0; i < alone->image.pixels.size(); ++i) {
            largest = std::max(largest, std::abs(int{alone->image.pixels[i]} - int{together->image.pixels[i]}));
        }
        CHECK(largest <= 1);
        CHECK(engine->generate(request(), {}, {})->image == together->image);
    }

    TEST_CASE("a failure of the request or of a stop is told as it is, and the next picture is made")
    {
        const auto engine = engineWith({"cpu"});
        auto faulty = request();
        faulty.loras = {{"no such file", 1.0}};
        const auto refused = engine->generate(faulty, {}, {});
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::InvalidArgument);
        std::stop_source stop;
        const auto stopped = engine->generate(
            request(),
            [&](const Progress& progress) {
                if (progress.stage == Stage::Denoise && progress.step == 1) {
                    stop.request_stop();
                }
            },
            stop.get_token());
        REQUIRE_FALSE(stopped.has_value());
        CHECK(stopped.error().code == ErrorCode::Cancelled);
        CHECK(engine->generate(request(), {}, {}).has_value());
    }

    TEST_CASE("a member that only lost the others finds why in the team as soon as it returns")
    {
        const std::unique_ptr<Engine> engines[] = {engineWith({}), engineWith({})};
        for (int round = 0; round < 10; ++round) {
            const auto team = PictureTeam::create({"cpu", "cpu"}).value();
            std::stop_source stop;
            std::atomic<int> told = 0;
            {
                std::vector<std::jthread> members;
                for (int rank = 0; rank < 2; ++rank) {
                    members.emplace_back([&, rank] {
                        const auto progress = [&](const Progress& now) {
                            if (rank == round % 2 && now.stage == Stage::Denoise && now.step == 1) {
                                stop.request_stop();
                            }
                        };
                        const auto& engine = engines[static_cast<std::size_t>(rank)];
                        const auto result =
                            engine->generateTogether(request(), progress, stop.get_token(), {}, {team, rank});
                        const auto first = team->firstFailure();
                        told += !result && first && first->error.code == ErrorCode::Cancelled ? 1 : 0;
                    });
                }
            }
            CHECK(told == 2);
        }
    }

    TEST_CASE("members need memory for all weights")
    {
        const auto plans = engineWith({})->plans(request(), 0);
        REQUIRE(plans.has_value());
        REQUIRE(plans->size() >= 2);
        const auto refused = engineWith({"cpu"}, plans->front().peak() - 1)->generate(request(), {}, {});
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::OutOfMemory);
    }

    TEST_CASE("devices that are not there or of different kinds are no team")
    {
        CHECK_FALSE(PictureTeam::create({"cpu", "cuda:63"}).has_value());
        CHECK_FALSE(PictureTeam::create({}).has_value());
        CHECK(PictureTeam::create({"cpu", "cpu"}).value()->size() == 2);
    }

    TEST_CASE("a member whose team was given up does not wait for it")
    {
        const auto team = PictureTeam::create({"cpu", "cpu"}).value();
        team->fail(1, {ErrorCode::DeviceFault, "gone", {}});
        const auto engine = engineWith({});
        const auto result = engine->generateTogether(request(), {}, {}, {}, {team, 0});
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == ErrorCode::Internal);
        CHECK(team->firstFailure()->rank == 1);
        CHECK(team->firstFailure()->error.message == "gone");
        CHECK(engine->generate(request(), {}, {}).has_value());
    }
}
