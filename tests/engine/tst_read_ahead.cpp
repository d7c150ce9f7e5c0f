// Reads by several threads, taken in order.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <thread>

#include "weights/read_ahead.h"

using namespace genserve;
using weights::ReadAhead;

namespace {

struct Ring {
    std::vector<std::array<std::uint8_t, 4>> bytes;
    explicit Ring(std::size_t slabs) : bytes(slabs) {}
    std::vector<std::span<std::uint8_t>> spans() { return {bytes.begin(), bytes.end()}; }
};

} // namespace

TEST_SUITE("read_ahead")
{
    TEST_CASE("jobs come in order, whatever their threads do")
    {
        for (const std::size_t jobs : {0U, 1U, 3U, 500U}) {
            for (const std::size_t threads : {1U, 4U, 9U}) {
                CAPTURE(jobs);
                Ring ring(5);
                ReadAhead ahead(jobs, ring.spans(), threads, [](std::size_t job, std::span<std::uint8_t> slab) {
                    if (job % 7 == 3) {
                        std::this_thread::yield();
                    }
                    slab[0] = static_cast<std::uint8_t>(job);
                    return Expected<void>();
                });
                for (std::size_t job = 0; job < jobs; ++job) {
                    const auto slab = ahead.next();
                    REQUIRE(slab.has_value());
                    CHECK((*slab)[0] == static_cast<std::uint8_t>(job));
                    ahead.release();
                }
            }
        }
    }

    TEST_CASE("a slab is not filled again before it is released")
    {
        Ring ring(3);
        std::atomic<int> begun = 0;
        ReadAhead ahead(10, ring.spans(), 3, [&](std::size_t job, std::span<std::uint8_t> slab) {
            ++begun;
            slab[0] = static_cast<std::uint8_t>(job);
            return Expected<void>();
        });
        const auto first = ahead.next(), second = ahead.next(), third = ahead.next();
        REQUIRE((first && second && third));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        CHECK(begun == 3);
        CHECK((*first)[0] == 0);
        CHECK((*third)[0] == 2);
        ahead.release();
        CHECK((*ahead.next())[0] == 3);
        CHECK((*second)[0] == 1);
    }

    TEST_CASE("a failure comes where its job would have, and the rest is left alone")
    {
        Ring ring(2);
        ReadAhead ahead(100, ring.spans(), 2, [](std::size_t job, std::span<std::uint8_t>) -> Expected<void> {
            if (job == 4) {
                return failure(ErrorCode::Io, "gone");
            }
            return {};
        });
        for (int job = 0; job < 4; ++job) {
            CHECK(ahead.next().has_value());
            ahead.release();
        }
        const auto fifth = ahead.next();
        REQUIRE_FALSE(fifth.has_value());
        CHECK(fifth.error().message == "gone");
    }
}
