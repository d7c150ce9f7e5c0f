#include "crew.h"

#include <utility>

#include <ATen/ATen.h>
#include <doctest/doctest.h>

#include "pipeline_runs.h"

namespace genserve::test {

Crew::Crew(const pipeline::ModelParts& parts, int members, at::ScalarType dtype)
{
    for (int rank = 0; rank < members; ++rank) {
        m_pipelines.push_back(loadTiny(parts, dtype));
    }
}

std::vector<Expected<pipeline::PipelineOutput>> Crew::run(
    const pipeline::ResolvedRequest& request, std::stop_token stop,
    const std::function<void(int rank, const Progress&)>& progress)
{
    std::vector<Expected<pipeline::PipelineOutput>> outputs(m_pipelines.size());
    const auto faults = together(static_cast<int>(m_pipelines.size()), [&](kernels::TeamMember& member) {
        const auto rank = static_cast<std::size_t>(member.rank());
        const auto told = [&](const Progress& now) {
            if (progress) {
                progress(member.rank(), now);
            }
        };
        outputs[rank] = m_pipelines[rank]->run(request, told, stop, {}, &member);
    });
    for (std::size_t rank = 0; rank < faults.size(); ++rank) {
        if (!faults[rank].empty()) {
            outputs[rank] = failure(ErrorCode::Internal, faults[rank]);
        }
    }
    return outputs;
}

pipeline::PipelineOutput Crew::mustRun(const pipeline::ResolvedRequest& request)
{
    auto outputs = run(request);
    for (const auto& output : outputs) {
        INFO((output ? std::string() : describe(output.error())));
        REQUIRE(output.has_value());
        CHECK(output->image.isEmpty() == (&output != &outputs.front()));
        CHECK(at::equal(output->latents, outputs.front()->latents));
    }
    return std::move(*outputs.front());
}

} // namespace genserve::test
