#include "name_search.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "adapter_entry.h"
#include "model_kind.h"
#include "one_line.h"

namespace genserve::pipeline {
namespace {

constexpr std::size_t MostShown = 20;

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, substituted}));
        }
    }
    return row[b.size()];
}

// A third of the letters may be wrong; a part of the name counts too.
bool isNear(std::string_view name, std::string_view candidate)
{
    constexpr std::size_t Longest = 200;
    if (name.size() < 3 || name.size() > Longest) {
        return false;
    }
    return candidate.find(name) != std::string_view::npos || name.find(candidate) != std::string_view::npos
           || editDistance(name, candidate) <= name.size() / 3;
}

std::string joined(const std::vector<std::string>& words, std::string_view between)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(words.size(), MostShown); ++i) {
        text.append(i == 0 ? "" : between).append(words[i]);
    }
    return words.size() > MostShown ? text + " and " + std::to_string(words.size() - MostShown) + " more" : text;
}

} // namespace

Expected<AdapterEntry> adapterNamed(const std::string& name, const CatalogueEntry& model, const Catalogue& catalogue)
{
    const Catalogue own{.folders = {}, .models = {}, .adapters = model.own, .files = {}};
    for (const Catalogue* place : {&own, &catalogue}) {
        if (const AdapterEntry* found = place->findAdapter(name)) {
            return *found;
        }
    }
    std::error_code error;
    const bool isPath = name.find('/') != std::string::npos || name.ends_with(".safetensors");
    if (isPath && std::filesystem::exists(name, error)) {
        return openAdapter(name).map([&](AdapterEntry entry) {
            if (isBase(model.kind)) {
                recogniseControlLora(entry, model.size);
            }
            return entry;
        });
    }
    return failure(ErrorCode::NotFound, "is not installed", shownName(name));
}

std::string suggestion(std::string_view name, std::vector<std::string> candidates)
{
    std::vector<std::string> near;
    const std::string id = idFromName(name);
    std::ranges::copy_if(candidates, std::back_inserter(near),
                         [&](const std::string& candidate) { return isNear(id, candidate); });
    if (!near.empty()) {
        return "did you mean " + joined(near, " or ") + "?";
    }
    return candidates.empty() ? "none is" : "installed: " + joined(candidates, ", ");
}

std::string shownName(std::string_view name) { return oneLine(name); }

} // namespace genserve::pipeline
