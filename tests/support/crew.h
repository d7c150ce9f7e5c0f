// Members of a team on the CPU: pipelines of one model, each on a thread of its own.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "pipeline/flux_pipeline.h"
#include "team_threads.h"

namespace genserve::test {

class Crew {
public:
    // Loads one pipeline a member.
    Crew(const pipeline::ModelParts& parts, int members, at::ScalarType dtype = at::kFloat);

    // The outputs by rank; a member that throws gives what it threw as an error. progress: by rank, may be empty.
    std::vector<Expected<pipeline::PipelineOutput>> run(
        const pipeline::ResolvedRequest& request, std::stop_token stop = {},
        const std::function<void(int rank, const Progress&)>& progress = {});

    // The first member's output, after a check that every member has its latents bit for bit and that it alone has a
    // picture.
    pipeline::PipelineOutput mustRun(const pipeline::ResolvedRequest& request);

private:
    std::vector<std::unique_ptr<pipeline::FluxPipeline>> m_pipelines;
};

} // namespace genserve::test
