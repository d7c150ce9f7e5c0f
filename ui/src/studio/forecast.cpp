#include "forecast.h"

#include "picture_size.h"

namespace genserve::ui {

void Forecast::learn(const tasks::Task& finished)
{
    const auto& result = finished.result;
    const double work = megapixelsOf(QSize(result.width, result.height)) * result.steps;
    if (finished.state != tasks::TaskState::Finished || work <= 0 || result.seconds.denoise <= 0) {
        return;
    }
    // The newest counts: the machine may be busier or cooler than an hour ago.
    m_rates[{finished.modelId, finished.device}] = {
        result.seconds.denoise / work, result.seconds.text + result.seconds.encode + result.seconds.decode};
}

std::optional<Forecast::Expected> Forecast::of(const std::string& modelId, int widthPx, int heightPx, int steps) const
{
    std::optional<Expected> best;
    for (const auto& [key, rate] : m_rates) {
        const double seconds = rate.besides + rate.perMegapixelStep * megapixelsOf(QSize(widthPx, heightPx)) * steps;
        if (key.first == modelId && (!best || seconds < best->seconds)) {
            best = Expected{seconds, key.second};
        }
    }
    return best;
}

} // namespace genserve::ui
