// The models in a device's memory, latest first.
#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "base/generation.h"
#include "pipeline/catalogue.h"
#include "pipeline/flux_pipeline.h"

namespace genserve::runtime {

struct HeldModel {
    pipeline::CatalogueEntry entry;
    std::string hash;
    Precision precision = Precision::Float32;
    std::int64_t bytes = 0;     // of weights on the device
    std::int64_t hostBytes = 0; // of those that wait in main memory
    std::unique_ptr<pipeline::FluxPipeline> pipeline;
};

class ModelShelf {
public:
    // The model of that place in that precision, which is the latest from now on; null where it is not held.
    HeldModel* take(const std::filesystem::path& location, Precision precision);
    HeldModel& add(HeldModel model);
    void remove(const HeldModel& model);

    // Drops models, the longest unused first, until what is left of them and `bytes` fit `budget`; never `kept`.
    // Whether any had to go.
    bool makeRoom(std::int64_t bytes, std::int64_t budget, const HeldModel* kept);

    [[nodiscard]] bool isEmpty() const { return m_models.empty(); }
    [[nodiscard]] std::int64_t bytes() const;
    [[nodiscard]] std::int64_t hostBytes() const;
    [[nodiscard]] std::vector<std::string> ids() const; // latest first

private:
    std::list<HeldModel> m_models;
};

} // namespace genserve::runtime
