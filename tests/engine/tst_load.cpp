#include "safetensors_writer.h"
#include "weights/parameters.h"

#include <ATen/ATen.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

using namespace genserve;
using namespace genserve::weights;
using testing::TemporaryFolder;
using testing::writeSafetensors;

namespace {

const std::filesystem::path ConversionsFile =
    std::filesystem::path(GENSERVE_TEST_DATA) / "safetensors/conversions.safetensors";

template <class T>
std::string bytesOf(const std::vector<T>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::vector<float> ramp(std::size_t count)
{
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = static_cast<float>(i) * 0.37F - 11.0F;
    }
    return values;
}

std::vector<float> valuesOf(const at::Tensor& tensor)
{
    const at::Tensor flat = tensor.to(at::kFloat).contiguous();
    return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

Checkpoint opened(const std::filesystem::path& path)
{
    auto checkpoint = openFile(path);
    REQUIRE_MESSAGE(checkpoint.has_value(), (checkpoint ? "" : checkpoint.error().message));
    return std::move(*checkpoint);
}

at::Tensor loaded(const Checkpoint& checkpoint, const std::string& name, std::vector<std::int64_t> shape,
                  at::ScalarType dtype)
{
    Parameters parameters;
    at::Tensor tensor;
    parameters.add(name, std::move(shape), tensor);
    LoadOptions options;
    options.dtype = dtype;
    const auto result = load(parameters, checkpoint, options);
    REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().message));
    REQUIRE(tensor.scalar_type() == dtype);
    return tensor;
}

// A small floating-point format decoded by its definition (IEEE 754; OCP 8-bit floating point for e4m3fn).
float decoded(unsigned bits, int exponentBits, int mantissaBits, bool hasInfinity)
{
    const int bias = (1 << (exponentBits - 1)) - 1;
    const unsigned mantissa = bits & ((1U << mantissaBits) - 1U);
    const int exponent = static_cast<int>(bits >> mantissaBits & ((1U << exponentBits) - 1U));
    const float sign = (bits >> (exponentBits + mantissaBits) & 1U) != 0 ? -1.0F : 1.0F;
    const bool isTop = exponent == (1 << exponentBits) - 1;
    if (hasInfinity && isTop) {
        return mantissa == 0 ? sign * std::numeric_limits<float>::infinity() : std::nanf("");
    }
    if (!hasInfinity && isTop && mantissa == (1U << mantissaBits) - 1U) {
        return std::nanf("");
    }
    const unsigned significand = exponent == 0 ? mantissa : mantissa | 1U << mantissaBits;
    return sign * std::ldexp(static_cast<float>(significand), std::max(exponent, 1) - bias - mantissaBits);
}

bool isSame(float a, float b)
{
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

// The bf16 nearest to a finite float, ties to even.
float roundedToBFloat16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return std::bit_cast<float>((bits + 0x7FFFU + (bits >> 16U & 1U)) & 0xFFFF0000U);
}

std::string faultOf(const Parameters& parameters, const Checkpoint& checkpoint)
{
    const auto result = load(parameters, checkpoint, {});
    return result ? "none" : describe(result.error());
}

} // namespace

