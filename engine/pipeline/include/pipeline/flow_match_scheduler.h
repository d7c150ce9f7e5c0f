// Noise levels of a denoising run.
//
// Mirrors diffusers 0.42.1 schedulers/scheduling_flow_match_euler_discrete.py: set_timesteps, with the sigmas and mu
// that the FLUX pipelines pass in. The Euler step itself is in denoise.cpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/error.h"

namespace genserve::pipeline {

enum class SigmaSpacing { Linear, Karras, Exponential };

// Names and defaults of FlowMatchEulerDiscreteScheduler.__init__.
struct SchedulerConfig {
    std::int64_t num_train_timesteps = 1000;
    double shift = 1.0;
    bool use_dynamic_shifting = false;
    double base_shift = 0.5;
    double max_shift = 1.15;
    std::int64_t base_image_seq_len = 256;
    std::int64_t max_image_seq_len = 4096;
    std::optional<double> shift_terminal;
    bool isTimeShiftLinear = false;              // time_shift_type "linear" instead of "exponential"
    SigmaSpacing spacing = SigmaSpacing::Linear; // use_karras_sigmas, use_exponential_sigmas

    // invert_sigmas, stochastic_sampling and use_beta_sigmas are refused by name.
    static Expected<SchedulerConfig> fromFile(const std::filesystem::path& configJson);
    // For single files: FLUX.1-dev shifts by the picture's size, FLUX.1-schnell does not shift.
    static SchedulerConfig forFlux(bool isGuidanceDistilled);
};

struct Schedule {
    std::vector<float> sigmas;    // N + 1, from 1 down to 0
    std::vector<float> timesteps; // N, sigma * num_train_timesteps
};

// steps >= 1; imageTokens = latent cells / 4.
Schedule makeSchedule(const SchedulerConfig& config, int steps, std::int64_t imageTokens);

// get_timesteps of the image pipelines: how many of the first steps are left out; steps when none is left to run.
int firstStep(int steps, double strength);

} // namespace genserve::pipeline
