#include "pace_book.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace genserve::tasks {
namespace {

constexpr std::size_t MaxSamples = 9;
constexpr std::size_t MaxKeys = 64;
constexpr std::size_t MaxJsonBytes = 1'000'000;

double medianOf(const std::deque<double>& values)
{
    if (values.empty()) {
        return 0;
    }
    std::vector<double> sorted(values.begin(), values.end());
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::ranges::nth_element(sorted, middle);
    return *middle;
}

void add(std::deque<double>& values, double value)
{
    if (std::isfinite(value) && value >= 0) {
        values.push_back(value);
    }
    if (values.size() > MaxSamples) {
        values.pop_front();
    }
}

std::deque<double> numbersOf(const nlohmann::json& entry, const char* name)
{
    std::deque<double> values;
    const auto found = entry.find(name);
    if (found != entry.end() && found->is_array()) {
        for (const auto& value : *found) {
            add(values, value.is_number() ? value.get<double>() : -1);
        }
    }
    return values;
}

std::string wordOf(const nlohmann::json& entry, const char* name)
{
    const auto found = entry.find(name);
    return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

void PaceBook::learn(const std::string& deviceName, double work, const GenerationResult& result)
{
    if (!(work > 0)) {
        return;
    }
    const std::scoped_lock lock(m_mutex);
    const std::string plan = std::string(toString(result.precision)) + " " + result.memoryPlan;
    Samples& samples = m_samples[{deviceName, result.modelId, plan}];
    const StageSeconds& seconds = result.seconds;
    add(samples.perUnit, seconds.denoise / work);
    add(samples.before, seconds.text + seconds.encode);
    add(samples.after, seconds.decode);
    if (seconds.load > 0) {
        add(samples.load, seconds.load);
    }
    samples.lastUse = ++m_uses;
    forgetOldest();
}

void PaceBook::forgetOldest()
{
    if (m_samples.size() > MaxKeys) {
        m_samples.erase(std::ranges::min_element(
            m_samples, [](const auto& a, const auto& b) { return a.second.lastUse < b.second.lastUse; }));
    }
}

Pace PaceBook::paceOf(const Samples& samples)
{
    return {medianOf(samples.perUnit), medianOf(samples.before), medianOf(samples.after), medianOf(samples.load)};
}

std::optional<Pace> PaceBook::find(const std::string& deviceName, const std::string& modelId) const
{
    const std::scoped_lock lock(m_mutex);
    const Samples* best = nullptr;
    bool isBestOfModel = false;
    for (const auto& [key, samples] : m_samples) {
        const bool isOfModel = key.model == modelId;
        const bool isBetter =
            !best || (isOfModel && !isBestOfModel) || (isOfModel == isBestOfModel && samples.lastUse > best->lastUse);
        if (key.device == deviceName && isBetter) {
            best = &samples;
            isBestOfModel = isOfModel;
        }
    }
    return best ? std::optional(paceOf(*best)) : std::nullopt;
}

std::string PaceBook::toJson() const
{
    const std::scoped_lock lock(m_mutex);
    auto list = nlohmann::json::array();
    for (const auto& [key, samples] : m_samples) {
        list.push_back({{"device", key.device},
                        {"model", key.model},
                        {"plan", key.plan},
                        {"per_unit", samples.perUnit},
                        {"before", samples.before},
                        {"after", samples.after},
                        {"load", samples.load},
                        {"last_use", samples.lastUse}});
    }
    return list.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

void PaceBook::restore(const std::string& json)
{
    const auto list =
        json.size() > MaxJsonBytes ? nlohmann::json() : nlohmann::json::parse(json, nullptr, /*exceptions*/ false);
    const std::scoped_lock lock(m_mutex);
    for (const auto& entry : list.is_array() ? list : nlohmann::json::array()) {
        Samples samples{numbersOf(entry, "per_unit"), numbersOf(entry, "before"), numbersOf(entry, "after"),
                        numbersOf(entry, "load"), 0};
        const auto use = entry.find("last_use");
        samples.lastUse = use != entry.end() && use->is_number_integer() ? use->get<std::int64_t>() : 0;
        if (!samples.perUnit.empty()) {
            m_uses = std::max(m_uses, samples.lastUse);
            m_samples[{wordOf(entry, "device"), wordOf(entry, "model"), wordOf(entry, "plan")}] = std::move(samples);
            forgetOldest();
        }
    }
}

} // namespace genserve::tasks
