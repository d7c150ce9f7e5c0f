#include "control_guidance.h"

#include <algorithm>
#include <utility>

#include <ATen/ATen.h>

namespace genserve::pipeline {
namespace {

using Samples = std::vector<at::Tensor>;

// The reference runs a net that is off with a scale of 0; here its samples are undefined instead of zeros.
models::ControlResiduals silence(const models::ControlNetConfig& config)
{
    return {Samples(static_cast<std::size_t>(config.trunk.num_layers)),
            Samples(static_cast<std::size_t>(config.trunk.num_single_layers)), config.seesPixels()};
}

// The first net decides whether there are samples at all; two lists are as long as the shorter one.
void join(Samples& sum, const Samples& samples)
{
    if (sum.empty() || samples.empty()) {
        return;
    }
    sum.resize(std::min(sum.size(), samples.size()));
    for (std::size_t i = 0; i < sum.size(); ++i) {
        if (!sum[i].defined()) {
            sum[i] = samples[i];
        } else if (samples[i].defined()) {
            sum[i] = sum[i] + samples[i];
        }
    }
}

void dropSilence(Samples& samples)
{
    if (!samples.empty() && !samples.front().defined()) {
        samples.clear();
    }
}

} // namespace

void ControlGuidance::add(const models::FluxControlNetModel& net, const ControlNetUse& use,
                          models::ControlNetInputs inputs)
{
    inputs.controlnet_mode = use.mode.value_or(0);
    m_members.push_back({&net, net.prepare(inputs), use.scale, use.start, use.end});
}

bool ControlGuidance::startsAtOnce() const
{
    return std::ranges::all_of(m_members, [](const Member& member) { return member.start <= 0; });
}

models::ControlResiduals ControlGuidance::residuals(const at::Tensor& latents, int step, int first, int steps) const
{
    const auto isOn = [&](const Member& member) {
        const double count = steps - first;
        const double index = step - first;
        return !(index / count < member.start || (index + 1) / count > member.end);
    };
    models::ControlResiduals sum;
    for (const Member& member : m_members) {
        auto own = isOn(member) ? member.net->forward(latents, member.conditions, step, member.scale)
                                : silence(member.net->config());
        if (&member == &m_members.front()) {
            sum = std::move(own);
        } else {
            join(sum.block, own.block);
            join(sum.single, own.single);
        }
    }
    dropSilence(sum.block);
    dropSilence(sum.single);
    return sum;
}

} // namespace genserve::pipeline
