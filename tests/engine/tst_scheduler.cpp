#include <doctest/doctest.h>

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "pipeline/flow_match_scheduler.h"

using namespace genserve;
using namespace genserve::pipeline;

namespace {

nlohmann::json readJson(const std::string& name)
{
    std::ifstream file(std::string(GENSERVE_TEST_DATA) + "/golden/" + name);
    return nlohmann::json::parse(file);
}

SchedulerConfig configOf(const nlohmann::json& json)
{
    const auto path = std::filesystem::temp_directory_path() / "genserve-scheduler-test.json";
    std::ofstream(path) << json.dump();
    auto config = SchedulerConfig::fromFile(path);
    std::filesystem::remove(path);
    REQUIRE(config.has_value());
    return *config;
}

} // namespace

TEST_SUITE("scheduler")
{
    TEST_CASE("sigmas and time steps equal the reference's to 1e-6")
    {
        double worst = 0;
        int cases = 0;
        for (const auto& golden : readJson("scheduler_sigmas.json")) {
            const auto schedule = makeSchedule(configOf(golden["config"]), golden["steps"], golden["image_tokens"]);
            const auto sigmas = golden["sigmas"].get<std::vector<double>>();
            const auto timesteps = golden["timesteps"].get<std::vector<double>>();
            REQUIRE(schedule.sigmas.size() == sigmas.size());
            REQUIRE(schedule.timesteps.size() == timesteps.size());
            for (std::size_t i = 0; i < sigmas.size(); ++i) {
                worst = std::max(worst, std::abs(schedule.sigmas[i] - sigmas[i]));
            }
            for (std::size_t i = 0; i < timesteps.size(); ++i) {
                worst = std::max(worst, std::abs(schedule.timesteps[i] - timesteps[i]) / 1000);
            }
            ++cases;
        }
        CHECK(cases > 20);
        CHECK(worst <= 1e-6);
    }

    TEST_CASE("strength leaves out as many steps as the reference")
    {
        for (const auto& golden : readJson("strength_steps.json")) {
            CAPTURE(golden.dump());
            const int first = firstStep(golden["steps"], golden["strength"]);
            CHECK(first == golden["t_start"].get<int>());
        }
    }

    TEST_CASE("a scheduler of another kind is refused by name")
    {
        const auto path = std::filesystem::temp_directory_path() / "genserve-scheduler-test2.json";
        std::ofstream(path) << R"({"_class_name": "DDIMScheduler"})";
        const auto other = SchedulerConfig::fromFile(path);
        REQUIRE_FALSE(other.has_value());
        CHECK(other.error().message.find("DDIMScheduler") != std::string::npos);
        std::ofstream(path) << R"({"use_beta_sigmas": true})";
        const auto beta = SchedulerConfig::fromFile(path);
        REQUIRE_FALSE(beta.has_value());
        CHECK(beta.error().message.find("use_beta_sigmas") != std::string::npos);
        std::filesystem::remove(path);
    }
}
