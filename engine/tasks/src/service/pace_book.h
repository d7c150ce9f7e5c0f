// How fast each device makes pictures with each model, learned from finished tasks.
//
// A task takes  before + work * secondsPerUnit + after,  and the time to load its model where the device does not hold
// it. Each part is the median of its last nine measurements, so that a single task that was disturbed moves nothing.
#pragma once

#include "base/generation.h"

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace genserve::tasks {

struct Pace {
    double secondsPerUnit = 0; // of denoising
    double before = 0;         // texts and pictures are encoded
    double after = 0;          // the picture is decoded
    double load = 0;

    [[nodiscard]] double seconds(double work) const { return before + work * secondsPerUnit + after; }
};

// Thread-safe.
class PaceBook {
public:
    // deviceName is that of the hardware: equal devices learn together. Nothing is learned from work <= 0.
    void learn(const std::string& deviceName, double work, const GenerationResult& result);

    // By the memory plan that the model ran with last on such a device; else by the other models on it, whose units are
    // the same. An empty model id asks for any.
    [[nodiscard]] std::optional<Pace> find(const std::string& deviceName, const std::string& modelId) const;

    // For the store. What can't be read is left out.
    [[nodiscard]] std::string toJson() const;
    void restore(const std::string& json);

private:
    struct Samples {
        std::deque<double> perUnit, before, after, load; // newest last
        std::int64_t lastUse = 0;                        // grows with every task
    };
    struct Key {
        std::string device, model, plan;
        auto operator<=>(const Key&) const = default;
    };
    static Pace paceOf(const Samples& samples);
    void forgetOldest();

    mutable std::mutex m_mutex;
    std::map<Key, Samples> m_samples;
    std::int64_t m_uses = 0;
};

} // namespace genserve::tasks
