#include "models_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace genserve::app {
namespace {

// Location, the longest, stands last.
using Row = std::array<std::string, 7>;

std::string join(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

std::string sizeText(std::uint64_t bytes)
{
    std::array<char, 32> text{};
    if (bytes >= 1'000'000'000) {
        std::snprintf(text.data(), text.size(), "%.1f GB", double(bytes) / 1e9);
    } else {
        std::snprintf(text.data(), text.size(), "%.0f MB", std::ceil(double(bytes) / 1e6));
    }
    return text.data();
}

Row rowOf(const ModelInfo& model)
{
    return {model.id,
            model.name,
            model.format,
            model.precision,
            sizeText(model.bytes),
            join(model.features),
            model.location.string()};
}

// Columns a terminal needs for UTF-8 text without wide characters.
std::size_t columnsOf(const std::string& text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::string lineOf(const Row& row, const std::array<std::size_t, 7>& widths)
{
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
        line += row[column];
        if (column + 1 < row.size()) {
            line.append(widths[column] - columnsOf(row[column]) + 2, ' ');
        }
    }
    return line;
}

} // namespace

std::vector<std::string> modelsTable(const std::vector<ModelInfo>& models)
{
    if (models.empty()) {
        return {"no models are installed"};
    }
    std::vector<Row> rows{{"ID", "NAME", "FORMAT", "PRECISION", "SIZE", "FEATURES", "LOCATION"}};
    std::ranges::transform(models, std::back_inserter(rows), rowOf);
    std::array<std::size_t, 7> widths{};
    for (const auto& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], columnsOf(row[column]));
        }
    }
    std::vector<std::string> lines{lineOf(rows.front(), widths)};
    for (std::size_t i = 0; i < models.size(); ++i) {
        lines.push_back(lineOf(rows[i + 1], widths));
        if (!models[i].missing.empty()) {
            lines.push_back("  can't run without: " + join(models[i].missing));
        }
    }
    return lines;
}

double megabytes(std::uint64_t bytes) { return std::round(double(bytes) / 1e5) / 10; }

} // namespace genserve::app
