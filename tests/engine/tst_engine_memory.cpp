// The engine's facade where memory is short, and what it and the system say of memory.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <c10/util/Exception.h>

#include "gpu.h"
#include "runtime/available_memory.h"
#include "runtime/device_figures.h"
#include "runtime/engine.h"
#include "temporary_folder.h"
#include "weights/torch_error.h"

using namespace genserve;
using namespace genserve::runtime;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t MiB = std::int64_t{1} << 20;

std::unique_ptr<Engine> engineWith(std::int64_t memoryLimit)
{
    EngineOptions options;
    options.modelFolders = {fs::path(GENSERVE_TEST_DATA) / "models"};
    options.threads = 1;
    options.memoryLimit = memoryLimit;
    auto engine = Engine::create(std::move(options));
    INFO((engine ? std::string() : describe(engine.error())));
    REQUIRE(engine.has_value());
    return std::move(*engine);
}

GenerationRequest request(const std::string& model, int side = 32)
{
    GenerationRequest request;
    request.prompt = "a cat";
    request.modelId = model;
    request.width = request.height = side;
    request.steps = 1;
    return request;
}

} // namespace

TEST_SUITE("engine_memory")
{
    TEST_CASE("a picture says which plan it was made with")
    {
        const auto engine = engineWith(0);
        const auto plans = engine->plans(request("odd"));
        REQUIRE(plans.has_value());
        REQUIRE(plans->size() >= 2);
        const auto resident = engine->generate(request("odd"), {}, {});
        REQUIRE(resident.has_value());
        CHECK(resident->memoryPlan == "resident");
        const auto smallest = engine->generate(request("odd"), {}, {}, {}, static_cast<int>(plans->size()) - 1);
        REQUIRE(smallest.has_value());
        CHECK(smallest->memoryPlan == describe(plans->back().plan));
        CHECK(smallest->image == resident->image);
        CHECK(smallest->warnings.back().find("memory ran out") != std::string::npos);
        CHECK(resident->warnings.size() + 1 == smallest->warnings.size());
    }

    TEST_CASE("what does not fit is refused before anything is read")
    {
        const auto engine = engineWith(100 * MiB);
        const auto refused = engine->generate(request("odd", 512), {}, {});
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::OutOfMemory);
        CHECK(refused.error().message.find("and 0.1 GB are there; ") != std::string::npos);
        CHECK(engine->heldModels().empty());
        CHECK(engine->modelBytes() == 0);
    }

    TEST_CASE("a plan beyond the last is refused")
    {
        const auto refused = engineWith(0)->generate(request("odd"), {}, {}, {}, 99);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == ErrorCode::OutOfMemory);
    }

    TEST_CASE("a smaller picture is suggested where one would fit")
    {
        const auto engine = engineWith(0);
        const auto plans = engine->plans(request("odd", 256), 0);
        REQUIRE(plans.has_value());
        const auto words = describe(engine->whatWouldFit(request("odd", 512), plans->front().peak()));
        CHECK(words.ends_with(" would fit"));
        CHECK(engine->plans(request("odd", 512), MiB)->empty());
    }

    TEST_CASE("several models stay while they fit, the longest unused one goes first")
    {
        const auto roomy = engineWith(0);
        for (const char* model : {"odd", "schnell", "odd"}) {
            REQUIRE(roomy->generate(request(model), {}, {}).has_value());
        }
        CHECK(roomy->heldModels() == std::vector<std::string>{"odd", "schnell"});
        CHECK(roomy->modelBytes() > 0);

        const auto first = roomy->plans(request("odd")), second = roomy->plans(request("schnell"));
        REQUIRE((first && second));
        const auto tight = engineWith(second->front().peak() + first->front().weights / 2);
        for (const char* model : {"odd", "schnell"}) {
            REQUIRE(tight->generate(request(model), {}, {}).has_value());
            CHECK(tight->heldModels() == std::vector<std::string>{model});
        }
    }

    TEST_CASE("work grows with the steps")
    {
        const auto engine = engineWith(0);
        auto more = request("odd");
        const double one = engine->workUnits(more);
        more.steps = 11;
        CHECK(one > 0);
        CHECK(engine->workUnits(more) > one);
        more.modelId = "absent";
        CHECK(engine->workUnits(more) == 0);
    }

    TEST_CASE("models are looked for in folders that are given later")
    {
        EngineOptions options;
        options.threads = 1;
        auto engine = Engine::create(std::move(options));
        REQUIRE(engine.has_value());
        CHECK_FALSE((*engine)->generate(request("odd"), {}, {}).has_value());
        (*engine)->setModelFolders({fs::path(GENSERVE_TEST_DATA) / "models"});
        CHECK((*engine)->generate(request("odd"), {}, {}).has_value());
    }

    TEST_CASE("the narrowest control group counts")
    {
        const testing::TemporaryFolder folder;
        folder.write("proc/meminfo", "MemTotal: 8000 kB\nMemFree: 10 kB\nMemAvailable:    4000 kB\n");
        const auto available = [&] { return availableMemory(folder / "proc", folder / "groups"); };
        CHECK(available() == 4000 * 1024);
        folder.write("proc/self/cgroup", "0::/user/session\n");
        folder.write("groups/user/memory.max", "1000000\n");
        folder.write("groups/user/memory.current", "900000\n");
        folder.write("groups/user/memory.stat", "anon 1\ninactive_file 50000\n");
        folder.write("groups/user/session/memory.max", "max\n");
        folder.write("groups/user/session/memory.current", "900000\n");
        CHECK(available() == 150000);
        folder.write("proc/self/cgroup", "4:memory:/docker/1\n0::/\n");
        folder.write("groups/memory/memory.limit_in_bytes", "2000000\n");
        folder.write("groups/memory/memory.usage_in_bytes", "500000\n");
        CHECK(available() == 1500000);
        folder.write("groups/memory/memory.limit_in_bytes", "100\n");
        CHECK(available() == 0);
    }

    TEST_CASE("the computer's own figures are plausible, an absent GPU's are absent")
    {
        static_cast<void>(deviceFigures("cpu"));
        const auto cpu = deviceFigures("cpu");
        REQUIRE((cpu.memoryTotal && cpu.memoryUsed));
        CHECK(*cpu.memoryTotal > 100 * MiB);
        CHECK(*cpu.memoryUsed > 0);
        CHECK(*cpu.memoryUsed < *cpu.memoryTotal);
        CHECK_FALSE(cpu.powerW);
        if (cpu.loadPercent) {
            CHECK(*cpu.loadPercent >= 0);
            CHECK(*cpu.loadPercent <= 100);
        }
        for (const char* device : {"cuda:4000", "cuda:", "gpu", ""}) {
            CAPTURE(device);
            CHECK_FALSE(deviceFigures(device).memoryTotal);
            CHECK_FALSE(deviceFigures(device).loadPercent);
        }
        if (test::haveGpu()) { // the question about a GPU that is not there must not become this thread's next fault
            CHECK_NOTHROW(static_cast<void>(at::ones({3}, at::Device(at::kCUDA)).sum().item<float>()));
        }
    }

    TEST_CASE("running out of memory and a lost device are told apart")
    {
        const auto codeOf = [](const char* message) {
            return weights::torchError(c10::Error({__func__, __FILE__, __LINE__}, message)).code;
        };
        const c10::SourceLocation here{__func__, __FILE__, __LINE__};
        CHECK(weights::torchError(c10::OutOfMemoryError(here, "CUDA out of memory. Tried")).code
              == ErrorCode::OutOfMemory);
        CHECK(weights::torchError(c10::AcceleratorError(here, 700, "CUDA error: an illegal memory access")).code
              == ErrorCode::DeviceFault);
        CHECK(codeOf("CUDA error: out of memory") == ErrorCode::OutOfMemory);
        CHECK(codeOf("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling") == ErrorCode::OutOfMemory);
        CHECK(codeOf("CUDA error: unspecified launch failure") == ErrorCode::DeviceFault);
        CHECK(codeOf("CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when") == ErrorCode::DeviceFault);
        CHECK(codeOf("expected a tensor") == ErrorCode::Internal);
    }
}
