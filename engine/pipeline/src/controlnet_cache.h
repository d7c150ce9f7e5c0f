// The ControlNets in memory: those of the last run, so that a series of pictures reads them once.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

#include "base/generation.h"
#include "models/controlnet.h"
#include "pipeline/flux_pipeline.h"
#include "weights/file_stamp.h"
#include "weights/parameters.h"

namespace genserve::pipeline {

class ControlNetCache {
public:
    using Nets = std::vector<const models::FluxControlNetModel*>; // in the order of the uses; valid until the next call

    // Frees what is not used, then reads what is missing or has changed on disk. Blocks on the disk.
    Expected<Nets> take(const std::vector<ControlNetUse>& uses, const PipelineOptions& options,
                        const ProgressSink& progress, const std::stop_token& stop);

private:
    struct Entry {
        std::filesystem::path location;
        std::vector<weights::FileStamp> stamps;
        std::unique_ptr<models::FluxControlNetModel> net;
    };
    Expected<void> hold(const std::filesystem::path& location, const weights::LoadOptions& loading);

    std::vector<Entry> m_entries;
};

// The base model's sizes that a ControlNet must share.
struct ControlNetFit {
    std::int64_t in_channels = 0, inner_dim = 0, joint_attention_dim = 0, pooled_projection_dim = 0;
    std::int64_t grid = 0; // px a token
};

// Whether the nets fit the model and each other, and have the modes that are asked of them.
Expected<void> checkControlNets(const ControlNetCache::Nets& nets, const std::vector<ControlNetUse>& uses,
                                const ControlNetFit& fit);

} // namespace genserve::pipeline
