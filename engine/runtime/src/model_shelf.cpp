#include "model_shelf.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace genserve::runtime {

HeldModel* ModelShelf::take(const std::filesystem::path& location, Precision precision)
{
    const auto found = std::ranges::find_if(m_models, [&](const HeldModel& model) {
        return model.entry.info.location == location && model.precision == precision;
    });
    if (found == m_models.end()) {
        return nullptr;
    }
    m_models.splice(m_models.begin(), m_models, found);
    return &m_models.front();
}

HeldModel& ModelShelf::add(HeldModel model)
{
    m_models.push_front(std::move(model));
    return m_models.front();
}

void ModelShelf::remove(const HeldModel& model)
{
    m_models.remove_if([&](const HeldModel& other) { return &other == &model; });
}

bool ModelShelf::makeRoom(std::int64_t bytes, std::int64_t budget, const HeldModel* kept)
{
    const auto others = [&] { return this->bytes() - (kept == nullptr ? 0 : kept->bytes); };
    bool hasDropped = false;
    while (others() + bytes > budget) {
        const auto last =
            std::find_if(m_models.rbegin(), m_models.rend(), [&](const HeldModel& model) { return &model != kept; });
        if (last == m_models.rend()) {
            break;
        }
        hasDropped = true;
        m_models.erase(std::next(last).base());
    }
    return hasDropped;
}

std::int64_t ModelShelf::bytes() const
{
    std::int64_t sum = 0;
    for (const HeldModel& model : m_models) {
        sum += model.bytes;
    }
    return sum;
}

std::int64_t ModelShelf::hostBytes() const
{
    std::int64_t sum = 0;
    for (const HeldModel& model : m_models) {
        sum += model.hostBytes;
    }
    return sum;
}

std::vector<std::string> ModelShelf::ids() const
{
    std::vector<std::string> all;
    for (const HeldModel& model : m_models) {
        all.push_back(model.entry.info.id);
    }
    return all;
}

} // namespace genserve::runtime