TEST_SUITE("load")
{
    TEST_CASE("every pattern of the small types becomes the number it stands for")
    {
        struct Format {
            const char* dtype;
            int exponentBits;
            int mantissaBits;
            bool hasInfinity;
        };
        const TemporaryFolder folder;
        for (const Format& format : {Format{"F16", 5, 10, true}, Format{"BF16", 8, 7, true},
                                     Format{"F8_E4M3", 4, 3, false}, Format{"F8_E5M2", 5, 2, true}}) {
            CAPTURE(format.dtype);
            const bool isByte = format.exponentBits + format.mantissaBits == 7;
            const unsigned count = isByte ? 256 : 65536;
            std::string patterns;
            for (unsigned bits = 0; bits < count; ++bits) {
                patterns += static_cast<char>(bits & 0xFFU);
                patterns += isByte ? "" : std::string(1, static_cast<char>(bits >> 8U));
            }
            writeSafetensors(folder / "x", {{"x", format.dtype, {count}, patterns}});
            const auto exact = valuesOf(loaded(opened(folder / "x"), "x", {count}, at::kFloat));
            const auto rounded = valuesOf(loaded(opened(folder / "x"), "x", {count}, at::kBFloat16));
            unsigned wrong = 0;
            for (unsigned bits = 0; bits < count; ++bits) {
                const float value = decoded(bits, format.exponentBits, format.mantissaBits, format.hasInfinity);
                const float inBFloat16 = std::isfinite(value) ? roundedToBFloat16(value) : value;
                wrong += isSame(exact[bits], value) && isSame(rounded[bits], inBFloat16) ? 0U : 1U;
            }
            CHECK(wrong == 0);
        }
    }

    TEST_CASE("every type converts as torch's own to() does in Python")
    {
        const Checkpoint file = opened(ConversionsFile);
        for (const char* name :
             {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2", "I64", "I32", "I16", "I8", "U8", "BOOL"}) {
            CAPTURE(name);
            const auto shape = file.find(name)->shape;
            const at::Tensor single = loaded(file, name, shape, at::kFloat);
            CHECK(at::allclose(single, loaded(file, std::string(name) + ".fp32", shape, at::kFloat), 0, 0, true));
            const at::Tensor brain = loaded(file, name, shape, at::kBFloat16);
            CHECK(at::allclose(brain, loaded(file, std::string(name) + ".bf16", shape, at::kBFloat16), 0, 0, true));
        }
    }

    TEST_CASE("a tensor longer than the staging buffer arrives whole")
    {
        const std::int64_t count = 3'000'001;
        const auto values = ramp(static_cast<std::size_t>(count));
        const TemporaryFolder folder;
        writeSafetensors(folder / "x", {{"odd", "U8", {3}, "abc"}, {"x", "F32", {count}, bytesOf(values)}});
        const Checkpoint file = opened(folder / "x");
        CHECK(valuesOf(loaded(file, "x", {count}, at::kFloat)) == values);
        const at::Tensor expected = at::tensor(values).to(at::kBFloat16);
        CHECK(at::equal(loaded(file, "x", {count}, at::kBFloat16), expected));
    }

    TEST_CASE("rows of several tensors are stacked in the declared order")
    {
        const TemporaryFolder folder;
        writeSafetensors(folder / "x", {{"k", "F32", {1, 2}, bytesOf<float>({5, 6})},
                                        {"q", "F32", {2, 2}, bytesOf<float>({1, 2, 3, 4})},
                                        {"v", "BF16", {1, 2}, std::string("\x80\x3F\0\x40", 4)}});
        Parameters parameters;
        at::Tensor qkv;
        parameters.addStacked({"q", "k", "v"}, {{2, 2}, {1, 2}, {1, 2}}, qkv);
        CHECK(parameters.elementCount() == 8);
        REQUIRE(load(parameters, opened(folder / "x"), {}).has_value());
        CHECK(qkv.sizes() == at::IntArrayRef({4, 2}));
        CHECK(valuesOf(qkv) == std::vector<float>{1, 2, 3, 4, 5, 6, 1, 2});
    }

    TEST_CASE("segments are joined, whatever their order in the file")
    {
        const TemporaryFolder folder;
        writeSafetensors(folder / "x", {{"x", "F32", {4}, bytesOf<float>({1, 2, 3, 4})}});
        Checkpoint file = opened(folder / "x");
        StoredTensor& tensor = file.tensors.at("x");
        const Segment whole = tensor.segments.at(0);
        tensor.segments = {{0, whole.offset + 8, 8}, {0, whole.offset, 8}};
        CHECK(valuesOf(loaded(file, "x", {4}, at::kFloat)) == std::vector<float>{3, 4, 1, 2});
        tensor.segments.pop_back();
        Parameters parameters;
        at::Tensor target;
        parameters.add("x", {4}, target);
        CHECK(faultOf(parameters, file).ends_with("x: its segments do not add up to its shape"));
    }

    TEST_CASE("a 1x1 convolution and a linear layer stand for each other")
    {
        const TemporaryFolder folder;
        writeSafetensors(folder / "x", {{"conv", "F32", {2, 1, 1, 1}, bytesOf<float>({1, 2})},
                                        {"linear", "F32", {1, 2}, bytesOf<float>({3, 4})}});
        const Checkpoint file = opened(folder / "x");
        CHECK(loaded(file, "conv", {2, 1}, at::kFloat).sizes() == at::IntArrayRef({2, 1}));
        CHECK(loaded(file, "linear", {1, 2, 1, 1}, at::kFloat).sizes() == at::IntArrayRef({1, 2, 1, 1}));
        Parameters parameters;
        at::Tensor target;
        parameters.add("linear", {2, 1}, target);
        CHECK(faultOf(parameters, file).ends_with("linear: has shape [1, 2], expected [2, 1]"));
    }

    TEST_CASE("the first fault is told with its file, the others are counted")
    {
        const TemporaryFolder folder;
        writeSafetensors(folder / "x", {{"x_embedder.weight", "F32", {1, 2}, bytesOf<float>({1, 2})}});
        const Checkpoint file = opened(folder / "x");
        Parameters parameters;
        at::Tensor a;
        at::Tensor b;
        parameters.add("x_embedder.weight", {2, 2}, a);
        CHECK(faultOf(parameters, file)
              == (folder / "x").string() + ": x_embedder.weight: has shape [1, 2], expected [2, 2]");
        parameters.add("lost", {1}, b);
        CHECK(faultOf(parameters, file).ends_with("expected [2, 2] (and 1 more fault)"));
        Parameters missing;
        missing.add("lost", {1}, b);
        CHECK(faultOf(missing, file) == (folder / "x").string() + ": lost: the tensor is missing");
        CHECK_FALSE(a.defined());
    }

    TEST_CASE("a configured shape that overflows is refused before anything is allocated")
    {
        Parameters parameters;
        at::Tensor target;
        constexpr auto Huge = std::int64_t{1} << 40;
        parameters.add("x", {Huge, Huge}, target);
        CHECK(parameters.elementCount() == std::numeric_limits<std::int64_t>::max());
        CHECK(faultOf(parameters, {})
                  .starts_with("x: the configured shape [1099511627776, 1099511627776] is impossible (and 1 more"));
        Parameters negative;
        negative.add("x", {-1}, target);
        CHECK(faultOf(negative, {}).starts_with("x: the configured shape [-1] is impossible"));
    }

    TEST_CASE("a file that shrinks or changes is refused by name")
    {
        const TemporaryFolder folder;
        const auto path = folder / "x";
        writeSafetensors(path, {{"x", "F32", {4}, bytesOf<float>({1, 2, 3, 4})}});
        Checkpoint file = opened(path);
        Parameters parameters;
        at::Tensor target;
        parameters.add("x", {4}, target);
        std::filesystem::resize_file(path, std::filesystem::file_size(path) - 4);
        CHECK(faultOf(parameters, file) == path.string() + ": the file has changed since its header was read");
        file.stamps.clear();
        CHECK(faultOf(parameters, file).starts_with(path.string() + ": the file ends at byte "));
        CHECK_FALSE(target.defined());
        std::filesystem::remove(path);
        CHECK(load(parameters, file, {}).error().code == ErrorCode::NotFound);
    }

    TEST_CASE("a file written while it is read is refused")
    {
        const TemporaryFolder folder;
        writeSafetensors(folder / "x", {{"x", "F32", {2}, bytesOf<float>({1, 2})}});
        const Checkpoint file = opened(folder / "x");
        Parameters parameters;
        at::Tensor target;
        parameters.add("x", {2}, target);
        LoadOptions options;
        options.onBytes = [&](std::int64_t, std::int64_t) { std::ofstream(folder / "x", std::ios::app) << "more"; };
        const auto result = load(parameters, file, options);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().message == "the file was changed while it was read");
        CHECK_FALSE(target.defined());
    }

    TEST_CASE("a stop request ends the load and leaves nothing half loaded")
    {
        const TemporaryFolder folder;
        writeSafetensors(folder / "x",
                         {{"a", "F32", {1}, bytesOf<float>({1})}, {"b", "F32", {1}, bytesOf<float>({2})}});
        Parameters parameters;
        at::Tensor a;
        at::Tensor b;
        parameters.add("a", {1}, a);
        parameters.add("b", {1}, b);
        std::stop_source source;
        LoadOptions options;
        options.stop = source.get_token();
        options.onBytes = [&](std::int64_t done, std::int64_t all) {
            CHECK(done == 4);
            CHECK(all == 8);
            source.request_stop();
        };
        const auto result = load(parameters, opened(folder / "x"), options);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == ErrorCode::Cancelled);
        CHECK_FALSE(a.defined());
    }

    TEST_CASE("memory that the machine can't give is an error, not a crash")
    {
        const TemporaryFolder folder;
        writeSafetensors(folder / "x", {{"x", "U8", {1}, "a"}});
        Checkpoint file = opened(folder / "x");
        constexpr auto Huge = std::int64_t{1} << 55;
        file.tensors.at("x").shape = {Huge};
        file.tensors.at("x").segments = {{0, 0, std::uint64_t{Huge}}};
        Parameters parameters;
        at::Tensor target;
        parameters.add("x", {Huge}, target);
        const auto result = load(parameters, file, {});
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == ErrorCode::OutOfMemory);
        CHECK(result.error().message.find('\n') == std::string::npos);
    }
}
