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

// The base model's sizes that a ControlNet must share.
struct ControlNetFit {
    std::int64_t in_channels = 0, inner_dim = 0, joint_attention_dim = 0, pooled_projection_dim = 0;
    std::int64_t grid = 0; // px a token
};

class ControlNetCache {
public:
    using Nets = std::vector<const models::FluxControlNetModel*>; // in the order of the uses; valid until the next call

    // Checks first, by headers and configs alone, whether the nets fit the model and each other and have the modes that
    // are asked of them. Then frees what is not used and reads what is missing or has changed on disk. Blocks on it.
    Expected<Nets> take(const std::vector<ControlNetUse>& uses, const ControlNetFit& fit,
                        const PipelineOptions& options, const ProgressSink& progress, const std::stop_token& stop);

private:
    struct Entry {
        std::filesystem::path location;
        std::vector<weights::FileStamp> stamps;
        std::unique_ptr<models::FluxControlNetModel> net;
    };
    struct Opened;
    static Expected<std::vector<Opened>> open(const std::vector<ControlNetUse>& uses, const ControlNetFit& fit);
    Expected<void> hold(const std::filesystem::path& location, const Opened& opened,
                        const weights::LoadOptions& loading);

    std::vector<Entry> m_entries;
};

} // namespace genserve::pipeline
