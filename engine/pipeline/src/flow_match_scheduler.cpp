#include "pipeline/flow_match_scheduler.h"

#include <algorithm>
#include <cmath>

#include "models/config_reader.h"

namespace genserve::pipeline {
namespace {

constexpr double KarrasRho = 7.0; // _convert_to_karras

// np.linspace in float64.
std::vector<double> linspace(double first, double last, int count)
{
    std::vector<double> values(static_cast<std::size_t>(count), first);
    const double step = count > 1 ? (last - first) / (count - 1) : 0.0;
    for (int i = 1; i < count; ++i) {
        values[static_cast<std::size_t>(i)] = i == count - 1 ? last : i * step + first;
    }
    return values;
}

void spaceAgain(std::vector<float>& sigmas, SigmaSpacing spacing)
{
    const double high = sigmas.front();
    const double low = sigmas.back();
    const auto count = static_cast<int>(sigmas.size());
    std::vector<double> values;
    if (spacing == SigmaSpacing::Karras) {
        const double lowRoot = std::pow(low, 1 / KarrasRho);
        const double highRoot = std::pow(high, 1 / KarrasRho);
        for (const double ramp : linspace(0, 1, count)) {
            values.push_back(std::pow(highRoot + ramp * (lowRoot - highRoot), KarrasRho));
        }
    } else {
        for (const double exponent : linspace(std::log(high), std::log(low), count)) {
            values.push_back(std::exp(exponent));
        }
    }
    std::transform(values.begin(), values.end(), sigmas.begin(), [](double v) { return static_cast<float>(v); });
}

} // namespace

Expected<SchedulerConfig> SchedulerConfig::fromFile(const std::filesystem::path& configJson)
{
    auto reader = models::ConfigReader::open(configJson);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    SchedulerConfig config;
    const std::string className = reader->word("_class_name", "FlowMatchEulerDiscreteScheduler");
    if (className != "FlowMatchEulerDiscreteScheduler") {
        reader->fault("_class_name", "is " + className + ", supported is FlowMatchEulerDiscreteScheduler");
    }
    config.num_train_timesteps = reader->integer("num_train_timesteps", 1000, 1, 1'000'000);
    config.shift = reader->number("shift", 1.0, 1e-6, 1e6);
    config.use_dynamic_shifting = reader->boolean("use_dynamic_shifting", false);
    config.base_shift = reader->number("base_shift", 0.5, -100, 100);
    config.max_shift = reader->number("max_shift", 1.15, -100, 100);
    config.base_image_seq_len = reader->integer("base_image_seq_len", 256, 1, 1 << 24);
    config.max_image_seq_len = reader->integer("max_image_seq_len", 4096, 1, 1 << 24);
    if (config.base_image_seq_len == config.max_image_seq_len) {
        reader->fault("max_image_seq_len", "must differ from base_image_seq_len");
    }
    if (const double terminal = reader->number("shift_terminal", 0, 0, 0.999); terminal != 0) {
        config.shift_terminal = terminal;
    }
    const std::string shiftType = reader->word("time_shift_type", "exponential");
    if (shiftType != "exponential" && shiftType != "linear") {
        reader->fault("time_shift_type", "is " + shiftType + ", supported are exponential and linear");
    }
    config.isTimeShiftLinear = shiftType == "linear";
    for (const char* field : {"invert_sigmas", "stochastic_sampling", "use_beta_sigmas"}) {
        if (reader->boolean(field, false)) {
            reader->fault(field, "is not supported");
        }
    }
    if (reader->boolean("use_karras_sigmas", false)) {
        config.spacing = SigmaSpacing::Karras;
    } else if (reader->boolean("use_exponential_sigmas", false)) {
        config.spacing = SigmaSpacing::Exponential;
    }
    if (auto result = reader->result(); !result) {
        return tl::unexpected(result.error());
    }
    return config;
}

SchedulerConfig SchedulerConfig::forFlux(bool isGuidanceDistilled)
{
    SchedulerConfig config;
    config.use_dynamic_shifting = isGuidanceDistilled;
    config.shift = isGuidanceDistilled ? 3.0 : 1.0;
    return config;
}

Schedule makeSchedule(const SchedulerConfig& config, int steps, std::int64_t imageTokens)
{
    // float32 from here on, as numpy computes with a float32 array and Python scalars.
    std::vector<float> sigmas;
    for (const double sigma : linspace(1.0, 1.0 / steps, steps)) {
        sigmas.push_back(static_cast<float>(sigma));
    }
    if (config.use_dynamic_shifting) {
        const double slope = (config.max_shift - config.base_shift)
                             / static_cast<double>(config.max_image_seq_len - config.base_image_seq_len);
        const double mu = static_cast<double>(imageTokens) * slope
                          + (config.base_shift - slope * static_cast<double>(config.base_image_seq_len));
        const auto factor = static_cast<float>(config.isTimeShiftLinear ? mu : std::exp(mu));
        for (float& sigma : sigmas) {
            sigma = factor / (factor + (1 / sigma - 1));
        }
    } else {
        const auto shift = static_cast<float>(config.shift);
        const auto shiftLessOne = static_cast<float>(config.shift - 1);
        for (float& sigma : sigmas) {
            sigma = shift * sigma / (1 + shiftLessOne * sigma);
        }
    }
    if (config.shift_terminal && steps > 1) {
        const float scale = (1 - sigmas.back()) / static_cast<float>(1 - *config.shift_terminal);
        for (float& sigma : sigmas) {
            sigma = 1 - (1 - sigma) / scale;
        }
    }
    if (config.spacing != SigmaSpacing::Linear) {
        spaceAgain(sigmas, config.spacing);
    }
    Schedule schedule;
    for (const float sigma : sigmas) {
        schedule.timesteps.push_back(sigma * static_cast<float>(config.num_train_timesteps));
    }
    schedule.sigmas = std::move(sigmas);
    schedule.sigmas.push_back(0);
    return schedule;
}

int firstStep(int steps, double strength)
{
    const double used = std::min(steps * strength, static_cast<double>(steps));
    return static_cast<int>(std::max(steps - used, 0.0));
}

} // namespace genserve::pipeline
