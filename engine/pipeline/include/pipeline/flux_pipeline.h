// A loaded FLUX model and the way from a request to a picture.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>

#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "base/generation.h"
#include "base/memory_plan.h"
#include "kernels/team.h"
#include "pipeline/catalogue.h"
#include "pipeline/resolved_request.h"

namespace genserve::pipeline {

struct PipelineOptions {
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;       // kFloat or kBFloat16
    std::filesystem::path bundledTokenizers; // clip/ and t5/, for models that come without
    bool quantizesTransformer = false;       // the linears of its blocks: 8-bit numbers (e4m3), a factor a row
    MemoryPlan plan = {};                    // where the weights lie after load()
};

// Keys of a LoRA's file: those that fit a layer, and all.
struct LoraCount {
    int matched = 0, all = 0;
};

struct PipelineOutput {
    Image image;        // RGB, the asked size
    at::Tensor latents; // [tokens, channels], packed, before the autoencoder; undefined when no step was run
    int stepsRun = 0, stepsReused = 0; // reused: by a step cache, for the prompt
    StageSeconds seconds;              // load: of ControlNets
    std::vector<std::string> warnings;
    std::vector<LoraCount> loraCounts; // parallel to ResolvedRequest::loras
};

struct PipelineParts; // the loaded models

class FluxPipeline {
public:
    // Opens configs and tokenizers, checks that the parts fit each other, then reads all weights. Blocks on the disk.
    // first: what will be run first; on a GPU its prompt is encoded meanwhile.
    static Expected<std::unique_ptr<FluxPipeline>> load(const ModelParts& parts, const PipelineOptions& options,
                                                        const ProgressSink& progress, std::stop_token stop,
                                                        const ResolvedRequest* first = nullptr);
    ~FluxPipeline();

    // From now on the weights lie, and run() works, as the plan says: reads, moves or drops what lies otherwise. After
    // a failure the pipeline must be placed again before it runs.
    Expected<void> place(const MemoryPlan& plan, const ProgressSink& progress, std::stop_token stop);

    // How many prompts went through the text encoders; the others were remembered.
    [[nodiscard]] int promptEncodings() const;

    FluxPipeline(const FluxPipeline&) = delete;
    FluxPipeline& operator=(const FluxPipeline&) = delete;

    // Runs in inference mode on the calling thread. stop is checked between stages and steps: ErrorCode::Cancelled.
    // Throws what libtorch throws; the job boundary in runtime maps it.
    // member: every member of its team runs this request with the same weights on its own pipeline, device and thread,
    // and the first one's output alone has the picture. null = alone.
    Expected<PipelineOutput> run(const ResolvedRequest& request, const ProgressSink& progress, std::stop_token stop,
                                 const PreviewSink& preview = {}, kernels::TeamMember* member = nullptr);

private:
    explicit FluxPipeline(std::unique_ptr<PipelineParts> parts);
    std::unique_ptr<PipelineParts> m_parts;
};

} // namespace genserve::pipeline
