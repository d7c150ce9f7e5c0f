// Weights that come from host memory when their block is entered.
#include <doctest/doctest.h>

#include <map>

#include <ATen/ATen.h>

#include "models/weight_stream.h"

using namespace genserve;
using models::WeightStream;

namespace {

// Two matrices a unit, one of them of 8-bit numbers and an odd size.
struct Block {
    at::Tensor matrix, numbers;
    at::Tensor matrixBefore, numbersBefore;

    explicit Block(std::int64_t rows)
        : matrix(at::randn({rows, 7}, at::kBFloat16)), numbers(at::randint(0, 255, {rows, 3}, at::kByte))
    {
        matrixBefore = matrix.clone();
        numbersBefore = numbers.clone();
    }
    [[nodiscard]] bool isWhole() const
    {
        return matrix.defined() && numbers.defined() && at::equal(matrix, matrixBefore)
               && at::equal(numbers, numbersBefore);
    }
};

} // namespace

TEST_SUITE("weight_stream")
{
    TEST_CASE("every block has its own weights when it is entered, step after step")
    {
        for (const std::size_t count : {1U, 2U, 3U, 8U}) {
            CAPTURE(count);
            std::map<std::size_t, Block> blocks;
            WeightStream stream(at::kCPU);
            for (std::size_t i = 0; i < count; ++i) {
                Block& block = blocks.emplace(2 * i + 1, Block(static_cast<std::int64_t>(5 + i))).first->second;
                stream.take(2 * i + 1, {&block.matrix, &block.numbers});
                CHECK_FALSE(block.matrix.defined());
            }
            CHECK(stream.count() == count);
            for (int step = 0; step < 3; ++step) {
                for (std::size_t unit = 0; unit < 2 * count + 1; ++unit) {
                    CAPTURE(unit);
                    stream.enter(unit);
                    if (const auto block = blocks.find(unit); block != blocks.end()) {
                        CHECK(block->second.isWhole());
                    }
                }
                if (step == 1) {
                    stream.rest();
                }
            }
        }
    }

    TEST_CASE("any number of FLUX.1's 57 blocks can be streamed")
    {
        constexpr std::size_t Blocks = 57;
        for (std::size_t count = 1; count <= Blocks; ++count) {
            CAPTURE(count);
            std::map<std::size_t, Block> blocks;
            WeightStream stream(at::kCPU);
            for (std::size_t unit = 0; unit < Blocks; ++unit) {
                if ((unit + 1) * count / Blocks > unit * count / Blocks) {
                    Block& block = blocks.emplace(unit, Block(unit < 19 ? 4 : 2)).first->second;
                    stream.take(unit, {&block.matrix, &block.numbers});
                }
            }
            REQUIRE(stream.count() == count);
            for (int step = 0; step < 3; ++step) {
                for (std::size_t unit = 0; unit < Blocks; ++unit) {
                    stream.enter(unit);
                    if (const auto block = blocks.find(unit); block != blocks.end()) {
                        REQUIRE(block->second.isWhole());
                    }
                }
            }
        }
    }

    TEST_CASE("a step that was broken off does not disturb the next")
    {
        std::vector<Block> blocks(5, Block(4));
        for (auto& block : blocks) {
            block = Block(6);
        }
        WeightStream stream(at::kCPU);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            stream.take(i, {&blocks[i].matrix, &blocks[i].numbers});
        }
        for (const std::size_t unit : {0U, 1U, 2U, 0U, 1U, 2U, 3U, 4U, 0U, 4U, 1U}) {
            stream.enter(unit);
            CAPTURE(unit);
            CHECK(blocks[unit].isWhole());
        }
    }

    TEST_CASE("what is given back stays")
    {
        std::vector<Block> blocks(3, Block(4));
        WeightStream stream(at::kCPU);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            stream.take(i, {&blocks[i].matrix, &blocks[i].numbers});
        }
        stream.enter(0);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            stream.giveBack(i);
        }
        CHECK(stream.count() == 0);
        CHECK(stream.hostBytes() == 0);
        stream.enter(1);
        for (const auto& block : blocks) {
            CHECK(block.isWhole());
        }
    }

    TEST_CASE("a unit larger than a piece of host memory arrives whole")
    {
        at::Tensor large = at::randint(0, 255, {(std::int64_t{65} << 20) + 3}, at::kByte);
        at::Tensor small = at::arange(1000);
        const at::Tensor largeBefore = large.clone();
        WeightStream stream(at::kCPU);
        stream.take(0, {&small, &large});
        stream.enter(0);
        CHECK(at::equal(large, largeBefore));
        CHECK(at::equal(small, at::arange(1000)));
        stream.giveBack(0);
        CHECK(at::equal(large, largeBefore));
    }
}
