// Members of a team on the CPU: pipelines of one model, each on a thread of its own.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "kernels/team.h"
#include "pipeline/flux_pipeline.h"

namespace genserve::test {

// Runs work(member) for each device's member on its own thread and waits for all. What it throws is returned as text,
// by rank. A thread's current device is the first one, as it is in every new thread.
std::vector<std::string> together(const std::vector<at::Device>& devices,
                                  const std::function<void(kernels::TeamMember&)>& work,
                                  std::chrono::milliseconds patience = kernels::Team::Patience);
// The same on the CPU.
std::vector<std::string> together(int members, const std::function<void(kernels::TeamMember&)>& work,
                                  std::chrono::milliseconds patience = kernels::Team::Patience);

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
